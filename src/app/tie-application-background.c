/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-application"
#include "config.h"

#include "app/tie-application-private.h"
#include "app/tie-notices.h"
#include "ui/tie-background.h"
#include "ui/tie-transfer-window.h"

/* Practices that go on without a window: because their Sync Settings say so, and until a run that was under way is over.  Each holds
 * the program until it is shown again, its settings change, the desktop refuses, or somebody quits; a run ends in any case. */

#define QUITS_KEY "tie-quits" /* of a session that waits for its run alone */

static void
release (TieApplication *self,
         TieSession *session)
{
  guint position;

  if (!g_ptr_array_find (self->kept, session, &position))
    return;
  g_signal_handlers_disconnect_by_data (tie_session_get_continuous (session), self);
  g_signal_handlers_disconnect_by_data (tie_session_get_sync_job (session), self);
  g_ptr_array_remove_index (self->kept, position);
  tie_application_update_notices (self);
  g_application_release (G_APPLICATION (self));
}

static gboolean
is_running (TieSession *session)
{
  return tie_sync_job_get_is_running (tie_session_get_sync_job (session));
}

/* Its settings ask for it, whatever runs. */
static gboolean
goes_on (TieSession *session)
{
  return g_object_get_data (G_OBJECT (session), QUITS_KEY) == NULL && tie_continuous_get_is_in_background (tie_session_get_continuous (session));
}

/* The continuous mode, or the job, of one of them changed. */
static void
changed_cb (TieApplication *self)
{
  for (guint i = self->kept->len; i > 0; i--)
    {
      TieSession *session = g_ptr_array_index (self->kept, i - 1);

      if (!goes_on (session) && !is_running (session))
        release (self, session);
    }
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
  g_object_set_data (G_OBJECT (session), QUITS_KEY, session);
  changed_cb (self);
}

/* What was allowed when the setting was made may be forbidden by now.  A run that is under way needs nobody's leave. */
static void
ask_desktop (TieApplication *self,
             TieSession *session)
{
  Question *question = g_new0 (Question, 1);

  question->self = g_object_ref (self);
  question->session = g_object_ref (session);
  tie_background_ask_async (tie_continuous_get_interval (tie_session_get_continuous (session)), answered_cb, question);
}

static void
keep (TieApplication *self,
      TieSession *session)
{
  g_ptr_array_add (self->kept, g_object_ref (session));
  g_application_hold (G_APPLICATION (self));
  g_signal_connect_object (tie_session_get_continuous (session), "notify::is-in-background", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tie_session_get_sync_job (session), "ended", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (goes_on (session))
    ask_desktop (self, session);
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

  if (session == NULL || is_shown (self, session, shell))
    return;
  g_object_set_data (G_OBJECT (session), QUITS_KEY, tie_shell_get_quits (shell) ? session : NULL);
  if (goes_on (session) || is_running (session))
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
  tie_shell_set_quits (user_data);
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
  for (guint i = 0; i < self->kept->len; i++)
    {
      TieSession *session = g_ptr_array_index (self->kept, i);

      g_object_set_data (G_OBJECT (session), QUITS_KEY, session);
      tie_sync_job_cancel (tie_session_get_sync_job (session));
    }
  changed_cb (self);
  /* Closing asks each window and saves its state; the program ends with the last one. */
  for (guint i = 0; i < windows->len; i++)
    {
      GtkWindow *window = g_ptr_array_index (windows, i);

      gtk_window_set_focus (window, NULL); /* leaving a field saves it */
      if (TIE_IS_SHELL (window))
        tie_shell_leave (TIE_SHELL (window), close_func, g_object_ref (window), g_object_unref);
      else if (!TIE_IS_TRANSFER_WINDOW (window)) /* goes with its parent, which asks about what runs */
        gtk_window_close (window);
    }
}
