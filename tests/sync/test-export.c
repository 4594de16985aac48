/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-export"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-outbox-table.h"
#include "store/tie-run-lock.h"
#include "sync-fixture.h"

#define N_CONTACTS 5

static void
add_contacts (SyncFixture *fixture)
{
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Client %u", i);
      g_autofree char *id = sync_add_contact (fixture, name, TIE_CONTACT_TYPE_CLIENT);
    }
}

/* Each contact once at the company and linked to it, and nothing left in the outbox. */
static void
assert_all_once (SyncFixture *fixture,
                 TieCrosswalk *crosswalk)
{
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, N_CONTACTS);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, N_CONTACTS);
  while (tie_crosswalk_get_n_linked (crosswalk) < N_CONTACTS)
    sync_wait_loaded (crosswalk);
}

typedef struct
{
  SyncFixture *fixture;
  TieOutboxState state;
  gint64 n_rows;
} CountJob;

static gboolean
count_rows (TieDb *db,
            gpointer data,
            GError **error)
{
  CountJob *job = data;

  job->n_rows = tie_outbox_table_count (db, tie_company_get_connection (job->fixture->company)->id, job->state, error);
  return job->n_rows >= 0;
}

static gint64
count_outbox (SyncFixture *fixture,
              TieOutboxState state)
{
  CountJob job = { fixture, state, 0 };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_READ, count_rows, &job, &error);
  g_assert_no_error (error);
  return job.n_rows;
}

static void
test_all (SyncFixture *fixture,
          gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *again = NULL;

  add_contacts (fixture);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "5 contacts exported to Harbor Books Co.");
  assert_all_once (fixture, crosswalk);
  g_assert_cmpint (count_outbox (fixture, TIE_OUTBOX_DONE), ==, N_CONTACTS);

  again = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "0 contacts exported to Harbor Books Co.");
  assert_all_once (fixture, crosswalk);
}

typedef struct
{
  const char *path;
  TieError code;
  gboolean has_acted;
} LostCase;

static const LostCase lost_cases[] = {
  { "/export/lost/answer", TIE_ERROR_NETWORK, TRUE },
  { "/export/lost/request", TIE_ERROR_NETWORK, FALSE },
  { "/export/lost/server-acted", TIE_ERROR_SERVER, TRUE },
  { "/export/lost/server", TIE_ERROR_SERVER, FALSE },
  { "/export/lost/throttled", TIE_ERROR_THROTTLED, FALSE },
};

/* One operation of the batch goes wrong, each of them in its turn. */
static void
test_lost (gconstpointer data)
{
  const LostCase *lost = data;

  for (guint after = 0; after < N_CONTACTS; after++)
    {
      SyncFixture fixture = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      sync_fixture_set_up_dummy (&fixture, NULL);
      add_contacts (&fixture);
      tie_dummy_ledger_fail (fixture.dummy, TIE_DUMMY_PUSH, after, lost->code, lost->has_acted);
      {
        g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture, TIE_KIND_CUSTOMER);

        sentence = sync_export (crosswalk, &error);
        g_assert_no_error (error);
        g_assert_cmpstr (sentence, ==, "5 contacts exported to Harbor Books Co.");
        assert_all_once (&fixture, crosswalk);
      }
      sync_fixture_tear_down (&fixture, NULL);
    }
}

/* What has no answer is looked up, and not sent again when it is there. */
static void
test_looked_up (SyncFixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  add_contacts (fixture);
  tie_dummy_ledger_fail (fixture->dummy, TIE_DUMMY_PUSH, 2, TIE_ERROR_NETWORK, TRUE);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_dummy_ledger_get_n_calls (fixture->dummy, TIE_DUMMY_FIND), ==, 1);
  g_assert_cmpuint (tie_dummy_ledger_get_n_calls (fixture->dummy, TIE_DUMMY_PUSH), ==, N_CONTACTS);
  assert_all_once (fixture, crosswalk);
}

