/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "billing/tie-document-actions.h"
#include "billing/tie-payment-actions.h"
#include "match-fixture.h"
#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-contact.h"
#include "model/tie-tax-code.h"
#include "store/tie-document-table.h"
#include "store/tie-export-table.h"
#include "store/tie-record-table.h"
#include "store/tie-undo.h"
#include "ui/tie-billing-page.h"
#include "ui/tie-document-editor-private.h"
#include "ui/tie-document-rows.h"
#include "ui/tie-field-row.h"
#include "ui/tie-page.h"
#include "ui/tie-payment-editor-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"

typedef struct
{
  char *folder;
  TieStore *store;
  TieSession *session;
  GtkWidget *window;
  GtkWidget *line;
  GtkWidget *page;
} Fixture;

static gboolean
save_record (TieDb *db,
             GType type,
             const char *id,
             const guint *fields,
             const char *const *texts,
             GError **error)
{
  g_autoptr (TieRecord) record = tie_record_new (type, id);

  for (guint i = 0; fields[i] != 0; i++)
    tie_record_set_text (record, fields[i], texts[i]);
  if (type == TIE_TYPE_TAX_CODE)
    tie_record_set_integer (record, TIE_TAX_CODE_RATE, 100000);
  if (type == TIE_TYPE_WORK_CODE)
    tie_record_set_integer (record, TIE_CODE_RATE, 1500000);
  return tie_record_table_save (db, record, error);
}

#define SAVE(type, id, fields, ...) save_record (db, type, id, (const guint[]) { fields, 0 }, (const char *const[]) { __VA_ARGS__ }, error)
#define TWO(a, b) a, b
#define THREE(a, b, c) a, b, c

static gboolean
fill_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  g_autoptr (TieRecord) supplier = tie_record_new (TIE_TYPE_CONTACT_TYPE, "supplier");

  tie_record_set_text (supplier, TIE_CONTACT_TYPE_NAME, "Supplier");
  tie_record_set_integer (supplier, TIE_CONTACT_TYPE_IS_SUPPLIER, TRUE);
  return SAVE (TIE_TYPE_CONTACT_TYPE, "client", TIE_CONTACT_TYPE_NAME, "Client")
         && tie_record_table_save (db, supplier, error)
         && SAVE (TIE_TYPE_CONTACT, "paper", TWO (TIE_CONTACT_NAME, TIE_CONTACT_TYPE_ID), "Abacus Paper", "supplier")
         && SAVE (TIE_TYPE_CONTACT, "abacus", TWO (TIE_CONTACT_NAME, TIE_CONTACT_TYPE_ID), "Abacus Dental", "client")
         && SAVE (TIE_TYPE_CONTACT, "zephyr", TWO (TIE_CONTACT_NAME, TIE_CONTACT_TYPE_ID), "Zephyr Bikes", "client")
         && SAVE (TIE_TYPE_TAX_CODE, "ten", TIE_TAX_CODE_NAME, "TEN")
         && SAVE (TIE_TYPE_WORK_CODE, "tax", THREE (TIE_CODE_CODE, TIE_CODE_DESCRIPTION, TIE_CODE_TAX_CODE), "TAX-1040", "Individual return", "ten");
}

static void
run (Fixture *fixture,
     TieStoreFunc func,
     gpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, func, data, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer kind)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->folder = g_dir_make_tmp ("tie-billing-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "practice.tieout", NULL);
  fixture->store = tie_store_open (path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
  run (fixture, fill_func, NULL);
  fixture->session = tie_session_new (fixture->store, FALSE, NULL);
  fixture->window = gtk_window_new ();
  fixture->line = tie_status_line_new ();
  fixture->page = tie_billing_page_new (fixture->session, kind);
  gtk_widget_set_vexpand (fixture->page, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), fixture->line);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 700);
  tie_undo_control_attach (GTK_WINDOW (fixture->window), fixture->store, "window");
  gtk_window_present (GTK_WINDOW (fixture->window));
  match_fixture_turn ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer kind)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->page), (gpointer *) &fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (fixture->page == NULL);
  g_object_unref (fixture->session);
  tie_store_close (fixture->store);
  g_object_unref (fixture->store);
  g_free (fixture->folder);
}

