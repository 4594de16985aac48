/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-lists-kind.h"
#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* The rows of a list of Setup: text and number n are those of the kind's column n. */
TieListing *tie_lists_rows_new (TieStore *store, const TieListsKind *kind);
void tie_lists_rows_add_columns (TieTable *table, const TieListsKind *kind);
gboolean tie_lists_rows_is_archived (const TieListsKind *kind, TieListRow *row);

G_END_DECLS
