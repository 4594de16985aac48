/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-store"
#include "config.h"

#include <stdlib.h>

#include "base/tie-error.h"
#include "store/tie-db.h"
#include "store/tie-practice-file.h"
#include "store/tie-probe.h"
#include "store/tie-store.h"

/* How often another program's writes are looked for. */
#define POLL_INTERVAL G_USEC_PER_SEC
#define ALL_AREAS 0xffffffffu

struct _TieStore
{
  GObject parent_instance;

  char *path;            /* (owned) */
  GMainContext *context; /* (owned) in which "changed" is emitted */
  GThread *worker;       /* (owned) (nullable): NULL when closed */
  GAsyncQueue *jobs;     /* (owned) of Job */

  /* The worker's own. */
  TieProbe *probe;     /* (owned) (nullable) */
  TieDb *db;           /* (owned) (nullable) */
  gint64 data_version; /* changes when another connection writes */
  gint64 next_poll;    /* in monotonic time */

  GMutex mutex; /* guards what follows */
  GCond opened;
  gboolean is_opened;  /* or failed to */
  GError *open_error;  /* (owned) (nullable) */
  gboolean is_closing; /* no more jobs */
  guint changed_areas; /* waiting to be told; an idle source is under way while not 0 */
};

G_DEFINE_FINAL_TYPE (TieStore, tie_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

static gboolean
emit_changed_cb (gpointer user_data)
{
  g_autoptr (TieStore) self = g_weak_ref_get (user_data);
  guint areas;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->mutex);
  areas = self->changed_areas;
  self->changed_areas = 0;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[CHANGED], 0, areas);
  return G_SOURCE_REMOVE;
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
tell_changed (TieStore *self,
              guint areas)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean is_under_way = self->changed_areas != 0;
  g_autoptr (GSource) source = NULL;
  GWeakRef *reference;

  self->changed_areas |= areas;
  if (areas == 0 || is_under_way)
    return;

  reference = g_new0 (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, reference, free_weak_ref);
  g_source_attach (source, self->context);
}

static gboolean
run_in_transaction (TieStore *self,
                    const Job *job,
                    GError **error)
{
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
  tell_changed (self, tie_db_take_areas (self->db));
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
run_job (TieStore *self,
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
read_data_version (TieStore *self)
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
poll_changes (TieStore *self)
{
  gint64 version;

  if (g_get_monotonic_time () < self->next_poll)
    return;
  self->next_poll = g_get_monotonic_time () + POLL_INTERVAL;
  if (!g_signal_has_handler_pending (self, signals[CHANGED], 0, FALSE))
    return;
  version = read_data_version (self);
  if (version != self->data_version)
    tell_changed (self, ALL_AREAS);
  self->data_version = version;
}

/* SQLite names the files beside a practice by its real path; so do we. */
static void
set_path (TieStore *self,
          const char *path)
{
  char *real_path = realpath (path, NULL);
  char *chosen = real_path != NULL ? g_strdup (real_path) : g_canonicalize_filename (path, NULL);

  free (real_path);
  g_free (self->path);
  self->path = chosen;
}

static gboolean
open_file (TieStore *self,
           TieStoreFlags flags,
           GError **error)
{
  if ((flags & TIE_STORE_CREATE) != 0)
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
  return TRUE;
}

typedef struct
{
  TieStore *store;
  TieStoreFlags flags;
} WorkerStart;

static gpointer
worker_thread (gpointer user_data)
{
  g_autofree WorkerStart *start = user_data;
  TieStore *self = start->store;
  g_autoptr (GError) error = NULL;
  gboolean ok = open_file (self, start->flags, &error);
  gboolean go_on = ok;

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

static void
tie_store_dispose (GObject *object)
{
  tie_store_close (TIE_STORE (object));

  G_OBJECT_CLASS (tie_store_parent_class)->dispose (object);
}

static void
tie_store_finalize (GObject *object)
{
  TieStore *self = TIE_STORE (object);

  g_clear_error (&self->open_error);
  g_async_queue_unref (self->jobs);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->opened);
  g_free (self->path);

  G_OBJECT_CLASS (tie_store_parent_class)->finalize (object);
}

static void
tie_store_class_init (TieStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_store_dispose;
  object_class->finalize = tie_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
tie_store_init (TieStore *self)
{
  self->jobs = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->opened);
}

static TieStore *
open_store (const char *path,
            TieStoreFlags flags,
            GMainContext *context,
            GError **error)
{
  g_autoptr (TieStore) self = g_object_new (TIE_TYPE_STORE, NULL);
  WorkerStart *start = g_new0 (WorkerStart, 1);

  set_path (self, path);
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref (g_main_context_default ());
  start->store = self;
  start->flags = flags;
  self->worker = g_thread_new ("tie-store", worker_thread, start);

  g_mutex_lock (&self->mutex);
  while (!self->is_opened)
    g_cond_wait (&self->opened, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->open_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->open_error));
      return NULL;
    }
  return g_steal_pointer (&self);
}