static const char *
get_said (Fixture *fixture)
{
  const char *said = tie_status_line_get_sentence (TIE_STATUS_LINE (fixture->line));

  return said != NULL ? said : "";
}

static void
type (gpointer field,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (field)), text);
  g_assert_true (tie_typed_entry_commit (field));
}

static GtkWindow *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    {
      if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_visible (link->data))
        return link->data;
    }
  return NULL;
}

/* Answers the question that is asked. */
static void
answer (const char *heading,
        const char *response)
{
  GtkWindow *dialog;

  wait_until (find_dialog () != NULL);
  dialog = find_dialog ();
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, heading);
  g_object_ref (dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog); /* a button does both */
  g_object_unref (dialog);
}

static GtkWidget *
get_cell (TieDocumentEditor *editor,
          guint line,
          TieLineCell cell)
{
  return tie_line_row_get_cell (tie_line_table_get_row (editor->lines, line), cell);
}

static void
do_action (gpointer widget,
           const char *action)
{
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
}

/* What Ctrl+Z of the window does. */
static gboolean
undo_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, "window", FALSE, error);
  g_autofree char *message = NULL;
  guint kept;

  g_assert_nonnull (step);
  return tie_undo_apply (db, step->id, FALSE, &kept, &message, error);
}

/* A new document with its contact; lists of the fields are read. */
static TieDocumentEditor *
create_document (Fixture *fixture)
{
  TieDocumentEditor *editor;

  tie_page_create (TIE_PAGE (fixture->page));
  editor = TIE_DOCUMENT_EDITOR (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)));
  wait_until (editor->view != NULL);
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_WORK_CODE, TIE_TYPE_EXPENSE_CODE)));
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_ACCOUNT, G_TYPE_INVALID)));
  g_assert_false (tie_editor_is_changed (TIE_EDITOR (editor)));
  type (editor->contact_picker, "abacus");
  return editor;
}

static TieDocumentEditor *
create_invoice (Fixture *fixture)
{
  TieDocumentEditor *editor = create_document (fixture);

  type (get_cell (editor, 0, TIE_LINE_CELL_CODE), "1040");
  do_action (editor, "editor.save");
  wait_until (tie_editor_get_id (TIE_EDITOR (editor)) != NULL && !tie_editor_get_is_saving (TIE_EDITOR (editor)));
  wait_until (!tie_editor_is_edited (TIE_EDITOR (editor)));
  return editor;
}

static void
test_lines (Fixture *fixture,
            gconstpointer kind)
{
  TieDocumentEditor *editor = create_document (fixture);
  TieRecord *document;

  /* A code fills in its text, its rate and its tax. */
  type (get_cell (editor, 0, TIE_LINE_CELL_CODE), "1040");
  g_assert_cmpstr (tie_text_entry_get_text (TIE_TEXT_ENTRY (get_cell (editor, 0, TIE_LINE_CELL_TEXT))), ==, "Individual return");
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (get_cell (editor, 0, TIE_LINE_CELL_AMOUNT))), ==, 15000);
  type (get_cell (editor, 0, TIE_LINE_CELL_QUANTITY), "2");
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (get_cell (editor, 0, TIE_LINE_CELL_AMOUNT))), ==, 30000);
  g_assert_cmpstr (gtk_label_get_label (editor->tax_label), ==, "30.00");

  /* Enter in the last field goes on with a new line, Ctrl+Delete takes one away. */
  g_signal_emit_by_name (get_cell (editor, 0, TIE_LINE_CELL_TAX), "activate");
  g_assert_cmpuint (tie_line_table_get_n_lines (editor->lines), ==, 2);
  type (get_cell (editor, 1, TIE_LINE_CELL_TEXT), "Certified mail");
  type (get_cell (editor, 1, TIE_LINE_CELL_AMOUNT), "9.85");
  g_assert_cmpstr (gtk_label_get_label (editor->total_label), ==, "339.85");
  tie_line_table_add_line (editor->lines);
  g_signal_emit_by_name (tie_line_table_get_row (editor->lines, 2), "remove");
  g_assert_cmpuint (tie_line_table_get_n_lines (editor->lines), ==, 2);
  type (editor->discount_entry, "9.85");
  type (editor->freight_entry, "5");

  do_action (editor, "editor.save");
  wait_until (tie_editor_get_id (TIE_EDITOR (editor)) != NULL);
  document = tie_document_editor_get_record (editor);
  g_assert_cmpstr (tie_record_get_text (document, TIE_DOCUMENT_NUMBER), ==, "INV-1001");
  g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_SUBTOTAL), ==, 30985);
  g_assert_cmpstr (get_said (fixture), ==, "INV-1001 created");
  g_assert_cmpstr (gtk_label_get_label (editor->title_label), ==, "INV-1001  Abacus Dental");
  g_assert_cmpstr (tie_stage_get_sentence (editor->stage), ==, "Stage 1 of 4: Invoiced");
  g_assert_false (tie_editor_is_changed (TIE_EDITOR (editor)));
}

