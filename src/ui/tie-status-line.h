/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The line under a window's content.  It says what was last done and keeps saying it, because a toast goes away and
 * GTK 4.8 cannot announce one to a screen reader.  [Undo] activates "undo.undo" (TieUndoControl). */
#define TIE_TYPE_STATUS_LINE (tie_status_line_get_type ())
G_DECLARE_FINAL_TYPE (TieStatusLine, tie_status_line, TIE, STATUS_LINE, GtkWidget)

GtkWidget *tie_status_line_new (void);

/* The line of the window in which the widget stands (of its transient parent when the window has none); NULL when there
 * is no such window. */
TieStatusLine *tie_status_line_for (GtkWidget *widget);

/* The overlay that shows each sentence as a toast too; NULL: no toasts. */
void tie_status_line_set_toast_overlay (TieStatusLine *self, AdwToastOverlay *overlay);

/* Says a sentence; can_undo offers [Undo] with it. */
void tie_status_line_say (TieStatusLine *self, const char *sentence, gboolean can_undo);
/* The same for what went wrong; cancelled errors are silent. */
void tie_status_line_say_error (TieStatusLine *self, const GError *error);
const char *tie_status_line_get_sentence (TieStatusLine *self);

/* While work goes on: spinner, the sentence ("Reading customers… 1,200") and, with a cancellable, [Cancel].  sentence NULL ends it
 * and goes back to what was said last. */
void tie_status_line_set_progress (TieStatusLine *self, const char *sentence, GCancellable *cancellable);

G_END_DECLS
