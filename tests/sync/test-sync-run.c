/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-run"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "model/tie-code.h"
#include "model/tie-tax-code.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-record-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-sync-actions.h"
#include "sync/tie-sync-list.h"

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
  g_autofree char *paid = run_add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, bill, 3840);
  g_autofree char *remote = NULL;
  g_autofree char *balance = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  run_apply_credit (fixture, credit, second, 2500);
  run_export (fixture, run, &error, payment, paid, credit, second, invoice, bill, NULL);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 6);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "6 documents exported");

  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, 2);
  g_assert_cmpint (sum, ==, 55985);
  g_assert_cmpuint (run_count (fixture, "CreditMemo", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 2500);
  g_assert_cmpuint (run_count (fixture, "Bill", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 3840);
  g_assert_cmpuint (run_count (fixture, "Payment", &sum), ==, 2); /* one is of nothing: the credit's use */
  g_assert_cmpint (sum, ==, 45985);
  g_assert_cmpuint (run_count (fixture, "BillPayment", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 3840);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, second);
  balance = run_pick (fixture, "Invoice", remote, "Balance");
  g_assert_cmpstr (balance, ==, "75");
  assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);
  assert_stage (fixture, bill, TIE_DOCUMENT_STAGE_EXPORTED);

  /* Once more: nothing leaves. */
  {
    guint n_batches = run_count_requests (fixture, "/batch");
    g_autoptr (TieSyncRun) again = run_new (fixture);

    run_export (fixture, again, &error, payment, paid, credit, second, invoice, bill, NULL);
    g_assert_no_error (error);
    g_assert_cmpuint (tie_sync_run_get_n_done (again), ==, 0);
    g_assert_cmpuint (tie_sync_run_get_problems (again)->len, ==, 0);
    g_assert_cmpuint (run_count_requests (fixture, "/batch"), ==, n_batches);
  }
}

static void
assert_sentence (RunFixture *fixture,
                 const char *credit,
                 const char *prefix)
{
  g_autoptr (TieSyncList) list = tie_sync_list_new (fixture->sync.company, TIE_SYNC_CREDITS);

  while (tie_sync_list_get_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (tie_sync_row_get_sentence (tie_sync_list_find (list, credit)), prefix));
}

/* A credit note that is put to use after it was exported, and put to another use after that. */
static void
test_used_later (RunFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 7000);
  g_autofree char *credit = run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 2500);
  const char *invoices[] = { invoice, second };
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (TieSyncRun) run = run_new (fixture);

    run_export (fixture, run, &error, credit, invoice, NULL);
    g_assert_no_error (error);
    assert_sentence (fixture, credit, "Exported ");
  }
  /* What is not there has nothing that could be told. */
  run_apply_credit (fixture, credit, second, 2500);
  assert_sentence (fixture, credit, "Exported ");
  {
    g_autoptr (TieSyncRun) run = run_new (fixture);

    run_export (fixture, run, &error, second, NULL);
    g_assert_no_error (error);
  }
  for (guint i = G_N_ELEMENTS (invoices); i-- > 0;)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autofree char *remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoices[i]);
      g_autofree char *balance = NULL;

      run_apply_credit (fixture, credit, invoices[i], 2500);
      assert_sentence (fixture, credit, "Changed since export");
      run_export (fixture, run, &error, credit, NULL);
      g_assert_no_error (error);
      g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
      assert_sentence (fixture, credit, "Exported ");
      balance = run_pick (fixture, "Invoice", remote, "Balance");
      g_assert_cmpstr (balance, ==, i == 0 ? "75" : "45");
    }
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  assert_sentence (fixture, credit, "Exported ");
}

typedef struct
{
  const char *connection;
  const char *document;
  TieBillingStep step;
} Keep;

static gboolean
keep_ours_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  Keep *keep = data;

  return tie_sync_action_keep_ours (db, keep->connection, TIE_KIND_SALES_INVOICE, keep->document, &keep->step, error);
}

