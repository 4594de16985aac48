/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* The parts of a document that are distributed. */
#define TIE_CATEGORY_TOTAL "total"
#define TIE_CATEGORY_WORK "work"
#define TIE_CATEGORY_EXPENSE "expense"
#define TIE_CATEGORY_TAX "tax"
#define TIE_CATEGORY_FREIGHT "freight"
#define TIE_CATEGORY_DISCOUNT "discount"
#define TIE_CATEGORY_ROUNDING "rounding"
/* What rules say instead of total and of lines where the document is a supplier's. */
#define TIE_CATEGORY_PAYABLE "payable"
#define TIE_CATEGORY_COST "cost"
extern const TieChoice tie_categories[];

/* What a rule may keep to. */
#define TIE_TAXED "taxed"
#define TIE_UNTAXED "untaxed"
extern const TieChoice tie_taxed_choices[];

/* How documents are distributed over accounts: a policy and its rules. */
enum
{
  TIE_POLICY_NAME = 1,
  TIE_POLICY_IS_DEFAULT,   /* boolean */
  TIE_POLICY_AUTO_APPROVE, /* boolean */
  TIE_POLICY_ARCHIVED,     /* boolean */
  TIE_POLICY_N_FIELDS
};

#define TIE_TYPE_POLICY (tie_policy_get_type ())
G_DECLARE_FINAL_TYPE (TiePolicy, tie_policy, TIE, POLICY, TieRecord)

#define tie_policy_new(id) ((TiePolicy *) tie_record_new (TIE_TYPE_POLICY, (id)))

enum
{
  TIE_POLICY_RULE_POLICY = 1, /* reference: policy */
  TIE_POLICY_RULE_CATEGORY,
  TIE_POLICY_RULE_WORK_CODE,    /* reference: work code; only for lines with it; NULL: for all others */
  TIE_POLICY_RULE_EXPENSE_CODE, /* reference: expense code; likewise */
  TIE_POLICY_RULE_ACCOUNT,      /* reference: account */
  TIE_POLICY_RULE_TAXED,        /* only for what is taxed or what is not; "": for both */
  TIE_POLICY_RULE_N_FIELDS
};

#define TIE_TYPE_POLICY_RULE (tie_policy_rule_get_type ())
G_DECLARE_FINAL_TYPE (TiePolicyRule, tie_policy_rule, TIE, POLICY_RULE, TieRecord)

#define tie_policy_rule_new(id) ((TiePolicyRule *) tie_record_new (TIE_TYPE_POLICY_RULE, (id)))

G_END_DECLS
