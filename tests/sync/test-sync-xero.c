/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-xero"
#include "config.h"

#include "net/tie-http.h"
#include "package-fixture.h"
#include "sync/tie-problem.h"

/* What only Xero's books can hold: documents in states that decide how they go, and money that came in advance. */

/* data: of the case, which says nothing of the company. */
static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  static const PackageCase xero = { "xero", "empty" };

  package_fixture_set_up (fixture, &xero);
}

/* As it is there now; NULL when it is gone. */
static TieRemote *
find_there (RunFixture *fixture,
            TieKind kind,
            const char *id)
{
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;

  tie_ledger_find_async (ledger, kind, &(TieLedgerKey){ .id = id }, NULL, sync_done_cb, &answer);
  sync_wait (&answer);
  found = tie_ledger_find_finish (ledger, answer, &error);
  g_assert_no_error (error);
  return found->len > 0 ? tie_remote_copy (found->pdata[0]) : NULL;
}

static void
export_one (RunFixture *fixture,
            const char *id)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) id);
  run_export_whole (fixture, ids, 1);
}

/* ---- taking back ---- */

typedef struct
{
  const char *name;
  const char *kind;   /* of the document */
  TieKind there;
  const char *entity; /* there */
  const char *state;  /* (nullable) that it is in there; NULL: paid */
  const char *verb;   /* ours */
  const char *sent;   /* (nullable) the status that it is to have; NULL: it stays, and somebody is told */
} StateCase;

static const StateCase state_cases[] = {
  { "authorised", TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", "AUTHORISED", "void", "VOIDED" },
  { "draft", TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", "DRAFT", "void", "DELETED" },
  { "submitted", TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", "SUBMITTED", "void", "DELETED" },
  { "paid", TIE_DOCUMENT_KIND_INVOICE, TIE_KIND_SALES_INVOICE, "Invoice", NULL, "void", NULL },
  { "bill", TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE, "Invoice", "AUTHORISED", "delete", "VOIDED" },
  { "bill-draft", TIE_DOCUMENT_KIND_SUPPLIER, TIE_KIND_SUPPLIER_INVOICE, "Invoice", "DRAFT", "delete", "DELETED" },
  { "credit", TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT, "CreditNote", "AUTHORISED", "delete", "VOIDED" },
  { "credit-draft", TIE_DOCUMENT_KIND_CREDIT, TIE_KIND_SALES_CREDIT, "CreditNote", "DRAFT", "delete", "DELETED" },
};

/* Whether any document was to get that status. */
static gboolean
was_sent (RunFixture *fixture,
          const char *status)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sync.sandbox);
  g_autofree char *member = g_strdup_printf ("\\\"Status\\\":\\\"%s\\\"}", status);

  return strstr (journal, member) != NULL;
}

/* A draft is deleted, what was approved is void, and what is paid stays until that is undone there. */
static void
test_state (RunFixture *fixture,
            gconstpointer data)
{
  const StateCase *c = data;
  gboolean is_supplier = c->there == TIE_KIND_SUPPLIER_INVOICE;
  g_autofree char *id = package_add_document (fixture, c->kind, is_supplier ? fixture->supplier : fixture->client, 10010);
  g_autofree char *there = NULL;
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (TieRemote) before = NULL;
  g_autoptr (TieRemote) after = NULL;
  g_autoptr (GError) error = NULL;

  export_one (fixture, id);
  there = run_get_remote_id (fixture, c->there, id);
  if (c->state != NULL)
    run_edit (fixture, "{\"action\":\"set\",\"entity\":\"%s\",\"id\":\"%s\",\"members\":{\"Status\":\"%s\"}}", c->entity, there, c->state);
  else
    {
      g_autofree char *payment = package_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, id);

      export_one (fixture, payment);
    }
  before = find_there (fixture, c->there, there);
  run = run_new (fixture);
  run_remove (fixture, run, id, c->verb, &error);
  after = find_there (fixture, c->there, there);

  if (c->sent == NULL)
    {
      g_assert_true (error != NULL || tie_sync_run_get_problems (run)->len == 1);
      g_assert_nonnull (after);
      g_assert_cmpint (after->money->total, ==, before->money->total);
      g_assert_false (was_sent (fixture, "VOIDED"));
      g_assert_false (was_sent (fixture, "DELETED"));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_true (was_sent (fixture, c->sent));
  g_assert_false (was_sent (fixture, g_str_equal (c->sent, "VOIDED") ? "DELETED" : "VOIDED"));
  g_assert_true (after == NULL || after->is_deleted || after->money->is_void);
  if (g_str_equal (c->verb, "void"))
    package_assert_even (fixture);
  else
    {
      g_autofree char *left = run_get_remote_id (fixture, c->there, id);

      g_assert_null (left); /* ours stays */
    }
}

/* ---- money in advance ---- */

typedef struct
{
  const char *entity;
  const char *prefix; /* of its id */
  const char *type;
} AdvanceCase;

static const AdvanceCase advance_cases[] = {
  { "Overpayment", "Overpayments/", "RECEIVE-OVERPAYMENT" },
  { "Prepayment", "Prepayments/", "RECEIVE-PREPAYMENT" },
};

/* (transfer full) The id by which it is read. */
static char *
find_receipt (RunFixture *fixture,
              const char *prefix)
{
  g_autoptr (TieComparison) comparison = run_compare (fixture);

  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *one = comparison->differences->pdata[i];

      if (one->kind == TIE_DIFFERENCE_ONLY_THERE && one->what == TIE_KIND_RECEIPT && g_str_has_prefix (one->remote_id, prefix))
        return g_strdup (one->remote_id);
    }
  return NULL;
}

