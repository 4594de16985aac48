/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "model/tie-report.h"
#include "print/tie-printable.h"
#include "ui/tie-comparison-view.h"

G_BEGIN_DECLS

struct _TieComparisonView
{
  GtkWidget parent_instance;

  GtkBox *box;                   /* template child */
  GtkDropDown *period_drop_down; /* template child */
  GtkLabel *company_label;       /* template child */
  GtkLabel *elsewhere_label;
  GtkLabel *journal_label;       /* template child */
  GtkWidget *refresh_button;     /* template child */
  GtkListBox *figures_list;      /* template child */
  AdwActionRow *even_row;        /* template child */
  GtkLabel *differences_label;   /* template child */
  GtkListBox *differences_list;  /* template child */

  TieSession *session;    /* (owned) */
  GCancellable *gone;     /* (owned): the reading that is under way */
  TieReport *report;      /* (owned) (nullable): for paper */
  char *firm;             /* (owned) (nullable) */
  TiePaper paper;
  gboolean is_even;
  gboolean is_stale; /* changed while the page was not seen */
};

/* tie-comparison-view-actions.c: the next step of a difference, and the Tie-Out on paper. */
void tie_comparison_view_install_actions (GtkWidgetClass *widget_class);
/* By what the person may do, and whether there is anything to print. */
void tie_comparison_view_update_actions (TieComparisonView *self);

G_END_DECLS
