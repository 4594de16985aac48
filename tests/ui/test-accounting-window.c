/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-accounting-window"
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "billing/tie-document-actions.h"
#include "exchange/tie-file-names.h"
#include "model/tie-contact.h"
#include "shell-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-export-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-accounting-log.h"
#include "ui/tie-accounting-problems.h"
#include "ui/tie-accounting-rows.h"
#include "ui/tie-accounting-setup.h"
#include "ui/tie-accounting-window.h"
#include "ui/tie-file-dialogs.h"
#include "ui/tie-spelling-row.h"
#include "ui/tie-status-line.h"
#include "ui/tie-windows.h"

#define N_INVOICES 3

typedef struct
{
  ShellFixture base;
  char *path;
} Fixture;

/* Three approved invoices of a customer whose name is not plain. */
static gboolean
add_invoices_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  for (guint i = 0; i < N_INVOICES; i++)
    {
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", "2025-11-03");
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
      const char *const ids[] = { tie_record_get_id (TIE_RECORD (sheet->document)), NULL };

      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
      tie_record_set_text (line, TIE_LINE_TEXT, "Review");
      tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
      g_assert_true (tie_document_save (db, sheet, NULL, error));
      g_assert_true (tie_document_approve (db, ids, NULL, NULL, error));
    }
  return TRUE;
}

static gpointer
get_part (Fixture *fixture,
          const char *id)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->base.window), TIE_TYPE_ACCOUNTING_WINDOW, id);
}

static guint
count_rows (Fixture *fixture,
            TieExportKind kind)
{
  return g_list_model_get_n_items (tie_list_pane_get_rows (tie_accounting_window_get_pane (fixture->base.window, kind)));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  match_fixture_set_up (&fixture->base.base, data);
  match_fixture_add_contacts (&fixture->base.base, (const char *const[]){ "Café Zoë", NULL });
  tie_store_run (fixture->base.base.store, TIE_STORE_WRITE, add_invoices_cb, NULL, &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->base.base.folder, "out.iif", NULL);
  shell_fixture_open (&fixture->base);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->base.shell), "win.accounting-export", NULL));
  fixture->base.window = tie_windows_find (fixture->base.session, TIE_TYPE_ACCOUNTING_WINDOW);
  g_assert_cmpstr (tie_accounting_window_get_target (fixture->base.window), ==, "iif");
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES && count_rows (fixture, TIE_EXPORT_CUSTOMERS) == 1);
  tie_accounting_window_show_kind (fixture->base.window, TIE_EXPORT_INVOICES);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
  shell_fixture_tear_down (&fixture->base, data);
}

static gpointer
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type))
        return link->data;
    }
  return NULL;
}

static void
answer (const char *response)
{
  GtkWindow *dialog;

  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  dialog = find_window (ADW_TYPE_MESSAGE_DIALOG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static struct
{
  TieFileFunc func;
  gpointer user_data;
} asked;

static void
ask (const char *name,
     TieFileFunc func,
     gpointer user_data)
{
  g_assert_true (asked.func == NULL);
  asked.func = func;
  asked.user_data = user_data;
}

/* The save dialog is answered by the test. */
static void
save_to (Fixture *fixture,
         const char *path)
{
  TieFileFunc func;

  wait_until (asked.func != NULL);
  func = g_steal_pointer (&asked.func);
  func (path, asked.user_data);
}

static void
activate (Fixture *fixture,
          const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->base.window), action, NULL);
}

static gboolean
says (Fixture *fixture,
      const char *part)
{
  const char *sentence = tie_status_line_get_sentence (get_part (fixture, "status_line"));

  return sentence != NULL && strstr (sentence, part) != NULL;
}

static gboolean
can_export (Fixture *fixture)
{
  return gtk_widget_is_sensitive (get_part (fixture, "export_button"));
}

static gboolean
has_preview (Fixture *fixture,
             const char *begins)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_part (fixture, "preview_view"));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  return g_str_has_prefix (text, begins);
}

