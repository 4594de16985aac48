/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-keyring"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "net-fixture.h"
#include "net/tie-keyring.h"
#include "net/tie-redirect.h"
#include "sign-in-fixture.h"

/* Against a real Secret Service in a session bus of its own; the first argument says in which state it is: "unlocked",
 * "locked", "empty" (no keyring yet) or "none".  libsecret's file cannot stand in: it keeps a copy in each process. */

#define LOGIN "/org/freedesktop/secrets/collection/login"

static const char *program;

static char *
consent (SignInFixture *fixture,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_sign_in_consent_async (fixture->sign_in, NULL, net_wait_cb, &result);
  while (fixture->opened == NULL && result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (result == NULL)
    {
      g_autofree char *query = tie_redirect_dup_query (fixture->opened);
      g_autoptr (GHashTable) asked = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
      g_autofree char *address = g_strdup_printf ("http://127.0.0.1/callback?code=code-1&realmId=9130&state=%s",
                                                  (const char *) g_hash_table_lookup (asked, "state"));

      g_assert_true (tie_sign_in_paste (fixture->sign_in, address, NULL));
    }
  return tie_sign_in_consent_finish (fixture->sign_in, net_wait (&result), error);
}

/* Asks the service itself, past libsecret. */
static GVariant *
call_service (const char *path,
              const char *interface,
              const char *method,
              GVariant *parameters)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", path, interface, method, parameters, NULL,
                                                  G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

static gboolean
is_locked (void)
{
  g_autoptr (GVariant) answer = call_service (LOGIN, "org.freedesktop.DBus.Properties", "Get",
                                              g_variant_new ("(ss)", "org.freedesktop.Secret.Collection", "Locked"));
  g_autoptr (GVariant) value = NULL;

  g_variant_get (answer, "(v)", &value);
  return g_variant_get_boolean (value);
}

static void
lock_keyring (void)
{
  const char *objects[] = { LOGIN, NULL };
  g_autoptr (GVariant) answer = call_service ("/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Lock",
                                              g_variant_new ("(^ao)", objects));

  while (!is_locked ())
    g_main_context_iteration (NULL, FALSE);
  /* The property's change comes to libsecret by the loop. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_store (SignInFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieSignIn) other = tie_sign_in_new (fixture->id, fixture->practice, fixture->addresses);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  none = sign_in_get_token (other, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  company = consent (fixture, &error);
  g_assert_no_error (error);
  token = sign_in_get_token (other, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1");

  tie_sign_in_revoke_async (fixture->sign_in, NULL, net_wait_cb, &result);
  g_assert_true (tie_sign_in_revoke_finish (fixture->sign_in, net_wait (&result), &error));
  none = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);
  /* What this one has in memory is asked about when it is refused. */
  none = sign_in_get_token (other, "access-1", &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
}

typedef struct
{
  guint running;
  gboolean are_done;
} Children;

static void
child_ended_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  Children *children = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &output, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (G_SUBPROCESS (source)));
  g_assert_cmpstr (output, ==, "access-2\n");
  children->running--;
  children->are_done = children->running == 0;
}

/* Several programs at once whose token was refused: one of them refreshes, the others find what it stored. */
static void
test_processes (SignInFixture *fixture,
                gconstpointer data)
{
  Children children = { 0 };
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  company = consent (fixture, &error);
  g_assert_no_error (error);
  fixture->server->is_shaken = TRUE;
  /* Long enough for all to have started: without the lock each would ask. */
  fixture->server->refresh_delay = 1500;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "child", fixture->id, fixture->practice,
                                                        fixture->server->base_uri, "access-1", NULL);

      g_assert_no_error (error);
      children.running++;
      g_subprocess_communicate_utf8_async (child, NULL, NULL, child_ended_cb, &children);
    }
  net_wait_for (&children.are_done);
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 1);

  token = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 1);
}

/* Locked in the middle of the work: what was refreshed stays in memory, nothing asks for a password. */
static void
test_locked_meanwhile (SignInFixture *fixture,
                       gconstpointer data)
{
  g_autoptr (TieSignIn) other = tie_sign_in_new (fixture->id, fixture->practice, fixture->addresses);
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;

  company = consent (fixture, &error);
  g_assert_no_error (error);
  lock_keyring ();

  none = sign_in_get_token (other, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1");
  none = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED);
  g_assert_cmpuint (fixture->server->n_refreshes, ==, 0);
}

