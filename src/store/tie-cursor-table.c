/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-cursor-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-remote-table.h"

char *
tie_cursor_table_get (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      GError **error)
{
  return tie_db_get_text (db, error, "SELECT value FROM cursor WHERE connection = ? AND kind = ?", "si", connection, (gint64) kind);
}

gboolean
tie_cursor_table_set (TieDb *db,
                      const char *connection,
                      TieKind kind,
                      const char *cursor,
                      GError **error)
{
  if (cursor == NULL)
    return tie_db_run (db, error, "DELETE FROM cursor WHERE connection = ? AND kind = ?", "si", connection, (gint64) kind);
  return tie_db_run (db, error, "INSERT INTO cursor (connection, kind, value) VALUES (?, ?, ?)"
                                " ON CONFLICT (connection, kind) DO UPDATE SET value = excluded.value",
                     "sis",
                     connection,
                     (gint64) kind,
                     cursor);
}
