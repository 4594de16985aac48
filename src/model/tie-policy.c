/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy"
#include "config.h"

#include <glib/gi18n.h>

#include "model/tie-account.h"
#include "model/tie-code.h"
#include "model/tie-policy.h"

const TieChoice tie_categories[] = {
  { TIE_CATEGORY_TOTAL, N_ ("Invoice total") },
  { TIE_CATEGORY_WORK, N_ ("Line by work code") },
  { TIE_CATEGORY_EXPENSE, N_ ("Line by expense code") },
  { TIE_CATEGORY_TAX, N_ ("Tax") },
  { TIE_CATEGORY_FREIGHT, N_ ("Freight") },
  { TIE_CATEGORY_DISCOUNT, N_ ("Discount") },
  { TIE_CATEGORY_ROUNDING, N_ ("Rounding") },
  { TIE_CATEGORY_PAYABLE, N_ ("Supplier invoice total") },
  { TIE_CATEGORY_COST, N_ ("Supplier invoice line") },
  { NULL },
};

const TieChoice tie_taxed_choices[] = {
  { TIE_TAXED, N_ ("Taxable") },
  { TIE_UNTAXED, N_ ("Not taxable") },
  { NULL },
};

static const TieField policy_fields[] = {
  [TIE_POLICY_NAME] = { "name", N_ ("Name"), TIE_FIELD_TEXT, 200, TIE_FIELD_REQUIRED },
  [TIE_POLICY_IS_DEFAULT] = { "is_default", N_ ("Used for new documents"), TIE_FIELD_BOOLEAN },
  [TIE_POLICY_AUTO_APPROVE] = { "auto_approve", N_ ("Approve automatically when balanced"), TIE_FIELD_BOOLEAN },
  [TIE_POLICY_ARCHIVED] = { "archived", N_ ("Archived"), TIE_FIELD_BOOLEAN },
};

TIE_DEFINE_RECORD (TiePolicy, tie_policy, "policy", policy_fields)

static const TieField policy_rule_fields[] = {
  [TIE_POLICY_RULE_POLICY] = { "policy", N_ ("Policy"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_PART, NULL, tie_policy_get_type },
  [TIE_POLICY_RULE_CATEGORY] = { "category", N_ ("Category"), TIE_FIELD_CHOICE, 0, TIE_FIELD_REQUIRED | TIE_FIELD_SORT, tie_categories },
  [TIE_POLICY_RULE_WORK_CODE] = { "work_code", N_ ("Work code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_work_code_get_type },
  [TIE_POLICY_RULE_EXPENSE_CODE] = { "expense_code", N_ ("Expense code"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_NONE, NULL, tie_expense_code_get_type },
  [TIE_POLICY_RULE_ACCOUNT] = { "account", N_ ("Account"), TIE_FIELD_REFERENCE, 0, TIE_FIELD_REQUIRED, NULL, tie_account_get_type },
  [TIE_POLICY_RULE_TAXED] = { "taxed", N_ ("Tax"), TIE_FIELD_CHOICE, 0, TIE_FIELD_NONE, tie_taxed_choices },
};

TIE_DEFINE_RECORD (TiePolicyRule, tie_policy_rule, "policy_rule", policy_rule_fields)
