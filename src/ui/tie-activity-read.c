/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-read"
#include "config.h"

#include "store/tie-export-table.h"
#include "store/tie-undo.h"
#include "ui/tie-activity-read.h"
#include "ui/tie-activity-row.h"

/* More than a year of busy days; what is older stays in the file. */
#define MAX_ROWS 10000

/* (transfer full) The batches of accounting files, by id; those that hold have a value. */
static GHashTable *
read_batches (TieDb *db,
              GError **error)
{
  g_autoptr (GPtrArray) list = tie_export_table_list_batches (db, NULL, error);
  g_autoptr (GHashTable) batches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const TieExportBatch *batch = list->pdata[i];

      g_hash_table_insert (batches, g_strdup (batch->id), GINT_TO_POINTER (batch->undone == NULL));
    }
  return list != NULL ? g_steal_pointer (&batches) : NULL;
}

/* Puts a line for each run of several records before the newest of them.  A batch of accounting files is one already. */
static void
group (GPtrArray *rows)
{
  g_autoptr (GHashTable) runs = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      TieActivityRow *row = rows->pdata[i];
      const char *run = tie_activity_row_get_activity (row)->run;
      GPtrArray *parts = run != NULL ? g_hash_table_lookup (runs, run) : NULL;

      if (run == NULL || tie_activity_row_get_is_batch (row))
        continue;
      if (parts == NULL)
        {
          parts = g_ptr_array_new ();
          g_hash_table_insert (runs, (gpointer) run, parts);
        }
      g_ptr_array_add (parts, row);
    }
  for (guint i = rows->len; i > 0; i--)
    {
      TieActivityRow *row = rows->pdata[i - 1];
      const char *run = tie_activity_row_get_activity (row)->run;
      GPtrArray *parts = run != NULL ? g_hash_table_lookup (runs, run) : NULL;

      if (parts != NULL && parts->len > 1 && parts->pdata[0] == row)
        g_ptr_array_insert (rows, (int) i - 1, tie_activity_row_new_run (parts));
    }
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  GListStore *rows = user_data;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) batches = read_batches (db, error);
  g_autoptr (GPtrArray) list = batches != NULL ? tie_activity_table_list (db, MAX_ROWS, error) : NULL;

  if (list == NULL)
    return FALSE;
  g_ptr_array_set_free_func (list, NULL); /* each row takes its activity over */
  for (guint i = 0; i < list->len; i++)
    {
      TieActivity *activity = g_ptr_array_index (list, i);
      g_autoptr (TieUndoStep) step = activity->step != 0 ? tie_undo_get (db, activity->step, NULL) : NULL;

      gboolean is_batch = activity->run != NULL && g_hash_table_contains (batches, activity->run);
      gboolean holds = is_batch && g_hash_table_lookup (batches, activity->run) != NULL;

      g_ptr_array_add (all, tie_activity_row_new (activity, holds || (step != NULL && !step->is_undone), is_batch));
    }
  group (all);
  g_list_store_splice (rows, 0, 0, all->pdata, all->len);
  return TRUE;
}

void
tie_activity_read_async (TieStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  tie_store_run_async (store, TIE_STORE_READ, load_func, g_list_store_new (TIE_TYPE_ACTIVITY_ROW), g_object_unref,
                       cancellable, callback, user_data);
}

GListModel *
tie_activity_read_finish (TieStore *store,
                          GAsyncResult *result,
                          GError **error)
{
  GListStore *rows = tie_store_run_finish (store, result, error);

  return rows != NULL ? G_LIST_MODEL (g_object_ref (rows)) : NULL;
}
