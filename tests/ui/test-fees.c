/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "base/tie-money.h"
#include "fees/tie-fee-import.h"
#include "fees/tie-fee-source.h"
#include "match-fixture.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-entry.h"
#include "model/tie-fee.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-fee-columns-window.h"
#include "ui/tie-fee-findings.h"
#include "ui/tie-fee-paper.h"
#include "ui/tie-fee-review-window.h"
#include "ui/tie-fee-row-window.h"
#include "ui/tie-fee-source-window.h"
#include "ui/tie-fee-window.h"
#include "ui/tie-project-page.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table.h"
#include "ui/tie-undo-control.h"

/* The windows of the fee: from a folder with a file to the field, the invoice, and back. */

#define HEAD "schema,client_number,module,tax_year,name,invoice_total\r\n"
#define CARTER "lacerte-fee/1,C1,I,2025,\"Carter, Joan\",450.00\r\n"
#define BAKER "lacerte-fee/1,C2,I,2025,\"Baker, Ann\",80.00\r\n"
#define STRANGER "lacerte-fee/1,X9,I,2025,\"Carter, Joan M\",77.00\r\n"

typedef struct
{
  MatchFixture base;
  TieSession *session;
  GtkWidget *window;
  GtkWidget *page;
  TieStatusLine *line;
  char *folder;
} Fixture;

/* A return of 2025 for each of two clients, the first one with two hours at 100.00. */
static gboolean
fill_func (TieDb *db,
           gpointer data,
           GError **error)
{
  const char *const clients[][3] = { { "carter", "Carter, Joan", "C1" }, { "baker", "Baker, Ann", "C2" } };
  g_autoptr (TieRecord) type = tie_record_new (TIE_TYPE_CONTACT_TYPE, "type");
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "code");
  g_autoptr (TieRecord) entry = tie_record_new (TIE_TYPE_ENTRY, NULL);

  tie_record_set_text (type, TIE_CONTACT_TYPE_NAME, "Client");
  tie_record_set_text (code, TIE_CODE_CODE, "TAX-1040");
  g_assert_true (tie_record_table_save (db, type, error) && tie_record_table_save (db, code, error));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autofree char *id = g_strdup_printf ("project-%u", i);
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, clients[i][0]);
      g_autoptr (TieRecord) project = tie_record_new (TIE_TYPE_PROJECT, id);

      tie_record_set_text (contact, TIE_CONTACT_NAME, clients[i][1]);
      tie_record_set_text (contact, TIE_CONTACT_NUMBER, clients[i][2]);
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, "type");
      tie_record_set_text (project, TIE_PROJECT_NAME, "2025 Form 1040");
      tie_record_set_text (project, TIE_PROJECT_CONTACT, clients[i][0]);
      tie_record_set_text (project, TIE_PROJECT_RETURN, "I");
      tie_record_set_integer (project, TIE_PROJECT_TAX_YEAR, 2025);
      g_assert_true (tie_record_table_save (db, contact, error) && tie_record_table_save (db, project, error));
    }
  tie_record_set_text (entry, TIE_ENTRY_PROJECT, "project-0");
  tie_record_set_text (entry, TIE_ENTRY_DATE, "2026-01-05");
  tie_record_set_text (entry, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
  tie_record_set_text (entry, TIE_ENTRY_WORK_CODE, "code");
  tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, 2 * TIE_SCALE);
  tie_record_set_integer (entry, TIE_ENTRY_RATE, 100 * TIE_SCALE);
  tie_record_set_integer (entry, TIE_ENTRY_AMOUNT, 20000);
  return tie_record_table_save (db, entry, error);
}

static void
write_file (Fixture *fixture,
            const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fees.csv", NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static gboolean
source_func (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (data);

  return tie_fee_source_set (db, folder, error);
}

/* contents NULL: no source was chosen yet. */
static void
set_up (Fixture *fixture,
        gconstpointer contents)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  match_fixture_use_file_for_secrets ();
  match_fixture_set_up (&fixture->base, NULL);
  fixture->folder = g_dir_make_tmp ("tie-fees-XXXXXX", &error);
  g_assert_no_error (error);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, fill_func, NULL, &error);
  g_assert_no_error (error);
  if (contents != NULL)
    {
      write_file (fixture, contents);
      g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_WRITE, source_func, fixture->folder, NULL));
    }
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->window = adw_window_new ();
  fixture->line = TIE_STATUS_LINE (tie_status_line_new ());
  fixture->page = tie_project_page_new (fixture->session, "project-0", NULL);
  gtk_widget_set_vexpand (fixture->page, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->line));
  adw_window_set_content (ADW_WINDOW (fixture->window), box);
  tie_undo_control_attach (GTK_WINDOW (fixture->window), fixture->base.store, "window");
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until (gtk_widget_get_mapped (fixture->window));
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "fees.csv", NULL);
  gpointer page = fixture->page;
  gpointer session = fixture->session;

  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (session, &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (session);
  wait_until (page == NULL && session == NULL);
  g_remove (path);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  match_fixture_tear_down (&fixture->base, NULL);
}

static gpointer
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (link->data, type) && gtk_widget_get_mapped (link->data))
        return link->data;
    }
  return NULL;
}

static gpointer
find_widget (GtkWidget *root,
             GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Some label that is seen says so. */
static gboolean
shows (gpointer root,
       const char *words)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_label (root), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (shows (child, words))
        return TRUE;
    }
  return FALSE;
}

#define says(fixture, words) (tie_status_line_get_sentence ((fixture)->line) != NULL && strstr (tie_status_line_get_sentence ((fixture)->line), (words)) != NULL)

