/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-continuous"
#include "config.h"

#include "base/tie-error.h"
#include "run-fixture.h"
#include "store/tie-comparison-table.h"
#include "sync/tie-continuous.h"

#define MINUTE 60
#define INTERVAL 15

typedef struct
{
  RunFixture run;
  TieContinuous *continuous; /* (owned) */
  gint64 now;                /* seconds */
  guint n_rounds;            /* that are over */
  TieSyncRound last;
  GError *error;             /* (owned) (nullable): of the last one */
} Fixture;

static void
did_cb (TieContinuous *continuous,
        const TieSyncRound *round,
        const GError *error,
        Fixture *fixture)
{
  fixture->n_rounds++;
  fixture->last = *round;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  run_fixture_set_up (&fixture->run, NULL);
  fixture->continuous = tie_continuous_new (fixture->run.sync.company);
  g_signal_connect (fixture->continuous, "did", G_CALLBACK (did_cb), fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->continuous));
  g_clear_error (&fixture->error);
  run_fixture_tear_down (&fixture->run, data);
}

static void
choose_continuous (TieSyncSettings *settings)
{
  settings->mode = TIE_SYNC_CONTINUOUS;
  settings->interval = INTERVAL;
  settings->payments = TRUE;
  settings->direction = TIE_SYNC_BOTH;
}

static void
turn_on (Fixture *fixture)
{
  run_change_settings (&fixture->run, choose_continuous);
  while (!tie_continuous_get_is_on (fixture->continuous))
    g_main_context_iteration (NULL, TRUE);
}

/* So many minutes later; waits for the end of the round when one begins.  TRUE: one did. */
static gboolean
pass (Fixture *fixture,
      guint minutes)
{
  guint before = fixture->n_rounds;

  fixture->now += minutes * MINUTE;
  tie_continuous_tick (fixture->continuous, fixture->now);
  if (!tie_continuous_get_is_running (fixture->continuous))
    return FALSE;
  while (fixture->n_rounds == before)
    g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

static void
test_rounds (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);
  g_autofree char *payment = run_add_payment (&fixture->run, TIE_PAYMENT_KIND_RECEIPT, fixture->run.client, invoice, 10000);
  g_autofree char *second = NULL;
  g_autofree char *words = NULL;

  g_assert_false (pass (fixture, INTERVAL)); /* the mode is Manual */
  turn_on (fixture);
  g_assert_true (pass (fixture, 0));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 2);
  words = tie_sync_round_describe (&fixture->last);
  g_assert_cmpstr (words, ==, "2 exported");
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 1);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, 1);

  second = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.other, 2500);
  g_assert_false (pass (fixture, INTERVAL - 1));
  g_assert_true (pass (fixture, 1));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 1);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 2);

  g_assert_true (pass (fixture, INTERVAL)); /* and nothing twice */
  g_assert_cmpuint (fixture->last.n_exported, ==, 0);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 2);
}

static void
test_busy (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);
  g_autoptr (TieSyncRun) other = run_new (&fixture->run);

  turn_on (fixture);
  g_assert_true (pass (fixture, 0));
  g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_BUSY_RUN);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 0);
  g_clear_object (&other);
  g_assert_false (pass (fixture, 1)); /* it waits for the next time */
  g_assert_true (pass (fixture, INTERVAL - 1));
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, 1);
}

static void
test_offline (Fixture *fixture,
              gconstpointer data)
{
  static const guint waits[] = { 1, 2, 4, 8, INTERVAL, INTERVAL };

  tie_sandbox_set_fault (fixture->run.sync.sandbox, "refuse", NULL);
  turn_on (fixture);
  g_assert_true (pass (fixture, 0));
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_NETWORK);
      if (waits[i] > 1)
        g_assert_false (pass (fixture, waits[i] - 1));
      g_assert_true (pass (fixture, 1));
    }
  tie_sandbox_set_fault (fixture->run.sync.sandbox, "none", NULL);
  g_assert_true (pass (fixture, INTERVAL));
  g_assert_no_error (fixture->error);
}

