/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sign-in"
#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "fake-server.h"
#include "net-fixture.h"
#include "net/tie-redirect.h"
#include "net/tie-sign-in.h"

#define CLIENT_ID "client-17"
#define CLIENT_SECRET "very-hidden"
#define BASIC "Basic Y2xpZW50LTE3OnZlcnktaGlkZGVu"

/* Everything that was logged; no secret may be in it. */
static GString *logged;

typedef struct
{
  FakeServer *server;
  TieSignInAddresses *addresses;
  char *id;
  char *practice;
  TieSignIn *sign_in;
  char *opened; /* the address of the consent page */
} Fixture;

static void
open_uri_cb (TieSignIn *sign_in,
             const char *uri,
             Fixture *fixture)
{
  g_free (fixture->opened);
  fixture->opened = g_strdup (uri);
}

static TieSignIn *
make_sign_in (Fixture *fixture)
{
  return tie_sign_in_new (fixture->id, fixture->practice, fixture->addresses);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->server = fake_server_new ();
  fixture->addresses = fake_server_dup_addresses (fixture->server);
  fixture->id = tie_random_uuid ();
  fixture->practice = net_build_path ("Practice.tieout");
  fixture->sign_in = make_sign_in (fixture);
  tie_sign_in_set_keys (fixture->sign_in, " " CLIENT_ID "\n", CLIENT_SECRET);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
}

static void
tear_down (Fixture *fixture,
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

static void
begin_consent (Fixture *fixture,
               GCancellable *cancellable,
               GAsyncResult **result)
{
  tie_sign_in_consent_async (fixture->sign_in, cancellable, net_wait_cb, result);
  while (fixture->opened == NULL && *result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* What the browser is sent back to, with these parameters before the state. */
static char *
make_return (Fixture *fixture,
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

static char *
end_consent (Fixture *fixture,
             GAsyncResult **result,
             GError **error)
{
  char *company = tie_sign_in_consent_finish (fixture->sign_in, net_wait (result), error);

  g_clear_object (result);
  return company;
}

/* Through Paste Code, which every consent understands. */
static void
connect_company (Fixture *fixture)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  begin_consent (fixture, NULL, &result);
  address = make_return (fixture, "code=code-1&realmId=9130");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_no_error (error);
  company = end_consent (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
}

static char *
get_token (TieSignIn *sign_in,
           const char *rejected,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sign_in_get_token_async (sign_in, rejected, NULL, net_wait_cb, &result);
  return tie_sign_in_get_token_finish (sign_in, net_wait (&result), error);
}

static gboolean
disconnect (TieSignIn *sign_in,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sign_in_revoke_async (sign_in, NULL, net_wait_cb, &result);
  return tie_sign_in_revoke_finish (sign_in, net_wait (&result), error);
}

/* The browser comes back to the listener; another object finds the tokens in the keyring. */
static void
test_loopback (Fixture *fixture,
               gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) browsed = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSignIn) other = make_sign_in (fixture);
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;

  begin_consent (fixture, NULL, &result);
  address = make_return (fixture, "code=code-1&realmId=9130");
  message = soup_message_new ("GET", address);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, net_wait_cb, &browsed);
  page = soup_session_send_and_read_finish (session, net_wait (&browsed), &error);
  g_assert_no_error (error);
  company = end_consent (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
  g_assert_cmpstr (fixture->server->last_authorization, ==, BASIC);

  token = get_token (other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1");
  g_assert_cmpuint (fixture->server->n_exchanges, ==, 1);
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 0);
}

/* A pasted text that is not our answer can be corrected; an answer counts once. */
static void
test_paste (Fixture *fixture,
            gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sign_in_paste (fixture->sign_in, "https://a.example/?code=1&state=2&realmId=3", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);

  begin_consent (fixture, NULL, &result);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, "something else", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, "https://a.example/?code=1&state=2&realmId=3", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);

  address = make_return (fixture, "code=code-1&realmId=9130");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_no_error (error);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);
  company = end_consent (fixture, &result, &error);
  g_assert_cmpstr (company, ==, "9130");
}

static void
test_web_redirect (Fixture *fixture,
                   gconstpointer data)
{
  g_assert_finalize_object (fixture->sign_in);
  fixture->addresses->is_web_redirect = TRUE;
  fixture->addresses->redirect_uri = g_strdup ("https://firm.example/return");
  fixture->sign_in = make_sign_in (fixture);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, CLIENT_SECRET);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  connect_company (fixture);
  g_assert_nonnull (strstr (fixture->opened, "redirect_uri=https%3A%2F%2Ffirm.example%2Freturn"));
}

static void
test_declined (Fixture *fixture,
               gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  begin_consent (fixture, NULL, &result);
  address = make_return (fixture, "error=access_denied");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, NULL));
  company = end_consent (fixture, &result, &error);
  g_assert_null (company);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
}

