/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-pull"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "xero-fixture.h"

static const TieSandboxOptions harbor = { .company = "harbor" };
static const TieSandboxOptions large = { .rows = 2500 };

#define LINES "\"LineItems\":[{\"Description\":\"Fees\",\"Quantity\":1,\"UnitAmount\":100.10,\"AccountCode\":\"200\",\"TaxType\":\"OUTPUT2\"}]"

static char *
make_contact (XeroFixture *fixture,
              const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"Contacts\":[{\"Name\":\"%s\"}]}", name);

  return xero_write (fixture, "PUT", "Contacts", body, "Contacts.0.ContactID");
}

static char *
make_document (XeroFixture *fixture,
               const char *plural,
               const char *type,
               const char *contact,
               const char *number,
               const char *status)
{
  gboolean is_invoice = g_str_equal (plural, "Invoices");
  g_autofree char *path = g_strdup_printf ("%s.0.%s", plural, is_invoice ? "InvoiceID" : "CreditNoteID");
  g_autofree char *body = g_strdup_printf ("{\"%s\":[{\"Type\":\"%s\",\"Contact\":{\"ContactID\":\"%s\"},\"%s\":\"%s\",\"Date\":\"2026-03-01\",\"DueDate\":\"2026-03-31\",\"Status\":\"%s\"," LINES "}]}",
                                           plural, type, contact, is_invoice ? "InvoiceNumber" : "CreditNoteNumber", number, status);

  return xero_write (fixture, "PUT", plural, body, path);
}

/* Every page is held alone; a list longer than one goes on behind the last change that was seen. */
static void
test_pages (XeroFixture *fixture,
            gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *edit = NULL;
  guint pages = 0;
  g_autoptr (GHashTable) all = xero_pull_all (fixture, TIE_KIND_CUSTOMER, &cursor, &pages);
  g_autoptr (GHashTable) changed = NULL;
  GHashTableIter iter;
  char *id = NULL;

  g_assert_cmpuint (g_hash_table_size (all), ==, 2500);
  g_assert_cmpuint (pages, >=, 3);
  g_assert_cmpuint (pages, <=, 6);
  g_assert_true (g_str_has_prefix (cursor, "since:"));

  g_hash_table_iter_init (&iter, all);
  g_assert_true (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL));
  tie_sandbox_advance_clock (fixture->sandbox, 3600);
  edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Contact\",\"id\":\"%s\",\"members\":{\"Name\":\"Renamed elsewhere\"}}", id);
  xero_edit (fixture, edit);
  changed = xero_pull_all (fixture, TIE_KIND_CUSTOMER, &cursor, &pages);
  g_assert_cmpstr (((TieRemote *) g_hash_table_lookup (changed, id))->name, ==, "Renamed elsewhere");
  g_assert_true (strstr (cursor, "@") != NULL);
}

/* A reading that was cut anywhere goes on from the cursor that was stored, and nothing is missing. */
static void
test_resume (XeroFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (TieLedgerPage) page = xero_pull (fixture, TIE_KIND_VENDOR, cursor, NULL);
      TieLedger *other = NULL;

      for (guint i = 0; i < page->remotes->len; i++)
        g_hash_table_add (seen, g_strdup (((TieRemote *) g_ptr_array_index (page->remotes, i))->id));
      has_more = page->has_more;
      g_free (cursor);
      cursor = g_strdup (page->cursor);
      other = tie_xero_new (tie_sandbox_get_base_uri (fixture->sandbox), tie_sandbox_get_realm (fixture->sandbox), fixture->sign_in);
      g_object_unref (fixture->ledger);
      fixture->ledger = other;
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 2500);
}

