/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-distribution"
#include "config.h"

#include <string.h>

#include "billing-fixture.h"
#include "billing/tie-distribution.h"
#include "model/tie-policy.h"
#include "store/tie-activity-table.h"
#include "store/tie-document-table.h"
#include "store/tie-undo.h"

/* The practice's own policy, with a rule of its own for postage. */
#define POLICY "standard-policy"

static gboolean
add_rule_cb (TieDb *db,
             gpointer data,
             GError **error)
{
  g_autoptr (TieRecord) rule = tie_record_new (TIE_TYPE_POLICY_RULE, "postage-rule");

  tie_record_set_text (rule, TIE_POLICY_RULE_POLICY, POLICY);
  tie_record_set_text (rule, TIE_POLICY_RULE_CATEGORY, TIE_CATEGORY_EXPENSE);
  tie_record_set_text (rule, TIE_POLICY_RULE_EXPENSE_CODE, "postage");
  tie_record_set_text (rule, TIE_POLICY_RULE_ACCOUNT, "account-5100");
  return tie_record_table_save (db, rule, error);
}

static void
set_up (StoreFixture *fixture,
        gconstpointer data)
{
  billing_fixture_set_up (fixture, data);
  store_fixture_write (fixture, add_rule_cb, NULL);
}

static TieDocumentSheet *
make_full (void)
{
  TieDocumentSheet *sheet = make_invoice ("carter", "2026-01-05", 45000);
  TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

  tie_record_set_text (sheet->lines->pdata[0], TIE_LINE_WORK_CODE, "tax");
  tie_record_set_text (line, TIE_LINE_EXPENSE_CODE, "postage");
  tie_record_set_text (line, TIE_LINE_TEXT, "Certified mail");
  tie_record_set_integer (line, TIE_LINE_AMOUNT, 985);
  tie_record_set_text (line, TIE_LINE_TAX_CODE, "sales");
  return sheet;
}

/* Rows as "category account debit credit; …". */
static char *
describe (TieDocumentSheet *sheet)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < sheet->distributions->len; i++)
    {
      TieRecord *row = sheet->distributions->pdata[i];
      const char *account = tie_record_get_text (row, TIE_DISTRIBUTION_ACCOUNT);

      g_string_append_printf (out,
                              "%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "; ",
                              tie_record_get_text (row, TIE_DISTRIBUTION_CATEGORY),
                              account != NULL ? account + strlen ("account-") : "-",
                              tie_record_get_integer (row, TIE_DISTRIBUTION_DEBIT),
                              tie_record_get_integer (row, TIE_DISTRIBUTION_CREDIT));
    }
  return g_string_free (out, FALSE);
}

static void
expect_rows (TieDocumentSheet *sheet,
             const char *expected)
{
  g_autofree char *rows = describe (sheet);

  g_assert_cmpstr (rows, ==, expected);
}

static void
expect_problem (TieDocumentSheet *sheet,
                const char *expected)
{
  g_autofree char *problem = tie_distribution_get_problem (sheet);

  g_assert_cmpstr (problem, ==, expected);
}

typedef struct
{
  const char *kind;
  gint64 freight;
  gint64 discount;
  const char *rows;
} KindCase;

static const KindCase kind_cases[] = {
  { "invoice", 0, 0, "total 1100 46066 0; work 4010 0 45000; expense 5100 0 985; tax 2200 0 81; " },
  { "credit", 0, 0, "total 1100 0 46066; work 4010 45000 0; expense 5100 985 0; tax 2200 81 0; " },
  { "supplier", 0, 0, "total 2000 0 46066; work 5100 45000 0; expense 5100 985 0; tax 2200 81 0; " },
  { "invoice", 700, 500, "total 1100 46265 0; work 4010 0 45000; expense 5100 0 985; discount 4950 500 0; tax 2200 0 80; freight 4920 0 700; " },
};

