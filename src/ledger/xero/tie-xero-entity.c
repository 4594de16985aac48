/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero"
#include "config.h"

#include "ledger/xero/tie-xero-entity.h"

static const TieXeroEntity entities[] = {
  { TIE_KIND_CUSTOMER, "Contacts", "Contact", "ContactID", "ContactNumber", "Name", "ContactStatus", NULL, NULL, TRUE, TRUE },
  { TIE_KIND_VENDOR, "Contacts", "Contact", "ContactID", "ContactNumber", "Name", "ContactStatus", NULL, NULL, TRUE, TRUE },
  { TIE_KIND_ITEM, "Items", "Item", "ItemID", "Code", "Code", NULL, NULL, NULL, FALSE, TRUE },
  { TIE_KIND_ACCOUNT, "Accounts", "Account", "AccountID", "Code", "Name", "Status", NULL, NULL, FALSE, TRUE },
  { TIE_KIND_TAX_CODE, "TaxRates", "TaxRate", "TaxType", NULL, "Name", "Status", NULL, NULL, FALSE, FALSE },
  { TIE_KIND_SALES_INVOICE, "Invoices", "Invoice", "InvoiceID", "InvoiceNumber", NULL, "Status", "Type", "ACCREC", TRUE, TRUE },
  { TIE_KIND_SUPPLIER_INVOICE, "Invoices", "Invoice", "InvoiceID", "InvoiceNumber", NULL, "Status", "Type", "ACCPAY", TRUE, TRUE },
  { TIE_KIND_SALES_CREDIT, "CreditNotes", "CreditNote", "CreditNoteID", "CreditNoteNumber", NULL, "Status", "Type", "ACCRECCREDIT", TRUE, TRUE },
  { TIE_KIND_SUPPLIER_CREDIT, "CreditNotes", "CreditNote", "CreditNoteID", "CreditNoteNumber", NULL, "Status", "Type", "ACCPAYCREDIT", TRUE, TRUE },
  { TIE_KIND_RECEIPT, "Payments", "Payment", "PaymentID", NULL, NULL, "Status", "PaymentType", "ACCRECPAYMENT", TRUE, TRUE },
  { TIE_KIND_SUPPLIER_PAYMENT, "Payments", "Payment", "PaymentID", NULL, NULL, "Status", "PaymentType", "ACCPAYPAYMENT", TRUE, TRUE },
  { TIE_KIND_REFUND, "Payments", "Payment", "PaymentID", NULL, NULL, "Status", "PaymentType", "ARCREDITPAYMENT", TRUE, TRUE },
};

const TieXeroEntity *
tie_xero_entity_for_kind (TieKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (entities[i].kind == kind)
        return &entities[i];
    }
  return NULL;
}

gboolean
tie_xero_entity_has_verb (const TieXeroEntity *self,
                          const char *verb)
{
  gboolean is_list = self->kind == TIE_KIND_CUSTOMER || self->kind == TIE_KIND_VENDOR || self->kind == TIE_KIND_ITEM;

  if (g_str_equal (verb, "create"))
    return is_list || tie_kind_is_money (self->kind);
  if (g_str_equal (verb, "update"))
    return is_list || (tie_kind_is_money (self->kind) && !tie_kind_is_payment (self->kind));
  /* A draft is deleted, what was approved is voided, a payment is deleted. */
  if (g_str_equal (verb, "void"))
    return tie_kind_is_money (self->kind) && !tie_kind_is_payment (self->kind);
  return g_str_equal (verb, "delete") && tie_kind_is_money (self->kind);
}
