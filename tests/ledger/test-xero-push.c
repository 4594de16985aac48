/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-push"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "model/tie-contact.h"
#include "net/tie-json.h"
#include "xero-books.h"

/* What is written to a look-alike Xero company, which refuses what is merely tolerated; at the end of each journey every
 * request that was sent is held against the table. */

static TieRemote *
make_raw (XeroBooks *books,
          const TieRemote *remote,
          const char *plural)
{
  g_autofree char *resource = g_strdup_printf ("%s/%s", plural, remote->id);
  g_autofree char *path = g_strdup_printf ("%s.0", plural);
  TieRemote *copy = tie_remote_copy (remote);

  g_free (copy->raw);
  copy->raw = xero_books_get (books, resource, path);
  return copy;
}

static void
expect_value (XeroBooks *books,
              const char *resource,
              const char *path,
              const char *expected)
{
  g_autofree char *value = xero_books_get (books, resource, path);

  g_assert_cmpstr (value, ==, expected);
}

/* ---- contacts and items ---- */

static void
test_contacts (XeroBooks *books,
               gconstpointer data)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, "6f0c8a52-0000-4000-8000-000000000001");
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (TieRemote) again = NULL;
  g_autoptr (TieRemote) archived = NULL;
  g_autoptr (TieRemote) restored = NULL;
  g_autofree char *resource = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Harbor Café");
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "office@harbor.example");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 Quay\nDock 2");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
  tie_record_set_text (contact, TIE_CONTACT_PHONE, "+44 113 496 0000");
  made = xero_books_do (books, TIE_KIND_CUSTOMER, "create", tie_xero_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, NULL));
  g_assert_cmpstr (made->name, ==, "Harbor Café");
  g_assert_cmpstr (made->email, ==, "office@harbor.example");
  g_assert_cmpstr (made->street, ==, "1 Quay\nDock 2");
  g_assert_cmpstr (made->city, ==, "Leeds");
  g_assert_cmpstr (made->phone, ==, "+44 113 496 0000");
  g_assert_true (made->is_active);

  /* Sent a second time by a practice that never heard of the first, it is the same contact. */
  again = xero_books_do (books, TIE_KIND_VENDOR, "create", tie_xero_make_body (TIE_KIND_VENDOR, "create", contact, NULL, NULL));
  g_assert_cmpstr (again->id, ==, made->id);
  g_assert_cmpint (again->kind, ==, TIE_KIND_VENDOR);

  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, 1);
  archived = xero_books_do (books, TIE_KIND_CUSTOMER, "update", tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, again, NULL));
  g_assert_false (archived->is_active);
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, 0);
  tie_record_set_text (contact, TIE_CONTACT_NAME, "Harbor Tea");
  restored = xero_books_do (books, TIE_KIND_CUSTOMER, "update", tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, archived, NULL));
  g_assert_true (restored->is_active);
  g_assert_cmpstr (restored->name, ==, "Harbor Tea");
  resource = g_strdup_printf ("Contacts/%s", made->id);
  expect_value (books, resource, "Contacts.0.ContactNumber", "6f0c8a52-0000-4000-8000-000000000001");

  /* From a state that is not the last. */
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_CUSTOMER, "update", tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, made, NULL)), TRUE, TIE_ERROR_STALE);
}

static void
test_contact_taken (XeroBooks *books,
                    gconstpointer data)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, "6f0c8a52-0000-4000-8000-000000000002");
  g_autofree char *name = xero_books_get (books, "Contacts", "Contacts.0.Name");
  TieLedgerResult *result;

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  result = xero_books_push (books, TIE_KIND_CUSTOMER, "create", tie_xero_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, NULL));
  g_assert_cmpstr (result->field, ==, "Name");
  xero_books_expect_fault (result, TRUE, TIE_ERROR_DUPLICATE);
}

static void
test_items (XeroBooks *books,
            gconstpointer data)
{
  g_autoptr (TieLedgerItem) item = tie_ledger_item_new ();
  g_autoptr (TieRemote) made = NULL;
  g_autoptr (TieRemote) changed = NULL;

  item->name = g_strdup ("Bookkeeping");
  item->description = g_strdup ("By the hour");
  item->rate = 1255050;
  item->income_account_id = g_strdup ("any");
  item->income_account_number = g_strdup ("200");
  made = xero_books_do (books, TIE_KIND_ITEM, "create", tie_xero_make_item_body ("create", item, NULL, NULL));
  g_assert_cmpstr (made->name, ==, "Bookkeeping");
  g_assert_cmpstr (made->account, ==, "200");
  g_assert_cmpint (made->rate, ==, 1255050);
  g_free (item->name);
  item->name = g_strdup ("Books");
  changed = xero_books_do (books, TIE_KIND_ITEM, "update", tie_xero_make_item_body ("update", item, made, NULL));
  g_assert_cmpstr (changed->id, ==, made->id);
  g_assert_cmpstr (changed->name, ==, "Books");
  g_assert_cmpstr (changed->account, ==, "200");
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_ITEM, "create", tie_xero_make_item_body ("create", item, NULL, NULL)), TRUE, TIE_ERROR_DUPLICATE);
}

