/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-refunds"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "billing/tie-payment-actions.h"
#include "run-fixture.h"
#include "store/tie-comparison-table.h"
#include "store/tie-connection-table.h"
#include "sync/tie-problem.h"

/* Money that goes back to a customer: a check that the customer owes, and a payment that puts the credit against it. */

static gboolean
read_comparison (TieDb *db,
                 gpointer data,
                 GError **error)
{
  TieComparison **comparison = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *comparison = tie_comparison_table_read (db, connection->id, NULL, "9999-12-31", error);
  return *comparison != NULL;
}

static TieComparison *
compare (RunFixture *fixture)
{
  TieComparison *comparison = NULL;
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  tie_store_run (fixture->sync.store, TIE_STORE_READ, read_comparison, &comparison, &error);
  g_assert_no_error (error);
  return comparison;
}

static void
assert_even (RunFixture *fixture,
             gint64 refunds)
{
  g_autoptr (TieComparison) comparison = compare (fixture);

  g_assert_cmpuint (comparison->differences->len, ==, 0);
  g_assert_true (tie_comparison_is_even (comparison));
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_REFUNDS].there, ==, refunds);
}

/* What the customer owes there, as its record says. */
static void
assert_balance (RunFixture *fixture,
                const char *expected)
{
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *balance = run_pick (fixture, "Customer", customer, "Balance");

  g_assert_cmpstr (balance, ==, expected);
}

static void
export (RunFixture *fixture,
        TieSyncRun *run,
        const char *first,
        const char *second,
        const char *third)
{
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, first, second, third, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_error ("%s", ((const TieProblem *) g_ptr_array_index (tie_sync_run_get_problems (run), i))->sentence);
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
  const char *contact;
  const char *payment;
  gint64 amount;
  char *id; /* (owned) */
} Refund;

static gboolean
add_refund (TieDb *db,
            gpointer data,
            GError **error)
{
  Refund *refund = data;
  g_autoptr (TiePaymentSheet) sheet = tie_payment_sheet_new (TIE_PAYMENT_KIND_REFUND, "2025-11-20");

  tie_record_set_text (TIE_RECORD (sheet->payment), TIE_PAYMENT_CONTACT, refund->contact);
  tie_record_set_integer (TIE_RECORD (sheet->payment), TIE_PAYMENT_AMOUNT, refund->amount);
  tie_payment_sheet_set_refunded (sheet, refund->payment, refund->amount);
  if (!tie_payment_save (db, sheet, NULL, error))
    return FALSE;
  refund->id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->payment)));
  return TRUE;
}

static void
follow (RunFixture *fixture,
        TieSyncRun *run)
{
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_follow (fixture, run, &error);
  g_assert_no_error (error);
}

