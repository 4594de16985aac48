/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-name-merge"
#include "config.h"

#include "../store/store-fixture.h"
#include "base/tie-error.h"
#include "store/tie-undo.h"
#include "store/tie-synced-table.h"
#include "sync/tie-name-merge.h"

/* One pair, whose phone is what a case says; both sides met with the first two. */
typedef struct
{
  const char *name;
  const char *old_here;
  const char *old_there;
  const char *here;
  const char *there;
  TieNameChange change;
  const char *expected; /* here, after following */
} Case;

static const Case cases[] = {
  { "nothing", "1", "1", "1", "1", TIE_NAME_SAME, "1" },
  { "written differently from the beginning", "Brite", "Bright", "Brite", "Bright", TIE_NAME_SAME, "Brite" },
  { "there", "1", "1", "1", "2", TIE_NAME_CHANGED_THERE, "2" },
  { "there, emptied", "1", "1", "1", "", TIE_NAME_CHANGED_THERE, "" },
  { "there, where the two differed", "Brite", "Bright", "Brite", "Brighter", TIE_NAME_CHANGED_THERE, "Brighter" },
  { "here", "1", "1", "2", "1", TIE_NAME_CHANGED_HERE, "2" },
  { "both alike", "1", "1", "503 555 0199", "(503) 555-0199", TIE_NAME_SAME, "503 555 0199" },
  { "both", "1", "1", "2", "3", TIE_NAME_CHANGED_BOTH, "2" },
};

static void
save_remote (TieDb *db,
             const char *phone,
             const char *version)
{
  g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
  TieRemote *remote = tie_remote_new (TIE_KIND_CUSTOMER, "129");

  remote->name = g_strdup ("Kim Alder");
  remote->full_name = g_strdup ("Kim Alder");
  remote->phone = g_strdup (phone);
  remote->version = g_strdup (version);
  g_ptr_array_add (remotes, remote);
  g_assert_true (tie_remote_table_save (db, CONNECTION, remotes, NULL));
}

static void
save_phone (TieDb *db,
            const char *phone)
{
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", NULL);

  tie_record_set_text (contact, TIE_CONTACT_PHONE, phone);
  g_assert_true (tie_record_table_save (db, contact, NULL));
}

static void
expect_phone (TieDb *db,
              const char *expected)
{
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", NULL);

  g_assert_cmpstr (tie_record_get_text (contact, TIE_CONTACT_PHONE), ==, expected);
}

/* Both sides meet, then each changes. */
static void
meet (TieDb *db,
      const Case *one)
{
  TieNameMerge merge;

  add_contact (db, "alder", "Alder, Kim", TIE_CONTACT_TYPE_CLIENT);
  add_connection (db);
  save_phone (db, one->old_here);
  save_remote (db, one->old_there, "1");
  g_assert_true (tie_link_table_add (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", "129", NULL));
  g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, NULL));
  g_assert_cmpuint (merge.n_changed + merge.n_conflicts, ==, 0);
  expect_phone (db, one->old_here);

  save_phone (db, one->here);
  save_remote (db, one->there, "2");
}

