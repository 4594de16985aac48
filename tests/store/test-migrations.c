/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-migrations"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "store-fixture.h"
#include "store/tie-backup.h"
#include "store/tie-migrations.h"
#include "store/tie-undo.h"

/* Two versions more, as a later program would have them.  The second follows the rule for columns of undoable tables. */
#define FIRST "CREATE TABLE colour (id TEXT PRIMARY KEY NOT NULL); INSERT INTO colour VALUES ('red');"
#define SECOND                                                                                                         \
  "ALTER TABLE contact ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';"                                              \
  "UPDATE undo_row SET before = json_set (before, '$.colour', 'none') WHERE tbl = 'contact' AND before IS NOT NULL;" \
  "UPDATE undo_row SET after = json_set (after, '$.colour', 'none') WHERE tbl = 'contact' AND after IS NOT NULL;"
#define SECOND_BROKEN "INSERT INTO colour VALUES ('blue'); INSERT INTO colour VALUES ('red');"

/* After our own ones. */
static guint own;
static const char *good_sql[32];
static const char *broken_sql[32];
static TieMigrations good = { good_sql };
static TieMigrations broken = { broken_sql };
static TieMigrations halfway = { good_sql };

static void
fill_migrations (void)
{
  const TieMigrations *ours = tie_migrations_get ();

  own = ours->n;
  g_assert_cmpuint (own + 2, <=, G_N_ELEMENTS (good_sql));
  for (guint i = 0; i < own; i++)
    good_sql[i] = broken_sql[i] = ours->sql[i];
  good_sql[own] = broken_sql[own] = FIRST;
  good_sql[own + 1] = SECOND;
  broken_sql[own + 1] = SECOND_BROKEN;
  good.n = broken.n = own + 2;
  halfway.n = own + 1;
}

static gboolean
edit_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);

  tie_record_set_text (contact, TIE_CONTACT_CITY, "Salem");
  return tie_undo_begin (db, error) && tie_record_table_save (db, contact, error) && tie_undo_end (db, "Contact changed", "main", data, error);
}

static gboolean
add_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

/* A file of our version with a step that can be undone. */
static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  g_autofree char *copies = NULL;
  gint64 step = 0;

  fill_migrations ();
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, add_cb, NULL);
  store_fixture_write (fixture, edit_cb, &step);
  store_fixture_close (fixture);
  copies = tie_backup_dup_folder (fixture->path);
  remove_folder (copies);
}

static void
tear_down (StoreFixture *fixture,
           gconstpointer data)
{
  tie_migrations_set_for_test (NULL);
  store_fixture_tear_down (fixture, data);
}

static gboolean
version_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_migrations_get_version (db, data, error);
}

static void
expect_version (StoreFixture *fixture,
                guint expected)
{
  guint version = 0;

  store_fixture_read (fixture, version_cb, &version);
  g_assert_cmpuint (version, ==, expected);
}

static gboolean
colour_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autofree char *colour = tie_db_get_text (db, error, "SELECT colour FROM contact WHERE id = 'alder'", "");

  g_assert_cmpstr (colour, ==, "none");
  return TRUE;
}

static gboolean
undo_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, "main", FALSE, error);
  guint kept = 1;

  g_assert_true (tie_undo_apply (db, step->id, FALSE, &kept, NULL, error));
  g_assert_cmpuint (kept, ==, 0);
  return TRUE;
}

/* The copies made before an update of that version; 0: of any. */
static guint
count_copies (StoreFixture *fixture,
              guint version)
{
  g_autofree char *word = version > 0 ? g_strdup_printf ("before update of version %u", version) : g_strdup ("before update");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) copies = tie_backup_list (fixture->path, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < copies->len; i++)
    count += strstr (copies->pdata[i], word) != NULL;
  return count;
}

static void
test_all (StoreFixture *fixture,
          gconstpointer unused)
{
  tie_migrations_set_for_test (&good);
  store_fixture_reopen (fixture);
  expect_version (fixture, own + 2);
  store_fixture_read (fixture, colour_cb, NULL);
  g_assert_cmpuint (count_copies (fixture, own), ==, 1);
  /* An old step knows its rows. */
  store_fixture_write (fixture, undo_cb, NULL);
  store_fixture_read (fixture, colour_cb, NULL);

  store_fixture_reopen (fixture);
  g_assert_cmpuint (count_copies (fixture, 0), ==, 1);
}

static void
test_one_by_one (StoreFixture *fixture,
                 gconstpointer unused)
{
  tie_migrations_set_for_test (&halfway);
  store_fixture_reopen (fixture);
  expect_version (fixture, own + 1);
  tie_migrations_set_for_test (&good);
  store_fixture_reopen (fixture);
  expect_version (fixture, own + 2);
  g_assert_cmpuint (count_copies (fixture, own), ==, 1);
  g_assert_cmpuint (count_copies (fixture, own + 1), ==, 1);
}

static gboolean
no_blue_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  gint64 count = 0;

  g_assert_true (tie_db_get_integer (db, 0, &count, error, "SELECT count(*) FROM colour", ""));
  g_assert_cmpint (count, ==, 1);
  return TRUE;
}

/* A migration that fails leaves the version before it, whole; a better program goes on from there. */
static void
test_broken (StoreFixture *fixture,
             gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  tie_migrations_set_for_test (&broken);
  store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);

  tie_migrations_set_for_test (&halfway);
  store_fixture_reopen (fixture);
  expect_version (fixture, own + 1);
  store_fixture_read (fixture, no_blue_cb, NULL);
  tie_migrations_set_for_test (&good);
  store_fixture_reopen (fixture);
  expect_version (fixture, own + 2);
}

/* An older program meets the file afterwards, also while the new number still stands in the log alone. */
static void
test_newer (StoreFixture *fixture,
            gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  tie_migrations_set_for_test (&good);
  store_fixture_reopen (fixture);
  tie_migrations_set_for_test (NULL);
  store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_NEWER);
  g_clear_error (&error);

  store_fixture_close (fixture);
  store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_null (store);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_NEWER);
}

/* A copy that cannot be made stops the migration: nothing is migrated without one. */
static void
test_no_copy (StoreFixture *fixture,
              gconstpointer unused)
{
  g_autofree char *folder = tie_backup_dup_folder (fixture->path);
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, &error));
  tie_migrations_set_for_test (&good);
  g_test_expect_message ("tie-backup", G_LOG_LEVEL_MESSAGE, "The daily copy failed*");
  store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_null (store);
  g_assert_nonnull (error);
  g_clear_error (&error);

  tie_migrations_set_for_test (NULL);
  store_fixture_reopen (fixture); /* the daily copy alone is no reason to stay away */
  g_test_assert_expected_messages ();
  expect_version (fixture, own);
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
    { "/migrations/all", test_all },
    { "/migrations/one-by-one", test_one_by_one },
    { "/migrations/broken", test_broken },
    { "/migrations/newer", test_newer },
    { "/migrations/no-copy", test_no_copy },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, StoreFixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
