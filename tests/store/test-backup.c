/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-backup"
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#include "base/tie-error.h"
#include "store-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-backup.h"
#include "store/tie-user-table.h"

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  add_connection (db);
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  add_contact (db, "baker", "Baker & Sons", TIE_CONTACT_TYPE_CLIENT);
  return tie_link_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", "1", error) && tie_setting_table_set (db, "firm", "Harbor Tax & Books", error);
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
}

static gboolean
backup_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_backup_write (db, data, error);
}

static gboolean
add_third_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  add_contact (db, "carter", "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static void
expect_summary (const char *path,
                gint64 contacts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieBackupSummary) summary = tie_backup_summarise (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (summary->firm, ==, "Harbor Tax & Books");
  g_assert_cmpint (summary->contacts, ==, contacts);
  g_assert_cmpint (summary->links, ==, 1);
  g_assert_cmpuint (strlen (summary->modified), ==, 20);
}

static char *
write_backup (StoreFixture *fixture)
{
  char *target = g_build_filename (fixture->folder, "Copy.tieout", NULL);

  store_fixture_read (fixture, backup_cb, target);
  return target;
}

/* Names in the folder that begin so. */
static guint
count_files (const char *folder,
             const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, prefix);
  return count;
}

static void
test_write (StoreFixture *fixture,
            gconstpointer unused)
{
  g_autofree char *target = write_backup (fixture);
  struct stat info;

  g_assert_cmpint (stat (target, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_files (fixture->folder, "Copy"), ==, 1); /* one file, nothing beside it */
  expect_summary (target, 2);

  /* The practice goes on; another backup replaces the first. */
  store_fixture_write (fixture, add_third_cb, NULL);
  expect_summary (target, 2);
  expect_summary (fixture->path, 3); /* also of the one that is open */
  g_free (write_backup (fixture));
  expect_summary (target, 3);
  g_assert_cmpuint (count_files (fixture->folder, "Copy"), ==, 1);
  store_fixture_write (fixture, fill_cb, NULL); /* looking did not take its locks: it writes on */
}

static void
expect_backup_error (StoreFixture *fixture,
                     const char *target,
                     TieError expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_READ, backup_cb, (gpointer) target, &error));
  g_assert_error (error, TIE_ERROR, (int) expected);
}

static void
test_write_fails (StoreFixture *fixture,
                  gconstpointer unused)
{
  g_autofree char *nowhere = g_build_filename (fixture->folder, "none", "Copy.tieout", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "Copy.tieout", NULL);

  expect_backup_error (fixture, nowhere, TIE_ERROR_FILE_READ_ONLY);
  expect_backup_error (fixture, fixture->path, TIE_ERROR_FILE_LOCKED);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  expect_backup_error (fixture, folder, TIE_ERROR_FILE_READ_ONLY);
  g_assert_cmpuint (count_files (fixture->folder, "Copy"), ==, 1); /* no draft is left */
}

static void
test_restore (StoreFixture *fixture,
              gconstpointer unused)
{
  g_autofree char *backup = write_backup (fixture);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, add_third_cb, NULL);
  g_assert_false (tie_backup_restore (backup, fixture->path, &kept, &error)); /* open here */
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED);
  g_clear_error (&error);
  store_fixture_close (fixture);

  g_assert_true (tie_backup_restore (backup, fixture->path, &kept, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (kept, "/Test (before restore "));
  expect_summary (kept, 3);
  expect_summary (fixture->path, 2);
  store_fixture_reopen (fixture);
  store_fixture_write (fixture, add_third_cb, NULL);
}

static gboolean
leave_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieUser) me = tie_user_table_find (db, error);

  tie_record_set_text (TIE_RECORD (me), TIE_USER_LOGIN, "somebody-else");
  return tie_record_table_save (db, TIE_RECORD (me), error);
}

static gboolean
may_set_up_cb (TieDb *db,
               gpointer data,
               GError **error)
{
  return tie_user_table_check (db, TIE_RIGHT_SET_UP, error);
}

/* A file that comes from another desktop. */
static void
test_restore_of_another (StoreFixture *fixture,
                         gconstpointer unused)
{
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, leave_cb, NULL);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_READ, may_set_up_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  backup = write_backup (fixture);
  store_fixture_close (fixture);

  g_assert_true (tie_backup_restore (backup, fixture->path, NULL, &error));
  g_assert_no_error (error);
  store_fixture_reopen (fixture);
  store_fixture_read (fixture, may_set_up_cb, NULL);
}

