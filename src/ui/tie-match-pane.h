/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-crosswalk.h"
#include "ui/tie-list-states.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* One side of the match page: a filter above a table of TiePairRow.
 *
 * Signals:
 *   "row-activated" (TiePairRow *row)   Enter or double click
 *   "selection-changed"                 not when tie_match_pane_select() did it
 * Property "hide-linked": rows with a partner are left out. */
#define TIE_TYPE_MATCH_PANE (tie_match_pane_get_type ())
G_DECLARE_FINAL_TYPE (TieMatchPane, tie_match_pane, TIE, MATCH_PANE, GtkWidget)

/* A column beside the name; text gives what stands in the cell, see TieTable. */
typedef struct
{
  const char *id;
  const char *title; /* N_() */
  TieCellText text;
  const char *widest; /* N_() a text that should fit */
  gboolean is_number;
  gboolean expands;   /* beside the name it takes what room there is */
  gboolean yields;    /* where there is no room for all, after those behind it */
} TieMatchColumn;

/* company: of the cells' text as data; outlives the pane.  name: what the table and its first column are called ("Tieout Contacts"); columns: the further ones, ended by an id
 * of NULL.  Called once. */
void tie_match_pane_set_columns (TieMatchPane *self, TieCompany *company, const char *name, const TieMatchColumn *columns);
void tie_match_pane_set_name (TieMatchPane *self, const char *name);
/* In front of the filter. */
void tie_match_pane_set_start_widget (TieMatchPane *self, GtkWidget *widget);

void tie_match_pane_set_rows (TieMatchPane *self, GListModel *rows);
void tie_match_pane_set_is_loading (TieMatchPane *self, gboolean is_loading);
TieListStates *tie_match_pane_get_states (TieMatchPane *self);
TieTable *tie_match_pane_get_table (TieMatchPane *self);
GtkSearchEntry *tie_match_pane_get_entry (TieMatchPane *self);

gboolean tie_match_pane_get_hide_linked (TieMatchPane *self);
void tie_match_pane_set_hide_linked (TieMatchPane *self, gboolean hide_linked);
/* Rows have got or lost partners: looks again at what is to be hidden. */
void tie_match_pane_links_changed (TieMatchPane *self, GtkFilterChange change);

/* (transfer container) The selected TiePairRow in the order shown; linked: only those with a partner, not linked: only
 * those without, 0: all. */
GPtrArray *tie_match_pane_get_selected (TieMatchPane *self, TieRowState only);
void tie_match_pane_count_selected (TieMatchPane *self, guint *n_linked, guint *n_not_linked);
/* The only selected row; NULL when none or several are. */
TiePairRow *tie_match_pane_get_single (TieMatchPane *self);

/* Selects the row and scrolls to it; with focus it takes the keyboard focus too.  A typed filter that hides the row is
 * cleared.  FALSE when the row is hidden all the same. */
gboolean tie_match_pane_select (TieMatchPane *self, TiePairRow *row, gboolean focus);
void tie_match_pane_unselect (TieMatchPane *self);
/* The row that is proposed: outlined and in sight, but not selected; NULL for none. */
void tie_match_pane_suggest (TieMatchPane *self, TiePairRow *row);
/* The next row shown without a partner after the given one (from the top again at the end), which does not count
 * itself; NULL for none. */
TiePairRow *tie_match_pane_find_next (TieMatchPane *self, TiePairRow *row);

G_END_DECLS
