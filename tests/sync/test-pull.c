/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-pull"
#include "config.h"

#include <string.h>

#include "store/tie-db.h"
#include "store/tie-remote-table.h"
#include "sync-fixture.h"

/* Reading everything that a company has, and then what changed. */

static void
edit (SyncFixture *fixture,
      const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_sandbox_edit (fixture->sandbox, json, &error));
  g_assert_no_error (error);
}

static void
begin (SyncFixture *fixture,
       const TieSandboxOptions *options)
{
  g_autoptr (GError) error = NULL;

  fixture->sandbox = tie_sandbox_new (options);
  g_assert_true (tie_sandbox_start (fixture->sandbox, &error));
  g_assert_no_error (error);
  g_assert_true (sync_connect (fixture, &error));
  g_assert_no_error (error);
}

static guint
pull (SyncFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  guint n = sync_pull (fixture, &error);

  g_assert_no_error (error);
  return n;
}

/* What was asked of the company since so many requests, but for sign-in and what the company says of itself. */
static guint
count_requests (SyncFixture *fixture)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_auto (GStrv) parts = g_strsplit (journal, "\"path\":\"/v3/", -1);
  guint n = 0;

  for (guint i = 1; parts[i] != NULL; i++)
    {
      g_autofree char *path = g_strndup (parts[i], strcspn (parts[i], "\""));

      n += strstr (path, "/companyinfo/") == NULL && !g_str_has_suffix (path, "/preferences");
    }
  return n;
}

typedef struct
{
  SyncFixture *fixture;
  TieKind kind;
  const char *id;
  TieRemote *remote; /* (owned) (nullable) */
  gint64 n;
} Look;

static gboolean
look (TieDb *db,
      gpointer data,
      GError **error)
{
  Look *look = data;
  const char *connection = tie_company_get_connection (look->fixture->company)->id;

  look->n = tie_remote_table_count (db, connection, look->kind, error);
  if (look->id != NULL)
    look->remote = tie_remote_table_get (db, connection, look->kind, look->id, error);
  return look->n >= 0;
}

static gint64
count (SyncFixture *fixture,
       TieKind kind)
{
  Look job = { .fixture = fixture, .kind = kind };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_READ, look, &job, &error);
  g_assert_no_error (error);
  return job.n;
}

static TieRemote *
get (SyncFixture *fixture,
     TieKind kind,
     const char *id)
{
  Look job = { .fixture = fixture, .kind = kind, .id = id };
  g_autoptr (GError) error = NULL;

  tie_store_run (fixture->store, TIE_STORE_READ, look, &job, &error);
  g_assert_no_error (error);
  return job.remote;
}

typedef struct
{
  const char *path;
  const char *company;
  const char *country;
  const char *currency;
  TieTaxModel model;
  gint64 n_codes;
  const char *code; /* id of one of the tax codes … */
  gint64 rate;      /* … and what it comes to */
} CountryCase;

static const CountryCase country_cases[] = {
  { "/pull/country/us", "empty", "US", "USD", TIE_TAX_US, 3, "3", 97500 },
  { "/pull/country/ast", "ast", "US", "USD", TIE_TAX_US_AUTOMATED, 3, "3", 97500 },
  { "/pull/country/multi", "multi", "US", "USD", TIE_TAX_US, 3, "2", 0 },
  { "/pull/country/uk", "uk", "GB", "GBP", TIE_TAX_GLOBAL, 4, "1", 200000 },
  { "/pull/country/au", "au", "AU", "AUD", TIE_TAX_GLOBAL, 2, "1", 100000 },
  { "/pull/country/ca", "ca", "CA", "CAD", TIE_TAX_GLOBAL, 6, "4", 149750 },
};

