/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-faults"
#include "config.h"

#include "base/tie-error.h"
#include "billing/tie-document-actions.h"
#include "model/tie-tax-code.h"
#include "run-fixture.h"
#include "store/tie-db.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-actions.h"

#define N_INVOICES 7 /* two batches of five and less */
#define N_PAYMENTS 2

/* What was made here so far, and what the company has to have. */
typedef struct
{
  GPtrArray *ids; /* (owned): of the present round */
  guint n_invoices;
  gint64 invoiced;
  guint n_payments;
  gint64 paid;
} Books;

static void
books_clear (Books *books)
{
  g_clear_pointer (&books->ids, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Books, books_clear)

static void
add_round (RunFixture *fixture,
           Books *books)
{
  g_clear_pointer (&books->ids, g_ptr_array_unref);
  books->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_INVOICES; i++)
    {
      gint64 amount = 10000 + 137 * books->n_invoices;

      g_ptr_array_add (books->ids, run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, i % 2 == 0 ? fixture->client : fixture->other, amount));
      books->n_invoices++;
      books->invoiced += amount;
    }
  for (guint i = 0; i < N_PAYMENTS; i++)
    {
      g_ptr_array_add (books->ids, run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, i % 2 == 0 ? fixture->client : fixture->other, books->ids->pdata[i], 2500));
      books->n_payments++;
      books->paid += 2500;
    }
}

/* Exactly one of everything, with the same totals, and nothing left on the way. */
static void
assert_books (RunFixture *fixture,
              const Books *books)
{
  gint64 sum = 0;

  g_assert_cmpuint (run_count (fixture, "Invoice", &sum), ==, books->n_invoices);
  g_assert_cmpint (sum, ==, books->invoiced);
  g_assert_cmpuint (run_count (fixture, "Payment", &sum), ==, books->n_payments);
  g_assert_cmpint (sum, ==, books->paid);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_QUEUED), ==, 0);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 0);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_FAILED), ==, 0);
  for (guint i = 0; i < N_INVOICES; i++)
    {
      g_autofree char *remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, books->ids->pdata[i]);
      g_autofree char *stage = run_get_text (fixture, TIE_TYPE_DOCUMENT, books->ids->pdata[i], TIE_DOCUMENT_STAGE);

      g_assert_nonnull (remote);
      g_assert_cmpstr (stage, ==, TIE_DOCUMENT_STAGE_EXPORTED);
    }
}

/* As a person would: once more while something is left. */
static guint
export_patiently (RunFixture *fixture,
                  Books *books)
{
  for (guint tries = 1; tries <= 3; tries++)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);

      if (run_export_all (fixture, run, books->ids, NULL, NULL) && tie_sync_run_get_n_failed (run) == 0)
        return tries;
    }
  g_assert_not_reached ();
}

/* Each request of a run goes wrong in its turn, in each way. */
static void
test_each_request (RunFixture *fixture,
                   gconstpointer data)
{
  static const char *const kinds[] = { "cut-before", "cut-after", "truncated", "malformed", "429", "500", "502", "503", "504", "html", "text", "fault200", "401", "expired", "refuse" };
  g_auto (Books) books = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      for (guint after = 0; after < 3; after++)
        {
          g_autofree char *spec = g_strdup_printf ("%s,path=batch,after=%u,count=1", kinds[i], after);

          add_round (fixture, &books);
          sync_set_fault (&fixture->sync, spec);
          export_patiently (fixture, &books);
          sync_set_fault (&fixture->sync, NULL);
          assert_books (fixture, &books);
        }
    }
}

/* The same, and a change of what the round before sent: which is read before it is written over. */
static void
add_round_and_change (RunFixture *fixture,
                      Books *books)
{
  g_autofree char *changed = books->ids != NULL ? g_strdup (books->ids->pdata[N_INVOICES - 1]) : NULL;

  add_round (fixture, books);
  if (changed == NULL)
    return;
  books->invoiced += 100000 - run_get_integer (fixture, TIE_TYPE_DOCUMENT, changed, TIE_DOCUMENT_TOTAL);
  run_change_document (fixture, changed, "Changed", 100000);
  g_ptr_array_add (books->ids, g_steal_pointer (&changed));
}

