/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The items of a model that a filter lets through, for long lists.  When the filter changes, the first screenful of matches
 * takes the place of the old ones in a single change, so that a view keeps its row widgets, and the rest follows while the
 * main loop is idle; GtkFilterListModel either makes the frame wait for the last item, or empties the list first.  An item
 * that changes is filtered at once.
 *
 * Property "pending" (guint): how many items of the model were not looked at yet. */
#define TIE_TYPE_FILTER_LIST (tie_filter_list_get_type ())
G_DECLARE_FINAL_TYPE (TieFilterList, tie_filter_list, TIE, FILTER_LIST, GObject)

TieFilterList *tie_filter_list_new (GListModel *model, GtkFilter *filter);

guint tie_filter_list_get_pending (TieFilterList *self);

G_END_DECLS
