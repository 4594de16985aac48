/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-clients"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "net-fixture.h"
#include "net/tie-challenge.h"
#include "net/tie-redirect.h"
#include "net/tie-tokens.h"
#include "sign-in-fixture.h"

/* Ways of saying who asks: a header, a form, or no secret at all. */

static void
begin (SignInFixture *fixture,
       TieClientKind client)
{
  g_assert_finalize_object (fixture->sign_in);
  fixture->addresses->client = client;
  fixture->addresses->names_no_company = TRUE;
  sign_in_begin (fixture);
}

static void
consent (SignInFixture *fixture)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_begin_consent (fixture, NULL, &result);
  address = sign_in_make_return (fixture, "code=code-1");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_no_error (error);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "");
}

static GHashTable *
parse (const char *text)
{
  return g_uri_parse_params (text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

/* The form of the last request: what it must hold, and that it holds nothing else of these. */
static void
check_form (SignInFixture *fixture,
            const char *secret,
            gboolean has_verifier)
{
  g_autoptr (GHashTable) form = parse (fixture->server->last_body);

  g_assert_null (fixture->server->last_authorization);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_id"), ==, CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (form, "client_secret"), ==, secret);
  g_assert_cmpint (g_hash_table_contains (form, "code_verifier"), ==, has_verifier);
}

/* RFC 7636, appendix B. */
static void
test_challenge (void)
{
  g_autofree char *challenge = tie_challenge_compute ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *verifier = tie_challenge_make_verifier ();
  g_autofree char *other = tie_challenge_make_verifier ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (verifier), ==, 43);
  g_assert_cmpstr (verifier, !=, other);
}

/* No secret is needed; the challenge goes through the browser and the verifier comes with the code alone. */
static void
test_public (SignInFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GHashTable) asked = NULL;
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *query = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *token = NULL;
  g_autoptr (TieSignIn) other = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, TIE_CLIENT_PUBLIC);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, NULL);
  consent (fixture);
  check_form (fixture, NULL, TRUE);
  query = tie_redirect_dup_query (fixture->opened);
  asked = parse (query);
  form = parse (fixture->server->last_body);
  challenge = tie_challenge_compute (g_hash_table_lookup (form, "code_verifier"));
  g_assert_cmpstr (g_hash_table_lookup (asked, "code_challenge"), ==, challenge);
  g_assert_cmpstr (g_hash_table_lookup (asked, "code_challenge_method"), ==, "S256");
  g_assert_null (strstr (fixture->opened, g_hash_table_lookup (form, "code_verifier")));
  g_assert_cmpstr (g_hash_table_lookup (form, "redirect_uri"), ==, g_hash_table_lookup (asked, "redirect_uri"));

  /* Another object reads the item without a secret, too. */
  other = sign_in_make (fixture);
  token = sign_in_get_token (other, "access-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  check_form (fixture, NULL, FALSE);
  g_assert_true (sign_in_disconnect (other, &error));
  g_assert_no_error (error);
  check_form (fixture, NULL, FALSE);
  g_assert_nonnull (strstr (fixture->server->last_body, "token=refresh-2"));
}

/* Each consent has a secret of its own. */
static void
test_public_twice (SignInFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *first = NULL;

  begin (fixture, TIE_CLIENT_PUBLIC);
  consent (fixture);
  first = g_strdup (fixture->server->last_body);
  g_free (fixture->server->code);
  fixture->server->code = g_strdup ("code-1");
  g_clear_pointer (&fixture->opened, g_free);
  consent (fixture);
  g_assert_cmpstr (strstr (first, "code_verifier="), !=, strstr (fixture->server->last_body, "code_verifier="));
}

static void
test_form (SignInFixture *fixture,
           gconstpointer data)
{
  g_autofree char *query = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GHashTable) asked = NULL;
  g_autoptr (GError) error = NULL;

  fixture->addresses->authorize_query = g_strdup ("filter=apiv3.1&country=gb");
  begin (fixture, TIE_CLIENT_FORM);
  consent (fixture);
  check_form (fixture, CLIENT_SECRET, FALSE);
  query = tie_redirect_dup_query (fixture->opened);
  asked = parse (query);
  g_assert_cmpstr (g_hash_table_lookup (asked, "filter"), ==, "apiv3.1");
  g_assert_cmpstr (g_hash_table_lookup (asked, "country"), ==, "gb");
  g_assert_cmpstr (g_hash_table_lookup (asked, "client_id"), ==, CLIENT_ID);
  g_assert_false (g_hash_table_contains (asked, "code_challenge"));
  token = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_no_error (error);
  check_form (fixture, CLIENT_SECRET, FALSE);
  g_assert_true (sign_in_disconnect (fixture->sign_in, &error));
  g_assert_no_error (error);
  check_form (fixture, CLIENT_SECRET, FALSE);
}

