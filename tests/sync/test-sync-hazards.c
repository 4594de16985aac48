/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-hazards"
#include "config.h"

#include "base/tie-error.h"
#include "package-fixture.h"
#include "sync/tie-problem.h"

/* What happens to a practice between two runs, and must not send anything twice. */

static void
export_patiently (RunFixture *fixture,
                  GPtrArray *ids)
{
  for (guint tries = 0; tries < 3; tries++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      if (run_export_all (fixture, run, ids, NULL, &error) && tie_sync_run_get_n_failed (run) == 0)
        return;
      for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
        g_test_message ("%s", ((const TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
    }
  g_assert_not_reached ();
}

/* ---- busy after a lost answer ---- */

static void
pass (RunFixture *fixture,
      gint64 seconds)
{
  tie_sandbox_advance_clock (fixture->sync.sandbox, seconds);
  run_shift_sent (fixture, -seconds);
  sync_fixture_restart (&fixture->sync);
}

static void
export_and_fail (RunFixture *fixture,
                 GPtrArray *ids,
                 const char *fault,
                 TieError code)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  sync_set_fault (&fixture->sync, fault);
  run_export_all (fixture, run, ids, NULL, &error);
  g_assert_error (error, TIE_ERROR, (int) code);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 1);
  sync_set_fault (&fixture->sync, NULL);
}

/* A key counts from the first try: one that did not even leave the house does not make it young again. */
static void
test_busy_between (RunFixture *fixture,
                   gconstpointer data)
{
  gboolean is_xero = g_str_equal (fixture->sync.package, "xero");
  gint64 half = is_xero ? 200 : 1900; /* twice that is longer than a key lives */
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881));
  export_and_fail (fixture, ids, is_xero ? "cut-after,method=PUT,path=/Invoices;refuse,method=GET,after=2" : "cut-after,method=POST,path=purchase_invoices;refuse,method=GET,after=3", TIE_ERROR_NETWORK);
  pass (fixture, half);
  export_and_fail (fixture, ids, is_xero ? "revoked,method=PUT,count=1" : "revoked,method=POST,path=purchase_invoices,count=1", TIE_ERROR_SIGN_IN_EXPIRED);
  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
  pass (fixture, half);
  export_patiently (fixture, ids);
  package_assert_even (fixture);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < N_PACKAGE_CASES; i++)
    {
      const PackageCase *c = &package_cases[i];
      g_autofree char *busy = g_strdup_printf ("/sync-hazards/%s/busy-between", c->package);

      if (i > 0)
        g_test_add (busy, RunFixture, c, package_fixture_set_up, test_busy_between, run_fixture_tear_down);
    }
  return g_test_run ();
}
