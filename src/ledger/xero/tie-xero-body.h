/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* Requests as they wait in the outbox (tie-xero-frozen.h).  Pure; see TieLedger. */

/* record: a contact; Xero has no places below one, and employees in another service.  An update archives the contact there,
 * or restores it, where that is so here. */
GBytes *tie_xero_make_body (TieKind kind, const char *verb, TieRecord *record, const TieRemote *remote, GError **error);

/* remote: of an update, with its raw the lines keep their ids. */
GBytes *tie_xero_make_document_body (const TieLedgerCapabilities *can, const char *verb, const TieLedgerDocument *document, const TieRemote *remote, GError **error);

/* One invoice makes a payment, several a batch; with a credit note and no money, it is what the credit note is used for. */
GBytes *tie_xero_make_payment_body (const TieLedgerCapabilities *can, const char *verb, const TieLedgerPayment *payment, const TieRemote *remote, GError **error);

GBytes *tie_xero_make_item_body (const char *verb, const TieLedgerItem *item, const TieRemote *remote, GError **error);
/* (transfer full) The code that a new item of that name gets, the same each time; NULL: nothing can be made from it. */
char *tie_xero_make_item_code (const char *name);

GBytes *tie_xero_make_removal_body (TieKind kind, const char *verb, const TieRemote *remote, GError **error);

G_END_DECLS
