/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-state-fill"
#include "config.h"

#include "base/tie-error.h"
#include "model/tie-contact-type.h"
#include "store/tie-activity-table.h"
#include "sync-fixture.h"
#include "sync/tie-problem.h"
#include "sync/tie-state-fill.h"

/* ---- what is filled in ---- */

typedef struct
{
  const char *why;
  gboolean is_enabled;
  gboolean is_on;       /* the switch that the record's kind asks for */
  const char *of_practice; /* Default State */
  gboolean is_site;
  const char *client;   /* State of the site's client */
  gboolean is_theirs;
  const char *state;
  const char *country;
  const char *expected; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "what is there stays", TRUE, TRUE, "OR", FALSE, NULL, TRUE, "wa", "", "wa" },
  { "a missing one is the practice's", TRUE, TRUE, "OR", FALSE, NULL, TRUE, "", "", "OR" },
  { "that goes for what is sent too", TRUE, TRUE, "OR", FALSE, NULL, FALSE, "", "USA", "OR" },
  { "nothing is made of what somebody typed", TRUE, TRUE, "OR", FALSE, NULL, TRUE, "Ontario", "", "Ontario" },
  { "other countries have their own", TRUE, TRUE, "OR", FALSE, NULL, TRUE, "", "Canada", "" },
  { "off: it does not come over", TRUE, FALSE, "OR", FALSE, NULL, TRUE, "", "", NULL },
  { "no state to fill in", TRUE, TRUE, NULL, FALSE, NULL, TRUE, "", "", NULL },
  { "off: it goes there as it is", TRUE, FALSE, "OR", FALSE, NULL, FALSE, "", "", "" },
  { "before all is enabled it comes as it is", FALSE, FALSE, NULL, FALSE, NULL, TRUE, "", "", "" },
  { "a site has its client's", TRUE, TRUE, "OR", TRUE, "WA", FALSE, "", "", "WA" },
  { "in both directions", TRUE, TRUE, NULL, TRUE, "WA", TRUE, "", "", "WA" },
  { "which has none", TRUE, TRUE, "OR", TRUE, "", FALSE, "", "", NULL },
  { "off: the site stays here", TRUE, FALSE, "OR", TRUE, "WA", FALSE, "", "", NULL },
  { "before all is enabled the site goes as it is", FALSE, FALSE, NULL, TRUE, "WA", FALSE, "", "", "" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      TieSyncSettings settings = { .is_enabled = c->is_enabled, .use_default_state = c->is_on, .use_client_state = c->is_on, .default_state = (char *) c->of_practice };
      TieSyncContext context = { .settings = &settings, .country = (char *) "US", .package = *tie_package_list () };
      g_autoptr (TieRecord) client = c->is_site ? tie_record_new (TIE_TYPE_CONTACT, NULL) : NULL;
      g_autoptr (TieRecord) record = tie_record_new (c->is_site ? TIE_TYPE_SITE : TIE_TYPE_CONTACT, NULL);
      guint state = c->is_site ? (guint) TIE_SITE_STATE : (guint) TIE_CONTACT_STATE;
      g_autoptr (GError) error = NULL;
      gboolean is_good;

      g_test_message ("%s", c->why);
      tie_record_set_text (record, c->is_site ? (guint) TIE_SITE_NAME : (guint) TIE_CONTACT_NAME, "Annex");
      tie_record_set_text (record, state, c->state);
      tie_record_set_text (record, c->is_site ? (guint) TIE_SITE_COUNTRY : (guint) TIE_CONTACT_COUNTRY, c->country);
      if (client != NULL)
        {
          tie_record_set_text (client, TIE_CONTACT_STATE, c->client);
          tie_record_set_text (client, TIE_CONTACT_COUNTRY, "USA");
        }
      is_good = tie_state_fill (&context, record, client, c->is_theirs, &error);
      g_assert_cmpint (is_good, ==, c->expected != NULL);
      if (is_good)
        {
          g_assert_no_error (error);
          g_assert_cmpstr (tie_record_get_text (record, state), ==, c->expected);
          if (c->is_site && *c->expected != '\0')
            g_assert_cmpstr (tie_record_get_text (record, TIE_SITE_COUNTRY), ==, "USA");
          continue;
        }
      g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
      g_assert_cmpstr (error->message, ==,
                       c->is_site ? "Site Annex has no State. Turn on “Use client state/country” or add one."
                                  : "The contact record has an unknown State of Country <US>. Add a State to the QuickBooks record or turn on “Use default state” in Sync Settings, then synchronize again.");
    }
}

