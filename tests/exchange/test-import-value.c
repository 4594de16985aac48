/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "exchange/tie-import-value.h"

typedef struct
{
  const char *text;
  TieDateOrder order;
  const char *expected; /* NULL: no date */
} DateCase;

static const DateCase date_cases[] = {
  { "3/14/2025", TIE_DATE_ORDER_MDY, "2025-03-14" },
  { "14/3/2025", TIE_DATE_ORDER_DMY, "2025-03-14" },
  { "14/3/2025", TIE_DATE_ORDER_MDY, NULL },
  { "32/13/2025", TIE_DATE_ORDER_MDY, NULL },
  { "14.3.25", TIE_DATE_ORDER_DMY, "2025-03-14" },
  { "01-02-70", TIE_DATE_ORDER_DMY, "1970-02-01" },
  { "01-02-69", TIE_DATE_ORDER_MDY, "2069-01-02" },
  { "2025-03-14", TIE_DATE_ORDER_MDY, "2025-03-14" },
  { "2025/03/14 10:20", TIE_DATE_ORDER_DMY, "2025-03-14" },
  { "2025-03-14T10:20:30Z", TIE_DATE_ORDER_DMY, "2025-03-14" },
  { "25-03-14", TIE_DATE_ORDER_YMD, "2025-03-14" },
  { "29/02/2024", TIE_DATE_ORDER_DMY, "2024-02-29" },
  { "29/02/2025", TIE_DATE_ORDER_DMY, NULL },
  { "3/14-2025", TIE_DATE_ORDER_MDY, NULL },
  { "3/14", TIE_DATE_ORDER_MDY, NULL },
  { "3/14/2025x", TIE_DATE_ORDER_MDY, NULL },
  { "3//2025", TIE_DATE_ORDER_MDY, NULL },
  { "03142025", TIE_DATE_ORDER_MDY, NULL },
  { "3/14/20251", TIE_DATE_ORDER_MDY, NULL },
  { "3/14/205", TIE_DATE_ORDER_MDY, NULL },
  { "", TIE_DATE_ORDER_MDY, NULL },
  { NULL, TIE_DATE_ORDER_MDY, NULL },
};

static void
test_date (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++)
    {
      g_autofree char *date = tie_import_parse_date (date_cases[i].text, date_cases[i].order);

      g_test_message ("%s", date_cases[i].text);
      g_assert_cmpstr (date, ==, date_cases[i].expected);
    }
}

typedef struct
{
  const char *text;
  char sign;
  guint decimals;
  gboolean is_number;
  gint64 expected;
} NumberCase;

static const NumberCase number_cases[] = {
  { "1250", '.', 2, TRUE, 125000 },
  { "1,250.00", '.', 2, TRUE, 125000 },
  { "1.250,00", ',', 2, TRUE, 125000 },
  { "1.250", ',', 2, TRUE, 125000 },
  { "1.250", '.', 2, TRUE, 125 },
  { "1,250", ',', 2, TRUE, 125 },
  { "1 250,5", ',', 2, TRUE, 125050 },
  { "1’250.50", '.', 2, TRUE, 125050 },
  { "12,34,567.8", '.', 2, TRUE, 123456780 },
  { "$ 1,250.5", '.', 2, TRUE, 125050 },
  { "€12", ',', 2, TRUE, 1200 },
  { "-12.5", '.', 2, TRUE, -1250 },
  { "12.5-", '.', 2, TRUE, -1250 },
  { "−3", '.', 2, TRUE, -300 },
  { "(1,250.00)", '.', 2, TRUE, -125000 },
  { "0.005", '.', 2, TRUE, 1 },
  { "7", '.', 0, TRUE, 7 },
  { "1.5", ',', 2, FALSE, 0 },
  { "1,25,0", '.', 2, FALSE, 0 },
  { "1.250.00", '.', 2, FALSE, 0 },
  { "1.5,0", '.', 2, FALSE, 0 },
  { "--5", '.', 2, FALSE, 0 },
  { "(-5)", '.', 2, FALSE, 0 },
  { "(5", '.', 2, FALSE, 0 },
  { "12 USD", '.', 2, FALSE, 0 },
  { "n/a", '.', 2, FALSE, 0 },
  { "$", '.', 2, FALSE, 0 },
  { "", '.', 2, FALSE, 0 },
  { NULL, '.', 2, FALSE, 0 },
};

static void
test_number (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_cases); i++)
    {
      const NumberCase *one = &number_cases[i];
      gint64 value = -7;

      g_test_message ("%s with %c", one->text, one->sign);
      g_assert_true (tie_import_parse_decimal (one->text, one->sign, one->decimals, &value) == one->is_number);
      if (one->is_number)
        g_assert_cmpint (value, ==, one->expected);
    }
}

static void
test_boolean (void)
{
  gboolean value = FALSE;

  g_assert_true (tie_import_parse_boolean (" Yes ", &value));
  g_assert_true (value);
  g_assert_true (tie_import_parse_boolean ("X", &value));
  g_assert_true (value);
  g_assert_true (tie_import_parse_boolean ("false", &value));
  g_assert_false (value);
  g_assert_true (tie_import_parse_boolean ("0", &value));
  g_assert_false (value);
  g_assert_false (tie_import_parse_boolean ("maybe", &value));
  g_assert_false (tie_import_parse_boolean ("", &value));
}

typedef struct
{
  const char *cells; /* between bars */
  TieDateOrder order;
  char sign;
} GuessCase;

static const GuessCase guess_cases[] = {
  { "01/02/2025|25/12/2025|03/04/2025", TIE_DATE_ORDER_DMY, '\0' },
  { "01/02/2025|12/25/2025|03/04/2025", TIE_DATE_ORDER_MDY, '\0' },
  { "2025-01-02|Carter|97201", TIE_DATE_ORDER_YMD, '\0' },
  { "01/02/2025|03/04/2025", 0, '\0' },
  { "1,250.00|17|(3.50)", 0, '.' },
  { "1.250,00|17,5|Carter", 0, ',' },
  { "1.250|3,500", 0, '\0' },
  { "503-555-0101|97201-1234|", 0, '\0' },
  { "", 0, '\0' },
};

static void
test_guess (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (guess_cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (guess_cases[i].cells, "|", -1);
      g_autoptr (GPtrArray) cells = g_ptr_array_new ();

      for (guint j = 0; parts[j] != NULL; j++)
        g_ptr_array_add (cells, parts[j]);
      g_test_message ("%s", guess_cases[i].cells);
      g_assert_cmpint (tie_import_guess_date_order (cells), ==, guess_cases[i].order);
      g_assert_cmpint (tie_import_guess_decimal_sign (cells), ==, guess_cases[i].sign);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/value/date", test_date);
  g_test_add_func ("/exchange/value/number", test_number);
  g_test_add_func ("/exchange/value/boolean", test_boolean);
  g_test_add_func ("/exchange/value/guess", test_guess);
  return g_test_run ();
}
