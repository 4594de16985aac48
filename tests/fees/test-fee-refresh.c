/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-refresh"
#include "config.h"

#include <glib/gstdio.h>

#include "fee-fixture.h"
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

/* A workbook whose first sheet is a summary: the one with headings is read, and another one once somebody said so. */

#define ROW_OF(cells) "<row>" cells "</row>"
#define CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define HEADINGS ROW_OF (CELL ("Client Number") CELL ("Type") CELL ("Year") CELL ("Fee"))
#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static gboolean
other_sheet_cb (TieDb *db,
                gpointer data,
                GError **error)
{
  TieFeeFile *file = data;

  g_assert_true (tie_fee_file_recall (file, db, error));
  g_assert_cmpuint (file->layout.sheet, ==, 1);
  tie_fee_file_set_sheet (file, 2);
  g_free (file->profile->name);
  file->profile->name = g_strdup ("Year end");
  return tie_fee_file_keep_profile (file, db, error);
}

static gboolean
sheet_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TieFeeRows) rows = tie_fee_table_list_years (db, 2025, 2025, 0, error);

  g_assert_cmpuint (tie_fee_rows_get_n (rows), ==, 1);
  *(gint64 *) data = tie_fee_rows_get (rows, 0)->amount;
  return TRUE;
}

static void
test_sheets (ImportFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GBytes) book = make_workbook ("xl/workbook.xml",
                                           "<workbook xmlns:r='x'><sheets><sheet name='Summary' r:id='r1'/><sheet name='Fees' r:id='r2'/><sheet name='Amended' r:id='r3'/></sheets></workbook>",
                                           "xl/_rels/workbook.xml.rels",
                                           "<Relationships><Relationship Id='r1' Target='worksheets/a.xml'/><Relationship Id='r2' Target='worksheets/b.xml'/><Relationship Id='r3' Target='worksheets/c.xml'/></Relationships>",
                                           "xl/worksheets/a.xml", SHEET (ROW_OF (CELL ("Harbor Tax"))),
                                           "xl/worksheets/b.xml", SHEET (HEADINGS ROW_OF (CELL ("1000") CELL ("1040") CELL ("2025") CELL ("450.00"))),
                                           "xl/worksheets/c.xml", SHEET (HEADINGS ROW_OF (CELL ("1000") CELL ("1040") CELL ("2025") CELL ("480.00"))), NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "fees.xlsx", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (TieFeeFile) file = tie_fee_file_new (book, uri, "fees.xlsx", NOW);
  g_autoptr (TieFeeRefresh) first = NULL;
  g_autoptr (TieFeeRefresh) second = NULL;
  g_autoptr (GError) error = NULL;
  gint64 amount = 0;

  g_assert_cmpuint (g_strv_length (file->sheets), ==, 3);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (book, NULL), (gssize) g_bytes_get_size (book), NULL));
  first = refresh (fixture);
  g_assert_cmpuint (first->n_rows, ==, 1);
  store_fixture_read (&fixture->store, sheet_cb, &amount);
  g_assert_cmpint (amount, ==, 45000);
  store_fixture_write (&fixture->store, other_sheet_cb, file);
  second = tie_fee_refresh (fixture->store.store, NULL, TRUE, NULL, &error);
  g_assert_no_error (error);
  store_fixture_read (&fixture->store, sheet_cb, &amount);
  g_assert_cmpint (amount, ==, 48000);
}

static void
look_cb (TieFeeWatch *watch,
         gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
wait_for_look (guint *n_looks,
               guint n)
{
  while (*n_looks < n)
    g_main_context_iteration (NULL, TRUE);
}

/* A folder of this computer tells of itself, also one further below; one that was left is no longer listened to. */
static void
test_watch (ImportFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieFeeWatch) watch = tie_fee_watch_new (G_MAXINT);
  g_autofree char *below = g_build_filename (fixture->folder, "24TAX", NULL);
  g_autofree char *path = g_build_filename (below, "b.csv", NULL);
  g_autoptr (TieFeeRefresh) first = NULL;
  g_autoptr (TieFeeRefresh) second = NULL;
  guint n_looks = 0;

  g_signal_connect (watch, "look", G_CALLBACK (look_cb), &n_looks);
  first = refresh (fixture);
  g_assert_cmpuint (first->folders->len, ==, 1);
  tie_fee_watch_follow (watch, first);
  write_file (fixture, "a.csv", HEAD GOOD);
  wait_for_look (&n_looks, 1);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, HEAD GOOD, -1, NULL));
  wait_for_look (&n_looks, 2);
  second = refresh (fixture);
  g_assert_cmpuint (second->n_read, ==, 2);
  g_assert_cmpuint (second->folders->len, ==, 2);
  tie_fee_watch_follow (watch, second);
  n_looks = 0;
  g_assert_true (g_file_set_contents (path, HEAD GOOD GOOD, -1, NULL));
  wait_for_look (&n_looks, 1);
  g_unlink (path);
  g_rmdir (below);
}

/* Where nothing tells of itself, it is looked at by the clock. */
static void
test_poll (ImportFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieFeeWatch) watch = tie_fee_watch_new (1);
  guint n_looks = 0;

  g_signal_connect (watch, "look", G_CALLBACK (look_cb), &n_looks);
  wait_for_look (&n_looks, 2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/fees/refresh/changes", ImportFixture, NULL, import_fixture_set_up, test_refresh, import_fixture_tear_down);
  g_test_add ("/fees/refresh/sheets", ImportFixture, NULL, import_fixture_set_up, test_sheets, import_fixture_tear_down);
  g_test_add ("/fees/refresh/watch", ImportFixture, NULL, import_fixture_set_up, test_watch, import_fixture_tear_down);
  g_test_add ("/fees/refresh/poll", ImportFixture, NULL, import_fixture_set_up, test_poll, import_fixture_tear_down);

  return g_test_run ();
}
