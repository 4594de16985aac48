/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* The member "Line" of a document.  remote: of an update, its raw tells the ids of the lines that are there.  TIE_ERROR_DATA
 * and TIE_ERROR_MAPPING name the line. */
gboolean tie_quickbooks_add_lines (TieJsonWriter *writer, const TieLedgerCapabilities *can, const TieLedgerDocument *document, const TieRemote *remote, GError **error);

/* Quantity and rate may stand beside an amount only when their product comes to it beyond doubt: halves of a cent are
 * rounded by rules of others. */
gboolean tie_quickbooks_is_product (gint64 quantity, gint64 rate, gint64 amount);

G_END_DECLS
