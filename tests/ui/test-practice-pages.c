/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-entry-actions.h"
#include "billing/tie-invoice-now.h"
#include "billing/tie-timer-actions.h"
#include "match-fixture.h"
#include "model/tie-code.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "store/tie-record-table.h"
#include "ui/tie-amount-entry.h"
#include "ui/tie-field-row.h"
#include "ui/tie-invoice-window.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-page.h"
#include "ui/tie-project-page.h"
#include "ui/tie-project-rows.h"
#include "ui/tie-projects-page.h"
#include "ui/tie-quick-line.h"
#include "ui/tie-status-line.h"
#include "ui/tie-time-page.h"
#include "ui/tie-timer-control.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-week-cell.h"
#include "ui/tie-week-grid.h"

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

typedef struct
{
  MatchFixture base;
  TieSession *session;
  GtkWidget *window;
  GtkWidget *page;
  TieStatusLine *line;
} PageFixture;

/* Three projects of two clients, each with an entry of two hours at 100.00, but for the last. */
static gboolean
fill_func (TieDb *db,
           gpointer data,
           GError **error)
{
  const char *const names[] = { "2025 Form 1040", "2024 Form 1040", "Monthly Books" };
  g_autoptr (TieRecord) type = tie_record_new (TIE_TYPE_CONTACT_TYPE, "type");
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "code");
  g_autofree char *today = tie_typed_date_get_today ();

  tie_record_set_text (type, TIE_CONTACT_TYPE_NAME, "Client");
  tie_record_set_text (code, TIE_CODE_CODE, "TAX-1040");
  tie_record_set_integer (code, TIE_CODE_RATE, 100 * TIE_SCALE);
  g_assert_true (tie_record_table_save (db, type, error) && tie_record_table_save (db, code, error));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, i == 0 ? "carter" : "baker");

      tie_record_set_text (contact, TIE_CONTACT_NAME, i == 0 ? "Carter, Joan" : "Baker & Sons, Inc.");
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, "type");
      g_assert_true (tie_record_table_save (db, contact, error));
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = g_strdup_printf ("project-%u", i);
      g_autoptr (TieRecord) project = tie_record_new (TIE_TYPE_PROJECT, id);
      g_autoptr (TieRecord) entry = tie_record_new (TIE_TYPE_ENTRY, NULL);

      tie_record_set_text (project, TIE_PROJECT_NAME, names[i]);
      tie_record_set_text (project, TIE_PROJECT_CONTACT, i < 2 ? "carter" : "baker");
      tie_record_set_text (project, TIE_PROJECT_WORK_CODE, "code");
      tie_record_set_text (project, TIE_PROJECT_STATUS, i == 1 ? "done" : "work");
      tie_record_set_text (project, TIE_PROJECT_DUE, "2020-04-15");
      tie_record_set_integer (project, TIE_PROJECT_ESTIMATED_FEE, i == 0 ? 45000 : 0);
      g_assert_true (tie_record_table_save (db, project, error));
      tie_record_set_text (entry, TIE_ENTRY_PROJECT, id);
      tie_record_set_text (entry, TIE_ENTRY_DATE, today);
      tie_record_set_text (entry, TIE_ENTRY_KIND, TIE_ENTRY_KIND_TIME);
      tie_record_set_text (entry, TIE_ENTRY_WORK_CODE, "code");
      tie_record_set_integer (entry, TIE_ENTRY_QUANTITY, 2 * TIE_SCALE);
      if (i < 2)
        g_assert_true (tie_entry_save (db, TIE_ENTRY (entry), NULL, NULL, error));
    }
  return TRUE;
}

