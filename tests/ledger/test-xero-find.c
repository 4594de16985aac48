/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-find"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "xero-fixture.h"

#define MARK "tieout:7f3a"

typedef struct
{
  char *acme;
  char *quoted;
  char *archived;
  char *invoice;
  char *draft;
  char *bill;
  char *other_bill;
  char *credit;
  char *payment;
} Books;

static void
books_clear (Books *books)
{
  char **places[] = { &books->acme, &books->quoted, &books->archived, &books->invoice, &books->draft, &books->bill, &books->other_bill, &books->credit, &books->payment };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    g_clear_pointer (places[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Books, books_clear)

static char *
make_contact (XeroFixture *fixture,
              const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"Contacts\":[{\"Name\":\"%s\"}]}", name);

  return xero_write (fixture, "PUT", "Contacts", body, "Contacts.0.ContactID");
}

static char *
make_invoice (XeroFixture *fixture,
              const char *type,
              const char *contact,
              const char *number,
              const char *status)
{
  g_autofree char *body = g_strdup_printf ("{\"Invoices\":[{\"Type\":\"%s\",\"Contact\":{\"ContactID\":\"%s\"},\"InvoiceNumber\":\"%s\",\"Date\":\"2026-03-01\",\"DueDate\":\"2026-03-31\",\"Status\":\"%s\","
                                           "\"LineItems\":[{\"Description\":\"Fees\",\"UnitAmount\":100,\"AccountCode\":\"%s\",\"TaxType\":\"NONE\"}]}]}",
                                           type, contact, number, status, g_str_equal (type, "ACCREC") ? "200" : "469");

  return xero_write (fixture, "PUT", "Invoices", body, "Invoices.0.InvoiceID");
}

static void
fill (XeroFixture *fixture,
      Books *books)
{
  g_autofree char *archive = NULL;
  g_autofree char *note = NULL;
  g_autofree char *pay = NULL;

  books->acme = make_contact (fixture, "Acme");
  books->quoted = make_contact (fixture, "Acme \\\"North\\\" Ltd");
  books->archived = make_contact (fixture, "Old Friends");
  archive = g_strdup_printf ("{\"Contacts\":[{\"ContactID\":\"%s\",\"ContactStatus\":\"ARCHIVED\"}]}", books->archived);
  g_free (xero_write (fixture, "POST", "Contacts", archive, NULL));
  books->invoice = make_invoice (fixture, "ACCREC", books->acme, "S-1", "AUTHORISED");
  books->draft = make_invoice (fixture, "ACCREC", books->acme, "S-2", "DRAFT");
  books->bill = make_invoice (fixture, "ACCPAY", books->acme, "S-1", "AUTHORISED");
  books->other_bill = make_invoice (fixture, "ACCPAY", books->quoted, "S-1", "AUTHORISED");
  note = g_strdup_printf ("{\"CreditNotes\":[{\"Type\":\"ACCRECCREDIT\",\"Status\":\"AUTHORISED\",\"Contact\":{\"ContactID\":\"%s\"},\"CreditNoteNumber\":\"C-1\",\"Date\":\"2026-03-15\","
                          "\"LineItems\":[{\"Description\":\"Less\",\"UnitAmount\":30,\"AccountCode\":\"200\",\"TaxType\":\"NONE\"}]}]}", books->acme);
  books->credit = xero_write (fixture, "PUT", "CreditNotes", note, "CreditNotes.0.CreditNoteID");
  pay = g_strdup_printf ("{\"Payments\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-03-05\",\"Amount\":20,\"Reference\":\"CH 17 " MARK "\"}]}", books->invoice);
  books->payment = xero_write (fixture, "PUT", "Payments", pay, "Payments.0.PaymentID");
}

/* One is found, or (id NULL) none. */
static void
check (XeroFixture *fixture,
       const char *why,
       TieKind kind,
       TieLedgerKey key,
       const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = xero_find (fixture, kind, &key, &error);

  g_test_message ("%s", why);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, id != NULL ? 1 : 0);
  if (id == NULL)
    return;
  g_assert_cmpstr (((TieRemote *) g_ptr_array_index (found, 0))->id, ==, id);
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (found, 0))->kind, ==, kind);
  g_assert_nonnull (((TieRemote *) g_ptr_array_index (found, 0))->raw);
}

#define KEY(...) ((TieLedgerKey){ __VA_ARGS__ })

