/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-find-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-find-table.h"

gboolean
tie_find_table_documents (TieDb *db,
                          const char *typed,
                          guint max,
                          TieFoundFunc func,
                          gpointer user_data,
                          GError **error)
{
  /* instr() and not LIKE: what was typed may hold % and _. */
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT d.id, d.kind, d.number, c.name FROM document d JOIN contact c ON c.id = d.contact"
                                          " WHERE instr (lower (d.number), lower (?)) > 0 ORDER BY d.date DESC, d.number DESC LIMIT ?",
                                          "si", typed, (gint64) max);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieFoundDocument document = {
        tie_db_column_text (statement, 0), tie_db_column_text (statement, 1), tie_db_column_text (statement, 2), tie_db_column_text (statement, 3),
      };

      func (&document, user_data);
    }
  return step == TIE_STEP_DONE;
}
