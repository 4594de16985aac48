/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

typedef struct
{
  const char *why;
  const char *client_id;
  const char *redirect;
  const char *state;
  guint status;
  const char *location; /* how it begins */
} AuthorizeCase;

static const AuthorizeCase authorize_cases[] = {
  { "loopback with any port", TIE_SANDBOX_CLIENT_ID, "http://127.0.0.1:50123/callback", "s", 302, "http://127.0.0.1:50123/callback?code=" },
  { "the other name of loopback", TIE_SANDBOX_CLIENT_ID, "http://localhost:8/callback", "s", 302, "http://localhost:8/callback?code=" },
  { "one that was registered", TIE_SANDBOX_CLIENT_ID, "https://firm.example/qbo", "s", 302, "https://firm.example/qbo?code=" },
  { "another path", TIE_SANDBOX_CLIENT_ID, "http://127.0.0.1:50123/elsewhere", "s", 400, NULL },
  { "another port of a host elsewhere", TIE_SANDBOX_CLIENT_ID, "https://firm.example:444/qbo", "s", 400, NULL },
  { "a slash at the end", TIE_SANDBOX_CLIENT_ID, "https://firm.example/qbo/", "s", 400, NULL },
  { "another host", TIE_SANDBOX_CLIENT_ID, "http://127.0.0.1.evil.example/callback", "s", 400, NULL },
  { "an unknown client", "somebody", CLIENT_REDIRECT, "s", 400, NULL },
  { "no state", TIE_SANDBOX_CLIENT_ID, CLIENT_REDIRECT, "", 400, NULL },
};

static void
test_authorize (void)
{
  const char *const redirects[] = { "https://firm.example/qbo", NULL };
  const TieSandboxOptions options = { .redirect_uris = redirects };
  g_autoptr (Client) client = client_new (&options);

  for (gsize i = 0; i < G_N_ELEMENTS (authorize_cases); i++)
    {
      const AuthorizeCase *one = &authorize_cases[i];
      g_autofree char *path = client_dup_authorize_path (one->client_id, one->redirect, one->state);
      g_autofree char *location = client_dup_location (client, path);

      g_test_message ("%s", one->why);
      g_assert_cmpuint (client->status, ==, one->status);
      g_assert_true (one->location == NULL ? location == NULL : g_str_has_prefix (location, one->location));
    }
}

static void
test_realm (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *path = client_dup_authorize_path (TIE_SANDBOX_CLIENT_ID, CLIENT_REDIRECT, "a b&c");
  g_autofree char *location = client_dup_location (client, path);
  g_autofree char *ending = g_strconcat ("&state=a%20b%26c&realmId=", tie_sandbox_get_realm (client->sandbox), NULL);

  g_assert_true (g_str_has_suffix (location, ending));
}

static void
test_ask (void)
{
  const TieSandboxOptions options = { .consent = TIE_SANDBOX_CONSENT_ASK };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *path = client_dup_authorize_path (TIE_SANDBOX_CLIENT_ID, CLIENT_REDIRECT, "s");
  g_autofree char *page = client_send (client, "GET", path, NULL, NULL, NULL);
  g_autofree char *allow_path = g_strconcat (path, "&decision=allow", NULL);
  g_autofree char *not_by_get = NULL;

  g_assert_cmpuint (client->status, ==, 200);
  g_assert_nonnull (strstr (page, "Harbor Books Co."));
  g_assert_nonnull (strstr (page, "value=\"allow\">Allow<"));
  g_assert_nonnull (strstr (page, "value=\"decline\">Decline<"));
  not_by_get = client_dup_location (client, allow_path);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_null (not_by_get);
}

