/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-demo-payments"
#include "config.h"

#include "app/tie-demo-books-private.h"
#include "base/tie-money.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-payment.h"

/* The columns of the table, in their order. */
enum
{
  PAYMENT_CONTACT,
  PAYMENT_DATE,
  PAYMENT_METHOD,
  PAYMENT_REFERENCE,
  PAYMENT_AMOUNT, /* or "full" */
  PAYMENT_PAYS,   /* a document's key; blank: the oldest */
  N_PAYMENT_COLUMNS
};

gboolean
tie_demo_books_pay_with_credit (TieDemoBooks *self,
                                TieDocument *credit,
                                const char *key,
                                GError **error)
{
  g_autoptr (TieRecord) invoice = tie_demo_books_get_document (self, key, error);
  g_autoptr (GPtrArray) allocations = g_ptr_array_new_with_free_func (g_object_unref);
  TieRecord *allocation;

  if (invoice == NULL)
    return FALSE;
  allocation = TIE_RECORD (tie_allocation_new (NULL));
  g_ptr_array_add (allocations, allocation);
  tie_record_set_text (allocation, TIE_ALLOCATION_DOCUMENT, tie_record_get_id (invoice));
  tie_record_set_integer (allocation, TIE_ALLOCATION_AMOUNT, tie_record_get_integer (TIE_RECORD (credit), TIE_DOCUMENT_TOTAL));
  return tie_credit_note_apply (self->db, tie_record_get_id (TIE_RECORD (credit)), allocations, NULL, error);
}

static const char *
find_method (TieRecord *payment,
             const char *words)
{
  for (const TieChoice *choice = tie_record_get_field (payment, TIE_PAYMENT_METHOD)->choices; choice->token != NULL; choice++)
    {
      if (g_str_equal (choice->label, words))
        return choice->token;
    }
  return "";
}

/* What the row pays, and how much. */
static gboolean
apply_payment (TieDemoBooks *self,
               TiePaymentSheet *sheet,
               const char *const *fields,
               TieRecord *document,
               GError **error)
{
  TieRecord *payment = TIE_RECORD (sheet->payment);
  gint64 amount = 0;

  if (g_str_equal (fields[PAYMENT_AMOUNT], "full"))
    amount = tie_record_get_integer (document, TIE_DOCUMENT_TOTAL);
  else if (!tie_demo_books_parse (fields[PAYMENT_AMOUNT], TIE_MONEY_DECIMALS, &amount, error))
    return FALSE;
  tie_record_set_integer (payment, TIE_PAYMENT_AMOUNT, amount);
  if (document != NULL)
    tie_payment_sheet_set_applied (sheet, tie_record_get_id (document), amount);
  else
    {
      g_autoptr (GPtrArray) due = tie_payment_table_list_due (self->db, tie_record_get_text (payment, TIE_PAYMENT_CONTACT), tie_payment_sheet_get_document_kind (sheet), NULL, error);

      if (due == NULL)
        return FALSE;
      tie_payment_sheet_apply_oldest (sheet, due);
    }
  return TRUE;
}

gboolean
tie_demo_books_add_payment (const char *const *fields,
                            guint n_fields,
                            guint line,
                            gpointer user_data,
                            GError **error)
{
  TieDemoBooks *self = user_data;
  g_autoptr (TieRecord) document = NULL;
  g_autoptr (TiePaymentSheet) sheet = NULL;
  gboolean is_made = FALSE;

  if (n_fields != N_PAYMENT_COLUMNS)
    return tie_demo_books_fail ("not the columns of a payment", fields[0], error);
  if (line == 1)
    return TRUE;
  if (*fields[PAYMENT_PAYS] != '\0')
    {
      document = tie_demo_books_get_document (self, fields[PAYMENT_PAYS], error);
      if (document == NULL)
        return FALSE;
      is_made = g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_KIND), TIE_DOCUMENT_KIND_SUPPLIER);
    }
  sheet = tie_payment_sheet_new (is_made ? TIE_PAYMENT_KIND_PAID : TIE_PAYMENT_KIND_RECEIPT, fields[PAYMENT_DATE]);
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_METHOD, find_method (TIE_RECORD (sheet->payment), fields[PAYMENT_METHOD]));
  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_REFERENCE, fields[PAYMENT_REFERENCE]);
  return tie_demo_books_set_reference (self, sheet->payment, TIE_PAYMENT_CONTACT, fields[PAYMENT_CONTACT], NULL, error) &&
         apply_payment (self, sheet, fields, document, error) &&
         tie_payment_save (self->db, sheet, NULL, error);
}