/* Nothing is tried until somebody signs in. */
static void
test_expired (Fixture *fixture,
              gconstpointer data)
{
  turn_on (fixture);
  g_assert_true (pass (fixture, 0));
  tie_sandbox_advance_clock (fixture->run.sync.sandbox, 101 * 24 * 60 * MINUTE);
  g_assert_true (pass (fixture, INTERVAL));
  g_assert_error (fixture->error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
  g_assert_false (pass (fixture, INTERVAL));
  g_assert_false (pass (fixture, 10 * INTERVAL));
}

static void
test_now (Fixture *fixture,
          gconstpointer data)
{
  g_autofree char *invoice = run_add_document (&fixture->run, TIE_DOCUMENT_KIND_INVOICE, fixture->run.client, 10000);

  g_assert_true (tie_continuous_sync_now (fixture->continuous));
  g_assert_false (tie_continuous_sync_now (fixture->continuous));
  while (fixture->n_rounds == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (fixture->last.n_exported, ==, 1);
  g_assert_false (tie_continuous_get_is_on (fixture->continuous));
}

/* ---- hours ---- */

typedef struct
{
  Fixture *fixture;
  GRand *rand;
  GPtrArray *invoices; /* (owned): ids that nobody took away */
  guint n_made;
  guint n_paid;
} Office;

static const char *
pick (Office *office)
{
  return office->invoices->len > 0 ? g_ptr_array_index (office->invoices, (guint) g_rand_int_range (office->rand, 0, (gint32) office->invoices->len)) : NULL;
}

/* A storm that changes nothing of ours. */
static void
touch_there (Office *office,
             const char *invoice)
{
  g_autofree char *remote = invoice != NULL ? run_get_remote_id (&office->fixture->run, TIE_KIND_SALES_INVOICE, invoice) : NULL;
  g_autofree char *edit = g_strdup_printf ("{\"action\":\"bump\",\"entity\":\"Invoice\",\"id\":\"%s\"}", remote);
  g_autoptr (GError) error = NULL;

  if (remote == NULL)
    return;
  tie_sandbox_edit (office->fixture->run.sync.sandbox, edit, &error);
  g_assert_no_error (error);
}

/* What somebody does in a quarter of an hour, here or there. */
static void
work (Office *office)
{
  RunFixture *run = &office->fixture->run;
  const char *invoice = pick (office);
  gint64 amount = g_rand_int_range (office->rand, 1, 100000);
  g_autofree char *made = NULL;

  switch (g_rand_int_range (office->rand, 0, 6))
    {
    case 0:
    case 1:
      g_ptr_array_add (office->invoices, run_add_document (run, TIE_DOCUMENT_KIND_INVOICE, amount % 2 ? run->client : run->other, amount));
      office->n_made++;
      break;
    case 2:
      made = run_add_payment (run, TIE_PAYMENT_KIND_RECEIPT, run->client, NULL, amount);
      office->n_paid++;
      break;
    case 3:
      if (invoice != NULL)
        run_change_document (run, invoice, "2025 Form 1040 and state", amount);
      break;
    case 4:
      touch_there (office, invoice);
      break;
    default: /* the network fails for the next answer */
      tie_sandbox_set_fault (run->sync.sandbox, amount % 2 ? "cut-after,count=1,method=POST" : "503,count=2", NULL);
      break;
    }
}

static gboolean
compare (TieDb *db,
         gpointer data,
         GError **error)
{
  TieComparison **comparison = data;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, error);

  *comparison = connection != NULL ? tie_comparison_table_read (db, connection->id, NULL, "2099-12-31", error) : NULL;
  return *comparison != NULL;
}

/* Somebody works on both sides, answers get lost, the hours pass: in the end exactly one of everything is there. */
static void
test_soak (Fixture *fixture,
           gconstpointer data)
{
  guint hours = g_test_slow () ? 8 : 2;
  Office office = { .fixture = fixture, .rand = g_rand_new_with_seed (7), .invoices = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  turn_on (fixture);
  for (guint minute = 0; minute < hours * 60; minute += 5)
    {
      work (&office);
      tie_sandbox_advance_clock (fixture->run.sync.sandbox, 5 * MINUTE);
      pass (fixture, 5);
    }
  tie_sandbox_set_fault (fixture->run.sync.sandbox, "none", NULL);
  for (guint i = 0; i < 2; i++) /* what the last fault left, and what that brought */
    g_assert_true (pass (fixture, INTERVAL));
  g_assert_no_error (fixture->error);

  g_assert_cmpuint (office.n_made, >, 0);
  g_assert_cmpuint (run_count (&fixture->run, "Invoice", NULL), ==, office.n_made);
  g_assert_cmpuint (run_count (&fixture->run, "Payment", NULL), ==, office.n_paid);
  g_assert_cmpint (run_count_outbox (&fixture->run, TIE_OUTBOX_SENDING), ==, 0);
  tie_store_run (fixture->run.sync.store, TIE_STORE_READ, compare, &comparison, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%d %s: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", (int) difference->kind, difference->number, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
  g_test_message ("%u rounds, %u invoices, %u payments", fixture->n_rounds, office.n_made, office.n_paid);
  g_ptr_array_unref (office.invoices);
  g_rand_free (office.rand);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/continuous/rounds", test_rounds);
  ADD ("/continuous/busy", test_busy);
  ADD ("/continuous/offline", test_offline);
  ADD ("/continuous/expired", test_expired);
  ADD ("/continuous/now", test_now);
  ADD ("/continuous/soak", test_soak);
#undef ADD
  return g_test_run ();
}
