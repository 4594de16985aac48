/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-settings-window"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-caption.h"
#include "ui/tie-first-sync.h"
#include "ui/tie-reading-text.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-form.h"
#include "ui/tie-sync-settings-window.h"
#include "ui/tie-undo-control.h"

struct _TieSyncSettingsWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;             /* template child */
  GtkStack *stack;                     /* template child */
  AdwPreferencesPage *settings_page;   /* template child */
  GtkLabel *running_label;             /* template child */
  GtkProgressBar *progress_bar;        /* template child */
  GtkWidget *stop_button;              /* template child */
  AdwPreferencesGroup *summary_group;  /* template child */
  AdwPreferencesGroup *parts_group;    /* template child */
  GtkWidget *bar;                      /* template child */
  GtkWidget *change_button;            /* template child */
  GtkWidget *cancel_button;            /* template child */
  GtkButton *enable_button;            /* template child */
  GtkWidget *close_button;             /* template child */
  TieStatusLine *status_line;          /* template child */

  TieSession *session;       /* (owned) */
  TieSyncOptions *options;   /* (owned) */
  TieSyncForm *form;         /* (owned) */
  GPtrArray *parts;          /* (owned): rows (unowned) of the parts' group */
  GCancellable *cancellable; /* (owned) (nullable): of the first sync while it runs */
  gboolean is_enabling;      /* what is being saved enables the integration */
};

G_DEFINE_FINAL_TYPE (TieSyncSettingsWindow, tie_sync_settings_window, ADW_TYPE_WINDOW)

/* ---- what is on and what is off ---- */

static void
add_part (TieSyncSettingsWindow *self,
          const char *title,
          gboolean is_on,
          const char *detail)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *state = g_strjoin (" · ", is_on ? _ ("On") : _ ("Off"), is_on ? detail : NULL, NULL);
  g_autofree char *name = g_strjoin (", ", title, state, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (is_on ? "emblem-ok-symbolic" : "radio-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_preferences_group_add (self->parts_group, row);
  g_ptr_array_add (self->parts, row);
}

/* (transfer full) */
static char *
dup_direction (TieSyncSettingsWindow *self,
               const TieSyncSettings *settings)
{
  const char *package = tie_session_get_package (self->session)->short_name;

  if (settings->direction == TIE_SYNC_BOTH)
    return g_strdup (_ ("two ways"));
  return g_strdup_printf (settings->direction == TIE_SYNC_SEND ? _ ("to %s") : _ ("from %s"), package);
}

static void
add_mode (TieSyncSettingsWindow *self,
          const TieSyncSettings *settings)
{
  /* Translators: minutes */
  g_autofree char *every = g_strdup_printf (ngettext ("Continuous, every %u minute", "Continuous, every %u minutes", settings->interval), settings->interval);

  add_part (self, _ ("Automatic Mode"), settings->mode != TIE_SYNC_MANUAL, settings->mode == TIE_SYNC_PUSH ? _ ("Push on edit") : every);
  if (settings->mode == TIE_SYNC_CONTINUOUS)
    add_part (self, _ ("Keep syncing in the background"), settings->in_background, NULL);
}

static void
show_parts (TieSyncSettingsWindow *self)
{
  const TieSyncSettings *settings = tie_sync_options_get (self->options);
  g_autofree char *to = g_strdup_printf (_ ("to %s"), tie_session_get_package (self->session)->short_name);
  g_autofree char *direction = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    adw_preferences_group_remove (self->parts_group, g_ptr_array_index (self->parts, i));
  g_ptr_array_set_size (self->parts, 0);
  if (settings == NULL)
    return;
  direction = dup_direction (self, settings);
  add_part (self, _ ("Clients"), TRUE, _ ("two ways"));
  add_part (self, _ ("Invoices"), settings->invoices, to);
  add_part (self, _ ("Products and services"), settings->invoices && settings->create_items, to);
  add_part (self, _ ("Payments"), settings->invoices && settings->payments, direction);
  add_mode (self, settings);
}

/* ---- which page ---- */

static void
show_page (TieSyncSettingsWindow *self,
           const char *name)
{
  const TieSyncSettings *settings = tie_sync_options_get (self->options);
  gboolean is_settings = g_str_equal (name, "settings");
  gboolean is_enabled = settings != NULL && settings->is_enabled;
  const char *verb = is_enabled ? _ ("Save") : _ ("Enable Integration");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->bar, !g_str_equal (name, "running"));
  gtk_widget_set_visible (self->cancel_button, is_settings);
  gtk_widget_set_visible (GTK_WIDGET (self->enable_button), is_settings);
  gtk_widget_set_visible (self->change_button, !is_settings);
  gtk_widget_set_visible (self->close_button, !is_settings);
  gtk_button_set_label (self->enable_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enable_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
}

static void
update_rights (TieSyncSettingsWindow *self)
{
  gboolean may = tie_session_may (self->session, TIE_RIGHT_SET_UP);
  g_autofree char *refusal = may ? NULL : tie_session_dup_refusal (self->session, TIE_RIGHT_SET_UP);
  gboolean is_there = tie_sync_options_get (self->options) != NULL;

  tie_sync_form_set_sensitive (self->form, may && is_there);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sync-settings.enable", may && is_there);
  if (is_there)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->enable_button), refusal);
  else
    tie_caption_set_tooltip (GTK_WIDGET (self->enable_button), _ ("Connect to %s first."), tie_session_get_package (self->session)->short_name);
}

