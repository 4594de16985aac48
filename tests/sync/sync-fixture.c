/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sync-fixture"
#include "config.h"

#include <glib/gstdio.h>

#include "../ledger/body-check.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "sync-fixture.h"

#define PATIENCE 60

const TieBackoff sync_no_patience = {
  .waits_ms = { 1, 1, 1, 1, 1 },
  .n_waits = 5,
  .throttled_ms = 1,
};

/* ---- waiting ---- */

void
sync_done_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

static gboolean
late_cb (gpointer user_data)
{
  g_error ("%s: waited %d seconds in vain", g_test_get_path (), PATIENCE);
  return G_SOURCE_REMOVE;
}

GAsyncResult *
sync_wait (GAsyncResult **place)
{
  guint late = g_timeout_add_seconds (PATIENCE, late_cb, NULL);

  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
  return *place;
}

void
sync_wait_for (const gboolean *flag)
{
  guint late = g_timeout_add_seconds (PATIENCE, late_cb, NULL);

  while (!*flag)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (late);
}

/* ---- set up and tear down ---- */

void
sync_fixture_set_up (SyncFixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("tie-sync-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "Test.tieout", NULL);
  fixture->store = tie_store_open (fixture->path, TIE_STORE_CREATE, &error);
  g_assert_no_error (error);
  fixture->company = tie_company_new (fixture->store);
  tie_company_set_backoff (fixture->company, &sync_no_patience);
}

static gboolean
save_connection (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_connection_table_save (db, data, error);
}

static void
load_company (SyncFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_company_set_backoff (fixture->company, &sync_no_patience);
  tie_company_load_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_load_finish (fixture->company, result, &error);
  g_assert_no_error (error);
}

void
sync_fixture_set_up_dummy (SyncFixture *fixture,
                           gconstpointer data)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up (fixture, data);
  connection->package = g_strdup ("dummy");
  connection->environment = g_strdup ("production");
  connection->company_id = g_strdup ("1");
  connection->company_name = g_strdup ("Harbor Books Co.");
  connection->connected = g_strdup ("2026-01-01T00:00:00Z");
  tie_store_run (fixture->store, TIE_STORE_WRITE, save_connection, connection, &error);
  g_assert_no_error (error);

  fixture->dummy = tie_dummy_ledger_new ();
  tie_dummy_ledger_set_company (fixture->dummy, "1", "Harbor Books Co.", "US");
  g_clear_object (&fixture->company);
  fixture->company = tie_company_new_with_ledger (fixture->store, TIE_LEDGER (fixture->dummy));
  load_company (fixture);
}

void
sync_fixture_set_up_sandbox (SyncFixture *fixture,
                             gconstpointer data)
{
  sync_fixture_set_up_package (fixture, NULL, data);
}

void
sync_fixture_set_up_package (SyncFixture *fixture,
                             const char *package,
                             const char *company)
{
  const TieSandboxOptions options = { .package = package, .company = company, .seed = 1, .per_minute = 100000, .per_day = 1000000 };

  sync_fixture_set_up_options (fixture, &options);
}

void
sync_fixture_set_up_options (SyncFixture *fixture,
                             const TieSandboxOptions *options)
{
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up (fixture, NULL);
  fixture->package = options->package;
  fixture->sandbox = tie_sandbox_new (options);
  tie_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
  sync_connect (fixture, &error);
  g_assert_no_error (error);
}

static void
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
        g_remove (child);
    }
  g_rmdir (path);
}

/* Whatever a test made the company do, each body was one that QuickBooks takes. */
static void
assert_bodies (SyncFixture *fixture)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_autoptr (GError) error = NULL;

  body_check_journal (journal, &error);
  g_assert_no_error (error);
}

