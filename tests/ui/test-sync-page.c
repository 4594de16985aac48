/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-ui-fixture.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"
#include "store/tie-run-lock.h"
#include "store/tie-user-table.h"
#include "ui/tie-actions-window.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-sync-page.h"
#include "ui/tie-windows.h"

static TieSyncPage *
open_page (SyncUiFixture *fixture)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *page = tie_sync_page_new (fixture->session);

  gtk_window_set_default_size (GTK_WINDOW (window), 720, 520);
  gtk_window_set_child (GTK_WINDOW (window), page);
  sync_ui_show (fixture, window, TIE_SYNC_INVOICES);
  return TIE_SYNC_PAGE (page);
}

/* Five with each press. */
static void
test_sync (SyncUiFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 7);
  TieSyncPage *page = open_page (fixture);
  TieTable *table = tie_sync_page_get_table (page);

  g_assert_cmpstr (tie_sync_page_get_state (page), ==, "lists");
  g_assert_cmpuint (sync_ui_count_rows (table), ==, 7);
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (page), "Invoices (7)"));
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (page), "Done today (0)"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.sync", NULL));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  wait_until (sync_ui_count_rows (table) == 2);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 5);
  wait_until (sync_ui_find_button (GTK_WIDGET (page), "Done today (5)") != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.sync", NULL));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  wait_until (sync_ui_count_rows (table) == 0);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 7);
}

static void
test_filters (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 2);
  TieSyncPage *page;
  GtkWidget *blocked;

  sync_ui_require_sent (fixture);
  page = open_page (fixture);
  blocked = sync_ui_find_button (GTK_WIDGET (page), "Blocked (2)");
  g_assert_nonnull (blocked);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (sync_ui_find_button (GTK_WIDGET (page), "Conflicts (0)")), TRUE);
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 0);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (blocked), TRUE); /* one at a time */
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 2);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (sync_ui_find_button (GTK_WIDGET (page), "Payments (0)")), TRUE);
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 0);
  tie_sync_page_show (page, TIE_SYNC_INVOICES, g_ptr_array_index (ids, 1));
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 2);
}

/* It goes on until nothing is left, and waits for more. */
static void
test_auto_sync (SyncUiFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 12);
  g_autoptr (GPtrArray) more = NULL;
  TieSyncPage *page = open_page (fixture);
  TieAutoSync *clock = tie_sync_page_get_auto_sync (page);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.auto", NULL));
  wait_until (tie_auto_sync_get_is_paused (clock) && !tie_sync_job_get_is_running (tie_session_get_sync_job (fixture->session)));
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 12);
  more = sync_ui_add_invoices (fixture, 1);
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 1);
  for (guint i = 0; i < TIE_AUTO_SYNC_LOOK_SECONDS; i++)
    tie_auto_sync_tick (clock);
  wait_until (run_count (&fixture->run, "Invoice", NULL) == 13);
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.stop", NULL));
  g_assert_false (tie_auto_sync_get_is_on (clock));
}

static void
test_not_connected (SyncUiFixture *fixture,
                    gconstpointer data)
{
  TieSyncPage *page = open_page (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_company_disconnect_async (fixture->run.sync.company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  g_assert_true (tie_company_disconnect_finish (fixture->run.sync.company, result, &error));
  g_assert_cmpstr (tie_sync_page_get_state (page), ==, "not-connected");
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (page), "Connect to QuickBooks"));
}

static GtkWidget *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window; /* the list keeps it */
    }
  return NULL;
}

static gboolean
is_asked (void)
{
  return find_question () != NULL;
}

