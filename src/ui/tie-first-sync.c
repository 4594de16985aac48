/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-first-sync"
#include "config.h"

#include "ui/tie-first-sync.h"

typedef struct
{
  TieFirstSync *outcome;   /* (owned) (nullable): handed on at the end */
  TieCrosswalk *crosswalk; /* (owned) */
  TieSyncSettings *settings; /* (owned) */
  char *window;            /* (owned) (nullable) */
  gulong loaded;           /* handler; 0: not waiting */
  void (*next) (GTask *task); /* once the lists have been read */
} Job;

void
tie_first_sync_free (TieFirstSync *self)
{
  g_free (self->sites_here);
  g_free (self->sites_there);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->outcome, tie_first_sync_free);
  g_clear_object (&job->crosswalk);
  g_clear_pointer (&job->settings, tie_sync_settings_free);
  g_free (job->window);
  g_free (job);
}

/* ---- waiting until the lists show what was read ---- */

static void
loaded_cb (TieCrosswalk *crosswalk,
           GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (tie_crosswalk_get_is_stale (crosswalk))
    return;
  g_signal_handler_disconnect (crosswalk, job->loaded);
  job->loaded = 0;
  job->next (task);
  g_object_unref (task);
}

static void
when_loaded (GTask *task,
             void (*next) (GTask *task))
{
  Job *job = g_task_get_task_data (task);

  job->next = next;
  if (!tie_crosswalk_get_is_stale (job->crosswalk))
    {
      next (task);
      return;
    }
  job->loaded = g_signal_connect (job->crosswalk, "loaded", G_CALLBACK (loaded_cb), g_object_ref (task));
}

/* ---- the steps ---- */

static void
count (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  job->outcome->n_linked = tie_crosswalk_get_n_linked (job->crosswalk);
  job->outcome->n_contacts = g_list_model_get_n_items (tie_crosswalk_get_left (job->crosswalk));
  g_task_return_pointer (task, g_steal_pointer (&job->outcome), (GDestroyNotify) tie_first_sync_free);
}

static void
finish (GTask *task)
{
  when_loaded (task, count);
}

static void
exported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->outcome->sites_there = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  if (job->outcome->sites_there != NULL)
    finish (task);
  else
    g_task_return_error (task, error);
}

static void
send_sites (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = NULL;

  if (!job->settings->sites_to_package)
    {
      finish (task);
      return;
    }
  rows = tie_crosswalk_list_lone_children (job->crosswalk, FALSE);
  if (rows->len == 0)
    finish (task);
  else
    tie_crosswalk_export_async (job->crosswalk, rows, job->window, g_task_get_cancellable (task), exported_cb, g_object_ref (task));
}

static void
imported_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->outcome->sites_here = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);
  if (job->outcome->sites_here != NULL)
    when_loaded (task, send_sites);
  else
    g_task_return_error (task, error);
}

static void
bring_sites (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (GPtrArray) rows = NULL;

  if (!job->settings->sites_from_package)
    {
      send_sites (task);
      return;
    }
  rows = tie_crosswalk_list_lone_children (job->crosswalk, TRUE);
  if (rows->len == 0)
    send_sites (task);
  else
    tie_crosswalk_import_async (job->crosswalk, rows, job->window, g_task_get_cancellable (task), imported_cb, g_object_ref (task));
}

static void
pulled_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  if (tie_company_pull_finish (TIE_COMPANY (source), result, &job->outcome->n_read, &error))
    when_loaded (task, bring_sites);
  else
    g_task_return_error (task, error);
}

void
tie_first_sync_async (TieSession *session,
                      const TieSyncSettings *settings,
                      const char *window,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (settings != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_first_sync_async);
  job = g_new0 (Job, 1);
  job->outcome = g_new0 (TieFirstSync, 1);
  job->crosswalk = g_object_ref (tie_session_get_crosswalk (session, TIE_KIND_CUSTOMER));
  job->settings = tie_sync_settings_copy (settings);
  job->window = g_strdup (window);
  g_task_set_task_data (task, job, job_free);
  tie_company_pull_async (tie_session_get_company (session), cancellable, pulled_cb, task);
}

TieFirstSync *
tie_first_sync_finish (TieSession *session,
                       GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
