/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-values"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "base/tie-json-writer.h"
#include "base/tie-money.h"
#include "base/tie-random.h"
#include "base/tie-text.h"

typedef struct
{
  const char *text;
  guint decimals;
  gboolean ok;
  gint64 value;
} ParseCase;

static const ParseCase parse_cases[] = {
  { "0", 2, TRUE, 0 },
  { "250.55", 2, TRUE, 25055 },
  { "-1250.5", 2, TRUE, -125050 },
  { "+3", 2, TRUE, 300 },
  { ".5", 2, TRUE, 50 },
  { "5.", 2, TRUE, 500 },
  { "0.005", 2, TRUE, 1 }, /* half away from zero */
  { "-0.005", 2, TRUE, -1 },
  { "0.00499999", 2, TRUE, 0 },
  { "1.2345", 4, TRUE, 12345 },
  { "92233720368547758.07", 2, TRUE, G_MAXINT64 },
  { "92233720368547758.08", 2, FALSE, 0 },
  { "99999999999999999999999999999999", 0, FALSE, 0 },
  { "", 2, FALSE, 0 },
  { "-", 2, FALSE, 0 },
  { ".", 2, FALSE, 0 },
  { "1,250.00", 2, FALSE, 0 },
  { "1 250", 2, FALSE, 0 },
  { "12a", 2, FALSE, 0 },
  { "1e3", 2, FALSE, 0 },
  { NULL, 2, FALSE, 0 },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      const ParseCase *c = &parse_cases[i];
      gint64 value = 0;

      g_test_message ("%s", c->text);
      g_assert_cmpint (tie_decimal_parse (c->text, c->decimals, &value), ==, c->ok);
      g_assert_cmpint (value, ==, c->value);
    }
}

typedef struct
{
  gint64 value;
  guint decimals;
  guint min_decimals;
  const char *text;
} FormatCase;

static const FormatCase format_cases[] = {
  { 12500, 4, 0, "1.25" },
  { 12500, 2, 2, "125.00" },
  { 0, 2, 2, "0.00" },
  { 0, 2, 0, "0" },
  { -5, 2, 2, "-0.05" },
  { 25055, 2, 0, "250.55" },
  { 25050, 2, 0, "250.5" },
  { 7, 0, 0, "7" },
  { 7, 0, 2, "7.00" },
  { G_MAXINT64, 2, 2, "92233720368547758.07" },
  { G_MININT64, 2, 2, "-92233720368547758.08" },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      const FormatCase *c = &format_cases[i];
      g_autofree char *text = tie_decimal_format (c->value, c->decimals, c->min_decimals);

      g_assert_cmpstr (text, ==, c->text);
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++)
    {
      gint64 value = (gint64) g_test_rand_int () * 1000003 + g_test_rand_int ();
      guint decimals = (guint) g_test_rand_int_range (0, 7);
      g_autofree char *text = tie_decimal_format (value, decimals, 0);
      gint64 back = 0;

      g_assert_true (tie_decimal_parse (text, decimals, &back));
      g_assert_cmpint (back, ==, value);
    }
}

static void
test_multiply (void)
{
  gint64 amount = 0;

  g_assert_true (tie_money_multiply (15000, 1000000, &amount)); /* 1.5 h at 100.00 */
  g_assert_cmpint (amount, ==, 15000);
  g_assert_true (tie_money_multiply (10000, 50, &amount)); /* 0.005: half away from zero */
  g_assert_cmpint (amount, ==, 1);
  g_assert_true (tie_money_multiply (-10000, 50, &amount));
  g_assert_cmpint (amount, ==, -1);
  g_assert_true (tie_money_multiply (10000, 49, &amount));
  g_assert_cmpint (amount, ==, 0);
  g_assert_false (tie_money_multiply (G_MAXINT64, G_MAXINT64, &amount));
}

static void
test_spread (void)
{
  const gint64 thirds[] = { 1, 1, 1 };
  const gint64 nothing[] = { 0, 0 };
  gint64 shares[5] = { 0 };

  tie_money_spread (100, thirds, 3, shares);
  g_assert_cmpint (shares[0], ==, 34);
  g_assert_cmpint (shares[1], ==, 33);
  g_assert_cmpint (shares[2], ==, 33);
  tie_money_spread (-100, thirds, 3, shares);
  g_assert_cmpint (shares[0], ==, -34);
  tie_money_spread (7, nothing, 2, shares);
  g_assert_cmpint (shares[0], ==, 7);
  g_assert_cmpint (shares[1], ==, 0);

  /* Whatever the weights, nothing is lost, and no share is off by a whole unit. */
  for (guint i = 0; i < 2000; i++)
    {
      gint64 total = g_test_rand_int_range (-100000, 100000);
      gint64 weights[5];
      gint64 all = 0;
      gint64 sum = 0;

      for (guint k = 0; k < 5; k++)
        all += weights[k] = g_test_rand_int_range (0, 1000);
      if (all == 0)
        continue;
      tie_money_spread (total, weights, 5, shares);
      for (guint k = 0; k < 5; k++)
        {
          sum += shares[k];
          g_assert_cmpint (ABS (shares[k] * all - total * weights[k]), <, all);
        }
      g_assert_cmpint (sum, ==, total);
    }
}

