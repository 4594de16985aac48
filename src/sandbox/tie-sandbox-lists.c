/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-lists"
#include "config.h"

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-write.h"

typedef struct
{
  const char *type;
  const char *classification;
  const char *sub_type; /* when none is given */
} AccountType;

static const AccountType account_types[] = {
  { "Bank", "Asset", "Checking" },
  { "Accounts Receivable", "Asset", "AccountsReceivable" },
  { "Other Current Asset", "Asset", "OtherCurrentAssets" },
  { "Fixed Asset", "Asset", "OtherFixedAssets" },
  { "Other Asset", "Asset", "OtherLongTermAssets" },
  { "Accounts Payable", "Liability", "AccountsPayable" },
  { "Credit Card", "Liability", "CreditCard" },
  { "Other Current Liability", "Liability", "OtherCurrentLiabilities" },
  { "Long Term Liability", "Liability", "OtherLongTermLiabilities" },
  { "Equity", "Equity", "OpeningBalanceEquity" },
  { "Income", "Revenue", "ServiceFeeIncome" },
  { "Cost of Goods Sold", "Expense", "OtherCostsOfServiceCos" },
  { "Expense", "Expense", "OtherMiscellaneousServiceCost" },
  { "Other Income", "Revenue", "OtherMiscellaneousIncome" },
  { "Other Expense", "Expense", "OtherMiscellaneousExpense" },
};

static TieSandboxFault *
complete_account (TieSandboxWrite *write,
                  JsonObject *object)
{
  const char *type = tie_sandbox_json_get_text (object, "AccountType");
  const char *sub_type = tie_sandbox_json_get_text (object, "AccountSubType");
  const char *number = tie_sandbox_json_get_text (object, "AcctNum");

  if (type == NULL && sub_type == NULL)
    return tie_sandbox_fault_new (2020, "AccountType", "Required parameter AccountType is missing in the request");
  if (number != NULL && g_utf8_strlen (number, -1) > 7)
    return tie_sandbox_fault_new (2050, "AcctNum", "String length is either shorter or longer than supported by specification. Min:0 Max:7 supplied:%ld",
                                  g_utf8_strlen (number, -1));
  for (gsize i = 0; i < G_N_ELEMENTS (account_types); i++)
    {
      const AccountType *known = &account_types[i];

      if (type != NULL ? g_strcmp0 (known->type, type) != 0 : g_strcmp0 (known->sub_type, sub_type) != 0)
        continue;
      json_object_set_string_member (object, "AccountType", known->type);
      if (sub_type == NULL)
        json_object_set_string_member (object, "AccountSubType", known->sub_type);
      json_object_set_string_member (object, "Classification", known->classification);
      break;
    }
  if (!json_object_has_member (object, "Classification"))
    return tie_sandbox_fault_new (2020, "AccountType", "Required parameter AccountType is missing in the request");
  json_object_remove_member (object, "Level"); /* accounts have no such member */
  json_object_set_boolean_member (object, "SubAccount", json_object_has_member (object, "ParentRef"));
  if (!json_object_has_member (object, "CurrentBalance"))
    tie_sandbox_json_set_cents (object, "CurrentBalance", 0);
  return NULL;
}

static TieSandboxFault *
check_account_type (TieSandboxWrite *write,
                    JsonObject *object,
                    const char *member,
                    const char *const *allowed)
{
  g_autoptr (TieSandboxDocument) account = NULL;
  const char *type;

  if (!json_object_has_member (object, member))
    return NULL;
  account = tie_sandbox_store_get (write->company->store, "Account", tie_sandbox_json_get_reference_id (object, member), FALSE);
  type = account != NULL ? tie_sandbox_json_get_text (account->object, "AccountType") : NULL;
  if (type != NULL && g_strv_contains (allowed, type))
    return NULL;
  return tie_sandbox_fault_new (6430, member, "An account of type %s is needed here", allowed[0]);
}

static TieSandboxFault *
complete_item (TieSandboxWrite *write,
               JsonObject *object)
{
  static const char *const income[] = { "Income", "Other Income", NULL };
  static const char *const expense[] = { "Expense", "Cost of Goods Sold", "Other Expense", NULL };
  TieSandboxFault *fault;
  const char *type;

  if (!json_object_has_member (object, "Type"))
    json_object_set_string_member (object, "Type", "Service");
  type = tie_sandbox_json_get_text (object, "Type");
  if (g_str_equal (type, "Service") && !json_object_has_member (object, "IncomeAccountRef") && !json_object_has_member (object, "ExpenseAccountRef"))
    return tie_sandbox_fault_new (2020, "IncomeAccountRef", "Required parameter IncomeAccountRef is missing in the request");
  fault = check_account_type (write, object, "IncomeAccountRef", income);
  if (fault == NULL)
    fault = check_account_type (write, object, "ExpenseAccountRef", expense);
  if (fault != NULL)
    return fault;
  json_object_set_boolean_member (object, "SubItem", json_object_has_member (object, "ParentRef"));
  if (!json_object_has_member (object, "Taxable"))
    json_object_set_boolean_member (object, "Taxable", FALSE);
  if (!json_object_has_member (object, "UnitPrice"))
    tie_sandbox_json_set_cents (object, "UnitPrice", 0);
  return NULL;
}

TieSandboxFault *
tie_sandbox_lists_complete (TieSandboxWrite *write,
                            TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  TieSandboxFault *fault;

  if (tie_text_is_empty (tie_sandbox_json_get_text (object, "Name")))
    return tie_sandbox_fault_new (2020, "Name", "Required parameter Name is missing in the request");
  if (g_str_equal (write->entity->name, "Item") && g_utf8_strchr (tie_sandbox_json_get_text (object, "Name"), -1, ':') != NULL)
    return tie_sandbox_fault_new (2040, "Name", "The value contains characters that are not allowed here: Name");
  fault = tie_sandbox_names_claim (write, document, write->entity->name);
  if (fault != NULL)
    return fault;
  if (g_str_equal (write->entity->name, "Account"))
    return complete_account (write, object);
  if (g_str_equal (write->entity->name, "Item"))
    return complete_item (write, object);

  json_object_remove_member (object, "FullyQualifiedName");
  json_object_remove_member (object, "Level");
  if (g_str_equal (write->entity->name, "Term") && !json_object_has_member (object, "Type"))
    json_object_set_string_member (object, "Type", json_object_has_member (object, "DayOfMonthDue") ? "DATE_DRIVEN" : "STANDARD");
  if (g_str_equal (write->entity->name, "PaymentMethod") && !json_object_has_member (object, "Type"))
    json_object_set_string_member (object, "Type", "NON_CREDIT_CARD");
  return NULL;
}
