/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-packages"
#include "config.h"

#include "base/tie-random.h"
#include "billing/tie-payment-actions.h"
#include "net/tie-http.h"
#include "package-fixture.h"
#include "store/tie-db.h"
#include "store/tie-remote-table.h"

/* The same work with every package: names, documents, payments both ways, taking back, lost answers; and in the end both books
 * are even to the cent. */

#define DATE "2025-11-03"

/* All kinds, first as they are, then changed, then taken back. */
static void
test_work (RunFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *credit = package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999);
  g_autofree char *bill = package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881);
  const char *last;

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, i % 2 ? fixture->other : fixture->client, 10010 + 333 * i));
  last = ids->pdata[3];
  g_ptr_array_add (ids, g_strdup (credit));
  g_ptr_array_add (ids, g_strdup (bill));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, -505));
  g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0]));
  g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, bill));
  run_apply_credit (fixture, credit, ids->pdata[2], 2000);
  run_export_whole (fixture, ids, 9);
  package_assert_even (fixture);

  /* Nothing more is to be done. */
  run_export_whole (fixture, ids, 0);

  run_change_document (fixture, ids->pdata[1], "More work", 77777);
  g_ptr_array_add (changed, g_strdup (ids->pdata[1]));
  run_export_whole (fixture, changed, 1);
  run_change_payment (fixture, ids->pdata[7], 5000);
  g_ptr_array_set_size (changed, 0);
  g_ptr_array_add (changed, g_strdup (ids->pdata[7]));
  run_export_whole (fixture, changed, 1);
  package_assert_even (fixture);

  run = run_new (fixture);
  run_remove (fixture, run, last, "void", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, last, TIE_DOCUMENT_IS_VOID), ==, 1);
  package_assert_even (fixture);
}

/* Tax is turned off there, in the package's own words; and who connects once more is not turned away for it. */
static void
stop_tax (RunFixture *fixture,
          const PackageCase *c)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (c->package, "xero"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Organisation\",\"id\":\"%s\",\"members\":{\"PaysTax\":false,\"CountryCode\":\"CA\"}}", tie_company_get_connection (fixture->sync.company)->company_id);
  else if (g_str_equal (c->package, "sage"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"financial_settings\",\"members\":{\"tax_scheme\":{\"id\":\"NOT_REGISTERED\"}}}");
  else
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"TaxPrefs\":{\"UsingSalesTax\":false}}}");
  sync_fixture_restart (&fixture->sync);
  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tie_company_get_connection (fixture->sync.company)->tax_model, ==, TIE_TAX_NONE);
}

static gboolean
drop (TieDb *db,
      gpointer id,
      GError **error)
{
  return tie_db_run (db, error, "UPDATE document SET is_void = 1, total = 0 WHERE id = ?", "s", id);
}

/* A company that charges no tax takes what bears none, and a supplier's as part of the cost; what we charge some on is kept back
 * before anything is sent, and the sentence says why. */
static void
test_untaxed (RunFixture *fixture,
              gconstpointer data)
{
  const PackageCase *c = data;
  g_autofree char *taxed = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;
  const TieSyncFinding *finding;

  stop_tax (fixture, c);
  findings = run_check (fixture, TIE_SYNC_INVOICES, taxed);
  g_assert_cmpuint (findings->len, ==, 2); /* one of each line */
  finding = findings->pdata[0];
  expected = g_strdup_printf ("Line 1: PREP bears 20 %% tax, and the company in %s charges none.", tie_package_find (c->package)->short_name);
  g_assert_cmpint (finding->code, ==, TIE_SYNC_NO_TAX);
  g_assert_cmpstr (finding->sentence, ==, expected);
  run = run_new (fixture);
  run_export (fixture, run, &error, taxed, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);

  g_ptr_array_add (ids, package_add_untaxed_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  g_ptr_array_add (ids, package_add_untaxed_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881));
  g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0]));
  run_export_whole (fixture, ids, 4);
  run_write (fixture, drop, taxed);
  package_assert_even (fixture);
}

