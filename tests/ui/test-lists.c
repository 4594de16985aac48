/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-term.h"
#include "model/tie-user.h"
#include "shell-fixture.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-field-row.h"
#include "ui/tie-integration-window.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-lists-kind.h"
#include "ui/tie-lists-page.h"
#include "ui/tie-lists-record.h"
#include "ui/tie-record-form.h"
#include "ui/tie-record-page.h"
#include "ui/tie-table-export.h"

static GtkWidget *
find_widget (GtkWidget *root,
             GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
set_up (ShellFixture *fixture,
        gconstpointer data)
{
  match_fixture_set_up (&fixture->base, data);
  shell_fixture_open (fixture);
}

static GtkWidget *
show (ShellFixture *fixture,
      const char *name)
{
  GtkWidget *page;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.show-page", "s", name));
  g_assert_cmpstr (tie_shell_get_page (fixture->shell), ==, name);
  page = GTK_WIDGET (tie_shell_get_visible_page (fixture->shell));
  g_assert_true (TIE_IS_LISTS_PAGE (page));
  return page;
}

static TieListPane *
get_pane (GtkWidget *page)
{
  return TIE_LIST_PANE (find_widget (page, TIE_TYPE_LIST_PANE));
}

static guint
count_rows (GtkWidget *page)
{
  return g_list_model_get_n_items (tie_list_pane_get_rows (get_pane (page)));
}

static TieRecordForm *
get_form (GtkWidget *page)
{
  return TIE_RECORD_FORM (find_widget (page, TIE_TYPE_RECORD_FORM));
}

static void
type_text (GtkWidget *page,
           guint field,
           const char *text)
{
  TieFieldRow *row = TIE_FIELD_ROW (tie_record_form_get_widget (get_form (page), field));

  gtk_editable_set_text (GTK_EDITABLE (find_widget (GTK_WIDGET (row), GTK_TYPE_TEXT)), text);
  tie_field_row_commit (row);
}

static void
activate (gpointer widget,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (widget), action, NULL));
}

/* Every list can be opened, and what a new practice has stands there. */
static void
test_all (ShellFixture *fixture,
          gconstpointer data)
{
  static const struct
  {
    const char *name;
    guint n;
  } expected[] = { { "employees", 0 }, { "work-codes", 0 }, { "contact-types", 3 }, { "terms", 3 }, { "number-series", 3 }, { "accounts", 13 }, { "users", 1 } };
  guint n_kinds;
  const TieListsKind *kinds = tie_lists_kind_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      GtkWidget *page = show (fixture, kinds[i].name);

      wait_until (!tie_listing_get_is_loading (tie_list_pane_get_listing (get_pane (page))));
      for (guint e = 0; e < G_N_ELEMENTS (expected); e++)
        {
          if (g_str_equal (expected[e].name, kinds[i].name))
            wait_until (count_rows (page) == expected[e].n);
        }
    }
}

