/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-undo.h"

G_BEGIN_DECLS

/* A table whose rows can be put back: it has a text id, and nothing in it cascades. */
typedef struct
{
  const char *table;
  TieStoreArea area;
} TieUndoable;

/* (out): how many. Named one by one: outbox, run, cursor, remote, connection, activity and the log itself are not among them. */
const TieUndoable *tie_undo_get_tables (guint *n_tables);

/* (transfer full) Names of the table's columns. */
GPtrArray *tie_undo_list_columns (TieDb *db, const char *table, GError **error);

/* (transfer full) "json_object ('id', PREFIXid, …)": how the log writes a row, always in the table's order of columns, so that
 * rows can be compared as text. */
char *tie_undo_make_json_sql (GPtrArray *columns, const char *prefix);

G_END_DECLS
