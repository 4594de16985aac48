/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-page"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-document-actions.h"
#include "ui/tie-billing-page-private.h"
#include "ui/tie-document-rows.h"
#include "ui/tie-page.h"
#include "ui/tie-payment-rows.h"
#include "ui/tie-print-window.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-status-line.h"
#include "ui/tie-table-export.h"
#include "ui/tie-void-question.h"
#include "ui/tie-windows.h"

/* What is done with the rows of the list: with the checked ones, else with the current one. */

/* The ids of the checked rows, else of the current one; NULL at the end. */
static GPtrArray *
get_ids (TieBillingPage *self,
         gboolean only_checked)
{
  TieListing *listing = tie_list_pane_get_listing (self->pane);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; listing != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (listing)); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (listing), i);

      if (tie_list_row_get_is_checked (row))
        g_ptr_array_add (ids, g_strdup (tie_list_row_get_id (row)));
    }
  if (ids->len == 0 && !only_checked && tie_list_pane_get_current (self->pane) != NULL)
    g_ptr_array_add (ids, g_strdup (tie_list_row_get_id (tie_list_pane_get_current (self->pane))));
  g_ptr_array_add (ids, NULL);
  return ids;
}

void
tie_billing_page_show_checked (TieBillingPage *self)
{
  g_autoptr (GPtrArray) ids = get_ids (self, TRUE);
  guint n = ids->len - 1;
  g_autofree char *text = g_strdup_printf (ngettext ("%u checked", "%u checked", n), n);

  gtk_label_set_label (self->checked_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.mark-sent", self->kind->can_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.approve", self->kind->can_approve);
  gtk_revealer_set_reveal_child (self->checked_revealer, n > 0);
}

/* What the row is at the package; 0: nothing. */
static TieKind
get_kind_there (TieBillingPage *self,
                TieListRow *row)
{
  if (tie_billing_kind_is_void (self->kind, row))
    return 0;
  if (self->kind->document == NULL)
    return tie_list_row_get_number (row, TIE_PAYMENT_ROW_IS_LINKED) != 0 ? TIE_KIND_RECEIPT : 0;
  if (tie_list_row_get_number (row, TIE_DOCUMENT_ROW_STAGE_NUMBER) < 2)
    return 0;
  return self->kind->group == TIE_SYNC_INVOICES ? TIE_KIND_SALES_INVOICE : self->kind->group == TIE_SYNC_CREDITS ? TIE_KIND_SALES_CREDIT : TIE_KIND_SUPPLIER_INVOICE;
}

void
tie_billing_page_update_actions (TieBillingPage *self,
                                 TieListRow *row)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_void = tie_billing_kind_is_void (self->kind, row);
  gint64 stage = self->kind->document != NULL ? tie_list_row_get_number (row, TIE_DOCUMENT_ROW_STAGE_NUMBER) : 0;
  gboolean is_sent = self->kind->can_send && tie_list_row_get_number (row, TIE_DOCUMENT_ROW_IS_SENT) != 0;

  if (!gtk_revealer_get_reveal_child (self->checked_revealer)) /* else they are about the checked ones */
    {
      gtk_widget_action_set_enabled (widget, "billing.mark-sent", self->kind->can_send && !is_void && !is_sent);
      gtk_widget_action_set_enabled (widget, "billing.approve", self->kind->can_approve && !is_void && stage == 0);
    }
  gtk_widget_action_set_enabled (widget, "billing.void", !is_void && stage < 2);
  gtk_widget_action_set_enabled (widget, "billing.void-there", tie_removal_question_may (self->session, get_kind_there (self, row), "void"));
  gtk_widget_action_set_enabled (widget, "billing.delete-there", tie_removal_question_may (self->session, get_kind_there (self, row), "delete"));
  gtk_widget_action_set_enabled (widget, "billing.send", self->kind->transfer != NULL && tie_session_may (self->session, TIE_RIGHT_SYNC));
  gtk_widget_action_set_enabled (widget, "billing.go-to-sync", tie_session_may (self->session, TIE_RIGHT_SYNC));
}

static void
made_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (TieBillingPage) self = TIE_BILLING_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  TieDocumentSheet *sheet = tie_billing_make_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (self));

  if (sheet != NULL && !g_cancellable_is_cancelled (self->gone))
    tie_billing_page_open_sheet (self, sheet);
  else if (sheet != NULL)
    tie_document_sheet_free (sheet);
  else if (line != NULL)
    tie_status_line_say_error (line, error);
}

void
tie_billing_page_make (TieBillingPage *self,
                       TieBillingMake make,
                       const char *id)
{
  tie_billing_make_async (self->session, make, id, self->gone, made_cb, g_object_ref (self));
}

static void
open_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    tie_page_open (TIE_PAGE (self), tie_list_row_get_id (row));
}

static void
add_action (GtkWidget *widget,
            const char *action_name,
            GVariant *parameter)
{
  tie_page_create (TIE_PAGE (widget));
}

