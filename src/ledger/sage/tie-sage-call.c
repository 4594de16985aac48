/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-call"
#include "config.h"

#include <glib/gi18n.h>

#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/tie-ledger-call.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

/* The day's calls are counted here, because Sage says nowhere how many are left; other programs take part of them. */
static gboolean
is_day_used_up (TieSage *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->day_start == 0 || now - self->day_start >= DAY)
    {
      self->day_start = now;
      self->day_calls = 0;
    }
  return self->day_calls >= TIE_SAGE_PER_DAY;
}

void
tie_sage_call_async (TieSage *self,
                     const char *method,
                     const char *resource,
                     GBytes *body,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autofree char *uri = g_strdup_printf ("%s/v3.1/%s", self->api_uri, resource);
  /* Without it the call is about whichever business is the user's first, and says nothing of it. */
  const char *const headers[] = { "X-Business", self->business_id, NULL };
  const TieLedgerCall call = {
    .method = method,
    .uri = uri,
    .body = body,
    .headers = self->business_id != NULL ? headers : NULL,
    .is_final = tie_sage_fault_is_plan,
  };

  if (is_day_used_up (self))
    {
      g_task_report_new_error (self, callback, user_data, tie_sage_call_async, TIE_ERROR, TIE_ERROR_THROTTLED,
                               _ ("Sage takes no more requests of this business today."));
      return;
    }
  self->day_calls++;
  tie_ledger_call_async (self, self->http, self->sign_in, &call, cancellable, callback, user_data);
}

TieHttpAnswer *
tie_sage_call_finish (TieSage *self,
                      GAsyncResult *result,
                      gboolean *has_left,
                      GError **error)
{
  /* Nothing was sent. */
  if (g_async_result_is_tagged (result, tie_sage_call_async))
    {
      if (has_left != NULL)
        *has_left = FALSE;
      return g_task_propagate_pointer (G_TASK (result), error);
    }
  return tie_ledger_call_finish (self, result, has_left, error);
}
