/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-totals"
#include "config.h"

#include "billing-fixture.h"
#include "billing/tie-document-totals.h"
#include "billing/tie-relief.h"

typedef struct
{
  gint64 amount;
  const char *tax_code;
} Line;

typedef struct
{
  const char *why;
  Line lines[4];
  gint64 discount;
  gint64 freight;
  const char *freight_code;
  gint64 subtotal;
  gint64 tax;
  gint64 total;
} TotalCase;

static const TotalCase total_cases[] = {
  { "one line", { { 45000 } }, 0, 0, NULL, 45000, 0, 45000 },
  { "a tax on one line of two", { { 45000 }, { 985, "sales" } }, 0, 0, NULL, 45985, 81, 46066 },
  { "a tax is taken of the sum, not of each line", { { 6, "sales" }, { 6, "sales" } }, 0, 0, NULL, 12, 1, 13 },
  { "half a cent goes up", { { 50, "city" } }, 0, 0, NULL, 50, 1, 51 },
  { "less than half goes down", { { 49, "city" } }, 0, 0, NULL, 49, 0, 49 },
  { "two taxes", { { 10000, "sales" }, { 10000, "city" } }, 0, 0, NULL, 20000, 925, 20925 },
  { "the discount lowers each base by its part", { { 10000, "sales" }, { 30000 } }, 4000, 0, NULL, 40000, 743, 36743 },
  { "the whole discount on the one line that bears tax", { { 10000, "sales" } }, 1000, 0, NULL, 10000, 743, 9743 },
  { "freight without tax", { { 10000, "sales" } }, 0, 500, NULL, 10000, 825, 11325 },
  { "freight with the same tax is of the same base", { { 50, "city" } }, 0, 49, "city", 50, 1, 100 },
  { "freight with another tax", { { 10000, "sales" } }, 0, 1000, "city", 10000, 835, 11835 },
  { "a line below zero lowers the base", { { 10000, "sales" }, { -2000, "sales" } }, 0, 0, NULL, 8000, 660, 8660 },
  { "a code that is gone taxes nothing", { { 10000, "gone" } }, 0, 0, NULL, 10000, 0, 10000 },
  { "nothing at all", { { 0 } }, 0, 0, NULL, 0, 0, 0 },
};

static GHashTable *
make_rates (void)
{
  static gint64 sales = 82500;
  static gint64 city = 10000;
  GHashTable *rates = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (rates, (gpointer) "sales", &sales);
  g_hash_table_insert (rates, (gpointer) "city", &city);
  return rates;
}

static void
test_totals (void)
{
  g_autoptr (GHashTable) rates = make_rates ();

  for (guint i = 0; i < G_N_ELEMENTS (total_cases); i++)
    {
      const TotalCase *c = &total_cases[i];
      g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, "2026-01-05");
      TieRecord *document = TIE_RECORD (sheet->document);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (c->lines); j++)
        {
          TieRecord *line = TIE_RECORD (tie_document_sheet_add_line (sheet));

          tie_record_set_integer (line, TIE_LINE_AMOUNT, c->lines[j].amount);
          tie_record_set_text (line, TIE_LINE_TAX_CODE, c->lines[j].tax_code);
        }
      tie_record_set_integer (document, TIE_DOCUMENT_DISCOUNT, c->discount);
      tie_record_set_integer (document, TIE_DOCUMENT_FREIGHT, c->freight);
      tie_record_set_text (document, TIE_DOCUMENT_TAX_CODE, c->freight_code);
      g_test_message ("%s", c->why);
      g_assert_true (tie_document_compute_totals (sheet, rates, &error));
      g_assert_no_error (error);
      g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_SUBTOTAL), ==, c->subtotal);
      g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_TAX), ==, c->tax);
      g_assert_cmpint (tie_record_get_integer (document, TIE_DOCUMENT_TOTAL), ==, c->total);
    }
}

