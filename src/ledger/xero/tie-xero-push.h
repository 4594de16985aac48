/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

void tie_xero_push_async (TieLedger *ledger, GPtrArray *operations, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *tie_xero_push_finish (TieLedger *ledger, GAsyncResult *result, GError **error);

G_END_DECLS
