/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Request bodies against the table of what QuickBooks takes (tests/data/quickbooks/fields.json): names, types, lengths,
 * values, what is required, what is read-only; and against rules of the house: nothing empty, no double's digits, no mail
 * is ordered. */

/* verb: "create", "update" (sparse), "void", "delete".  FALSE with a message that names the member. */
gboolean body_check (const char *entity, const char *verb, const char *body, GError **error);

/* Every request of the sandbox's journal that writes, single or in a batch; answers how many bodies there were, -1 and the
 * message on the first that is wrong. */
int body_check_journal (const char *journal, GError **error);

G_END_DECLS
