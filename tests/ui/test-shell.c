/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "model/tie-contact.h"
#include "shell-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-number-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-about.h"
#include "ui/tie-activity-row.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-banner.h"
#include "ui/tie-contact-rows.h"
#include "ui/tie-contacts-page.h"
#include "ui/tie-field-row.h"
#include "ui/tie-help.h"
#include "ui/tie-link-group.h"
#include "ui/tie-list-states.h"
#include "ui/tie-picker.h"
#include "ui/tie-preferences-window.h"
#include "ui/tie-print-window.h"
#include "ui/tie-record-form.h"
#include "ui/tie-record-page.h"
#include "ui/tie-settings.h"
#include "ui/tie-shell-private.h"
#include "ui/tie-start-window.h"
#include "ui/tie-table.h"

/* The first widget of that type, the root or below, for which the test holds; NULL for none. */
typedef gboolean (*WidgetTest) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find_widget (GtkWidget *root,
             GType type,
             WidgetTest test,
             gconstpointer data)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (test == NULL || test (root, data)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, test, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_title (GtkWidget *row,
           gconstpointer title)
{
  return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0;
}

static TieFieldRow *
find_field (gpointer root,
            const char *title)
{
  return TIE_FIELD_ROW (find_widget (GTK_WIDGET (root), TIE_TYPE_FIELD_ROW, has_title, title));
}

/* As a person would: types and leaves the field. */
static void
type_into (TieFieldRow *row,
           const char *text)
{
  GtkWidget *entry = find_widget (GTK_WIDGET (row), GTK_TYPE_TEXT, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  tie_field_row_commit (row);
}

static void
set_up (ShellFixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Baker & Sons, Inc.", "Abacus Dental LLC", "Carter, Joan", NULL });
  g_settings_set_string (tie_settings_get (), "start-page", "overview");
}

static GListModel *
get_rows (ShellFixture *fixture)
{
  GtkWidget *table = find_widget (GTK_WIDGET (tie_shell_get_visible_page (fixture->shell)), TIE_TYPE_TABLE, NULL, NULL);

  return G_LIST_MODEL (tie_table_get_model (TIE_TABLE (table)));
}

static const char *
get_name (GListModel *rows,
          guint position)
{
  g_autoptr (TieListRow) row = g_list_model_get_item (rows, position);

  return tie_list_row_get_text (row, TIE_CONTACT_ROW_NAME); /* the list keeps it */
}

static void
activate (gpointer widget,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (widget), action, NULL));
}

static void
show_contacts (ShellFixture *fixture)
{
  tie_shell_show_page (fixture->shell, "contacts");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 3);
}

/* Opens the first contact and waits until it is shown. */
static GtkWidget *
open_record (ShellFixture *fixture,
             const char *name)
{
  GtkWidget *page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));

  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 0);
  activate (page, "contacts.open");
  wait_until (find_field (page, "Name") != NULL && g_str_equal (tie_field_row_get_text (find_field (page, "Name")), name));
  return page;
}

static void
test_welcome (ShellFixture *fixture,
              gconstpointer data)
{
  GtkWidget *shell = g_object_ref (GTK_WIDGET (tie_shell_new (NULL)));

  gtk_window_present (GTK_WINDOW (shell));
  match_fixture_turn ();
  g_assert_null (tie_shell_get_visible_page (TIE_SHELL (shell)));
  g_assert_null (tie_shell_get_session (TIE_SHELL (shell)));
  gtk_window_destroy (GTK_WINDOW (shell));
  match_fixture_turn ();
  g_assert_finalize_object (shell);
}

static void
test_pages (ShellFixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "overview", "contacts", "projects" };

  shell_fixture_open (fixture);
  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.show-page-number", "i", i + 1));
      g_assert_cmpstr (tie_shell_get_page (fixture->shell), ==, names[i]);
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.show-page-number", "i", 99)); /* no such page */
  g_assert_cmpstr (tie_shell_get_page (fixture->shell), ==, "projects");

  activate (fixture->shell, "win.toggle-sidebar");
  g_assert_false (gtk_widget_get_visible (fixture->shell->sidebar));
  activate (fixture->shell, "win.toggle-sidebar");
  g_assert_true (gtk_widget_get_visible (fixture->shell->sidebar));
  activate (fixture->shell, "win.other-pane");
  g_assert_nonnull (gtk_widget_get_focus_child (fixture->shell->sidebar));
  activate (fixture->shell, "win.other-pane");
  g_assert_null (gtk_widget_get_focus_child (fixture->shell->sidebar));
  activate (fixture->shell, "win.tour");
  g_assert_cmpstr (tie_shell_get_page (fixture->shell), ==, "overview");
}

