/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-billing-step"
#include "config.h"

#include "billing/tie-billing-step.h"
#include "store/tie-undo.h"

void
tie_billing_step_clear (TieBillingStep *step)
{
  g_clear_pointer (&step->sentence, g_free);
}

gboolean
tie_billing_step_begin (TieDb *db,
                        gboolean *is_own,
                        GError **error)
{
  *is_own = !tie_undo_is_open (db);
  return !*is_own || tie_undo_begin (db, error);
}

gboolean
tie_billing_step_end (TieDb *db,
                      gboolean is_own,
                      TieBillingStep *step,
                      char *sentence,
                      GError **error)
{
  g_autofree char *owned = sentence;
  gint64 id = 0;

  if (is_own && !tie_undo_end (db, owned, step != NULL ? step->window : NULL, &id, error))
    return FALSE;
  if (step != NULL)
    {
      step->id = id;
      g_free (step->sentence);
      step->sentence = g_steal_pointer (&owned);
    }
  return TRUE;
}
