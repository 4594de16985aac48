/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sync-ui-fixture.h"
#include "ui/tie-actions-window.h"
#include "ui/tie-payment-preview.h"
#include "ui/tie-status-line.h"
#include "ui/tie-transfer-window.h"

static TieTable *
open_window (SyncUiFixture *fixture,
             const TieTransferKind *kind)
{
  sync_ui_show (fixture, tie_transfer_window_new (fixture->session, kind), kind->group);
  return tie_transfer_window_get_table (TIE_TRANSFER_WINDOW (fixture->window));
}

static const char *
get_sentence (SyncUiFixture *fixture)
{
  return tie_status_line_get_sentence (tie_status_line_for (gtk_window_get_child (GTK_WINDOW (fixture->window))));
}

static void
activate (SyncUiFixture *fixture,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (fixture->window, action, NULL));
  match_fixture_turn ();
}

/* What went out is hidden, and there is nothing left. */
static void
test_export (SyncUiFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  TieTable *table = open_window (fixture, &tie_transfer_invoice_export);
  gint64 sum = 0;

  g_assert_cmpuint (sync_ui_count_rows (table), ==, 3);
  g_assert_false (tie_transfer_row_get_is_checked (sync_ui_get_row (table, 0)));
  activate (fixture, "transfer.select-all");
  g_assert_true (tie_transfer_row_get_is_checked (sync_ui_get_row (table, 2)));
  g_assert_nonnull (sync_ui_find_button (fixture->window, "Export Selected (3)"));
  activate (fixture, "transfer.run");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpstr (get_sentence (fixture), ==, "3 invoices exported");
  wait_until (sync_ui_count_rows (table) == 0);
  wait_until (g_str_equal (tie_transfer_window_get_state (TIE_TRANSFER_WINDOW (fixture->window)), "empty"));
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", &sum), ==, 3);
  g_assert_cmpint (sum, ==, 60000);
}

static void
test_next_step (SyncUiFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  TieTable *table;
  TieTransferRow *row;

  sync_ui_require_sent (fixture);
  table = open_window (fixture, &tie_transfer_invoice_export);
  row = sync_ui_get_row (table, 0);
  g_assert_cmpstr (sync_ui_get_sentence (table, 0), ==, "Cannot sync until marked as sent.");
  g_signal_emit_by_name (table, "row-check", row); /* it cannot be checked */
  g_assert_false (tie_transfer_row_get_is_checked (row));
  activate (fixture, "transfer.select-all");
  g_assert_false (tie_transfer_row_get_is_checked (row));
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (table), "Mark as Sent"));
  g_signal_emit_by_name (table, "row-activated", row); /* Enter presses it */
  wait_until (g_str_equal (sync_ui_get_sentence (table, 0), "Ready to sync"));
  g_assert_true (sync_ui_get_row (table, 0) == row); /* it kept its place */
  wait_until (sync_ui_find_button (GTK_WIDGET (table), "Mark as Sent") == NULL);
}

static void
cancel_at_five (TieSyncJob *job,
                const char *id,
                guint state,
                guint *n)
{
  if (state == TIE_SYNC_RUN_DONE && ++*n == 5)
    tie_sync_job_cancel (job);
}

/* Twelve, cancelled in the first batch. */
static void
test_cancel (SyncUiFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 12);
  TieTable *table = open_window (fixture, &tie_transfer_invoice_export);
  TieSyncJob *job = tie_session_get_sync_job (fixture->session);
  guint n = 0;
  guint n_checked = 0;

  g_signal_connect (job, "row", G_CALLBACK (cancel_at_five), &n);
  activate (fixture, "transfer.select-all");
  activate (fixture, "transfer.run");
  g_assert_true (tie_sync_job_get_is_running (job));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpstr (get_sentence (fixture), ==, "Cancelled. 5 exported, 7 not sent.");
  wait_until (sync_ui_count_rows (table) == 7);
  for (guint i = 0; i < 7; i++)
    n_checked += tie_transfer_row_get_is_checked (sync_ui_get_row (table, i)) ? 1 : 0;
  g_assert_cmpuint (n_checked, ==, 7); /* what was not sent stays checked */
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 5);
  g_signal_handlers_disconnect_by_data (job, &n);
}

typedef struct
{
  const char *response;
  gboolean is_closed;
  guint n_sent;
} ClosingCase;

static const ClosingCase closings[] = {
  { "finish", TRUE, 12 },
  { "stop", TRUE, 5 },
  { "stay", FALSE, 12 },
};

