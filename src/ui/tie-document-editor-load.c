/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-typed-date.h"
#include "billing/tie-document-actions.h"
#include "ui/tie-document-editor-private.h"

static void
set_editable (TieDocumentEditor *self,
              gboolean is_editable)
{
  TieSession *session = tie_editor_get_session (TIE_EDITOR (self));
  TieTypedEntry *const entries[] = {
    TIE_TYPED_ENTRY (self->contact_picker), TIE_TYPED_ENTRY (self->project_picker), TIE_TYPED_ENTRY (self->date_entry),
    TIE_TYPED_ENTRY (self->terms_picker), TIE_TYPED_ENTRY (self->due_entry), TIE_TYPED_ENTRY (self->reference_entry),
    TIE_TYPED_ENTRY (self->discount_entry), TIE_TYPED_ENTRY (self->freight_entry), TIE_TYPED_ENTRY (self->freight_tax_picker),
  };
  gboolean is_locked = tie_document_is_number_locked (self->sheet->document);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    tie_typed_entry_set_editable (entries[i], is_editable);
  tie_typed_entry_set_editable (TIE_TYPED_ENTRY (self->number_entry), is_editable && !is_locked);
  gtk_widget_set_visible (self->lock_image, is_locked);
  gtk_widget_set_sensitive (GTK_WIDGET (self->message_row), is_editable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->notes_row), is_editable);
  tie_line_table_set_editable (self->lines, is_editable);
  tie_applied_table_set_editable (self->applied, tie_session_may (session, TIE_RIGHT_BILLING) && tie_record_get_integer (tie_document_editor_get_record (self), TIE_DOCUMENT_IS_VOID) == 0);
  tie_distribution_pane_set_editable (self->distribution, is_editable && tie_session_may (session, TIE_RIGHT_APPROVE));
}

/* The company has numbers of ours that were not made here. */
static void
show_next_number (TieDocumentEditor *self)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->number_hint), self->view->passed_number != NULL);
  if (self->view->passed_number == NULL)
    return;
  /* Translators: the number of a document, the package, a number there */
  words = g_strdup_printf (_ ("Next number %s (%s has %s)"), self->view->next_number, tie_session_get_package (tie_editor_get_session (TIE_EDITOR (self)))->short_name, self->view->passed_number);
  gtk_label_set_label (self->number_hint, words);
}

void
tie_document_editor_show (TieEditor *editor)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);
  TieRecord *document = tie_document_editor_get_record (self);
  GtkEntry *number = tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->number_entry));

  tie_picker_set_id (self->contact_picker, tie_record_get_text (document, TIE_DOCUMENT_CONTACT));
  tie_picker_set_owner (self->project_picker, tie_record_get_text (document, TIE_DOCUMENT_CONTACT));
  tie_picker_set_id (self->project_picker, tie_record_get_text (document, TIE_DOCUMENT_PROJECT));
  tie_date_entry_set_date (self->date_entry, tie_record_get_text (document, TIE_DOCUMENT_DATE));
  tie_picker_set_id (self->terms_picker, tie_record_get_text (document, TIE_DOCUMENT_TERMS));
  tie_date_entry_set_date (self->due_entry, tie_record_get_text (document, TIE_DOCUMENT_DUE));
  tie_text_entry_set_text (self->number_entry, tie_record_get_text (document, TIE_DOCUMENT_NUMBER));
  gtk_entry_set_placeholder_text (number, self->view->next_number);
  show_next_number (self);
  tie_text_entry_set_text (self->reference_entry, tie_record_get_text (document, TIE_DOCUMENT_REFERENCE));
  tie_amount_entry_set_value (self->discount_entry, tie_record_get_integer (document, TIE_DOCUMENT_DISCOUNT));
  tie_amount_entry_set_value (self->freight_entry, tie_record_get_integer (document, TIE_DOCUMENT_FREIGHT));
  tie_picker_set_id (self->freight_tax_picker, tie_record_get_text (document, TIE_DOCUMENT_TAX_CODE));
  tie_field_row_set_text (self->message_row, tie_record_get_text (document, TIE_DOCUMENT_TEXT));
  tie_field_row_set_text (self->notes_row, tie_record_get_text (document, TIE_DOCUMENT_NOTES));
  gtk_switch_set_active (self->sent_switch, tie_record_get_integer (document, TIE_DOCUMENT_IS_SENT) != 0);
  gtk_switch_set_active (self->sync_switch, tie_record_get_integer (document, TIE_DOCUMENT_DO_NOT_SEND) == 0);
  tie_line_table_set_sheet (self->lines, self->sheet, self->view->codes);
  tie_distribution_pane_set_default_policy (self->distribution, self->view->rules != NULL ? self->view->rules->name : NULL);
  tie_distribution_pane_set_sheet (self->distribution, self->sheet);
  set_editable (self, tie_editor_is_editable (editor));
}

