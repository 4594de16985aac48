/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What happened, as rows: element TieActivityRow, the newest first. */
void tie_activity_read_async (TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
GPtrArray *tie_activity_read_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
