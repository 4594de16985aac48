/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What undo knows of documents and payments beyond their rows: a document without its lines, or a payment that pays more than
 * it has, must not come out of it, and no number may be missing. */

/* A step over such rows is put back whole or not at all; of others, rows that were changed since stay. */
gboolean tie_undo_whole_is (TieDb *db, gint64 step, gboolean *is_whole, GError **error);

/* Before a row is removed: gives its number back.  Where others follow it, the row stays as void, *stays is TRUE, and
 * number (transfer full) says which. */
gboolean tie_undo_whole_release (TieDb *db, const char *table, const char *id, gboolean *stays, char **number, GError **error);

/* Whether the row that stands where none was left is such a void one, which may be overwritten. */
gboolean tie_undo_whole_is_void (TieDb *db, const char *table, const char *id, gboolean *is_void, GError **error);

/* After a row came back: takes its number again. */
gboolean tie_undo_whole_claim (TieDb *db, const char *table, const char *id, GError **error);

/* After all rows are in place: nothing pays more than it has or than is open.  TIE_ERROR_IN_USE with a sentence. */
gboolean tie_undo_whole_check (TieDb *db, gint64 step, GError **error);

G_END_DECLS