/* Tab and Shift+Tab go through a page and leave it, whatever it takes for the place where work begins. */
static void
test_keys (ShellFixture *fixture,
           gconstpointer data)
{
  static const char *const pages[] = {
    "overview", "contacts", "projects", "time", "invoices", "credit-notes", "supplier-invoices", "payments", "sync", "activity", "reports",
  };

  shell_fixture_open (fixture);
  wait_until (tie_company_get_state (fixture->base.company) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page = NULL;

      tie_shell_show_page (fixture->shell, pages[i]);
      page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
      wait_until (gtk_widget_get_mapped (page));
      for (guint is_back = 0; is_back < 2; is_back++)
        {
          const GtkDirectionType direction = is_back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD;
          guint n = 0;

          gtk_widget_grab_focus (page);
          if (!(gtk_widget_get_state_flags (page) & GTK_STATE_FLAG_FOCUS_WITHIN))
            gtk_widget_child_focus (page, direction);
          while (n < 200 && (gtk_widget_get_state_flags (page) & GTK_STATE_FLAG_FOCUS_WITHIN) && gtk_widget_child_focus (page, direction))
            n++;
          g_test_message ("%s, %s: %u", pages[i], is_back ? "back" : "forward", n);
          g_assert_cmpuint (n, <, 200);
        }
    }
}

static void
test_search (ShellFixture *fixture,
             gconstpointer data)
{
  GtkWidget *page;
  GtkWidget *entry;
  GtkWidget *states;

  shell_fixture_open (fixture);
  show_contacts (fixture);
  g_assert_cmpstr (get_name (get_rows (fixture), 0), ==, "Abacus Dental LLC");
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  entry = find_widget (page, GTK_TYPE_SEARCH_ENTRY, NULL, NULL);
  states = find_widget (page, TIE_TYPE_LIST_STATES, NULL, NULL);
  activate (fixture->shell, "win.search");
  g_assert_nonnull (gtk_widget_get_focus_child (entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), "joan");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nobody");
  wait_until (g_str_equal (tie_list_states_get_state (TIE_LIST_STATES (states)), "nothing"));
  g_signal_emit_by_name (states, "clear-search");
  wait_until (g_str_equal (tie_list_states_get_state (TIE_LIST_STATES (states)), "rows"));
}

static void
test_edit (ShellFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieListRow) row = NULL;
  GtkWidget *page;
  GtkWidget *care_of;

  shell_fixture_open (fixture);
  show_contacts (fixture);
  row = g_list_model_get_item (get_rows (fixture), 0);
  page = open_record (fixture, "Abacus Dental LLC");

  /* A field is saved when it is left, and Ctrl+Z takes it back. */
  type_into (find_field (page, "City"), "  Astoria ");
  wait_until (g_str_equal (tie_list_row_get_text (row, TIE_CONTACT_ROW_CITY), "Astoria")); /* the row stayed, with its new text */
  g_assert_cmpstr (tie_status_line_get_sentence (fixture->shell->status_line), ==, "City of Abacus Dental LLC changed");
  wait_until (g_str_equal (tie_field_row_get_text (find_field (page, "City")), "Astoria"));
  wait_until (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "undo.undo", NULL) && g_str_equal (tie_list_row_get_text (row, TIE_CONTACT_ROW_CITY), ""));

  /* What is wrong is said at the field and not saved. */
  type_into (find_field (page, "Name"), " ");
  g_assert_cmpstr (tie_field_row_get_error (find_field (page, "Name")), ==, "Name is missing.");
  g_assert_cmpstr (tie_list_row_get_text (row, TIE_CONTACT_ROW_NAME), ==, "Abacus Dental LLC");

  /* So is a contact in care of itself, which only the store finds. */
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  care_of = find_widget (find_widget (page, TIE_TYPE_RECORD_FORM, NULL, NULL), TIE_TYPE_PICKER, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (care_of))), "Abacus");
  tie_typed_entry_commit (TIE_TYPED_ENTRY (care_of));
  wait_until (tie_typed_entry_get_error (TIE_TYPED_ENTRY (care_of)) != NULL);
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (care_of)), ==, "Care of cannot be the record itself. Choose another one.");

  activate (page, "win.back");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), ==, 3);
}

