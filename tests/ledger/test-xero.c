/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "xero-fixture.h"

static const TieSandboxOptions harbor = { .company = "harbor" };

/* Organisations only: a practice of accountants' has no books. */
static void
test_companies (XeroFixture *fixture,
                gconstpointer data)
{
  static const char *const names[] = { "Harbor Books Ltd", "Demo Company (UK)", "Harbor Books (Guernsey) Limited" };

  g_assert_cmpuint (fixture->companies->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (((TiePackageCompany *) g_ptr_array_index (fixture->companies, i))->name, ==, names[i]);
}

static void
test_companies_faults (XeroFixture *fixture,
                       gconstpointer data)
{
  static const struct { const char *fault; int error; } cases[] = {
    { "503", TIE_ERROR_SERVER }, { "html", TIE_ERROR_SERVER }, { "401", TIE_ERROR_TOKEN }, { "malformed", TIE_ERROR_SERVER }, { "refuse", TIE_ERROR_NETWORK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) companies = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *spec = g_strdup_printf ("%s,path=/connections", cases[i].fault);

      g_test_message ("%s", cases[i].fault);
      xero_set_fault (fixture, spec);
      tie_xero_package.list_companies_async ("local", tie_sandbox_get_base_uri (fixture->sandbox), fixture->sign_in, NULL, net_wait_cb, &result);
      companies = tie_xero_package.list_companies_finish (net_wait (&result), &error);
      g_assert_null (companies);
      g_assert_error (error, TIE_ERROR, cases[i].error);
    }
}

static void
test_probe (XeroFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const TieLedgerCapabilities *can = NULL;

  g_assert_null (tie_ledger_get_capabilities (fixture->ledger));
  g_assert_true (xero_probe (fixture, &error));
  g_assert_no_error (error);
  can = tie_ledger_get_capabilities (fixture->ledger);
  g_assert_cmpstr (can->company_name, ==, "Sandbox Organisation");
  g_assert_cmpstr (can->company_id, ==, tie_sandbox_get_realm (fixture->sandbox));
  g_assert_cmpstr (can->country, ==, "GB");
  g_assert_cmpstr (can->currency, ==, "GBP");
  g_assert_null (can->closed_until);
  g_assert_cmpint (can->tax_model, ==, TIE_TAX_GLOBAL);
  g_assert_cmpuint (can->max_batch, ==, 50);
  g_assert_cmpuint (can->at_once, <=, 5);
  g_assert_true (can->names_shared && can->has_our_numbers && can->has_names_unique && can->refunds_name_credit);
  g_assert_false (can->has_employees || can->has_terms || can->has_private_note || can->has_sub_customers || can->has_unapplied);
  g_assert_nonnull (TIE_XERO (fixture->ledger)->receivable_id);
}

/* The later of the two days counts, each a midnight where the organisation is. */
static void
test_locked (XeroFixture *fixture,
             gconstpointer data)
{
  static const struct { const char *members; const char *closed; } cases[] = {
    { "{\"PeriodLockDate\":\"2026-03-31\"}", "2026-03-31" },
    { "{\"EndOfYearLockDate\":\"2026-06-30\"}", "2026-06-30" },
    { "{\"PeriodLockDate\":\"2026-07-31\"}", "2026-07-31" },
    { "{\"Timezone\":\"NEWZEALANDSTANDARDTIME\",\"PeriodLockDate\":\"2026-12-31\"}", "2026-12-31" },
    { "{\"Timezone\":\"PACIFICSTANDARDTIME\",\"PeriodLockDate\":\"2026-12-31\"}", "2026-12-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Organisation\",\"name\":\"Sandbox Organisation\",\"members\":%s}", cases[i].members);

      xero_edit (fixture, edit);
      g_assert_true (xero_probe (fixture, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (tie_ledger_get_capabilities (fixture->ledger)->closed_until, ==, cases[i].closed);
    }
}

static void
test_untaxed (XeroFixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const TiePackageCompany *guernsey = g_ptr_array_index (fixture->companies, 2);

  g_object_unref (fixture->ledger);
  fixture->ledger = tie_xero_new (tie_sandbox_get_base_uri (fixture->sandbox), guernsey->id, fixture->sign_in);
  g_assert_true (xero_probe (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (tie_ledger_get_capabilities (fixture->ledger)->tax_model, ==, TIE_TAX_NONE);
}

/* A token lives half an hour: one that has died meanwhile is renewed without a word, and so is one that was refused. */
static void
test_token (XeroFixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (xero_probe (fixture, &error));
  g_assert_cmpuint (xero_count_calls (fixture, "/connect/token"), ==, 1);
  tie_sandbox_advance_clock (fixture->sandbox, 1801);
  g_assert_true (xero_probe (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (xero_count_calls (fixture, "/connect/token"), ==, 2);

  /* After 60 days without use only a new consent helps. */
  tie_sandbox_advance_clock (fixture->sandbox, 61 * 24 * 60 * 60);
  g_assert_false (xero_probe (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SIGN_IN_EXPIRED);
}

static void
test_wrong_tenant (XeroFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_object_unref (fixture->ledger);
  fixture->ledger = tie_xero_new (tie_sandbox_get_base_uri (fixture->sandbox), "5d9a3c1e-0000-0000-0000-000000000000", fixture->sign_in);
  g_assert_false (xero_probe (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_SHUT_OUT);
}

/* Revoking takes the organisation along. */
static void
test_revoke (XeroFixture *fixture,
             gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_sign_in_revoke_async (fixture->sign_in, NULL, net_wait_cb, &result);
  g_assert_true (tie_sign_in_revoke_finish (fixture->sign_in, net_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (xero_count_calls (fixture, "/connect/revocation"), ==, 1);
  g_assert_false (xero_probe (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED);
}

static void
test_addresses (void)
{
  TieSignInAddresses *addresses = tie_xero_package.dup_addresses ("production", NULL);
  g_autofree char *api_uri = tie_xero_dup_api_uri ("production", NULL);

  g_assert_cmpstr (addresses->authorize_uri, ==, "https://login.xero.com/identity/connect/authorize");
  g_assert_cmpstr (addresses->token_uri, ==, "https://identity.xero.com/connect/token");
  g_assert_cmpstr (api_uri, ==, "https://api.xero.com");
  g_assert_cmpint (addresses->client, ==, TIE_CLIENT_PUBLIC);
  g_assert_cmpuint (g_strv_length (addresses->redirect_uris), ==, 5);
  g_assert_null (strstr (addresses->scope, "accounting.transactions"));
  g_assert_false (tie_xero_package.has_secret);
  tie_sign_in_addresses_free (addresses);
}

#define ADD(path, data, test) g_test_add (path, XeroFixture, data, xero_set_up, test, xero_tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  g_test_add_func ("/xero/addresses", test_addresses);
  ADD ("/xero/companies", &harbor, test_companies);
  ADD ("/xero/companies-faults", NULL, test_companies_faults);
  ADD ("/xero/probe", NULL, test_probe);
  ADD ("/xero/locked", NULL, test_locked);
  ADD ("/xero/untaxed", &harbor, test_untaxed);
  ADD ("/xero/token", NULL, test_token);
  ADD ("/xero/wrong-tenant", NULL, test_wrong_tenant);
  ADD ("/xero/revoke", NULL, test_revoke);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
