/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a window says when a change that was set off in it is through, also when the page has gone meanwhile. */
typedef struct _TieSaying TieSaying;

/* sentence (transfer full): what was done, said with [Undo]. */
TieSaying *tie_saying_new (GtkWidget *widget, char *sentence);
const char *tie_saying_get_sentence (const TieSaying *self);
/* Says the sentence, or with an error what went wrong; frees. */
void tie_saying_end (TieSaying *self, const GError *error);

/* A GAsyncReadyCallback for a tie_record_edit_…_async(): user_data is the TieSaying. */
void tie_saying_edited_cb (GObject *source, GAsyncResult *result, gpointer user_data);

G_END_DECLS
