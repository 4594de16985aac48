/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-relief"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-relief.h"

static gint64
get_value (const TieReliefEntry *entry)
{
  return entry->value;
}

static gint64
get_hours (const TieReliefEntry *entry)
{
  return MAX (entry->quantity, 0);
}

static gint64
get_weights (TieReliefEntry *const *entries,
             gsize n,
             gint64 (*get_weight) (const TieReliefEntry *),
             gint64 *weights)
{
  gint64 any = 0;

  for (gsize i = 0; i < n; i++)
    {
      weights[i] = get_weight (entries[i]);
      any |= weights[i];
    }
  return any;
}

void
tie_relief_spread (gint64 amount,
                   TieReliefEntry *entries,
                   gsize n)
{
  g_autofree TieReliefEntry **sharing = g_new (TieReliefEntry *, n + 1);
  g_autofree gint64 *weights = g_new (gint64, n + 1);
  g_autofree gint64 *shares = g_new (gint64, n + 1);
  TieReliefEntry *first = NULL;
  gsize n_sharing = 0;

  for (gsize i = 0; i < n; i++)
    {
      entries[i].billed = 0;
      if (!entries[i].is_billable)
        continue;
      if (first == NULL)
        first = &entries[i];
      if (entries[i].value < 0)
        {
          entries[i].billed = entries[i].value;
          amount -= entries[i].value;
        }
      else
        sharing[n_sharing++] = &entries[i];
    }
  if (first == NULL)
    return;
  if (n_sharing == 0) /* nothing but entries below zero */
    {
      first->billed += amount;
      return;
    }

  if (get_weights (sharing, n_sharing, get_value, weights) == 0)
    get_weights (sharing, n_sharing, get_hours, weights);
  tie_money_spread (amount, weights, n_sharing, shares);
  for (gsize i = 0; i < n_sharing; i++)
    sharing[i]->billed = shares[i];
}
