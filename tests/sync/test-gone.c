/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-gone"
#include "config.h"

#include <string.h>

#include "billing/tie-payment-actions.h"
#include "run-fixture.h"
#include "store/tie-comparison-table.h"
#include "store/tie-record-table.h"

/* What somebody took away, made void or changed in the package, after both sides had it. */

/* data is the test's own, not the company. */
static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  run_fixture_set_up (fixture, NULL);
}

static void
export_all (RunFixture *fixture,
            TieSyncRun *run,
            const char *first,
            const char *second,
            const char *third)
{
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, first, second, third, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
}

/* Reads what happened there and follows it; answers how many records changed here. */
static guint
follow (RunFixture *fixture,
        TieSyncRun *run)
{
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_follow (fixture, run, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  return tie_sync_run_get_n_done (run);
}

static void
end_there (RunFixture *fixture,
           const char *action,
           const char *entity,
           TieKind kind,
           const char *id)
{
  g_autofree char *remote = run_get_remote_id (fixture, kind, id);

  g_assert_nonnull (remote);
  run_edit (fixture, "{\"action\":\"%s\",\"entity\":\"%s\",\"id\":\"%s\"}", action, entity, remote);
}

static void
assert_even (RunFixture *fixture)
{
  g_autoptr (TieComparison) comparison = run_compare (fixture);

  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%d %s: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", (int) difference->kind, difference->number, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
}

typedef struct
{
  const char *path;
  const char *action;
  gboolean is_supplier;
} PaymentCase;

static const PaymentCase payment_cases[] = {
  { "/gone/payment/deleted", "delete", FALSE },
  { "/gone/payment/void", "void", FALSE },
  { "/gone/payment-made/deleted", "delete", TRUE },
  { "/gone/payment-made/void", "void", TRUE },
};

/* A payment of ours is void here then, and what it paid is open; it does not go again. */
static void
test_payment (RunFixture *fixture,
              gconstpointer data)
{
  const PaymentCase *c = data;
  const char *contact = c->is_supplier ? fixture->supplier : fixture->client;
  const char *entity = c->is_supplier ? "BillPayment" : "Payment";
  g_autofree char *document = run_add_document (fixture, c->is_supplier ? TIE_DOCUMENT_KIND_SUPPLIER : TIE_DOCUMENT_KIND_INVOICE, contact, 10000);
  g_autofree char *payment = run_add_payment (fixture, c->is_supplier ? TIE_PAYMENT_KIND_PAID : TIE_PAYMENT_KIND_RECEIPT, contact, document, 10000);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  gint64 sum = 0;

  export_all (fixture, run, document, payment, NULL);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
  assert_even (fixture);
  end_there (fixture, c->action, entity, c->is_supplier ? TIE_KIND_SUPPLIER_PAYMENT : TIE_KIND_RECEIPT, payment);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_PAYMENT, payment, TIE_PAYMENT_IS_VOID), ==, TRUE);
  g_assert_cmpint (run_get_paid (fixture, document), ==, 0);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
  export_all (fixture, run, document, payment, NULL);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  run_count (fixture, entity, &sum);
  g_assert_cmpint (sum, ==, 0);
  assert_even (fixture);
}

/* Another amount there becomes one here, unless it was changed here too. */
static void
test_changed (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *remote = NULL;
  g_autofree char *bill_id = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);

  export_all (fixture, run, invoice, payment, NULL);
  remote = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);
  bill_id = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  end_there (fixture, "bump", "Payment", TIE_KIND_RECEIPT, payment);
  g_assert_cmpuint (follow (fixture, run), ==, 0);

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Payment\",\"id\":\"%s\",\"members\":{\"TotalAmt\":75,\"Line\":[{\"Amount\":75,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}}", remote, bill_id);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_PAYMENT, payment, TIE_PAYMENT_AMOUNT), ==, 7500);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 7500);
  assert_even (fixture);

  run_change_payment (fixture, payment, 8000);
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Payment\",\"id\":\"%s\",\"members\":{\"TotalAmt\":70,\"Line\":[{\"Amount\":70,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}}", remote, bill_id);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_PAYMENT, payment, TIE_PAYMENT_AMOUNT), ==, 8000);
}

/* Who only sends takes nothing over but what is gone. */
static void
only_send (TieSyncSettings *settings)
{
  settings->direction = TIE_SYNC_SEND;
}

static void
test_only_sent (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *remote = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);

  run_change_settings (fixture, only_send);
  export_all (fixture, run, invoice, payment, NULL);
  remote = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Payment\",\"id\":\"%s\",\"members\":{\"TxnDate\":\"2025-12-01\"}}", remote);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
  end_there (fixture, "delete", "Payment", TIE_KIND_RECEIPT, payment);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
}

