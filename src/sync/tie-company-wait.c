/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-company-wait"
#include "config.h"

#include "sync/tie-company-private.h"

/* A reading waits in two places: here before its next try, and deeper down until the package's limits let a call go out.  Neither says
 * so by itself; a person wants to know how long. */

#define TICK_MS 1000
/* Less is the pace of calls, nothing one waits for. */
#define LEAST_US (2 * G_USEC_PER_SEC)

static void
update (TieCompany *self)
{
  gint64 until = tie_nap_get_until (&self->nap);
  gint64 left;

  if (self->ledger != NULL)
    until = MAX (until, tie_ledger_get_resume_time (self->ledger));
  left = until - g_get_monotonic_time ();
  if (left >= LEAST_US || (self->waiting > 0 && left > 0))
    tie_company_set_waiting (self, (guint) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
  else
    tie_company_set_waiting (self, 0);
}

static gboolean
tick_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

void
tie_company_follow_wait (TieCompany *self)
{
  if (self->is_reading && self->wait_tick == 0)
    self->wait_tick = g_timeout_add (TICK_MS, tick_cb, self);
  if (self->is_reading)
    return;
  g_clear_handle_id (&self->wait_tick, g_source_remove);
  tie_company_set_waiting (self, 0);
}

guint
tie_company_get_waiting (TieCompany *self)
{
  g_return_val_if_fail (TIE_IS_COMPANY (self), 0);

  return self->waiting;
}
