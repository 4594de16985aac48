/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-time-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-time-table.h"

#define ENTRY_SQL                                                                                                       \
  "SELECT e.id, e.date, e.kind, e.project, p.name, c.name, m.name, coalesce (w.id, x.id), coalesce (w.code, x.code)," \
  " e.text, d.id, d.number, e.quantity, e.amount, e.not_billable"                                                       \
  " FROM entry e JOIN project p ON p.id = e.project JOIN contact c ON c.id = p.contact"                                 \
  " LEFT JOIN employee m ON m.id = e.employee LEFT JOIN work_code w ON w.id = e.work_code"                              \
  " LEFT JOIN expense_code x ON x.id = e.expense_code LEFT JOIN document d ON d.id = e.document "

static gboolean
read_all (TieDb *db,
          sqlite3_stmt *statement,
          TieTimeFunc func,
          gpointer user_data,
          GError **error)
{
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieTimeFigures entry = {
        .id = tie_db_column_text (statement, 0),
        .date = tie_db_column_text (statement, 1),
        .kind = tie_db_column_text (statement, 2),
        .project = tie_db_column_text (statement, 3),
        .name = tie_db_column_text (statement, 4),
        .client = tie_db_column_text (statement, 5),
        .who = tie_db_column_text (statement, 6),
        .code_id = tie_db_column_text (statement, 7),
        .code = tie_db_column_text (statement, 8),
        .text = tie_db_column_text (statement, 9),
        .document = tie_db_column_text (statement, 10),
        .number = tie_db_column_text (statement, 11),
        .quantity = sqlite3_column_int64 (statement, 12),
        .amount = sqlite3_column_int64 (statement, 13),
        .is_billable = sqlite3_column_int (statement, 14) == 0,
      };

      func (&entry, user_data);
    }
  return step == TIE_STEP_DONE;
}

gboolean
tie_time_table_read_project (TieDb *db,
                             const char *project,
                             TieTimeFunc func,
                             gpointer user_data,
                             GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, ENTRY_SQL "WHERE e.project = ? ORDER BY e.date DESC, e.id", "s", project);

  return read_all (db, statement, func, user_data, error);
}

gboolean
tie_time_table_read_days (TieDb *db,
                          const char *employee,
                          const char *first,
                          const char *last,
                          TieTimeFunc func,
                          gpointer user_data,
                          GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          ENTRY_SQL "WHERE e.date BETWEEN ? AND ? AND coalesce (e.employee, '') = ? AND e.kind = 'time'"
                                                    " ORDER BY c.sort_key, c.id, p.sort_key, p.id, w.sort_key, w.id, e.date, e.id",
                                          "sss", first, last, employee);

  return read_all (db, statement, func, user_data, error);
}
