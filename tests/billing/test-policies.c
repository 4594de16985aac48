/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-policies"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-distribution.h"
#include "billing/tie-policy-actions.h"

/* The practice's own policy: work goes to 4010, expenses to 4900. */
#define POLICY "standard-policy"

static TiePolicyRule *
make_rule (const char *policy,
           const char *category,
           const char *code,
           const char *taxed,
           const char *account)
{
  TiePolicyRule *rule = tie_policy_rule_new (NULL);
  guint field = g_str_equal (category, TIE_CATEGORY_EXPENSE) ? TIE_POLICY_RULE_EXPENSE_CODE : TIE_POLICY_RULE_WORK_CODE;

  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_POLICY, policy);
  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_CATEGORY, category);
  tie_record_set_text (TIE_RECORD (rule), field, code);
  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_TAXED, taxed);
  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_ACCOUNT, account);
  return rule;
}

static void
set_rule (TieDb *db,
          const char *category,
          const char *code,
          const char *taxed,
          const char *account)
{
  g_autoptr (TiePolicyRule) rule = make_rule (POLICY, category, code, taxed, account);
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_policy_set_rule (db, rule, NULL, &error));
  g_assert_no_error (error);
}

/* The account of the one line's part. */
static void
expect_account (TieDb *db,
                const char *code,
                gboolean is_expense,
                const char *tax_code,
                const char *expected)
{
  g_autoptr (TiePolicyRules) rules = tie_policy_rules_read (db, POLICY, NULL);
  g_autoptr (TieDocumentSheet) sheet = make_invoice ("carter", "2026-01-05", 45000);
  TieRecord *line = sheet->lines->pdata[0];

  tie_record_set_text (line, is_expense ? TIE_LINE_EXPENSE_CODE : TIE_LINE_WORK_CODE, code);
  tie_record_set_text (line, TIE_LINE_TAX_CODE, tax_code);
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_TOTAL, 45000);
  tie_distribution_apply (sheet, rules);
  g_assert_cmpuint (sheet->distributions->len, ==, 2);
  g_assert_cmpstr (tie_record_get_text (sheet->distributions->pdata[1], TIE_DISTRIBUTION_ACCOUNT), ==, expected);
}

static gboolean
add_free_tax (TieDb *db,
              GError **error)
{
  g_autoptr (TieRecord) code = tie_record_new (g_type_from_name ("TieTaxCode"), "free");

  g_object_set (code, "name", "Exempt", NULL);
  return tie_record_table_save (db, code, error);
}

/* What fits better goes first, whatever the order of the rules. */
static gboolean
fit_cb (TieDb *db,
        gpointer data,
        GError **error)
{
  g_assert_true (add_free_tax (db, error));
  set_rule (db, TIE_CATEGORY_WORK, "tax", "", "account-4020");
  set_rule (db, TIE_CATEGORY_WORK, "tax", TIE_TAXED, "account-4920");
  set_rule (db, TIE_CATEGORY_WORK, NULL, TIE_TAXED, "account-4900");
  set_rule (db, TIE_CATEGORY_EXPENSE, NULL, TIE_UNTAXED, "account-5100");
  set_rule (db, TIE_CATEGORY_EXPENSE, "postage", TIE_TAXED, "account-6990");

  expect_account (db, "tax", FALSE, NULL, "account-4020");
  expect_account (db, "tax", FALSE, "sales", "account-4920");
  expect_account (db, "tax", FALSE, "free", "account-4020");
  expect_account (db, "review", FALSE, NULL, "account-4010");
  expect_account (db, "review", FALSE, "city", "account-4900");
  expect_account (db, NULL, FALSE, "city", "account-4900");
  expect_account (db, "postage", TRUE, NULL, "account-5100");
  expect_account (db, "postage", TRUE, "sales", "account-6990");
  return TRUE;
}

static void
test_fit (StoreFixture *fixture,
          gconstpointer data)
{
  store_fixture_write (fixture, fit_cb, NULL);
}

static void
expect_policy (TieDb *db,
               const char *id,
               const char *name,
               gboolean is_default,
               guint n_rules)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, id, &error);
  g_autoptr (GPtrArray) rules = tie_record_table_list_where (db, TIE_TYPE_POLICY_RULE, TIE_POLICY_RULE_POLICY, id, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (tie_record_get_name (policy), ==, name);
  g_assert_cmpint (tie_record_get_integer (policy, TIE_POLICY_IS_DEFAULT), ==, is_default);
  g_assert_cmpuint (rules->len, ==, n_rules);
}

