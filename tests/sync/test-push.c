/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/tie-contact-type.h"
#include "store/tie-activity-table.h"
#include "store/tie-db.h"
#include "store/tie-remote-table.h"
#include "store/tie-synced-table.h"
#include "sync-fixture.h"
#include "model/tie-name-field.h"
#include "sync/tie-contact-push.h"
#include "sync/tie-sync-settings.h"

/* Contacts that go out when they are edited. */

typedef struct
{
  SyncFixture base;
  TieContactPush *push;
  char *contact; /* (owned): exported, of a type that is sent */
} Fixture;

typedef struct
{
  Fixture *fixture;
  const char *id;
  TieSyncMode mode;
  guint field;
  const char *text;
  char *answer;
} Job;

static const char *
get_connection (Fixture *fixture)
{
  return tie_company_get_connection (fixture->base.company)->id;
}

static gboolean
set_mode (TieDb *db,
          gpointer data,
          GError **error)
{
  Job *job = data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);

  settings->mode = job->mode;
  return tie_sync_settings_save (db, settings, NULL, error);
}

static gboolean
choose_type (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) type = tie_record_table_get (db, TIE_TYPE_CONTACT_TYPE, TIE_CONTACT_TYPE_CLIENT, error);

  tie_record_set_integer (type, TIE_CONTACT_TYPE_PUSH, TRUE);
  return tie_record_table_save (db, type, error);
}

static gboolean
edit (TieDb *db,
      gpointer data,
      GError **error)
{
  Job *job = data;
  g_autoptr (TieRecord) contact = tie_record_table_get (db, TIE_TYPE_CONTACT, job->id, error);

  tie_record_set_text (contact, job->field, job->text);
  return tie_record_table_save (db, contact, error);
}

static void
run (Fixture *fixture,
     TieStoreFunc func,
     Job *job)
{
  g_autoptr (GError) error = NULL;

  job->fixture = fixture;
  tie_store_run (fixture->base.store, TIE_STORE_WRITE, func, job, &error);
  g_assert_no_error (error);
}

static gboolean
read_remote (TieDb *db,
             gpointer data,
             GError **error)
{
  Job *job = data;
  g_autoptr (TieSynced) synced = tie_synced_table_get (db, get_connection (job->fixture), TIE_KIND_CUSTOMER, job->id, error);
  g_autoptr (TieRemote) remote = synced != NULL && *synced->remote_id != '\0' ? tie_remote_table_get (db, get_connection (job->fixture), TIE_KIND_CUSTOMER, synced->remote_id, error) : NULL;

  job->answer = remote != NULL ? g_strdup (tie_name_field_get_remote (job->field, remote)) : NULL;
  return TRUE;
}

/* What stands in the package, as last answered; NULL: nothing was ever sent. */
static char *
get_there (Fixture *fixture,
           const char *id,
           TieNameField sent)
{
  Job job = { .fixture = fixture, .id = id, .field = sent };

  tie_store_run (fixture->base.store, TIE_STORE_READ, read_remote, &job, NULL);
  return job.answer;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Until it stands there; fails after twenty seconds. */
static void
wait_there (Fixture *fixture,
            const char *id,
            TieNameField sent,
            const char *expected)
{
  gint64 late = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  guint tick = g_timeout_add (20, tick_cb, NULL);
  g_autofree char *there = get_there (fixture, id, sent);

  while (g_strcmp0 (there, expected) != 0 && g_get_monotonic_time () < late)
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (there);
      there = get_there (fixture, id, sent);
    }
  g_source_remove (tick);
  g_assert_cmpstr (there, ==, expected);
}

static gboolean
has_begun (TieDb *db,
           gpointer data,
           GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) rows = tie_synced_table_list (db, get_connection (job->fixture), TIE_KIND_CUSTOMER, error);

  job->field = rows->len;
  return TRUE;
}