static void
test_changed (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *date = NULL;
  Keep keep = { NULL };
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
  run_export (fixture, run, &error, invoice, NULL); /* now that it was read, the list says so before anything is tried */
  g_assert_no_error (error);
  assert_problem (run, "Changed here and in QuickBooks.");

  /* Somebody looks at both, and decides. */
  keep.document = invoice;
  keep.connection = tie_company_get_connection (fixture->sync.company)->id;
  run_write (fixture, keep_ours_cb, &keep);
  g_assert_cmpstr (keep.step.sentence, ==, "INV-1001 goes to QuickBooks as it is here");
  tie_billing_step_clear (&keep.step);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  g_free (line);
  line = run_pick (fixture, "Invoice", remote, "Line");
  g_assert_nonnull (strstr (line, "Another text"));
  date = run_pick (fixture, "Invoice", remote, "TxnDate");
  g_assert_cmpstr (date, !=, "2025-12-01");
}

/* Taken back while nothing hangs on it, it may go again; else it is said why not. */
static void
test_taken_back (RunFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *linked = NULL;
  g_autofree char *refusal = NULL;
  g_autofree char *words = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  run_remove (fixture, run, invoice, "delete", &error);
  g_assert_no_error (error);
  assert_problem (run, "INV-1001 is paid in QuickBooks. Take the payment back first.");
  refusal = tie_sync_run_describe (run);
  g_assert_cmpstr (refusal, ==, "INV-1001 is paid in QuickBooks. Take the payment back first.");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);

  run_remove (fixture, run, payment, "delete", &error);
  g_assert_no_error (error);
  run_remove (fixture, run, invoice, "delete", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "INV-1001 deleted from QuickBooks");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 0);
  linked = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  g_assert_null (linked);
  assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_INVOICED);

  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 2);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 1);
}

/* Several at once: a payment goes before what it pays. */
static void
test_taken_back_together (RunFixture *fixture,
                          gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *other = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 20000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  run_export (fixture, run, &error, invoice, other, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_created (run), ==, 3);
  g_ptr_array_add (ids, invoice);
  g_ptr_array_add (ids, payment);
  g_ptr_array_add (ids, other);
  run_remove_all (fixture, run, ids, "delete", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "3 records deleted from QuickBooks");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 0);
}

static gboolean
void_payment (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_payment_void (db, data, NULL, error);
}

/* Void here becomes void there, and the other way round; what knows no void is deleted. */
static void
test_void (RunFixture *fixture,
           gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *other = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 20000);
  g_autofree char *third = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 30000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *remote = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *gone = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  run_export (fixture, run, &error, invoice, other, third, payment, NULL);
  g_assert_no_error (error);
  run_write (fixture, void_payment, payment);
  run_export (fixture, run, &error, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Payment", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 0);
  run_export (fixture, run, &error, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);

  run_remove (fixture, run, invoice, "void", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_IS_VOID), ==, TRUE);
  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, 3);
  g_assert_cmpint (sum, ==, 50000);

  /* There. */
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, other);
  edit = g_strdup_printf ("{\"action\":\"delete\",\"entity\":\"Invoice\",\"id\":\"%s\"}", remote);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_follow (fixture, run, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  gone = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, other);
  g_assert_null (gone);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, other, TIE_DOCUMENT_DO_NOT_SEND), ==, TRUE);
  assert_stage (fixture, other, TIE_DOCUMENT_STAGE_INVOICED);
  assert_stage (fixture, third, TIE_DOCUMENT_STAGE_EXPORTED);
  run_export (fixture, run, &error, other, NULL);
  g_assert_no_error (error);
  assert_problem (run, "Marked as do not send.");
}

typedef struct
{
  const char *invoice;
  const char *payment;
} Elsewhere;

static gboolean
link_elsewhere (TieDb *db,
                gpointer data,
                GError **error)
{
  const Elsewhere *job = data;
  g_autoptr (TieConnection) other = tie_connection_new ();

  g_free (other->id);
  other->id = g_strdup ("other");
  other->package = g_strdup ("xero");
  other->environment = g_strdup ("production");
  other->company_name = g_strdup ("Bayside Ltd");
  other->is_active = FALSE;
  return tie_connection_table_save (db, other, error) && tie_link_table_add (db, "other", TIE_KIND_SALES_INVOICE, job->invoice, "77", error) &&
         tie_link_table_add (db, "other", TIE_KIND_RECEIPT, job->payment, "78", error);
}

