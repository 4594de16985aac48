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

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  GPtrArray *rows = user_data;
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

      g_ptr_array_add (rows, tie_activity_row_new (activity, holds || (step != NULL && !step->is_undone), is_batch));
    }
  return TRUE;
}

void
tie_activity_read_async (TieStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  tie_store_run_async (store, TIE_STORE_READ, load_func, g_ptr_array_new_with_free_func (g_object_unref), (GDestroyNotify) g_ptr_array_unref,
                       cancellable, callback, user_data);
}

GPtrArray *
tie_activity_read_finish (TieStore *store,
                          GAsyncResult *result,
                          GError **error)
{
  GPtrArray *rows = tie_store_run_finish (store, result, error);

  return rows != NULL ? g_ptr_array_ref (rows) : NULL;
}
