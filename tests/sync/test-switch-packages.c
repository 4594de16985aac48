/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-switch-packages"
#include "config.h"

#include "net/tie-http.h"
#include "package-fixture.h"

/* A practice goes from one package to another and back: what is booked at one is not sent to the other, nor again to the first. */

typedef struct
{
  const char *name;
  PackageCase first;
  PackageCase second;
} SwitchCase;

static const SwitchCase cases[] = {
  { "xero-sage", { "xero", "empty" }, { "sage", "empty" } },
  { "sage-quickbooks", { "sage", "empty" }, { "quickbooks", "uk" } },
};

static void
set_up (RunFixture *fixture,
        gconstpointer data)
{
  package_fixture_set_up (fixture, &((const SwitchCase *) data)->first);
}

static void
switch_to (RunFixture *fixture,
           const char *connection)
{
  g_autoptr (GError) error = NULL;

  sync_switch (&fixture->sync, connection, FALSE, &error);
  g_assert_no_error (error);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
}

/* It goes, once; then so many are there. */
static void
export_one (RunFixture *fixture,
            const char *id,
            guint n_there)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (TieComparison) comparison = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ids, (gpointer) id);
  run_export_whole (fixture, ids, 1);
  run_export_whole (fixture, ids, 0);
  sync_pull (&fixture->sync, &error);
  g_assert_no_error (error);
  comparison = run_compare (fixture);
  g_assert_cmpint (comparison->lines[TIE_COMPARISON_INVOICES].n_there, ==, n_there);
}

static void
assert_kept_back (RunFixture *fixture,
                  const char *id,
                  const char *company)
{
  g_autofree char *sentence = g_strdup_printf ("Exported to %s already.", company);
  g_autoptr (GPtrArray) findings = run_check (fixture, TIE_SYNC_INVOICES, id);
  g_autoptr (TieSyncRun) run = run_new (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (tie_sync_findings_may_send (findings));
  g_assert_cmpstr (((const TieSyncFinding *) findings->pdata[findings->len - 1])->sentence, ==, sentence);
  run_export (fixture, run, &error, id, NULL);
  g_assert_no_error (error);
  g_assert_cmpuint (tie_sync_run_get_n_done (run), ==, 0);
  g_assert_cmpuint (tie_sync_run_get_problems (run)->len, ==, 1);
}

static void
test_switch (RunFixture *fixture,
             gconstpointer data)
{
  const SwitchCase *c = data;
  TieSandboxOptions options = { .package = c->second.package, .company = c->second.company, .seed = 2, .per_minute = 100000, .per_day = 1000000 };
  g_autoptr (TieSandbox) other = tie_sandbox_new (&options);
  g_autofree char *first = g_strdup (tie_company_get_connection (fixture->sync.company)->id);
  g_autofree char *first_name = g_strdup (tie_company_get_connection (fixture->sync.company)->company_name);
  g_autofree char *second = sync_add_company (&fixture->sync, other, c->second.package, "The Other Co.");
  g_autofree char *at_first = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 10010);
  g_autofree char *at_second = NULL;
  g_autofree char *at_last = NULL;
  g_autofree char *second_name = NULL;

  export_one (fixture, at_first, 1);

  switch_to (fixture, second);
  package_fixture_fill_company (fixture);
  second_name = g_strdup (tie_company_get_connection (fixture->sync.company)->company_name);
  assert_kept_back (fixture, at_first, first_name);
  at_second = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->client, 20020);
  export_one (fixture, at_second, 1);

  switch_to (fixture, first);
  assert_kept_back (fixture, at_second, second_name);
  at_last = package_add_document (fixture, TIE_DOCUMENT_KIND_INVOICE, fixture->other, 30030);
  export_one (fixture, at_last, 2);
  assert_kept_back (fixture, at_second, second_name);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  tie_http_set_haste (1000); /* a minute's limit is soon reached by single calls */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/switch-packages/", cases[i].name, NULL);

      g_test_add (path, RunFixture, &cases[i], set_up, test_switch, run_fixture_tear_down);
    }
  return g_test_run ();
}
