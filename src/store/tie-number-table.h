/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-number-series.h"
#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Numbers of documents and payments, without gaps or doubles.  A number is taken in the transaction that writes what bears
 * it.  The counter itself is not undoable: undoing the creation of the last one gives its number back, and a number that
 * others follow stays used. */

/* A series is named by its id, TIE_NUMBER_SERIES_…. */

/* (transfer full) The number that would be next; nothing is taken. */
char *tie_number_table_peek (TieDb *db, const char *id, GError **error);

/* (transfer full) Takes the next one that is free. */
char *tie_number_table_take (TieDb *db, const char *id, GError **error);

/* (transfer full) The next number that is free both here and, unless the company numbers sales documents itself, among those of
 * that kind that were read from the package; take: it is taken, and the series goes on behind it.  passed: (out) (transfer full)
 * (optional), NULL to begin with: the last one that was passed over because the package has it. */
char *tie_number_table_find_apart (TieDb *db, const char *id, const char *connection, TieKind kind, gboolean take, char **passed, GError **error);

/* The same at the company that the practice is connected to, if any, of a series of documents. */
char *tie_number_table_find_next (TieDb *db, const char *id, gboolean take, char **passed, GError **error);

/* A number that was typed, or comes back: the counter goes on behind it when it is the next one. */
gboolean tie_number_table_claim (TieDb *db, const char *id, const char *number, GError **error);

/* What bore the number is gone.  *must_stay: others of the series follow it, so it must be seen to be used; the counter
 * is left alone then.  Else it is given back, or was never one of the series'. */
gboolean tie_number_table_release (TieDb *db, const char *id, const char *number, gboolean *must_stay, GError **error);

/* Whether a document of that kind (TIE_NUMBER_SERIES_PAYMENT: a payment) other than except bears the number. */
gboolean tie_number_table_is_used (TieDb *db, const char *id, const char *number, const char *except, gboolean *is_used, GError **error);

G_END_DECLS