/* (transfer full) Somebody records there that the invoice was paid; gives the payment's id. */
static char *
pay_there (RunFixture *fixture,
           TieKind kind,
           const char *document, /* (nullable): there */
           gint64 amount)
{
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (kind);
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = tie_random_uuid ();
  TieLedgerOperation operation = { kind, "create", request_id, NULL };
  const TieLedgerResult *result;

  payment->date = g_strdup (DATE);
  payment->party_id = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  payment->account_id = package_find_account (fixture, TIE_SYNC_ACCOUNT_DEPOSIT);
  payment->reference = g_strdup ("CHQ 7");
  payment->amount = amount;
  if (kind == TIE_KIND_REFUND)
    payment->owed_on = package_find_account (fixture, TIE_SYNC_ACCOUNT_RECEIVABLE);
  if (document != NULL)
    tie_ledger_payment_apply (payment, kind == TIE_KIND_REFUND ? TIE_KIND_SALES_CREDIT : TIE_KIND_SALES_INVOICE, document, amount);
  operation.body = body = tie_ledger_make_payment_body (ledger, "create", payment, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (ledger, operations, NULL, sync_done_cb, &answer);
  sync_wait (&answer);
  results = tie_ledger_push_finish (ledger, answer, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (results, 0);
  g_assert_no_error (result->fault);
  return g_strdup (result->remote->id);
}

/* What is paid there is brought over, once. */
static void
test_paid_there (RunFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *invoice = NULL;
  g_autofree char *there = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  run_export_whole (fixture, ids, 1);
  invoice = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, ids->pdata[0]);
  there = pay_there (fixture, TIE_KIND_RECEIPT, invoice, 4000);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      sync_pull (&fixture->sync, &error);
      g_assert_no_error (error);
      run_import (fixture, run, there, &error);
      g_assert_no_error (error);
      g_assert_cmpint (run_get_paid (fixture, ids->pdata[0]), ==, 4000);
      g_assert_cmpint (run_count_payments (fixture), ==, 1);
    }
  package_assert_even (fixture);
}

/* Money that goes back: of a credit note that also pays an invoice, and of one that is used for nothing else. */
static void
test_refunds (RunFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999));
  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 1000));
  run_apply_credit (fixture, ids->pdata[1], ids->pdata[0], 1500);
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, ids->pdata[1], 2000));
  g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, ids->pdata[2]));
  run_export_whole (fixture, ids, 5);
  run_export_whole (fixture, ids, 0);
  package_assert_even (fixture);
}

static gboolean
says_itself (RunFixture *fixture)
{
  return tie_ledger_get_capabilities (tie_company_get_ledger (fixture->sync.company))->refunds_name_credit;
}

/* What is left of it there now: what settles it need not change it, so it is not told of with the changes. */
static gint64
get_balance (RunFixture *fixture,
             TieKind kind,
             const char *local_id)
{
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  g_autofree char *remote_id = run_get_remote_id (fixture, kind, local_id);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  tie_ledger_find_async (ledger, kind, &(TieLedgerKey){ .id = remote_id }, NULL, sync_done_cb, &answer);
  sync_wait (&answer);
  found = tie_ledger_find_finish (ledger, answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return ((const TieRemote *) g_ptr_array_index (found, 0))->money->balance;
}

static gboolean
void_payment (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_payment_void (db, data, NULL, error);
}

typedef struct
{
  const char *connection;
  const char *remote_id;
  gint64 balance;
} Left;

static gboolean
read_left (TieDb *db,
           gpointer data,
           GError **error)
{
  Left *left = data;
  g_autoptr (TieRemote) remote = tie_remote_table_get (db, left->connection, TIE_KIND_SALES_CREDIT, left->remote_id, error);

  left->balance = remote != NULL && remote->money != NULL ? remote->money->balance : -1;
  return remote != NULL;
}

/* What the changes said is left of a credit note, where settling it is a change of it, as it is with Sage. */
static void
assert_told (RunFixture *fixture,
             const PackageCase *c,
             const char *credit,
             gint64 expected)
{
  g_autofree char *remote_id = run_get_remote_id (fixture, TIE_KIND_SALES_CREDIT, credit);
  Left left = { tie_company_get_connection (fixture->sync.company)->id, remote_id, 0 };

  if (!g_str_equal (c->package, "sage"))
    return;
  run_write (fixture, read_left, &left);
  g_assert_cmpint (left.balance, ==, expected);
}

/* A part of a credit note pays an invoice, the rest goes back: in the end nothing is left of it, on both sides. */
static void
test_refund (RunFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *credit = package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 6000);
  g_autofree char *refund = NULL;
  gint64 rest = run_get_integer (fixture, TIE_TYPE_DOCUMENT, credit, TIE_DOCUMENT_TOTAL) - 2000;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  g_ptr_array_add (ids, g_strdup (credit));
  run_apply_credit (fixture, credit, ids->pdata[0], 2000);
  run_export_whole (fixture, ids, 2);
  package_assert_even (fixture);
  g_assert_cmpint (get_balance (fixture, TIE_KIND_SALES_CREDIT, credit), ==, rest);
  assert_told (fixture, data, credit, rest);

  refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, credit, rest);
  g_ptr_array_add (ids, g_strdup (refund));
  run_export_whole (fixture, ids, says_itself (fixture) ? 1 : 2);
  package_assert_even (fixture);
  g_assert_cmpint (get_balance (fixture, TIE_KIND_SALES_CREDIT, credit), ==, 0);
  assert_told (fixture, data, credit, 0);
  run_export_whole (fixture, ids, 0);

  run_write (fixture, void_payment, refund);
  run_export_whole (fixture, ids, says_itself (fixture) ? 1 : 2);
  package_assert_even (fixture);
  g_assert_cmpint (get_balance (fixture, TIE_KIND_SALES_CREDIT, credit), ==, rest);
  run_export_whole (fixture, ids, 0);
}

