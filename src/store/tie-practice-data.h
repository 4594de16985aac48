/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* The whole practice as readable files: a folder with a CSV file per table, one row per record with its id, columns under
 * the names that they have in the practice file, so that nothing is lost on the way back.  What a package told us is read
 * anew from there, what is queued for it and the undo log stay behind. */

/* Into a folder that is not there yet or empty.  Each file is written whole.  n_rows (out): of all tables. */
gboolean tie_practice_data_export (TieDb *db, const char *folder, GCancellable *cancellable, gint64 *n_rows, GError **error);

/* Into a practice in which nobody has worked yet: what it began with makes room.  TIE_ERROR_INVALID names the file and the
 * line; the function that called it must fail then.  Whoever does it becomes an administrator. */
gboolean tie_practice_data_import (TieDb *db, const char *folder, GCancellable *cancellable, gint64 *n_rows, GError **error);

G_END_DECLS
