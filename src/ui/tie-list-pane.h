/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* A list as every page of lists shows it: banner of a reading that failed, search entry, drop-down of filters, view button,
 * and the table with its states (loading, empty, nothing found).
 *
 * Properties for templates: "search-label" ("Search projects"), "nothing-found" ("No projects match “%s”", translated),
 * "nothing-shown" (the same when nothing is typed: "No Such Projects"), "filter-model" (words of the drop-down, NULL: none),
 * "icon-name", "empty-title", "empty-description", "empty-widget", "row-menu".
 *
 * Signals:
 *   "row-activated" (TieListRow *row), "row-check" (TieListRow *row), "row-menu" (TieListRow *row): as TieTable's */
#define TIE_TYPE_LIST_PANE (tie_list_pane_get_type ())
G_DECLARE_FINAL_TYPE (TieListPane, tie_list_pane, TIE, LIST_PANE, GtkWidget)

/* Whether the row stands in the list under that word of the drop-down. */
typedef gboolean (*TieListPaneShows) (TieListRow *row, guint filter, gpointer data);

/* Where columns are added, before the listing is set. */
TieTable *tie_list_pane_get_table (TieListPane *self);
/* name: under which the columns' state is kept.  shows: NULL shows all.  Once, after the columns. */
void tie_list_pane_set_listing (TieListPane *self, const char *name, TieListing *listing, TieListPaneShows shows, gpointer data);
TieListing *tie_list_pane_get_listing (TieListPane *self);
/* The rows as they are shown: GListModel of TieListRow. */
GListModel *tie_list_pane_get_rows (TieListPane *self);
TieListRow *tie_list_pane_get_current (TieListPane *self); /* NULL for none */

guint tie_list_pane_get_filter (TieListPane *self);
void tie_list_pane_set_filter (TieListPane *self, guint filter);
/* What the filter looks at beside the rows has changed. */
void tie_list_pane_refilter (TieListPane *self);

void tie_list_pane_focus_search (TieListPane *self);
/* Makes that record's row the current one; without such a row the table has the focus. */
void tie_list_pane_focus_row (TieListPane *self, const char *id);
/* "loading", "waiting", "empty", "nothing", "rows". */
const char *tie_list_pane_get_state (TieListPane *self);

G_END_DECLS
