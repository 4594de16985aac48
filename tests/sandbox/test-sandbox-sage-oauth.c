/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sage-client.h"

typedef struct
{
  const char *why;
  const char *name;
  const char *value;
  guint status;
  const char *found; /* in the page, or at the start of the redirect */
} AuthorizeCase;

static const AuthorizeCase authorize_cases[] = {
  { "as it should be", NULL, NULL, 302, SAGE_REDIRECT "?code=" },
  { "for reading only", "scope", "readonly", 302, SAGE_REDIRECT "?code=" },
  { "another port that is registered", "redirect_uri", "http://localhost:8746/callback", 302, "http://localhost:8746/callback?code=" },
  { "a port that is not", "redirect_uri", "http://localhost:8747/callback", 400, "not registered" },
  { "a slash more", "redirect_uri", SAGE_REDIRECT "/", 400, "not registered" },
  { "another client", "client_id", "somebody", 400, "client is not known" },
  { "products of all kinds", "filter", NULL, 400, "apiv3.1" },
  { "products of old", "filter", "apiv3", 400, "apiv3.1" },
  { "a token at once", "response_type", "token", 400, "response type" },
  { "no scope", "scope", NULL, 400, "scope" },
  { "an unknown scope", "scope", "everything", 400, "scope" },
  { "no state", "state", NULL, 302, SAGE_REDIRECT "?code=" },
  { "the country of none of the businesses", "country", "fr", 302, SAGE_REDIRECT "?error=Invalid%20request&reason=Email%20already%20in%20use&state=a-state" },
};

static void
test_authorize (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (authorize_cases); i++)
    {
      const AuthorizeCase *one = &authorize_cases[i];
      g_autofree char *path = sage_dup_authorize_path (one->name, one->value);
      g_autofree char *page = sage_send (sage, "GET", path, NULL, NULL);
      const char *location = sage_get_header (sage, "Location");

      g_test_message ("%s", one->why);
      g_assert_cmpuint (sage->status, ==, one->status);
      g_assert_true (one->status == 302 ? g_str_has_prefix (location, one->found) : location == NULL && strstr (page, one->found) != NULL);
    }
}

static void
test_ask (void)
{
  const TieSandboxOptions options = { .consent = TIE_SANDBOX_CONSENT_ASK };
  g_autoptr (Sage) sage = sage_new (&options);
  g_autofree char *path = sage_dup_authorize_path (NULL, NULL);
  g_autofree char *page = sage_send (sage, "GET", path, NULL, NULL);
  g_autofree char *form = g_strconcat (strchr (path, '?') + 1, "&decision=decline", NULL);
  g_autofree char *yes = g_strconcat (strchr (path, '?') + 1, "&decision=allow", NULL);
  g_autofree char *declined = NULL;
  g_autofree char *allowed = NULL;

  g_assert_cmpuint (sage->status, ==, 200);
  g_assert_nonnull (strstr (page, "value=\"allow\""));
  declined = sage_send (sage, "POST", "/oauth2/auth/central", "application/x-www-form-urlencoded", form);
  g_assert_cmpstr (sage_get_header (sage, "Location"), ==, SAGE_REDIRECT "?error=access_denied&state=a-state");
  allowed = sage_send (sage, "POST", "/oauth2/auth/central", "application/x-www-form-urlencoded", yes);
  g_assert_true (g_str_has_prefix (sage_get_header (sage, "Location"), SAGE_REDIRECT "?code="));
}

