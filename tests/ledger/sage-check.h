/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Request bodies against the table of names and required members (tests/data/sage/fields.json, written from Sage's
 * description): names, types, lengths, values, what is required; money with two digits, no member empty, and in what is made
 * the idempotency id. */

/* resource: "sales_invoices" or "sales_invoices/ID".  FALSE with a message that names the member. */
gboolean sage_check_body (const char *method, const char *resource, const char *body, GError **error);

/* Every request of the look-alike company's journal that writes; answers how many there were, -1 and the message on the first
 * that is wrong. */
int sage_check_journal (const char *journal, GError **error);

G_END_DECLS
