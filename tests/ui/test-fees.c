/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "fee-ui-fixture.h"
#include "fees/tie-fee-import.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-fee-paper.h"
#include "ui/tie-fee-row-window.h"
#include "ui/tie-help.h"

/* The windows of the fee: from a folder with a file to the field, the invoice, and back. */

static void
test_at_once (FeeUiFixture *fixture,
              gconstpointer data)
{
  start (fixture, "fee.import");
  wait_until (says (fixture, "Estimated fee set to $450.00 from Lacerte (was $0.00)"));
  g_assert_null (find_window (TIE_TYPE_FEE_WINDOW));
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 45000);
  undo (fixture);
  wait_until (look (fixture, "project-0").fee == 0);
}

static void
test_invoice (FeeUiFixture *fixture,
              gconstpointer data)
{
  TieFeeWindow *window;

  start (fixture, "fee.import-invoice");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  wait_until (shows (window, "Write-up"));
  g_assert_true (shows (window, "1 entry will be marked billed on INV-"));
  g_assert_true (shows (window, "return C1, read today"));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (window)), ==, "help:tieout/fees"); /* nothing stands against it */
  g_assert_true (shows (window, "Not connected"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "fee.apply", NULL));
  wait_until (says (fixture, "created"));
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) == NULL);
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 45000);
  g_assert_cmpuint (look (fixture, "project-0").n_open, ==, 0);
  undo (fixture);
  wait_until (look (fixture, "project-0").n_open == 1);
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 0);
}

static gboolean
other_func (TieDb *db,
            gpointer data,
            GError **error)
{
  const TieFeePreviewOptions options = { .with_invoice = TRUE };
  g_autoptr (TieFeePreview) preview = tie_fee_preview_read (db, "project-0", &options, error);
  TieDocumentSheet *sheet = tie_fee_import_invoice (db, preview, NULL, error);

  g_assert_nonnull (sheet);
  tie_document_sheet_free (sheet);
  return TRUE;
}

/* Two windows press it at once: one wins, the other is told, and there is one invoice. */
static void
test_twice (FeeUiFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  TieFeeWindow *window;

  start (fixture, "fee.import-invoice");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, other_func, NULL, &error);
  g_assert_no_error (error);
  /* At once, before the window has heard of it. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "fee.apply", NULL));
  wait_until (shows (window, "was invoiced meanwhile"));
  wait_until (shows (window, "Invoiced already"));
  g_assert_cmpuint (look (fixture, "project-0").n_invoices, ==, 1);
  /* The amount alone can still be taken over. */
  take_way (window, TIE_FEE_WAY_AMOUNT_ONLY);
  wait_until (shows (window, "Import $450.00"));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) == NULL);
}

static void
test_not_found (FeeUiFixture *fixture,
                gconstpointer data)
{
  TieFeeWindow *window;
  GtkWidget *rows;

  start (fixture, "fee.import");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  wait_until (shows (window, "No Lacerte amount for client C1, 2025, Individual (1040)."));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (window)), ==, "help:tieout/fee-problems#l01"); /* F1 */
  take_way (window, TIE_FEE_WAY_CHOOSE_ROW);
  wait_until (find_window (TIE_TYPE_FEE_ROW_WINDOW) != NULL);
  rows = find_window (TIE_TYPE_FEE_ROW_WINDOW);
  wait_until (g_list_model_get_n_items (tie_list_pane_get_rows (tie_fee_row_window_get_pane (TIE_FEE_ROW_WINDOW (rows)))) == 1);
  match_fixture_turn ();
  g_assert_true (gtk_widget_activate_action (rows, "row.choose", NULL));
  wait_until (shows (window, "Import $77.00"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "fee.apply", NULL));
  wait_until (says (fixture, "Estimated fee set to $77.00"));
  g_assert_cmpuint (look (fixture, "project-0").n_links, ==, 1); /* remembered */
}

static void
test_typed (FeeUiFixture *fixture,
            gconstpointer data)
{
  TieFeeWindow *window;

  start (fixture, "fee.import");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  take_way (window, TIE_FEE_WAY_TYPE);
  wait_until (shows (window, "As it stands on Lacerte’s invoice"));
  tie_amount_entry_set_value (find_widget (GTK_WIDGET (window), TIE_TYPE_AMOUNT_ENTRY), 12300);
  wait_until (shows (window, "Import $123.00"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "fee.apply", NULL));
  wait_until (says (fixture, "Estimated fee set to $123.00"));
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 12300);
}

static void
confirmed_cb (gint64 amount,
              const char *name,
              gpointer owner)
{
  g_object_set_data (owner, "amount", GINT_TO_POINTER ((int) amount));
  g_object_set_data_full (owner, "name", g_strdup (name), g_free);
}

/* Of a printed invoice every amount is offered and none is chosen. */
static void
test_paper (FeeUiFixture *fixture,
            gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "demo", "fees", "invoice.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwMessageDialog *dialog;
  GtkWidget *check;

  tie_fee_paper_open (GTK_WINDOW (fixture->window), file, confirmed_cb, fixture->window);
  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Which Amount Is the Fee?");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "use"));
  check = find_widget (adw_message_dialog_get_extra_child (dialog), GTK_TYPE_CHECK_BUTTON);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "use"));
  adw_message_dialog_response (dialog, "use");
  wait_until (g_object_get_data (G_OBJECT (fixture->window), "name") != NULL);
  g_assert_cmpstr (g_object_get_data (G_OBJECT (fixture->window), "name"), ==, "invoice.pdf");
  g_assert_cmpint (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (fixture->window), "amount")), >, 0);
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/ui/fees/at-once", HEAD CARTER, test_at_once);
  ADD ("/ui/fees/invoice", HEAD CARTER, test_invoice);
  ADD ("/ui/fees/twice", HEAD CARTER, test_twice);
  ADD ("/ui/fees/not-found", HEAD STRANGER, test_not_found);
  ADD ("/ui/fees/typed", HEAD STRANGER, test_typed);
  ADD ("/ui/fees/paper", NULL, test_paper);
  return g_test_run ();
}