static void
set_up (PageFixture *fixture,
        gconstpointer create)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *(*make) (TieSession *session) = create;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  match_fixture_set_up (&fixture->base, NULL);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, fill_func, NULL, &error);
  g_assert_no_error (error);
  fixture->session = tie_session_new_with_company (fixture->base.company, FALSE, NULL);
  fixture->window = adw_window_new ();
  fixture->line = TIE_STATUS_LINE (tie_status_line_new ());
  fixture->page = make (fixture->session);
  gtk_widget_set_vexpand (fixture->page, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->line));
  adw_window_set_content (ADW_WINDOW (fixture->window), box);
  tie_undo_control_attach (GTK_WINDOW (fixture->window), fixture->base.store, "window");
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (PageFixture *fixture,
           gconstpointer data)
{
  gpointer page = fixture->page;
  gpointer session = fixture->session;

  g_object_add_weak_pointer (page, &page);
  g_object_add_weak_pointer (session, &session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (session);
  wait_until (page == NULL && session == NULL);
  match_fixture_tear_down (&fixture->base, NULL);
}

#define says(fixture, words) (tie_status_line_get_sentence ((fixture)->line) != NULL && strstr (tie_status_line_get_sentence ((fixture)->line), (words)) != NULL)

static gboolean
nothing_func (TieDb *db,
              gpointer data,
              GError **error)
{
  return TRUE;
}

/* What is asked for by now has been read and shown. */
static void
settle (PageFixture *fixture)
{
  match_fixture_turn ();
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, nothing_func, NULL, NULL));
  match_fixture_turn ();
}

/* Once the window knows that there is a step. */
static void
undo (PageFixture *fixture)
{
  settle (fixture);
  g_assert_true (gtk_widget_activate_action (fixture->window, "undo.undo", NULL));
}

typedef struct
{
  const char *project;
  gint64 quantity; /* of its open entries */
  gint64 billed;
  guint n;
} Sum;

static gboolean
sum_func (TieDb *db,
          gpointer data,
          GError **error)
{
  Sum *sum = data;
  g_autoptr (GPtrArray) entries = tie_record_table_list_where (db, TIE_TYPE_ENTRY, TIE_ENTRY_PROJECT, sum->project, error);

  g_assert_nonnull (entries);
  sum->quantity = sum->billed = 0;
  sum->n = entries->len;
  for (guint i = 0; i < entries->len; i++)
    {
      if (tie_record_get_text (entries->pdata[i], TIE_ENTRY_DOCUMENT) == NULL)
        sum->quantity += tie_record_get_integer (entries->pdata[i], TIE_ENTRY_QUANTITY);
      else
        sum->billed += tie_record_get_integer (entries->pdata[i], TIE_ENTRY_BILLED);
    }
  return TRUE;
}

static Sum
add_up (PageFixture *fixture,
        const char *project)
{
  Sum sum = { .project = project };

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, sum_func, &sum, NULL));
  return sum;
}

static TieListPane *
get_pane (PageFixture *fixture)
{
  return TIE_LIST_PANE (find_widget (fixture->page, TIE_TYPE_LIST_PANE, NULL, NULL));
}

static guint
count_rows (PageFixture *fixture)
{
  return g_list_model_get_n_items (tie_list_pane_get_rows (get_pane (fixture)));
}

static void
test_filters (PageFixture *fixture,
              gconstpointer data)
{
  static const guint expected[] = { 3, 2, 2, 2, 0 }; /* all, not done, overdue, with WIP, archived */
  TieListRow *first;

  wait_until (count_rows (fixture) == 3);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      tie_list_pane_set_filter (get_pane (fixture), i);
      wait_until (count_rows (fixture) == expected[i]);
    }
  wait_until (g_str_equal (tie_list_pane_get_state (get_pane (fixture)), "nothing"));

  tie_list_pane_set_filter (get_pane (fixture), 0);
  wait_until (count_rows (fixture) == 3);
  first = tie_listing_find (tie_list_pane_get_listing (get_pane (fixture)), "project-0");
  g_assert_cmpint (tie_list_row_get_number (first, TIE_PROJECT_ROW_WIP), ==, 20000);
  tie_list_pane_focus_row (get_pane (fixture), "project-0");
  g_assert_true (gtk_widget_activate_action (fixture->page, "projects.archive", NULL));
  wait_until (says (fixture, "2025 Form 1040 archived"));
  wait_until (count_rows (fixture) == 2);
  undo (fixture);
  wait_until (count_rows (fixture) == 3);
}