/* Pushing is on, and what is the same on both sides has been written down. */
static void
begin (Fixture *fixture,
       guint n_contacts)
{
  Job job = { .mode = TIE_SYNC_PUSH, .fixture = fixture };
  guint tick = g_timeout_add (20, tick_cb, NULL);

  run (fixture, set_mode, &job);
  fixture->push = tie_contact_push_new (fixture->base.company);
  while (job.field < n_contacts)
    {
      g_main_context_iteration (NULL, TRUE);
      tie_store_run (fixture->base.store, TIE_STORE_READ, has_begun, &job, NULL);
    }
  g_source_remove (tick);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;
  Job job = { 0 };

  sync_fixture_set_up_sandbox (&fixture->base, "empty");
  run (fixture, choose_type, &job);
  fixture->contact = sync_add_contact (&fixture->base, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->push);
  g_free (fixture->contact);
  sync_fixture_tear_down (&fixture->base, data);
}

static void
change (Fixture *fixture,
        const char *id,
        guint field,
        const char *text)
{
  Job job = { .id = id, .field = field, .text = text };

  run (fixture, edit, &job);
}

static void
test_update (Fixture *fixture,
             gconstpointer data)
{
  begin (fixture, 1);
  change (fixture, fixture->contact, TIE_CONTACT_PHONE, "503 555 0199");
  wait_there (fixture, fixture->contact, TIE_NAME_FIELD_PHONE, "503 555 0199");
  change (fixture, fixture->contact, TIE_CONTACT_CITY, "Salem");
  wait_there (fixture, fixture->contact, TIE_NAME_FIELD_CITY, "Salem");
  while (tie_contact_push_get_n_waiting (fixture->push) > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (tie_contact_push_is_waiting (fixture->push, fixture->contact));
}

/* What was there before is not sent when pushing begins; what comes after is. */
static void
test_create (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *before = sync_add_contact (&fixture->base, "Was Here Before", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *prospect = NULL;
  g_autofree char *later = NULL;
  g_autofree char *of_before = NULL;
  g_autofree char *of_prospect = NULL;

  begin (fixture, 2);
  prospect = sync_add_contact (&fixture->base, "Not Yet", TIE_CONTACT_TYPE_PROSPECT);
  later = sync_add_contact (&fixture->base, "Came Later", TIE_CONTACT_TYPE_CLIENT);
  wait_there (fixture, later, TIE_NAME_FIELD_NAME, "Came Later");
  of_before = get_there (fixture, before, TIE_NAME_FIELD_NAME);
  of_prospect = get_there (fixture, prospect, TIE_NAME_FIELD_NAME);
  g_assert_null (of_before);
  g_assert_null (of_prospect);
  g_assert_cmpint (sync_count_links (&fixture->base, TIE_KIND_CUSTOMER), ==, 2);
}

static gboolean
edit_site (TieDb *db,
           gpointer data,
           GError **error)
{
  const Job *job = data;
  g_autoptr (TieRecord) site = tie_record_table_get (db, TIE_TYPE_SITE, job->id, error);

  tie_record_set_text (site, job->field, job->text);
  return tie_undo_begin (db, error) && tie_record_table_save (db, site, error) && tie_undo_end (db, "Site changed", "window", NULL, error);
}

static gboolean
count_edited (TieDb *db,
              gpointer data,
              GError **error)
{
  return tie_db_get_integer (db, 0, data, error, "SELECT count (*) FROM edited", "");
}

/* Until all that was edited was looked at and needs nothing. */
static void
wait_settled (Fixture *fixture)
{
  guint tick = g_timeout_add (20, tick_cb, NULL);
  gint64 n = 0;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      tie_store_run (fixture->base.store, TIE_STORE_READ, count_edited, &n, NULL);
    }
  while (n > 0);
  g_source_remove (tick);
}

/* A linked site is updated there as its contact is; a new one is made at onboarding, or by hand.  An edit that is undone
 * goes too. */
static void
test_site (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *site = sync_add_site (&fixture->base, fixture->contact, "Annex");
  g_autofree char *alone = NULL;
  g_autofree char *of_alone = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  g_autoptr (GError) error = NULL;
  Job city = { .id = site, .field = TIE_SITE_CITY, .text = "Salem" };

  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  begin (fixture, 2);
  wait_settled (fixture);
  run (fixture, edit_site, &city);
  wait_there (fixture, site, TIE_NAME_FIELD_CITY, "Salem");
  wait_settled (fixture);
  alone = sync_add_site (&fixture->base, fixture->contact, "Not over there");
  wait_settled (fixture);
  of_alone = get_there (fixture, alone, TIE_NAME_FIELD_NAME);
  g_assert_null (of_alone);

  city.text = "Portland";
  run (fixture, edit_site, &city);
  wait_there (fixture, site, TIE_NAME_FIELD_CITY, "Portland");
  undone = sync_undo (&fixture->base, "window", FALSE);
  wait_there (fixture, site, TIE_NAME_FIELD_CITY, "Salem");
}

/* What was brought over and linked before anybody looked is the same on both sides, and edits of it go. */
static void
test_linked_since (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *later = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;

  tie_sandbox_edit (fixture->base.sandbox, "{\"action\":\"create\",\"entity\":\"Customer\",\"members\":{\"DisplayName\":\"Came by Itself\"}}", &error);
  g_assert_no_error (error);
  begin (fixture, 1);
  later = sync_add_contact (&fixture->base, "Came by Itself", TIE_CONTACT_TYPE_PROSPECT);
  wait_settled (fixture);
  sync_pull (&fixture->base, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (&fixture->base, TIE_KIND_CUSTOMER);
  sentence = sync_link (crosswalk, "Came by Itself", "Came by Itself", FALSE, &error);
  g_assert_no_error (error);
  change (fixture, later, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
  change (fixture, later, TIE_CONTACT_PHONE, "503 555 0177");
  wait_there (fixture, later, TIE_NAME_FIELD_PHONE, "503 555 0177");
}

static gboolean
read_began (TieDb *db,
            gpointer data,
            GError **error)
{
  Job *job = data;

  job->answer = tie_setting_table_get (db, "sync.push-began", error);
  return TRUE;
}

static void
wait_began (Fixture *fixture,
            gboolean began)
{
  Job job = { .fixture = fixture };
  guint tick = g_timeout_add (20, tick_cb, NULL);

  do
    {
      g_free (job.answer);
      g_main_context_iteration (NULL, TRUE);
      tie_store_run (fixture->base.store, TIE_STORE_READ, read_began, &job, NULL);
    }
  while ((job.answer != NULL) != began);
  g_free (job.answer);
  g_source_remove (tick);
}

/* What is changed while it is off waits until it is on again. */
static void
test_manual (Fixture *fixture,
             gconstpointer data)
{
  Job manual = { .mode = TIE_SYNC_MANUAL };
  Job push = { .mode = TIE_SYNC_PUSH };
  g_autofree char *phone = NULL;

  begin (fixture, 1);
  wait_began (fixture, TRUE);
  run (fixture, set_mode, &manual);
  wait_began (fixture, FALSE);
  change (fixture, fixture->contact, TIE_CONTACT_PHONE, "503 555 0199");
  phone = get_there (fixture, fixture->contact, TIE_NAME_FIELD_PHONE);
  g_assert_cmpstr (phone, ==, "");
  run (fixture, set_mode, &push);
  wait_there (fixture, fixture->contact, TIE_NAME_FIELD_PHONE, "503 555 0199");
}

static void
test_fields (void)
{
  g_autoptr (TieRecord) contact = tie_record_new (TIE_TYPE_CONTACT, NULL);
  g_autofree char *fields = NULL;
  g_auto (GStrv) values = NULL;
  g_auto (GStrv) none = tie_name_fields_parse (NULL);

  tie_record_set_text (contact, TIE_CONTACT_NAME, "A=B");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 Elm St\nSuite 2");
  fields = tie_name_fields_of_record (contact);
  values = tie_name_fields_parse (fields);
  g_assert_cmpstr (values[TIE_NAME_FIELD_NAME], ==, "A=B");
  g_assert_cmpstr (values[TIE_NAME_FIELD_STREET], ==, "1 Elm St\nSuite 2");
  g_assert_cmpstr (values[TIE_NAME_FIELD_CITY], ==, "");
  g_assert_cmpuint (g_strv_length (none), ==, TIE_NAME_N_FIELDS);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/push/fields", test_fields);
  ADD ("/push/update", test_update);
  ADD ("/push/create", test_create);
  ADD ("/push/manual", test_manual);
  ADD ("/push/site", test_site);
  ADD ("/push/linked-since", test_linked_since);

  return g_test_run ();
}
