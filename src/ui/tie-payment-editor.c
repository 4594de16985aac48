/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "base/tie-typed-date.h"
#include "billing/tie-payment-actions.h"
#include "sync/tie-document-source.h"
#include "ui/tie-caption.h"
#include "ui/tie-flow-layout.h"
#include "ui/tie-payment-editor-private.h"

G_DEFINE_FINAL_TYPE (TiePaymentEditor, tie_payment_editor, TIE_TYPE_EDITOR)

TieRecord *
tie_payment_editor_get_record (TiePaymentEditor *self)
{
  return TIE_RECORD (self->sheet->payment);
}

static TieRecord *
payment_get_record (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);

  return self->sheet != NULL ? tie_payment_editor_get_record (self) : NULL;
}

static char *
payment_dup_title (TieEditor *editor)
{
  return tie_payment_get_title (TIE_PAYMENT_EDITOR (editor)->sheet->payment);
}

static gboolean
payment_check_editable (TieEditor *editor,
                        GError **error)
{
  return tie_payment_check_editable (TIE_PAYMENT_EDITOR (editor)->sheet->payment, error);
}

static gboolean
payment_is_edited (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);
  TieRecord *payment = tie_payment_editor_get_record (self);

  if (self->sheet->original != NULL)
    return tie_payment_sheet_is_changed (self->sheet);
  return tie_record_get_text (payment, TIE_PAYMENT_CONTACT) != NULL || tie_record_get_integer (payment, TIE_PAYMENT_AMOUNT) != 0;
}

static void
show_title (TiePaymentEditor *self)
{
  const TiePickItem *contact = tie_picker_get_item (self->contact_picker);
  g_autofree char *name = tie_payment_get_title (self->sheet->payment);
  gboolean is_refund = g_str_equal (tie_record_get_text (TIE_RECORD (self->sheet->payment), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_REFUND);
  const char *new_title = is_refund ? _ ("New Refund") : _ (tie_editor_get_kind (TIE_EDITOR (self))->new_title);
  g_autofree char *title = g_strjoin ("  ", tie_editor_get_id (TIE_EDITOR (self)) != NULL ? name : new_title, contact != NULL ? contact->code : NULL, NULL);

  gtk_label_set_label (self->title_label, title);
}

/* A customer's payment of which something is left. */
static gboolean
can_be_refunded (TiePaymentEditor *self)
{
  TieEditor *editor = TIE_EDITOR (self);

  return tie_editor_get_id (editor) != NULL && !tie_editor_is_edited (editor) &&
         g_str_equal (tie_record_get_text (tie_payment_editor_get_record (self), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_RECEIPT) &&
         tie_payment_sheet_get_unapplied (self->sheet) > 0;
}

static void
update_removal (TiePaymentEditor *self)
{
  TieRecord *payment = tie_payment_editor_get_record (self);
  gboolean is_there = tie_sync_line_get_is_exported (self->sync_line) && tie_record_get_integer (payment, TIE_PAYMENT_IS_VOID) == 0;

  tie_editor_update_removal (TIE_EDITOR (self), is_there ? tie_document_source_get_kind (payment) : 0);
}

static void
payment_update (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);
  gboolean is_void = tie_record_get_integer (tie_payment_editor_get_record (self), TIE_PAYMENT_IS_VOID) != 0;
  gboolean may = tie_session_may (tie_editor_get_session (editor), TIE_RIGHT_BILLING);
  g_autofree char *amount = tie_money_to_display (tie_payment_sheet_get_unapplied (self->sheet));
  /* Translators: %s is an amount */
  g_autofree char *unapplied = g_strdup_printf (_ ("Unapplied %s"), amount);

  tie_sync_line_set_id (self->sync_line, tie_editor_get_id (editor));
  show_title (self);
  gtk_label_set_label (self->unapplied_label, unapplied);
  update_removal (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payment.apply-oldest", may && !is_void && self->view->items->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "payment.record-refund", may && can_be_refunded (self));
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
  gboolean may_edit = tie_editor_is_editable (TIE_EDITOR (self));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    tie_typed_entry_set_editable (entries[i], may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_drop_down), may_edit && tie_editor_get_id (TIE_EDITOR (self)) == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->method_drop_down), may_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->notes_row), may_edit);
  tie_applied_table_set_editable (self->applied, may_edit);
}

static void
payment_show (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);
  TieRecord *payment = tie_payment_editor_get_record (self);
  guint method = find_choice (self, TIE_PAYMENT_METHOD);

  gtk_drop_down_set_selected (self->kind_drop_down, find_choice (self, TIE_PAYMENT_KIND));
  tie_payment_editor_show_owner (self);
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
  tie_payment_editor_apply (self, self->for_document, self->view->open);
  self->is_applied = TRUE;
}

