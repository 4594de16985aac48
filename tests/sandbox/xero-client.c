/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "xero-client.h"

Xero *
xero_new (const TieSandboxOptions *options)
{
  Xero *self = g_new0 (Xero, 1);

  self->sandbox = client_start ("xero", options, "empty");
  self->session = soup_session_new ();
  self->accept = "application/json";
  return self;
}

void
xero_free (Xero *self)
{
  g_clear_object (&self->message);
  g_object_unref (self->session);
  g_assert_finalize_object (self->sandbox);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->tenant);
  g_free (self);
}

char *
xero_send (Xero *self,
           const char *method,
           const char *path,
           const char *type,
           const char *body)
{
  g_autofree char *bearer = self->access != NULL ? g_strconcat ("Bearer ", self->access, NULL) : NULL;

  g_clear_object (&self->message);
  self->message = client_new_message (self->sandbox, method, path);
  /* A PUT that is cut on a connection used before libsoup sends again by itself, without its body. */
  if (g_str_equal (method, "PUT"))
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  client_set_header (self->message, "Accept", self->accept);
  client_set_header (self->message, "Authorization", bearer);
  client_set_header (self->message, "Xero-Tenant-Id", self->tenant);
  client_set_header (self->message, "Idempotency-Key", self->key);
  client_set_header (self->message, "If-Modified-Since", self->since);
  client_set_body (self->message, type, body);
  return client_send_message (self->session, self->message, &self->status);
}

char *
xero_call (Xero *self,
           const char *method,
           const char *path,
           const char *body)
{
  g_autofree char *whole = g_strconcat ("/api.xro/2.0/", path, NULL);

  return xero_send (self, method, whole, "application/json", body);
}

const char *
xero_get_header (Xero *self,
                 const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

char *
xero_dup_authorize_path (const char *name,
                         const char *value)
{
  static const char *const usual[][2] = {
    { "response_type", "code" },
    { "client_id", TIE_SANDBOX_CLIENT_ID },
    { "redirect_uri", XERO_REDIRECT },
    { "scope", XERO_SCOPE },
    { "state", "a-state" },
    { "code_challenge", XERO_CHALLENGE },
    { "code_challenge_method", "S256" },
  };
  GString *path = g_string_new ("/identity/connect/authorize?");

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      const char *text = g_strcmp0 (usual[i][0], name) == 0 ? value : usual[i][1];
      g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);

      g_string_append_printf (path, "%s%s=%s", i > 0 ? "&" : "", usual[i][0], escaped);
    }
  return g_string_free (path, FALSE);
}

char *
xero_dup_code (Xero *self,
               const char *scope)
{
  g_autofree char *path = xero_dup_authorize_path (scope != NULL ? "scope" : NULL, scope);
  g_autofree char *page = xero_send (self, "GET", path, NULL, NULL);
  g_autoptr (GUri) location = NULL;
  g_autoptr (GHashTable) query = NULL;

  g_assert_cmpuint (self->status, ==, 302);
  location = g_uri_parse (xero_get_header (self, "Location"), G_URI_FLAGS_ENCODED, NULL);
  query = soup_form_decode (g_uri_get_query (location));
  g_assert_cmpstr (g_hash_table_lookup (query, "state"), ==, "a-state");
  return g_strdup (g_hash_table_lookup (query, "code"));
}

char *
xero_exchange (Xero *self,
               const char *code,
               const char *verifier)
{
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "client_id", TIE_SANDBOX_CLIENT_ID, "code", code,
                                            "redirect_uri", XERO_REDIRECT, "code_verifier", verifier, NULL);

  return xero_send (self, "POST", "/connect/token", "application/x-www-form-urlencoded", form);
}

char *
xero_refresh (Xero *self,
              const char *token)
{
  g_autofree char *form = soup_form_encode ("grant_type", "refresh_token", "client_id", TIE_SANDBOX_CLIENT_ID, "refresh_token", token, NULL);

  return xero_send (self, "POST", "/connect/token", "application/x-www-form-urlencoded", form);
}

void
xero_sign_in (Xero *self,
              const char *scope)
{
  g_autofree char *code = xero_dup_code (self, scope);
  g_autofree char *answer = xero_exchange (self, code, XERO_VERIFIER);
  g_autofree char *connections = NULL;

  g_assert_cmpuint (self->status, ==, 200);
  g_free (self->access);
  self->access = client_pick (answer, "access_token");
  g_free (self->refresh);
  self->refresh = client_pick (answer, "refresh_token");
  connections = xero_send (self, "GET", "/connections", NULL, NULL);
  g_free (self->tenant);
  self->tenant = client_pick (connections, "0.tenantId");
}

void
xero_set_fault (Xero *self,
                const char *spec)
{
  client_switch_fault (self->sandbox, spec);
}

void
xero_edit (Xero *self,
           const char *json)
{
  client_edit_books (self->sandbox, json);
}

char *
xero_make (Xero *self,
           const char *path,
           const char *body,
           const char *value)
{
  g_autofree char *answer = xero_call (self, "PUT", path, body);
  char *found = client_pick (answer, value);

  if (self->status != 200 || found == NULL)
    g_test_message ("%s: %s", path, answer);
  g_assert_cmpuint (self->status, ==, 200);
  g_assert_nonnull (found);
  return found;
}