/* The cells of the sheet as another program reads them, words by way of the table of strings. */
static void
expect_sheet (GBytes *xlsx,
              const char *expected)
{
  const char *script = "import sys, zipfile, xml.etree.ElementTree as tree\n"
                       "file = zipfile.ZipFile (sys.argv[1])\n"
                       "words = [''.join (si.itertext ()) for si in tree.fromstring (file.read ('xl/sharedStrings.xml'))]\n"
                       "for c in tree.fromstring (file.read ('xl/worksheets/sheet1.xml')).iter ():\n"
                       "  if c.tag.endswith ('}c'):\n"
                       "    print (words[int (c[0].text)] if c.get ('t') == 's' else c[0].text, end=';')\n";
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("tieout-XXXXXX.xlsx", &stream, NULL);
  g_autoptr (GSubprocess) reader = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (file, g_bytes_get_data (xlsx, NULL), g_bytes_get_size (xlsx), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "python3", "-c", script, g_file_peek_path (file), NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (reader, NULL, NULL, &found, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, expected);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
test_record (ShellFixture *fixture,
             gconstpointer data)
{
  GtkWidget *page = show (fixture, "work-codes");
  g_autoptr (GBytes) csv = NULL;
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GError) error = NULL;
  TieListRow *row;

  activate (fixture->shell, "win.new");
  type_text (page, TIE_CODE_DESCRIPTION, "Form 1040"); /* not saved yet: no code */
  g_assert_cmpuint (count_rows (page), ==, 0);
  type_text (page, TIE_CODE_CODE, " TAX-1040 ");
  wait_until (count_rows (page) == 1);
  tie_amount_entry_set_value (TIE_AMOUNT_ENTRY (tie_record_form_get_widget (get_form (page), TIE_CODE_RATE)), 1300000);
  row = tie_list_pane_get_current (get_pane (page));
  wait_until (tie_list_row_get_number (row, 2) == 1300000);
  g_assert_cmpstr (tie_list_row_get_text (row, 0), ==, "TAX-1040");

  /* Back, as it is exported, archived, brought back by undo, deleted. */
  activate (fixture->shell, "win.back");
  g_assert_null (find_widget (page, TIE_TYPE_LISTS_RECORD));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (tie_table_get_model (tie_list_pane_get_table (get_pane (page))))) == 1);
  csv = tie_table_make_csv (tie_list_pane_get_table (get_pane (page)));
  g_assert_cmpmem (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv), "Code,Description,Rate,Tax code\r\nTAX-1040,Form 1040,130.00,\r\n", 60);
  xlsx = tie_table_make_xlsx (tie_list_pane_get_table (get_pane (page)), "Work Codes", &error);
  g_assert_no_error (error);
  expect_sheet (xlsx, "Code;Description;Rate;Tax code;TAX-1040;Form 1040;130;");
  activate (page, "lists.archive");
  wait_until (count_rows (page) == 0);
  activate (fixture->shell, "undo.undo");
  wait_until (count_rows (page) == 1);
  activate (page, "lists.delete");
  wait_until (count_rows (page) == 0);
  activate (fixture->shell, "undo.undo");
  wait_until (count_rows (page) == 1);
}

static gboolean
set_role_func (TieDb *db,
               gpointer role,
               GError **error)
{
  g_autoptr (TieUser) user = tie_user_table_find (db, error);

  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, role);
  return tie_record_table_save (db, TIE_RECORD (user), error);
}

static void
set_role (ShellFixture *fixture,
          const char *role)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (tie_session_get_store (fixture->session), TIE_STORE_WRITE, set_role_func, (gpointer) role, &error);
  g_assert_no_error (error);
  wait_until (g_str_equal (tie_record_get_text (TIE_RECORD (tie_session_get_user (fixture->session)), TIE_USER_ROLE), role));
}

