/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-payment-actions.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-payment-editor-private.h"
#include "ui/tie-status-line.h"

static void tie_payment_editor_editor_init (TieEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TiePaymentEditor, tie_payment_editor, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_EDITOR, tie_payment_editor_editor_init))

TieRecord *
tie_payment_editor_get_record (TiePaymentEditor *self)
{
  return TIE_RECORD (self->sheet->payment);
}

gboolean
tie_payment_editor_is_edited (TiePaymentEditor *self)
{
  TieRecord *payment;

  if (self->sheet == NULL)
    return FALSE;
  if (self->sheet->original != NULL)
    return tie_payment_sheet_is_changed (self->sheet);
  payment = tie_payment_editor_get_record (self);
  return tie_record_get_text (payment, TIE_PAYMENT_CONTACT) != NULL || tie_record_get_integer (payment, TIE_PAYMENT_AMOUNT) != 0;
}

void
tie_payment_editor_set_problem (TiePaymentEditor *self,
                                const char *sentence)
{
  g_free (self->problem);
  self->problem = g_strdup (sentence);
  tie_payment_editor_update (self);
}

static gboolean
is_editable (TiePaymentEditor *self)
{
  return tie_session_may (self->session, TIE_RIGHT_BILLING) && tie_payment_check_editable (self->sheet->payment, NULL);
}

static void
show_banner (TiePaymentEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->problem != NULL)
    sentence = g_strdup (self->problem);
  else if (self->is_stale)
    {
      g_autofree char *title = tie_payment_get_title (self->sheet->payment);

      /* Translators: %s is a document's number */
      sentence = g_strdup_printf (_ ("%s was changed meanwhile by another window."), title);
    }
  else if (!tie_session_may (self->session, TIE_RIGHT_BILLING))
    sentence = tie_session_dup_refusal (self->session, TIE_RIGHT_BILLING);
  else if (!tie_payment_check_editable (self->sheet->payment, &error))
    sentence = tie_error_get_sentence (error);
  tie_banner_set_button_label (self->banner, self->is_stale && self->problem == NULL ? _ ("Show the Other Version") : NULL);
  if (self->problem != NULL || self->is_stale)
    gtk_widget_add_css_class (GTK_WIDGET (self->banner), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->banner), "error");
  if (sentence != NULL)
    tie_banner_set_title (self->banner, sentence);
  tie_banner_set_revealed (self->banner, sentence != NULL);
}

static void
show_title (TiePaymentEditor *self)
{
  const TiePickItem *contact = tie_picker_get_item (self->contact_picker);
  g_autofree char *name = tie_payment_get_title (self->sheet->payment);
  g_autofree char *title = g_strjoin ("  ", self->id != NULL ? name : _ ("New Payment"), contact != NULL ? contact->code : NULL, NULL);

  gtk_label_set_label (self->title_label, title);
}

void
tie_payment_editor_update (TiePaymentEditor *self)
{
  g_autofree char *amount = tie_money_to_display (tie_payment_sheet_get_unapplied (self->sheet));
  /* Translators: %s is an amount */
  g_autofree char *unapplied = g_strdup_printf (_ ("Unapplied %s"), amount);

  show_title (self);
  gtk_label_set_label (self->unapplied_label, unapplied);
  show_banner (self);
  tie_payment_editor_update_actions (self);
}

static guint
find_choice (TiePaymentEditor *self,
             guint field)
{
  const TieChoice *choices = tie_record_get_field (tie_payment_editor_get_record (self), field)->choices;
  const char *token = tie_record_get_text (tie_payment_editor_get_record (self), field);

  for (guint i = 0; choices[i].token != NULL; i++)
    {
      if (g_str_equal (choices[i].token, token))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static void
set_editable (TiePaymentEditor *self)
{
  TieTypedEntry *const entries[] = {
    TIE_TYPED_ENTRY (self->contact_picker), TIE_TYPED_ENTRY (self->amount_entry), TIE_TYPED_ENTRY (self->date_entry),
    TIE_TYPED_ENTRY (self->reference_entry), TIE_TYPED_ENTRY (self->number_entry),
  };
  gboolean may_edit = is_editable (self);

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    tie_typed_entry_set_editable (entries[i], may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_drop_down), may_edit && self->id == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->method_drop_down), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->notes_row), may_edit);
  tie_applied_table_set_editable (self->applied, may_edit);
}