static void
test_archive_delete (ShellFixture *fixture,
                     gconstpointer data)
{
  GtkWidget *page;

  shell_fixture_open (fixture);
  show_contacts (fixture);
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 1);
  activate (page, "contacts.archive");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 2);
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 0);
  activate (page, "contacts.delete");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 1);
  g_assert_cmpstr (get_name (get_rows (fixture), 0), ==, "Carter, Joan");
  wait_until (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "undo.undo", NULL) && g_list_model_get_n_items (get_rows (fixture)) == 3);
}

static void
test_add (ShellFixture *fixture,
          gconstpointer data)
{
  GtkWidget *page;

  shell_fixture_open (fixture);
  activate (fixture->shell, "win.new");
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  wait_until (find_field (page, "Name") != NULL && gtk_widget_get_focus_child (GTK_WIDGET (find_field (page, "Name"))) != NULL);
  type_into (find_field (page, "Name"), "Zenith Press");
  wait_until (g_strcmp0 (tie_status_line_get_sentence (fixture->shell->status_line), "Zenith Press added") == 0);
  activate (page, "win.back");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 4);
  g_assert_cmpstr (get_name (get_rows (fixture), 3), ==, "Zenith Press");
}

static void
test_account (ShellFixture *fixture,
              gconstpointer data)
{
  GtkWidget *page;
  TieFieldRow *account;
  GtkWidget *record;
  TieBanner *banner;

  match_fixture_add_customers (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  match_fixture_load (&fixture->base);
  shell_fixture_open (fixture);
  show_contacts (fixture);
  page = open_record (fixture, "Abacus Dental LLC");
  account = find_field (page, "AccsID");
  g_assert_nonnull (account);

  /* Locked: what stands there is not taken. */
  type_into (account, "999");
  g_assert_null (tie_field_row_get_error (account));

  /* Unlocked; an id that the company does not know, but the name does. */
  g_signal_emit_by_name (account, "commit", "999");
  wait_until (tie_field_row_get_error (account) != NULL);
  g_assert_true (g_str_has_prefix (tie_field_row_get_error (account), "AccountsID (999) is not correct, QuickBooks requires "));
  g_signal_emit_by_name (account, "cure");
  wait_until (!g_str_equal (tie_field_row_get_text (account), "999") && tie_field_row_get_error (account) == NULL
              && *tie_field_row_get_text (account) != '\0');

  /* Archived here is not archived there, and both places say so. */
  record = find_widget (page, TIE_TYPE_RECORD_PAGE, NULL, NULL);
  banner = TIE_BANNER (find_widget (record, TIE_TYPE_BANNER, NULL, NULL));
  activate (record, "record.archive");
  wait_until (tie_banner_get_revealed (banner));
  g_assert_cmpstr (tie_banner_get_title (banner), ==, "This contact is archived here, and stays in use in QuickBooks.");
  activate (record, "record.unarchive");
  wait_until (!tie_banner_get_revealed (banner));
  activate (page, "win.back");
  wait_until (g_str_equal (get_name (get_rows (fixture), 0), "Abacus Dental LLC"));
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 0);
  activate (page, "contacts.archive");
  wait_until (g_strcmp0 (tie_status_line_get_sentence (fixture->shell->status_line), "Abacus Dental LLC archived here, and stays in use in QuickBooks") == 0);
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 2);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "undo.undo", NULL));
  wait_until (g_list_model_get_n_items (get_rows (fixture)) == 3);
  page = open_record (fixture, "Abacus Dental LLC");
  account = find_field (page, "AccsID");

  /* Emptied: the link goes. */
  g_signal_emit_by_name (account, "commit", "");
  wait_until (*tie_field_row_get_text (account) == '\0');
}

/* F5, where all was read before. */
static void
test_refresh (ShellFixture *fixture,
              gconstpointer data)
{
  match_fixture_add_customers (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  match_fixture_load (&fixture->base);
  shell_fixture_open (fixture);
  wait_until (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.refresh", NULL));
  wait_until (g_strcmp0 (tie_status_line_get_sentence (fixture->shell->status_line), "Nothing has changed in QuickBooks") == 0);
}

/* Rows of the page that are about the same record as the first. */
static guint
count_activity (ShellFixture *fixture)
{
  GListModel *rows = get_rows (fixture);
  g_autoptr (TieActivityRow) first = g_list_model_get_item (rows, 0);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieActivityRow) row = g_list_model_get_item (rows, i);

      n += g_strcmp0 (tie_activity_row_get_activity (row)->record_id, tie_activity_row_get_activity (first)->record_id) == 0;
    }
  return n;
}

