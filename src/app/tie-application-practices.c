/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include "app/tie-application-private.h"
#include "app/tie-demo.h"
#include "store/tie-backup.h"
#include "ui/tie-backup-dialogs.h"
#include "ui/tie-settings.h"

/* The next shell of the windows, NULL at the end. */
static TieShell *
next_shell (GList **windows)
{
  for (; *windows != NULL; *windows = (*windows)->next)
    {
      if (TIE_IS_SHELL ((*windows)->data))
        {
          TieShell *shell = (*windows)->data;

          *windows = (*windows)->next;
          return shell;
        }
    }
  return NULL;
}

TieShell *
tie_application_get_shell (TieApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  TieShell *shell;

  while (window != NULL && !TIE_IS_SHELL (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    return TIE_SHELL (window);
  shell = next_shell (&windows);
  return shell != NULL ? shell : tie_shell_new (GTK_APPLICATION (self));
}

/* A window that shows the practice at that path, which is canonical; NULL for none. */
static TieShell *
find_shell (TieApplication *self,
            const char *path)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  TieShell *shell;

  while ((shell = next_shell (&windows)) != NULL)
    {
      TieSession *session = tie_shell_get_session (shell);

      if (session != NULL && g_str_equal (tie_session_get_path (session), path))
        return shell;
    }
  return NULL;
}

TieSession *
tie_application_find_session (TieApplication *self,
                              const char *path)
{
  g_autofree char *wanted = g_canonicalize_filename (path, NULL);
  TieShell *shell = find_shell (self, wanted);

  return shell != NULL ? tie_shell_get_session (shell) : tie_application_find_kept (self, wanted);
}

TieShell *
tie_application_get_shell_for (TieApplication *self,
                               const char *path)
{
  g_autofree char *wanted = g_canonicalize_filename (path, NULL);
  TieShell *shell = find_shell (self, wanted);

  if (shell != NULL)
    return shell;
  shell = tie_application_get_shell (self);
  return tie_shell_get_session (shell) == NULL ? shell : tie_shell_new (GTK_APPLICATION (self));
}

typedef struct
{
  TieApplication *self; /* (owned) */
  TieShell *shell;      /* (owned) */
  TieSession *session;  /* (owned) */
} Showing;

static void
showing_free (gpointer data)
{
  Showing *showing = data;

  g_object_unref (showing->self);
  g_object_unref (showing->shell);
  g_object_unref (showing->session);
  g_free (showing);
}

static void
show_func (gpointer user_data)
{
  Showing *showing = user_data;

  tie_shell_set_session (showing->shell, showing->session);
  tie_application_forget_kept (showing->self, showing->session);
  tie_application_update_notices (showing->self);
  tie_settings_add_recent (tie_session_get_path (showing->session));
  gtk_window_present (GTK_WINDOW (showing->shell));
  tie_application_run_requests (showing->shell);
}

void
tie_application_show_session (TieApplication *self,
                              TieShell *shell,
                              TieSession *session)
{
  Showing *showing = g_new0 (Showing, 1);

  showing->self = g_object_ref (self);
  showing->shell = g_object_ref (shell);
  showing->session = g_object_ref (session);
  if (tie_shell_get_session (shell) != session)
    {
      tie_shell_leave (shell, show_func, showing, showing_free);
      return;
    }
  show_func (showing);
  showing_free (showing);
}

typedef struct
{
  TieApplication *self; /* (owned) */
  TieShell *shell;      /* (owned) */
  char *path;           /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->self);
  g_object_unref (opening->shell);
  g_free (opening->path);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void restore_cb (GtkWindow *window, const char *backup, const char *practice, gpointer user_data);

static void
opened_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (Opening) opening = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = tie_store_open_finish (result, &error);

  opening->self->n_opening--;
  gtk_window_present (GTK_WINDOW (opening->shell));
  if (store == NULL)
    {
      tie_application_drop_requests (opening->shell);
      tie_backup_dialogs_cannot_open (GTK_WINDOW (opening->shell), opening->path, error, restore_cb, opening->self);
    }
  else if (tie_demo_is_demo (store))
    {
      g_clear_object (&store); /* the demo is opened with its company */
      tie_application_open_demo (opening->self, opening->shell, opening->path, NULL);
    }
  else
    {
      g_autoptr (TieSession) session = tie_session_new (store, FALSE, NULL);

      tie_application_show_session (opening->self, opening->shell, session);
    }
}

