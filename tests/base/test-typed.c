/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-typed-amount.h"
#include "base/tie-typed-date.h"

#define REFUSED G_MININT64

static void
test_amounts (void)
{
  static const struct
  {
    const char *text;
    const char *sign;
    guint decimals;
    gint64 value;
  } cases[] = {
    { "1250", ".", 2, 125000 },
    { "1,250.00", ".", 2, 125000 },
    { " 1 250.5 ", ".", 2, 125050 },
    { "1\xe2\x80\xaf""250,50", ",", 2, 125050 },
    { "1\xe2\x80\x99""250.50", ".", 2, 125050 },
    { "1.250,50", ",", 2, 125050 },
    { "12.5*3", ".", 2, 3750 },
    { "12,5 \xc3\x97 3", ",", 2, 3750 },
    { "100+2*9.85-0.70", ".", 2, 11900 },
    { "-12.5", ".", 2, -1250 },
    { "\xe2\x88\x92""12.5", ".", 2, -1250 },
    { "2*-3", ".", 2, -600 },
    { ".5", ".", 2, 50 },
    { "5.", ".", 2, 500 },
    { "0.005", ".", 2, 1 },
    { "-0.005", ".", 2, -1 },
    { "0.0049999", ".", 2, 0 },
    { "0.0707*0.0707", ".", 2, 0 }, /* 0.00499849: not rounded twice */
    { "1.25", ".", 4, 12500 },
    { "999,999,999,999", ".", 2, 99999999999900 },
    { "92233720368547758.07", ".", 2, G_MAXINT64 },
    /* no amounts, and what could mean another one */
    { "", ".", 2, REFUSED },
    { "abc", ".", 2, REFUSED },
    { "12 50", ".", 2, REFUSED },
    { "1.234,50", ".", 2, REFUSED },
    { "1,25", ".", 2, REFUSED },
    { "1,2345", ".", 2, REFUSED },
    { "1234,567", ".", 2, REFUSED },
    { ",250", ".", 2, REFUSED },
    { "1,250,", ".", 2, REFUSED },
    { "1.2.3", ".", 2, REFUSED },
    { "12*", ".", 2, REFUSED },
    { "*12", ".", 2, REFUSED },
    { "1e5", ".", 2, REFUSED },
    { "92233720368547758.08", ".", 2, REFUSED },
    { "1234567890123456789", ".", 2, REFUSED },
    { "999999999999999999*999999999999999999*999999999999999999", ".", 2, REFUSED },
    { "\xff", ".", 2, REFUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 value = REFUSED;
      gboolean is_read = tie_typed_amount_parse (cases[i].text, cases[i].sign, cases[i].decimals, &value, &error);

      g_test_message ("amount %u", i);
      g_assert_cmpint (is_read, ==, cases[i].value != REFUSED);
      g_assert_cmpint (value, ==, cases[i].value);
      if (is_read)
        g_assert_no_error (error);
      else
        g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    TieTypedDateOrder order;
    const char *date; /* NULL: refused … */
    const char *why;  /* … with these words */
  } cases[] = {
    { "11/3/2025", TIE_TYPED_DATE_MDY, "2025-11-03", NULL },
    { "11-03-25", TIE_TYPED_DATE_MDY, "2025-11-03", NULL },
    { "3.11.2025", TIE_TYPED_DATE_DMY, "2025-11-03", NULL },
    { "25-11-03", TIE_TYPED_DATE_YMD, "2025-11-03", NULL },
    { "2025-11-03", TIE_TYPED_DATE_MDY, "2025-11-03", NULL },
    { "20251103", TIE_TYPED_DATE_MDY, "2025-11-03", NULL },
    { "11/3", TIE_TYPED_DATE_MDY, "2026-11-03", NULL },
    { "3/11", TIE_TYPED_DATE_DMY, "2026-11-03", NULL },
    { "15", TIE_TYPED_DATE_MDY, "2026-02-15", NULL },
    { "t", TIE_TYPED_DATE_MDY, "2026-02-10", NULL },
    { " T ", TIE_TYPED_DATE_MDY, "2026-02-10", NULL },
    { "+7", TIE_TYPED_DATE_MDY, "2026-01-08", NULL },
    { "-1", TIE_TYPED_DATE_MDY, "2025-12-31", NULL },
    { "1/1/70", TIE_TYPED_DATE_MDY, "1970-01-01", NULL },
    { "1/1/69", TIE_TYPED_DATE_MDY, "2069-01-01", NULL },
    { "2/29/2024", TIE_TYPED_DATE_MDY, "2024-02-29", NULL },
    { "2/29/2025", TIE_TYPED_DATE_MDY, NULL, "There is no 2/29/2025 in the calendar." },
    { "32/13/2025", TIE_TYPED_DATE_MDY, NULL, "There is no 32/13/2025 in the calendar." },
    { "9999/1/2025", TIE_TYPED_DATE_MDY, NULL, "There is no 9999/1/2025 in the calendar." },
    { "31", TIE_TYPED_DATE_MDY, NULL, "There is no 31 in the calendar." },
    { "0", TIE_TYPED_DATE_MDY, NULL, "There is no 0 in the calendar." },
    { "20251301", TIE_TYPED_DATE_MDY, NULL, "There is no 20251301 in the calendar." },
    { "soon", TIE_TYPED_DATE_MDY, NULL, "“soon” is not a date." },
    { "", TIE_TYPED_DATE_MDY, NULL, "“” is not a date." },
    { "1/2/3/4", TIE_TYPED_DATE_MDY, NULL, "“1/2/3/4” is not a date." },
    { "1/2/345", TIE_TYPED_DATE_MDY, NULL, "“1/2/345” is not a date." },
    { "+99999999999999999999", TIE_TYPED_DATE_MDY, NULL, "“+99999999999999999999” is not a date." },
    { "+2999999", TIE_TYPED_DATE_MDY, NULL, "“+2999999” is not a date." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *date = tie_typed_date_parse (cases[i].text, cases[i].order, "2026-02-10", "2026-01-01", &error);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (date, ==, cases[i].date);
      if (cases[i].date != NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
          g_assert_cmpstr (error->message, ==, cases[i].why);
        }
    }
}

static void
test_date_words (void)
{
  static const struct
  {
    TieTypedDateOrder order;
    const char *text;
  } orders[] = { { TIE_TYPED_DATE_MDY, "11/03/2025" }, { TIE_TYPED_DATE_DMY, "03/11/2025" }, { TIE_TYPED_DATE_YMD, "2025/11/03" } };
  g_autofree char *shifted = tie_typed_date_add_months ("2025-03-31", -1);
  g_autofree char *later = tie_typed_date_add_months ("2025-12-31", 2);
  g_autofree char *nothing = tie_typed_date_add_days ("9999-12-31", 1);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *text = tie_typed_date_format ("2025-11-03", orders[i].order);
      g_autofree char *back = tie_typed_date_parse (text, orders[i].order, "2026-02-10", "", NULL);
      g_autofree char *none = tie_typed_date_format ("", orders[i].order);

      g_assert_cmpstr (text, ==, orders[i].text);
      g_assert_cmpstr (back, ==, "2025-11-03");
      g_assert_cmpstr (none, ==, "");
    }
  g_assert_cmpint (tie_typed_date_get_order (), ==, TIE_TYPED_DATE_MDY); /* of the C locale */
  g_assert_cmpstr (shifted, ==, "2025-02-28");
  g_assert_cmpstr (later, ==, "2026-02-28");
  g_assert_null (nothing);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/typed/amounts", test_amounts);
  g_test_add_func ("/base/typed/dates", test_dates);
  g_test_add_func ("/base/typed/date-words", test_date_words);
  return g_test_run ();
}
