/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-practice-file"
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/tie-error.h"
#include "store-fixture.h"
#include "store/tie-backup.h"

/* Stands in for the C library's, so that a folder can be on a network for a while. */
static guint32 pretended_type;

int
statfs (const char *path,
        struct statfs *info)
{
  int code = (int) syscall (SYS_statfs, path, info);

  if (pretended_type != 0)
    info->f_type = pretended_type;
  return code;
}

static gboolean
fill_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Contact %u", i);

      add_contact (db, NULL, name, TIE_CONTACT_TYPE_CLIENT);
    }
  return TRUE;
}

/* A practice with something in it, closed; no automatic copy of today, so that opening looks closely. */
static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  g_autofree char *copies = NULL;

  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, fill_cb, NULL);
  store_fixture_close (fixture);
  copies = tie_backup_dup_folder (fixture->path);
  remove_folder (copies);
}

typedef void (*Damage) (GByteArray *bytes);

static void
cut_in_half (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, bytes->len / 2);
}

static void
cut_in_head (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 50);
}

static void
empty (GByteArray *bytes)
{
  g_byte_array_set_size (bytes, 0);
}

static void
spoil_head (GByteArray *bytes)
{
  memset (bytes->data, 'x', 100);
}

static void
spoil_page_size (GByteArray *bytes)
{
  bytes->data[16] = 0x11;
}

static void
spoil_middle (GByteArray *bytes)
{
  for (guint page = 10; page < bytes->len / 4096; page += 7)
    memset (bytes->data + page * 4096, 0x5a, 4096);
}

static void
other_program (GByteArray *bytes)
{
  memcpy (bytes->data + 68, "Abcd", 4);
}

static void
newer_version (GByteArray *bytes)
{
  bytes->data[63] = 99;
}

typedef struct
{
  const char *why;
  Damage damage;
  TieError expected;
} DamageCase;

static const DamageCase damage_cases[] = {
  { "cut in half", cut_in_half, TIE_ERROR_FILE_DAMAGED },
  { "cut in the head", cut_in_head, TIE_ERROR_FILE_DAMAGED },
  { "empty", empty, TIE_ERROR_FILE_DAMAGED },
  { "head overwritten", spoil_head, TIE_ERROR_FILE_DAMAGED },
  { "page size spoilt", spoil_page_size, TIE_ERROR_FILE_DAMAGED },
  { "pages overwritten", spoil_middle, TIE_ERROR_FILE_DAMAGED },
  { "database of another program", other_program, TIE_ERROR_FILE_NOT_PRACTICE },
  { "from a newer version", newer_version, TIE_ERROR_FILE_NEWER },
};

static void
expect_open_error (const char *path,
                   TieError expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = tie_store_open (path, TIE_STORE_OPEN, &error);

  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, (int) expected);
}

/* The file is refused for the right reason and is, byte for byte, what it was. */
static void
test_damage (StoreFixture *fixture,
             gconstpointer data)
{
  const DamageCase *c = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  gsize length = 0;

  g_assert_true (g_file_get_contents (fixture->path, &contents, &length, &error));
  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) contents, (guint) length);
  c->damage (bytes);
  g_assert_true (g_file_set_contents_full (fixture->path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    expect_open_error (fixture->path, c->expected);
  g_assert_true (g_file_get_contents (fixture->path, &after, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (after, length, bytes->data, bytes->len);
}

static void
test_not_there (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "Missing.tieout", NULL);
  g_autofree char *no_folder = g_build_filename (fixture->folder, "none", "Missing.tieout", NULL);
  g_autofree char *text = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  expect_open_error (missing, TIE_ERROR_FILE_MISSING);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  expect_open_error (fixture->folder, TIE_ERROR_FILE_NOT_PRACTICE);
  g_assert_true (g_file_set_contents (text, "Not a practice, only some words, more than a hundred of the bytes that a head has, so that it is read whole.", -1, &error));
  expect_open_error (text, TIE_ERROR_FILE_NOT_PRACTICE);

  store = tie_store_open (no_folder, TIE_STORE_CREATE, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING);
}

static void
test_network (StoreFixture *fixture,
              gconstpointer unused)
{
  static const guint32 types[] = { 0x6969, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997 };
  g_autofree char *other = g_build_filename (fixture->folder, "Other.tieout", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieStore) store = NULL;

      pretended_type = types[i];
      expect_open_error (fixture->path, TIE_ERROR_FILE_NETWORK);
      store = tie_store_open (other, TIE_STORE_CREATE, &error);
      pretended_type = 0;
      g_assert_null (store);
      g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_NETWORK);
      g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
    }
  store_fixture_reopen (fixture);
}