/* Approved ones are looked at, written, and stand under other words afterwards. */
static void
test_export (Fixture *fixture,
             gconstpointer data)
{
  TieListPane *pane = tie_accounting_window_get_pane (fixture->base.window, TIE_EXPORT_INVOICES);
  g_autofree char *text = NULL;

  wait_until (g_str_equal (gtk_label_get_label (get_part (fixture, "selected_label")), "0 of 3 selected, 0.00"));
  g_assert_false (can_export (fixture));
  gtk_toggle_button_set_active (get_part (fixture, "preview_button"), TRUE);
  wait_until (has_preview (fixture, "Check what is to stand in the file."));
  activate (fixture, "accounting.select-all");
  wait_until (g_strcmp0 (gtk_button_get_label (get_part (fixture, "export_button")), "Export Selected (3)") == 0);
  wait_until (has_preview (fixture, "!ACCNT\tNAME"));

  activate (fixture, "accounting.export");
  save_to (fixture, fixture->path);
  answer ("close");
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "INV-1003"));
  wait_until (says (fixture, "3 invoices, 1,350.00, in “out.iif”."));
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == 0);
  tie_list_pane_set_filter (pane, TIE_ACCOUNTING_SHOW_EXPORTED);
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES);
  tie_list_pane_set_filter (pane, TIE_ACCOUNTING_SHOW_CHANGED);
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == 0);
  tie_list_pane_set_filter (pane, TIE_ACCOUNTING_SHOW_LAST);
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES);
}

/* The same a second time is asked for. */
static void
test_again (Fixture *fixture,
            gconstpointer data)
{
  TieAccountingProblems *problems;
  GtkCheckButton *again;

  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  save_to (fixture, fixture->path);
  answer ("close");
  tie_list_pane_set_filter (tie_accounting_window_get_pane (fixture->base.window, TIE_EXPORT_INVOICES), TIE_ACCOUNTING_SHOW_LAST);
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES);
  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  wait_until (find_window (TIE_TYPE_ACCOUNTING_PROBLEMS) != NULL);
  problems = find_window (TIE_TYPE_ACCOUNTING_PROBLEMS);
  again = GTK_CHECK_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (problems), TIE_TYPE_ACCOUNTING_PROBLEMS, "again_check"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (again)));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (problems), TIE_TYPE_ACCOUNTING_PROBLEMS, "write_button"))));
  gtk_check_button_set_active (again, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (problems), "problems.write", NULL);
  save_to (fixture, fixture->path);
  answer ("close");
  wait_until (find_window (TIE_TYPE_ACCOUNTING_PROBLEMS) == NULL);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static gboolean
count_exported_cb (TieDb *db,
                   gpointer data,
                   GError **error)
{
  g_autoptr (GPtrArray) documents = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  guint *n = data;

  for (guint i = 0; i < documents->len; i++)
    *n += g_str_equal (tie_record_get_text (documents->pdata[i], TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_EXPORTED);
  return TRUE;
}

static guint
count_exported (Fixture *fixture)
{
  guint n = 0;

  g_assert_true (tie_store_run (fixture->base.base.store, TIE_STORE_READ, count_exported_cb, &n, NULL));
  return n;
}

/* Where nothing can be written, nothing is exported. */
static void
test_no_folder (Fixture *fixture,
                gconstpointer data)
{
  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  save_to (fixture, "/nowhere/out.iif");
  wait_until (tie_status_line_get_sentence (get_part (fixture, "status_line")) != NULL);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_cmpuint (count_exported (fixture), ==, 0);
  g_assert_cmpuint (count_rows (fixture, TIE_EXPORT_INVOICES), ==, N_INVOICES);
}

/* Loses the account of the first one's line. */
static gboolean
spoil_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (GPtrArray) rows = tie_record_table_list (db, TIE_TYPE_DISTRIBUTION, error);

  for (guint i = 0; i < rows->len; i++)
    {
      if (!g_str_equal (tie_record_get_text (rows->pdata[i], TIE_DISTRIBUTION_CATEGORY), "total"))
        {
          tie_record_set_text (rows->pdata[i], TIE_DISTRIBUTION_ACCOUNT, NULL);
          return tie_record_table_save (db, rows->pdata[i], error);
        }
    }
  return FALSE;
}

