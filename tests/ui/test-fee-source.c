/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "../fees/fake-file.h"
#include "fee-ui-fixture.h"
#include "fees/tie-fee-preview.h"
#include "fees/tie-fee-profile.h"
#include "model/tie-user.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-days-row.h"
#include "ui/tie-fee-review-window.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-help.h"

/* Fee Source, its columns and layouts, and Import Fees. */

static void
test_source (FeeUiFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  GtkWidget *source;

  write_file (fixture, HEAD CARTER STRANGER);
  start (fixture, "fee.import");
  wait_until (find_window (TIE_TYPE_FEE_SOURCE_WINDOW) != NULL);
  source = find_window (TIE_TYPE_FEE_SOURCE_WINDOW);
  wait_until (shows (source, "Choose the folder that Lacerte’s amounts are exported to"));
  tie_fee_source_window_set_source (TIE_FEE_SOURCE_WINDOW (source), folder);
  wait_until (shows (source, "Checked 2 rows, 1 matched"));
  g_assert_true (shows (source, "Rows of No Client"));
  gtk_window_close (GTK_WINDOW (source));
  wait_until (says (fixture, "Estimated fee set to $450.00"));
}

static void
choose_column (GtkWidget *window,
               const char *title,
               guint field)
{
  if (ADW_IS_COMBO_ROW (window) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (window)), title) == 0)
    adw_combo_row_set_selected (ADW_COMBO_ROW (window), field);
  for (GtkWidget *child = gtk_widget_get_first_child (window); child != NULL; child = gtk_widget_get_next_sibling (child))
    choose_column (child, title, field);
}

#define LAYOUT "Client Number,Client Name,What we charge\r\nC1,\"Carter, Joan\",450.00\r\n"
/* The same columns with one more between them. */
#define WIDER "Client Number,Client Name,Preparer,What we charge\r\nC2,\"Baker, Ann\",KR,80.00\r\n"

/* (transfer none) The entry row under that title. */
static gpointer
find_entry (GtkWidget *root,
            const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_entry (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gpointer
find_icon_button (GtkWidget *root,
                  const char *icon)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_icon_button (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
open_columns (GtkWidget *source)
{
  GtkWidget *columns;

  wait_until (find_button (source, "Columns…") != NULL);
  g_signal_emit_by_name (find_button (source, "Columns…"), "clicked");
  wait_until (find_window (TIE_TYPE_FEE_COLUMNS_WINDOW) != NULL);
  columns = find_window (TIE_TYPE_FEE_COLUMNS_WINDOW);
  wait_until (shows (columns, "What we charge"));
  return columns;
}

static void
save_columns (GtkWidget *columns)
{
  g_assert_true (gtk_widget_activate_action (columns, "columns.save", NULL));
  wait_until (find_window (TIE_TYPE_FEE_COLUMNS_WINDOW) == NULL);
}

static void
close_source (GtkWidget *source)
{
  gtk_window_close (GTK_WINDOW (source));
  wait_until (find_window (TIE_TYPE_FEE_SOURCE_WINDOW) == NULL);
}

static void
say_year_and_return (GtkWidget *columns)
{
  g_assert_true (shows (columns, "which tax year it is"));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Tax year, if no column says it")), "2025");
  g_assert_true (shows (columns, "which return it is"));
  choose_column (columns, "Return, if no column says it", 1);
}

/* A file whose headings say little is understood once it was told what they mean.  That has a name, by which it is used for other headings,
 * called otherwise, and deleted. */
static void
test_columns (FeeUiFixture *fixture,
              gconstpointer data)
{
  GtkWidget *source = tie_fee_source_window_open (GTK_WINDOW (fixture->window), fixture->session);
  GtkWidget *columns;
  AdwMessageDialog *dialog;

  wait_until (shows (source, "No fees were found there yet."));
  g_assert_false (shows (source, "Saved Layouts"));
  columns = open_columns (source);
  choose_column (columns, "What we charge", TIE_FEE_FIELD_AMOUNT);
  say_year_and_return (columns);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (columns, "Name of the layout"))), ==, "fees");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Name of the layout")), " ");
  g_assert_true (shows (columns, "Give the layout a name."));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Name of the layout")), "Client list");
  save_columns (columns);
  wait_until (shows (source, "Checked 1 row, 1 matched"));
  wait_until (shows (source, "Client list"));
  g_assert_true (shows (source, "Client number, Name, Fee"));

  /* Chosen for a file with other headings; its own name must be another. */
  write_file (fixture, WIDER);
  g_assert_true (gtk_widget_activate_action (source, "source.refresh", NULL));
  wait_until (shows (source, "No fees were found there yet."));
  columns = open_columns (source);
  choose_column (columns, "Same columns as", 1);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Tax year, if no column says it")), "2025");
  choose_column (columns, "Return, if no column says it", 1);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Name of the layout")), "Client list");
  g_assert_true (shows (columns, "Another layout is called “Client list” already."));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Name of the layout")), "Wider list");
  save_columns (columns);
  wait_until (shows (source, "Checked 1 row, 1 matched"));
  wait_until (shows (source, "Wider list"));

  /* By name "Client list" is the first. */
  g_signal_emit_by_name (find_icon_button (source, "document-edit-symbolic"), "clicked");
  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "rename"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), "Wider list");
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "rename"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)), "Year end");
  adw_message_dialog_response (dialog, "rename");
  wait_until (shows (source, "Year end") && !shows (source, "Client list"));

  /* "Wider list" is the first now: without it the file is not understood any more. */
  g_signal_emit_by_name (find_icon_button (source, "user-trash-symbolic"), "clicked");
  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_cmpstr (adw_message_dialog_get_heading (dialog), ==, "Delete Layout “Wider list”?");
  adw_message_dialog_response (dialog, "delete");
  wait_until (shows (source, "No fees were found there yet.") && !shows (source, "Wider list"));
  g_assert_true (shows (source, "Year end"));
  close_source (source);
}

