/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-auto-sync"
#include "config.h"

#include "ui/tie-auto-sync.h"

struct _TieAutoSync
{
  GObject parent_instance;

  guint seconds;
  guint look_seconds;
  guint left;        /* seconds */
  guint until_look;  /* seconds */
  guint clock;       /* source, 0: off */
  gboolean is_syncing;
  gboolean is_paused;
};

G_DEFINE_FINAL_TYPE (TieAutoSync, tie_auto_sync, G_TYPE_OBJECT)

enum
{
  PROP_IS_ON = 1,
  PROP_IS_PAUSED,
  PROP_LEFT,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  SYNC,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_left (TieAutoSync *self,
          guint left)
{
  if (self->left == left)
    return;
  self->left = left;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT]);
}

static void
set_is_paused (TieAutoSync *self,
               gboolean is_paused)
{
  if (self->is_paused == is_paused)
    return;
  self->is_paused = is_paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PAUSED]);
}

static void
sync_now (TieAutoSync *self)
{
  self->is_syncing = TRUE;
  self->until_look = self->look_seconds;
  g_signal_emit (self, signals[SYNC], 0);
}

void
tie_auto_sync_tick (TieAutoSync *self)
{
  g_return_if_fail (TIE_IS_AUTO_SYNC (self));

  if (self->clock == 0)
    return;
  if (!self->is_paused)
    set_left (self, self->left - 1);
  if (self->left == 0)
    tie_auto_sync_stop (self);
  else if (!self->is_syncing && --self->until_look == 0)
    sync_now (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  g_autoptr (TieAutoSync) self = g_object_ref (user_data);

  tie_auto_sync_tick (self);
  return self->clock != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
tie_auto_sync_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  TieAutoSync *self = TIE_AUTO_SYNC (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      g_value_set_boolean (value, tie_auto_sync_get_is_on (self));
      break;
    case PROP_IS_PAUSED:
      g_value_set_boolean (value, self->is_paused);
      break;
    case PROP_LEFT:
      g_value_set_uint (value, self->left);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_auto_sync_dispose (GObject *object)
{
  g_clear_handle_id (&TIE_AUTO_SYNC (object)->clock, g_source_remove);
  G_OBJECT_CLASS (tie_auto_sync_parent_class)->dispose (object);
}

static void
tie_auto_sync_class_init (TieAutoSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tie_auto_sync_dispose;
  object_class->get_property = tie_auto_sync_get_property;

  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, flags);
  properties[PROP_IS_PAUSED] = g_param_spec_boolean ("is-paused", NULL, NULL, FALSE, flags);
  properties[PROP_LEFT] = g_param_spec_uint ("left", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SYNC] = g_signal_new ("sync", TIE_TYPE_AUTO_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_auto_sync_init (TieAutoSync *self)
{
}

TieAutoSync *
tie_auto_sync_new (guint seconds,
                   guint look_seconds)
{
  TieAutoSync *self;

  g_return_val_if_fail (seconds > 0 && look_seconds > 0, NULL);

  self = g_object_new (TIE_TYPE_AUTO_SYNC, NULL);
  self->seconds = seconds;
  self->look_seconds = look_seconds;
  return self;
}

void
tie_auto_sync_start (TieAutoSync *self)
{
  g_return_if_fail (TIE_IS_AUTO_SYNC (self));

  if (self->clock != 0)
    return;
  self->clock = g_timeout_add_seconds (1, tick_cb, self);
  set_left (self, self->seconds);
  set_is_paused (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ON]);
  sync_now (self);
}

void
tie_auto_sync_stop (TieAutoSync *self)
{
  g_return_if_fail (TIE_IS_AUTO_SYNC (self));

  if (self->clock == 0)
    return;
  g_clear_handle_id (&self->clock, g_source_remove);
  self->is_syncing = FALSE;
  set_left (self, 0);
  set_is_paused (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_ON]);
}

void
tie_auto_sync_go_on (TieAutoSync *self,
                     TieAutoSyncNext next)
{
  g_return_if_fail (TIE_IS_AUTO_SYNC (self));

  if (self->clock == 0)
    return;
  self->is_syncing = FALSE;
  set_is_paused (self, next == TIE_AUTO_SYNC_PAUSE);
  if (next == TIE_AUTO_SYNC_AT_ONCE)
    sync_now (self);
}

gboolean
tie_auto_sync_get_is_on (TieAutoSync *self)
{
  g_return_val_if_fail (TIE_IS_AUTO_SYNC (self), FALSE);

  return self->clock != 0;
}

gboolean
tie_auto_sync_get_is_paused (TieAutoSync *self)
{
  g_return_val_if_fail (TIE_IS_AUTO_SYNC (self), FALSE);

  return self->is_paused;
}

guint
tie_auto_sync_get_left (TieAutoSync *self)
{
  g_return_val_if_fail (TIE_IS_AUTO_SYNC (self), 0);

  return self->left;
}