static void
open_contact_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    gtk_widget_activate_action (widget, "win.open-contact", "s",
                                tie_list_row_get_text (row, self->kind->document != NULL ? (guint) TIE_DOCUMENT_ROW_CONTACT_ID : (guint) TIE_PAYMENT_ROW_CONTACT_ID));
}

static void
uncheck_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListing *listing = tie_list_pane_get_listing (self->pane);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (listing)); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (listing), i);

      tie_list_row_set_is_checked (row, FALSE);
    }
  tie_billing_page_show_checked (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->pane));
}

static void
mark_sent_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) ids = get_ids (self, FALSE);

  if (ids->len > 1)
    tie_billing_verb_run (widget, self->session, tie_billing_verb_mark_sent, (const char *const *) ids->pdata);
}

static void
approve_action (GtkWidget *widget,
                const char *action_name,
                GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) ids = get_ids (self, FALSE);

  if (ids->len > 1)
    tie_billing_verb_run (widget, self->session, tie_billing_verb_approve, (const char *const *) ids->pdata);
}

static void
print_action (GtkWidget *widget,
              const char *action_name,
              GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);
  GtkWidget *window;

  if (row == NULL || self->editor != NULL) /* an editor prints what it shows */
    return;
  window = tie_print_window_new (self->session, tie_list_row_get_id (row));
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (window));
}

/* The checked ones, else the current one, stand checked in the export window. */
static void
send_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  g_autoptr (GPtrArray) ids = get_ids (self, FALSE);

  if (ids->len > 1)
    tie_windows_open_transfer (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->kind->transfer, (const char *const *) ids->pdata);
}

static void
go_to_sync_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    gtk_widget_activate_action (widget, "win.open-sync", "(us)", self->kind->group, tie_list_row_get_id (row));
}

static void
void_confirmed_cb (GtkWidget *widget,
                   const char *id)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  const char *const ids[] = { id, NULL };

  tie_billing_verb_run (widget, self->session, self->kind->document != NULL ? tie_billing_verb_void_documents : tie_billing_verb_void_payments, ids);
}

static void
void_action (GtkWidget *widget,
             const char *action_name,
             GVariant *parameter)
{
  TieListRow *row = tie_list_pane_get_current (TIE_BILLING_PAGE (widget)->pane);

  if (row != NULL)
    tie_void_question_ask (widget, tie_list_row_get_text (row, TIE_DOCUMENT_ROW_NUMBER), tie_list_row_get_id (row), void_confirmed_cb);
}

static void
take_back (TieBillingPage *self,
           const char *verb)
{
  g_autoptr (GPtrArray) ids = get_ids (self, FALSE);

  if (ids->len > 1)
    tie_removal_question_ask (GTK_WIDGET (self), self->session, (const char *const *) ids->pdata, verb);
}

static void
void_there_action (GtkWidget *widget,
                   const char *action_name,
                   GVariant *parameter)
{
  take_back (TIE_BILLING_PAGE (widget), "void");
}

static void
delete_there_action (GtkWidget *widget,
                     const char *action_name,
                     GVariant *parameter)
{
  take_back (TIE_BILLING_PAGE (widget), "delete");
}

/* For the editor: parameter is the document's id. */
static void
duplicate_document_action (GtkWidget *widget,
                           const char *action_name,
                           GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);

  tie_billing_page_make (self, tie_document_duplicate, g_variant_get_string (parameter, NULL));
}

static void
duplicate_action (GtkWidget *widget,
                  const char *action_name,
                  GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);
  TieListRow *row = tie_list_pane_get_current (self->pane);

  if (row != NULL)
    tie_billing_page_make (self, tie_document_duplicate, tie_list_row_get_id (row));
}

static void
export_action (GtkWidget *widget,
               const char *action_name,
               GVariant *parameter)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);

  tie_table_export (tie_list_pane_get_table (self->pane), _ (self->kind->title));
}

void
tie_billing_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "billing.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "billing.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "billing.open-contact", NULL, open_contact_action);
  gtk_widget_class_install_action (widget_class, "billing.uncheck", NULL, uncheck_action);
  gtk_widget_class_install_action (widget_class, "billing.mark-sent", NULL, mark_sent_action);
  gtk_widget_class_install_action (widget_class, "billing.approve", NULL, approve_action);
  gtk_widget_class_install_action (widget_class, "billing.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "billing.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "billing.go-to-sync", NULL, go_to_sync_action);
  gtk_widget_class_install_action (widget_class, "billing.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "billing.duplicate-document", "s", duplicate_document_action);
  gtk_widget_class_install_action (widget_class, "billing.void", NULL, void_action);
  gtk_widget_class_install_action (widget_class, "billing.void-there", NULL, void_there_action);
  gtk_widget_class_install_action (widget_class, "billing.delete-there", NULL, delete_there_action);
  gtk_widget_class_install_action (widget_class, "billing.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "billing.print", NULL);
}
