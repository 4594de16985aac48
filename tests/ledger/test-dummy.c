/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-dummy"
#include "config.h"

#include "../net/net-fixture.h"
#include "ledger/dummy/tie-dummy-ledger.h"
#include "model/tie-contact.h"

/* The package in memory keeps the promises that tests of other rooms build on. */

static void
put (TieDummyLedger *dummy,
     const char *id,
     const char *name)
{
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, id);

  remote->name = g_strdup (name);
  remote->is_active = TRUE;
  tie_dummy_ledger_put (dummy, remote);
}

static TieLedgerPage *
pull (TieDummyLedger *dummy,
      const char *cursor,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_pull_async (TIE_LEDGER (dummy), TIE_KIND_CUSTOMER, cursor, NULL, net_wait_cb, &result);
  return tie_ledger_pull_finish (TIE_LEDGER (dummy), net_wait (&result), error);
}

static TieLedgerResult *
push (TieDummyLedger *dummy,
      const char *request_id,
      const char *name)
{
  g_autoptr (TieContact) contact = tie_contact_new (NULL);
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  TieLedgerOperation operation = { TIE_KIND_CUSTOMER, "create", request_id, NULL };

  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, name);
  operation.body = body = tie_ledger_make_body (TIE_LEDGER (dummy), TIE_KIND_CUSTOMER, "create", TIE_RECORD (contact), NULL, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (TIE_LEDGER (dummy), operations, NULL, net_wait_cb, &result);
  results = tie_ledger_push_finish (TIE_LEDGER (dummy), net_wait (&result), &error);
  g_assert_no_error (error);
  return g_ptr_array_steal_index (results, 0);
}

static void
test_pages (void)
{
  g_autoptr (TieDummyLedger) dummy = tie_dummy_ledger_new ();
  g_autofree char *cursor = NULL;
  guint read = 0;
  gboolean has_more = TRUE;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLedgerPage) changes = NULL;
  g_autoptr (TieLedgerPage) failed = NULL;

  tie_dummy_ledger_set_page_size (dummy, 3);
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      put (dummy, NULL, name);
    }
  while (has_more)
    {
      g_autoptr (TieLedgerPage) page = pull (dummy, cursor, &error);

      g_assert_no_error (error);
      read += page->remotes->len;
      has_more = page->has_more;
      g_free (cursor);
      cursor = g_strdup (page->cursor);
    }
  g_assert_cmpuint (read, ==, 7);

  put (dummy, "3", "Renamed");
  changes = pull (dummy, cursor, &error);
  g_assert_cmpuint (changes->remotes->len, ==, 1);
  g_assert_cmpstr (((TieRemote *) g_ptr_array_index (changes->remotes, 0))->name, ==, "Renamed");

  tie_dummy_ledger_fail (dummy, TIE_DUMMY_PULL, 0, TIE_ERROR_THROTTLED, FALSE);
  failed = pull (dummy, cursor, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_THROTTLED);
}

