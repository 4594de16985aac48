/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-store"
#include "config.h"

#include <sys/stat.h>

#include "base/tie-error.h"
#include "store-fixture.h"

typedef struct
{
  gint64 count;
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

static void
finished_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *place;
}

static void
free_data (gpointer user_data)
{
  Data *data = user_data;

  data->freed_in = g_thread_self ();
}

static void
test_async (StoreFixture *fixture,
            gconstpointer unused)
{
  Data data = { 0 };
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, add_one_cb, NULL);
  tie_store_run_async (fixture->store, TIE_STORE_READ, count_contacts_cb, &data, free_data, NULL, finished_cb, &result);
  g_assert_true (tie_store_run_finish (fixture->store, wait_for (&result), &error) == &data);
  g_assert_no_error (error);
  g_assert_cmpint (data.count, ==, 1);
  g_assert_null (data.freed_in); /* it lives as long as the result */
  g_clear_object (&result);
  while (data.freed_in == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (data.freed_in == g_thread_self ());

  tie_store_run_async (fixture->store, TIE_STORE_WRITE, add_and_fail_cb, &data, NULL, NULL, finished_cb, &result);
  g_assert_null (tie_store_run_finish (fixture->store, wait_for (&result), &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_object (&result);
}

static gboolean
cancel_cb (TieDb *db,
           gpointer user_data,
           GError **error)
{
  g_cancellable_cancel (user_data);
  add_contact (db, NULL, "Committed all the same", TIE_CONTACT_TYPE_CLIENT);
  return TRUE;
}

static void
test_cancel (StoreFixture *fixture,
             gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GError) error = NULL;
  Data data = { 0 };

  /* The first cancels both while it runs: it ends its transaction, the other never begins. */
  tie_store_run_async (fixture->store, TIE_STORE_WRITE, cancel_cb, cancellable, NULL, cancellable, finished_cb, &begun);
  tie_store_run_async (fixture->store, TIE_STORE_WRITE, add_one_cb, &data, NULL, cancellable, finished_cb, &waiting);
  g_assert_nonnull (tie_store_run_finish (fixture->store, wait_for (&begun), &error));
  g_assert_no_error (error);
  g_assert_null (tie_store_run_finish (fixture->store, wait_for (&waiting), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  store_fixture_read (fixture, count_contacts_cb, &data);
  g_assert_cmpint (data.count, ==, 1);
}

/* Calls that wait are answered before the file closes, later ones are told. */
static void
test_close (StoreFixture *fixture,
            gconstpointer unused)
{
  GAsyncResult *results[20] = { NULL };
  g_autoptr (GError) error = NULL;
  GAsyncResult *late = NULL;
  Data data = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tie_store_run_async (fixture->store, TIE_STORE_WRITE, add_one_cb, &data, NULL, NULL, finished_cb, &results[i]);
  tie_store_close (fixture->store);
  tie_store_close (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_nonnull (tie_store_run_finish (fixture->store, wait_for (&results[i]), &error));
      g_assert_no_error (error);
    }

  g_assert_false (tie_store_run (fixture->store, TIE_STORE_READ, count_contacts_cb, &data, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_clear_error (&error);
  tie_store_run_async (fixture->store, TIE_STORE_READ, count_contacts_cb, &data, NULL, NULL, finished_cb, &late);
  g_assert_null (tie_store_run_finish (fixture->store, wait_for (&late), &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_clear_object (&late);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_clear_object (&results[i]);

  store_fixture_reopen (fixture);
  store_fixture_read (fixture, count_contacts_cb, &data);
  g_assert_cmpint (data.count, ==, 20);
}

static void
test_open_async (StoreFixture *fixture,
                 gconstpointer unused)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "Missing.tieout", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieStore) store = NULL;
  GAsyncResult *result = NULL;

  store_fixture_close (fixture);
  tie_store_open_async (fixture->path, TIE_STORE_OPEN, NULL, finished_cb, &result);
  store = tie_store_open_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_true (TIE_IS_STORE (store));
  g_clear_object (&result);

  tie_store_open_async (missing, TIE_STORE_OPEN, NULL, finished_cb, &result);
  g_assert_null (tie_store_open_finish (wait_for (&result), &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING);
  g_clear_object (&result);
}

static void
changed_cb (TieStore *store,
            guint areas,
            gpointer user_data)
{
  Data *data = user_data;

  data->areas |= areas;
  data->count++;
}

static void
test_changed (StoreFixture *fixture,
              gconstpointer unused)
{
  Data data = { 0 };
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (changed_cb), &data);
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, add_and_fail_cb, NULL, &error));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (data.count, ==, 0); /* what was rolled back is no change */

  /* Several writes in a row are told at once. */
  for (guint i = 0; i < 5; i++)
    store_fixture_write (fixture, add_one_cb, NULL);
  while (data.count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (data.count, ==, 1);
  g_assert_cmpuint (data.areas, ==, TIE_STORE_AREA_CONTACTS);
}

/* One snapshot: what another connection commits meanwhile is not seen. */
static gboolean
snapshot_cb (TieDb *db,
             gpointer user_data,
             GError **error)
{
  StoreFixture *other = user_data;
  gint64 before = tie_record_table_count (db, TIE_TYPE_CONTACT, error);

  store_fixture_write (other, add_one_cb, NULL);
  g_assert_cmpint (tie_record_table_count (db, TIE_TYPE_CONTACT, error), ==, before);
  return TRUE;
}

static void
test_two_in_one_program (StoreFixture *fixture,
                         gconstpointer unused)
{
  StoreFixture other = { .path = fixture->path };
  Data data = { 0 };

  store_fixture_reopen (&other);
  store_fixture_read (fixture, snapshot_cb, &other);
  store_fixture_read (fixture, count_contacts_cb, &data);
  g_assert_cmpint (data.count, ==, 1);
  store_fixture_close (&other);
  store_fixture_write (fixture, add_one_cb, NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/store/new", StoreFixture, NULL, store_fixture_set_up, test_new, store_fixture_tear_down);
  g_test_add ("/store/write-and-reopen", StoreFixture, NULL, store_fixture_set_up, test_write_and_reopen, store_fixture_tear_down);
  g_test_add ("/store/async", StoreFixture, NULL, store_fixture_set_up, test_async, store_fixture_tear_down);
  g_test_add ("/store/cancel", StoreFixture, NULL, store_fixture_set_up, test_cancel, store_fixture_tear_down);
  g_test_add ("/store/close", StoreFixture, NULL, store_fixture_set_up, test_close, store_fixture_tear_down);
  g_test_add ("/store/open-async", StoreFixture, NULL, store_fixture_set_up, test_open_async, store_fixture_tear_down);
  g_test_add ("/store/changed", StoreFixture, NULL, store_fixture_set_up, test_changed, store_fixture_tear_down);
  g_test_add ("/store/two-in-one-program", StoreFixture, NULL, store_fixture_set_up, test_two_in_one_program, store_fixture_tear_down);

  return g_test_run ();
}
