/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-company"
#include "config.h"

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-company.h"
#include "sandbox/tie-sandbox-json.h"

static const TieSandboxEntity entities[] = {
  { "CompanyInfo", "companyinfo", "company", "CompanyName", TIE_SANDBOX_KIND_READ_ONLY, FALSE },
  { "Preferences", "preferences", "preferences", NULL, TIE_SANDBOX_KIND_READ_ONLY, FALSE },
  { "TaxCode", "taxcode", "taxcode", "Name", TIE_SANDBOX_KIND_READ_ONLY, FALSE },
  { "TaxRate", "taxrate", "taxrate", "Name", TIE_SANDBOX_KIND_READ_ONLY, FALSE },
  { "TaxAgency", "taxagency", "taxagency", "DisplayName", TIE_SANDBOX_KIND_READ_ONLY, FALSE },
  { "Account", "account", "account", "Name", TIE_SANDBOX_KIND_LIST, TRUE },
  { "Item", "item", "item", "Name", TIE_SANDBOX_KIND_LIST, TRUE },
  { "Term", "term", "term", "Name", TIE_SANDBOX_KIND_LIST, TRUE },
  { "PaymentMethod", "paymentmethod", "paymentmethod", "Name", TIE_SANDBOX_KIND_LIST, TRUE },
  { "Customer", "customer", "name", "DisplayName", TIE_SANDBOX_KIND_NAME, TRUE },
  { "Vendor", "vendor", "name", "DisplayName", TIE_SANDBOX_KIND_NAME, TRUE },
  { "Employee", "employee", "name", "DisplayName", TIE_SANDBOX_KIND_NAME, TRUE },
  { "Invoice", "invoice", "transaction", "DocNumber", TIE_SANDBOX_KIND_SALE, TRUE },
  { "CreditMemo", "creditmemo", "transaction", "DocNumber", TIE_SANDBOX_KIND_SALE, TRUE },
  { "Payment", "payment", "transaction", NULL, TIE_SANDBOX_KIND_PAYMENT, TRUE },
  { "Bill", "bill", "transaction", "DocNumber", TIE_SANDBOX_KIND_PURCHASE, TRUE },
  { "VendorCredit", "vendorcredit", "transaction", "DocNumber", TIE_SANDBOX_KIND_PURCHASE, TRUE },
  { "BillPayment", "billpayment", "transaction", "DocNumber", TIE_SANDBOX_KIND_BILL_PAYMENT, TRUE },
  { "Purchase", "purchase", "transaction", "DocNumber", TIE_SANDBOX_KIND_EXPENSE, TRUE },
  { "RefundReceipt", "refundreceipt", "transaction", "DocNumber", TIE_SANDBOX_KIND_SALE, TRUE },
};

TieSandboxCompany *
tie_sandbox_company_new (TieSandboxStore *store,
                         const char *realm)
{
  TieSandboxCompany *self = g_new0 (TieSandboxCompany, 1);

  self->store = store;
  self->fields = tie_sandbox_fields_new ();
  self->realm = g_strdup (realm);
  self->clock_start = g_get_real_time ();
  self->haste = 1;
  return self;
}

void
tie_sandbox_company_free (TieSandboxCompany *self)
{
  tie_sandbox_store_free (self->store);
  tie_sandbox_fields_free (self->fields);
  tie_sandbox_company_forget_preferences (self);
  g_free (self->realm);
  g_free (self->page_statement);
  g_free (self);
}

const TieSandboxEntity *
tie_sandbox_entity_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (g_ascii_strcasecmp (entities[i].name, name) == 0)
        return &entities[i];
    }
  return NULL;
}

gboolean
tie_sandbox_entity_is_transaction (const TieSandboxEntity *entity)
{
  return entity->kind == TIE_SANDBOX_KIND_SALE || entity->kind == TIE_SANDBOX_KIND_PAYMENT
         || entity->kind == TIE_SANDBOX_KIND_PURCHASE || entity->kind == TIE_SANDBOX_KIND_BILL_PAYMENT
         || entity->kind == TIE_SANDBOX_KIND_EXPENSE;
}

gint64
tie_sandbox_company_now_ms (TieSandboxCompany *self)
{
  gint64 passed = (g_get_real_time () - self->clock_start) * self->haste;

  return (self->clock_start + passed) / 1000 + self->clock_offset * 1000;
}

gint64
tie_sandbox_company_now (TieSandboxCompany *self)
{
  return tie_sandbox_company_now_ms (self) / 1000;
}

char *
tie_sandbox_company_today (TieSandboxCompany *self)
{
  g_autofree char *now = tie_sandbox_format_time (tie_sandbox_company_now (self));

  return g_strndup (now, 10);
}

char *
tie_sandbox_company_dup_time (TieSandboxCompany *self)
{
  gint64 milliseconds = tie_sandbox_company_now_ms (self);
  g_autofree char *now = tie_sandbox_format_time (milliseconds / 1000);

  return g_strdup_printf ("%.19s.%03d%s", now, (int) (milliseconds % 1000), now + 19);
}

JsonObject *
tie_sandbox_company_dup_preferences (TieSandboxCompany *self,
                                     const char *group)
{
  JsonObject *object;

  if (self->preferences == NULL)
    {
      g_autoptr (TieSandboxDocument) document = tie_sandbox_store_get (self->store, "Preferences", 1, FALSE);

      self->preferences = document != NULL ? json_object_ref (document->object) : json_object_new ();
    }
  object = tie_sandbox_json_get_object (self->preferences, group);
  return object != NULL ? json_object_ref (object) : json_object_new ();
}

gboolean
tie_sandbox_company_is_global (TieSandboxCompany *self)
{
  g_autoptr (JsonObject) taxes = tie_sandbox_company_dup_preferences (self, "TaxPrefs");
  g_autoptr (TieSandboxDocument) info = tie_sandbox_store_get (self->store, "CompanyInfo", 1, FALSE);
  const char *country = info != NULL ? tie_sandbox_json_get_text (info->object, "Country") : NULL;

  return country != NULL && !g_str_equal (country, "US") && tie_sandbox_json_get_boolean (taxes, "UsingSalesTax");
}

void
tie_sandbox_company_forget_preferences (TieSandboxCompany *self)
{
  g_clear_pointer (&self->preferences, json_object_unref);
}

TieSandboxFault *
tie_sandbox_company_check_plan (TieSandboxCompany *self,
                                const TieSandboxEntity *entity)
{
  g_autoptr (JsonObject) purchases = tie_sandbox_company_dup_preferences (self, "VendorAndPurchasesPrefs");

  if ((entity->kind != TIE_SANDBOX_KIND_PURCHASE && entity->kind != TIE_SANDBOX_KIND_BILL_PAYMENT)
      || tie_sandbox_json_get_boolean (purchases, "EnableBills"))
    return NULL;
  return tie_sandbox_fault_new (5030, NULL, "Feature Not Supported Error : %s is not part of this company's plan", entity->name);
}

char *
tie_sandbox_fold (const char *text)
{
  g_autofree char *cleaned = tie_text_clean (text);

  return g_utf8_casefold (cleaned, -1);
}
