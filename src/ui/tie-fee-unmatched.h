/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-table.h"

G_BEGIN_DECLS

/* The columns of rows of nobody (TIE_FEE_UNMATCHED_*), with a button to say whose one is. */
void tie_fee_unmatched_add_columns (TieTable *table);

G_END_DECLS
