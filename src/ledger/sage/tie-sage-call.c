/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-call"
#include "config.h"

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n.h>

#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-private.h"
#include "net/tie-tokens.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  char *method;    /* (owned) */
  char *resource;  /* (owned) */
  GBytes *body;    /* (owned) (nullable) */
  char *token;     /* (owned) (nullable): the one that was sent */
  gboolean is_repeated;
  gboolean has_left;
} Call;

static void
call_free (Call *call)
{
  g_free (call->method);
  g_free (call->resource);
  g_clear_pointer (&call->body, g_bytes_unref);
  tie_secret_free (call->token);
  g_free (call);
}

char *
tie_sage_make_resource (const char *path,
                        ...)
{
  GString *resource = g_string_new (path);
  const char *name = NULL;
  va_list pairs;

  va_start (pairs, path);
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (resource, "%c%s=", strchr (resource->str, '?') == NULL ? '?' : '&', name);
      g_string_append_uri_escaped (resource, value, NULL, FALSE);
    }
  va_end (pairs);
  return g_string_free (resource, FALSE);
}

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

static void token_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieSage *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  TieHttpAnswer *answer = tie_http_send_finish (TIE_HTTP (source), result, &call->has_left, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->status == 401 && !call->is_repeated && !tie_sage_fault_is_plan (answer))
    {
      tie_http_answer_free (answer);
      call->is_repeated = TRUE;
      call->has_left = FALSE;
      tie_sign_in_get_token_async (self->sign_in, call->token, g_task_get_cancellable (task), token_cb, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) tie_http_answer_free);
}

static void
token_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpRequest) request = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *authorization = NULL;
  TieSage *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  tie_secret_free (call->token);
  call->token = tie_sign_in_get_token_finish (TIE_SIGN_IN (source), result, &error);
  if (call->token != NULL)
    {
      uri = g_strdup_printf ("%s/v3.1/%s", self->api_uri, call->resource);
      request = tie_http_request_new (call->method, uri, &error);
    }
  if (request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  authorization = g_strconcat ("Bearer ", call->token, NULL);
  tie_http_request_add_header (request, "Authorization", authorization);
  tie_http_request_add_header (request, "Accept", "application/json");
  /* Without it the call is about whichever business is the user's first, and says nothing of it. */
  if (self->business_id != NULL)
    tie_http_request_add_header (request, "X-Business", self->business_id);
  if (call->body != NULL)
    tie_http_request_set_body (request, "application/json", call->body);
  self->day_calls++;
  tie_http_send_async (self->http, g_steal_pointer (&request), g_task_get_cancellable (task), answered_cb, g_object_ref (task));
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
  Call *call = g_new0 (Call, 1);

  call->method = g_strdup (method);
  call->resource = g_strdup (resource);
  call->body = body != NULL ? g_bytes_ref (body) : NULL;
  g_task_set_source_tag (task, tie_sage_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (is_day_used_up (self))
    g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_THROTTLED, _ ("Sage takes no more requests of this business today."));
  else
    /* A token lives five minutes, a run longer: it is looked at before each call. */
    tie_sign_in_get_token_async (self->sign_in, NULL, cancellable, token_cb, g_steal_pointer (&task));
}

TieHttpAnswer *
tie_sage_call_finish (TieSage *self,
                      GAsyncResult *result,
                      gboolean *has_left,
                      GError **error)
{
  Call *call = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  call = g_task_get_task_data (G_TASK (result));
  if (has_left != NULL)
    *has_left = call->has_left;
  return g_task_propagate_pointer (G_TASK (result), error);
}