/* What stands against one is shown, and the others can go without it. */
static void
test_problems (Fixture *fixture,
               gconstpointer data)
{
  TieAccountingProblems *problems;
  GtkButton *write;

  g_assert_true (tie_store_run (fixture->base.base.store, TIE_STORE_WRITE, spoil_cb, NULL, NULL));
  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  wait_until (find_window (TIE_TYPE_ACCOUNTING_PROBLEMS) != NULL);
  problems = find_window (TIE_TYPE_ACCOUNTING_PROBLEMS);
  write = GTK_BUTTON (gtk_widget_get_template_child (GTK_WIDGET (problems), TIE_TYPE_ACCOUNTING_PROBLEMS, "write_button"));
  g_assert_cmpstr (gtk_button_get_label (write), ==, "Export 2");
  gtk_widget_activate_action (GTK_WIDGET (problems), "problems.check", NULL);
  wait_until (g_str_equal (gtk_stack_get_visible_child_name (get_part (fixture, "bottom_stack")), "selecting"));
  gtk_widget_activate_action (GTK_WIDGET (problems), "problems.write", NULL);
  save_to (fixture, fixture->path);
  answer ("close");
  g_assert_cmpuint (count_exported (fixture), ==, N_INVOICES - 1);
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == 1);
}

/* The store's thread stands here for as long as a test says. */
static GMutex gate;

static gboolean
stand_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_mutex_lock (&gate);
  g_mutex_unlock (&gate);
  return TRUE;
}

/* A file that is being written until the gate opens. */
static void
begin_writing (Fixture *fixture)
{
  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  wait_until (asked.func != NULL);
  g_mutex_lock (&gate);
  tie_store_run_async (fixture->base.base.store, TIE_STORE_READ, stand_cb, NULL, NULL, NULL, NULL, NULL);
  save_to (fixture, fixture->path);
  wait_until (g_str_equal (gtk_stack_get_visible_child_name (get_part (fixture, "bottom_stack")), "running"));
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  begin_writing (fixture);
  activate (fixture, data);
  g_mutex_unlock (&gate);
  wait_until (says (fixture, "Cancelled. Nothing was written."));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_exported (fixture), ==, 0);
  wait_until (can_export (fixture)); /* and can be tried again */
}

/* Closed in the middle: a person says what becomes of the file. */
static void
test_closed (Fixture *fixture,
             gconstpointer data)
{
  gpointer window = fixture->base.window;
  const gboolean is_finished = g_str_equal (data, "finish");

  begin_writing (fixture);
  g_object_add_weak_pointer (window, &window);
  gtk_window_close (GTK_WINDOW (window));
  answer ("stay");
  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
  g_assert_nonnull (window);
  gtk_window_close (GTK_WINDOW (window));
  answer (data);
  wait_until (tie_windows_find (fixture->base.session, TIE_TYPE_ACCOUNTING_WINDOW) == NULL);
  g_mutex_unlock (&gate);
  wait_until (window == NULL);
  g_assert_cmpuint (count_exported (fixture), ==, is_finished ? N_INVOICES : 0);
  g_assert_cmpint (g_file_test (fixture->path, G_FILE_TEST_EXISTS), ==, is_finished);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->base.shell), "win.accounting-export", NULL));
  fixture->base.window = tie_windows_find (fixture->base.session, TIE_TYPE_ACCOUNTING_WINDOW);
}

static GtkWidget *
find_button (GtkWidget *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Customers without numbers get them by one press, which can be taken back; then the file can be written. */
static void
test_give_numbers (Fixture *fixture,
                   gconstpointer data)
{
  GtkWidget *problems;

  tie_accounting_window_set_target (fixture->base.window, "sage50uk");
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES);
  activate (fixture, "accounting.select-all");
  wait_until (can_export (fixture));
  activate (fixture, "accounting.export");
  wait_until (find_window (TIE_TYPE_ACCOUNTING_PROBLEMS) != NULL);
  problems = GTK_WIDGET (find_window (TIE_TYPE_ACCOUNTING_PROBLEMS));
  wait_until (find_button (problems, "Give Numbers") != NULL);
  g_signal_emit_by_name (find_button (problems, "Give Numbers"), "clicked");
  save_to (fixture, fixture->path);
  answer ("close");
  g_assert_cmpuint (count_exported (fixture), ==, N_INVOICES);
}

typedef struct
{
  char *batch;
  guint n_changes;
} Newest;

static gboolean
newest_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  Newest *newest = data;
  g_autoptr (GPtrArray) batches = tie_export_table_list_batches (db, NULL, error);
  g_autoptr (GPtrArray) changes = NULL;

  newest->batch = g_strdup (((TieExportBatch *) batches->pdata[0])->id);
  changes = tie_export_table_list_changes (db, newest->batch, error);
  newest->n_changes = changes->len;
  return TRUE;
}

