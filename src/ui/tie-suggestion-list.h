/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/tie-crosswalk.h"

G_BEGIN_DECLS

/* The package's records that look most like one of ours, each with [Link This]: the same suggestions as in Contact Match.
 * Signals: "link" (char *remote_id); "shown": they are there now, or there are none. */
#define TIE_TYPE_SUGGESTION_LIST (tie_suggestion_list_get_type ())
G_DECLARE_FINAL_TYPE (TieSuggestionList, tie_suggestion_list, TIE, SUGGESTION_LIST, GtkWidget)

/* id: of ours; crosswalk NULL: nothing is suggested. */
void tie_suggestion_list_show (TieSuggestionList *self, TieCrosswalk *crosswalk, const char *id);
/* [Link This] of the first one when that is the same name; NULL for none. */
GtkWidget *tie_suggestion_list_get_default (TieSuggestionList *self);

G_END_DECLS
