/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Requests for Xero against the table of what it takes (tests/data/xero/fields.json): names, types, lengths, words, decimals,
 * what is required; and against rules of the house: nothing empty, no double's digits, headers, fifty in a call. */

/* What waits in the outbox: a line of address, then the element. */
gboolean xero_check_frozen (GBytes *body, GError **error);

/* Every request of the sandbox's journal that writes; answers how many elements there were, -1 and the message on the first
 * that is wrong. */
int xero_check_journal (const char *journal, GError **error);

G_END_DECLS
