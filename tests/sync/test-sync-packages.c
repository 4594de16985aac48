/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-packages"
#include "config.h"

#include "base/tie-money.h"
#include "base/tie-random.h"
#include "billing/tie-document-actions.h"
#include "model/tie-code.h"
#include "model/tie-tax-code.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-remote-table.h"
#include "sync/tie-problem.h"

/* The same work with every package: names, documents, payments both ways, taking back, lost answers; and in the end both books
 * are even to the cent. */

#define DATE "2025-11-03"
#define RATE 200000 /* 20 % */

typedef struct
{
  const char *package;
  const char *company; /* of the sandbox: nothing was sold there yet, and taxed as in the United Kingdom */
  gboolean is_paced;   /* a minute's limit is soon reached by single calls: most of it only with -m slow */
} PackageCase;

static const PackageCase packages[] = {
  { "quickbooks", "uk", FALSE },
  { "xero", "empty", FALSE },
  { "sage", "empty", TRUE },
};

/* ---- lists ---- */

typedef struct
{
  const char *connection;
  TieKind kind;
  gboolean (*fits) (const TieRemote *remote, guint which);
  guint which;
  char *id; /* (owned) (nullable) */
} Search;

static gboolean
search (TieDb *db,
        gpointer data,
        GError **error)
{
  Search *job = data;
  g_autoptr (GPtrArray) remotes = tie_remote_table_list (db, job->connection, job->kind, error);

  for (guint i = 0; remotes != NULL && i < remotes->len && job->id == NULL; i++)
    {
      const TieRemote *remote = remotes->pdata[i];

      if (remote->is_active && !remote->is_deleted && job->fits (remote, job->which))
        job->id = g_strdup (remote->id);
    }
  return remotes != NULL;
}

static char *
find_there (RunFixture *fixture,
            TieKind kind,
            gboolean (*fits) (const TieRemote *remote, guint which),
            guint which)
{
  Search job = { tie_company_get_connection (fixture->sync.company)->id, kind, fits, which, NULL };

  run_write (fixture, search, &job);
  return job.id;
}

static gboolean
account_fits (const TieRemote *remote,
              guint which)
{
  if (which == TIE_SYNC_ACCOUNT_BANK || which == TIE_SYNC_ACCOUNT_DEPOSIT)
    return g_strcmp0 (remote->type, "Bank") == 0;
  return tie_sync_account_fits ((TieSyncAccount) which, remote->type);
}

static gboolean
tax_fits (const TieRemote *remote,
          guint which)
{
  return remote->rate == RATE && (remote->type == NULL || strstr (remote->type, which == 0 ? "sales" : "purchase") != NULL || g_str_equal (remote->type, "both"));
}

typedef struct
{
  RunFixture *fixture;
  char *accounts[TIE_SYNC_N_ACCOUNTS];
  char *sales_tax;
  char *purchase_tax;
} Choices;

static gboolean
add_tax (TieDb *db,
         const char *connection,
         const char *id,
         const char *there,
         GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, id);

  tie_record_set_text (code, TIE_TAX_CODE_NAME, id);
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, RATE);
  return tie_record_table_save (db, code, error) && tie_link_table_add (db, connection, TIE_KIND_TAX_CODE, id, there, error);
}

static gboolean
save_choices (TieDb *db,
              gpointer data,
              GError **error)
{
  Choices *choices = data;
  const TieConnection *connection = tie_company_get_connection (choices->fixture->sync.company);
  g_autoptr (TieSyncSettings) settings = tie_sync_settings_load (db, NULL, error);
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_WORK_CODE, "prep");

  tie_record_set_text (code, TIE_CODE_CODE, "PREP");
  tie_record_set_text (code, TIE_CODE_DESCRIPTION, "Preparation");
  settings->is_enabled = TRUE;
  settings->require_sent = FALSE;
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    {
      g_free (settings->accounts[i]);
      settings->accounts[i] = g_steal_pointer (&choices->accounts[i]);
    }
  return tie_record_table_save (db, code, error) && tie_sync_settings_save (db, settings, NULL, error) && tie_setting_table_set (db, "currency", connection->currency, error) &&
         add_tax (db, connection->id, "tax-sales", choices->sales_tax, error) &&
         (g_str_equal (choices->sales_tax, choices->purchase_tax) || add_tax (db, connection->id, "tax-bought", choices->purchase_tax, error));
}

