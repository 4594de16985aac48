/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-store"
#include "config.h"

#include "store/tie-store.h"
#include "store/tie-worker.h"

struct _TieStore
{
  GObject parent_instance;

  TieWorker *worker;     /* (owned) (nullable): NULL where opening failed */
  GMainContext *context; /* (owned) in which "changed" is emitted */
  GMutex mutex;          /* guards what follows */
  guint changed_areas;   /* waiting to be told; an idle source is under way while not 0 */
};

G_DEFINE_FINAL_TYPE (TieStore, tie_store, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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
tell_changed (guint areas,
              gpointer user_data)
{
  TieStore *self = user_data;
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
is_listened_to (gpointer user_data)
{
  return g_signal_has_handler_pending (user_data, signals[CHANGED], 0, FALSE);
}

static const TieWorkerClient client = { is_listened_to, tell_changed };

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

  g_clear_pointer (&self->worker, tie_worker_free);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);

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
  g_mutex_init (&self->mutex);
}

static TieStore *
open_store (const char *path,
            TieStoreFlags flags,
            GMainContext *context,
            GError **error)
{
  g_autoptr (TieStore) self = g_object_new (TIE_TYPE_STORE, NULL);

  self->context = g_main_context_ref (context != NULL ? context : g_main_context_default ());
  self->worker = tie_worker_start (path, flags, &client, self, error);
  return self->worker != NULL ? g_steal_pointer (&self) : NULL;
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
  g_return_if_fail (TIE_IS_STORE (self));

  if (self->worker != NULL)
    tie_worker_stop (self->worker);
}

const char *
tie_store_get_path (TieStore *self)
{
  g_return_val_if_fail (TIE_IS_STORE (self), NULL);

  return tie_worker_get_path (self->worker);
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

  g_return_if_fail (TIE_IS_STORE (self) && func != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_store_run_async);
  g_task_set_task_data (task, data, data_free);
  /* What was committed is never reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);

  if (!tie_worker_push (self->worker, mode, func, task, &error))
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
  g_return_val_if_fail (TIE_IS_STORE (self) && func != NULL, FALSE);

  return tie_worker_run (self->worker, mode, func, data, error);
}
