/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-accounting-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "exchange/tie-file-list.h"
#include "model/tie-document.h"
#include "ui/tie-accounting-rows.h"
#include "ui/tie-list-columns.h"

#define AREAS (TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LISTS)

typedef struct
{
  GPtrArray *rows;
  GHashTable *by_id; /* id → TieListRow of rows */
  TieExportKind kind;
  TieFileFilter filter;
} Reading;

static char *
dup_status (const TieFileListRow *row)
{
  g_autofree char *date = row->record->batch > 0 ? tie_date_to_display (row->record->moment) : NULL;

  if (row->record->batch == 0)
    return g_strdup ("");
  /* Translators: a date and the name of a file in both */
  return g_strdup_printf (row->is_changed ? _ ("Changed since export %s, %s") : _ ("Exported %s, %s"), date, row->record->file);
}

static gint64
get_shown (const Reading *reading,
           const TieFileListRow *row)
{
  gint64 shown = 0;

  if (reading->filter == TIE_FILE_READY)
    shown |= 1 << TIE_ACCOUNTING_SHOW_READY;
  if (reading->filter == TIE_FILE_EXPORTED)
    shown |= 1 << TIE_ACCOUNTING_SHOW_EXPORTED;
  if (reading->filter == TIE_FILE_LAST)
    shown |= 1 << TIE_ACCOUNTING_SHOW_LAST;
  if (row->is_changed || (reading->kind == TIE_EXPORT_CUSTOMERS && row->record->batch == 0))
    shown |= 1 << TIE_ACCOUNTING_SHOW_CHANGED;
  return shown;
}

static void
add_row (const TieFileListRow *found,
         gpointer user_data)
{
  const Reading *reading = user_data;
  const TieExportListRow *record = found->record;
  TieListRow *row = g_hash_table_lookup (reading->by_id, record->id);
  gboolean is_credit = g_str_equal (record->kind, TIE_DOCUMENT_KIND_CREDIT);
  g_autofree char *status = NULL;

  if (row == NULL)
    {
      status = dup_status (found);
      row = tie_list_row_new (record->id, TIE_ACCOUNTING_ROW_N_TEXTS, TIE_ACCOUNTING_ROW_N_NUMBERS);
      tie_list_row_set_n_searched (row, TIE_ACCOUNTING_ROW_DATE);
      tie_list_row_set_text (row, TIE_ACCOUNTING_ROW_NUMBER, record->number);
      tie_list_row_set_text (row, TIE_ACCOUNTING_ROW_NAME, record->name);
      tie_list_row_set_text (row, TIE_ACCOUNTING_ROW_STATUS, status);
      tie_list_row_set_text (row, TIE_ACCOUNTING_ROW_DATE, record->date);
      tie_list_row_set_text (row, TIE_ACCOUNTING_ROW_KIND, record->kind);
      tie_list_row_set_number (row, TIE_ACCOUNTING_ROW_AMOUNT, is_credit ? -record->total : record->total);
      g_ptr_array_add (reading->rows, row);
      g_hash_table_insert (reading->by_id, (gpointer) tie_list_row_get_id (row), row);
    }
  tie_list_row_set_number (row, TIE_ACCOUNTING_ROW_SHOWN, tie_list_row_get_number (row, TIE_ACCOUNTING_ROW_SHOWN) | get_shown (reading, found));
}

/* argument: the kind, a colon, the target. */
static GPtrArray *
read_rows (TieDb *db,
           const char *argument,
           GError **error)
{
  static const TieFileFilter filters[] = { TIE_FILE_READY, TIE_FILE_EXPORTED, TIE_FILE_LAST };
  g_auto (GStrv) parts = g_strsplit (argument, ":", 2);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Reading reading = { rows, by_id, (TieExportKind) g_ascii_strtoull (parts[0], NULL, 10), TIE_FILE_READY };

  for (guint i = 0; i < G_N_ELEMENTS (filters) && (i == 0 || reading.kind != TIE_EXPORT_CUSTOMERS); i++)
    {
      reading.filter = filters[i];
      if (!tie_file_list_read (db, reading.kind, filters[i], parts[1], add_row, &reading, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

static char *
make_argument (TieExportKind kind,
               const char *target)
{
  return g_strdup_printf ("%u:%s", kind, target);
}

TieListing *
tie_accounting_rows_new (TieStore *store,
                         TieExportKind kind,
                         const char *target)
{
  g_autofree char *argument = make_argument (kind, target);

  return tie_listing_new (store, AREAS, read_rows, argument);
}

void
tie_accounting_rows_set_target (TieListing *listing,
                                TieExportKind kind,
                                const char *target)
{
  g_autofree char *argument = make_argument (kind, target);

  tie_listing_set_argument (listing, argument);
}

gboolean
tie_accounting_rows_shows (TieListRow *row,
                           guint filter,
                           gpointer data)
{
  return (tie_list_row_get_number (row, TIE_ACCOUNTING_ROW_SHOWN) & (1 << filter)) != 0;
}

void
tie_accounting_rows_add_columns (TieTable *table,
                                 TieExportKind kind)
{
  GtkColumnViewColumn *column = tie_list_columns_add_check (table, _ ("Selected"));

  tie_table_add_head (table, column, _ ("Select All"));
  column = tie_list_columns_add_text (table, "number", _ ("Number"), TIE_ACCOUNTING_ROW_NUMBER);
  tie_table_fit_column (table, column, "INV-0000", 12);
  if (kind != TIE_EXPORT_CUSTOMERS)
    {
      column = tie_list_columns_add_date (table, "date", _ ("Date"), TIE_ACCOUNTING_ROW_DATE);
      tie_table_fit_column (table, column, "00/00/00", 12);
    }
  column = tie_list_columns_add_text (table, "name", kind == TIE_EXPORT_CUSTOMERS ? _ ("Name") : _ ("Contact"), TIE_ACCOUNTING_ROW_NAME);
  gtk_column_view_column_set_expand (column, TRUE);
  if (kind != TIE_EXPORT_CUSTOMERS)
    {
      column = tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_ACCOUNTING_ROW_AMOUNT);
      tie_table_fit_column (table, column, "00,000.00", 12);
    }
  column = tie_list_columns_add_text (table, "status", _ ("Status"), TIE_ACCOUNTING_ROW_STATUS);
  gtk_column_view_column_set_expand (column, TRUE);
}
