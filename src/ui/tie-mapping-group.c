/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-mapping-group"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-billing-step.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-choice-row.h"
#include "ui/tie-mapping-group.h"
#include "ui/tie-remote-choices.h"
#include "ui/tie-undo-control.h"

struct _TieMappingGroup
{
  AdwPreferencesGroup parent_instance;

  TieCompany *company;  /* (owned) */
  TiePickList *choices; /* (owned) (nullable): NULL without a connection */
  char *connection;     /* (owned) (nullable): of the choices */
  GHashTable *rows;     /* (owned): id of our record (owned) → TieChoiceRow (unowned) */
  GType local;
  TieKind kind;
  gboolean is_wanted;
  gboolean is_reading;
  gboolean is_stale; /* changed while it was being read */
};

G_DEFINE_FINAL_TYPE (TieMappingGroup, tie_mapping_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SAVED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define ID_KEY "tie-id"

/* ---- reading ---- */

typedef struct
{
  char *connection;    /* (owned) (nullable) */
  GType local;
  TieKind kind;
  GPtrArray *records;  /* (owned) (nullable): TieRecord */
  GHashTable *links;   /* (owned): our id → the package's */
  GHashTable *gone;    /* (owned): our id → sentence */
  gint64 n_remotes;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->records, g_ptr_array_unref);
  g_hash_table_unref (reading->links);
  g_hash_table_unref (reading->gone);
  g_free (reading->connection);
  g_free (reading);
}

static gboolean
read_link (TieDb *db,
           Reading *reading,
           const TieLink *link,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, reading->connection, reading->kind, link->remote_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_hash_table_insert (reading->links, g_strdup (link->local_id), g_strdup (link->remote_id));
  if (remote == NULL || remote->is_deleted || !remote->is_active)
    g_hash_table_insert (reading->gone, g_strdup (link->local_id),
                         /* Translators: the name of a term or a tax code, and the package */
                         g_strdup_printf (_ ("%s no longer exists in %s."), remote != NULL && remote->name != NULL ? remote->name : link->remote_id, tie_practice_package_read_name (db)));
  return TRUE;
}

static gboolean
read_mapping (TieDb *db,
              gpointer data,
              GError **error)
{
  Reading *reading = data;
  g_autoptr (GPtrArray) links = NULL;

  reading->records = tie_record_table_list (db, reading->local, error);
  if (reading->records == NULL)
    return FALSE;
  if (reading->connection == NULL)
    return TRUE;
  reading->n_remotes = tie_remote_table_count (db, reading->connection, reading->kind, error);
  links = reading->n_remotes >= 0 ? tie_link_table_list (db, reading->connection, reading->kind, error) : NULL;
  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      if (!read_link (db, reading, g_ptr_array_index (links, i), error))
        return FALSE;
    }
  return links != NULL;
}

static void read_again (TieMappingGroup *self);

static gboolean
is_archived (TieRecord *record)
{
  guint field = tie_record_find_field (TIE_RECORD_GET_CLASS (record), "archived");

  return field != 0 && tie_record_get_integer (record, field) != 0;
}

static void chosen_cb (TieMappingGroup *self,
                       const char *id,
                       TieChoiceRow *row);

static TieChoiceRow *
need_row (TieMappingGroup *self,
          TieRecord *record)
{
  TieChoiceRow *row = g_hash_table_lookup (self->rows, tie_record_get_id (record));

  if (row != NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), tie_record_get_name (record));
      return row;
    }
  row = TIE_CHOICE_ROW (tie_choice_row_new (tie_record_get_name (record)));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), ID_KEY, g_strdup (tie_record_get_id (record)), g_free);
  tie_choice_row_set_list (row, self->choices);
  g_signal_connect_object (row, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_hash_table_insert (self->rows, g_strdup (tie_record_get_id (record)), row);
  return row;
}

static void
show (TieMappingGroup *self,
      Reading *reading)
{
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, row;

  for (guint i = 0; i < reading->records->len; i++)
    {
      TieRecord *record = g_ptr_array_index (reading->records, i);
      TieChoiceRow *choice;

      if (is_archived (record))
        continue;
      choice = need_row (self, record);
      g_hash_table_add (here, (gpointer) tie_record_get_id (record));
      tie_choice_row_set_id (choice, g_hash_table_lookup (reading->links, tie_record_get_id (record)));
      tie_choice_row_set_error (choice, g_hash_table_lookup (reading->gone, tie_record_get_id (record)));
    }
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &id, &row))
    {
      if (g_hash_table_contains (here, id))
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
      g_hash_table_iter_remove (&iter);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->is_wanted && reading->n_remotes > 0 && g_hash_table_size (self->rows) > 0);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieMappingGroup) self = TIE_MAPPING_GROUP (user_data);
  g_autoptr (GError) error = NULL;
  Reading *reading = tie_store_run_finish (TIE_STORE (source), result, &error);

  self->is_reading = FALSE;
  if (self->company == NULL) /* gone meanwhile */
    return;
  if (reading == NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error);
      return;
    }
  show (self, reading);
  if (self->is_stale)
    read_again (self);
}

