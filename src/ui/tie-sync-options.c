/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-options"
#include "config.h"

#include "ui/tie-sync-options.h"

struct _TieSyncOptions
{
  GObject parent_instance;

  TieCompany *company;       /* (owned) */
  TieSyncSettings *settings; /* (owned) (nullable) */
  GPtrArray *problems;       /* (owned) (nullable): TieSyncMissing */
  gboolean is_reading;
  gboolean is_stale; /* changed while it was being read */
};

G_DEFINE_FINAL_TYPE (TieSyncOptions, tie_sync_options, G_TYPE_OBJECT)

enum
{
  CHANGED,
  SAVED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- reading ---- */

typedef struct
{
  char *connection;          /* (owned) (nullable) */
  TieSyncSettings *settings; /* (owned) (nullable) */
  GPtrArray *problems;       /* (owned) (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->settings, tie_sync_settings_free);
  g_clear_pointer (&reading->problems, g_ptr_array_unref);
  g_free (reading->connection);
  g_free (reading);
}

static gboolean
read_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  Reading *reading = data;

  if (reading->connection == NULL)
    return TRUE;
  reading->settings = tie_sync_settings_load (db, reading->connection, error);
  if (reading->settings == NULL)
    return FALSE;
  reading->problems = tie_sync_settings_check (db, reading->settings, error);
  return reading->problems != NULL;
}

static void read_again (TieSyncOptions *self);

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieSyncOptions) self = TIE_SYNC_OPTIONS (user_data);
  g_autoptr (GError) error = NULL;
  Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);

  self->is_reading = FALSE;
  if (reading == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  g_clear_pointer (&self->settings, tie_sync_settings_free);
  self->settings = g_steal_pointer (&reading->settings);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_steal_pointer (&reading->problems);
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->is_stale)
    read_again (self);
}

static void
read_again (TieSyncOptions *self)
{
  const TieConnection *connection = tie_company_get_connection (self->company);
  Reading *reading;

  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->connection = connection != NULL ? g_strdup (connection->id) : NULL;
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, read_settings, reading, reading_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieSyncOptions *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_CONNECTION))
    read_again (self);
}

/* ---- writing ---- */

typedef struct
{
  TieSyncSettings *settings; /* (owned) (nullable): all of them; else one choice */
  char *connection;          /* (owned) */
  gboolean is_item;
  guint which;
  char *id;     /* (owned) (nullable) */
  char *window; /* (owned) (nullable) */
  TieBillingStep step;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_pointer (&saving->settings, tie_sync_settings_free);
  tie_billing_step_clear (&saving->step);
  g_free (saving->connection);
  g_free (saving->id);
  g_free (saving->window);
  g_free (saving);
}

static gboolean
save_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  Saving *saving = data;
  char **choice;

  saving->step.window = saving->window;
  if (saving->settings == NULL)
    {
      saving->settings = tie_sync_settings_load (db, saving->connection, error);
      if (saving->settings == NULL)
        return FALSE;
      choice = saving->is_item ? &saving->settings->items[saving->which] : &saving->settings->accounts[saving->which];
      g_free (*choice);
      *choice = g_strdup (saving->id);
    }
  return tie_sync_settings_save (db, saving->settings, &saving->step, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieSyncOptions) self = TIE_SYNC_OPTIONS (user_data);
  g_autoptr (GError) error = NULL;
  const Saving *saving = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (saving != NULL)
    g_signal_emit (self, signals[SAVED], 0, saving->step.sentence);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
save (TieSyncOptions *self,
      Saving *saving, /* (transfer full) */
      const char *window)
{
  saving->window = g_strdup (window);
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, save_settings, saving, saving_free, NULL, saved_cb, g_object_ref (self));
}

static void
tie_sync_options_finalize (GObject *object)
{
  TieSyncOptions *self = TIE_SYNC_OPTIONS (object);

  g_clear_pointer (&self->settings, tie_sync_settings_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_sync_options_parent_class)->finalize (object);
}

static void
tie_sync_options_class_init (TieSyncOptionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_sync_options_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_SYNC_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", TIE_TYPE_SYNC_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", TIE_TYPE_SYNC_OPTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tie_sync_options_init (TieSyncOptions *self)
{
}

TieSyncOptions *
tie_sync_options_new (TieCompany *company)
{
  TieSyncOptions *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_SYNC_OPTIONS, NULL);
  self->company = g_object_ref (company);
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

const TieSyncSettings *
tie_sync_options_get (TieSyncOptions *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_OPTIONS (self), NULL);

  return self->settings;
}

const char *
tie_sync_options_get_problem (TieSyncOptions *self,
                              gboolean is_item,
                              guint which)
{
  g_return_val_if_fail (TIE_IS_SYNC_OPTIONS (self), NULL);

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    {
      const TieSyncMissing *problem = g_ptr_array_index (self->problems, i);

      if (problem->is_item == is_item && problem->which == which)
        return problem->sentence;
    }
  return NULL;
}

void
tie_sync_options_choose (TieSyncOptions *self,
                         gboolean is_item,
                         guint which,
                         const char *id,
                         const char *window)
{
  Saving *saving;

  g_return_if_fail (TIE_IS_SYNC_OPTIONS (self));
  g_return_if_fail (self->settings != NULL);
  g_return_if_fail (which < (is_item ? (guint) TIE_SYNC_N_ITEMS : (guint) TIE_SYNC_N_ACCOUNTS));

  saving = g_new0 (Saving, 1);
  saving->connection = g_strdup (self->settings->connection);
  saving->is_item = is_item;
  saving->which = which;
  saving->id = g_strdup (id);
  save (self, saving, window);
}

void
tie_sync_options_save (TieSyncOptions *self,
                       const TieSyncSettings *settings,
                       const char *window)
{
  Saving *saving;

  g_return_if_fail (TIE_IS_SYNC_OPTIONS (self));
  g_return_if_fail (settings != NULL);

  saving = g_new0 (Saving, 1);
  saving->settings = tie_sync_settings_copy (settings);
  save (self, saving, window);
}
