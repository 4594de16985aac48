/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-run"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-document-table.h"
#include "store/tie-link-table.h"
#include "store/tie-outbox-table.h"
#include "store/tie-synced-table.h"
#include "sync/tie-sync-actions.h"
#include "sync/tie-sync-list.h"

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
  run_assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);
  run_assert_stage (fixture, bill, TIE_DOCUMENT_STAGE_EXPORTED);

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
  run_assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);

  /* Changed on both sides: nobody's work is written over. */
  g_free (edit);
  edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Invoice\",\"id\":\"%s\",\"members\":{\"TxnDate\":\"2025-12-01\"}}", remote);
  tie_sandbox_edit (fixture->sync.sandbox, edit, &error);
  g_assert_no_error (error);
  run_change_document (fixture, invoice, "Another text", 12550);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  run_assert_problem (run, "INV-1001 was changed here and in QuickBooks.");
  run_export (fixture, run, &error, invoice, NULL); /* now that it was read, the list says so before anything is tried */
  g_assert_no_error (error);
  run_assert_problem (run, "Changed here and in QuickBooks.");

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
  run_assert_problem (run, "INV-1001 is paid in QuickBooks. Take the payment back first.");
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
  run_assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_INVOICED);

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
  run_assert_stage (fixture, other, TIE_DOCUMENT_STAGE_INVOICED);
  run_assert_stage (fixture, third, TIE_DOCUMENT_STAGE_EXPORTED);
  run_export (fixture, run, &error, other, NULL);
  g_assert_no_error (error);
  run_assert_problem (run, "Marked as do not send.");
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
  run_assert_problem (run, "Exported to Bayside Ltd already.");
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
  run_assert_stage (fixture, ids->pdata[4], TIE_DOCUMENT_STAGE_EXPORTED);
  run_assert_stage (fixture, ids->pdata[5], TIE_DOCUMENT_STAGE_INVOICED);

  run_export_all (fixture, run, ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 7);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 12);
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
  run_assert_stage (fixture, invoice, TIE_DOCUMENT_STAGE_EXPORTED);
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
  ADD ("/sync-run/restored", test_restored);
  ADD ("/sync-run/elsewhere", test_elsewhere);
  ADD ("/sync-run/busy", test_busy);
#undef ADD
  return g_test_run ();
}
