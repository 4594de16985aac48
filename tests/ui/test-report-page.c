/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-report-page"
#include "config.h"

#include <adwaita.h>

#include "billing/tie-document-actions.h"
#include "billing/tie-reports.h"
#include "match-fixture.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"
#include "ui/tie-date-entry.h"
#include "ui/tie-list-states.h"
#include "ui/tie-report-page.h"
#include "ui/tie-table.h"

static GtkWidget *
get_part (GtkWidget *page,
          const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (page, TIE_TYPE_REPORT_PAGE, id));
}

static gboolean
add_invoice_cb (TieDb *db,
                gpointer date,
                GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", date);
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
  tie_record_set_text (line, TIE_LINE_TEXT, "2025 Form 1040");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
  return tie_document_save (db, sheet, NULL, error);
}

static void
add_invoice (MatchFixture *fixture,
             const char *date)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, add_invoice_cb, (gpointer) date, &error);
  g_assert_no_error (error);
}

static const char *
get_state (GtkWidget *page)
{
  return tie_list_states_get_state (TIE_LIST_STATES (get_part (page, "states")));
}

static guint
count_rows (GtkWidget *page)
{
  GtkWidget *table = adw_bin_get_child (ADW_BIN (get_part (page, "table_bin")));

  return table != NULL ? g_list_model_get_n_items (G_LIST_MODEL (tie_table_get_model (TIE_TABLE (table)))) : 0;
}

static void
test_page (MatchFixture *fixture,
           gconstpointer unused)
{
  g_autoptr (TieSession) session = tie_session_new_with_company (fixture->company, FALSE, NULL);
  GtkWidget *page = tie_report_page_new (session);
  GtkWidget *window = adw_window_new ();
  GtkDropDown *kind = GTK_DROP_DOWN (get_part (page, "kind_drop_down"));
  GtkWidget *chart = get_part (page, "chart");

  match_fixture_add_contacts (fixture, (const char *const[]){ "Abacus Dental LLC", NULL });
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 720, 520);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (g_str_equal (get_state (page), "empty"));

  /* A page that is seen follows what changes; the total is a row of its own. */
  add_invoice (fixture, "2025-11-03");
  wait_until (count_rows (page) == 2);
  g_assert_cmpstr (get_state (page), ==, "rows");

  /* Before that day nothing was open. */
  tie_date_entry_set_date (TIE_DATE_ENTRY (get_part (page, "to_entry")), "2025-11-02");
  wait_until (g_str_equal (get_state (page), "empty"));
  tie_date_entry_set_date (TIE_DATE_ENTRY (get_part (page, "to_entry")), "2025-11-03");
  wait_until (count_rows (page) == 2);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_part (page, "view_drop_down")), 2);
  g_assert_false (gtk_widget_get_visible (chart));

  gtk_drop_down_set_selected (kind, TIE_REPORTS_REALIZATION - TIE_REPORTS_AGEING);
  g_assert_true (gtk_widget_get_visible (get_part (page, "from_entry")));
  wait_until (g_str_equal (get_state (page), "empty"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/report-page", MatchFixture, NULL, match_fixture_set_up, test_page, match_fixture_tear_down);
  return g_test_run ();
}
