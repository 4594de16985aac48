/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "billing/tie-document-sheet.h"
#include "billing/tie-invoice-preview.h"
#include "model/tie-contact.h"
#include "model/tie-term.h"

G_BEGIN_DECLS

/* Makes an invoice of exactly the entries of the preview and marks them billed, each with its part of the amount to the cent.
 * total NULL bills them as they are, with a line for each code; else one line over that amount (before tax), which the
 * entries share.  (transfer full) The invoice as it was saved.  TIE_ERROR_IN_USE with the other's number when somebody
 * billed one of them meanwhile, TIE_ERROR_CHANGED when one was changed: nothing happens then. */
TieDocumentSheet *tie_invoice_now (TieDb *db, TieInvoicePreview *preview, const char *date, const gint64 *total, TieBillingStep *step, GError **error);

/* Invoice Selected: all previews as they are, an invoice for each project or for each client, one undo step.  Projects
 * without anything to bill are passed over; when that are all, it is an error.  (transfer full) (element-type utf8) ids of the invoices. */
GPtrArray *tie_invoice_now_all (TieDb *db, GPtrArray *previews, const char *date, gboolean for_each_client, TieBillingStep *step, GError **error);

/* The terms that an invoice of the contact gets: *terms is (transfer full), NULL for none. */
gboolean tie_invoice_find_terms (TieDb *db, TieContact *contact, TieTerm **terms, GError **error);

G_END_DECLS
