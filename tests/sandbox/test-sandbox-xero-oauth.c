/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "xero-client.h"

typedef struct
{
  const char *why;
  const char *name;
  const char *value;
  guint status;
  const char *found; /* in the page, or at the start of the redirect */
} AuthorizeCase;

static const AuthorizeCase authorize_cases[] = {
  { "as it should be", NULL, NULL, 302, XERO_REDIRECT "?code=" },
  { "another port that is registered", "redirect_uri", "http://localhost:8746/callback", 302, "http://localhost:8746/callback?code=" },
  { "a port that is not", "redirect_uri", "http://localhost:8747/callback", 500, "Invalid redirect_uri" },
  { "the number instead of the name", "redirect_uri", "http://127.0.0.1:8742/callback", 500, "Invalid redirect_uri" },
  { "another client", "client_id", "somebody", 500, "unauthorized_client" },
  { "a broad scope of old", "scope", "openid accounting.transactions", 500, "invalid_scope" },
  { "a plain challenge", "code_challenge_method", "plain", 500, "code challenge" },
  { "no challenge", "code_challenge", "", 500, "code challenge" },
  { "no state", "state", "", 500, "state" },
  { "a token at once", "response_type", "token", 500, "unsupported_response_type" },
};

static void
test_authorize (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (authorize_cases); i++)
    {
      const AuthorizeCase *one = &authorize_cases[i];
      g_autofree char *path = xero_dup_authorize_path (one->name, one->value);
      g_autofree char *page = xero_send (xero, "GET", path, NULL, NULL);
      const char *location = xero_get_header (xero, "Location");

      g_test_message ("%s", one->why);
      g_assert_cmpuint (xero->status, ==, one->status);
      g_assert_true (one->status == 302 ? g_str_has_prefix (location, one->found) : location == NULL && strstr (page, one->found) != NULL);
    }
}

static void
test_ask (void)
{
  const TieSandboxOptions options = { .consent = TIE_SANDBOX_CONSENT_ASK };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *path = xero_dup_authorize_path (NULL, NULL);
  g_autofree char *page = xero_send (xero, "GET", path, NULL, NULL);
  g_autofree char *form = g_strconcat (strchr (path, '?') + 1, "&decision=decline", NULL);
  g_autofree char *declined = NULL;

  g_assert_cmpuint (xero->status, ==, 200);
  g_assert_nonnull (strstr (page, "value=\"allow\""));
  declined = xero_send (xero, "POST", "/identity/connect/authorize", "application/x-www-form-urlencoded", form);
  g_assert_cmpuint (xero->status, ==, 302);
  g_assert_true (g_str_has_prefix (xero_get_header (xero, "Location"), XERO_REDIRECT "?error=access_denied&"));
}

static void
test_code (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *code = xero_dup_code (xero, NULL);
  g_autofree char *wrong = xero_exchange (xero, code, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXx");
  g_autofree char *right = NULL;
  g_autofree char *again = NULL;
  g_autofree char *late_code = NULL;
  g_autofree char *late = NULL;

  client_assert (wrong, "error", "invalid_grant");
  right = xero_exchange (xero, code, XERO_VERIFIER);
  client_assert (right, "token_type", "Bearer");
  client_assert (right, "expires_in", "1800");
  client_assert (right, "scope", XERO_SCOPE);
  again = xero_exchange (xero, code, XERO_VERIFIER);
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (again, "error", "invalid_grant");
  late_code = xero_dup_code (xero, NULL);
  tie_sandbox_advance_clock (xero->sandbox, 5 * 60 + 1);
  late = xero_exchange (xero, late_code, XERO_VERIFIER);
  client_assert (late, "error", "invalid_grant");
}

/* Without offline_access there is nothing to refresh with. */
static void
test_offline (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *code = xero_dup_code (xero, "accounting.settings");
  g_autofree char *answer = xero_exchange (xero, code, XERO_VERIFIER);

  client_assert (answer, "refresh_token", NULL);
  client_assert (answer, "id_token", NULL);
}

static void
test_wrong_calls (void)
{
  static const char *const cases[][2] = {
    { "grant_type=refresh_token&client_id=somebody&refresh_token=x", "invalid_client" },
    { "grant_type=password&client_id=" TIE_SANDBOX_CLIENT_ID, "unsupported_grant_type" },
    { "grant_type=refresh_token&client_id=" TIE_SANDBOX_CLIENT_ID "&refresh_token=x", "invalid_grant" },
  };
  g_autoptr (Xero) xero = xero_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = xero_send (xero, "POST", "/connect/token", "application/x-www-form-urlencoded", cases[i][0]);

      g_assert_cmpuint (xero->status, ==, 400);
      client_assert (answer, "error", cases[i][1]);
    }
}