static void
export_names (RunFixture *fixture,
              TieKind kind)
{
  g_autoptr (TieCrosswalk) crosswalk = sync_load_crosswalk (&fixture->sync, kind);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = sync_export (crosswalk, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < tie_crosswalk_get_problems (crosswalk)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_crosswalk_get_problems (crosswalk)->pdata[i])->sentence);
  g_assert_cmpuint (tie_crosswalk_get_problems (crosswalk)->len, ==, 0);
}

static gboolean has_bought_tax;

static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  const PackageCase *c = data;
  Choices choices = { fixture, { NULL }, NULL, NULL };
  g_autoptr (GError) error = NULL;

  sync_fixture_set_up_package (&fixture->sync, c->package, c->company);
  fixture->client = sync_add_contact (&fixture->sync, "Carter, Joan", TIE_CONTACT_TYPE_CLIENT);
  fixture->other = sync_add_contact (&fixture->sync, "Bright Horizon Yoga LLC", TIE_CONTACT_TYPE_CLIENT);
  fixture->supplier = sync_add_contact (&fixture->sync, "Paper & More", TIE_CONTACT_TYPE_SUPPLIER);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < TIE_SYNC_N_ACCOUNTS; i++)
    choices.accounts[i] = find_there (fixture, TIE_KIND_ACCOUNT, account_fits, i);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_INCOME]);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_EXPENSE]);
  g_assert_nonnull (choices.accounts[TIE_SYNC_ACCOUNT_BANK]);
  choices.sales_tax = find_there (fixture, TIE_KIND_TAX_CODE, tax_fits, 0);
  choices.purchase_tax = find_there (fixture, TIE_KIND_TAX_CODE, tax_fits, 1);
  g_assert_nonnull (choices.sales_tax);
  g_assert_nonnull (choices.purchase_tax);
  has_bought_tax = !g_str_equal (choices.sales_tax, choices.purchase_tax);
  run_write (fixture, save_choices, &choices);
  g_free (choices.sales_tax);
  g_free (choices.purchase_tax);
  export_names (fixture, TIE_KIND_CUSTOMER);
  export_names (fixture, TIE_KIND_VENDOR);
}

/* ---- documents ---- */

typedef struct
{
  const char *kind;
  const char *contact;
  gint64 amount;
  guint n;
  char *id;
} Draft;

static gboolean
save_draft (TieDb *db,
            gpointer data,
            GError **error)
{
  Draft *draft = data;
  gboolean is_supplier = g_str_equal (draft->kind, TIE_DOCUMENT_KIND_SUPPLIER);
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (draft->kind, DATE);
  TieRecord *document = TIE_RECORD (sheet->document);
  g_autofree char *number = g_strdup_printf ("B-%u", draft->n);

  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, draft->contact);
  tie_record_set_text (document, TIE_DOCUMENT_DUE, "2025-12-03");
  if (is_supplier)
    tie_record_set_text (document, TIE_DOCUMENT_NUMBER, number);
  for (guint i = 0; i < 2; i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));
      gint64 amount = i == 0 ? draft->amount : draft->amount / 3;

      tie_record_set_text (line, TIE_LINE_TEXT, "Work");
      if (!is_supplier)
        tie_record_set_text (line, TIE_LINE_WORK_CODE, "prep");
      tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
      tie_record_set_integer (line, TIE_LINE_RATE, amount * 100);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, amount);
      tie_record_set_text (line, TIE_LINE_TAX_CODE, is_supplier && has_bought_tax ? "tax-bought" : "tax-sales");
    }
  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  draft->id = g_strdup (tie_record_get_id (document));
  return TRUE;
}

