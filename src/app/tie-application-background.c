/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include "app/tie-application-private.h"
#include "app/tie-notices.h"
#include "ui/tie-background.h"

/* Practices that go on syncing without a window, because their Sync Settings say so.  Each holds the program until it is shown
 * again, its settings change, the desktop refuses, or somebody quits. */

#define QUITS_KEY "tie-quits" /* of a window that is closed for good */

static void
release (TieApplication *self,
         TieSession *session)
{
  guint position;

  if (!g_ptr_array_find (self->kept, session, &position))
    return;
  g_signal_handlers_disconnect_by_data (tie_session_get_continuous (session), self);
  g_ptr_array_remove_index (self->kept, position);
  tie_application_update_notices (self);
  g_application_release (G_APPLICATION (self));
}

static TieSession *
find_by_continuous (TieApplication *self,
                    TieContinuous *continuous)
{
  for (guint i = 0; i < self->kept->len; i++)
    {
      TieSession *session = g_ptr_array_index (self->kept, i);

      if (tie_session_get_continuous (session) == continuous)
        return session;
    }
  return NULL;
}

static void
continuous_changed_cb (TieContinuous *continuous,
                       GParamSpec *pspec,
                       TieApplication *self)
{
  TieSession *session = find_by_continuous (self, continuous);

  if (session != NULL && !tie_continuous_get_is_in_background (continuous))
    release (self, session);
}

static void
say_refused (TieApplication *self,
             TieSession *session,
             const GError *error)
{
  for (guint i = 0; i < self->notices->len; i++)
    {
      TieNotices *notices = g_ptr_array_index (self->notices, i);

      if (tie_notices_get_session (notices) == session)
        tie_notices_say_refused (notices, error);
    }
}

typedef struct
{
  TieApplication *self; /* (owned) */
  TieSession *session;  /* (owned) */
} Question;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (TieApplication) self = question->self;
  g_autoptr (TieSession) session = question->session;
  g_autoptr (GError) error = NULL;

  if (tie_background_ask_finish (result, &error) || !g_ptr_array_find (self->kept, session, NULL))
    return;
  say_refused (self, session, error);
  release (self, session);
}

static void
keep (TieApplication *self,
      TieSession *session)
{
  TieContinuous *continuous = tie_session_get_continuous (session);
  Question *question = g_new0 (Question, 1);

  g_ptr_array_add (self->kept, g_object_ref (session));
  g_application_hold (G_APPLICATION (self));
  g_signal_connect_object (continuous, "notify::is-in-background", G_CALLBACK (continuous_changed_cb), self, 0);

  /* What was allowed when the setting was made may be forbidden by now. */
  question->self = g_object_ref (self);
  question->session = g_object_ref (session);
  tie_background_ask_async (tie_continuous_get_interval (continuous), answered_cb, question);
}

static gboolean
is_shown (TieApplication *self,
          TieSession *session,
          TieShell *closed) /* (nullable): does not count */
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      if (link->data != closed && TIE_IS_SHELL (link->data) && tie_shell_get_session (link->data) == session)
        return TRUE;
    }
  return FALSE;
}

void
tie_application_window_closed (TieApplication *self,
                               TieShell *shell)
{
  TieSession *session = tie_shell_get_session (shell);

  if (session == NULL || g_object_get_data (G_OBJECT (shell), QUITS_KEY) != NULL || is_shown (self, session, shell))
    return;
  if (tie_continuous_get_is_in_background (tie_session_get_continuous (session)))
    keep (self, session);
}

TieSession *
tie_application_find_kept (TieApplication *self,
                           const char *path)
{
  for (guint i = self->kept->len; i > 0; i--)
    {
      TieSession *session = g_ptr_array_index (self->kept, i - 1);

      if (path == NULL || g_str_equal (tie_session_get_path (session), path))
        return session;
    }
  return NULL;
}

void
tie_application_forget_kept (TieApplication *self,
                             TieSession *session)
{
  release (self, session);
}

/* ---- what is told of them ---- */

static gboolean
is_told_of (TieApplication *self,
            TieSession *session)
{
  for (guint i = 0; i < self->notices->len; i++)
    {
      if (tie_notices_get_session (g_ptr_array_index (self->notices, i)) == session)
        return TRUE;
    }
  return FALSE;
}

void
tie_application_update_notices (TieApplication *self)
{
  for (guint i = self->notices->len; i > 0; i--)
    {
      TieSession *session = tie_notices_get_session (g_ptr_array_index (self->notices, i - 1));

      if (!is_shown (self, session, NULL) && !g_ptr_array_find (self->kept, session, NULL))
        g_ptr_array_remove_index (self->notices, i - 1);
    }
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    {
      TieSession *session = TIE_IS_SHELL (link->data) ? tie_shell_get_session (link->data) : NULL;

      if (session != NULL && !is_told_of (self, session))
        g_ptr_array_add (self->notices, tie_notices_new (G_APPLICATION (self), session));
    }
}

/* ---- quitting ---- */

static gboolean
close_cb (gpointer user_data)
{
  g_object_set_data (user_data, QUITS_KEY, user_data);
  gtk_window_close (user_data);
  return G_SOURCE_REMOVE;
}

/* The question whose answer leads here must be gone before its parent. */
static void
close_func (gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_cb, g_object_ref (user_data), g_object_unref);
}

void
tie_application_quit (TieApplication *self)
{
  g_autoptr (GPtrArray) windows = g_ptr_array_new_with_free_func (g_object_unref); /* some go with their parents */

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    g_ptr_array_add (windows, g_object_ref (link->data));
  while (self->kept->len > 0)
    release (self, g_ptr_array_index (self->kept, 0));
  /* Closing asks each window and saves its state; the program ends with the last one. */
  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      gtk_window_set_focus (window, NULL); /* leaving a field saves it */
      if (TIE_IS_SHELL (window))
        tie_shell_leave (TIE_SHELL (window), close_func, g_object_ref (window), g_object_unref);
      else
        gtk_window_close (window);
    }
}
