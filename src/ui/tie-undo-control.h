/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Gives a window the actions "undo.undo" and "undo.redo", enabled while there is a step of that id, and their keys
 * Ctrl+Z and Ctrl+Shift+Z.  What was undone is said in the window's status line.  window_id is what the steps are
 * written with (tie_undo_end() and every change of the crosswalk): a shell and the windows it opens share one, so that
 * Ctrl+Z takes back the last change wherever it was made.  Ends with the window; called again it replaces the store. */
void tie_undo_control_attach (GtkWindow *window, TieStore *store, const char *window_id);
void tie_undo_control_detach (GtkWindow *window);

/* Ctrl+Z and Ctrl+Shift+Z in the entry, or text view, are its own while it holds what is typed and not taken yet, else the
 * window's.  data lives as long as the entry. */
typedef gboolean (*TieUndoIsTyped) (gpointer data);
void tie_undo_control_share_keys (GtkWidget *entry, TieUndoIsTyped is_typed, gpointer data);

/* What a run sent from the windows of that id left the house, so that no step takes it back.  As long as it is what was done
 * there last, and anything of it is at the package still, undo calls ask instead of taking the step before it.  Owns data. */
typedef void (*TieUndoRunFunc) (GtkWidget *window, const char *run, gpointer data);
void tie_undo_control_note_run (TieStore *store, const char *window_id, const char *connection, const char *run, TieUndoRunFunc ask, gpointer data, GDestroyNotify data_free);

/* The id with which the window (or the nearest parent that has one) was attached; NULL for none. */
const char *tie_undo_control_get_id (GtkWidget *widget);

G_END_DECLS
