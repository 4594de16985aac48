/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-continuous"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-user-table.h"
#include "sync/tie-continuous.h"
#include "sync/tie-sync-settings.h"

/* Between two looks at the clock. */
#define TICK_SECONDS 10
#define MINUTE 60

struct _TieContinuous
{
  GObject parent_instance;

  TieCompany *company; /* (owned) */
  GCancellable *gone;  /* (owned) */
  guint source;        /* the clock; 0: others tick */
  gint64 now;          /* of the last tick */
  gint64 due;          /* when the next round begins */
  guint interval;      /* minutes */
  guint n_offline;     /* tries without an answer, one after the other */
  gboolean is_on;
  gboolean is_in_background;
  gboolean is_running;
  gboolean has_run;
};

G_DEFINE_FINAL_TYPE (TieContinuous, tie_continuous, G_TYPE_OBJECT)

enum
{
  PROP_IS_ON = 1,
  PROP_IS_IN_BACKGROUND,
  PROP_IS_RUNNING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint did_signal;

/* ---- rounds ---- */

/* How long after a round the next one comes. */
static gint64
choose_wait (TieContinuous *self,
             const GError *error)
{
  guint minutes = self->interval;

  self->n_offline = g_error_matches (error, TIE_ERROR, TIE_ERROR_NETWORK) ? self->n_offline + 1 : 0;
  if (self->n_offline > 0)
    minutes = MIN (minutes, 1u << MIN (self->n_offline - 1, 16u));
  return (gint64) minutes * MINUTE;
}

static void
set_running (TieContinuous *self,
             gboolean is_running)
{
  self->is_running = is_running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_RUNNING]);
}

static void
did_cb (GObject *source,
        GAsyncResult *result,
        gpointer user_data)
{
  g_autoptr (TieContinuous) self = TIE_CONTINUOUS (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSyncRound) round = tie_sync_round_finish (TIE_COMPANY (source), result, &error);

  if (self->company == NULL) /* dropped meanwhile */
    return;
  self->due = self->now + choose_wait (self, error);
  self->has_run = self->has_run || error == NULL;
  if (error != NULL && !tie_error_is_cancelled (error))
    g_debug ("A round ended before its end: %s", error->message);
  set_running (self, FALSE);
  g_signal_emit (self, did_signal, 0, round, error);
}

static void
begin (TieContinuous *self)
{
  set_running (self, TRUE);
  tie_sync_round_async (self->company, !self->has_run, 0, self->gone, did_cb, g_object_ref (self));
}

/* Somebody connected, signed in again, or the network is back. */
static void
state_changed_cb (TieContinuous *self)
{
  if (tie_company_get_state (self->company) == TIE_COMPANY_CONNECTED && !self->is_running)
    self->due = MIN (self->due, self->now);
}

/* ---- settings ---- */

typedef struct
{
  TieSyncSettings *settings; /* (owned) */
  gboolean may;
} Settings;

static void
settings_free (gpointer data)
{
  Settings *settings = data;

  g_clear_pointer (&settings->settings, tie_sync_settings_free);
  g_free (settings);
}

static gboolean
read_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  Settings *settings = data;
  GError *local_error = NULL;
  g_autoptr (TieUser) user = tie_user_table_find (db, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  settings->may = tie_user_may (user, TIE_RIGHT_SYNC);
  settings->settings = tie_sync_settings_load (db, NULL, error);
  return settings->settings != NULL;
}

static void
set_flag (TieContinuous *self,
          gboolean *flag,
          gboolean value,
          guint property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
settings_read_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (TieContinuous) self = TIE_CONTINUOUS (user_data);
  g_autoptr (GError) error = NULL;
  Settings *read = tie_store_run_finish (TIE_STORE (source), result, &error);
  gboolean is_on;
  gboolean is_in_background;

  if (read == NULL)
    {
      if (!tie_error_is_cancelled (error))
        g_warning ("Sync Settings could not be read: %s", error->message);
      return;
    }
  is_on = read->may && read->settings->is_enabled && read->settings->mode == TIE_SYNC_CONTINUOUS;
  if (is_on && (!self->is_on || read->settings->interval < self->interval))
    self->due = self->is_on ? MIN (self->due, self->now + (gint64) read->settings->interval * MINUTE) : self->now;
  self->interval = MAX (read->settings->interval, 1);
  is_in_background = is_on && read->settings->in_background;
  g_object_freeze_notify (G_OBJECT (self));
  set_flag (self, &self->is_on, is_on, PROP_IS_ON);
  set_flag (self, &self->is_in_background, is_in_background, PROP_IS_IN_BACKGROUND);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
load_settings (TieContinuous *self)
{
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, read_settings, g_new0 (Settings, 1), settings_free, self->gone, settings_read_cb,
                       g_object_ref (self));
}

