/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-money"
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/tie-money.h"

static gint64
power_of_ten (guint exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

gboolean
tie_decimal_parse (const char *text,
                   guint decimals,
                   gint64 *value)
{
  const char *p = text;
  gboolean negative = FALSE;
  gboolean any = FALSE;
  guint seen = 0;
  __int128 total = 0;

  g_return_val_if_fail (value != NULL && decimals <= 9, FALSE);

  if (text == NULL)
    return FALSE;
  if (*p == '-' || *p == '+')
    negative = *p++ == '-';
  for (; g_ascii_isdigit (*p); p++, any = TRUE)
    {
      total = total * 10 + (*p - '0');
      if (total > G_MAXINT64)
        return FALSE;
    }
  total *= power_of_ten (decimals);
  if (*p == '.')
    {
      __int128 fraction = 0;

      for (p++; g_ascii_isdigit (*p); p++, any = TRUE)
        {
          if (seen < decimals)
            fraction = fraction * 10 + (*p - '0');
          else if (seen == decimals && *p >= '5')
            fraction += 1;
          seen++;
        }
      for (guint i = seen; i < decimals; i++)
        fraction *= 10;
      total += fraction;
    }
  if (!any || *p != '\0' || total > G_MAXINT64)
    return FALSE;

  *value = (gint64) (negative ? -total : total);
  return TRUE;
}

void
tie_decimal_append (GString *out,
                    gint64 value,
                    guint decimals,
                    guint min_decimals)
{
  guint64 magnitude = value < 0 ? -(guint64) value : (guint64) value;
  guint64 unit = (guint64) power_of_ten (decimals);
  guint64 whole = magnitude / unit;
  guint64 fraction = magnitude % unit;
  char text[48]; /* 20 digits before the point, 9 behind it */
  char *p = text + sizeof text;
  guint digits = decimals;

  for (; digits > min_decimals && fraction % 10 == 0; digits--)
    fraction /= 10;
  for (guint i = decimals; i < min_decimals && p > text + 32; i++)
    *--p = '0';
  for (guint i = 0; i < digits; i++, fraction /= 10)
    *--p = (char) ('0' + fraction % 10);
  if (digits > 0 || min_decimals > 0)
    *--p = '.';
  do
    *--p = (char) ('0' + whole % 10);
  while ((whole /= 10) > 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, text + sizeof text - p);
}

char *
tie_decimal_format (gint64 value,
                    guint decimals,
                    guint min_decimals)
{
  GString *out = g_string_sized_new (24);

  tie_decimal_append (out, value, decimals, min_decimals);
  return g_string_free (out, FALSE);
}

gboolean
tie_money_multiply (gint64 quantity,
                    gint64 rate,
                    gint64 *amount)
{
  const __int128 unit = (__int128) TIE_SCALE * TIE_SCALE / 100;
  __int128 product = (__int128) quantity * rate;
  __int128 rounded = (product + (product < 0 ? -unit / 2 : unit / 2)) / unit;

  g_return_val_if_fail (amount != NULL, FALSE);

  if (rounded > G_MAXINT64 || rounded < G_MININT64)
    return FALSE;
  *amount = (gint64) rounded;
  return TRUE;
}

void
tie_money_spread (gint64 total,
                  const gint64 *weights,
                  gsize n,
                  gint64 *shares)
{
  g_autofree gint64 *remainders = NULL;
  __int128 sum = 0;
  gint64 left = total;

  g_return_if_fail (n > 0);

  for (gsize i = 0; i < n; i++)
    sum += weights[i];
  if (sum == 0)
    {
      memset (shares, 0, n * sizeof *shares);
      shares[0] = total;
      return;
    }

  remainders = g_new (gint64, n);
  for (gsize i = 0; i < n; i++)
    {
      __int128 product = (__int128) total * weights[i];

      shares[i] = (gint64) (product / sum);
      remainders[i] = (gint64) (product % sum);
      left -= shares[i];
    }
  /* The rest is smaller than n, and has the sign of the total, as the remainders have. */
  while (left != 0)
    {
      gsize best = 0;
      int step = left > 0 ? 1 : -1;

      for (gsize i = 1; i < n; i++)
        {
          if (remainders[i] * step > remainders[best] * step)
            best = i;
        }
      shares[best] += step;
      remainders[best] = 0;
      left -= step;
    }
}

char *
tie_decimal_to_display (gint64 value,
                        guint decimals,
                        guint min_decimals)
{
  const struct lconv *conventions = localeconv ();
  const char *point = *conventions->decimal_point != '\0' ? conventions->decimal_point : ".";
  const char *group = *conventions->thousands_sep != '\0' ? conventions->thousands_sep : ",";
  g_autofree char *plain = tie_decimal_format (value, decimals, min_decimals);
  GString *out = g_string_new (NULL);
  const char *digits = *plain == '-' ? plain + 1 : plain;
  gsize whole = strcspn (digits, ".");

  if (*plain == '-')
    g_string_append_c (out, '-');
  for (gsize i = 0; i < whole; i++)
    {
      if (i > 0 && (whole - i) % 3 == 0)
        g_string_append (out, group);
      g_string_append_c (out, digits[i]);
    }
  if (digits[whole] == '.')
    {
      g_string_append (out, point);
      g_string_append (out, digits + whole + 1);
    }

  return g_string_free (out, FALSE);
}

char *
tie_money_to_display (gint64 amount)
{
  return tie_decimal_to_display (amount, TIE_MONEY_DECIMALS, TIE_MONEY_DECIMALS);
}

static GPrivate thread_currency = G_PRIVATE_INIT (g_free);

void
tie_money_set_currency (const char *code)
{
  g_private_replace (&thread_currency, g_strdup (code));
}

/* As it is written at home: whose books are in dollars does not say whose dollars.  Others have a space behind their code. */
static char *
dup_sign (void)
{
  static const char *const signs[][2] = {
    { "USD", "$" }, { "CAD", "$" }, { "AUD", "$" }, { "NZD", "$" }, { "SGD", "$" }, { "HKD", "$" },
    { "GBP", "£" }, { "EUR", "€" }, { "ZAR", "R" }, { "INR", "₹" },
  };
  const char *code = g_private_get (&thread_currency);

  if (code == NULL || *code == '\0')
    return g_strdup (signs[0][1]);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (g_ascii_strcasecmp (signs[i][0], code) == 0)
        return g_strdup (signs[i][1]);
    }
  return g_strconcat (code, "\302\240", NULL);
}

char *
tie_money_to_words (gint64 amount)
{
  g_autofree char *plain = tie_money_to_display (amount);
  g_autofree char *sign = dup_sign ();

  if (*plain == '-')
    /* Translators: an amount below zero: the currency's sign, the digits */
    return g_strdup_printf (_ ("-%s%s"), sign, plain + 1);
  /* Translators: an amount: the currency's sign, the digits */
  return g_strdup_printf (_ ("%s%s"), sign, plain);
}

gint64
tie_decimal_from_json_double (double number,
                              guint decimals)
{
  return llround (number * (double) power_of_ten (decimals));
}
