/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-push-group"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-contact-type.h"
#include "store/tie-record-table.h"
#include "ui/tie-caption.h"
#include "ui/tie-contact-types-window.h"
#include "ui/tie-push-group.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-options.h"
#include "ui/tie-undo-control.h"

struct _TiePushGroup
{
  AdwPreferencesGroup parent_instance;

  GtkSwitch *toggle;       /* (unowned): in a row */
  AdwActionRow *push_row;  /* (unowned) */
  AdwActionRow *types_row; /* (unowned) */

  TieSession *session;     /* (owned) (nullable): NULL: gone */
  TieSyncOptions *options; /* (owned) */
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (TiePushGroup, tie_push_group, ADW_TYPE_PREFERENCES_GROUP)

/* ---- the types ---- */

static gboolean
read_types (TieDb *db,
            gpointer data,
            GError **error)
{
  GPtrArray **types = data;

  *types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);
  return *types != NULL;
}

static void
types_free (gpointer data)
{
  GPtrArray **types = data;

  g_clear_pointer (types, g_ptr_array_unref);
  g_free (types);
}

/* One type by its name, several as a collection. */
static char *
describe_types (GPtrArray *types)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < types->len; i++)
    {
      TieRecord *type = g_ptr_array_index (types, i);

      if (!tie_record_get_integer (type, TIE_CONTACT_TYPE_PUSH))
        continue;
      g_string_append_printf (names, "%s%s", n > 0 ? ", " : "", tie_record_get_name (type));
      n++;
    }
  if (n == 0)
    return g_strdup (_ ("None"));
  /* Translators: names of types of contacts */
  return n == 1 ? g_strdup (names->str) : g_strdup_printf (_ ("(Collection: %s)"), names->str);
}

static void
types_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (TiePushGroup) self = TIE_PUSH_GROUP (user_data);
  GPtrArray **types = tie_store_run_finish (TIE_STORE (source), result, NULL);
  g_autofree char *text = types != NULL ? describe_types (*types) : NULL;

  if (self->session != NULL && text != NULL)
    adw_action_row_set_subtitle (self->types_row, text);
}

static void
read_again (TiePushGroup *self)
{
  if (self->session != NULL)
    tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_READ, read_types, g_new0 (GPtrArray *, 1), types_free, NULL, types_read_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePushGroup *self,
                  guint areas)
{
  if (areas & TIE_STORE_AREA_CONTACTS)
    read_again (self);
}

static void
types_cb (TiePushGroup *self)
{
  gtk_window_present (GTK_WINDOW (tie_contact_types_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), tie_session_get_store (self->session))));
}

/* ---- the switch ---- */

static void
update (TiePushGroup *self)
{
  const TieSyncSettings *settings = tie_sync_options_get (self->options);
  gboolean may = self->session != NULL && tie_session_may (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *refusal = self->session == NULL || may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);

  gtk_widget_set_sensitive (GTK_WIDGET (self), may && settings != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), refusal);
  self->is_showing = TRUE;
  gtk_switch_set_active (self->toggle, settings != NULL && settings->mode != TIE_SYNC_MANUAL);
  self->is_showing = FALSE;
  /* Continuous sends them too; it is turned off where it was turned on. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->push_row), settings == NULL || settings->mode != TIE_SYNC_CONTINUOUS);
  adw_action_row_set_subtitle (self->push_row, settings != NULL && settings->mode == TIE_SYNC_CONTINUOUS ? _ ("Sync Settings say Continuous") : "");
}

static void
toggled_cb (TiePushGroup *self)
{
  const TieSyncSettings *before = tie_sync_options_get (self->options);
  g_autoptr (TieSyncSettings) settings = NULL;

  if (self->is_showing || before == NULL)
    return;
  settings = tie_sync_settings_copy (before);
  settings->mode = gtk_switch_get_active (self->toggle) ? TIE_SYNC_PUSH : TIE_SYNC_MANUAL;
  tie_sync_options_save (self->options, settings, tie_undo_control_get_id (GTK_WIDGET (self)));
}

static void
failed_cb (TiePushGroup *self,
           const GError *error)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (line != NULL)
    tie_status_line_say_error (line, error);
  update (self);
}

static void
tie_push_group_dispose (GObject *object)
{
  TiePushGroup *self = TIE_PUSH_GROUP (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_object (&self->options);
  G_OBJECT_CLASS (tie_push_group_parent_class)->dispose (object);
}

static void
tie_push_group_class_init (TiePushGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_push_group_dispose;
}

static AdwActionRow *
add_row (TiePushGroup *self,
         const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
tie_push_group_init (TiePushGroup *self)
{
  GtkWidget *toggle = gtk_switch_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Select Contact Type(s) to update…"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Contacts"));
  self->push_row = add_row (self, "");
  self->toggle = GTK_SWITCH (toggle);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (self->push_row, toggle);
  adw_action_row_set_activatable_widget (self->push_row, toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);

  self->types_row = add_row (self, _ ("Contact types to update"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Select Contact Type(s) to update"), -1);
  adw_action_row_add_suffix (self->types_row, button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (types_cb), self, G_CONNECT_SWAPPED);
}

static void
show_package (TiePushGroup *self)
{
  const char *package = tie_session_get_package (self->session)->name;

  tie_caption_set (GTK_WIDGET (self->push_row), _ ("Update %s when adding/editing contact information"), package);
  tie_caption_set_accessible (GTK_WIDGET (self->toggle), _ ("Update %s when adding/editing contact information"), package);
}

GtkWidget *
tie_push_group_new (TieSession *session)
{
  TiePushGroup *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_PUSH_GROUP, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
  show_package (self);
  self->options = tie_sync_options_new (tie_session_get_company (session));
  g_signal_connect_object (self->options, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  update (self);
  read_again (self);
  return GTK_WIDGET (self);
}