/* The old token lives on for half an hour, the new one for sixty days. */
static void
test_rotation (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *in_grace = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *after_grace = NULL;
  g_autofree char *still = NULL;
  g_autofree char *last = NULL;
  g_autofree char *too_late = NULL;

  xero_sign_in (xero, NULL);
  first = xero_refresh (xero, xero->refresh);
  newer = client_pick (first, "refresh_token");
  g_assert_cmpstr (newer, !=, xero->refresh);
  tie_sandbox_advance_clock (xero->sandbox, 29 * 60);
  in_grace = xero_refresh (xero, xero->refresh);
  client_assert (in_grace, "token_type", "Bearer");
  tie_sandbox_advance_clock (xero->sandbox, 2 * 60);
  after_grace = xero_refresh (xero, xero->refresh);
  client_assert (after_grace, "error", "invalid_grant");
  tie_sandbox_advance_clock (xero->sandbox, 59 * 24 * 60 * 60);
  still = xero_refresh (xero, newer);
  last = client_pick (still, "refresh_token");
  g_assert_nonnull (last);
  tie_sandbox_advance_clock (xero->sandbox, 60 * 24 * 60 * 60 + 1);
  too_late = xero_refresh (xero, last);
  client_assert (too_late, "error", "invalid_grant");
}

static void
test_access (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *now = NULL;
  g_autofree char *later = NULL;
  g_autofree char *nobody = NULL;

  xero_sign_in (xero, NULL);
  now = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 200);
  tie_sandbox_advance_clock (xero->sandbox, 30 * 60 + 1);
  later = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
  client_assert (later, "Detail", "TokenExpired: token expired");
  g_clear_pointer (&xero->access, g_free);
  nobody = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
  client_assert (nobody, "Detail", "AuthenticationUnsuccessful");
}

static void
test_scopes (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *refused = NULL;
  g_autofree char *allowed = NULL;
  g_autofree char *written = NULL;

  xero_sign_in (xero, "openid offline_access accounting.contacts.read");
  refused = xero_call (xero, "GET", "Invoices", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
  client_assert (refused, "Detail", "AuthorizationUnsuccessful");
  allowed = xero_call (xero, "GET", "Contacts", NULL);
  g_assert_cmpuint (xero->status, ==, 200);
  written = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"A\"}]}");
  g_assert_cmpuint (xero->status, ==, 401);
}