static void
test_money_display (void)
{
  g_autofree char *large = tie_money_to_display (4821000);
  g_autofree char *small = tie_money_to_display (-5);
  g_autofree char *million = tie_money_to_display (-123456789);

  g_assert_cmpstr (large, ==, "48,210.00");
  g_assert_cmpstr (small, ==, "-0.05");
  g_assert_cmpstr (million, ==, "-1,234,567.89");
  g_assert_cmpint (tie_decimal_from_json_double (250.55, 2), ==, 25055);
  g_assert_cmpint (tie_decimal_from_json_double (-0.07, 2), ==, -7);
}

static void
test_money_words (void)
{
  static const char *const cases[][3] = {
    { NULL, "$9.85", "-$9.85" },
    { "USD", "$9.85", "-$9.85" },
    { "GBP", "£9.85", "-£9.85" },
    { "EUR", "€9.85", "-€9.85" },
    { "AUD", "$9.85", "-$9.85" },
    { "CHF", "CHF\302\2409.85", "-CHF\302\2409.85" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = NULL;
      g_autofree char *negative = NULL;

      tie_money_set_currency (cases[i][0]);
      plain = tie_money_to_words (985);
      negative = tie_money_to_words (-985);
      g_assert_cmpstr (plain, ==, cases[i][1]);
      g_assert_cmpstr (negative, ==, cases[i][2]);
    }
  tie_money_set_currency (NULL);
}

typedef struct
{
  const char *text;
  const char *clean;
  const char *lines;
  const char *fold;
} TextCase;

static const TextCase text_cases[] = {
  { "Alder, Kim", "Alder, Kim", "Alder, Kim", "alder, kim" },
  { "  a \t b  ", "a b", "a b", "a b" },
  { "a\nb", "a b", "a\nb", "a b" },
  { " a \r\n\n\n b \n", "a b", "a\n\nb", "a b" },
  { "Café ZOË", "Café ZOË", "Café ZOË", "cafe zoe" },
  { "Cafe\xcc\x81", "Café", "Café", "cafe" }, /* composed */
  { "Straße", "Straße", "Straße", "strasse" },
  { "ﬁling", "ﬁling", "ﬁling", "filing" },
  { "\xc2\xa0wide\xe3\x80\x80space\xc2\xa0", "wide space", "wide space", "wide space" },
  { "bad \xff byte", "bad \xef\xbf\xbd byte", "bad \xef\xbf\xbd byte", "bad \xef\xbf\xbd byte" },
  { "漢字 😀", "漢字 😀", "漢字 😀", "漢字 😀" },
  { "\x01\x7f", "", "", "" },
  { "", "", "", "" },
  { NULL, "", "", "" },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_cases); i++)
    {
      const TextCase *c = &text_cases[i];
      g_autofree char *clean = tie_text_clean (c->text);
      g_autofree char *lines = tie_text_clean_lines (c->text);
      g_autofree char *fold = tie_text_fold (c->text);
      g_autofree char *again = tie_text_clean (clean);

      g_assert_cmpstr (clean, ==, c->clean);
      g_assert_cmpstr (lines, ==, c->lines);
      g_assert_cmpstr (fold, ==, c->fold);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_text_small (void)
{
  g_autofree char *cut = tie_text_truncate ("Zoë 漢字", 5);
  g_autofree char *whole = tie_text_truncate ("Zoë", 3);

  g_assert_cmpstr (cut, ==, "Zoë 漢");
  g_assert_cmpstr (whole, ==, "Zoë");
  g_assert_true (tie_text_is_empty (NULL));
  g_assert_true (tie_text_is_empty (""));
  g_assert_false (tie_text_is_empty (" "));
}

static void
test_dates (void)
{
  static const char *const good[] = { "2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31" };
  static const char *const bad[] = { "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "26-02-28", "2026-2-8", "2026/02/28", "2026-02-28 ", "", "x" };
  g_autofree char *now = tie_date_now ();

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (tie_date_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tie_date_is_valid (bad[i]));
  g_assert_false (tie_date_is_valid (NULL));
  g_assert_cmpuint (strlen (now), ==, 20);
  g_assert_cmpint (now[19], ==, 'Z');
}

static void
test_moments (void)
{
  static const char *const cases[][2] = {
    { "2026-02-03T02:03:04-08:00", "2026-02-03T10:03:04Z" },
    { "2026-02-03T02:03:04Z", "2026-02-03T02:03:04Z" },
    { "2026-02-03T02:03:04", "2026-02-03T02:03:04Z" },
    { "2026-12-31T23:30:00.123+05:30", "2026-12-31T18:00:00Z" },
    { "yesterday", NULL },
    { "", NULL },
    { NULL, NULL },
  };
  g_autofree char *later = tie_date_shift ("2026-02-28T23:59:59Z", 2);
  g_autofree char *earlier = tie_date_shift ("2026-01-01T00:00:00Z", -1);
  g_autofree char *none = tie_date_to_display (NULL);
  g_autofree char *words = tie_date_to_display ("soon");
  g_autofree char *date = tie_date_to_display ("2026-11-03");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *normal = tie_date_normalise (cases[i][0]);

      g_assert_cmpstr (normal, ==, cases[i][1]);
    }
  g_assert_cmpstr (later, ==, "2026-03-01T00:00:01Z");
  g_assert_cmpstr (earlier, ==, "2025-12-31T23:59:59Z");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (words, ==, "soon");
  g_assert_cmpstr (date, ==, "11/03/26"); /* of the C locale */
}

static void
test_json (void)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  g_autofree char *text = NULL;
  g_autofree char *empty = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_add_string (writer, "name", "Zoë \"Z\" \\ a\nb\tc\x01 😀");
  tie_json_writer_add_string (writer, "none", NULL);
  tie_json_writer_add_string_if_set (writer, "left out", NULL);
  tie_json_writer_add_string_if_set (writer, "left out too", "");
  tie_json_writer_add_string_if_set (writer, "city", "Salem");
  tie_json_writer_add_boolean (writer, "yes", TRUE);
  tie_json_writer_add_boolean (writer, "no", FALSE);
  tie_json_writer_add_integer (writer, "count", -12);
  tie_json_writer_add_decimal (writer, "amount", 25055, 2);
  tie_json_writer_begin_array (writer, "list");
  tie_json_writer_add_integer (writer, NULL, 1);
  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_end_object (writer);
  tie_json_writer_begin_array (writer, NULL);
  tie_json_writer_end_array (writer);
  tie_json_writer_add_raw (writer, NULL, "{\"a\":1}");
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  empty = tie_json_writer_finish (writer);

  g_assert_cmpstr (text, ==, "{\"name\":\"Zoë \\\"Z\\\" \\\\ a\\nb\\tc\\u0001 😀\",\"none\":\"\",\"city\":\"Salem\",\"yes\":true,\"no\":false,"
                             "\"count\":-12,\"amount\":250.55,\"list\":[1,{},[],{\"a\":1}]}");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_random (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *token = tie_random_token (32);

  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_null (strpbrk (token, "+/="));
  for (guint i = 0; i < 1000; i++)
    {
      char *id = tie_random_uuid ();

      g_assert_true (g_uuid_string_is_valid (id));
      g_assert_cmpint (id[14], ==, '4');
      g_assert_true (g_hash_table_add (seen, id));
    }
}

/* Far more in a millisecond than the clock tells apart. */
static void
test_ordered (void)
{
  g_autofree char *last = tie_random_ordered_uuid ();

  for (guint i = 0; i < 20000; i++)
    {
      char *id = tie_random_ordered_uuid ();

      g_assert_true (g_uuid_string_is_valid (id));
      g_assert_cmpint (id[14], ==, '7');
      g_assert_cmpstr (last, <, id);
      g_free (last);
      last = id;
    }
}

static void
test_errors (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_true (tie_error_is_cancelled (cancelled));
  /* Every code has a sentence: from the table, or its own message. */
  for (int code = TIE_ERROR_FAILED; code <= TIE_ERROR_BUG; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (TIE_ERROR, code, "its message");
      g_autofree char *sentence = tie_error_get_sentence (error);

      g_assert_cmpstr (sentence, !=, "");
      g_assert_false (tie_error_is_cancelled (error));
    }
}

static void
test_error_words (void)
{
  g_autoptr (GError) full = g_error_new_literal (TIE_ERROR, TIE_ERROR_DISK_FULL, "SQLite error 13");
  g_autoptr (GError) invalid = g_error_new_literal (TIE_ERROR, TIE_ERROR_INVALID, "Name is missing.");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "foreign");
  g_autofree char *full_words = tie_error_get_sentence (full);
  g_autofree char *invalid_words = tie_error_get_sentence (invalid);
  g_autofree char *foreign_words = tie_error_get_sentence (foreign);

  g_assert_cmpstr (full_words, ==, "The disk is full. Nothing was saved; make room and try again.");
  g_assert_cmpstr (invalid_words, ==, "Name is missing.");
  g_assert_cmpstr (foreign_words, ==, "foreign");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/format", test_format);
  g_test_add_func ("/money/round-trip", test_round_trip);
  g_test_add_func ("/money/multiply", test_multiply);
  g_test_add_func ("/money/spread", test_spread);
  g_test_add_func ("/money/display", test_money_display);
  g_test_add_func ("/money/words", test_money_words);
  g_test_add_func ("/text/clean-and-fold", test_text);
  g_test_add_func ("/text/small", test_text_small);
  g_test_add_func ("/date/dates", test_dates);
  g_test_add_func ("/date/moments", test_moments);
  g_test_add_func ("/json-writer/all", test_json);
  g_test_add_func ("/random/all", test_random);
  g_test_add_func ("/random/ordered", test_ordered);
  g_test_add_func ("/error/every-code", test_errors);
  g_test_add_func ("/error/words", test_error_words);

  return g_test_run ();
}