/* ---- documents ---- */

static void
test_documents (XeroBooks *books,
                gconstpointer data)
{
  static const TieKind kinds[] = { TIE_KIND_SALES_INVOICE, TIE_KIND_SALES_CREDIT, TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT };
  static const char *const plurals[] = { "Invoices", "CreditNotes", "Invoices", "CreditNotes" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *number = g_strdup_printf ("N-%u", i);
      g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, kinds[i], number, 12345);
      TieLedgerLine *line = NULL;
      g_autoptr (TieRemote) made = xero_books_do (books, kinds[i], "create", xero_books_make_body (books, "create", document, NULL));
      g_autoptr (TieRemote) raw = make_raw (books, made, plurals[i]);
      g_autoptr (TieRemote) changed = NULL;
      g_autoptr (TieRemote) removed = NULL;
      g_autofree char *resource = g_strdup_printf ("%s/%s", plurals[i], made->id);
      g_autofree char *path = g_strdup_printf ("%s.0.LineItems.0.LineItemID", plurals[i]);
      g_autofree char *line_id = xero_books_get (books, resource, path);

      g_assert_cmpstr (made->money->number, ==, number);
      g_assert_cmpstr (made->money->date, ==, "2026-02-03");
      g_assert_cmpstr (made->money->party_id, ==, books->contact);
      g_assert_cmpint (made->money->total, ==, document->total);
      g_assert_cmpint (made->money->tax, ==, document->tax);
      g_assert_cmpint (made->money->balance, ==, document->total);

      line = g_ptr_array_index (document->lines, 0);
      line->amount = 20001;
      line->tax = 4001; /* a cent more than their rules come to */
      document->tax = 4001;
      document->total = 24002;
      changed = xero_books_do (books, kinds[i], "update", xero_books_make_body (books, "update", document, raw));
      g_assert_cmpstr (changed->id, ==, made->id);
      g_assert_cmpint (changed->money->total, ==, 24002);
      g_assert_cmpint (changed->money->tax, ==, 4001);
      expect_value (books, resource, path, line_id);

      removed = xero_books_do (books, kinds[i], i % 2 == 0 ? "void" : "delete", tie_xero_make_removal_body (kinds[i], i % 2 == 0 ? "void" : "delete", changed, NULL));
      g_assert_cmpstr (removed->id, ==, made->id);
      g_assert_true (i % 2 == 0 ? removed->money->is_void && !removed->is_deleted : removed->is_deleted);
    }
}

/* A document of every form of line comes to the same there. */
static void
test_lines (XeroBooks *books,
            gconstpointer data)
{
  g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_INVOICE, "L-1", 9999);
  TieLedgerLine *line = g_ptr_array_index (document->lines, 0);
  g_autoptr (TieRemote) made = NULL;

  document->reference = g_strdup ("PO 7");
  document->memo = g_strdup ("Thank you");
  line->quantity = 30000;
  line->rate = 333300;
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_TEXT);
  line->text = g_strdup ("What follows is free of tax");
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_ITEM);
  line->item_number = g_strdup ("CONS");
  line->quantity = 3333;
  line->rate = 1000001;
  line->amount = 3334; /* typed */
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_FREIGHT);
  line->text = g_strdup ("Freight");
  line->item_number = g_strdup ("CONS");
  line->tax_code_id = g_strdup ("RROUTPUT");
  line->amount = 1010;
  line->tax = 51;
  line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_DISCOUNT);
  line->text = g_strdup ("Discount");
  line->tax_code_id = g_strdup ("OUTPUT2");
  line->amount = -999;
  document->tax = 2000 + 51;
  document->total = 9999 + 3334 + 1010 - 999 + document->tax;
  made = xero_books_do (books, TIE_KIND_SALES_INVOICE, "create", xero_books_make_body (books, "create", document, NULL));
  g_assert_cmpint (made->money->total, ==, document->total);
  g_assert_cmpint (made->money->tax, ==, document->tax);
}

static void
test_draft (XeroBooks *books,
            gconstpointer data)
{
  g_autoptr (TieRemote) draft = NULL;
  g_autoptr (TieRemote) raw = NULL;
  g_autoptr (TieRemote) gone = NULL;
  g_autofree char *json = g_strdup_printf ("{\"action\":\"create\",\"entity\":\"Invoice\",\"members\":{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},"
                                           "\"InvoiceNumber\":\"D-1\",\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1}]}}", books->contact);
  g_autofree char *id = NULL;

  xero_books_edit (books, json);
  id = xero_books_get (books, "Invoices?InvoiceNumbers=D-1", "Invoices.0.InvoiceID");
  draft = tie_remote_new (TIE_KIND_SALES_INVOICE, id);
  raw = make_raw (books, draft, "Invoices");
  gone = xero_books_do (books, TIE_KIND_SALES_INVOICE, "void", tie_xero_make_removal_body (TIE_KIND_SALES_INVOICE, "void", raw, NULL));
  g_assert_true (gone->money->is_void);
}