/* Nobody pulls the line while something is on its way, whichever program sends it. */
static void
test_disconnect (SyncUiFixture *fixture,
                 gconstpointer data)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *page = tie_sync_page_new (fixture->session);
  TieStatusLine *line = TIE_STATUS_LINE (tie_status_line_new ());
  TieCompany *company = fixture->run.sync.company;
  TieLock *lock = tie_run_lock_take (tie_session_get_path (fixture->session), NULL);

  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (line));
  gtk_window_set_child (GTK_WINDOW (window), box);
  sync_ui_show (fixture, window, TIE_SYNC_INVOICES);
  g_assert_nonnull (lock);
  g_assert_true (gtk_widget_activate_action (page, "sync.disconnect", NULL));
  g_assert_false (is_asked ());
  g_assert_cmpstr (tie_status_line_get_sentence (line), ==, "Another program is sending for this practice. Try again when it is done.");
  g_clear_pointer (&lock, tie_lock_release);

  g_assert_true (gtk_widget_activate_action (page, "sync.disconnect", NULL));
  g_assert_true (is_asked ());
  lock = tie_run_lock_take (tie_session_get_path (fixture->session), NULL); /* begun while the question stood */
  sync_ui_answer ("disconnect");
  match_fixture_turn ();
  g_assert_cmpint (tie_company_get_state (company), ==, TIE_COMPANY_CONNECTED);
  g_clear_pointer (&lock, tie_lock_release);

  g_assert_true (gtk_widget_activate_action (page, "sync.disconnect", NULL));
  sync_ui_answer ("cancel");
  g_assert_true (gtk_widget_activate_action (page, "sync.disconnect", NULL));
  sync_ui_answer ("disconnect");
  wait_until (tie_company_get_state (company) == TIE_COMPANY_NOT_CONNECTED);
  wait_until (g_strcmp0 (tie_status_line_get_sentence (line), "Disconnected. Links and documents stay.") == 0);
  lock = tie_run_lock_take (tie_session_get_path (fixture->session), NULL);
  g_assert_nonnull (lock);
  tie_lock_release (lock);
}

/* What this program itself is sending. */
static void
test_disconnect_sending (SyncUiFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  TieSyncPage *page = open_page (fixture);

  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.sync", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.disconnect", NULL));
  g_assert_false (is_asked ());
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.disconnect", NULL));
  sync_ui_answer ("cancel");
}

static gboolean
make_staff (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieUser) user = tie_user_table_find (db, error);

  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, TIE_ROLE_STAFF);
  return tie_record_table_save (db, TIE_RECORD (user), error);
}

static void
test_refused (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 1);
  TieSyncPage *page = open_page (fixture);

  run_write (&fixture->run, make_staff, NULL);
  wait_until (g_str_equal (tie_sync_page_get_state (page), "refused"));
  gtk_widget_activate_action (GTK_WIDGET (page), "sync.sync", NULL); /* nor by key */
  gtk_widget_activate_action (GTK_WIDGET (page), "sync.auto", NULL);
  match_fixture_turn ();
  g_assert_false (tie_sync_job_get_is_running (tie_session_get_sync_job (fixture->session)));
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 0);
}

/* The window over the page. */

static TieActionsWindow *
open_actions (SyncUiFixture *fixture,
              TieSyncPage *page,
              guint position)
{
  TieTable *table = tie_sync_page_get_table (page);

  g_signal_emit_by_name (table, "row-activated", sync_ui_get_row (table, position));
  match_fixture_turn ();
  return TIE_ACTIONS_WINDOW (tie_windows_find (fixture->session, TIE_TYPE_ACTIONS_WINDOW));
}

/* What is solved makes room for the next one, until none is kept back. */
static void
test_actions (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 3);
  TieSyncPage *page;
  TieActionsWindow *actions;
  GtkWidget *button;

  sync_ui_require_sent (fixture);
  page = open_page (fixture);
  actions = open_actions (fixture, page, 1);
  g_assert_true (tie_actions_window_get_row (actions) == sync_ui_get_row (tie_sync_page_get_table (page), 1));
  for (guint i = 0; i < 3; i++)
    {
      TieTransferRow *row = tie_actions_window_get_row (actions);

      wait_until ((button = sync_ui_find_button (GTK_WIDGET (actions), "Mark as Sent")) != NULL);
      g_signal_emit_by_name (button, "clicked");
      wait_until (tie_actions_window_get_row (actions) != row);
    }
  g_assert_null (tie_actions_window_get_row (actions));
  g_assert_null (sync_ui_find_button (GTK_WIDGET (actions), "Try Again"));
}

static void
test_do_not_send (SyncUiFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 2);
  TieSyncPage *page;
  TieActionsWindow *actions;

  sync_ui_require_sent (fixture);
  page = open_page (fixture);
  actions = open_actions (fixture, page, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (actions), "actions.do-not-send", NULL));
  wait_until (sync_ui_count_rows (tie_sync_page_get_table (page)) == 1);
  wait_until (tie_actions_window_get_row (actions) == sync_ui_get_row (tie_sync_page_get_table (page), 0));
}

