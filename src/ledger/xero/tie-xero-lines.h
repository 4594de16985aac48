/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* The members "LineAmountTypes" and "LineItems" of a document: quantity × unit amount, or one unit of the amount, so that the
 * net of each line is ours to the cent, and its tax as we computed it.  remote: of an update, its raw tells the ids of the
 * lines that are there.  TIE_ERROR_DATA and TIE_ERROR_MAPPING name the line. */
gboolean tie_xero_add_lines (TieJsonWriter *writer, const TieLedgerCapabilities *can, const TieLedgerDocument *document, const TieRemote *remote, GError **error);

G_END_DECLS