static void
close_cb (TieSyncJob *job,
          const char *id,
          guint state,
          gpointer user_data)
{
  const ClosingCase *closing = g_object_get_data (user_data, "closing");

  if (closing == NULL || state != TIE_SYNC_RUN_SENDING)
    return;
  g_object_set_data (user_data, "closing", NULL);
  gtk_window_close (GTK_WINDOW (user_data));
  g_assert_cmpstr (adw_message_dialog_get_heading (sync_ui_find_question ()), ==, "A Sync Is Under Way");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), " of 12"));
  sync_ui_answer (closing->response);
}

/* Closing in the middle of it asks; what went out is the same whether somebody looks or not. */
static void
test_closing (SyncUiFixture *fixture,
              gconstpointer data)
{
  const ClosingCase *closing = data;
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 12);
  gpointer window;

  open_window (fixture, &tie_transfer_invoice_export);
  window = fixture->window;
  g_object_add_weak_pointer (window, &window);
  g_object_set_data (window, "closing", (gpointer) closing);
  g_signal_connect_object (tie_session_get_sync_job (fixture->session), "row", G_CALLBACK (close_cb), window, 0);
  activate (fixture, "transfer.select-all");
  activate (fixture, "transfer.run");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_null (sync_ui_find_question ());
  wait_until ((window == NULL) == closing->is_closed);
  if (window == NULL)
    fixture->window = NULL;
  else
    g_object_remove_weak_pointer (window, &window);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, closing->n_sent);
}

/* Sent, no answer: looked up before it would be sent again. */
static void
test_lost_answer (SyncUiFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  g_autoptr (GError) error = NULL;

  open_window (fixture, &tie_transfer_invoice_export);
  tie_sandbox_set_fault (fixture->run.sync.sandbox, "cut-after,count=1,method=POST,path=batch", &error);
  g_assert_no_error (error);
  activate (fixture, "transfer.select-all");
  activate (fixture, "transfer.run");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 3);
  g_assert_cmpstr (get_sentence (fixture), ==, "3 invoices exported");
}

static void
show_exported (SyncUiFixture *fixture)
{
  tie_transfer_window_show (TIE_TRANSFER_WINDOW (fixture->window), TIE_TRANSFER_SHOW_EXPORTED);
  match_fixture_turn ();
}

static void
test_undo_export (SyncUiFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  TieTable *table = open_window (fixture, &tie_transfer_invoice_export);

  activate (fixture, "transfer.select-all");
  activate (fixture, "transfer.run");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  show_exported (fixture);
  wait_until (sync_ui_count_rows (table) == 1);
  g_assert_true (g_str_has_prefix (sync_ui_get_sentence (table, 0), "Exported "));
  sync_ui_select (table, 0);
  g_signal_emit_by_name (table, "row-menu", sync_ui_get_row (table, 0));
  activate (fixture, "transfer.undo-export");
  sync_ui_wait_question ();
  sync_ui_answer ("cancel");
  match_fixture_turn ();
  g_assert_false (tie_sync_job_get_is_running (tie_session_get_sync_job (fixture->session)));
  activate (fixture, "transfer.undo-export");
  sync_ui_wait_question ();
  sync_ui_answer ("delete");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  wait_until (sync_ui_count_rows (table) == 0); /* it is not exported any more */
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 0);
}

/* A payment whose invoice has not gone out yet carries that as its next step. */
static void
test_invoice_first (SyncUiFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, g_ptr_array_index (ids, 0), 10000);
  TieTable *table = open_window (fixture, &tie_transfer_payment_export);

  g_assert_cmpuint (sync_ui_count_rows (table), ==, 1);
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (table), "Export It First"));
  g_signal_emit_by_name (table, "row-activated", sync_ui_get_row (table, 0));
  sync_ui_wait_idle (fixture, TIE_SYNC_PAYMENTS);
  wait_until (g_str_equal (sync_ui_get_sentence (table, 0), "Ready to sync"));
  activate (fixture, "transfer.select-all");
  activate (fixture, "transfer.run");
  sync_ui_wait_idle (fixture, TIE_SYNC_PAYMENTS);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, 1);
}

