/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

/* What hangs on a row that is to be deleted.  Nothing in the file cascades, so that undo sees every row. */

/* Deletes what belongs to the row (a contact's sites and links), or refuses with TIE_ERROR_IN_USE and a sentence when
 * something else uses it.  The row itself is left to the caller. */
gboolean tie_dependents_delete (TieDb *db, const char *table, const char *id, GError **error);

/* After an undo step was put back, before it is committed: no row uses one that is gone.  TIE_ERROR_IN_USE with a sentence. */
gboolean tie_dependents_check_step (TieDb *db, gint64 step, GError **error);

/* (transfer full) The name of a row of any linked table, "" when it is gone. */
char *tie_dependents_get_name (TieDb *db, const char *id);

G_END_DECLS
