/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the file in the desktop's file manager, selected where that can be; else its folder. */
void tie_show_file (GtkWindow *parent, const char *path);

G_END_DECLS
