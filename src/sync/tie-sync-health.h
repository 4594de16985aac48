/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* Adds to the Sync Health report how much can be sent now, and what keeps the rest back: each reason once, the most frequent
 * first.  A report that has nothing to tell stays empty; one of a time in
 * which nothing was sent tells what keeps everything back. */
gboolean tie_sync_health_add_now (TieDb *db, TieReport *report, GError **error);

G_END_DECLS
