/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-project-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-project-table.h"

/* Of the projects that the condition picks; what they sum up is looked up by project (the unary plus: not by kind, which
 * most documents have). */
#define FIGURES_SQL(with, condition)                                                                                                \
  with " SELECT p.id, p.name, p.contact, c.name, p.return_type, p.status, p.due, p.tax_year, p.estimated_fee,"                      \
  " d.total, e.hours, e.time, e.expenses, p.archived"                                                                               \
  " FROM project p JOIN contact c ON c.id = p.contact"                                                                              \
  " LEFT JOIN (SELECT project, sum (CASE WHEN kind = 'time' THEN quantity ELSE 0 END) AS hours,"                                    \
  " sum (CASE WHEN kind = 'time' THEN amount ELSE 0 END) AS time, sum (CASE WHEN kind = 'time' THEN 0 ELSE amount END) AS expenses" \
  " FROM entry WHERE document IS NULL AND not_billable = 0 AND project " condition " GROUP BY project) e ON e.project = p.id"       \
  " LEFT JOIN (SELECT project, sum (total) AS total FROM document"                                                                  \
  " WHERE +kind = 'invoice' AND is_void = 0 AND project " condition " GROUP BY project) d ON d.project = p.id"                      \
  " WHERE p.id " condition " ORDER BY p.sort_key, p.id"

#define SHOWN(condition) "WITH shown AS MATERIALIZED (SELECT id FROM project WHERE " condition " ORDER BY sort_key, id LIMIT ?1)"
#define BEHIND "(sort_key, id) > (SELECT sort_key, id FROM project WHERE id = ?2)"

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
                        const char *after,
                        guint limit,
                        TieProjectFunc func,
                        gpointer user_data,
                        GError **error)
{
  const char *sql = after != NULL ? FIGURES_SQL (SHOWN (BEHIND), "IN shown") : FIGURES_SQL (SHOWN ("TRUE"), "IN shown");

  return read_all (db, tie_db_query (db, error, sql, after != NULL ? "is" : "i", (gint64) limit, after), func, user_data, error);
}

gboolean
tie_project_table_read_client (TieDb *db,
                               const char *contact,
                               TieProjectFunc func,
                               gpointer user_data,
                               GError **error)
{
  return read_all (db, tie_db_query (db, error, FIGURES_SQL ("", "IN (SELECT id FROM project WHERE contact = ?1)"), "s", contact), func, user_data, error);
}

gboolean
tie_project_table_read_one (TieDb *db,
                            const char *project,
                            TieProjectFunc func,
                            gpointer user_data,
                            GError **error)
{
  return read_all (db, tie_db_query (db, error, FIGURES_SQL ("", "= ?1"), "s", project), func, user_data, error);
}
