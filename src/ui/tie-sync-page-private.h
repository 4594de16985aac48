/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-banner.h"
#include "ui/tie-list-states.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-page.h"
#include "ui/tie-transfer-row.h"

G_BEGIN_DECLS

/* Beside the lists: what of a list is shown. */
typedef enum
{
  TIE_SYNC_SHOW_ALL, /* what is to be sent */
  TIE_SYNC_SHOW_BLOCKED,
  TIE_SYNC_SHOW_CONFLICTS,
  TIE_SYNC_SHOW_DONE_TODAY,
  TIE_SYNC_N_SHOWS
} TieSyncShow;

struct _TieSyncPage
{
  GtkWidget parent_instance;

  GtkStack *stack;           /* template child */
  TieBanner *banner;         /* template child */
  GtkBox *tabs_box;          /* template child */
  GtkImage *company_image;   /* template child */
  GtkLabel *company_label;   /* template child */
  GtkWidget *sync_button;    /* template child */
  GtkWidget *auto_button;    /* template child */
  GtkWidget *auto_box;       /* template child */
  GtkLabel *left_label;      /* template child */
  GtkWidget *stop_button;    /* template child */
  GtkWidget *disconnect_button; /* template child */
  GtkWidget *hint_label;     /* template child */
  TieListStates *states;     /* template child */
  TieTable *table;           /* template child */
  GMenuModel *row_menu;      /* template child */
  GtkWidget *connect_button; /* template child */
  AdwStatusPage *refused_page; /* template child */
  GtkToggleButton *tabs[TIE_SYNC_N_GROUPS];   /* (unowned): children; none for groups without a tab */
  GtkToggleButton *shows[TIE_SYNC_N_SHOWS];   /* (unowned): children; none for TIE_SYNC_SHOW_ALL */

  AdwStatusPage *not_connected_page; /* template child */
  TieSession *session;       /* (owned) */
  TieSyncJob *job;           /* (owned) */
  TieAutoSync *auto_sync;    /* (owned) */
  TieSyncGroup group;        /* whose list is shown; 0: none yet */
  TieSyncShow show;
  GListModel *rows[TIE_SYNC_N_GROUPS]; /* (owned): made when first shown */
  GtkFilter *filter;         /* (owned) */
  GtkFilterListModel *kept;  /* (owned) */
  GtkSingleSelection *shown; /* (owned) */
  char *wanted;              /* (owned) (nullable): record to be shown once it is read */
  guint filter_source;       /* 0: none */
  GHashTable *tried;         /* (owned): ids that Auto Sync sent since it last looked */
  gboolean wants_focus;      /* once there are rows */
  gboolean is_mine;          /* what runs was begun here */
};

TieSyncList *tie_sync_page_get_list (TieSyncPage *self, TieSyncGroup group);
TieTransferRow *tie_sync_page_get_current (TieSyncPage *self); /* NULL for none */

void tie_sync_page_show_group (TieSyncPage *self, TieSyncGroup group);
/* What is shown follows from what was chosen or read meanwhile. */
void tie_sync_page_refilter_soon (TieSyncPage *self);

/* tie-sync-page-tabs.c: which list, and what of it. */
void tie_sync_page_add_tabs (TieSyncPage *self);
void tie_sync_page_show_counts (TieSyncPage *self);
void tie_sync_page_clear_filter (TieSyncPage *self);

/* tie-sync-page-actions.c */
void tie_sync_page_install_actions (GtkWidgetClass *widget_class);
void tie_sync_page_update_actions (TieSyncPage *self);
void tie_sync_page_follow_job (TieSyncPage *self);
/* The lists were read anew. */
void tie_sync_page_lists_changed (TieSyncPage *self);
void tie_sync_page_open_actions (TieSyncPage *self, TieTransferRow *row);

G_END_DECLS
