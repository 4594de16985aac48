/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-attention.h"
#include "ui/tie-banner.h"
#include "ui/tie-page.h"
#include "ui/tie-shell.h"
#include "ui/tie-status-line.h"

G_BEGIN_DECLS

/* Shared by tie-shell.c, -actions.c, -windows.c (actions that open one) and -leave.c. */
struct _TieShell
{
  AdwApplicationWindow parent_instance;

  GtkStack *root_stack;           /* template child */
  AdwLeaflet *leaflet;            /* template child */
  GtkWidget *sidebar;             /* template child */
  GtkWidget *content;             /* template child */
  GtkMenuButton *practice_button; /* template child */
  GtkLabel *firm_label;           /* template child */
  GtkListBox *page_list;          /* template child */
  GtkButton *connection_button;   /* template child */
  GtkImage *connection_image;     /* template child */
  GtkLabel *connection_label;     /* template child */
  GtkLabel *company_label;        /* template child */
  AdwWindowTitle *page_title;     /* template child */
  AdwSplitButton *new_button;     /* template child */
  GtkMenuButton *setup_button;    /* template child */
  TieBanner *banner;              /* template child */
  TieBanner *attention_banner;    /* template child */
  AdwToastOverlay *toasts;        /* template child */
  GtkStack *page_stack;           /* template child */
  TieStatusLine *status_line;     /* template child */
  GMenuModel *new_menu;           /* template child */
  GMenuModel *primary_menu;       /* template child */
  GMenuModel *setup_menu;         /* template child */
  GMenuModel *sandbox_menu;       /* template child */

  TieSession *session;   /* (owned) (nullable) */
  GSignalGroup *company; /* (owned): follows the session's company */
  TieAttention *attention; /* (owned) (nullable) */
  char *dismissed;         /* (owned) (nullable): what the attention banner said when it was dismissed */
  GCancellable *reading; /* (owned) (nullable): of the company; NULL: the window is gone */
  GtkWidget *before_setup; /* (weak) (nullable): had the keyboard when the Setup menu was opened */
  gboolean quits;        /* it is closed for good: nothing goes on without it */
  char *undo_id;         /* (owned): what undo steps of this window are written with */
};

/* What the window's actions need of it. */
void tie_shell_install_actions (GtkWidgetClass *widget_class);
/* Enables what can be done with the page that is shown and the company's state. */
void tie_shell_update_actions (TieShell *self);

/* Those that open a window, in tie-shell-windows.c; called by the two above. */
void tie_shell_install_window_actions (GtkWidgetClass *widget_class);
void tie_shell_update_window_actions (TieShell *self);

/* Closing is put off by what would be lost with the window, and asked about; else its state is saved.  In tie-shell-leave.c. */
gboolean tie_shell_holds (TieShell *self);

/* Opens Go To over the window's menus. */
void tie_shell_go_to (TieShell *self);

/* The page that is shown gets the keyboard. */
void tie_shell_focus_page (TieShell *self);
/* Opens the Setup menu; once it closes, the keyboard is where it was. */
void tie_shell_open_setup (TieShell *self);
/* A new cancellable for reading from the company, cancelled with the window. */
GCancellable *tie_shell_begin_reading (TieShell *self);

G_END_DECLS
