/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-worker"
#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "store/tie-currency.h"
#include "store/tie-practice-file.h"
#include "store/tie-probe.h"
#include "store/tie-worker.h"

/* How often another program's writes are looked for. */
#define POLL_INTERVAL G_USEC_PER_SEC

struct _TieWorker
{
  char *path; /* (owned) */
  TieStoreFlags flags;
  const TieWorkerClient *client;
  gpointer user_data;
  GThread *thread;   /* (owned) (nullable): NULL when stopped */
  GAsyncQueue *jobs; /* (owned) of Job */

  /* The thread's own. */
  TieProbe *probe;     /* (owned) (nullable) */
  TieDb *db;           /* (owned) (nullable) */
  gint64 data_version; /* changes when another connection writes */
  gint64 next_poll;    /* in monotonic time */

  GMutex mutex; /* guards what follows */
  GCond opened;
  gboolean is_opened;   /* or failed to */
  GError *open_error;   /* (owned) (nullable) */
  gboolean is_stopping; /* no more jobs */
};

typedef struct
{
  TieStoreMode mode;
  TieStoreFunc func; /* NULL: close and end */
  gpointer data;

  GTask *task; /* (owned) (nullable): of an asynchronous call */

  /* Of a blocking call, which waits for is_done under the store's mutex. */
  GCond *done; /* (nullable) */
  gboolean *is_done;
  gboolean *ok;
  GError **error;
} Job;

/* Sentences about amounts are made here as well. */
static void
take_currency (TieWorker *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *currency = tie_currency_read (self->db, &error);

  if (error != NULL)
    g_warning ("The practice's currency could not be read: %s", error->message);
  else
    tie_money_set_currency (currency);
}

static gboolean
run_in_transaction (TieWorker *self,
                    const Job *job,
                    GError **error)
{
  guint areas = 0;

  if (!tie_db_begin (self->db, job->mode, error))
    return FALSE;
  if (!job->func (self->db, job->data, error))
    {
      tie_db_rollback (self->db);
      return FALSE;
    }
  /* Its triggers would go on writing down what others do. */
  g_assert (tie_db_get_open_step (self->db) == 0);
  if (!tie_db_commit (self->db, error))
    return FALSE;
  areas = tie_db_take_areas (self->db);
  if ((areas & (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION)) != 0)
    take_currency (self);
  self->client->changed (areas, self->user_data);
  return TRUE;
}

typedef struct
{
  GTask *task;   /* (owned) */
  GError *error; /* (owned) (nullable) */
} Reply;

static gboolean
reply_cb (gpointer user_data)
{
  Reply *reply = user_data;

  if (reply->error != NULL)
    g_task_return_error (reply->task, g_steal_pointer (&reply->error));
  else
    g_task_return_pointer (reply->task, g_task_get_task_data (reply->task), NULL);
  return G_SOURCE_REMOVE;
}

static void
free_reply (gpointer user_data)
{
  Reply *reply = user_data;

  g_clear_error (&reply->error);
  g_object_unref (reply->task);
  g_free (reply);
}

/* The task returns, and is let go, in its own context: what the caller handed in is never freed on the worker. */
static void
return_task (GTask *task,
             GError *error)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Reply *reply = g_new0 (Reply, 1);

  reply->task = task;
  reply->error = error;
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, reply_cb, reply, free_reply);
  g_source_attach (source, g_task_get_context (task));
}

static void
run_job (TieWorker *self,
         Job *job)
{
  g_autoptr (GError) error = NULL;
  gboolean ok;

  if (job->task != NULL)
    {
      if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &error))
        run_in_transaction (self, job, &error);
      return_task (g_steal_pointer (&job->task), g_steal_pointer (&error));
      return;
    }

  ok = run_in_transaction (self, job, job->error);
  g_mutex_lock (&self->mutex);
  *job->ok = ok;
  *job->is_done = TRUE;
  g_cond_broadcast (job->done);
  g_mutex_unlock (&self->mutex);
}

static gint64
read_data_version (TieWorker *self)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  if (!tie_db_get_integer (self->db, 0, &version, &error, "PRAGMA data_version", ""))
    {
      g_debug ("Looking for changes failed: %s", error->message);
      return self->data_version;
    }
  return version;
}

/* Tells of another program's writes, for as long as somebody wants to know. */
static void
poll_changes (TieWorker *self)
{
  gint64 version;

  if (g_get_monotonic_time () < self->next_poll)
    return;
  self->next_poll = g_get_monotonic_time () + POLL_INTERVAL;
  if (!self->client->is_listened_to (self->user_data))
    return;
  version = read_data_version (self);
  if (version != self->data_version)
    {
      take_currency (self);
      self->client->changed (TIE_WORKER_ALL_AREAS, self->user_data);
    }
  self->data_version = version;
}

