/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-comparison-words"
#include "config.h"

#include <string.h>

#include "sync/tie-comparison-words.h"

typedef struct
{
  TiePeriod period;
  const char *today;
  const char *from;
  const char *until;
} PeriodCase;

static const PeriodCase periods[] = {
  { TIE_PERIOD_THIS_MONTH, "2024-02-29", "2024-02-01", "2024-02-29" },
  { TIE_PERIOD_THIS_MONTH, "2025-12-31", "2025-12-01", "2025-12-31" },
  { TIE_PERIOD_THIS_QUARTER, "2025-01-01", "2025-01-01", "2025-03-31" },
  { TIE_PERIOD_THIS_QUARTER, "2025-11-22", "2025-10-01", "2025-12-31" },
  { TIE_PERIOD_THIS_QUARTER, "2025-06-30", "2025-04-01", "2025-06-30" },
  { TIE_PERIOD_THIS_YEAR, "2025-06-30", "2025-01-01", "2025-12-31" },
  { TIE_PERIOD_LAST_YEAR, "2025-06-30", "2024-01-01", "2024-12-31" },
  { TIE_PERIOD_ALL, "2025-06-30", NULL, "9999-12-31" },
};

static void
test_periods (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *until = NULL;

      tie_period_get_days (periods[i].period, periods[i].today, &from, &until);
      g_assert_cmpstr (from, ==, periods[i].from);
      g_assert_cmpstr (until, ==, periods[i].until);
    }
}

static TieComparison *
make_comparison (TieDifference *difference)
{
  TieComparison *self = g_new0 (TieComparison, 1);

  self->differences = g_ptr_array_new ();
  self->elsewhere = g_ptr_array_new ();
  g_ptr_array_add (self->differences, difference);
  self->last_read = g_strdup ("2025-11-22T06:00:00Z");
  self->lines[TIE_COMPARISON_INVOICES].here = 25000;
  self->lines[TIE_COMPARISON_INVOICES].n_here = 1;
  self->lines[TIE_COMPARISON_INVOICES].n_items = 1;
  return self;
}

/* Each line with both sides and what is between them, then what makes the difference. */
static void
test_report (void)
{
  TieDifference difference = { .kind = TIE_DIFFERENCE_NOT_EXPORTED, .what = TIE_KIND_SALES_INVOICE, .local_id = (char *) "a", .number = (char *) "INV-2", .party = (char *) "Alder, Kim", .date = (char *) "2025-11-04", .here = 25000 };
  g_autoptr (TieComparison) comparison = make_comparison (&difference);
  g_autoptr (TieReport) report = tie_comparison_make_report (comparison, "Harbor Books Co.", "QuickBooks", TIE_PERIOD_THIS_QUARTER);
  guint last = tie_report_get_n_rows (report) - 2; /* then what is not read */

  g_assert_cmpuint (last, ==, TIE_COMPARISON_N_LINES + 1);
  g_assert_cmpstr (tie_report_get_text (report, last + 1, 0), ==, "Journal entries in QuickBooks are not read");
  g_assert_cmpstr (tie_report_get_text (report, TIE_COMPARISON_INVOICES, 0), ==, "Invoices: 1 here, 0 in QuickBooks");
  g_assert_cmpstr (tie_report_get_text (report, TIE_COMPARISON_RECEIVABLES, 0), ==, "Receivables");
  g_assert_cmpint (tie_report_get_number (report, TIE_COMPARISON_INVOICES, 3), ==, 25000);
  g_assert_cmpstr (tie_report_get_text (report, TIE_COMPARISON_INVOICES, 4), ==, "1 item");
  g_assert_cmpstr (tie_report_get_text (report, TIE_COMPARISON_CREDITS, 4), ==, "Tied out");
  g_assert_cmpint (tie_report_get_row_style (report, TIE_COMPARISON_N_LINES), ==, TIE_REPORT_ROW_GROUP);
  g_assert_true (g_str_has_prefix (tie_report_get_text (report, last, 0), "Invoice INV-2, "));
  g_assert_cmpint (tie_report_get_number (report, last, 1), ==, 25000);
  g_assert_cmpstr (tie_report_get_text (report, last, 4), ==, "Not exported");
  g_assert_nonnull (strstr (tie_report_get_subtitle (report), "Harbor Books Co."));
}