/* What has time on it is not deleted: the sentence names the reason. */
static void
test_delete (PageFixture *fixture,
             gconstpointer data)
{
  wait_until (count_rows (fixture) == 3);
  tie_list_pane_focus_row (get_pane (fixture), "project-0");
  g_assert_true (gtk_widget_activate_action (fixture->page, "projects.delete", NULL));
  wait_until (says (fixture, "2025 Form 1040"));
  g_assert_false (says (fixture, "deleted"));
  tie_list_pane_focus_row (get_pane (fixture), "project-2");
  g_assert_true (gtk_widget_activate_action (fixture->page, "projects.delete", NULL));
  wait_until (says (fixture, "Monthly Books deleted"));
  wait_until (count_rows (fixture) == 2);
}

static TieFieldRow *
find_field (PageFixture *fixture,
            const char *title)
{
  return TIE_FIELD_ROW (find_widget (fixture->page, TIE_TYPE_FIELD_ROW, has_title, title));
}

static void
type_field (PageFixture *fixture,
            const char *title,
            const char *text)
{
  GtkWidget *entry = find_widget (GTK_WIDGET (find_field (fixture, title)), GTK_TYPE_TEXT, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  tie_field_row_commit (find_field (fixture, title));
}

static void
test_new_project (PageFixture *fixture,
                  gconstpointer data)
{
  g_autofree char *id = NULL;
  TieProjectPage *project;

  wait_until (count_rows (fixture) == 3);
  tie_projects_page_open (TIE_PROJECTS_PAGE (fixture->page), NULL, "baker");
  project = TIE_PROJECT_PAGE (find_widget (fixture->page, TIE_TYPE_PROJECT_PAGE, NULL, NULL));
  type_field (fixture, "Tax year", "20x5");
  g_assert_nonnull (tie_field_row_get_error (find_field (fixture, "Tax year")));
  type_field (fixture, "Tax year", "2025");
  g_assert_null (tie_field_row_get_error (find_field (fixture, "Tax year")));
  g_assert_null (tie_project_page_get_id (project));
  type_field (fixture, "Name", "2025 Form 1120");
  type_field (fixture, "Tax year", "2026"); /* while it is being added */
  wait_until (tie_project_page_get_id (project) != NULL);
  wait_until (count_rows (fixture) == 4);
  wait_until (says (fixture, "2025 Form 1120 changed"));
  settle (fixture);
  id = g_strdup (tie_project_page_get_id (project));
  type_field (fixture, "Name", "");
  g_assert_nonnull (tie_field_row_get_error (find_field (fixture, "Name")));
  type_field (fixture, "Name", "2025 Form 1120-S");
  wait_until (says (fixture, "Name of 2025 Form 1120 changed"));

  g_assert_true (tie_page_go_back (TIE_PAGE (fixture->page)));
  wait_until (g_str_equal (tie_list_row_get_text (tie_listing_find (tie_list_pane_get_listing (get_pane (fixture)), id), TIE_PROJECT_ROW_NAME), "2025 Form 1120-S"));
  g_assert_cmpint (tie_list_row_get_number (tie_listing_find (tie_list_pane_get_listing (get_pane (fixture)), id), TIE_PROJECT_ROW_TAX_YEAR), ==, 2026);
}

static GtkWidget *
find_entry (gpointer root)
{
  return find_widget (GTK_WIDGET (root), GTK_TYPE_ENTRY, NULL, NULL);
}

static TieQuickLine *
get_line (PageFixture *fixture)
{
  return TIE_QUICK_LINE (find_widget (fixture->page, TIE_TYPE_QUICK_LINE, NULL, NULL));
}

static void
enter_line (PageFixture *fixture,
            const char *text)
{
  GtkWidget *entry = find_entry (get_line (fixture));

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static gboolean
is_caption (GtkWidget *label,
            gconstpointer data)
{
  return gtk_widget_has_css_class (label, "caption");
}

static const char *
get_understood (PageFixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (find_widget (GTK_WIDGET (get_line (fixture)), GTK_TYPE_LABEL, is_caption, NULL)));
}

static void
wait_for_lists (PageFixture *fixture)
{
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_PROJECT, G_TYPE_INVALID))
              && tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_WORK_CODE, G_TYPE_INVALID)));
}

