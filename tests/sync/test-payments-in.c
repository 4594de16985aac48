/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-payments-in"
#include "config.h"

#include "run-fixture.h"
#include "store/tie-sync-table.h"
#include "sync/tie-problem.h"
#include "sync/tie-sync-actions.h"
#include "sync/tie-sync-list.h"
#include "sync/tie-sync-round.h"

/* Payments that are only at the package, whichever way the money went: listed, brought over once, and taken back. */

#define PURCHASE \
  "{\"PaymentType\":\"Check\",\"AccountRef\":{\"value\":\"1\"},\"EntityRef\":{\"value\":\"%s\",\"type\":\"Customer\"},\"TxnDate\":\"2025-11-20\"," \
  "\"Line\":[{\"Amount\":30,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"%s\"}}}]}"
#define BILL_PAYMENT \
  "{\"VendorRef\":{\"value\":\"%s\"},\"PayType\":\"Check\",\"CheckPayment\":{\"BankAccountRef\":{\"value\":\"1\"}},\"TotalAmt\":40,\"TxnDate\":\"2025-11-19\"," \
  "\"Line\":[{\"Amount\":40,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Bill\"}]}]}"
#define PAYMENT "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":20,\"TxnDate\":\"2025-11-18\"}"

/* One of each kind is there, and an expense that went to the customer. */
typedef struct
{
  char *bill;    /* (owned): ours */
  char *ids[3];  /* (owned): of the rows: refund, payment to the supplier, receipt */
  char *expense; /* (owned) */
} Theirs;

static void
theirs_clear (Theirs *theirs)
{
  for (guint i = 0; i < G_N_ELEMENTS (theirs->ids); i++)
    g_free (theirs->ids[i]);
  g_free (theirs->bill);
  g_free (theirs->expense);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Theirs, theirs_clear)

static void
pull (RunFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
}

static void
make_theirs (RunFixture *fixture,
             Theirs *theirs)
{
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *vendor = run_get_remote_id (fixture, TIE_KIND_VENDOR, fixture->supplier);
  g_autofree char *receivables = run_find_account (fixture, "Accounts Receivable");
  g_autofree char *bill = NULL;
  g_autofree char *refund = run_create (fixture, "Purchase", PURCHASE, customer, receivables);
  g_autofree char *paid = NULL;
  g_autofree char *receipt = run_create (fixture, "Payment", PAYMENT, customer);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  theirs->expense = run_create (fixture, "Purchase", PURCHASE, customer, "16");
  theirs->bill = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 9000);
  run_export (fixture, run, &error, theirs->bill, NULL);
  g_assert_no_error (error);
  bill = run_get_remote_id (fixture, TIE_KIND_SUPPLIER_INVOICE, theirs->bill);
  paid = run_create (fixture, "BillPayment", BILL_PAYMENT, vendor, bill);
  theirs->ids[0] = tie_sync_table_name_payment (TIE_KIND_REFUND, refund);
  theirs->ids[1] = tie_sync_table_name_payment (TIE_KIND_SUPPLIER_PAYMENT, paid);
  theirs->ids[2] = tie_sync_table_name_payment (TIE_KIND_RECEIPT, receipt);
  pull (fixture);
}

static TieSyncList *
load (RunFixture *fixture)
{
  TieSyncList *list = tie_sync_list_new (fixture->sync.company, TIE_SYNC_PAYMENTS_IN);

  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  return list;
}

static void
assert_states (RunFixture *fixture,
               const Theirs *theirs,
               TieSyncState state)
{
  static const TieKind kinds[] = { TIE_KIND_REFUND, TIE_KIND_SUPPLIER_PAYMENT, TIE_KIND_RECEIPT };
  static const gint64 amounts[] = { 3000, 4000, 2000 };
  g_autoptr (TieSyncList) list = load (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      TieSyncRow *row = tie_sync_list_find (list, theirs->ids[i]);

      g_assert_nonnull (row);
      g_assert_cmpint (tie_sync_row_get_kind (row), ==, kinds[i]);
      g_assert_cmpint (tie_sync_row_get_amount (row), ==, amounts[i]);
      g_assert_cmpint (tie_sync_row_get_state (row), ==, state);
    }
}

static guint
import_all (RunFixture *fixture,
            const Theirs *theirs)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (theirs->ids); i++)
    g_ptr_array_add (ids, theirs->ids[i]);
  tie_sync_run_import_payments_async (run, ids, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_sync_run_finish (run, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 0);
  return tie_sync_run_get_n_done (run);
}