static void
test_too_large (void)
{
  g_autoptr (GHashTable) rates = make_rates ();
  g_autoptr (TieDocumentSheet) sheet = tie_document_sheet_new (TIE_DOCUMENT_KIND_INVOICE, "2026-01-05");
  TieRecord *line = NULL;
  g_autoptr (GError) error = NULL;

  tie_document_sheet_add_line (sheet);
  line = TIE_RECORD (tie_document_sheet_add_line (sheet));
  tie_record_set_integer (line, TIE_LINE_QUANTITY, G_MAXINT64);
  tie_record_set_integer (line, TIE_LINE_RATE, G_MAXINT64);
  g_assert_false (tie_line_compute_amount (TIE_LINE (line), &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);

  tie_record_set_integer (line, TIE_LINE_AMOUNT, TIE_AMOUNT_MAX + 1);
  g_assert_false (tie_document_compute_totals (sheet, rates, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_assert_cmpuint (sheet->problem_line, ==, 2);
  g_clear_error (&error);

  tie_record_set_integer (line, TIE_LINE_AMOUNT, TIE_AMOUNT_MAX);
  tie_record_set_text (line, TIE_LINE_TAX_CODE, "sales");
  g_assert_false (tie_document_compute_totals (sheet, rates, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
  g_clear_error (&error);

  tie_record_set_integer (line, TIE_LINE_AMOUNT, 1);
  tie_record_set_integer (TIE_RECORD (sheet->document), TIE_DOCUMENT_FREIGHT, G_MAXINT64);
  g_assert_false (tie_document_compute_totals (sheet, rates, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

static void
test_line_amount (void)
{
  g_autoptr (TieLine) line = tie_line_new (NULL);

  tie_record_set_integer (TIE_RECORD (line), TIE_LINE_QUANTITY, 62500);
  tie_record_set_integer (TIE_RECORD (line), TIE_LINE_RATE, 1300000);
  g_assert_true (tie_line_compute_amount (line, NULL));
  g_assert_cmpint (tie_record_get_integer (TIE_RECORD (line), TIE_LINE_AMOUNT), ==, 81250);
}

typedef struct
{
  const char *why;
  gint64 amount;
  TieReliefEntry entries[4]; /* with what is expected in billed */
  gsize n;
} ReliefCase;

static const ReliefCase relief_cases[] = {
  { "in proportion, largest remainder", 45000, { { 12000, 1, TRUE, 13389 }, { 18333, 1, TRUE, 20455 }, { 9999, 1, TRUE, 11156 } }, 3 },
  { "as it is", 40332, { { 12000, 1, TRUE, 12000 }, { 18333, 1, TRUE, 18333 }, { 9999, 1, TRUE, 9999 } }, 3 },
  { "remainders tie to the earlier", 100, { { 10, 1, TRUE, 34 }, { 10, 1, TRUE, 33 }, { 10, 1, TRUE, 33 } }, 3 },
  { "no value: by hours", 300, { { 0, 10000, TRUE, 100 }, { 0, 20000, TRUE, 200 } }, 2 },
  { "no value, no hours: the first", 300, { { 0, 0, TRUE, 300 }, { 0, 0, TRUE, 0 } }, 2 },
  { "below zero keeps its value", 10000, { { 12000, 1, TRUE, 12000 }, { -2000, 1, TRUE, -2000 } }, 2 },
  { "below zero, the rest absorbs", 5000, { { 6000, 1, TRUE, 3500 }, { -2000, 1, TRUE, -2000 }, { 6000, 1, TRUE, 3500 } }, 3 },
  { "nothing but below zero", 100, { { -2000, 1, TRUE, 1100 }, { -1000, 1, TRUE, -1000 } }, 2 },
  { "not billable is only seen", 100, { { 5000, 1, FALSE, 0 }, { 10, 1, TRUE, 100 } }, 2 },
  { "nothing billable", 100, { { 5000, 1, FALSE, 0 } }, 1 },
  { "written off whole", 0, { { 5000, 1, TRUE, 0 }, { 10, 1, TRUE, 0 } }, 2 },
  { "none", 100, { { 0 } }, 0 },
};

static void
test_relief (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (relief_cases); i++)
    {
      ReliefCase c = relief_cases[i];

      g_test_message ("%s", c.why);
      tie_relief_spread (c.amount, c.entries, c.n);
      for (gsize j = 0; j < c.n; j++)
        g_assert_cmpint (c.entries[j].billed, ==, relief_cases[i].entries[j].billed);
    }
}

/* What falls on the entries is the invoice, whatever they are. */
static void
test_relief_property (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint round = 0; round < 10000; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, 40);
      g_autofree TieReliefEntry *entries = g_new0 (TieReliefEntry, n);
      gint64 amount = g_rand_int_range (random, 0, G_MAXINT32) * (gint64) g_rand_int_range (random, 0, 4000);
      gint64 positive = 0;
      gint64 sum = 0;
      gboolean any = FALSE;

      for (gsize i = 0; i < n; i++)
        {
          gboolean is_empty = g_rand_int_range (random, 0, 10) == 0;

          entries[i].value = is_empty ? 0 : g_rand_int_range (random, -10000, 10000000) * (gint64) g_rand_int_range (random, 1, 10000);
          entries[i].quantity = g_rand_int_range (random, 0, 1000000);
          entries[i].is_billable = g_rand_int_range (random, 0, 8) > 0;
          any |= entries[i].is_billable;
          if (entries[i].is_billable)
            positive += MAX (entries[i].value, 0);
        }
      tie_relief_spread (amount, entries, n);
      for (gsize i = 0; i < n; i++)
        {
          sum += entries[i].billed;
          if (!entries[i].is_billable)
            g_assert_cmpint (entries[i].billed, ==, 0);
          else if (entries[i].value < 0 && positive > 0)
            g_assert_cmpint (entries[i].billed, ==, entries[i].value);
        }
      g_assert_cmpint (sum, ==, any ? amount : 0);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/billing/totals", test_totals);
  g_test_add_func ("/billing/totals/too-large", test_too_large);
  g_test_add_func ("/billing/totals/line", test_line_amount);
  g_test_add_func ("/billing/relief", test_relief);
  g_test_add_func ("/billing/relief/any", test_relief_property);

  return g_test_run ();
}
