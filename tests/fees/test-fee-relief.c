/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-relief"
#include "config.h"

#include "billing/tie-relief.h"
#include "import-fixture.h"

/* Relief: whatever amount and whatever work, the parts add up to the amount. */

#define ROUNDS 10000

static gboolean
relief_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  TieReliefEntry entries[12];

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, G_N_ELEMENTS (entries) + 1);
      gint64 amount = g_test_rand_int_range (0, 2) == 0 ? g_test_rand_int_range (0, 1000) : g_test_rand_int_range (0, 999999999);
      gint64 sum = 0;
      gboolean is_any_billable = FALSE;

      for (guint i = 0; i < n; i++)
        {
          entries[i] = (TieReliefEntry) { .value = g_test_rand_int_range (0, 4) == 0 ? 0 : g_test_rand_int_range (-2000, 200000), .quantity = g_test_rand_int_range (0, 100000), .is_billable = g_test_rand_int_range (0, 6) != 0 };
          is_any_billable |= entries[i].is_billable;
        }
      tie_relief_spread (amount, entries, n);
      for (guint i = 0; i < n; i++)
        {
          sum += entries[i].billed;
          g_assert_true (entries[i].is_billable || entries[i].billed == 0);
        }
      g_assert_true (!is_any_billable || sum == amount);
    }
  return TRUE;
}

static void
test_relief (ImportFixture *fixture,
             gconstpointer data)
{
  store_fixture_write (&fixture->store, relief_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/relief", ImportFixture, NULL, import_fixture_set_up, test_relief, import_fixture_tear_down);

  return g_test_run ();
}