static gboolean
kinds_cb (TieDb *db,
          gpointer data,
          GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_cases); i++)
    {
      g_autoptr (TieDocumentSheet) sheet = make_full ();
      TieDistributionState state;

      tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_KIND, kind_cases[i].kind);
      tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_FREIGHT, kind_cases[i].freight);
      tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_DISCOUNT, kind_cases[i].discount);
      g_assert_true (tie_document_save (db, sheet, NULL, error));
      expect_rows (sheet, kind_cases[i].rows);
      expect_problem (sheet, NULL);
      tie_distribution_get_state (sheet, &state);
      g_assert_true (state.is_balanced && state.is_distributed);
      g_assert_cmpint (state.debits, ==, state.credits);
    }
  return TRUE;
}

static void
test_kinds (StoreFixture *fixture,
            gconstpointer data)
{
  store_fixture_write (fixture, kinds_cb, NULL);
}

static gboolean
by_hand_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autoptr (TieDocumentSheet) sheet = make_full ();
  g_autoptr (TiePolicyRules) rules = tie_policy_rules_read (db, POLICY, error);
  g_autofree char *name = NULL;
  TieRecord *row;
  TieRecord *second;

  g_assert_true (tie_document_save (db, sheet, NULL, error));
  name = tie_distribution_get_part_name (sheet, sheet->distributions->pdata[0]);
  g_assert_cmpstr (name, ==, "Invoice total");
  g_free (name);
  name = tie_distribution_get_part_name (sheet, sheet->distributions->pdata[2]);
  g_assert_cmpstr (name, ==, "Line 2");

  /* A line is taken off its account, and forgotten. */
  row = sheet->distributions->pdata[2];
  tie_record_set_text (row, TIE_DISTRIBUTION_ACCOUNT, NULL);
  expect_problem (sheet, "$9.85 is not distributed");
  tie_record_set_integer (row, TIE_DISTRIBUTION_CREDIT, 0);
  expect_problem (sheet, "Debits exceed credits by $9.85");
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_problem (sheet, "Debits exceed credits by $9.85");
  tie_record_set_integer (row, TIE_DISTRIBUTION_CREDIT, 1970);
  expect_problem (sheet, "Credits exceed debits by $9.85");
  tie_record_set_integer (row, TIE_DISTRIBUTION_CREDIT, 985);
  tie_record_set_text (row, TIE_DISTRIBUTION_ACCOUNT, "account-4900");
  expect_problem (sheet, NULL);

  /* Split by hand: stays so, and is short when the line grows. */
  row = sheet->distributions->pdata[1];
  tie_record_set_integer (row, TIE_DISTRIBUTION_CREDIT, 40000);
  second = tie_record_new (TIE_TYPE_DISTRIBUTION, NULL);
  tie_record_set_text (second, TIE_DISTRIBUTION_LINE, tie_record_get_text (row, TIE_DISTRIBUTION_LINE));
  tie_record_set_text (second, TIE_DISTRIBUTION_CATEGORY, TIE_CATEGORY_WORK);
  tie_record_set_text (second, TIE_DISTRIBUTION_ACCOUNT, "account-4020");
  tie_record_set_integer (second, TIE_DISTRIBUTION_CREDIT, 5000);
  g_ptr_array_insert (sheet->distributions, 2, second);
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_rows (sheet, "total 1100 46066 0; work 4010 0 40000; work 4020 0 5000; expense 4900 0 985; tax 2200 0 81; ");
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, 46000);
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_rows (sheet, "total 1100 47066 0; work 4010 0 40000; work 4020 0 5000; expense 4900 0 985; tax 2200 0 81; ");
  expect_problem (sheet, "Debits exceed credits by $10.00");

  /* A line that goes takes its rows along; one that stays keeps its account. */
  tie_record_set_integer (sheet->lines->pdata[1], TIE_LINE_AMOUNT, 1000);
  g_ptr_array_remove_index (sheet->lines, 0);
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_rows (sheet, "total 1100 1083 0; expense 4900 0 1000; tax 2200 0 83; ");

  tie_distribution_apply (sheet, rules);
  expect_rows (sheet, "total 1100 1083 0; expense 5100 0 1000; tax 2200 0 83; ");
  tie_distribution_apply (sheet, NULL);
  expect_rows (sheet, "total - 1083 0; expense - 0 1000; tax - 0 83; ");
  expect_problem (sheet, "$21.66 is not distributed");

  /* A total that came from elsewhere and is a cent off. */
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_TOTAL, 1084);
  tie_distribution_apply (sheet, rules);
  expect_rows (sheet, "total 1100 1084 0; expense 5100 0 1000; tax 2200 0 83; rounding 6990 0 1; ");
  expect_problem (sheet, NULL);
  return TRUE;
}

