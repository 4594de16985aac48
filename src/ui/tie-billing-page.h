/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Invoices, credit notes, supplier invoices or payments: their list, and the editor of the one that is open in its place. */
#define TIE_TYPE_BILLING_PAGE (tie_billing_page_get_type ())
G_DECLARE_FINAL_TYPE (TieBillingPage, tie_billing_page, TIE, BILLING_PAGE, GtkWidget)

GtkWidget *tie_billing_page_new (TieSession *session, const TieBillingKind *kind);

/* The four pages of the sidebar. */
GtkWidget *tie_invoices_page_new (TieSession *session);
GtkWidget *tie_credit_notes_page_new (TieSession *session);
GtkWidget *tie_supplier_invoices_page_new (TieSession *session);
GtkWidget *tie_payments_page_new (TieSession *session);

/* Opens a document that is not in the file yet: a duplicate, an invoice's credit note.  (transfer full) */
void tie_billing_page_open_sheet (TieBillingPage *self, TieDocumentSheet *sheet);
/* The open editor, NULL while the list is seen. */
GtkWidget *tie_billing_page_get_editor (TieBillingPage *self);

G_END_DECLS
