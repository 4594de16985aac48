/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-nap"
#include "config.h"

#include "sync/tie-nap.h"

static void
cancelled_cb (GCancellable *outer,
              GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

void
tie_nap_begin (TieNap *self,
               guint wait_ms,
               gboolean may_end,
               GCancellable *outer,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_return_if_fail (self->cancellable == NULL);

  self->cancellable = g_cancellable_new ();
  self->may_end = may_end;
  self->until = g_get_monotonic_time () + (gint64) wait_ms * 1000;
  g_set_object (&self->outer, outer);
  if (outer != NULL)
    self->handler = g_cancellable_connect (outer, G_CALLBACK (cancelled_cb), g_object_ref (self->cancellable), g_object_unref);
  tie_backoff_wait_async (wait_ms, self->cancellable, callback, user_data);
}

gboolean
tie_nap_finish (TieNap *self,
                GAsyncResult *result,
                GError **error)
{
  g_autoptr (GCancellable) outer = g_steal_pointer (&self->outer);
  g_autoptr (GError) ended = NULL;

  g_cancellable_disconnect (outer, self->handler);
  self->handler = 0;
  g_clear_object (&self->cancellable);
  if (tie_backoff_wait_finish (result, &ended) || !g_cancellable_is_cancelled (outer))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&ended));
  return FALSE;
}

void
tie_nap_end (TieNap *self)
{
  if (self->cancellable != NULL && self->may_end)
    g_cancellable_cancel (self->cancellable);
}

gint64
tie_nap_get_until (const TieNap *self)
{
  return self->cancellable != NULL ? self->until : 0;
}
