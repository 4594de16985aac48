/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-project-table.h"

/* Each sum looks at one project's rows through an index: of half a million entries only the open ones are seen. */
#define FIGURES_SQL(condition)                                                                                                \
  "SELECT p.id, p.name, p.contact, c.name, p.return_type, p.status, p.due, p.tax_year, p.estimated_fee,"                      \
  " (SELECT sum (d.total) FROM document d WHERE d.project = p.id AND d.kind = 'invoice' AND d.is_void = 0),"                  \
  " (SELECT sum (e.quantity) FROM entry e WHERE e.project = p.id AND e.document IS NULL AND e.kind = 'time' AND e.not_billable = 0)," \
  " (SELECT sum (e.amount) FROM entry e WHERE e.project = p.id AND e.document IS NULL AND e.kind = 'time' AND e.not_billable = 0),"   \
  " (SELECT sum (e.amount) FROM entry e WHERE e.project = p.id AND e.document IS NULL AND e.kind = 'expense' AND e.not_billable = 0)," \
  " p.archived"                                                                                                               \
  " FROM project p JOIN contact c ON c.id = p.contact " condition " ORDER BY p.sort_key, p.id"

static gboolean
read_all (TieDb *db,
          sqlite3_stmt *statement,
          TieProjectFunc func,
          gpointer user_data,
          GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieProjectFigures project = {
        .id = tie_db_column_text (statement, 0),
        .name = tie_db_column_text (statement, 1),
        .contact = tie_db_column_text (statement, 2),
        .client = tie_db_column_text (statement, 3),
        .return_type = tie_db_column_text (statement, 4),
        .status = tie_db_column_text (statement, 5),
        .due = tie_db_column_text (statement, 6),
        .tax_year = sqlite3_column_int64 (statement, 7),
        .estimated_fee = sqlite3_column_int64 (statement, 8),
        .invoiced = sqlite3_column_int64 (statement, 9),
        .hours = sqlite3_column_int64 (statement, 10),
        .time = sqlite3_column_int64 (statement, 11),
        .expenses = sqlite3_column_int64 (statement, 12),
        .is_archived = sqlite3_column_int (statement, 13) != 0,
      };

      func (&project, user_data);
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_project_table_read (TieDb *db,
                        TieProjectFunc func,
                        gpointer user_data,
                        GError **error)
{
  return read_all (db, tie_db_query (db, error, FIGURES_SQL (""), ""), func, user_data, error);
}

gboolean
tie_project_table_read_client (TieDb *db,
                               const char *contact,
                               TieProjectFunc func,
                               gpointer user_data,
                               GError **error)
{
  return read_all (db, tie_db_query (db, error, FIGURES_SQL ("WHERE p.contact = ?"), "s", contact), func, user_data, error);
}

gboolean
tie_project_table_read_one (TieDb *db,
                            const char *project,
                            TieProjectFunc func,
                            gpointer user_data,
                            GError **error)
{
  return read_all (db, tie_db_query (db, error, FIGURES_SQL ("WHERE p.id = ?"), "s", project), func, user_data, error);
}
