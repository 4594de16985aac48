/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-go-to"
#include "config.h"

#include <adwaita.h>

#include "billing/tie-document-actions.h"
#include "model/tie-contact.h"
#include "shell-fixture.h"
#include "store/tie-record-table.h"
#include "ui/tie-billing-page.h"
#include "ui/tie-contacts-page.h"

#define NUMBER "A-77"

static gboolean
add_invoice_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new ("invoice", "2025-11-03");
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, tie_record_get_id (contacts->pdata[0]));
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NUMBER, NUMBER);
  tie_record_set_text (line, TIE_LINE_TEXT, "Review");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 45000);
  return tie_document_save (db, sheet, NULL, error);
}

static void
set_up (ShellFixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  match_fixture_set_up (&fixture->base, data);
  match_fixture_add_contacts (&fixture->base, (const char *const[]){ "Abacus Dental LLC", NULL });
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, add_invoice_cb, NULL, &error);
  g_assert_no_error (error);
  shell_fixture_open (fixture);
}

static GtkWidget *
find_child (GtkWidget *root,
            GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Go To is what stands before the shell. */
static GtkWidget *
find_part (ShellFixture *fixture,
           GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (fixture->shell))
        return find_child (link->data, type);
    }
  return NULL;
}

static gboolean
offers_first (ShellFixture *fixture,
              const char *words)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_part (fixture, GTK_TYPE_LIST_BOX)), 0);

  return row != NULL && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (find_child (GTK_WIDGET (row), GTK_TYPE_LABEL))), words);
}

/* Who types on and presses Enter at once gets what was typed, not what the first letter had offered. */
static void
test_fast (ShellFixture *fixture,
           gconstpointer data)
{
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.go-to", NULL);
  entry = find_part (fixture, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "a");
  wait_until (offers_first (fixture, "Abacus Dental LLC"));
  gtk_editable_set_text (GTK_EDITABLE (entry), NUMBER);
  g_signal_emit_by_name (entry, "activate");
  wait_until (find_part (fixture, GTK_TYPE_SEARCH_ENTRY) == NULL);
  g_assert_true (TIE_IS_BILLING_PAGE (tie_shell_get_visible_page (fixture->shell)));
}

/* Enter for a number that nobody has opens nothing, and what is typed then is looked for as before. */
static void
test_nothing (ShellFixture *fixture,
              gconstpointer data)
{
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (fixture->shell), "win.go-to", NULL);
  entry = find_part (fixture, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "A-7799");
  g_signal_emit_by_name (entry, "activate");
  gtk_editable_set_text (GTK_EDITABLE (entry), "abacus");
  wait_until (offers_first (fixture, "Abacus Dental LLC"));
  g_signal_emit_by_name (entry, "activate");
  wait_until (find_part (fixture, GTK_TYPE_SEARCH_ENTRY) == NULL);
  g_assert_true (TIE_IS_CONTACTS_PAGE (tie_shell_get_visible_page (fixture->shell)));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/ui/go-to/fast", ShellFixture, NULL, set_up, test_fast, shell_fixture_tear_down);
  g_test_add ("/ui/go-to/nothing", ShellFixture, NULL, set_up, test_nothing, shell_fixture_tear_down);

  return g_test_run ();
}