static void
test_blank_text (Fixture *fixture,
                 gconstpointer kind)
{
  TieDocumentEditor *editor = create_document (fixture);
  GtkWidget *text;

  tie_line_table_add_line (editor->lines); /* the empty one before it is no line */
  type (get_cell (editor, 1, TIE_LINE_CELL_AMOUNT), "12");
  do_action (editor, "editor.save");
  wait_until (tie_editor_get_problem (TIE_EDITOR (editor)) != NULL);
  text = get_cell (editor, 1, TIE_LINE_CELL_TEXT);
  g_assert_cmpstr (tie_typed_entry_get_error (TIE_TYPED_ENTRY (text)), ==, "Line 1 has no text.");
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (text)), text));
  g_assert_true (tie_banner_get_revealed (editor->banner));
  g_assert_null (tie_editor_get_id (TIE_EDITOR (editor)));
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (get_cell (editor, 1, TIE_LINE_CELL_AMOUNT))), ==, 1200);

  type (text, "Copies");
  g_assert_false (tie_banner_get_revealed (editor->banner));
  do_action (editor, "editor.save");
  wait_until (tie_editor_get_id (TIE_EDITOR (editor)) != NULL);

  /* What cannot be read is not passed over. */
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (get_cell (editor, 0, TIE_LINE_CELL_RATE)))), "1.234,50");
  g_assert_true (tie_editor_is_changed (TIE_EDITOR (editor)));
  do_action (editor, "editor.back");
  answer ("Save Changes to INV-1001?", "save");
  match_fixture_turn ();
  g_assert_true (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)) == GTK_WIDGET (editor));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (editor))), get_cell (editor, 0, TIE_LINE_CELL_RATE)));
}

static gboolean
rename_func (TieDb *db,
             gpointer user_data,
             GError **error)
{
  const char *id = user_data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, id, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_REFERENCE, "Theirs");
  return tie_document_save (db, sheet, NULL, error);
}

static void
test_meanwhile (Fixture *fixture,
                gconstpointer kind)
{
  TieDocumentEditor *editor = create_invoice (fixture);

  /* Nothing of one's own: the other version is shown. */
  run (fixture, rename_func, (gpointer) tie_editor_get_id (TIE_EDITOR (editor)));
  wait_until (g_str_equal (tie_text_entry_get_text (editor->reference_entry), "Theirs"));
}

static gboolean
send_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  const char *const ids[] = { user_data, NULL };

  return tie_document_set_sent (db, ids, TRUE, NULL, error);
}

