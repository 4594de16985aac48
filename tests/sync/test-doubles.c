/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-doubles"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-contact-merge.h"
#include "sync-fixture.h"
#include "sync/tie-doubles.h"

typedef struct
{
  SyncFixture base;
  TieDoubles *doubles;
} Fixture;

/* Turns the loop until the condition holds; a tick wakes it when nothing happens any more. */
#define wait_until(condition)                                                 \
  G_STMT_START                                                                \
  {                                                                           \
    gint64 _late = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;             \
    guint _tick = g_timeout_add (20, tick_cb, NULL);                          \
    while (!(condition) && g_get_monotonic_time () < _late)                   \
      g_main_context_iteration (NULL, TRUE);                                  \
    g_source_remove (_tick);                                                  \
    g_assert_true (condition);                                                \
  }                                                                           \
  G_STMT_END

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_looked (TieDoubles *doubles)
{
  wait_until (!tie_doubles_get_is_looking (doubles));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  sync_fixture_set_up_dummy (&fixture->base, data);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  if (fixture->doubles != NULL)
    {
      gpointer weak = fixture->doubles;

      g_object_add_weak_pointer (weak, &weak);
      g_clear_object (&fixture->doubles);
      wait_until (weak == NULL); /* a thread may still hold it */
    }
  sync_fixture_tear_down (&fixture->base, data);
}

static void
look (Fixture *fixture,
      TieKind kind)
{
  fixture->doubles = tie_doubles_new (fixture->base.company, kind);
  wait_looked (fixture->doubles);
}

/* Turns the loop until so many rows look like doubles. */
static void
wait_rows (Fixture *fixture,
           guint n_rows)
{
  wait_until (tie_doubles_get_n_rows (fixture->doubles) == n_rows);
}

static TieDoubleGroup *
get_group (Fixture *fixture,
           guint index)
{
  g_autoptr (TieDoubleGroup) group = g_list_model_get_item (tie_doubles_get_groups (fixture->doubles), index);

  return group; /* the list keeps it */
}

static const char *const others[] = { "Abacus Dental LLC", "Carter, Joan", "Delgado Landscaping", "Northside Orthodontics", "Ortega & Lee", "Quill Publishing", "Pine Street Bakery", "Zebra Signs", "Harbor Freight Lines", "Miller Plumbing", NULL };

static void
add_others (Fixture *fixture)
{
  for (guint i = 0; others[i] != NULL; i++)
    g_free (sync_add_contact (&fixture->base, others[i], TIE_CONTACT_TYPE_CLIENT));
}

