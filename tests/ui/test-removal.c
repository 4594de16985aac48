/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "store/tie-db.h"
#include "store/tie-document-table.h"
#include "sync-ui-fixture.h"
#include "sync/tie-sync-actions.h"
#include "ui/tie-activity-page.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

/* What reached the company is taken back by name, and never silently. */

#define WINDOW "window"

static GtkWidget *undo_button; /* (unowned): shows whether there is anything to undo */

static TieStore *
get_store (SyncUiFixture *fixture)
{
  return tie_session_get_store (fixture->session);
}

static void
show_window (SyncUiFixture *fixture)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = gtk_window_new ();

  undo_button = gtk_button_new_with_label ("Undo");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (undo_button), "undo.undo");
  gtk_box_append (GTK_BOX (box), undo_button);
  gtk_box_append (GTK_BOX (box), tie_status_line_new ());
  gtk_window_set_child (GTK_WINDOW (window), box);
  tie_undo_control_attach (GTK_WINDOW (window), get_store (fixture), WINDOW);
  sync_ui_show (fixture, window, TIE_SYNC_INVOICES);
}

static const char *
get_sentence (SyncUiFixture *fixture)
{
  return tie_status_line_get_sentence (tie_status_line_for (gtk_window_get_child (GTK_WINDOW (fixture->window))));
}

static void
export (SyncUiFixture *fixture,
        GPtrArray *ids)
{
  g_assert_true (tie_sync_job_export (tie_session_get_sync_job (fixture->session), fixture->window, ids, 0));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
}

static void
undo (SyncUiFixture *fixture)
{
  wait_until (gtk_widget_is_sensitive (undo_button));
  g_assert_true (gtk_widget_activate_action (fixture->window, "undo.undo", NULL));
}

static gboolean
mark_do_not_send (TieDb *db,
                  gpointer id,
                  GError **error)
{
  TieBillingStep step = { .window = (char *) WINDOW };
  gboolean is_good = tie_sync_action_set_do_not_send (db, TIE_SYNC_INVOICES, id, TRUE, &step, error);

  tie_billing_step_clear (&step);
  return is_good;
}

/* Ctrl+Z after an export asks; what was done before it comes when that is answered, and what was done later comes first. */
static void
test_undo (SyncUiFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 4);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, g_ptr_array_index (ids, 0), 10000);
  g_autoptr (GPtrArray) sent = g_ptr_array_new ();
  const char *before = g_ptr_array_index (ids, 2);
  const char *later = g_ptr_array_index (ids, 3);

  show_window (fixture);
  run_write (&fixture->run, mark_do_not_send, (gpointer) before);
  g_ptr_array_add (sent, g_ptr_array_index (ids, 0));
  g_ptr_array_add (sent, g_ptr_array_index (ids, 1));
  g_ptr_array_add (sent, payment);
  export (fixture, sent);
  g_assert_cmpstr (get_sentence (fixture), ==, "3 documents exported");
  wait_until (gtk_widget_is_sensitive (undo_button));
  match_fixture_turn ();
  run_write (&fixture->run, mark_do_not_send, (gpointer) later);
  match_fixture_turn ();

  undo (fixture);
  wait_until (run_get_integer (&fixture->run, TIE_TYPE_DOCUMENT, later, TIE_DOCUMENT_DO_NOT_SEND) == FALSE);
  g_assert_null (sync_ui_find_question ());
  match_fixture_turn ();

  undo (fixture);
  g_assert_cmpstr (adw_message_dialog_get_heading (sync_ui_wait_question ()), ==, "3 Records Were Exported to QuickBooks");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), "INV-1001 · 100.00\nINV-1002 · 200.00\n"));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), "400.00 in all."));
  sync_ui_answer ("cancel");
  g_assert_cmpint (run_get_integer (&fixture->run, TIE_TYPE_DOCUMENT, before, TIE_DOCUMENT_DO_NOT_SEND), ==, TRUE);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 2);

  undo (fixture);
  sync_ui_wait_question ();
  sync_ui_answer ("delete");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpstr (get_sentence (fixture), ==, "3 records deleted from QuickBooks");
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 0);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, 0);

  match_fixture_turn ();
  undo (fixture);
  wait_until (run_get_integer (&fixture->run, TIE_TYPE_DOCUMENT, before, TIE_DOCUMENT_DO_NOT_SEND) == FALSE);
  g_assert_null (sync_ui_find_question ());
}

/* The question of one record says what is there; a void leaves it on both sides. */
static void
test_void (SyncUiFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  const char *const one[] = { g_ptr_array_index (ids, 0), NULL };
  gint64 sum = 0;

  show_window (fixture);
  export (fixture, ids);
  tie_removal_question_ask (fixture->window, fixture->session, one, "void");
  g_assert_cmpstr (adw_message_dialog_get_heading (sync_ui_wait_question ()), ==, "Void INV-1001 in QuickBooks?");
  g_assert_nonnull (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), " has it as number INV-1001 with the amount 100.00 and the date "));
  g_assert_null (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), "exported again"));
  sync_ui_answer ("void");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpstr (get_sentence (fixture), ==, "INV-1001 voided in QuickBooks");
  g_assert_cmpint (run_get_integer (&fixture->run, TIE_TYPE_DOCUMENT, one[0], TIE_DOCUMENT_IS_VOID), ==, TRUE);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", &sum), ==, 1);
  g_assert_cmpint (sum, ==, 0);
}

