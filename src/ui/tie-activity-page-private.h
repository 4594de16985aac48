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
  GtkCustomFilter *scope; /* (owned) */
  char *run;              /* (owned) (nullable): only this one's rows are shown */
  char *record;           /* (owned) (nullable): the same */
  GCancellable *gone;    /* (owned) */
  gboolean is_stale;     /* changed while the page was not seen */
};

/* What can be done with a row: its menu says which of it. */
void tie_activity_page_install_actions (GtkWidgetClass *widget_class);
void tie_activity_page_enable_actions (TieActivityPage *self, TieActivityRow *row);

G_END_DECLS
