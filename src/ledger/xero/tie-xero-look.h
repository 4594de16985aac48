/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/xero/tie-xero-element.h"
#include "ledger/xero/tie-xero-private.h"

G_BEGIN_DECLS

/* Reads what the elements, all alike, are to change, and answers those that are not to be sent (tie_xero_element_meet()).
 * finish: an error when it could not be read; nothing was done then. */
void tie_xero_look_async (TieXero *self, GPtrArray *elements, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_xero_look_finish (TieXero *self, GAsyncResult *result, GError **error);

G_END_DECLS