/* With a secret there must be one. */
static void
test_form_without_secret (SignInFixture *fixture,
                          gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, TIE_CLIENT_FORM);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, NULL);
  sign_in_begin_consent (fixture, NULL, &result);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_APP_KEYS);
}

/* Whoever never hears of a mistake says which ones there may be. */
static void
test_keeps_mistakes (SignInFixture *fixture,
                     gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  fixture->addresses->consent_life = 1;
  fixture->addresses->keeps_mistakes = TRUE;
  begin (fixture, TIE_CLIENT_PUBLIC);
  sign_in_begin_consent (fixture, NULL, &result);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_null (company);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "client ID"));
  g_assert_nonnull (strstr (error->message, "scopes"));
  g_assert_nonnull (strstr (error->message, "redirect address http://127.0.0.1:"));
}

/* Of the registered addresses that one is sent, with the consent and with the code, whose port is free. */
static void
test_registered (SignInFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GUri) base = g_uri_parse (fixture->server->base_uri, G_URI_FLAGS_NONE, NULL);
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *escaped = NULL;

  g_assert_cmpuint (port, !=, 0);
  g_socket_listener_close (listener);
  fixture->addresses->redirect_uris = g_new0 (char *, 3);
  fixture->addresses->redirect_uris[0] = g_strdup_printf ("http://localhost:%d/callback", g_uri_get_port (base));
  fixture->addresses->redirect_uris[1] = g_strdup_printf ("http://localhost:%u/callback", port);
  begin (fixture, TIE_CLIENT_PUBLIC);
  consent (fixture);
  escaped = g_uri_escape_string (fixture->addresses->redirect_uris[1], NULL, FALSE);
  g_assert_nonnull (strstr (fixture->opened, escaped));
  g_assert_nonnull (strstr (fixture->server->last_body, escaped));
}

/* Where the old token is good for a while after its successor was given, a lost answer costs nothing. */
static void
test_grace (SignInFixture *fixture,
            gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *again = NULL;
  g_autoptr (TieSignIn) other = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->has_grace = TRUE;
  begin (fixture, TIE_CLIENT_PUBLIC);
  consent (fixture);
  fixture->server->next = FAKE_CUT_AFTER;
  token = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-3");
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 2);

  /* What was given last is what is kept. */
  other = sign_in_make (fixture);
  again = sign_in_get_token (other, "access-3", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (fixture->server->last_body, "refresh_token=refresh-3"));
}

/* A token of five minutes serves four of them. */
static void
test_short_life (void)
{
  static const struct { gint64 life; gint64 age; gboolean is_fresh; } cases[] = {
    { 300, 0, TRUE }, { 300, 239, TRUE }, { 300, 241, FALSE }, { 60, 30, TRUE }, { 1800, 1499, TRUE }, { 1800, 1501, FALSE }, { 3600, 3299, TRUE }, { 3600, 3301, FALSE },
  };
  g_autoptr (TieTokens) tokens = tie_tokens_new (CLIENT_ID, CLIENT_SECRET);

  tokens->access_token = g_strdup ("a");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tokens->obtained = 0;
      tokens->access_expires = cases[i].life * G_USEC_PER_SEC;
      g_assert_cmpint (tie_tokens_is_fresh (tokens, cases[i].age * G_USEC_PER_SEC), ==, cases[i].is_fresh);
    }
}

#define ADD(path, test) g_test_add (path, SignInFixture, NULL, sign_in_set_up, test, sign_in_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  sign_in_keep_log ();
  g_test_add_func ("/clients/challenge", test_challenge);
  g_test_add_func ("/clients/short-life", test_short_life);
  ADD ("/clients/public", test_public);
  ADD ("/clients/public-twice", test_public_twice);
  ADD ("/clients/form", test_form);
  ADD ("/clients/form-without-secret", test_form_without_secret);
  ADD ("/clients/keeps-mistakes", test_keeps_mistakes);
  ADD ("/clients/registered", test_registered);
  ADD ("/clients/grace", test_grace);
  g_test_add_func ("/clients/log", sign_in_test_log);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
