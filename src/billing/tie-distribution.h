/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"

G_BEGIN_DECLS

/* How a document is distributed over accounts: rows of its sheet, each a debit or a credit of one of its parts, which are the
 * total, each line, tax, freight and discount.  An invoice debits its total and credits the rest; credit notes and
 * supplier invoices the other way round.  A part may have several rows. */

/* A policy and its rules, read once. */
typedef struct
{
  char *name;            /* (owned) */
  gboolean auto_approve;
  GPtrArray *rules;      /* (owned) (element-type TiePolicyRule) */
  GHashTable *tax_rates; /* (owned): as tie_tax_rates_read(), for rules that keep to what is taxed */
} TiePolicyRules;

/* policy: its id; NULL: the default one.  NULL without error where there is no default. */
TiePolicyRules *tie_policy_rules_read (TieDb *db, const char *policy, GError **error);
void tie_policy_rules_free (TiePolicyRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TiePolicyRules, tie_policy_rules_free)

/* Both look at the sheet's present totals; rules NULL: accounts are left open.  A rule for the line's code goes before
 * the general one of its category, and one for what is taxed (or is not) before the one for both. */

/* Makes all rows anew ([Apply Policy], "Try on INV-1042"). */
void tie_distribution_apply (TieDocumentSheet *sheet, TiePolicyRules *rules);
/* Keeps the rows in step with the document after its lines changed: rows of parts that are gone go, the one row of a part takes
 * its new amount, new parts get a row by the policy.  Rows of parts that did not change since the sheet was read are left
 * alone, and so are those of a part that was split by hand: they may then be short or over, which the state shows. */
void tie_distribution_refresh (TieDocumentSheet *sheet, TiePolicyRules *rules);

typedef struct
{
  gint64 debits;  /* minor units */
  gint64 credits;
  gint64 undistributed; /* what of the parts stands on no account, or on too many */
  gboolean is_balanced;
  gboolean is_distributed;
} TieDistributionState;

void tie_distribution_get_state (TieDocumentSheet *sheet, TieDistributionState *state);

/* (transfer full) Why it cannot be approved, such as "Debits exceed credits by $9.85"; NULL when it can. */
char *tie_distribution_get_problem (TieDocumentSheet *sheet);

/* (transfer full) What a row's part is called: "Invoice total", "Line 1", "Tax". */
char *tie_distribution_get_part_name (TieDocumentSheet *sheet, TieDistribution *row);

G_END_DECLS
