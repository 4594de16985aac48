/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The states of a list around its table (the child): loading (a spinner after 300 ms), empty, nothing found, and the rows.
 * Properties "child", "icon-name", "empty-title", "empty-description", "empty-widget" (buttons below). */
#define TIE_TYPE_LIST_STATES (tie_list_states_get_type ())
G_DECLARE_FINAL_TYPE (TieListStates, tie_list_states, TIE, LIST_STATES, GtkWidget)

GtkWidget *tie_list_states_new (void);
void tie_list_states_set_child (TieListStates *self, GtkWidget *child);

/* all: every row there is; shown: what is left of them after search and filters.  They decide which state is shown. */
void tie_list_states_set_models (TieListStates *self, GListModel *all, GListModel *shown);
void tie_list_states_set_is_loading (TieListStates *self, gboolean is_loading);
/* While a filter goes through the rows bit by bit: that none is left of them is not said before it is through. */
void tie_list_states_set_is_filtering (TieListStates *self, gboolean is_filtering);

/* What was typed, for "No contacts match “smth”": nothing_found is that whole sentence; NULL shows "No Results". */
void tie_list_states_set_nothing_found (TieListStates *self, const char *nothing_found);
/* Signal "clear-search": the person pressed [Clear Search]. */

/* For tests: "loading", "waiting" (before the spinner), "empty", "nothing", "rows". */
const char *tie_list_states_get_state (TieListStates *self);

G_END_DECLS
