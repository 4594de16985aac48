/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-activity-page.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-list-states.h"
#include "ui/tie-table.h"
#include "ui/tie-text-filter.h"

G_BEGIN_DECLS

struct _TieActivityPage
{
  GtkWidget parent_instance;

  GtkBox *box;                  /* template child */
  GtkSearchEntry *search_entry; /* template child */
  GtkMenuButton *view_button;   /* template child */
  TieListStates *states;        /* template child */
  TieTable *table;              /* template child */
  GMenuModel *row_menu;         /* template child */
  GtkRevealer *scope_revealer;  /* template child */
  GtkLabel *scope_label;        /* template child */

  TieSession *session;   /* (owned) */
  GListStore *list;      /* (owned), item TieActivityRow */
  TieTextFilter *filter; /* (owned) */
  GtkCustomFilter *scope; /* (owned): what happened, without the runs' own lines */
  GtkCustomFilter *shown; /* (owned): the rows of the table */
  GtkCustomSorter *order; /* (owned): of the table, with the records of a run after it */
  gboolean was_flat;      /* when the filters last changed */
  char *run;              /* (owned) (nullable): only this one's rows are shown */
  char *record;           /* (owned) (nullable): the same */
  GCancellable *gone;    /* (owned) */
  gboolean is_stale;     /* changed while the page was not seen */
};

/* (transfer full) The rows of the table, over the list. */
GtkSelectionModel *tie_activity_page_create_rows (TieActivityPage *self);
void tie_activity_page_drop_rows (TieActivityPage *self);
/* After the list, the search or what is picked out changed. */
void tie_activity_page_refilter (TieActivityPage *self);
gboolean tie_activity_page_is_flat (TieActivityPage *self); /* line by line, without runs */
/* Shows or hides the records of the run; of one of its records: goes to the run. */
void tie_activity_page_branch (TieActivityPage *self, TieActivityRow *row, gboolean open);
/* What can be done with a row: its menu says which of it. */
void tie_activity_page_install_actions (GtkWidgetClass *widget_class);
void tie_activity_page_enable_actions (TieActivityPage *self, TieActivityRow *row);

G_END_DECLS
