/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For the classes of widgets that have a grab_focus() of their own: the keys go through the children, in their order, and out at
 * either end.  GTK asks grab_focus() when Shift+Tab is about to leave, which would lead back in. */
gboolean tie_focus_through (GtkWidget *widget, GtkDirectionType direction);

/* The same for a widget whose grab_focus() takes the place where work begins: Tab from outside goes there, too. */
gboolean tie_focus_child (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