static void
set_choices (TieMappingGroup *self,
             const char *connection)
{
  GHashTableIter iter;
  gpointer row;

  if (g_strcmp0 (connection, self->connection) == 0)
    return;
  g_free (self->connection);
  self->connection = g_strdup (connection);
  g_clear_object (&self->choices);
  self->choices = connection != NULL ? tie_remote_choices_new (tie_company_get_store (self->company), connection, self->kind) : NULL;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    tie_choice_row_set_list (row, self->choices);
}

static void
read_again (TieMappingGroup *self)
{
  const TieConnection *connection;
  Reading *reading;

  if (self->company == NULL)
    return;
  self->is_stale = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  connection = tie_company_get_connection (self->company);
  set_choices (self, connection != NULL ? connection->id : NULL);
  reading = g_new0 (Reading, 1);
  reading->connection = g_strdup (self->connection);
  reading->local = self->local;
  reading->kind = self->kind;
  reading->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reading->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, read_mapping, reading, reading_free, NULL, read_cb, g_object_ref (self));
}

static void
store_changed_cb (TieMappingGroup *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_LISTS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_CONNECTION))
    read_again (self);
}

/* ---- writing ---- */

typedef struct
{
  char *connection;       /* (owned) */
  TieKind kind;
  char *local_id;         /* (owned) */
  char *remote_id;        /* (owned) (nullable) */
  char *window;           /* (owned) (nullable) */
  char *name;             /* (owned): of our record */
  TieBillingStep step;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  tie_billing_step_clear (&saving->step);
  g_free (saving->connection);
  g_free (saving->local_id);
  g_free (saving->remote_id);
  g_free (saving->window);
  g_free (saving->name);
  g_free (saving);
}

static gboolean
save_link (TieDb *db,
           gpointer data,
           GError **error)
{
  Saving *saving = data;
  gboolean is_own = FALSE;

  saving->step.window = saving->window;
  return tie_billing_step_begin (db, &is_own, error) &&
         tie_link_table_remove (db, saving->connection, saving->kind, saving->local_id, error) &&
         (saving->remote_id == NULL || tie_link_table_add (db, saving->connection, saving->kind, saving->local_id, saving->remote_id, error)) &&
         /* Translators: the name of a term or a tax code */
         tie_billing_step_end (db, is_own, &saving->step, g_strdup_printf (_ ("%s mapped"), saving->name), error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TieChoiceRow) row = TIE_CHOICE_ROW (user_data);
  GtkWidget *group = gtk_widget_get_ancestor (GTK_WIDGET (row), TIE_TYPE_MAPPING_GROUP);
  g_autoptr (GError) error = NULL;
  const Saving *saving = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (group == NULL) /* gone meanwhile */
    return;
  if (saving != NULL)
    g_signal_emit (group, signals[SAVED], 0, saving->step.sentence);
  else
    {
      g_signal_emit (group, signals[FAILED], 0, error);
      read_again (TIE_MAPPING_GROUP (group)); /* what stands in the file is shown again */
    }
}

static void
chosen_cb (TieMappingGroup *self,
           const char *id,
           TieChoiceRow *row)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->connection = g_strdup (self->connection);
  saving->kind = self->kind;
  saving->local_id = g_strdup (g_object_get_data (G_OBJECT (row), ID_KEY));
  saving->remote_id = g_strdup (id);
  saving->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  saving->name = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, save_link, saving, saving_free, NULL, saved_cb, g_object_ref (row));
}

static void
tie_mapping_group_dispose (GObject *object)
{
  TieMappingGroup *self = TIE_MAPPING_GROUP (object);

  g_clear_object (&self->choices);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_mapping_group_parent_class)->dispose (object);
}

static void
tie_mapping_group_finalize (GObject *object)
{
  TieMappingGroup *self = TIE_MAPPING_GROUP (object);

  g_hash_table_unref (self->rows);
  g_free (self->connection);
  G_OBJECT_CLASS (tie_mapping_group_parent_class)->finalize (object);
}

static void
tie_mapping_group_class_init (TieMappingGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_mapping_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_mapping_group_finalize;
  signals[SAVED] = g_signal_new ("saved", TIE_TYPE_MAPPING_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FAILED] = g_signal_new ("failed", TIE_TYPE_MAPPING_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tie_mapping_group_init (TieMappingGroup *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->is_wanted = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
tie_mapping_group_new (TieCompany *company,
                       GType local,
                       TieKind kind,
                       const char *title,
                       const char *description)
{
  TieMappingGroup *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  self = g_object_new (TIE_TYPE_MAPPING_GROUP, "title", title, "description", description, NULL);
  self->company = g_object_ref (company);
  self->local = local;
  self->kind = kind;
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return GTK_WIDGET (self);
}

void
tie_mapping_group_set_is_wanted (TieMappingGroup *self,
                                 gboolean is_wanted)
{
  g_return_if_fail (TIE_IS_MAPPING_GROUP (self));

  if (self->is_wanted == is_wanted)
    return;
  self->is_wanted = is_wanted;
  read_again (self);
}
