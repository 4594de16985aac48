/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-company"
#include "config.h"

#include "base/tie-error.h"
#include "store/tie-remote-table.h"
#include "sync-fixture.h"

static void
edit (SyncFixture *fixture,
      const char *json)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_edit (fixture->sandbox, json, &error);
  g_assert_no_error (error);
}

static void
test_connect (SyncFixture *fixture,
              gconstpointer data)
{
  const TieConnection *connection = tie_company_get_connection (fixture->company);

  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
  g_assert_cmpstr (tie_company_get_name (fixture->company), ==, "Sandbox: Harbor Books Co.");
  g_assert_cmpstr (connection->company_id, ==, tie_sandbox_get_realm (fixture->sandbox));
  g_assert_cmpstr (connection->country, ==, "US");
  g_assert_cmpstr (connection->sign_in_id, !=, connection->id);

  sync_fixture_restart (fixture);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
  g_assert_cmpstr (tie_company_get_name (fixture->company), ==, "Sandbox: Harbor Books Co.");
}

static void
test_disconnect (SyncFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (tie_company_get_connection (fixture->company)->id);

  tie_company_disconnect_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_disconnect_finish (fixture->company, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_NOT_CONNECTED);
  g_assert_null (tie_company_get_ledger (fixture->company));

  sync_pull (fixture, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
  g_clear_error (&error);

  /* The same company again: the same connection, so its links still fit. */
  sync_connect (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, ==, id);
}

/* Another program disconnects: this one follows. */
static void
test_follows (SyncFixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieCompany) other = tie_company_new (fixture->store);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_restart (fixture);
  tie_company_load_async (other, NULL, sync_done_cb, &loaded);
  sync_wait (&loaded);
  tie_company_disconnect_async (other, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_disconnect_finish (other, result, &error);
  g_assert_no_error (error);
  while (tie_company_get_state (fixture->company) != TIE_COMPANY_NOT_CONNECTED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (tie_company_get_ledger (fixture->company));
}

static guint
count_rows (TieCrosswalk *crosswalk)
{
  return g_list_model_get_n_items (tie_crosswalk_get_right (crosswalk));
}

static void
test_pull (SyncFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rename = NULL;
  g_autofree char *deactivate = NULL;
  g_autofree char *name = NULL;
  TiePairRow *row;
  TiePairRow *idle;
  guint n_rows;

  g_assert_cmpuint (sync_pull (fixture, &error), >, 30);
  g_assert_no_error (error);
  g_assert_nonnull (tie_company_get_last_read (fixture->company));
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  n_rows = count_rows (crosswalk);
  g_assert_cmpuint (n_rows, >, 30);

  row = g_list_model_get_item (tie_crosswalk_get_right (crosswalk), 0);
  idle = g_list_model_get_item (tie_crosswalk_get_right (crosswalk), 1);
  rename = g_strdup_printf ("{\"action\":\"rename\",\"entity\":\"Customer\",\"id\":\"%s\",\"name\":\"Zzz Renamed\"}", tie_pair_row_get_id (row));
  deactivate = g_strdup_printf ("{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"%s\"}", tie_pair_row_get_id (idle));
  edit (fixture, rename);
  edit (fixture, deactivate);
  g_assert_cmpuint (sync_pull (fixture, &error), >=, 2);
  g_assert_no_error (error);
  while (count_rows (crosswalk) != n_rows - 1)
    sync_wait_loaded (crosswalk);
  g_assert_cmpstr (tie_pair_row_get_name (row), ==, "Zzz Renamed");
  g_assert_null (tie_crosswalk_find_right (crosswalk, tie_pair_row_get_id (idle)));
  g_object_unref (row);
  g_object_unref (idle);
}

/* A fault in the middle: what was read stays, and the next reading goes on from there. */
static void
test_pull_resumes (SyncFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *journal = NULL;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) pages = NULL;

  /* The customers come through, the vendors do not. */
  sync_set_fault (fixture, "cut-before,after=1,count=20,path=query");
  sync_pull (fixture, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_OFFLINE);

  sync_set_fault (fixture, "none");
  sync_fixture_restart (fixture);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_VENDOR);
  g_assert_cmpuint (count_rows (crosswalk), >, 0);
  journal = tie_sandbox_dup_journal (fixture->sandbox);
  pages = g_strsplit (journal, "FROM%20Customer%20", -1);
  g_assert_cmpuint (g_strv_length (pages), ==, 2); /* the whole list of customers was asked for once */
}

static void
test_faults (SyncFixture *fixture,
             gconstpointer data)
{
  static const char *const cured_by_waiting[] = {
    "429,count=2",
    "429-retry-after,count=1",
    "500,count=2",
    "502,count=1",
    "503,count=1",
    "html,count=1",
    "text,count=1",
    "truncated,count=1",
    "malformed,count=1",
    "cut-before,count=1",
    "401,count=1",
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cured_by_waiting); i++)
    {
      g_test_message ("%s", cured_by_waiting[i]);
      sync_set_fault (fixture, cured_by_waiting[i]);
      sync_pull (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
    }
}