static void
test_stale (Fixture *fixture,
            gconstpointer kind)
{
  TieDocumentEditor *editor = create_invoice (fixture);

  type (editor->reference_entry, "Mine");
  run (fixture, send_func, (gpointer) tie_editor_get_id (TIE_EDITOR (editor)));
  wait_until (tie_editor_get_is_stale (TIE_EDITOR (editor)));
  g_assert_cmpstr (tie_banner_get_title (editor->banner), ==, "INV-1001 was changed meanwhile by another window.");
  g_assert_cmpstr (tie_text_entry_get_text (editor->reference_entry), ==, "Mine");

  /* Saving over it is refused, and what was typed stays. */
  do_action (editor, "editor.save");
  wait_until (!tie_editor_get_is_saving (TIE_EDITOR (editor)));
  g_assert_true (tie_editor_get_is_stale (TIE_EDITOR (editor)));
  g_assert_cmpstr (tie_text_entry_get_text (editor->reference_entry), ==, "Mine");

  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (editor->banner)), ==, "editor.discard");
  do_action (editor, "editor.discard");
  wait_until (editor->view != NULL && !tie_editor_get_is_stale (TIE_EDITOR (editor)));
  g_assert_cmpstr (tie_text_entry_get_text (editor->reference_entry), ==, "");
  g_assert_true (gtk_switch_get_active (editor->sent_switch));
  g_assert_false (tie_typed_entry_get_editable (TIE_TYPED_ENTRY (editor->number_entry))); /* it was sent */
  g_assert_true (gtk_widget_get_visible (editor->lock_image));
}

static void
test_approve (Fixture *fixture,
              gconstpointer kind)
{
  TieDocumentEditor *editor = create_invoice (fixture);

  GtkWidget *account = tie_distribution_pane_get_field (editor->distribution, 1, 2);
  g_autofree char *id = g_strdup (tie_picker_get_id (TIE_PICKER (account)));

  /* The default policy put every part on an account. */
  g_assert_nonnull (id);
  do_action (editor, "doc.distribution");
  type (account, "");
  g_assert_false (gtk_widget_get_sensitive (editor->approve_button));
  g_assert_nonnull (gtk_widget_get_tooltip_text (editor->approve_button));
  tie_picker_set_id (TIE_PICKER (account), id);
  g_assert_true (gtk_widget_get_sensitive (editor->approve_button));
  do_action (editor, "doc.approve");
  wait_until (g_str_equal (tie_stage_get_stage (editor->stage), TIE_DOCUMENT_STAGE_APPROVED));
  g_assert_false (gtk_widget_get_sensitive (editor->approve_button));

  run (fixture, undo_func, NULL);
  wait_until (g_str_equal (tie_stage_get_stage (editor->stage), TIE_DOCUMENT_STAGE_INVOICED));
}

static void
test_undo_new (Fixture *fixture,
               gconstpointer kind)
{
  create_invoice (fixture);
  run (fixture, undo_func, NULL);
  wait_until (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)) == NULL);
}

