/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What hangs on a record, as the kinds' tables of fields say.  Nothing in the file cascades, so that undo sees every row. */

/* Deletes the record with its parts (a contact's sites, a document's lines), their links and refusals; or refuses with
 * TIE_ERROR_IN_USE and a sentence when something else uses one of them. */
gboolean tie_dependents_delete (TieDb *db, GType type, const char *id, GError **error);

/* Lets all fields that refer to one record refer to another of the same kind; who would then refer to itself refers to none.
 * Links and refusals, and the record itself, are left to the caller. */
gboolean tie_dependents_replace (TieDb *db, GType type, const char *from, const char *to, GError **error);

/* After an undo step was put back, before it is committed: no row uses one that is gone.  TIE_ERROR_IN_USE with a sentence. */
gboolean tie_dependents_check_step (TieDb *db, gint64 step, GError **error);

G_END_DECLS
