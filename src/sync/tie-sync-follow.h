/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Documents of ours that went at the package, as last read: void ones become void here, deleted ones count as not exported
 * and are marked as do not send.  Part of the open undo step.  done (element-type utf8) and problems (element-type
 * TieProblem) are added to. */
gboolean tie_sync_follow_documents (TieDb *db, const char *connection, const char *run, GPtrArray *done, GPtrArray *problems, GError **error);

/* The same for payments, and for what credit notes were used for: what is gone there becomes void here, or the credit is free
 * again, and where payments are brought over a change there becomes one here.  What was changed on both sides is a problem. */
gboolean tie_sync_follow_payments (TieDb *db, const char *connection, const char *run, GPtrArray *done, GPtrArray *problems, GError **error);

G_END_DECLS
