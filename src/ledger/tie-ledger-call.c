/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-ledger-call"
#include "config.h"

#include <string.h>

#include "ledger/tie-ledger-call.h"
#include "net/tie-tokens.h"

/* ---- one call ---- */

typedef struct
{
  TieHttp *http;      /* (owned) */
  TieSignIn *sign_in; /* (owned) */
  char *method;       /* (owned) */
  char *uri;          /* (owned) */
  GBytes *body;       /* (owned) (nullable) */
  char **headers;     /* (owned) (nullable) */
  gboolean (*is_final) (const TieHttpAnswer *answer);
  char *token;        /* (owned) (nullable): the one that was sent */
  gboolean is_repeated;
  gboolean has_left;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->http);
  g_object_unref (call->sign_in);
  g_free (call->method);
  g_free (call->uri);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_strfreev (call->headers);
  tie_secret_free (call->token);
  g_free (call);
}

static void token_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  TieHttpAnswer *answer = tie_http_send_finish (TIE_HTTP (source), result, &call->has_left, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->status == 401 && !call->is_repeated && (call->is_final == NULL || !call->is_final (answer)))
    {
      tie_http_answer_free (answer);
      call->is_repeated = TRUE;
      call->has_left = FALSE;
      tie_sign_in_get_token_async (call->sign_in, call->token, g_task_get_cancellable (task), token_cb, g_object_ref (task));
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
  g_autofree char *authorization = NULL;
  Call *call = g_task_get_task_data (task);

  tie_secret_free (call->token);
  call->token = tie_sign_in_get_token_finish (TIE_SIGN_IN (source), result, &error);
  if (call->token != NULL)
    request = tie_http_request_new (call->method, call->uri, &error);
  if (request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  authorization = g_strconcat ("Bearer ", call->token, NULL);
  tie_http_request_add_header (request, "Authorization", authorization);
  tie_http_request_add_header (request, "Accept", "application/json"); /* some answer XML without it */
  for (guint i = 0; call->headers != NULL && call->headers[i] != NULL; i += 2)
    tie_http_request_add_header (request, call->headers[i], call->headers[i + 1]);
  if (call->body != NULL)
    tie_http_request_set_body (request, "application/json", call->body);
  tie_http_send_async (call->http, g_steal_pointer (&request), g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
tie_ledger_call_async (gpointer ledger,
                       TieHttp *http,
                       TieSignIn *sign_in,
                       const TieLedgerCall *call,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  Call *copy = g_new0 (Call, 1);

  copy->http = g_object_ref (http);
  copy->sign_in = g_object_ref (sign_in);
  copy->method = g_strdup (call->method);
  copy->uri = g_strdup (call->uri);
  copy->body = call->body != NULL ? g_bytes_ref (call->body) : NULL;
  copy->headers = g_strdupv ((char **) call->headers);
  copy->is_final = call->is_final;
  g_task_set_source_tag (task, tie_ledger_call_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) call_free);
  g_task_set_check_cancellable (task, FALSE);
  /* A token may live only minutes, a run longer: it is looked at before each call. */
  tie_sign_in_get_token_async (sign_in, NULL, cancellable, token_cb, g_steal_pointer (&task));
}

TieHttpAnswer *
tie_ledger_call_finish (gpointer ledger,
                        GAsyncResult *result,
                        gboolean *has_left,
                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tie_ledger_call_async), NULL);

  if (has_left != NULL)
    *has_left = ((Call *) g_task_get_task_data (G_TASK (result)))->has_left;
  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
tie_ledger_make_resource_valist (const char *path,
                                 va_list pairs)
{
  GString *resource = g_string_new (path);
  char separator = strchr (path, '?') == NULL ? '?' : '&';
  const char *name = NULL;

  while ((name = va_arg (pairs, const char *)) != NULL)
    {
      const char *value = va_arg (pairs, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (resource, "%c%s=", separator, name);
      /* Also "+" and "&", which dates and names hold. */
      g_string_append_uri_escaped (resource, value, NULL, FALSE);
      separator = '&';
    }
  return g_string_free (resource, FALSE);
}

char *
tie_ledger_make_resource (const char *path,
                          ...)
{
  char *resource = NULL;
  va_list pairs;

  va_start (pairs, path);
  resource = tie_ledger_make_resource_valist (path, pairs);
  va_end (pairs);
  return resource;
}

/* ---- reading what came ---- */

typedef struct
{
  TieLedgerReader read;
  gpointer job; /* (owned) */
  GDestroyNotify job_free;
  GDestroyNotify result_free;
} Reading;

static void
reading_free (Reading *reading)
{
  reading->job_free (reading->job);
  g_free (reading);
}

static void
read_in_thread (GTask *task,
                gpointer source,
                gpointer task_data,
                GCancellable *cancellable)
{
  Reading *reading = task_data;
  GError *error = NULL;
  gpointer found = reading->read (reading->job, &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, reading->result_free);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  const Reading *reading = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  gpointer found = g_task_propagate_pointer (G_TASK (result), &error);

  if (found == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, reading->result_free);
}

void
tie_ledger_read_in_thread (GTask *task,
                           TieLedgerReader read,
                           gpointer job,
                           GDestroyNotify job_free,
                           GDestroyNotify result_free)
{
  g_autoptr (GTask) thread = g_task_new (NULL, g_task_get_cancellable (task), read_cb, g_object_ref (task));
  Reading *reading = g_new0 (Reading, 1);

  reading->read = read;
  reading->job = job;
  reading->job_free = job_free;
  reading->result_free = result_free;
  g_task_set_source_tag (thread, tie_ledger_read_in_thread);
  g_task_set_task_data (thread, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (thread, read_in_thread);
}