typedef struct
{
  const char *project;
  gint64 fee;
  guint n_open;     /* entries that are not billed */
  guint n_invoices;
  guint n_links;
} State;

static gboolean
state_func (TieDb *db,
            gpointer data,
            GError **error)
{
  State *state = data;
  g_autoptr (TieRecord) project = tie_record_table_get (db, TIE_TYPE_PROJECT, state->project, error);
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, state->project, error);
  g_autoptr (GPtrArray) invoices = tie_record_table_list (db, TIE_TYPE_DOCUMENT, error);
  g_autoptr (GPtrArray) links = tie_record_table_list (db, TIE_TYPE_FEE_LINK, error);

  g_assert_nonnull (project);
  g_assert_true (entries != NULL && invoices != NULL && links != NULL);
  state->fee = tie_record_get_integer (project, TIE_PROJECT_ESTIMATED_FEE);
  for (guint i = 0; i < entries->len; i++)
    state->n_open += tie_record_get_text (entries->pdata[i], TIE_ENTRY_DOCUMENT) == NULL;
  state->n_invoices = invoices->len;
  state->n_links = links->len;
  return TRUE;
}

static State
look (Fixture *fixture,
      const char *project)
{
  State state = { .project = project };

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, state_func, &state, NULL));
  return state;
}

static gboolean
nothing_func (TieDb *db,
              gpointer data,
              GError **error)
{
  return TRUE;
}

static void
undo (Fixture *fixture)
{
  match_fixture_turn ();
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, nothing_func, NULL, NULL));
  match_fixture_turn ();
  g_assert_true (gtk_widget_activate_action (fixture->window, "undo.undo", NULL));
}

static void
start (Fixture *fixture,
       const char *action)
{
  wait_until (shows (fixture->page, "WIP: 2.00 h")); /* it was read */
  g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
}

static void
take_way (TieFeeWindow *window,
          TieFeeWay way)
{
  g_signal_emit_by_name (find_widget (GTK_WIDGET (window), TIE_TYPE_FEE_FINDINGS), "way", (guint) way);
}

static void
test_at_once (Fixture *fixture,
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
test_invoice (Fixture *fixture,
              gconstpointer data)
{
  TieFeeWindow *window;

  start (fixture, "fee.import-invoice");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  wait_until (shows (window, "Write-up"));
  g_assert_true (shows (window, "1 entry will be marked billed on INV-"));
  g_assert_true (shows (window, "return C1, read today"));
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
test_twice (Fixture *fixture,
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
test_not_found (Fixture *fixture,
                gconstpointer data)
{
  TieFeeWindow *window;
  GtkWidget *rows;

  start (fixture, "fee.import");
  wait_until (find_window (TIE_TYPE_FEE_WINDOW) != NULL);
  window = find_window (TIE_TYPE_FEE_WINDOW);
  wait_until (shows (window, "No Lacerte amount for client C1, 2025, 1040."));
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
test_typed (Fixture *fixture,
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
test_source (Fixture *fixture,
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

static gpointer
find_button (GtkWidget *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
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

/* A file whose headings say little is understood once it was told what they mean. */
static void
test_columns (Fixture *fixture,
              gconstpointer data)
{
  GtkWidget *source = tie_fee_source_window_open (GTK_WINDOW (fixture->window), fixture->session);
  GtkWidget *columns;

  wait_until (shows (source, "No fees were found there yet."));
  wait_until (find_button (source, "Columns…") != NULL);
  g_signal_emit_by_name (find_button (source, "Columns…"), "clicked");
  wait_until (find_window (TIE_TYPE_FEE_COLUMNS_WINDOW) != NULL);
  columns = find_window (TIE_TYPE_FEE_COLUMNS_WINDOW);
  wait_until (shows (columns, "What we charge"));
  choose_column (columns, "What we charge", TIE_FEE_FIELD_AMOUNT);
  g_assert_true (shows (columns, "which tax year it is"));
  gtk_editable_set_text (GTK_EDITABLE (find_widget (columns, ADW_TYPE_ENTRY_ROW)), "2025");
  g_assert_true (shows (columns, "which return it is"));
  choose_column (columns, "Return, if no column says it", 1);
  g_assert_true (gtk_widget_activate_action (columns, "columns.save", NULL));
  wait_until (find_window (TIE_TYPE_FEE_COLUMNS_WINDOW) == NULL);
  wait_until (shows (source, "Checked 1 row, 1 matched"));
  gtk_window_close (GTK_WINDOW (source));
  wait_until (find_window (TIE_TYPE_FEE_SOURCE_WINDOW) == NULL);
}

static void
test_review (Fixture *fixture,
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
test_paper (Fixture *fixture,
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
#define ADD(path, contents, func) g_test_add (path, Fixture, contents, set_up, func, tear_down)
  ADD ("/ui/fees/at-once", HEAD CARTER, test_at_once);
  ADD ("/ui/fees/invoice", HEAD CARTER, test_invoice);
  ADD ("/ui/fees/twice", HEAD CARTER, test_twice);
  ADD ("/ui/fees/not-found", HEAD STRANGER, test_not_found);
  ADD ("/ui/fees/typed", HEAD STRANGER, test_typed);
  ADD ("/ui/fees/source", NULL, test_source);
  ADD ("/ui/fees/columns", "Client Number,Client Name,What we charge\r\nC1,\"Carter, Joan\",450.00\r\n", test_columns);
  ADD ("/ui/fees/paper", NULL, test_paper);
  ADD ("/ui/fees/review", HEAD CARTER BAKER, test_review);
  return g_test_run ();
}
