/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-watch"
#include "config.h"

#include "fees/tie-fee-watch.h"

/* After the last of several changes; whether the file is whole by then is looked at when it is read. */
#define MOMENT_MILLISECONDS 500

struct _TieFeeWatch
{
  GObject parent_instance;

  GPtrArray *folders;  /* (owned) (element-type GFile) */
  GPtrArray *monitors; /* (owned) (element-type GFileMonitor) those of them that can be watched */
  guint timeout;
  guint moment; /* source id: something has changed */
};

G_DEFINE_FINAL_TYPE (TieFeeWatch, tie_fee_watch, G_TYPE_OBJECT)

enum
{
  LOOK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
timeout_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[LOOK], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
moment_cb (gpointer user_data)
{
  TieFeeWatch *self = user_data;

  self->moment = 0;
  g_signal_emit (self, signals[LOOK], 0);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (TieFeeWatch *self)
{
  g_clear_handle_id (&self->moment, g_source_remove);
  self->moment = g_timeout_add (MOMENT_MILLISECONDS, moment_cb, self);
}

static gboolean
is_followed (TieFeeWatch *self,
             const GPtrArray *folders)
{
  if (self->folders->len != folders->len)
    return FALSE;
  for (guint i = 0; i < folders->len; i++)
    {
      if (!g_file_equal (self->folders->pdata[i], folders->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

void
tie_fee_watch_follow (TieFeeWatch *self,
                      const TieFeeRefresh *refresh)
{
  g_return_if_fail (TIE_IS_FEE_WATCH (self));
  g_return_if_fail (refresh != NULL);

  if (is_followed (self, refresh->folders))
    return;
  g_ptr_array_set_size (self->folders, 0);
  g_ptr_array_set_size (self->monitors, 0);
  for (guint i = 0; i < refresh->folders->len; i++)
    {
      GFile *folder = refresh->folders->pdata[i];
      g_autoptr (GError) error = NULL;
      GFileMonitor *monitor = g_file_monitor (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);

      g_ptr_array_add (self->folders, g_object_ref (folder));
      if (monitor == NULL)
        {
          g_debug ("Not watched but by the clock: %s", error->message);
          continue;
        }
      g_signal_connect_object (monitor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->monitors, monitor);
    }
}

static void
tie_fee_watch_finalize (GObject *object)
{
  TieFeeWatch *self = TIE_FEE_WATCH (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_handle_id (&self->moment, g_source_remove);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->monitors);

  G_OBJECT_CLASS (tie_fee_watch_parent_class)->finalize (object);
}

static void
tie_fee_watch_class_init (TieFeeWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_fee_watch_finalize;

  signals[LOOK] = g_signal_new ("look", TIE_TYPE_FEE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_fee_watch_init (TieFeeWatch *self)
{
  self->folders = g_ptr_array_new_with_free_func (g_object_unref);
  self->monitors = g_ptr_array_new_with_free_func (g_object_unref);
}

TieFeeWatch *
tie_fee_watch_new (guint seconds)
{
  TieFeeWatch *self = g_object_new (TIE_TYPE_FEE_WATCH, NULL);

  self->timeout = g_timeout_add_seconds (seconds, timeout_cb, self);
  return self;
}