/* All contacts stand in both lists; archived ones are there, merged ones are not any more. */
static void
test_contacts (XeroFixture *fixture,
               gconstpointer data)
{
  static const char body[] = "{\"Contacts\":[{\"Name\":\"Acme \\\"North\\\" Ltd\",\"EmailAddress\":\"ap@acme.example\",\"AccountNumber\":\"A-17\","
                             "\"Addresses\":[{\"AddressType\":\"POBOX\",\"AddressLine1\":\"1 High Street\",\"AddressLine2\":\"Back door\",\"City\":\"Leeds\",\"Region\":\"Yorks\",\"PostalCode\":\"LS1 1AA\",\"Country\":\"United Kingdom\"}],"
                             "\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneCountryCode\":\"44\",\"PhoneAreaCode\":\"113\",\"PhoneNumber\":\"496 0000\"}]}]}";
  g_autofree char *one = xero_write (fixture, "PUT", "Contacts", body, "Contacts.0.ContactID");
  g_autofree char *old = make_contact (fixture, "Old");
  g_autofree char *twin = make_contact (fixture, "Twin");
  g_autofree char *archive = g_strdup_printf ("{\"Contacts\":[{\"ContactID\":\"%s\",\"ContactStatus\":\"ARCHIVED\"}]}", old);
  g_autofree char *merge = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Contact\",\"id\":\"%s\",\"members\":{\"ContactStatus\":\"ARCHIVED\",\"MergedToContactID\":\"%s\"}}", twin, one);
  g_autofree char *customers = NULL;
  g_autofree char *vendors = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (GHashTable) all = xero_pull_all (fixture, TIE_KIND_CUSTOMER, &customers, NULL);
  g_autoptr (GHashTable) both = NULL;
  g_autoptr (GHashTable) changed = NULL;
  g_autoptr (GHashTable) anew = NULL;
  const TieRemote *remote = g_hash_table_lookup (all, one);

  g_assert_cmpuint (g_hash_table_size (all), ==, 3);
  g_assert_cmpstr (remote->name, ==, "Acme \"North\" Ltd");
  g_assert_cmpstr (remote->street, ==, "1 High Street\nBack door");
  g_assert_cmpstr (remote->city, ==, "Leeds");
  g_assert_cmpstr (remote->state, ==, "Yorks");
  g_assert_cmpstr (remote->postcode, ==, "LS1 1AA");
  g_assert_cmpstr (remote->country, ==, "United Kingdom");
  g_assert_cmpstr (remote->phone, ==, "44 113 496 0000");
  g_assert_cmpstr (remote->email, ==, "ap@acme.example");
  g_assert_cmpstr (remote->account, ==, "A-17");
  g_assert_true (remote->is_active);
  g_assert_nonnull (remote->version);
  g_assert_nonnull (remote->raw);

  g_free (xero_write (fixture, "POST", "Contacts", archive, NULL));
  xero_edit (fixture, merge);
  changed = xero_pull_all (fixture, TIE_KIND_CUSTOMER, &customers, NULL);
  g_assert_false (((TieRemote *) g_hash_table_lookup (changed, old))->is_active);
  g_assert_false (((TieRemote *) g_hash_table_lookup (changed, old))->is_deleted);
  g_assert_true (((TieRemote *) g_hash_table_lookup (changed, twin))->is_deleted);
  both = xero_pull_all (fixture, TIE_KIND_VENDOR, &vendors, NULL);
  g_assert_cmpint (((TieRemote *) g_hash_table_lookup (both, one))->kind, ==, TIE_KIND_VENDOR);
  g_assert_cmpuint (g_hash_table_size (both), ==, 2);
  anew = xero_pull_all (fixture, TIE_KIND_CUSTOMER, &gone, NULL);
  g_assert_null (g_hash_table_lookup (anew, twin));
}

static TieRemote *
find_named (GHashTable *all,
            const char *name)
{
  GHashTableIter iter;
  TieRemote *remote = NULL;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &remote))
    {
      if (g_strcmp0 (remote->name, name) == 0)
        return remote;
    }
  g_assert_not_reached ();
}

