/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sandbox/tie-sandbox-json.h"

TieSandbox *
client_start (const char *package,
              const TieSandboxOptions *options,
              const char *company)
{
  TieSandboxOptions own = options != NULL ? *options : (TieSandboxOptions){ 0 };
  g_autoptr (GError) error = NULL;
  TieSandbox *sandbox;

  own.package = package;
  if (own.company == NULL)
    own.company = company;
  sandbox = tie_sandbox_new (&own);
  g_assert_true (tie_sandbox_start (sandbox, &error));
  g_assert_no_error (error);
  return sandbox;
}

SoupMessage *
client_new_message (TieSandbox *sandbox,
                    const char *method,
                    const char *path)
{
  g_autofree char *uri = g_strconcat (tie_sandbox_get_base_uri (sandbox), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  return message;
}

void
client_set_header (SoupMessage *message,
                   const char *name,
                   const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
}

void
client_set_body (SoupMessage *message,
                 const char *type,
                 const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, type, bytes);
}

char *
client_send_message (SoupSession *session,
                     SoupMessage *message,
                     guint *status)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  *status = bytes != NULL ? soup_message_get_status (message) : 0;
  if (bytes == NULL)
    return NULL;
  return size > 0 ? g_strndup (g_bytes_get_data (bytes, NULL), size) : g_strdup ("");
}

void
client_edit_books (TieSandbox *sandbox,
                   const char *json)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_edit (sandbox, json, &error);
  g_assert_no_error (error);
}

void
client_switch_fault (TieSandbox *sandbox,
                     const char *spec)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_set_fault (sandbox, spec, &error);
  g_assert_no_error (error);
}

Client *
client_new (const TieSandboxOptions *options)
{
  Client *self = g_new0 (Client, 1);

  /* Documents get the ids from 1 on. */
  self->sandbox = client_start (options != NULL ? options->package : NULL, options, "lists");
  self->session = soup_session_new ();
  return self;
}

void
client_free (Client *self)
{
  g_object_unref (self->session);
  g_assert_finalize_object (self->sandbox);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self);
}

char *
client_send (Client *self,
             const char *method,
             const char *path,
             const char *authorization,
             const char *type,
             const char *body)
{
  g_autoptr (SoupMessage) message = client_new_message (self->sandbox, method, path);

  client_set_header (message, "Accept", "application/json");
  client_set_header (message, "Authorization", authorization);
  client_set_body (message, type, body);
  return client_send_message (self->session, message, &self->status);
}

char *
client_dup_location (Client *self,
                     const char *path)
{
  g_autoptr (SoupMessage) message = client_new_message (self->sandbox, "GET", path);
  g_autofree char *body = client_send_message (self->session, message, &self->status);

  return g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
}

char *
client_dup_authorize_path (const char *client_id,
                           const char *redirect,
                           const char *state)
{
  g_autofree char *query = soup_form_encode ("client_id", client_id, "response_type", "code", "scope", CLIENT_SCOPE,
                                             "redirect_uri", redirect, "state", state, NULL);

  return g_strconcat ("/connect/oauth2?", query, NULL);
}

static char *
dup_query_member (const char *uri,
                  const char *name)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GHashTable) query = soup_form_decode (g_uri_get_query (parsed));

  return g_strdup (g_hash_table_lookup (query, name));
}

char *
client_dup_code (Client *self)
{
  g_autofree char *path = client_dup_authorize_path (TIE_SANDBOX_CLIENT_ID, CLIENT_REDIRECT, "a-state");
  g_autofree char *location = client_dup_location (self, path);

  g_assert_cmpuint (self->status, ==, 302);
  return dup_query_member (location, "code");
}

char *
client_post_token (Client *self,
                   const char *form)
{
  const char *keys = TIE_SANDBOX_CLIENT_ID ":" TIE_SANDBOX_CLIENT_SECRET;
  g_autofree char *encoded = g_base64_encode ((const guchar *) keys, strlen (keys));
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);

  return client_send (self, "POST", "/oauth2/v1/tokens/bearer", authorization, "application/x-www-form-urlencoded", form);
}

void
client_sign_in (Client *self)
{
  g_autofree char *code = client_dup_code (self);
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "code", code, "redirect_uri", CLIENT_REDIRECT, NULL);
  g_autofree char *answer = client_post_token (self, form);

  g_assert_cmpuint (self->status, ==, 200);
  g_free (self->access);
  self->access = client_pick (answer, "access_token");
  g_free (self->refresh);
  self->refresh = client_pick (answer, "refresh_token");
}

static char *
call (Client *self,
      const char *method,
      const char *path,
      const char *type,
      const char *body)
{
  g_autofree char *authorization = g_strconcat ("Bearer ", self->access, NULL);
  g_autofree char *whole = g_strconcat ("/v3/company/", tie_sandbox_get_realm (self->sandbox), "/", path, NULL);

  return client_send (self, method, whole, authorization, type, body);
}

char *
client_get (Client *self,
            const char *path)
{
  return call (self, "GET", path, NULL, NULL);
}

char *
client_post (Client *self,
             const char *path,
             const char *body)
{
  return call (self, "POST", path, "application/json", body);
}

char *
client_query (Client *self,
              const char *statement)
{
  return call (self, "POST", "query", "application/text", statement);
}

void
client_edit (Client *self,
             const char *json)
{
  client_edit_books (self->sandbox, json);
}

void
client_set_fault (Client *self,
                  const char *spec)
{
  client_switch_fault (self->sandbox, spec);
}

static JsonNode *
step_into (JsonNode *node,
           const char *name)
{
  guint64 position = 0;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node) || !g_ascii_string_to_unsigned (name, 10, 0, G_MAXINT, &position, NULL)
      || position >= json_array_get_length (json_node_get_array (node)))
    return NULL;
  return json_array_get_element (json_node_get_array (node), (guint) position);
}

char *
client_pick (const char *json,
             const char *path)
{
  g_autoptr (JsonNode) root = json != NULL ? tie_sandbox_json_parse (json) : NULL;
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  for (guint i = 0; names[i] != NULL; i++)
    node = step_into (node, names[i]);
  return tie_sandbox_json_dup_scalar (node);
}

void
client_assert (const char *json,
               const char *path,
               const char *expected)
{
  g_autofree char *found = client_pick (json, path);

  if (g_strcmp0 (found, expected) != 0)
    g_test_message ("%s of %s", path, json);
  g_assert_cmpstr (found, ==, expected);
}

void
client_assert_fault (const char *json,
                     const char *code)
{
  client_assert (json, "Fault.Error.0.code", code);
}
