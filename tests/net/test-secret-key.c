/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-secret-key"
#include "config.h"

#include "net-fixture.h"
#include "net/tie-secret-key.h"

static GBytes *
obtain (const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *key;

  tie_secret_key_obtain_async (id, NULL, net_wait_cb, &result);
  key = tie_secret_key_obtain_finish (net_wait (&result), &error);
  g_assert_no_error (error);
  return key;
}

/* Made once, the same from then on, another for each id. */
static void
test_obtain (void)
{
  g_autoptr (GBytes) first = obtain (TIE_SECRET_KEY_TAXPAYERS);
  g_autoptr (GBytes) again = obtain (TIE_SECRET_KEY_TAXPAYERS);
  g_autoptr (GBytes) other = obtain ("other");

  g_assert_cmpuint (g_bytes_get_size (first), >=, 32);
  g_assert_true (g_bytes_equal (first, again));
  g_assert_false (g_bytes_equal (first, other));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  tie_secret_key_obtain_async ("never", cancellable, net_wait_cb, &result);
  g_assert_null (tie_secret_key_obtain_finish (net_wait (&result), &error));
  g_assert_nonnull (error);
}

int
main (int argc,
      char **argv)
{
  int status;

  net_use_file_keyring ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret-key/obtain", test_obtain);
  g_test_add_func ("/secret-key/cancelled", test_cancelled);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