static gboolean
add_backup_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  const TieActivity activity = { .what = (char *) "Backed up" };

  return tie_activity_table_add (db, &activity, error);
}

static void
test_activity (ShellFixture *fixture,
               gconstpointer data)
{
  GtkWidget *page;

  shell_fixture_open (fixture);
  show_contacts (fixture);
  page = open_record (fixture, "Abacus Dental LLC");
  type_into (find_field (page, "Phone"), "503 555 0101");
  wait_until (g_strcmp0 (tie_status_line_get_sentence (fixture->shell->status_line), "Phone of Abacus Dental LLC changed") == 0);
  tie_shell_show_page (fixture->shell, "activity");
  wait_until (g_list_model_get_n_items (get_rows (fixture)) > 0);
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 0);
  activate (page, "activity.undo");
  wait_until (g_strcmp0 (tie_status_line_get_sentence (fixture->shell->status_line), "Phone of Abacus Dental LLC changed: undone") == 0);

  /* Only what happened to this record, and from there to the record itself. */
  g_assert_true (tie_store_run (tie_session_get_store (fixture->session), TIE_STORE_WRITE, add_backup_cb, NULL, NULL));
  wait_until (g_list_model_get_n_items (get_rows (fixture)) > 3);
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 1);
  activate (page, "activity.show-record");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), ==, 2);
  g_assert_cmpuint (count_activity (fixture), ==, 2);
  activate (page, "activity.show-all");
  g_assert_cmpuint (g_list_model_get_n_items (get_rows (fixture)), >, count_activity (fixture));
  tie_table_focus_row (TIE_TABLE (find_widget (page, TIE_TYPE_TABLE, NULL, NULL)), 1);
  activate (page, "activity.open");
  wait_until (GTK_WIDGET (tie_shell_get_visible_page (fixture->shell)) != page);
}

static gboolean
read_state (TieDb *db,
            gpointer data,
            GError **error)
{
  *(char **) data = tie_setting_table_get (db, "default-state", error);
  return TRUE;
}

static gboolean
read_first_number (TieDb *db,
                   gpointer data,
                   GError **error)
{
  *(char **) data = tie_number_table_peek (db, TIE_NUMBER_SERIES_INVOICE, error);
  return TRUE;
}

static void
created_cb (GtkWidget *window,
            TieStore *store,
            gboolean import,
            TieStore **created)
{
  g_assert_true (import);
  *created = g_object_ref (store);
}

static void
test_start (void)
{
  GtkWidget *window = tie_start_window_new (NULL);
  GtkWidget *check;
  g_autofree char *state = NULL;
  g_autofree char *number = NULL;
  TieStore *store = NULL;

  gtk_window_present (GTK_WINDOW (window));
  match_fixture_turn ();
  activate (window, "start.start");
  g_assert_cmpstr (tie_field_row_get_error (find_field (window, "Firm name")), ==, "Firm name is missing.");

  type_into (find_field (window, "Firm name"), "Books: Ours");
  type_into (find_field (window, "State"), "OR"); /* the default state follows */
  type_into (find_field (window, "First invoice number"), "2026-1");
  activate (window, "start.start");
  g_assert_cmpstr (tie_field_row_get_error (find_field (window, "First invoice number")), ==, "A number in digits is needed, such as 1001.");
  type_into (find_field (window, "Invoice prefix"), "S");
  type_into (find_field (window, "First invoice number"), "1236");
  check = find_widget (window, GTK_TYPE_CHECK_BUTTON, NULL, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_signal_connect (window, "created", G_CALLBACK (created_cb), &store);
  activate (window, "start.start");
  wait_until (store != NULL);
  g_assert_true (g_str_has_suffix (tie_store_get_path (store), "practices/Books- Ours.tieout"));
  g_assert_true (tie_store_run (store, TIE_STORE_READ, read_state, &state, NULL));
  g_assert_cmpstr (state, ==, "OR");
  g_assert_true (tie_store_run (store, TIE_STORE_READ, read_first_number, &number, NULL));
  g_assert_cmpstr (number, ==, "S1236");
  match_fixture_turn ();
  g_assert_finalize_object (store);
}

static void
test_preferences (void)
{
  GtkWidget *window = g_object_ref (tie_preferences_window_new (NULL));
  GtkWidget *density = find_widget (window, ADW_TYPE_COMBO_ROW, has_title, "Density");
  g_autofree char *value = NULL;

  gtk_window_present (GTK_WINDOW (window));
  match_fixture_turn ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (density), 1);
  value = g_settings_get_string (tie_settings_get (), "density");
  g_assert_cmpstr (value, ==, "compact");
  g_settings_reset (tie_settings_get (), "density");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (density)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  match_fixture_turn ();
  g_assert_finalize_object (window);

  tie_about_present (NULL);
  match_fixture_turn ();
}