typedef struct
{
  const char *typed;
  const char *sentence;
} RefusedLine;

static const RefusedLine refused[] = {
  { "nobody 1040 1.5", "No project fits" },
  { "baker 1040", "How many hours?" },
  { "baker 1040 0", "How many hours?" },
  { "baker 1040 -1", "negative" },
  { "baker 1040 24.5", "24 hours" },
};

static void
test_quick_line (PageFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (10000, 'x');
  g_autofree char *line = g_strconcat ("baker 1040 0:30 ", long_text, NULL);

  wait_for_lists (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      enter_line (fixture, refused[i].typed);
      g_test_message ("%s: %s", refused[i].typed, get_understood (fixture));
      g_assert_nonnull (strstr (get_understood (fixture), refused[i].sentence));
    }
  g_assert_cmpuint (add_up (fixture, "project-2").n, ==, 0);

  enter_line (fixture, "carter 1040 1.5"); /* two years fit */
  match_fixture_turn ();
  g_assert_nonnull (strstr (get_understood (fixture), "2 projects fit"));
  g_assert_null (tie_quick_line_get_project (get_line (fixture)));

  enter_line (fixture, "baker 1.5 month end"); /* the code is the project's */
  wait_until (says (fixture, "Monthly Books"));
  g_assert_cmpint (add_up (fixture, "project-2").quantity, ==, 15000);
  wait_until (*gtk_editable_get_text (GTK_EDITABLE (find_entry (get_line (fixture)))) == '\0');

  enter_line (fixture, line);
  wait_until (add_up (fixture, "project-2").quantity == 20000);
  wait_until (*gtk_editable_get_text (GTK_EDITABLE (find_entry (get_line (fixture)))) == '\0');
  enter_line (fixture, "baker 1040 1 xx");
  wait_until (add_up (fixture, "project-2").quantity == 30000);
  undo (fixture);
  wait_until (add_up (fixture, "project-2").quantity == 20000);
}

static gboolean
archive_code_func (TieDb *db,
                   gpointer data,
                   GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_WORK_CODE, "code", error);

  tie_record_set_integer (code, TIE_CODE_ARCHIVED, 1);
  return tie_record_table_save (db, code, error);
}

/* Somebody archived the code while the line was being typed: the line stays, with the reason. */
static void
test_code_gone (PageFixture *fixture,
                gconstpointer data)
{
  wait_for_lists (fixture);
  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_WRITE, archive_code_func, NULL, NULL));
  enter_line (fixture, "baker 1.5");
  wait_until (strstr (get_understood (fixture), "TAX-1040") != NULL && !says (fixture, "added"));
  g_assert_cmpuint (add_up (fixture, "project-2").n, ==, 0);
}

static gboolean
is_of_day (GtkWidget *cell,
           gconstpointer data)
{
  return tie_week_cell_get_day (TIE_WEEK_CELL (cell)) == GPOINTER_TO_UINT (data);
}

static TieWeekGrid *
get_grid (PageFixture *fixture)
{
  return TIE_WEEK_GRID (find_widget (fixture->page, TIE_TYPE_WEEK_GRID, NULL, NULL));
}

static GtkWidget *
get_cell (PageFixture *fixture,
          guint day)
{
  return find_widget (GTK_WIDGET (get_grid (fixture)), TIE_TYPE_WEEK_CELL, is_of_day, GUINT_TO_POINTER (day));
}

static void
type_cell (PageFixture *fixture,
           guint day,
           const char *text)
{
  GtkWidget *cell = get_cell (fixture, day);

  gtk_editable_set_text (GTK_EDITABLE (cell), text);
  g_signal_emit_by_name (cell, "activate");
  tie_week_cell_commit (TIE_WEEK_CELL (cell));
}

