/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the class of a widget with one child whose grab_focus() takes the place where work begins: Tab from outside goes there, and
 * the keys go on through the child and out of it.  GTK asks grab_focus() as well when Shift+Tab is about to leave, which would lead
 * back in. */
gboolean tie_focus_child (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
