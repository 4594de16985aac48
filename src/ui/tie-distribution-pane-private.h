/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-distribution-pane.h"
#include "ui/tie-picker.h"

G_BEGIN_DECLS

/* Shared by tie-distribution-pane.c and tie-distribution-rows.c (the fields of the rows). */
enum
{
  TIE_DISTRIBUTION_COLUMN_PART,
  TIE_DISTRIBUTION_COLUMN_CATEGORY,
  TIE_DISTRIBUTION_COLUMN_ACCOUNT,
  TIE_DISTRIBUTION_COLUMN_DEBIT,
  TIE_DISTRIBUTION_COLUMN_CREDIT,
  TIE_DISTRIBUTION_COLUMN_SPLIT,
};

struct _TieDistributionPane
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;           /* template child */
  TiePicker *policy_picker;      /* template child */
  GtkWidget *apply_button;       /* template child */
  GtkGrid *grid;                 /* template child */
  GtkLabel *undistributed_label; /* template child */
  GtkLabel *balanced_label;      /* template child */
  GtkLabel *distributed_label;   /* template child */

  TieSession *session;     /* (owned) (nullable) */
  TieDocumentSheet *sheet; /* (unowned) (nullable) */
  GCancellable *gone;      /* (owned) */
  gboolean is_editable;
  gboolean is_showing;     /* fields are being filled: what they say is no change */
};

/* What is distributed is not what it was: says so, and how it stands. */
void tie_distribution_pane_changed (TieDistributionPane *self);
void tie_distribution_pane_show_state (TieDistributionPane *self);

/* tie-distribution-rows.c */
void tie_distribution_pane_show_rows (TieDistributionPane *self);
/* Whether the grid has the sheet's rows already: a field that is being typed in is not to be torn away. */
gboolean tie_distribution_pane_shows_these (TieDistributionPane *self);
/* A keybinding's: splits the row with the focus, or removes it. */
gboolean tie_distribution_pane_row_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data);

G_END_DECLS
