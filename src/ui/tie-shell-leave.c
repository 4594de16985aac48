/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-shell"
#include "config.h"

#include "ui/tie-shell-private.h"

/* The name of the first page with something that would be lost; NULL: none. */
static const char *
find_changed (TieShell *self,
              TieEditor **editor)
{
  GtkStack *stack = tie_shell_get_page_stack (self);

  for (GtkWidget *page = gtk_widget_get_first_child (GTK_WIDGET (stack)); page != NULL; page = gtk_widget_get_next_sibling (page))
    {
      *editor = tie_page_get_editor (TIE_PAGE (page));
      if (*editor != NULL && tie_editor_is_changed (*editor))
        return gtk_stack_page_get_name (gtk_stack_get_page (stack, page));
    }
  return NULL;
}

gboolean
tie_shell_is_changed (TieShell *self)
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