static gboolean
unlink_elsewhere (TieDb *db,
                  gpointer data,
                  GError **error)
{
  const Elsewhere *job = data;

  return tie_link_table_remove (db, "other", TIE_KIND_SALES_INVOICE, job->invoice, error) && tie_link_table_remove (db, "other", TIE_KIND_RECEIPT, job->payment, error);
}

/* What another company of the practice has is not sent to this one as well. */
static void
test_elsewhere (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 4000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 4000);
  Elsewhere job = { invoice, payment };
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_write (fixture, link_elsewhere, &job);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  assert_problem (run, "Exported to Bayside Ltd already.");
  run_export (fixture, run, &error, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 0);

  run_write (fixture, unlink_elsewhere, &job);
  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 1);
}

/* A payment of the package is recorded once; what we sent never comes back. */
static void
test_payment_in (RunFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 45985);
  g_autofree char *sent = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 5985);
  g_autofree char *remote = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *own = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *local = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *edit = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export (fixture, run, &error, invoice, sent, NULL);
  g_assert_no_error (error);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  own = run_get_remote_id (fixture, TIE_KIND_RECEIPT, sent);
  theirs = run_create (fixture, "Payment", "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":450,\"TxnDate\":\"2025-11-20\",\"Line\":[{\"Amount\":400,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}", customer, remote);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);

  run_import (fixture, run, theirs, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpint (run_count_payments (fixture), ==, 2);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 45985);

  /* Neither it nor ours comes a second time, nor goes back. */
  run_import (fixture, run, theirs, &error);
  g_assert_no_error (error);
  run_import (fixture, run, own, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpint (run_count_payments (fixture), ==, 2);
  local = run_get_local_id (fixture, TIE_KIND_RECEIPT, theirs);
  run_export (fixture, run, &error, local, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 2);

  /* Undone it may come again. */
  undone = sync_undo (&fixture->sync, "window", FALSE);
  g_assert_cmpint (run_count_payments (fixture), ==, 1);
  run_import (fixture, run, theirs, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run_count_payments (fixture), ==, 2);

  /* Gone there, it is void here. */
  edit = g_strdup_printf ("{\"action\":\"delete\",\"entity\":\"Payment\",\"id\":\"%s\"}", theirs);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_import (fixture, run, theirs, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 5985);
}

/* Cancelled after the first batch: what has left counts, the rest is as it was. */
static void
cancel_cb (TieSyncRun *run,
           const char *id,
           guint state,
           GCancellable *cancellable)
{
  if (state == TIE_SYNC_RUN_DONE)
    g_cancellable_cancel (cancellable);
}

static void
test_cancelled (RunFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gint64 sum = 0;

  for (guint i = 0; i < 12; i++)
    g_ptr_array_add (ids, run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1000 + i));
  g_signal_connect (run, "row", G_CALLBACK (cancel_cb), cancellable);
  run_export_all (fixture, run, ids, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  words = tie_sync_run_describe (run);
  g_assert_cmpstr (words, ==, "Cancelled. 5 exported, 7 not sent.");
  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, 5);
  g_assert_cmpint (sum, ==, 5010);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_QUEUED), ==, 0);
  assert_stage (fixture, ids->pdata[4], TIE_DOCUMENT_STAGE_EXPORTED);
  assert_stage (fixture, ids->pdata[5], TIE_DOCUMENT_STAGE_INVOICED);

  run_export_all (fixture, run, ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 7);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 12);
}

static gboolean
add_code (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "tax");
  g_autoptr (TieDocumentSheet) sheet = NULL;

  tie_record_set_text (code, TIE_CODE_CODE, "TAX-1040");
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, "Tax return");
  tie_record_set_integer (code, TIE_CODE_RATE, 1300000);
  if (!tie_record_table_save (db, code, error))
    return FALSE;
  sheet = tie_document_sheet_read (db, data, error);
  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE, "tax");
  return tie_document_save (db, sheet, NULL, error);
}

static void
post (TieSyncSettings *settings)
{
  settings->post_after_export = TRUE;
}