/* Somebody pays a credit note back there; it is brought over once, with the credit note where it says which. */
static void
test_refund_there (RunFixture *fixture,
                   gconstpointer data)
{
  gboolean is_open = !says_itself (fixture);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *credit = package_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 6000);
  g_autofree char *credit_there = NULL;
  g_autofree char *there = NULL;

  g_ptr_array_add (ids, g_strdup (credit));
  run_export_whole (fixture, ids, 1);
  credit_there = run_get_remote_id (fixture, TIE_KIND_SALES_CREDIT, credit);
  there = pay_there (fixture, TIE_KIND_REFUND, is_open ? NULL : credit_there, 1500);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      sync_pull (&fixture->sync, &error);
      g_assert_no_error (error);
      run_import_payment (fixture, run, TIE_KIND_REFUND, there, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
      g_assert_cmpint (run_get_paid (fixture, credit), ==, is_open ? 0 : 1500);
      g_assert_cmpint (run_count_payments (fixture), ==, 1);
    }
  package_assert_even (fixture);
  run_export_whole (fixture, ids, 0);
}

/* A pair that was unlinked is proposed again. */
static void
test_match (RunFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *unlinked = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *before = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *after = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (&fixture->sync, TIE_KIND_CUSTOMER);
  unlinked = sync_unlink (crosswalk, "Carter, Joan", &error);
  g_assert_no_error (error);
  proposals = sync_automatch (crosswalk, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (proposals), ==, 1);
  applied = sync_apply (crosswalk, proposals);
  after = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_assert_cmpstr (after, ==, before);
}

/* Somebody takes a contact away over there, in the package's own way. */
static void
take_contact_away (RunFixture *fixture,
                   const PackageCase *c)
{
  g_autofree char *id = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->other);

  tie_sandbox_advance_clock (fixture->sync.sandbox, 5); /* moments have whole seconds */
  if (g_str_equal (c->package, "xero"))
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Contact\",\"id\":\"%s\",\"members\":{\"ContactStatus\":\"ARCHIVED\"}}", id);
  else if (g_str_equal (c->package, "sage"))
    run_edit (fixture, "{\"action\":\"delete\",\"entity\":\"contact\",\"id\":\"%s\"}", id);
  else
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Customer\",\"id\":\"%s\",\"members\":{\"Active\":false}}", id);
}

/* Once that is read, the checks keep its documents back, and nothing is sent for it; also where the contact is no older than the
 * last reading, and where none had ever been read from there. */
static void
test_contact_gone (RunFixture *fixture,
                   gconstpointer data)
{
  const PackageCase *c = data;
  g_autofree char *invoice = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 10000);
  g_autofree char *mine = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 5000);
  g_autoptr (GPtrArray) before = run_check (fixture, TIE_SYNC_INVOICES, invoice);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  take_contact_away (fixture, c);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  after = run_check (fixture, TIE_SYNC_INVOICES, invoice);
  g_assert_cmpuint (after->len, >, 0);
  g_assert_cmpint (((const TieSyncFinding *) after->pdata[0])->code, ==, TIE_SYNC_BAD_ACCSID);
  others = run_check (fixture, TIE_SYNC_INVOICES, mine);
  g_assert_cmpuint (others->len, ==, 0);
  run_export (fixture, run, &error, invoice, mine, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
}

static void
test_contact_gone_later (RunFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_advance_clock (fixture->sync.sandbox, 3600);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  tie_sandbox_advance_clock (fixture->sync.sandbox, 3600);
  test_contact_gone (fixture, data);
}

/* Each request in turn gets no answer, whether it was done or not, or one of the server's own trouble: nothing is made twice, and
 * nothing is missing. */
static void
test_lost (RunFixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint n_requests;
  } faults[] = { { "cut-after", 5 }, { "cut-before", 2 }, { "500", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      for (guint after = 0; after < faults[i].n_requests; after++)
        {
          g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
          g_autofree char *spec = g_strdup_printf ("%s,after=%u,count=1", faults[i].fault, after);

          g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010 + after));
          g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3000 + after));
          g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0]));
          g_ptr_array_add (ids, package_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, ids->pdata[1]));
          g_test_message ("%s", spec);
          sync_set_fault (&fixture->sync, spec);
          run_export_whole (fixture, ids, 4);
          sync_set_fault (&fixture->sync, "none");
        }
    }
  package_assert_even (fixture);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (RunFixture *fixture, gconstpointer data);
  } tests[] = {
    { "work", test_work },
    { "refunds", test_refunds },
    { "paid-there", test_paid_there },
    { "refund", test_refund },
    { "refund-there", test_refund_there },
    { "untaxed", test_untaxed },
    { "match", test_match },
    { "contact-gone", test_contact_gone },
    { "contact-gone-later", test_contact_gone_later },
    { "lost", test_lost },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (guint i = 0; i < N_PACKAGE_CASES; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/packages/%s/%s", package_cases[i].package, tests[j].name);

          g_test_add (path, RunFixture, &package_cases[i], package_fixture_set_up, tests[j].test, run_fixture_tear_down);
        }
    }
  return g_test_run ();
}