/* What would be lost is asked about, on whatever way out. */
static void
test_leave (Fixture *fixture,
            gconstpointer kind)
{
  TieBillingPage *page = TIE_BILLING_PAGE (fixture->page);
  TieDocumentEditor *editor = create_invoice (fixture);
  g_autofree char *id = g_strdup (tie_editor_get_id (TIE_EDITOR (editor)));
  GtkWidget *other;

  /* Nothing would be lost: nothing is asked. */
  do_action (editor, "editor.back");
  g_assert_null (tie_billing_page_get_editor (page));
  g_assert_null (find_dialog ());
  tie_page_open (TIE_PAGE (page), id);
  editor = TIE_DOCUMENT_EDITOR (tie_billing_page_get_editor (page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));

  type (editor->reference_entry, "PO 7");
  g_assert_true (tie_page_go_back (TIE_PAGE (page)));
  answer ("Save Changes to INV-1001?", "cancel");
  g_assert_true (tie_billing_page_get_editor (page) == GTK_WIDGET (editor));
  g_assert_cmpstr (tie_text_entry_get_text (editor->reference_entry), ==, "PO 7");

  /* Another record waits for the answer, and comes when this one is in the file. */
  tie_page_create (TIE_PAGE (page));
  answer ("Save Changes to INV-1001?", "save");
  wait_until ((other = tie_billing_page_get_editor (page)) != GTK_WIDGET (editor) && other != NULL);
  g_assert_null (tie_editor_get_id (TIE_EDITOR (other)));
  g_assert_cmpstr (get_said (fixture), ==, "INV-1001 changed");

  /* Of a new one nothing is left; what cannot be saved stays, with the reason. */
  editor = TIE_DOCUMENT_EDITOR (other);
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  type (editor->contact_picker, "abacus");
  tie_page_search (TIE_PAGE (page));
  answer ("Save the New Invoice?", "save");
  wait_until (tie_editor_get_problem (TIE_EDITOR (editor)) != NULL);
  g_assert_true (tie_billing_page_get_editor (page) == GTK_WIDGET (editor));
  do_action (editor, "editor.back");
  answer ("Save the New Invoice?", "discard");
  g_assert_null (tie_billing_page_get_editor (page));

  /* Back in the list while a save is under way waits for it. */
  tie_page_open (TIE_PAGE (page), id);
  editor = TIE_DOCUMENT_EDITOR (tie_billing_page_get_editor (page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  g_assert_cmpstr (tie_text_entry_get_text (editor->reference_entry), ==, "PO 7");
  type (editor->reference_entry, "PO 8");
  do_action (editor, "editor.save");
  do_action (editor, "editor.back");
  g_assert_null (find_dialog ());
  wait_until (tie_billing_page_get_editor (page) == NULL);

  /* What is still being typed can be saved as it stands, and taken back. */
  tie_page_open (TIE_PAGE (page), id);
  editor = TIE_DOCUMENT_EDITOR (tie_billing_page_get_editor (page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  g_assert_false (gtk_widget_is_sensitive (editor->save_button));
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (editor->reference_entry))), "PO 9");
  g_assert_true (gtk_widget_is_sensitive (editor->save_button));
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (editor->reference_entry))), "PO 8");
  g_assert_false (gtk_widget_is_sensitive (editor->save_button));
  gtk_editable_set_text (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (editor->freight_entry))), "25");
  do_action (editor, "editor.save");
  wait_until (tie_record_get_integer (tie_document_editor_get_record (editor), TIE_DOCUMENT_FREIGHT) == 2500 && !tie_editor_is_edited (TIE_EDITOR (editor)));
  g_assert_false (gtk_widget_is_sensitive (editor->save_button));
}

/* A payment asks in its own words, and shows the file's again once its changes are discarded. */
static void
test_leave_payment (Fixture *fixture,
                    gconstpointer kind)
{
  TieBillingPage *page = TIE_BILLING_PAGE (fixture->page);
  TiePaymentEditor *editor;

  tie_page_create (TIE_PAGE (page));
  editor = TIE_PAYMENT_EDITOR (tie_billing_page_get_editor (page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  type (editor->contact_picker, "abacus");
  type (editor->amount_entry, "80");
  do_action (editor, "editor.back");
  answer ("Save the New Payment?", "save");
  wait_until (tie_billing_page_get_editor (page) == NULL);
  g_assert_cmpstr (get_said (fixture), ==, "PAY-1001 recorded");
}

static gboolean
invoice_func (TieDb *db,
              gpointer user_data,
              GError **error)
{
  static const char *const dates[] = { "2026-03-01", "2026-01-01" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, dates[i]);
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, "abacus");
      tie_record_set_text (line, TIE_LINE_TEXT, "Work");
      tie_record_set_integer (line, TIE_LINE_AMOUNT, 10000);
      if (!tie_document_save (db, sheet, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_payment (Fixture *fixture,
              gconstpointer kind)
{
  TiePaymentEditor *editor;

  run (fixture, invoice_func, NULL);
  tie_page_create (TIE_PAGE (fixture->page));
  editor = TIE_PAYMENT_EDITOR (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)));
  wait_until (editor->view != NULL);
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  type (editor->contact_picker, "abacus");
  wait_until (tie_applied_table_get_n_items (editor->applied) == 2);

  /* The oldest first, by itself … */
  type (editor->amount_entry, "150");
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (tie_applied_table_get_entry (editor->applied, 0))), ==, 10000);
  g_assert_cmpint (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (tie_applied_table_get_entry (editor->applied, 1))), ==, 5000);
  g_assert_cmpstr (gtk_label_get_label (editor->unapplied_label), ==, "Unapplied 0.00");

  /* … until somebody types what it pays. */
  type (tie_applied_table_get_entry (editor->applied, 1), "20");
  type (editor->amount_entry, "130");
  g_assert_cmpstr (gtk_label_get_label (editor->unapplied_label), ==, "Unapplied 10.00");
  type (tie_applied_table_get_entry (editor->applied, 0), "120"); /* more than is open */
  do_action (editor, "editor.save");
  wait_until (tie_editor_get_problem (TIE_EDITOR (editor)) != NULL);
  g_assert_null (tie_editor_get_id (TIE_EDITOR (editor)));
  type (tie_applied_table_get_entry (editor->applied, 0), "100");
  do_action (editor, "editor.save");
  wait_until (tie_editor_get_id (TIE_EDITOR (editor)) != NULL);
  g_assert_cmpstr (get_said (fixture), ==, "PAY-1001 recorded");
}

