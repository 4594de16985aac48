/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-print-window"
#include "config.h"

#include <adwaita.h>

#include "billing/tie-document-actions.h"
#include "match-fixture.h"
#include "model/tie-contact.h"
#include "print/tie-layout.h"
#include "store/tie-record-table.h"
#include "ui/tie-layout-window.h"
#include "ui/tie-preview.h"
#include "ui/tie-print-window.h"
#include "ui/tie-status-line.h"

static GtkWidget *
get_part (GtkWidget *window,
          const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (window, G_OBJECT_TYPE (window), id));
}

/* data: where the new document's id goes. */
static gboolean
add_invoice_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", "2025-11-03");
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
  for (guint i = 0; i < 60; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (line, TIE_LINE_TEXT, "2025 Form 1040");
      tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
    }
  *(char **) data = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  return tie_document_save (db, sheet, NULL, error);
}

static char *
add_invoice (MatchFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *id = NULL;

  match_fixture_add_contacts (fixture, (const char *const[]){ "Abacus Dental LLC", NULL });
  tie_store_run (fixture->store, TIE_STORE_WRITE, add_invoice_cb, &id, &error);
  g_assert_no_error (error);
  return id;
}

typedef struct
{
  const char *id;
  gboolean is_sent;
} Look;

static gboolean
look_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Look *look = data;
  g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, look->id, error);

  look->is_sent = tie_record_get_integer (document, TIE_DOCUMENT_IS_SENT) != 0;
  return TRUE;
}

static gboolean
is_sent (MatchFixture *fixture,
         const char *id)
{
  Look look = { id, FALSE };

  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, look_cb, &look, NULL));
  return look.is_sent;
}

static void
test_print (MatchFixture *fixture,
            gconstpointer unused)
{
  g_autofree char *id = add_invoice (fixture);
  g_autoptr (TieSession) session = tie_session_new_with_company (fixture->company, FALSE, NULL);
  GtkWidget *window = tie_print_window_new (session, id);
  TiePreview *preview = TIE_PREVIEW (get_part (window, "preview"));
  GtkSwitch *sent = GTK_SWITCH (get_part (window, "sent_switch"));
  TieStatusLine *line = TIE_STATUS_LINE (get_part (window, "status_line"));

  gtk_window_present (GTK_WINDOW (window));
  wait_until (tie_preview_get_n_pages (preview) > 1);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (window)), "Print INV-"));
  g_assert_true (gtk_widget_is_sensitive (get_part (window, "print_button")));

  /* The pages turn, and no further than there are. */
  gtk_widget_activate_action (window, "print.next-page", NULL);
  g_assert_cmpuint (tie_preview_get_page (preview), ==, 1);
  g_assert_false (gtk_widget_activate_action (window, "print.next-page", NULL) && tie_preview_get_page (preview) > tie_preview_get_n_pages (preview) - 1);
  gtk_widget_activate_action (window, "print.previous-page", NULL);
  g_assert_cmpuint (tie_preview_get_page (preview), ==, 0);

  adw_combo_row_set_selected (ADW_COMBO_ROW (get_part (window, "layout_row")), TIE_LAYOUT_ENVELOPE);
  g_assert_cmpuint (tie_preview_get_n_pages (preview), >, 1);

  g_assert_false (gtk_switch_get_active (sent));
  gtk_switch_set_active (sent, TRUE);
  wait_until (tie_status_line_get_sentence (line) != NULL);
  g_assert_true (is_sent (fixture, id));
  gtk_switch_set_active (sent, FALSE);
  wait_until (!is_sent (fixture, id));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
find_contact_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);

  *(char **) data = g_strdup (tie_record_get_id (contacts->pdata[0]));
  return TRUE;
}

/* A statement is printed in the same window, which then asks nothing about sending. */
static void
test_statement (MatchFixture *fixture,
                gconstpointer unused)
{
  g_autofree char *invoice = add_invoice (fixture);
  g_autofree char *contact = NULL;
  g_autoptr (TieSession) session = tie_session_new_with_company (fixture->company, FALSE, NULL);
  GtkWidget *window;

  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, find_contact_cb, &contact, NULL));
  window = tie_print_window_new_statement (session, contact);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_is_sensitive (get_part (window, "print_button")));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Print Statement for Abacus Dental LLC");
  g_assert_cmpuint (tie_preview_get_n_pages (TIE_PREVIEW (get_part (window, "preview"))), ==, 1);
  g_assert_false (gtk_widget_get_visible (get_part (window, "sent_group")));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_part (window, "layout_row")), TIE_LAYOUT_ENVELOPE);
  gtk_widget_activate_action (window, "print.mark-sent", NULL);
  g_assert_false (is_sent (fixture, invoice));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
load_layout_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  TieLayout **layout = data;

  g_clear_pointer (layout, tie_layout_free);
  *layout = tie_layout_load (db, error);
  return *layout != NULL;
}

static TieLayout *
read_layout (MatchFixture *fixture,
             TieLayout **layout)
{
  g_assert_true (tie_store_run (fixture->store, TIE_STORE_READ, load_layout_cb, layout, NULL));
  return *layout;
}

static void
test_layout (MatchFixture *fixture,
             gconstpointer unused)
{
  g_autoptr (TieSession) session = tie_session_new_with_company (fixture->company, FALSE, NULL);
  g_autoptr (TieLayout) layout = NULL;
  GtkWidget *window = tie_layout_window_new (session);
  AdwComboRow *paper = ADW_COMBO_ROW (get_part (window, "paper_row"));
  GtkTextView *footer = GTK_TEXT_VIEW (get_part (window, "footer_view"));

  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_switch_get_active (GTK_SWITCH (get_part (window, "codes_switch"))));
  g_assert_false (gtk_widget_is_sensitive (get_part (window, "size_row")));

  adw_combo_row_set_selected (paper, TIE_PAPER_A4);
  gtk_switch_set_active (GTK_SWITCH (get_part (window, "slip_switch")), TRUE);
  wait_until (read_layout (fixture, &layout)->has_slip);
  g_assert_cmpint (layout->paper, ==, TIE_PAPER_A4);

  gtk_widget_grab_focus (GTK_WIDGET (footer));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (footer), "Bank 123", -1);
  gtk_widget_grab_focus (GTK_WIDGET (paper));
  wait_until (g_strcmp0 (read_layout (fixture, &layout)->footer, "Bank 123") == 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/print/window", MatchFixture, NULL, match_fixture_set_up, test_print, match_fixture_tear_down);
  g_test_add ("/ui/print/statement", MatchFixture, NULL, match_fixture_set_up, test_statement, match_fixture_tear_down);
  g_test_add ("/ui/print/layout", MatchFixture, NULL, match_fixture_set_up, test_layout, match_fixture_tear_down);
  return g_test_run ();
}
