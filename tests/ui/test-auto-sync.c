/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/tie-auto-sync.h"

static void
count_cb (TieAutoSync *clock,
          guint *n)
{
  (*n)++;
}

static TieAutoSync *
start (guint seconds,
       guint look_seconds,
       guint *n)
{
  TieAutoSync *clock = tie_auto_sync_new (seconds, look_seconds);

  g_signal_connect (clock, "sync", G_CALLBACK (count_cb), n);
  tie_auto_sync_start (clock);
  return clock;
}

static void
tick (TieAutoSync *clock,
      guint n)
{
  while (n-- > 0)
    tie_auto_sync_tick (clock);
}

static void
test_goes_on (void)
{
  guint n = 0;
  TieAutoSync *clock = start (100, 20, &n);

  g_assert_cmpuint (n, ==, 1); /* at once */
  tie_auto_sync_start (clock); /* it is on already */
  g_assert_cmpuint (n, ==, 1);
  tick (clock, 30); /* as long as it syncs nothing else begins */
  g_assert_cmpuint (n, ==, 1);
  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_AT_ONCE);
  g_assert_cmpuint (n, ==, 2);
  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_LATER);
  tick (clock, 19);
  g_assert_cmpuint (n, ==, 2);
  tick (clock, 1);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (tie_auto_sync_get_left (clock), ==, 50);
  g_assert_false (tie_auto_sync_get_is_paused (clock));
  g_assert_finalize_object (clock);
}

static void
test_ends (void)
{
  guint n = 0;
  TieAutoSync *clock = start (3, 20, &n);

  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_LATER);
  tick (clock, 2);
  g_assert_true (tie_auto_sync_get_is_on (clock));
  tick (clock, 1);
  g_assert_false (tie_auto_sync_get_is_on (clock));
  tick (clock, 30);
  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_AT_ONCE); /* what was on its way comes back too late */
  g_assert_cmpuint (n, ==, 1);
  g_assert_finalize_object (clock);
}

/* The minutes stand still, but it looks. */
static void
test_pauses (void)
{
  guint n = 0;
  TieAutoSync *clock = start (100, 20, &n);

  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_PAUSE);
  g_assert_true (tie_auto_sync_get_is_paused (clock));
  tick (clock, 20);
  g_assert_cmpuint (tie_auto_sync_get_left (clock), ==, 100);
  g_assert_cmpuint (n, ==, 2);
  tie_auto_sync_go_on (clock, TIE_AUTO_SYNC_AT_ONCE);
  g_assert_false (tie_auto_sync_get_is_paused (clock));
  tick (clock, 5);
  g_assert_cmpuint (tie_auto_sync_get_left (clock), ==, 95);
  tie_auto_sync_stop (clock);
  g_assert_false (tie_auto_sync_get_is_on (clock));
  g_assert_cmpuint (tie_auto_sync_get_left (clock), ==, 0);
  g_assert_finalize_object (clock);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/auto-sync/goes-on", test_goes_on);
  g_test_add_func ("/ui/auto-sync/ends", test_ends);
  g_test_add_func ("/ui/auto-sync/pauses", test_pauses);
  return g_test_run ();
}