/* What another company has stands in no figure, and is said. */
static void
test_left_out (void)
{
  TieDifference difference = { .kind = TIE_DIFFERENCE_NOT_LINKED, .what = TIE_KIND_SALES_INVOICE, .local_id = (char *) "a", .number = (char *) "INV-2", .party = (char *) "Alder, Kim", .date = (char *) "2025-11-04", .here = 25000 };
  TieElsewhere others[] = { { (char *) "Bayside Ltd", 1 }, { (char *) "Cove Ltd", 2 } };
  g_autoptr (TieComparison) comparison = make_comparison (&difference);
  g_autoptr (TieReport) report = NULL;
  guint last;

  g_ptr_array_add (comparison->elsewhere, &others[0]);
  g_ptr_array_add (comparison->elsewhere, &others[1]);
  report = tie_comparison_make_report (comparison, "Harbor Books Co.", "QuickBooks", TIE_PERIOD_THIS_QUARTER);
  last = tie_report_get_n_rows (report) - 1;
  g_assert_cmpstr (tie_report_get_text (report, last - 2, 0), ==, "1 record of the period was exported to Bayside Ltd already and is left out.");
  g_assert_cmpstr (tie_report_get_text (report, last - 1, 0), ==, "2 records of the period were exported to Cove Ltd already and are left out.");
  g_assert_cmpstr (tie_report_get_text (report, last, 0), ==, "Journal entries in QuickBooks are not read");
}

typedef struct
{
  TieDifference difference;
  const char *title;
  const char *reason;
} WordsCase;

static const WordsCase words[] = {
  { { .kind = TIE_DIFFERENCE_NOT_EXPORTED, .what = TIE_KIND_SALES_INVOICE, .number = (char *) "INV-1", .is_not_sent = TRUE }, "Invoice INV-1", "Marked as do not send" },
  { { .kind = TIE_DIFFERENCE_ONLY_THERE, .what = TIE_KIND_RECEIPT, .number = (char *) "" }, "Payment without number", "Only in QuickBooks" },
  { { .kind = TIE_DIFFERENCE_NOT_LINKED, .what = TIE_KIND_SALES_CREDIT, .number = (char *) "7" }, "Credit note 7", "Not linked" },
  { { .kind = TIE_DIFFERENCE_NOT_LINKED, .what = TIE_KIND_SALES_CREDIT, .number = (char *) "7", .elsewhere = (char *) "Bayside Ltd" }, "Credit note 7", "Not linked. Exported to Bayside Ltd already." },
  { { .kind = TIE_DIFFERENCE_AMOUNT, .what = TIE_KIND_SUPPLIER_INVOICE, .number = (char *) "7" }, "Supplier invoice 7", "Amount differs" },
  { { .kind = TIE_DIFFERENCE_CHANGED_THERE, .what = TIE_KIND_SUPPLIER_CREDIT, .number = (char *) "7" }, "Supplier invoice 7", "Changed in QuickBooks" },
  { { .kind = TIE_DIFFERENCE_CHANGED_THERE, .what = TIE_KIND_RECEIPT, .number = (char *) "7", .is_gone = TRUE }, "Payment 7", "Deleted in QuickBooks" },
  { { .kind = TIE_DIFFERENCE_CHANGED_HERE, .what = TIE_KIND_RECEIPT, .number = (char *) "7" }, "Payment 7", "Changed here" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *title = tie_difference_dup_title (&words[i].difference);
      g_autofree char *reason = tie_difference_dup_reason (&words[i].difference, "QuickBooks");

      g_assert_cmpstr (title, ==, words[i].title);
      g_assert_cmpstr (reason, ==, words[i].reason);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparison-words/periods", test_periods);
  g_test_add_func ("/comparison-words/report", test_report);
  g_test_add_func ("/comparison-words/left-out", test_left_out);
  g_test_add_func ("/comparison-words/words", test_words);
  return g_test_run ();
}