/* No token is found (a new program, no keyring): the local company consents again by itself. */
static void
test_consents_again (SyncFixture *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (tie_company_get_connection (fixture->company)->id);

  tie_sandbox_reset (fixture->sandbox);
  sync_fixture_restart (fixture);
  g_assert_cmpuint (sync_pull (fixture, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, ==, id);
}

static void
test_offline (SyncFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) error_again = NULL;

  tie_sandbox_stop (fixture->sandbox);
  sync_pull (fixture, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_OFFLINE);
  tie_sandbox_start (fixture->sandbox, &error_again);
  g_assert_no_error (error_again);
}

/* A reading that waits before its next try, for longer than anybody likes to, goes on when somebody asks for it; and it can be
 * cancelled while it waits. */
static void
test_try_now (SyncFixture *fixture,
              gconstpointer data)
{
  static const TieBackoff patience = { .waits_ms = { 3600000, 3600000 }, .n_waits = 2, .throttled_ms = 3600000 };
  g_autoptr (GError) first = NULL;

  sync_pull (fixture, &first); /* a company that nothing is known of yet is not waited for */
  g_assert_no_error (first);
  tie_company_set_backoff (fixture->company, &patience);
  tie_company_try_now (fixture->company); /* nothing waits */
  for (guint i = 0; i < 2; i++)
    {
      const gboolean is_cancelled = i == 1;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      tie_dummy_ledger_fail (fixture->dummy, TIE_DUMMY_PULL, 0, TIE_ERROR_NETWORK, FALSE);
      tie_company_pull_async (fixture->company, cancellable, sync_done_cb, &result);
      while (tie_company_get_state (fixture->company) != TIE_COMPANY_OFFLINE)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (tie_company_get_is_reading (fixture->company));
      while (tie_company_get_waiting (fixture->company) == 0) /* it says how long, and counts */
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (tie_company_get_waiting (fixture->company), <=, 3600);
      if (is_cancelled)
        g_cancellable_cancel (cancellable);
      else
        tie_company_try_now (fixture->company);
      sync_wait (&result);
      g_assert_cmpint (tie_company_pull_finish (fixture->company, result, NULL, &error), ==, !is_cancelled);
      if (is_cancelled)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_no_error (error);
      g_assert_false (tie_company_get_is_reading (fixture->company));
      g_assert_cmpuint (tie_company_get_waiting (fixture->company), ==, 0);
    }
}

