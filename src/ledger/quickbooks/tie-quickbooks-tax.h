/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* How tax is said under each of QuickBooks' models. */

/* TIE_ERROR_MAPPING: the document bears tax that the company cannot charge, or lines that no code covers. */
gboolean tie_quickbooks_check_tax (const TieLedgerCapabilities *can, const TieLedgerDocument *document, GError **error);

/* TaxCodeRef of a line's detail. */
void tie_quickbooks_add_line_tax (TieJsonWriter *writer, const TieLedgerCapabilities *can, const TieLedgerDocument *document, const TieLedgerLine *line);

/* What stands at the document itself. */
void tie_quickbooks_add_document_tax (TieJsonWriter *writer, const TieLedgerCapabilities *can, const TieLedgerDocument *document);

/* Where purchases bear no tax codes, tax that a supplier charged is a part of what the line costs. */
gboolean tie_quickbooks_tax_is_cost (const TieLedgerCapabilities *can, const TieLedgerDocument *document);

G_END_DECLS
