/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-focus"
#include "config.h"

#include "ui/tie-focus.h"

gboolean
tie_focus_child (GtkWidget *widget,
                 GtkDirectionType direction)
{
  const gboolean is_inside = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (!is_inside && direction == GTK_DIR_TAB_FORWARD && gtk_widget_grab_focus (widget))
    return TRUE;
  return child != NULL && gtk_widget_child_focus (child, direction);
}
