/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "billing/tie-document-sheet.h"
#include "fees/tie-fee-preview.h"

G_BEGIN_DECLS

/* The two commands.  Both run in a store write on a preview that can be imported (tie_fee_preview_can_import()), do exactly what
 * it says or nothing (TIE_ERROR_CHANGED, or TIE_ERROR_IN_USE with a sentence where another window was first), and are one undo step
 * with the sentence for the toast and the activity.  All here are for who may bill, else TIE_ERROR_NOT_ALLOWED with whom to ask.  The number of a row that a person chose is remembered as the client's. */

/* Import Invoice Amount: the estimated fee alone. */
gboolean tie_fee_import_amount (TieDb *db, const TieFeePreview *preview, TieBillingStep *step, GError **error);

/* Import Amount/Create Invoice: the fee, an invoice over it that takes all work of the preview, each entry with its part.  (transfer
 * full) The invoice.  With preview->replace the earlier invoice is voided first. */
TieDocumentSheet *tie_fee_import_invoice (TieDb *db, const TieFeePreview *preview, TieBillingStep *step, GError **error);

/* An attempt that came to nothing goes into the activity, too. In a store write. */
gboolean tie_fee_import_log_refusal (TieDb *db, const TieFeePreview *preview, GError **error);

/* Remembers under which number the contact stands, or forgets it (contact NULL).  module: the letter; a number
 * belongs to a module. */
gboolean tie_fee_link_save (TieDb *db, const char *client_key, char module, const char *contact, const char *tin, TieBillingStep *step, GError **error);

G_END_DECLS
