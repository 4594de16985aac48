/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-undo-rights"
#include "config.h"

#include "base/tie-error.h"
#include "store-fixture.h"
#include "store/tie-db.h"
#include "store/tie-undo.h"

/* Activity offers each step to whoever looks: what a person may not do, that person may not take back either. */

typedef struct
{
  const char *name;
  const char *change; /* SQL */
  const char *role;
  gboolean may_sync;
  const char *refusal; /* NULL: that person may */
} Case;

#define LINK "INSERT INTO link (id, connection, kind, local_id, remote_id) VALUES ('l', 'c', 1, 'x', '3')"
#define DOCUMENT "INSERT INTO document (id, sort_key, kind, number, date, contact, stage, is_void) VALUES ('d', '', 'credit', 'CN-1', '2025-11-03', 'x', 'invoiced', 0)"
#define USER "INSERT INTO practice_user (id, sort_key, name, login, role) VALUES ('u', 'quill', 'Quill, Ann', 'ann', 'bookkeeper')"
#define SET(name) "INSERT INTO setting (id, value) VALUES ('" name "', '1')"
#define CONTACT "UPDATE contact SET notes = 'n' WHERE id = 'x'"

static const Case cases[] = {
  { "links-by-staff", LINK, "staff", TRUE, "You need the Sync permission. Ask Kim Alder." },
  { "links-by-bookkeeper", LINK, "bookkeeper", FALSE, "You need the Sync permission. Ask Kim Alder." },
  { "links-by-who-syncs", LINK, "bookkeeper", TRUE, NULL },
  { "documents-by-staff", DOCUMENT, "staff", FALSE, "You need the Billing permission. Ask Kim Alder." },
  { "documents-by-bookkeeper", DOCUMENT, "bookkeeper", FALSE, NULL },
  { "users-by-bookkeeper", USER, "bookkeeper", TRUE, "You need the Setup permission. Ask Kim Alder." },
  { "users-by-administrator", USER, "administrator", FALSE, NULL },
  { "sync-settings-by-bookkeeper", SET ("sync.c.is-enabled"), "bookkeeper", TRUE, "You need the Setup permission. Ask Kim Alder." },
  { "default-item-by-bookkeeper", SET ("sync.c.default-item.tax"), "bookkeeper", FALSE, "You need the Sync permission. Ask Kim Alder." },
  { "default-item-by-who-syncs", SET ("sync.c.default-item.tax"), "bookkeeper", TRUE, NULL },
  { "layout-by-bookkeeper", SET ("layout-header"), "bookkeeper", FALSE, NULL },
  { "layout-by-staff", SET ("layout-header"), "staff", FALSE, "You need the Billing permission. Ask Kim Alder." },
  { "contacts-by-staff", CONTACT, "staff", FALSE, NULL },
};

typedef struct
{
  const char *sql;
  gint64 id;
} Step;

static gboolean
run_sql (TieDb *db,
         gpointer sql,
         GError **error)
{
  return tie_db_exec (db, sql, error);
}

static gboolean
do_step (TieDb *db,
         gpointer data,
         GError **error)
{
  Step *step = data;

  return tie_undo_begin (db, error) && tie_db_exec (db, step->sql, error) && tie_undo_end (db, "Something done", NULL, &step->id, error);
}

static gboolean
take_back (TieDb *db,
           gpointer data,
           GError **error)
{
  return tie_undo_apply (db, ((Step *) data)->id, FALSE, NULL, NULL, error);
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  store_fixture_set_up (fixture, data);
  store_fixture_write (fixture, run_sql, (gpointer) "INSERT INTO contact (id, sort_key, name, type) SELECT 'x', 'quill', 'Quill LLC', min (id) FROM contact_type;"
                                                    "INSERT INTO connection (id, package, environment, company_id, company_name) VALUES ('c', 'dummy', 'production', '1', 'Books');"
                                                    "INSERT INTO practice_user (id, sort_key, name, login, role) VALUES ('kim', 'alder', 'Kim Alder', 'kim', 'administrator')");
}

static void
test_right (StoreFixture *fixture,
            gconstpointer data)
{
  const Case *one = data;
  Step step = { one->change, 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *role = g_strdup_printf ("UPDATE practice_user SET role = '%s', may_sync = %d WHERE id != 'kim' AND id != 'u'", one->role, one->may_sync);
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  store_fixture_write (fixture, do_step, &step); /* which makes the person a user */
  store_fixture_write (fixture, run_sql, role);
  before = store_fixture_dump (fixture);
  is_done = tie_store_run (fixture->store, TIE_STORE_WRITE, take_back, &step, &error);
  if (one->refusal == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (is_done);
      return;
    }
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_ALLOWED);
  g_assert_cmpstr (error->message, ==, one->refusal);
  after = store_fixture_dump (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* Who made another the administrator, and is none any more, cannot be left alone with the practice. */
static void
test_last_administrator (StoreFixture *fixture,
                         gconstpointer data)
{
  Step any = { CONTACT, 0 };
  Step step = { "UPDATE practice_user SET role = 'administrator' WHERE id != 'kim'", 0 };
  g_autoptr (GError) error = NULL;

  store_fixture_write (fixture, do_step, &any); /* which makes the person a user */
  store_fixture_write (fixture, run_sql, (gpointer) "UPDATE practice_user SET role = 'staff' WHERE id != 'kim'");
  store_fixture_write (fixture, do_step, &step);
  store_fixture_write (fixture, run_sql, (gpointer) "UPDATE practice_user SET role = 'staff' WHERE id = 'kim'");
  g_assert_false (tie_store_run (fixture->store, TIE_STORE_WRITE, take_back, &step, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "A practice needs an administrator. Make someone else one first.");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/undo-rights/", cases[i].name, NULL);

      g_test_add (path, StoreFixture, &cases[i], set_up, test_right, store_fixture_tear_down);
    }
  g_test_add ("/undo-rights/last-administrator", StoreFixture, NULL, set_up, test_last_administrator, store_fixture_tear_down);
  return g_test_run ();
}
