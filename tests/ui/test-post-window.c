/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-post-window"
#include "config.h"

#include <adwaita.h>

#include "billing/tie-document-actions.h"
#include "model/tie-contact.h"
#include "model/tie-user.h"
#include "shell-fixture.h"
#include "store/tie-document-table.h"
#include "store/tie-export-table.h"
#include "store/tie-record-table.h"
#include "store/tie-user-table.h"
#include "ui/tie-post-rows.h"
#include "ui/tie-post-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

#define N_EXPORTED 3

/* Three that were exported, and one that was not. */
static gboolean
add_invoices_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  for (guint i = 0; i <= N_EXPORTED; i++)
    {
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", "2025-11-03");
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
      tie_record_set_text (line, TIE_LINE_TEXT, "Review");
      tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
      g_assert_true (tie_document_save (db, sheet, NULL, error));
      if (i < N_EXPORTED)
        g_assert_true (tie_document_table_set_stage (db, tie_record_get_id (TIE_RECORD (sheet->document)), TIE_DOCUMENT_STAGE_EXPORTED, error));
    }
  return TRUE;
}

static guint
count_rows (ShellFixture *fixture)
{
  return g_list_model_get_n_items (tie_list_pane_get_rows (tie_post_window_get_pane (TIE_POST_WINDOW (fixture->window))));
}

static void
set_up (ShellFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, add_invoices_cb, NULL, &error);
  g_assert_no_error (error);
  shell_fixture_open (fixture);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.post-invoices", NULL));
  fixture->window = tie_windows_find (fixture->session, TIE_TYPE_POST_WINDOW);
  wait_until (count_rows (fixture) == N_EXPORTED);
}

static gpointer
get_part (ShellFixture *fixture,
          const char *id)
{
  return gtk_widget_get_template_child (fixture->window, TIE_TYPE_POST_WINDOW, id);
}

static gboolean
shows (ShellFixture *fixture,
       const char *selected,
       const char *verb)
{
  return g_str_equal (gtk_label_get_label (get_part (fixture, "selected_label")), selected) &&
         g_str_equal (gtk_button_get_label (get_part (fixture, "post_button")), verb);
}

static GtkWidget *
find_question (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data))
        return link->data;
    }
  return NULL;
}

static void
answer (const char *response)
{
  GtkWidget *question;

  wait_until (find_question () != NULL);
  question = find_question ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_post (ShellFixture *fixture,
           gconstpointer data)
{
  TieListPane *pane = tie_post_window_get_pane (TIE_POST_WINDOW (fixture->window));
  g_autoptr (TieListRow) first = g_list_model_get_item (tie_list_pane_get_rows (pane), 0);

  wait_until (shows (fixture, "0 of 3 selected, 0.00", "Post Selected (0)"));
  g_assert_false (gtk_widget_is_sensitive (get_part (fixture, "post_button")));
  gtk_widget_activate_action (fixture->window, "post.select-all", NULL);
  wait_until (shows (fixture, "3 of 3 selected, 1,350.00", "Post Selected (3)"));
  gtk_widget_activate_action (fixture->window, "post.select-none", NULL);
  g_signal_emit_by_name (pane, "row-check", first);
  wait_until (shows (fixture, "1 of 3 selected, 450.00", "Post Selected (1)"));
  g_assert_true (gtk_widget_is_sensitive (get_part (fixture, "post_button")));

  /* It is asked for, and may be left. */
  gtk_widget_activate_action (fixture->window, "post.run", NULL);
  answer ("cancel");
  g_assert_cmpuint (count_rows (fixture), ==, N_EXPORTED);
  gtk_widget_activate_action (fixture->window, "post.run", NULL);
  answer ("post");
  wait_until (count_rows (fixture) == N_EXPORTED - 1);
  wait_until (tie_status_line_get_sentence (get_part (fixture, "status_line")) != NULL);
  g_assert_true (g_str_has_suffix (tie_status_line_get_sentence (get_part (fixture, "status_line")), "posted"));
  wait_until (shows (fixture, "0 of 2 selected, 0.00", "Post Selected (0)"));

  /* No undo takes it back. */
  gtk_widget_activate_action (fixture->window, "undo.undo", NULL);
  match_fixture_turn ();
  g_assert_cmpuint (count_rows (fixture), ==, N_EXPORTED - 1);

  gtk_widget_activate_action (fixture->window, "post.select-all", NULL);
  wait_until (shows (fixture, "2 of 2 selected, 900.00", "Post Selected (2)"));
  gtk_widget_activate_action (fixture->window, "post.run", NULL);
  answer ("post");
  wait_until (g_str_equal (tie_list_pane_get_state (pane), "empty"));
}

/* The first went out in a file, and is not what it was then. */
static gboolean
export_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  TieListPane *pane = data;
  TieExportBatch batch = { .target = (char *) "iif", .kind = TIE_EXPORT_INVOICES, .file = (char *) "out.iif", .sha256 = (char *) "" };
  g_autoptr (TieListRow) first = g_list_model_get_item (tie_list_pane_get_rows (pane), 0);
  gboolean done = tie_export_table_begin (db, &batch, error) && tie_export_table_add_item (db, batch.id, tie_list_row_get_id (first), "approved", "other", error);

  g_free (batch.id);
  g_free (batch.moment);
  g_free (batch.person);
  return done && tie_document_table_set_stage (db, tie_list_row_get_id (first), TIE_DOCUMENT_STAGE_EXPORTED, error);
}

