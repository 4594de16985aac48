/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "billing/tie-document-totals.h"
#include "ui/tie-caption.h"
#include "ui/tie-document-editor-private.h"
#include "ui/tie-flow-layout.h"

G_DEFINE_FINAL_TYPE (TieDocumentEditor, tie_document_editor, TIE_TYPE_EDITOR)

TieRecord *
tie_document_editor_get_record (TieDocumentEditor *self)
{
  return TIE_RECORD (self->sheet->document);
}

static TieRecord *
document_get_record (TieEditor *editor)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);

  return self->sheet != NULL ? tie_document_editor_get_record (self) : NULL;
}

static char *
document_dup_title (TieEditor *editor)
{
  return tie_document_get_title (TIE_DOCUMENT_EDITOR (editor)->sheet->document);
}

static gboolean
document_check_editable (TieEditor *editor,
                         GError **error)
{
  return tie_document_check_editable (TIE_DOCUMENT_EDITOR (editor)->sheet->document, error);
}

static const char *
document_get_way_out (TieEditor *editor,
                      const char **action)
{
  const char *stage = tie_record_get_text (document_get_record (editor), TIE_DOCUMENT_STAGE);

  if (tie_editor_get_kind (editor) != &tie_billing_invoices || !g_str_equal (stage, TIE_DOCUMENT_STAGE_POSTED))
    return NULL;
  *action = "doc.credit-note";
  return _ ("Create Credit Note");
}

static const char *
document_get_notice (TieEditor *editor,
                     const char **button,
                     const char **action)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);

  if (self->view == NULL || !self->view->is_changed)
    return NULL;
  *button = _ ("Accounting Export");
  *action = "win.accounting-export";
  return _ ("Changed since export. Export it again before it is posted.");
}

static gboolean
has_content (TieDocumentEditor *self)
{
  g_autoptr (TieLine) empty = tie_line_new (NULL);

  if (self->is_made || tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_CONTACT) != NULL)
    return TRUE;
  for (guint i = 0; i < self->sheet->lines->len; i++)
    {
      if (!tie_record_equal (self->sheet->lines->pdata[i], TIE_RECORD (empty)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
document_is_edited (TieEditor *editor)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);

  return self->sheet->original != NULL ? tie_document_sheet_is_changed (self->sheet) : has_content (self);
}

static void
show_money (GtkLabel *label,
            gint64 amount)
{
  g_autofree char *text = tie_money_to_display (amount);

  gtk_label_set_label (label, text);
}

static void
show_title (TieDocumentEditor *self)
{
  const TieBillingKind *kind = tie_editor_get_kind (TIE_EDITOR (self));
  TieRecord *document = tie_document_editor_get_record (self);
  const TiePickItem *contact = tie_picker_get_item (self->contact_picker);
  g_autofree char *name = tie_document_get_title (TIE_DOCUMENT (document));
  g_autofree char *title = NULL;

  if (tie_editor_get_id (TIE_EDITOR (self)) == NULL)
    title = g_strdup (_ (kind->new_title));
  else
    title = g_strjoin ("  ", name, contact != NULL ? contact->code : NULL, NULL);
  gtk_label_set_label (self->title_label, title);
}

static void
document_update (TieEditor *editor)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);
  TieRecord *document = tie_document_editor_get_record (self);
  gint64 total = tie_record_get_integer (document, TIE_DOCUMENT_TOTAL);
  gboolean is_void = tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) != 0;

  tie_sync_line_set_id (self->sync_line, tie_editor_get_id (editor));
  show_title (self);
  show_money (self->subtotal_label, tie_record_get_integer (document, TIE_DOCUMENT_SUBTOTAL));
  show_money (self->tax_label, tie_record_get_integer (document, TIE_DOCUMENT_TAX));
  show_money (self->total_label, total);
  show_money (self->open_label, is_void ? 0 : total - self->view->paid);
  tie_stage_set_stage (self->stage, tie_editor_get_id (editor) != NULL ? tie_record_get_text (document, TIE_DOCUMENT_STAGE) : "");
  tie_stage_set_is_void (self->stage, is_void);
  tie_document_editor_update_actions (self);
}

void
tie_document_editor_compute (TieDocumentEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (tie_document_compute_totals (self->sheet, self->view->tax_rates, &error))
    {
      tie_distribution_refresh (self->sheet, self->view->rules);
      tie_distribution_pane_set_sheet (self->distribution, self->sheet);
    }
  else
    sentence = tie_error_get_sentence (error);
  tie_editor_set_problem (TIE_EDITOR (self), sentence);
}

