/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-crosswalk-export"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "sync/tie-crosswalk-private.h"
#include "sync/tie-export-queue.h"
#include "sync/tie-outbox-run.h"

/* Contacts are queued and sent, then their sites, under one lock and as one run of the history. */
typedef struct
{
  TieOutboxRun *run;   /* (owned) (nullable): once the lock is ours */
  GPtrArray *contacts; /* (owned): ids */
  GPtrArray *sites;    /* (owned): ids */
  gboolean is_at_sites;
  GError *stopped; /* (owned) (nullable): why the run ended early */
} ExportJob;

static void
export_job_free (gpointer data)
{
  ExportJob *job = data;

  g_clear_object (&job->run);
  g_clear_error (&job->stopped);
  g_ptr_array_unref (job->contacts);
  g_ptr_array_unref (job->sites);
  g_free (job);
}

static void queue (GTask *task);

static void
progress_cb (TieOutboxRun *run,
             GParamSpec *pspec,
             TieCrosswalk *self)
{
  const TiePackage *package = tie_company_get_package (self->company);
  g_autofree char *sentence = NULL;
  guint waiting = tie_outbox_run_get_waiting (run);
  guint done = 0;

  g_object_get (run, "done", &done, NULL);
  if (waiting > 0 && tie_company_get_state (self->company) == TIE_COMPANY_OFFLINE)
    sentence = g_strdup_printf (ngettext ("No connection. Trying again in %u s.", "No connection. Trying again in %u s.", waiting), waiting);
  else if (waiting > 0)
    sentence = g_strdup_printf (ngettext ("%s is busy. Trying again in %u s.", "%s is busy. Trying again in %u s.", waiting), package->short_name, waiting);
  else
    /* Translators: the package, so many of so many records */
    sentence = g_strdup_printf (_ ("Exporting to %s: %u of %u"), package->short_name, done, tie_outbox_run_get_total (run));
  tie_crosswalk_set_export_progress (self, sentence);
}

static char *
describe_records (TieCrosswalk *self,
                  guint n,
                  const char *company)
{
  /* Translators: a number of records and a company's name */
  if (self->kind == TIE_KIND_EMPLOYEE)
    return g_strdup_printf (ngettext ("%u employee exported to %s", "%u employees exported to %s", n), n, company);
  if (self->kind == TIE_KIND_ITEM)
    return g_strdup_printf (ngettext ("%u code exported to %s", "%u codes exported to %s", n), n, company);
  return g_strdup_printf (ngettext ("%u contact exported to %s", "%u contacts exported to %s", n), n, company);
}

static char *
describe (TieCrosswalk *self,
          ExportJob *job)
{
  guint n_done = tie_outbox_run_get_n_done (job->run);
  guint n_failed = self->problems->len;
  const char *company = tie_company_get_name (self->company);
  g_autofree char *records = describe_records (self, n_done, company != NULL ? company : tie_company_get_package (self->company)->name);
  GString *sentence = g_string_new (records);

  if (n_failed > 0)
    {
      g_string_append (sentence, ", ");
      g_string_append_printf (sentence, ngettext ("%u was not accepted", "%u were not accepted", n_failed), n_failed);
    }
  if (job->stopped != NULL && tie_error_is_cancelled (job->stopped))
    g_string_append_printf (sentence, ", %s", _ ("cancelled"));
  return g_string_free (sentence, FALSE);
}

/* What went through before a stop is told too: an error alone would hide it. */
static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!tie_outbox_run_close_finish (job->run, result, &error))
    g_debug ("The run's end could not be written: %s", error->message);
  tie_crosswalk_set_export_progress (self, NULL);
  if (job->stopped != NULL && !tie_error_is_cancelled (job->stopped))
    g_task_return_error (task, g_steal_pointer (&job->stopped));
  else
    g_task_return_pointer (task, describe (self, job), g_free);
}

static void
close_run (GTask *task)
{
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);
  GPtrArray *problems = tie_outbox_run_get_problems (job->run);

  for (guint i = 0; i < problems->len; i++)
    {
      const TieProblem *problem = g_ptr_array_index (problems, i);

      g_ptr_array_add (self->problems, tie_problem_new (problem->local_id, problem->name, problem->sentence, problem->existing_id));
    }
  tie_outbox_run_close_async (job->run, closed_cb, task);
}

static void
sent_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);

  if (!tie_outbox_run_send_finish (job->run, result, &job->stopped) || job->is_at_sites || self->kind == TIE_KIND_EMPLOYEE || self->kind == TIE_KIND_ITEM)
    {
      close_run (g_steal_pointer (&task));
      return;
    }
  job->is_at_sites = TRUE;
  queue (g_steal_pointer (&task));
}

static void
queued_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);
  TieExportQueue *queued = tie_store_run_finish (TIE_STORE (source), result, &job->stopped);

  if (queued == NULL)
    {
      close_run (g_steal_pointer (&task));
      return;
    }
  g_ptr_array_extend_and_steal (self->problems, g_steal_pointer (&queued->problems));
  tie_outbox_run_send_async (job->run, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static char *
dup_what (TieCrosswalk *self)
{
  return g_strdup_printf (_ ("Exported to %s"), tie_company_get_package (self->company)->short_name);
}

static void
queue (GTask *task)
{
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  g_autofree char *what = dup_what (self);
  TieExportQueue *queued;

  if (ledger == NULL)
    {
      job->stopped = g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile");
      close_run (task);
      return;
    }
  queued = tie_export_queue_new (tie_crosswalk_get_connection_id (self), tie_outbox_run_get_id (job->run), what, self->kind, self->local, ledger);
  queued->begins_run = !job->is_at_sites;
  for (guint i = 0; i < job->contacts->len; i++)
    g_ptr_array_add (queued->contacts, g_strdup (g_ptr_array_index (job->contacts, i)));
  for (guint i = 0; i < job->sites->len; i++)
    g_ptr_array_add (queued->sites, g_strdup (g_ptr_array_index (job->sites, i)));
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, job->is_at_sites ? tie_export_queue_sites : tie_export_queue_contacts, queued, tie_export_queue_free, NULL, queued_cb, task);
}

static void
prepared_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieCrosswalk *self = g_task_get_source_object (task);
  ExportJob *job = g_task_get_task_data (task);
  g_autofree char *what = dup_what (self);
  GError *error = NULL;

  if (tie_company_prepare_finish (TIE_COMPANY (source), result, &error))
    job->run = tie_outbox_run_new (self->company, what, &error);
  if (job->run == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_connect_object (job->run, "notify", G_CALLBACK (progress_cb), self, 0);
  queue (g_steal_pointer (&task));
}

void
tie_crosswalk_export_async (TieCrosswalk *self,
                            GPtrArray *left_rows,
                            const char *window,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  ExportJob *job;
  GTask *task;

  g_return_if_fail (TIE_IS_CROSSWALK (self));
  g_return_if_fail (left_rows != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_crosswalk_export_async);
  g_task_set_check_cancellable (task, FALSE); /* what was sent before is told */
  job = g_new0 (ExportJob, 1);
  job->contacts = g_ptr_array_new_with_free_func (g_free);
  job->sites = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < left_rows->len; i++)
    {
      TiePairRow *row = g_ptr_array_index (left_rows, i);

      if (!tie_pair_row_is_decided (row))
        g_ptr_array_add (tie_pair_row_get_is_child (row) ? job->sites : job->contacts, g_strdup (tie_pair_row_get_id (row)));
    }
  g_task_set_task_data (task, job, export_job_free);
  tie_crosswalk_clear_problems (self);
  tie_company_prepare_async (self->company, cancellable, prepared_cb, task);
}
