/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-application-private.h"
#include "ui/tie-about.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-help.h"
#include "ui/tie-preferences-window.h"
#include "ui/tie-start-window.h"

static void
created_cb (GtkWidget *window,
            TieStore *store,
            gboolean import,
            TieApplication *self)
{
  TieShell *shell = tie_application_get_shell (self);
  g_autoptr (TieSession) session = tie_session_new (store, FALSE, NULL);

  tie_application_show_session (self, shell, session);
  if (import && tie_shell_get_session (shell) == session)
    gtk_widget_activate_action (GTK_WIDGET (shell), "win.import-csv", NULL);
}

static void
new_practice_action (GSimpleAction *action,
                     GVariant *parameter,
                     gpointer user_data)
{
  TieApplication *self = user_data;
  GtkWidget *window = tie_start_window_new (GTK_WINDOW (tie_application_get_shell (self)));

  g_signal_connect_object (window, "created", G_CALLBACK (created_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
practice_chosen_cb (const char *path,
                    gpointer user_data)
{
  TieApplication *self = user_data;

  if (path != NULL)
    tie_application_open_practice (self, tie_application_get_shell (self), path);
}

static void
open_action (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  TieApplication *self = user_data;

  tie_file_dialogs_open_practice (GTK_WINDOW (tie_application_get_shell (self)), _ ("Open Practice"), NULL, practice_chosen_cb, self);
}

static void
open_practice_action (GSimpleAction *action,
                      GVariant *parameter,
                      gpointer user_data)
{
  TieApplication *self = user_data;

  tie_application_open_practice (self, tie_application_get_shell (self), g_variant_get_string (parameter, NULL));
}

static void
open_backup_action (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  tie_application_restore (user_data, NULL);
}

static void
restore_action (GSimpleAction *action,
                GVariant *parameter,
                gpointer user_data)
{
  TieSession *session = tie_shell_get_session (tie_application_get_shell (user_data));

  tie_application_restore (user_data, session != NULL ? tie_session_get_path (session) : NULL);
}

static void
new_window_action (GSimpleAction *action,
                   GVariant *parameter,
                   gpointer user_data)
{
  TieApplication *self = user_data;
  TieSession *session = tie_shell_get_session (tie_application_get_shell (self));
  TieShell *shell = session != NULL ? tie_shell_new (GTK_APPLICATION (self)) : tie_application_get_shell (self);

  gtk_window_present (GTK_WINDOW (shell));
  if (session != NULL)
    tie_shell_set_session (shell, session);
  else
    tie_application_open_last (self, shell);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant *parameter,
                    gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (tie_preferences_window_new (gtk_application_get_active_window (user_data))));
}

static void
about_action (GSimpleAction *action,
              GVariant *parameter,
              gpointer user_data)
{
  tie_about_present (gtk_application_get_active_window (user_data));
}

static void
help_shown_cb (GObject *source,
               GAsyncResult *result,
               gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) && TIE_IS_SHELL (source))
    tie_shell_say_error (TIE_SHELL (source), error);
}

static void
help_action (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  const char *uri = tie_help_get_uri (gtk_application_get_active_window (user_data));

  gtk_show_uri_full (GTK_WINDOW (tie_application_get_shell (user_data)), uri, GDK_CURRENT_TIME, NULL, help_shown_cb, NULL);
}

static void
quit_action (GSimpleAction *action,
             GVariant *parameter,
             gpointer user_data)
{
  tie_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_action },
  { .name = "new-practice", .activate = new_practice_action },
  { .name = "open", .activate = open_action },
  { .name = "open-practice", .activate = open_practice_action, .parameter_type = "s" },
  { .name = "open-backup", .activate = open_backup_action },
  { .name = "restore", .activate = restore_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "about", .activate = about_action },
  { .name = "help", .activate = help_action },
  { .name = "quit", .activate = quit_action },
};

void
tie_application_add_actions (TieApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.preferences", (const char *[]){ "<Control>comma", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.help", (const char *[]){ "F1", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", (const char *[]){ "<Control>q", NULL });
}