void
sync_fixture_tear_down (SyncFixture *fixture,
                        gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  if (fixture->sandbox != NULL && (fixture->package == NULL || g_str_equal (fixture->package, "quickbooks")))
    assert_bodies (fixture);
  g_clear_object (&fixture->company);
  g_clear_object (&fixture->dummy);
  g_clear_object (&fixture->sandbox);
  tie_store_close (fixture->store);
  g_clear_object (&fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

void
sync_fixture_restart (SyncFixture *fixture)
{
  g_clear_object (&fixture->company);
  fixture->company = fixture->dummy != NULL ? tie_company_new_with_ledger (fixture->store, TIE_LEDGER (fixture->dummy)) : tie_company_new (fixture->store);
  load_company (fixture);
}

/* ---- records ---- */

static gboolean
save_record (TieDb *db,
             gpointer data,
             GError **error)
{
  return tie_record_table_save (db, data, error);
}

void
sync_save_record (SyncFixture *fixture,
                  TieRecord *record)
{
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, save_record, record, &error);
  g_assert_no_error (error);
}

char *
sync_add_contact (SyncFixture *fixture,
                  const char *name,
                  const char *type)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  tie_record_set_text (contact, TIE_CONTACT_TYPE_ID, type);
  sync_save_record (fixture, contact);
  return g_strdup (tie_record_get_id (contact));
}

char *
sync_add_site (SyncFixture *fixture,
               const char *contact,
               const char *name)
{
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, NULL);

  tie_record_set_text (site, TIE_SITE_CONTACT, contact);
  tie_record_set_text (site, TIE_SITE_NAME, name);
  sync_save_record (fixture, site);
  return g_strdup (tie_record_get_id (site));
}

char *
sync_put_remote (SyncFixture *fixture,
                 TieKind kind,
                 const char *name,
                 const char *parent)
{
  TieRemote *remote = tie_remote_new (kind, "");
  const TieRemote *above = parent != NULL ? tie_dummy_ledger_get (fixture->dummy, kind, parent) : NULL;

  remote->name = g_strdup (name);
  remote->full_name = above != NULL ? g_strdup_printf ("%s:%s", above->name, name) : g_strdup (name);
  remote->parent_id = g_strdup (parent);
  remote->is_active = TRUE;
  return g_strdup (tie_dummy_ledger_put (fixture->dummy, remote)->id);
}

/* ---- the company ---- */

gboolean
sync_connect (SyncFixture *fixture,
              GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_company_connect_async (fixture->company, tie_package_find (fixture->package != NULL ? fixture->package : "quickbooks"), "local", tie_sandbox_get_base_uri (fixture->sandbox), NULL, NULL, TRUE, NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_company_connect_finish (fixture->company, result, error);
}

char *
sync_add_company (SyncFixture *fixture,
                  TieSandbox *other,
                  const char *package,
                  const char *name)
{
  g_autoptr (TieConnection) connection = tie_connection_new ();
  g_autoptr (GError) error = NULL;

  tie_sandbox_start (other, &error);
  g_assert_no_error (error);
  connection->package = g_strdup (package);
  connection->environment = g_strdup ("local");
  connection->base_uri = g_strdup (tie_sandbox_get_base_uri (other));
  connection->sign_in_id = g_strdup ("d5c9c5a4-6c7c-4c9e-9d0b-1f2a3b4c5d6e");
  connection->company_id = g_strdup (tie_sandbox_get_realm (other));
  connection->company_name = g_strdup (name);
  connection->connected = g_strdup ("2026-01-01T00:00:00Z");
  connection->is_active = FALSE;
  tie_store_run (fixture->store, TIE_STORE_WRITE, save_connection, connection, &error);
  g_assert_no_error (error);
  return g_strdup (connection->id);
}

gboolean
sync_switch (SyncFixture *fixture,
             const char *connection,
             gboolean although_open,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_company_switch_async (fixture->company, connection, although_open, NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_company_switch_finish (fixture->company, result, error);
}

void
sync_set_fault (SyncFixture *fixture,
                const char *spec)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_set_fault (fixture->sandbox, spec, &error);
  g_assert_no_error (error);
}

guint
sync_pull (SyncFixture *fixture,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  guint n_read = 0;

  tie_company_pull_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_pull_finish (fixture->company, result, &n_read, error);
  return n_read;
}

/* ---- the crosswalk ---- */

static void
set_flag_cb (TieCrosswalk *crosswalk,
             gboolean *flag)
{
  *flag = TRUE;
}

void
sync_wait_loaded (TieCrosswalk *crosswalk)
{
  gboolean is_loaded = FALSE;
  gulong handler = g_signal_connect (crosswalk, "loaded", G_CALLBACK (set_flag_cb), &is_loaded);

  sync_wait_for (&is_loaded);
  g_signal_handler_disconnect (crosswalk, handler);
}

TieCrosswalk *
sync_load_crosswalk (SyncFixture *fixture,
                     TieKind kind)
{
  TieCrosswalk *crosswalk = tie_crosswalk_new (fixture->company, kind);

  sync_wait_loaded (crosswalk);
  return crosswalk;
}

static TiePairRow *
find_row (GListModel *list,
          const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (list, i);

      if (g_str_equal (tie_pair_row_get_name (row), name))
        return row;
    }
  return NULL;
}

