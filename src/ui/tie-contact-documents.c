/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-documents"
#include "config.h"

#include "ui/tie-contact-documents.h"
#include "ui/tie-focus.h"

struct _TieContactDocuments
{
  GtkWidget parent_instance;

  TieListPane *pane;           /* (unowned): child */
  TieSession *session;         /* (owned) */
  const TieBillingKind *kind;
  char *contact;               /* (owned) */
};

G_DEFINE_FINAL_TYPE (TieContactDocuments, tie_contact_documents, GTK_TYPE_WIDGET)

static gboolean
is_shown (TieListRow *row,
          guint filter,
          gpointer user_data)
{
  return tie_billing_kind_shows (TIE_CONTACT_DOCUMENTS (user_data)->kind, row, filter);
}

static void
row_activated_cb (TieContactDocuments *self,
                  TieListRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "(ss)", self->kind->page, tie_list_row_get_id (row));
}

static void
tie_contact_documents_map (GtkWidget *widget)
{
  TieContactDocuments *self = TIE_CONTACT_DOCUMENTS (widget);

  if (tie_list_pane_get_listing (self->pane) == NULL)
    {
      g_autoptr (TieListing) listing = tie_billing_kind_create_listing (self->kind, tie_session_get_store (self->session), self->contact);
      g_autofree char *name = g_strconcat ("contact-", self->kind->page, NULL);

      tie_list_pane_set_listing (self->pane, name, listing, is_shown, self);
    }
  GTK_WIDGET_CLASS (tie_contact_documents_parent_class)->map (widget);
}

static gboolean
tie_contact_documents_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TIE_CONTACT_DOCUMENTS (widget)->pane));
}

static void
tie_contact_documents_dispose (GObject *object)
{
  TieContactDocuments *self = TIE_CONTACT_DOCUMENTS (object);

  g_clear_pointer ((GtkWidget **) &self->pane, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (tie_contact_documents_parent_class)->dispose (object);
}

static void
tie_contact_documents_finalize (GObject *object)
{
  g_free (TIE_CONTACT_DOCUMENTS (object)->contact);
  G_OBJECT_CLASS (tie_contact_documents_parent_class)->finalize (object);
}

static void
tie_contact_documents_class_init (TieContactDocumentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_contact_documents_dispose;
  object_class->finalize = tie_contact_documents_finalize;
  widget_class->map = tie_contact_documents_map;
  widget_class->focus = tie_focus_through;
  widget_class->grab_focus = tie_contact_documents_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tie_contact_documents_init (TieContactDocuments *self)
{
  self->pane = g_object_new (TIE_TYPE_LIST_PANE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->pane), GTK_WIDGET (self));
  g_signal_connect_swapped (self->pane, "row-activated", G_CALLBACK (row_activated_cb), self);
}

GtkWidget *
tie_contact_documents_new (TieSession *session,
                           const TieBillingKind *kind,
                           const char *contact)
{
  TieContactDocuments *self;

  g_return_val_if_fail (TIE_IS_SESSION (session), NULL);
  g_return_val_if_fail (contact != NULL, NULL);

  self = g_object_new (TIE_TYPE_CONTACT_DOCUMENTS, NULL);
  self->session = g_object_ref (session);
  self->kind = kind;
  self->contact = g_strdup (contact);
  tie_billing_kind_set_up_pane (kind, self->pane, tie_session_get_company (session), FALSE);
  return GTK_WIDGET (self);
}
