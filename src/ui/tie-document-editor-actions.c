/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "sync/tie-document-source.h"
#include "ui/tie-document-editor-private.h"
#include "ui/tie-print-window.h"

/* The policy may have done it on saving. */
static void
approve_func (gpointer user_data)
{
  TieEditor *self = TIE_EDITOR (user_data);
  const char *const ids[] = { tie_editor_get_id (self), NULL };

  if (g_str_equal (tie_record_get_text (tie_document_editor_get_record (user_data), TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_INVOICED))
    tie_billing_verb_run (user_data, tie_editor_get_session (self), tie_billing_verb_approve, ids);
}

static void
approve_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);

  if (!tie_editor_get_is_read (self) || tie_editor_get_is_saving (self) || !tie_editor_commit_fields (self))
    return;
  if (tie_editor_is_edited (self))
    tie_editor_save (self, approve_func, g_object_ref (self), g_object_unref);
  else
    approve_func (self);
}

static void
distribution_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);
  gboolean is_there = g_str_equal (gtk_stack_get_visible_child_name (self->tabs), "distribution");

  gtk_stack_set_visible_child_name (self->tabs, is_there ? "document" : "distribution");
  gtk_widget_grab_focus (widget);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);
  GtkWidget *window = tie_print_window_new (tie_editor_get_session (self), tie_editor_get_id (self));

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
credit_note_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-from", "(ss)", tie_billing_credit_notes.page, tie_editor_get_id (TIE_EDITOR (widget)));
}

static void
record_payment_action (GtkWidget *widget,
                       const char *action_name,
                       GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-from", "(ss)", tie_billing_payments.page, tie_editor_get_id (TIE_EDITOR (widget)));
}

static void
duplicate_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  gtk_widget_activate_action (widget, "billing.duplicate-document", "s", tie_editor_get_id (TIE_EDITOR (widget)));
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieEditor *self = TIE_EDITOR (widget);
  const char *const ids[] = { tie_editor_get_id (self), NULL };

  tie_billing_verb_run (widget, tie_editor_get_session (self), tie_billing_verb_delete_documents, ids);
}

void
tie_document_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "doc.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "doc.distribution", NULL, distribution_action);
  gtk_widget_class_install_action (widget_class, "doc.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "doc.credit-note", NULL, credit_note_action);
  gtk_widget_class_install_action (widget_class, "doc.record-payment", NULL, record_payment_action);
  gtk_widget_class_install_action (widget_class, "doc.record-refund", NULL, record_payment_action); /* of a credit note it is one */
  gtk_widget_class_install_action (widget_class, "doc.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "doc.delete", NULL, delete_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "doc.approve", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "doc.distribution", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "doc.print", NULL);
}

/* (transfer full) Why it cannot be approved; NULL when it can. */
static char *
get_approve_problem (TieDocumentEditor *self)
{
  TieSession *session = tie_editor_get_session (TIE_EDITOR (self));
  TieRecord *document = tie_document_editor_get_record (self);

  if (!tie_session_may (session, TIE_RIGHT_APPROVE))
    return tie_session_dup_refusal (session, TIE_RIGHT_APPROVE);
  if (tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) != 0)
    return g_strdup (_ ("It is void."));
  if (tie_editor_get_id (TIE_EDITOR (self)) == NULL && !tie_editor_is_edited (TIE_EDITOR (self)))
    return g_strdup (_ ("There is nothing to approve yet."));
  if (!g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_INVOICED) && !tie_editor_is_edited (TIE_EDITOR (self)))
    return g_strdup (_ ("It is approved."));
  return tie_distribution_get_problem (self->sheet);
}

static void
update_approve (TieDocumentEditor *self)
{
  g_autofree char *problem = get_approve_problem (self);
  const char *tip = problem != NULL ? problem : _ ("Approve (Ctrl+Shift+Return)");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "doc.approve", problem == NULL);
  gtk_widget_set_tooltip_text (self->approve_button, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->approve_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tip, -1);
}

void
tie_document_editor_update_actions (TieDocumentEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const TieBillingKind *kind = tie_editor_get_kind (TIE_EDITOR (self));
  TieRecord *document = tie_document_editor_get_record (self);
  const char *stage = tie_record_get_text (document, TIE_DOCUMENT_STAGE);
  gboolean is_void = tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) != 0;
  gboolean is_saved = tie_editor_get_id (TIE_EDITOR (self)) != NULL && !tie_editor_is_edited (TIE_EDITOR (self));
  gboolean may = tie_session_may (tie_editor_get_session (TIE_EDITOR (self)), TIE_RIGHT_BILLING);
  gboolean is_here = g_str_equal (stage, TIE_DOCUMENT_STAGE_INVOICED) || g_str_equal (stage, TIE_DOCUMENT_STAGE_APPROVED);

  update_approve (self);
  gtk_widget_action_set_enabled (widget, "doc.print", is_saved && may && kind != &tie_billing_supplier_invoices);
  gtk_widget_action_set_enabled (widget, "doc.credit-note", is_saved && may && kind == &tie_billing_invoices && !is_void);
  gtk_widget_action_set_enabled (widget, "doc.record-payment", is_saved && may && kind != &tie_billing_credit_notes && !is_void);
  gtk_widget_action_set_enabled (widget, "doc.record-refund", is_saved && may && kind == &tie_billing_credit_notes && !is_void &&
                                                                  tie_record_get_integer (document, TIE_DOCUMENT_TOTAL) > self->view->paid);
  gtk_widget_action_set_enabled (widget, "doc.duplicate", is_saved && may);
  gtk_widget_action_set_enabled (widget, "editor.void", is_saved && may && !is_void && is_here);
  tie_editor_update_removal (TIE_EDITOR (self), is_void || is_here ? 0 : tie_document_source_get_kind (document));
  gtk_widget_action_set_enabled (widget, "doc.delete", is_saved && may && !is_void && g_str_equal (stage, TIE_DOCUMENT_STAGE_INVOICED));
}