/* Not only what is sent gets lost, but whatever is asked on the way. */
static void
test_any_request (RunFixture *fixture,
                  gconstpointer data)
{
  static const char *const kinds[] = { "cut-before", "cut-after", "truncated", "500", "html", "401" };
  g_auto (Books) books = { 0 };
  guint before;
  guint n_requests;

  add_round_and_change (fixture, &books);
  export_patiently (fixture, &books);
  add_round_and_change (fixture, &books);
  before = run_count_requests (fixture, "");
  export_patiently (fixture, &books);
  assert_books (fixture, &books);
  n_requests = run_count_requests (fixture, "") - before;
  g_assert_cmpuint (n_requests, >, 3); /* three batches, and what is asked */
  for (guint i = 0; i < n_requests; i++)
    {
      g_autofree char *spec = g_strdup_printf ("%s,after=%u,count=1", kinds[i % G_N_ELEMENTS (kinds)], i);
      g_autofree char *lost = g_strdup_printf ("cut-after,after=%u,count=1", i);
      const char *const specs[] = { spec, lost };

      for (guint k = 0; k < G_N_ELEMENTS (specs); k++)
        {
          add_round_and_change (fixture, &books);
          sync_set_fault (&fixture->sync, specs[k]);
          export_patiently (fixture, &books);
          sync_set_fault (&fixture->sync, NULL);
          assert_books (fixture, &books);
        }
    }
}

/* The company acts and nobody hears of it, until the program gives up and is gone.  The next one finds out: by the request
 * id while that is fresh, by number, party and mark when it is old, or when the clock was set and nobody knows. */
static void
test_left_behind (RunFixture *fixture,
                  gconstpointer data)
{
  static const gint64 shifts[] = { 0, -48 * 3600, 24 * 3600 };
  g_auto (Books) books = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *words = NULL;

      add_round (fixture, &books);
      sync_set_fault (&fixture->sync, "cut-after,path=batch;refuse,path=query");
      {
        g_autoptr (TieSyncRun) run = run_new (fixture);

        run_export_all (fixture, run, books.ids, NULL, &error);
        g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
        g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
        g_assert_cmpuint (tie_sync_run_get_n_unknown (run), ==, 5);
        g_assert_cmpuint (tie_sync_run_get_n_not_sent (run), ==, N_INVOICES + N_PAYMENTS - 5);
        words = tie_sync_run_describe (run);
        g_assert_cmpstr (words, ==, "0 documents exported, 5 without an answer, 4 not sent");
      }
      g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 5);
      g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_QUEUED), ==, 0);
      sync_set_fault (&fixture->sync, NULL);
      run_shift_sent (fixture, shifts[i]);
      sync_fixture_restart (&fixture->sync);
      g_assert_cmpuint (export_patiently (fixture, &books), ==, 1);
      assert_books (fixture, &books);
    }
}

static void
note_state (TieSyncRun *run,
            const char *id,
            guint state,
            GArray *states)
{
  g_array_append_val (states, state);
}

/* One answer is lost: while the run waits its rows say so, then they are found; and the company, which was only deaf for a
 * moment, is connected again. */
static void
test_found_again (RunFixture *fixture,
                  gconstpointer data)
{
  g_auto (Books) books = { 0 };
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint));
  static const guint expected[] = { TIE_SYNC_RUN_SENDING, TIE_SYNC_RUN_UNKNOWN, TIE_SYNC_RUN_DONE };

  add_round (fixture, &books);
  g_ptr_array_set_size (books.ids, 1);
  sync_set_fault (&fixture->sync, "cut-after,path=batch,count=1");
  run = run_new (fixture);
  g_signal_connect (run, "row", G_CALLBACK (note_state), states);
  g_assert_true (run_export_all (fixture, run, books.ids, NULL, NULL));
  g_assert_cmpmem (states->data, states->len * sizeof (guint), expected, sizeof expected);
  g_assert_cmpuint (tie_sync_run_get_n_unknown (run), ==, 0);
  g_assert_cmpint (tie_company_get_state (fixture->sync.company), ==, TIE_COMPANY_CONNECTED);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
}

