/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The filter behind a search entry: an item passes when its key holds every typed word.  It tells the filter models
 * whether a change is stricter or laxer, so that a keystroke looks only at the rows that can change. */
#define TIE_TYPE_TEXT_FILTER (tie_text_filter_get_type ())
G_DECLARE_FINAL_TYPE (TieTextFilter, tie_text_filter, TIE, TEXT_FILTER, GtkFilter)

/* The item's folded text (tie_text_fold()); stays the item's. */
typedef const char *(*TieTextFilterKey) (gpointer item);

TieTextFilter *tie_text_filter_new (TieTextFilterKey key);
/* As typed; folded here. */
void tie_text_filter_set_text (TieTextFilter *self, const char *text);
gboolean tie_text_filter_is_empty (TieTextFilter *self);

G_END_DECLS