static void
press (Client *client,
       const char *decision,
       const char *expected)
{
  g_autofree char *form = soup_form_encode ("client_id", TIE_SANDBOX_CLIENT_ID, "response_type", "code", "scope", CLIENT_SCOPE,
                                            "redirect_uri", CLIENT_REDIRECT, "state", "s", "decision", decision, NULL);
  g_autofree char *uri = g_strconcat (tie_sandbox_get_base_uri (client->sandbox), "/connect/oauth2", NULL);
  g_autoptr (SoupMessage) message = soup_message_new_from_encoded_form ("POST", uri, g_steal_pointer (&form));
  g_autoptr (GBytes) body = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  body = soup_session_send_and_read (client->session, message, NULL, NULL);
  g_assert_cmpuint (soup_message_get_status (message), ==, 302);
  g_assert_true (g_str_has_prefix (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"), expected));
}

static void
test_buttons (void)
{
  const TieSandboxOptions options = { .consent = TIE_SANDBOX_CONSENT_ASK };
  g_autoptr (Client) client = client_new (&options);

  press (client, "allow", CLIENT_REDIRECT "?code=");
  press (client, "decline", CLIENT_REDIRECT "?error=access_denied&state=s");
}

static void
test_code_once (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *code = client_dup_code (client);
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "code", code, "redirect_uri", CLIENT_REDIRECT, NULL);
  g_autofree char *other = soup_form_encode ("grant_type", "authorization_code", "code", code, "redirect_uri", "http://127.0.0.1:1/callback", NULL);
  g_autofree char *elsewhere = client_post_token (client, other);
  g_autofree char *first = client_post_token (client, form);
  g_autofree char *second = NULL;

  client_assert (elsewhere, "error", "invalid_grant");
  client_assert (first, "token_type", "bearer");
  client_assert (first, "expires_in", "3600");
  client_assert (first, "x_refresh_token_expires_in", "8726400");
  client_assert (first, "x_refresh_token_hard_expires_in", NULL);
  client_assert (first, "realmId", NULL);
  second = client_post_token (client, form);
  g_assert_cmpuint (client->status, ==, 400);
  client_assert (second, "error", "invalid_grant");
}

static void
test_code_old (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *code = client_dup_code (client);
  g_autofree char *form = soup_form_encode ("grant_type", "authorization_code", "code", code, "redirect_uri", CLIENT_REDIRECT, NULL);
  g_autofree char *answer = NULL;

  tie_sandbox_advance_clock (client->sandbox, 601);
  answer = client_post_token (client, form);
  client_assert (answer, "error", "invalid_grant");
}

static char *
refresh (Client *client,
         const char *token)
{
  g_autofree char *form = soup_form_encode ("grant_type", "refresh_token", "refresh_token", token, NULL);

  return client_post_token (client, form);
}

static void
test_rotation (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *newer = NULL;

  client_sign_in (client);
  first = refresh (client, client->refresh);
  newer = client_pick (first, "refresh_token");
  g_assert_cmpstr (newer, !=, client->refresh);
  second = refresh (client, client->refresh);
  client_assert (second, "error", "invalid_grant");
  third = refresh (client, newer);
  client_assert (third, "token_type", "bearer");
}

static void
test_replay_kills (void)
{
  const TieSandboxOptions options = { .replay_kills = TRUE };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *call = NULL;

  client_sign_in (client);
  first = refresh (client, client->refresh);
  newer = client_pick (first, "refresh_token");
  second = refresh (client, client->refresh);
  client_assert (second, "error", "invalid_grant");
  third = refresh (client, newer);
  client_assert (third, "error", "invalid_grant");
  call = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
}

static void
test_same_within (void)
{
  const TieSandboxOptions options = { .rotate_after = 3600 };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *newer = NULL;

  client_sign_in (client);
  first = refresh (client, client->refresh);
  client_assert (first, "refresh_token", client->refresh);
  tie_sandbox_advance_clock (client->sandbox, 3600);
  second = refresh (client, client->refresh);
  newer = client_pick (second, "refresh_token");
  g_assert_cmpstr (newer, !=, client->refresh);
}

static void
test_lives (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *late = NULL;

  client_sign_in (client);
  before = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 200);
  tie_sandbox_advance_clock (client->sandbox, 3601);
  after = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
  client_assert (after, "fault.error.0.code", "3200");
  tie_sandbox_advance_clock (client->sandbox, 8726400);
  late = refresh (client, client->refresh);
  client_assert (late, "error", "invalid_grant");
}

/* Refreshing every three months keeps a link for five years and not longer. */
static void
test_hard_end (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *last = NULL;

  client_sign_in (client);
  for (int i = 0; i < 19; i++)
    {
      g_autofree char *answer = NULL;

      tie_sandbox_advance_clock (client->sandbox, 8000000);
      answer = refresh (client, client->refresh);
      g_free (client->refresh);
      client->refresh = client_pick (answer, "refresh_token");
      g_assert_nonnull (client->refresh);
    }
  tie_sandbox_advance_clock (client->sandbox, 8000000);
  last = refresh (client, client->refresh);
  client_assert (last, "error", "invalid_grant");
}

static void
test_hard_header (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *uri = g_strconcat (tie_sandbox_get_base_uri (client->sandbox), "/oauth2/v1/tokens/bearer", NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *answer = NULL;

  client_sign_in (client);
  message = soup_message_new_from_encoded_form ("POST", uri,
                                                soup_form_encode ("grant_type", "refresh_token", "refresh_token", client->refresh, "client_id",
                                                                  TIE_SANDBOX_CLIENT_ID, "client_secret", TIE_SANDBOX_CLIENT_SECRET, NULL));
  soup_message_headers_replace (soup_message_get_request_headers (message), "x-include-refresh-token-hard-expires-in", "true");
  bytes = soup_session_send_and_read (client->session, message, NULL, NULL);
  answer = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (answer, "\"x_refresh_token_hard_expires_in\":1576"));
}

