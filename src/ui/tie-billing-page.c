/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-page"
#include "config.h"

#include <glib/gi18n.h>

#include "billing/tie-document-actions.h"
#include "ui/tie-billing-page-private.h"
#include "ui/tie-caption.h"
#include "ui/tie-document-editor.h"
#include "ui/tie-focus.h"
#include "ui/tie-list-columns.h"
#include "ui/tie-page.h"
#include "ui/tie-payment-editor.h"

static void tie_billing_page_page_init (TiePageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieBillingPage, tie_billing_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (TIE_TYPE_PAGE, tie_billing_page_page_init))

static gboolean
is_shown (TieListRow *row,
          guint filter,
          gpointer user_data)
{
  return tie_billing_kind_shows (TIE_BILLING_PAGE (user_data)->kind, row, filter);
}

static void
close_editor (TieBillingPage *self)
{
  g_autofree char *id = NULL;
  GtkWidget *editor = self->editor;

  if (editor == NULL)
    return;
  id = g_strdup (tie_editor_get_id (TIE_EDITOR (editor)));
  self->editor = NULL;
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_stack_remove (self->stack, editor);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tie_list_pane_focus_row (self->pane, id);
}

static GtkWidget *
create_editor (TieBillingPage *self,
               const char *id)
{
  if (self->kind->document == NULL)
    return tie_payment_editor_new (self->session, id, NULL);
  return tie_document_editor_new (self->session, self->kind, id);
}

static void
show_editor (TieBillingPage *self,
             GtkWidget *editor)
{
  close_editor (self);
  self->editor = editor;
  g_signal_connect_object (editor, "closed", G_CALLBACK (close_editor), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, editor);
  gtk_stack_set_visible_child (self->stack, editor);
}

/* What is to be done once nothing that is being edited would be lost. */
typedef struct
{
  TieBillingPage *page; /* (owned) */
  void (*func) (TieBillingPage *self, const char *id);
  char *id;             /* (owned) (nullable) */
} Going;

static void
going_free (gpointer data)
{
  Going *going = data;

  g_object_unref (going->page);
  g_free (going->id);
  g_free (going);
}

static void
go_func (gpointer user_data)
{
  Going *going = user_data;

  close_editor (going->page);
  going->func (going->page, going->id);
}

static void
leave_editor (TieBillingPage *self,
              void (*func) (TieBillingPage *self, const char *id),
              const char *id)
{
  Going *going = g_new0 (Going, 1);

  going->page = g_object_ref (self);
  going->func = func;
  going->id = g_strdup (id);
  if (self->editor != NULL)
    {
      tie_editor_leave (TIE_EDITOR (self->editor), go_func, going, going_free);
      return;
    }
  go_func (going);
  going_free (going);
}

/* id NULL: a new one. */
static void
show_record (TieBillingPage *self,
             const char *id)
{
  show_editor (self, create_editor (self, id));
}

static void
row_activated_cb (TieBillingPage *self,
                  TieListRow *row)
{
  show_record (self, tie_list_row_get_id (row));
}

static void
row_check_cb (TieBillingPage *self,
              TieListRow *row)
{
  tie_list_row_set_is_checked (row, !tie_list_row_get_is_checked (row));
  tie_billing_page_show_checked (self);
}

static void
row_menu_cb (TieBillingPage *self,
             TieListRow *row)
{
  tie_billing_page_update_actions (self, row);
}

static void
page_create (TiePage *page)
{
  leave_editor (TIE_BILLING_PAGE (page), show_record, NULL);
}

static void
search (TieBillingPage *self,
        const char *id)
{
  tie_list_pane_focus_search (self->pane);
}

static void
page_search (TiePage *page)
{
  leave_editor (TIE_BILLING_PAGE (page), search, NULL);
}

static gboolean
page_go_back (TiePage *page)
{
  TieBillingPage *self = TIE_BILLING_PAGE (page);

  return self->editor != NULL && gtk_widget_activate_action (self->editor, "editor.back", NULL);
}

static void
page_open (TiePage *page,
           const char *id)
{
  leave_editor (TIE_BILLING_PAGE (page), show_record, id);
}

/* An invoice's credit note, a payment of the document, or a refund of a credit note or payment. */
static void
make_from (TieBillingPage *self,
           const char *id)
{
  if (self->kind->document == NULL)
    show_editor (self, tie_payment_editor_new (self->session, NULL, id));
  else
    tie_billing_page_make (self, tie_document_make_credit_note, id);
}

static void
page_create_from (TiePage *page,
                  const char *id)
{
  leave_editor (TIE_BILLING_PAGE (page), make_from, id);
}

static TieEditor *
page_get_editor (TiePage *page)
{
  GtkWidget *editor = TIE_BILLING_PAGE (page)->editor;

  return editor != NULL ? TIE_EDITOR (editor) : NULL;
}