static void
store_changed_cb (TieContinuous *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONNECTION))
    load_settings (self);
}

/* ---- the object ---- */

static void
tie_continuous_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  TieContinuous *self = TIE_CONTINUOUS (object);

  switch (prop_id)
    {
    case PROP_IS_ON:
      g_value_set_boolean (value, self->is_on);
      break;
    case PROP_IS_IN_BACKGROUND:
      g_value_set_boolean (value, self->is_in_background);
      break;
    case PROP_IS_RUNNING:
      g_value_set_boolean (value, self->is_running);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_continuous_dispose (GObject *object)
{
  TieContinuous *self = TIE_CONTINUOUS (object);

  g_cancellable_cancel (self->gone);
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_continuous_parent_class)->dispose (object);
}

static void
tie_continuous_finalize (GObject *object)
{
  g_object_unref (TIE_CONTINUOUS (object)->gone);
  G_OBJECT_CLASS (tie_continuous_parent_class)->finalize (object);
}

static void
tie_continuous_class_init (TieContinuousClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_continuous_get_property;
  object_class->dispose = tie_continuous_dispose;
  object_class->finalize = tie_continuous_finalize;

  properties[PROP_IS_ON] = g_param_spec_boolean ("is-on", NULL, NULL, FALSE, flags);
  properties[PROP_IS_IN_BACKGROUND] = g_param_spec_boolean ("is-in-background", NULL, NULL, FALSE, flags);
  properties[PROP_IS_RUNNING] = g_param_spec_boolean ("is-running", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  did_signal = g_signal_new ("did", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_ERROR);
}

static void
tie_continuous_init (TieContinuous *self)
{
  self->gone = g_cancellable_new ();
  self->interval = 1;
}

TieContinuous *
tie_continuous_new (TieCompany *company)
{
  TieContinuous *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_CONTINUOUS, NULL);
  self->company = g_object_ref (company);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load_settings (self);
  return self;
}

static gboolean
tick_cb (gpointer user_data)
{
  tie_continuous_tick (user_data, g_get_monotonic_time () / G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

void
tie_continuous_start (TieContinuous *self)
{
  g_return_if_fail (TIE_IS_CONTINUOUS (self));

  if (self->source == 0)
    self->source = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
}

void
tie_continuous_tick (TieContinuous *self,
                     gint64 now)
{
  TieCompanyState state;

  g_return_if_fail (TIE_IS_CONTINUOUS (self));

  state = tie_company_get_state (self->company);
  self->now = now;
  if (self->is_on && !self->is_running && now >= self->due && (state == TIE_COMPANY_CONNECTED || state == TIE_COMPANY_OFFLINE))
    begin (self);
}

gboolean
tie_continuous_sync_now (TieContinuous *self)
{
  g_return_val_if_fail (TIE_IS_CONTINUOUS (self), FALSE);

  if (self->is_running)
    return FALSE;
  begin (self);
  return TRUE;
}

gboolean
tie_continuous_get_is_on (TieContinuous *self)
{
  g_return_val_if_fail (TIE_IS_CONTINUOUS (self), FALSE);

  return self->is_on;
}

gboolean
tie_continuous_get_is_in_background (TieContinuous *self)
{
  g_return_val_if_fail (TIE_IS_CONTINUOUS (self), FALSE);

  return self->is_in_background;
}

guint
tie_continuous_get_interval (TieContinuous *self)
{
  g_return_val_if_fail (TIE_IS_CONTINUOUS (self), 0);

  return self->interval;
}

gboolean
tie_continuous_get_is_running (TieContinuous *self)
{
  g_return_val_if_fail (TIE_IS_CONTINUOUS (self), FALSE);

  return self->is_running;
}