static void
test_all_kinds (RunFixture *fixture,
                gconstpointer data)
{
  g_auto (Theirs) theirs = { NULL };
  g_autofree char *local = NULL;
  g_autofree char *kind = NULL;
  TieKind parsed = 0;

  make_theirs (fixture, &theirs);
  assert_states (fixture, &theirs, TIE_SYNC_STATE_READY);
  g_assert_cmpuint (import_all (fixture, &theirs), ==, 3);
  assert_states (fixture, &theirs, TIE_SYNC_STATE_EXPORTED);
  g_assert_cmpint (run_count_payments (fixture), ==, 3);
  g_assert_cmpint (run_get_paid (fixture, theirs.bill), ==, 4000);
  local = run_get_local_id (fixture, TIE_KIND_SUPPLIER_PAYMENT, tie_sync_table_parse_payment (theirs.ids[1], &parsed));
  g_assert_cmpint (parsed, ==, TIE_KIND_SUPPLIER_PAYMENT);
  kind = run_get_text (fixture, TIE_TYPE_PAYMENT, local, TIE_PAYMENT_KIND);
  g_assert_cmpstr (kind, ==, TIE_PAYMENT_KIND_PAID);

  /* Once is enough. */
  g_assert_cmpuint (import_all (fixture, &theirs), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 3);
}

static void
test_undo (RunFixture *fixture,
           gconstpointer data)
{
  g_auto (Theirs) theirs = { NULL };

  make_theirs (fixture, &theirs);
  g_assert_cmpuint (import_all (fixture, &theirs), ==, 3);
  g_free (sync_undo (&fixture->sync, "window", FALSE)); /* a number that another one follows stays, as void */
  g_assert_cmpint (run_get_paid (fixture, theirs.bill), ==, 0);
  assert_states (fixture, &theirs, TIE_SYNC_STATE_READY);
  g_free (sync_undo (&fixture->sync, "window", TRUE));
  g_assert_cmpint (run_count_payments (fixture), ==, 3);
  g_assert_cmpint (run_get_paid (fixture, theirs.bill), ==, 4000);
  assert_states (fixture, &theirs, TIE_SYNC_STATE_EXPORTED);
}

/* Whose it is says the list, and who has to be matched first. */
static void
test_unknown_supplier (RunFixture *fixture,
                       gconstpointer data)
{
  g_autofree char *vendor = run_create (fixture, "Vendor", "{\"DisplayName\":\"Harbor Power\"}");
  g_autofree char *paid = run_create (fixture, "BillPayment", "{\"VendorRef\":{\"value\":\"%s\"},\"PayType\":\"Check\",\"CheckPayment\":{\"BankAccountRef\":{\"value\":\"1\"}},\"TotalAmt\":40,\"TxnDate\":\"2025-11-19\",\"Line\":[]}", vendor);
  g_autofree char *id = tie_sync_table_name_payment (TIE_KIND_SUPPLIER_PAYMENT, paid);
  g_autoptr (TieSyncList) list = NULL;
  const TieSyncFinding *finding;
  TieSyncRow *row;

  pull (fixture);
  list = load (fixture);
  row = tie_sync_list_find (list, id);
  g_assert_nonnull (row);
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_BLOCKED);
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "QuickBooks supplier Harbor Power is not linked to a contact.");
  finding = tie_sync_row_get_findings (row)->pdata[0];
  g_assert_cmpint (finding->kind, ==, TIE_KIND_VENDOR);
  g_assert_cmpstr (finding->remote_id, ==, vendor);
}

static guint
go_round (RunFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieSyncRound) round = NULL;
  g_autoptr (GError) error = NULL;

  tie_sync_round_async (fixture->sync.company, TRUE, 0, NULL, sync_done_cb, &result);
  sync_wait (&result);
  round = tie_sync_round_finish (fixture->sync.company, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (round->n_failed, ==, 0);
  return round->n_imported;
}

/* Their payment of 80.00 with a credit of 20.00 settles an invoice of 100.00; gives the row's id (transfer full). */
static char *
settle_with_credit (RunFixture *fixture,
                    const char *invoice,
                    const char *credit)
{
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *invoice_there = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  g_autofree char *credit_there = run_get_remote_id (fixture, TIE_KIND_SALES_CREDIT, credit);
  g_autofree char *there = run_create (fixture, "Payment",
                                       "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":80,\"TxnDate\":\"2025-11-18\",\"Line\":["
                                       "{\"Amount\":100,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]},"
                                       "{\"Amount\":20,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"CreditMemo\"}]}]}",
                                       customer, invoice_there, credit_there);

  pull (fixture);
  return tie_sync_table_name_payment (TIE_KIND_RECEIPT, there);
}

