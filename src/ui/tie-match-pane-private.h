/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-match-pane.h"
#include "ui/tie-text-filter.h"

G_BEGIN_DECLS

struct _TieMatchPane
{
  GtkWidget parent_instance;

  GtkWidget *header;     /* template child */
  GtkSearchEntry *entry; /* template child */
  TieListStates *states; /* template child */
  TieTable *table;       /* template child */

  GtkColumnViewColumn *name_column; /* (unowned): the table's first */
  TieTextFilter *text_filter;       /* (owned) */
  GtkFilter *link_filter;           /* (owned) */
  GtkFilter *both_filters;          /* (owned) */
  GtkFilterListModel *shown;        /* (owned) */
  GtkSelectionModel *selection;     /* (owned) */
  gboolean hide_linked;
  gboolean is_quiet; /* while the page itself selects */
};

gboolean tie_match_pane_is_linked (TiePairRow *row); /* in this list: it has a partner, or had one that is gone */
gboolean tie_match_pane_is_free (TiePairRow *row);   /* nobody has it, here or in another list */
/* FALSE: hidden because it is linked. */
gboolean tie_match_pane_passes_links (TieMatchPane *self, TiePairRow *row);
/* Clears what was typed and filters within this call. */
void tie_match_pane_clear_filter_at_once (TieMatchPane *self);

G_END_DECLS
