/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"
#include "ui/tie-accounting-setup.h"
#include "ui/tie-status-line.h"

G_BEGIN_DECLS

/* Shared by tie-accounting-setup.c (what is set up) and tie-accounting-sample.c (a file to try). */

enum
{
  GROUP_OPTIONS,
  GROUP_ACCOUNTS,
  GROUP_TAXES,
  GROUP_TERMS,
  N_GROUPS
};

struct _TieAccountingSetup
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;          /* template child */
  AdwToastOverlay *toasts;               /* template child */
  GtkLabel *limits_label;                /* template child */
  AdwPreferencesGroup *groups[N_GROUPS]; /* template children */
  TieStatusLine *status_line;            /* template child */

  TieSession *session;   /* (owned) */
  char *target;          /* (owned) */
  TieFileLayout *layout; /* (owned) (nullable): once it is read */
  GPtrArray *rows;       /* (owned), element GtkWidget (unowned): of the groups */
  gboolean is_showing;   /* the widgets are being set, nobody has chosen anything */
};

/* Asks for a place, and writes the sample there. */
void tie_accounting_setup_ask_sample (TieAccountingSetup *self, TieExportKind kind);

G_END_DECLS
