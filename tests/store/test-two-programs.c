/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-two-programs"
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/tie-error.h"
#include "store-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-migrations.h"
#include "store/tie-run-lock.h"

/* Takes its time, so that those who come at once do meet. */
#define SLOW_MIGRATION                                    \
  "CREATE TABLE number (n INTEGER PRIMARY KEY NOT NULL);" \
  "WITH RECURSIVE count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 100000) INSERT INTO number SELECT n FROM count;"

/* Ours and two of a later program. */
static const char *sql[32];
static TieMigrations later = { sql };

static void
fill_migrations (void)
{
  const TieMigrations *ours = tie_migrations_get ();

  g_assert_cmpuint (ours->n + 2, <=, G_N_ELEMENTS (sql));
  for (guint i = 0; i < ours->n; i++)
    sql[i] = ours->sql[i];
  sql[ours->n] = SLOW_MIGRATION;
  sql[ours->n + 1] = "CREATE TABLE second (id TEXT PRIMARY KEY NOT NULL); INSERT INTO second VALUES ('once');";
  later.n = ours->n + 2;
}

/* What the other program does: the first word of its command line after "--child". */

static void
say (const char *word)
{
  g_print ("%s\n", word);
  fflush (stdout);
}

static gboolean
count_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  gint64 *count = data;

  *count = tie_record_table_count (db, TIE_TYPE_CONTACT, error);
  return *count >= 0;
}

static gboolean
add_one_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  add_contact (db, NULL, "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

/* One transaction, of which the other program sees all or nothing. */
static gboolean
add_and_note_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  g_autofree char *noted = tie_setting_table_get (db, "count", error);
  int count = noted != NULL ? atoi (noted) : 0;
  g_autofree char *next = g_strdup_printf ("%d", count + 10);

  if (!tie_setting_table_set (db, "count", next, error))
    return FALSE;
  for (guint i = 0; i < 10; i++)
    add_contact (db, NULL, "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static gboolean
spill_and_wait_cb (TieDb *db,
                   gpointer data,
                   GError **error)
{
  /* So small a cache has to write pages before the transaction is done. */
  if (!tie_db_exec (db, "PRAGMA cache_size = 5", error))
    return FALSE;
  for (guint i = 0; i < 3000; i++)
    add_contact (db, NULL, "Not to be seen", TIE_CONTACT_TYPE_CLIENT);
  say ("ready");
  pause ();
  return TRUE;
}

static int
run_child (const char *what,
           const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;
  gboolean ok = TRUE;

  if (g_str_equal (what, "lock"))
    {
      g_autoptr (TieLock) lock = tie_run_lock_take (path, &error);

      g_assert_no_error (error);
      say ("ready");
      pause ();
      return 1;
    }

  fill_migrations ();
  if (g_str_equal (what, "migrate"))
    tie_migrations_set_for_test (&later);
  store = tie_store_open (path, TIE_STORE_OPEN, &error);
  g_assert_no_error (error);

  if (g_str_equal (what, "add"))
    {
      for (guint i = 0; ok && i < 100; i++)
        ok = tie_store_run (store, TIE_STORE_WRITE, add_one_cb, NULL, &error);
    }
  else if (g_str_equal (what, "spill"))
    ok = tie_store_run (store, TIE_STORE_WRITE, spill_and_wait_cb, NULL, &error);
  else if (g_str_equal (what, "work"))
    {
      while (ok)
        {
          ok = tie_store_run (store, TIE_STORE_WRITE, add_and_note_cb, NULL, &error);
          say ("done");
        }
    }
  g_assert_no_error (error);
  return ok ? 0 : 1;
}

static const char *program;

static GSubprocess *
start_child (StoreFixture *fixture,
             const char *what)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--child", what, fixture->path, NULL);
  g_assert_no_error (error);
  return child;
}

static void
read_lines (GSubprocess *child,
            guint n)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr (GError) error = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (stream), 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
    }
}

static void
expect_success (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check (child, NULL, &error);
  g_assert_no_error (error);
}

static void
kill_child (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
}

static void
expect_count (StoreFixture *fixture,
              gint64 expected)
{
  gint64 count = 0;

  store_fixture_read (fixture, count_cb, &count);
  g_assert_cmpint (count, ==, expected);
}

static void
test_both_write (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (GSubprocess) child = start_child (fixture, "add");

  for (guint i = 0; i < 100; i++)
    store_fixture_write (fixture, add_one_cb, NULL);
  expect_success (child);
  expect_count (fixture, 200);
}

