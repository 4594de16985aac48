/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ledger/sage/tie-sage-entity.h"

/* Translators: these are areas of Sage Accounting, as its page of a user's rights calls them */
#define CONTACTS N_ ("Contacts")
#define SALES N_ ("Sales")
#define PURCHASES N_ ("Purchases")
#define BANK N_ ("Bank")
#define PRODUCTS N_ ("Products & Services")
#define SETTINGS N_ ("Settings")

/* Of a kind with two lists, the first is the one where new ones are made. */
static const TieSageEntity entities[] = {
  { TIE_KIND_CUSTOMER, "contacts", "contact", NULL, "", "contact_type_id", "CUSTOMER", CONTACTS, TRUE, FALSE },
  { TIE_KIND_VENDOR, "contacts", "contact", NULL, "", "contact_type_id", "VENDOR", CONTACTS, TRUE, FALSE },
  { TIE_KIND_ITEM, "services", "service", NULL, "", NULL, NULL, PRODUCTS, TRUE, FALSE },
  { TIE_KIND_ITEM, "products", "product", NULL, "product:", NULL, NULL, PRODUCTS, TRUE, FALSE },
  { TIE_KIND_ACCOUNT, "ledger_accounts", "ledger_account", NULL, "", NULL, NULL, SETTINGS, FALSE, FALSE },
  { TIE_KIND_ACCOUNT, "bank_accounts", "bank_account", NULL, "bank:", NULL, NULL, BANK, FALSE, FALSE },
  { TIE_KIND_TAX_CODE, "tax_rates", "tax_rate", NULL, "", NULL, NULL, SETTINGS, FALSE, FALSE },
  { TIE_KIND_SALES_INVOICE, "sales_invoices", "sales_invoice", "invoice_lines", "", NULL, NULL, SALES, TRUE, TRUE },
  { TIE_KIND_SALES_CREDIT, "sales_credit_notes", "sales_credit_note", "credit_note_lines", "", NULL, NULL, SALES, TRUE, TRUE },
  { TIE_KIND_SUPPLIER_INVOICE, "purchase_invoices", "purchase_invoice", "invoice_lines", "", NULL, NULL, PURCHASES, TRUE, TRUE },
  { TIE_KIND_SUPPLIER_INVOICE, "purchase_quick_entries", "purchase_quick_entry", NULL, "quick:", NULL, NULL, PURCHASES, TRUE, TRUE },
  { TIE_KIND_SUPPLIER_CREDIT, "purchase_credit_notes", "purchase_credit_note", "credit_note_lines", "", NULL, NULL, PURCHASES, TRUE, TRUE },
  { TIE_KIND_RECEIPT, "contact_payments", "contact_payment", NULL, "", "transaction_type_id", "CUSTOMER_RECEIPT", BANK, TRUE, TRUE },
  { TIE_KIND_RECEIPT, "contact_allocations", "contact_allocation", NULL, "allocation:", "transaction_type_id", "CUSTOMER_ALLOCATION", SALES, TRUE, TRUE },
  { TIE_KIND_SUPPLIER_PAYMENT, "contact_payments", "contact_payment", NULL, "", "transaction_type_id", "VENDOR_PAYMENT", BANK, TRUE, TRUE },
  { TIE_KIND_SUPPLIER_PAYMENT, "contact_allocations", "contact_allocation", NULL, "allocation:", "transaction_type_id", "VENDOR_ALLOCATION", PURCHASES, TRUE, TRUE },
  { TIE_KIND_REFUND, "contact_payments", "contact_payment", NULL, "", "transaction_type_id", "CUSTOMER_REFUND", BANK, TRUE, TRUE },
};

const TieSageEntity *
tie_sage_entity_for_kind (TieKind kind,
                          guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (entities[i].kind == kind && n-- == 0)
        return &entities[i];
    }
  return NULL;
}

const TieSageEntity *
tie_sage_entity_for_list (const char *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (g_strcmp0 (entities[i].list, list) == 0)
        return &entities[i];
    }
  return NULL;
}

const TieSageEntity *
tie_sage_entity_for_resource (TieKind kind,
                              const char *resource)
{
  gsize length = strcspn (resource, "/?");
  const TieSageEntity *entity = NULL;

  for (guint n = 0; (entity = tie_sage_entity_for_kind (kind, n)) != NULL; n++)
    {
      if (strlen (entity->list) == length && strncmp (entity->list, resource, length) == 0)
        return entity;
    }
  return NULL;
}

const TieSageEntity *
tie_sage_entity_for_id (TieKind kind,
                        const char *id,
                        const char **there)
{
  const TieSageEntity *entity = NULL;

  for (guint n = 1; (entity = tie_sage_entity_for_kind (kind, n)) != NULL; n++)
    {
      if (!g_str_has_prefix (id, entity->prefix))
        continue;
      *there = id + strlen (entity->prefix);
      return entity;
    }
  *there = id;
  return tie_sage_entity_for_kind (kind, 0);
}

char *
tie_sage_entity_dup_id (const TieSageEntity *self,
                        const char *there)
{
  return g_strconcat (self->prefix, there, NULL);
}

gboolean
tie_sage_kind_has_verb (TieKind kind,
                        const char *verb)
{
  if (tie_sage_entity_for_kind (kind, 0) == NULL || kind == TIE_KIND_ACCOUNT || kind == TIE_KIND_TAX_CODE)
    return FALSE;
  if (g_str_equal (verb, "void"))
    return tie_kind_is_money (kind) && !tie_kind_is_payment (kind);
  if (g_str_equal (verb, "delete"))
    return tie_kind_is_payment (kind);
  return g_str_equal (verb, "create") || g_str_equal (verb, "update");
}