static void
test_never_answered (Fixture *fixture,
                     gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (fixture->sign_in);
  fixture->addresses->consent_life = 1;
  fixture->sign_in = make_sign_in (fixture);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, CLIENT_SECRET);
  g_signal_connect (fixture->sign_in, "open-uri", G_CALLBACK (open_uri_cb), fixture);
  begin_consent (fixture, NULL, &result);
  company = end_consent (fixture, &result, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  begin_consent (fixture, cancellable, &result);
  g_cancellable_cancel (cancellable);
  company = end_consent (fixture, &result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Asking anew ends the old question; only the new state counts. */
static void
test_asked_anew (Fixture *fixture,
                 gconstpointer data)
{
  GAsyncResult *first = NULL;
  g_autofree char *old = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  begin_consent (fixture, NULL, &first);
  old = make_return (fixture, "code=code-1&realmId=9130");
  g_clear_pointer (&fixture->opened, g_free);
  connect_company (fixture);
  company = end_consent (fixture, &first, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, old, NULL));
}

static void
test_no_keys (Fixture *fixture,
              gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, "");
  begin_consent (fixture, NULL, &result);
  company = end_consent (fixture, &result, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_APP_KEYS);
  g_assert_null (fixture->opened);
}

typedef struct
{
  const char *why;
  FakeMode mode;
  int error;
  guint n_asked; /* of the token endpoint */
  gboolean is_final; /* only a new consent helps */
} TokenCase;

static const TokenCase exchange_cases[] = {
  { "network cut: a code is never sent twice", FAKE_CUT_AFTER, TIE_ERROR_NETWORK, 1 },
  { "half an answer", FAKE_TRUNCATED, TIE_ERROR_NETWORK, 1 },
  { "a page", FAKE_HTML, TIE_ERROR_SERVER, 1 },
  { "wrong types", FAKE_WRONG_TYPES, TIE_ERROR_SERVER, 1 },
  { "wrong keys", FAKE_INVALID_CLIENT, TIE_ERROR_APP_KEYS, 1 },
  { "busy", FAKE_BUSY, TIE_ERROR_THROTTLED, 1 },
  { "down", FAKE_DOWN, TIE_ERROR_SERVER, 1 },
};

static void
test_exchange_faults (Fixture *fixture,
                      gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (exchange_cases); i++)
    {
      const TokenCase *c = &exchange_cases[i];
      GAsyncResult *result = NULL;
      g_autofree char *address = NULL;
      g_autofree char *company = NULL;
      g_autofree char *token = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", c->why);
      g_free (fixture->server->code);
      fixture->server->code = g_strdup ("code-1");
      fixture->server->next = c->mode;
      fixture->server->n_exchanges = 0;
      g_clear_pointer (&fixture->opened, g_free);
      begin_consent (fixture, NULL, &result);
      address = make_return (fixture, "code=code-1&realmId=9130");
      g_assert_true (tie_sign_in_paste (fixture->sign_in, address, NULL));
      company = end_consent (fixture, &result, &error);
      g_assert_null (company);
      g_assert_error (error, TIE_ERROR, c->error);
      g_assert_cmpuint (fixture->server->n_exchanges, ==, c->n_asked);

      g_clear_error (&error);
      token = get_token (fixture->sign_in, NULL, &error);
      g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
    }
}

static const TokenCase refresh_cases[] = {
  { "an answer", FAKE_OK, 0, 1 },
  { "cut before acting: once more", FAKE_CUT_BEFORE, 0, 2 },
  { "a page of a proxy: once more", FAKE_HTML, 0, 2 },
  { "nothing: once more", FAKE_EMPTY, 0, 2 },
  { "wrong types: once more", FAKE_WRONG_TYPES, 0, 2 },
  { "the answer with the new token is lost", FAKE_CUT_AFTER, TIE_ERROR_SIGN_IN_EXPIRED, 2, TRUE },
  { "half of it is lost", FAKE_TRUNCATED, TIE_ERROR_SIGN_IN_EXPIRED, 2, TRUE },
  { "half of it came", FAKE_MALFORMED, TIE_ERROR_SIGN_IN_EXPIRED, 2, TRUE },
  { "keys were changed", FAKE_INVALID_CLIENT, TIE_ERROR_APP_KEYS, 1 },
  { "refused without a reason", FAKE_UNAUTHORIZED, TIE_ERROR_APP_KEYS, 1 },
  { "our mistake", FAKE_INVALID_REQUEST, TIE_ERROR_BUG, 1 },
  { "a gateway's refusal", FAKE_FORBIDDEN, TIE_ERROR_SERVER, 1 },
  { "busy", FAKE_BUSY, TIE_ERROR_THROTTLED, 1 },
  { "down", FAKE_DOWN, TIE_ERROR_SERVER, 1 },
};

