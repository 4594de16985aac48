/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-payment-editor"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-payment-actions.h"
#include "ui/tie-billing-verb.h"
#include "ui/tie-payment-editor-private.h"
#include "ui/tie-status-line.h"
#include "ui/tie-undo-control.h"
#include "ui/tie-void-question.h"

typedef struct
{
  TiePaymentSheet *sheet; /* (owned): as the file has it once all went well */
  char *window;           /* (owned) (nullable) */
  TieBillingStep step;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  tie_billing_step_clear (&self->step);
  g_free (self->window);
  g_free (self);
}

static gboolean
save_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  Saving *saving = user_data;

  return tie_payment_save (db, saving->sheet, &saving->step, error);
}

static void
show_success (TiePaymentEditor *self,
              Saving *saving)
{
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  g_clear_pointer (&self->sheet, tie_payment_sheet_free);
  self->sheet = g_steal_pointer (&saving->sheet);
  g_free (self->id);
  self->id = g_strdup (tie_record_get_id (tie_payment_editor_get_record (self)));
  g_clear_pointer (&self->problem, g_free);
  self->is_stale = FALSE;
  self->is_applied = TRUE;
  if (line != NULL && saving->step.sentence != NULL)
    tie_status_line_say (line, saving->step.sentence, saving->step.id != 0);
  tie_payment_editor_show (self);
  if (self->is_leaving)
    tie_editor_emit_closed (TIE_EDITOR (self));
  else
    tie_payment_editor_load (self);
}

static void
show_failure (TiePaymentEditor *self,
              const GError *error)
{
  g_autofree char *sentence = tie_error_get_sentence (error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));
  gboolean is_changed = g_error_matches (error, TIE_ERROR, TIE_ERROR_CHANGED);

  if (is_changed)
    self->is_stale = TRUE;
  tie_payment_editor_set_problem (self, is_changed ? NULL : sentence);
  if (line != NULL)
    tie_status_line_say_error (line, error);
}

static void
saved_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (TiePaymentEditor) self = TIE_PAYMENT_EDITOR (user_data);
  g_autoptr (GError) error = NULL;
  Saving *saving = tie_store_run_finish (TIE_STORE (source), result, &error);

  self->is_saving = FALSE;
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (saving != NULL)
    show_success (self, saving);
  else
    show_failure (self, error);
  self->is_leaving = FALSE;
}

void
tie_payment_editor_save (TiePaymentEditor *self,
                         gboolean then_leave)
{
  Saving *saving;

  if (self->is_saving || self->view == NULL || !tie_payment_editor_commit_fields (self))
    return;
  self->is_saving = TRUE;
  self->is_leaving = then_leave;
  saving = g_new0 (Saving, 1);
  saving->sheet = tie_payment_sheet_copy (self->sheet);
  saving->window = g_strdup (tie_undo_control_get_id (GTK_WIDGET (self)));
  saving->step.window = saving->window;
  tie_store_run_async (tie_session_get_store (self->session), TIE_STORE_WRITE, save_func, saving, (GDestroyNotify) saving_free,
                       NULL, saved_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (widget);

  if (self->view != NULL && tie_payment_editor_commit_fields (self) && tie_payment_editor_is_edited (self))
    tie_payment_editor_save (self, FALSE);
}

static void
back_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  tie_editor_leave (TIE_EDITOR (widget));
}

static void
discard_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (widget);

  if (self->id == NULL)
    {
      tie_editor_emit_closed (TIE_EDITOR (self));
      return;
    }
  g_clear_pointer (&self->view, tie_payment_view_free);
  gtk_widget_grab_focus (self->back_button); /* a field with the focus keeps what is typed in it */
  tie_payment_editor_load (self);
}

static void
apply_oldest_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  tie_payment_editor_apply_oldest (TIE_PAYMENT_EDITOR (widget));
}

static void
open_contact_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (widget);

  gtk_widget_activate_action (widget, "win.open-contact", "s", tie_record_get_text (tie_payment_editor_get_record (self), TIE_PAYMENT_CONTACT));
}

static void
void_confirmed_cb (GtkWidget *widget,
                   const char *id)
{
  const char *const ids[] = { id, NULL };

  tie_billing_verb_run (widget, TIE_PAYMENT_EDITOR (widget)->session, tie_billing_verb_void_payments, ids);
}

static void
void_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TiePaymentEditor *self = TIE_PAYMENT_EDITOR (widget);
  g_autofree char *title = tie_payment_get_title (self->sheet->payment);

  tie_void_question_ask (widget, title, self->id, void_confirmed_cb);
}

void
tie_payment_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "payment.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "payment.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "payment.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "payment.apply-oldest", NULL, apply_oldest_action);
  gtk_widget_class_install_action (widget_class, "payment.open-contact", NULL, open_contact_action);
  gtk_widget_class_install_action (widget_class, "payment.void", NULL, void_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "payment.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "payment.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "payment.save", NULL);
}

void
tie_payment_editor_update_actions (TiePaymentEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  TieRecord *payment = tie_payment_editor_get_record (self);
  gboolean is_edited = tie_payment_editor_is_edited (self);
  gboolean is_void = tie_record_get_integer (payment, TIE_PAYMENT_IS_VOID) != 0;
  gboolean may = tie_session_may (self->session, TIE_RIGHT_BILLING);

  gtk_widget_action_set_enabled (widget, "payment.save", is_edited && may);
  gtk_widget_action_set_enabled (widget, "payment.discard", is_edited || self->is_stale);
  gtk_widget_action_set_enabled (widget, "payment.apply-oldest", may && !is_void && self->view->items->len > 0);
  gtk_widget_action_set_enabled (widget, "payment.open-contact", tie_record_get_text (payment, TIE_PAYMENT_CONTACT) != NULL);
  gtk_widget_action_set_enabled (widget, "payment.void", self->id != NULL && !is_edited && !is_void && may);
}
