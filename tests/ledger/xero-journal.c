/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "xero-journal"
#include "config.h"

#include "../net/net-fixture.h"
#include "ledger/xero/tie-xero-body.h"
#include "model/tie-contact.h"
#include "xero-books.h"

/* xero-journal FILE: sends each kind with each verb to a look-alike Xero company, and saves what it was asked: tests in other
 * languages hold that against descriptions of others. */

static TieRemote *
make (XeroBooks *books,
      TieKind kind,
      const char *number,
      gint64 amount)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, kind, number, amount);
  TieLedgerLine *line = NULL;

  document->reference = g_strdup ("PO 7");
  document->memo = g_strdup ("Thank you");
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_TEXT);
  line->text = g_strdup ("What follows is free of tax");
  if (kind == TIE_KIND_SALES_INVOICE)
    {
      line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_DISCOUNT);
      line->tax_code_id = g_strdup ("OUTPUT2");
      line->amount = -100;
      document->total -= 100;
    }
  return xero_books_do (books, kind, "create", xero_books_make_body (books, "create", document, NULL));
}

static void
change_and_take_back (XeroBooks *books,
                      TieKind kind)
{
  g_autoptr (TieRemote) made = make (books, kind, "J-9", 10000);
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, kind, "J-9", 20000);
  g_autoptr (TieRemote) changed = NULL;
  g_autoptr (TieRemote) gone = NULL;

  /* Somebody has tracked its line meanwhile. */
  g_free (made->raw);
  made->raw = g_strdup ("{\"LineItems\":[{\"LineItemID\":\"6f0c8a52-0000-4000-8000-000000000009\",\"Description\":\"Work done\",\"UnitAmount\":100,"
                        "\"Tracking\":[{\"Name\":\"Department\",\"Option\":\"Litigation\"}]}]}");
  changed = xero_books_do (books, kind, "update", xero_books_make_body (books, "update", document, made));
  gone = xero_books_do (books, kind, "void", tie_xero_make_removal_body (kind, "void", changed, NULL));

  g_assert_true (gone->money->is_void);
}

static void
send_lists (XeroBooks *books)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, "6f0c8a52-0000-4000-8000-000000000001");
  g_autoptr (TieLedgerItem) item = tie_ledger_item_new ();
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (TieRemote) archived = NULL;
  g_autoptr (TieRemote) product = NULL;
  g_autoptr (TieRemote) renamed = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Harbor Café");
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "office@harbor.example");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 Quay\nDock 2");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
  tie_record_set_text (contact, TIE_CONTACT_COUNTRY, "United Kingdom");
  tie_record_set_text (contact, TIE_CONTACT_PHONE, "0113 496 0000");
  made = xero_books_do (books, TIE_KIND_CUSTOMER, "create", tie_xero_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, NULL));
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, 1);
  archived = xero_books_do (books, TIE_KIND_CUSTOMER, "update", tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, made, NULL));

  item->name = g_strdup ("Bookkeeping");
  item->description = g_strdup ("By the hour");
  item->rate = 1255050;
  item->income_account_id = g_strdup ("any");
  item->income_account_number = g_strdup ("200");
  item->expense_account_id = g_strdup ("any");
  item->expense_account_number = g_strdup ("300");
  product = xero_books_do (books, TIE_KIND_ITEM, "create", tie_xero_make_item_body ("create", item, NULL, NULL));
  g_free (item->name);
  item->name = g_strdup ("Books");
  renamed = xero_books_do (books, TIE_KIND_ITEM, "update", tie_xero_make_item_body ("update", item, product, NULL));
}

static void
pay (XeroBooks *books,
     TieLedgerPayment *payment)
{
  g_autoptr (TieRemote) made = xero_books_do (books, payment->kind, "create", tie_xero_make_payment_body (&books->can, "create", payment, NULL, NULL));
  g_autoptr (TieRemote) gone = xero_books_do (books, payment->kind, "delete", tie_xero_make_removal_body (payment->kind, "delete", made, NULL));

  g_assert_true (gone->is_deleted);
}

static void
send_payments (XeroBooks *books)
{
  g_autoptr (TieRemote) one = make (books, TIE_KIND_SALES_INVOICE, "J-1", 10000);
  g_autoptr (TieRemote) two = make (books, TIE_KIND_SALES_INVOICE, "J-2", 10000);
  g_autoptr (TieRemote) bill = make (books, TIE_KIND_SUPPLIER_INVOICE, "J-3", 10000);
  g_autoptr (TieRemote) note = make (books, TIE_KIND_SALES_CREDIT, "J-4", 10000);
  g_autoptr (TieLedgerPayment) single = xero_books_make_payment (books, TIE_KIND_SUPPLIER_PAYMENT, 1005);
  g_autoptr (TieLedgerPayment) batch = xero_books_make_payment (books, TIE_KIND_RECEIPT, 3000);
  g_autoptr (TieLedgerPayment) refund = xero_books_make_payment (books, TIE_KIND_REFUND, 500);
  g_autoptr (TieLedgerPayment) use = xero_books_make_payment (books, TIE_KIND_RECEIPT, 0);

  tie_ledger_payment_apply (single, TIE_KIND_SUPPLIER_INVOICE, bill->id, 1005);
  pay (books, single);
  tie_ledger_payment_apply (batch, TIE_KIND_SALES_INVOICE, one->id, 1000);
  tie_ledger_payment_apply (batch, TIE_KIND_SALES_INVOICE, two->id, 2000);
  pay (books, batch);
  tie_ledger_payment_apply (refund, TIE_KIND_SALES_CREDIT, note->id, 500);
  pay (books, refund);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, one->id, 150);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, two->id, 250);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, note->id, 400);
  pay (books, use);
}

int
main (int argc,
      char **argv)
{
  static const TieKind documents[] = { TIE_KIND_SALES_INVOICE, TIE_KIND_SALES_CREDIT, TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT };
  XeroBooks books = { 0 };
  g_autofree char *journal = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return 2;
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  net_use_file_keyring ();
  xero_books_set_up (&books, NULL);
  send_lists (&books);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    change_and_take_back (&books, documents[i]);
  send_payments (&books);
  journal = tie_sandbox_dup_journal (books.sandbox);
  xero_books_clear (&books);
  net_clean_up ();
  if (g_file_set_contents (argv[1], journal, -1, &error))
    return 0;
  g_printerr ("%s\n", error->message);
  return 1;
}