/* A product that is not there yet is made before the documents that need it, once; what was exported is posted where that
 * is wanted, and stays then. */
static void
test_items (RunFixture *fixture,
            gconstpointer data)
{
  g_autofree char *first = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  g_autofree char *item = NULL;
  g_autofree char *line = NULL;
  g_autofree char *remote = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  guint n_items = run_count (fixture, "Item", NULL);

  run_write (fixture, add_code, first);
  run_write (fixture, add_code, second);
  run_change_settings (fixture, post);
  run_export (fixture, run, &error, first, second, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 2);
  g_assert_cmpuint (run_count (fixture, "Item", NULL), ==, n_items + 1);
  item = run_get_remote_id (fixture, TIE_KIND_ITEM, "tax");
  g_assert_nonnull (item);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, second);
  line = run_pick (fixture, "Invoice", remote, "Line");
  g_assert_nonnull (strstr (line, "TAX-1040"));
  assert_stage (fixture, first, TIE_DOCUMENT_STAGE_POSTED);

  run_remove (fixture, run, first, "delete", &error);
  g_assert_no_error (error);
  assert_problem (run, "INV-1001 is posted and stays. A credit note takes it back.");
}

typedef struct
{
  const char *connection;
  const char *document;
} Taxed;

/* Two taxes of one code there, 5 % and 9.975 %. */
static gboolean
add_tax (TieDb *db,
         gpointer data,
         GError **error)
{
  const Taxed *taxed = data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, "quebec");
  g_autoptr (TieDocumentSheet) sheet = NULL;

  tie_record_set_text (code, TIE_TAX_CODE_NAME, "GST and QST");
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 149750);
  if (!tie_record_table_save (db, code, error) || !tie_link_table_add (db, taxed->connection, TIE_KIND_TAX_CODE, "quebec", "4", error) ||
      !tie_setting_table_set (db, "currency", "CAD", error))
    return FALSE;
  sheet = tie_document_sheet_read (db, taxed->document, error);
  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE, "quebec");
  return tie_document_save (db, sheet, NULL, error);
}

/* Each tax rounded by itself comes to a cent more than the one rate here: the package is told ours. */
static void
test_tax_parts (RunFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1010);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Taxed taxed = { tie_company_get_connection (fixture->sync.company)->id, invoice };
  gint64 sum = 0;

  run_write (fixture, add_tax, &taxed);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL), ==, 1010 + 151);
  run_export (fixture, run, &error, invoice, NULL);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1010 + 151);

  /* Changed, it is ours again. */
  run_change_document (fixture, invoice, "2026 return", 3030);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 3030 + 454);
}

/* The second tax there is charged on the first as well. */
static gboolean
compound (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_TAX_CODE, "quebec", error);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, data, error);

  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 154738);
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TEXT, "2025 return");
  return tie_record_table_save (db, code, error) && tie_document_save (db, sheet, NULL, error);
}

static void
test_compound_tax (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1010);
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *list = run_pick (fixture, "TaxCode", "4", "SalesTaxRateList");
  char *last = g_strrstr (list, "TaxOnAmount");
  g_autofree char *head = g_strndup (list, (gsize) (last - list));
  Taxed taxed = { NULL, invoice };
  gint64 sum = 0;

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"TaxCode\",\"id\":\"4\",\"members\":{\"SalesTaxRateList\":%sTaxOnAmountPlusTax%s}}", head, last + strlen ("TaxOnAmount"));
  sync_fixture_restart (&fixture->sync); /* what tells no changes is read at once then */
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run = run_new (fixture);
  taxed.connection = tie_company_get_connection (fixture->sync.company)->id;
  run_write (fixture, add_tax, &taxed);
  run_write (fixture, compound, invoice);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, invoice, TIE_DOCUMENT_TOTAL), ==, 1010 + 156);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1010 + 156); /* by itself it would come to a cent more */
}

/* County and city there, 8.25 % and 1.5 %, one rate here. */
static gboolean
add_us_tax (TieDb *db,
            gpointer data,
            GError **error)
{
  const Taxed *taxed = data;
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, "border");
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, taxed->document, error);

  tie_record_set_text (code, TIE_TAX_CODE_NAME, "Border City");
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 97500);
  if (!tie_record_table_save (db, code, error) || !tie_link_table_add (db, taxed->connection, TIE_KIND_TAX_CODE, "border", "3", error))
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE, "border");
  return tie_document_save (db, sheet, NULL, error);
}

