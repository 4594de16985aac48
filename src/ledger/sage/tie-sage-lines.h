/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/tie-json-writer.h"
#include "ledger/tie-ledger.h"

G_BEGIN_DECLS

/* The lines of a document, under that name.  remote: of an update, its raw tells the ids of the lines that are there.
 * TIE_ERROR_DATA and TIE_ERROR_MAPPING name the line. */
gboolean tie_sage_add_lines (TieJsonWriter *writer, const char *member, const TieLedgerCapabilities *can, const TieLedgerDocument *document, const TieRemote *remote, GError **error);

gboolean tie_sage_is_sale (const TieLedgerDocument *document);

G_END_DECLS
