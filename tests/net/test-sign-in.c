/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sign-in"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "net-fixture.h"
#include "net/tie-redirect.h"
#include "sign-in-fixture.h"

/* The browser comes back to the listener; another object finds the tokens in the keyring. */
static void
test_loopback (SignInFixture *fixture,
               gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) browsed = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSignIn) other = sign_in_make (fixture);
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;

  sign_in_begin_consent (fixture, NULL, &result);
  address = sign_in_make_return (fixture, "code=code-1&realmId=9130");
  message = soup_message_new ("GET", address);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, net_wait_cb, &browsed);
  page = soup_session_send_and_read_finish (session, net_wait (&browsed), &error);
  g_assert_no_error (error);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
  g_assert_cmpstr (fixture->server->last_authorization, ==, BASIC);

  token = sign_in_get_token (other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1");
  g_assert_cmpuint (fixture->server->n_exchanges, ==, 1);
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 0);
}

/* A pasted text that is not our answer can be corrected; an answer counts once. */
static void
test_paste (SignInFixture *fixture,
            gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sign_in_paste (fixture->sign_in, "https://a.example/?code=1&state=2&realmId=3", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);

  sign_in_begin_consent (fixture, NULL, &result);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, "something else", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, "https://a.example/?code=1&state=2&realmId=3", &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);

  address = sign_in_make_return (fixture, "code=code-1&realmId=9130");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_no_error (error);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, address, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_STATE);
  g_clear_error (&error);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_cmpstr (company, ==, "9130");
}

static void
test_web_redirect (SignInFixture *fixture,
                   gconstpointer data)
{
  g_assert_finalize_object (fixture->sign_in);
  fixture->addresses->is_web_redirect = TRUE;
  fixture->addresses->redirect_uri = g_strdup ("https://firm.example/return");
  sign_in_begin (fixture);
  sign_in_connect_company (fixture);
  g_assert_nonnull (strstr (fixture->opened, "redirect_uri=https%3A%2F%2Ffirm.example%2Freturn"));
}

static void
test_declined (SignInFixture *fixture,
               gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *address = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_begin_consent (fixture, NULL, &result);
  address = sign_in_make_return (fixture, "error=access_denied");
  g_assert_true (tie_sign_in_paste (fixture->sign_in, address, NULL));
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_null (company);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
}

static void
test_never_answered (SignInFixture *fixture,
                     gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (fixture->sign_in);
  fixture->addresses->consent_life = 1;
  sign_in_begin (fixture);
  sign_in_begin_consent (fixture, NULL, &result);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
}

static void
test_cancelled (SignInFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_begin_consent (fixture, cancellable, &result);
  g_cancellable_cancel (cancellable);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Asking anew ends the old question; only the new state counts. */
static void
test_asked_anew (SignInFixture *fixture,
                 gconstpointer data)
{
  GAsyncResult *first = NULL;
  g_autofree char *old = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_begin_consent (fixture, NULL, &first);
  old = sign_in_make_return (fixture, "code=code-1&realmId=9130");
  g_clear_pointer (&fixture->opened, g_free);
  sign_in_connect_company (fixture);
  company = sign_in_end_consent (fixture, &first, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_CANCELLED);
  g_assert_false (tie_sign_in_paste (fixture->sign_in, old, NULL));
}

static void
test_no_keys (SignInFixture *fixture,
              gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, "");
  sign_in_begin_consent (fixture, NULL, &result);
  company = sign_in_end_consent (fixture, &result, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_APP_KEYS);
  g_assert_null (fixture->opened);
}

typedef struct
{
  const char *why;
  FakeMode mode;
  int error;
  guint n_asked; /* of the token endpoint */
} ExchangeCase;

static const ExchangeCase exchange_cases[] = {
  { "network cut: a code is never sent twice", FAKE_CUT_AFTER, TIE_ERROR_NETWORK, 1 },
  { "half an answer", FAKE_TRUNCATED, TIE_ERROR_NETWORK, 1 },
  { "a page", FAKE_HTML, TIE_ERROR_SERVER, 1 },
  { "wrong types", FAKE_WRONG_TYPES, TIE_ERROR_SERVER, 1 },
  { "wrong keys", FAKE_INVALID_CLIENT, TIE_ERROR_APP_KEYS, 1 },
  { "busy", FAKE_BUSY, TIE_ERROR_THROTTLED, 1 },
  { "down", FAKE_DOWN, TIE_ERROR_SERVER, 1 },
};

static void
test_exchange_faults (SignInFixture *fixture,
                      gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (exchange_cases); i++)
    {
      const ExchangeCase *c = &exchange_cases[i];
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
      sign_in_begin_consent (fixture, NULL, &result);
      address = sign_in_make_return (fixture, "code=code-1&realmId=9130");
      g_assert_true (tie_sign_in_paste (fixture->sign_in, address, NULL));
      company = sign_in_end_consent (fixture, &result, &error);
      g_assert_null (company);
      g_assert_error (error, TIE_ERROR, c->error);
      g_assert_cmpuint (fixture->server->n_exchanges, ==, c->n_asked);

      g_clear_error (&error);
      token = sign_in_get_token (fixture->sign_in, NULL, &error);
      g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
    }
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
test_silent_faults (SignInFixture *fixture,
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

#define ADD(path, test) g_test_add (path, SignInFixture, NULL, sign_in_set_up, test, sign_in_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  sign_in_keep_log ();
  ADD ("/sign-in/loopback", test_loopback);
  ADD ("/sign-in/paste", test_paste);
  ADD ("/sign-in/web-redirect", test_web_redirect);
  ADD ("/sign-in/declined", test_declined);
  ADD ("/sign-in/never-answered", test_never_answered);
  ADD ("/sign-in/cancelled", test_cancelled);
  ADD ("/sign-in/asked-anew", test_asked_anew);
  ADD ("/sign-in/no-keys", test_no_keys);
  ADD ("/sign-in/exchange-faults", test_exchange_faults);
  ADD ("/sign-in/silent-faults", test_silent_faults);
  g_test_add_func ("/sign-in/log", sign_in_test_log);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
