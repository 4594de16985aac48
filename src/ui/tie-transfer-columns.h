/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-table.h"
#include "ui/tie-transfer-row.h"

G_BEGIN_DECLS

/* Columns of a table over TieTransferRow, as the Sync page and the export windows have them: Number, Date, Contact and
 * Amount. */
void tie_transfer_columns_add_record (TieTable *table);
/* Of the package's payments: which way the money went. */
void tie_transfer_columns_add_kind (TieTable *table);
/* The status, in words; going: what a row says that is on its way. */
void tie_transfer_columns_add_status (TieTable *table, const char *title, const char *going);

G_END_DECLS
