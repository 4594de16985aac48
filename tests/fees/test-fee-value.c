/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-fee-value"
#include "config.h"

#include "fees/tie-fee-code.h"
#include "fees/tie-fee-value.h"

#define BAD G_MININT64

typedef struct
{
  const char *text;
  gint64 amount;
} AmountCase;

static const AmountCase amounts[] = {
  { "450", 45000 }, { "450.5", 45050 }, { "450.50", 45050 }, { "$450.00", 45000 }, { "$ 450.00", 45000 }, { "1,234.50", 123450 },
  { "$1,234,567.89", 123456789 }, { "(450.00)", -45000 }, { "($450.00)", -45000 }, { "-450", -45000 }, { "-$450", -45000 }, { "$-450", -45000 },
  { "450.00-", -45000 }, { "0", 0 }, { "0.00", 0 }, { ".50", 50 }, { "450.", 45000 }, { " 450 ", 45000 }, { "9999999.99", 999999999 },
  { "\u00a0450\u00a0", 45000 },
  /* refused */
  { "", BAD }, { " ", BAD }, { "$", BAD }, { "-", BAD }, { ".", BAD }, { "450.125", BAD }, { "1.234,50", BAD }, { "1,25", BAD }, { "12,34", BAD },
  { "1,2345", BAD }, { ",450", BAD }, { "450,", BAD }, { "1,,234", BAD }, { "1234,567", BAD }, { "ten", BAD }, { "450 USD", BAD }, { "€450", BAD },
  { "(450.00", BAD }, { "450.00)", BAD }, { "--450", BAD }, { "(-450)", BAD }, { "-450-", BAD }, { "4 50", BAD }, { "1.00E+03", BAD }, { "####", BAD },
  { "***", BAD }, { "0x10", BAD }, { "450.5.0", BAD }, { "10000000.00", BAD }, { "99999999999999999999", BAD }, { "1'234.50", BAD }, { "NaN", BAD },
  { "450%", BAD }, { "=450", BAD },
};

static void
test_amounts (void)
{
  guint n_bad = 0;

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      gint64 amount = 0;

      g_test_message ("“%s”", amounts[i].text);
      g_assert_cmpint (tie_fee_parse_amount (amounts[i].text, &amount), ==, amounts[i].amount != BAD);
      g_assert_true (amounts[i].amount == BAD || amount == amounts[i].amount);
      n_bad += amounts[i].amount == BAD;
    }
  g_assert_cmpuint (n_bad, >=, 30);
}

static void
test_plain_amounts (void)
{
  static const AmountCase cases[] = { { "1234.50", 123450 }, { "0", 0 }, { "$1", BAD }, { "-1", BAD }, { "1,000.00", BAD }, { "1.234", BAD }, { "", BAD }, { "1 ", BAD } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 amount = 0;

      g_assert_cmpint (tie_fee_parse_plain_amount (cases[i].text, &amount), ==, cases[i].amount != BAD);
      g_assert_true (cases[i].amount == BAD || amount == cases[i].amount);
    }
}

