/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Work in progress as rows of a list; a row's id is its project's. */
enum
{
  TIE_WIP_ROW_LABEL, /* client and project */
  TIE_WIP_ROW_N_TEXTS
};

enum
{
  TIE_WIP_ROW_HOURS,
  TIE_WIP_ROW_AMOUNT,
  TIE_WIP_ROW_ESTIMATED_FEE,
  TIE_WIP_ROW_AGE, /* and the three after it */
  TIE_WIP_ROW_N_NUMBERS = TIE_WIP_ROW_AGE + 4
};

TieListing *tie_wip_rows_new (TieStore *store);
void tie_wip_rows_add_columns (TieTable *table);

G_END_DECLS
