/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Choosing a file, through the desktop's own dialog.  func gets the path, NULL when the person changed
 * their mind. */
typedef void (*TieFileFunc) (const char *path, gpointer user_data);

void tie_file_dialogs_open_practice (GtkWindow *window, const char *title, const char *folder, TieFileFunc func, gpointer user_data);
/* Adds ".tieout" where it was not typed. */
void tie_file_dialogs_save_practice (GtkWindow *window, const char *title, const char *accept, const char *folder, const char *name, TieFileFunc func, gpointer user_data);

/* Any other file.  filter_name: "PDF documents"; suffix: without the dot, a constant; added where it was not typed. */
void tie_file_dialogs_save (GtkWindow *window, const char *title, const char *name, const char *filter_name, const char *suffix, TieFileFunc func, gpointer user_data);

/* Who answers tie_file_dialogs_save() from now on, NULL: the desktop again.  The dialog of GTK itself is left to the walks: what it
 * begins ends in threads of its own, long after a test. */
typedef void (*TieFileSaver) (const char *name, TieFileFunc func, gpointer user_data);
void tie_file_dialogs_set_saver_for_test (TieFileSaver saver);

/* What a file can be saved as; both constants, the name untranslated (N_). */
typedef struct
{
  const char *name;
  const char *suffix;
} TieFileKind;

/* One of several kinds, up to a NULL name: what the typed name ends in decides, then the chosen filter, whose suffix is
 * added. */
void tie_file_dialogs_save_as (GtkWindow *window, const char *title, const char *name, const TieFileKind *kinds, TieFileFunc func, gpointer user_data);

G_END_DECLS
