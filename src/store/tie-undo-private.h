/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-undo.h"

G_BEGIN_DECLS

/* (transfer full) Names of the table's columns. */
GPtrArray *tie_undo_list_columns (TieDb *db, const char *table, GError **error);

/* (transfer full) "json_object ('id', PREFIXid, …)": how the log writes a row, always in the table's order of columns, so that
 * rows can be compared as text. */
char *tie_undo_make_json_sql (GPtrArray *columns, const char *prefix);

/* The record that the step is about, for the activity: the one document, payment, project, contact or site in it.  record_id and
 * record stay NULL where it is about several or none.  (out) (transfer full) */
gboolean tie_undo_find_record (TieDb *db, gint64 step, char **record_id, char **record, GError **error);

/* Whether the person may take that step back, or do it again: TIE_ERROR_NOT_ALLOWED with the sentence. */
gboolean tie_undo_check_right (TieDb *db, gint64 step, GError **error);
/* After all rows are in place: somebody may still set the practice up. */
gboolean tie_undo_check_administrator (TieDb *db, gint64 step, GError **error);

G_END_DECLS