/* One reading at a time. */
static void
test_pull_once (SyncFixture *fixture,
                gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;

  tie_company_pull_async (fixture->company, NULL, sync_done_cb, &first);
  g_assert_true (tie_company_get_is_reading (fixture->company));
  tie_company_pull_async (fixture->company, NULL, sync_done_cb, &second);
  sync_wait (&second);
  g_assert_false (tie_company_pull_finish (fixture->company, second, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_clear_error (&error);
  sync_wait (&first);
  g_assert_true (tie_company_pull_finish (fixture->company, first, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (tie_company_get_is_reading (fixture->company));
}

static void
test_canada (SyncFixture *fixture,
             gconstpointer data)
{
  TieSandboxOptions options = { .seed = 1 };
  g_autoptr (GError) error = NULL;

  fixture->sandbox = tie_sandbox_new (&options);
  tie_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"CompanyInfo\",\"id\":\"1\",\"members\":{\"Country\":\"CA\"}}");
  edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"TaxPrefs\":{\"UsingSalesTax\":false}}}");
  g_assert_false (sync_connect (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_COUNTRY);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_NOT_CONNECTED);
  g_assert_null (tie_company_get_connection (fixture->company));
  sync_fixture_restart (fixture);
  g_assert_null (tie_company_get_connection (fixture->company));
}

/* Tied to one company, with a link; another one answers. */
static void
set_up_other (SyncFixture *fixture,
              gconstpointer data)
{
  TieSandboxOptions options = { .company = "empty", .seed = 2 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (TiePairRow) right = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contact = NULL;
  g_autofree char *made = NULL;

  sync_fixture_set_up_sandbox (fixture, NULL);
  contact = sync_add_contact (fixture, "Abacus", TIE_CONTACT_TYPE_CLIENT);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  right = g_list_model_get_item (tie_crosswalk_get_right (crosswalk), 0);
  made = sync_link (crosswalk, "Abacus", tie_pair_row_get_name (right), FALSE, &error);
  g_assert_no_error (error);

  tie_company_disconnect_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_disconnect_finish (fixture->company, result, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->sandbox);
  fixture->sandbox = tie_sandbox_new (&options);
  tie_sandbox_start (fixture->sandbox, &error);
  g_assert_no_error (error);
}

static void
connect_to_other (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;

  g_assert_false (sync_connect (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_OTHER_COMPANY);
  expected = g_strdup_printf ("This practice is linked to Harbor Books Co. Its 1 link does not fit %s", tie_company_get_other_name (fixture->company));
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_NOT_CONNECTED);
}

static void
test_keep_old (SyncFixture *fixture,
               gconstpointer data)
{
  connect_to_other (fixture);
  tie_company_keep_old (fixture->company);
  g_assert_null (tie_company_get_other_name (fixture->company));
  g_assert_cmpstr (tie_company_get_name (fixture->company), ==, "Sandbox: Harbor Books Co.");
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 1);
}

static void
test_start_fresh (SyncFixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *old_id = g_strdup (tie_company_get_connection (fixture->company)->id);

  connect_to_other (fixture);
  tie_company_start_fresh_async (fixture->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_start_fresh_finish (fixture->company, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
  g_assert_cmpstr (tie_company_get_connection (fixture->company)->id, !=, old_id);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 0);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
}

/* ---- exporting for real ---- */

static guint
count_named (SyncFixture *fixture,
             const char *name)
{
  g_autofree char *statement = g_strdup_printf ("select * from Customer where DisplayName = '%s' and Active in (true, false)", name);
  g_autofree char *answer = tie_sandbox_dup_query (fixture->sandbox, statement);
  guint n_found = 0;

  for (const char *p = strstr (answer, "\"DisplayName\""); p != NULL; p = strstr (p + 1, "\"DisplayName\""))
    n_found++;
  return n_found;
}

typedef struct
{
  const char *path;
  const char *fault;
} ExportCase;

static const ExportCase export_cases[] = {
  { "/company/export/plain", "none" },
  { "/company/export/cut-before", "cut-before,count=1,path=batch" },
  { "/company/export/cut-after", "cut-after,count=1,path=batch" },
  { "/company/export/second-cut-after", "cut-after,after=1,count=1,path=batch" },
  { "/company/export/500", "500,count=1,path=batch" },
  { "/company/export/503", "503,count=2,path=batch" },
  { "/company/export/429", "429,count=2,path=batch" },
  { "/company/export/html", "html,count=1,path=batch" },
  { "/company/export/truncated", "truncated,count=1,path=batch" },
  { "/company/export/malformed", "malformed,count=1,path=batch" },
  { "/company/export/401", "401,count=1,path=batch" },
};

static void
test_export (SyncFixture *fixture,
             gconstpointer data)
{
  const ExportCase *export_case = data;
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *yoga = NULL;
  g_autofree char *site = NULL;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Export Client %u", i);
      g_autofree char *id = sync_add_contact (fixture, name, TIE_CONTACT_TYPE_CLIENT);
    }
  yoga = sync_add_contact (fixture, "Export Yoga", TIE_CONTACT_TYPE_CLIENT);
  site = sync_add_site (fixture, yoga, "Export Annex");
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sync_set_fault (fixture, export_case->fault);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "42 contacts exported to Sandbox: Harbor Books Co.");
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 42);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *name = g_strdup_printf ("Export Client %u", i);

      g_assert_cmpuint (count_named (fixture, name), ==, 1);
    }
  g_assert_cmpuint (count_named (fixture, "Export Annex"), ==, 1);
}

static void
set_up_export (SyncFixture *fixture,
               gconstpointer data)
{
  sync_fixture_set_up_sandbox (fixture, NULL);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*set_up) (SyncFixture *fixture, gconstpointer data);
    void (*test) (SyncFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/company/connect", sync_fixture_set_up_sandbox, test_connect },
    { "/company/disconnect", sync_fixture_set_up_sandbox, test_disconnect },
    { "/company/follows", sync_fixture_set_up_sandbox, test_follows },
    { "/company/pull", sync_fixture_set_up_sandbox, test_pull },
    { "/company/pull-once", sync_fixture_set_up_sandbox, test_pull_once },
    { "/company/pull-resumes", sync_fixture_set_up_sandbox, test_pull_resumes },
    { "/company/faults", sync_fixture_set_up_sandbox, test_faults },
    { "/company/consents-again", sync_fixture_set_up_sandbox, test_consents_again },
    { "/company/offline", sync_fixture_set_up_sandbox, test_offline },
    { "/company/try-now", sync_fixture_set_up_dummy, test_try_now },
    { "/company/canada", sync_fixture_set_up, test_canada },
    { "/company/keep-old", set_up_other, test_keep_old },
    { "/company/start-fresh", set_up_other, test_start_fresh },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncFixture, NULL, tests[i].set_up, tests[i].test, sync_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (export_cases); i++)
    g_test_add (export_cases[i].path, SyncFixture, &export_cases[i], set_up_export, test_export, sync_fixture_tear_down);
  return g_test_run ();
}
