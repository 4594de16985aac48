/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-focus"
#include "config.h"

#include "ui/tie-focus.h"

gboolean
tie_focus_through (GtkWidget *widget,
                   GtkDirectionType direction)
{
  const gboolean is_back = direction == GTK_DIR_TAB_BACKWARD;
  const gboolean is_tab = is_back || direction == GTK_DIR_TAB_FORWARD;
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (child == NULL)
    child = is_back ? gtk_widget_get_last_child (widget) : gtk_widget_get_first_child (widget);
  while (child != NULL)
    {
      if (gtk_widget_child_focus (child, direction))
        return TRUE;
      child = !is_tab ? NULL : is_back ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);
    }
  return FALSE;
}

gboolean
tie_focus_child (GtkWidget *widget,
                 GtkDirectionType direction)
{
  const gboolean is_inside = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (!is_inside && direction == GTK_DIR_TAB_FORWARD && gtk_widget_grab_focus (widget))
    return TRUE;
  return tie_focus_through (widget, direction);
}