static gboolean
once_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  gint64 count = 0;

  g_assert_true (tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM number", ""));
  g_assert_cmpint (count, ==, 100000);
  g_assert_true (tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM second", ""));
  g_assert_cmpint (count, ==, 1);
  return TRUE;
}

static void
test_migrate_at_once (StoreFixture *fixture,
                      gconstpointer unused)
{
  GSubprocess *children[4];

  store_fixture_close (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = start_child (fixture, "migrate");
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      expect_success (children[i]);
      g_object_unref (children[i]);
    }

  fill_migrations ();
  tie_migrations_set_for_test (&later);
  store_fixture_reopen (fixture);
  store_fixture_read (fixture, once_cb, NULL);
  tie_migrations_set_for_test (NULL);
}

static void
test_killed_in_transaction (StoreFixture *fixture,
                            gconstpointer unused)
{
  g_autoptr (GSubprocess) child = NULL;

  store_fixture_write (fixture, add_one_cb, NULL);
  store_fixture_close (fixture);
  child = start_child (fixture, "spill");
  read_lines (child, 1);
  kill_child (child);

  store_fixture_reopen (fixture);
  expect_count (fixture, 1);
  store_fixture_write (fixture, add_one_cb, NULL); /* its lock is gone with it */
  expect_count (fixture, 2);
}

static gboolean
whole_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autofree char *noted = tie_setting_table_get (db, "count", error);

  g_assert_nonnull (noted);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_CONTACT, error), ==, atoi (noted));
  g_assert_cmpint (atoi (noted), >=, *(guint *) data);
  return TRUE;
}

/* Killed at any moment: what was said to be done is there, and nothing by halves. */
static void
test_killed_at_work (StoreFixture *fixture,
                     gconstpointer unused)
{
  guint done = 0;

  for (guint round = 0; round < 10; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 40);
      g_autoptr (GSubprocess) child = start_child (fixture, "work");

      store_fixture_close (fixture);
      read_lines (child, n);
      kill_child (child);
      done += 10 * n;
      store_fixture_reopen (fixture);
      store_fixture_read (fixture, whole_cb, &done);
    }
}

static gboolean
add_many_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  for (guint i = 0; i < 2000; i++)
    add_contact (db, NULL, "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

/* What a crash left in the log is not folded into a file that is damaged besides: whoever is to save it finds all as it was. */
static void
test_damaged_after_kill (StoreFixture *fixture,
                         gconstpointer unused)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *log = NULL;
  g_autofree char *contents_after = NULL;
  g_autofree char *log_after = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (TieStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  gsize log_length = 0;
  gsize length_after = 0;
  gsize log_length_after = 0;

  store_fixture_write (fixture, add_many_cb, NULL);
  store_fixture_close (fixture);
  child = start_child (fixture, "work");
  read_lines (child, 1);
  kill_child (child);

  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, &error));
  g_assert_true (g_file_get_contents (wal, &log, &log_length, &error));
  g_assert_cmpuint (log_length, >, 0);
  for (gsize page = 20; page < length / 4096; page += 2)
    memset (contents + page * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, &error));

  store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_DAMAGED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (fixture->path, &contents_after, &length_after, &error));
  g_assert_true (g_file_get_contents (wal, &log_after, &log_length_after, &error));
  g_assert_cmpmem (contents, length, contents_after, length_after);
  g_assert_cmpmem (log, log_length, log_after, log_length_after);
}

typedef struct
{
  guint areas;
  guint emissions;
  gboolean timed_out;
} Changes;

static void
changed_cb (TieStore *store,
            guint areas,
            gpointer user_data)
{
  Changes *changes = user_data;

  changes->areas |= areas;
  changes->emissions++;
}

static gboolean
timeout_cb (gpointer user_data)
{
  Changes *changes = user_data;

  changes->timed_out = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_changes_seen (StoreFixture *fixture,
                   gconstpointer unused)
{
  Changes changes = { 0 };
  guint timeout = g_timeout_add_seconds (20, timeout_cb, &changes);
  g_autoptr (GSubprocess) child = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &changes);
  store_fixture_write (fixture, add_one_cb, NULL);
  while (changes.emissions == 0 && !changes.timed_out)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (changes.areas, ==, TIE_STORE_AREA_CONTACTS); /* ours: only what was touched */

  child = start_child (fixture, "add");
  expect_success (child);
  while (changes.areas != 0xffffffff && !changes.timed_out)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (changes.timed_out);
  g_source_remove (timeout);
}

static void
test_lock_between_programs (StoreFixture *fixture,
                            gconstpointer unused)
{
  g_autoptr (GSubprocess) child = start_child (fixture, "lock");
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLock) lock = NULL;
  g_autoptr (TieLock) other = NULL;
  g_autofree char *sign_in_path = tie_lock_build_path (fixture->path, "sign-in.lock");

  read_lines (child, 1);
  lock = tie_run_lock_take (fixture->path, &error);
  g_assert_null (lock);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_assert_nonnull (strstr (error->message, g_get_user_name ()));
  g_clear_error (&error);
  other = tie_lock_take (sign_in_path, &error); /* another matter */
  g_assert_no_error (error);

  kill_child (child);
  lock = tie_run_lock_take (fixture->path, &error);
  g_assert_no_error (error);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/two-programs/both-write", test_both_write },
    { "/two-programs/migrate-at-once", test_migrate_at_once },
    { "/two-programs/killed-in-transaction", test_killed_in_transaction },
    { "/two-programs/killed-at-work", test_killed_at_work },
    { "/two-programs/damaged-after-kill", test_damaged_after_kill },
    { "/two-programs/changes-seen", test_changes_seen },
    { "/two-programs/lock", test_lock_between_programs },
  };

  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, store_fixture_set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
