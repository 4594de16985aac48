/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-token-endpoint"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-json-writer.h"
#include "net/tie-json.h"
#include "net/tie-token-endpoint.h"

/* A package that says no life gives at least this, by RFC 6749's example. */
#define DEFAULT_LIFE 3600

typedef struct
{
  TieTokens *keys;  /* (owned) */
  gboolean is_lost;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  tie_tokens_free (exchange->keys);
  g_free (exchange);
}

static gint64
moment_in (gint64 now,
           gint64 seconds)
{
  return now + CLAMP (seconds, 0, G_MAXINT) * G_USEC_PER_SEC;
}

/* What a refusal means (reference: token errors).  Never quotes the answer: it might hold a token. */
static GError *
classify (const TieHttpAnswer *answer,
          JsonObject *object)
{
  const char *reason = tie_json_get_string (object, "error");
  TieError code = TIE_ERROR_BUG;

  if (answer->status == 429)
    code = TIE_ERROR_THROTTLED;
  else if (answer->status >= 500 || answer->status == 403 || answer->status < 400)
    code = TIE_ERROR_SERVER;
  else if (g_strcmp0 (reason, "invalid_grant") == 0)
    code = TIE_ERROR_SIGN_IN_EXPIRED;
  else if (g_strcmp0 (reason, "invalid_client") == 0 || (answer->status == 401 && reason == NULL))
    code = TIE_ERROR_APP_KEYS;
  else if (object == NULL)
    code = TIE_ERROR_SERVER;

  return g_error_new (TIE_ERROR, code, "The token endpoint answered %u %s, trace %s", answer->status,
                      reason != NULL ? reason : "without a reason", answer->trace != NULL ? answer->trace : "none");
}

