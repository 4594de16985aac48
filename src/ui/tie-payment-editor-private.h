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
#include "ui/tie-text-entry.h"

G_BEGIN_DECLS

struct _TiePaymentEditor
{
  GtkWidget parent_instance;

  GtkBox *box;                   /* template child */
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
  TieFieldRow *notes_row;        /* (unowned) */

  TieSession *session;    /* (owned) */
  TiePaymentSheet *sheet; /* (owned) (nullable): as it is edited; NULL until read */
  TiePaymentView *view;   /* (owned) (nullable): NULL until read */
  char *id;               /* (owned) (nullable): NULL while it is new */
  char *for_document;     /* (owned) (nullable) */
  char *problem;          /* (owned) (nullable): why it could not be saved */
  GCancellable *gone;     /* (owned) */
  guint is_showing : 1;   /* fields are being filled: what they say is no change */
  guint is_applied : 1;   /* somebody typed what it pays */
  guint is_saving : 1;
  guint is_leaving : 1;   /* once it is saved */
  guint is_stale : 1;     /* the file has another one meanwhile */
};

TieRecord *tie_payment_editor_get_record (TiePaymentEditor *self);
void tie_payment_editor_show (TiePaymentEditor *self);
void tie_payment_editor_update (TiePaymentEditor *self);
gboolean tie_payment_editor_is_edited (TiePaymentEditor *self);
gboolean tie_payment_editor_commit_fields (TiePaymentEditor *self);
void tie_payment_editor_set_problem (TiePaymentEditor *self, const char *sentence);
/* Reads the file again; edits of one's own stay. */
void tie_payment_editor_load (TiePaymentEditor *self);

/* tie-payment-editor-fields.c: what is typed goes into the sheet. */
void tie_payment_editor_connect_fields (TiePaymentEditor *self);
void tie_payment_editor_apply_oldest (TiePaymentEditor *self);
gint64 tie_payment_editor_get_applied (const char *document, gpointer self);

/* tie-payment-editor-actions.c */
void tie_payment_editor_install_actions (GtkWidgetClass *widget_class);
void tie_payment_editor_update_actions (TiePaymentEditor *self);
void tie_payment_editor_save (TiePaymentEditor *self, gboolean then_leave);

G_END_DECLS
