/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-call"
#include "config.h"

#include <stdarg.h>
#include <string.h>

#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-private.h"
#include "net/tie-tokens.h"

typedef struct
{
  char *method;    /* (owned) */
  char *resource;  /* (owned) */
  GBytes *body;    /* (owned) (nullable) */
  char *key;       /* (owned) (nullable) */
  char *since;     /* (owned) (nullable) */
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
  g_free (call->key);
  g_free (call->since);
  tie_secret_free (call->token);
  g_free (call);
}

char *
tie_xero_make_resource (const char *path,
                        ...)
{
  GString *resource = g_string_new (path);
  const char *name = NULL;
  char separator = '?';
  va_list pairs;

  va_start (pairs, path);
  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (resource, "%c%s=", separator, name);
      /* Also "+" and "&", which Xero would take for something else. */
      g_string_append_uri_escaped (resource, value, NULL, FALSE);
      separator = '&';
    }
  va_end (pairs);
  return g_string_free (resource, FALSE);
}

static void token_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  TieXero *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  TieHttpAnswer *answer = tie_http_send_finish (TIE_HTTP (source), result, &call->has_left, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->status == 401 && !call->is_repeated && !tie_xero_fault_is_consent (answer))
    {
      tie_http_answer_free (answer);
      call->is_repeated = TRUE;
      call->has_left = FALSE;
      tie_sign_in_get_token_async (self->sign_in, call->token, g_task_get_cancellable (task), token_cb, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) tie_http_answer_free);
}

/* "2026-03-01T10:11:12": UTC, as Xero's own client sends it. */
static void
add_since (TieHttpRequest *request,
           const char *since)
{
  g_autofree char *text = g_strdup (since);

  if (g_str_has_suffix (text, "Z"))
    text[strlen (text) - 1] = '\0';
  tie_http_request_add_header (request, "If-Modified-Since", text);
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
  TieXero *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  tie_secret_free (call->token);
  call->token = tie_sign_in_get_token_finish (TIE_SIGN_IN (source), result, &error);
  if (call->token != NULL)
    {
      uri = g_strdup_printf ("%s/api.xro/2.0/%s", self->api_uri, call->resource);
      request = tie_http_request_new (call->method, uri, &error);
    }
  if (request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  authorization = g_strconcat ("Bearer ", call->token, NULL);
  tie_http_request_add_header (request, "Authorization", authorization);
  tie_http_request_add_header (request, "Xero-Tenant-Id", self->tenant_id);
  /* Without it the answer is XML. */
  tie_http_request_add_header (request, "Accept", "application/json");
  if (call->since != NULL)
    add_since (request, call->since);
  if (call->key != NULL)
    tie_http_request_add_header (request, "Idempotency-Key", call->key);
  if (call->body != NULL)
    tie_http_request_set_body (request, "application/json", call->body);
  tie_http_send_async (self->http, g_steal_pointer (&request), g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
tie_xero_call_async (TieXero *self,
                     const TieXeroRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->method = g_strdup (request->method);
  call->resource = g_strdup (request->resource);
  call->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  call->key = g_strdup (request->key);
  call->since = g_strdup (request->since);
  g_task_set_source_tag (task, tie_xero_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  tie_sign_in_get_token_async (self->sign_in, NULL, cancellable, token_cb, g_steal_pointer (&task));
}

TieHttpAnswer *
tie_xero_call_finish (TieXero *self,
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
