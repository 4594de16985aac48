/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-tokens"
#include "config.h"

#include <glib/gstdio.h>

#include "base/tie-error.h"
#include "net-fixture.h"
#include "sign-in-fixture.h"

typedef struct
{
  const char *why;
  FakeMode mode;
  int error;
  guint n_asked; /* of the token endpoint */
  gboolean is_final; /* only a new consent helps */
} TokenCase;

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
test_refresh_faults (SignInFixture *fixture,
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
      sign_in_connect_company (fixture);

      fixture->server->next = c->mode;
      fixture->server->n_refreshes = 0;
      token = sign_in_get_token (fixture->sign_in, NULL, &error);
      if (c->error != 0)
        g_assert_error (error, TIE_ERROR, c->error);
      else
        g_assert_no_error (error);
      g_assert_cmpuint (fixture->server->n_refreshes, ==, c->n_asked);

      g_clear_error (&error);
      again = sign_in_get_token (fixture->sign_in, NULL, &error);
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
test_new_keys (SignInFixture *fixture,
               gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->life = 0;
  sign_in_connect_company (fixture);
  tie_sign_in_set_keys (fixture->sign_in, CLIENT_ID, "changed");
  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->server->last_authorization, ==, "Basic Y2xpZW50LTE3OmNoYW5nZWQ=");
}

/* Ten at once, in two objects as two windows would have: one refresh, and the keyring has its result. */
static void
test_single_flight (SignInFixture *fixture,
                    gconstpointer data)
{
  GAsyncResult *results[10] = { NULL };
  g_autoptr (TieSignIn) other = sign_in_make (fixture);
  g_autoptr (TieSignIn) third = sign_in_make (fixture);
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
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

  token = sign_in_get_token (third, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 1);
}

/* A token is renewed only when it was refused or is about to end. */
static void
test_no_needless_refresh (SignInFixture *fixture,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
  for (int i = 0; i < 5; i++)
    {
      g_autofree char *token = sign_in_get_token (fixture->sign_in, i == 0 ? NULL : "access-0", &error);

      g_assert_no_error (error);
      g_assert_cmpstr (token, ==, "access-1");
    }
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 0);
}

/* Who gives up does not take the others along. */
static void
test_cancelled_waiter (SignInFixture *fixture,
                       gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *token = NULL;
  g_autofree char *later = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
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
test_revoke (SignInFixture *fixture,
             gconstpointer data)
{
  static const struct { FakeMode mode; int error; } cases[] = {
    { FAKE_DOWN, TIE_ERROR_SERVER }, { FAKE_BUSY, TIE_ERROR_THROTTLED }, { FAKE_CUT_BEFORE, TIE_ERROR_NETWORK },
  };
  g_autofree char *token = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture->server->revoke = cases[i].mode;
      g_assert_false (sign_in_disconnect (fixture->sign_in, &error));
      g_assert_error (error, TIE_ERROR, cases[i].error);
      g_clear_error (&error);
    }
  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);

  fixture->server->revoke = FAKE_OK;
  fixture->server->n_revokes = 0;
  g_assert_true (sign_in_disconnect (fixture->sign_in, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_revokes, ==, 1);
  g_assert_cmpstr (fixture->server->last_authorization, ==, BASIC);
  none = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  /* Nothing is left to revoke. */
  g_assert_true (sign_in_disconnect (fixture->sign_in, &error));
  g_assert_cmpuint (fixture->server->n_revokes, ==, 1);
}

static void
test_revoke_gone (SignInFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
  g_clear_pointer (&fixture->server->refresh_token, g_free);
  g_assert_true (sign_in_disconnect (fixture->sign_in, &error));
  g_assert_no_error (error);
}

/* A consent that is forgotten lives on at the package: nobody is told. */
static void
test_forget (SignInFixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieSignIn) later = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
  tie_sign_in_forget_async (fixture->sign_in, NULL, net_wait_cb, &result);
  g_assert_true (tie_sign_in_forget_finish (fixture->sign_in, net_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_revokes, ==, 0);
  none = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  later = sign_in_make (fixture);
  none = sign_in_get_token (later, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
}

/* The keyring's place is gone: the tokens work on in memory, and the person is told. */
static void
test_not_stored (SignInFixture *fixture,
                 gconstpointer data)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *away = g_strconcat (folder, ".away", NULL);
  g_autofree char *warning = NULL;
  g_autofree char *token = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_connect_company (fixture);
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_null (warning);

  /* The lock lies in that folder, too, so it stays. */
  g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  token = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_assert_cmpint (g_rename (away, path), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_nonnull (warning);

  /* What is in memory is later than what the keyring has. */
  again = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "access-2");
  g_free (g_steal_pointer (&again));
  again = sign_in_get_token (fixture->sign_in, "access-2", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "access-3");
  g_free (g_steal_pointer (&warning));
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_null (warning);
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
  ADD ("/tokens/refresh-faults", test_refresh_faults);
  ADD ("/tokens/new-keys", test_new_keys);
  ADD ("/tokens/single-flight", test_single_flight);
  ADD ("/tokens/no-needless-refresh", test_no_needless_refresh);
  ADD ("/tokens/cancelled-waiter", test_cancelled_waiter);
  ADD ("/tokens/revoke", test_revoke);
  ADD ("/tokens/revoke-gone", test_revoke_gone);
  ADD ("/tokens/forget", test_forget);
  ADD ("/tokens/not-stored", test_not_stored);
  g_test_add_func ("/tokens/log", sign_in_test_log);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
