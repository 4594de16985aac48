/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Back Up…: asks where to and writes a consistent copy while the practice is in use.  Says the outcome in the window's
 * status line. */
void tie_backup_dialogs_back_up (GtkWindow *window, TieStore *store);

/* Restore…: asks for a backup, shows what stands in it next to what stands in the practice now, and calls the function
 * when the person agreed.  practice NULL: the backup becomes a practice of its own, and the person says where. */
typedef void (*TieRestoreFunc) (GtkWindow *window, const char *backup, const char *practice, gpointer user_data);
void tie_backup_dialogs_restore (GtkWindow *window, const char *practice, TieRestoreFunc func, gpointer user_data);

/* A practice file that cannot be opened: the reason, and [Restore…] where a backup may help and func is given. */
void tie_backup_dialogs_cannot_open (GtkWindow *window, const char *practice, const GError *error, TieRestoreFunc func, gpointer user_data);

G_END_DECLS