static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *one = sync_add_contact (&fixture->base, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *two = sync_add_contact (&fixture->base, "Bright Horizon Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *supplier = sync_add_contact (&fixture->base, "Quill Publishing", TIE_CONTACT_TYPE_SUPPLIER);
  g_autofree char *names = NULL;

  add_others (fixture);
  look (fixture, 0);
  /* A supplier of a client's name is another record on purpose. */
  g_assert_cmpuint (tie_doubles_get_n_rows (fixture->doubles), ==, 2);
  g_assert_true (tie_doubles_can_merge (fixture->doubles));
  names = tie_double_group_dup_names (get_group (fixture, 0));
  g_assert_cmpstr (names, ==, "Bright Horizon Yoga LLC · Bright Horizon Yoga");
  g_assert_cmpuint (tie_double_group_get_score (get_group (fixture, 0)), >=, 30);
  g_assert_cmpstr (tie_double_group_get_reason (get_group (fixture, 0)), !=, "");
}

/* A third one joins them; what did not change stays the same object. */
static void
test_follow (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *one = sync_add_contact (&fixture->base, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *two = sync_add_contact (&fixture->base, "Bright Horizon Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *three = NULL;
  TieDoubleGroup *group;

  add_others (fixture);
  look (fixture, 0);
  group = get_group (fixture, 0);
  g_free (sync_add_contact (&fixture->base, "Abacus Dental", TIE_CONTACT_TYPE_CLIENT));
  wait_rows (fixture, 4);
  g_assert_true (get_group (fixture, 0) == group || get_group (fixture, 1) == group);
  three = sync_add_contact (&fixture->base, "Bright Horizon Yoga Inactive", TIE_CONTACT_TYPE_CLIENT);
  wait_rows (fixture, 5);
}

static void
test_package (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Bright Horizon Yoga LLC", NULL));
  g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Bright Horizon Yoga", NULL));
  for (guint i = 0; others[i] != NULL; i++)
    g_free (sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, others[i], NULL));
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  look (fixture, TIE_KIND_CUSTOMER);
  g_assert_cmpuint (tie_doubles_get_n_rows (fixture->doubles), ==, 2);
  g_assert_false (tie_doubles_can_merge (fixture->doubles));
}

static char *
finish (TieDoubles *doubles,
        GAsyncResult **place,
        GError **error)
{
  g_autoptr (GAsyncResult) result = sync_wait (place);

  return tie_doubles_change_finish (doubles, result, error);
}

static char *
merge (Fixture *fixture,
       const TieMergeChoice *choice,
       GError **error)
{
  GAsyncResult *place = NULL;

  tie_doubles_merge_async (fixture->doubles, get_group (fixture, 0), choice, "window", NULL, sync_done_cb, &place);
  return finish (fixture->doubles, &place, error);
}

static void
add_pair (Fixture *fixture)
{
  g_autoptr (TieRecord) one = tie_record_new (TIE_TYPE_CONTACT, "one");
  g_autoptr (TieRecord) two = tie_record_new (TIE_TYPE_CONTACT, "two");

  tie_record_set_text (one, TIE_CONTACT_NAME, "Bright Horizon Yoga LLC");
  tie_record_set_text (two, TIE_CONTACT_NAME, "Bright Horizon Yoga");
  tie_record_set_text (one, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (two, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  tie_record_set_text (one, TIE_CONTACT_CITY, "Salem");
  tie_record_set_text (one, TIE_CONTACT_EMAIL, "hello@bright.example");
  tie_record_set_text (two, TIE_CONTACT_PHONE, "503 555 0110");
  sync_save_record (&fixture->base, one);
  sync_save_record (&fixture->base, two);
  add_others (fixture);
}

static gboolean
get_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  TieRecord **record = data;

  *record = tie_record_table_get (db, TIE_TYPE_CONTACT, "one", error);
  return *record != NULL;
}

static void
test_merge (Fixture *fixture,
            gconstpointer data)
{
  TieMergeChoice choice;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *undone = NULL;
  g_autoptr (TieRecord) record = NULL;

  add_pair (fixture);
  look (fixture, 0);
  tie_merge_choice_init (&choice, get_group (fixture, 0), 0);
  g_assert_cmpuint (choice.from[TIE_CONTACT_PHONE], ==, 1);
  g_assert_cmpuint (choice.from[TIE_CONTACT_EMAIL], ==, 0);
  choice.from[TIE_CONTACT_NAME] = 1;
  sentence = merge (fixture, &choice, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "“Bright Horizon Yoga” merged into “Bright Horizon Yoga LLC”");
  wait_rows (fixture, 0);
  tie_store_run (fixture->base.store, TIE_STORE_READ, get_cb, &record, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_name (record), ==, "Bright Horizon Yoga");
  g_assert_cmpstr (tie_record_get_text (record, TIE_CONTACT_PHONE), ==, "503 555 0110");

  undone = sync_undo (&fixture->base, "window", FALSE);
  wait_rows (fixture, 2);
}

static void
test_merge_three (Fixture *fixture,
                  gconstpointer data)
{
  TieMergeChoice choice;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  add_pair (fixture);
  g_free (sync_add_contact (&fixture->base, "Bright Horizon Yoga", TIE_CONTACT_TYPE_CLIENT));
  look (fixture, 0);
  g_assert_cmpuint (tie_doubles_get_n_rows (fixture->doubles), ==, 3);
  tie_merge_choice_init (&choice, get_group (fixture, 0), 0);
  sentence = merge (fixture, &choice, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "2 contacts merged into “Bright Horizon Yoga LLC”");
  g_free (sync_undo (&fixture->base, "window", FALSE)); /* one step */
  wait_rows (fixture, 3);
}

static void
test_merge_refused (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *first = sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Bright Horizon Yoga", NULL);
  g_autofree char *second = sync_put_remote (&fixture->base, TIE_KIND_CUSTOMER, "Brighton Yoga Supplies", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) record = NULL;
  g_autofree char *sentence = NULL;
  TieMergeChoice choice;

  add_pair (fixture);
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  g_free (sync_link (crosswalk, "Bright Horizon Yoga LLC", "Bright Horizon Yoga", FALSE, &error));
  g_assert_no_error (error);
  g_free (sync_link (crosswalk, "Bright Horizon Yoga", "Brighton Yoga Supplies", FALSE, &error));
  g_assert_no_error (error);
  look (fixture, 0);
  g_assert_cmpstr (tie_double_group_get_partner (get_group (fixture, 0), 0), !=, NULL);

  tie_merge_choice_init (&choice, get_group (fixture, 0), 0);
  g_assert_cmpint (choice.link, ==, -1);
  g_assert_null (merge (fixture, &choice, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_ALREADY_LINKED);
  g_clear_error (&error);

  /* Somebody changed one of them while the window showed the old words. */
  record = tie_record_copy (tie_double_group_get_record (get_group (fixture, 0), 0));
  tie_record_set_text (record, TIE_CONTACT_CITY, "Bend");
  sync_save_record (&fixture->base, record);
  choice.link = 0;
  g_assert_null (merge (fixture, &choice, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_CHANGED);
  g_clear_error (&error);

  wait_until (g_str_equal (tie_record_get_text (tie_double_group_get_record (get_group (fixture, 0), 0), TIE_CONTACT_CITY), "Bend"));
  sentence = merge (fixture, &choice, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_CUSTOMER), ==, 1);
}

static void
test_refuse (Fixture *fixture,
             gconstpointer data)
{
  GAsyncResult *place = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  add_pair (fixture);
  look (fixture, 0);
  tie_doubles_refuse_async (fixture->doubles, get_group (fixture, 0), "window", NULL, sync_done_cb, &place);
  sentence = finish (fixture->doubles, &place, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "“Bright Horizon Yoga LLC” and “Bright Horizon Yoga” are no doubles");
  wait_rows (fixture, 0);
  g_free (sync_undo (&fixture->base, "window", FALSE));
  wait_rows (fixture, 2);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/doubles/find", test_find },
    { "/doubles/follow", test_follow },
    { "/doubles/package", test_package },
    { "/doubles/merge", test_merge },
    { "/doubles/merge-three", test_merge_three },
    { "/doubles/merge-refused", test_merge_refused },
    { "/doubles/refuse", test_refuse },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