/* A document that was changed while nobody knew what had become of it: the old version is there once, then the new one. */
static void
test_changed_meanwhile (RunFixture *fixture,
                        gconstpointer data)
{
  g_auto (Books) books = { 0 };

  add_round (fixture, &books);
  sync_set_fault (&fixture->sync, "cut-after,path=batch;refuse,path=query");
  {
    g_autoptr (TieSyncRun) run = run_new (fixture);

    g_assert_false (run_export_all (fixture, run, books.ids, NULL, NULL));
  }
  sync_set_fault (&fixture->sync, NULL);
  run_change_document (fixture, books.ids->pdata[2], "Changed meanwhile", 77700);
  books.invoiced += 77700 - (10000 + 137 * 2);
  export_patiently (fixture, &books);
  assert_books (fixture, &books);
}

/* The one problem of a run that sends nothing. */
static void
assert_kept_back (RunFixture *fixture,
                  const char *id,
                  const char *sentence)
{
  g_autoptr (GPtrArray) findings = run_check (fixture, TIE_SYNC_INVOICES, id);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];
  const TieSyncFinding *last = findings->pdata[findings->len - 1];

  g_assert_false (tie_sync_findings_may_send (findings));
  g_assert_cmpstr (last->sentence, ==, sentence);
  g_assert_cmpuint (tie_sync_finding_get_actions (last, actions), ==, 1);
  g_assert_cmpint (actions[0], ==, TIE_SYNC_ACTION_SWITCH);
  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
}

/* An answer is lost, and the practice goes on with another company: what may have been booked at the first one is not sent to the
 * second, until the first one was asked; then it is there, and only there. */
static void
test_lost_and_left (RunFixture *fixture,
                    gconstpointer data)
{
  TieSandboxOptions options = { .company = "empty", .seed = 2, .rows = 3 };
  g_autoptr (TieSandbox) other = tie_sandbox_new (&options);
  g_autofree char *first = g_strdup (tie_company_get_connection (fixture->sync.company)->id);
  g_autofree char *second = sync_add_company (&fixture->sync, other, "quickbooks", "The Other Co.");
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 4000);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (TieSyncRun) again = NULL;
  g_autoptr (GError) error = NULL;

  sync_set_fault (&fixture->sync, "cut-after,path=batch;refuse,path=query");
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
  g_clear_error (&error);
  sync_set_fault (&fixture->sync, NULL);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_SENDING), ==, 1);

  sync_switch (&fixture->sync, second, TRUE, &error);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  assert_kept_back (fixture, invoice, "On its way to Empty Books Co., and no answer came so far. Switch to Empty Books Co. and sync there, so that it is not booked twice.");

  sync_switch (&fixture->sync, first, FALSE, &error);
  g_assert_no_error (error);
  again = run_new (fixture);
  run_export (fixture, again, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);

  sync_switch (&fixture->sync, second, FALSE, &error);
  g_assert_no_error (error);
  assert_kept_back (fixture, invoice, "Exported to Empty Books Co. already.");
}

/* The sign-in ends in the middle: what went counts, the rest is as it was. */
static void
test_rights_end (RunFixture *fixture,
                 gconstpointer data)
{
  g_auto (Books) books = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  add_round (fixture, &books);
  sync_set_fault (&fixture->sync, "403,path=batch,after=1");
  {
    g_autoptr (TieSyncRun) run = run_new (fixture);

    run_export_all (fixture, run, books.ids, NULL, &error);
    g_assert_error (error, TIE_ERROR, TIE_ERROR_RIGHTS);
    words = tie_sync_run_describe (run);
    g_assert_cmpstr (words, ==, "5 invoices exported, 4 not sent");
  }
  sync_set_fault (&fixture->sync, NULL);
  export_patiently (fixture, &books);
  assert_books (fixture, &books);
}

