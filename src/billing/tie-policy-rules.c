/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-rules"
#include "config.h"

#include "billing/tie-distribution.h"
#include "billing/tie-document-totals.h"
#include "model/tie-policy.h"
#include "store/tie-record-table.h"

void
tie_policy_rules_free (TiePolicyRules *self)
{
  g_free (self->name);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_pointer (&self->tax_rates, g_hash_table_unref);
  g_free (self);
}

static gboolean
find_default (TieDb *db,
              TiePolicy **policy,
              GError **error)
{
  g_autoptr (GPtrArray) policies = tie_record_table_list (db, TIE_TYPE_POLICY, error);

  if (policies == NULL)
    return FALSE;
  for (guint i = 0; i < policies->len && *policy == NULL; i++)
    {
      if (tie_record_get_integer (policies->pdata[i], TIE_POLICY_IS_DEFAULT) && !tie_record_get_integer (policies->pdata[i], TIE_POLICY_ARCHIVED))
        *policy = g_object_ref (policies->pdata[i]);
    }
  return TRUE;
}

TiePolicyRules *
tie_policy_rules_read (TieDb *db,
                       const char *policy,
                       GError **error)
{
  g_autoptr (TiePolicyRules) self = g_new0 (TiePolicyRules, 1);
  g_autoptr (TiePolicy) record = NULL;

  if (policy != NULL)
    record = tie_record_table_get (db, TIE_TYPE_POLICY, policy, error);
  else
    find_default (db, &record, error);
  if (record == NULL)
    return NULL;
  self->name = g_strdup (tie_record_get_name (TIE_RECORD (record)));
  self->auto_approve = tie_record_get_integer (TIE_RECORD (record), TIE_POLICY_AUTO_APPROVE) != 0;
  self->rules = tie_record_table_list_where (db, TIE_TYPE_POLICY_RULE, TIE_POLICY_RULE_POLICY, tie_record_get_id (TIE_RECORD (record)), error);
  self->tax_rates = self->rules != NULL ? tie_tax_rates_read (db, error) : NULL;
  return self->tax_rates != NULL ? g_steal_pointer (&self) : NULL;
}
