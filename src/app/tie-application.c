/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include "app/tie-application-private.h"
#include "app/tie-log.h"
#include "app/tie-notices.h"
#include "ui/tie-dialog-names.h"
#include "ui/tie-window-keys.h"

G_DEFINE_FINAL_TYPE (TieApplication, tie_application, ADW_TYPE_APPLICATION)

static void
tie_application_activate (GApplication *application)
{
  TieApplication *self = TIE_APPLICATION (application);
  gboolean is_first = gtk_application_get_windows (GTK_APPLICATION (self)) == NULL;
  TieShell *shell = tie_application_get_shell (self);

  gtk_window_present (GTK_WINDOW (shell));
  if (is_first)
    tie_application_open_last (self, shell);
}

static void
tie_application_open (GApplication *application,
                      GFile **files,
                      int n_files,
                      const char *hint)
{
  TieApplication *self = TIE_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      TieShell *shell = tie_application_get_shell (self);

      if (path == NULL)
        continue;
      if (tie_shell_get_session (shell) != NULL) /* another practice gets a window of its own */
        shell = tie_shell_new (GTK_APPLICATION (self));
      gtk_window_present (GTK_WINDOW (shell));
      tie_application_open_practice (self, shell, path);
    }
}

static void
window_active_cb (TieApplication *self)
{
  for (guint i = 0; i < self->notices->len; i++)
    tie_notices_look (g_ptr_array_index (self->notices, i));
}

/* Also of windows that depend on others and are none of the application's own. */
static void
windows_changed_cb (GListModel *windows,
                    guint position,
                    guint removed,
                    guint added,
                    TieApplication *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      g_signal_connect_object (window, "notify::is-active", G_CALLBACK (window_active_cb), self, G_CONNECT_SWAPPED);
    }
}

static void
tie_application_startup (GApplication *application)
{
  TieApplication *self = TIE_APPLICATION (application);

  G_APPLICATION_CLASS (tie_application_parent_class)->startup (application);
  tie_log_follow_setting ();
  tie_application_add_actions (self);
  tie_application_add_demo_actions (self);
  tie_application_add_remote_actions (self);
  gtk_window_set_default_icon_name (APP_ID);
  tie_dialog_names_start ();
  tie_window_keys_start ();
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), self, 0);
}

static void
tie_application_window_removed (GtkApplication *application,
                                GtkWindow *window)
{
  if (TIE_IS_SHELL (window))
    tie_application_window_closed (TIE_APPLICATION (application), TIE_SHELL (window));
  GTK_APPLICATION_CLASS (tie_application_parent_class)->window_removed (application, window);
  tie_application_update_notices (TIE_APPLICATION (application));
}

static void
tie_application_shutdown (GApplication *application)
{
  TieApplication *self = TIE_APPLICATION (application);

  g_ptr_array_set_size (self->notices, 0);
  g_ptr_array_set_size (self->kept, 0);
  tie_application_stop_companies (self);
  G_APPLICATION_CLASS (tie_application_parent_class)->shutdown (application);
}

static void
tie_application_finalize (GObject *object)
{
  TieApplication *self = TIE_APPLICATION (object);

  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->kept);
  G_OBJECT_CLASS (tie_application_parent_class)->finalize (object);
}

static void
tie_application_class_init (TieApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tie_application_finalize;
  GTK_APPLICATION_CLASS (klass)->window_removed = tie_application_window_removed;

  application_class->startup = tie_application_startup;
  application_class->activate = tie_application_activate;
  application_class->open = tie_application_open;
  application_class->shutdown = tie_application_shutdown;
}

static void
tie_application_init (TieApplication *self)
{
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  self->notices = g_ptr_array_new_with_free_func (g_object_unref);
}

TieApplication *
tie_application_new (void)
{
  return g_object_new (TIE_TYPE_APPLICATION,
                       "application-id", APP_ID,
                       "resource-base-path", APP_PATH,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}
