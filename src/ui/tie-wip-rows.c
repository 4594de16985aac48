/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-wip-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "store/tie-wip-table.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-wip-rows.h"

static void
add_row (const TieWipFigures *wip,
         gpointer user_data)
{
  TieListRow *row = tie_list_row_new (wip->project, TIE_WIP_ROW_N_TEXTS, TIE_WIP_ROW_N_NUMBERS);
  g_autofree char *label = NULL;

  /* Translators: a client and its project */
  label = g_strdup_printf (_ ("%s · %s"), wip->client, wip->name);
  tie_list_row_set_text (row, TIE_WIP_ROW_LABEL, label);
  tie_list_row_set_number (row, TIE_WIP_ROW_HOURS, wip->hours);
  tie_list_row_set_number (row, TIE_WIP_ROW_AMOUNT, wip->amount);
  tie_list_row_set_number (row, TIE_WIP_ROW_ESTIMATED_FEE, wip->estimated_fee);
  for (guint i = 0; i < G_N_ELEMENTS (wip->ages); i++)
    tie_list_row_set_number (row, TIE_WIP_ROW_AGE + i, wip->ages[i]);
  g_ptr_array_add (user_data, row);
}

static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *today = tie_typed_date_get_today ();
  g_autofree char *first = tie_typed_date_add_days (today, -30);
  g_autofree char *second = tie_typed_date_add_days (today, -60);
  g_autofree char *third = tie_typed_date_add_days (today, -90);
  const char *const ends[] = { first, second, third };

  return tie_wip_table_read (db, ends, add_row, rows, error) ? g_steal_pointer (&rows) : NULL;
}

TieListing *
tie_wip_rows_new (TieStore *store)
{
  return tie_listing_new (store, TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS, read_rows, NULL);
}

static const struct
{
  const char *id;
  const char *title;
} ages[] = {
  { "age-0", N_ ("0–30") },
  { "age-31", N_ ("31–60") },
  { "age-61", N_ ("61–90") },
  { "age-90", N_ ("90+") },
};

void
tie_wip_rows_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (table, _ ("WIP"));
  tie_list_columns_add_check (table, _ ("Invoice"));
  column = tie_list_columns_add_text (table, "project", _ ("Project"), TIE_WIP_ROW_LABEL);
  tie_table_fit_column (table, column, "Bright Horizon Y", 0);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_list_columns_add_hours (table, "hours", _ ("Hours"), TIE_WIP_ROW_HOURS);
  tie_list_columns_add_money (table, "wip", _ ("WIP"), TIE_WIP_ROW_AMOUNT);
  tie_list_columns_add_money (table, "estimated", _ ("Estimated fee"), TIE_WIP_ROW_ESTIMATED_FEE);
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      column = tie_list_columns_add_money (table, ages[i].id, _ (ages[i].title), TIE_WIP_ROW_AGE + i);
      tie_table_fit_column (table, column, "0,000.00", 0); /* all four are to be seen in a usual window */
    }
}