/* Lists that tell no changes are whole each time; there are no employees and no terms. */
static void
test_lists (XeroFixture *fixture,
            gconstpointer data)
{
  static const TieKind none[] = { TIE_KIND_EMPLOYEE, TIE_KIND_TERM, TIE_KIND_REFUND_RECEIPT };
  static const struct { const char *name; const char *type; } words[] = {
    { "Business Bank Account", "Bank" }, { "Fees", "Income" }, { "Interest Income", "Other Income" }, { "Client Costs", "Cost of Goods Sold" }, { "Travel", "Expense" },
    { "Accounts Receivable", "Accounts Receivable" }, { "Accounts Payable", "Accounts Payable" }, { "VAT", "Other Current Liability" }, { "Retained Earnings", "Equity" },
  };
  g_autofree char *cursors[3] = { NULL };
  g_autoptr (GHashTable) accounts = xero_pull_all (fixture, TIE_KIND_ACCOUNT, &cursors[0], NULL);
  g_autoptr (GHashTable) items = xero_pull_all (fixture, TIE_KIND_ITEM, &cursors[1], NULL);
  g_autoptr (GHashTable) taxes = xero_pull_all (fixture, TIE_KIND_TAX_CODE, &cursors[2], NULL);
  const TieRemote *item = find_named (items, "TAX-1");
  const TieRemote *tax = g_hash_table_lookup (taxes, "OUTPUT2");
  g_autoptr (GArray) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_cmpstr (find_named (accounts, words[i].name)->type, ==, words[i].type);
  g_assert_cmpstr (find_named (accounts, "Fees")->account, ==, "200");
  g_assert_cmpstr (item->account, ==, "201");
  g_assert_cmpstr (item->company, ==, "Personal tax return");
  g_assert_cmpint (item->rate, >, 0);
  g_assert_cmpint (tax->rate, ==, 200000);
  g_assert_cmpstr (tax->type, ==, "both");
  parts = tie_remote_list_tax_parts (tax->sub_type, TRUE);
  g_assert_cmpint (tie_tax_parts_compute (parts, 10005), ==, 2001);
  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    g_assert_null (cursors[i]);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (TieLedgerPage) page = xero_pull (fixture, none[i], NULL, NULL);

      g_assert_cmpuint (page->remotes->len, ==, 0);
      g_assert_true (page->is_beginning && !page->has_more);
    }
}

