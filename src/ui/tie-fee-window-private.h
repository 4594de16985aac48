/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-amount-entry.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-fee-details.h"
#include "ui/tie-fee-figures.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-fee-window.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

struct _TieFeeWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *window_title; /* template child */
  GtkWidget *cancel_button;     /* template child */
  GtkSpinner *spinner;          /* template child */
  GtkWidget *apply_button;      /* template child */
  GtkLabel *error_label;        /* template child */
  TieFeeFigures *figures;       /* template child */
  TieFeeDetails *details;       /* template child */
  GtkWidget *fields;            /* template child */
  GtkWidget *amount_row;        /* template child */
  AdwBin *amount_bin;           /* template child */
  GtkWidget *date_row;          /* template child */
  AdwBin *date_bin;             /* template child */
  GtkExpander *entries;         /* template child */
  TieTable *table;              /* template child */
  GtkLabel *result_label;       /* template child */
  TieFeeFindings *findings;     /* template child */

  TieAmountEntry *amount; /* (unowned) */
  TieDateEntry *date;     /* (unowned) */
  GListStore *rows;       /* (owned): of the table */

  TieSession *session;   /* (owned) */
  char *project;         /* (owned) id */
  TieFeeWish wish;       /* (owned) */
  TieFeeLook *look;      /* (owned) (nullable): as last read; NULL while it is being applied */
  GCancellable *gone;    /* (owned) */
  gboolean uses_last;    /* what was read last is good enough */
  gboolean is_reading;
};

/* Reads anew what an import would do; with_source: and the source first. */
void tie_fee_window_load (TieFeeWindow *self, gboolean with_source);
void tie_fee_window_update (TieFeeWindow *self);
/* One of the ways out was taken: of that finding. */
void tie_fee_window_take_way (TieFeeWindow *self, guint way, guint code);

G_END_DECLS
