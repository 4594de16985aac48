/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-watch"
#include "config.h"

#include "base/tie-error.h"
#include "fees/tie-fee-watch.h"

struct _TieFeeWatch
{
  GObject parent_instance;

  TieStore *store;           /* (owned) */
  GBytes *tin_key;           /* (owned) (nullable) */
  TieFeeRefresh *last;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) of the look that goes on */
  GPtrArray *waiting;        /* (owned) (element-type GTask) for the look that goes on */
  GPtrArray *next;           /* (owned) (element-type GTask) for the one after it */
  guint timeout;
  gboolean is_looking;
};

G_DEFINE_FINAL_TYPE (TieFeeWatch, tie_fee_watch, G_TYPE_OBJECT)

enum
{
  REFRESHED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void look (TieFeeWatch *self);

static void
answer (GPtrArray *tasks,
        const GError *error)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = tasks->pdata[i];

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static gboolean
is_same_problem (const TieFeeRefresh *one,
                 const TieFeeRefresh *other)
{
  if (one == NULL || one->problems->len != other->problems->len)
    return FALSE;
  for (guint i = 0; i < one->problems->len; i++)
    {
      if (((TieFeeFinding *) one->problems->pdata[i])->code != ((TieFeeFinding *) other->problems->pdata[i])->code)
        return FALSE;
    }
  return one->n_files == other->n_files && one->has_source == other->has_source;
}

static void
refreshed_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autoptr (TieFeeWatch) self = TIE_FEE_WATCH (user_data);
  g_autoptr (GError) error = NULL;
  TieFeeRefresh *refresh = tie_fee_refresh_finish (TIE_STORE (source), result, &error);
  g_autoptr (GPtrArray) done = g_steal_pointer (&self->waiting);
  gboolean is_news = FALSE;

  self->waiting = g_steal_pointer (&self->next);
  self->next = g_ptr_array_new_with_free_func (g_object_unref);
  self->is_looking = FALSE;
  if (refresh != NULL)
    {
      is_news = refresh->n_read > 0 || !is_same_problem (self->last, refresh);
      g_clear_pointer (&self->last, tie_fee_refresh_free);
      self->last = refresh;
    }
  else if (!tie_error_is_cancelled (error))
    g_debug ("Fees were not read: %s", error->message);
  answer (done, error);
  if (is_news)
    g_signal_emit (self, signals[REFRESHED], 0);
  if (self->waiting->len > 0 && self->store != NULL)
    look (self);
}

static void
look (TieFeeWatch *self)
{
  self->is_looking = TRUE;
  tie_fee_refresh_async (self->store, self->tin_key, FALSE, self->cancellable, refreshed_cb, g_object_ref (self));
}

static gboolean
timeout_cb (gpointer user_data)
{
  TieFeeWatch *self = user_data;

  if (!self->is_looking)
    look (self);
  return G_SOURCE_CONTINUE;
}

void
tie_fee_watch_look_async (TieFeeWatch *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_FEE_WATCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_fee_watch_look_async);
  g_ptr_array_add (self->is_looking ? self->next : self->waiting, task);
  if (!self->is_looking)
    look (self);
}

gboolean
tie_fee_watch_look_finish (TieFeeWatch *self,
                           GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tie_fee_watch_set_tin_key (TieFeeWatch *self,
                           GBytes *key)
{
  g_return_if_fail (TIE_IS_FEE_WATCH (self));

  g_clear_pointer (&self->tin_key, g_bytes_unref);
  self->tin_key = key != NULL ? g_bytes_ref (key) : NULL;
}

const TieFeeRefresh *
tie_fee_watch_get_last (TieFeeWatch *self)
{
  g_return_val_if_fail (TIE_IS_FEE_WATCH (self), NULL);

  return self->last;
}

static void
tie_fee_watch_dispose (GObject *object)
{
  TieFeeWatch *self = TIE_FEE_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (tie_fee_watch_parent_class)->dispose (object);
}

static void
tie_fee_watch_finalize (GObject *object)
{
  TieFeeWatch *self = TIE_FEE_WATCH (object);

  g_clear_pointer (&self->tin_key, g_bytes_unref);
  g_clear_pointer (&self->last, tie_fee_refresh_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->next, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tie_fee_watch_parent_class)->finalize (object);
}

static void
tie_fee_watch_class_init (TieFeeWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_fee_watch_dispose;
  object_class->finalize = tie_fee_watch_finalize;

  signals[REFRESHED] = g_signal_new ("refreshed", TIE_TYPE_FEE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_fee_watch_init (TieFeeWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->next = g_ptr_array_new_with_free_func (g_object_unref);
}

TieFeeWatch *
tie_fee_watch_new (TieStore *store,
                   guint seconds)
{
  TieFeeWatch *self = g_object_new (TIE_TYPE_FEE_WATCH, NULL);

  self->store = g_object_ref (store);
  if (seconds > 0)
    self->timeout = g_timeout_add_seconds (seconds, timeout_cb, self);
  return self;
}
