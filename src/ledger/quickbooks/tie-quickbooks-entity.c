/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks"
#include "config.h"

#include "ledger/quickbooks/tie-quickbooks-entity.h"

const TieQuickbooksEntity tie_quickbooks_entities[] = {
  { TIE_KIND_CUSTOMER, "Customer", "customer", "DisplayName", "BillAddr", NULL, NULL },
  { TIE_KIND_VENDOR, "Vendor", "vendor", "DisplayName", "BillAddr", "AcctNum", NULL },
  { TIE_KIND_EMPLOYEE, "Employee", "employee", "DisplayName", "PrimaryAddr", "EmployeeNumber", NULL },
  { TIE_KIND_ITEM, "Item", "item", "Name", NULL, "Sku", NULL },
  { TIE_KIND_ACCOUNT, "Account", "account", "Name", NULL, "AcctNum", NULL },
  { TIE_KIND_TAX_CODE, "TaxCode", "taxcode", "Name", NULL, NULL, NULL },
  { TIE_KIND_TERM, "Term", "term", "Name", NULL, NULL, NULL },
  { TIE_KIND_SALES_INVOICE, "Invoice", "invoice", NULL, NULL, NULL, "CustomerRef" },
  { TIE_KIND_SALES_CREDIT, "CreditMemo", "creditmemo", NULL, NULL, NULL, "CustomerRef" },
  { TIE_KIND_SUPPLIER_INVOICE, "Bill", "bill", NULL, NULL, NULL, "VendorRef" },
  { TIE_KIND_SUPPLIER_CREDIT, "VendorCredit", "vendorcredit", NULL, NULL, NULL, "VendorRef" },
  { TIE_KIND_RECEIPT, "Payment", "payment", NULL, NULL, NULL, "CustomerRef" },
  { TIE_KIND_SUPPLIER_PAYMENT, "BillPayment", "billpayment", NULL, NULL, NULL, "VendorRef" },
  { TIE_KIND_REFUND, "Purchase", "purchase", NULL, NULL, NULL, "EntityRef" },
  { TIE_KIND_REFUND_RECEIPT, "RefundReceipt", "refundreceipt", NULL, NULL, NULL, "CustomerRef" },
  { 0, NULL, NULL, NULL, NULL, NULL, NULL },
};

const TieQuickbooksEntity *
tie_quickbooks_entity_for_kind (TieKind kind)
{
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      if (entity->kind == kind)
        return entity;
    }
  return NULL;
}

/* NULL when none is called so: other transactions occur in links. */
static const TieQuickbooksEntity *
find_name (const char *name)
{
  for (const TieQuickbooksEntity *entity = tie_quickbooks_entities; entity->name != NULL; entity++)
    {
      if (g_strcmp0 (entity->name, name) == 0)
        return entity;
    }
  return NULL;
}

const TieQuickbooksEntity *
tie_quickbooks_entity_for_link (const char *type)
{
  static const char *const purchases[] = { "Check", "Expense", "CreditCardCredit", NULL };

  return type != NULL && g_strv_contains (purchases, type) ? tie_quickbooks_entity_for_kind (TIE_KIND_REFUND) : find_name (type);
}

gboolean
tie_quickbooks_entity_shares_names (const TieQuickbooksEntity *self)
{
  return self->kind == TIE_KIND_CUSTOMER || self->kind == TIE_KIND_VENDOR || self->kind == TIE_KIND_EMPLOYEE;
}

const char *
tie_quickbooks_entity_get_link (const TieQuickbooksEntity *self)
{
  return self->kind == TIE_KIND_REFUND ? "Check" : self->name;
}

gboolean
tie_quickbooks_entity_has_changes (const TieQuickbooksEntity *self)
{
  return self->kind != TIE_KIND_TAX_CODE;
}

gboolean
tie_quickbooks_entity_has_verb (const TieQuickbooksEntity *self,
                                const char *verb)
{
  if (self->kind == TIE_KIND_REFUND_RECEIPT)
    return FALSE;
  if (g_str_equal (verb, "delete"))
    return tie_kind_is_money (self->kind);
  if (g_str_equal (verb, "void"))
    return self->kind == TIE_KIND_SALES_INVOICE || self->kind == TIE_KIND_RECEIPT || self->kind == TIE_KIND_SUPPLIER_PAYMENT;
  return (g_str_equal (verb, "create") || g_str_equal (verb, "update")) &&
         (tie_kind_is_money (self->kind) || tie_quickbooks_entity_shares_names (self) || self->kind == TIE_KIND_ITEM);
}