/* The administrator may write everywhere, so such a one becomes nobody for a while. */
static void
become_nobody (StoreFixture *fixture)
{
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (fixture->folder, 65534, 65534), ==, 0);
      g_assert_cmpint (chown (fixture->path, 65534, 65534), ==, 0);
      g_assert_cmpint (seteuid (65534), ==, 0);
    }
}

static void
become_self (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_read_only (StoreFixture *fixture,
                gconstpointer unused)
{
  g_autofree char *other = g_build_filename (fixture->folder, "Other.tieout", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  become_nobody (fixture);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  expect_open_error (fixture->path, TIE_ERROR_FILE_READ_ONLY);
  store = tie_store_open (other, TIE_STORE_CREATE, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY);

  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  expect_open_error (fixture->path, TIE_ERROR_FILE_READ_ONLY);
  g_assert_cmpint (g_chmod (fixture->path, 0000), ==, 0);
  expect_open_error (fixture->path, TIE_ERROR_FILE_READ_ONLY);
  become_self ();
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
  add_contact (db, NULL, "One more", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static gboolean
limit_pages_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %s", (const char *) data);

  return tie_db_exec (db, sql, error);
}

static gboolean
try_many_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

      tie_record_set_text (contact, TIE_CONTACT_NAME, "Too much for the disk");
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
      if (!tie_record_table_save (db, contact, error))
        return FALSE;
    }
  return TRUE;
}

static void
expect_full_then_fine (StoreFixture *fixture,
                       void (*make_room) (StoreFixture *))
{
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, try_many_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DISK_FULL);
  store_fixture_read (fixture, count_cb, &count);
  g_assert_cmpint (count, ==, 2000);
  make_room (fixture);
  store_fixture_write (fixture, add_one_cb, NULL);
  store_fixture_reopen (fixture);
  store_fixture_read (fixture, count_cb, &count);
  g_assert_cmpint (count, ==, 2001);
}

static void
lift_page_limit (StoreFixture *fixture)
{
  store_fixture_read (fixture, limit_pages_cb, (gpointer) "1000000");
}

static void
test_full (StoreFixture *fixture,
           gconstpointer unused)
{
  store_fixture_reopen (fixture);
  store_fixture_read (fixture, limit_pages_cb, (gpointer) "300");
  expect_full_then_fine (fixture, lift_page_limit);
}

static void
set_file_size_limit (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
lift_file_size_limit (StoreFixture *fixture)
{
  set_file_size_limit (RLIM_INFINITY);
}

/* The kernel refuses to write on, as a full disk or a quota does. */
static void
test_no_room_to_write (StoreFixture *fixture,
                       gconstpointer unused)
{
  signal (SIGXFSZ, SIG_IGN);
  store_fixture_reopen (fixture);
  set_file_size_limit (2 * 1024 * 1024);
  expect_full_then_fine (fixture, lift_file_size_limit);
}

static void
test_create_without_room (StoreFixture *fixture,
                          gconstpointer unused)
{
  g_autofree char *other = g_build_filename (fixture->folder, "Other.tieout", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  signal (SIGXFSZ, SIG_IGN);
  set_file_size_limit (16384);
  store = tie_store_open (other, TIE_STORE_CREATE, &error);
  set_file_size_limit (RLIM_INFINITY);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DISK_FULL);

  /* Nothing half-made lies about. */
  dir = g_dir_open (fixture->folder, 0, &error);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, "Test.tieout"));
}