typedef struct
{
  const char *authorization; /* NULL: the right one */
  const char *form;
  guint status;
  const char *error;
} TokenCase;

static const TokenCase token_cases[] = {
  { "Basic bm9ib2R5OndyaXRlcw==", "grant_type=refresh_token&refresh_token=x", 401, "invalid_client" },
  { "Basic !!!", "grant_type=refresh_token&refresh_token=x", 401, "invalid_client" },
  { "", "grant_type=refresh_token&refresh_token=x&client_id=sandbox-client&client_secret=wrong", 401, "invalid_client" },
  { NULL, "", 400, "invalid_request" },
  { NULL, "grant_type=password&username=x", 400, "unsupported_grant_type" },
  { NULL, "grant_type=refresh_token", 400, "invalid_grant" },
  { NULL, "grant_type=refresh_token&refresh_token=x", 400, "invalid_grant" },
  { NULL, "grant_type=authorization_code&code=x", 400, "invalid_grant" },
};

static void
test_token_errors (void)
{
  g_autoptr (Client) client = client_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (token_cases); i++)
    {
      const TokenCase *one = &token_cases[i];
      g_autofree char *answer = one->authorization == NULL
                                  ? client_post_token (client, one->form)
                                  : client_send (client, "POST", "/oauth2/v1/tokens/bearer", one->authorization, "application/x-www-form-urlencoded", one->form);

      g_assert_cmpuint (client->status, ==, one->status);
      client_assert (answer, "error", one->error);
    }
}

static void
test_other_realm (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *authorization = NULL;
  g_autofree char *answer = NULL;

  client_sign_in (client);
  authorization = g_strconcat ("Bearer ", client->access, NULL);
  answer = client_send (client, "GET", "/v3/company/123/preferences", authorization, NULL, NULL);
  g_assert_cmpuint (client->status, ==, 403);
  client_assert (answer, "fault.error.0.code", "3100");
}

static void
test_revoke (void)
{
  g_autoptr (Client) client = client_new (NULL);
  const char *keys = TIE_SANDBOX_CLIENT_ID ":" TIE_SANDBOX_CLIENT_SECRET;
  g_autofree char *encoded = g_base64_encode ((const guchar *) keys, strlen (keys));
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);
  g_autofree char *body = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *call = NULL;
  g_autofree char *stranger = NULL;

  client_sign_in (client);
  body = g_strdup_printf ("{\"token\":\"%s\"}", client->refresh);
  stranger = client_send (client, "POST", "/v2/oauth2/tokens/revoke", "Basic eDp5", "application/json", body);
  g_assert_cmpuint (client->status, ==, 401);
  first = client_send (client, "POST", "/v2/oauth2/tokens/revoke", authorization, "application/json", body);
  g_assert_cmpuint (client->status, ==, 200);
  g_assert_cmpstr (first, ==, "");
  second = client_send (client, "POST", "/v2/oauth2/tokens/revoke", authorization, "application/json", body);
  g_assert_cmpuint (client->status, ==, 400);
  call = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/oauth/authorize", test_authorize);
  g_test_add_func ("/sandbox/oauth/realm", test_realm);
  g_test_add_func ("/sandbox/oauth/ask", test_ask);
  g_test_add_func ("/sandbox/oauth/buttons", test_buttons);
  g_test_add_func ("/sandbox/oauth/code-once", test_code_once);
  g_test_add_func ("/sandbox/oauth/code-old", test_code_old);
  g_test_add_func ("/sandbox/oauth/rotation", test_rotation);
  g_test_add_func ("/sandbox/oauth/replay-kills", test_replay_kills);
  g_test_add_func ("/sandbox/oauth/same-within", test_same_within);
  g_test_add_func ("/sandbox/oauth/lives", test_lives);
  g_test_add_func ("/sandbox/oauth/hard-end", test_hard_end);
  g_test_add_func ("/sandbox/oauth/hard-header", test_hard_header);
  g_test_add_func ("/sandbox/oauth/token-errors", test_token_errors);
  g_test_add_func ("/sandbox/oauth/other-realm", test_other_realm);
  g_test_add_func ("/sandbox/oauth/revoke", test_revoke);
  return g_test_run ();
}