void
tie_payment_editor_show (TiePaymentEditor *self)
{
  TieRecord *payment = tie_payment_editor_get_record (self);
  guint method = find_choice (self, TIE_PAYMENT_METHOD);

  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->kind_drop_down, find_choice (self, TIE_PAYMENT_KIND));
  tie_picker_set_id (self->contact_picker, tie_record_get_text (payment, TIE_PAYMENT_CONTACT));
  tie_amount_entry_set_value (self->amount_entry, tie_record_get_integer (payment, TIE_PAYMENT_AMOUNT));
  tie_date_entry_set_date (self->date_entry, tie_record_get_text (payment, TIE_PAYMENT_DATE));
  gtk_drop_down_set_selected (self->method_drop_down, method == GTK_INVALID_LIST_POSITION ? 0 : method + 1); /* first stands "None" */
  tie_text_entry_set_text (self->reference_entry, tie_record_get_text (payment, TIE_PAYMENT_REFERENCE));
  tie_text_entry_set_text (self->number_entry, tie_record_get_text (payment, TIE_PAYMENT_NUMBER));
  gtk_entry_set_placeholder_text (tie_typed_entry_get_entry (TIE_TYPED_ENTRY (self->number_entry)), self->view->next_number);
  tie_field_row_set_text (self->notes_row, tie_record_get_text (payment, TIE_PAYMENT_NOTES));
  tie_applied_table_set_items (self->applied, self->view->items, tie_payment_editor_get_applied, self);
  set_editable (self);
  self->is_showing = FALSE;
  tie_payment_editor_update (self);
}

/* Whether the file has another payment than the one that is being edited. */
static gboolean
differs (TiePaymentEditor *self,
         TiePaymentSheet *fresh)
{
  g_clear_pointer (&fresh->original, tie_payment_sheet_free);
  fresh->original = tie_payment_sheet_copy (self->sheet->original);
  return tie_payment_sheet_is_changed (fresh);
}

static void
make_sheet (TiePaymentEditor *self)
{
  g_autofree char *today = tie_typed_date_get_today ();

  self->sheet = tie_payment_sheet_new (self->view->kind, today);
  tie_record_set_text (tie_payment_editor_get_record (self), TIE_PAYMENT_CONTACT, self->view->contact);
  if (self->for_document == NULL)
    return;
  tie_record_set_integer (tie_payment_editor_get_record (self), TIE_PAYMENT_AMOUNT, self->view->open);
  tie_payment_sheet_set_applied (self->sheet, self->for_document, self->view->open);
  self->is_applied = TRUE;
}

static void
take_view (TiePaymentEditor *self,
           TiePaymentView *view)
{
  gboolean is_first = self->view == NULL;
  gboolean is_kept = !is_first && (self->id == NULL || tie_payment_editor_is_edited (self));

  if (is_kept && view->sheet != NULL)
    self->is_stale = differs (self, view->sheet);
  g_clear_pointer (&self->view, tie_payment_view_free);
  self->view = view;
  if (is_kept)
    {
      if (!self->is_applied)
        tie_payment_sheet_apply_oldest (self->sheet, view->items);
      tie_applied_table_set_items (self->applied, view->items, tie_payment_editor_get_applied, self);
      tie_payment_editor_update (self);
      return;
    }
  if (view->sheet != NULL)
    {
      g_clear_pointer (&self->sheet, tie_payment_sheet_free);
      self->sheet = g_steal_pointer (&view->sheet);
      self->is_applied = TRUE;
    }
  else if (self->sheet == NULL)
    make_sheet (self);
  g_clear_pointer (&self->problem, g_free);
  self->is_stale = FALSE;
  tie_payment_editor_show (self);
  if (is_first && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TiePaymentEditor) self = TIE_PAYMENT_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  TiePaymentView *view = tie_payment_view_load_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_cancellable_is_cancelled (self->gone))
    g_clear_pointer (&view, tie_payment_view_free);
  else if (view != NULL)
    take_view (self, view);
  else if (g_error_matches (error, TIE_ERROR, TIE_ERROR_NOT_FOUND)) /* its making was undone */
    tie_editor_emit_closed (TIE_EDITOR (self));
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_payment_editor_load (TiePaymentEditor *self)
{
  TieRecord *payment = self->sheet != NULL && self->view != NULL ? tie_payment_editor_get_record (self) : NULL;

  tie_payment_view_load_async (tie_session_get_store (self->session), self->id,
                               payment != NULL ? tie_record_get_text (payment, TIE_PAYMENT_KIND) : NULL,
                               payment != NULL ? tie_record_get_text (payment, TIE_PAYMENT_CONTACT) : NULL,
                               payment == NULL ? self->for_document : NULL,
                               self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePaymentEditor *self,
                  guint areas)
{
  if ((areas & TIE_STORE_AREA_DOCUMENTS) != 0 && !self->is_saving)
    tie_payment_editor_load (self);
}

gboolean
tie_payment_editor_commit_fields (TiePaymentEditor *self)
{
  TieTypedEntry *const entries[] = {
    TIE_TYPED_ENTRY (self->contact_picker), TIE_TYPED_ENTRY (self->amount_entry), TIE_TYPED_ENTRY (self->date_entry),
    TIE_TYPED_ENTRY (self->reference_entry), TIE_TYPED_ENTRY (self->number_entry),
  };

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (tie_typed_entry_commit (entries[i]))
        continue;
      gtk_widget_grab_focus (GTK_WIDGET (entries[i]));
      return FALSE;
    }
  tie_field_row_commit (self->notes_row);
  return tie_applied_table_commit (self->applied);
}

