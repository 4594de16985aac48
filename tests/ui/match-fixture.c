/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "match-fixture"
#include "config.h"

#include <glib/gstdio.h>

#include "base/tie-date.h"
#include "match-fixture.h"
#include "model/tie-contact-type.h"
#include "model/tie-contact.h"
#include "store/tie-record-table.h"
#include "store/tie-remote-table.h"

#define CONNECTION_ID "0b6e5b1e-7a5c-4b4e-9d25-3f9f0a1c2d3e"

gboolean
match_fixture_tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
match_fixture_turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
match_fixture_set_up (MatchFixture *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("tie-match-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "Test.tieout", NULL);
  fixture->store = tie_store_open (path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
  fixture->ledger = tie_dummy_ledger_new ();
  fixture->company = tie_company_new_with_ledger (fixture->store, TIE_LEDGER (fixture->ledger));
}

/* Gone for good, once what is on its way has come back. */
static void
assert_finalize_soon (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  wait_until (weak == NULL);
}

void
match_fixture_tear_down (MatchFixture *fixture,
                         gconstpointer data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  match_fixture_turn ();
  if (fixture->crosswalk != NULL)
    assert_finalize_soon (fixture->crosswalk);
  assert_finalize_soon (fixture->company);
  assert_finalize_soon (fixture->ledger);
  assert_finalize_soon (fixture->store);
  folder = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
add_contacts_func (TieDb *db,
                   gpointer data,
                   GError **error)
{
  GPtrArray *names = data;

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

      tie_record_set_text (contact, TIE_CONTACT_NAME, g_ptr_array_index (names, i));
      tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
      if (!tie_record_table_save (db, contact, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_contacts (MatchFixture *fixture,
              GPtrArray *names)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, add_contacts_func, names, &error);
  g_assert_no_error (error);
}

void
match_fixture_add_contacts (MatchFixture *fixture,
                            const char *const *names)
{
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (array, (gpointer) names[i]);
  add_contacts (fixture, array);
}

static void
add_customer (MatchFixture *fixture,
              const char *name)
{
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, "");

  remote->name = g_strdup (name);
  remote->full_name = g_strdup (name);
  remote->is_active = TRUE;
  tie_dummy_ledger_put (fixture->ledger, remote);
}

void
match_fixture_add_customers (MatchFixture *fixture,
                             const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    add_customer (fixture, names[i]);
}

static gboolean
save_connection_func (TieDb *db,
                      gpointer data,
                      GError **error)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();

  g_free (connection->id);
  connection->id = g_strdup (CONNECTION_ID);
  connection->package = g_strdup ("dummy");
  connection->environment = g_strdup ("local");
  g_free (connection->sign_in_id);
  connection->sign_in_id = g_strdup ("5d0c9c7e-0d8f-4c55-8f0a-6a1f5f5b8a10");
  connection->base_uri = g_strdup ("http://127.0.0.1:9"); /* nobody listens there */
  connection->company_id = g_strdup ("1");
  connection->company_name = g_strdup ("Harbor Books Co.");
  connection->country = g_strdup ("US");
  connection->currency = g_strdup ("USD");
  connection->connected = tie_date_now ();
  connection->is_active = TRUE;
  return tie_connection_table_save (db, connection, error);
}

static void
save_connection (MatchFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, save_connection_func, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
add_remotes_func (TieDb *db,
                  gpointer data,
                  GError **error)
{
  GPtrArray *names = data;
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, id);

      remote->name = g_strdup (g_ptr_array_index (names, i));
      remote->full_name = g_strdup (g_ptr_array_index (names, i));
      remote->is_active = TRUE;
      g_ptr_array_add (remotes, remote);
    }
  return tie_remote_table_save (db, CONNECTION_ID, remotes, error);
}

void
match_fixture_add_many (MatchFixture *fixture,
                        guint n)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (names, g_strdup_printf ("Contact %06u", i));
  add_contacts (fixture, names);
  save_connection (fixture);
  tie_store_run (fixture->store, TIE_STORE_WRITE, add_remotes_func, names, &error);
  g_assert_no_error (error);
}

typedef struct
{
  gboolean is_done;
  gboolean is_pull;
} Answer;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Answer *answer = user_data;
  g_autoptr (GError) error = NULL;

  if (answer->is_pull)
    tie_company_pull_finish (TIE_COMPANY (source), result, NULL, &error);
  else
    tie_company_load_finish (TIE_COMPANY (source), result, &error);
  g_assert_no_error (error);
  answer->is_done = TRUE;
}

static void
warmed_cb (TieCrosswalk *crosswalk,
           gboolean *is_warm)
{
  *is_warm = TRUE;
}

static void
make_crosswalk (MatchFixture *fixture)
{
  gboolean is_warm = FALSE;
  gulong handler;

  fixture->crosswalk = tie_crosswalk_new (fixture->company, TIE_KIND_CUSTOMER);
  handler = g_signal_connect (fixture->crosswalk, "warmed", G_CALLBACK (warmed_cb), &is_warm);
  wait_until (is_warm);
  g_signal_handler_disconnect (fixture->crosswalk, handler);
}

void
match_fixture_load (MatchFixture *fixture)
{
  Answer loaded = { FALSE, FALSE };
  Answer pulled = { FALSE, TRUE };

  save_connection (fixture);
  tie_company_load_async (fixture->company, NULL, answered_cb, &loaded);
  wait_until (loaded.is_done);
  if (tie_dummy_ledger_count (fixture->ledger, TIE_KIND_CUSTOMER) > 0) /* else they were put into the file */
    {
      tie_company_pull_async (fixture->company, NULL, answered_cb, &pulled);
      wait_until (pulled.is_done);
    }
  make_crosswalk (fixture);
}

void
match_fixture_load_offline (MatchFixture *fixture)
{
  make_crosswalk (fixture);
}

TiePairRow *
match_fixture_find (GListModel *rows,
                    const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (rows, i);

      if (g_str_equal (tie_pair_row_get_name (row), name))
        return row; /* the list keeps it */
    }
  return NULL;
}

static void
linked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = tie_crosswalk_change_finish (TIE_CROSSWALK (source), result, &error);

  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

void
match_fixture_link (MatchFixture *fixture,
                    const char *left,
                    const char *right)
{
  gboolean is_done = FALSE;

  tie_crosswalk_link_async (fixture->crosswalk, match_fixture_find (tie_crosswalk_get_left (fixture->crosswalk), left),
                            match_fixture_find (tie_crosswalk_get_right (fixture->crosswalk), right), FALSE, "test", NULL, linked_cb, &is_done);
  wait_until (is_done);
}

void
match_fixture_use_file_for_secrets (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "test.keyring", NULL);

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
}
