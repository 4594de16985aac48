/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-wip-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-wip-table.h"

/* The index over open entries makes this a walk over them alone. */
#define WIP_SQL                                                                                                           \
  "SELECT p.id, p.name, c.name, p.estimated_fee, w.hours, w.amount, w.young, w.middle, w.late, w.old"                     \
  " FROM (SELECT e.project, sum (CASE WHEN e.kind = 'time' THEN e.quantity ELSE 0 END) AS hours, sum (e.amount) AS amount," \
  " sum (CASE WHEN e.date >= ?1 THEN e.amount ELSE 0 END) AS young,"                                                      \
  " sum (CASE WHEN e.date < ?1 AND e.date >= ?2 THEN e.amount ELSE 0 END) AS middle,"                                     \
  " sum (CASE WHEN e.date < ?2 AND e.date >= ?3 THEN e.amount ELSE 0 END) AS late,"                                       \
  " sum (CASE WHEN e.date < ?3 THEN e.amount ELSE 0 END) AS old"                                                          \
  " FROM entry e WHERE e.document IS NULL AND e.not_billable = 0 GROUP BY e.project) w"                                   \
  " JOIN project p ON p.id = w.project JOIN contact c ON c.id = p.contact ORDER BY c.sort_key, p.sort_key, p.id"

gboolean
tie_wip_table_read (TieDb *db,
                    const char *const ends[3],
                    TieWipFunc func,
                    gpointer user_data,
                    GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error, WIP_SQL, "sss", ends[0], ends[1], ends[2]);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      const TieWipFigures wip = {
        .project = tie_db_column_text (statement, 0),
        .name = tie_db_column_text (statement, 1),
        .client = tie_db_column_text (statement, 2),
        .estimated_fee = sqlite3_column_int64 (statement, 3),
        .hours = sqlite3_column_int64 (statement, 4),
        .amount = sqlite3_column_int64 (statement, 5),
        .ages = { sqlite3_column_int64 (statement, 6), sqlite3_column_int64 (statement, 7), sqlite3_column_int64 (statement, 8), sqlite3_column_int64 (statement, 9) },
      };

      func (&wip, user_data);
    }
  return step == TIE_STEP_DONE;
}
