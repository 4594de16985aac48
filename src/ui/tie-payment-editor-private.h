/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-amount-entry.h"
#include "ui/tie-applied-table.h"
#include "ui/tie-banner.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-field-row.h"
#include "ui/tie-payment-editor.h"
#include "ui/tie-payment-view.h"
#include "ui/tie-picker.h"
#include "ui/tie-sync-line.h"
#include "ui/tie-text-entry.h"

G_BEGIN_DECLS

struct _TiePaymentEditor
{
  TieEditor parent_instance;

  GtkBox *box;                   /* template child */
  GMenuModel *payment_menu;      /* template child */
  GtkWidget *back_button;        /* template child */
  GtkLabel *title_label;         /* template child */
  TieBanner *banner;             /* template child */
  GtkWidget *content;            /* template child */
  GtkDropDown *kind_drop_down;   /* template child */
  TiePicker *contact_picker;     /* template child */
  TieAmountEntry *amount_entry;  /* template child */
  TieDateEntry *date_entry;      /* template child */
  GtkDropDown *method_drop_down; /* template child */
  TieTextEntry *reference_entry; /* template child */
  TieTextEntry *number_entry;    /* template child */
  TieAppliedTable *applied;      /* template child */
  GtkLabel *unapplied_label;     /* template child */
  AdwPreferencesGroup *side;     /* template child */
  TieSyncLine *sync_line;        /* template child */
  TieFieldRow *notes_row;        /* (unowned) */

  TiePaymentSheet *sheet; /* (owned) (nullable): as it is edited; NULL until read */
  TiePaymentView *view;   /* (owned) (nullable): NULL until read */
  char *for_document;     /* (owned) (nullable) */
  guint is_applied : 1;   /* somebody typed what it pays */
};

TieRecord *tie_payment_editor_get_record (TiePaymentEditor *self);

/* tie-payment-editor-fields.c: what is typed goes into the sheet. */
void tie_payment_editor_connect_fields (TiePaymentEditor *self);
/* Whom the kind of payment allows. */
void tie_payment_editor_show_owner (TiePaymentEditor *self);
gboolean tie_payment_editor_commit_fields (TieEditor *editor);
void tie_payment_editor_apply_oldest (TiePaymentEditor *self);
void tie_payment_editor_apply (TiePaymentEditor *self, const char *document, gint64 amount);
gint64 tie_payment_editor_get_applied (const char *document, gpointer self);

G_END_DECLS
