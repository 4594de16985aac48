/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-typed-amount"
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "base/tie-error.h"
#include "base/tie-typed-amount.h"

/* Digits of one number: two such still multiply within 128 bits. */
#define MAX_DIGITS 19

/* mantissa / 10^scale, exact. */
typedef struct
{
  __int128 mantissa;
  guint scale;
} Exact;

typedef struct
{
  const char *at;
  char decimal;
} Reader;

const char *
tie_typed_amount_get_decimal_sign (void)
{
  return *localeconv ()->decimal_point == ',' ? "," : ".";
}

static void
skip_blanks (Reader *reader)
{
  while (g_unichar_isspace (g_utf8_get_char (reader->at)))
    reader->at = g_utf8_next_char (reader->at);
}

/* The length in bytes of the sign that parts groups of three digits, 0 when there is none. */
static gsize
get_group_sign (const Reader *reader)
{
  gunichar c = g_utf8_get_char (reader->at);
  const char *next = g_utf8_next_char (reader->at);

  if ((c == '.' || c == ',') && c != (gunichar) reader->decimal)
    return 1;
  if (c == '\'' || c == 0x2019 || (g_unichar_isspace (c) && g_ascii_isdigit (*next)))
    return (gsize) (next - reader->at);
  return 0;
}

static gboolean
read_digit (Reader *reader,
            Exact *number,
            guint *n_digits)
{
  if (++*n_digits > MAX_DIGITS)
    return FALSE;
  number->mantissa = number->mantissa * 10 + (*reader->at++ - '0');
  return TRUE;
}

static gboolean
read_whole (Reader *reader,
            Exact *number,
            guint *n_digits)
{
  gboolean is_grouped = FALSE;
  guint in_group = 0;

  for (;;)
    {
      if (g_ascii_isdigit (*reader->at))
        {
          if (!read_digit (reader, number, n_digits))
            return FALSE;
          in_group++;
          continue;
        }
      if (get_group_sign (reader) == 0)
        return !is_grouped || in_group == 3;
      if (in_group == 0 || in_group > 3 || (is_grouped && in_group != 3))
        return FALSE;
      reader->at += get_group_sign (reader);
      is_grouped = TRUE;
      in_group = 0;
    }
}

static gboolean
read_number (Reader *reader,
             Exact *number)
{
  gboolean is_negative = FALSE;
  guint n_digits = 0;

  *number = (Exact){ 0 };
  skip_blanks (reader);
  if (*reader->at == '-' || g_utf8_get_char (reader->at) == 0x2212)
    {
      is_negative = TRUE;
      reader->at = g_utf8_next_char (reader->at);
    }
  else if (*reader->at == '+')
    reader->at++;
  if (!read_whole (reader, number, &n_digits))
    return FALSE;
  if (*reader->at == reader->decimal)
    {
      for (reader->at++; g_ascii_isdigit (*reader->at); number->scale++)
        {
          if (!read_digit (reader, number, &n_digits))
            return FALSE;
        }
    }
  if (is_negative)
    number->mantissa = -number->mantissa;
  skip_blanks (reader);
  return n_digits > 0;
}

static gboolean
raise_scale (Exact *number,
             guint scale)
{
  for (; number->scale < scale; number->scale++)
    {
      if (__builtin_mul_overflow (number->mantissa, 10, &number->mantissa))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_product (Reader *reader,
              Exact *product)
{
  if (!read_number (reader, product))
    return FALSE;
  while (*reader->at == '*' || g_utf8_get_char (reader->at) == 0x00d7)
    {
      Exact factor;

      reader->at = g_utf8_next_char (reader->at);
      if (!read_number (reader, &factor) || __builtin_mul_overflow (product->mantissa, factor.mantissa, &product->mantissa))
        return FALSE;
      product->scale += factor.scale;
    }
  return TRUE;
}

static gboolean
read_sum (Reader *reader,
          Exact *sum)
{
  if (!read_product (reader, sum))
    return FALSE;
  while (*reader->at == '+' || *reader->at == '-')
    {
      gboolean is_minus = *reader->at++ == '-';
      Exact term;

      if (!read_product (reader, &term) || !raise_scale (sum, term.scale) || !raise_scale (&term, sum->scale))
        return FALSE;
      if (is_minus ? __builtin_sub_overflow (sum->mantissa, term.mantissa, &sum->mantissa)
                   : __builtin_add_overflow (sum->mantissa, term.mantissa, &sum->mantissa))
        return FALSE;
    }
  return *reader->at == '\0';
}

static gboolean
round_to (Exact *number,
          guint decimals,
          gint64 *value)
{
  __int128 unit = 1;
  __int128 rest;

  if (!raise_scale (number, decimals))
    return FALSE;
  for (guint i = decimals; i < number->scale; i++)
    {
      if (__builtin_mul_overflow (unit, 10, &unit))
        return FALSE;
    }
  rest = number->mantissa % unit;
  number->mantissa /= unit;
  if (unit > 1 && (rest < 0 ? -rest : rest) >= unit / 2)
    number->mantissa += rest < 0 ? -1 : 1;
  /* G_MININT64 stays out: nobody can negate it. */
  if (number->mantissa > G_MAXINT64 || number->mantissa < -G_MAXINT64)
    return FALSE;
  *value = (gint64) number->mantissa;
  return TRUE;
}

gboolean
tie_typed_amount_parse (const char *text,
                        const char *decimal_sign,
                        guint decimals,
                        gint64 *value,
                        GError **error)
{
  Reader reader = { text, *decimal_sign };
  Exact sum = { 0 };

  g_return_val_if_fail (text != NULL && value != NULL && decimals <= 9, FALSE);

  if (g_utf8_validate (text, -1, NULL) && read_sum (&reader, &sum) && round_to (&sum, decimals, value))
    return TRUE;
  /* Translators: %s is what was typed into a field for an amount, a quantity or a price */
  g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” is not an amount."), text);
  return FALSE;
}