/* Locked from the start: said before the browser opens. */
static void
test_locked (SignInFixture *fixture,
             gconstpointer data)
{
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (is_locked ());
  company = consent (fixture, &error);
  g_assert_null (company);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED);
  g_assert_null (fixture->opened);
  g_clear_error (&error);
  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED);
}

/* Waits for the keyring's question and presses keys in it. */
static GSubprocess *
answer_question (const char *keys)
{
  g_autofree char *script = g_strdup_printf ("id=$(xdotool search --sync --onlyvisible --class prompter | tail -n 1); xdotool windowfocus --sync $id; xdotool %s", keys);
  GSubprocess *hand = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "sh", "-c", script, NULL);

  g_assert_nonnull (hand);
  return hand;
}

/* "Unlock" asks; the window is closed, then it gets the password. */
static void
unlock (SignInFixture *fixture,
        const char *keys,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GSubprocess) hand = NULL;

  tie_sign_in_unlock_async (fixture->sign_in, NULL, net_wait_cb, &result);
  hand = answer_question (keys);
  tie_sign_in_unlock_finish (fixture->sign_in, net_wait (&result), error);
  g_subprocess_wait (hand, NULL, NULL);
}

static void
test_unlock (SignInFixture *fixture,
             gconstpointer data)
{
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;

  unlock (fixture, "key Escape", &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_LOCKED);
  g_assert_true (is_locked ());
  g_clear_error (&error);

  unlock (fixture, "type test; xdotool key Return", &error);
  g_assert_no_error (error);
  g_assert_false (is_locked ());
  company = consent (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
}

/* There is no keyring yet, and the person wants none: the sign-in is not lost for that. */
static void
test_refused (SignInFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GSubprocess) hand = answer_question ("key Escape");
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autofree char *warning = NULL;
  g_autoptr (GError) error = NULL;

  company = consent (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "9130");
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_true (g_str_has_prefix (warning, "The keyring did not store"));
  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-1");
  g_subprocess_wait (hand, NULL, NULL);
}

/* No service at all: said before the browser opens; with the person's leave tokens live in memory. */
static void
test_none (SignInFixture *fixture,
           gconstpointer data)
{
  g_autofree char *company = NULL;
  g_autofree char *token = NULL;
  g_autofree char *warning = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  token = sign_in_get_token (fixture->sign_in, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT);
  g_clear_error (&error);
  company = consent (fixture, &error);
  g_assert_null (company);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_KEYRING_ABSENT);
  g_assert_null (fixture->opened);
  g_clear_error (&error);

  tie_sign_in_allow_memory (fixture->sign_in);
  company = consent (fixture, &error);
  g_assert_no_error (error);
  g_object_get (fixture->sign_in, "keyring-warning", &warning, NULL);
  g_assert_nonnull (warning);
  token = sign_in_get_token (fixture->sign_in, "access-1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "access-2");

  tie_sign_in_revoke_async (fixture->sign_in, NULL, net_wait_cb, &result);
  g_assert_true (tie_sign_in_revoke_finish (fixture->sign_in, net_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_revokes, ==, 1);
}

/* One of the programs of test_processes. */
static int
run_child (char **argv)
{
  TieSignInAddresses addresses = { 0 };
  g_autofree char *token_uri = g_strconcat (argv[4], "/token", NULL);
  g_autoptr (TieSignIn) sign_in = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  addresses.token_uri = token_uri;
  sign_in = tie_sign_in_new (argv[2], argv[3], &addresses);
  token = sign_in_get_token (sign_in, argv[5], &error);
  if (token == NULL)
    g_printerr ("%s\n", error->message);
  else
    g_print ("%s\n", token);
  return token != NULL ? 0 : 1;
}

#define ADD(path, test) g_test_add (path, SignInFixture, NULL, sign_in_set_up, test, sign_in_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  program = argv[0];
  if (argc == 6 && strcmp (argv[1], "child") == 0)
    return run_child (argv);

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    return 64;
  if (strcmp (argv[1], "unlocked") == 0)
    {
      ADD ("/keyring/store", test_store);
      ADD ("/keyring/processes", test_processes);
      ADD ("/keyring/locked-meanwhile", test_locked_meanwhile);
    }
  else if (strcmp (argv[1], "locked") == 0)
    {
      ADD ("/keyring/locked", test_locked);
      ADD ("/keyring/unlock", test_unlock);
    }
  else if (strcmp (argv[1], "empty") == 0)
    ADD ("/keyring/refused", test_refused);
  else
    ADD ("/keyring/none", test_none);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
