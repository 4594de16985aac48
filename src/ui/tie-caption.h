/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words that a template cannot hold, because they name the accounting package. */

/* What a widget is called, on the screen and to a screen reader: the title of a window, page, group or row, the label of a button. */
void tie_caption_set (GtkWidget *widget, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Only to a screen reader: the check button of a row. */
void tie_caption_set_accessible (GtkWidget *widget, const char *format, ...) G_GNUC_PRINTF (2, 3);
void tie_caption_set_tooltip (GtkWidget *widget, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The label of an item of a menu that GtkBuilder made, at any depth; attribute and value tell which. */
void tie_caption_set_item (GMenuModel *menu, const char *attribute, const char *value, const char *format, ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