static void
import (RunFixture *fixture,
        const char *remote_id)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_import (fixture, run, remote_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
}

/* It comes in as a payment that waits on account; what it pays there later, it pays here. */
static void
test_advance (RunFixture *fixture,
              gconstpointer data)
{
  const AdvanceCase *c = data;
  g_autofree char *invoice = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010);
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *invoice_there = NULL;
  g_autofree char *there = NULL;
  g_autofree char *payment = NULL;
  g_autoptr (GError) error = NULL;

  export_one (fixture, invoice);
  invoice_there = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  run_edit (fixture, "{\"action\":\"create\",\"entity\":\"%s\",\"members\":{\"Type\":\"%s\",\"Date\":\"2025-11-03\",\"Reference\":\"CHQ 7\",\"Total\":50.5,\"Contact\":{\"ContactID\":\"%s\"}}}",
            c->entity, c->type, customer);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  there = find_receipt (fixture, c->prefix);
  g_assert_nonnull (there);

  import (fixture, there);
  payment = run_get_local_id (fixture, TIE_KIND_RECEIPT, there);
  g_assert_nonnull (payment);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_PAYMENT, payment, TIE_PAYMENT_AMOUNT), ==, 5050);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 0);
  package_assert_even (fixture);

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"%s\",\"id\":\"%s\",\"members\":{\"RemainingCredit\":20.25,\"Allocations\":[{\"Amount\":30.25,\"Date\":\"2025-11-04\",\"Invoice\":{\"InvoiceID\":\"%s\"}}]}}",
            c->entity, there + strlen (c->prefix), invoice_there);
  import (fixture, there);
  g_assert_cmpint (run_count_payments (fixture), ==, 1);
  g_assert_cmpint (run_get_paid (fixture, invoice), ==, 3025);
  package_assert_even (fixture);
}

/* ---- two programs ---- */

#define N_INVOICES 40

/* The timer's program beside the window's: another store, another company object and other counters over the same practice. */
typedef struct
{
  RunFixture *fixture;
  TieStore *store;     /* (owned) */
  TieCompany *company; /* (owned) */
  TieSyncRun *run;     /* (owned) (nullable): of the first */
  gboolean is_over;    /* it need not read any more */
  gboolean is_reading;
  guint n_met;         /* refusals that the clock was moved on for */
} Second;