static gboolean
credit_func (TieDb *db,
             gpointer user_data,
             GError **error)
{
  char **id = user_data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_CREDIT, "2026-03-01");
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_CONTACT, "abacus");
  tie_record_set_text (line, TIE_LINE_TEXT, "Charged twice");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 10000);
  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  *id = g_strdup (tie_record_get_id (TIE_RECORD (sheet->document)));
  return TRUE;
}

static const char *
get_kind_shown (TiePaymentEditor *editor)
{
  GtkStringObject *kind = gtk_drop_down_get_selected_item (editor->kind_drop_down);

  return kind != NULL ? gtk_string_object_get_string (kind) : NULL;
}

/* Of a credit note: it says what it is, and what goes back is what is open. */
static void
test_refund (Fixture *fixture,
             gconstpointer kind)
{
  g_autofree char *credit = NULL;
  GtkWidget *window = gtk_window_new ();
  TiePaymentEditor *editor;

  run (fixture, credit_func, &credit);
  editor = TIE_PAYMENT_EDITOR (tie_payment_editor_new (fixture->session, NULL, credit));
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (editor));
  gtk_window_present (GTK_WINDOW (window));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  g_assert_cmpstr (get_kind_shown (editor), ==, "Refund to a client");
  wait_until (g_str_equal (gtk_label_get_label (editor->title_label), "New Refund  Abacus Dental"));
  g_assert_cmpint (tie_amount_entry_get_value (editor->amount_entry), ==, 10000);
  g_assert_cmpstr (gtk_label_get_label (editor->unapplied_label), ==, "Unapplied 0.00");

  do_action (editor, "editor.save");
  wait_until (tie_editor_get_id (TIE_EDITOR (editor)) != NULL && !tie_editor_get_is_saving (TIE_EDITOR (editor)));
  wait_until (g_str_equal (gtk_label_get_label (editor->title_label), "PAY-1001  Abacus Dental"));
  g_assert_cmpstr (get_kind_shown (editor), ==, "Refund to a client");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (editor->kind_drop_down)));
  gtk_window_destroy (GTK_WINDOW (window));
  match_fixture_turn ();
}

static void
test_credit_note (Fixture *fixture,
                  gconstpointer kind)
{
  TieDocumentEditor *editor;

  run (fixture, invoice_func, NULL);
  editor = create_invoice (fixture); /* a credit note of 165.00 */
  wait_until (editor->view->items != NULL && tie_applied_table_get_n_items (editor->applied) == 2);
  g_assert_cmpstr (gtk_label_get_label (editor->open_label), ==, "165.00");
  type (tie_applied_table_get_entry (editor->applied, 0), "60");
  wait_until (g_str_equal (gtk_label_get_label (editor->open_label), "105.00"));
  type (tie_applied_table_get_entry (editor->applied, 1), "1000"); /* more than it has */
  wait_until (tie_amount_entry_get_value (TIE_AMOUNT_ENTRY (tie_applied_table_get_entry (editor->applied, 1))) == 0);
  g_assert_cmpstr (gtk_label_get_label (editor->open_label), ==, "105.00");
}

