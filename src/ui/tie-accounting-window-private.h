/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-export.h"
#include "ui/tie-accounting-window.h"
#include "ui/tie-status-line.h"

G_BEGIN_DECLS

#define TIE_ACCOUNTING_N_KINDS TIE_EXPORT_PAYMENTS

struct _TieAccountingWindow
{
  AdwWindow parent_instance;

  GtkDropDown *target_drop_down;                /* template child */
  AdwToastOverlay *toasts;                      /* template child */
  GtkStack *stack;                              /* template child */
  TieListPane *panes[TIE_ACCOUNTING_N_KINDS];   /* template children */
  GtkToggleButton *preview_button;              /* template child */
  GtkRevealer *preview_revealer;                /* template child */
  GtkTextView *preview_view;                    /* template child */
  GtkStack *bottom_stack;                       /* template child */
  GtkLabel *selected_label;                     /* template child */
  GtkButton *export_button;                     /* template child */
  GtkProgressBar *progress_bar;                 /* template child */
  GtkLabel *progress_label;                     /* template child */
  TieStatusLine *status_line;                   /* template child */

  TieSession *session;                          /* (owned) */
  GPtrArray *layouts;                           /* (owned), element TieFileLayout: in the order of the drop-down */
  TieListing *listings[TIE_ACCOUNTING_N_KINDS]; /* (owned) */
  GCancellable *previewing;                     /* (owned) (nullable) */
  TieFileExport *running;                       /* (unowned) (nullable): belongs to the store's job */
  TieFileExport *found;                         /* (owned) (nullable): what was looked at last */
  gint64 next_batch;                            /* its number */
  GtkWidget *problems;                          /* (weak) (nullable) */
  guint count_source;                           /* 0: none */
  guint poll_source;                            /* while something runs; 0: none */
  gboolean may_close;                           /* though something runs: it was asked */
  gboolean is_asking;                           /* where the file is to go */
  gboolean is_showing;                          /* the target is being set, nobody has chosen one */
};

/* tie-accounting-window.c */
TieFileLayout *tie_accounting_window_get_layout (TieAccountingWindow *self);
TieExportKind tie_accounting_window_get_kind (TieAccountingWindow *self);
void tie_accounting_window_count_soon (TieAccountingWindow *self);

/* tie-accounting-window-run.c: looking, writing, and the preview. */
void tie_accounting_window_install_run (GtkWidgetClass *widget_class);
void tie_accounting_window_preview (TieAccountingWindow *self);
gboolean tie_accounting_window_close_request (GtkWindow *window);

/* tie-accounting-window-done.c: what is shown when the file is there. */
void tie_accounting_window_show_done (TieAccountingWindow *self, const TieFileExport *written);

G_END_DECLS
