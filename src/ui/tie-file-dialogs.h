/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Choosing a practice file or backup, through the desktop's own dialog.  func gets the path, NULL when the person changed
 * their mind. */
typedef void (*TieFileFunc) (const char *path, gpointer user_data);

void tie_file_dialogs_open_practice (GtkWindow *window, const char *title, const char *folder, TieFileFunc func, gpointer user_data);
/* Adds ".tieout" where it was not typed. */
void tie_file_dialogs_save_practice (GtkWindow *window, const char *title, const char *accept, const char *folder, const char *name, TieFileFunc func, gpointer user_data);

G_END_DECLS