/* Clients are billed and pay; suppliers bill and are paid. */
static void
test_suppliers (Fixture *fixture,
                gconstpointer kind)
{
  const char *owner = kind == &tie_billing_supplier_invoices ? "paper" : "abacus";
  TiePicker *picker;
  GtkWidget *editor;

  tie_page_create (TIE_PAGE (fixture->page));
  editor = tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  wait_until (tie_pick_list_get_is_loaded (tie_session_get_pick_list (fixture->session, TIE_TYPE_CONTACT, G_TYPE_INVALID)));
  picker = kind == &tie_billing_payments ? TIE_PAYMENT_EDITOR (editor)->contact_picker : TIE_DOCUMENT_EDITOR (editor)->contact_picker;
  type (picker, "abacus"); /* only one answers */
  g_assert_cmpstr (tie_picker_get_id (picker), ==, owner);
  if (kind != &tie_billing_payments)
    return;
  gtk_drop_down_set_selected (TIE_PAYMENT_EDITOR (editor)->kind_drop_down, 1); /* made */
  g_assert_null (tie_picker_get_id (picker));
  type (picker, "abacus");
  g_assert_cmpstr (tie_picker_get_id (picker), ==, "paper");
}

static void
test_filters (void)
{
  static const struct
  {
    gint64 stage;
    gboolean is_sent, do_not_send, is_void, is_linked;
    guint shown; /* one bit for each filter */
  } cases[] = {
#define BIT(show) (1u << TIE_DOCUMENTS_##show)
    { 0, FALSE, FALSE, FALSE, TRUE, BIT (ALL) | BIT (DRAFT) | BIT (TO_SEND) | BIT (TO_APPROVE) },
    { 0, TRUE, FALSE, FALSE, FALSE, BIT (ALL) | BIT (TO_APPROVE) | BIT (BLOCKED) },
    { 1, FALSE, FALSE, FALSE, TRUE, BIT (ALL) | BIT (TO_SEND) },
    { 1, TRUE, FALSE, FALSE, TRUE, BIT (ALL) | BIT (READY) },
    { 1, TRUE, TRUE, FALSE, TRUE, BIT (ALL) },
    { 1, TRUE, FALSE, FALSE, FALSE, BIT (ALL) | BIT (BLOCKED) },
    { 2, TRUE, FALSE, FALSE, TRUE, BIT (ALL) | BIT (EXPORTED) },
    { 3, TRUE, FALSE, FALSE, TRUE, BIT (ALL) | BIT (POSTED) },
    { 0, FALSE, FALSE, TRUE, TRUE, BIT (ALL) },
#undef BIT
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TieListRow) row = tie_list_row_new ("id", TIE_DOCUMENT_ROW_N_TEXTS, TIE_DOCUMENT_ROW_N_NUMBERS);
      guint shown = 0;

      tie_list_row_set_number (row, TIE_DOCUMENT_ROW_STAGE_NUMBER, cases[i].stage);
      tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_SENT, cases[i].is_sent);
      tie_list_row_set_number (row, TIE_DOCUMENT_ROW_DO_NOT_SEND, cases[i].do_not_send);
      tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_VOID, cases[i].is_void);
      tie_list_row_set_number (row, TIE_DOCUMENT_ROW_IS_LINKED, cases[i].is_linked);
      for (TieDocumentsShow show = TIE_DOCUMENTS_ALL; show <= TIE_DOCUMENTS_BLOCKED; show++)
        shown |= (guint) tie_document_rows_shows (row, show) << show;
      g_test_message ("case %u", i);
      g_assert_cmphex (shown, ==, cases[i].shown);
    }
}

/* Each kind's page is built, makes a new record, and goes. */
static void
test_pages (Fixture *fixture,
            gconstpointer kind)
{
  tie_page_create (TIE_PAGE (fixture->page));
  match_fixture_turn ();
  g_assert_nonnull (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)));
  do_action (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)), "editor.back");
  wait_until (tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page)) == NULL);
}

