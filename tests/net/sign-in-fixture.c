/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sign-in"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "net-fixture.h"
#include "net/tie-redirect.h"
#include "sign-in-fixture.h"

/* Everything that was logged; no secret may be in it. */
static GString *logged;

static void
open_uri_cb (TieSignIn *sign_in,
             const char *uri,
             SignInFixture *fixture)
{
  g_free (fixture->opened);
  fixture->opened = g_strdup (uri);
}

TieSignIn *
sign_in_make (SignInFixture *fixture)
{
  return tie_sign_in_new (fixture->id, fixture->practice, fixture->addresses);
}

void
sign_in_begin (SignInFixture *fixture)
{
  fixture->sign_in = sign_in_make (fixture);
  tie_sign_in_set_keys (fixture->sign_in, " " CLIENT_ID "\n", CLIENT_SECRET);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
}

void
sign_in_set_up (SignInFixture *fixture,
                gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->addresses = fake_server_dup_addresses (fixture->server);
  fixture->id = tie_random_uuid ();
  fixture->practice = net_build_path ("Practice.tieout");
  sign_in_begin (fixture);
}

void
sign_in_tear_down (SignInFixture *fixture,
                   gconstpointer data)
{
  /* A listener that is not needed any more goes in the loop's next turn. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->sign_in);
  fake_server_free (fixture->server);
  tie_sign_in_addresses_free (fixture->addresses);
  g_free (fixture->id);
  g_free (fixture->practice);
  g_free (fixture->opened);
}

void
sign_in_begin_consent (SignInFixture *fixture,
                       GCancellable *cancellable,
                       GAsyncResult **result)
{
  tie_sign_in_consent_async (fixture->sign_in, cancellable, net_wait_cb, result);
  while (fixture->opened == NULL && *result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

char *
sign_in_make_return (SignInFixture *fixture,
                     const char *parameters)
{
  g_autofree char *query = tie_redirect_dup_query (fixture->opened);
  g_autoptr (GHashTable) asked = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  g_assert_cmpstr (g_hash_table_lookup (asked, "client_id"), ==, CLIENT_ID);
  g_assert_cmpstr (g_hash_table_lookup (asked, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (asked, "scope"), ==, "com.example.accounting");
  g_assert_cmpuint (strlen (g_hash_table_lookup (asked, "state")), >=, 22); /* 128 bits in base64 */
  return g_strdup_printf ("%s?%s&state=%s", (const char *) g_hash_table_lookup (asked, "redirect_uri"), parameters,
                          (const char *) g_hash_table_lookup (asked, "state"));
}

char *
sign_in_end_consent (SignInFixture *fixture,
                     GAsyncResult **result,
                     GError **error)
{
  char *company = tie_sign_in_consent_finish (fixture->sign_in, net_wait (result), error);

  g_clear_object (result);
  return company;
}

void
sign_in_connect_company (SignInFixture *fixture)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_begin_consent (fixture, NULL, &result);
  address = sign_in_make_return (fixture, "code=code-1&realmId=9130");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_no_error (error);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
}

char *
sign_in_get_token (TieSignIn *sign_in,
                   const char *rejected,
                   GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sign_in_get_token_async (sign_in, rejected, NULL, net_wait_cb, &result);
  return tie_sign_in_get_token_finish (sign_in, net_wait (&result), error);
}

gboolean
sign_in_disconnect (TieSignIn *sign_in,
                    GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sign_in_revoke_async (sign_in, NULL, net_wait_cb, &result);
  return tie_sign_in_revoke_finish (sign_in, net_wait (&result), error);
}

static void
keep_log (const char *domain,
          GLogLevelFlags level,
          const char *message,
          gpointer user_data)
{
  if (domain != NULL && g_str_has_prefix (domain, "tie"))
    g_string_append_printf (logged, "%s\n", message);
  if (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR))
    g_log_default_handler (domain, level, message, user_data);
}

void
sign_in_test_log (void)
{
  static const char *const secrets[] = { "access-", "refresh-", CLIENT_SECRET, "code-1", "state=", "Y2xpZW50" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (logged->str, secrets[i]));
  g_assert_nonnull (strstr (logged->str, "POST /token: 200"));
}

void
sign_in_keep_log (void)
{
  logged = g_string_new (NULL);
  g_log_set_default_handler (keep_log, NULL);
}
