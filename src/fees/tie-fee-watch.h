/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-refresh.h"

G_BEGIN_DECLS

/* Tells when it is time to look at the fee source again, as long as it lives.  No share tells of what other computers write, so it is
 * time each minute; and a moment after something happened in a folder that this computer can watch.  Signal "look". */
#define TIE_TYPE_FEE_WATCH (tie_fee_watch_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeWatch, tie_fee_watch, TIE, FEE_WATCH, GObject)

#define TIE_FEE_WATCH_SECONDS 60

TieFeeWatch *tie_fee_watch_new (guint seconds);

/* What was looked at last: its folders are watched from now on. */
void tie_fee_watch_follow (TieFeeWatch *self, const TieFeeRefresh *refresh);

G_END_DECLS
