/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-setting-table"
#include "config.h"

#include "store/tie-activity-table.h"
#include "store/tie-db.h"

char *
tie_setting_table_get (TieDb *db,
                       const char *name,
                       GError **error)
{
  return tie_db_get_text (db, error, "SELECT value FROM setting WHERE id = ?", "s", name);
}

gboolean
tie_setting_table_set (TieDb *db,
                       const char *name,
                       const char *value,
                       GError **error)
{
  tie_db_touch (db, TIE_STORE_AREA_SETTINGS);
  if (value == NULL)
    return tie_db_run (db, error, "DELETE FROM setting WHERE id = ?", "s", name);
  return tie_db_run (db, error, "INSERT INTO setting (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value", "ss", name, value);
}

char **
tie_setting_table_list (TieDb *db,
                        const char *prefix,
                        GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT id FROM setting WHERE substr (id, 1, length (?1)) = ?1 ORDER BY id", "s", prefix);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    g_ptr_array_add (names, tie_db_dup_column (statement, 0));
  if (step != TIE_STEP_DONE)
    return NULL;
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
