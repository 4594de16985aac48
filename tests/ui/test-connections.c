/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sync-ui-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-outbox-table.h"
#include "ui/tie-connect-window.h"
#include "ui/tie-connections-group.h"
#include "ui/tie-options-window.h"
#include "ui/tie-status-line.h"

/* A practice that QuickBooks' look-alike was read into, with one link, and then Xero's, which is in use. */
typedef struct
{
  SyncFixture base;
  TieSandbox *xero;        /* (owned) */
  TieSession *session;     /* (owned) */
  TieCrosswalk *crosswalk; /* (owned): the session's, open all the time */
  GtkWidget *window;       /* (owned by GTK) */
  char *quickbooks_id;     /* (owned): ids of the connections */
  char *xero_id;           /* (owned) */
  guint n_customers;       /* in QuickBooks' */
} Fixture;

static void
open_window (Fixture *f)
{
  f->window = tie_options_window_new (f->session);
  gtk_window_present (GTK_WINDOW (f->window));
  wait_until (gtk_window_get_focus (GTK_WINDOW (f->window)) != NULL);
}

static GtkWidget *
find_group (GtkWidget *widget)
{
  GtkWidget *found = TIE_IS_CONNECTIONS_GROUP (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL; child = gtk_widget_get_next_sibling (child))
    found = find_group (child);
  return found;
}

static void
set_up (Fixture *f,
        gconstpointer data)
{
  TieSandboxOptions options = { .package = "xero", .company = "empty", .seed = 2, .rows = 3 };
  SyncFixture *base = &f->base;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contact = NULL;
  g_autofree char *sentence = NULL;

  sync_fixture_set_up_sandbox (base, NULL);
  contact = sync_add_contact (base, "Anna Adams", TIE_CONTACT_TYPE_CLIENT);
  sync_pull (base, &error);
  g_assert_no_error (error);
  f->quickbooks_id = g_strdup (tie_company_get_connection (base->company)->id);
  f->session = tie_session_new_with_company (base->company, FALSE, NULL);
  f->crosswalk = g_object_ref (tie_session_get_crosswalk (f->session, TIE_KIND_CUSTOMER));
  wait_until (!tie_crosswalk_get_is_stale (f->crosswalk));
  sentence = sync_export (f->crosswalk, &error);
  g_assert_no_error (error);
  wait_until (!tie_crosswalk_get_is_stale (f->crosswalk));
  f->n_customers = g_list_model_get_n_items (tie_crosswalk_get_right (f->crosswalk));
  g_assert_cmpuint (f->n_customers, >, 3);
  if (data != NULL) /* one company is enough */
    return;

  f->xero = tie_sandbox_new (&options);
  tie_sandbox_start (f->xero, &error);
  g_assert_no_error (error);
  tie_company_connect_async (base->company, tie_package_find ("xero"), "local", tie_sandbox_get_base_uri (f->xero), NULL, NULL, TRUE, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_connect_finish (base->company, result, &error);
  g_assert_no_error (error);
  sync_pull (base, &error);
  g_assert_no_error (error);
  f->xero_id = g_strdup (tie_company_get_connection (base->company)->id);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  gpointer session = f->session;

  if (f->window != NULL)
    gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_add_weak_pointer (session, &session);
  g_clear_object (&f->crosswalk);
  g_object_unref (f->session);
  wait_until (session == NULL);
  sync_fixture_tear_down (&f->base, NULL);
  g_clear_object (&f->xero);
  g_free (f->quickbooks_id);
  g_free (f->xero_id);
}

/* Tab until the button has the focus, and Enter. */
static void
press_by_keys (Fixture *f,
               const char *label)
{
  GtkWidget *button = sync_ui_find_button (f->window, label);

  g_assert_nonnull (button);
  for (guint i = 0; i < 30 && !gtk_widget_has_focus (button); i++)
    gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (button));
  g_assert_true (gtk_widget_activate (button));
}

static void
wait_for (Fixture *f,
          const char *id)
{
  wait_until (g_strcmp0 (tie_company_get_connection (f->base.company)->id, id) == 0 && !tie_crosswalk_get_is_stale (f->crosswalk));
}

static const char *
get_sentence (Fixture *f)
{
  return tie_status_line_get_sentence (TIE_STATUS_LINE (gtk_widget_get_template_child (f->window, TIE_TYPE_OPTIONS_WINDOW, "status_line")));
}

static gboolean
read_activity (TieDb *db,
               gpointer data,
               GError **error)
{
  g_autoptr (GPtrArray) list = tie_activity_table_list (db, 1, error);

  if (list == NULL)
    return FALSE;
  *(char **) data = g_strdup (((TieActivity *) list->pdata[0])->what);
  return TRUE;
}

