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

static void
cancelled_cb (GCancellable *cancellable,
              GCancellable *nap)
{
  g_cancellable_cancel (nap);
}

void
tie_outbox_run_wait (GTask *task,
                     guint wait_ms,
                     gboolean may_end,
                     GAsyncReadyCallback callback)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->nap = g_cancellable_new ();
  self->nap_may_end = may_end;
  if (cancellable != NULL)
    self->nap_handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->nap), g_object_unref);
  tie_outbox_run_set_waiting (self, (wait_ms + 999) / 1000);
  self->countdown = g_timeout_add_seconds (1, countdown_cb, self);
  tie_backoff_wait_async (wait_ms, self->nap, callback, task);
}

void
tie_outbox_run_try_now (TieOutboxRun *self)
{
  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  if (self->nap != NULL && self->nap_may_end)
    g_cancellable_cancel (self->nap);
}

gboolean
tie_outbox_run_wait_finish (GTask *task,
                            GAsyncResult *result)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->countdown, g_source_remove);
  g_cancellable_disconnect (cancellable, self->nap_handler);
  self->nap_handler = 0;
  g_clear_object (&self->nap);
  tie_outbox_run_set_waiting (self, 0);
  /* Ended by a person who does not want to wait is as good as waited. */
  if (tie_backoff_wait_finish (result, &error) || !g_cancellable_is_cancelled (cancellable))
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
