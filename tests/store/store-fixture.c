/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "store-fixture"
#include "config.h"

#include <glib/gstdio.h>

#include "store-fixture.h"
#include "store/tie-record-kind.h"
#include "store/tie-undo-private.h"

void
store_fixture_set_up (StoreFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tie-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "Test.tieout", NULL);
  fixture->store = tie_store_open (fixture->path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
}

void
store_fixture_tear_down (StoreFixture *fixture,
                         gconstpointer data)
{
  store_fixture_close (fixture);
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
store_fixture_close (StoreFixture *fixture)
{
  if (fixture->store != NULL)
    g_assert_finalize_object (G_OBJECT (g_steal_pointer (&fixture->store)));
}

void
store_fixture_reopen (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture);
  fixture->store = tie_store_open (fixture->path, TIE_STORE_OPEN, &error);
  g_assert_no_error (error);
}

void
store_fixture_write (StoreFixture *fixture,
                     TieStoreFunc func,
                     gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = tie_store_run (fixture->store, TIE_STORE_WRITE, func, data, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

void
store_fixture_read (StoreFixture *fixture,
                    TieStoreFunc func,
                    gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = tie_store_run (fixture->store, TIE_STORE_READ, func, data, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
}

static gboolean
dump_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  GString *out = data;
  guint n_tables = 0;
  const TieRecordKind *tables = tie_record_kind_list (&n_tables);

  for (guint i = 0; i < n_tables; i++)
    {
      g_autoptr (GPtrArray) columns = tie_undo_list_columns (db, tables[i].table, error); /* timers too */
      g_autofree char *json = tie_undo_make_json_sql (columns, "");
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s ORDER BY id", json, tables[i].table);
      sqlite3_stmt *statement = tie_db_query (db, error, sql, "");

      while (tie_db_step (db, statement, error) == TIE_STEP_ROW)
        g_string_append_printf (out, "%s %s\n", tables[i].table, tie_db_column_text (statement, 0));
    }
  return TRUE;
}

char *
store_fixture_dump (StoreFixture *fixture)
{
  GString *out = g_string_new (NULL);

  store_fixture_read (fixture, dump_cb, out);
  return g_string_free (out, FALSE);
}

void
add_contact (TieDb *db,
             const char *id,
             const char *name,
             const char *type)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, id);
  g_autoptr (GError) error = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, type);
  tie_record_table_save (db, contact, &error);
  g_assert_no_error (error);
}

void
add_remote (TieDb *db,
            const char *id,
            const char *name)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, id);
  g_autoptr (GError) error = NULL;

  remote->name = g_strdup (name);
  g_ptr_array_add (remotes, remote);
  tie_remote_table_save (db, CONNECTION, remotes, &error);
  g_assert_no_error (error);
}

void
add_connection (TieDb *db)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (GError) error = NULL;

  g_free (connection->id);
  connection->id = g_strdup (CONNECTION);
  connection->package = g_strdup ("quickbooks");
  connection->environment = g_strdup ("local");
  tie_connection_table_save (db, connection, &error);
  g_assert_no_error (error);
}

void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}