static void
test_modules (void)
{
  static const struct
  {
    const char *text;
    char module;
    gboolean is_ambiguous;
  } cases[] = {
    { "I", 'I' }, { "i", 'I' }, { "Individual", 'I' }, { "1040", 'I' }, { "1040-SR", 'I' }, { "1040NR", 'I' }, { "Form 1040", 'I' },
    { "1120", 'C' }, { "1120S", 'S' }, { "1120-S", 'S' }, { "S Corporation", 'S' }, { "S-Corp", 'S' }, { "C-Corp", 'C' }, { "COR", 'C' },
    { "1065", 'P' }, { "LLC-1065", 'P' }, { "Trust", 'F' }, { "990-PF", 'R' }, { "706", 'T' }, { "Estate", 'T' }, { "709", 'N' }, { "5500", 'B' },
    { "E", 0, TRUE }, { "G", 0, TRUE }, { "T", 0, TRUE }, { "X", 0 }, { "", 0 }, { "11200", 0 }, { "1120SX", 0 }, { "10/40", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_ambiguous = FALSE;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (tie_fee_parse_module (cases[i].text, &is_ambiguous), ==, cases[i].module);
      g_assert_cmpint (is_ambiguous, ==, cases[i].is_ambiguous);
    }
}

static void
test_years (void)
{
  static const struct
  {
    const char *text;
    guint year;
  } cases[] = { { "2024", 2024 }, { "24", 2024 }, { "TY2024", 2024 }, { "2024.0", 2024 }, { "99", 1999 }, { "0", 0 }, { "20245", 0 }, { "1850", 0 }, { "2024-25", 0 }, { "", 0 }, { "-24", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (tie_fee_parse_year (cases[i].text), ==, cases[i].year);
}

static void
test_paths (void)
{
  static const struct
  {
    const char *path;
    guint year;
    char module;
  } cases[] = {
    { "/mnt/lacerte/24tax/idata/EXPORT/EXPORT.CSV", 2024, 'I' }, { "L:\\23TAX\\SDATA\\export.csv", 2023, 'S' }, { "/a/24taxes/idata.csv", 0, 0 },
    { "/24TAX/25Tax/x.csv", 2025, 0 }, { "/a/XDATA/f.csv", 0, 0 }, { "", 0, 0 }, { "CDATA", 0, 'C' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpuint (tie_fee_path_get_year (cases[i].path), ==, cases[i].year);
      g_assert_cmpint (tie_fee_path_get_module (cases[i].path), ==, cases[i].module);
    }
}

static void
test_keys (void)
{
  static const char *const keys[][2] = { { " 00a7 ", "00A7" }, { "=\"0010\"", "0010" }, { "'0010", "0010" }, { "a  b", "A B" }, { "", "" }, { "=\"", "=\"" } };
  static const char *const zeros[][2] = { { "0010", "10" }, { "10", "10" }, { "000", "000" }, { "", "" } };
  static const char *const spoiled[] = { "1.00E+03", "####", "1.2e-5" };
  static const char *const good[] = { "1E3", "10E+", "EE+3", "", "#1", "1.5", "12E+3" };
  char digits[10];

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *key = tie_fee_make_key (keys[i][0]);

      g_assert_cmpstr (key, ==, keys[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (zeros); i++)
    {
      g_autofree char *bare = tie_fee_key_strip_zeros (zeros[i][0]);

      g_assert_cmpstr (bare, ==, zeros[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (spoiled); i++)
    g_assert_true (tie_fee_key_is_spoiled (spoiled[i]));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_false (tie_fee_key_is_spoiled (good[i]));
  g_assert_true (tie_fee_is_masked ("***-**-****"));
  g_assert_false (tie_fee_is_masked ("-"));
  g_assert_false (tie_fee_is_masked ("A*"));
  g_assert_true (tie_fee_parse_tin ("123-45-6789", digits));
  g_assert_cmpstr (digits, ==, "123456789");
  g_assert_true (tie_fee_parse_tin ("12-3456789", digits));
  g_assert_false (tie_fee_parse_tin ("6789", digits));
  g_assert_false (tie_fee_parse_tin ("1234567890", digits));
}

static void
test_tin_hash (void)
{
  g_autoptr (GBytes) key = g_bytes_new_static ("0123456789abcdef", 16);
  g_autoptr (GBytes) other = g_bytes_new_static ("fedcba9876543210", 16);
  g_autofree char *one = tie_fee_hash_tin ("123456789", key);
  g_autofree char *again = tie_fee_hash_tin ("123456789", key);
  g_autofree char *elsewhere = tie_fee_hash_tin ("123456789", other);

  g_assert_cmpuint (strlen (one), ==, 64);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, elsewhere);
  g_assert_null (strstr (one, "6789123"));
}

static void
test_moments (void)
{
  static const char *const cases[][2] = {
    { "2025-03-14", "2025-03-14" }, { "2025-03-14T16:02:11-05:00", "2025-03-14T21:02:11Z" }, { "3/14/2025", "2025-03-14" }, { "3/14/25", "2025-03-14" },
    { "13/14/2025", "" }, { "yesterday", "" }, { "3/14/2025x", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *moment = tie_fee_parse_moment (cases[i][0]);

      g_assert_cmpstr (moment, ==, cases[i][1]);
    }
}

/* Every code has its words, no brace stays, and every way out has a label. */
static void
test_codes (void)
{
  const TieFeeFacts facts = {
    .client = "1000", .name = "Smith, Jo", .other = "Smith, Joan", .module = 'I', .year = 2024, .file = "fees.csv", .when = "2025-03-14", .line = 7,
    .column = "amount", .text = "Some text.", .number = "INV-7", .person = "Kim", .amount = 45000, .old_amount = 40000, .count = 2,
  };

  for (guint code = TIE_FEE_L01_NO_ROW; code < TIE_FEE_N_CODES; code++)
    {
      g_autofree char *sentence = tie_fee_code_dup_sentence (code, &facts);
      g_autofree char *bare = tie_fee_code_dup_sentence (code, NULL);
      g_autofree char *name = code <= 20 ? g_strdup_printf ("L%02u", code) : g_strdup_printf ("W%u", code - 20);
      guint ways = tie_fee_code_get_ways (code);

      g_assert_cmpstr (tie_fee_code_get_name (code), ==, name);
      g_assert_cmpuint (strlen (tie_fee_code_get_title (code)), >, 3);
      g_assert_cmpuint (strlen (sentence), >, 5);
      g_assert_null (strpbrk (sentence, "{}"));
      g_assert_null (strpbrk (bare, "{}"));
      g_assert_cmpuint (tie_fee_code_get_severity (code), >=, TIE_FEE_STOP);
      g_assert_cmpuint (tie_fee_code_get_severity (code), <=, TIE_FEE_NOTE);
      for (guint way = 1; way <= TIE_FEE_WAY_HELP; way <<= 1)
        g_assert_true ((ways & way) == 0 || *tie_fee_way_get_label (way) != '\0');
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fees/value/amounts", test_amounts);
  g_test_add_func ("/fees/value/plain-amounts", test_plain_amounts);
  g_test_add_func ("/fees/value/modules", test_modules);
  g_test_add_func ("/fees/value/years", test_years);
  g_test_add_func ("/fees/value/paths", test_paths);
  g_test_add_func ("/fees/value/keys", test_keys);
  g_test_add_func ("/fees/value/tin-hash", test_tin_hash);
  g_test_add_func ("/fees/value/moments", test_moments);
  g_test_add_func ("/fees/codes", test_codes);

  return g_test_run ();
}
