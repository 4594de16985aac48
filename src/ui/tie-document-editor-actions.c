/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-document-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-document-editor-private.h"
#include "ui/tie-print-window.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-void-question.h"

/* A save under way.  The callback needs it when saving failed too, so it holds a reference of its own. */
typedef struct
{
  TieDocumentEditor *editor; /* (owned) */
  TieDocumentSheet *sheet;   /* (owned): the worker's copy, as the file has it once all went well */
  char *window;              /* (owned) (nullable) */
  TieBillingStep step;
} Saving;

static void
saving_clear (gpointer data)
{
  Saving *self = data;

  g_object_unref (self->editor);
  g_clear_pointer (&self->sheet, tie_document_sheet_free);
  tie_billing_step_clear (&self->step);
  g_free (self->window);
}

static void
saving_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, saving_clear);
}

static gboolean
save_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Saving *saving = user_data;

  return tie_document_save (db, saving->sheet, &saving->step, error);
}

/* Lines without anything in them are no lines any more: the one that is meant is known by its id. */
static void
show_line_problem (TieDocumentEditor *self,
                   TieDocumentSheet *saved,
                   const char *sentence)
{
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
show_failure (TieDocumentEditor *self,
              TieDocumentSheet *saved,
              const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (g_error_matches (error, TIE_ERROR, TIE_ERROR_CHANGED))
    {
      self->is_stale = TRUE;
      tie_document_editor_set_problem (self, NULL, NULL);
    }
  else
    {
      tie_document_editor_set_problem (self, sentence, NULL);
      show_line_problem (self, saved, sentence);
    }
  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
approve (TieDocumentEditor *self)
{
  const char *const ids[] = { self->id, NULL };

  tie_billing_verb_run (GTK_WIDGET (self), self->session, tie_billing_verb_approve, ids);
}

static void
show_success (TieDocumentEditor *self,
              Saving *saving)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  g_clear_pointer (&self->sheet, tie_document_sheet_free);
  self->sheet = g_steal_pointer (&saving->sheet);
  g_free (self->id);
  self->id = g_strdup (tie_record_get_id (tie_document_editor_get_record (self)));
  g_clear_pointer (&self->problem, g_free);
  self->is_made = FALSE;
  self->is_stale = FALSE;
  if (line != NULL && saving->step.sentence != NULL)
    tie_status_line_say (line, saving->step.sentence, saving->step.id != 0);
  tie_document_editor_show (self);
  if (self->is_leaving)
    tie_editor_emit_closed (TIE_EDITOR (self));
  else
    tie_document_editor_load (self); /* what was paid, which number comes next */
  if (self->is_approving && g_str_equal (tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_INVOICED))
    approve (self); /* else the policy did it on saving */
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  Saving *saving = user_data;
  TieDocumentEditor *self = saving->editor;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = tie_store_run_finish (TIE_STORE (source), result, &error) != NULL;

  self->is_saving = FALSE;
  if (!g_cancellable_is_cancelled (self->gone))
    {
      if (is_saved)
        show_success (self, saving);
      else
        show_failure (self, saving->sheet, error);
      self->is_leaving = FALSE;
      self->is_approving = FALSE;
    }
  saving_unref (saving);
}

void
tie_document_editor_save (TieDocumentEditor *self,
                          gboolean then_leave)
{
  Saving *saving;

  if (self->is_saving || self->view == NULL || !tie_document_editor_commit_fields (self))
    return;
  self->is_saving = TRUE;
  self->is_leaving = then_leave;
  saving = g_atomic_rc_box_new0 (Saving);
  saving->editor = g_object_ref (self);
  saving->sheet = tie_document_sheet_copy (self->sheet);
  saving->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  saving->step.window = saving->window;
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, save_func, g_atomic_rc_box_acquire (saving), saving_unref,
                       NULL, saved_cb, saving);
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);

  if (self->view != NULL && tie_document_editor_commit_fields (self) && tie_document_editor_is_edited (self))
    tie_document_editor_save (self, FALSE);
}

static void
approve_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);

  if (self->view == NULL || self->is_saving || !tie_document_editor_commit_fields (self))
    return;
  if (!tie_document_editor_is_edited (self))
    approve (self);
  else
    {
      self->is_approving = TRUE;
      tie_document_editor_save (self, FALSE);
    }
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
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  tie_editor_leave (TIE_EDITOR (widget));
}

/* Takes back what was typed: the file's document is shown; of a new one nothing is left. */
static void
discard_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);

  if (self->id == NULL)
    {
      tie_editor_emit_closed (TIE_EDITOR (self));
      return;
    }
  g_clear_pointer (&self->view, tie_document_view_free);
  gtk_widget_grab_focus (self->back_button); /* a field with the focus keeps what is typed in it */
  tie_document_editor_load (self);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);
  GtkWidget *window = tie_print_window_new (self->session, self->id);

  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_contact_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);

  gtk_widget_activate_action (widget, "win.open-contact", "s", tie_record_get_text (tie_document_editor_get_record (self), TIE_DOCUMENT_CONTACT));
}