static gboolean
follow_cb (TieDb *db,
           gpointer data,
           GError **error)
{
  const Case *one = data;
  g_autoptr (TieNameState) state = NULL;
  TieNameMerge merge;

  meet (db, one);
  state = tie_name_state_table_get (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", error);
  g_assert_cmpint (tie_name_state_get_change (state, TIE_NAME_FIELD_PHONE), ==, one->change);
  g_assert_cmpint (tie_name_state_get_change (state, TIE_NAME_FIELD_NAME), ==, TIE_NAME_SAME);
  g_assert_cmpint (tie_name_state_is_conflict (state), ==, one->change == TIE_NAME_CHANGED_BOTH);

  /* Twice: the second time nothing is left to do, but for what waits for somebody. */
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
      g_assert_cmpuint (merge.n_changed, ==, i == 0 && one->change == TIE_NAME_CHANGED_THERE ? 1 : 0);
      g_assert_cmpuint (merge.n_conflicts, ==, one->change == TIE_NAME_CHANGED_BOTH ? 1 : 0);
      g_assert_cmpint (tie_conflict_table_count (db, CONNECTION, error), ==, merge.n_conflicts);
      expect_phone (db, one->expected);
    }
  g_clear_pointer (&state, tie_name_state_free);
  state = tie_name_state_table_get (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", error);
  g_assert_cmpint (tie_name_state_is_changed_here (state), ==, one->change == TIE_NAME_CHANGED_HERE);
  return TRUE;
}

static void
test_follow (StoreFixture *fixture,
             gconstpointer data)
{
  store_fixture_write (fixture, follow_cb, (gpointer) data);
}

typedef struct
{
  gboolean take;
  const char *expected;
} Choice;

static gboolean
resolve_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  const Choice *choice = data;
  g_autoptr (TieNameState) shown = NULL;
  g_autoptr (TieNameState) state = NULL;
  g_auto (TieBillingStep) step = { 0 };
  gboolean theirs[TIE_NAME_N_FIELDS] = { 0 };
  TieNameMerge merge;

  meet (db, &cases[G_N_ELEMENTS (cases) - 1]);
  g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
  shown = tie_name_state_table_get (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", error);
  theirs[TIE_NAME_FIELD_PHONE] = choice->take;
  g_assert_true (tie_name_merge_resolve (db, CONNECTION, shown, theirs, &step, error));
  expect_phone (db, choice->expected);
  g_assert_cmpint (tie_conflict_table_count (db, CONNECTION, error), ==, 0);

  /* What was kept goes out, what was taken does not. */
  state = tie_name_state_table_get (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", error);
  g_assert_cmpint (tie_name_state_is_changed_here (state), ==, !choice->take);
  g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
  g_assert_cmpuint (merge.n_changed + merge.n_conflicts, ==, 0);
  expect_phone (db, choice->expected);

  /* Shown once, changed since. */
  save_remote (db, "4", "3");
  g_assert_false (tie_name_merge_resolve (db, CONNECTION, shown, theirs, &step, error));
  g_assert_error (*error, TIE_ERROR, TIE_ERROR_CHANGED);
  g_clear_error (error);
  return TRUE;
}

static void
test_keep_mine (StoreFixture *fixture,
                gconstpointer data)
{
  Choice choice = { FALSE, "2" };

  store_fixture_write (fixture, resolve_cb, &choice);
}

static void
test_keep_theirs (StoreFixture *fixture,
                  gconstpointer data)
{
  Choice choice = { TRUE, "3" };

  store_fixture_write (fixture, resolve_cb, &choice);
}

/* What was taken over is not sent back; what was kept is sent although the package has changed since. */
static gboolean
sent_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieRecord) contact = NULL;
  g_autoptr (TieSynced) after = NULL;
  g_autofree char *fields = NULL;
  TieSynced sent = { .kind = TIE_KIND_CUSTOMER, .local_id = (char *) "alder", .remote_id = (char *) "129", .version = (char *) "1" };
  TieNameMerge merge;

  meet (db, &cases[0]);
  contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  sent.fields = fields = tie_name_fields_of_record (contact);
  g_assert_true (tie_synced_table_save (db, CONNECTION, &sent, error));
  save_remote (db, "2", "3");
  g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
  g_assert_cmpuint (merge.n_changed, ==, 1);

  after = tie_synced_table_get (db, CONNECTION, TIE_KIND_CUSTOMER, "alder", error);
  g_free (fields);
  g_clear_object (&contact);
  contact = tie_record_table_get (db, TIE_TYPE_CONTACT, "alder", error);
  fields = tie_name_fields_of_record (contact);
  g_assert_cmpstr (after->fields, ==, fields);
  g_assert_cmpstr (after->version, ==, "3");
  return TRUE;
}

static void
test_sent (StoreFixture *fixture,
           gconstpointer data)
{
  store_fixture_write (fixture, sent_cb, NULL);
}

/* A touch storm: versions run, fields stay. */
static gboolean
storm_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  TieNameMerge merge;

  meet (db, &cases[0]);
  for (guint i = 3; i < 50; i++)
    {
      g_autofree char *version = g_strdup_printf ("%u", i);

      save_remote (db, "1", version);
      g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
      g_assert_cmpuint (merge.n_changed + merge.n_conflicts, ==, 0);
    }
  return TRUE;
}

static void
test_storm (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, storm_cb, NULL);
}

/* What the package has and we cannot keep waits for somebody; nothing is half taken. */
static gboolean
refused_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autofree char *long_phone = g_strnfill (400, '5');
  TieNameMerge merge;

  meet (db, &cases[0]);
  save_remote (db, long_phone, "3");
  g_assert_true (tie_name_merge_follow (db, CONNECTION, &merge, error));
  g_assert_cmpuint (merge.n_changed, ==, 0);
  g_assert_cmpuint (merge.n_conflicts, ==, 1);
  expect_phone (db, "1");
  return TRUE;
}

static void
test_refused (StoreFixture *fixture,
              gconstpointer data)
{
  store_fixture_write (fixture, refused_cb, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/name-merge/%s", cases[i].name);

      g_test_add (path, StoreFixture, &cases[i], store_fixture_set_up, test_follow, store_fixture_tear_down);
    }
  g_test_add ("/name-merge/keep-mine", StoreFixture, NULL, store_fixture_set_up, test_keep_mine, store_fixture_tear_down);
  g_test_add ("/name-merge/keep-theirs", StoreFixture, NULL, store_fixture_set_up, test_keep_theirs, store_fixture_tear_down);
  g_test_add ("/name-merge/sent", StoreFixture, NULL, store_fixture_set_up, test_sent, store_fixture_tear_down);
  g_test_add ("/name-merge/storm", StoreFixture, NULL, store_fixture_set_up, test_storm, store_fixture_tear_down);
  g_test_add ("/name-merge/refused", StoreFixture, NULL, store_fixture_set_up, test_refused, store_fixture_tear_down);
  return g_test_run ();
}