void
tie_application_open_practice (TieApplication *self,
                               TieShell *shell,
                               const char *path)
{
  TieSession *session = tie_application_find_session (self, path);
  Opening *opening;

  if (session != NULL)
    {
      tie_application_show_session (self, shell, session);
      return;
    }
  self->n_opening++;
  opening = g_new0 (Opening, 1);
  opening->self = g_object_ref (self);
  opening->shell = g_object_ref (shell);
  opening->path = g_canonicalize_filename (path, NULL);
  tie_store_open_async (opening->path, TIE_STORE_OPEN, NULL, opened_cb, opening);
}

gboolean
tie_application_open_last (TieApplication *self,
                           TieShell *shell)
{
  g_autofree char *last = g_settings_get_string (tie_settings_get (), "last-practice");
  TieSession *kept = tie_application_find_kept (self, NULL);

  if (kept != NULL && tie_shell_get_session (shell) == NULL)
    tie_application_show_session (self, shell, kept);
  else if (self->n_opening == 0 && *last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS))
    tie_application_open_practice (self, shell, last);
  return self->n_opening > 0 || tie_shell_get_session (shell) != NULL;
}

static void
destroy_children (GtkWindow *window)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = g_list_model_get_n_items (toplevels); i > 0; i--)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (toplevels, i - 1);

      if (other != NULL && gtk_window_get_transient_for (other) == window)
        {
          destroy_children (other);
          gtk_window_destroy (other);
        }
    }
}

/* Closes it in every window, and the file with it. */
static void
close_practice (TieApplication *self,
                const char *path)
{
  g_autoptr (TieSession) session = tie_application_find_session (self, path);
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  TieShell *shell;

  if (session == NULL)
    return;
  g_object_ref (session);
  while ((shell = next_shell (&windows)) != NULL)
    {
      if (tie_shell_get_session (shell) != session)
        continue;
      destroy_children (GTK_WINDOW (shell));
      tie_shell_set_session (shell, NULL);
    }
  tie_application_forget_kept (self, session);
  tie_application_update_notices (self);
  tie_store_close (tie_session_get_store (session));
}

/* A practice that is open here is replaced only by who may set it up; one that cannot be opened has no users to ask. */
static gboolean
may_restore (TieApplication *self,
             const char *practice)
{
  TieSession *session = tie_application_find_session (self, practice);
  g_autofree char *refusal = NULL;

  if (session == NULL || tie_session_may (session, TIE_RIGHT_SET_UP))
    return TRUE;
  refusal = tie_session_dup_refusal (session, TIE_RIGHT_SET_UP);
  tie_shell_say (tie_application_get_shell (self), refusal);
  return FALSE;
}

/* The backup takes the practice's place, or becomes a practice where none was, and is opened. */
static void
restore_cb (GtkWindow *window,
            const char *backup,
            const char *practice,
            gpointer user_data)
{
  TieApplication *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  if (!may_restore (self, practice))
    return;
  close_practice (self, practice);
  if (!tie_backup_restore (backup, practice, &kept, &error))
    tie_backup_dialogs_cannot_open (window, practice, error, restore_cb, self);
  else
    tie_application_open_practice (self, TIE_SHELL (window), practice);
}

void
tie_application_restore (TieApplication *self,
                         const char *practice)
{
  if (practice == NULL || may_restore (self, practice))
    tie_backup_dialogs_restore (GTK_WINDOW (tie_application_get_shell (self)), practice, restore_cb, self);
}