static void
test_find (XeroFixture *fixture,
           gconstpointer data)
{
  g_auto (Books) books = { 0 };

  fill (fixture, &books);
  check (fixture, "by id", TIE_KIND_CUSTOMER, KEY (.id = books.acme), books.acme);
  check (fixture, "the same as a vendor", TIE_KIND_VENDOR, KEY (.id = books.acme), books.acme);
  check (fixture, "no such id", TIE_KIND_CUSTOMER, KEY (.id = "5d9a3c1e-0000-0000-0000-000000000000"), NULL);
  check (fixture, "an address is no id", TIE_KIND_CUSTOMER, KEY (.id = "x/../Accounts"), NULL);
  check (fixture, "by name", TIE_KIND_CUSTOMER, KEY (.name = "acme"), books.acme);
  check (fixture, "a part of a name is none", TIE_KIND_CUSTOMER, KEY (.name = "Acm"), NULL);
  check (fixture, "with double quotes", TIE_KIND_CUSTOMER, KEY (.name = "Acme \"North\" Ltd"), books.quoted);
  check (fixture, "an archived one", TIE_KIND_VENDOR, KEY (.name = "Old Friends"), books.archived);
  check (fixture, "a product's code", TIE_KIND_ITEM, KEY (.name = "no such"), NULL);
  check (fixture, "a number", TIE_KIND_SALES_INVOICE, KEY (.number = "S-1"), books.invoice);
  check (fixture, "a draft's", TIE_KIND_SALES_INVOICE, KEY (.number = "S-2"), books.draft);
  check (fixture, "in another case", TIE_KIND_SALES_INVOICE, KEY (.number = "s-1"), NULL);
  check (fixture, "of another sort", TIE_KIND_SALES_CREDIT, KEY (.number = "S-1"), NULL);
  check (fixture, "a credit's", TIE_KIND_SALES_CREDIT, KEY (.number = "C-1"), books.credit);
  check (fixture, "a number that cannot be asked for", TIE_KIND_SALES_CREDIT, KEY (.number = "C\"1"), NULL);
  check (fixture, "two numbers in one", TIE_KIND_SALES_INVOICE, KEY (.number = "S-1,S-2"), NULL);
  check (fixture, "a supplier's, of one", TIE_KIND_SUPPLIER_INVOICE, KEY (.number = "S-1", .party_id = books.acme), books.bill);
  check (fixture, "a supplier's, of the other", TIE_KIND_SUPPLIER_INVOICE, KEY (.number = "S-1", .party_id = books.quoted), books.other_bill);
  check (fixture, "party and day", TIE_KIND_SALES_CREDIT, KEY (.party_id = books.acme, .date = "2026-03-15"), books.credit);
  check (fixture, "another day", TIE_KIND_SALES_CREDIT, KEY (.party_id = books.acme, .date = "2026-03-16"), NULL);
  check (fixture, "the mark is not asked of documents", TIE_KIND_SALES_CREDIT, KEY (.party_id = books.acme, .date = "2026-03-15", .mark = MARK), books.credit);
  check (fixture, "a payment", TIE_KIND_RECEIPT, KEY (.id = books.payment), books.payment);
  check (fixture, "a payment by its mark", TIE_KIND_RECEIPT, KEY (.party_id = books.acme, .date = "2026-03-05", .mark = MARK), books.payment);
  check (fixture, "another mark", TIE_KIND_RECEIPT, KEY (.party_id = books.acme, .date = "2026-03-05", .mark = "tieout:other"), NULL);
  check (fixture, "another party's", TIE_KIND_RECEIPT, KEY (.party_id = books.quoted, .date = "2026-03-05"), NULL);
  check (fixture, "a payment of the other sort", TIE_KIND_SUPPLIER_PAYMENT, KEY (.id = books.payment), NULL);
  check (fixture, "Xero has no employees", TIE_KIND_EMPLOYEE, KEY (.name = "Anna"), NULL);
}

/* What a credit is used for is found by its address, and by the day of its use. */
static void
test_use (XeroFixture *fixture,
          gconstpointer data)
{
  g_auto (Books) books = { 0 };
  g_autofree char *resource = NULL;
  g_autofree char *body = NULL;
  g_autofree char *id = NULL;

  fill (fixture, &books);
  id = g_strconcat ("CreditNotes/", books.credit, NULL);
  check (fixture, "not used", TIE_KIND_RECEIPT, KEY (.id = id), NULL);
  resource = g_strconcat (id, "/Allocations", NULL);
  body = g_strdup_printf ("{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Amount\":25,\"Date\":\"2026-03-20\"}]}", books.invoice);
  g_free (xero_write (fixture, "PUT", resource, body, NULL));
  check (fixture, "by its address", TIE_KIND_RECEIPT, KEY (.id = id), id);
  check (fixture, "by its day", TIE_KIND_RECEIPT, KEY (.party_id = books.acme, .date = "2026-03-20"), id);
}

/* What cannot be asked for. */
static void
test_way (XeroFixture *fixture,
          gconstpointer data)
{
  static const struct { TieKind kind; TieLedgerKey key; } cases[] = {
    { TIE_KIND_RECEIPT, { .number = "1" } }, { TIE_KIND_SALES_INVOICE, { .name = "x" } }, { TIE_KIND_CUSTOMER, { .number = "1" } }, { TIE_KIND_ITEM, { .party_id = "1" } }, { TIE_KIND_CUSTOMER, { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found = xero_find (fixture, cases[i].kind, &cases[i].key, &error);

      g_assert_null (found);
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
    }
}

#define ADD(path, data, test) g_test_add (path, XeroFixture, data, xero_set_up, test, xero_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  ADD ("/xero-find/find", NULL, test_find);
  ADD ("/xero-find/use", NULL, test_use);
  ADD ("/xero-find/way", NULL, test_way);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
