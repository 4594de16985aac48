/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-run-export"
#include "config.h"

#include "base/tie-error.h"
#include "sync/tie-sync-run-private.h"

/* So often a record that the package keeps touching is made anew. */
#define MAX_ROUNDS 3

static void
tie_sync_export_free (gpointer data)
{
  TieSyncExport *job = data;

  g_clear_pointer (&job->ids, g_ptr_array_unref);
  g_clear_pointer (&job->queue, tie_sync_queue_free);
  g_clear_error (&job->stopped);
  g_free (job);
}

/* Each takes the task over. */
static void next_phase (GTask *task);
static void end (GTask *task);

static const char *
get_connection (TieSyncRun *self)
{
  return tie_company_get_connection (self->company)->id;
}

void
tie_sync_export_stop (GTask *task,
                      GError *error)
{
  TieSyncExport *job = g_task_get_task_data (task);

  g_clear_error (&job->stopped);
  job->stopped = error;
  end (task);
}

/* FALSE: the task ends. */
gboolean
tie_sync_export_may_go_on (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      tie_sync_export_stop (task, error);
      return FALSE;
    }
  if (tie_company_get_ledger (self->company) != NULL)
    return TRUE;
  tie_sync_export_stop (task, g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile"));
  return FALSE;
}

/* ---- begin and end in the history ---- */

typedef struct
{
  char *connection;
  char *run;
  char *what;
  gboolean is_end;
  guint n_done;
  guint n_failed;
} RowJob;

static void
row_job_free (gpointer data)
{
  RowJob *job = data;

  g_free (job->connection);
  g_free (job->run);
  g_free (job->what);
  g_free (job);
}

static RowJob *
row_job_new (TieSyncRun *self,
             gboolean is_end)
{
  RowJob *job = g_new0 (RowJob, 1);

  job->connection = g_strdup (get_connection (self));
  job->run = g_strdup (self->id);
  job->what = g_strdup (self->what);
  job->is_end = is_end;
  job->n_done = self->n_done;
  job->n_failed = self->n_failed;
  return job;
}

/* At both ends what never left makes way. */
static gboolean
write_row (TieDb *db,
           gpointer data,
           GError **error)
{
  RowJob *job = data;

  if (!tie_outbox_table_drop_queued (db, job->connection, NULL, error))
    return FALSE;
  return job->is_end ? tie_run_table_end (db, job->run, job->n_done, job->n_failed, error)
                     : tie_run_table_begin (db, job->run, job->connection, job->what, error);
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL && job->stopped == NULL)
    job->stopped = g_steal_pointer (&error);
  tie_sync_run_end (self, job->stopped);
  if (job->stopped != NULL)
    g_task_return_error (task, g_steal_pointer (&job->stopped));
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_end (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);

  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, write_row, row_job_new (self, TRUE), row_job_free, NULL, ended_cb, task);
}

/* What it says now is enough, and what was known before has to do where it says nothing. */
static void
learned_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!tie_company_prepare_finish (TIE_COMPANY (source), result, &error))
    g_debug ("Until when the books are closed is not known: %s", error->message);
  write_end (G_TASK (user_data));
}

/* Where somebody closed the books meanwhile, the records are to say until when. */
static void
end (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);

  if (tie_outbox_run_has_met_closed (self->outbox) && tie_company_get_ledger (self->company) != NULL)
    tie_company_prepare_anew_async (self->company, NULL, learned_cb, task);
  else
    write_end (task);
}

/* ---- sending ---- */

/* What was touched meanwhile is looked at again. */
static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) problems = NULL;
  GError *error = NULL;
  gboolean is_good = tie_outbox_run_send_finish (TIE_OUTBOX_RUN (source), result, &error);

  problems = tie_outbox_run_steal_problems (self->outbox);
  tie_sync_run_take_problems (self, problems);
  if (!is_good)
    {
      tie_sync_export_stop (g_steal_pointer (&task), error);
      return;
    }
  if (job->phase == 0) /* what was left by another program is looked at like all that is asked for */
    g_ptr_array_set_size (self->again, 0);
  if (self->again->len > 0 && ++job->round < MAX_ROUNDS)
    {
      g_ptr_array_unref (job->ids);
      job->ids = g_steal_pointer (&self->again);
      self->again = g_ptr_array_new_with_free_func (g_free);
      job->next = 0;
      tie_sync_export_next_chunk (g_steal_pointer (&task));
      return;
    }
  next_phase (g_steal_pointer (&task));
}

