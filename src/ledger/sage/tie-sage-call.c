/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-call"
#include "config.h"

#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/tie-ledger-call.h"

#define BUSINESSES "businesses/"
#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  char *resource;         /* (owned) */
  TieHttpAnswer *doubted; /* (owned) (nullable): a 404, while the business is asked for */
  gboolean has_left;
} Call;

static void
call_free (Call *call)
{
  g_free (call->resource);
  g_clear_pointer (&call->doubted, tie_http_answer_free);
  g_free (call);
}

/* The day's calls are counted here, because Sage says nowhere how many are left; other programs take part of them.  Seconds
 * until the next; 0: now. */
static guint
get_day_wait (TieSage *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->day_start == 0 || now - self->day_start >= DAY)
    {
      self->day_start = now;
      self->day_calls = 0;
    }
  return self->day_calls >= TIE_SAGE_PER_DAY ? (guint) ((self->day_start + DAY - now) / G_USEC_PER_SEC) + 1 : 0;
}

/* Nothing was done, for where there is no business there is nothing in it, either. */
static void
business_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  g_autoptr (TieHttpAnswer) answer = tie_sage_call_finish (TIE_SAGE (source), result, NULL, &error);

  if (answer != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&call->doubted), (GDestroyNotify) tie_http_answer_free);
      return;
    }
  call->has_left = FALSE;
  g_task_return_error (task, g_steal_pointer (&error));
}

/* Who cannot find a record may have been shut out of the whole business. */
static void
take_absent (GTask *task,
             TieHttpAnswer *answer)
{
  TieSage *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autofree char *business = g_strconcat (BUSINESSES, self->business_id, NULL);

  call->doubted = answer;
  if (g_str_has_prefix (call->resource, BUSINESSES))
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_SHUT_OUT, "The business is not there for this user");
  else
    tie_sage_call_async (self, "GET", business, NULL, g_task_get_cancellable (task), business_cb, g_object_ref (task));
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSage *self = TIE_SAGE (source);
  Call *call = g_task_get_task_data (task);
  TieHttpAnswer *answer = tie_ledger_call_finish (self, result, &call->has_left, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->status == 404 && self->business_id != NULL)
    take_absent (task, answer);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) tie_http_answer_free);
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
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *uri = g_strdup_printf ("%s/v3.1/%s", self->api_uri, resource);
  /* Without it the call is about whichever business is the user's first, and says nothing of it. */
  const char *const headers[] = { "X-Business", self->business_id, NULL };
  const TieLedgerCall signed_in = {
    .method = method,
    .uri = uri,
    .body = body,
    .headers = self->business_id != NULL ? headers : NULL,
    .is_final = tie_sage_fault_is_plan,
  };
  Call *call = g_new0 (Call, 1);
  guint wait = get_day_wait (self);

  call->resource = g_strdup (resource);
  g_task_set_source_tag (task, tie_sage_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (wait > 0)
    {
      g_task_return_error (task, tie_ledger_make_throttled (tie_sage_package.short_name, "The calls of a day are used up", wait));
      return;
    }
  self->day_calls++;
  tie_ledger_call_async (self, self->http, self->sign_in, &signed_in, cancellable, answered_cb, g_steal_pointer (&task));
}

TieHttpAnswer *
tie_sage_call_finish (TieSage *self,
                      GAsyncResult *result,
                      gboolean *has_left,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (has_left != NULL)
    *has_left = ((Call *) g_task_get_task_data (G_TASK (result)))->has_left;
  return g_task_propagate_pointer (G_TASK (result), error);
}
