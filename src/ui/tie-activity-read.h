/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What happened: item TieActivityRow, the newest first; a run of several records stands before the newest of them. */
void tie_activity_read_async (TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
GListModel *tie_activity_read_finish (TieStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