/* What comes or changes while a window is open shows by itself. */
static void
test_news (FeeUiFixture *fixture,
           gconstpointer data)
{
  GtkWidget *source = tie_fee_source_window_open (GTK_WINDOW (fixture->window), fixture->session);
  GtkWidget *review;

  wait_until (shows (source, "Checked 1 row, 1 matched"));
  write_file (fixture, HEAD CARTER BAKER STRANGER);
  wait_until (shows (source, "Checked 3 rows, 2 matched"));
  wait_until (shows (source, "Rows of No Client"));
  close_source (source);

  review = tie_fee_review_window_open (GTK_WINDOW (fixture->window), fixture->session, 2025);
  wait_until (shows (review, "Import 2 Fees"));
  write_file (fixture, HEAD CARTER);
  wait_until (shows (review, "Import 1 Fee"));
  g_assert_true (shows (review, "1 of 2 projects found"));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (review)), ==, "help:tieout/fee-problems#l01"); /* of Baker, who is the first */
  gtk_window_close (GTK_WINDOW (review));
  wait_until (find_window (TIE_TYPE_FEE_REVIEW_WINDOW) == NULL);
}

/* A share that goes away while it is read: the window says so, and what was read last stays. */

static FakeFile *share; /* (unowned) */

static GFile *
find_share (GVfs *vfs,
            const char *identifier,
            gpointer user_data)
{
  return g_object_ref (G_FILE (share));
}

static void
test_share (FeeUiFixture *fixture,
            gconstpointer data)
{
  static const char *const schemes[] = { "fake", NULL };
  static const int moods[] = { FAKE_GOOD, FAKE_CUT, FAKE_GOOD, -1 };
  g_autoptr (FakeFile) file = fake_file_new (HEAD CARTER, moods);
  GtkWidget *source;

  share = file;
  g_assert_true (g_vfs_register_uri_scheme (g_vfs_get_default (), schemes[0], find_share, NULL, NULL, NULL, NULL, NULL));
  source = tie_fee_source_window_open (GTK_WINDOW (fixture->window), fixture->session);
  wait_until (shows (source, "Choose the folder"));
  tie_fee_source_window_set_source (TIE_FEE_SOURCE_WINDOW (source), G_FILE (file));
  wait_until (shows (source, "Checked 1 row, 1 matched"));
  fake_file_grow (file);
  g_assert_true (gtk_widget_activate_action (source, "source.refresh", NULL));
  wait_until (shows (source, "cannot be reached. It was read last:"));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (source)), ==, "help:tieout/fee-problems#l11");
  g_assert_true (shows (source, "Checked 1 row, 1 matched"));
  g_assert_cmpuint (fake_file_get_n_reads (file), ==, 2);
  g_signal_emit_by_name (find_button (source, "Try Again"), "clicked");
  wait_until (!shows (source, "cannot be reached"));
  g_assert_cmpstr (tie_help_get_uri (GTK_WINDOW (source)), ==, "help:tieout/fees#source");
  g_assert_true (shows (source, "Checked 1 row, 1 matched"));
  g_assert_cmpuint (fake_file_get_n_reads (file), ==, 3);
  close_source (source);
  g_assert_true (g_vfs_unregister_uri_scheme (g_vfs_get_default (), schemes[0]));
}

/* Who may not bill sees it all and can do none of it; each window says whom to ask. */
static gboolean
make_staff_func (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (TieUser) user = tie_user_table_find (db, error);
  g_autoptr (TieUser) boss = tie_user_new (NULL);

  tie_record_set_text (TIE_RECORD (user), TIE_USER_ROLE, TIE_ROLE_STAFF);
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_NAME, "Kim Alder");
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_LOGIN, "boss");
  tie_record_set_text (TIE_RECORD (boss), TIE_USER_ROLE, TIE_ROLE_ADMINISTRATOR);
  return tie_record_table_save (db, TIE_RECORD (user), error) && tie_record_table_save (db, TIE_RECORD (boss), error);
}