static gboolean
close_books (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_db_run (db, error, "UPDATE connection SET closed_until = '2999-12-31'", "");
}

static gboolean
post (TieDb *db,
      gpointer id,
      GError **error)
{
  return tie_document_table_set_stage (db, id, TIE_DOCUMENT_STAGE_POSTED, error);
}

/* What keeps it there is said before anything is tried, with what comes first. */
static void
test_refused (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, g_ptr_array_index (ids, 0), 10000);
  g_autofree char *bill = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_SUPPLIER, fixture->run.supplier, 30000);
  g_autofree char *fresh = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 1000);
  const struct
  {
    const char *id;
    const char *verb;
    TieStoreFunc before;
    gpointer argument;
    const char *sentence;
    gboolean has_way_out;
  } cases[] = {
    { ids->pdata[0], "void", NULL, NULL, "INV-1001 is paid in QuickBooks. Take the payment back first.", TRUE },
    { ids->pdata[1], "delete", post, ids->pdata[1], "INV-1002 is posted and stays. A credit note takes it back.", FALSE },
    { bill, "void", NULL, NULL, "cannot void", FALSE },
    { fresh, "delete", NULL, NULL, "has not been exported.", FALSE },
    { ids->pdata[2], "delete", close_books, NULL, "QuickBooks books are closed until ", FALSE },
  };

  show_window (fixture);
  g_ptr_array_add (ids, g_strdup (payment));
  g_ptr_array_add (ids, g_strdup (bill));
  export (fixture, ids);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const one[] = { cases[i].id, NULL };

      if (cases[i].before != NULL)
        run_write (&fixture->run, cases[i].before, cases[i].argument);
      tie_removal_question_ask (fixture->window, fixture->session, one, cases[i].verb);
      g_assert_true (g_str_has_suffix (adw_message_dialog_get_heading (sync_ui_wait_question ()), " Stays in QuickBooks"));
      g_assert_nonnull (strstr (adw_message_dialog_get_body (sync_ui_find_question ()), cases[i].sentence));
      g_assert_cmpint (adw_message_dialog_get_response_enabled (sync_ui_find_question (), "close"), ==, TRUE);
      g_assert_cmpint (sync_ui_find_button (GTK_WIDGET (sync_ui_find_question ()), "_Open Payment") != NULL, ==, cases[i].has_way_out);
      sync_ui_answer ("close");
    }
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 3);
}

static TieTable *
find_table (GtkWidget *widget)
{
  if (TIE_IS_TABLE (widget))
    return TIE_TABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      TieTable *found = find_table (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The row of that record; fails without one. */
static guint
find_activity (TieTable *table,
               const char *id)
{
  for (guint i = 0; i < sync_ui_count_rows (table); i++)
    {
      g_autoptr (TieActivityRow) row = g_list_model_get_item (G_LIST_MODEL (tie_table_get_model (table)), i);

      if (g_strcmp0 (tie_activity_row_get_activity (row)->record_id, id) == 0)
        return i;
    }
  g_assert_not_reached ();
}

static TieKind
get_kind_there (TieTable *table,
                const char *id)
{
  g_autoptr (TieActivityRow) row = g_list_model_get_item (G_LIST_MODEL (tie_table_get_model (table)), find_activity (table, id));

  return tie_activity_row_get_activity (row)->there;
}

/* Activity offers it for what a run sent, as long as it is there. */
static void
test_activity (SyncUiFixture *fixture,
               gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 2);
  GtkWidget *page;
  TieTable *table;

  show_window (fixture);
  export (fixture, ids);
  page = tie_activity_page_new (fixture->session);
  gtk_box_append (GTK_BOX (gtk_window_get_child (GTK_WINDOW (fixture->window))), page);
  table = find_table (page);
  wait_until (sync_ui_count_rows (table) > 0);
  g_signal_emit_by_name (tie_table_get_view (table), "activate", 0); /* opens the run */
  g_assert_cmpint (get_kind_there (table, ids->pdata[1]), ==, TIE_KIND_SALES_INVOICE);
  sync_ui_select (table, find_activity (table, ids->pdata[1]));
  g_assert_true (gtk_widget_activate_action (page, "activity.delete-there", NULL));
  g_assert_cmpstr (adw_message_dialog_get_heading (sync_ui_wait_question ()), ==, "Delete INV-1002 from QuickBooks?");
  sync_ui_answer ("delete");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 1);
  wait_until (get_kind_there (table, ids->pdata[1]) == 0);
  g_assert_cmpint (get_kind_there (table, ids->pdata[0]), ==, TIE_KIND_SALES_INVOICE);
}

#define ADD(path, func) g_test_add (path, SyncUiFixture, NULL, sync_ui_set_up, func, sync_ui_tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("/ui/removal/undo", test_undo);
  ADD ("/ui/removal/void", test_void);
  ADD ("/ui/removal/refused", test_refused);
  ADD ("/ui/removal/activity", test_activity);

  return g_test_run ();
}