/* Of a credit note. */
static void
test_credit (RunFixture *fixture,
             gconstpointer data)
{
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autofree char *refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, credit, 2000);
  g_autofree char *check = NULL;
  g_autofree char *use = NULL;
  g_autofree char *line = NULL;
  g_autofree char *entity = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  /* The credit note has to be there first. */
  run_export (fixture, run, &error, refund, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  g_assert_cmpstr (((const TieProblem *) g_ptr_array_index (tie_sync_run_get_problems (run), 0))->sentence, ==, "CN-1001 has not been exported.");

  export (fixture, run, credit, refund, NULL);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 2);
  check = run_get_remote_id (fixture, TIE_KIND_REFUND, refund);
  use = run_get_remote_id (fixture, TIE_KIND_RECEIPT, credit);
  entity = run_pick (fixture, "Purchase", check, "EntityRef");
  g_assert_nonnull (strstr (entity, "\"Customer\""));
  line = run_pick (fixture, "Payment", use, "Line");
  g_assert_nonnull (strstr (line, "\"Check\""));
  g_assert_nonnull (strstr (line, "\"CreditMemo\""));
  g_assert_cmpuint (run_count (fixture, "Purchase", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 2000);
  assert_balance (fixture, "-5");
  assert_even (fixture, 2000);

  /* Once is enough. */
  export (fixture, run, credit, refund, NULL);
  g_assert_cmpuint (run_count (fixture, "Purchase", NULL), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Payment", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 0);

  /* Void here, it goes there, and the credit is whole again. */
  run_write (fixture, void_payment, refund);
  export (fixture, run, refund, NULL, NULL);
  g_assert_cmpuint (run_count (fixture, "Purchase", NULL), ==, 0);
  assert_balance (fixture, "-25");
  assert_even (fixture, 0);
}

/* Of a payment of which something is left. */
static void
test_payment (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 4000);
  g_autofree char *paid = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 4000);
  g_autofree char *more = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, NULL, 1500);
  Refund refunded = { fixture->client, NULL, 1000, NULL };
  g_autofree char *refund = NULL;
  g_autofree char *receipt = NULL;
  g_autofree char *line = NULL;
  g_autofree char *unapplied = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);

  export (fixture, run, invoice, paid, more);
  assert_balance (fixture, "-15");
  refunded.payment = more;
  run_write (fixture, add_refund, &refunded);
  refund = refunded.id;
  export (fixture, run, refund, NULL, NULL);
  receipt = run_get_remote_id (fixture, TIE_KIND_RECEIPT, more);
  line = run_pick (fixture, "Payment", receipt, "Line");
  g_assert_nonnull (strstr (line, "\"Check\""));
  unapplied = run_pick (fixture, "Payment", receipt, "UnappliedAmt");
  g_assert_cmpstr (unapplied, ==, "5");
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 2);
  assert_balance (fixture, "-5");
  assert_even (fixture, 1000);

  /* Nothing is to be followed, as it is the same on both sides. */
  follow (fixture, run);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
}

/* Whichever answer is lost, there is one check and one use of the credit. */
static void
test_lost (RunFixture *fixture,
           gconstpointer data)
{
  static const char *const kinds[] = { "cut-before", "cut-after", "truncated", "500", "401" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      for (guint after = 0; after < 3; after++)
        {
          g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
          g_autofree char *refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, credit, 2500);
          g_autofree char *spec = g_strdup_printf ("%s,path=batch,after=%u,count=1", kinds[i], after);
          gboolean is_done = FALSE;
          gint64 sum = 0;
          guint n = i * 3 + after + 1;

          g_test_message ("%s", spec);
          tie_sandbox_set_fault (fixture->sync.sandbox, spec, NULL);
          for (guint tries = 0; tries < 3 && !is_done; tries++)
            {
              g_autoptr (TieSyncRun) run = run_new (fixture);

              is_done = run_export (fixture, run, NULL, credit, refund, NULL) && tie_sync_run_get_n_failed (run) == 0;
            }
          tie_sandbox_set_fault (fixture->sync.sandbox, "none", NULL);
          g_assert_true (is_done);
          g_assert_cmpuint (run_count (fixture, "CreditMemo", NULL), ==, n);
          g_assert_cmpuint (run_count (fixture, "Purchase", &sum), ==, n);
          g_assert_cmpint (sum, ==, 2500 * n);
          g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, n);
          assert_balance (fixture, "0");
        }
    }
  assert_even (fixture, 2500 * 15);
}

/* Gone there, it is void here. */
static void
test_gone (RunFixture *fixture,
           gconstpointer data)
{
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autofree char *refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, credit, 2500);
  g_autofree char *check = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (TieComparison) comparison = NULL;

  export (fixture, run, credit, refund, NULL);
  check = run_get_remote_id (fixture, TIE_KIND_REFUND, refund);
  run_edit (fixture, "{\"action\":\"delete\",\"entity\":\"Purchase\",\"id\":\"%s\"}", check);
  comparison = compare (fixture);
  g_assert_cmpuint (comparison->differences->len, ==, 1);
  g_assert_true (((const TieDifference *) comparison->differences->pdata[0])->is_gone);
  g_assert_cmpint (((const TieDifference *) comparison->differences->pdata[0])->what, ==, TIE_KIND_REFUND);
  follow (fixture, run);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_PAYMENT, refund, TIE_PAYMENT_IS_VOID), ==, TRUE);
  g_assert_cmpint (run_get_paid (fixture, credit), ==, 0);
  assert_even (fixture, 0);
}