static char *
add (RunFixture *fixture,
     const char *kind,
     const char *contact,
     gint64 amount)
{
  static guint n;
  Draft draft = { kind, contact, amount, ++n, NULL };

  run_write (fixture, save_draft, &draft);
  return draft.id;
}

static gint64
get_total (RunFixture *fixture,
           const char *id)
{
  return run_get_integer (fixture, TIE_TYPE_DOCUMENT, id, TIE_DOCUMENT_TOTAL);
}

static char *
add_payment (RunFixture *fixture,
             const char *kind,
             const char *contact,
             const char *document)
{
  return run_add_payment (fixture, kind, contact, document, get_total (fixture, document));
}

static void
export_whole (RunFixture *fixture,
              GPtrArray *ids,
              guint n_expected)
{
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_export_all (fixture, run, ids, NULL, &error);
  for (guint i = 0; i < tie_sync_run_get_problems (run)->len; i++)
    g_test_message ("%s", ((TieProblem *) tie_sync_run_get_problems (run)->pdata[i])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, n_expected);
}

static void
assert_even (RunFixture *fixture)
{
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  comparison = run_compare (fixture);
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%s %d of kind %d: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", difference->number, (int) difference->kind, (int) difference->what, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
}

/* All kinds, first as they are, then changed, then taken back. */
static void
test_work (RunFixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *credit = add (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999);
  g_autofree char *bill = add (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 8881);
  const char *last;

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_INVOICE, i % 2 ? fixture->other : fixture->client, 10010 + 333 * i));
  last = ids->pdata[3];
  g_ptr_array_add (ids, g_strdup (credit));
  g_ptr_array_add (ids, g_strdup (bill));
  g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, -505));
  g_ptr_array_add (ids, add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0]));
  g_ptr_array_add (ids, add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, bill));
  run_apply_credit (fixture, credit, ids->pdata[2], 2000);
  export_whole (fixture, ids, 9);
  assert_even (fixture);

  /* Nothing more is to be done. */
  export_whole (fixture, ids, 0);

  run_change_document (fixture, ids->pdata[1], "More work", 77777);
  g_ptr_array_add (changed, g_strdup (ids->pdata[1]));
  export_whole (fixture, changed, 1);
  run_change_payment (fixture, ids->pdata[7], 5000);
  g_ptr_array_set_size (changed, 0);
  g_ptr_array_add (changed, g_strdup (ids->pdata[7]));
  export_whole (fixture, changed, 1);
  assert_even (fixture);

  run = run_new (fixture);
  run_remove (fixture, run, last, "void", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, last, TIE_DOCUMENT_IS_VOID), ==, 1);
  assert_even (fixture);
}

/* (transfer full) Somebody records there that the invoice was paid; gives the payment's id. */
static char *
pay_there (RunFixture *fixture,
           const char *invoice,
           gint64 amount)
{
  TieLedger *ledger = tie_company_get_ledger (fixture->sync.company);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (TIE_KIND_RECEIPT);
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request_id = tie_random_uuid ();
  g_autofree char *there = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, invoice);
  TieLedgerOperation operation = { TIE_KIND_RECEIPT, "create", request_id, NULL };
  const TieLedgerResult *result;

  payment->date = g_strdup (DATE);
  payment->party_id = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  payment->account_id = find_there (fixture, TIE_KIND_ACCOUNT, account_fits, TIE_SYNC_ACCOUNT_DEPOSIT);
  payment->reference = g_strdup ("CHQ 7");
  payment->amount = amount;
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, there, amount);
  operation.body = body = tie_ledger_make_payment_body (ledger, "create", payment, NULL, &error);
  g_assert_no_error (error);
  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (ledger, operations, NULL, sync_done_cb, &answer);
  sync_wait (&answer);
  results = tie_ledger_push_finish (ledger, answer, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (results, 0);
  g_assert_no_error (result->fault);
  return g_strdup (result->remote->id);
}

