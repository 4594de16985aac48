/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-names"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-write.h"

#define INACTIVE_SUFFIX " (deleted)"
#define DEEPEST_LEVEL 4

static void
rewrite_member (JsonObject *object,
                const char *member,
                gboolean marks)
{
  const char *text = tie_sandbox_json_get_text (object, member);
  g_autofree char *changed = NULL;

  if (text == NULL || marks == g_str_has_suffix (text, INACTIVE_SUFFIX))
    return;
  changed = marks ? g_strconcat (text, INACTIVE_SUFFIX, NULL) : g_strndup (text, strlen (text) - strlen (INACTIVE_SUFFIX));
  json_object_set_string_member (object, member, changed);
}

void
tie_sandbox_names_mark_inactive (TieSandboxDocument *document,
                                 const TieSandboxEntity *entity)
{
  rewrite_member (document->object, entity->name_member, TRUE);
  rewrite_member (document->object, "FullyQualifiedName", TRUE);
}

void
tie_sandbox_names_unmark_inactive (TieSandboxDocument *document,
                                   const TieSandboxEntity *entity)
{
  rewrite_member (document->object, entity->name_member, FALSE);
  rewrite_member (document->object, "FullyQualifiedName", FALSE);
}

/* TRUE when it is the record itself, or hangs somewhere below it. */
static gboolean
is_below (TieSandboxStore *store,
          TieSandboxDocument *document,
          TieSandboxDocument *parent)
{
  g_autoptr (TieSandboxDocument) above = NULL;

  if (parent->id == document->id)
    return TRUE;
  above = tie_sandbox_store_get (store, document->entity, tie_sandbox_json_get_reference_id (parent->object, "ParentRef"), FALSE);
  return above != NULL && is_below (store, document, above);
}

static TieSandboxFault *
place_under_parent (TieSandboxWrite *write,
                    TieSandboxDocument *document,
                    const char *name,
                    char **full_name)
{
  TieSandboxStore *store = write->company->store;
  g_autofree char *value = tie_sandbox_json_dup_reference (document->object, "ParentRef");
  gint64 parent_id = tie_sandbox_json_get_reference_id (document->object, "ParentRef");
  g_autoptr (TieSandboxDocument) parent = NULL;
  const char *parent_name;
  gint64 level = 0;

  if (value == NULL)
    {
      *full_name = g_strdup (name);
      json_object_set_int_member (document->object, "Level", 0);
      return NULL;
    }
  parent = tie_sandbox_store_get (store, document->entity, parent_id, FALSE);
  if (parent == NULL)
    return tie_sandbox_fault_new (2500, "ParentRef", "Invalid Reference Id : %s element id %s not found", document->entity, value);
  if (document->id != 0 && is_below (store, document, parent))
    return tie_sandbox_fault_new (6000, "ParentRef", "%s %s cannot hang under itself", document->entity, value);
  tie_sandbox_names_unmark_inactive (parent, write->entity);
  if (parent->state == TIE_SANDBOX_INACTIVE && write->body != NULL && json_object_has_member (write->body, "ParentRef"))
    return tie_sandbox_fault_new (610, "ParentRef", "Object Not Found : %s %s has been made inactive", document->entity, value);
  parent_name = tie_sandbox_json_get_text (parent->object, "FullyQualifiedName");
  for (const char *p = parent_name; p != NULL; p = strchr (p + 1, ':'))
    level++;
  if (level > DEEPEST_LEVEL)
    return tie_sandbox_fault_new (6180, "ParentRef", "Names can be nested %d levels deep at most", DEEPEST_LEVEL);
  *full_name = g_strconcat (parent_name, ":", name, NULL);
  json_object_set_int_member (document->object, "Level", level);
  tie_sandbox_json_set_reference (document->object, "ParentRef", value, parent_name);
  return NULL;
}