TieStore *
tie_store_open (const char *path,
                TieStoreFlags flags,
                GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return open_store (path, flags, g_main_context_get_thread_default (), error);
}

typedef struct
{
  char *path; /* (owned) */
  TieStoreFlags flags;
  GMainContext *context; /* (owned) */
} OpenData;

static void
free_open_data (OpenData *data)
{
  g_free (data->path);
  g_main_context_unref (data->context);
  g_free (data);
}

static void
open_thread (GTask *task,
             gpointer source,
             gpointer task_data,
             GCancellable *cancellable)
{
  OpenData *data = task_data;
  g_autoptr (GError) error = NULL;
  TieStore *store = open_store (data->path, data->flags, data->context, &error);

  if (store == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, store, g_object_unref);
}

void
tie_store_open_async (const char *path,
                      TieStoreFlags flags,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new0 (OpenData, 1);

  g_return_if_fail (path != NULL);

  data->path = g_strdup (path);
  data->flags = flags;
  data->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, tie_store_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) free_open_data);
  g_task_run_in_thread (task, open_thread);
}

TieStore *
tie_store_open_finish (GAsyncResult *result,
                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tie_store_close (TieStore *self)
{
  GThread *worker;

  g_return_if_fail (TIE_IS_STORE (self));

  g_mutex_lock (&self->mutex);
  worker = g_steal_pointer (&self->worker);
  self->is_closing = TRUE;
  if (worker != NULL)
    g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_mutex_unlock (&self->mutex);

  if (worker == NULL)
    return;
  g_assert (worker != g_thread_self ());
  g_thread_join (worker);
  g_free (g_async_queue_try_pop (self->jobs)); /* where opening failed nobody took the job */
}

const char *
tie_store_get_path (TieStore *self)
{
  g_return_val_if_fail (TIE_IS_STORE (self), NULL);

  return self->path;
}

/* FALSE when the store is closed: nobody would run the job. */
static gboolean
push (TieStore *self,
      Job *job,
      GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->is_closing)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, "The practice is closed");
      g_clear_object (&job->task);
      g_free (job);
      return FALSE;
    }
  g_async_queue_push (self->jobs, job);
  return TRUE;
}

void
tie_store_run_async (TieStore *self,
                     TieStoreMode mode,
                     TieStoreFunc func,
                     gpointer data,
                     GDestroyNotify data_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  Job *job;

  g_return_if_fail (TIE_IS_STORE (self) && func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_store_run_async);
  g_task_set_task_data (task, data, data_free);
  /* What was committed is never reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);

  job = g_new0 (Job, 1);
  job->mode = mode;
  job->func = func;
  job->data = data;
  job->task = g_object_ref (task);
  if (!push (self, job, &error))
    g_task_return_error (task, g_steal_pointer (&error));
}

gpointer
tie_store_run_finish (TieStore *self,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
tie_store_run (TieStore *self,
               TieStoreMode mode,
               TieStoreFunc func,
               gpointer data,
               GError **error)
{
  GCond done;
  gboolean is_done = FALSE;
  gboolean ok = FALSE;
  Job *job;

  g_return_val_if_fail (TIE_IS_STORE (self) && func != NULL, FALSE);
  g_assert (self->worker != g_thread_self ());

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
