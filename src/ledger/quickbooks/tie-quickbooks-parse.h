/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/quickbooks/tie-quickbooks-entity.h"
#include "ledger/tie-ledger.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

G_BEGIN_DECLS

/* QuickBooks' answers as values of ours.  Pure, so a page may be read in a thread.  Members that are unknown, missing or
 * of another type than documented are as if absent; an object without an id is TIE_ERROR_BUG. */

/* The answer's object, when it is one and no fault: TIE_ERROR_SERVER, or the fault. */
JsonNode *tie_quickbooks_parse_answer (const TieHttpAnswer *answer, GError **error);

/* keeps_raw: of documents and payments, too. */
TieRemote *tie_quickbooks_parse_remote (const TieQuickbooksEntity *entity, JsonObject *object, gboolean keeps_raw, GError **error);

/* {"QueryResponse":{"Customer":[…]}}: TieRemote elements are added to remotes. */
gboolean tie_quickbooks_parse_query (JsonObject *root, const TieQuickbooksEntity *entity, gboolean keeps_raw, GPtrArray *remotes, GError **error);

/* {"CDCResponse":[{"QueryResponse":[{"Customer":[…]},{}]}]}; a fault inside is an error. */
gboolean tie_quickbooks_parse_changes (JsonObject *root, const TieQuickbooksEntity *entity, GPtrArray *remotes, GError **error);

/* What documents and payments have beside. */
void tie_quickbooks_parse_money (TieRemote *remote, const TieQuickbooksEntity *entity, JsonObject *object);

/* The server's clock, UTC; our own where the answer has none. */
char *tie_quickbooks_parse_time (JsonObject *root);

/* CompanyInfo and Preferences. */
gboolean tie_quickbooks_parse_company (JsonObject *root, TieLedgerCapabilities *capabilities, GError **error);
void tie_quickbooks_parse_preferences (JsonObject *root, TieLedgerCapabilities *capabilities);

G_END_DECLS
