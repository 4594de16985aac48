/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-file.h"
#include "fees/tie-fee-saved.h"

G_BEGIN_DECLS

/* One file of the fee source with its first rows, as it is there now, and the layouts that were saved. */
typedef struct
{
  TieFeeFile *file; /* (owned) */
  GPtrArray *saved; /* (owned) (element-type TieFeeSaved) */
} TieFeeOpened;

void tie_fee_opened_free (TieFeeOpened *opened);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFeeOpened, tie_fee_opened_free)

void tie_fee_open_async (TieStore *store, const char *uri, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieFeeOpened *tie_fee_open_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