static void
test_rights (FeeUiFixture *fixture,
             gconstpointer data)
{
  static const char *const words = "You need the Billing permission. Ask Kim Alder.";
  g_autoptr (GError) error = NULL;
  GtkWidget *source;
  GtkWidget *columns;
  GtkWidget *review;

  wait_until (shows (fixture->page, "WIP: 2.00 h"));
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, make_staff_func, NULL, &error);
  g_assert_no_error (error);
  wait_until (!tie_session_may (fixture->session, TIE_RIGHT_BILLING));
  gtk_widget_activate_action (fixture->page, "fee.import", NULL);
  gtk_widget_activate_action (fixture->page, "fee.import-invoice", NULL);
  gtk_widget_activate_action (fixture->page, "fee.source", NULL);
  match_fixture_turn ();
  g_assert_null (find_window (TIE_TYPE_FEE_WINDOW));
  g_assert_null (find_window (TIE_TYPE_FEE_SOURCE_WINDOW));
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 0);

  /* Opened while the right was still there. */
  source = tie_fee_source_window_open (GTK_WINDOW (fixture->window), fixture->session);
  wait_until (shows (source, words));
  g_assert_false (gtk_widget_is_sensitive (find_button (source, "Folder…")));
  columns = open_columns (source);
  choose_column (columns, "What we charge", TIE_FEE_FIELD_AMOUNT);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (columns, "Tax year, if no column says it")), "2025");
  choose_column (columns, "Return, if no column says it", 1);
  g_assert_true (shows (columns, words));
  g_assert_false (gtk_widget_is_sensitive (find_button (columns, "Save")));
  gtk_window_close (GTK_WINDOW (columns));
  wait_until (find_window (TIE_TYPE_FEE_COLUMNS_WINDOW) == NULL);
  close_source (source);
  review = tie_fee_review_window_open (GTK_WINDOW (fixture->window), fixture->session, 2025);
  wait_until (shows (review, words));
  g_assert_false (gtk_widget_is_sensitive (find_button (review, "Import 0 Fees")));
  gtk_window_close (GTK_WINDOW (review));
  wait_until (find_window (TIE_TYPE_FEE_REVIEW_WINDOW) == NULL);
}

static void
test_review (FeeUiFixture *fixture,
             gconstpointer data)
{
  GtkWidget *window = tie_fee_review_window_open (GTK_WINDOW (fixture->window), fixture->session, 2025);

  wait_until (shows (window, "Import 2 Fees"));
  g_assert_true (shows (window, "2 of 2 projects found, 0 the same already; 530.00 checked"));
  g_assert_true (gtk_widget_activate_action (window, "review.import", NULL));
  wait_until (says (fixture, "2 fees imported from Lacerte"));
  wait_until (find_window (TIE_TYPE_FEE_REVIEW_WINDOW) == NULL);
  g_assert_cmpint (look (fixture, "project-0").fee, ==, 45000);
  g_assert_cmpint (look (fixture, "project-1").fee, ==, 8000);
  undo (fixture);
  wait_until (look (fixture, "project-0").fee == 0 && look (fixture, "project-1").fee == 0);
}

/* After how many days a file is old is said in Preferences, and holds for the practice. */
static gboolean
days_func (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_fee_preview_get_days (db, data, error);
}

static guint
read_days (FeeUiFixture *fixture)
{
  guint days = 0;

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, days_func, &days, NULL));
  return days;
}

static void
test_days (FeeUiFixture *fixture,
           gconstpointer data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *row = tie_fee_days_row_new (fixture->session);
  GtkSpinButton *spin = find_widget (row, GTK_TYPE_SPIN_BUTTON);

  adw_window_set_content (ADW_WINDOW (window), row);
  wait_until (gtk_widget_is_sensitive (GTK_WIDGET (spin)));
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==, TIE_FEE_DAYS);
  gtk_spin_button_set_value (spin, 30);
  wait_until (read_days (fixture) == 30);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("/ui/fee-source/source", NULL, test_source);
  ADD ("/ui/fee-source/columns", LAYOUT, test_columns);
  ADD ("/ui/fee-source/news", HEAD CARTER, test_news);
  ADD ("/ui/fee-source/share", NULL, test_share);
  ADD ("/ui/fee-source/rights", LAYOUT, test_rights);
  ADD ("/ui/fee-source/days", NULL, test_days);
  ADD ("/ui/fee-source/review", HEAD CARTER BAKER, test_review);
  return g_test_run ();
}