/* Every kind of company is connected to, and its lists are read. */
static void
test_countries (SyncFixture *fixture,
                gconstpointer data)
{
  const CountryCase *country = data;
  const TieSandboxOptions options = { .company = country->company, .rows = 3, .seed = 1 };
  const TieConnection *connection = NULL;
  g_autoptr (TieRemote) code = NULL;

  begin (fixture, &options);
  connection = tie_company_get_connection (fixture->company);
  g_assert_cmpstr (connection->country, ==, country->country);
  g_assert_cmpstr (connection->currency, ==, country->currency);
  g_assert_cmpint (connection->tax_model, ==, country->model);
  g_assert_cmpuint (pull (fixture), >, 40);
  g_assert_cmpint (count (fixture, TIE_KIND_TAX_CODE), ==, country->n_codes);
  code = get (fixture, TIE_KIND_TAX_CODE, country->code);
  g_assert_cmpint (code->rate, ==, country->rate);
}

/* The first reading asks once for each list, the later ones once for all and once for what no changes tell. */
static void
test_requests (SyncFixture *fixture,
               gconstpointer data)
{
  const TieSandboxOptions options = { .company = "empty", .seed = 1 };
  guint before = 0;

  begin (fixture, &options);
  before = count_requests (fixture);
  pull (fixture);
  g_assert_cmpuint (count_requests (fixture) - before, <=, 15);
  before = count_requests (fixture);
  g_assert_cmpuint (pull (fixture), ==, 0);
  g_assert_cmpuint (count_requests (fixture) - before, ==, 2); /* the other one counts */
}

static void
areas_cb (TieStore *store,
          guint areas,
          guint *seen)
{
  *seen |= areas;
}

/* The next ids of transactions after those that the company begins with. */
#define PAID "11"
#define PAYING "12"

/* An invoice that is paid in part. */
static void
pay_part (SyncFixture *fixture)
{
  edit (fixture, "{\"action\":\"create\",\"entity\":\"Invoice\",\"members\":{\"CustomerRef\":{\"value\":\"22\"},\"DocNumber\":\"1023\",\"TxnDate\":\"2026-01-15\","
                 "\"Line\":[{\"Amount\":780,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"9\"},\"TaxCodeRef\":{\"value\":\"NON\"}}}]}}");
  edit (fixture, "{\"action\":\"create\",\"entity\":\"Payment\",\"members\":{\"CustomerRef\":{\"value\":\"22\"},\"TxnDate\":\"2026-02-15\",\"TotalAmt\":500,"
                 "\"PaymentRefNum\":\"2291\",\"Line\":[{\"Amount\":500,\"LinkedTxn\":[{\"TxnId\":\"" PAID "\",\"TxnType\":\"Invoice\"}]}]}}");
}

