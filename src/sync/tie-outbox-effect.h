/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-outbox-batch.h"

G_BEGIN_DECLS

/* What the package did (item->remote) becomes true here too: its record, the link, what both sides have now, and of
 * documents the stage.  FALSE without an error: somebody linked one of the two meanwhile, so that the item is a refusal
 * now. */
gboolean tie_outbox_effect_write (TieDb *db,
                                  TieOutboxBatch *batch,
                                  TieOutboxItem *item,
                                  GError **error);

/* (transfer full) For the history: "Exported to QuickBooks as 1031"; package: its short name. */
char *tie_outbox_effect_describe (const TieOutboxItem *item, const char *package);

G_END_DECLS
