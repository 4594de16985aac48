/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sage-client.h"

Sage *
sage_new (const TieSandboxOptions *options)
{
  Sage *self = g_new0 (Sage, 1);

  self->sandbox = client_start ("sage", options, "empty");
  self->session = soup_session_new ();
  self->business = tie_sandbox_get_realm (self->sandbox);
  self->type = "application/json";
  return self;
}

void
sage_free (Sage *self)
{
  g_clear_object (&self->message);
  g_object_unref (self->session);
  g_assert_finalize_object (self->sandbox);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->account);
  g_free (self->customer);
  g_free (self->vendor);
  g_free (self->bank);
  g_free (self);
}

char *
sage_send (Sage *self,
           const char *method,
           const char *path,
           const char *type,
           const char *body)
{
  g_autofree char *bearer = self->access != NULL ? g_strconcat ("Bearer ", self->access, NULL) : NULL;

  g_clear_object (&self->message);
  self->message = client_new_message (self->sandbox, method, path);
  /* What is cut on a connection used before libsoup may send again by itself. */
  if (!g_str_equal (method, "GET"))
    soup_message_add_flags (self->message, SOUP_MESSAGE_NEW_CONNECTION);
  client_set_header (self->message, "Accept", "application/json");
  client_set_header (self->message, "Authorization", bearer);
  client_set_header (self->message, "X-Business", self->business);
  client_set_body (self->message, type, body);
  return client_send_message (self->session, self->message, &self->status);
}

char *
sage_call (Sage *self,
           const char *method,
           const char *path,
           const char *body)
{
  g_autofree char *whole = g_strconcat ("/v3.1/", path, NULL);

  return sage_send (self, method, whole, self->type, body);
}

const char *
sage_get_header (Sage *self,
                 const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

char *
sage_dup_authorize_path (const char *name,
                         const char *value)
{
  static const char *const usual[][2] = {
    { "filter", "apiv3.1" },
    { "response_type", "code" },
    { "client_id", TIE_SANDBOX_CLIENT_ID },
    { "redirect_uri", SAGE_REDIRECT },
    { "scope", "full_access" },
    { "state", "a-state" },
    { "country", "gb" },
  };
  GString *path = g_string_new ("/oauth2/auth/central?");

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      const char *text = g_strcmp0 (usual[i][0], name) == 0 ? value : usual[i][1];
      g_autofree char *escaped = text != NULL ? g_uri_escape_string (text, NULL, FALSE) : NULL;

      if (text != NULL)
        g_string_append_printf (path, "&%s=%s", usual[i][0], escaped);
    }
  return g_string_free (path, FALSE);
}

char *
sage_dup_code (Sage *self,
               const char *scope)
{
  g_autofree char *path = sage_dup_authorize_path ("scope", scope != NULL ? scope : "full_access");
  g_autofree char *plain = g_strndup (path, strstr (path, "&country") - path);
  g_autofree char *page = sage_send (self, "GET", plain, NULL, NULL);
  g_autoptr (GUri) location = NULL;
  g_autoptr (GHashTable) query = NULL;

  g_assert_cmpuint (self->status, ==, 302);
  location = g_uri_parse (sage_get_header (self, "Location"), G_URI_FLAGS_ENCODED, NULL);
  query = soup_form_decode (g_uri_get_query (location));
  g_assert_cmpstr (g_hash_table_lookup (query, "state"), ==, "a-state");
  return g_strdup (g_hash_table_lookup (query, "code"));
}

char *
sage_exchange (Sage *self,
               const char *code,
               const char *secret,
               const char *redirect)
{
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "client_id", TIE_SANDBOX_CLIENT_ID, "client_secret", secret, "code", code,
                                            "redirect_uri", redirect, NULL);

  return sage_send (self, "POST", "/token", "application/x-www-form-urlencoded", form);
}

char *
sage_refresh (Sage *self,
              const char *token)
{
  g_autofree char *form = soup_form_encode ("grant_type", "refresh_token", "client_id", TIE_SANDBOX_CLIENT_ID, "client_secret", TIE_SANDBOX_CLIENT_SECRET,
                                            "refresh_token", token, NULL);

  return sage_send (self, "POST", "/token", "application/x-www-form-urlencoded", form);
}

void
sage_sign_in (Sage *self,
              const char *scope)
{
  g_autofree char *code = sage_dup_code (self, scope);
  g_autofree char *answer = sage_exchange (self, code, TIE_SANDBOX_CLIENT_SECRET, SAGE_REDIRECT);

  g_assert_cmpuint (self->status, ==, 200);
  g_free (self->access);
  self->access = client_pick (answer, "access_token");
  g_free (self->refresh);
  self->refresh = client_pick (answer, "refresh_token");
}

void
sage_set_fault (Sage *self,
                const char *spec)
{
  client_switch_fault (self->sandbox, spec);
}

void
sage_edit (Sage *self,
           const char *json)
{
  client_edit_books (self->sandbox, json);
}

static char *
find_id (Sage *self,
         const char *path)
{
  g_autofree char *answer = sage_call (self, "GET", path, NULL);
  char *id = client_pick (answer, "$items.0.id");

  g_assert_nonnull (id);
  return id;
}

Sage *
sage_new_ready (const char *company)
{
  const TieSandboxOptions options = { .company = company, .per_minute = 100000, .per_day = 100000 };
  Sage *self = sage_new (&options);

  sage_sign_in (self, NULL);
  self->account = find_id (self, "ledger_accounts?search=4000");
  self->bank = find_id (self, "bank_accounts");
  self->customer = sage_make (self, "contacts", "{\"contact\":{\"name\":\"Acme\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"ACME\"}}", NULL);
  self->vendor = sage_make (self, "contacts", "{\"contact\":{\"name\":\"Paper & Co\",\"contact_type_ids\":[\"VENDOR\"],\"reference\":\"PAPER\"}}", NULL);
  return self;
}

char *
sage_fill (Sage *self,
           const char *body,
           const char *id)
{
  g_autoptr (GString) text = g_string_new (body);

  g_string_replace (text, "$CUSTOMER", self->customer != NULL ? self->customer : "", 0);
  g_string_replace (text, "$VENDOR", self->vendor != NULL ? self->vendor : "", 0);
  g_string_replace (text, "$ACCOUNT", self->account != NULL ? self->account : "", 0);
  g_string_replace (text, "$BANK", self->bank != NULL ? self->bank : "", 0);
  g_string_replace (text, "$ID", id != NULL ? id : "", 0);
  return g_strdup (text->str);
}

char *
sage_post (Sage *self,
           const char *path,
           const char *body,
           const char *id)
{
  g_autofree char *filled = sage_fill (self, body, id);

  return sage_call (self, "POST", path, filled);
}

char *
sage_make (Sage *self,
           const char *path,
           const char *body,
           const char *id)
{
  g_autofree char *answer = sage_post (self, path, body, id);
  char *made = client_pick (answer, "id");

  if (self->status != 201 || made == NULL)
    g_test_message ("%s: %s", path, answer);
  g_assert_cmpuint (self->status, ==, 201);
  g_assert_nonnull (made);
  return made;
}