static void
test_by_hand (StoreFixture *fixture,
              gconstpointer data)
{
  store_fixture_write (fixture, by_hand_cb, NULL);
}

static gboolean
approve (TieDb *db,
         const char *first,
         const char *second,
         GPtrArray *left,
         TieBillingStep *step,
         GError **error)
{
  const char *const ids[] = { first, second, NULL };

  return tie_document_approve (db, ids, left, step, error);
}

static gboolean
approve_cb (TieDb *db,
            gpointer data,
            GError **error)
{
  g_autofree char *first = save_invoice (db, "carter", "2026-01-05", 100);
  g_autoptr (TieDocumentSheet) second = make_full ();
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_auto (TieBillingStep) step = { 0 };
  g_autofree char *id = g_strdup (tie_record_get_id (TIE_RECORD (second->document)));

  g_assert_true (tie_document_save (db, second, NULL, error));
  tie_record_set_text (second->distributions->pdata[0], TIE_DISTRIBUTION_ACCOUNT, NULL);
  g_assert_true (tie_document_save (db, second, NULL, error));

  g_assert_true (approve (db, first, id, left, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 approved");
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (left->pdata[0], ==, "INV-1002: $460.66 is not distributed.");

  tie_record_set_text (second->distributions->pdata[0], TIE_DISTRIBUTION_ACCOUNT, "account-1100");
  g_assert_true (tie_document_save (db, second, NULL, error));
  g_assert_true (approve (db, id, NULL, NULL, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1002 approved");

  /* Another note does not ask for another approval, another account does. */
  tie_document_sheet_free (g_steal_pointer (&second));
  second = tie_document_sheet_read (db, id, error);
  tie_record_set_text (TIE_RECORD (second->document), TIE_DOCUMENT_NOTES, "Call first");
  g_assert_true (tie_document_save (db, second, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1002 changed");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (second->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_APPROVED);
  tie_record_set_text (second->distributions->pdata[0], TIE_DISTRIBUTION_ACCOUNT, "account-1150");
  g_assert_true (tie_document_save (db, second, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1002 changed and put back to Invoiced");

  return approve (db, first, NULL, NULL, NULL, error);
}

static gboolean
auto_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autoptr (TieRecord) policy = tie_record_table_get (db, TIE_TYPE_POLICY, POLICY, error);
  g_autoptr (TieDocumentSheet) sheet = make_full ();
  g_auto (TieBillingStep) step = { 0 };

  tie_record_set_integer (policy, TIE_POLICY_AUTO_APPROVE, TRUE);
  g_assert_true (tie_record_table_save (db, policy, error));
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_APPROVED);
  tie_record_set_integer (sheet->lines->pdata[0], TIE_LINE_AMOUNT, 1);
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 changed");
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_APPROVED);
  tie_record_set_text (sheet->distributions->pdata[0], TIE_DISTRIBUTION_ACCOUNT, NULL);
  g_assert_true (tie_document_save (db, sheet, &step, error));
  g_assert_cmpstr (tie_record_get_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_STAGE), ==, TIE_DOCUMENT_STAGE_INVOICED);

  /* Without any policy the rows are there and wait for accounts. */
  tie_record_set_integer (policy, TIE_POLICY_ARCHIVED, TRUE);
  g_assert_true (tie_record_table_save (db, policy, error));
  tie_document_sheet_free (g_steal_pointer (&sheet));
  sheet = make_full ();
  g_assert_true (tie_document_save (db, sheet, NULL, error));
  expect_rows (sheet, "total - 46066 0; work - 0 45000; expense - 0 985; tax - 0 81; ");
  return TRUE;
}

static void
test_approve (StoreFixture *fixture,
              gconstpointer data)
{
  expect_error (fixture, approve_cb, NULL, TIE_ERROR_INVALID, "INV-1001 is approved already.");
  store_fixture_write (fixture, auto_cb, NULL);
}

static const char *
get_stage (TieDb *db,
           const char *id)
{
  g_autoptr (TieRecord) document = tie_record_table_get (db, TIE_TYPE_DOCUMENT, id, NULL);

  return g_intern_string (tie_record_get_text (document, TIE_DOCUMENT_STAGE));
}

static gboolean
post (TieDb *db,
      const char *first,
      const char *second,
      GPtrArray *left,
      TieBillingStep *step,
      GError **error)
{
  const char *const ids[] = { first, second, NULL };

  return tie_document_post (db, ids, left, step, error);
}

/* Posting is for what was exported, and for good. */
static gboolean
post_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  g_autofree char *first = save_invoice (db, "carter", "2026-01-05", 100);
  g_autofree char *second = save_invoice (db, "yoga", "2026-01-05", 200);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (TieDocumentSheet) sheet = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) refusal = NULL;
  g_auto (TieBillingStep) step = { 0 };
  g_auto (TieBillingStep) approval = { 0 };
  g_autofree char *message = NULL;
  guint kept = 0;
  const TieActivity *newest;

  g_assert_true (approve (db, first, NULL, NULL, &approval, error));
  g_assert_true (tie_document_table_set_stage (db, first, TIE_DOCUMENT_STAGE_EXPORTED, error));
  g_assert_true (post (db, first, second, left, &step, error));
  g_assert_cmpstr (step.sentence, ==, "INV-1001 posted");
  g_assert_cmpint (step.id, ==, 0);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (left->pdata[0], ==, "INV-1002 was not exported yet.");
  g_assert_cmpstr (get_stage (db, first), ==, TIE_DOCUMENT_STAGE_POSTED);
  g_assert_cmpstr (get_stage (db, second), ==, TIE_DOCUMENT_STAGE_INVOICED);
  history = tie_activity_table_list (db, 1, error);
  newest = history->pdata[0];
  g_assert_cmpstr (newest->record_id, ==, first);
  g_assert_cmpint (newest->step, ==, 0);

  /* Nor does undoing what came before take it back. */
  g_assert_cmpint (approval.id, >, 0);
  g_assert_true (tie_undo_apply (db, approval.id, FALSE, &kept, &message, error));
  g_assert_cmpuint (kept, ==, 1);
  g_assert_cmpstr (message, ==, "1 of 1 records was changed since and stays: INV-1001");
  g_assert_cmpstr (get_stage (db, first), ==, TIE_DOCUMENT_STAGE_POSTED);

  g_assert_false (post (db, first, NULL, NULL, &step, &refusal));
  g_assert_error (refusal, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpstr (refusal->message, ==, "INV-1001 is posted already.");
  g_clear_error (&refusal);
  sheet = tie_document_sheet_read (db, first, error);
  tie_record_set_text (TIE_RECORD (sheet->document), TIE_DOCUMENT_NOTES, "Late");
  g_assert_false (tie_document_save (db, sheet, NULL, &refusal));
  g_assert_cmpstr (refusal->message, ==, "Posted invoices cannot be changed.");
  g_clear_error (&refusal);

  g_assert_true (tie_document_void (db, second, NULL, error));
  g_assert_false (post (db, second, NULL, NULL, NULL, &refusal));
  g_assert_cmpstr (refusal->message, ==, "INV-1002 is void.");
  return post (db, "nobody", NULL, NULL, NULL, error);
}

static void
test_post (StoreFixture *fixture,
           gconstpointer data)
{
  expect_error (fixture, post_cb, NULL, TIE_ERROR_NOT_FOUND, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/billing/distribution/kinds", StoreFixture, NULL, set_up, test_kinds, store_fixture_tear_down);
  g_test_add ("/billing/distribution/by-hand", StoreFixture, NULL, set_up, test_by_hand, store_fixture_tear_down);
  g_test_add ("/billing/distribution/post", StoreFixture, NULL, set_up, test_post, store_fixture_tear_down);
  g_test_add ("/billing/distribution/approve", StoreFixture, NULL, set_up, test_approve, store_fixture_tear_down);

  return g_test_run ();
}
