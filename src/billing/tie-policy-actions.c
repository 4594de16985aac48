/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-actions"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-error.h"
#include "billing/tie-policy-actions.h"
#include "store/tie-record-table.h"

static TieRecord *
find_name (GPtrArray *policies,
           const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  for (guint i = 0; i < policies->len; i++)
    {
      g_autofree char *folded = g_utf8_casefold (tie_record_get_name (policies->pdata[i]), -1);

      if (g_str_equal (folded, wanted))
        return policies->pdata[i];
    }
  return NULL;
}

/* (transfer full) The name, with a number where another policy has it. */
static char *
make_free_name (GPtrArray *policies,
                const char *name)
{
  char *free_name = g_strdup (name);

  for (guint n = 2; find_name (policies, free_name) != NULL; n++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, n);
    }
  return free_name;
}

static gboolean
copy_rules (TieDb *db,
            const char *from,
            const char *to,
            GError **error)
{
  g_autoptr (GPtrArray) rules = tie_record_table_list_where (db, TIE_TYPE_POLICY_RULE, TIE_POLICY_RULE_POLICY, from, error);

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      static const guint fields[] = { TIE_POLICY_RULE_CATEGORY, TIE_POLICY_RULE_WORK_CODE, TIE_POLICY_RULE_EXPENSE_CODE, TIE_POLICY_RULE_ACCOUNT, TIE_POLICY_RULE_TAXED };
      g_autoptr (TieRecord) copy = TIE_RECORD (tie_policy_rule_new (NULL));

      tie_record_set_text (copy, TIE_POLICY_RULE_POLICY, to);
      for (guint field = 0; field < G_N_ELEMENTS (fields); field++)
        tie_record_set_text (copy, fields[field], tie_record_get_text (rules->pdata[i], fields[field]));
      if (!tie_record_table_save (db, copy, error))
        return FALSE;
    }
  return rules != NULL;
}

gboolean
tie_policy_add (TieDb *db,
                const char *copied,
                char **id,
                TieBillingStep *step,
                GError **error)
{
  g_autoptr (TieRecord) policy = TIE_RECORD (tie_policy_new (NULL));
  g_autoptr (GPtrArray) policies = tie_record_table_list (db, TIE_TYPE_POLICY, error);
  g_autofree char *name = NULL;
  gboolean is_own = FALSE;

  if (policies == NULL || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  if (copied != NULL)
    {
      g_autoptr (TieRecord) original = tie_record_table_get (db, TIE_TYPE_POLICY, copied, error);
      g_autofree char *base = NULL;

      if (original == NULL)
        return FALSE;
      /* Translators: %s is the name of a distribution policy */
      base = g_strdup_printf (_ ("Copy of %s"), tie_record_get_name (original));
      name = make_free_name (policies, base);
      tie_record_set_integer (policy, TIE_POLICY_AUTO_APPROVE, tie_record_get_integer (original, TIE_POLICY_AUTO_APPROVE));
    }
  else
    name = make_free_name (policies, _ ("New Policy"));
  tie_record_set_text (policy, TIE_POLICY_NAME, name);
  if (!tie_record_table_save (db, policy, error) ||
      (copied != NULL && !copy_rules (db, copied, tie_record_get_id (policy), error)))
    return FALSE;
  if (id != NULL)
    *id = g_strdup (tie_record_get_id (policy));
  /* Translators: %s is the name of a distribution policy */
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Policy “%s” added"), name), error);
}

/* Saves it as a step of its own, called after its name. */
static gboolean
save_policy (TieDb *db,
             TieRecord *policy,
             gboolean is_own,
             TieBillingStep *step,
             GError **error)
{
  return tie_record_table_save (db, policy, error) &&
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Policy “%s” changed"), tie_record_get_name (policy)), error);
}

gboolean
tie_policy_rename (TieDb *db,
                   const char *id,
                   const char *name,
                   TieBillingStep *step,
                   GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, id, error);
  g_autoptr (GPtrArray) policies = policy != NULL ? tie_record_table_list (db, TIE_TYPE_POLICY, error) : NULL;
  TieRecord *other;
  gboolean is_own = FALSE;

  if (policies == NULL)
    return FALSE;
  other = find_name (policies, name);
  if (other != NULL && !g_str_equal (tie_record_get_id (other), id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("Another policy is called “%s”."), name);
      return FALSE;
    }
  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  tie_record_set_text (policy, TIE_POLICY_NAME, name);
  return save_policy (db, policy, is_own, step, error);
}