void
tie_sync_export_send_all (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);

  tie_outbox_run_set_batch (self->outbox, tie_sync_export_choose_batch (self));
  tie_outbox_run_send_async (self->outbox, g_task_get_cancellable (task), sent_cb, task);
}

/* What is taken back goes the other way round: a payment hangs on its document.  0: that was the last one. */
static TieSyncPhase
find_phase (TieSyncRun *self,
            TieSyncPhase before)
{
  if (self->removal == NULL)
    return before == TIE_SYNC_PHASE_PAYMENTS ? 0 : before + 1;
  return before == 0 ? TIE_SYNC_PHASE_PAYMENTS : before == TIE_SYNC_PHASE_DOCUMENTS ? 0 : before - 1;
}

static void
next_phase (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_task_get_task_data (task);

  job->phase = find_phase (self, job->phase);
  if (job->phase == 0)
    {
      end (task);
      return;
    }
  job->round = 0;
  job->next = 0;
  g_ptr_array_unref (job->ids);
  job->ids = g_ptr_array_ref (self->ids);
  tie_sync_export_next_chunk (task);
}

/* What a crashed program left comes first: nobody knows yet what of it is there. */
static void
begun_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) == NULL)
    {
      tie_sync_export_stop (g_steal_pointer (&task), error);
      return;
    }
  tie_outbox_run_set_batch (self->outbox, 0);
  tie_outbox_run_send_async (self->outbox, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

/* Before it began.  error (transfer full) */
static void
fail (GTask *task,
      GError *error)
{
  tie_sync_run_end (g_task_get_source_object (task), error);
  g_task_return_error (task, error);
}

/* Takes the task over. */
static void
begin (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);

  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, write_row, row_job_new (self, FALSE), row_job_free, NULL, begun_cb, task);
}

static void
prepared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_company_prepare_finish (TIE_COMPANY (source), result, &error))
    begin (g_steal_pointer (&task));
  else
    fail (task, error);
}

static void read_first (GTask *task);

static void
free_closure (gpointer task,
              GClosure *closure)
{
  g_object_unref (task);
}

static void
other_reading_cb (TieCompany *company,
                  GParamSpec *pspec,
                  GTask *task)
{
  if (tie_company_get_is_reading (company))
    return;
  g_object_ref (task);
  g_signal_handlers_disconnect_by_func (company, other_reading_cb, task);
  read_first (task);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (tie_company_pull_finish (TIE_COMPANY (source), result, NULL, &error))
    begin (g_steal_pointer (&task));
  else
    fail (task, error);
}

/* An older copy of the practice, or its twin on another computer, does not know what is there already: what is to be made is
 * compared with the company as it is now before anything is made twice. */
static void
read_first (GTask *task)
{
  TieSyncRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      fail (task, error);
      g_object_unref (task);
    }
  else if (tie_company_was_read (self->company))
    tie_company_prepare_anew_async (self->company, g_task_get_cancellable (task), prepared_cb, task);
  else if (tie_company_get_is_reading (self->company)) /* begun by a window */
    g_signal_connect_data (self->company, "notify::is-reading", G_CALLBACK (other_reading_cb), task, free_closure, 0);
  else
    tie_company_pull_money_async (self->company, g_task_get_cancellable (task), read_cb, task);
}

static void
start (GTask *task,
       GPtrArray *ids,
       const char *removal)
{
  TieSyncRun *self = g_task_get_source_object (task);
  TieSyncExport *job = g_new0 (TieSyncExport, 1);
  GError *error = NULL;

  job->ids = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, job, tie_sync_export_free);
  g_task_set_check_cancellable (task, FALSE); /* what was sent before is told */
  if (!tie_sync_run_begin (self, ids, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->removal = removal;
  read_first (task);
}

void
tie_sync_run_export_async (TieSyncRun *self,
                           GPtrArray *ids,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_SYNC_RUN (self));
  g_return_if_fail (ids != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_run_export_async);
  start (task, ids, NULL);
}

void
tie_sync_run_remove_async (TieSyncRun *self,
                           GPtrArray *ids,
                           const char *verb,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_SYNC_RUN (self));
  g_return_if_fail (ids != NULL);
  g_return_if_fail (g_strcmp0 (verb, "delete") == 0 || g_strcmp0 (verb, "void") == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_sync_run_remove_async);
  start (task, ids, g_str_equal (verb, "void") ? "void" : "delete");
}

gboolean
tie_sync_run_finish (TieSyncRun *self,
                     GAsyncResult *result,
                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