static gpointer
document_copy_sheet (TieEditor *editor)
{
  return tie_document_sheet_copy (TIE_DOCUMENT_EDITOR (editor)->sheet);
}

static gboolean
document_save_sheet (TieDb *db,
                     gpointer sheet,
                     TieBillingStep *step,
                     GError **error)
{
  return tie_document_save (db, sheet, step, error);
}

static void
document_take_sheet (TieEditor *editor,
                     gpointer sheet)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);

  g_clear_pointer (&self->sheet, tie_document_sheet_free);
  self->sheet = sheet;
  self->is_made = FALSE;
}

/* Lines without anything in them are no lines any more: the one that is meant is known by its id. */
static void
document_show_refused (TieEditor *editor,
                       gpointer sheet,
                       const char *sentence)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (editor);
  const TieDocumentSheet *saved = sheet;
  const char *id;

  if (saved->problem_line == 0 || saved->problem_line > saved->lines->len)
    return;
  id = tie_record_get_id (saved->lines->pdata[saved->problem_line - 1]);
  for (guint i = 0; i < self->sheet->lines->len; i++)
    {
      if (!g_str_equal (tie_record_get_id (self->sheet->lines->pdata[i]), id))
        continue;
      gtk_stack_set_visible_child_name (self->tabs, "document");
      tie_line_table_show_problem (self->lines, i + 1, sentence);
    }
}

static void
distribution_changed_cb (TieEditor *editor)
{
  tie_editor_set_problem (editor, NULL);
}

static gboolean
tie_document_editor_grab_focus (GtkWidget *widget)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);

  if (self->view == NULL)
    return gtk_widget_grab_focus (self->back_button);
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->tabs), "document"))
    return gtk_widget_grab_focus (gtk_stack_get_visible_child (self->tabs));
  return gtk_widget_grab_focus (GTK_WIDGET (self->contact_picker));
}

static void
tie_document_editor_dispose (GObject *object)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (object);

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_document_editor_parent_class)->dispose (object);
}

static void
tie_document_editor_finalize (GObject *object)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (object);

  g_clear_pointer (&self->sheet, tie_document_sheet_free);
  g_clear_pointer (&self->view, tie_document_view_free);
  g_free (self->place);
  G_OBJECT_CLASS (tie_document_editor_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TieDocumentEditor, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (box);
  BIND (document_menu);
  BIND (back_button);
  BIND (back_content);
  BIND (title_label);
  BIND (save_button);
  BIND (approve_button);
  BIND (banner);
  BIND (stage);
  BIND (tabs);
  BIND (contact_label);
  BIND (contact_picker);
  BIND (project_box);
  BIND (project_picker);
  BIND (date_entry);
  BIND (terms_box);
  BIND (terms_picker);
  BIND (due_box);
  BIND (due_entry);
  BIND (number_label);
  BIND (number_entry);
  BIND (number_hint);
  BIND (lock_image);
  BIND (reference_box);
  BIND (reference_entry);
  BIND (lines);
  BIND (distribution);
  BIND (applied_page);
  BIND (applied);
  BIND (side);
  BIND (sent_row);
  BIND (sent_switch);
  BIND (sync_switch);
  BIND (sync_line);
  BIND (subtotal_label);
  BIND (discount_entry);
  BIND (tax_label);
  BIND (freight_entry);
  BIND (freight_tax_picker);
  BIND (total_label);
  BIND (open_label);
}