/* What is paid there is brought over, once. */
static void
test_paid_there (RunFixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *there = NULL;

  g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  export_whole (fixture, ids, 1);
  there = pay_there (fixture, ids->pdata[0], 4000);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      sync_pull (&fixture->sync, &error);
      g_assert_no_error (error);
      run_import (fixture, run, there, &error);
      g_assert_no_error (error);
      g_assert_cmpint (run_get_paid (fixture, ids->pdata[0]), ==, 4000);
      g_assert_cmpint (run_count_payments (fixture), ==, 1);
    }
  assert_even (fixture);
}

/* Money that goes back: of a credit note that also pays an invoice, and of one that is used for nothing else. */
static void
test_refunds (RunFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010));
  g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 4999));
  g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_CREDIT, fixture->client, 1000));
  run_apply_credit (fixture, ids->pdata[1], ids->pdata[0], 1500);
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, ids->pdata[1], 2000));
  g_ptr_array_add (ids, add_payment (fixture, TIE_PAYMENT_KIND_REFUND, fixture->client, ids->pdata[2]));
  export_whole (fixture, ids, 5);
  export_whole (fixture, ids, 0);
  assert_even (fixture);
}

/* A pair that was unlinked is proposed again. */
static void
test_match (RunFixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieCrosswalk) crosswalk = NULL;
  g_autoptr (GListModel) proposals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *unlinked = NULL;
  g_autofree char *applied = NULL;
  g_autofree char *before = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *after = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  crosswalk = sync_load_crosswalk (&fixture->sync, TIE_KIND_CUSTOMER);
  unlinked = sync_unlink (crosswalk, "Carter, Joan", &error);
  g_assert_no_error (error);
  proposals = sync_automatch (crosswalk, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (proposals), ==, 1);
  applied = sync_apply (crosswalk, proposals);
  after = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_assert_cmpstr (after, ==, before);
}

/* ---- faults ---- */

static void
set_fault (RunFixture *fixture,
           const char *spec)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_set_fault (fixture->sync.sandbox, spec, &error);
  g_assert_no_error (error);
}

/* Each request in turn gets no answer, whether it was done or not, or one of the server's own trouble: nothing is made twice, and
 * nothing is missing. */
static void
test_lost (RunFixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint n_requests;
  } faults[] = { { "cut-after", 5 }, { "cut-before", 2 }, { "500", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      for (guint after = 0; after < faults[i].n_requests; after++)
        {
          g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
          g_autofree char *spec = g_strdup_printf ("%s,after=%u,count=1", faults[i].fault, after);

          g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010 + after));
          g_ptr_array_add (ids, add (fixture, TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, 3000 + after));
          g_ptr_array_add (ids, add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, ids->pdata[0]));
          g_ptr_array_add (ids, add_payment (fixture, TIE_PAYMENT_KIND_PAID, fixture->supplier, ids->pdata[1]));
          g_test_message ("%s", spec);
          set_fault (fixture, spec);
          export_whole (fixture, ids, 4);
          set_fault (fixture, "none");
        }
    }
  assert_even (fixture);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    gboolean is_long;
    void (*test) (RunFixture *fixture, gconstpointer data);
  } tests[] = {
    { "work", FALSE, test_work },
    { "refunds", FALSE, test_refunds },
    { "paid-there", TRUE, test_paid_there },
    { "match", FALSE, test_match },
    { "lost", TRUE, test_lost },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
        {
          g_autofree char *path = g_strdup_printf ("/packages/%s/%s", packages[i].package, tests[j].name);

          if (packages[i].is_paced && tests[j].is_long && !g_test_slow ())
            continue;
          g_test_add (path, RunFixture, &packages[i], set_up, tests[j].test, run_fixture_tear_down);
        }
    }
  return g_test_run ();
}
