/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Text that nobody has begun to change is typed over as a whole, however the text or the focus came to be there: digits before an
 * old amount would make it another one.  The selection alone does not say so: a window that puts the focus back where it was
 * selects nothing, and GTK drops a selection when another program takes the desktop's primary one, and on X11 when the news that a
 * neighbour gave it up comes late. */
#define TIE_TYPE_TYPE_OVER (tie_type_over_get_type ())
G_DECLARE_FINAL_TYPE (TieTypeOver, tie_type_over, TIE, TYPE_OVER, GObject)

/* TRUE while the text is not what the program last showed. */
typedef gboolean (*TieTypeOverIsTyped) (gpointer user_data);

/* Both outlive it. */
TieTypeOver *tie_type_over_new (GtkEntry *entry, TieTypeOverIsTyped is_typed, gpointer user_data);

/* Also while another window is active and the focus waits here. */
gboolean tie_type_over_has_focus (TieTypeOver *self);

/* The program's own text; selected when the focus is there. */
void tie_type_over_show (TieTypeOver *self, const char *text);
void tie_type_over_select (TieTypeOver *self);

G_END_DECLS