/* A contact without a partner: the suggestion, and an AccsID that is wrong. */
static void
test_account (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (&fixture->run.sync, "Harbor Coffee", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, contact, 5000);
  TieSyncPage *page = open_page (fixture);
  TieActionsWindow *actions = open_actions (fixture, page, 0);
  GtkWidget *button;

  wait_until ((button = sync_ui_find_button (GTK_WIDGET (actions), "Create New")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  wait_until (tie_actions_window_get_row (actions) == NULL); /* made and linked: nothing keeps it back */
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpstr (sync_ui_get_sentence (tie_sync_page_get_table (page), 0), ==, "Ready to sync");
  g_assert_cmpuint (run_count (&fixture->run, "Customer", NULL), ==, 3);
}

static gboolean
add_alike (TieDb *db,
           gpointer connection,
           GError **error)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, "5f2a0c1e-77aa-4be1-9c0d-0123456789ab");

  remote->name = g_strdup ("Harbor Coffee");
  remote->full_name = g_strdup ("Harbor Coffee");
  g_ptr_array_add (remotes, remote);
  return tie_remote_table_save (db, connection, remotes, error);
}

static gboolean
has_label (GtkWidget *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (has_label (child, text))
        return TRUE;
    }
  return FALSE;
}

/* A long id leaves room for the name, and below it stands where this package shows its ids. */
static void
test_long_id (SyncUiFixture *fixture,
              gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (&fixture->run.sync, "Harbor Coffee", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, contact, 5000);
  TieActionsWindow *actions;

  run_write (&fixture->run, add_alike, tie_company_get_connection (fixture->run.sync.company)->id);
  actions = open_actions (fixture, open_page (fixture), 0);
  wait_until (sync_ui_find_button (GTK_WIDGET (actions), "Link This") != NULL);
  g_assert_true (has_label (GTK_WIDGET (actions), "id 5f2a0c1e…"));
  g_assert_true (has_label (GTK_WIDGET (actions), "The AccsID is the number after nameId= in the page address."));
}

/* A step that runs holds its window beyond the end of the one it stands over. */
static void
test_outlives (SyncUiFixture *fixture,
               gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (&fixture->run.sync, "Harbor Coffee", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, contact, 5000);
  g_autoptr (TieActionsWindow) held = g_object_ref (open_actions (fixture, open_page (fixture), 0));

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  g_assert_null (gtk_window_get_transient_for (GTK_WINDOW (held)));
}

/* Changed on both sides after it was sent. */
static char *
add_conflict (SyncUiFixture *fixture)
{
  char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);
  g_autoptr (TieSyncRun) run = run_new (&fixture->run);
  g_autoptr (GError) error = NULL;
  g_autofree char *remote = NULL;

  run_export (&fixture->run, run, &error, invoice, NULL);
  g_assert_no_error (error);
  remote = run_get_remote_id (&fixture->run, TIE_KIND_SALES_INVOICE, invoice);
  run_edit (&fixture->run, "{\"action\":\"set\",\"entity\":\"Invoice\",\"id\":\"%s\",\"members\":{\"TxnDate\":\"2025-12-01\"}}", remote);
  sync_pull (&fixture->run.sync, &error);
  g_assert_no_error (error);
  run_change_document (&fixture->run, invoice, "Another text", 12550);
  return invoice;
}

/* What both sides have stands in the question; who keeps ours makes the row ready to go over theirs. */
static void
test_keep_ours (SyncUiFixture *fixture,
                gconstpointer data)
{
  g_autofree char *invoice = add_conflict (fixture);
  g_autofree char *remote = run_get_remote_id (&fixture->run, TIE_KIND_SALES_INVOICE, invoice);
  g_autofree char *total = NULL;
  TieSyncPage *page = open_page (fixture);
  TieActionsWindow *actions;
  GtkWidget *button, *grid;

  wait_until (sync_ui_find_button (GTK_WIDGET (page), "Conflicts (1)") != NULL);
  g_assert_cmpstr (sync_ui_get_sentence (tie_sync_page_get_table (page), 0), ==, "Changed here and in QuickBooks.");
  actions = open_actions (fixture, page, 0);
  wait_until ((button = sync_ui_find_button (GTK_WIDGET (actions), "Review Changes")) != NULL);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (find_question ())), ==, "Review Changes: INV-1001");
  grid = adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (find_question ()));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0))), ", 125.50"));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 1))), ", 100.00"));
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 2))), ==, "100.00");
  sync_ui_answer ("cancel");
  match_fixture_turn ();
  g_assert_cmpstr (sync_ui_get_sentence (tie_sync_page_get_table (page), 0), ==, "Changed here and in QuickBooks.");

  g_signal_emit_by_name (button, "clicked");
  sync_ui_answer ("keep");
  wait_until (tie_actions_window_get_row (actions) == NULL); /* nothing keeps it back */
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_nonnull (sync_ui_find_button (GTK_WIDGET (page), "Conflicts (0)"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "sync.sync", NULL));
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  total = run_pick (&fixture->run, "Invoice", remote, "TotalAmt");
  g_assert_cmpstr (total, ==, "125.5");
}