/* Trouble on the way never costs the connection, and a token that was refused is never sent again. */
static void
test_refresh_faults (Fixture *fixture,
                     gconstpointer data)
{
  fixture->server->life = 0;
  for (guint i = 0; i < G_N_ELEMENTS (refresh_cases); i++)
    {
      const TokenCase *c = &refresh_cases[i];
      g_autofree char *token = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", c->why);
      g_free (fixture->server->code);
      fixture->server->code = g_strdup ("code-1");
      g_clear_pointer (&fixture->opened, g_free);
      connect_company (fixture);

      fixture->server->next = c->mode;
      fixture->server->n_refreshes = 0;
      token = get_token (fixture->sign_in, NULL, &error);
      if (c->error != 0)
        g_assert_error (error, TIE_ERROR, c->error);
      else
        g_assert_no_error (error);
      g_assert_cmpuint (fixture->server->n_refreshes, ==, c->n_asked);

      g_clear_error (&error);
      again = get_token (fixture->sign_in, NULL, &error);
      if (c->is_final)
        {
          g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
          g_assert_cmpuint (fixture->server->n_refreshes, ==, c->n_asked);
        }
      else
        g_assert_no_error (error);
    }
}

/* Keys that were changed in the portal are given again; the tokens live on with them. */
static void
test_new_keys (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->life = 0;
  connect_company (fixture);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, "changed");
  token = get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->server->last_authorization, ==, "Basic Y2xpZW50LTE3OmNoYW5nZWQ=");
}

/* Ten at once, in two objects as two windows would have: one refresh, and the keyring has its result. */
static void
test_single_flight (Fixture *fixture,
                    gconstpointer data)
{
  GAsyncResult *results[10] = { NULL };
  g_autoptr (TieSignIn) other = make_sign_in (fixture);
  g_autoptr (TieSignIn) third = make_sign_in (fixture);
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tie_sign_in_get_token_async (i % 2 == 0 ? fixture->sign_in : other, "access-1", NULL, net_wait_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *one = tie_sign_in_get_token_finish (i % 2 == 0 ? fixture->sign_in : other, net_wait (&results[i]), &error);

      g_assert_no_error (error);
      g_assert_cmpstr (one, ==, "access-2");
      g_clear_object (&results[i]);
    }
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 1);

  token = get_token (third, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 1);
}

/* A token is renewed only when it was refused or is about to end. */
static void
test_no_needless_refresh (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *token = get_token (fixture->sign_in, i == 0 ? NULL : "access-0", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, "access-1");
    }
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 0);
}

