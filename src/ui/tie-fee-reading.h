/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-refresh.h"

G_BEGIN_DECLS

/* How every window comes to what it shows of fees: in a thread the source is read, with the key for taxpayer numbers, and then the
 * practice is asked. */
typedef struct
{
  gboolean with_source;     /* what changed there is read first */
  gboolean anew;            /* or all of it */
  gboolean needs_source;    /* where none was chosen the practice is not asked */
  TieStoreFunc func;        /* in a store read */
  gpointer data;            /* (owned) of func, and what the pair gives */
  GDestroyNotify free_data;
  TieFeeRefresh **refresh;  /* in data: what the source said */
} TieFeeReading;

void tie_fee_reading_async (TieStore *store, const TieFeeReading *reading, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer tie_fee_reading_finish (TieStore *store, GAsyncResult *result, GError **error); /* (transfer full) the data */

G_END_DECLS
