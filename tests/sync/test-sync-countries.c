/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sync-countries"
#include "config.h"

#include "base/tie-money.h"
#include "billing/tie-document-actions.h"
#include "model/tie-tax-code.h"
#include "run-fixture.h"
#include "store/tie-activity-table.h"
#include "store/tie-comparison-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-actions.h"

/* Companies of each country and tax model: what is taxed here comes to the same there, to the cent, when it is sent and when
 * it is changed; and a document never goes out in one currency to be read in another. */

#define DATE "2025-11-03"

typedef struct
{
  const char *company; /* of the sandbox */
  const char *currency;
  struct
  {
    const char *remote_id; /* the company's tax code; NULL: none */
    gint64 rate;
  } codes[3];         /* tax-0, tax-1, tax-2: the first two of sales */
  const char *bought; /* which one of purchases; NULL: these are not taxed */
  gint64 unit;        /* of the amounts: the code of several rates rounds each by itself, so the amounts are hundreds there */
} Country;

static const Country countries[] = {
  { "empty", "USD", { { "3", 97500 }, { NULL, 0 }, { NULL, 0 } }, NULL, 10000 },
  { "ast", "USD", { { "3", 97500 }, { NULL, 0 }, { NULL, 0 } }, NULL, 1 },
  { "uk", "GBP", { { "1", 200000 }, { "2", 50000 }, { NULL, 0 } }, "tax-0", 1 },
  { "au", "AUD", { { "1", 100000 }, { "2", 0 }, { NULL, 0 } }, "tax-0", 1 },
  { "ca", "CAD", { { "4", 149750 }, { "2", 130000 }, { "1", 50000 } }, "tax-2", 1 },
};

typedef struct
{
  RunFixture *fixture;
  const Country *country;
  TieComparison *comparison;
} Job;

static const char *
get_connection (RunFixture *fixture)
{
  return tie_company_get_connection (fixture->sync.company)->id;
}

static gboolean
add_codes (TieDb *db,
           gpointer data,
           GError **error)
{
  const Job *job = data;

  for (guint i = 0; i < G_N_ELEMENTS (job->country->codes); i++)
    {
      g_autofree char *id = g_strdup_printf ("tax-%u", i);
      g_autoptr (TieRecord) code = tie_record_new (TIE_TYPE_TAX_CODE, id);

      if (job->country->codes[i].remote_id == NULL)
        continue;
      tie_record_set_text (code, TIE_TAX_CODE_NAME, id);
      tie_record_set_integer (code, TIE_TAX_CODE_RATE, job->country->codes[i].rate);
      if (!tie_record_table_save (db, code, error) || !tie_link_table_add (db, get_connection (job->fixture), TIE_KIND_TAX_CODE, id, job->country->codes[i].remote_id, error))
        return FALSE;
    }
  return tie_setting_table_set (db, "currency", job->country->currency, error);
}

typedef struct
{
  const char *kind;
  const char *contact;
  const char *number; /* of a supplier's */
  const char *codes[2]; /* tax of each line, NULL: not taxed */
  gint64 amounts[2];
  gint64 freight;
  gint64 discount;
  char *id;
} Draft;

static gboolean
save_draft (TieDb *db,
            gpointer data,
            GError **error)
{
  Draft *draft = data;
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (draft->kind, DATE);
  TieRecord *document = TIE_RECORD (sheet->document);

  tie_record_set_text (document, TIE_DOCUMENT_CONTACT, draft->contact);
  if (draft->number != NULL)
    tie_record_set_text (document, TIE_DOCUMENT_NUMBER, draft->number);
  tie_record_set_integer (document, TIE_DOCUMENT_FREIGHT, draft->freight);
  tie_record_set_integer (document, TIE_DOCUMENT_DISCOUNT, draft->discount);
  for (guint i = 0; i < G_N_ELEMENTS (draft->amounts); i++)
    {
      TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

      tie_record_set_text (line, TIE_LINE_TEXT, "Work");
      tie_record_set_integer (line, TIE_LINE_QUANTITY, TIE_SCALE);
      tie_record_set_integer (line, TIE_LINE_RATE, draft->amounts[i] * 100);
      tie_record_set_integer (line, TIE_LINE_AMOUNT, draft->amounts[i]);
      tie_record_set_text (line, TIE_LINE_TAX_CODE, draft->codes[i]);
    }
  if (!tie_document_save (db, sheet, NULL, error))
    return FALSE;
  draft->id = g_strdup (tie_record_get_id (document));
  return TRUE;
}

static char *
add_draft (RunFixture *fixture,
           Draft draft)
{
  run_write (fixture, save_draft, &draft);
  return draft.id;
}

static gboolean
compare (TieDb *db,
         gpointer data,
         GError **error)
{
  Job *job = data;

  job->comparison = tie_comparison_table_read (db, get_connection (job->fixture), NULL, "2099-12-31", error);
  return job->comparison != NULL;
}

