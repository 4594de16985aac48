/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-actions-window.h"
#include "ui/tie-check-strip.h"
#include "ui/tie-status-line.h"
#include "ui/tie-suggestion-list.h"

G_BEGIN_DECLS

struct _TieActionsWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title_widget;   /* template child */
  AdwToastOverlay *toasts;        /* template child */
  GtkStack *stack;                /* template child */
  TieCheckStrip *strip;           /* template child */
  GtkLabel *sentence_label;       /* template child */
  GtkLabel *others_label;         /* template child */
  GtkBox *steps_box;              /* template child */
  GtkWidget *account_box;         /* template child */
  TieSuggestionList *suggestions; /* template child */
  GtkWidget *create_button;       /* template child */
  GtkLabel *create_label;         /* template child */
  GtkEntry *accsid_entry;         /* template child */
  GtkLabel *accsid_note;          /* template child */
  GtkWidget *close_button;        /* template child */
  GtkWidget *bottom;              /* template child */
  GtkWidget *mark_button;         /* template child */
  GtkButton *open_button;         /* template child */
  GtkWidget *try_button;          /* template child */
  TieStatusLine *status_line;     /* template child */

  TieSession *session;  /* (owned) */
  TieSyncJob *job;      /* (owned) */
  GListModel *rows;     /* (owned): TieTransferRow */
  TieTransferRow *row;  /* (owned) (nullable): NULL: none is kept back */
  guint position;       /* where the row stands, or stood last */
  TieSyncCode code;     /* what is shown of the row */
  char *sentence;       /* (owned) (nullable): the same */
  guint rows_source;    /* 0: none */
};

/* tie-actions-window-show.c: the row as it is shown, and its steps. */
TieSyncRow *tie_actions_window_get_sync_row (TieActionsWindow *self); /* NULL for none */
void tie_actions_window_show_row (TieActionsWindow *self);
void tie_actions_window_show_sentences (TieActionsWindow *self);
void tie_actions_window_update_actions (TieActionsWindow *self);
void tie_actions_window_clear_accsid (TieActionsWindow *self);
/* Enter does the first step that is offered. */
void tie_actions_window_focus_first_step (TieActionsWindow *self);
/* text: as of tie_sync_steps_take(). */
void tie_actions_window_take (TieActionsWindow *self, TieSyncAction action, const char *text);

G_END_DECLS
