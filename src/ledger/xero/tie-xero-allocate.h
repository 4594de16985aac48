/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/xero/tie-xero-element.h"
#include "ledger/xero/tie-xero-private.h"

G_BEGIN_DECLS

/* Brings what a credit note is used for to what the element says: with "PUT" these are there at the end, whatever else is,
 * with "POST" these alone.  What is there is read first and after each step, so that doing it again never does it twice, and
 * an answer that got lost is made up for.  The element, which has to outlive the call, is answered.  finish: whether anything
 * was sent. */
void tie_xero_allocate_async (TieXero *self, TieXeroElement *element, const char *credit_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_xero_allocate_finish (TieXero *self, GAsyncResult *result);

G_END_DECLS
