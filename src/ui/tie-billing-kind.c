/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-kind"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-document.h"
#include "ui/tie-billing-kind.h"
#include "ui/tie-document-rows.h"
#include "ui/tie-payment-rows.h"

/* In the order of TieDocumentsShow. */
static const char *const document_filters[] = {
  N_ ("All"), N_ ("Draft"), N_ ("To send"), N_ ("To approve"), N_ ("Ready"), N_ ("Exported"), N_ ("Posted"), N_ ("Blocked"), NULL,
};

/* In the order of TiePaymentsShow. */
static const char *const payment_filters[] = { N_ ("All"), N_ ("Received"), N_ ("Made"), N_ ("Unapplied"), NULL };

const TieBillingKind tie_billing_invoices = {
  .page = "invoices",
  .document = TIE_DOCUMENT_KIND_INVOICE,
  .group = TIE_SYNC_INVOICES,
  .transfer = "invoice-export",
  .title = N_ ("Invoices"),
  .search_label = N_ ("Search invoices"),
  .nothing_found = N_ ("No invoices match “%s”"),
  .nothing_shown = N_ ("No Such Invoices"),
  .icon_name = "x-office-document-symbolic",
  .empty_title = N_ ("No Invoices Yet"),
  .empty_description = N_ ("Invoice the work on a project, or write an invoice line by line."),
  .add_label = N_ ("New Invoice"),
  .new_title = N_ ("New Invoice"),
  .save_label = N_ ("_Save Invoice"),
  .save_new_question = N_ ("Save the New Invoice?"),
  .filters = document_filters,
  .can_send = TRUE,
  .can_approve = TRUE,
};

const TieBillingKind tie_billing_credit_notes = {
  .page = "credit-notes",
  .document = TIE_DOCUMENT_KIND_CREDIT,
  .group = TIE_SYNC_CREDITS,
  .transfer = "credit-export",
  .title = N_ ("Credit Notes"),
  .search_label = N_ ("Search credit notes"),
  .nothing_found = N_ ("No credit notes match “%s”"),
  .nothing_shown = N_ ("No Such Credit Notes"),
  .icon_name = "edit-undo-symbolic",
  .empty_title = N_ ("No Credit Notes Yet"),
  .empty_description = N_ ("A credit note takes back an invoice or a part of it."),
  .add_label = N_ ("New Credit Note"),
  .new_title = N_ ("New Credit Note"),
  .save_label = N_ ("_Save Credit Note"),
  .save_new_question = N_ ("Save the New Credit Note?"),
  .filters = document_filters,
  .can_approve = TRUE,
};

const TieBillingKind tie_billing_supplier_invoices = {
  .page = "supplier-invoices",
  .document = TIE_DOCUMENT_KIND_SUPPLIER,
  .group = TIE_SYNC_SUPPLIER,
  .transfer = "supplier-export",
  .title = N_ ("Supplier Invoices"),
  .search_label = N_ ("Search supplier invoices"),
  .nothing_found = N_ ("No supplier invoices match “%s”"),
  .nothing_shown = N_ ("No Such Supplier Invoices"),
  .icon_name = "mail-attachment-symbolic",
  .empty_title = N_ ("No Supplier Invoices Yet"),
  .empty_description = N_ ("What suppliers ask of the practice stands here."),
  .add_label = N_ ("Enter Supplier Invoice"),
  .new_title = N_ ("New Supplier Invoice"),
  .save_label = N_ ("_Save Supplier Invoice"),
  .save_new_question = N_ ("Save the New Supplier Invoice?"),
  .filters = document_filters,
  .can_approve = TRUE,
};

const TieBillingKind tie_billing_payments = {
  .page = "payments",
  .group = TIE_SYNC_PAYMENTS,
  .transfer = "payment-export",
  .title = N_ ("Payments"),
  .search_label = N_ ("Search payments"),
  .nothing_found = N_ ("No payments match “%s”"),
  .nothing_shown = N_ ("No Such Payments"),
  .icon_name = "emblem-ok-symbolic",
  .empty_title = N_ ("No Payments Yet"),
  .empty_description = N_ ("Money that came from clients, went back to them or went to suppliers stands here."),
  .add_label = N_ ("Record Payment"),
  .new_title = N_ ("New Payment"),
  .save_label = N_ ("_Save Payment"),
  .save_new_question = N_ ("Save the New Payment?"),
  .filters = payment_filters,
};

const TieBillingKind *
tie_billing_kind_of_document (const char *document)
{
  if (g_str_equal (document, TIE_DOCUMENT_KIND_CREDIT))
    return &tie_billing_credit_notes;
  if (g_str_equal (document, TIE_DOCUMENT_KIND_SUPPLIER))
    return &tie_billing_supplier_invoices;
  return &tie_billing_invoices;
}

TieListing *
tie_billing_kind_create_listing (const TieBillingKind *kind,
                                 TieStore *store,
                                 const char *contact)
{
  return kind->document != NULL ? tie_document_rows_new (store, kind->document, contact) : tie_payment_rows_new (store, contact);
}

static void
add_columns (const TieBillingKind *kind,
             TieTable *table,
             TieCompany *company,
             gboolean with_contact)
{
  tie_table_set_accessible_name (table, _ (kind->title));
  if (kind->document != NULL)
    tie_document_rows_add_columns (table, company, kind->document, with_contact);
  else
    tie_payment_rows_add_columns (table, company, with_contact);
}

gboolean
tie_billing_kind_shows (const TieBillingKind *kind,
                        TieListRow *row,
                        guint filter)
{
  return kind->document != NULL ? tie_document_rows_shows (row, filter) : tie_payment_rows_shows (row, filter);
}

gboolean
tie_billing_kind_is_void (const TieBillingKind *kind,
                          TieListRow *row)
{
  return tie_list_row_get_number (row, kind->document != NULL ? (guint) TIE_DOCUMENT_ROW_IS_VOID : (guint) TIE_PAYMENT_ROW_IS_VOID) != 0;
}

static GtkStringList *
create_filters (const TieBillingKind *kind)
{
  GtkStringList *filters = gtk_string_list_new (NULL);

  for (guint i = 0; kind->filters[i] != NULL; i++)
    gtk_string_list_append (filters, _ (kind->filters[i]));
  return filters;
}

void
tie_billing_kind_set_up_pane (const TieBillingKind *kind,
                              TieListPane *pane,
                              TieCompany *company,
                              gboolean with_contact)
{
  g_autoptr (GtkStringList) filters = create_filters (kind);

  g_object_set (pane,
                "search-label", _ (kind->search_label),
                "nothing-found", _ (kind->nothing_found),
                "nothing-shown", _ (kind->nothing_shown),
                "icon-name", kind->icon_name,
                "empty-title", _ (kind->empty_title),
                "empty-description", _ (kind->empty_description),
                "filter-model", filters,
                NULL);
  add_columns (kind, tie_list_pane_get_table (pane), company, with_contact);
}