/* The customer's name has letters that the program cannot read: the log says so, and Activity takes the batch back. */
static void
test_log (Fixture *fixture,
          gconstpointer data)
{
  Newest newest = { NULL, 0 };
  GtkWindow *log;
  TieListPane *pane;

  tie_accounting_window_show_kind (fixture->base.window, TIE_EXPORT_CUSTOMERS);
  activate (fixture, "accounting.select-all");
  wait_until (g_strcmp0 (gtk_button_get_label (get_part (fixture, "export_button")), "Export Selected (1)") == 0);
  activate (fixture, "accounting.export");
  save_to (fixture, fixture->path);
  answer ("log");
  g_assert_true (tie_store_run (fixture->base.base.store, TIE_STORE_READ, newest_cb, &newest, NULL));
  g_assert_cmpuint (newest.n_changes, >, 0);
  wait_until (find_window (TIE_TYPE_ACCOUNTING_LOG) != NULL);
  log = find_window (TIE_TYPE_ACCOUNTING_LOG);
  pane = TIE_LIST_PANE (gtk_widget_get_template_child (GTK_WIDGET (log), TIE_TYPE_ACCOUNTING_LOG, "pane"));
  wait_until (g_list_model_get_n_items (tie_list_pane_get_rows (pane)) == newest.n_changes);
  gtk_window_close (log);
  g_free (newest.batch);
}

/* How an account is spelled there is saved, shown, and undone; a file of invented data counts for nothing. */
static void
test_set_up (Fixture *fixture,
             gconstpointer data)
{
  TieAccountingSetup *setup;
  GtkWidget *row;

  activate (fixture, "accounting.set-up");
  setup = find_window (TIE_TYPE_ACCOUNTING_SETUP);
  wait_until (tie_accounting_setup_get_row (setup, TIE_FILE_NAME_ACCOUNT, "account-4010") != NULL);
  row = tie_accounting_setup_get_row (setup, TIE_FILE_NAME_ACCOUNT, "account-4010");
  tie_spelling_row_type (TIE_SPELLING_ROW (row), "Fees:Tax");
  activate (fixture, "accounting.select-all");
  gtk_toggle_button_set_active (get_part (fixture, "preview_button"), TRUE);
  wait_until (has_preview (fixture, "!ACCNT"));
  tie_accounting_setup_write_sample (setup, TIE_EXPORT_INVOICES, fixture->path);
  wait_until (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_exported (fixture), ==, 0);
  gtk_window_close (GTK_WINDOW (setup));

  /* Another target has other tabs and other words. */
  tie_accounting_window_set_target (fixture->base.window, "csv");
  g_assert_cmpstr (tie_accounting_window_get_target (fixture->base.window), ==, "csv");
  wait_until (count_rows (fixture, TIE_EXPORT_INVOICES) == N_INVOICES);
}

/* Each target has a help page about what must exist there and how to import. */
static void
test_help (void)
{
  g_autoptr (GPtrArray) layouts = tie_file_layout_list (NULL);

  g_assert_cmpuint (layouts->len, >, 0);
  for (guint i = 0; i < layouts->len; i++)
    {
      const TieFileLayout *layout = layouts->pdata[i];
      g_autofree char *name = g_strdup_printf ("files-%s.page", layout->id);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "help", "C", name, NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  tie_file_dialogs_set_saver_for_test (ask);

  g_test_add ("/ui/accounting-window/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/ui/accounting-window/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/ui/accounting-window/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add ("/ui/accounting-window/cancelled", Fixture, "accounting.cancel", set_up, test_cancelled, tear_down);
  g_test_add ("/ui/accounting-window/escaped", Fixture, "window.escape", set_up, test_cancelled, tear_down);
  g_test_add ("/ui/accounting-window/closed-and-cancelled", Fixture, "stop", set_up, test_closed, tear_down);
  g_test_add ("/ui/accounting-window/closed-and-finished", Fixture, "finish", set_up, test_closed, tear_down);
  g_test_add ("/ui/accounting-window/give-numbers", Fixture, NULL, set_up, test_give_numbers, tear_down);
  g_test_add ("/ui/accounting-window/problems", Fixture, NULL, set_up, test_problems, tear_down);
  g_test_add ("/ui/accounting-window/log", Fixture, NULL, set_up, test_log, tear_down);
  g_test_add ("/ui/accounting-window/set-up", Fixture, NULL, set_up, test_set_up, tear_down);
  g_test_add_func ("/ui/accounting-window/help", test_help);

  return g_test_run ();
}