static const char *
editor_get_id (TieEditor *editor)
{
  return TIE_PAYMENT_EDITOR (editor)->id;
}

static gboolean
editor_is_changed (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);

  return self->view != NULL && (!tie_payment_editor_commit_fields (self) || tie_payment_editor_is_edited (self));
}

static void
editor_leave (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);

  if (self->view != NULL && !tie_payment_editor_commit_fields (self))
    return;
  if (self->view != NULL && tie_payment_editor_is_edited (self))
    tie_payment_editor_save (self, TRUE);
  else
    tie_editor_emit_closed (editor);
}

static void
tie_payment_editor_editor_init (TieEditorInterface *iface)
{
  iface->get_id = editor_get_id;
  iface->is_changed = editor_is_changed;
  iface->leave = editor_leave;
}

static gboolean
tie_payment_editor_grab_focus (GtkWidget *widget)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (widget);

  if (self->view == NULL)
    return gtk_widget_grab_focus (self->back_button);
  return gtk_widget_grab_focus (tie_picker_get_id (self->contact_picker) != NULL ? GTK_WIDGET (self->amount_entry) : GTK_WIDGET (self->contact_picker));
}

static void
tie_payment_editor_dispose (GObject *object)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_payment_editor_parent_class)->dispose (object);
}

static void
tie_payment_editor_finalize (GObject *object)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (object);

  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  g_clear_pointer (&self->view, tie_payment_view_free);
  g_object_unref (self->gone);
  g_free (self->for_document);
  g_free (self->problem);
  g_free (self->id);
  G_OBJECT_CLASS (tie_payment_editor_parent_class)->finalize (object);
}

static void
applied_cb (TiePaymentEditor *self,
            const char *document,
            gint64 amount)
{
  self->is_applied = TRUE;
  tie_payment_sheet_set_applied (self->sheet, document, amount);
  tie_payment_editor_set_problem (self, NULL);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TiePaymentEditor, child)

static void
tie_payment_editor_class_init (TiePaymentEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_payment_editor_dispose;
  object_class->finalize = tie_payment_editor_finalize;
  widget_class->grab_focus = tie_payment_editor_grab_focus;

  g_type_ensure (TIE_TYPE_AMOUNT_ENTRY);
  g_type_ensure (TIE_TYPE_APPLIED_TABLE);
  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_DATE_ENTRY);
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_PICKER);
  g_type_ensure (TIE_TYPE_TEXT_ENTRY);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-payment-editor.ui");
  BIND (box);
  BIND (back_button);
  BIND (title_label);
  BIND (banner);
  BIND (content);
  BIND (kind_drop_down);
  BIND (contact_picker);
  BIND (amount_entry);
  BIND (date_entry);
  BIND (method_drop_down);
  BIND (reference_entry);
  BIND (number_entry);
  BIND (applied);
  BIND (unapplied_label);
  BIND (side);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  tie_payment_editor_install_actions (widget_class);
}

static void
tie_payment_editor_init (TiePaymentEditor *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->notes_row = TIE_FIELD_ROW (tie_field_row_new (_ ("Notes (only here)"), TRUE));
  adw_preferences_group_add (self->side, GTK_WIDGET (self->notes_row));
}

GtkWidget *
tie_payment_editor_new (TieSession *session,
                        const char *id,
                        const char *for_document)
{
  TiePaymentEditor *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_PAYMENT_EDITOR, NULL);
  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  self->for_document = g_strdup (for_document);
  tie_payment_editor_connect_fields (self);
  g_signal_connect_object (tie_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  tie_payment_editor_load (self);
  return GTK_WIDGET (self);
}
