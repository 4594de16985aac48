/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-banner.h"
#include "ui/tie-fee-menu.h"
#include "ui/tie-list-states.h"
#include "ui/tie-listing.h"
#include "ui/tie-project-page.h"
#include "ui/tie-project-view.h"
#include "ui/tie-record-form.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Shared by tie-project-page.c (what is shown, and where it leads) and tie-project-edit.c (what is changed). */

struct _TieProjectPage
{
  GtkWidget parent_instance;

  GtkWidget *box;             /* template child */
  GtkLabel *title_label;      /* template child */
  GtkWidget *verbs;           /* template child */
  GtkWidget *invoice_button;  /* template child */
  GtkMenuButton *menu_button; /* template child */
  TieBanner *banner;          /* template child */
  TieBanner *client_banner;   /* template child */
  AdwBin *fields;             /* template child */
  GtkWidget *activity;        /* template child */
  GtkLabel *wip_label;        /* template child */
  TieListStates *states;      /* template child */
  TieTable *table;            /* template child */

  gboolean wants_focus;  /* once it is read */
  TieRecordForm *start;  /* (unowned) */
  TieRecordForm *end;    /* (unowned) */
  GtkLabel *actual_fee;  /* (unowned) */
  TieFeeMenu *fee_menu;  /* (owned) */

  TieSession *session;   /* (owned) */
  TieListing *entries;   /* (owned) */
  TieRecord *project;    /* (owned): as read, or the new one */
  TieProjectView *view;  /* (owned) (nullable): NULL until read */
  char *id;              /* (owned) (nullable): NULL while new */
  GCancellable *gone;    /* (owned) */
  gboolean is_adding;    /* a new project is on its way into the file */
  gboolean is_stale;     /* and a field was filled since */
};

/* Reads the project anew, unless it is not in the file yet. */
void tie_project_page_load (TieProjectPage *self);

/* Handlers of the forms' "commit" and of actions. */
void tie_project_page_commit_cb (TieProjectPage *self, guint field, const char *text);
void tie_project_page_set_archived_action (GtkWidget *widget, const char *action_name, GVariant *parameter);
void tie_project_page_delete_action (GtkWidget *widget, const char *action_name, GVariant *parameter);

G_END_DECLS
