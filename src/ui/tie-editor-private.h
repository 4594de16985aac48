/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-editor.h"

G_BEGIN_DECLS

typedef struct
{
  GtkWidget *back_button;     /* (unowned): of the class's template */
  TieBanner *banner;          /* (unowned): what the record is, or why it cannot be saved */
  TieSession *session;        /* (owned) */
  const TieBillingKind *kind;
  char *id;                   /* (owned) (nullable): NULL while it is new */
  char *problem;              /* (owned) (nullable): why it could not be saved */
  GCancellable *gone;         /* (owned) */
  GQueue afterwards;          /* (owned), element After: what is to be done once it is saved */
  guint is_showing : 1;
  guint is_read : 1;
  guint is_saving : 1;
  guint is_stale : 1;
} TieEditorPrivate;

TieEditorPrivate *tie_editor_get_private (TieEditor *self);
void tie_editor_emit_closed (TieEditor *self);

/* tie-editor-save.c */
void tie_editor_drop_afterwards (TieEditor *self);

/* tie-editor-actions.c */
void tie_editor_install_actions (GtkWidgetClass *widget_class);
void tie_editor_update_actions (TieEditor *self);
/* Takes back what was typed: the file's record is shown; of a new one nothing is left. */
void tie_editor_discard (TieEditor *self);

G_END_DECLS
