/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-banner.h"
#include "ui/tie-client-projects.h"
#include "ui/tie-field-row.h"
#include "ui/tie-link-group.h"
#include "ui/tie-record-form.h"
#include "ui/tie-record-page.h"
#include "ui/tie-record-view.h"
#include "ui/tie-sites-group.h"

G_BEGIN_DECLS

#define TIE_RECORD_PAGE_MAX_FIELDS 16

struct _TieRecordPage
{
  GtkWidget parent_instance;

  GtkBox *box;                  /* template child */
  GtkButton *back_button;       /* template child */
  AdwButtonContent *back_content; /* template child */
  GtkLabel *title_label;        /* template child */
  GtkMenuButton *menu_button;   /* template child */
  TieBanner *banner;            /* template child */
  GtkWidget *tab_bar;           /* template child: of a contact that is in the file */
  GtkStack *tabs;               /* template child */
  GtkScrolledWindow *scrolled;  /* template child */

  TieFieldRow *rows[TIE_RECORD_PAGE_MAX_FIELDS]; /* (unowned): by number of field, NULL where there is none */
  AdwComboRow *type_row;         /* (unowned) (nullable): of a contact */
  TieLinkGroup *link_group;      /* (unowned) */
  TieSitesGroup *sites_group;    /* (unowned) (nullable): of a contact */
  TieClientProjects *projects;   /* (unowned) (nullable): of a contact */
  TieRecordForm *billing_form;   /* (unowned) (nullable): of a contact */

  TieSession *session;  /* (owned) */
  GType type;
  TieRecordView *view;  /* (owned) (nullable): NULL until read */
  char *id;             /* (owned) (nullable): NULL while new */
  GCancellable *gone;   /* (owned) */
  gboolean is_adding;   /* a new record is on its way into the file */
  gboolean is_showing;  /* the page is being filled: what the rows say is no change */
};

TieRecordClass *tie_record_page_get_record_class (TieRecordPage *self);
/* Reads the record anew. */
void tie_record_page_load (TieRecordPage *self);

/* What changes the record (tie-record-changes.c). */
void tie_record_page_install_changes (GtkWidgetClass *widget_class);
/* Saves one field; of a new record all that is there, once it has a name. */
void tie_record_page_set_field (TieRecordPage *self, guint field, const char *text);

G_END_DECLS
