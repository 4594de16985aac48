/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-file.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* One file of the fee source with its first rows, as it is there now. */
void tie_fee_open_async (TieStore *store, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFeeFile *tie_fee_open_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
