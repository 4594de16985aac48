/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-columns"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "model/tie-payment.h"
#include "sync/tie-payment-import.h"
#include "ui/tie-transfer-columns.h"

static char *
get_number (gpointer item,
            gpointer data)
{
  return g_strdup (tie_sync_row_get_number (tie_transfer_row_get_row (item)));
}

static char *
get_date (gpointer item,
          gpointer data)
{
  const char *date = tie_sync_row_get_date (tie_transfer_row_get_row (item));

  return *date != '\0' ? tie_date_to_display (date) : NULL;
}

static char *
get_iso_date (gpointer item,
              gpointer data)
{
  return g_strdup (tie_sync_row_get_date (tie_transfer_row_get_row (item)));
}

/* Shorter than the practice's own words: beside them the Status must still fit into the smallest window. */
static char *
get_kind (gpointer item,
          gpointer data)
{
  const char *kind = tie_payment_import_get_kind_here (tie_sync_row_get_kind (tie_transfer_row_get_row (item)));

  if (g_strcmp0 (kind, TIE_PAYMENT_KIND_RECEIPT) == 0)
    return g_strdup (_ ("Received"));
  return g_strdup (g_strcmp0 (kind, TIE_PAYMENT_KIND_PAID) == 0 ? _ ("Paid") : _ ("Refund"));
}

static char *
get_contact (gpointer item,
             gpointer data)
{
  return g_strdup (tie_sync_row_get_contact (tie_transfer_row_get_row (item)));
}

static char *
get_amount (gpointer item,
            gpointer data)
{
  TieSyncRow *row = tie_transfer_row_get_row (item);

  return tie_sync_row_get_group (row) != TIE_SYNC_CONTACTS ? tie_money_to_display (tie_sync_row_get_amount (row)) : NULL;
}

static char *
get_plain_amount (gpointer item,
                  gpointer data)
{
  return tie_decimal_format (tie_sync_row_get_amount (tie_transfer_row_get_row (item)), 2, 2);
}

static char *
get_status (gpointer item,
            gpointer data)
{
  TieSyncRow *row = tie_transfer_row_get_row (item);

  if (tie_transfer_row_get_is_sending (item))
    return g_strdup (_ ((const char *) data));
  if (tie_transfer_row_get_is_waiting (item))
    return g_strdup (tie_transfer_row_get_sentence (item));
  /* The sign says without colour that something is to be done. */
  if (tie_sync_row_get_state (row) == TIE_SYNC_STATE_BLOCKED)
    return g_strdup_printf ("! %s", tie_sync_row_get_sentence (row));
  return g_strdup (tie_sync_row_get_sentence (row));
}

/* All that keeps it back, not only the first. */
static char *
get_tooltip (gpointer item,
             gpointer data)
{
  return tie_sync_row_dup_tooltip (tie_transfer_row_get_row (item));
}

static int
compare_dates (gconstpointer a,
               gconstpointer b,
               gpointer data)
{
  return g_strcmp0 (tie_sync_row_get_date (tie_transfer_row_get_row ((TieTransferRow *) a)), tie_sync_row_get_date (tie_transfer_row_get_row ((TieTransferRow *) b)));
}

static int
compare_amounts (gconstpointer a,
                 gconstpointer b,
                 gpointer data)
{
  gint64 left = tie_sync_row_get_amount (tie_transfer_row_get_row ((TieTransferRow *) a));
  gint64 right = tie_sync_row_get_amount (tie_transfer_row_get_row ((TieTransferRow *) b));

  return left < right ? -1 : left > right;
}

static void
set_sorter (GtkColumnViewColumn *column,
            GCompareDataFunc compare)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, NULL, NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

void
tie_transfer_columns_add_record (TieTable *table)
{
  GtkColumnViewColumn *column;

  column = tie_table_add_text_column (table, "number", _ ("Number"), get_number, NULL);
  tie_table_fit_column (table, column, "INV-0000", 6);
  column = tie_table_add_text_column (table, "date", _ ("Date"), get_date, NULL);
  set_sorter (column, compare_dates);
  tie_table_set_column_type (table, column, TIE_CELL_DATE, get_iso_date);
  tie_table_fit_column (table, column, "00/00/00", 6);
  column = tie_table_add_text_column (table, "contact", _ ("Contact"), get_contact, NULL);
  tie_table_set_column_size (table, column, 24, 1);
  tie_table_set_column_need (table, column, "Baker & Sons, Inc.", 0);
  column = tie_table_add_number_column (table, "amount", _ ("Amount"), get_amount, NULL);
  set_sorter (column, compare_amounts);
  tie_table_set_column_type (table, column, TIE_CELL_MONEY, get_plain_amount);
  tie_table_fit_column (table, column, "00,000.00", 12);
}

void
tie_transfer_columns_add_kind (TieTable *table)
{
  GtkColumnViewColumn *column = tie_table_add_text_column (table, "kind", _ ("Kind"), get_kind, NULL);

  tie_table_fit_column (table, column, _ ("Received"), 0);
}

void
tie_transfer_columns_add_status (TieTable *table,
                                 const char *title,
                                 const char *going)
{
  GtkColumnViewColumn *column = tie_table_add_text_column (table, "status", title, get_status, (gpointer) going);

  tie_table_set_column_tooltip (table, column, get_tooltip);
  tie_table_set_column_size (table, column, 34, 2);
  tie_table_set_column_need (table, column, _ ("! Cannot sync until marked as sent."), 0);
  gtk_column_view_column_set_expand (column, TRUE);
  tie_table_let_yield (table, "date");
}