static void
test_code (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *code = sage_dup_code (sage, NULL);
  g_autofree char *no_secret = sage_exchange (sage, code, "", SAGE_REDIRECT);
  g_autofree char *elsewhere = NULL;
  g_autofree char *right = NULL;
  g_autofree char *again = NULL;
  g_autofree char *late_code = NULL;
  g_autofree char *late = NULL;

  g_assert_cmpuint (sage->status, ==, 401);
  client_assert (no_secret, "error", "invalid_client");
  elsewhere = sage_exchange (sage, code, TIE_SANDBOX_CLIENT_SECRET, "http://localhost:8743/callback");
  g_assert_cmpuint (sage->status, ==, 400);
  g_assert_cmpstr (elsewhere, ==, "{\"error\":\"invalid_grant\"}");
  right = sage_exchange (sage, code, TIE_SANDBOX_CLIENT_SECRET, SAGE_REDIRECT);
  client_assert (right, "token_type", "bearer");
  client_assert (right, "expires_in", "300");
  client_assert (right, "refresh_token_expires_in", "2678400");
  client_assert (right, "scope", "full_access");
  again = sage_exchange (sage, code, TIE_SANDBOX_CLIENT_SECRET, SAGE_REDIRECT);
  client_assert (again, "error", "invalid_grant");
  late_code = sage_dup_code (sage, NULL);
  tie_sandbox_advance_clock (sage->sandbox, 61);
  late = sage_exchange (sage, late_code, TIE_SANDBOX_CLIENT_SECRET, SAGE_REDIRECT);
  client_assert (late, "error", "invalid_grant");
}

/* Of the client the form tells, of the grant one error only. */
static void
test_wrong_calls (void)
{
  static const struct { const char *form; guint status; const char *error; } cases[] = {
    { "grant_type=refresh_token&client_id=somebody&client_secret=" TIE_SANDBOX_CLIENT_SECRET "&refresh_token=x", 401, "invalid_client" },
    { "grant_type=password&client_id=" TIE_SANDBOX_CLIENT_ID "&client_secret=" TIE_SANDBOX_CLIENT_SECRET, 400, "invalid_grant" },
    { "grant_type=refresh_token&client_id=" TIE_SANDBOX_CLIENT_ID "&client_secret=" TIE_SANDBOX_CLIENT_SECRET "&refresh_token=x", 400, "invalid_grant" },
  };
  g_autoptr (Sage) sage = sage_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = sage_send (sage, "POST", "/token", "application/x-www-form-urlencoded", cases[i].form);

      g_assert_cmpuint (sage->status, ==, cases[i].status);
      client_assert (answer, "error", cases[i].error);
    }
}

/* A token is spent by its use; whoever loses the answer has lost the sign-in. */
static void
test_rotation (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *newer = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *after_loss = NULL;

  sage_sign_in (sage, NULL);
  first = sage_refresh (sage, sage->refresh);
  newer = client_pick (first, "refresh_token");
  g_assert_cmpstr (newer, !=, sage->refresh);
  again = sage_refresh (sage, sage->refresh);
  client_assert (again, "error", "invalid_grant");
  sage_set_fault (sage, "rotation-lost,count=1");
  lost = sage_refresh (sage, newer);
  g_assert_cmpuint (sage->status, ==, 0);
  after_loss = sage_refresh (sage, newer);
  client_assert (after_loss, "error", "invalid_grant");
}

static void
test_lives (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *now = NULL;
  g_autofree char *later = NULL;
  g_autofree char *still = NULL;
  g_autofree char *last = NULL;
  g_autofree char *too_late = NULL;

  sage_sign_in (sage, NULL);
  tie_sandbox_advance_clock (sage->sandbox, 5 * 60 - 2);
  now = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 200);
  tie_sandbox_advance_clock (sage->sandbox, 3);
  later = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 401);
  client_assert (later, "error", "invalid_token");
  tie_sandbox_advance_clock (sage->sandbox, 30 * 24 * 60 * 60);
  still = sage_refresh (sage, sage->refresh);
  last = client_pick (still, "refresh_token");
  g_assert_nonnull (last);
  tie_sandbox_advance_clock (sage->sandbox, 31 * 24 * 60 * 60 + 1);
  too_late = sage_refresh (sage, last);
  client_assert (too_late, "error", "invalid_grant");
}

static void
test_reading_only (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *read = NULL;
  g_autofree char *written = NULL;

  sage_sign_in (sage, "readonly");
  read = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 200);
  written = sage_call (sage, "POST", "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"]}}");
  g_assert_cmpuint (sage->status, ==, 403);
}