static guint
find_waiting (TieTable *table)
{
  guint n = sync_ui_count_rows (table);

  for (guint i = 0; i < n; i++)
    {
      if (tie_transfer_row_get_is_waiting (sync_ui_get_row (table, i)))
        return i;
    }
  return G_MAXUINT;
}

/* While the package is busy, a row whose turn has not come counts the seconds down; Try Now does not wait for them. */
static void
test_busy (SyncUiFixture *fixture,
           gconstpointer data)
{
  static const TieBackoff patience = { .waits_ms = { 3600 * 1000 }, .n_waits = 1 };
  g_autoptr (GPtrArray) ids = sync_ui_add_invoices (fixture, 6);
  g_autoptr (GError) error = NULL;
  TieSyncPage *page = open_page (fixture);
  TieTable *table = tie_sync_page_get_table (page);
  TieSandbox *sandbox = fixture->run.sync.sandbox;
  TieActionsWindow *actions;
  GtkWidget *button;

  tie_company_set_backoff (fixture->run.sync.company, &patience);
  g_assert_true (tie_sandbox_set_fault (sandbox, "429,method=POST,body=operation", &error));
  g_assert_true (tie_sync_job_export (tie_session_get_sync_job (fixture->session), GTK_WIDGET (page), ids, 5));
  wait_until (find_waiting (table) != G_MAXUINT);
  actions = open_actions (fixture, page, find_waiting (table));
  g_assert_cmpint (tie_transfer_row_get_code (tie_actions_window_get_row (actions)), ==, TIE_SYNC_BUSY);
  g_assert_true (g_str_has_prefix (tie_transfer_row_get_sentence (tie_actions_window_get_row (actions)), "QuickBooks is busy. Trying again in 3"));
  wait_until ((button = sync_ui_find_button (GTK_WIDGET (actions), "Try Now")) != NULL);
  g_assert_true (tie_sandbox_set_fault (sandbox, "none", &error));
  g_signal_emit_by_name (button, "clicked");
  sync_ui_wait_idle (fixture, TIE_SYNC_INVOICES);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 6);
}

/* A reading that waits before its next try goes on with F5, also in the window that began it. */
static void
test_refresh_now (SyncUiFixture *fixture,
                  gconstpointer data)
{
  static const TieBackoff patience = { .waits_ms = { 3600 * 1000, 3600 * 1000 }, .n_waits = 2 };
  TieCompany *company = fixture->run.sync.company;
  GtkWidget *window = tie_integration_window_new (fixture->session, "defaults");

  gtk_window_present (GTK_WINDOW (window));
  wait_until (!tie_company_get_is_reading (company));
  tie_company_set_backoff (company, &patience);
  sync_set_fault (&fixture->run.sync, "refuse");
  g_assert_true (gtk_widget_activate_action (window, "integration.refresh", NULL));
  wait_until (tie_company_get_waiting (company) > 0);
  g_assert_true (tie_company_get_is_reading (company));
  sync_set_fault (&fixture->run.sync, NULL);
  g_assert_true (gtk_widget_activate_action (window, "integration.refresh", NULL));
  wait_until (!tie_company_get_is_reading (company));
  g_assert_cmpint (tie_company_get_state (company), ==, TIE_COMPANY_CONNECTED);
  gtk_window_destroy (GTK_WINDOW (window));
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
    { "/ui/sync/sync", test_sync },
    { "/ui/sync/filters", test_filters },
    { "/ui/sync/auto-sync", test_auto_sync },
    { "/ui/sync/not-connected", test_not_connected },
    { "/ui/sync/disconnect", test_disconnect },
    { "/ui/sync/disconnect-sending", test_disconnect_sending },
    { "/ui/sync/refused", test_refused },
    { "/ui/sync/actions", test_actions },
    { "/ui/sync/refresh-now", test_refresh_now },
    { "/ui/sync/do-not-send", test_do_not_send },
    { "/ui/sync/account", test_account },
    { "/ui/sync/long-id", test_long_id },
    { "/ui/sync/outlives", test_outlives },
    { "/ui/sync/keep-ours", test_keep_ours },
    { "/ui/sync/busy", test_busy },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncUiFixture, NULL, sync_ui_set_up, tests[i].func, sync_ui_tear_down);
  return g_test_run ();
}
