/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* See the methods of TieLedger.  Pure; same values, same bytes (tie-sage-writer.h says of what form). */
GBytes *tie_sage_make_body (TieKind kind, const char *verb, TieRecord *record, const TieRemote *remote, GError **error);
GBytes *tie_sage_make_item_body (const char *verb, const TieLedgerItem *item, const TieRemote *remote, GError **error);
GBytes *tie_sage_make_document_body (const TieLedgerCapabilities *can, const char *verb, const TieLedgerDocument *document, const TieRemote *remote, GError **error);
GBytes *tie_sage_make_payment_body (const TieLedgerCapabilities *can, const char *verb, const TieLedgerPayment *payment, const TieRemote *remote, GError **error);
GBytes *tie_sage_make_removal_body (TieKind kind, const char *verb, const TieRemote *remote, GError **error);

G_END_DECLS
