/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-backoff"
#include "config.h"

#include "base/tie-error.h"
#include "sync/tie-backoff.h"

/* Seconds. */
#define LONGEST 600

const TieBackoff tie_backoff_default = {
  .waits_ms = { 2000, 8000, 30000, 60000, 60000 },
  .n_waits = 5,
  .throttled_ms = 60000,
  .jitter_ms = 1000,
};

gboolean
tie_backoff_is_worthwhile (const GError *fault)
{
  return g_error_matches (fault, TIE_ERROR, TIE_ERROR_NETWORK) ||
         g_error_matches (fault, TIE_ERROR, TIE_ERROR_THROTTLED) ||
         g_error_matches (fault, TIE_ERROR, TIE_ERROR_SERVER);
}

gboolean
tie_backoff_next (const TieBackoff *self,
                  const GError *fault,
                  guint tries,
                  guint retry_after,
                  guint *wait_ms)
{
  g_return_val_if_fail (tries > 0, FALSE);

  if (!tie_backoff_is_worthwhile (fault) || tries > self->n_waits || retry_after > LONGEST)
    return FALSE;

  *wait_ms = self->waits_ms[tries - 1];
  if (g_error_matches (fault, TIE_ERROR, TIE_ERROR_THROTTLED))
    *wait_ms = MAX (*wait_ms, self->throttled_ms);
  *wait_ms = MAX (*wait_ms, retry_after * 1000);
  if (self->jitter_ms > 0)
    *wait_ms += (guint) g_random_int_range (0, (gint32) self->jitter_ms);
  return TRUE;
}

static gboolean
waited_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

void
tie_backoff_wait_async (guint wait_ms,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSource) timer = g_timeout_source_new (wait_ms);

  g_task_set_source_tag (task, tie_backoff_wait_async);
  if (cancellable != NULL)
    {
      g_autoptr (GSource) cancelled = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (cancelled);
      g_source_add_child_source (timer, cancelled);
    }
  g_task_attach_source (task, timer, waited_cb);
}

gboolean
tie_backoff_wait_finish (GAsyncResult *result,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