static void
credit_note_action (GtkWidget *widget,
                    const char *action_name,
                    GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-from", "(ss)", tie_billing_credit_notes.page, TIE_DOCUMENT_EDITOR (widget)->id);
}

static void
record_payment_action (GtkWidget *widget,
                       const char *action_name,
                       GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.new-from", "(ss)", tie_billing_payments.page, TIE_DOCUMENT_EDITOR (widget)->id);
}

static void
duplicate_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  gtk_widget_activate_action (widget, "billing.duplicate-document", "s", TIE_DOCUMENT_EDITOR (widget)->id);
}

static void
void_confirmed_cb (GtkWidget *widget,
                   const char *id)
{
  const char *const ids[] = { id, NULL };

  tie_billing_verb_run (widget, TIE_DOCUMENT_EDITOR (widget)->session, tie_billing_verb_void_documents, ids);
}

static void
void_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);
  g_autofree char *title = tie_document_get_title (self->sheet->document);

  tie_void_question_ask (widget, title, self->id, void_confirmed_cb);
}

static void
delete_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieDocumentEditor *self = TIE_DOCUMENT_EDITOR (widget);
  const char *const ids[] = { self->id, NULL };

  tie_billing_verb_run (widget, self->session, tie_billing_verb_delete_documents, ids);
}

void
tie_document_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "doc.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "doc.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "doc.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "doc.distribution", NULL, distribution_action);
  gtk_widget_class_install_action (widget_class, "doc.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "doc.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "doc.open-contact", NULL, open_contact_action);
  gtk_widget_class_install_action (widget_class, "doc.credit-note", NULL, credit_note_action);
  gtk_widget_class_install_action (widget_class, "doc.record-payment", NULL, record_payment_action);
  gtk_widget_class_install_action (widget_class, "doc.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "doc.void", NULL, void_action);
  gtk_widget_class_install_action (widget_class, "doc.delete", NULL, delete_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "doc.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "doc.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "doc.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "doc.approve", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "doc.distribution", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "doc.print", NULL);
}

/* (transfer full) Why it cannot be approved; NULL when it can. */
static char *
get_approve_problem (TieDocumentEditor *self)
{
  TieRecord *document = tie_document_editor_get_record (self);

  if (!tie_session_may (self->session, TIE_RIGHT_APPROVE))
    return tie_session_dup_refusal (self->session, TIE_RIGHT_APPROVE);
  if (tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) != 0)
    return g_strdup (_ ("It is void."));
  if (self->id == NULL && !tie_document_editor_is_edited (self))
    return g_strdup (_ ("There is nothing to approve yet."));
  if (!g_str_equal (tie_record_get_text (document, TIE_DOCUMENT_STAGE), TIE_DOCUMENT_STAGE_INVOICED) && !tie_document_editor_is_edited (self))
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
  TieRecord *document = tie_document_editor_get_record (self);
  const char *stage = tie_record_get_text (document, TIE_DOCUMENT_STAGE);
  gboolean is_edited = tie_document_editor_is_edited (self);
  gboolean is_void = tie_record_get_integer (document, TIE_DOCUMENT_IS_VOID) != 0;
  gboolean is_saved = self->id != NULL && !is_edited;
  gboolean may = tie_session_may (self->session, TIE_RIGHT_BILLING);
  gboolean is_here = g_str_equal (stage, TIE_DOCUMENT_STAGE_INVOICED) || g_str_equal (stage, TIE_DOCUMENT_STAGE_APPROVED);

  update_approve (self);
  gtk_widget_action_set_enabled (widget, "doc.save", is_edited && may);
  gtk_widget_action_set_enabled (widget, "doc.discard", is_edited || self->is_stale);
  gtk_widget_action_set_enabled (widget, "doc.print", is_saved && may && self->kind != &tie_billing_supplier_invoices);
  gtk_widget_action_set_enabled (widget, "doc.open-contact", tie_record_get_text (document, TIE_DOCUMENT_CONTACT) != NULL);
  gtk_widget_action_set_enabled (widget, "doc.credit-note", is_saved && may && self->kind == &tie_billing_invoices && !is_void);
  gtk_widget_action_set_enabled (widget, "doc.record-payment", is_saved && may && self->kind != &tie_billing_credit_notes && !is_void);
  gtk_widget_action_set_enabled (widget, "doc.duplicate", is_saved && may);
  gtk_widget_action_set_enabled (widget, "doc.void", is_saved && may && !is_void && is_here);
  gtk_widget_action_set_enabled (widget, "doc.delete", is_saved && may && !is_void && g_str_equal (stage, TIE_DOCUMENT_STAGE_INVOICED));
}