static GtkWindow *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_visible (link->data))
        return link->data;
    }
  return NULL;
}

static void
answer (const char *response)
{
  GtkWindow *question;

  wait_until (find_question () != NULL);
  question = g_object_ref (find_question ());
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), ==, "Save the New Payment?");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question); /* a button does both */
  g_object_unref (question);
}

/* Another page keeps what is being edited; the window does not, and asks, with the page that it is about in front. */
static void
test_close (ShellFixture *fixture,
            gconstpointer data)
{
  TieEditor *editor;
  GtkWidget *amount;
  gpointer shell;

  shell_fixture_open (fixture);
  shell = fixture->shell;
  tie_shell_show_page (fixture->shell, "payments");
  activate (shell, "win.new");
  editor = tie_page_get_editor (tie_shell_get_visible_page (fixture->shell));
  wait_until (tie_editor_get_is_read (editor));
  amount = find_widget (GTK_WIDGET (editor), TIE_TYPE_AMOUNT_ENTRY, NULL, NULL);
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (amount), 8000);
  tie_shell_show_page (fixture->shell, "contacts");
  g_assert_null (find_question ());

  gtk_window_close (GTK_WINDOW (shell));
  answer ("cancel");
  g_assert_cmpstr (tie_shell_get_page (fixture->shell), ==, "payments");
  g_assert_true (tie_page_get_editor (tie_shell_get_visible_page (fixture->shell)) == editor);
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (amount)), ==, 8000);

  /* Nobody to pay: it cannot be saved, and the window stays. */
  gtk_window_close (GTK_WINDOW (shell));
  answer ("save");
  wait_until (tie_editor_get_problem (editor) != NULL);
  g_assert_true (gtk_widget_get_visible (shell));

  g_object_add_weak_pointer (shell, &shell);
  gtk_window_close (GTK_WINDOW (shell));
  answer ("discard");
  wait_until (shell == NULL);
  fixture->shell = NULL;
  g_clear_object (&fixture->session);
}

/* F1 opens what is written about the page or window in front, which is there. */
static void
test_help (ShellFixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *page;
    const char *help;
  } cases[] = {
    { "time", "time" }, { "projects", "projects" }, { "invoices", "billing" }, { "supplier-invoices", "billing" }, { "payments", "payments" }, { "reports", "reports" },
  };
  GtkWidget *window;

  shell_fixture_open (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *uri = g_strdup_printf ("help:tieout/%s", cases[i].help);
      g_autofree char *file = g_strdup_printf ("../help/C/%s.page", cases[i].help);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, file, NULL);

      tie_shell_show_page (fixture->shell, cases[i].page);
      g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (fixture->shell)), ==, uri);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  window = tie_preferences_window_new (GTK_WINDOW (fixture->shell)); /* nothing of its own */
  gtk_window_present (GTK_WINDOW (window));
  match_fixture_turn ();
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (window)), ==, "help:tieout/reports");
  gtk_window_destroy (GTK_WINDOW (window));
  window = tie_print_window_new_project (fixture->session, "nothing");
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (fixture->shell));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (window)), ==, "help:tieout/printing");
  gtk_window_destroy (GTK_WINDOW (window));
  tie_shell_show_page (fixture->shell, "overview");
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (fixture->shell)), ==, "help:tieout");
}

#define ADD(name, func) g_test_add ("/ui/shell/" name, ShellFixture, NULL, set_up, func, shell_fixture_tear_down)

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL); /* no isolated folders: the settings' schema would be out of sight; HOME is a throw-away */
  adw_init ();

  ADD ("welcome", test_welcome);
  ADD ("pages", test_pages);
  ADD ("keys", test_keys);
  ADD ("search", test_search);
  ADD ("edit", test_edit);
  ADD ("archive-delete", test_archive_delete);
  ADD ("add", test_add);
  ADD ("account", test_account);
  ADD ("refresh", test_refresh);
  ADD ("activity", test_activity);
  ADD ("close", test_close);
  ADD ("help", test_help);
  g_test_add_func ("/ui/shell/start", test_start);
  g_test_add_func ("/ui/shell/preferences", test_preferences);
  return g_test_run ();
}
