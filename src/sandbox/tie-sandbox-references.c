/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-references"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-write.h"

typedef struct
{
  const char *member;
  const char *entity; /* NULL: not a record of the company */
} Target;

/* ParentRef is checked with the names, where the entity is known. */
static const Target targets[] = {
  { "CustomerRef", "Customer" },
  { "VendorRef", "Vendor" },
  { "PrefVendorRef", "Vendor" },
  { "ItemRef", "Item" },
  { "SalesTermRef", "Term" },
  { "TermRef", "Term" },
  { "PaymentMethodRef", "PaymentMethod" },
  { "AccountRef", "Account" },
  { "IncomeAccountRef", "Account" },
  { "ExpenseAccountRef", "Account" },
  { "AssetAccountRef", "Account" },
  { "ARAccountRef", "Account" },
  { "APAccountRef", "Account" },
  { "DepositToAccountRef", "Account" },
  { "DiscountAccountRef", "Account" },
  { "BankAccountRef", "Account" },
  { "CCAccountRef", "Account" },
  { "TaxCodeRef", "TaxCode" },
  { "TxnTaxCodeRef", "TaxCode" },
  { "DefaultTaxCodeRef", "TaxCode" },
  { "TaxRateRef", "TaxRate" },
};

static gboolean
is_pseudo_tax_code (const char *value)
{
  return g_str_equal (value, "TAX") || g_str_equal (value, "NON");
}

static TieSandboxFault *
check_one (TieSandboxCompany *company,
           const Target *target,
           JsonObject *object)
{
  g_autofree char *value = tie_sandbox_json_dup_reference (object, target->member);
  g_autoptr (TieSandboxDocument) document = NULL;
  const TieSandboxEntity *entity = tie_sandbox_entity_find (target->entity);
  const char *name;
  gint64 id = tie_sandbox_json_get_reference_id (object, target->member);

  /* The pseudo codes are the only ones a US line may have, and are no records; the sale's own rules look at the rest. */
  if (g_str_equal (target->member, "TaxCodeRef") && is_pseudo_tax_code (value))
    return NULL;
  document = tie_sandbox_store_get (company->store, target->entity, id, FALSE);
  if (document == NULL)
    return tie_sandbox_fault_new (2500, target->member, "Invalid Reference Id : %s element id %s not found", entity->name, value);
  if (document->state == TIE_SANDBOX_INACTIVE)
    return tie_sandbox_fault_new (610, target->member, "Object Not Found : %s %s has been made inactive", entity->name, value);
  name = tie_sandbox_json_get_text (document->object, "FullyQualifiedName");
  if (name == NULL || entity->kind == TIE_SANDBOX_KIND_NAME)
    name = tie_sandbox_json_get_text (document->object, entity->name_member);
  tie_sandbox_json_set_reference (object, target->member, value, name);
  return NULL;
}

static gboolean
has_classes (TieSandboxCompany *company)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (company, "AccountingInfoPrefs");

  return tie_sandbox_json_get_boolean (preferences, "ClassTrackingPerTxnLine");
}

static TieSandboxFault *
check_members (TieSandboxCompany *company,
               JsonObject *object)
{
  gboolean is_classed = json_object_has_member (object, "ClassRef") && !has_classes (company);

  if (is_classed || json_object_has_member (object, "DepartmentRef"))
    return tie_sandbox_fault_new (5030, is_classed ? "ClassRef" : "DepartmentRef",
                                  "Classes and locations are not switched on in this company");
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      TieSandboxFault *fault = NULL;

      if (tie_sandbox_json_get_object (object, targets[i].member) != NULL)
        fault = check_one (company, &targets[i], object);
      if (fault != NULL)
        return fault;
    }
  return NULL;
}

static TieSandboxFault *
check_node (TieSandboxCompany *company,
            JsonNode *node)
{
  TieSandboxFault *fault = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return tie_sandbox_references_check (company, json_node_get_object (node));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  for (guint i = 0; fault == NULL && i < json_array_get_length (json_node_get_array (node)); i++)
    fault = check_node (company, json_array_get_element (json_node_get_array (node), i));
  return fault;
}

TieSandboxFault *
tie_sandbox_references_check (TieSandboxCompany *company,
                              JsonObject *object)
{
  TieSandboxFault *fault = check_members (company, object);
  g_autoptr (GList) values = json_object_get_values (object);

  for (GList *l = values; fault == NULL && l != NULL; l = l->next)
    fault = check_node (company, l->data);
  return fault;
}