static void
test_connections (void)
{
  const TieSandboxOptions options = { .company = "harbor" };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *all = NULL;
  g_autofree char *filtered = NULL;
  g_autofree char *event = NULL;
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *call = NULL;
  g_autofree char *again = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *practice = NULL;

  xero_sign_in (xero, NULL);
  all = xero_send (xero, "GET", "/connections", NULL, NULL);
  client_assert (all, "0.tenantName", "Harbor Books Ltd");
  client_assert (all, "1.tenantName", "Demo Company (UK)");
  client_assert (all, "0.tenantType", "ORGANISATION");
  client_assert (all, "3.tenantType", "PRACTICE");
  g_assert_nonnull (xero_get_header (xero, "X-AppMinLimit-Remaining"));
  g_assert_null (xero_get_header (xero, "X-MinLimit-Remaining"));
  event = client_pick (all, "0.authEventId");
  filtered = xero_send (xero, "GET", "/connections?authEventId=none", NULL, NULL);
  g_assert_cmpstr (filtered, ==, "[]");

  id = client_pick (all, "0.id");
  path = g_strconcat ("/connections/", id, NULL);
  gone = xero_send (xero, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (xero->status, ==, 204);
  again = xero_send (xero, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (xero->status, ==, 404);
  call = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 403);
  client_assert (call, "Detail", "AuthenticationUnsuccessful");
  /* The tokens do not know that the organisation is gone. */
  refreshed = xero_refresh (xero, xero->refresh);
  g_assert_cmpuint (xero->status, ==, 200);

  g_free (xero->tenant);
  xero->tenant = client_pick (all, "3.tenantId");
  practice = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 403);
}

/* Each organisation has books of its own; without its header there are none. */
static void
test_tenants (void)
{
  const TieSandboxOptions options = { .company = "harbor" };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *all = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *none = NULL;

  xero_sign_in (xero, NULL);
  all = xero_send (xero, "GET", "/connections", NULL, NULL);
  first = xero_call (xero, "GET", "Contacts?page=1&searchTerm=abacus", NULL);
  client_assert (first, "pagination.itemCount", "1");
  g_free (xero->tenant);
  xero->tenant = client_pick (all, "1.tenantId");
  second = xero_call (xero, "GET", "Contacts?page=1&searchTerm=abacus", NULL);
  client_assert (second, "pagination.itemCount", "0");
  g_clear_pointer (&xero->tenant, g_free);
  none = xero_call (xero, "GET", "Contacts", NULL);
  g_assert_cmpuint (xero->status, ==, 403);
}

static void
test_revoke (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *form = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *connections = NULL;
  g_autofree char *refreshed = NULL;

  xero_sign_in (xero, NULL);
  form = soup_form_encode ("client_id", TIE_SANDBOX_CLIENT_ID, "token", xero->refresh, NULL);
  answer = xero_send (xero, "POST", "/connect/revocation", "application/x-www-form-urlencoded", form);
  g_assert_cmpuint (xero->status, ==, 200);
  g_assert_cmpstr (answer, ==, "");
  connections = xero_send (xero, "GET", "/connections", NULL, NULL);
  g_assert_cmpstr (connections, ==, "[]");
  refreshed = xero_refresh (xero, xero->refresh);
  client_assert (refreshed, "error", "invalid_grant");
}

static void
test_journal (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *journal = NULL;

  xero_sign_in (xero, NULL);
  answer = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"Seen in the journal\"}]}");
  journal = tie_sandbox_dup_journal (xero->sandbox);
  g_assert_nonnull (strstr (journal, "Seen in the journal"));
  g_assert_null (strstr (journal, xero->refresh));
  g_assert_null (strstr (journal, xero->access));
  g_assert_null (strstr (journal, XERO_VERIFIER));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/xero/oauth/authorize", test_authorize);
  g_test_add_func ("/sandbox/xero/oauth/ask", test_ask);
  g_test_add_func ("/sandbox/xero/oauth/code", test_code);
  g_test_add_func ("/sandbox/xero/oauth/offline", test_offline);
  g_test_add_func ("/sandbox/xero/oauth/wrong-calls", test_wrong_calls);
  g_test_add_func ("/sandbox/xero/oauth/rotation", test_rotation);
  g_test_add_func ("/sandbox/xero/oauth/access", test_access);
  g_test_add_func ("/sandbox/xero/oauth/scopes", test_scopes);
  g_test_add_func ("/sandbox/xero/oauth/connections", test_connections);
  g_test_add_func ("/sandbox/xero/oauth/tenants", test_tenants);
  g_test_add_func ("/sandbox/xero/oauth/revoke", test_revoke);
  g_test_add_func ("/sandbox/xero/oauth/journal", test_journal);
  return g_test_run ();
}