typedef struct
{
  const char *id;
  TieSyncCode code;
} Checked;

static gboolean
check_invoice (TieDb *db,
               gpointer data,
               GError **error)
{
  Checked *checked = data;
  g_autoptr (TieSyncContext) context = tie_sync_context_read (db, error);
  g_autoptr (GPtrArray) findings = tie_sync_check (db, context, TIE_SYNC_INVOICES, checked->id, error);

  checked->code = findings != NULL ? tie_sync_findings_get_code (findings) : 0;
  return findings != NULL;
}

static void
assert_code (RunFixture *fixture,
             const char *invoice,
             TieSyncCode code)
{
  Checked checked = { invoice, 0 };

  run_write (fixture, check_invoice, &checked);
  g_assert_cmpint (checked.code, ==, code);
}

static void
choose_rounding (TieSyncSettings *settings)
{
  g_free (settings->items[TIE_SYNC_ITEM_ROUNDING]);
  settings->items[TIE_SYNC_ITEM_ROUNDING] = g_strdup ("9");
}

static void
choose_no_rounding (TieSyncSettings *settings)
{
  g_clear_pointer (&settings->items[TIE_SYNC_ITEM_ROUNDING], g_free);
}

/* A cent apart: named before anything goes, and made up for by a line where somebody chose what it stands on. */
static void
test_rounding (RunFixture *fixture,
               gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 1033);
  g_autofree char *linked = NULL;
  g_autofree char *lines = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Taxed taxed = { tie_company_get_connection (fixture->sync.company)->id, invoice };
  gint64 sum = 0;

  run_write (fixture, add_us_tax, &taxed);
  run_change_settings (fixture, choose_no_rounding);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  assert_problem (run, "Its tax is 1.01 here and 1.00 in QuickBooks, which rounds each part of it. Choose a product or service for rounding in Account Defaults.");
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  assert_code (fixture, invoice, TIE_SYNC_REFUSED);

  run_change_settings (fixture, choose_rounding);
  assert_code (fixture, invoice, TIE_SYNC_READY);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  run_count (fixture, "Invoice", &sum);
  g_assert_cmpint (sum, ==, 1033 + 101);
  linked = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  lines = run_pick (fixture, "Invoice", linked, "Line");
  g_assert_nonnull (strstr (lines, "Rounding of the tax"));
}

static gboolean
change_code (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_WORK_CODE, "tax", error);

  if (code == NULL)
    return FALSE;
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, data);
  tie_record_set_integer (code, TIE_CODE_RATE, 1750000);
  return tie_record_table_save (db, code, error);
}

static void
keep_items (TieSyncSettings *settings)
{
  settings->create_items = FALSE;
}

/* What is changed here of a product goes with the next document that needs it; what somebody changed there stays. */
static void
test_items_updated (RunFixture *fixture,
                    gconstpointer data)
{
  g_autofree char *first = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  g_autofree char *third = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 30000);
  g_autofree char *fourth = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 40000);
  const char *documents[] = { first, second, third, fourth };
  g_autofree char *item = NULL;
  g_autofree char *description = NULL;
  g_autofree char *price = NULL;
  g_autofree char *theirs = NULL;
  g_autofree char *name = NULL;
  g_autofree char *account = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    run_write (fixture, add_code, (gpointer) documents[i]);
  run_export (fixture, run, &error, first, NULL);
  g_assert_no_error (error);
  item = run_get_remote_id (fixture, TIE_KIND_ITEM, "tax");
  account = run_pick (fixture, "Item", item, "IncomeAccountRef");

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Item\",\"id\":\"%s\",\"members\":{\"Name\":\"Their own name\"}}", item);
  run_write (fixture, change_code, (gpointer) "2026 returns");
  run_export (fixture, run, &error, second, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  description = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (description, ==, "\"2026 returns\"");
  price = run_pick (fixture, "Item", item, "UnitPrice");
  g_assert_cmpstr (price, ==, "175");
  name = run_pick (fixture, "Item", item, "Name");
  g_assert_cmpstr (name, ==, "\"Their own name\"");
  kept = run_pick (fixture, "Item", item, "IncomeAccountRef");
  g_assert_cmpstr (kept, ==, account);

  /* Changed on both sides: theirs stays. */
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Item\",\"id\":\"%s\",\"members\":{\"Description\":\"Their words\"}}", item);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_write (fixture, change_code, (gpointer) "Our words");
  run_export (fixture, run, &error, third, NULL);
  g_assert_no_error (error);
  theirs = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (theirs, ==, "\"Their words\"");

  /* Nor does anything go where Sync Settings leave products alone. */
  run_change_settings (fixture, keep_items);
  run_write (fixture, change_code, (gpointer) "Ours again");
  run_export (fixture, run, &error, fourth, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_free (theirs);
  theirs = run_pick (fixture, "Item", item, "Description");
  g_assert_cmpstr (theirs, ==, "\"Their words\"");
}

