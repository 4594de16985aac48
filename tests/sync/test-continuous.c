/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-continuous"
#include "config.h"

#include "base/tie-error.h"
#include "continuous-fixture.h"

static void
choose_manual (TieSyncSettings *settings)
{
  settings->mode = TIE_SYNC_MANUAL;
}

static void
changed_cb (TieContinuous *continuous,
            GParamSpec *pspec,
            guint *n)
{
  *n += 1;
}

/* The setting counts only while continuous mode does. */
static void
test_background (ContinuousFixture *fixture,
                 gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->continuous, "notify::is-in-background", G_CALLBACK (changed_cb), &n);
  g_assert_false (tie_continuous_get_is_in_background (fixture->continuous));
  continuous_turn_on (fixture);
  g_assert_true (tie_continuous_get_is_in_background (fixture->continuous));
  g_assert_cmpuint (tie_continuous_get_interval (fixture->continuous), ==, INTERVAL);
  run_change_settings (&fixture->run, choose_manual);
  while (tie_continuous_get_is_on (fixture->continuous))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (tie_continuous_get_is_in_background (fixture->continuous));
  g_assert_cmpuint (n, ==, 2);
}

static void
test_rounds (ContinuousFixture *fixture,
             gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, invoice, 10000);
  g_autofree char *second = NULL;
  g_autofree char *words = NULL;

  g_assert_false (continuous_pass (fixture, INTERVAL)); /* the mode is Manual */
  continuous_turn_on (fixture);
  g_assert_true (continuous_pass (fixture, 0));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 2);
  words = tie_sync_round_describe (&fixture->last, *tie_package_list ());
  g_assert_cmpstr (words, ==, "2 exported");
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 1);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, 1);

  second = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.other, 2500);
  g_assert_false (continuous_pass (fixture, INTERVAL - 1));
  g_assert_true (continuous_pass (fixture, 1));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 1);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 2);

  g_assert_true (continuous_pass (fixture, INTERVAL)); /* and nothing twice */
  g_assert_cmpuint (fixture->last.n_exported, ==, 0);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 2);
}

static void
test_busy (ContinuousFixture *fixture,
           gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);
  g_autoptr (TieSyncRun) other = run_new (&fixture->run);

  continuous_turn_on (fixture);
  g_assert_true (continuous_pass (fixture, 0));
  g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 0);
  g_clear_object (&other);
  g_assert_false (continuous_pass (fixture, 1)); /* it waits for the next time */
  g_assert_true (continuous_pass (fixture, INTERVAL - 1));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 1);
}

static void
test_offline (ContinuousFixture *fixture,
              gconstpointer data)
{
  static const guint waits[] = { 1, 2, 4, 8, INTERVAL, INTERVAL };

  tie_sandbox_set_fault (fixture->run.sync.sandbox, "refuse", NULL);
  continuous_turn_on (fixture);
  g_assert_true (continuous_pass (fixture, 0));
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_NETWORK);
      if (waits[i] > 1)
        g_assert_false (continuous_pass (fixture, waits[i] - 1));
      g_assert_true (continuous_pass (fixture, 1));
    }
  tie_sandbox_set_fault (fixture->run.sync.sandbox, "none", NULL);
  g_assert_true (continuous_pass (fixture, INTERVAL));
  g_assert_no_error (fixture->error);
}

/* Nothing is tried until somebody signs in. */
static void
test_expired (ContinuousFixture *fixture,
              gconstpointer data)
{
  continuous_turn_on (fixture);
  g_assert_true (continuous_pass (fixture, 0));
  tie_sandbox_advance_clock (fixture->run.sync.sandbox, 101 * 24 * 60 * MINUTE);
  g_assert_true (continuous_pass (fixture, INTERVAL));
  g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
  g_assert_false (continuous_pass (fixture, INTERVAL));
  g_assert_false (continuous_pass (fixture, 10 * INTERVAL));
}

static void
test_now (ContinuousFixture *fixture,
          gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);

  g_assert_true (tie_continuous_sync_now (fixture->continuous));
  g_assert_false (tie_continuous_sync_now (fixture->continuous));
  while (fixture->n_rounds == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 1);
  g_assert_false (tie_continuous_get_is_on (fixture->continuous));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, ContinuousFixture, NULL, continuous_fixture_set_up, func, continuous_fixture_tear_down)
  ADD ("/continuous/rounds", test_rounds);
  ADD ("/continuous/background", test_background);
  ADD ("/continuous/busy", test_busy);
  ADD ("/continuous/offline", test_offline);
  ADD ("/continuous/expired", test_expired);
  ADD ("/continuous/now", test_now);
#undef ADD
  return g_test_run ();
}
