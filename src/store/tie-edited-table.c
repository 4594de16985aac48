/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-edited-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-edited-table.h"

void
tie_edited_free (TieEdited *self)
{
  g_free (self->id);
  g_free (self);
}

GPtrArray *
tie_edited_table_list (TieDb *db,
                       GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_edited_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT id, is_site FROM edited ORDER BY is_site, id", "");
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieEdited *edited = g_new0 (TieEdited, 1);

      edited->id = tie_db_dup_column (statement, 0);
      edited->is_site = sqlite3_column_int (statement, 1) != 0;
      g_ptr_array_add (list, edited);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
tie_edited_table_settle (TieDb *db,
                         const char *id,
                         GError **error)
{
  return tie_db_run (db, error, "DELETE FROM edited WHERE id = ?", "s", id);
}

gboolean
tie_edited_table_fill (TieDb *db,
                       GError **error)
{
  return tie_db_run (db, error, "INSERT OR IGNORE INTO edited (id, is_site) SELECT id, 0 FROM contact UNION ALL SELECT id, 1 FROM site", "");
}
