/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-refresh.h"

G_BEGIN_DECLS

/* Looks at the fee source now and then, as long as it lives, for no file system tells of what other computers write: shares are
 * polled.  Signal "refreshed" when something was read anew, or failed otherwise than before; get_last() says what. */
#define TIE_TYPE_FEE_WATCH (tie_fee_watch_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeWatch, tie_fee_watch, TIE, FEE_WATCH, GObject)

#define TIE_FEE_WATCH_SECONDS 60

/* seconds 0: only when asked. */
TieFeeWatch *tie_fee_watch_new (TieStore *store, guint seconds);

/* For the keyed hashes of taxpayer numbers; NULL (as at first): they are passed over. */
void tie_fee_watch_set_tin_key (TieFeeWatch *self, GBytes *key);

/* Looks now, or once more when it is looking already.  The pair ends when that look has ended. */
void tie_fee_watch_look_async (TieFeeWatch *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_fee_watch_look_finish (TieFeeWatch *self, GAsyncResult *result, GError **error);

/* (nullable) Of the last look that ended. */
const TieFeeRefresh *tie_fee_watch_get_last (TieFeeWatch *self);

G_END_DECLS