static gboolean
export_func (TieDb *db,
             gpointer data,
             GError **error)
{
  const char *id = data;
  TieExportBatch batch = { .target = (char *) "iif", .kind = TIE_EXPORT_INVOICES, .file = (char *) "out.iif", .sha256 = (char *) "" };
  gboolean done = tie_export_table_begin (db, &batch, error) && tie_export_table_add_item (db, batch.id, id, "approved", "other", error) &&
                  tie_document_table_set_stage (db, id, TIE_DOCUMENT_STAGE_EXPORTED, error);

  g_free (batch.id);
  g_free (batch.moment);
  g_free (batch.person);
  return done;
}

/* Exported to a file, and not what it was then: the editor says so and leads on. */
static void
test_changed (Fixture *fixture,
              gconstpointer kind)
{
  TieDocumentEditor *editor = create_invoice (fixture);

  g_assert_false (tie_banner_get_revealed (editor->banner));
  run (fixture, export_func, (gpointer) tie_editor_get_id (TIE_EDITOR (editor)));
  wait_until (tie_banner_get_revealed (editor->banner));
  g_assert_cmpstr (tie_banner_get_title (editor->banner), ==, "Changed since export. Export it again before it is posted.");
  g_assert_cmpstr (tie_banner_get_button_label (editor->banner), ==, "Accounting Export");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (editor->banner)), ==, "win.accounting-export");
}

/* Shift+Tab leaves an editor at its first button, and is not led back to where typing begins. */
static void
test_shift_tab (Fixture *fixture,
                gconstpointer kind)
{
  GtkWidget *before = gtk_button_new_with_label ("Before");
  GtkWidget *row = tie_field_row_new ("Field", FALSE);
  GtkWidget *box = gtk_window_get_child (GTK_WINDOW (fixture->window));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *editor, *back;

  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_prepend (GTK_BOX (box), list);
  gtk_box_prepend (GTK_BOX (box), before);
  tie_page_create (TIE_PAGE (fixture->page));
  editor = tie_billing_page_get_editor (TIE_BILLING_PAGE (fixture->page));
  wait_until (tie_editor_get_is_read (TIE_EDITOR (editor)));
  wait_until (!gtk_widget_get_mapped (GTK_WIDGET (gtk_widget_get_template_child (fixture->page, TIE_TYPE_BILLING_PAGE, "pane"))));
  back = kind == &tie_billing_payments ? TIE_PAYMENT_EDITOR (editor)->back_button : TIE_DOCUMENT_EDITOR (editor)->back_button;

  g_assert_true (gtk_widget_grab_focus (back));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), row));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == before);

  /* Tab comes to where typing begins. */
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), row));
  gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), editor));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != back);
}

#define ADD(name, kind, func) g_test_add ("/ui/billing/" name, Fixture, &tie_billing_##kind, set_up, func, tear_down)

int
main (int argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("lines", invoices, test_lines);
  ADD ("blank-text", invoices, test_blank_text);
  ADD ("meanwhile", invoices, test_meanwhile);
  ADD ("stale", invoices, test_stale);
  ADD ("approve", invoices, test_approve);
  ADD ("undo-new", invoices, test_undo_new);
  ADD ("leave", invoices, test_leave);
  ADD ("leave-payment", payments, test_leave_payment);
  ADD ("payment", payments, test_payment);
  ADD ("refund", payments, test_refund);
  ADD ("credit-note", credit_notes, test_credit_note);
  ADD ("suppliers/invoice", invoices, test_suppliers);
  ADD ("suppliers/credit-note", credit_notes, test_suppliers);
  ADD ("suppliers/supplier-invoice", supplier_invoices, test_suppliers);
  ADD ("suppliers/payment", payments, test_suppliers);
  ADD ("changed-since-export", invoices, test_changed);
  ADD ("shift-tab/document", invoices, test_shift_tab);
  ADD ("shift-tab/payment", payments, test_shift_tab);
  ADD ("page/invoices", invoices, test_pages);
  ADD ("page/credit-notes", credit_notes, test_pages);
  ADD ("page/supplier-invoices", supplier_invoices, test_pages);
  ADD ("page/payments", payments, test_pages);
  g_test_add_func ("/ui/billing/filters", test_filters);
  return g_test_run ();
}