/* Documents of all four sorts; drafts are none yet, void ones stay with nothing in them. */
static void
test_documents (XeroFixture *fixture,
                gconstpointer data)
{
  g_autofree char *contact = make_contact (fixture, "Acme");
  g_autofree char *invoice = make_document (fixture, "Invoices", "ACCREC", contact, "S-1", "AUTHORISED");
  g_autofree char *draft = make_document (fixture, "Invoices", "ACCREC", contact, "S-2", "DRAFT");
  g_autofree char *voided = make_document (fixture, "Invoices", "ACCREC", contact, "S-3", "AUTHORISED");
  g_autofree char *credit = make_document (fixture, "CreditNotes", "ACCRECCREDIT", contact, "C-1", "AUTHORISED");
  g_autofree char *resource = g_strconcat ("Invoices/", voided, NULL);
  g_autofree char *approve = g_strconcat ("Invoices/", draft, NULL);
  g_autofree char *sales_cursor = NULL;
  g_autofree char *credits_cursor = NULL;
  g_autofree char *bills_cursor = NULL;
  g_autoptr (GHashTable) sales = NULL;
  g_autoptr (GHashTable) later = NULL;
  g_autoptr (GHashTable) credits = NULL;
  g_autoptr (GHashTable) bills = NULL;
  const TieRemote *remote = NULL;

  g_free (xero_write (fixture, "POST", resource, "{\"Invoices\":[{\"Status\":\"VOIDED\"}]}", NULL));
  sales = xero_pull_all (fixture, TIE_KIND_SALES_INVOICE, &sales_cursor, NULL);
  g_assert_cmpuint (g_hash_table_size (sales), ==, 2);
  remote = g_hash_table_lookup (sales, invoice);
  g_assert_cmpstr (remote->money->number, ==, "S-1");
  g_assert_cmpstr (remote->money->date, ==, "2026-03-01");
  g_assert_cmpstr (remote->money->due, ==, "2026-03-31");
  g_assert_cmpstr (remote->money->party_id, ==, contact);
  g_assert_cmpstr (remote->money->currency, ==, "GBP");
  g_assert_cmpint (remote->money->total, ==, 12012);
  g_assert_cmpint (remote->money->tax, ==, 2002);
  g_assert_cmpint (remote->money->balance, ==, 12012);
  g_assert_null (remote->raw);
  remote = g_hash_table_lookup (sales, voided);
  g_assert_true (remote->money->is_void);
  g_assert_cmpint (remote->money->total, ==, 0);

  g_free (xero_write (fixture, "POST", approve, "{\"Invoices\":[{\"Status\":\"AUTHORISED\"}]}", NULL));
  later = xero_pull_all (fixture, TIE_KIND_SALES_INVOICE, &sales_cursor, NULL);
  remote = g_hash_table_lookup (later, draft);
  g_assert_false (remote->is_deleted);
  g_assert_cmpint (remote->money->balance, ==, 12012);

  credits = xero_pull_all (fixture, TIE_KIND_SALES_CREDIT, &credits_cursor, NULL);
  remote = g_hash_table_lookup (credits, credit);
  g_assert_cmpint (remote->money->balance, ==, 12012);
  g_assert_null (remote->money->due);
  bills = xero_pull_all (fixture, TIE_KIND_SUPPLIER_INVOICE, &bills_cursor, NULL);
  g_assert_cmpuint (g_hash_table_size (bills), ==, 0);
}