TiePairRow *
sync_get_left (TieCrosswalk *crosswalk,
               const char *name)
{
  return find_row (tie_crosswalk_get_left (crosswalk), name);
}

TiePairRow *
sync_get_right (TieCrosswalk *crosswalk,
                const char *name)
{
  return find_row (tie_crosswalk_get_right (crosswalk), name);
}

char *
sync_link (TieCrosswalk *crosswalk,
           const char *left,
           const char *right,
           gboolean is_move,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_crosswalk_link_async (crosswalk, sync_get_left (crosswalk, left), sync_get_right (crosswalk, right), is_move, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_crosswalk_change_finish (crosswalk, result, error);
}

char *
sync_unlink (TieCrosswalk *crosswalk,
             const char *left,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  g_ptr_array_add (rows, sync_get_left (crosswalk, left));
  tie_crosswalk_unlink_async (crosswalk, rows, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_crosswalk_change_finish (crosswalk, result, error);
}

char *
sync_export (TieCrosswalk *crosswalk,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *left = tie_crosswalk_get_left (crosswalk);

  for (guint i = 0; i < g_list_model_get_n_items (left); i++)
    g_ptr_array_add (rows, g_list_model_get_item (left, i));
  tie_crosswalk_export_async (crosswalk, rows, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  return tie_crosswalk_change_finish (crosswalk, result, error);
}

GListModel *
sync_automatch (TieCrosswalk *crosswalk,
                guint *n_without)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *proposals;

  tie_crosswalk_automatch_async (crosswalk, NULL, sync_done_cb, &result);
  sync_wait (&result);
  proposals = tie_crosswalk_automatch_finish (crosswalk, result, n_without, NULL, &error);
  g_assert_no_error (error);
  return proposals;
}

char *
sync_apply (TieCrosswalk *crosswalk,
            GListModel *proposals)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *sentence;

  tie_crosswalk_apply_async (crosswalk, proposals, "window", NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  return sentence;
}

/* ---- undo ---- */

typedef struct
{
  const char *window;
  gboolean redo;
  char *message;
} UndoJob;

static gboolean
undo (TieDb *db,
      gpointer data,
      GError **error)
{
  UndoJob *job = data;
  g_autoptr (TieUndoStep) step = tie_undo_peek (db, job->window, job->redo, error);
  guint kept = 0;

  g_assert_nonnull (step);
  return tie_undo_apply (db, step->id, job->redo, &kept, &job->message, error);
}

char *
sync_undo (SyncFixture *fixture,
           const char *window,
           gboolean redo)
{
  UndoJob job = { window, redo, NULL };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, undo, &job, &error);
  g_assert_no_error (error);
  return job.message;
}

typedef struct
{
  const char *connection;
  TieKind kind;
  gint64 n_links;
} CountJob;

static gboolean
count_links (TieDb *db,
             gpointer data,
             GError **error)
{
  CountJob *job = data;

  job->n_links = tie_link_table_count (db, job->connection, job->kind, error);
  return job->n_links >= 0;
}

gint64
sync_count_links (SyncFixture *fixture,
                  TieKind kind)
{
  CountJob job = { tie_company_get_connection (fixture->company)->id, kind, 0 };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_READ, count_links, &job, &error);
  g_assert_no_error (error);
  return job.n_links;
}
