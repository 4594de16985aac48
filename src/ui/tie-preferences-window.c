/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-preferences-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "ui/tie-fee-days-row.h"
#include "ui/tie-preferences-window.h"
#include "ui/tie-settings.h"
#include "ui/tie-shell.h"

struct _TiePreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *density_row;         /* template child */
  AdwComboRow *start_page_row;      /* template child */
  AdwPreferencesGroup *files_group; /* template child */
  AdwActionRow *folder_row;         /* template child */
  AdwComboRow *log_level_row;       /* template child */
};

G_DEFINE_FINAL_TYPE (TiePreferencesWindow, tie_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* What the rows' choices are called in the settings, in the order of the .ui. */
static const char *const densities[] = { "comfortable", "compact", NULL };
static const char *const start_pages[] = { "overview", "contacts", "activity", NULL };
static const char *const log_levels[] = { "warnings", "messages", "debug", NULL };

static gboolean
get_mapping (GValue *value,
             GVariant *variant,
             gpointer user_data)
{
  const char *const *names = user_data;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], g_variant_get_string (variant, NULL)))
        g_value_set_uint (value, i);
    }
  return TRUE;
}

static GVariant *
set_mapping (const GValue *value,
             const GVariantType *expected,
             gpointer user_data)
{
  const char *const *names = user_data;
  guint selected = g_value_get_uint (value);

  return selected < g_strv_length ((char **) names) ? g_variant_new_string (names[selected]) : NULL;
}

static void
bind (AdwComboRow *row,
      const char *key,
      const char *const *names)
{
  g_settings_bind_with_mapping (tie_settings_get (), key, row, "selected", G_SETTINGS_BIND_DEFAULT, get_mapping, set_mapping, (gpointer) names, NULL);
}

static void
show_folder (TiePreferencesWindow *self)
{
  g_autofree char *folder = g_settings_get_string (tie_settings_get (), "backup-folder");

  adw_action_row_set_subtitle (self->folder_row, tie_text_is_empty (folder) ? _ ("Asked each time") : folder);
}

static void
folder_response_cb (GtkNativeDialog *dialog,
                    int response,
                    gpointer user_data)
{
  g_autoptr (GFile) folder = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL)
    g_settings_set_string (tie_settings_get (), "backup-folder", path);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
choose_folder_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Backup Folder"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (folder_response_cb), NULL);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog)); /* the reference is dropped with the response */
}

static void
tie_preferences_window_class_init (TiePreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TiePreferencesWindow, density_row);
  gtk_widget_class_bind_template_child (widget_class, TiePreferencesWindow, start_page_row);
  gtk_widget_class_bind_template_child (widget_class, TiePreferencesWindow, files_group);
  gtk_widget_class_bind_template_child (widget_class, TiePreferencesWindow, folder_row);
  gtk_widget_class_bind_template_child (widget_class, TiePreferencesWindow, log_level_row);
  gtk_widget_class_install_action (widget_class, "preferences.choose-folder", NULL, choose_folder_action);
}

static void
tie_preferences_window_init (TiePreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preferences"), -1);
  bind (self->density_row, "density", densities);
  bind (self->start_page_row, "start-page", start_pages);
  bind (self->log_level_row, "log-level", log_levels);
  g_signal_connect_object (tie_settings_get (), "changed::backup-folder", G_CALLBACK (show_folder), self, G_CONNECT_SWAPPED);
  show_folder (self);
}

GtkWidget *
tie_preferences_window_new (GtkWindow *parent)
{
  TiePreferencesWindow *self = g_object_new (TIE_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  TieSession *session = TIE_IS_SHELL (parent) ? tie_shell_get_session (TIE_SHELL (parent)) : NULL;

  if (session != NULL) /* what the practice in front keeps for all who work with it */
    adw_preferences_group_add (self->files_group, tie_fee_days_row_new (session));
  return GTK_WIDGET (self);
}