static void
options_changed_cb (TieSyncSettingsWindow *self)
{
  const TieSyncSettings *settings = tie_sync_options_get (self->options);
  gboolean is_first = tie_sync_form_get (self->form) == NULL;

  update_rights (self);
  show_parts (self);
  if (!tie_sync_form_is_changed (self->form)) /* what a person is changing stays */
    tie_sync_form_show (self->form, settings);
  if (is_first && settings != NULL && self->cancellable == NULL)
    {
      show_page (self, settings->is_enabled ? "parts" : "settings");
      if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !settings->is_enabled)
        tie_sync_form_grab_focus (self->form);
    }
}

/* ---- the first sync ---- */

static void
progress_cb (TieSyncSettingsWindow *self)
{
  TieCompany *company = tie_session_get_company (self->session);
  g_autofree char *sentence = NULL;

  if (self->cancellable == NULL)
    return;
  sentence = tie_reading_text_make (company);
  gtk_label_set_label (self->running_label, sentence);
  gtk_progress_bar_pulse (self->progress_bar);
}

static void
add_summary (TieSyncSettingsWindow *self,
             const char *sentence)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentence);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("emblem-ok-symbolic"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  adw_preferences_group_add (self->summary_group, row);
}

static void
show_summary (TieSyncSettingsWindow *self,
              const TieFirstSync *outcome)
{
  g_autofree char *read = g_strdup_printf (ngettext ("%'u record read from %s", "%'u records read from %s", outcome->n_read), outcome->n_read, tie_session_get_package (self->session)->short_name);
  /* Translators: so many of so many */
  g_autofree char *linked = g_strdup_printf (_ ("%u of %u contacts and sites linked"), outcome->n_linked, outcome->n_contacts);

  add_summary (self, read);
  if (outcome->sites_here != NULL)
    add_summary (self, outcome->sites_here);
  if (outcome->sites_there != NULL)
    add_summary (self, outcome->sites_there);
  add_summary (self, linked);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_group), TRUE);
}

static void
synced_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieSyncSettingsWindow) self = TIE_SYNC_SETTINGS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieFirstSync) outcome = tie_first_sync_finish (TIE_SESSION (source), result, &error);

  g_clear_object (&self->cancellable);
  if (self->session == NULL) /* closed meanwhile */
    return;
  if (outcome != NULL)
    show_summary (self, outcome);
  else
    tie_status_line_say_error (self->status_line, error);
  show_page (self, "parts");
  gtk_widget_grab_focus (self->close_button);
}

static void
start_first_sync (TieSyncSettingsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  show_page (self, "running");
  progress_cb (self);
  gtk_widget_grab_focus (self->stop_button);
  tie_first_sync_async (self->session, tie_sync_form_get (self->form), tie_undo_control_get_id (GTK_WIDGET (self)), self->cancellable, synced_cb, g_object_ref (self));
}

