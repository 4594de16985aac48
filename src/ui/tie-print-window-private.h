/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-layout.h"
#include "ui/tie-banner.h"
#include "ui/tie-preview.h"
#include "ui/tie-print-subject.h"
#include "ui/tie-print-window.h"
#include "ui/tie-status-line.h"

G_BEGIN_DECLS

/* Shared by tie-print-window.c and tie-print-sent.c (marking what was printed as sent). */
struct _TiePrintWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;    /* template child */
  TieBanner *banner;          /* template child */
  TiePreview *preview;        /* template child */
  GtkWidget *pages;           /* template child */
  GtkLabel *page_label;       /* template child */
  AdwComboRow *layout_row;    /* template child */
  GtkSpinButton *copies;      /* template child */
  GtkWidget *sent_group;      /* template child */
  GtkSwitch *sent_switch;     /* template child */
  GtkWidget *print_button;    /* template child */
  TieStatusLine *status_line; /* template child */

  TieSession *session;  /* (owned) */
  TiePrintKind kind;    /* of what is printed */
  char *id;             /* (owned) the document's, a project's, or the contact's of a statement */
  char *name;           /* (owned) (nullable): until it is read; a document's number */
  TieLayout *layout;    /* (owned) (nullable) */
  TiePrintable *paper;  /* (owned) (nullable) */
  gboolean is_sent;
  gboolean is_showing;  /* the widgets are being set, nobody has chosen anything */
};

/* Reads what is printed anew. */
void tie_print_window_load (TiePrintWindow *self);
/* Marks the document, unless it is marked so; nothing for what cannot be sent. */
void tie_print_window_set_sent (TiePrintWindow *self, gboolean is_sent);

G_END_DECLS
