/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-review-table"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-review-load.h"
#include "ui/tie-fee-review-table.h"
#include "ui/tie-list-columns.h"

gboolean
tie_fee_review_can_import (gpointer item,
                           gpointer data)
{
  return tie_list_row_get_number (item, TIE_FEE_REVIEW_CAN_IMPORT) != 0;
}

gboolean
tie_fee_review_is_shown (TieListRow *row,
                         guint show)
{
  switch (show)
    {
    case TIE_FEE_SHOW_NEW:
      return tie_fee_review_can_import (row, NULL);
    case TIE_FEE_SHOW_ASKED:
      return tie_fee_review_can_import (row, NULL) && tie_list_row_get_number (row, TIE_FEE_REVIEW_IS_ASKED) != 0;
    case TIE_FEE_SHOW_NONE:
      return tie_list_row_get_number (row, TIE_FEE_REVIEW_NEW_FEE) == 0;
    default:
      return TRUE;
    }
}

void
tie_fee_review_count (GListModel *rows,
                      TieFeeReviewCount *count)
{
  *count = (TieFeeReviewCount) { .n_rows = g_list_model_get_n_items (rows) };
  for (guint i = 0; i < count->n_rows; i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      count->n_possible += tie_fee_review_can_import (row, NULL);
      if (!tie_list_row_get_is_checked (row))
        continue;
      count->n_checked++;
      count->sum += tie_list_row_get_number (row, TIE_FEE_REVIEW_NEW_FEE);
    }
}

static gboolean
is_checked (gpointer item,
            gpointer data)
{
  return tie_list_row_get_is_checked (item);
}

static char *
get_words (gpointer item,
           gpointer data)
{
  return g_strdup (tie_list_row_get_text (item, TIE_FEE_REVIEW_WORDS));
}

void
tie_fee_review_table_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column = tie_table_add_check_column (table, "check", _ ("Import"), is_checked, tie_fee_review_can_import, NULL);

  tie_table_set_accessible_name (table, _ ("Fees"));
  tie_table_add_head (table, column, _ ("All"));
  column = tie_list_columns_add_text (table, "client", _ ("Client"), TIE_FEE_REVIEW_CLIENT);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_list_columns_add_text (table, "project", _ ("Project"), TIE_FEE_REVIEW_PROJECT);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_list_columns_add_money (table, "old", _ ("Now"), TIE_FEE_REVIEW_OLD_FEE);
  tie_list_columns_add_money (table, "new", _ ("Lacerte"), TIE_FEE_REVIEW_NEW_FEE);
  column = tie_list_columns_add_text (table, "words", _ ("Good to know"), TIE_FEE_REVIEW_TITLE);
  tie_table_set_column_tooltip (table, column, get_words);
  gtk_column_view_column_set_expand (column, TRUE);
}
