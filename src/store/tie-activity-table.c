/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-table"
#include "config.h"

#include "base/tie-date.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-outbox-table.h"
#include "store/tie-user-table.h"

void
tie_activity_free (TieActivity *activity)
{
  g_free (activity->when);
  g_free (activity->person);
  g_free (activity->what);
  g_free (activity->record_id);
  g_free (activity->record);
  g_free (activity->result);
  g_free (activity->details);
  g_free (activity->run);
  g_free (activity);
}

gboolean
tie_activity_table_add (TieDb *db,
                        const TieActivity *activity,
                        GError **error)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *person = NULL;

  g_return_val_if_fail (activity->what != NULL, FALSE);

  tie_db_touch (db, TIE_STORE_AREA_HISTORY);
  person = activity->person != NULL ? g_strdup (activity->person) : tie_user_table_get_current (db, error);
  if (person == NULL)
    return FALSE;
  return tie_db_run (db, error, "INSERT INTO activity (moment, person, what, record_id, record, result, details, run, step)"
                                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     "ssssssssi",
                     activity->when != NULL ? activity->when : now,
                     person,
                     activity->what,
                     activity->record_id,
                     activity->record,
                     activity->result,
                     activity->details,
                     activity->run,
                     activity->step);
}

GPtrArray *
tie_activity_table_list (TieDb *db,
                         guint max,
                         GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_activity_free);
  sqlite3_stmt *statement = tie_db_query (db, error, "SELECT id, moment, person, what, record_id, record, result, details, run, step,"
                                                     " (SELECT min (l.kind) FROM link l WHERE l.local_id = activity.record_id AND l.kind >= ?),"
                                                     " EXISTS (SELECT 1 FROM outbox o WHERE o.local_id = activity.record_id AND o.run = activity.run AND o.state = ?)"
                                                     " FROM activity ORDER BY id DESC LIMIT ?",
                                          "iii",
                                          (gint64) TIE_KIND_SALES_INVOICE,
                                          (gint64) TIE_OUTBOX_FAILED,
                                          (gint64) max);
  TieStep step;

  if (statement == NULL)
    return NULL;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    {
      TieActivity *activity = g_new0 (TieActivity, 1);

      activity->id = sqlite3_column_int64 (statement, 0);
      activity->when = tie_db_dup_column (statement, 1);
      activity->person = tie_db_dup_column (statement, 2);
      activity->what = tie_db_dup_column (statement, 3);
      activity->record_id = tie_db_dup_column (statement, 4);
      activity->record = tie_db_dup_column (statement, 5);
      activity->result = tie_db_dup_column (statement, 6);
      activity->details = tie_db_dup_column (statement, 7);
      activity->run = tie_db_dup_column (statement, 8);
      activity->step = sqlite3_column_int64 (statement, 9);
      activity->there = (TieKind) sqlite3_column_int (statement, 10);
      activity->is_refused = sqlite3_column_int (statement, 11) != 0;
      g_ptr_array_add (list, activity);
    }
  return step == TIE_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

gboolean
tie_activity_table_prune (TieDb *db,
                          const char *before,
                          GError **error)
{
  if (!tie_db_run (db, error, "DELETE FROM activity WHERE moment < ?", "s", before))
    return FALSE;
  if (tie_db_get_changes (db) > 0)
    tie_db_touch (db, TIE_STORE_AREA_HISTORY);
  return TRUE;
}
