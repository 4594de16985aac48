/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "model/tie-project.h"
#include "model/tie-tax-code.h"
#include "model/tie-term.h"
#include "store/tie-record-table.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-document-editor-private.h"

static void
set_text (TieDocumentEditor *self,
          guint field,
          const char *text)
{
  tie_record_set_text (tie_document_editor_get_record (self), field, text);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

static void
show_due (TieDocumentEditor *self)
{
  tie_editor_set_is_showing (TIE_EDITOR (self), TRUE);
  tie_picker_set_id (self->terms_picker, tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_TERMS));
  tie_date_entry_set_date (self->due_entry, tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_DUE));
  tie_editor_set_is_showing (TIE_EDITOR (self), FALSE);
}

static void
terms_changed_cb (TieDocumentEditor *self)
{
  const char *id = tie_picker_get_id (self->terms_picker);

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  tie_document_sheet_set_terms (self->sheet, id != NULL ? g_hash_table_lookup (self->view->terms, id) : NULL);
  show_due (self);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

typedef struct
{
  char *id;    /* (owned) */
  char *terms; /* (owned) (nullable) */
} ContactData;

static void
contact_data_free (ContactData *data)
{
  g_free (data->id);
  g_free (data->terms);
  g_free (data);
}

static gboolean
read_contact (TieDb *db,
              gpointer user_data,
              GError **error)
{
  ContactData *data = user_data;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, data->id, error);

  if (contact == NULL)
    return FALSE;
  data->terms = tie_text_fold (tie_record_get_text (contact, TIE_CONTACT_TERMS));
  return TRUE;
}

static TieTerm *
find_terms (TieDocumentEditor *self,
            const char *folded)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->view->terms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autofree char *name = tie_text_fold (tie_record_get_name (value));

      if (g_str_equal (name, folded))
        return value;
    }
  return NULL;
}

/* What was agreed with the contact, where nothing else was chosen meanwhile. */
static void
contact_read_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer user_data)
{
  g_autoptr (TieDocumentEditor) self = TIE_DOCUMENT_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  const ContactData *data = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieRecord *document = tie_document_editor_get_record (self);
  TieTerm *terms;

  if (data == NULL || g_cancellable_is_cancelled (tie_editor_get_gone (TIE_EDITOR (self))))
    return; /* deleted meanwhile: saving says so */
  terms = find_terms (self, data->terms);
  if (terms == NULL || tie_record_get_text (document, TIE_DOCUMENT_TERMS) != NULL
      || g_strcmp0 (tie_record_get_text (document, TIE_DOCUMENT_CONTACT), data->id) != 0)
    return;
  tie_document_sheet_set_terms (self->sheet, terms);
  show_due (self);
  tie_editor_update (TIE_EDITOR (self));
}

static void
contact_changed_cb (TieDocumentEditor *self)
{
  const char *contact = tie_picker_get_id (self->contact_picker);
  const TiePickItem *project = tie_picker_get_item (self->project_picker);

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  tie_picker_set_owner (self->project_picker, contact);
  if (project != NULL && g_strcmp0 (project->owner, contact) != 0)
    tie_picker_set_id (self->project_picker, NULL);
  set_text (self, TIE_DOCUMENT_CONTACT, contact);
  if (contact != NULL && tie_editor_get_id (TIE_EDITOR (self)) == NULL)
    {
      ContactData *data = g_new0 (ContactData, 1);

      data->id = g_strdup (contact);
      tie_store_run_async (tie_session_get_store (tie_editor_get_session (TIE_EDITOR (self))), TIE_STORE_READ, read_contact, data, (GDestroyNotify) contact_data_free,
                           tie_editor_get_gone (TIE_EDITOR (self)), contact_read_cb, g_object_ref (self));
    }
}

static void
project_changed_cb (TieDocumentEditor *self)
{
  const TiePickItem *project = tie_picker_get_item (self->project_picker);

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  set_text (self, TIE_DOCUMENT_PROJECT, tie_picker_get_id (self->project_picker));
  if (project != NULL && tie_picker_get_id (self->contact_picker) == NULL)
    tie_picker_set_id (self->contact_picker, project->owner);
}