/* After the company was read anew. */
static void
assert_even (RunFixture *fixture)
{
  Job job = { fixture, NULL, NULL };
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_write (fixture, compare, &job);
  comparison = job.comparison;
  for (guint i = 0; i < comparison->differences->len; i++)
    {
      const TieDifference *difference = comparison->differences->pdata[i];

      g_test_message ("%s: %" G_GINT64_FORMAT " here, %" G_GINT64_FORMAT " there", difference->number, difference->here, difference->there);
    }
  g_assert_true (tie_comparison_is_even (comparison));
}

static void
test_country (RunFixture *fixture,
              gconstpointer data)
{
  const Country *country = data;
  Job job = { fixture, country, NULL };
  const char *second = country->codes[1].remote_id != NULL ? "tax-1" : NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *first = NULL;

  run_write (fixture, add_codes, &job);
  for (gint64 i = 0; i < 6; i++)
    g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_INVOICE, fixture->client, NULL, { "tax-0", i % 2 ? second : "tax-0" }, { (10010 + 333 * i) * country->unit, (4995 - 77 * i) * country->unit } }));
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_CREDIT, fixture->client, NULL, { "tax-0", second }, { 1999 * country->unit, 501 * country->unit } }));
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, "B-1", { country->bought, country->bought }, { 3333, 8881 } }));
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, "B-2", { country->bought, country->bought }, { -505, -101 } }));
  first = g_strdup (ids->pdata[0]);
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, fixture->client, first, run_get_integer (fixture, TIE_TYPE_DOCUMENT, first, TIE_DOCUMENT_TOTAL)));
  g_assert_cmpint (run_get_integer (fixture, TIE_TYPE_DOCUMENT, first, TIE_DOCUMENT_TAX), >, 0);
  run_export_whole (fixture, ids, 10);
  assert_even (fixture);

  /* Another amount, the same tax. */
  run_change_document (fixture, ids->pdata[1], "More work", 77777 * country->unit);
  run_export_whole (fixture, ids, 1);
  assert_even (fixture);
}

static void
leave_discount (TieSyncSettings *settings)
{
  g_clear_pointer (&settings->items[TIE_SYNC_ITEM_DISCOUNT], g_free);
}

static void
choose_discount (TieSyncSettings *settings)
{
  g_free (settings->items[TIE_SYNC_ITEM_DISCOUNT]);
  settings->items[TIE_SYNC_ITEM_DISCOUNT] = g_strdup (settings->items[TIE_SYNC_ITEM_FIXED_FEE]);
}

/* A discount lowers the tax here: as the package's own kind of it, which falls on one tax code, and as a product, which bears
 * those of the lines. */
static void
test_discount (RunFixture *fixture,
               gconstpointer data)
{
  const Country *country = data;
  Job job = { fixture, country, NULL };
  const char *second = country->codes[1].remote_id != NULL ? "tax-1" : NULL;
  gboolean is_global = country->bought != NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  run_write (fixture, add_codes, &job);
  run_change_settings (fixture, leave_discount);
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_INVOICE, fixture->client, NULL, { "tax-0", "tax-0" }, { 10000, 5000 }, .discount = 3000 }));
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_SUPPLIER, fixture->supplier, "B-1", { country->bought, country->bought }, { 30000, 10000 }, .discount = 2000 }));
  run_export_whole (fixture, ids, 2);
  assert_even (fixture);

  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_INVOICE, fixture->client, NULL, { "tax-0", second }, { 20000, 8000 }, .discount = 7000 }));
  if (is_global)
    {
      g_autoptr (TieSyncRun) run = run_new (fixture);
      g_autoptr (GError) error = NULL;

      run_export_all (fixture, run, ids, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
      g_assert_cmpstr (((TieProblem *) tie_sync_run_get_problems (run)->pdata[0])->sentence, ==, "Line 3: Discount has no matching product or service.");
    }
  run_change_settings (fixture, choose_discount);
  g_ptr_array_add (ids, add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_CREDIT, fixture->client, NULL, { "tax-0", "tax-0" }, { 10000, 6000 }, .discount = 4000 }));
  run_export_whole (fixture, ids, 2);
  assert_even (fixture);
}