static void
set_up_limited (RunFixture *fixture,
                gconstpointer data)
{
  TieSandboxOptions options = { .package = "xero", .company = "empty", .seed = 1, .per_minute = 60 };
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up (&fixture->sync, NULL);
  fixture->sync.package = "xero";
  fixture->sync.sandbox = tie_sandbox_new (&options);
  tie_sandbox_start (fixture->sync.sandbox, &error);
  g_assert_no_error (error);
  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
  tie_sandbox_advance_clock (fixture->sync.sandbox, 61);
  package_fixture_fill (fixture);
  tie_sandbox_advance_clock (fixture->sync.sandbox, 61);
}

static guint
count_refusals (RunFixture *fixture)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sync.sandbox);
  guint n = 0;

  for (const char *place = strstr (journal, "\"status\":429"); place != NULL; place = strstr (place + 1, "\"status\":429"))
    n++;
  return n;
}

static void read_again (Second *second);

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  Second *second = user_data;
  g_autoptr (GError) error = NULL;

  tie_company_pull_finish (TIE_COMPANY (source), result, NULL, &error);
  g_assert_no_error (error);
  second->is_reading = FALSE;
  if (!second->is_over)
    read_again (second);
}

static void
read_again (Second *second)
{
  second->is_reading = TRUE;
  tie_company_pull_async (second->company, NULL, read_cb, second);
}

/* Nobody has the minutes: after each refusal the company's is over, and whoever waits tries again. */
static gboolean
let_a_minute_pass (gpointer user_data)
{
  Second *second = user_data;
  guint n = count_refusals (second->fixture);

  if (n > second->n_met)
    {
      second->n_met = n;
      tie_sandbox_advance_clock (second->fixture->sync.sandbox, 61);
    }
  tie_company_try_now (second->company);
  tie_company_try_now (second->fixture->sync.company);
  if (second->run != NULL)
    tie_sync_run_try_now (second->run);
  return G_SOURCE_CONTINUE;
}

static void
open_second (Second *second)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  second->store = tie_store_open (second->fixture->sync.path, TIE_STORE_OPEN, &error);
  g_assert_no_error (error);
  second->company = tie_company_new (second->store);
  tie_company_set_backoff (second->company, &sync_no_patience);
  tie_company_load_async (second->company, NULL, sync_done_cb, &result);
  sync_wait (&result);
  tie_company_load_finish (second->company, result, &error);
  g_assert_no_error (error);
}

/* Each counts its own calls, so together they make too many: both are refused, both wait as long as they are told, all goes out and
 * nothing twice. */
static void
test_two_programs (RunFixture *fixture,
                   gconstpointer data)
{
  Second second = { .fixture = fixture };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;
  guint tick;
  guint n_before;

  for (guint i = 0; i < N_INVOICES; i++)
    g_ptr_array_add (ids, package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, i % 2 ? fixture->other : fixture->client, 10000 + 100 * i));
  open_second (&second);
  read_again (&second);
  while (count_refusals (fixture) == 0)
    g_main_context_iteration (NULL, TRUE);
  n_before = second.n_met = count_refusals (fixture); /* it waits; the minute is not over for the first either */

  second.run = run_new (fixture);
  tick = g_timeout_add (5, let_a_minute_pass, &second);
  run_export_all (fixture, second.run, ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (second.run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (second.run), ==, N_INVOICES);
  g_assert_cmpuint (count_refusals (fixture), >, n_before);
  second.is_over = TRUE;
  while (second.is_reading)
    g_main_context_iteration (NULL, TRUE);

  package_assert_even (fixture);
  comparison = run_compare (fixture);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_INVOICES].n_there, ==, N_INVOICES);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_INVOICES].n_here, ==, N_INVOICES);
  g_source_remove (tick);
  g_clear_object (&second.run);
  g_clear_object (&second.company);
  tie_store_close (second.store);
  g_object_unref (second.store);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (guint i = 0; i < G_N_ELEMENTS (state_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xero/remove/", state_cases[i].name, NULL);

      g_test_add (path, RunFixture, &state_cases[i], set_up, test_state, run_fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (advance_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xero/advance/", advance_cases[i].entity, NULL);

      g_test_add (path, RunFixture, &advance_cases[i], set_up, test_advance, run_fixture_tear_down);
    }
  g_test_add ("/xero/two-programs", RunFixture, NULL, set_up_limited, test_two_programs, run_fixture_tear_down);
  return g_test_run ();
}