static GtkWidget *
find_button (GtkWidget *root,
             const char *action)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), action) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_field (GtkWidget *root)
{
  if (TIE_IS_FIELD_ROW (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Contacts are billing too: who may only look sees the page, and not a field that takes what is typed. */
static void
test_contact_rights (ShellFixture *fixture,
                     gconstpointer data)
{
  GtkWidget *page = g_object_ref_sink (tie_record_page_new (fixture->session, TIE_TYPE_CONTACT, NULL, "Contacts"));
  GtkWidget *field = find_field (page);

  g_assert_true (gtk_widget_get_sensitive (field));
  set_role (fixture, TIE_ROLE_STAFF);
  wait_until (!gtk_widget_get_sensitive (field));
  set_role (fixture, TIE_ROLE_BOOKKEEPER);
  wait_until (gtk_widget_get_sensitive (field));
  g_object_unref (page);
}

static void
test_rights (ShellFixture *fixture,
             gconstpointer data)
{
  GtkWidget *terms = show (fixture, "terms");
  GtkWidget *users = show (fixture, "users");
  g_autofree char *refusal = NULL;

  wait_until (count_rows (users) == 1 && count_rows (terms) == 3);
  g_assert_true (tie_session_may (fixture->session, TIE_RIGHT_SET_UP));

  /* The last administrator stays one. */
  tie_table_focus_row (tie_list_pane_get_table (get_pane (users)), 0);
  activate (users, "lists.open");
  wait_until (find_widget (users, TIE_TYPE_RECORD_FORM) != NULL);
  adw_combo_row_set_selected (ADW_COMBO_ROW (tie_record_form_get_widget (get_form (users), TIE_USER_ROLE)), 3);
  wait_until (adw_combo_row_get_selected (ADW_COMBO_ROW (tie_record_form_get_widget (get_form (users), TIE_USER_ROLE))) == 1);
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (tie_session_get_user (fixture->session)), TIE_USER_ROLE), ==, TIE_ROLE_ADMINISTRATOR);

  /* find_button() does not ask whether the banner is revealed. */
  g_assert_true (gtk_widget_is_sensitive (find_button (terms, "win.restore")));
  set_role (fixture, TIE_ROLE_STAFF);
  g_assert_false (gtk_widget_is_sensitive (find_button (terms, "win.restore")));
  refusal = tie_session_dup_refusal (fixture->session, TIE_RIGHT_SET_UP);
  g_assert_cmpstr (refusal, ==, "You need the Setup permission.");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_widget (users, GTK_TYPE_STACK))), ==, "refused");
  g_assert_null (find_widget (users, TIE_TYPE_LISTS_RECORD));
  show (fixture, "terms");
  tie_table_focus_row (tie_list_pane_get_table (get_pane (terms)), 0);
  activate (terms, "lists.open");
  wait_until (find_widget (terms, TIE_TYPE_RECORD_FORM) != NULL);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_form (terms))));
  activate (fixture->shell, "win.back");
  activate (fixture->shell, "win.new"); /* nothing comes of it */
  g_assert_null (find_widget (terms, TIE_TYPE_LISTS_RECORD));
  set_role (fixture, TIE_ROLE_BOOKKEEPER);
  activate (fixture->shell, "win.new");
  g_assert_nonnull (find_widget (terms, TIE_TYPE_LISTS_RECORD));
}

/* What is not allowed stays visible and says why. */
static void
test_match_rights (ShellFixture *fixture,
                   gconstpointer data)
{
  static const char *const verbs[] = { "match.link", "match.automatch", "match.clear" };
  TieIntegrationWindow *window;
  GtkWidget *page;

  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Baker", NULL });
  match_fixture_add_customers (&fixture->base, (const char *const[]){ "Baker", NULL });
  set_role (fixture, TIE_ROLE_STAFF);
  window = TIE_INTEGRATION_WINDOW (tie_integration_window_new (fixture->session, "contacts"));
  page = tie_integration_window_get_page (window, "contacts");
  gtk_window_present (GTK_WINDOW (window));
  match_fixture_turn ();
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      GtkWidget *button = find_button (page, verbs[i]);

      g_assert_false (gtk_widget_is_sensitive (button));
      g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), "permission."));
    }
  set_role (fixture, TIE_ROLE_ADMINISTRATOR);
  wait_until (strstr (gtk_widget_get_tooltip_text (find_button (page, "match.link")), "permission.") == NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL); /* no isolated folders: the schema of the settings would be out of sight */
  adw_init ();
  g_test_add ("/lists/all", ShellFixture, NULL, set_up, test_all, shell_fixture_tear_down);
  g_test_add ("/lists/record", ShellFixture, NULL, set_up, test_record, shell_fixture_tear_down);
  g_test_add ("/lists/match-rights", ShellFixture, NULL, set_up, test_match_rights, shell_fixture_tear_down);
  g_test_add ("/lists/contact-rights", ShellFixture, NULL, set_up, test_contact_rights, shell_fixture_tear_down);
  g_test_add ("/lists/rights", ShellFixture, NULL, set_up, test_rights, shell_fixture_tear_down);
  return g_test_run ();
}