static void
test_week (PageFixture *fixture,
           gconstpointer data)
{
  static const char *const bad[] = { "-1", "25", "1.234,50", "soon" };
  g_autofree char *today = tie_typed_date_get_today ();
  g_autofree char *monday = tie_week_rows_find_monday (today);

  wait_until (tie_week_grid_get_n_rows (get_grid (fixture)) == 2);
  tie_week_grid_set_week (get_grid (fixture), "", "2026-01-05"); /* a week without time */
  wait_until (tie_week_grid_get_n_rows (get_grid (fixture)) == 0);
  tie_week_grid_add_row (get_grid (fixture), "project-2", "code", "Baker · TAX-1040", "Monthly Books");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type_cell (fixture, 0, bad[i]);
      g_test_message ("%s", bad[i]);
      g_assert_true (gtk_widget_has_css_class (get_cell (fixture, 0), "error"));
    }
  g_assert_cmpuint (add_up (fixture, "project-2").n, ==, 0);

  type_cell (fixture, 0, "1:15");
  wait_until (add_up (fixture, "project-2").quantity == 12500);
  wait_until (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (get_cell (fixture, 0))), "1.25"));
  g_assert_false (gtk_widget_has_css_class (get_cell (fixture, 0), "error"));
  type_cell (fixture, 6, "2");
  wait_until (add_up (fixture, "project-2").quantity == 32500);
  type_cell (fixture, 0, "");
  wait_until (add_up (fixture, "project-2").quantity == 20000);
  undo (fixture);
  wait_until (add_up (fixture, "project-2").quantity == 32500);
  tie_week_grid_set_week (get_grid (fixture), "", monday);
  wait_until (tie_week_grid_get_n_rows (get_grid (fixture)) == 2);
}

static gboolean
bill_func (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autofree char *today = tie_typed_date_get_today ();
  g_autoptr (TieInvoicePreview) preview = tie_invoice_preview_read (db, data, NULL, error);
  g_autoptr (TieDocumentSheet) invoice = NULL;

  g_assert_nonnull (preview);
  invoice = tie_invoice_now (db, preview, today, NULL, NULL, error);
  return invoice != NULL;
}

/* What is billed is locked in the week. */
static void
test_billed_cell (PageFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *today = tie_typed_date_get_today ();
  guint day = 0;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_parse (&date, today);
  day = g_date_get_weekday (&date) - 1;
  wait_until (tie_week_grid_get_n_rows (get_grid (fixture)) == 2);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, bill_func, (gpointer) "project-1", &error);
  g_assert_no_error (error);
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, bill_func, (gpointer) "project-0", &error);
  g_assert_no_error (error);
  wait_until (gtk_widget_has_css_class (get_cell (fixture, day), "locked"));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (get_cell (fixture, day))));
  type_cell (fixture, day, "9");
  match_fixture_turn ();
  g_assert_cmpuint (add_up (fixture, "project-0").n, ==, 1);
  g_assert_cmpint (add_up (fixture, "project-0").quantity, ==, 0);
}

static GtkWindow *
find_window (PageFixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (fixture->window))
        return window; /* the list keeps it */
    }
  return NULL;
}

static gboolean
has_class (GtkWidget *widget,
           gconstpointer name)
{
  return gtk_widget_has_css_class (widget, name);
}

static GtkWidget *
get_create_button (GtkWindow *window)
{
  return find_widget (GTK_WIDGET (window), GTK_TYPE_BUTTON, has_class, "suggested-action");
}

/* The estimated fee is the total that is offered; the entry shares it to the cent. */
static void
test_invoice_now (PageFixture *fixture,
                  gconstpointer data)
{
  GtkWindow *window;

  tie_invoice_window_open (GTK_WINDOW (fixture->window), fixture->session, "project-0");
  wait_until (find_window (fixture) != NULL);
  window = find_window (fixture);
  wait_until (gtk_widget_get_sensitive (get_create_button (window)));
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (find_widget (GTK_WIDGET (window), TIE_TYPE_AMOUNT_ENTRY, NULL, NULL))), ==, 45000);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "invoice.create", NULL));
  wait_until (says (fixture, "created"));
  g_assert_cmpint (add_up (fixture, "project-0").billed, ==, 45000);
  undo (fixture);
  wait_until (add_up (fixture, "project-0").quantity == 2 * TIE_SCALE);
  wait_until (find_window (fixture) == NULL);
}