static void
tie_billing_page_page_init (TiePageInterface *iface)
{
  iface->create = page_create;
  iface->search = page_search;
  iface->go_back = page_go_back;
  iface->open = page_open;
  iface->create_from = page_create_from;
  iface->get_editor = page_get_editor;
}

/* The list is read when it is first seen: a practice has four such pages, and few days need all of them. */
static void
tie_billing_page_map (GtkWidget *widget)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);

  if (tie_list_pane_get_listing (self->pane) == NULL)
    {
      g_autoptr (TieListing) listing = tie_billing_kind_create_listing (self->kind, tie_session_get_store (self->session), NULL);

      tie_list_pane_set_listing (self->pane, self->kind->page, listing, is_shown, self);
    }
  GTK_WIDGET_CLASS (tie_billing_page_parent_class)->map (widget);
}

static gboolean
tie_billing_page_grab_focus (GtkWidget *widget)
{
  TieBillingPage *self = TIE_BILLING_PAGE (widget);

  return gtk_widget_grab_focus (self->editor != NULL ? self->editor : GTK_WIDGET (self->pane));
}

static void
tie_billing_page_dispose (GObject *object)
{
  TieBillingPage *self = TIE_BILLING_PAGE (object);

  g_cancellable_cancel (self->gone);
  g_clear_pointer ((GtkWidget **) &self->stack, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_billing_page_parent_class)->dispose (object);
}

static void
tie_billing_page_finalize (GObject *object)
{
  g_object_unref (TIE_BILLING_PAGE (object)->gone);
  G_OBJECT_CLASS (tie_billing_page_parent_class)->finalize (object);
}

static void
tie_billing_page_class_init (TieBillingPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_billing_page_dispose;
  object_class->finalize = tie_billing_page_finalize;
  widget_class->focus = tie_focus_child;
  widget_class->grab_focus = tie_billing_page_grab_focus;
  widget_class->map = tie_billing_page_map;

  g_type_ensure (TIE_TYPE_LIST_PANE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, APP_PATH "/ui/tie-billing-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, pane);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, row_menu);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, checked_revealer);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, checked_label);
  gtk_widget_class_bind_template_child (widget_class, TieBillingPage, sent_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_check_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_menu_cb);

  tie_billing_page_install_actions (widget_class);
}

static void
tie_billing_page_init (TieBillingPage *self)
{
  self->gone = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_kind (TieBillingPage *self)
{
  const TieBillingKind *kind = self->kind;
  TieTable *table = tie_list_pane_get_table (self->pane);

  gtk_button_set_label (self->add_button, _ (kind->add_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (kind->add_label), -1);
  gtk_widget_set_visible (self->sent_button, kind->can_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.mark-sent", kind->can_send);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.duplicate", kind->document != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.approve", kind->can_approve);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "billing.print", kind == &tie_billing_invoices || kind == &tie_billing_credit_notes);
  if (kind->can_approve)
    tie_list_columns_add_check (table, _ (kind->title));
  tie_billing_kind_set_up_pane (kind, self->pane, tie_session_get_company (self->session), TRUE);
}

static void
show_package (TieBillingPage *self)
{
  const char *package = tie_session_get_package (self->session)->short_name;

  tie_caption_set_item (self->row_menu, "action", "billing.send", _ ("Export to %s…"), package);
  tie_caption_set_item (self->row_menu, "action", "billing.void-there", _ ("Void in %s…"), package);
  tie_caption_set_item (self->row_menu, "action", "billing.delete-there", _ ("Delete from %s…"), package);
}

GtkWidget *
tie_billing_page_new (TieSession *session,
                      const TieBillingKind *kind)
{
  TieBillingPage *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);

  self = g_object_new (TIE_TYPE_BILLING_PAGE, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  show_kind (self);
  g_signal_connect_object (tie_session_get_company (session), "notify::package", G_CALLBACK (show_package), self, G_CONNECT_SWAPPED);
  show_package (self);
  return GTK_WIDGET (self);
}

GtkWidget *
tie_invoices_page_new (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_invoices);
}

GtkWidget *
tie_credit_notes_page_new (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_credit_notes);
}

GtkWidget *
tie_supplier_invoices_page_new (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_supplier_invoices);
}

GtkWidget *
tie_payments_page_new (TieSession *session)
{
  return tie_billing_page_new (session, &tie_billing_payments);
}

void
tie_billing_page_open_sheet (TieBillingPage *self,
                             TieDocumentSheet *sheet)
{
  g_return_if_fail (TIE_IS_BILLING_PAGE (self));

  show_editor (self, tie_document_editor_new_with_sheet (self->session, self->kind, sheet));
}

GtkWidget *
tie_billing_page_get_editor (TieBillingPage *self)
{
  g_return_val_if_fail (TIE_IS_BILLING_PAGE (self), NULL);

  return self->editor;
}