/* Taken back on purpose. */
static void
test_removal (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autofree char *refund = run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, credit, 2500);
  g_autofree char *linked = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  export (fixture, run, credit, refund, NULL);
  run_remove (fixture, run, refund, "delete", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  linked = run_get_remote_id (fixture, TIE_KIND_REFUND, refund);
  g_assert_null (linked);
  g_assert_cmpuint (run_count (fixture, "Purchase", NULL), ==, 0);
  assert_balance (fixture, "-25");
}

#define PURCHASE \
  "{\"PaymentType\":\"Check\",\"AccountRef\":{\"value\":\"1\"},\"EntityRef\":{\"value\":\"%s\",\"type\":\"Customer\"},\"TxnDate\":\"2025-11-20\"," \
  "\"Line\":[{\"Amount\":30,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"%s\"}}}]}"

/* Made there: what is owed by the customer is a refund, what is an expense of the firm's is none; and a receipt that gave the
 * money back at once is named. */
static void
test_theirs (RunFixture *fixture,
             gconstpointer data)
{
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *receivables = run_find_account (fixture, "Accounts Receivable");
  g_autofree char *refund = run_create (fixture, "Purchase", PURCHASE, customer, receivables);
  g_autofree char *expense = run_create (fixture, "Purchase", PURCHASE, customer, "16");
  g_autofree char *receipt = NULL;
  g_autofree char *local = NULL;
  g_autofree char *kind = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (TieComparison) comparison = compare (fixture);
  g_autoptr (GError) error = NULL;
  const TieDifference *one;

  g_assert_cmpuint (comparison->differences->len, ==, 1);
  one = comparison->differences->pdata[0];
  g_assert_cmpint (one->kind, ==, TIE_DIFFERENCE_ONLY_THERE);
  g_assert_cmpint (one->what, ==, TIE_KIND_REFUND);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_RECEIVABLES].there, ==, 3000);

  run_import_payment (fixture, run, TIE_KIND_REFUND, refund, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  local = run_get_local_id (fixture, TIE_KIND_REFUND, refund);
  kind = run_get_text (fixture, TIE_TYPE_PAYMENT, local, TIE_PAYMENT_KIND);
  g_assert_cmpstr (kind, ==, TIE_PAYMENT_KIND_REFUND);
  run_import_payment (fixture, run, TIE_KIND_REFUND, refund, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run_count_payments (fixture), ==, 1);
  run_import_payment (fixture, run, TIE_KIND_REFUND, expense, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  g_assert_cmpint (run_count_payments (fixture), ==, 1);
  assert_even (fixture, 3000);

  receipt = run_create (fixture, "RefundReceipt",
                        "{\"CustomerRef\":{\"value\":\"%s\"},\"DepositToAccountRef\":{\"value\":\"1\"},\"TxnDate\":\"2025-11-20\",\"DocNumber\":\"RR-1\","
                        "\"Line\":[{\"Amount\":12,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"9\"}}}]}",
                        customer);
  tie_comparison_free (comparison);
  comparison = compare (fixture);
  g_assert_cmpuint (comparison->differences->len, ==, 1);
  one = comparison->differences->pdata[0];
  g_assert_cmpint (one->what, ==, TIE_KIND_REFUND_RECEIPT);
  g_assert_cmpstr (one->number, ==, "RR-1");
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_RECEIVABLES].there, ==, comparison->lines[TIE_COMPARISON_RECEIVABLES].here);
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
    { "/refunds/credit", test_credit },
    { "/refunds/payment", test_payment },
    { "/refunds/lost", test_lost },
    { "/refunds/gone", test_gone },
    { "/refunds/removal", test_removal },
    { "/refunds/theirs", test_theirs },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, RunFixture, NULL, run_fixture_set_up, tests[i].test, run_fixture_tear_down);
  return g_test_run ();
}
