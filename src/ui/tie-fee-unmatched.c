/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-unmatched"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-fee-source-view.h"
#include "ui/tie-fee-unmatched.h"
#include "ui/tie-list-columns.h"

static char *
get_choose (gpointer item,
            gpointer data)
{
  return g_strdup (_ ("Choose…"));
}

static char *
get_choose_name (gpointer item,
                 gpointer data)
{
  /* Translators: %s is a client's number in Lacerte */
  return g_strdup_printf (_ ("Choose the client of %s"), tie_list_row_get_text (item, TIE_FEE_UNMATCHED_NUMBER));
}

void
tie_fee_unmatched_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (table, _ ("Rows of no client"));
  column = tie_list_columns_add_text (table, "number", _ ("Client number"), TIE_FEE_UNMATCHED_NUMBER);
  tie_table_fit_column (table, column, _ ("Client number"), 24);
  column = tie_list_columns_add_text (table, "name", _ ("Name in Lacerte"), TIE_FEE_UNMATCHED_NAME);
  gtk_column_view_column_set_expand (column, TRUE);
  column = tie_list_columns_add_text (table, "return", _ ("Return"), TIE_FEE_UNMATCHED_RETURN);
  tie_table_fit_column (table, column, _ ("Return"), 24);
  tie_list_columns_add_count (table, "year", _ ("Year"), TIE_FEE_UNMATCHED_YEAR);
  tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_FEE_UNMATCHED_AMOUNT);
  tie_table_add_button_column (table, "choose", "", get_choose, get_choose_name, NULL);
}
