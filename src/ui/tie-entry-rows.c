/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-entry-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-entry.h"
#include "store/tie-time-table.h"
#include "ui/tie-entry-rows.h"
#include "ui/tie-list-columns.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 24
/* Of a long text; a cell shows one line. */
#define MAX_TEXT 300

static void
add_row (const TieTimeFigures *entry,
         gpointer user_data)
{
  TieListRow *row = tie_list_row_new (entry->id, TIE_ENTRY_ROW_N_TEXTS, TIE_ENTRY_ROW_N_NUMBERS);
  gboolean is_time = g_str_equal (entry->kind, TIE_ENTRY_KIND_TIME);
  g_autofree char *text = tie_text_truncate (entry->text, MAX_TEXT);

  tie_list_row_set_text (row, TIE_ENTRY_ROW_DATE, entry->date);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_WHO, entry->who);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_CODE, entry->code);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_TEXT, text);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_BILLED_ON, *entry->document == '\0' && !entry->is_billable ? _ ("Not billable") : entry->number);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_DOCUMENT, entry->document);
  tie_list_row_set_text (row, TIE_ENTRY_ROW_KIND, entry->kind);
  tie_list_row_set_number (row, TIE_ENTRY_ROW_HOURS, is_time ? entry->quantity : 0);
  tie_list_row_set_number (row, TIE_ENTRY_ROW_AMOUNT, entry->amount);
  g_ptr_array_add (user_data, row);
}

GPtrArray *
tie_entry_rows_read (TieDb *db,
                     const char *project,
                     GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (project != NULL && !tie_time_table_read_project (db, project, add_row, rows, error))
    return NULL;
  return g_steal_pointer (&rows);
}

TieListing *
tie_entry_rows_new (TieStore *store,
                    const char *project)
{
  return tie_listing_new (store, TIE_STORE_AREA_PROJECTS | TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_LISTS, tie_entry_rows_read, project);
}

void
tie_entry_rows_add_columns (TieTable *table)
{
  GtkColumnViewColumn *column;

  tie_table_set_accessible_name (table, _ ("Activity List"));
  tie_list_columns_add_date (table, "date", _ ("Date"), TIE_ENTRY_ROW_DATE);
  column = tie_list_columns_add_text (table, "who", _ ("Who"), TIE_ENTRY_ROW_WHO);
  tie_table_fit_column (table, column, "Maya Lindholm", 0);
  column = tie_list_columns_add_text (table, "code", _ ("Work code"), TIE_ENTRY_ROW_CODE);
  tie_table_fit_column (table, column, "TAX-1120-X", 0);
  column = tie_list_columns_add_text (table, "text", _ ("Text"), TIE_ENTRY_ROW_TEXT);
  tie_table_fit_column (table, column, "Review", FIT_EXTRA);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_list_columns_add_hours (table, "hours", _ ("Hours"), TIE_ENTRY_ROW_HOURS);
  tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_ENTRY_ROW_AMOUNT);
  column = tie_list_columns_add_text (table, "billed", _ ("Billed on"), TIE_ENTRY_ROW_BILLED_ON);
  tie_table_fit_column (table, column, _ ("Not billable"), FIT_EXTRA / 2);
}
