/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "billing/tie-payment-sheet.h"

G_BEGIN_DECLS

/* (transfer full) What people call the payment: its number, else its kind. */
char *tie_payment_get_title (TiePayment *payment);

/* Whether it may be edited at all: a void one may not.  Looks at the object only. */
gboolean tie_payment_check_editable (TiePayment *payment, GError **error);

/* Saves the payment and what it is applied to; a new one gets the next number unless one was typed.  Never is more applied
 * than the payment has or the document has open: the error names the document. */
gboolean tie_payment_save (TieDb *db, TiePaymentSheet *sheet, TieBillingStep *step, GError **error);

/* Releases what it paid; it stays in the list with an amount of zero. */
gboolean tie_payment_void (TieDb *db, const char *id, TieBillingStep *step, GError **error);

/* Makes the credit note pay these invoices, in place of what it paid before.  allocations: (element-type TieAllocation),
 * document and amount of each. */
gboolean tie_credit_note_apply (TieDb *db, const char *credit_note, GPtrArray *allocations, TieBillingStep *step, GError **error);

G_END_DECLS