static void
test_gone_while_open (StoreFixture *fixture,
                      gconstpointer unused)
{
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "Moved.tieout", NULL);
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  store_fixture_reopen (fixture);
  g_assert_cmpint (g_rename (fixture->path, elsewhere), ==, 0);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, add_one_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING);
  g_clear_error (&error);

  g_assert_cmpint (g_rename (elsewhere, fixture->path), ==, 0);
  store_fixture_write (fixture, add_one_cb, NULL);
  store_fixture_read (fixture, count_cb, &count);
  g_assert_cmpint (count, ==, 2001);
}

static gboolean
be_impatient_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  sqlite3_busy_timeout (tie_db_get_handle (db), 20);
  return TRUE;
}

static void
test_locked (StoreFixture *fixture,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieDb) other = NULL;
  gint64 count = 0;

  store_fixture_reopen (fixture);
  store_fixture_read (fixture, be_impatient_cb, NULL);
  other = tie_db_open (fixture->path, SQLITE_OPEN_READWRITE, &error);
  g_assert_no_error (error);
  g_assert_true (tie_db_exec (other, "BEGIN IMMEDIATE", &error));

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, add_one_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED);
  g_clear_error (&error);
  store_fixture_read (fixture, count_cb, &count); /* reading goes on */
  g_assert_cmpint (count, ==, 2000);

  g_assert_true (tie_db_exec (other, "ROLLBACK", &error));
  store_fixture_write (fixture, add_one_cb, NULL);
}

/* What opening does to a sound file: the log is used and stays, keys are watched. */
static gboolean
settings_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autofree char *mode = tie_db_get_text (db, error, "PRAGMA journal_mode", "");
  gint64 keys = 0;
  gint64 synchronous = 0;
  int persist = -1;

  g_assert_cmpstr (mode, ==, "wal");
  g_assert_true (tie_db_get_integer (db, 0, &keys, error, "PRAGMA foreign_keys", ""));
  g_assert_cmpint (keys, ==, 1);
  g_assert_true (tie_db_get_integer (db, 0, &synchronous, error, "PRAGMA synchronous", ""));
  g_assert_cmpint (synchronous, ==, 2);
  sqlite3_file_control (tie_db_get_handle (db), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  g_assert_cmpint (persist, ==, 1);
  return TRUE;
}

static gboolean
break_key_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_db_run (db, error, "INSERT INTO site (id, sort_key, contact, name) VALUES ('x', 'x', 'nobody', 'x')", "");
}

static void
test_settings (StoreFixture *fixture,
               gconstpointer unused)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  store_fixture_reopen (fixture);
  store_fixture_read (fixture, settings_cb, NULL);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, break_key_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  store_fixture_close (fixture);

  g_assert_cmpint (stat (wal, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Under another name it is the same file, with the same log. */
static void
test_symbolic_link (StoreFixture *fixture,
                    gconstpointer unused)
{
  g_autofree char *name = g_build_filename (fixture->folder, "Link.tieout", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  g_assert_cmpint (symlink (fixture->path, name), ==, 0);
  store = tie_store_open (name, TIE_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_store_get_path (store), ==, fixture->path);
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
    { "/practice-file/not-there", test_not_there },
    { "/practice-file/network", test_network },
    { "/practice-file/read-only", test_read_only },
    { "/practice-file/full", test_full },
    { "/practice-file/no-room-to-write", test_no_room_to_write },
    { "/practice-file/create-without-room", test_create_without_room },
    { "/practice-file/gone-while-open", test_gone_while_open },
    { "/practice-file/locked", test_locked },
    { "/practice-file/settings", test_settings },
    { "/practice-file/symbolic-link", test_symbolic_link },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (damage_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/practice-file/", damage_cases[i].why, NULL);

      g_test_add (path, StoreFixture, &damage_cases[i], set_up, test_damage, store_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, store_fixture_tear_down);

  return g_test_run ();
}
