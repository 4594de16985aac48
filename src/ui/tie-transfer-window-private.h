/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-banner.h"
#include "ui/tie-list-states.h"
#include "ui/tie-payment-preview.h"
#include "ui/tie-status-line.h"
#include "ui/tie-text-filter.h"
#include "ui/tie-transfer-row.h"
#include "ui/tie-transfer-window.h"

G_BEGIN_DECLS

struct _TieTransferWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;  /* template child */
  TieBanner *banner;             /* template child */
  GtkSearchEntry *search_entry;  /* template child */
  GtkDropDown *show_drop_down;   /* template child */
  GtkCheckButton *hide_check;    /* template child */
  GtkMenuButton *view_button;    /* template child */
  AdwToastOverlay *toasts;       /* template child */
  TieListStates *states;         /* template child */
  TieTable *table;               /* template child */
  GMenuModel *row_menu;          /* template child */
  TiePaymentPreview *preview;    /* template child */
  GtkStack *bottom_stack;        /* template child */
  GtkLabel *selected_label;      /* template child */
  GtkButton *run_button;         /* template child */
  GtkProgressBar *progress_bar;  /* template child */
  GtkLabel *progress_label;      /* template child */
  GtkWidget *cancel_button;      /* template child */
  TieStatusLine *status_line;    /* template child */

  TieSession *session;           /* (owned) */
  const TieTransferKind *kind;
  TieSyncList *list;             /* (owned) */
  TieSyncJob *job;               /* (owned) */
  GListModel *rows;              /* (owned): all of the list */
  GtkFilter *shows;              /* (owned) */
  GtkFilterListModel *kept;      /* (owned): what the drop-down and the check let through */
  TieTextFilter *text;           /* (owned) */
  GtkSingleSelection *shown;     /* (owned) */
  GHashTable *failed;            /* (owned): ids that failed in this window's run, the first one to be selected */
  char **wanted;                 /* (owned) (nullable): to be checked once they are read */
  guint n_wanted;                /* so many of those that are ready, in the same way */
  GCancellable *reading;         /* (owned) (nullable): of the company */
  guint count_source;            /* 0: none */
  guint n_checked;               /* of those shown */
  gboolean wants_focus;          /* the first row has it as soon as it is there */
  gboolean is_mine;              /* what runs was begun here */
};

/* tie-transfer-window-rows.c: the table, its filters and what is counted of it. */
void tie_transfer_window_build_table (TieTransferWindow *self);
void tie_transfer_window_filter (TieTransferWindow *self);
/* Counts what is shown and checked, once for many changes. */
void tie_transfer_window_count_soon (TieTransferWindow *self);
TieTransferRow *tie_transfer_window_get_row (TieTransferWindow *self, guint position); /* of those shown; (transfer none) */

/* tie-transfer-window-run.c: the verbs. */
void tie_transfer_window_install_actions (GtkWidgetClass *widget_class);
void tie_transfer_window_update_actions (TieTransferWindow *self);
void tie_transfer_window_follow_job (TieTransferWindow *self);
void tie_transfer_window_press_step (TieTransferWindow *self, TieTransferRow *row);
/* (transfer full) The next step of a row as its button; NULL for none. */
char *tie_transfer_window_dup_step (TieTransferRow *row);

G_END_DECLS