static TiePaymentPreview *
find_preview (GtkWidget *widget)
{
  if (TIE_IS_PAYMENT_PREVIEW (widget))
    return TIE_PAYMENT_PREVIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      TiePaymentPreview *found = find_preview (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row's place in the table. */
static guint
find_payment (TieTable *table,
              const char *remote_id)
{
  for (guint i = 0; i < sync_ui_count_rows (table); i++)
    {
      TieSyncRow *row = tie_transfer_row_get_row (sync_ui_get_row (table, i));

      if (g_strcmp0 (tie_sync_row_get_id (row), remote_id) == 0 || g_strcmp0 (tie_sync_row_get_remote_id (row), remote_id) == 0)
        return i;
    }
  g_assert_not_reached ();
}

/* What a payment of theirs would become is said before it is brought over, and what does not fit with it. */
static void
test_payment_preview (SyncUiFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  g_autofree char *ours = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, ids->pdata[0], 4000);
  g_autoptr (TieSyncRun) run = run_new (&fixture->run);
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *invoice = NULL;
  g_autofree char *customer = NULL;
  g_autofree char *stranger = NULL;
  g_autofree char *over = NULL;
  g_autofree char *unknown = NULL;
  const struct
  {
    TieTransferShow show;
    char **payment;
    const char *sentence;
  } cases[] = {
    { TIE_TRANSFER_SHOW_ALL, &over, "60.00 will be recorded on " },
    { TIE_TRANSFER_SHOW_ALL, &over, "20.00 stays unapplied." },
    { TIE_TRANSFER_SHOW_ALL, &unknown, "! 35.00 pays 9001 in QuickBooks, which is not here." },
    { TIE_TRANSFER_SHOW_EXPORTED, &sent, "Sent from Tieout." },
  };
  TiePaymentPreview *preview;
  TieTable *table;

  g_assert_true (run_export (&fixture->run, run, &error, ids->pdata[0], ours, NULL));
  g_clear_object (&run);
  invoice = run_get_remote_id (&fixture->run, TIE_KIND_SALES_INVOICE, ids->pdata[0]);
  sent = run_get_remote_id (&fixture->run, TIE_KIND_RECEIPT, ours);
  customer = run_get_remote_id (&fixture->run, TIE_KIND_CUSTOMER, fixture->run.client);
  over = run_create (&fixture->run, "Payment", "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":80,\"TxnDate\":\"2025-11-20\",\"Line\":[{\"Amount\":60,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}", customer, invoice);
  stranger = run_create (&fixture->run, "Invoice", "{\"CustomerRef\":{\"value\":\"%s\"},\"DocNumber\":\"9001\",\"TxnDate\":\"2025-11-19\",\"Line\":[{\"Amount\":35,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{}}]}", customer);
  unknown = run_create (&fixture->run, "Payment", "{\"CustomerRef\":{\"value\":\"%s\"},\"TotalAmt\":35,\"TxnDate\":\"2025-11-20\",\"Line\":[{\"Amount\":35,\"LinkedTxn\":[{\"TxnId\":\"%s\",\"TxnType\":\"Invoice\"}]}]}", customer, stranger);
  sync_pull (&fixture->run.sync, &error);
  g_assert_no_error (error);

  table = open_window (fixture, &tie_transfer_payment_import);
  preview = find_preview (fixture->window);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].sentence);
      tie_transfer_window_show (TIE_TRANSFER_WINDOW (fixture->window), cases[i].show);
      match_fixture_turn ();
      sync_ui_select (table, find_payment (table, *cases[i].payment));
      wait_until (g_strrstr (tie_payment_preview_get_text (preview), cases[i].sentence) != NULL);
    }
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (preview)));
}

/* What was asked for by another window is checked alone. */
static void
test_check (SyncUiFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  const char *const wanted[] = { g_ptr_array_index (ids, 1), NULL };
  TieTable *table = open_window (fixture, &tie_transfer_invoice_export);
  guint n_checked = 0;

  tie_transfer_window_check (TIE_TRANSFER_WINDOW (fixture->window), wanted);
  for (guint i = 0; i < 3; i++)
    {
      TieTransferRow *row = sync_ui_get_row (table, i);

      if (!tie_transfer_row_get_is_checked (row))
        continue;
      n_checked++;
      g_assert_cmpstr (tie_sync_row_get_id (tie_transfer_row_get_row (row)), ==, wanted[0]);
    }
  g_assert_cmpuint (n_checked, ==, 1);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (SyncUiFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/transfer/export", test_export },
    { "/ui/transfer/next-step", test_next_step },
    { "/ui/transfer/cancel", test_cancel },
    { "/ui/transfer/lost-answer", test_lost_answer },
    { "/ui/transfer/undo-export", test_undo_export },
    { "/ui/transfer/invoice-first", test_invoice_first },
    { "/ui/transfer/payment-preview", test_payment_preview },
    { "/ui/transfer/check", test_check },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncUiFixture, NULL, sync_ui_set_up, tests[i].func, sync_ui_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/transfer/closing/%s", closings[i].response);

      g_test_add (path, SyncUiFixture, &closings[i], sync_ui_set_up, test_closing, sync_ui_tear_down);
    }
  return g_test_run ();
}
