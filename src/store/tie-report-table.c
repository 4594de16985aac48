/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-table"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-typed-date.h"
#include "store/tie-db.h"
#include "store/tie-report-table.h"

void
tie_age_row_free (TieAgeRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row->group);
  g_free (row);
}

void
tie_realization_row_free (TieRealizationRow *row)
{
  g_free (row->id);
  g_free (row->name);
  g_free (row);
}

void
tie_open_item_free (TieOpenItem *item)
{
  g_free (item->id);
  g_free (item->kind);
  g_free (item->number);
  g_free (item->date);
  g_free (item->due);
  g_free (item);
}

/* The last days of the ages, so that SQL compares texts and computes with no dates. */
typedef struct
{
  char *day[3]; /* (owned) 30, 60 and 90 days before */
} Limits;

static void
limits_clear (Limits *limits)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits->day); i++)
    g_clear_pointer (&limits->day[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Limits, limits_clear)

gboolean
tie_report_table_check_date (const char *date,
                             GError **error)
{
  if (tie_date_is_valid (date))
    return TRUE;
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” is not a date."), date);
  return FALSE;
}

static gboolean
make_limits (const char *as_of,
             Limits *limits,
             GError **error)
{
  if (!tie_report_table_check_date (as_of, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (limits->day); i++)
    limits->day[i] = tie_typed_date_add_days (as_of, -30 * (int) (i + 1));
  return TRUE;
}

/* What was used of each document (of a payment, a credit note) after ?1, by payments and credit notes that are later, or for
 * refunds that are: few. */
#define LATER_SQL(column)                                                                                         \
  "(SELECT id, sum (amount) AS amount FROM (SELECT a." column " AS id, a.amount FROM payment p CROSS JOIN allocation a" \
  " WHERE a.payment = p.id AND p.date > ?1 UNION ALL SELECT a." column ", a.amount FROM document k CROSS JOIN allocation a" \
  " WHERE a.credit = k.id AND k.kind = 'credit' AND k.date > ?1 UNION ALL SELECT a." column ", a.amount FROM payment r CROSS JOIN allocation a" \
  " WHERE a.refund = r.id AND r.kind = 'refund' AND r.date > ?1) GROUP BY id)"

/* What was used of it by ?1: all (what is void pays nothing) but for that. */
#define USED_SQL(column) \
  " coalesce ((SELECT sum (a.amount) FROM allocation a WHERE a." column " = d.id), 0) - coalesce (l.amount, 0) AS used"

/* Of all contacts most rows count, and reading the tables from end to end is quicker than going by an index of dates, which
 * the plus keeps out of the way; of one contact, asked for around this, its index finds the few. */
#define OPEN_SQL                                                                                                           \
  "SELECT contact, id, kind, number, date, due, total, total - used AS open FROM"                                          \
  " (SELECT d.contact, d.id, d.kind, d.number, d.date, CASE WHEN d.due <> '' THEN d.due ELSE d.date END AS due, d.total,"  \
  USED_SQL ("document") " FROM document d LEFT JOIN " LATER_SQL ("document") " l ON l.id = d.id"                           \
  " WHERE +d.kind = 'invoice' AND d.is_void = 0 AND +d.date <= ?1) WHERE total <> used"                                    \
  " UNION ALL SELECT contact, id, kind, number, date, date, -total, used - total FROM"                                     \
  " (SELECT d.contact, d.id, d.kind, d.number, d.date, d.total," USED_SQL ("credit")                                       \
  " FROM document d LEFT JOIN " LATER_SQL ("credit") " l ON l.id = d.id"                                                   \
  " WHERE d.kind = 'credit' AND d.is_void = 0 AND +d.date <= ?1) WHERE total <> used"                                      \
  " UNION ALL SELECT contact, id, kind, number, date, date, -total, used - total FROM"                                     \
  " (SELECT d.contact, d.id, d.kind, d.number, d.date, d.amount AS total," USED_SQL ("payment")                            \
  " FROM payment d LEFT JOIN " LATER_SQL ("payment") " l ON l.id = d.id"                                                   \
  " WHERE +d.kind = 'receipt' AND d.is_void = 0 AND +d.date <= ?1) WHERE total <> used"                                    \
  " UNION ALL SELECT contact, id, kind, number, date, date, total, total - used FROM"                                      \
  " (SELECT d.contact, d.id, d.kind, d.number, d.date, d.amount AS total," USED_SQL ("refund")                             \
  " FROM payment d LEFT JOIN " LATER_SQL ("refund") " l ON l.id = d.id"                                                    \
  " WHERE +d.kind = 'refund' AND d.is_void = 0 AND +d.date <= ?1) WHERE total <> used"

static GPtrArray *
list_ages (TieDb *db,
           sqlite3_stmt *statement,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_age_row_free);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieAgeRow *row = g_new0 (TieAgeRow, 1);

      row->id = tie_db_dup_column (statement, 0);
      row->name = tie_db_dup_column (statement, 1);
      row->group = tie_db_dup_column (statement, 2);
      for (int i = 0; i < TIE_REPORT_AGES; i++)
        row->ages[i] = sqlite3_column_int64 (statement, 3 + i);
      row->unapplied = sqlite3_column_int64 (statement, 8);
      row->quantity = sqlite3_column_int64 (statement, 9);
      row->fee = sqlite3_column_int64 (statement, 10);
      g_ptr_array_add (rows, row);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
tie_report_table_list_receivables (TieDb *db,
                                   const char *as_of,
                                   GError **error)
{
  g_auto (Limits) limits = { NULL };

  if (!make_limits (as_of, &limits, error))
    return NULL;
  return list_ages (db,
                    tie_db_query (db,
                                  error,
                                  "SELECT c.id, c.name, NULL, s.* FROM (SELECT"
                                  " sum (CASE WHEN o.kind = 'invoice' AND o.due >= ?1 THEN o.open ELSE 0 END),"
                                  " sum (CASE WHEN o.kind = 'invoice' AND o.due < ?1 AND o.due >= ?2 THEN o.open ELSE 0 END),"
                                  " sum (CASE WHEN o.kind = 'invoice' AND o.due < ?2 AND o.due >= ?3 THEN o.open ELSE 0 END),"
                                  " sum (CASE WHEN o.kind = 'invoice' AND o.due < ?3 AND o.due >= ?4 THEN o.open ELSE 0 END),"
                                  " sum (CASE WHEN o.kind = 'invoice' AND o.due < ?4 THEN o.open ELSE 0 END),"
                                  " sum (CASE WHEN o.kind <> 'invoice' THEN o.open ELSE 0 END), 0, 0, o.contact AS contact"
                                  " FROM (" OPEN_SQL ") o GROUP BY o.contact) s JOIN contact c ON c.id = s.contact ORDER BY c.sort_key, c.id",
                                  "ssss",
                                  as_of,
                                  limits.day[0],
                                  limits.day[1],
                                  limits.day[2]),
                    error);
}

/* An entry is in progress on a day when it was done by then and billed after it, if at all. */
GPtrArray *
tie_report_table_list_wip (TieDb *db,
                           const char *as_of,
                           GError **error)
{
  g_auto (Limits) limits = { NULL };

  if (!make_limits (as_of, &limits, error))
    return NULL;
  return list_ages (db,
                    tie_db_query (db,
                                  error,
                                  "SELECT p.id, p.name, c.name, 0, s.up_to_30, s.up_to_60, s.up_to_90, s.older, 0, s.hours, p.estimated_fee FROM (SELECT e.project AS project,"
                                  " sum (CASE WHEN e.date >= ?2 THEN e.amount ELSE 0 END) AS up_to_30,"
                                  " sum (CASE WHEN e.date < ?2 AND e.date >= ?3 THEN e.amount ELSE 0 END) AS up_to_60,"
                                  " sum (CASE WHEN e.date < ?3 AND e.date >= ?4 THEN e.amount ELSE 0 END) AS up_to_90,"
                                  " sum (CASE WHEN e.date < ?4 THEN e.amount ELSE 0 END) AS older,"
                                  " sum (CASE WHEN e.kind = 'time' THEN e.quantity ELSE 0 END) AS hours"
                                  " FROM (SELECT project, date, kind, amount, quantity FROM entry WHERE document IS NULL AND not_billable = 0 AND +date <= ?1"
                                  " UNION ALL SELECT x.project, x.date, x.kind, x.amount, x.quantity FROM document d JOIN entry x ON x.document = d.id"
                                  " WHERE d.kind = 'invoice' AND d.date > ?1 AND x.not_billable = 0 AND x.date <= ?1) e"
                                  " GROUP BY e.project) s JOIN project p ON p.id = s.project JOIN contact c ON c.id = p.contact"
                                  " ORDER BY c.sort_key, p.sort_key, p.id",
                                  "ssss",
                                  as_of,
                                  limits.day[0],
                                  limits.day[1],
                                  limits.day[2]),
                    error);
}

#define REALIZATION_SQL(table, column)                                                                          \
  "SELECT r.id, r.name, s.standard, s.billed FROM (SELECT " column " AS id, sum (e.amount) AS standard, sum (e.billed) AS billed" \
  " FROM document d JOIN entry e ON e.document = d.id WHERE d.kind = 'invoice' AND d.is_void = 0"               \
  " AND d.date >= ?1 AND d.date <= ?2 AND e.not_billable = 0 GROUP BY " column ") s"                            \
  " JOIN " table " r ON r.id = s.id ORDER BY r.sort_key, r.id"

GPtrArray *
tie_report_table_list_realization (TieDb *db,
                                   const char *from,
                                   const char *to,
                                   gboolean by_employee,
                                   GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_realization_row_free);
  sqlite3_stmt *statement;
  TieStep step;

  if (!tie_report_table_check_date (to, error) || !tie_report_table_check_date (from, error))
    return NULL;
  statement = tie_db_query (db,
                            error,
                            by_employee ? REALIZATION_SQL ("employee", "e.employee") : REALIZATION_SQL ("contact", "d.contact"),
                            "ss",
                            from,
                            to);
  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieRealizationRow *row = g_new0 (TieRealizationRow, 1);

      row->id = tie_db_dup_column (statement, 0);
      row->name = tie_db_dup_column (statement, 1);
      row->standard = sqlite3_column_int64 (statement, 2);
      row->billed = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (rows, row);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
tie_report_table_list_open_items (TieDb *db,
                                  const char *contact,
                                  const char *as_of,
                                  GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_open_item_free);
  sqlite3_stmt *statement;
  TieStep step;

  if (!tie_report_table_check_date (as_of, error))
    return NULL;
  statement = tie_db_query (db,
                            error,
                            "SELECT o.id, o.kind, o.number, o.date, o.due, o.total, o.open FROM (" OPEN_SQL ") o WHERE o.contact = ?2"
                            " ORDER BY o.date, o.number, o.id",
                            "ss",
                            as_of,
                            contact);
  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieOpenItem *item = g_new0 (TieOpenItem, 1);

      item->id = tie_db_dup_column (statement, 0);
      item->kind = tie_db_dup_column (statement, 1);
      item->number = tie_db_dup_column (statement, 2);
      item->date = tie_db_dup_column (statement, 3);
      item->due = tie_db_dup_column (statement, 4);
      item->total = sqlite3_column_int64 (statement, 5);
      item->open = sqlite3_column_int64 (statement, 6);
      g_ptr_array_add (items, item);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&items) : NULL;
}