/* SQLite names the files beside a practice by its real path; so do we. */
static void
set_path (TieWorker *self,
          const char *path)
{
  char *real_path = realpath (path, NULL);
  char *chosen = real_path != NULL ? g_strdup (real_path) : g_canonicalize_filename (path, NULL);

  free (real_path);
  g_free (self->path);
  self->path = chosen;
}

static gboolean
open_file (TieWorker *self,
           GError **error)
{
  if ((self->flags & TIE_STORE_CREATE) != 0)
    {
      if (!tie_practice_file_create (self->path, error))
        return FALSE;
      set_path (self, self->path);
    }
  self->probe = tie_probe_file (self->path, error);
  if (self->probe == NULL)
    return FALSE;
  self->db = tie_practice_file_open (self->path, error);
  if (self->db == NULL)
    return FALSE;
  self->data_version = read_data_version (self);
  take_currency (self);
  return TRUE;
}

static gpointer
worker_thread (gpointer user_data)
{
  TieWorker *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean go_on = open_file (self, &error);

  g_mutex_lock (&self->mutex);
  self->open_error = g_steal_pointer (&error);
  self->is_opened = TRUE;
  g_cond_broadcast (&self->opened);
  g_mutex_unlock (&self->mutex);

  while (go_on)
    {
      g_autofree Job *job = g_async_queue_timeout_pop (self->jobs, POLL_INTERVAL);

      if (job != NULL && job->func == NULL)
        go_on = FALSE;
      else if (job != NULL)
        run_job (self, job);
      if (go_on)
        poll_changes (self);
    }

  g_clear_pointer (&self->db, tie_db_close);
  g_clear_pointer (&self->probe, tie_probe_free);
  return NULL;
}

TieWorker *
tie_worker_start (const char *path,
                  TieStoreFlags flags,
                  const TieWorkerClient *client,
                  gpointer user_data,
                  GError **error)
{
  TieWorker *self = g_new0 (TieWorker, 1);

  set_path (self, path);
  self->flags = flags;
  self->client = client;
  self->user_data = user_data;
  self->jobs = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->opened);
  self->thread = g_thread_new ("tie-store", worker_thread, self);

  g_mutex_lock (&self->mutex);
  while (!self->is_opened)
    g_cond_wait (&self->opened, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->open_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->open_error));
      tie_worker_free (self);
      return NULL;
    }
  return self;
}

void
tie_worker_stop (TieWorker *self)
{
  GThread *thread;

  g_mutex_lock (&self->mutex);
  thread = g_steal_pointer (&self->thread);
  self->is_stopping = TRUE;
  if (thread != NULL)
    g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_mutex_unlock (&self->mutex);

  if (thread == NULL)
    return;
  g_assert (thread != g_thread_self ());
  g_thread_join (thread);
  g_free (g_async_queue_try_pop (self->jobs)); /* where opening failed nobody took the job */
}

void
tie_worker_free (TieWorker *self)
{
  tie_worker_stop (self);
  g_async_queue_unref (self->jobs);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->opened);
  g_free (self->path);
  g_free (self);
}

const char *
tie_worker_get_path (TieWorker *self)
{
  return self->path;
}

/* FALSE when the worker is stopped: nobody would run the job. */
static gboolean
push (TieWorker *self,
      Job *job,
      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->is_stopping)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, _ ("The practice is closed."));
      g_clear_object (&job->task);
      g_free (job);
      return FALSE;
    }
  g_async_queue_push (self->jobs, job);
  return TRUE;
}

gboolean
tie_worker_push (TieWorker *self,
                 TieStoreMode mode,
                 TieStoreFunc func,
                 GTask *task,
                 GError **error)
{
  Job *job = g_new0 (Job, 1);

  job->mode = mode;
  job->func = func;
  job->data = g_task_get_task_data (task);
  job->task = g_object_ref (task);
  return push (self, job, error);
}

gboolean
tie_worker_run (TieWorker *self,
                TieStoreMode mode,
                TieStoreFunc func,
                gpointer data,
                GError **error)
{
  GCond done;
  gboolean is_done = FALSE;
  gboolean ok = FALSE;
  Job *job;

  g_assert (self->thread != g_thread_self ());

  g_cond_init (&done);
  job = g_new0 (Job, 1);
  job->mode = mode;
  job->func = func;
  job->data = data;
  job->done = &done;
  job->is_done = &is_done;
  job->ok = &ok;
  job->error = error;
  if (push (self, job, error))
    {
      g_mutex_lock (&self->mutex);
      while (!is_done)
        g_cond_wait (&done, &self->mutex);
      g_mutex_unlock (&self->mutex);
    }
  g_cond_clear (&done);
  return ok;
}
