/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-find-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-find-table.h"

/* instr() and not LIKE: what was typed may hold % and _. */
static const char *const searches[] = {
  "SELECT r.id, r.kind, r.number, c.name FROM document r JOIN contact c ON c.id = r.contact"
  " WHERE instr (lower (r.number), lower (?)) > 0 ORDER BY r.date DESC, r.number DESC LIMIT ?",
  "SELECT r.id, '" TIE_FOUND_PAYMENT "', r.number, c.name FROM payment r JOIN contact c ON c.id = r.contact"
  " WHERE instr (lower (r.number), lower (?)) > 0 ORDER BY r.date DESC, r.number DESC LIMIT ?",
};

gboolean
tie_find_table_documents (TieDb *db,
                          const char *typed,
                          guint max,
                          TieFoundFunc func,
                          gpointer user_data,
                          GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      sqlite3_stmt *statement = tie_db_query (db, error, searches[i], "si", typed, (gint64) max);
      TieStep step = TIE_STEP_ERROR;

      while (statement != NULL && (step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
        {
          const TieFoundDocument document = {
            tie_db_column_text (statement, 0), tie_db_column_text (statement, 1), tie_db_column_text (statement, 2), tie_db_column_text (statement, 3),
          };

          func (&document, user_data);
        }
      if (step != TIE_STEP_DONE)
        return FALSE;
    }
  return TRUE;
}