static gboolean
verbs_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autofree char *copy = NULL;
  g_autofree char *second = NULL;
  g_autofree char *blank = NULL;
  g_auto (TieBillingStep) step = { 0 };

  g_assert_true (tie_policy_add (db, POLICY, &copy, &step, error));
  g_assert_cmpstr (step.sentence, ==, "Policy “Copy of Standard” added");
  expect_policy (db, copy, "Copy of Standard", FALSE, 9);
  g_assert_true (tie_policy_add (db, POLICY, &second, &step, error));
  expect_policy (db, second, "Copy of Standard 2", FALSE, 9);
  g_assert_true (tie_policy_add (db, NULL, &blank, &step, error));
  expect_policy (db, blank, "New Policy", FALSE, 0);

  g_assert_true (tie_policy_rename (db, blank, "By hand", &step, error));
  g_assert_cmpstr (step.sentence, ==, "Policy “By hand” changed");
  g_assert_true (tie_policy_rename (db, blank, "By Hand", &step, error));
  g_assert_true (tie_policy_set_auto_approve (db, blank, TRUE, &step, error));
  g_assert_cmpint (get_amount (db, TIE_TYPE_POLICY, blank, TIE_POLICY_AUTO_APPROVE), ==, 1);

  /* One is the default. */
  g_assert_true (tie_policy_set_default (db, blank, TRUE, &step, error));
  expect_policy (db, blank, "By Hand", TRUE, 0);
  expect_policy (db, POLICY, "Standard", FALSE, 9);
  g_assert_true (tie_policy_set_default (db, blank, FALSE, &step, error));
  expect_policy (db, blank, "By Hand", FALSE, 0);

  /* Its rules go along, and come back. */
  g_assert_true (tie_policy_delete (db, second, &step, error));
  g_assert_cmpstr (step.sentence, ==, "Policy “Copy of Standard 2” deleted");
  g_assert_false (tie_policy_delete (db, second, &step, NULL));
  g_assert_true (undo_last_cb (db, NULL, error));
  expect_policy (db, second, "Copy of Standard 2", FALSE, 9);
  return TRUE;
}

static gboolean
rules_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  g_autoptr (TiePolicyRule) rule = make_rule (POLICY, TIE_CATEGORY_WORK, "tax", "", "account-4020");
  g_autoptr (TiePolicyRule) unsaved = make_rule (POLICY, TIE_CATEGORY_WORK, "review", "", NULL);
  g_auto (TieBillingStep) step = { 0 };

  g_assert_true (tie_policy_set_rule (db, rule, &step, error));
  g_assert_cmpstr (step.sentence, ==, "Policy “Standard” changed");
  expect_policy (db, POLICY, "Standard", TRUE, 10);
  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_TAXED, TIE_TAXED);
  g_assert_true (tie_policy_set_rule (db, rule, &step, error));
  expect_policy (db, POLICY, "Standard", TRUE, 10);

  /* Without an account there is none. */
  g_assert_true (tie_policy_set_rule (db, unsaved, &step, error));
  expect_policy (db, POLICY, "Standard", TRUE, 10);
  tie_record_set_text (TIE_RECORD (rule), TIE_POLICY_RULE_ACCOUNT, NULL);
  g_assert_true (tie_policy_set_rule (db, rule, &step, error));
  expect_policy (db, POLICY, "Standard", TRUE, 9);
  return TRUE;
}

static void
test_verbs (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, rules_cb, NULL);
  store_fixture_write (fixture, verbs_cb, NULL);
}

static gboolean
default_goes_cb (TieDb *db,
                 gpointer data,
                 GError **error)
{
  return tie_policy_delete (db, POLICY, NULL, error);
}

static gboolean
same_name_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autofree char *id = NULL;

  return tie_policy_add (db, NULL, &id, NULL, error) && tie_policy_rename (db, id, "STANDARD", NULL, error);
}

static gboolean
no_name_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  return tie_policy_rename (db, POLICY, "  ", NULL, error);
}

static gboolean
same_rule_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TiePolicyRule) rule = make_rule (POLICY, TIE_CATEGORY_WORK, NULL, "", "account-4020");

  return tie_policy_set_rule (db, rule, NULL, error);
}

static gboolean
no_policy_cb (TieDb *db,
              gpointer data,
              GError **error)
{
  g_autoptr (TiePolicyRule) rule = make_rule ("nobody", TIE_CATEGORY_WORK, NULL, "", "account-4020");

  g_assert_false (tie_policy_add (db, "nobody", NULL, NULL, NULL));
  g_assert_false (tie_policy_set_default (db, "nobody", TRUE, NULL, NULL));
  g_assert_false (tie_policy_set_auto_approve (db, "nobody", TRUE, NULL, NULL));
  g_assert_false (tie_policy_rename (db, "nobody", "Somebody", NULL, NULL));
  return tie_policy_set_rule (db, rule, NULL, error);
}

static void
test_refusals (StoreFixture *fixture,
               gconstpointer data)
{
  expect_error (fixture, default_goes_cb, NULL, TIE_ERROR_IN_USE, "“Standard” is used for new documents. Use another policy for them first.");
  expect_error (fixture, same_name_cb, NULL, TIE_ERROR_INVALID, "Another policy is called “STANDARD”.");
  expect_error (fixture, no_name_cb, NULL, TIE_ERROR_INVALID, NULL);
  expect_error (fixture, same_rule_cb, NULL, TIE_ERROR_INVALID, "“Standard” has an account for this already.");
  expect_error (fixture, no_policy_cb, NULL, TIE_ERROR_NOT_FOUND, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/billing/policies/fit", StoreFixture, NULL, billing_fixture_set_up, test_fit, store_fixture_tear_down);
  g_test_add ("/billing/policies/verbs", StoreFixture, NULL, billing_fixture_set_up, test_verbs, store_fixture_tear_down);
  g_test_add ("/billing/policies/refusals", StoreFixture, NULL, billing_fixture_set_up, test_refusals, store_fixture_tear_down);

  return g_test_run ();
}
