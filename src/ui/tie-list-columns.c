/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-list-columns"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "ui/tie-list-columns.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 4

static char *
get_text (gpointer item,
          gpointer data)
{
  return g_strdup (tie_list_row_get_text (item, GPOINTER_TO_UINT (data)));
}

static char *
get_date (gpointer item,
          gpointer data)
{
  const char *date = tie_list_row_get_text (item, GPOINTER_TO_UINT (data));

  return *date != '\0' ? tie_date_to_display (date) : NULL;
}

static char *
get_money (gpointer item,
           gpointer data)
{
  gint64 amount = tie_list_row_get_number (item, GPOINTER_TO_UINT (data));

  return amount != 0 ? tie_money_to_display (amount) : NULL;
}

static char *
get_hours (gpointer item,
           gpointer data)
{
  gint64 hours = tie_list_row_get_number (item, GPOINTER_TO_UINT (data));

  return hours != 0 ? tie_list_columns_format_hours (hours) : NULL;
}

static char *
get_count (gpointer item,
           gpointer data)
{
  gint64 count = tie_list_row_get_number (item, GPOINTER_TO_UINT (data));

  return count != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : NULL;
}

/* For files: the same cells as plain text. */
static char *
get_plain_money (gpointer item,
                 gpointer data)
{
  gint64 amount = tie_list_row_get_number (item, GPOINTER_TO_UINT (data));

  return amount != 0 ? tie_decimal_format (amount, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS) : NULL;
}

static char *
get_plain_hours (gpointer item,
                 gpointer data)
{
  gint64 hours = tie_list_row_get_number (item, GPOINTER_TO_UINT (data));

  return hours != 0 ? tie_decimal_format (hours, 4, 0) : NULL;
}

static gboolean
get_check (gpointer item,
           gpointer data)
{
  return tie_list_row_get_is_checked (item);
}

static int
compare_dates (gconstpointer a,
               gconstpointer b,
               gpointer data)
{
  guint text = GPOINTER_TO_UINT (data);

  return g_strcmp0 (tie_list_row_get_text ((TieListRow *) a, text), tie_list_row_get_text ((TieListRow *) b, text));
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer data)
{
  gint64 left = tie_list_row_get_number ((TieListRow *) a, GPOINTER_TO_UINT (data));
  gint64 right = tie_list_row_get_number ((TieListRow *) b, GPOINTER_TO_UINT (data));

  return left < right ? -1 : left > right;
}

static void
set_sorter (GtkColumnViewColumn *column,
            GCompareDataFunc compare,
            guint number)
{
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (number), NULL));

  gtk_column_view_column_set_sorter (column, sorter);
}

static GtkColumnViewColumn *
add_number (TieTable *table,
            const char *id,
            const char *title,
            TieCellText text,
            TieCellType type,
            TieCellText plain,
            guint number,
            const char *usual)
{
  GtkColumnViewColumn *column = tie_table_add_number_column (table, id, title, text, GUINT_TO_POINTER (number));

  set_sorter (column, compare_numbers, number);
  tie_table_set_column_type (table, column, type, plain);
  tie_table_fit_column (table, column, usual, FIT_EXTRA);
  return column;
}

GtkColumnViewColumn *
tie_list_columns_add_text (TieTable *table,
                           const char *id,
                           const char *title,
                           guint text)
{
  return tie_table_add_text_column (table, id, title, get_text, GUINT_TO_POINTER (text));
}

GtkColumnViewColumn *
tie_list_columns_add_date (TieTable *table,
                           const char *id,
                           const char *title,
                           guint text)
{
  GtkColumnViewColumn *column = tie_table_add_text_column (table, id, title, get_date, GUINT_TO_POINTER (text));
  g_autofree char *usual = tie_date_to_display ("2028-12-28");

  set_sorter (column, compare_dates, text);
  tie_table_set_column_type (table, column, TIE_CELL_DATE, get_text);
  tie_table_fit_column (table, column, usual, FIT_EXTRA);
  return column;
}

GtkColumnViewColumn *
tie_list_columns_add_money (TieTable *table,
                            const char *id,
                            const char *title,
                            guint number)
{
  return add_number (table, id, title, get_money, TIE_CELL_MONEY, get_plain_money, number, "00,000.00");
}

GtkColumnViewColumn *
tie_list_columns_add_hours (TieTable *table,
                            const char *id,
                            const char *title,
                            guint number)
{
  return add_number (table, id, title, get_hours, TIE_CELL_RATE, get_plain_hours, number, "000.00");
}

GtkColumnViewColumn *
tie_list_columns_add_count (TieTable *table,
                            const char *id,
                            const char *title,
                            guint number)
{
  return add_number (table, id, title, get_count, TIE_CELL_COUNT, get_count, number, "0000");
}

GtkColumnViewColumn *
tie_list_columns_add_check (TieTable *table,
                            const char *label)
{
  return tie_table_add_check_column (table, "check", label, get_check, NULL, NULL);
}

char *
tie_list_columns_format_hours (gint64 hours)
{
  return tie_decimal_to_display (hours, 4, 2);
}