static void
test_push (void)
{
  g_autoptr (TieDummyLedger) dummy = tie_dummy_ledger_new ();
  g_autoptr (TieLedgerResult) made = push (dummy, "request-1", "Delta");
  g_autoptr (TieLedgerResult) again = push (dummy, "request-1", "Delta");
  g_autoptr (TieLedgerResult) twin = push (dummy, "request-2", "DELTA ");
  g_autoptr (TieLedgerResult) lost = NULL;
  g_autoptr (TieLedgerResult) found = NULL;
  g_autoptr (TieLedgerResult) refused = NULL;

  g_assert_no_error (made->fault);
  g_assert_cmpstr (again->remote->id, ==, made->remote->id);
  g_assert_error (twin->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
  g_assert_cmpstr (twin->duplicate_id, ==, made->remote->id);

  tie_dummy_ledger_fail (dummy, TIE_DUMMY_PUSH, 0, TIE_ERROR_NETWORK, TRUE);
  lost = push (dummy, "request-3", "Echo");
  g_assert_error (lost->fault, TIE_ERROR, TIE_ERROR_NETWORK);
  g_assert_false (lost->is_known);
  g_assert_cmpuint (tie_dummy_ledger_count (dummy, TIE_KIND_CUSTOMER), ==, 2);
  found = push (dummy, "request-3", "Echo");
  g_assert_no_error (found->fault);
  g_assert_cmpuint (tie_dummy_ledger_count (dummy, TIE_KIND_CUSTOMER), ==, 2);

  tie_dummy_ledger_fail (dummy, TIE_DUMMY_PUSH, 0, TIE_ERROR_RIGHTS, FALSE);
  refused = push (dummy, "request-4", "Foxtrot");
  g_assert_error (refused->fault, TIE_ERROR, TIE_ERROR_RIGHTS);
  g_assert_true (refused->is_known);
  g_assert_cmpuint (tie_dummy_ledger_count (dummy, TIE_KIND_CUSTOMER), ==, 2);
}

static TieLedgerResult *
push_body (TieDummyLedger *dummy,
           TieKind kind,
           const char *verb,
           const char *request_id,
           GBytes *body)
{
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  TieLedgerOperation operation = { kind, verb, request_id, body };

  g_assert_nonnull (body);
  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (TIE_LEDGER (dummy), operations, NULL, net_wait_cb, &result);
  results = tie_ledger_push_finish (TIE_LEDGER (dummy), net_wait (&result), &error);
  g_assert_no_error (error);
  return g_ptr_array_steal_index (results, 0);
}

static guint
find (TieDummyLedger *dummy,
      TieKind kind,
      const TieLedgerKey *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  tie_ledger_find_async (TIE_LEDGER (dummy), kind, key, NULL, net_wait_cb, &result);
  found = tie_ledger_find_finish (TIE_LEDGER (dummy), net_wait (&result), &error);
  g_assert_no_error (error);
  return found->len;
}

/* An invoice, a payment of a part of it, and both taken back. */
static void
test_documents (void)
{
  g_autoptr (TieDummyLedger) dummy = tie_dummy_ledger_new ();
  TieLedger *ledger = TIE_LEDGER (dummy);
  g_autoptr (TieLedgerDocument) document = tie_ledger_document_new (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (TIE_KIND_RECEIPT);
  g_autoptr (GBytes) document_body = NULL;
  g_autoptr (GBytes) payment_body = NULL;
  g_autoptr (GBytes) void_body = NULL;
  g_autoptr (GBytes) delete_body = NULL;
  g_autoptr (TieLedgerResult) made = NULL;
  g_autoptr (TieLedgerResult) twin = NULL;
  g_autoptr (TieLedgerResult) paid = NULL;
  g_autoptr (TieLedgerResult) voided = NULL;
  g_autoptr (TieLedgerResult) deleted = NULL;
  g_autoptr (TieLedgerResult) stale = NULL;
  g_autoptr (GError) error = NULL;

  document->number = g_strdup ("INV-1");
  document->date = g_strdup ("2026-02-03");
  document->party_id = g_strdup ("58");
  document->mark = g_strdup ("Tieout:a");
  document->total = 10000;
  document_body = tie_ledger_make_document_body (ledger, "create", document, NULL, &error);
  made = push_body (dummy, TIE_KIND_SALES_INVOICE, "create", "request-1", document_body);
  g_assert_no_error (made->fault);
  g_assert_cmpint (made->remote->money->balance, ==, 10000);
  twin = push_body (dummy, TIE_KIND_SALES_INVOICE, "create", "request-2", document_body);
  g_assert_error (twin->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
  g_assert_cmpstr (twin->field, ==, "number");

  payment->date = g_strdup ("2026-02-04");
  payment->party_id = g_strdup ("58");
  payment->amount = 5000;
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, made->remote->id, 4000);
  payment_body = tie_ledger_make_payment_body (ledger, "create", payment, NULL, &error);
  paid = push_body (dummy, TIE_KIND_RECEIPT, "create", "request-3", payment_body);
  g_assert_cmpint (paid->remote->money->balance, ==, 1000);
  g_assert_cmpint (tie_dummy_ledger_get (dummy, TIE_KIND_SALES_INVOICE, made->remote->id)->money->balance, ==, 6000);

  g_assert_cmpuint (find (dummy, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .number = "INV-1" }), ==, 1);
  g_assert_cmpuint (find (dummy, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .number = "INV-1", .mark = "Tieout:b" }), ==, 0);
  g_assert_cmpuint (find (dummy, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .id = made->remote->id }), ==, 1);
  g_assert_cmpuint (find (dummy, TIE_KIND_RECEIPT, &(TieLedgerKey){ .party_id = "58", .date = "2026-02-04" }), ==, 1);
  g_assert_cmpuint (find (dummy, TIE_KIND_RECEIPT, &(TieLedgerKey){ .party_id = "58", .date = "2026-02-05" }), ==, 0);

  void_body = tie_ledger_make_removal_body (ledger, TIE_KIND_RECEIPT, "void", paid->remote, &error);
  voided = push_body (dummy, TIE_KIND_RECEIPT, "void", "request-4", void_body);
  g_assert_true (voided->remote->money->is_void);
  g_assert_cmpint (tie_dummy_ledger_get (dummy, TIE_KIND_SALES_INVOICE, made->remote->id)->money->balance, ==, 10000);
  stale = push_body (dummy, TIE_KIND_RECEIPT, "void", "request-5", void_body);
  g_assert_error (stale->fault, TIE_ERROR, TIE_ERROR_STALE);

  g_assert_false (tie_ledger_has_verb (ledger, TIE_KIND_SALES_CREDIT, "void"));
  delete_body = tie_ledger_make_removal_body (ledger, TIE_KIND_SALES_INVOICE, "delete", made->remote, &error);
  deleted = push_body (dummy, TIE_KIND_SALES_INVOICE, "delete", "request-6", delete_body);
  g_assert_true (deleted->remote->is_deleted);
  g_assert_cmpuint (tie_dummy_ledger_count (dummy, TIE_KIND_SALES_INVOICE), ==, 0);
  g_assert_cmpuint (find (dummy, TIE_KIND_SALES_INVOICE, &(TieLedgerKey){ .id = made->remote->id }), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dummy/pages", test_pages);
  g_test_add_func ("/dummy/push", test_push);
  g_test_add_func ("/dummy/documents", test_documents);
  return g_test_run ();
}