static TieTokens *
parse_tokens (const TieHttpAnswer *answer,
              const TieTokens *keys,
              GError **error)
{
  g_autoptr (JsonNode) root = tie_http_answer_parse (answer, NULL);
  JsonObject *object = tie_json_get_root_object (root);
  const char *access_token = tie_json_get_string (object, "access_token");
  const char *refresh_token = tie_json_get_string (object, "refresh_token");
  /* Only Intuit writes an x. */
  gint64 refresh_life = tie_json_get_integer (object, "x_refresh_token_expires_in", tie_json_get_integer (object, "refresh_token_expires_in", 0));
  gint64 now = g_get_real_time ();
  TieTokens *tokens = NULL;

  if (answer->status != 200 || access_token == NULL || refresh_token == NULL)
    {
      g_propagate_error (error, classify (answer, object));
      return NULL;
    }

  tokens = tie_tokens_new (keys->client_id, keys->client_secret);
  tokens->access_token = g_strdup (access_token);
  tokens->access_expires = moment_in (now, tie_json_get_integer (object, "expires_in", DEFAULT_LIFE));
  tokens->refresh_token = g_strdup (refresh_token);
  tokens->refresh_expires = refresh_life > 0 ? moment_in (now, refresh_life) : 0;
  tokens->obtained = now;
  return tokens;
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  Exchange *exchange = g_task_get_task_data (task);
  TieTokens *tokens = NULL;

  answer = tie_http_send_finish (TIE_HTTP (source), result, &exchange->is_lost, &error);
  if (answer != NULL)
    {
      tokens = parse_tokens (answer, exchange->keys, &error);
      exchange->is_lost = tokens == NULL && answer->status == 200;
    }
  if (tokens != NULL)
    g_task_return_pointer (task, tokens, (GDestroyNotify) tie_tokens_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
append_parameter (GString *form,
                  const char *name,
                  const char *value)
{
  if (form->len > 0)
    g_string_append_c (form, '&');
  g_string_append_printf (form, "%s=", name);
  g_string_append_uri_escaped (form, value, NULL, FALSE);
}

/* Takes form.  Who asks stands in a header or in the form. */
static void
set_form (TieHttpRequest *request,
          const TieSignInAddresses *addresses,
          const TieTokens *keys,
          GString *form)
{
  g_autoptr (GBytes) body = NULL;
  char *text = NULL;
  gsize length = 0;

  if (addresses->client == TIE_CLIENT_BASIC)
    tie_http_request_set_basic (request, keys->client_id, keys->client_secret);
  else
    append_parameter (form, "client_id", keys->client_id);
  if (addresses->client == TIE_CLIENT_FORM)
    append_parameter (form, "client_secret", keys->client_secret);
  length = form->len;
  text = g_string_free (form, FALSE);
  body = g_bytes_new_with_free_func (text, length, (GDestroyNotify) tie_secret_free, text);
  tie_http_request_add_header (request, "Accept", "application/json");
  tie_http_request_set_body (request, "application/x-www-form-urlencoded", body);
}

/* Takes task and form. */
static void
post_form (GTask *task,
           const TieSignInAddresses *addresses,
           const TieTokens *keys,
           GString *form)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpRequest) request = tie_http_request_new ("POST", addresses->token_uri, &error);
  Exchange *exchange = NULL;

  if (request == NULL)
    {
      tie_secret_free (g_string_free (form, FALSE));
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  exchange = g_new0 (Exchange, 1);
  exchange->keys = tie_tokens_new (keys->client_id, keys->client_secret);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  g_task_set_check_cancellable (task, FALSE);
  set_form (request, addresses, keys, form);
  tie_http_send_async (g_task_get_source_object (task), g_steal_pointer (&request), g_task_get_cancellable (task), answered_cb, task);
}

void
tie_token_endpoint_exchange_async (TieHttp *http,
                                   const TieSignInAddresses *addresses,
                                   const TieTokens *tokens,
                                   const char *code,
                                   const char *redirect_uri,
                                   const char *verifier,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (http, cancellable, callback, user_data);
  GString *form = g_string_new (NULL);

  g_task_set_source_tag (task, tie_token_endpoint_exchange_async);
  append_parameter (form, "grant_type", "authorization_code");
  append_parameter (form, "code", code);
  append_parameter (form, "redirect_uri", redirect_uri);
  if (verifier != NULL)
    append_parameter (form, "code_verifier", verifier);
  post_form (task, addresses, tokens, form);
}

void
tie_token_endpoint_refresh_async (TieHttp *http,
                                  const TieSignInAddresses *addresses,
                                  const TieTokens *tokens,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (http, NULL, callback, user_data);
  GString *form = g_string_new (NULL);

  g_task_set_source_tag (task, tie_token_endpoint_refresh_async);
  append_parameter (form, "grant_type", "refresh_token");
  append_parameter (form, "refresh_token", tokens->refresh_token);
  post_form (task, addresses, tokens, form);
}

TieTokens *
tie_token_endpoint_finish (TieHttp *http,
                           GAsyncResult *result,
                           gboolean *is_lost,
                           GError **error)
{
  Exchange *exchange = NULL;

  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  exchange = g_task_get_task_data (G_TASK (result));
  if (is_lost != NULL)
    *is_lost = exchange != NULL && exchange->is_lost;
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
revoked_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = tie_http_send_finish (TIE_HTTP (source), result, NULL, &error);

  if (answer == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (answer->status == 429 || answer->status >= 500)
    g_task_return_error (task, classify (answer, NULL));
  else
    /* 400: unknown there.  401 and the like: these keys will never revoke it, so holding on to it helps nobody. */
    g_task_return_boolean (task, TRUE);
}

/* Intuit takes JSON, the others what RFC 7009 says. */
static void
set_json (TieHttpRequest *request,
          const TieTokens *tokens)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autoptr (GBytes) body = NULL;
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "token", tokens->refresh_token);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  body = g_bytes_new_with_free_func (text, strlen (text), (GDestroyNotify) tie_secret_free, text);
  tie_http_request_set_basic (request, tokens->client_id, tokens->client_secret);
  tie_http_request_add_header (request, "Accept", "application/json");
  tie_http_request_set_body (request, "application/json", body);
}

void
tie_token_endpoint_revoke_async (TieHttp *http,
                                 const TieSignInAddresses *addresses,
                                 const TieTokens *tokens,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpRequest) request = tie_http_request_new ("POST", addresses->revoke_uri, &error);

  g_task_set_source_tag (task, tie_token_endpoint_revoke_async);
  if (request == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (addresses->client == TIE_CLIENT_BASIC)
    set_json (request, tokens);
  else
    {
      GString *form = g_string_new (NULL);

      append_parameter (form, "token", tokens->refresh_token);
      set_form (request, addresses, tokens, form);
    }
  tie_http_send_async (http, g_steal_pointer (&request), cancellable, revoked_cb, g_steal_pointer (&task));
}

gboolean
tie_token_endpoint_revoke_finish (TieHttp *http,
                                  GAsyncResult *result,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
