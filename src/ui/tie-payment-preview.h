/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-list.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What would become of a payment of the package here: customer, amount, deposit account, and what it pays; what does not fit
 * is said before it is brought over. */
#define TIE_TYPE_PAYMENT_PREVIEW (tie_payment_preview_get_type ())
G_DECLARE_FINAL_TYPE (TiePaymentPreview, tie_payment_preview, TIE, PAYMENT_PREVIEW, GtkWidget)

void tie_payment_preview_set_session (TiePaymentPreview *self, TieSession *session);
/* row: of TIE_SYNC_PAYMENTS_IN; NULL for none. */
void tie_payment_preview_show (TiePaymentPreview *self, TieSyncRow *row);
/* For tests: all that is said, one sentence per line. */
const char *tie_payment_preview_get_text (TiePaymentPreview *self);

G_END_DECLS