static guint
count_changed (TieListPane *pane)
{
  GListModel *rows = tie_list_pane_get_rows (pane);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      if (tie_list_row_get_number (row, TIE_POST_ROW_IS_CHANGED) == 0)
        continue;
      g_assert_cmpstr (tie_list_row_get_text (row, TIE_POST_ROW_PLACE), ==, "Changed since export: out.iif");
      g_signal_emit_by_name (pane, "row-check", row);
      g_assert_false (tie_list_row_get_is_checked (row));
      n++;
    }
  return n;
}

/* What was changed since it was exported is marked, says why it stays, and cannot be checked. */
static void
test_changed (ShellFixture *fixture,
              gconstpointer data)
{
  TieListPane *pane = tie_post_window_get_pane (TIE_POST_WINDOW (fixture->window));
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->base.store, TIE_STORE_WRITE, export_cb, pane, &error);
  g_assert_no_error (error);
  wait_until (count_changed (pane) == 1);
  g_assert_true (g_str_has_suffix (tie_status_line_get_sentence (get_part (fixture, "status_line")), " was changed since it was exported. Export it again, then post it."));
  gtk_widget_activate_action (fixture->window, "post.select-all", NULL);
  wait_until (shows (fixture, "2 of 3 selected, 900.00", "Post Selected (2)"));
}

static gboolean
become_staff_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (GPtrArray) users = tie_record_table_list (db, TIE_TYPE_USER, error);

  tie_record_set_text (users->pdata[0], TIE_USER_ROLE, TIE_ROLE_STAFF);
  return tie_record_table_save (db, users->pdata[0], error);
}

/* Who may no longer is told why. */
static void
test_rights (ShellFixture *fixture,
             gconstpointer data)
{
  GtkWidget *button = get_part (fixture, "post_button");

  gtk_widget_activate_action (fixture->window, "post.select-all", NULL);
  wait_until (gtk_widget_is_sensitive (button));
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_WRITE, become_staff_cb, NULL, NULL));
  wait_until (!gtk_widget_is_sensitive (button));
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (button), "You need the "));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/post-window/post", ShellFixture, NULL, set_up, test_post, shell_fixture_tear_down);
  g_test_add ("/ui/post-window/changed", ShellFixture, NULL, set_up, test_changed, shell_fixture_tear_down);
  g_test_add ("/ui/post-window/rights", ShellFixture, NULL, set_up, test_rights, shell_fixture_tear_down);

  return g_test_run ();
}