/* Another window billed the same time meanwhile: nothing is billed twice, and the window says who was first. */
static void
test_invoice_twice (PageFixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWindow *window;
  GtkWidget *label;

  tie_invoice_window_open (GTK_WINDOW (fixture->window), fixture->session, "project-1");
  wait_until (find_window (fixture) != NULL);
  window = find_window (fixture);
  wait_until (gtk_widget_get_sensitive (get_create_button (window)));
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, bill_func, (gpointer) "project-1", &error);
  g_assert_no_error (error);
  /* At once, before the window has heard of it. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "invoice.create", NULL));
  label = find_widget (GTK_WIDGET (window), GTK_TYPE_LABEL, has_class, "error");
  wait_until (gtk_widget_get_visible (label));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (label)), "INV-"));
  g_assert_cmpint (add_up (fixture, "project-1").billed, ==, 20000);
  gtk_window_close (window);
  wait_until (find_window (fixture) == NULL);
}

static gboolean
timer_func (TieDb *db,
            gpointer data,
            GError **error)
{
  TieTimer **timer = data;

  *timer = tie_timer_get (db, g_get_user_name (), NULL);
  return TRUE;
}

static TieTimer *
get_timer (PageFixture *fixture)
{
  TieTimer *timer = NULL;

  g_assert_true (tie_store_run (fixture->base.store, TIE_STORE_READ, timer_func, &timer, NULL));
  return timer;
}

static gboolean
is_paused (PageFixture *fixture)
{
  g_autoptr (TieTimer) timer = get_timer (fixture);

  return timer != NULL && !tie_timer_is_running (timer);
}

static void
test_timer (PageFixture *fixture,
            gconstpointer data)
{
  GtkWidget *control = find_widget (fixture->page, TIE_TYPE_TIMER_CONTROL, NULL, NULL);
  g_autoptr (TieTimer) timer = NULL;

  wait_for_lists (fixture);
  g_assert_true (gtk_widget_activate_action (control, "timer.start", NULL));
  wait_until (says (fixture, "Timer started"));
  timer = get_timer (fixture);
  g_assert_nonnull (timer);
  g_assert_true (gtk_widget_activate_action (control, "timer.pause", NULL));
  wait_until (is_paused (fixture));
  g_assert_true (gtk_widget_activate_action (control, "timer.stop", NULL)); /* whose project? */
  wait_until (!says (fixture, "Timer started"));
  g_clear_object (&timer);
  timer = get_timer (fixture);
  g_assert_nonnull (timer);

  gtk_editable_set_text (GTK_EDITABLE (find_entry (get_line (fixture))), "baker 1040");
  g_assert_true (gtk_widget_activate_action (control, "timer.stop", NULL));
  wait_until (says (fixture, "Monthly Books"));
  g_clear_object (&timer);
  timer = get_timer (fixture);
  g_assert_null (timer);
  g_assert_cmpuint (add_up (fixture, "project-2").n, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(path, create, test) g_test_add (path, PageFixture, create, set_up, test, tear_down)
  ADD ("/ui/projects-page/filters", tie_projects_page_new, test_filters);
  ADD ("/ui/projects-page/delete", tie_projects_page_new, test_delete);
  ADD ("/ui/projects-page/new-project", tie_projects_page_new, test_new_project);
  ADD ("/ui/time-page/quick-line", tie_time_page_new, test_quick_line);
  ADD ("/ui/time-page/code-gone", tie_time_page_new, test_code_gone);
  ADD ("/ui/time-page/week", tie_time_page_new, test_week);
  ADD ("/ui/time-page/billed-cell", tie_time_page_new, test_billed_cell);
  ADD ("/ui/time-page/timer", tie_time_page_new, test_timer);
  ADD ("/ui/invoice-window/now", tie_projects_page_new, test_invoice_now);
  ADD ("/ui/invoice-window/twice", tie_projects_page_new, test_invoice_twice);
  return g_test_run ();
}