static void
take_view (TiePaymentEditor *self,
           TiePaymentView *view)
{
  TieEditor *editor = TIE_EDITOR (self);
  gboolean is_first = !tie_editor_get_is_read (editor);
  gboolean is_kept = tie_editor_is_kept (editor);

  if (is_kept && view->sheet != NULL)
    tie_editor_set_is_stale (editor, differs (self, view->sheet));
  g_clear_pointer (&self->view, tie_payment_view_free);
  self->view = view;
  if (is_kept)
    {
      if (!self->is_applied)
        tie_payment_sheet_apply_oldest (self->sheet, view->items);
      tie_applied_table_set_items (self->applied, view->items, tie_payment_editor_get_applied, self);
      tie_editor_update (editor);
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
  tie_editor_set_is_read (editor);
  tie_editor_show (editor);
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

  if (g_cancellable_is_cancelled (tie_editor_get_gone (TIE_EDITOR (self))))
    g_clear_pointer (&view, tie_payment_view_free);
  else if (view != NULL)
    take_view (self, view);
  else
    tie_editor_cannot_load (TIE_EDITOR (self), error);
}

static void
payment_load (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);
  TieRecord *payment = self->view != NULL ? payment_get_record (editor) : NULL;

  tie_payment_view_load_async (tie_session_get_store (tie_editor_get_session (editor)), tie_editor_get_id (editor),
                               payment != NULL ? tie_record_get_text (payment, TIE_PAYMENT_KIND) : NULL,
                               payment != NULL ? tie_record_get_text (payment, TIE_PAYMENT_CONTACT) : NULL,
                               payment == NULL ? self->for_document : NULL,
                               tie_editor_get_gone (editor), loaded_cb, g_object_ref (self));
}

static gpointer
payment_copy_sheet (TieEditor *editor)
{
  return tie_payment_sheet_copy (TIE_PAYMENT_EDITOR (editor)->sheet);
}

static gboolean
payment_save_sheet (TieDb *db,
                    gpointer sheet,
                    TieBillingStep *step,
                    GError **error)
{
  return tie_payment_save (db, sheet, step, error);
}

static void
payment_take_sheet (TieEditor *editor,
                    gpointer sheet)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);

  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  self->sheet = sheet;
  self->is_applied = TRUE;
}

static void
apply_oldest_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  tie_payment_editor_apply_oldest (TIE_PAYMENT_EDITOR (widget));
}

static void
record_refund_action (GtkWidget *widget,
                      const char *action_name,
                      GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-from", "(ss)", tie_billing_payments.page, tie_editor_get_id (TIE_EDITOR (widget)));
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

  g_clear_pointer ((GtkWidget **) &self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_payment_editor_parent_class)->dispose (object);
}

static void
tie_payment_editor_finalize (GObject *object)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (object);

  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  g_clear_pointer (&self->view, tie_payment_view_free);
  g_free (self->for_document);
  G_OBJECT_CLASS (tie_payment_editor_parent_class)->finalize (object);
}

static void
applied_cb (TiePaymentEditor *self,
            const char *document,
            gint64 amount)
{
  self->is_applied = TRUE;
  tie_payment_editor_apply (self, document, amount);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, TiePaymentEditor, child)

static void
tie_payment_editor_class_init (TiePaymentEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  TieEditorClass *editor_class = TIE_EDITOR_CLASS (klass);

  object_class->dispose = tie_payment_editor_dispose;
  object_class->finalize = tie_payment_editor_finalize;
  widget_class->grab_focus = tie_payment_editor_grab_focus;
  editor_class->contact_field = TIE_PAYMENT_CONTACT;
  editor_class->void_field = TIE_PAYMENT_IS_VOID;
  editor_class->areas = TIE_STORE_AREA_DOCUMENTS;
  editor_class->void_record = tie_billing_verb_void_payments;
  editor_class->get_record = payment_get_record;
  editor_class->dup_title = payment_dup_title;
  editor_class->check_editable = payment_check_editable;
  editor_class->is_edited = payment_is_edited;
  editor_class->commit_fields = tie_payment_editor_commit_fields;
  editor_class->load = payment_load;
  editor_class->show = payment_show;
  editor_class->update = payment_update;
  editor_class->copy_sheet = payment_copy_sheet;
  editor_class->save_sheet = payment_save_sheet;
  editor_class->free_sheet = (GDestroyNotify) tie_payment_sheet_free;
  editor_class->take_sheet = payment_take_sheet;

  g_type_ensure (TIE_TYPE_AMOUNT_ENTRY);
  g_type_ensure (TIE_TYPE_APPLIED_TABLE);
  g_type_ensure (TIE_TYPE_BANNER);
  g_type_ensure (TIE_TYPE_DATE_ENTRY);
  g_type_ensure (TIE_TYPE_FLOW_LAYOUT);
  g_type_ensure (TIE_TYPE_PICKER);
  g_type_ensure (TIE_TYPE_SYNC_LINE);
  g_type_ensure (TIE_TYPE_TEXT_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-payment-editor.ui");
  BIND (box);
  BIND (payment_menu);
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
  BIND (sync_line);
  gtk_widget_class_bind_template_callback (widget_class, applied_cb);
  gtk_widget_class_install_action (widget_class, "payment.apply-oldest", NULL, apply_oldest_action);
  gtk_widget_class_install_action (widget_class, "payment.record-refund", NULL, record_refund_action);
}

static void
tie_payment_editor_init (TiePaymentEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tie_editor_set_parts (TIE_EDITOR (self), self->back_button, self->banner);
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
  tie_editor_set_up (TIE_EDITOR (self), session, &tie_billing_payments, id);
  self->for_document = g_strdup (for_document);
  tie_sync_line_set_session (self->sync_line, session, TIE_SYNC_PAYMENTS);
  tie_caption_set_item (self->payment_menu, "action", "editor.void-there", _ ("Void in %s…"), tie_session_get_package (session)->short_name);
  tie_caption_set_item (self->payment_menu, "action", "editor.delete-there", _ ("Delete from %s…"), tie_session_get_package (session)->short_name);
  g_signal_connect_object (self->sync_line, "notify::title", G_CALLBACK (update_removal), self, G_CONNECT_SWAPPED);
  tie_payment_editor_connect_fields (self);
  tie_editor_load (TIE_EDITOR (self));
  return GTK_WIDGET (self);
}