/* The customer ends the connection in the middle of it, and consents anew. */
static void
test_revoked (RunFixture *fixture,
              gconstpointer data)
{
  g_auto (Books) books = { 0 };
  g_autoptr (GError) error = NULL;

  add_round (fixture, &books);
  sync_set_fault (&fixture->sync, "revoked,path=batch,after=1,count=1");
  {
    g_autoptr (TieSyncRun) run = run_new (fixture);

    run_export_all (fixture, run, books.ids, NULL, &error);
    g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
    g_clear_error (&error);
    g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 5);
  }
  g_assert_cmpint (tie_company_get_state (fixture->sync.company), ==, TIE_COMPANY_SIGN_IN_EXPIRED);
  sync_set_fault (&fixture->sync, NULL);
  sync_connect (&fixture->sync, &error);
  g_assert_no_error (error);
  export_patiently (fixture, &books);
  assert_books (fixture, &books);
}

/* The first that keeps the invoice back, and what is right instead. */
static void
assert_finding (RunFixture *fixture,
                const char *invoice,
                TieSyncCode code,
                const char *there)
{
  g_autoptr (GPtrArray) findings = run_check (fixture, TIE_SYNC_INVOICES, invoice);

  g_assert_cmpuint (findings->len, >, 0);
  g_assert_cmpint (((const TieSyncFinding *) findings->pdata[0])->code, ==, code);
  g_assert_cmpstr (((const TieSyncFinding *) findings->pdata[0])->there, ==, there);
}

typedef struct
{
  RunFixture *fixture;
  const char *survivor;
} Relink;

static gboolean
use_there (TieDb *db,
           gpointer data,
           GError **error)
{
  const Relink *job = data;

  return tie_sync_action_link (db, tie_company_get_connection (job->fixture->sync.company)->id, TIE_KIND_CUSTOMER, job->fixture->client, job->survivor, NULL, error);
}

static gboolean
long_ago (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_db_exec (db, "UPDATE remote SET seen = '2020-01-01T00:00:00Z'", error);
}

/* The customer became part of another there: nothing is made in a wrong name. */
static void
test_merged (RunFixture *fixture,
             gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *loser = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *survivor = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->other);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  run_edit (fixture, "{\"action\":\"merge\",\"entity\":\"Customer\",\"id\":\"%s\",\"into\":\"%s\"}", loser, survivor);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);

  /* Read, it is said before anything is sent. */
  run_write (fixture, long_ago, NULL);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  assert_finding (fixture, invoice, TIE_SYNC_BAD_ACCSID, NULL); /* who is left has another contact here */
}

/* Documents that went before tell into whom: one step, and all goes on under that name. */
static void
test_merged_known (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *sent = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *next = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 2500);
  g_autofree char *loser = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->client);
  g_autofree char *survivor = run_create (fixture, "Customer", "{\"DisplayName\":\"Joan Carter and Family\"}");
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  Relink relink = { fixture, survivor };

  run_export (fixture, run, &error, sent, NULL);
  g_assert_no_error (error);
  run_write (fixture, long_ago, NULL); /* moments have whole seconds */
  run_edit (fixture, "{\"action\":\"merge\",\"entity\":\"Customer\",\"id\":\"%s\",\"into\":\"%s\"}", loser, survivor);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);

  assert_finding (fixture, next, TIE_SYNC_BAD_ACCSID, survivor);
  run_export (fixture, run, &error, sent, next, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  run_write (fixture, use_there, &relink);
  run_export (fixture, run, &error, sent, next, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 0);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 2);
}