static char *
find_remote_id (RunFixture *fixture,
                const char *entity,
                const char *name)
{
  g_autofree char *statement = g_strdup_printf ("select Id from %s where DisplayName = '%s'", entity, name);
  g_autofree char *text = tie_sandbox_dup_query (fixture->sync.sandbox, statement);
  g_autoptr (GRegex) regex = g_regex_new ("\"Id\":\"([0-9]+)\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_true (g_regex_match (regex, text, 0, &match));
  return g_match_info_fetch (match, 1);
}

typedef struct
{
  const char *connection;
  TieKind kind;
  const char *local_id;
  const char *remote_id;
} Pair;

static gboolean
link_to (TieDb *db,
         gpointer data,
         GError **error)
{
  const Pair *pair = data;

  return tie_sync_action_link (db, pair->connection, pair->kind, pair->local_id, pair->remote_id, NULL, error);
}

/* A customer in euro and a practice in dollars: nothing of theirs goes, all else does. */
static void
test_foreign (RunFixture *fixture,
              gconstpointer data)
{
  g_autofree char *lyon = sync_add_contact (&fixture->sync, "Lyon Imports", TIE_CONTACT_TYPE_CLIENT);
  g_autofree char *paris = sync_add_contact (&fixture->sync, "Paris Printers", TIE_CONTACT_TYPE_SUPPLIER);
  g_autofree char *customer = find_remote_id (fixture, "Customer", "Lyon Imports");
  g_autofree char *vendor = find_remote_id (fixture, "Vendor", "Paris Printers");
  Pair pairs[] = { { get_connection (fixture), TIE_KIND_CUSTOMER, lyon, customer }, { get_connection (fixture), TIE_KIND_VENDOR, paris, vendor } };
  g_autoptr (TieSyncRun) run = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    run_write (fixture, link_to, &pairs[i]);
  g_ptr_array_add (ids, run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, lyon, 10000));
  g_ptr_array_add (ids, run_add_document (fixture, TIE_DOCUMENT_KIND_CREDIT, lyon, 500));
  g_ptr_array_add (ids, run_add_document (fixture, TIE_DOCUMENT_KIND_SUPPLIER, paris, 3000));
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_RECEIPT, lyon, NULL, 100));
  g_ptr_array_add (ids, run_add_payment (fixture, TIE_PAYMENT_KIND_PAID, paris, ids->pdata[2], 100));
  g_ptr_array_add (ids, run_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20000));
  run = run_new (fixture);
  run_export_all (fixture, run, ids, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 1);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      const TieProblem *problem = tie_sync_run_get_problems (run)->pdata[i];

      g_autofree char *by_hand = g_strdup_printf ("%s is in USD, but EUR is needed. Enter it by hand, in EUR.", problem->name);
      const char *expected = g_str_equal (problem->name, "PAY-1002")                                                  ? "Invoice A-3000 has not been exported."
                             : g_str_has_prefix (problem->name, "PAY-") || g_str_has_prefix (problem->name, "CN-") ? by_hand
                                                                                                                     : "Invoice is in USD, the company uses EUR.";

      g_assert_cmpstr (problem->sentence, ==, expected);
    }
  g_assert_cmpuint (run_count (fixture, "Invoice", NULL), ==, 1);
  g_assert_cmpuint (run_count (fixture, "CreditMemo", NULL) + run_count (fixture, "Bill", NULL) + run_count (fixture, "Payment", NULL) + run_count (fixture, "BillPayment", NULL), ==, 0);
}

static gboolean
raise_tax (TieDb *db,
           gpointer data,
           GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, TIE_TYPE_TAX_CODE, "tax-0", error);

  if (code == NULL)
    return FALSE;
  tie_record_set_integer (code, TIE_TAX_CODE_RATE, 220000);
  return tie_record_table_save (db, code, error);
}

/* The standard rate is raised on both sides.  What was read of it keeps the invoice back, but only until the next reading, however
 * short the one before was ago. */
static void
test_raised (RunFixture *fixture,
             gconstpointer data)
{
  Job job = { fixture, data, NULL };
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  TieSyncAction actions[TIE_SYNC_MAX_ACTIONS];

  run_write (fixture, add_codes, &job);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  run_edit (fixture, "{\"action\":\"set\",\"entity\":\"TaxRate\",\"id\":\"1\",\"members\":{\"RateValue\":22}}");
  run_write (fixture, raise_tax, NULL);
  id = add_draft (fixture, (Draft){ TIE_DOCUMENT_KIND_INVOICE, fixture->client, NULL, { "tax-0", "tax-0" }, { 10000, 5000 } });
  before = run_check (fixture, TIE_SYNC_INVOICES, id);
  g_assert_cmpuint (before->len, ==, 2); /* one of each line */
  g_assert_cmpstr (((TieSyncFinding *) before->pdata[0])->sentence, ==, "Line 1: Work bears 22 % tax here and 20 % in QuickBooks, as last read.");
  g_assert_cmpuint (tie_sync_finding_get_actions (before->pdata[0], actions), ==, 2);
  g_assert_cmpint (actions[1], ==, TIE_SYNC_ACTION_READ_AGAIN);

  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  after = run_check (fixture, TIE_SYNC_INVOICES, id);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
set_up_country (RunFixture *fixture,
                gconstpointer data)
{
  run_fixture_set_up (fixture, ((const Country *) data)->company);
}

static void
set_up_multi (RunFixture *fixture,
              gconstpointer data)
{
  run_fixture_set_up (fixture, "multi");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    {
      g_autofree char *path = g_strconcat ("/sync-countries/", countries[i].company, NULL);

      g_test_add (path, RunFixture, &countries[i], set_up_country, test_country, run_fixture_tear_down);
      g_free (path);
      path = g_strconcat ("/sync-countries/discount/", countries[i].company, NULL);
      g_test_add (path, RunFixture, &countries[i], set_up_country, test_discount, run_fixture_tear_down);
    }
  g_test_add ("/sync-countries/raised", RunFixture, &countries[2], set_up_country, test_raised, run_fixture_tear_down);
  g_test_add ("/sync-countries/foreign", RunFixture, NULL, set_up_multi, test_foreign, run_fixture_tear_down);
  return g_test_run ();
}