/* Whether the file has another document than the one that is being edited. */
static gboolean
differs (TieDocumentEditor *self,
         TieDocumentSheet *fresh)
{
  g_clear_pointer (&fresh->original, tie_document_sheet_free);
  fresh->original = tie_document_sheet_copy (self->sheet->original);
  return tie_document_sheet_is_changed (fresh);
}

void
tie_document_editor_go_to_place (TieDocumentEditor *self)
{
  g_autofree char *place = g_steal_pointer (&self->place);

  if (g_strcmp0 (place, "distribution") == 0)
    {
      gtk_stack_set_visible_child_name (self->tabs, "distribution");
      gtk_widget_grab_focus (gtk_stack_get_visible_child (self->tabs));
    }
  else if (place != NULL && g_str_has_prefix (place, "line:"))
    {
      gtk_stack_set_visible_child_name (self->tabs, "document");
      tie_line_table_show_problem (self->lines, (guint) g_ascii_strtoull (place + strlen ("line:"), NULL, 10), _ ("This line has no text."));
    }
}

static void
take_view (TieDocumentEditor *self,
           TieDocumentView *view)
{
  TieEditor *editor = TIE_EDITOR (self);
  gboolean is_first = !tie_editor_get_is_read (editor);
  gboolean is_kept = tie_editor_is_kept (editor);

  if (is_kept && view->sheet != NULL)
    tie_editor_set_is_stale (editor, differs (self, view->sheet));
  g_clear_pointer (&self->view, tie_document_view_free);
  self->view = view;
  tie_document_editor_show_applied (self);
  if (is_kept)
    {
      tie_line_table_set_sheet (self->lines, self->sheet, view->codes);
      tie_editor_update (editor);
      return;
    }
  if (view->sheet != NULL)
    {
      g_clear_pointer (&self->sheet, tie_document_sheet_free);
      self->sheet = g_steal_pointer (&view->sheet);
    }
  else if (self->sheet == NULL)
    {
      g_autofree char *today = tie_typed_date_get_today ();

      self->sheet = tie_document_sheet_new (tie_editor_get_kind (editor)->document, today);
    }
  tie_editor_set_is_read (editor);
  tie_editor_show (editor);
  if (is_first && self->is_made)
    tie_document_editor_compute (self);
  if (is_first && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  tie_document_editor_go_to_place (self);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieDocumentEditor) self = TIE_DOCUMENT_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  TieDocumentView *view = tie_document_view_load_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (tie_editor_get_gone (TIE_EDITOR (self))))
    g_clear_pointer (&view, tie_document_view_free);
  else if (view != NULL)
    take_view (self, view);
  else
    tie_editor_cannot_load (TIE_EDITOR (self), error);
}

void
tie_document_editor_load (TieEditor *editor)
{
  tie_document_view_load_async (tie_session_get_store (tie_editor_get_session (editor)), tie_editor_get_kind (editor)->document, tie_editor_get_id (editor),
                                tie_editor_get_gone (editor), loaded_cb, g_object_ref (editor));
}
