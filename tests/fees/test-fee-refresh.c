/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-refresh"
#include "config.h"

#include <glib/gstdio.h>

#include "fees/tie-fee-watch.h"
#include "import-fixture.h"

/* Sources that change, go away and come back. */

static void
test_refresh (ImportFixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "a.csv", NULL);
  g_autofree char *aside = g_strconcat (fixture->folder, "-away", NULL);
  g_autoptr (TieFeeRefresh) first = NULL;
  g_autoptr (TieFeeRefresh) away = NULL;
  g_autoptr (TieFeeRefresh) back = NULL;

  write_file (fixture, "a.csv", HEAD GOOD);
  write_file (fixture, "copy.csv", HEAD GOOD);
  write_file (fixture, "table.dbf", "is no table");
  write_file (fixture, "old.xlsx", "\xd0\xcf\x11\xe0");
  first = refresh (fixture);
  g_assert_cmpuint (first->n_files, ==, 1); /* the copy says the same */
  g_assert_cmpuint (first->n_rows, ==, 1);
  g_assert_cmpuint (first->problems->len, ==, 2);

  g_assert_cmpint (g_rename (fixture->folder, aside), ==, 0);
  away = refresh (fixture);
  g_assert_cmpint (((TieFeeFinding *) away->problems->pdata[0])->code, ==, TIE_FEE_L11_UNREACHABLE);
  g_assert_cmpuint (away->n_rows, ==, 1); /* what was read last stays */
  g_assert_cmpint (g_rename (aside, fixture->folder), ==, 0);

  g_unlink (path);
  write_file (fixture, "copy.csv", HEAD GOOD GOOD ROW "1001,I,2025,X,1.00,," NOW "\n");
  back = refresh (fixture);
  g_assert_cmpuint (back->n_files, ==, 1);
  g_assert_cmpuint (back->n_read, ==, 1);
  g_assert_cmpuint (back->n_rows, ==, 3);
}

typedef struct
{
  guint n_done;
  guint n_news;
} Watching;

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_fee_watch_look_finish (TIE_FEE_WATCH (source), result, &error));
  g_assert_no_error (error);
  ((Watching *) user_data)->n_done++;
}

static void
refreshed_cb (TieFeeWatch *watch,
              gpointer user_data)
{
  ((Watching *) user_data)->n_news++;
}

static void
test_watch (ImportFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieFeeWatch) watch = tie_fee_watch_new (fixture->store.store, 0);
  Watching watching = { 0 };

  write_file (fixture, "a.csv", HEAD GOOD);
  g_signal_connect (watch, "refreshed", G_CALLBACK (refreshed_cb), &watching);
  /* the second one is asked for while the first is under way */
  tie_fee_watch_look_async (watch, NULL, looked_cb, &watching);
  tie_fee_watch_look_async (watch, NULL, looked_cb, &watching);
  while (watching.n_done < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (watching.n_news, ==, 1); /* nothing was new the second time */
  g_assert_cmpuint (tie_fee_watch_get_last (watch)->n_rows, ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/refresh/changes", ImportFixture, NULL, import_fixture_set_up, test_refresh, import_fixture_tear_down);
  g_test_add ("/fees/refresh/watch", ImportFixture, NULL, import_fixture_set_up, test_watch, import_fixture_tear_down);

  return g_test_run ();
}