/* Closed there since it was asked last. */
static void
test_closed (RunFixture *fixture,
             gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  const TieProblem *problem;

  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2025-12-31\"}}}");
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_failed (run), ==, 1);
  problem = tie_sync_run_get_problems (run)->pdata[0];
  g_assert_true (g_str_has_prefix (problem->sentence, "QuickBooks books are closed until"));
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 0);
  g_assert_cmpint (run_count_outbox (fixture, TIE_OUTBOX_FAILED), ==, 0); /* it did not even leave */

  /* Opened again: a reading tells, and that it could not be asked once changes nothing. */
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2020-12-31\"}}}");
  tie_sandbox_set_fault (fixture->sync.sandbox, "500,path=/companyinfo,count=1", NULL);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  assert_finding (fixture, invoice, TIE_SYNC_CLOSED, NULL);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
}

/* A number that somebody used there. */
static void
test_number_taken (RunFixture *fixture,
                   gconstpointer data)
{
  g_autofree char *invoice = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *customer = run_get_remote_id (fixture, TIE_KIND_CUSTOMER, fixture->other);
  g_autofree char *theirs = run_create (fixture, "Invoice", "{\"CustomerRef\":{\"value\":\"%s\"},\"DocNumber\":\"INV-1001\",\"Line\":[{\"Amount\":5,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"9\"}}}]}", customer);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  const TieProblem *problem;

  run_export (fixture, run, &error, invoice, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  problem = tie_sync_run_get_problems (run)->pdata[0];
  g_assert_cmpstr (problem->sentence, ==, "Number INV-1001 already exists in QuickBooks.");
  g_assert_cmpstr (problem->existing_id, ==, theirs);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
}

static gboolean
add_tax (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, "sales");

  tie_record_set_text (code, TIE_TAX_CODE_NAME, "Sales tax");
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 97500);
  return tie_record_table_save (db, code, error) && tie_link_table_add (db, data, TIE_KIND_TAX_CODE, "sales", "3", error);
}

static gboolean
tax_document (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_read (db, data, error);

  if (sheet == NULL)
    return FALSE;
  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_TAX_CODE, "sales");
  return tie_document_save (db, sheet, NULL, error);
}

/* The package comes to another total: that ends the run and is named, and the document is known to be there. */
static void
test_difference (RunFixture *fixture,
                 gconstpointer data)
{
  g_autofree char *first = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10000);
  g_autofree char *second = run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000);
  g_autofree char *remote = NULL;
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;
  const TieProblem *problem;

  run_write (fixture, add_tax, tie_company_get_connection (fixture->sync.company)->id);
  run_write (fixture, tax_document, first);
  /* The rate was changed there since it was read: nobody can know before. */
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"TaxRate\",\"id\":\"2\",\"members\":{\"RateValue\":9}}");
  tie_sync_run_set_batch (run, 1);
  run_export (fixture, run, &error, first, second, NULL);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
  problem = tie_sync_run_get_problems (run)->pdata[0];
  g_assert_cmpstr (problem->sentence, ==, error->message);
  g_assert_true (g_str_has_prefix (problem->sentence, "INV-1001 comes to $109.75 here and to $110.50"));
  g_assert_cmpuint (tie_sync_run_get_n_not_sent (run), ==, 1);
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  remote = run_get_remote_id (fixture, TIE_KIND_SALES_INVOICE, first);
  g_assert_nonnull (remote);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add (path, RunFixture, NULL, run_fixture_set_up, func, run_fixture_tear_down)
  ADD ("/sync-faults/each-request", test_each_request);
  ADD ("/sync-faults/any-request", test_any_request);
  ADD ("/sync-faults/left-behind", test_left_behind);
  ADD ("/sync-faults/found-again", test_found_again);
  ADD ("/sync-faults/lost-and-left", test_lost_and_left);
  ADD ("/sync-faults/changed-meanwhile", test_changed_meanwhile);
  ADD ("/sync-faults/rights-end", test_rights_end);
  ADD ("/sync-faults/revoked", test_revoked);
  ADD ("/sync-faults/merged", test_merged);
  ADD ("/sync-faults/merged-known", test_merged_known);
  ADD ("/sync-faults/closed", test_closed);
  ADD ("/sync-faults/number-taken", test_number_taken);
  ADD ("/sync-faults/difference", test_difference);
#undef ADD
  return g_test_run ();
}