static void
saved_cb (TieSyncSettingsWindow *self,
          const char *sentence)
{
  if (sentence != NULL)
    tie_status_line_say (self->status_line, sentence, TRUE);
  if (self->is_enabling)
    start_first_sync (self);
  else
    show_page (self, "parts");
  self->is_enabling = FALSE;
}

static void
failed_cb (TieSyncSettingsWindow *self,
           const GError *error)
{
  self->is_enabling = FALSE;
  tie_status_line_say_error (self->status_line, error);
}

static void
refused_cb (TieSyncSettingsWindow *self,
            const GError *error)
{
  tie_status_line_say_error (self->status_line, error);
}

/* ---- the verbs ---- */

static void
enable_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieSyncSettingsWindow *self = TIE_SYNC_SETTINGS_WINDOW (widget);
  g_autoptr (TieSyncSettings) settings = NULL;

  if (!tie_sync_form_check (self->form, self->options))
    return;
  settings = tie_sync_settings_copy (tie_sync_form_get (self->form));
  self->is_enabling = !settings->is_enabled;
  settings->is_enabled = TRUE;
  tie_sync_form_show (self->form, settings); /* nothing of it is new to the file from here on */
  tie_sync_options_save (self->options, settings, tie_undo_control_get_id (widget));
}

static void
change_action (GtkWidget *widget,
               const char *action,
               GVariant *parameter)
{
  TieSyncSettingsWindow *self = TIE_SYNC_SETTINGS_WINDOW (widget);

  show_page (self, "settings");
  tie_sync_form_grab_focus (self->form);
}

static void
stop_action (GtkWidget *widget,
             const char *action,
             GVariant *parameter)
{
  TieSyncSettingsWindow *self = TIE_SYNC_SETTINGS_WINDOW (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
tie_sync_settings_window_dispose (GObject *object)
{
  TieSyncSettingsWindow *self = TIE_SYNC_SETTINGS_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (tie_session_get_company (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_clear_object (&self->options);
  g_clear_object (&self->form);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), TIE_TYPE_SYNC_SETTINGS_WINDOW);
  G_OBJECT_CLASS (tie_sync_settings_window_parent_class)->dispose (object);
}

static void
tie_sync_settings_window_finalize (GObject *object)
{
  g_ptr_array_unref (TIE_SYNC_SETTINGS_WINDOW (object)->parts);
  G_OBJECT_CLASS (tie_sync_settings_window_parent_class)->finalize (object);
}

static void
tie_sync_settings_window_class_init (TieSyncSettingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tie_sync_settings_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = tie_sync_settings_window_finalize;

  gtk_widget_class_install_action (widget_class, "sync-settings.enable", NULL, enable_action);
  gtk_widget_class_install_action (widget_class, "sync-settings.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "sync-settings.stop", NULL, stop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "sync-settings.enable", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (TIE_TYPE_STATUS_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-sync-settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, settings_page);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, running_label);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, summary_group);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, parts_group);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, bar);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, change_button);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, enable_button);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, TieSyncSettingsWindow, status_line);
}

static void
tie_sync_settings_window_init (TieSyncSettingsWindow *self)
{
  self->parts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_status_line_set_toast_overlay (self->status_line, self->toasts);
}

GtkWidget *
tie_sync_settings_window_new (TieSession *session)
{
  TieSyncSettingsWindow *self;
  TieCompany *company;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_SYNC_SETTINGS_WINDOW, NULL);
  self->session = g_object_ref (session);
  company = tie_session_get_company (session);
  self->form = tie_sync_form_new (self->settings_page, company);
  g_signal_connect_object (self->form, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  self->options = tie_sync_options_new (company);
  g_signal_connect_object (self->options, "changed", G_CALLBACK (options_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->options, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::user", G_CALLBACK (update_rights), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::progress", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::waiting", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  show_page (self, "settings");
  update_rights (self);
  return GTK_WIDGET (self);
}

const char *
tie_sync_settings_window_get_page (TieSyncSettingsWindow *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_SETTINGS_WINDOW (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
