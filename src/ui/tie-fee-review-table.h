/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-list-row.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* The columns of a review of fees (TIE_FEE_REVIEW_*). */
void tie_fee_review_table_add_columns (TieTable *table);

/* As in the window's drop-down. */
enum
{
  TIE_FEE_SHOW_ALL,
  TIE_FEE_SHOW_NEW,
  TIE_FEE_SHOW_ASKED,
  TIE_FEE_SHOW_NONE
};
gboolean tie_fee_review_is_shown (TieListRow *row, guint show);

typedef struct
{
  guint n_rows;
  guint n_possible; /* that can be checked */
  guint n_checked;
  gint64 sum;       /* of those that are: minor units */
} TieFeeReviewCount;
void tie_fee_review_count (GListModel *rows, TieFeeReviewCount *count);

/* Whether a row of it (TieListRow) has an amount that would change something. */
gboolean tie_fee_review_can_import (gpointer item, gpointer data);

G_END_DECLS