/* Lists, documents and payments of the demo company. */
static void
test_everything (SyncFixture *fixture,
                 gconstpointer data)
{
  const TieSandboxOptions options = { .seed = 1 };
  g_autoptr (TieRemote) invoice = NULL;
  g_autoptr (TieRemote) payment = NULL;
  g_autoptr (TieRemote) item = NULL;
  g_autoptr (TieRemote) account = NULL;
  g_autoptr (TieRemote) term = NULL;
  guint seen = 0;

  begin (fixture, &options);
  pay_part (fixture);
  pull (fixture);
  g_assert_cmpint (count (fixture, TIE_KIND_SALES_INVOICE), ==, 2);
  g_assert_cmpint (count (fixture, TIE_KIND_RECEIPT), ==, 10);
  g_assert_cmpint (count (fixture, TIE_KIND_ITEM), ==, 18);
  g_assert_cmpint (count (fixture, TIE_KIND_EMPLOYEE), ==, 5);

  invoice = get (fixture, TIE_KIND_SALES_INVOICE, "1");
  g_assert_cmpstr (invoice->money->number, ==, "INV-1029");
  g_assert_true (invoice->money->is_void);
  g_clear_pointer (&invoice, tie_remote_free);
  invoice = get (fixture, TIE_KIND_SALES_INVOICE, PAID);
  g_assert_cmpstr (invoice->money->number, ==, "1023");
  g_assert_cmpint (invoice->money->total, ==, 78000);
  g_assert_cmpint (invoice->money->balance, ==, 28000);
  g_assert_cmpstr (invoice->money->party_id, ==, "22");
  g_assert_false (invoice->money->is_void);
  payment = get (fixture, TIE_KIND_RECEIPT, PAYING);
  g_assert_cmpint (payment->money->total, ==, 50000);
  g_assert_cmpint (payment->money->balance, ==, 0);
  g_assert_cmpuint (payment->money->applied->len, ==, 1);
  g_assert_cmpstr (payment->money->reference, ==, "2291");
  item = get (fixture, TIE_KIND_ITEM, "1");
  g_assert_cmpstr (item->type, ==, "Service");
  g_assert_cmpint (item->rate, ==, 1650000);
  account = get (fixture, TIE_KIND_ACCOUNT, "4");
  g_assert_cmpstr (account->sub_type, ==, "UndepositedFunds");
  g_assert_cmpstr (account->account, ==, "1499");
  term = get (fixture, TIE_KIND_TERM, "3");
  g_assert_cmpint (term->rate, ==, 30);

  /* What is told again is not written again. */
  g_signal_connect (fixture->store, "changed", G_CALLBACK (areas_cb), &seen);
  g_assert_cmpuint (pull (fixture), ==, 0);
  g_assert_cmpuint (seen & TIE_STORE_AREA_REMOTES, ==, 0);
  g_signal_handlers_disconnect_by_func (fixture->store, areas_cb, &seen);
}

/* Voided, deleted, renamed over there. */
static void
test_changes (SyncFixture *fixture,
              gconstpointer data)
{
  const TieSandboxOptions options = { .seed = 1 };
  g_autoptr (TieRemote) gone = NULL;
  g_autoptr (TieRemote) open = NULL;
  g_autoptr (TieRemote) customer = NULL;

  begin (fixture, &options);
  pay_part (fixture);
  pull (fixture);
  edit (fixture, "{\"action\":\"delete\",\"entity\":\"Payment\",\"id\":\"" PAYING "\"}");
  edit (fixture, "{\"action\":\"rename\",\"entity\":\"Customer\",\"id\":\"1\",\"name\":\"Abacus Dentistry\"}");
  g_assert_cmpuint (pull (fixture), >=, 3);
  gone = get (fixture, TIE_KIND_RECEIPT, PAYING);
  g_assert_true (gone->is_deleted);
  open = get (fixture, TIE_KIND_SALES_INVOICE, PAID);
  g_assert_cmpint (open->money->balance, ==, 78000);
  customer = get (fixture, TIE_KIND_CUSTOMER, "1");
  g_assert_cmpstr (customer->name, ==, "Abacus Dentistry");
}

static gboolean
long_ago (TieDb *db,
          gpointer data,
          GError **error)
{
  return tie_db_exec (db, "UPDATE remote SET seen = '2020-01-01T00:00:00Z'", error);
}

