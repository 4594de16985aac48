/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"
#include "ui/tie-editor.h"

G_BEGIN_DECLS

/* An invoice, a credit note or a supplier's invoice: head, lines, totals, and its distribution in a second tab. */
#define TIE_TYPE_DOCUMENT_EDITOR (tie_document_editor_get_type ())
G_DECLARE_FINAL_TYPE (TieDocumentEditor, tie_document_editor, TIE, DOCUMENT_EDITOR, TieEditor)

/* id NULL: a new one. */
GtkWidget *tie_document_editor_new (TieSession *session, const TieBillingKind *kind, const char *id);
/* One that is made already but not in the file; sheet: (transfer full). */
GtkWidget *tie_document_editor_new_with_sheet (TieSession *session, const TieBillingKind *kind, TieDocumentSheet *sheet);

/* Goes to a place of it, once it is read: "distribution", or "line:3" (from 1), which is marked as wanting a text. */
void tie_document_editor_go_to (TieDocumentEditor *self, const char *place);

G_END_DECLS