static void
date_changed_cb (TieDocumentEditor *self)
{
  const char *terms;

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  set_text (self, TIE_DOCUMENT_DATE, tie_date_entry_get_date (self->date_entry));
  terms = tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_TERMS);
  if (terms != NULL && g_hash_table_contains (self->view->terms, terms))
    {
      tie_document_sheet_set_terms (self->sheet, g_hash_table_lookup (self->view->terms, terms));
      show_due (self);
    }
}

static void
due_changed_cb (TieDocumentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_DOCUMENT_DUE, tie_date_entry_get_date (self->due_entry));
}

static void
number_changed_cb (TieDocumentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_DOCUMENT_NUMBER, tie_text_entry_get_text (self->number_entry));
}

static void
reference_changed_cb (TieDocumentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_DOCUMENT_REFERENCE, tie_text_entry_get_text (self->reference_entry));
}

static void
message_commit_cb (TieDocumentEditor *self,
                   const char *text)
{
  g_autofree char *cleaned = tie_text_clean_lines (text);

  set_text (self, TIE_DOCUMENT_TEXT, cleaned);
  tie_field_row_set_text (self->message_row, cleaned);
}

static void
notes_commit_cb (TieDocumentEditor *self,
                 const char *text)
{
  g_autofree char *cleaned = tie_text_clean_lines (text);

  set_text (self, TIE_DOCUMENT_NOTES, cleaned);
  tie_field_row_set_text (self->notes_row, cleaned);
}

static void
amount_changed_cb (TieDocumentEditor *self)
{
  TieRecord *document;

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  document = tie_document_editor_get_record (self);
  tie_record_set_integer (document, TIE_DOCUMENT_DISCOUNT, tie_amount_entry_get_value (self->discount_entry));
  tie_record_set_integer (document, TIE_DOCUMENT_FREIGHT, tie_amount_entry_get_value (self->freight_entry));
  tie_record_set_text (document, TIE_DOCUMENT_TAX_CODE, tie_picker_get_id (self->freight_tax_picker));
  tie_document_editor_compute (self);
}

/* A switch of a document that lies in the file as it is shown acts at once; among other edits it is one of them. */
static void
switch_changed (TieDocumentEditor *self,
                guint field,
                gboolean is_set,
                TieBillingVerb verb)
{
  const char *const ids[] = { tie_editor_get_id (TIE_EDITOR (self)), NULL };

  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  if (tie_editor_get_id (TIE_EDITOR (self)) != NULL && !tie_editor_is_edited (TIE_EDITOR (self)))
    tie_billing_verb_run (GTK_WIDGET (self), tie_editor_get_session (TIE_EDITOR (self)), verb, ids);
  else
    {
      tie_record_set_integer (tie_document_editor_get_record (self), field, is_set);
      tie_editor_set_problem (TIE_EDITOR (self), NULL);
    }
}

static void
sent_changed_cb (TieDocumentEditor *self)
{
  gboolean is_sent = gtk_switch_get_active (self->sent_switch);

  switch_changed (self, TIE_DOCUMENT_IS_SENT, is_sent, is_sent ? tie_billing_verb_mark_sent : tie_billing_verb_mark_not_sent);
}

static void
sync_changed_cb (TieDocumentEditor *self)
{
  gboolean is_marked = gtk_switch_get_active (self->sync_switch);

  switch_changed (self, TIE_DOCUMENT_DO_NOT_SEND, !is_marked, is_marked ? tie_billing_verb_send_after_all : tie_billing_verb_do_not_send);
}

/* Enter goes on to the next field, as it does in the lines. */
static void
activate_cb (TieDocumentEditor *self)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->tabs), GTK_DIR_TAB_FORWARD);
}

static void
connect (TieDocumentEditor *self,
         gpointer field,
         const char *name,
         const char *signal,
         void (*func) (TieDocumentEditor *self))
{
  if (TIE_IS_TYPED_ENTRY (field))
    {
      tie_typed_entry_set_accessible_name (field, name);
      g_signal_connect_swapped (field, "activate", G_CALLBACK (activate_cb), self);
    }
  g_signal_connect_swapped (field, signal, G_CALLBACK (func), self);
}