static void
test_restore_over_damage (StoreFixture *fixture,
                          gconstpointer unused)
{
  g_autofree char *backup = write_backup (fixture);
  g_autofree char *kept = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *kept_wal = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "nothing that could be read", -1, &error));
  g_assert_true (g_file_set_contents (wal, "an old log", -1, &error));
  g_assert_true (tie_backup_restore (backup, fixture->path, &kept, &error));
  g_assert_no_error (error);
  /* The damaged file is kept, and its log does not come over the restored one. */
  g_assert_true (g_file_get_contents (kept, &damaged, NULL, &error));
  g_assert_cmpstr (damaged, ==, "nothing that could be read");
  kept_wal = g_strconcat (kept, "-wal", NULL);
  g_assert_true (g_file_test (kept_wal, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  store_fixture_reopen (fixture);
  expect_summary (fixture->path, 2);
}

static void
test_restore_to_nothing (StoreFixture *fixture,
                         gconstpointer unused)
{
  g_autofree char *backup = write_backup (fixture);
  g_autofree char *fresh = g_build_filename (fixture->folder, "Fresh.tieout", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_backup_restore (backup, fresh, &kept, &error));
  g_assert_no_error (error);
  g_assert_null (kept);
  expect_summary (fresh, 2);
}

/* Another program's connection, as SQLite sees it. */
static void
test_restore_in_use (StoreFixture *fixture,
                     gconstpointer unused)
{
  g_autofree char *backup = write_backup (fixture);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  TieDb *other;
  gint64 count = 0;

  store_fixture_close (fixture);
  other = tie_db_open (fixture->path, SQLITE_OPEN_READWRITE, &error);
  g_assert_true (tie_db_get_integer (other, 0, &count, &error, "SELECT count(*) FROM contact", ""));
  g_assert_false (tie_backup_restore (backup, fixture->path, &kept, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED);
  g_assert_null (kept);
  tie_db_close (other);
  expect_summary (fixture->path, 2);
  g_assert_cmpuint (count_files (fixture->folder, "Test (before"), ==, 0);
}

static void
test_bad_backup (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autofree char *backup = write_backup (fixture);
  g_autofree char *contents = NULL;
  g_autofree char *missing = g_build_filename (fixture->folder, "None.tieout", NULL);
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  store_fixture_close (fixture);
  g_assert_true (g_file_get_contents (backup, &contents, &length, &error));
  for (gsize page = 3; page < length / 4096; page += 2)
    memset (contents + page * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (backup, contents, (gssize) length, &error));
  g_assert_false (tie_backup_restore (backup, fixture->path, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_DAMAGED);
  g_clear_error (&error);

  g_assert_null (tie_backup_summarise (missing, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING);
  g_clear_error (&error);
  g_assert_false (tie_backup_restore (missing, fixture->path, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING);
  expect_summary (fixture->path, 2);
}

/* The day's copy of yesterday, and so on backwards. */
static void
make_old_copies (const char *practice,
                 guint n)
{
  g_autofree char *folder = tie_backup_dup_folder (practice);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 1; i <= n; i++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, -(int) i);
      g_autofree char *name = g_date_time_format (day, "Test %Y-%m-%d.tieout");
      g_autofree char *path = g_build_filename (folder, name, NULL);
      struct utimbuf times = { g_date_time_to_unix (day), g_date_time_to_unix (day) };

      g_assert_true (g_file_set_contents (path, "old", -1, NULL));
      g_assert_cmpint (utime (path, &times), ==, 0);
    }
}

static void
test_daily (StoreFixture *fixture,
            gconstpointer unused)
{
  g_autofree char *folder = tie_backup_dup_folder (fixture->path);
  g_autofree char *today = tie_backup_suggest_name (fixture->path);
  g_autofree char *newest = g_build_filename (folder, today, NULL);
  g_autofree char *special = g_build_filename (folder, "Test 2020-01-01 before update of version 1.tieout", NULL);
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  /* Made when the practice was; not again on the same day. */
  g_assert_true (g_file_test (newest, G_FILE_TEST_EXISTS));
  store_fixture_reopen (fixture);
  copies = tie_backup_list (fixture->path, &error);
  g_assert_cmpuint (copies->len, ==, 1);

  g_assert_cmpint (g_unlink (newest), ==, 0);
  make_old_copies (fixture->path, 20);
  g_assert_true (g_file_set_contents (special, "kept", -1, &error));
  store_fixture_reopen (fixture);
  g_clear_pointer (&copies, g_ptr_array_unref);
  copies = tie_backup_list (fixture->path, &error);
  g_assert_cmpuint (copies->len, ==, 15); /* 14 of them, and the one before an update */
  g_assert_true (g_ptr_array_find_with_equal_func (copies, newest, g_str_equal, NULL));
  g_assert_true (g_file_test (special, G_FILE_TEST_EXISTS));
  expect_summary (newest, 2);
}

static void
test_list_order (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  make_old_copies (fixture->path, 3);
  copies = tie_backup_list (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (copies->len, ==, 4);
  for (guint i = 1; i < copies->len; i++)
    g_assert_cmpstr (copies->pdata[i - 1], >, copies->pdata[i]); /* names begin alike and carry the date */
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
    { "/backup/write", test_write },
    { "/backup/write-fails", test_write_fails },
    { "/backup/restore", test_restore },
    { "/backup/restore-of-another", test_restore_of_another },
    { "/backup/restore-over-damage", test_restore_over_damage },
    { "/backup/restore-to-nothing", test_restore_to_nothing },
    { "/backup/restore-in-use", test_restore_in_use },
    { "/backup/bad-backup", test_bad_backup },
    { "/backup/daily", test_daily },
    { "/backup/list-order", test_list_order },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
