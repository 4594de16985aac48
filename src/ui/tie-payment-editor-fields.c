/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-text.h"
#include "model/tie-contact.h"
#include "ui/tie-payment-editor-private.h"

gint64
tie_payment_editor_get_applied (const char *document,
                                gpointer self)
{
  return tie_payment_sheet_get_applied (TIE_PAYMENT_EDITOR (self)->sheet, document);
}

void
tie_payment_editor_apply_oldest (TiePaymentEditor *self)
{
  tie_payment_sheet_apply_oldest (self->sheet, self->view->items);
  tie_applied_table_show (self->applied, tie_payment_editor_get_applied, self);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

void
tie_payment_editor_apply (TiePaymentEditor *self,
                          const char *document,
                          gint64 amount)
{
  for (guint i = 0; i < self->view->items->len; i++)
    {
      const TieDueItem *item = g_ptr_array_index (self->view->items, i);

      if (g_str_equal (item->id, document))
        tie_payment_sheet_apply (self->sheet, item, amount);
    }
}

static void
set_text (TiePaymentEditor *self,
          guint field,
          const char *text)
{
  tie_record_set_text (tie_payment_editor_get_record (self), field, text);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

/* Other documents are open then: nothing is applied until they are read. */
static void
change_owner (TiePaymentEditor *self)
{
  g_ptr_array_set_size (self->sheet->allocations, 0);
  self->is_applied = FALSE;
  tie_editor_load (TIE_EDITOR (self));
}

static void
contact_changed_cb (TiePaymentEditor *self)
{
  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  set_text (self, TIE_PAYMENT_CONTACT, tie_picker_get_id (self->contact_picker));
  change_owner (self);
}

void
tie_payment_editor_show_owner (TiePaymentEditor *self)
{
  gboolean is_paid = g_str_equal (tie_record_get_text (tie_payment_editor_get_record (self), TIE_PAYMENT_KIND), TIE_PAYMENT_KIND_PAID);

  tie_picker_set_owner (self->contact_picker, is_paid ? TIE_PICK_SUPPLIER : TIE_PICK_CLIENT);
}

/* A client pays or gets something back, a supplier is paid. */
static void
kind_selected_cb (TiePaymentEditor *self)
{
  const TiePickItem *contact = tie_picker_get_item (self->contact_picker);
  const TieChoice *choices;

  if (tie_editor_get_is_showing (TIE_EDITOR (self)) || self->sheet == NULL)
    return;
  choices = tie_record_get_field (tie_payment_editor_get_record (self), TIE_PAYMENT_KIND)->choices;
  set_text (self, TIE_PAYMENT_KIND, choices[gtk_drop_down_get_selected (self->kind_drop_down)].token);
  tie_payment_editor_show_owner (self);
  if (contact != NULL)
    tie_picker_set_id (self->contact_picker, NULL);
  change_owner (self);
}

static void
method_selected_cb (TiePaymentEditor *self)
{
  const TieChoice *choices;
  guint selected = gtk_drop_down_get_selected (self->method_drop_down);

  if (tie_editor_get_is_showing (TIE_EDITOR (self)) || self->sheet == NULL)
    return;
  choices = tie_record_get_field (tie_payment_editor_get_record (self), TIE_PAYMENT_METHOD)->choices;
  set_text (self, TIE_PAYMENT_METHOD, selected > 0 ? choices[selected - 1].token : ""); /* first stands "None" */
}

static void
amount_changed_cb (TiePaymentEditor *self)
{
  if (tie_editor_get_is_showing (TIE_EDITOR (self)))
    return;
  tie_record_set_integer (tie_payment_editor_get_record (self), TIE_PAYMENT_AMOUNT, tie_amount_entry_get_value (self->amount_entry));
  if (!self->is_applied)
    tie_payment_editor_apply_oldest (self);
  tie_editor_set_problem (TIE_EDITOR (self), NULL);
}

static void
date_changed_cb (TiePaymentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_PAYMENT_DATE, tie_date_entry_get_date (self->date_entry));
}

static void
reference_changed_cb (TiePaymentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_PAYMENT_REFERENCE, tie_text_entry_get_text (self->reference_entry));
}

static void
number_changed_cb (TiePaymentEditor *self)
{
  if (!tie_editor_get_is_showing (TIE_EDITOR (self)))
    set_text (self, TIE_PAYMENT_NUMBER, tie_text_entry_get_text (self->number_entry));
}

static void
notes_commit_cb (TiePaymentEditor *self,
                 const char *text)
{
  g_autofree char *cleaned = tie_text_clean_lines (text);

  set_text (self, TIE_PAYMENT_NOTES, cleaned);
  tie_field_row_set_text (self->notes_row, cleaned);
}

/* Enter goes on to the next field. */
static void
activate_cb (TiePaymentEditor *self)
{
  gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
}

static void
connect (TiePaymentEditor *self,
         gpointer field,
         const char *name,
         const char *signal,
         void (*func) (TiePaymentEditor *self),
         int width)
{
  tie_typed_entry_set_accessible_name (field, name);
  gtk_editable_set_width_chars (GTK_EDITABLE (tie_typed_entry_get_entry (field)), width);
  g_signal_connect_swapped (field, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (field, signal, G_CALLBACK (func), self);
}

void
tie_payment_editor_connect_fields (TiePaymentEditor *self)
{
  tie_picker_set_list (self->contact_picker, tie_session_get_pick_list (tie_editor_get_session (TIE_EDITOR (self)), TIE_TYPE_CONTACT, G_TYPE_INVALID));
  tie_date_entry_set_required (self->date_entry, TRUE);
  connect (self, self->contact_picker, _ ("Contact"), "notify::id", contact_changed_cb, 22);
  connect (self, self->amount_entry, _ ("Amount"), "notify::value", amount_changed_cb, 12);
  connect (self, self->date_entry, _ ("Date"), "notify::date", date_changed_cb, 10);
  connect (self, self->reference_entry, _ ("Reference"), "notify::text", reference_changed_cb, 12);
  connect (self, self->number_entry, _ ("Number"), "notify::text", number_changed_cb, 10);
  g_signal_connect_swapped (self->kind_drop_down, "notify::selected", G_CALLBACK (kind_selected_cb), self);
  g_signal_connect_swapped (self->method_drop_down, "notify::selected", G_CALLBACK (method_selected_cb), self);
  g_signal_connect_swapped (self->notes_row, "commit", G_CALLBACK (notes_commit_cb), self);
}

gboolean
tie_payment_editor_commit_fields (TieEditor *editor)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (editor);
  TieTypedEntry *const entries[] = {
    TIE_TYPED_ENTRY (self->contact_picker), TIE_TYPED_ENTRY (self->amount_entry), TIE_TYPED_ENTRY (self->date_entry),
    TIE_TYPED_ENTRY (self->reference_entry), TIE_TYPED_ENTRY (self->number_entry),
  };

  if (!tie_editor_commit_entries (editor, entries, G_N_ELEMENTS (entries)))
    return FALSE;
  tie_field_row_commit (self->notes_row);
  return tie_applied_table_commit (self->applied);
}