static void
set_list (TieDocumentEditor *self,
          TiePicker *picker,
          GType type,
          int width)
{
  tie_picker_set_list (picker, tie_session_get_pick_list (tie_editor_get_session (TIE_EDITOR (self)), type, G_TYPE_INVALID));
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (picker))), width);
}

void
tie_document_editor_connect_fields (TieDocumentEditor *self)
{
  gboolean is_supplier = tie_editor_get_kind (TIE_EDITOR (self)) == &tie_billing_supplier_invoices;

  set_list (self, self->contact_picker, TIE_TYPE_CONTACT, 22);
  tie_picker_set_owner (self->contact_picker, is_supplier ? TIE_PICK_SUPPLIER : TIE_PICK_CLIENT);
  set_list (self, self->project_picker, TIE_TYPE_PROJECT, 22);
  set_list (self, self->terms_picker, TIE_TYPE_TERM, 10);
  set_list (self, self->freight_tax_picker, TIE_TYPE_TAX_CODE, 9);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->number_entry))), 10);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->reference_entry))), 12);
  tie_date_entry_set_required (self->date_entry, TRUE);
  g_object_set (self->discount_entry, "blank-zero", TRUE, NULL);
  g_object_set (self->freight_entry, "blank-zero", TRUE, NULL);

  connect (self, self->contact_picker, is_supplier ? _ ("Supplier") : _ ("Contact"), "notify::id", contact_changed_cb);
  connect (self, self->project_picker, _ ("Project"), "notify::id", project_changed_cb);
  connect (self, self->date_entry, _ ("Date"), "notify::date", date_changed_cb);
  connect (self, self->terms_picker, _ ("Terms"), "notify::id", terms_changed_cb);
  connect (self, self->due_entry, _ ("Due"), "notify::date", due_changed_cb);
  connect (self, self->number_entry, is_supplier ? _ ("Their number") : _ ("Number"), "notify::text", number_changed_cb);
  connect (self, self->reference_entry, _ ("Reference"), "notify::text", reference_changed_cb);
  connect (self, self->discount_entry, _ ("Discount"), "notify::value", amount_changed_cb);
  connect (self, self->freight_entry, _ ("Freight"), "notify::value", amount_changed_cb);
  connect (self, self->freight_tax_picker, _ ("Tax on freight"), "notify::id", amount_changed_cb);
  connect (self, self->sent_switch, NULL, "notify::active", sent_changed_cb);
  connect (self, self->sync_switch, NULL, "notify::active", sync_changed_cb);
  g_signal_connect_swapped (self->message_row, "commit", G_CALLBACK (message_commit_cb), self);
  g_signal_connect_swapped (self->notes_row, "commit", G_CALLBACK (notes_commit_cb), self);
}

gboolean
tie_document_editor_commit_fields (TieEditor *editor)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);
  TieTypedEntry *const entries[] = {
    TIE_TYPED_ENTRY (self->contact_picker), TIE_TYPED_ENTRY (self->project_picker), TIE_TYPED_ENTRY (self->number_entry),
    TIE_TYPED_ENTRY (self->date_entry), TIE_TYPED_ENTRY (self->terms_picker), TIE_TYPED_ENTRY (self->due_entry),
    TIE_TYPED_ENTRY (self->reference_entry), TIE_TYPED_ENTRY (self->discount_entry), TIE_TYPED_ENTRY (self->freight_entry),
    TIE_TYPED_ENTRY (self->freight_tax_picker),
  };

  if (!tie_editor_commit_entries (editor, entries, G_N_ELEMENTS (entries)))
    {
      gtk_stack_set_visible_child_name (self->tabs, "document");
      return FALSE;
    }
  tie_field_row_commit (self->message_row);
  tie_field_row_commit (self->notes_row);
  return tie_line_table_commit (self->lines) && tie_distribution_pane_commit (self->distribution);
}
