/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

G_BEGIN_DECLS

/* Xero's refusals in the vocabulary of all packages.  Pure. */

/* Fills result with what an answer as a whole refuses; FALSE when the status is one of success.  Also a 400 that names
 * elements: its words are those of all of them. */
gboolean tie_xero_fault_from_answer (TieLedgerResult *result, const TieHttpAnswer *answer);

/* The same for one element of an answer that was asked for with summarizeErrors=false, whatever the status: FALSE when the
 * element went well. */
gboolean tie_xero_fault_from_element (TieLedgerResult *result, JsonObject *element);

/* Of a read, where only the error counts. */
gboolean tie_xero_fault_to_error (const TieHttpAnswer *answer, GError **error);

/* A 401 that no new token helps: the consent does not cover what was asked for. */
gboolean tie_xero_fault_is_consent (const TieHttpAnswer *answer);

G_END_DECLS