/* ---- fifty at once ---- */

static GPtrArray *
make_many (XeroBooks *books,
           guint n)
{
  GPtrArray *operations = xero_books_make_operations ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("M-%04u", i);
      g_autoptr (TieLedgerDocument) document = xero_books_make_document (books, TIE_KIND_SALES_INVOICE, number, 1000 + i);

      if (i == 7)
        {
          TieLedgerLine *line = g_ptr_array_index (document->lines, 0);

          g_free (line->tax_code_id);
          line->tax_code_id = g_strdup ("INPUT2"); /* of purchases */
        }
      g_ptr_array_add (operations, xero_books_make_operation (books, TIE_KIND_SALES_INVOICE, "create", xero_books_make_body (books, "create", document, NULL)));
    }
  return operations;
}

static void
expect_many (GPtrArray *results)
{
  for (guint i = 0; i < results->len; i++)
    {
      const TieLedgerResult *result = g_ptr_array_index (results, i);
      g_autofree char *number = g_strdup_printf ("M-%04u", i);

      g_assert_true (result->is_known);
      if (i == 7)
        {
          g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_MAPPING);
          g_assert_cmpint (result->missing, ==, TIE_KIND_TAX_CODE);
          g_assert_null (result->remote);
          continue;
        }
      g_assert_no_error (result->fault);
      g_assert_cmpstr (result->remote->money->number, ==, number);
      g_assert_nonnull (result->trace);
    }
}

static void
test_fifty (XeroBooks *books,
            gconstpointer data)
{
  g_autoptr (GPtrArray) operations = make_many (books, 50);
  g_autoptr (GPtrArray) results = xero_books_push_all (books, operations, NULL);
  g_autoptr (GPtrArray) again = NULL;

  expect_many (results);
  g_assert_cmpuint (xero_books_count (books, "PUT", "/api.xro/2.0/Invoices"), ==, 1);

  /* The same set has the same key, and is booked once. */
  again = xero_books_push_all (books, operations, NULL);
  expect_many (again);
  g_assert_cmpstr (((TieLedgerResult *) again->pdata[3])->remote->id, ==, ((TieLedgerResult *) results->pdata[3])->remote->id);

  /* Another set has another, and the numbers stand in the way. */
  g_ptr_array_remove_index (operations, 49);
  g_ptr_array_set_size (again, 0);
  g_clear_pointer (&again, g_ptr_array_unref);
  again = xero_books_push_all (books, operations, NULL);
  g_assert_error (((TieLedgerResult *) again->pdata[0])->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
}

/* Whatever is handed in at once goes out by kind and verb. */
static void
test_mixed (XeroBooks *books,
            gconstpointer data)
{
  g_autoptr (GPtrArray) operations = make_many (books, 2);
  g_autoptr (TieLedgerDocument) bill = xero_books_make_document (books, TIE_KIND_SUPPLIER_INVOICE, "B-1", 500);
  g_autoptr (GPtrArray) results = NULL;

  g_ptr_array_insert (operations, 1, xero_books_make_operation (books, TIE_KIND_SUPPLIER_INVOICE, "create", xero_books_make_body (books, "create", bill, NULL)));
  results = xero_books_push_all (books, operations, NULL);
  g_assert_cmpstr (((TieLedgerResult *) results->pdata[0])->remote->money->number, ==, "M-0000");
  g_assert_cmpstr (((TieLedgerResult *) results->pdata[1])->remote->money->number, ==, "B-1");
  g_assert_cmpstr (((TieLedgerResult *) results->pdata[2])->remote->money->number, ==, "M-0001");
  g_assert_cmpuint (xero_books_count (books, "PUT", "/api.xro/2.0/Invoices"), ==, 2);
}

static void
test_not_ours (XeroBooks *books,
               gconstpointer data)
{
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_SALES_INVOICE, "create", g_bytes_new_static ("{}", 2)), TRUE, TIE_ERROR_BUG);
  xero_books_expect_fault (xero_books_push (books, TIE_KIND_EMPLOYEE, "create", g_bytes_new_static ("PUT Employees\n{}", 16)), TRUE, TIE_ERROR_BUG);
}

int
main (int argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  net_use_file_keyring ();
#define ADD(name, function) g_test_add ("/xero-push/" name, XeroBooks, NULL, xero_books_set_up, function, xero_books_tear_down)
  ADD ("contacts", test_contacts);
  ADD ("contact-taken", test_contact_taken);
  ADD ("items", test_items);
  ADD ("documents", test_documents);
  ADD ("lines", test_lines);
  ADD ("draft", test_draft);
  ADD ("fifty", test_fifty);
  ADD ("mixed", test_mixed);
  ADD ("not-ours", test_not_ours);
#undef ADD
  result = g_test_run ();
  net_clean_up ();
  return result;
}