/* The package stays away: the run ends with the reason, nothing is lost, the next one goes on. */
static void
test_stopped (SyncFixture *fixture,
              gconstpointer data)
{
  static const struct
  {
    TieError code;
    TieCompanyState state;
  } cases[] = {
    { TIE_ERROR_NETWORK, TIE_COMPANY_OFFLINE },
    { TIE_ERROR_SERVER, TIE_COMPANY_CONNECTED },
    { TIE_ERROR_THROTTLED, TIE_COMPANY_CONNECTED },
    { TIE_ERROR_SIGN_IN_EXPIRED, TIE_COMPANY_SIGN_IN_EXPIRED },
    { TIE_ERROR_RIGHTS, TIE_COMPANY_SIGN_IN_EXPIRED },
    { TIE_ERROR_SHUT_OUT, TIE_COMPANY_SIGN_IN_EXPIRED },
    { TIE_ERROR_DAY_LIMIT, TIE_COMPANY_SIGN_IN_EXPIRED }, /* of the sign-in it says nothing */
  };
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  add_contacts (fixture);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      tie_dummy_ledger_fail_always (fixture->dummy, cases[i].code);
      g_assert_null (sync_export (crosswalk, &error));
      g_assert_error (error, TIE_ERROR, (int) cases[i].code);
      g_clear_error (&error);
      g_assert_cmpint (tie_company_get_state (fixture->company), ==, cases[i].state);
      g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 0);
    }

  tie_dummy_ledger_fail_always (fixture->dummy, 0);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpint (tie_company_get_state (fixture->company), ==, TIE_COMPANY_CONNECTED);
  assert_all_once (fixture, crosswalk);
}

static void
test_duplicate (SyncFixture *fixture,
                gconstpointer data)
{
  g_autofree char *vendor = sync_put_remote (fixture, TIE_KIND_VENDOR, "Client 3", NULL);
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *again = NULL;
  g_autofree char *expected = g_strdup_printf ("QuickBooks already has a record with the name “Client 3” (%s). Link it, or change the name.", vendor);
  const TieProblem *problem;
  TieRemote *renamed;

  add_contacts (fixture);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "4 contacts exported to Harbor Books Co., 1 was not accepted");
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 1);
  problem = g_ptr_array_index (tie_crosswalk_get_problems (crosswalk), 0);
  g_assert_cmpstr (problem->name, ==, "Client 3");
  g_assert_cmpstr (problem->existing_id, ==, vendor);
  g_assert_cmpstr (problem->sentence, ==, expected);
  g_assert_cmpint (count_outbox (fixture, TIE_OUTBOX_FAILED), ==, 1);

  /* With the reason out of the way it is sent again, as a new request. */
  renamed = tie_remote_copy (tie_dummy_ledger_get (fixture->dummy, TIE_KIND_VENDOR, vendor));
  g_free (renamed->name);
  g_free (renamed->full_name);
  renamed->name = g_strdup ("Another");
  renamed->full_name = g_strdup ("Another");
  tie_dummy_ledger_put (fixture->dummy, renamed);
  again = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, "1 contact exported to Harbor Books Co.");
  g_assert_cmpint (count_outbox (fixture, TIE_OUTBOX_FAILED), ==, 0);
  assert_all_once (fixture, crosswalk);
}

static void
test_sites (SyncFixture *fixture,
            gconstpointer data)
{
  g_autofree char *yoga = sync_add_contact (fixture, "Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *main_site = sync_add_site (fixture, yoga, "Main Studio");
  g_autofree char *annex = sync_add_site (fixture, yoga, "Annex");
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  TiePairRow *contact;
  TiePairRow *site;

  /* The answer to a site is lost: it is looked up under its parent. */
  tie_dummy_ledger_fail (fixture->dummy, TIE_DUMMY_PUSH, 2, TIE_ERROR_NETWORK, TRUE);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "3 contacts exported to Harbor Books Co.");
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 3);
  while (tie_crosswalk_get_n_linked (crosswalk) < 3)
    sync_wait_loaded (crosswalk);
  contact = sync_get_left (crosswalk, "Yoga");
  site = sync_get_left (crosswalk, "Yoga: Annex");
  g_assert_cmpstr (tie_pair_row_get_name (tie_pair_row_get_partner (site)), ==, "Yoga:Annex");
  g_assert_cmpstr (tie_pair_row_get_name (tie_pair_row_get_partner (contact)), ==, "Yoga");
}