static gboolean
forget (TieDb *db,
        gpointer data,
        GError **error)
{
  RunFixture *fixture = data;
  const char *connection = tie_company_get_connection (fixture->sync.company)->id;
  static const TieKind kinds[] = { TIE_KIND_SALES_INVOICE, TIE_KIND_RECEIPT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) links = tie_link_table_list (db, connection, kinds[i], error);

      for (guint k = 0; links != NULL && k < links->len; k++)
        {
          const TieLink *link = links->pdata[k];

          if (!tie_synced_table_delete (db, connection, kinds[i], link->local_id, error) ||
              (kinds[i] == TIE_KIND_SALES_INVOICE && !tie_document_table_set_stage (db, link->local_id, TIE_DOCUMENT_STAGE_INVOICED, error)))
            return FALSE;
        }
      if (links == NULL || tie_link_table_clear (db, connection, kinds[i], error) < 0)
        return FALSE;
    }
  return TRUE;
}

/* A practice that was restored from an older copy has forgotten what it sent: nothing goes twice. */
static void
test_restored (RunFixture *fixture,
               gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *payment = run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, invoice, 10000);
  g_autofree char *linked = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  guint n_batches;

  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_write (fixture, forget, fixture);
  n_batches = run_count_requests (fixture, "/batch");

  run_export (fixture, run, &error, invoice, payment, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 2);
  g_assert_cmpuint (run_count_requests (fixture, "/batch"), ==, n_batches);
  g_assert_cmpuint (run_count (fixture, "Payment", NULL), ==, 1);
  linked = run_get_remote_id (fixture, TIE_KIND_RECEIPT, payment);
  g_assert_nonnull (linked);
  assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);
}

/* Another program holds the lock. */
static void
test_busy (RunFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_null (tie_sync_run_new (fixture->sync.company, "Exported to QuickBooks", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/sync-run/all-kinds", test_all_kinds);
  ADD ("/sync-run/changed", test_changed);
  ADD ("/sync-run/taken-back", test_taken_back);
  ADD ("/sync-run/taken-back-together", test_taken_back_together);
  ADD ("/sync-run/void", test_void);
  ADD ("/sync-run/payment-in", test_payment_in);
  ADD ("/sync-run/cancelled", test_cancelled);
  ADD ("/sync-run/used-later", test_used_later);
  g_test_add ("/sync-run/tax-parts", RunFixture, "ca", run_fixture_set_up, test_tax_parts, run_fixture_tear_down);
  g_test_add ("/sync-run/tax-rounding", RunFixture, NULL, run_fixture_set_up, test_rounding, run_fixture_tear_down);
  g_test_add ("/sync-run/tax-compound", RunFixture, "ca", run_fixture_set_up, test_compound_tax, run_fixture_tear_down);
  ADD ("/sync-run/items", test_items);
  ADD ("/sync-run/items-updated", test_items_updated);
  ADD ("/sync-run/restored", test_restored);
  ADD ("/sync-run/elsewhere", test_elsewhere);
  ADD ("/sync-run/busy", test_busy);
#undef ADD
  return g_test_run ();
}
