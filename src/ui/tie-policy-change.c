/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-policy-window"
#include "config.h"

#include "billing/tie-policy-actions.h"
#include "ui/tie-policy-change.h"

TiePolicyChange *
tie_policy_change_new (const char *id)
{
  TiePolicyChange *change = g_new0 (TiePolicyChange, 1);

  change->id = g_strdup (id);
  return change;
}

void
tie_policy_change_free (gpointer data)
{
  TiePolicyChange *change = data;

  g_clear_object (&change->rule);
  g_free (change->added);
  g_free (change->name);
  g_free (change->id);
  g_free (change);
}

gboolean
tie_policy_change_add (TieDb *db,
                       gpointer data,
                       TieBillingStep *step,
                       GError **error)
{
  TiePolicyChange *change = data;

  return tie_policy_add (db, change->id, &change->added, step, error);
}

gboolean
tie_policy_change_rename (TieDb *db,
                          gpointer data,
                          TieBillingStep *step,
                          GError **error)
{
  const TiePolicyChange *change = data;

  return tie_policy_rename (db, change->id, change->name, step, error);
}

gboolean
tie_policy_change_set_default (TieDb *db,
                               gpointer data,
                               TieBillingStep *step,
                               GError **error)
{
  const TiePolicyChange *change = data;

  return tie_policy_set_default (db, change->id, change->is_on, step, error);
}

gboolean
tie_policy_change_set_auto_approve (TieDb *db,
                                    gpointer data,
                                    TieBillingStep *step,
                                    GError **error)
{
  const TiePolicyChange *change = data;

  return tie_policy_set_auto_approve (db, change->id, change->is_on, step, error);
}

gboolean
tie_policy_change_set_rule (TieDb *db,
                            gpointer data,
                            TieBillingStep *step,
                            GError **error)
{
  const TiePolicyChange *change = data;

  return tie_policy_set_rule (db, change->rule, step, error);
}

gboolean
tie_policy_change_delete (TieDb *db,
                          gpointer data,
                          TieBillingStep *step,
                          GError **error)
{
  const TiePolicyChange *change = data;

  return tie_policy_delete (db, change->id, step, error);
}
