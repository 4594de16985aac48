/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-store"
#include "config.h"

#include <sys/stat.h>

#include "base/tie-error.h"
#include "store-fixture.h"

typedef struct
{
  gint64 count;
  GMainLoop *loop;
  guint areas;
  GThread *freed_in;
} Data;

static gboolean
count_contacts_cb (TieDb *db,
                   gpointer user_data,
                   GError **error)
{
  Data *data = user_data;

  data->count = tie_record_table_count (db, TIE_TYPE_CONTACT, error);
  return data->count >= 0;
}

static gboolean
add_one_cb (TieDb *db,
            gpointer user_data,
            GError **error)
{
  add_contact (db, NULL, "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static gboolean
add_and_fail_cb (TieDb *db,
                 gpointer user_data,
                 GError **error)
{
  add_contact (db, NULL, "Nobody", TIE_CONTACT_TYPE_CLIENT);
  g_set_error_literal (error, TIE_ERROR, TIE_ERROR_INVALID, "no");
  return FALSE;
}

static gboolean
list_types_cb (TieDb *db,
               gpointer user_data,
               GError **error)
{
  g_autoptr (GPtrArray) types = tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error);

  g_assert_nonnull (types);
  g_assert_cmpuint (types->len, ==, 3);
  g_assert_cmpstr (tie_record_get_name (types->pdata[0]), ==, "Client");
  g_assert_cmpstr (tie_record_get_name (types->pdata[1]), ==, "Prospect");
  g_assert_cmpstr (tie_record_get_name (types->pdata[2]), ==, "Supplier");
  g_assert_cmpint (tie_record_get_integer (types->pdata[2], TIE_CONTACT_TYPE_IS_SUPPLIER), ==, 1);
  return TRUE;
}

static void
test_new (StoreFixture *fixture,
          gconstpointer unused)
{
  struct stat info;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) second = NULL;

  g_assert_cmpint (stat (fixture->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpstr (tie_store_get_path (fixture->store), ==, fixture->path);
  store_fixture_read (fixture, list_types_cb, NULL);

  second = tie_store_open (fixture->path, TIE_STORE_CREATE, &error);
  g_assert_null (second);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "“Test.tieout” is there already. Choose another name.");
}

static void
test_write_and_reopen (StoreFixture *fixture,
                       gconstpointer unused)
{
  Data data = { 0 };
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, add_one_cb, NULL);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, add_and_fail_cb, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  store_fixture_read (fixture, count_contacts_cb, &data);
  g_assert_cmpint (data.count, ==, 1);

  store_fixture_reopen (fixture);
  store_fixture_read (fixture, count_contacts_cb, &data);
  g_assert_cmpint (data.count, ==, 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/store/new", StoreFixture, NULL, store_fixture_set_up, test_new, store_fixture_tear_down);
  g_test_add ("/store/write-and-reopen", StoreFixture, NULL, store_fixture_set_up, test_write_and_reopen, store_fixture_tear_down);

  return g_test_run ();
}
