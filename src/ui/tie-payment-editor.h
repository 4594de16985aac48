/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-editor.h"

G_BEGIN_DECLS

/* A payment and what it pays.  A new one is applied to the oldest open documents until somebody types what it pays. */
#define TIE_TYPE_PAYMENT_EDITOR (tie_payment_editor_get_type ())
G_DECLARE_FINAL_TYPE (TiePaymentEditor, tie_payment_editor, TIE, PAYMENT_EDITOR, TieEditor)

/* id NULL: a new one; for_document (nullable): the document that it is to pay. */
GtkWidget *tie_payment_editor_new (TieSession *session, const char *id, const char *for_document);

G_END_DECLS
