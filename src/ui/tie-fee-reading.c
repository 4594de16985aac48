/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-reading"
#include "config.h"

#include "ui/tie-fee-key.h"
#include "ui/tie-fee-reading.h"

static void
reading_free (gpointer data)
{
  TieFeeReading *reading = data;

  g_clear_pointer (&reading->data, reading->free_data);
  g_free (reading);
}

static void
read_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  TieFeeReading *reading = task_data;
  const TieFeeRefresh *refresh = NULL;
  GError *error = NULL;

  if (reading->with_source)
    refresh = *reading->refresh = tie_fee_refresh (source, tie_fee_key_get (task), reading->anew, cancellable, &error);
  if (error == NULL && (refresh == NULL || refresh->has_source || !reading->needs_source))
    tie_store_run (source, TIE_STORE_READ, reading->func, reading->data, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading->data), reading->free_data);
}

void
tie_fee_reading_async (TieStore *store,
                       const TieFeeReading *reading,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tie_fee_reading_async);
  g_task_set_task_data (task, g_memdup2 (reading, sizeof *reading), reading_free);
  tie_fee_key_run (task, read_thread);
}

gpointer
tie_fee_reading_finish (TieStore *store,
                        GAsyncResult *result,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