static void
tie_document_editor_class_init (TieDocumentEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TieEditorClass *editor_class = TIE_EDITOR_CLASS (klass);

  object_class->dispose = tie_document_editor_dispose;
  object_class->finalize = tie_document_editor_finalize;
  widget_class->grab_focus = tie_document_editor_grab_focus;
  editor_class->contact_field = TIE_DOCUMENT_CONTACT;
  editor_class->void_field = TIE_DOCUMENT_IS_VOID;
  editor_class->areas = TIE_STORE_AREA_DOCUMENTS | TIE_STORE_AREA_LISTS;
  editor_class->void_record = tie_billing_verb_void_documents;
  editor_class->get_record = document_get_record;
  editor_class->dup_title = document_dup_title;
  editor_class->check_editable = document_check_editable;
  editor_class->is_edited = document_is_edited;
  editor_class->commit_fields = tie_document_editor_commit_fields;
  editor_class->load = tie_document_editor_load;
  editor_class->show = tie_document_editor_show;
  editor_class->update = document_update;
  editor_class->get_way_out = document_get_way_out;
  editor_class->get_notice = document_get_notice;
  editor_class->copy_sheet = document_copy_sheet;
  editor_class->save_sheet = document_save_sheet;
  editor_class->free_sheet = (GDestroyNotify) tie_document_sheet_free;
  editor_class->take_sheet = document_take_sheet;
  editor_class->show_refused = document_show_refused;

  g_type_ensure (TIE_TYPE_AMOUNT_ENTRY);
  g_type_ensure (TIE_TYPE_APPLIED_TABLE);
  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_DATE_ENTRY);
  g_type_ensure (TIE_TYPE_DISTRIBUTION_PANE);
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_LINE_TABLE);
  g_type_ensure (TIE_TYPE_PICKER);
  g_type_ensure (TIE_TYPE_STAGE);
  g_type_ensure (TIE_TYPE_SYNC_LINE);
  g_type_ensure (TIE_TYPE_TEXT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-document-editor.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, distribution_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tie_document_editor_apply);
  gtk_widget_class_bind_template_callback (widget_class, tie_document_editor_compute);
  tie_document_editor_install_actions (widget_class);
}

static void
tie_document_editor_init (TieDocumentEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_editor_set_parts (TIE_EDITOR (self), self->back_button, self->banner);
  self->message_row = TIE_FIELD_ROW (tie_field_row_new (_ ("Message on the document"), TRUE));
  self->notes_row = TIE_FIELD_ROW (tie_field_row_new (_ ("Notes (only here)"), TRUE));
  adw_preferences_group_add (self->side, GTK_WIDGET (self->message_row));
  adw_preferences_group_add (self->side, GTK_WIDGET (self->notes_row));
}

static TieDocumentEditor *
create (TieSession *session,
        const TieBillingKind *kind,
        const char *id)
{
  TieDocumentEditor *self = g_object_new (TIE_TYPE_DOCUMENT_EDITOR, NULL);
  gboolean is_invoice = kind == &tie_billing_invoices;
  gboolean is_supplier = kind == &tie_billing_supplier_invoices;
  gboolean is_credit = kind == &tie_billing_credit_notes;

  tie_editor_set_up (TIE_EDITOR (self), session, kind, id);
  adw_button_content_set_label (self->back_content, _ (kind->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->title), -1);
  gtk_label_set_label (self->contact_label, is_supplier ? _ ("Supplier") : _ ("Contact"));
  gtk_label_set_label (self->number_label, is_supplier ? _ ("Their number") : _ ("Number"));
  gtk_widget_set_visible (self->sent_row, is_invoice);
  gtk_widget_set_visible (self->terms_box, !is_credit);
  gtk_widget_set_visible (self->due_box, !is_credit);
  gtk_widget_set_visible (self->project_box, !is_supplier);
  tie_line_table_set_session (self->lines, session, kind->document);
  tie_sync_line_set_session (self->sync_line, session, kind->group);
  tie_distribution_pane_set_session (self->distribution, session);
  tie_caption_set_item (self->document_menu, "action", "editor.void-there", _ ("Void in %s…"), tie_session_get_package (session)->short_name);
  tie_caption_set_item (self->document_menu, "action", "editor.delete-there", _ ("Delete from %s…"), tie_session_get_package (session)->short_name);
  tie_document_editor_connect_fields (self);
  return self;
}

GtkWidget *
tie_document_editor_new (TieSession *session,
                         const TieBillingKind *kind,
                         const char *id)
{
  TieDocumentEditor *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = create (session, kind, id);
  tie_editor_load (TIE_EDITOR (self));
  return GTK_WIDGET (self);
}

GtkWidget *
tie_document_editor_new_with_sheet (TieSession *session,
                                    const TieBillingKind *kind,
                                    TieDocumentSheet *sheet)
{
  TieDocumentEditor *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = create (session, kind, NULL);
  self->sheet = sheet;
  self->is_made = TRUE;
  tie_editor_load (TIE_EDITOR (self));
  return GTK_WIDGET (self);
}

void
tie_document_editor_go_to (TieDocumentEditor *self,
                           const char *place)
{
  g_return_if_fail (TIE_IS_DOCUMENT_EDITOR (self));

  g_free (self->place);
  self->place = g_strdup (place);
  if (self->view != NULL)
    tie_document_editor_go_to_place (self);
}
