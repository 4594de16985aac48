/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-automatch-window.h"
#include "ui/tie-list-states.h"

G_BEGIN_DECLS

struct _TieAutomatchWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;  /* template child */
  GtkStack *stack;               /* template child */
  GtkSpinner *spinner;           /* template child */
  GtkLabel *running_label;       /* template child */
  GtkProgressBar *progress_bar;  /* template child */
  GtkDropDown *show_drop_down;   /* template child */
  GtkDropDown *score_drop_down;  /* template child */
  GtkCheckButton *page_check;    /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */
  GMenuModel *row_menu;          /* template child */
  GtkWidget *bottom;             /* template child */
  GtkLabel *without_label;       /* template child */
  GtkWidget *export_button;      /* template child */
  GtkWidget *export_all_button;  /* template child */
  GtkColumnViewColumn *right_column; /* of the table */
  GtkButton *apply_button;       /* template child */

  TieCrosswalk *crosswalk;  /* (owned) */
  GListModel *page;         /* (owned) (nullable) */
  GHashTable *on_page;      /* (owned) (nullable): rows of the page, once "Only this page" is on */
  GListModel *proposals;    /* (owned) (nullable): NULL while comparing */
  GHashTable *refusing;     /* (owned): TieProposal (owned) whose refusal is on its way into the file */
  GHashTable *refused;      /* (owned): TieProposal (owned) shown as refused */
  GtkFilter *filter;        /* (owned) */
  GtkFilterListModel *shown; /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean can_export;
  guint count_source;       /* 0: none */
  guint n_checked;
};

/* Counts what is shown and checked, once for many changes. */
void tie_automatch_window_count_soon (TieAutomatchWindow *self);
/* Left rows for which nothing is proposed. (transfer container) */
GPtrArray *tie_automatch_window_find_rows_without (TieAutomatchWindow *self);

/* The proposals as a table, and its filters (tie-automatch-table.c). */
void tie_automatch_window_bind_filters (GtkWidgetClass *widget_class);
void tie_automatch_window_build_table (TieAutomatchWindow *self);
void tie_automatch_window_clear_filters (TieAutomatchWindow *self);
/* Refused in this window or another, at present.  data: the window. */
gboolean tie_automatch_window_is_refused (TieAutomatchWindow *self, TieProposal *proposal);
/* Whether the proposal may be checked: not when it is refused.  data: the window. */
gboolean tie_automatch_window_can_check (gpointer item, gpointer data);
/* Refusals may have come or gone: the cells that say so look again. */
void tie_automatch_window_look_at_refusals (TieAutomatchWindow *self);

/* The verbs (tie-automatch-actions.c). */
void tie_automatch_window_install_actions (GtkWidgetClass *widget_class);
void tie_automatch_window_set_checked (TieAutomatchWindow *self, TieProposal *proposal, gboolean checked);

G_END_DECLS