/* Money, what a credit note is used for, and refunds. */
static void
test_payments (XeroFixture *fixture,
               gconstpointer data)
{
  g_autofree char *contact = make_contact (fixture, "Acme");
  g_autofree char *invoice = make_document (fixture, "Invoices", "ACCREC", contact, "S-1", "AUTHORISED");
  g_autofree char *credit = make_document (fixture, "CreditNotes", "ACCRECCREDIT", contact, "C-1", "AUTHORISED");
  g_autofree char *pay = g_strdup_printf ("{\"Payments\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-03-05\",\"Amount\":20.12,\"Reference\":\"CH 17\"}]}", invoice);
  g_autofree char *payment = xero_write (fixture, "PUT", "Payments", pay, "Payments.0.PaymentID");
  g_autofree char *back = g_strdup_printf ("{\"Payments\":[{\"CreditNote\":{\"CreditNoteID\":\"%s\"},\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-03-06\",\"Amount\":10}]}", credit);
  g_autofree char *refund = xero_write (fixture, "PUT", "Payments", back, "Payments.0.PaymentID");
  g_autofree char *use = g_strdup_printf ("CreditNotes/%s/Allocations", credit);
  g_autofree char *amount = g_strdup_printf ("{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Amount\":25.05,\"Date\":\"2026-03-07\"}]}", invoice);
  g_autofree char *allocation = xero_write (fixture, "PUT", use, amount, "Allocations.0.AllocationID");
  g_autofree char *use_id = g_strconcat ("CreditNotes/", credit, NULL);
  g_autofree char *undo = g_strdup_printf ("%s/%s", use, allocation);
  g_autofree char *erase = g_strconcat ("Payments/", payment, NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *refunds_cursor = NULL;
  g_autoptr (GHashTable) receipts = NULL;
  g_autoptr (GHashTable) refunds = NULL;
  g_autoptr (GHashTable) later = NULL;
  g_autoptr (GError) error = NULL;
  const TieRemote *remote = NULL;
  const TieRemoteApplied *applied = NULL;

  g_assert_true (xero_probe (fixture, &error));
  receipts = xero_pull_all (fixture, TIE_KIND_RECEIPT, &cursor, NULL);
  g_assert_cmpuint (g_hash_table_size (receipts), ==, 2);
  remote = g_hash_table_lookup (receipts, payment);
  g_assert_cmpint (remote->money->total, ==, 2012);
  g_assert_cmpint (remote->money->balance, ==, 0);
  g_assert_cmpstr (remote->money->reference, ==, "CH 17");
  g_assert_cmpstr (remote->money->party_id, ==, contact);
  g_assert_nonnull (remote->money->account_id);
  applied = g_ptr_array_index (remote->money->applied, 0);
  g_assert_cmpint (applied->kind, ==, TIE_KIND_SALES_INVOICE);
  g_assert_cmpstr (applied->id, ==, invoice);

  remote = g_hash_table_lookup (receipts, use_id);
  g_assert_cmpint (remote->money->total, ==, 0);
  g_assert_cmpstr (remote->money->date, ==, "2026-03-07");
  g_assert_cmpuint (remote->money->applied->len, ==, 2);
  applied = g_ptr_array_index (remote->money->applied, 0);
  g_assert_cmpint (applied->amount, ==, 2505);
  applied = g_ptr_array_index (remote->money->applied, 1);
  g_assert_cmpint (applied->kind, ==, TIE_KIND_SALES_CREDIT);
  g_assert_cmpstr (applied->id, ==, credit);
  g_assert_cmpint (applied->amount, ==, 2505);

  refunds = xero_pull_all (fixture, TIE_KIND_REFUND, &refunds_cursor, NULL);
  g_assert_cmpuint (g_hash_table_size (refunds), ==, 1);
  remote = g_hash_table_lookup (refunds, refund);
  g_assert_cmpstr (remote->account, ==, TIE_XERO (fixture->ledger)->receivable_id);
  applied = g_ptr_array_index (remote->money->applied, 0);
  g_assert_cmpint (applied->kind, ==, TIE_KIND_SALES_CREDIT);

  /* Both are taken back. */
  g_free (xero_write (fixture, "POST", erase, "{\"Status\":\"DELETED\"}", NULL));
  g_free (xero_write (fixture, "DELETE", undo, NULL, NULL));
  later = xero_pull_all (fixture, TIE_KIND_RECEIPT, &cursor, NULL);
  g_assert_true (((TieRemote *) g_hash_table_lookup (later, payment))->is_deleted);
  g_assert_true (((TieRemote *) g_hash_table_lookup (later, use_id))->is_deleted);
}

/* The harbor organisation, every kind: never more than the limits allow, and the journal shows no refusal. */
static void
test_all (XeroFixture *fixture,
          gconstpointer data)
{
  g_autofree char *journal = NULL;
  guint n = 0;

  for (TieKind kind = TIE_KIND_CUSTOMER; kind <= TIE_KIND_LAST; kind++)
    {
      g_autofree char *cursor = NULL;
      g_autoptr (GHashTable) all = xero_pull_all (fixture, kind, &cursor, NULL);

      n += g_hash_table_size (all);
      if (kind == TIE_KIND_SALES_INVOICE)
        g_assert_cmpuint (g_hash_table_size (all), >=, 5);
    }
  g_assert_cmpuint (n, >, 100);
  journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_assert_null (strstr (journal, "\"status\":429"));
  g_assert_cmpuint (xero_count_calls (fixture, "/api.xro/"), <=, 60);
}

#define ADD(path, data, test) g_test_add (path, XeroFixture, data, xero_set_up, test, xero_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  ADD ("/xero-pull/pages", &large, test_pages);
  ADD ("/xero-pull/resume", &large, test_resume);
  ADD ("/xero-pull/contacts", NULL, test_contacts);
  ADD ("/xero-pull/lists", NULL, test_lists);
  ADD ("/xero-pull/documents", NULL, test_documents);
  ADD ("/xero-pull/payments", NULL, test_payments);
  ADD ("/xero-pull/all", &harbor, test_all);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
