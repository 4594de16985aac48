/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-amount-entry.h"
#include "ui/tie-applied-table.h"
#include "ui/tie-banner.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-distribution-pane.h"
#include "ui/tie-document-editor.h"
#include "ui/tie-document-view.h"
#include "ui/tie-field-row.h"
#include "ui/tie-line-table.h"
#include "ui/tie-picker.h"
#include "ui/tie-stage.h"
#include "ui/tie-sync-line.h"
#include "ui/tie-text-entry.h"

G_BEGIN_DECLS

struct _TieDocumentEditor
{
  TieEditor parent_instance;

  GtkBox *box;                    /* template child */
  GMenuModel *document_menu;      /* template child */
  GtkWidget *back_button;         /* template child */
  AdwButtonContent *back_content; /* template child */
  GtkLabel *title_label;          /* template child */
  GtkWidget *save_button;         /* template child */
  GtkWidget *approve_button;      /* template child */
  TieBanner *banner;              /* template child */
  TieStage *stage;                /* template child */
  GtkStack *tabs;                 /* template child */
  GtkLabel *contact_label;        /* template child */
  TiePicker *contact_picker;      /* template child */
  TiePicker *project_picker;      /* template child */
  TieDateEntry *date_entry;       /* template child */
  TiePicker *terms_picker;        /* template child */
  TieDateEntry *due_entry;        /* template child */
  GtkLabel *number_label;         /* template child */
  GtkLabel *number_hint;          /* template child */
  TieTextEntry *number_entry;     /* template child */
  GtkWidget *lock_image;          /* template child */
  TieTextEntry *reference_entry;  /* template child */
  GtkWidget *reference_box;       /* template child */
  GtkWidget *terms_box;           /* template child */
  GtkWidget *project_box;         /* template child */
  GtkWidget *due_box;             /* template child */
  TieLineTable *lines;            /* template child */
  TieDistributionPane *distribution; /* template child */
  GtkWidget *applied_page;        /* template child: of a credit note in the file */
  TieAppliedTable *applied;       /* template child */
  AdwPreferencesGroup *side;      /* template child */
  GtkWidget *sent_row;            /* template child */
  GtkSwitch *sent_switch;         /* template child */
  GtkSwitch *sync_switch;         /* template child */
  TieSyncLine *sync_line;         /* template child */
  GtkLabel *subtotal_label;       /* template child */
  TieAmountEntry *discount_entry; /* template child */
  GtkLabel *tax_label;            /* template child */
  TieAmountEntry *freight_entry;  /* template child */
  TiePicker *freight_tax_picker;  /* template child */
  GtkLabel *total_label;          /* template child */
  GtkLabel *open_label;           /* template child */
  TieFieldRow *message_row;       /* (unowned) */
  TieFieldRow *notes_row;         /* (unowned) */

  TieDocumentSheet *sheet;    /* (owned): as it is edited */
  TieDocumentView *view;      /* (owned) (nullable): NULL until read */
  char *place;                /* (owned) (nullable): to be gone to once it is read */
  guint is_made : 1;          /* a new one that came with contents */
};

TieRecord *tie_document_editor_get_record (TieDocumentEditor *self);
/* The totals anew, after something that they follow from has changed. */
void tie_document_editor_compute (TieDocumentEditor *self);

/* tie-document-editor-load.c: what is in the file, and how it is shown. */
void tie_document_editor_load (TieEditor *editor);
void tie_document_editor_show (TieEditor *editor);
/* Where the editor was asked to go, once it is read. */
void tie_document_editor_go_to_place (TieDocumentEditor *self);

/* tie-document-editor-fields.c: what is typed goes into the sheet. */
void tie_document_editor_connect_fields (TieDocumentEditor *self);
gboolean tie_document_editor_commit_fields (TieEditor *editor);

/* tie-document-editor-applied.c: what a credit note pays. */
void tie_document_editor_show_applied (TieDocumentEditor *self);
void tie_document_editor_apply (TieDocumentEditor *self, const char *document, gint64 amount);

/* tie-document-editor-actions.c */
void tie_document_editor_install_actions (GtkWidgetClass *widget_class);
void tie_document_editor_update_actions (TieDocumentEditor *self);

G_END_DECLS
