/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-rows"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-payment.h"
#include "store/tie-document-list.h"
#include "sync/tie-practice-package.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-payment-rows.h"

/* Room beyond a usual text, in pixels. */
#define FIT_EXTRA 4

typedef struct
{
  GPtrArray *rows;
  const TieField *fields; /* of a payment */
  const char *package;
} Reading;

static void
add_row (const TiePaymentListRow *payment,
         gpointer user_data)
{
  const Reading *reading = user_data;
  TieListRow *row = tie_list_row_new (payment->id, TIE_PAYMENT_ROW_N_TEXTS, TIE_PAYMENT_ROW_N_NUMBERS);
  gboolean is_outgoing = !g_str_equal (payment->kind, TIE_PAYMENT_KIND_RECEIPT);
  gboolean is_foreign = g_str_equal (payment->origin, TIE_PAYMENT_ORIGIN_PACKAGE);
  const char *origin = tie_field_get_choice_label (&reading->fields[TIE_PAYMENT_ORIGIN], payment->origin);

  tie_list_row_set_n_searched (row, TIE_PAYMENT_ROW_DATE);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_NUMBER, payment->number);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_CONTACT, payment->contact_name);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_METHOD, tie_field_get_choice_label (&reading->fields[TIE_PAYMENT_METHOD], payment->method));
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_REFERENCE, payment->reference);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_ORIGIN, payment->is_void ? _ ("Void") : is_foreign ? reading->package : origin);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_DATE, payment->date);
  tie_list_row_set_text (row, TIE_PAYMENT_ROW_CONTACT_ID, payment->contact);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_AMOUNT, is_outgoing ? -payment->amount : payment->amount);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_UNAPPLIED, payment->is_void ? 0 : payment->amount - payment->applied);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_IS_OUTGOING, is_outgoing);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_IS_VOID, payment->is_void);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_IS_LINKED, payment->is_linked);
  tie_list_row_set_number (row, TIE_PAYMENT_ROW_IS_FOREIGN, is_foreign);
  g_ptr_array_add (reading->rows, row);
}

static GPtrArray *
read_rows (TieDb *db,
           const char *contact,
           const char *after,
           guint limit,
           GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TieRecordClass) klass = g_type_class_ref (TIE_TYPE_PAYMENT);
  Reading reading = { rows, klass->fields, tie_practice_package_read_name (db) };

  if (!tie_payment_list_read (db, contact, after, limit, add_row, &reading, error))
    return NULL;
  return g_steal_pointer (&rows);
}

TieListing *
tie_payment_rows_new (TieStore *store,
                      const char *contact)
{
  return tie_listing_new_sliced (store, TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS, read_rows, contact);
}

void
tie_payment_rows_add_columns (TieTable *table,
                              TieCompany *company,
                              gboolean with_contact)
{
  GtkColumnViewColumn *column;

  column = tie_list_columns_add_text (table, "number", _ ("Number"), TIE_PAYMENT_ROW_NUMBER);
  tie_table_fit_column (table, column, "PAY-0000", FIT_EXTRA);
  tie_list_columns_add_date (table, "date", _ ("Date"), TIE_PAYMENT_ROW_DATE);
  if (with_contact)
    {
      column = tie_list_columns_add_text (table, "contact", _ ("Contact"), TIE_PAYMENT_ROW_CONTACT);
      tie_table_fit_column (table, column, "Bright Horizon", FIT_EXTRA);
      gtk_column_view_column_set_expand (column, TRUE);
    }
  tie_list_columns_add_money (table, "amount", _ ("Amount"), TIE_PAYMENT_ROW_AMOUNT);
  tie_list_columns_add_money (table, "unapplied", _ ("Unapplied"), TIE_PAYMENT_ROW_UNAPPLIED);
  column = tie_list_columns_add_text (table, "method", _ ("Method"), TIE_PAYMENT_ROW_METHOD);
  tie_table_fit_column (table, column, _ ("Bank transfer"), FIT_EXTRA);
  column = tie_list_columns_add_text (table, "reference", _ ("Reference"), TIE_PAYMENT_ROW_REFERENCE);
  tie_table_fit_column (table, column, _ ("Reference"), FIT_EXTRA);
  gtk_column_view_column_set_expand (column, !with_contact);
  column = tie_list_columns_add_text (table, "origin", _ ("Origin"), TIE_PAYMENT_ROW_ORIGIN);
  tie_table_fit_column (table, column, tie_company_get_package (company)->short_name, FIT_EXTRA);
}

gboolean
tie_payment_rows_shows (TieListRow *row,
                        TiePaymentsShow show)
{
  switch (show)
    {
    case TIE_PAYMENTS_RECEIVED:
      return tie_list_row_get_number (row, TIE_PAYMENT_ROW_IS_OUTGOING) == 0;
    case TIE_PAYMENTS_MADE:
      return tie_list_row_get_number (row, TIE_PAYMENT_ROW_IS_OUTGOING) != 0;
    case TIE_PAYMENTS_UNAPPLIED:
      return tie_list_row_get_number (row, TIE_PAYMENT_ROW_UNAPPLIED) != 0;
    case TIE_PAYMENTS_ALL:
    default:
      return TRUE;
    }
}
