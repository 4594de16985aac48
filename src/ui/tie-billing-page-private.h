/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-billing-page.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-list-pane.h"

G_BEGIN_DECLS

struct _TieBillingPage
{
  GtkWidget parent_instance;

  GtkStack *stack;               /* template child */
  TieListPane *pane;             /* template child */
  GtkButton *add_button;         /* template child */
  GtkRevealer *checked_revealer; /* template child */
  GtkLabel *checked_label;       /* template child */
  GtkWidget *sent_button;        /* template child */
  GMenuModel *row_menu;          /* template child */

  TieSession *session; /* (owned) */
  const TieBillingKind *kind;
  GtkWidget *editor;   /* (unowned) (nullable): child of the stack */
  GCancellable *gone;  /* (owned) */
};

/* tie-billing-page-actions.c */
void tie_billing_page_install_actions (GtkWidgetClass *widget_class);
/* What can be done with the row before its menu opens. */
void tie_billing_page_update_actions (TieBillingPage *self, TieListRow *row);
/* The bar that says how many rows are checked. */
void tie_billing_page_show_checked (TieBillingPage *self);
/* A document made from another one is shown to be edited. */
void tie_billing_page_make (TieBillingPage *self, TieBillingMake make, const char *id);

G_END_DECLS
