/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-shell"
#include "config.h"

#include "ui/tie-running-question.h"
#include "ui/tie-settings.h"
#include "ui/tie-shell-private.h"

/* The name of the first page with something that would be lost; NULL: none. */
static const char *
find_changed (TieShell *self,
              TieEditor **editor)
{
  GtkStack *stack = self->page_stack;

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page != NULL; page = gtk_widget_get_next_sibling (page))
    {
      *editor = tie_page_get_editor (TIE_PAGE (page));
      if (*editor != NULL && tie_editor_is_changed (*editor))
        return gtk_stack_page_get_name (gtk_stack_get_page (stack, page));
    }
  return NULL;
}

static gboolean
is_changed (TieShell *self)
{
  TieEditor *editor;

  return find_changed (self, &editor) != NULL;
}

typedef struct
{
  TieShell *shell; /* (owned) */
  TieEditorFunc then;
  gpointer data;
  GDestroyNotify data_free;
} Leaving;

static void
leaving_clear (gpointer data)
{
  Leaving *leaving = data;

  if (leaving->data_free != NULL)
    leaving->data_free (leaving->data);
  g_object_unref (leaving->shell);
}

static void
leaving_unref (gpointer data)
{
  g_rc_box_release_full (data, leaving_clear);
}

/* One page after the other, each shown with its question. */
static void
leave_next (gpointer user_data)
{
  Leaving *leaving = user_data;
  TieEditor *editor;
  const char *page = find_changed (leaving->shell, &editor);

  if (page == NULL)
    {
      leaving->then (leaving->data);
      return;
    }
  tie_shell_show_page (leaving->shell, page);
  tie_editor_leave (editor, leave_next, g_rc_box_acquire (leaving), leaving_unref);
}

void
tie_shell_leave (TieShell *self,
                 TieEditorFunc then,
                 gpointer data,
                 GDestroyNotify data_free)
{
  Leaving *leaving;

  g_return_if_fail (TIE_IS_SHELL (self));
  g_return_if_fail (then != NULL);

  leaving = g_rc_box_new0 (Leaving);
  leaving->shell = g_object_ref (self);
  leaving->then = then;
  leaving->data = data;
  leaving->data_free = data_free;
  leave_next (leaving);
  leaving_unref (leaving);
}

/* ---- closing ---- */

static void
save_state (TieShell *self)
{
  GSettings *settings = tie_settings_get ();
  int width;
  int height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (width > 0 && height > 0)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}

static gboolean
close_idle_cb (gpointer user_data)
{
  gtk_window_close (user_data);
  return G_SOURCE_REMOVE;
}

/* The question whose answer leads here must be gone before its parent. */
static void
close_func (gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_idle_cb, g_object_ref (user_data), g_object_unref);
}

/* Of several windows on a practice the last one asks. */
static gboolean
is_only_one (TieShell *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *link = application != NULL ? gtk_application_get_windows (application) : NULL; link != NULL; link = link->next)
    {
      if (link->data != self && TIE_IS_SHELL (link->data) && tie_shell_get_session (link->data) == tie_shell_get_session (self))
        return FALSE;
    }
  return TRUE;
}

static void
stay (GtkWindow *window)
{
  TIE_SHELL (window)->quits = FALSE;
}

gboolean
tie_shell_holds (TieShell *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  TieSession *session = tie_shell_get_session (self);

  gtk_window_set_focus (window, NULL); /* leaving a field saves it */
  if (is_changed (self))
    {
      tie_shell_leave (self, close_func, g_object_ref (self), g_object_unref);
      return TRUE;
    }
  if (session != NULL && is_only_one (self) && tie_running_question_holds (window, tie_session_get_sync_job (session), stay))
    return TRUE;
  save_state (self);
  return FALSE;
}