/* No change tells that somebody made one customer of two: it is counted, and the list is read whole. */
static void
test_merged (SyncFixture *fixture,
             gconstpointer data)
{
  const TieSandboxOptions options = { .seed = 1 };
  g_autoptr (TieRemote) gone = NULL;
  g_autoptr (TieRemote) invoice = NULL;
  gint64 n = 0;
  guint before = 0;

  begin (fixture, &options);
  pay_part (fixture);
  pull (fixture);
  tie_store_run (fixture->store, TIE_STORE_WRITE, long_ago, NULL, NULL); /* moments have whole seconds */
  n = count (fixture, TIE_KIND_CUSTOMER);
  edit (fixture, "{\"action\":\"merge\",\"entity\":\"Customer\",\"id\":\"22\",\"into\":\"1\"}");
  before = count_requests (fixture);
  pull (fixture);
  g_assert_cmpuint (count_requests (fixture) - before, ==, 3);
  g_assert_cmpint (count (fixture, TIE_KIND_CUSTOMER), ==, n - 1);
  gone = get (fixture, TIE_KIND_CUSTOMER, "22");
  g_assert_true (gone->is_deleted);
  invoice = get (fixture, TIE_KIND_SALES_INVOICE, PAID);
  g_assert_cmpstr (invoice->money->party_id, ==, "1");

  /* Who is new there since the changes were asked for is no reason to read all. */
  edit (fixture, "{\"action\":\"create\",\"entity\":\"Customer\",\"members\":{\"DisplayName\":\"Somebody new\"}}");
  before = count_requests (fixture);
  pull (fixture);
  g_assert_cmpuint (count_requests (fixture) - before, ==, 2);
  g_assert_cmpint (count (fixture, TIE_KIND_CUSTOMER), ==, n);
}

/* More changes than one answer tells: the lists are asked one by one, and none is missed. */
static void
test_many (SyncFixture *fixture,
           gconstpointer data)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 1100, .seed = 1 };
  g_autoptr (TieRemote) last = NULL;

  begin (fixture, &options);
  pull (fixture);
  for (guint i = 1; i <= 1100; i++)
    {
      g_autofree char *bump = g_strdup_printf ("{\"action\":\"bump\",\"entity\":\"Customer\",\"id\":\"%u\"}", i);

      edit (fixture, bump);
    }
  edit (fixture, "{\"action\":\"bump\",\"entity\":\"Item\",\"id\":\"1\"}");
  g_assert_cmpuint (pull (fixture), ==, 1101);
  g_assert_cmpuint (pull (fixture), ==, 0);
}

/* A thousand invoices that changed within the time that a list of changes is read over: their list is read again, but once in a
 * pull, however often the changes after it are too many. */
static void
test_many_documents (SyncFixture *fixture,
                     gconstpointer data)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 3, .invoices = 1100, .seed = 1 };
  guint before;

  begin (fixture, &options);
  pull (fixture);
  g_assert_cmpint (count (fixture, TIE_KIND_SALES_INVOICE), ==, 1100);
  for (guint i = 0; i < 2; i++)
    {
      before = count_requests (fixture);
      g_assert_cmpuint (pull (fixture), ==, 0);
      g_assert_cmpuint (count_requests (fixture) - before, <, 20);
    }
  edit (fixture, "{\"action\":\"delete\",\"entity\":\"Invoice\",\"id\":\"1100\"}");
  pull (fixture);
  g_assert_cmpint (count (fixture, TIE_KIND_SALES_INVOICE), ==, 1099);
}

/* A plan without suppliers' invoices has empty lists of them. */
static void
test_plan (SyncFixture *fixture,
           gconstpointer data)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 2, .seed = 1 };

  begin (fixture, &options);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"VendorAndPurchasesPrefs\":{\"EnableBills\":false}}}");
  pull (fixture);
  g_assert_cmpint (count (fixture, TIE_KIND_CUSTOMER), ==, 2);
  g_assert_cmpint (count (fixture, TIE_KIND_SUPPLIER_INVOICE), ==, 0);
  g_assert_cmpuint (pull (fixture), ==, 0);
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
    { "/pull/requests", test_requests },
    { "/pull/everything", test_everything },
    { "/pull/changes", test_changes },
    { "/pull/merged", test_merged },
    { "/pull/many", test_many },
    { "/pull/many-documents", test_many_documents },
    { "/pull/plan", test_plan },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (country_cases); i++)
    g_test_add (country_cases[i].path, SyncFixture, &country_cases[i], sync_fixture_set_up, test_countries, sync_fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, SyncFixture, NULL, sync_fixture_set_up, tests[i].test, sync_fixture_tear_down);
  return g_test_run ();
}