/* ---- over there and back ---- */

typedef struct
{
  SyncFixture *fixture;
  gboolean is_on;
} Job;

static gboolean
save_settings (TieDb *db,
               gpointer data,
               GError **error)
{
  const Job *job = data;
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);

  g_assert_no_error (*error);
  settings->is_enabled = TRUE;
  settings->use_default_state = settings->use_client_state = job->is_on;
  return tie_setting_table_set (db, "default-state", "OR", error) && tie_sync_settings_save (db, settings, NULL, error);
}

static void
choose (SyncFixture *fixture,
        gboolean is_on)
{
  Job job = { fixture, is_on };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, save_settings, &job, &error);
  g_assert_no_error (error);
}

static char *
import_all (TieCrosswalk *crosswalk)
{
  GListModel *right = tie_crosswalk_get_right (crosswalk);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *sentence;

  for (guint i = 0; i < g_list_model_get_n_items (right); i++)
    g_ptr_array_add (rows, g_list_model_get_item (right, i));
  tie_crosswalk_import_async (crosswalk, rows, NULL, NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  return sentence;
}

static gboolean
read_states (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (GPtrArray) contacts = tie_record_table_list (db, TIE_TYPE_CONTACT, error);
  g_autoptr (GPtrArray) sites = tie_record_table_list (db, TIE_TYPE_SITE, error);

  for (guint i = 0; i < contacts->len; i++)
    g_string_append_printf (data, "%s ", tie_record_get_text (contacts->pdata[i], TIE_CONTACT_STATE));
  for (guint i = 0; i < sites->len; i++)
    g_string_append_printf (data, "%s", tie_record_get_text (sites->pdata[i], TIE_SITE_STATE));
  return TRUE;
}

static void
test_import (SyncFixture *fixture,
             gconstpointer data)
{
  g_autofree char *parent = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Yoga", NULL);
  g_autofree char *child = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Annex", parent);
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *brought = NULL;
  const TieProblem *problem;

  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  choose (fixture, FALSE);
  refused = import_all (crosswalk);
  g_assert_cmpstr (refused, ==, "0 contacts imported, 2 left out");
  problem = g_ptr_array_index (tie_crosswalk_get_problems (crosswalk), 0);
  g_assert_nonnull (strstr (problem->sentence, "unknown State of Country <US>"));

  choose (fixture, TRUE);
  brought = import_all (crosswalk);
  g_assert_cmpstr (brought, ==, "1 contact imported, 1 site imported");
  tie_store_run (fixture->store, TIE_STORE_READ, read_states, states, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (states->str, ==, "OR OR");
}

static void
test_export (SyncFixture *fixture,
             gconstpointer data)
{
  g_autofree char *contact = sync_add_contact (fixture, "Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *site = sync_add_site (fixture, contact, "Annex");
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *again = NULL;

  choose (fixture, FALSE);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 1);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 1);

  /* A contact without a State went as it is; its site has none to take over, so the client is given one first. */
  choose (fixture, TRUE);
  {
    g_autoptr (TieRecord) changed = tie_record_new (TIE_TYPE_CONTACT, contact);

    tie_record_set_text (changed, TIE_CONTACT_NAME, "Yoga");
    tie_record_set_text (changed, TIE_CONTACT_TYPE_ID, TIE_CONTACT_TYPE_CLIENT);
    tie_record_set_text (changed, TIE_CONTACT_STATE, "WA");
    sync_save_record (fixture, changed);
  }
  again = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 0);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 2);
  g_assert_cmpstr (tie_dummy_ledger_get (fixture->dummy, TIE_KIND_CUSTOMER, "2")->state, ==, "WA");

  /* The practice's own record is not written to. */
  tie_store_run (fixture->store, TIE_STORE_READ, read_states, states, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (states->str, ==, "WA ");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/state-fill/cases", test_cases);
  g_test_add ("/state-fill/import", SyncFixture, NULL, sync_fixture_set_up_dummy, test_import, sync_fixture_tear_down);
  g_test_add ("/state-fill/export", SyncFixture, NULL, sync_fixture_set_up_dummy, test_export, sync_fixture_tear_down);
  return g_test_run ();
}
