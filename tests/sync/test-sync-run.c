/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-run"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "run-fixture.h"
#include "store/tie-outbox-table.h"

static void
assert_problem (TieSyncRun *run,
                const char *sentence)
{
  GPtrArray *problems = tie_sync_run_get_problems (run);

  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((TieProblem *) problems->pdata[0])->sentence, ==, sentence);
}

static void
assert_stage (RunFixture *fixture,
              const char *id,
              const char *stage)
{
  g_autofree char *now = run_get_text (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_STAGE);

  g_assert_cmpstr (now, ==, stage);
}

/* Every kind of document and payment in one run, in any order. */
static void
test_all_kinds (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 45985);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  g_autofree char *bill = run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3840);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 45985);
  g_autofree char *remote = NULL;
  g_autofree char *balance = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  run_apply_credit (fixture, credit, second, 2500);
  run_export (fixture, run, &error, payment, credit, second, invoice, bill, NULL);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 5);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "5 documents exported");

  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, 2);
  g_assert_cmpint (sum, ==, 55985);
  g_assert_cmpuint (run_count (fixture, "CreditMemo", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 2500);
  g_assert_cmpuint (run_count (fixture, "Bill", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 3840);
  g_assert_cmpuint (run_count (fixture, "Payment", &sum), ==, 2); /* one is of nothing: the credit's use */
  g_assert_cmpint (sum, ==, 45985);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, second);
  balance = run_pick (fixture, "Invoice", remote, "Balance");
  g_assert_cmpstr (balance, ==, "75");
  assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);
  assert_stage (fixture, bill, TIE_DOCUMENT_STAGE_EXPORTED);

  /* Once more: nothing leaves. */
  {
    guint n_batches = run_count_requests (fixture, "/batch");
    g_autoptr (TieSyncRun) again = run_new (fixture);

    run_export (fixture, again, &error, payment, credit, second, invoice, bill, NULL);
    g_assert_no_error (error);
    g_assert_cmpuint (tie_sync_run_get_n_done (again), ==, 0);
    g_assert_cmpuint (tie_sync_run_get_problems (again)->len, ==, 0);
    g_assert_cmpuint (run_count_requests (fixture, "/batch"), ==, n_batches);
  }
}

static void
test_changed (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *remote = NULL;
  g_autofree char *version = NULL;
  g_autofree char *total = NULL;
  g_autofree char *line = NULL;
  g_autofree char *edit = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);

  /* Touched there, which is no change; changed here. */
  edit = g_strdup_printf ("{\"action\":\"bump\",\"entity\":\"Invoice\",\"id\":\"%s\"}", remote);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  run_change_document (fixture, invoice, "2025 Form 1040 and state", 12550);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  total = run_pick (fixture, "Invoice", remote, "TotalAmt");
  g_assert_cmpstr (total, ==, "125.5");
  line = run_pick (fixture, "Invoice", remote, "Line");
  g_assert_nonnull (strstr (line, "and state"));
  assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);

  /* Changed on both sides: nobody's work is written over. */
  g_free (edit);
  edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Invoice\",\"id\":\"%s\",\"members\":{\"TxnDate\":\"2025-12-01\"}}", remote);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  run_change_document (fixture, invoice, "Another text", 12550);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  assert_problem (run, "INV-1001 was changed here and in QuickBooks.");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/sync-run/all-kinds", test_all_kinds);
  ADD ("/sync-run/changed", test_changed);
#undef ADD
  return g_test_run ();
}