/* There and back by keys: lists that are open follow, and the link is found again. */
static void
test_switch (Fixture *f,
             gconstpointer data)
{
  g_autofree char *what = NULL;

  open_window (f);
  wait_until (gtk_widget_get_visible (find_group (f->window)));
  wait_until (!tie_crosswalk_get_is_stale (f->crosswalk));
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (f->crosswalk)), ==, 3);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (f->crosswalk), ==, 0);

  press_by_keys (f, "Use This One");
  wait_for (f, f->quickbooks_id);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (f->crosswalk)), ==, f->n_customers);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (f->crosswalk), ==, 1);
  wait_until (g_strcmp0 (get_sentence (f), "Switched to Sandbox: Harbor Books Co.") == 0);
  tie_store_run (f->base.store, TIE_STORE_READ, read_activity, &what, NULL);
  g_assert_cmpstr (what, ==, "Switched to Harbor Books Co.");
  wait_until (gtk_window_get_focus (GTK_WINDOW (f->window)) != NULL);

  wait_until (sync_ui_find_button (f->window, "Use This One") != NULL);
  press_by_keys (f, "Use This One");
  wait_for (f, f->xero_id);
  g_assert_cmpuint (g_list_model_get_n_items (tie_crosswalk_get_right (f->crosswalk)), ==, 3);
  g_assert_cmpuint (tie_crosswalk_get_n_linked (f->crosswalk), ==, 0);
  g_assert_cmpstr (tie_session_get_package (f->session)->id, ==, "xero");
}

static gboolean
add_open (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  TieOutboxRow row = {
    .connection = data,
    .kind = TIE_KIND_CUSTOMER,
    .verb = (char *) "create",
    .local_id = (char *) "7",
    .request_id = (char *) "r1",
    .label = (char *) "Anna",
    .body = body,
  };
  gboolean is_added = tie_outbox_table_add (db, &row, error);

  g_free (row.created);
  return is_added;
}

/* What waits to be sent is asked about first. */
static void
test_open (Fixture *f,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AdwMessageDialog *question;

  tie_store_run (f->base.store, TIE_STORE_WRITE, add_open, f->xero_id, &error);
  g_assert_no_error (error);
  open_window (f);
  wait_until (sync_ui_find_button (f->window, "Use This One") != NULL);

  press_by_keys (f, "Use This One");
  question = sync_ui_wait_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "1 record"));
  sync_ui_answer ("cancel");
  match_fixture_turn ();
  g_assert_cmpstr (tie_company_get_connection (f->base.company)->id, ==, f->xero_id);

  wait_until (sync_ui_find_question () == NULL);
  press_by_keys (f, "Use This One");
  sync_ui_wait_question ();
  sync_ui_answer ("switch");
  wait_for (f, f->quickbooks_id);
}

static gpointer
get_part (GtkWidget *window,
          const char *name)
{
  return gtk_widget_get_template_child (window, TIE_TYPE_CONNECT_WINDOW, name);
}

/* It is asked about before another package is connected, too: no is no, and yes goes on. */
static void
test_connect_open (Fixture *f,
                   gconstpointer data)
{
  TieSandboxOptions options = { .package = "sage", .company = "empty", .seed = 3 };
  g_autoptr (TieSandbox) sage = tie_sandbox_new (&options);
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  AdwMessageDialog *question;

  tie_sandbox_start (sage, &error);
  tie_store_run (f->base.store, TIE_STORE_WRITE, add_open, f->xero_id, &error);
  g_assert_no_error (error);
  f->window = window = tie_connect_window_new (f->session);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &f->window);
  gtk_editable_set_text (get_part (window, "address_row"), tie_sandbox_get_base_uri (sage));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_activate_action (window, "connect.start", NULL);
  question = sync_ui_wait_question ();
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "1 record for"));
  sync_ui_answer ("cancel");
  wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (get_part (window, "stack")), "choose") == 0);
  g_assert_cmpstr (tie_company_get_connection (f->base.company)->id, ==, f->xero_id);

  wait_until (sync_ui_find_question () == NULL);
  gtk_widget_activate_action (window, "connect.start", NULL);
  sync_ui_wait_question ();
  sync_ui_answer ("connect");
  wait_until (f->window == NULL);
  g_assert_cmpstr (tie_company_get_connection (f->base.company)->package, ==, "sage");
}

/* One company is no list. */
static void
test_one (Fixture *f,
          gconstpointer data)
{
  open_window (f);
  wait_until (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (f->window, TIE_TYPE_OPTIONS_WINDOW, "another_row"))));
  match_fixture_turn ();
  g_assert_false (gtk_widget_get_visible (find_group (f->window)));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  match_fixture_use_file_for_secrets ();
  adw_init ();

  g_test_add ("/ui/connections/switch", Fixture, NULL, set_up, test_switch, tear_down);
  g_test_add ("/ui/connections/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/ui/connections/connect-open", Fixture, NULL, set_up, test_connect_open, tear_down);
  g_test_add ("/ui/connections/one", Fixture, "one", set_up, test_one, tear_down);
  return g_test_run ();
}
