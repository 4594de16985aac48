/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-health-table"
#include "config.h"

#include "store/tie-db.h"
#include "store/tie-health-table.h"
#include "store/tie-report-table.h"

/* The numbers of TieOutboxState in SQL: 1 queued, 2 sending, 3 done, 4 failed, 5 cancelled.  A refused row that was sent again
 * under a new request id is cancelled, after a try. */
#define OF_MONEY "kind BETWEEN 8 AND 14"
#define IN_PERIOD OF_MONEY " AND sent IS NOT NULL AND substr (sent, 1, 10) BETWEEN ?1 AND ?2"
#define IS_REFUSED "(state = 4 OR (state = 5 AND tries > 0))"

static void
day_free (gpointer data)
{
  TieHealthDay *day = data;

  g_free (day->day);
  g_free (day);
}

static void
reason_free (gpointer data)
{
  TieHealthReason *reason = data;

  g_free (reason->message);
  g_free (reason);
}

void
tie_health_free (TieHealth *self)
{
  g_clear_pointer (&self->days, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_days (TieDb *db,
           TieHealth *self,
           const char *from,
           const char *to,
           GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT substr (sent, 1, 10) AS day, count (*) FILTER (WHERE state = 3), count (*) FILTER (WHERE " IS_REFUSED ")"
                                          " FROM outbox WHERE " IN_PERIOD " AND (state = 3 OR " IS_REFUSED ") GROUP BY day ORDER BY day",
                                          "ss", from, to);
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieHealthDay *day = g_new (TieHealthDay, 1);

      day->day = tie_db_dup_column (statement, 0);
      day->n_done = sqlite3_column_int64 (statement, 1);
      day->n_refused = sqlite3_column_int64 (statement, 2);
      g_ptr_array_add (self->days, day);
    }
  return step == TIE_STEP_DONE;
}

static gboolean
read_reasons (TieDb *db,
              TieHealth *self,
              GError **error)
{
  sqlite3_stmt *statement = tie_db_query (db, error,
                                          "SELECT fault, coalesce (max (message), ''), count (*) AS n FROM outbox WHERE " OF_MONEY " AND state = 4 GROUP BY fault ORDER BY n DESC, fault",
                                          "");
  TieStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieHealthReason *reason = g_new (TieHealthReason, 1);

      reason->fault = sqlite3_column_int (statement, 0);
      reason->message = tie_db_dup_column (statement, 1);
      reason->n = sqlite3_column_int64 (statement, 2);
      g_ptr_array_add (self->reasons, reason);
    }
  return step == TIE_STEP_DONE;
}

TieHealth *
tie_health_table_read (TieDb *db,
                       const char *from,
                       const char *to,
                       GError **error)
{
  g_autoptr (TieHealth) self = g_new0 (TieHealth, 1);

  if (!tie_report_table_check_date (to, error) || !tie_report_table_check_date (from, error))
    return NULL;
  self->days = g_ptr_array_new_with_free_func (day_free);
  self->reasons = g_ptr_array_new_with_free_func (reason_free);
  if (!read_days (db, self, from, to, error) ||
      !read_reasons (db, self, error) ||
      !tie_db_get_integer (db, 0, &self->n_waiting, error, "SELECT count (*) FROM outbox WHERE " OF_MONEY " AND state IN (1, 2)", "") ||
      !tie_db_get_integer (db, -1, &self->median, error,
                           "SELECT seconds FROM (SELECT CAST (strftime ('%s', sent) AS INTEGER) - CAST (strftime ('%s', created) AS INTEGER) AS seconds FROM outbox"
                           " WHERE " IN_PERIOD " AND state = 3) ORDER BY seconds"
                           " LIMIT 1 OFFSET (SELECT count (*) FROM outbox WHERE " IN_PERIOD " AND state = 3) / 2",
                           "ss", from, to))
    return NULL;
  return g_steal_pointer (&self);
}