static void
test_lone_site (SyncFixture *fixture,
                gconstpointer data)
{
  g_autofree char *yoga = sync_add_contact (fixture, "Yoga", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *annex = sync_add_site (fixture, yoga, "Annex");
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_ptr_array_add (rows, sync_get_left (crosswalk, "Yoga: Annex"));
  tie_crosswalk_export_async (crosswalk, rows, NULL, NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 1);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 0);
}

static void
test_busy (SyncFixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  g_autoptr (GError) error = NULL;
  TieLock *lock = tie_run_lock_take (fixture->path, &error);

  g_assert_no_error (error);
  g_assert_null (sync_export (crosswalk, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_clear_error (&error);
  tie_lock_release (lock);
  g_free (sync_export (crosswalk, &error));
  g_assert_no_error (error);
}

static void
test_cancelled (SyncFixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *rest = NULL;
  gulong handler;

  add_contacts (fixture);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Client %u", i);

      g_ptr_array_add (rows, sync_get_left (crosswalk, name));
    }
  /* With the first progress the present batch is on its way; it is ended, and nothing after it. */
  handler = g_signal_connect_swapped (crosswalk, "notify::export-progress", G_CALLBACK (g_cancellable_cancel), cancellable);
  tie_crosswalk_export_async (crosswalk, rows, NULL, cancellable, sync_done_cb, &result);
  sync_wait (&result);
  g_signal_handler_disconnect (crosswalk, handler);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "5 contacts exported to Harbor Books Co., cancelled");
  g_assert_cmpint (count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 0);
  rest = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  assert_all_once (fixture, crosswalk);
}

/* ---- what a crashed program leaves ---- */

typedef struct
{
  SyncFixture *fixture;
  const char *local_id;
  const char *name;
  const char *sent;
} CrashJob;

static gboolean
leave_sending (TieDb *db,
               gpointer data,
               GError **error)
{
  CrashJob *job = data;
  const char *connection = tie_company_get_connection (job->fixture->company)->id;
  g_autofree char *text = g_strdup_printf ("[record]\nname=%s\n", job->name);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) claimed = NULL;
  TieOutboxRow row = {
    .connection = (char *) connection,
    .run = (char *) "crashed",
    .kind = TIE_KIND_CUSTOMER,
    .verb = (char *) "create",
    .local_id = (char *) job->local_id,
    .request_id = (char *) "11111111-2222-4333-8444-5555555555551",
    .label = (char *) job->name,
    .body = body,
  };
  gboolean is_added = tie_outbox_table_add (db, &row, error);

  g_free (row.created);
  claimed = is_added ? tie_outbox_table_claim (db, connection, "crashed", TRUE, 1, error) : NULL;
  if (claimed == NULL)
    return FALSE;
  return job->sent == NULL || tie_outbox_table_set_sent (db, row.id, job->sent, error);
}

typedef struct
{
  const char *path;
  gint64 age;            /* seconds since the row was sent */
  gboolean has_acted;    /* the package had made the record */
  gboolean is_forgotten; /* and has forgotten the request id since */
  guint n_finds;
  guint n_pushes;
} CrashCase;

static const CrashCase crash_cases[] = {
  { "/export/crash/young-acted", 5, TRUE, FALSE, 0, 1 },
  { "/export/crash/young-lost", 5, FALSE, FALSE, 0, 1 },
  /* refused as a double of its own earlier try: it is looked up then */
  { "/export/crash/young-acted-forgotten", 5, TRUE, TRUE, 1, 1 },
  { "/export/crash/old-acted", 7200, TRUE, TRUE, 1, 0 },
  { "/export/crash/old-lost", 7200, FALSE, TRUE, 1, 1 },
};

