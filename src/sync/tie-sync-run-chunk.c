/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-run-chunk"
#include "config.h"

#include "base/tie-error.h"
#include "sync/tie-sync-run-private.h"

/* One chunk of an export: a plan is made, what it changes is read afresh, and what is to be sent is put into the outbox. */

/* So many are looked at and put into the outbox in one transaction. */
#define CHUNK 300
/* Up to so many records go five at a time, so that cancelling leaves something to cancel. */
#define FEW 30
#define FEW_AT_ONCE 5

static void read_fresh (GTask *task);

static void
added_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;
  TieSyncQueue *queue = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (queue == NULL)
    {
      tie_sync_export_stop (g_steal_pointer (&task), error);
      return;
    }
  tie_sync_run_take_problems (self, queue->problems);
  for (guint i = 0; i < queue->linked->len; i++)
    tie_sync_run_set_wanted (self, g_ptr_array_index (queue->linked, i), TIE_SYNC_WANTED_DONE, 0, NULL);
  tie_sync_export_next_chunk (g_steal_pointer (&task));
}

static void
add (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);

  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, tie_sync_queue_add, g_steal_pointer (&job->queue), tie_sync_queue_free, NULL, added_cb, task);
}

static void
waited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_backoff_wait_finish (result, &error))
    read_fresh (g_steal_pointer (&task));
  else
    tie_sync_export_stop (g_steal_pointer (&task), error);
}

static void
fresh_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  TieSyncPlan *plan = g_ptr_array_index (job->queue->plans, job->plan);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = tie_ledger_find_finish (TIE_LEDGER (source), result, &error);
  guint wait_ms = 0;

  tie_company_note (self->company, error);
  if (found == NULL)
    {
      if (!tie_backoff_next (tie_company_get_backoff (self->company), error, ++job->tries, 0, &wait_ms))
        {
          tie_sync_export_stop (g_steal_pointer (&task), error);
          return;
        }
      g_error_free (error);
      tie_backoff_wait_async (wait_ms, g_task_get_cancellable (task), waited_cb, g_object_ref (task));
      return;
    }
  for (guint i = 0; i < found->len && plan->fresh == NULL; i++)
    {
      const TieRemote *remote = g_ptr_array_index (found, i);

      if (remote->kind == plan->kind && !remote->is_deleted && g_strcmp0 (remote->id, plan->remote_id) == 0)
        plan->fresh = tie_remote_copy (remote);
    }
  job->tries = 0;
  job->plan++;
  read_fresh (g_steal_pointer (&task));
}

static void
read_fresh (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  const TieSyncPlan *plan = NULL;
  TieLedgerKey key = { 0 };

  if (!tie_sync_export_may_go_on (task))
    return;
  while (job->plan < job->queue->plans->len && !tie_sync_plan_needs_fresh (g_ptr_array_index (job->queue->plans, job->plan)))
    job->plan++;
  if (job->plan == job->queue->plans->len)
    {
      add (task);
      return;
    }
  plan = g_ptr_array_index (job->queue->plans, job->plan);
  key.id = plan->remote_id;
  tie_ledger_find_async (tie_company_get_ledger (self->company), plan->kind, &key, NULL, fresh_cb, task);
}

static void
planned_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  GError *error = NULL;
  TieSyncQueue *queue = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (queue == NULL)
    {
      tie_sync_export_stop (g_steal_pointer (&task), error);
      return;
    }
  tie_outbox_run_set_posts (self->outbox, queue->posts);
  tie_sync_run_take_problems (self, queue->problems);
  for (guint i = 0; i < queue->same->len; i++)
    tie_sync_run_set_wanted (self, g_ptr_array_index (queue->same, i), TIE_SYNC_WANTED_SAME, 0, NULL);

  for (guint i = 0; i < queue->replaced->len; i++)
    g_hash_table_add (self->replaced, g_strdup (g_ptr_array_index (queue->replaced, i)));

  /* Goes on in a queue of its own, as the result's ends with the result. */
  job->queue = tie_sync_queue_new (queue->connection, queue->run, queue->ledger, queue->phase, queue->max_batch);
  job->queue->removal = queue->removal;
  job->queue->is_mixed = tie_company_get_package (self->company)->has_mixed_batch;
  g_ptr_array_extend_and_steal (job->queue->plans, g_steal_pointer (&queue->plans));
  queue->plans = g_ptr_array_new ();
  job->plan = 0;
  job->tries = 0;
  read_fresh (g_steal_pointer (&task));
}

guint
tie_sync_export_choose_batch (TieSyncRun *self)
{
  guint max_batch = MAX (tie_ledger_get_capabilities (tie_company_get_ledger (self->company))->max_batch, 1);

  if (self->batch > 0)
    return MIN (self->batch, max_batch);
  return g_hash_table_size (self->wanted) <= FEW ? MIN (FEW_AT_ONCE, max_batch) : max_batch;
}

void
tie_sync_export_next_chunk (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  TieSyncQueue *queue;

  if (!tie_sync_export_may_go_on (task))
    return;
  if (job->next >= job->ids->len)
    {
      tie_sync_export_send_all (task);
      return;
    }
  queue = tie_sync_queue_new (tie_company_get_connection (self->company)->id, self->id, tie_company_get_ledger (self->company), job->phase, tie_sync_export_choose_batch (self));
  queue->removal = self->removal;
  for (guint i = 0; i < CHUNK && job->next < job->ids->len; i++)
    g_ptr_array_add (queue->ids, g_strdup (g_ptr_array_index (job->ids, job->next++)));
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, tie_sync_queue_plan, queue, tie_sync_queue_free, NULL, planned_cb, task);
}