static void
test_revoke (void)
{
  static const char keys[] = "client_id=" TIE_SANDBOX_CLIENT_ID "&client_secret=" TIE_SANDBOX_CLIENT_SECRET "&token=";
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *form = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *call = NULL;

  sage_sign_in (sage, NULL);
  form = g_strconcat (keys, sage->refresh, NULL);
  answer = sage_send (sage, "POST", "/revoke", "application/x-www-form-urlencoded", form);
  g_assert_cmpuint (sage->status, ==, 200);
  refreshed = sage_refresh (sage, sage->refresh);
  client_assert (refreshed, "error", "invalid_grant");
  call = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 401);
}

/* Each business has books of its own; who names none gets the lead business, and is not told. */
static void
test_businesses (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *short_list = NULL;
  g_autofree char *lead = NULL;
  g_autofree char *made = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *paged = NULL;

  sage_sign_in (sage, NULL);
  all = sage_call (sage, "GET", "businesses?attributes=all", NULL);
  client_assert (all, "$total", "2");
  client_assert (all, "$items_per_page", "20");
  client_assert (all, "$items.0.name", "Sandbox Business");
  client_assert (all, "$items.0.country", "GB");
  client_assert (all, "$items.0.edition", NULL);
  short_list = sage_call (sage, "GET", "businesses", NULL);
  client_assert (short_list, "$items.1.displayed_as", "An Older Business");
  client_assert (short_list, "$items.1.name", NULL);
  paged = sage_call (sage, "GET", "businesses?items_per_page=1", NULL);
  client_assert (paged, "$next", "/businesses?page=2&items_per_page=1");
  lead = sage_call (sage, "GET", "businesses/lead", NULL);
  client_assert (lead, "name", "An Older Business");

  sage->business = NULL;
  made = sage_call (sage, "POST", "contacts", "{\"contact\":{\"name\":\"Nowhere meant\",\"contact_type_ids\":[\"CUSTOMER\"]}}");
  g_assert_cmpuint (sage->status, ==, 201);
  id = client_pick (made, "id");
  path = g_strconcat ("contacts/", id, NULL);
  sage->business = tie_sandbox_get_realm (sage->sandbox);
  here = sage_call (sage, "GET", path, NULL);
  g_assert_cmpuint (sage->status, ==, 404);
  client_assert (here, "0.$dataCode", "RecordNotFound");
  sage->business = "4b8e2f6a1c3d4e5f90a1b2c3d4e5f612";
  there = sage_call (sage, "GET", path, NULL);
  client_assert (there, "name", "Nowhere meant");
  sage->business = SAGE_NO_ID;
  unknown = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 404);
}

static void
test_journal (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *journal = NULL;

  sage_sign_in (sage, NULL);
  answer = sage_call (sage, "POST", "contacts", "{\"contact\":{\"name\":\"Seen in the journal\"}}");
  journal = tie_sandbox_dup_journal (sage->sandbox);
  g_assert_nonnull (strstr (journal, "Seen in the journal"));
  g_assert_nonnull (strstr (journal, "\"X-Business\":\"4b8e2f6a1c3d4e5f90a1b2c3d4e5f611\""));
  g_assert_null (strstr (journal, sage->refresh));
  g_assert_null (strstr (journal, sage->access));
  g_assert_null (strstr (journal, TIE_SANDBOX_CLIENT_SECRET));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/sage/oauth/authorize", test_authorize);
  g_test_add_func ("/sandbox/sage/oauth/ask", test_ask);
  g_test_add_func ("/sandbox/sage/oauth/code", test_code);
  g_test_add_func ("/sandbox/sage/oauth/wrong-calls", test_wrong_calls);
  g_test_add_func ("/sandbox/sage/oauth/rotation", test_rotation);
  g_test_add_func ("/sandbox/sage/oauth/lives", test_lives);
  g_test_add_func ("/sandbox/sage/oauth/reading-only", test_reading_only);
  g_test_add_func ("/sandbox/sage/oauth/revoke", test_revoke);
  g_test_add_func ("/sandbox/sage/oauth/businesses", test_businesses);
  g_test_add_func ("/sandbox/sage/oauth/journal", test_journal);
  return g_test_run ();
}
