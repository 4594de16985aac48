/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "net/tie-json.h"

G_BEGIN_DECLS

/* QuickBooks' refusals in the vocabulary of all packages.  Pure. */

/* Fills result with the fault that an answer, or one item of a batch (status 200 then), holds; FALSE when it holds none.
 * root is NULL when the answer was no JSON object. */
gboolean tie_quickbooks_fault_read (TieLedgerResult *result, guint status, JsonObject *root);

/* Of a read, where only the error counts. */
gboolean tie_quickbooks_fault_to_error (guint status, JsonObject *root, GError **error);

G_END_DECLS
