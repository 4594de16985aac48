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