typedef struct
{
  const char *connection;
  const TieSyncFinding *finding;
} Same;

static gboolean
link_same (TieDb *db,
           gpointer data,
           GError **error)
{
  const Same *same = data;

  return tie_sync_action_link_payment (db, same->connection, same->finding->kind, same->finding->remote_id, same->finding->record_id, NULL, error);
}

/* What a person can do about it: record both here by hand, and say that they are the same. */
static void
record_by_hand (RunFixture *fixture,
                const char *id,
                const char *invoice,
                const char *credit)
{
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 8000);
  g_autoptr (GPtrArray) findings = NULL;
  Same same = { tie_company_get_connection (fixture->sync.company)->id, NULL };

  run_apply_credit (fixture, credit, invoice, 2000);
  findings = run_check (fixture, TIE_SYNC_PAYMENTS_IN, id);
  g_assert_cmpuint (findings->len, ==, 1);
  same.finding = findings->pdata[0];
  g_assert_cmpstr (same.finding->record_id, ==, payment);
  run_write (fixture, link_same, &same);
}

/* The list says that it cannot come over before anybody tries, no round tries it, and recorded by hand it is done with: touched
 * there later it is no matter either. */
static void
test_by_hand (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2000);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (TieSyncList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  TieSyncRow *row;

  run_export (fixture, run, &error, invoice, credit, NULL);
  g_assert_no_error (error);
  id = settle_with_credit (fixture, invoice, credit);
  list = load (fixture);
  row = tie_sync_list_find (list, id);
  g_assert_nonnull (row);
  g_assert_cmpint (tie_sync_row_get_state (row), ==, TIE_SYNC_STATE_BLOCKED);
  g_assert_cmpint (tie_sync_row_get_code (row), ==, TIE_SYNC_BY_HAND);
  g_assert_cmpstr (tie_sync_row_get_sentence (row), ==, "In QuickBooks it is settled together with a credit. Record both here by hand.");
  g_assert_cmpuint (go_round (fixture), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 0);

  record_by_hand (fixture, id, invoice, credit);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 10000);
  run_edit (fixture, "{\"action\":\"bump\",\"entity\":\"Payment\",\"id\":\"%s\"}", id);
  g_assert_cmpuint (go_round (fixture), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 1);
  g_clear_object (&list);
  list = load (fixture);
  g_assert_cmpint (tie_sync_row_get_state (tie_sync_list_find (list, id)), ==, TIE_SYNC_STATE_EXPORTED);
}

static void
bring (TieSyncSettings *settings)
{
  settings->direction = TIE_SYNC_BRING;
}

static void
send (TieSyncSettings *settings)
{
  settings->direction = TIE_SYNC_SEND;
}

/* As Sync Settings say. */
static void
test_round (RunFixture *fixture,
            gconstpointer data)
{
  g_auto (Theirs) theirs = { NULL };

  make_theirs (fixture, &theirs);
  run_change_settings (fixture, send);
  g_assert_cmpuint (go_round (fixture), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 0);
  run_change_settings (fixture, bring);
  g_assert_cmpuint (go_round (fixture), ==, 3);
  g_assert_cmpuint (go_round (fixture), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 3);
}

/* Ids are unique in a kind only, and so are told apart. */
static void
test_ids (void)
{
  for (TieKind kind = TIE_KIND_RECEIPT; kind <= TIE_KIND_REFUND; kind++)
    {
      g_autofree char *id = tie_sync_table_name_payment (kind, "145");
      TieKind parsed = 0;

      g_assert_cmpstr (tie_sync_table_parse_payment (id, &parsed), ==, "145");
      g_assert_cmpint (parsed, ==, kind);
    }
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (RunFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/payments-in/all-kinds", test_all_kinds },
    { "/payments-in/undo", test_undo },
    { "/payments-in/unknown-supplier", test_unknown_supplier },
    { "/payments-in/by-hand", test_by_hand },
    { "/payments-in/round", test_round },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, RunFixture, NULL, run_fixture_set_up, tests[i].test, run_fixture_tear_down);
  g_test_add_func ("/payments-in/ids", test_ids);
  return g_test_run ();
}