static void
test_crash (SyncFixture *fixture,
            gconstpointer data)
{
  const CrashCase *crash = data;
  g_autofree char *id = sync_add_contact (fixture, "Client", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *now = tie_date_now ();
  g_autofree char *sent = tie_date_shift (now, -crash->age);
  CrashJob job = { fixture, id, "Client", sent };
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_pushes;

  tie_store_run (fixture->store, TIE_STORE_WRITE, leave_sending, &job, &error);
  g_assert_no_error (error);
  if (crash->has_acted)
    {
      g_autoptr (GBytes) body = g_bytes_new_static ("[record]\nname=Client\n", strlen ("[record]\nname=Client\n"));
      TieLedgerOperation operation = { TIE_KIND_CUSTOMER, "create", "11111111-2222-4333-8444-5555555555551", body };
      g_autoptr (GPtrArray) operations = g_ptr_array_new ();

      g_ptr_array_add (operations, &operation);
      tie_ledger_push_async (TIE_LEDGER (fixture->dummy), operations, NULL, sync_done_cb, &result);
      sync_wait (&result);
      g_clear_object (&result);
    }
  if (crash->is_forgotten)
    tie_dummy_ledger_forget_requests (fixture->dummy);
  n_pushes = tie_dummy_ledger_get_n_calls (fixture->dummy, TIE_DUMMY_PUSH);

  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  tie_crosswalk_export_async (crosswalk, nothing, NULL, NULL, sync_done_cb, &result);
  sync_wait (&result);
  sentence = tie_crosswalk_change_finish (crosswalk, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, "1 contact exported to Harbor Books Co.");
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 1);
  g_assert_cmpint (sync_count_links (fixture, TIE_KIND_CUSTOMER), ==, 1);
  g_assert_cmpuint (tie_dummy_ledger_get_n_calls (fixture->dummy, TIE_DUMMY_FIND), ==, crash->n_finds);
  g_assert_cmpuint (tie_dummy_ledger_get_n_calls (fixture->dummy, TIE_DUMMY_PUSH) - n_pushes, ==, crash->n_pushes);
}

/* Linked by hand before the export went on: nothing is sent any more. */
static void
test_linked_meanwhile (SyncFixture *fixture,
                       gconstpointer data)
{
  g_autofree char *id = sync_add_contact (fixture, "Client", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *remote = sync_put_remote (fixture, TIE_KIND_CUSTOMER, "Klient", NULL);
  CrashJob job = { fixture, id, "Client", NULL };
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *made = NULL;
  g_autofree char *sentence = NULL;

  tie_store_run (fixture->store, TIE_STORE_WRITE, leave_sending, &job, &error);
  g_assert_no_error (error);
  sync_pull (fixture, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (fixture, TIE_KIND_CUSTOMER);
  made = sync_link (crosswalk, "Client", "Klient", FALSE, &error);
  g_assert_no_error (error);
  sentence = sync_export (crosswalk, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_dummy_ledger_count (fixture->dummy, TIE_KIND_CUSTOMER), ==, 1);
  g_assert_cmpint (count_outbox (fixture, TIE_OUTBOX_CANCELLED), ==, 1);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (SyncFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/export/all", test_all },
    { "/export/looked-up", test_looked_up },
    { "/export/stopped", test_stopped },
    { "/export/duplicate", test_duplicate },
    { "/export/sites", test_sites },
    { "/export/lone-site", test_lone_site },
    { "/export/busy", test_busy },
    { "/export/cancelled", test_cancelled },
    { "/export/linked-meanwhile", test_linked_meanwhile },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncFixture, NULL, sync_fixture_set_up_dummy, tests[i].test, sync_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (lost_cases); i++)
    g_test_add_data_func (lost_cases[i].path, &lost_cases[i], test_lost);
  for (guint i = 0; i < G_N_ELEMENTS (crash_cases); i++)
    g_test_add (crash_cases[i].path, SyncFixture, &crash_cases[i], sync_fixture_set_up_dummy, test_crash, sync_fixture_tear_down);
  return g_test_run ();
}