static gboolean
release_default (TieDb *db,
                 const char *kept,
                 GError **error)
{
  g_autoptr (GPtrArray) policies = tie_record_table_list (db, TIE_TYPE_POLICY, error);

  for (guint i = 0; policies != NULL && i < policies->len; i++)
    {
      TieRecord *policy = policies->pdata[i];

      if (!tie_record_get_integer (policy, TIE_POLICY_IS_DEFAULT) || g_str_equal (tie_record_get_id (policy), kept))
        continue;
      tie_record_set_integer (policy, TIE_POLICY_IS_DEFAULT, FALSE);
      if (!tie_record_table_save (db, policy, error))
        return FALSE;
    }
  return policies != NULL;
}

gboolean
tie_policy_set_default (TieDb *db,
                        const char *id,
                        gboolean is_default,
                        TieBillingStep *step,
                        GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, id, error);
  gboolean is_own = FALSE;

  if (policy == NULL || !tie_billing_step_begin (db, &is_own, error) || (is_default && !release_default (db, id, error)))
    return FALSE;
  tie_record_set_integer (policy, TIE_POLICY_IS_DEFAULT, is_default);
  return save_policy (db, policy, is_own, step, error);
}

gboolean
tie_policy_set_auto_approve (TieDb *db,
                             const char *id,
                             gboolean auto_approve,
                             TieBillingStep *step,
                             GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, id, error);
  gboolean is_own = FALSE;

  if (policy == NULL || !tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  tie_record_set_integer (policy, TIE_POLICY_AUTO_APPROVE, auto_approve);
  return save_policy (db, policy, is_own, step, error);
}

gboolean
tie_policy_delete (TieDb *db,
                   const char *id,
                   TieBillingStep *step,
                   GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, id, error);
  gboolean is_own = FALSE;

  if (policy == NULL)
    return FALSE;
  if (tie_record_get_integer (policy, TIE_POLICY_IS_DEFAULT))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_IN_USE, _ ("“%s” is used for new documents. Use another policy for them first."), tie_record_get_name (policy));
      return FALSE;
    }
  return tie_billing_step_begin (db, &is_own, error) &&
         tie_record_table_delete (db, TIE_TYPE_POLICY, id, error) &&
         tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Policy “%s” deleted"), tie_record_get_name (policy)), error);
}

static gboolean
is_for_the_same (TieRecord *one,
                 TieRecord *other)
{
  static const guint fields[] = { TIE_POLICY_RULE_CATEGORY, TIE_POLICY_RULE_WORK_CODE, TIE_POLICY_RULE_EXPENSE_CODE, TIE_POLICY_RULE_TAXED };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_strcmp0 (tie_record_get_text (one, fields[i]), tie_record_get_text (other, fields[i])) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
tie_policy_set_rule (TieDb *db,
                     TiePolicyRule *rule,
                     TieBillingStep *step,
                     GError **error)
{
  TieRecord *record = TIE_RECORD (rule);
  const char *policy_id = tie_record_get_text (record, TIE_POLICY_RULE_POLICY);
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, policy_id, error);
  g_autoptr (GPtrArray) rules = policy != NULL ? tie_record_table_list_where (db, TIE_TYPE_POLICY_RULE, TIE_POLICY_RULE_POLICY, policy_id, error) : NULL;
  gboolean is_there = FALSE;
  gboolean is_own = FALSE;

  if (rules == NULL)
    return FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      if (g_str_equal (tie_record_get_id (rules->pdata[i]), tie_record_get_id (record)))
        is_there = TRUE;
      else if (tie_record_get_text (record, TIE_POLICY_RULE_ACCOUNT) != NULL && is_for_the_same (rules->pdata[i], record))
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” has an account for this already."), tie_record_get_name (policy));
          return FALSE;
        }
    }
  if (!tie_billing_step_begin (db, &is_own, error))
    return FALSE;
  if (tie_record_get_text (record, TIE_POLICY_RULE_ACCOUNT) != NULL)
    {
      if (!tie_record_table_save (db, record, error))
        return FALSE;
    }
  else if (is_there && !tie_record_table_delete (db, TIE_TYPE_POLICY_RULE, tie_record_get_id (record), error))
    return FALSE;
  return tie_billing_step_end (db, is_own, step, g_strdup_printf (_ ("Policy “%s” changed"), tie_record_get_name (policy)), error);
}