/* Who gives up does not take the others along. */
static void
test_cancelled_waiter (Fixture *fixture,
                       gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *token = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  tie_sign_in_get_token_async (fixture->sign_in, "access-1", cancellable, net_wait_cb, &first);
  tie_sign_in_get_token_async (fixture->sign_in, "access-1", NULL, net_wait_cb, &second);
  g_cancellable_cancel (cancellable);
  gone = tie_sign_in_get_token_finish (fixture->sign_in, net_wait (&first), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  token = tie_sign_in_get_token_finish (fixture->sign_in, net_wait (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");

  /* Alone: the work ends, and who comes right behind starts anew. */
  g_clear_object (&cancellable);
  cancellable = g_cancellable_new ();
  g_clear_object (&first);
  g_clear_object (&second);
  tie_sign_in_get_token_async (fixture->sign_in, "access-2", cancellable, net_wait_cb, &first);
  g_cancellable_cancel (cancellable);
  net_wait (&first);
  tie_sign_in_get_token_async (fixture->sign_in, "access-2", NULL, net_wait_cb, &second);
  later = tie_sign_in_get_token_finish (fixture->sign_in, net_wait (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (later, ==, "access-3");
}

static void
test_revoke (Fixture *fixture,
             gconstpointer data)
{
  static const struct { FakeMode mode; int error; } cases[] = {
    { FAKE_DOWN, TIE_ERROR_SERVER }, { FAKE_BUSY, TIE_ERROR_THROTTLED }, { FAKE_CUT_BEFORE, TIE_ERROR_NETWORK },
  };
  g_autofree char *token = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->server->revoke = cases[i].mode;
      g_assert_false (disconnect (fixture->sign_in, &error));
      g_assert_error (error, TIE_ERROR, cases[i].error);
      g_clear_error (&error);
    }
  token = get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);

  fixture->server->revoke = FAKE_OK;
  fixture->server->n_revokes = 0;
  g_assert_true (disconnect (fixture->sign_in, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_revokes, ==, 1);
  g_assert_cmpstr (fixture->server->last_authorization, ==, BASIC);
  none = get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  /* Nothing is left to revoke. */
  g_assert_true (disconnect (fixture->sign_in, &error));
  g_assert_cmpuint (fixture->server->n_revokes, ==, 1);
}

static void
test_revoke_gone (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  g_clear_pointer (&fixture->server->refresh_token, g_free);
  g_assert_true (disconnect (fixture->sign_in, &error));
  g_assert_no_error (error);
}

/* A consent that is forgotten lives on at the package: nobody is told. */
static void
test_forget (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieSignIn) later = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  tie_sign_in_forget_async (fixture->sign_in, NULL, net_wait_cb, &result);
  g_assert_true (tie_sign_in_forget_finish (fixture->sign_in, net_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_revokes, ==, 0);
  none = get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  later = make_sign_in (fixture);
  none = get_token (later, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
}

typedef struct
{
  const char *why;
  guint status;
  const char *location;
  int error;
} SilentCase;

static const SilentCase silent_cases[] = {
  { "it wants to be asked", 200, NULL, TIE_ERROR_SIGN_IN_EXPIRED },
  { "it does not know the keys", 400, NULL, TIE_ERROR_APP_KEYS },
  { "it is down", 503, NULL, TIE_ERROR_SERVER },
  { "it answers for another", 302, "http://127.0.0.1/callback?code=1&state=2&realmId=3", TIE_ERROR_SIGN_IN_STATE },
  { "it leads somewhere else", 302, "http://127.0.0.1/login", TIE_ERROR_SIGN_IN_EXPIRED },
};

static void
test_silent_faults (Fixture *fixture,
                    gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (silent_cases); i++)
    {
      const SilentCase *c = &silent_cases[i];
      g_autoptr (GAsyncResult) result = NULL;
      g_autofree char *company = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", c->why);
      fixture->server->any_status = c->status;
      fixture->server->any_header[0] = c->location != NULL ? "Location" : NULL;
      fixture->server->any_header[1] = c->location;
      tie_sign_in_consent_silently_async (fixture->sign_in, NULL, net_wait_cb, &result);
      company = tie_sign_in_consent_silently_finish (fixture->sign_in, net_wait (&result), &error);
      g_assert_null (company);
      g_assert_error (error, TIE_ERROR, c->error);
    }
}

/* The keyring's place is gone: the tokens work on in memory, and the person is told. */
static void
test_not_stored (Fixture *fixture,
                 gconstpointer data)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *away = g_strconcat (folder, ".away", NULL);
  g_autofree char *warning = NULL;
  g_autofree char *token = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  connect_company (fixture);
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_null (warning);

  /* The lock lies in that folder, too, so it stays. */
  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  token = get_token (fixture->sign_in, "access-1", &error);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_nonnull (warning);

  /* What is in memory is later than what the keyring has. */
  again = get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "access-2");
  g_free (g_steal_pointer (&again));
  again = get_token (fixture->sign_in, "access-2", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "access-3");
  g_free (g_steal_pointer (&warning));
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_null (warning);
}

/* To be run last. */
static void
test_log (void)
{
  static const char *const secrets[] = { "access-", "refresh-", CLIENT_SECRET, "code-1", "state=", "Y2xpZW50" };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (logged->str, secrets[i]));
  g_assert_nonnull (strstr (logged->str, "POST /token: 200"));
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

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  logged = g_string_new (NULL);
  g_log_set_default_handler (keep_log, NULL);
  ADD ("/sign-in/loopback", test_loopback);
  ADD ("/sign-in/paste", test_paste);
  ADD ("/sign-in/web-redirect", test_web_redirect);
  ADD ("/sign-in/declined", test_declined);
  ADD ("/sign-in/never-answered", test_never_answered);
  ADD ("/sign-in/cancelled", test_cancelled);
  ADD ("/sign-in/asked-anew", test_asked_anew);
  ADD ("/sign-in/no-keys", test_no_keys);
  ADD ("/sign-in/exchange-faults", test_exchange_faults);
  ADD ("/sign-in/refresh-faults", test_refresh_faults);
  ADD ("/sign-in/new-keys", test_new_keys);
  ADD ("/sign-in/single-flight", test_single_flight);
  ADD ("/sign-in/no-needless-refresh", test_no_needless_refresh);
  ADD ("/sign-in/cancelled-waiter", test_cancelled_waiter);
  ADD ("/sign-in/revoke", test_revoke);
  ADD ("/sign-in/revoke-gone", test_revoke_gone);
  ADD ("/sign-in/forget", test_forget);
  ADD ("/sign-in/silent-faults", test_silent_faults);
  ADD ("/sign-in/not-stored", test_not_stored);
  g_test_add_func ("/sign-in/log", test_log);
  status = g_test_run ();
  g_string_free (logged, TRUE);
  net_clean_up ();
  return status;
}
