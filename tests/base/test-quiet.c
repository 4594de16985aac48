/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-quiet"
#include "config.h"

#include <sys/resource.h>
#include <unistd.h>

#include "base/tie-quiet.h"

#define WANTED_MS 300

typedef struct
{
  guint n_busy;        /* how often the loop is still to be kept busy */
  gint64 busy_until;   /* monotonic */
  gint64 called;       /* monotonic; 0: not yet */
} Loop;

/* Longer than what was asked for altogether, in pieces that are each shorter. */
static gboolean
busy_cb (gpointer user_data)
{
  Loop *loop = user_data;

  g_usleep (WANTED_MS * 1000 * 2 / 3);
  loop->busy_until = g_get_monotonic_time ();
  return --loop->n_busy > 0;
}

static void
called_cb (gpointer user_data)
{
  Loop *loop = user_data;

  g_assert_cmpint (loop->called, ==, 0);
  loop->called = g_get_monotonic_time ();
}

static void
test_waits (void)
{
  Loop loop = { .n_busy = 4 };

  g_assert_cmpuint (tie_quiet_add (WANTED_MS, called_cb, &loop), !=, 0);
  g_idle_add (busy_cb, &loop);
  while (loop.called == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (loop.n_busy, ==, 0);
  g_assert_cmpint (loop.called - loop.busy_until, >=, WANTED_MS * G_TIME_SPAN_MILLISECOND);
  while (g_main_context_iteration (NULL, FALSE)) /* once */
    continue;
}

static void
test_dropped (void)
{
  Loop loop = { .n_busy = 0 };
  guint dropped = tie_quiet_add (1, called_cb, &loop);
  Loop other = { .n_busy = 0 };

  g_assert_true (g_source_remove (dropped));
  tie_quiet_add (1, called_cb, &other);
  while (other.called == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (loop.called, ==, 0);
}

static gpointer
lowered_thread (gpointer data)
{
  tie_quiet_lower_thread ();
  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, (id_t) gettid ()));
}

static void
test_lower_thread (void)
{
  int before = getpriority (PRIO_PROCESS, (id_t) gettid ());

  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (g_thread_new ("lowered", lowered_thread, NULL))), ==, 19);
  g_assert_cmpint (getpriority (PRIO_PROCESS, (id_t) gettid ()), ==, before); /* the others keep theirs */
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quiet/waits", test_waits);
  g_test_add_func ("/quiet/dropped", test_dropped);
  g_test_add_func ("/quiet/lower-thread", test_lower_thread);
  return g_test_run ();
}
