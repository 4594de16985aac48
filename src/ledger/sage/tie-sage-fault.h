/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/sage/tie-sage-entity.h"
#include "ledger/tie-ledger.h"
#include "net/tie-http.h"

G_BEGIN_DECLS

/* Sage's refusals in the vocabulary of all packages.  Pure. */

/* Fills result with the fault that an answer holds; FALSE when it holds none.  entity: what was asked for or written (NULL:
 * nothing of ours); method: of the request. */
gboolean tie_sage_fault_read (TieLedgerResult *result, const TieSageEntity *entity, const char *method, const TieHttpAnswer *answer);

/* Of a read, where only the error counts. */
gboolean tie_sage_fault_to_error (const TieSageEntity *entity, const TieHttpAnswer *answer, GError **error);

/* A 401 that no new token cures: the edition lacks what was asked for. */
gboolean tie_sage_fault_is_plan (const TieHttpAnswer *answer);

/* The server choked on too much asked at once: less may go. */
gboolean tie_sage_fault_is_too_much (const TieHttpAnswer *answer);

G_END_DECLS