TieSandboxFault *
tie_sandbox_names_claim (TieSandboxWrite *write,
                         TieSandboxDocument *document,
                         const char *scope)
{
  TieSandboxStore *store = write->company->store;
  const char *member = write->entity->name_member;
  g_autofree char *cleaned = tie_text_clean (tie_sandbox_json_get_text (document->object, member));
  g_autofree char *full_name = NULL;
  g_autofree char *folded = NULL;
  TieSandboxFault *fault = place_under_parent (write, document, cleaned, &full_name);
  gint64 other;

  if (fault != NULL)
    return fault;
  json_object_set_string_member (document->object, member, cleaned);
  json_object_set_string_member (document->object, "FullyQualifiedName", full_name);

  folded = tie_sandbox_fold (full_name);
  g_free (document->name);
  document->name = tie_sandbox_fold (cleaned);
  g_free (document->unique_name);
  document->unique_name = g_strconcat (scope, "\n", folded, NULL);
  other = tie_sandbox_store_get_number (store,
                                        "SELECT id FROM document WHERE unique_name = ? AND state < 2"
                                        " AND NOT (entity = ? AND id = ?)",
                                        "ssi", document->unique_name, document->entity, document->id);
  if (other != 0)
    return tie_sandbox_fault_new (6240, member, "The name supplied already exists. : Id=%" G_GINT64_FORMAT, other);
  return NULL;
}

static char *
build_display_name (JsonObject *object)
{
  static const char *const parts[] = { "Title", "GivenName", "MiddleName", "FamilyName", "Suffix" };
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = tie_sandbox_json_get_text (object, parts[i]);

      if (!tie_text_is_empty (part))
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static void
set_default_boolean (JsonObject *object,
                     const char *member,
                     gboolean value)
{
  if (!json_object_has_member (object, member))
    json_object_set_boolean_member (object, member, value);
}

static void
add_defaults (TieSandboxWrite *write,
              JsonObject *object)
{
  g_autoptr (JsonObject) currency = tie_sandbox_company_dup_preferences (write->company, "CurrencyPrefs");
  g_autofree char *home = tie_sandbox_json_dup_reference (currency, "HomeCurrency");
  gboolean is_customer = g_str_equal (write->entity->name, "Customer");

  if (!json_object_has_member (object, "PrintOnCheckName"))
    json_object_set_string_member (object, "PrintOnCheckName", tie_sandbox_json_get_text (object, "DisplayName"));
  if (g_str_equal (write->entity->name, "Employee"))
    {
      set_default_boolean (object, "BillableTime", FALSE);
      return;
    }
  if (!json_object_has_member (object, "Balance"))
    tie_sandbox_json_set_cents (object, "Balance", 0);
  if (!json_object_has_member (object, "CurrencyRef") && home != NULL)
    tie_sandbox_json_set_reference (object, "CurrencyRef", home, NULL);
  if (!is_customer)
    {
      set_default_boolean (object, "Vendor1099", FALSE);
      return;
    }
  if (!json_object_has_member (object, "BalanceWithJobs"))
    tie_sandbox_json_set_cents (object, "BalanceWithJobs", 0);
  if (!json_object_has_member (object, "PreferredDeliveryMethod"))
    json_object_set_string_member (object, "PreferredDeliveryMethod", "None");
  set_default_boolean (object, "Taxable", TRUE);
  set_default_boolean (object, "BillWithParent", FALSE);
  json_object_set_boolean_member (object, "Job", json_object_has_member (object, "ParentRef"));
}

static TieSandboxFault *
check_currency (TieSandboxWrite *write)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (write->company, "CurrencyPrefs");
  g_autofree char *home = tie_sandbox_json_dup_reference (preferences, "HomeCurrency");
  g_autofree char *wanted = tie_sandbox_json_dup_reference (write->body, "CurrencyRef");

  if (wanted == NULL || g_strcmp0 (wanted, home) == 0 || tie_sandbox_json_get_boolean (preferences, "MultiCurrencyEnabled"))
    return NULL;
  return tie_sandbox_fault_new (6000, "CurrencyRef", "Multicurrency is not switched on, the company's currency is %s", home);
}