/* The use of a credit note was taken back there: it is free here as it is there, and not used again by itself. */
static void
test_credit_use (RunFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autoptr (TieSyncRun) run = run_new (fixture);

  run_apply_credit (fixture, credit, invoice, 2500);
  export_all (fixture, run, invoice, credit, NULL);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 2500);
  end_there (fixture, "delete", "Payment", TIE_KIND_RECEIPT, credit);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 0);
  export_all (fixture, run, invoice, credit, NULL);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 0);
  assert_even (fixture);

  /* Used once more here, it is there again. */
  run_apply_credit (fixture, credit, invoice, 1500);
  export_all (fixture, run, invoice, credit, NULL);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 1);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
}

typedef struct
{
  const char *path;
  const char *kind;
  TieKind there;
  const char *entity;
} DocumentCase;

static const DocumentCase document_cases[] = {
  { "/gone/document/invoice", TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice" },
  { "/gone/document/credit", TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT, "CreditMemo" },
  { "/gone/document/bill", TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE, "Bill" },
};

/* Deleted there it is not sent again by itself; sent after all, it is there once more. */
static void
test_document (RunFixture *fixture,
               gconstpointer data)
{
  const DocumentCase *c = data;
  g_autofree char *document = run_add_document (fixture, c->kind, c->there == TIE_KIND_SUPPLIER_INVOICE ? fixture->supplier : fixture->client, 10000);
  g_autofree char *remote = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  export_all (fixture, run, document, NULL, NULL);
  end_there (fixture, "delete", c->entity, c->there, document);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  remote = run_get_remote_id (fixture, c->there, document);
  g_assert_null (remote);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, document, TIE_DOCUMENT_DO_NOT_SEND), ==, TRUE);
  run_export (fixture, run, &error, document, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (fixture, c->entity, NULL), ==, 0);
}

/* What a supplier gives back is an invoice below zero here and a credit there. */
static void
test_supplier_credit (RunFixture *fixture,
                      gconstpointer data)
{
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, -2500);
  g_autofree char *bill = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3840);
  g_autofree char *stage = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  export_all (fixture, run, credit, bill, NULL);
  g_assert_cmpuint (run_count (fixture, "VendorCredit", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 2500);
  g_assert_cmpuint (run_count (fixture, "Bill", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 3840);
  stage = run_get_text (fixture, TIE_TYPE_DOCUMENT, credit, TIE_DOCUMENT_STAGE);
  g_assert_cmpstr (stage, ==, TIE_DOCUMENT_STAGE_EXPORTED);
  assert_even (fixture);

  run_change_document (fixture, credit, "Paper sent back", -3000);
  export_all (fixture, run, credit, bill, NULL);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  run_count (fixture, "VendorCredit", &sum);
  g_assert_cmpint (sum, ==, 3000);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
  assert_even (fixture);

  run_change_document (fixture, credit, "Paper", 3000);
  run_export (fixture, run, &error, credit, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  g_assert_nonnull (strstr (((TieProblem *) tie_sync_run_get_problems (run)->pdata[0])->sentence, "cannot become an invoice there"));
  g_assert_cmpuint (run_count (fixture, "Bill", NULL), ==, 1);

  run_change_document (fixture, credit, "Paper sent back", -3000);
  end_there (fixture, "delete", "VendorCredit", TIE_KIND_SUPPLIER_CREDIT, credit);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  gone = run_get_remote_id (fixture, TIE_KIND_SUPPLIER_CREDIT, credit);
  g_assert_null (gone);
}

/* Void there is void here; what is taken back here is void there, or deleted where the package knows no void. */
static void
test_void (RunFixture *fixture,
           gconstpointer data)
{
  g_autofree char *theirs = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autofree char *bill = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3840);
  const char *ours[] = { invoice, credit, bill };
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  export_all (fixture, run, invoice, credit, bill);
  export_all (fixture, run, theirs, NULL, NULL);
  end_there (fixture, "void", "Invoice", TIE_KIND_SALES_INVOICE, theirs);
  g_assert_cmpuint (follow (fixture, run), ==, 1);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, theirs, TIE_DOCUMENT_IS_VOID), ==, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      run_remove (fixture, run, ours[i], i == 0 ? "void" : "delete", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
    }
  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, 2);
  g_assert_cmpint (sum, ==, 0);
  g_assert_cmpuint (run_count (fixture, "CreditMemo", NULL), ==, 0);
  g_assert_cmpuint (run_count (fixture, "Bill", NULL), ==, 0);
  g_assert_cmpuint (follow (fixture, run), ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, data, func) g_test_add (path, RunFixture, data, set_up, func, run_fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (payment_cases); i++)
    ADD (payment_cases[i].path, &payment_cases[i], test_payment);
  for (guint i = 0; i < G_N_ELEMENTS (document_cases); i++)
    ADD (document_cases[i].path, &document_cases[i], test_document);
  ADD ("/gone/payment/changed", NULL, test_changed);
  ADD ("/gone/payment/only-sent", NULL, test_only_sent);
  ADD ("/gone/credit-use", NULL, test_credit_use);
  ADD ("/gone/void", NULL, test_void);
  ADD ("/gone/supplier-credit", NULL, test_supplier_credit);
#undef ADD
  return g_test_run ();
}
