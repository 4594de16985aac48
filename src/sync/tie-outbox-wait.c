/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-wait"
#include "config.h"

#include "sync/tie-outbox-run-private.h"

static gboolean
countdown_cb (gpointer user_data)
{
  TieOutboxRun *self = user_data;

  tie_outbox_run_set_waiting (self, self->waiting > 1 ? self->waiting - 1 : 1);
  return G_SOURCE_CONTINUE;
}

void
tie_outbox_run_wait (GTask *task,
                     guint wait_ms,
                     gboolean may_end,
                     GAsyncReadyCallback callback)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  tie_outbox_run_set_waiting (self, (wait_ms + 999) / 1000);
  self->countdown = g_timeout_add_seconds (1, countdown_cb, self);
  tie_nap_begin (&self->nap, wait_ms, may_end, g_task_get_cancellable (task), callback, task);
}

void
tie_outbox_run_try_now (TieOutboxRun *self)
{
  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  tie_nap_end (&self->nap);
}

gboolean
tie_outbox_run_wait_finish (GTask *task,
                            GAsyncResult *result)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->countdown, g_source_remove);
  tie_outbox_run_set_waiting (self, 0);
  if (tie_nap_finish (&self->nap, result, &error))
    return TRUE;
  g_clear_error (&self->fault);
  self->fault = g_steal_pointer (&error);
  return FALSE;
}

guint
tie_outbox_run_reserve (TieOutboxRun *self)
{
  TieLedger *ledger = tie_company_get_ledger (self->company);
  const TieLedgerCapabilities *can = ledger != NULL ? tie_ledger_get_capabilities (ledger) : NULL;

  return tie_pacer_reserve (tie_company_get_pacer (self->company), can != NULL ? can->batches_per_minute : 0, g_get_monotonic_time ());
}