TieSandboxFault *
tie_sandbox_names_complete (TieSandboxWrite *write,
                            TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  gboolean is_customer = g_str_equal (write->entity->name, "Customer");
  gboolean is_person = tie_sandbox_json_get_text (object, "GivenName") != NULL || tie_sandbox_json_get_text (object, "FamilyName") != NULL;
  TieSandboxFault *fault;

  if (g_str_equal (write->entity->name, "Employee") && !is_person)
    return tie_sandbox_fault_new (2020, "GivenName", "Required parameter GivenName or FamilyName is missing in the request");
  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "DisplayName")))
    {
      g_autofree char *built = build_display_name (object);

      if (*built == '\0')
        return tie_sandbox_fault_new (6080, "DisplayName", "At least one part of a name is needed");
      json_object_set_string_member (object, "DisplayName", built);
    }
  fault = check_currency (write);
  if (fault == NULL)
    fault = tie_sandbox_names_claim (write, document, "name");
  if (fault != NULL)
    return fault;
  if (!is_customer)
    {
      json_object_remove_member (object, "FullyQualifiedName");
      json_object_remove_member (object, "Level");
    }
  add_defaults (write, object);
  if (document->state == TIE_SANDBOX_INACTIVE && tie_sandbox_json_get_cents (object, "Balance") != 0)
    return tie_sandbox_fault_new (6220, "Active", "%s has a balance and cannot be made inactive",
                                  tie_sandbox_json_get_text (object, "DisplayName"));
  return NULL;
}

static void
rename_references (TieSandboxCompany *company,
                   TieSandboxDocument *document)
{
  gboolean is_customer = g_str_equal (document->entity, "Customer");
  const char *name = tie_sandbox_json_get_text (document->object, "DisplayName");

  if (!is_customer && !g_str_equal (document->entity, "Vendor"))
    return;
  tie_sandbox_store_run (company->store,
                         is_customer ? "UPDATE document SET json = json_set (json, '$.CustomerRef.name', ?)"
                                       " WHERE party = ? AND party <> 0 AND entity IN ('Invoice', 'CreditMemo', 'Payment', 'RefundReceipt')"
                                     : "UPDATE document SET json = json_set (json, '$.VendorRef.name', ?)"
                                       " WHERE party = ? AND party <> 0 AND entity IN ('Bill', 'VendorCredit', 'BillPayment')",
                         "si", name, document->id);
}

static GArray *
list_children (TieSandboxCompany *company,
               TieSandboxDocument *document)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  GArray *children = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document->id);

  statement = tie_sandbox_store_query (company->store,
                                       "SELECT id FROM document WHERE entity = ? AND json LIKE '%\"ParentRef\"%'"
                                       " AND json_extract (json, '$.ParentRef.value') = ? AND state < 2",
                                       "ss", document->entity, id);
  while (tie_sandbox_store_step (company->store, statement))
    {
      gint64 child = sqlite3_column_int64 (statement, 0);

      g_array_append_val (children, child);
    }
  return children;
}

static TieSandboxFault *
rename_child (TieSandboxCompany *company,
              const TieSandboxEntity *entity,
              gint64 id)
{
  g_autoptr (TieSandboxDocument) child = tie_sandbox_store_get (company->store, entity->name, id, FALSE);
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_UPDATE_SPARSE };
  TieSandboxFault *fault;

  tie_sandbox_names_unmark_inactive (child, entity);
  fault = tie_sandbox_names_claim (&write, child, entity->kind == TIE_SANDBOX_KIND_NAME ? "name" : entity->name);
  if (fault != NULL)
    return fault;
  if (child->state == TIE_SANDBOX_INACTIVE)
    tie_sandbox_names_mark_inactive (child, entity);
  child->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, child, entity->sequence);
  return tie_sandbox_names_propagate (company, child);
}

TieSandboxFault *
tie_sandbox_names_propagate (TieSandboxCompany *company,
                             TieSandboxDocument *document)
{
  g_autoptr (GArray) children = list_children (company, document);
  const TieSandboxEntity *entity = tie_sandbox_entity_find (document->entity);
  TieSandboxFault *fault = NULL;

  rename_references (company, document);
  for (guint i = 0; fault == NULL && i < children->len; i++)
    fault = rename_child (company, entity, g_array_index (children, gint64, i));
  return fault;
}
