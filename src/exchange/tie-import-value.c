/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-value"
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-money.h"
#include "base/tie-text.h"
#include "exchange/tie-import-value.h"

/* Three groups of digits with the same sign between them: 3/14/2025, 2025-03-14, 14.3.25.  A time may follow. */
static gboolean
split_date (const char *text,
            guint parts[3],
            gsize digits[3])
{
  char between = '\0';

  while (*text == ' ')
    text++;
  for (guint i = 0; i < 3; i++)
    {
      parts[i] = 0;
      digits[i] = strspn (text, "0123456789");
      if (digits[i] == 0 || digits[i] > 4)
        return FALSE;
      for (gsize n = 0; n < digits[i]; n++)
        parts[i] = parts[i] * 10 + (guint) (*text++ - '0');
      if (i == 2)
        break;
      if (strchr ("/-.", *text) == NULL || *text == '\0' || (between != '\0' && *text != between))
        return FALSE;
      between = *text++;
    }
  return *text == '\0' || *text == ' ' || *text == 'T';
}

char *
tie_import_parse_date (const char *text,
                       TieDateOrder order)
{
  guint parts[3];
  gsize digits[3];
  guint year, month, day;

  if (text == NULL || !split_date (text, parts, digits))
    return NULL;
  if (digits[0] == 4)
    order = TIE_DATE_ORDER_YMD;

  year = parts[order == TIE_DATE_ORDER_YMD ? 0 : 2];
  month = parts[order == TIE_DATE_ORDER_MDY ? 0 : 1];
  day = parts[order == TIE_DATE_ORDER_YMD ? 2 : order == TIE_DATE_ORDER_DMY ? 0 : 1];
  if (digits[order == TIE_DATE_ORDER_YMD ? 0 : 2] <= 2)
    year += year < 70 ? 2000 : 1900;
  if (year < 1000 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

TieDateOrder
tie_import_guess_date_order (GPtrArray *cells)
{
  guint votes[TIE_DATE_ORDER_YMD + 1] = { 0 };
  TieDateOrder best = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      guint parts[3];
      gsize digits[3];

      if (!split_date (g_ptr_array_index (cells, i), parts, digits))
        continue;
      if (digits[0] == 4)
        votes[TIE_DATE_ORDER_YMD]++;
      else if (parts[0] > 12 && parts[0] <= 31 && parts[1] <= 12)
        votes[TIE_DATE_ORDER_DMY]++;
      else if (parts[1] > 12 && parts[1] <= 31 && parts[0] <= 12)
        votes[TIE_DATE_ORDER_MDY]++;
    }
  for (guint order = TIE_DATE_ORDER_MDY; order <= TIE_DATE_ORDER_YMD; order++)
    {
      if (votes[order] > (best != 0 ? votes[best] : 0))
        best = order;
    }
  return best;
}

/* What may stand round a number: digits, signs, blanks and currency.  Anything else is a word or a phone number. */
static gboolean
strip_number (const char *text,
              GString *plain,
              gboolean *is_negative)
{
  guint opened = 0, closed = 0, minus = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_ascii_isdigit (*p) || *p == '.' || *p == ',')
        g_string_append_c (plain, *p);
      else if (c == '(')
        opened++;
      else if (c == ')')
        closed++;
      else if (c == '-' || c == 0x2212)
        minus++;
      else if (c == '+' || c == '\'' || c == 0x2019 || g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_CURRENCY_SYMBOL)
        continue;
      else
        return FALSE;
    }
  *is_negative = minus == 1 || opened == 1;
  return plain->len > 0 && opened == closed && opened <= 1 && minus + opened <= 1;
}

char
tie_import_guess_decimal_sign (GPtrArray *cells)
{
  guint points = 0, commas = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      g_autoptr (GString) plain = g_string_new (NULL);
      gboolean is_negative;
      const char *point, *comma;

      if (!strip_number (g_ptr_array_index (cells, i), plain, &is_negative))
        continue;
      point = strrchr (plain->str, '.');
      comma = strrchr (plain->str, ',');
      /* The sign that comes last is the decimal one; alone and before three digits it tells nothing. */
      if (point != NULL && comma != NULL)
        *(point > comma ? &points : &commas) += 1;
      else if (point != NULL && strchr (plain->str, '.') == point && strlen (point) != 4)
        points++;
      else if (comma != NULL && strchr (plain->str, ',') == comma && strlen (comma) != 4)
        commas++;
    }
  if (points == commas)
    return '\0';
  return points > commas ? '.' : ',';
}

gboolean
tie_import_parse_decimal (const char *text,
                          char decimal_sign,
                          guint decimals,
                          gint64 *value)
{
  g_autoptr (GString) given = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean is_negative;
  guint since_group = 0, groups = 0;

  g_return_val_if_fail (value != NULL, FALSE);

  if (text == NULL || !strip_number (text, given, &is_negative))
    return FALSE;
  for (const char *p = given->str; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          g_string_append_c (plain, *p);
          since_group++;
        }
      else if (strchr (plain->str, '.') != NULL) /* a sign after the decimals */
        return FALSE;
      else
        {
          /* Grouping holds three digits, or two and three in India: "1.5" is no fifteen. */
          if (groups > 0 && since_group != 3 && since_group != 2)
            return FALSE;
          if (*p == decimal_sign)
            {
              if (groups > 0 && since_group != 3)
                return FALSE;
              g_string_append_c (plain, '.');
              groups = 0;
            }
          else
            groups++;
          since_group = 0;
        }
    }
  if (groups > 0 && since_group != 3)
    return FALSE;
  if (is_negative)
    g_string_prepend_c (plain, '-');
  return tie_decimal_parse (plain->str, decimals, value);
}

gboolean
tie_import_parse_boolean (const char *text,
                          gboolean *value)
{
  static const char *const yes[] = { "1", "x", "y", "yes", "true", N_ ("yes") };
  static const char *const no[] = { "0", "n", "no", "false", N_ ("no") };
  g_autofree char *folded = tie_text_fold (text);

  g_return_val_if_fail (value != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      if (strcmp (folded, yes[i]) == 0 || strcmp (folded, _ (yes[i])) == 0)
        {
          *value = TRUE;
          return TRUE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      if (strcmp (folded, no[i]) == 0 || strcmp (folded, _ (no[i])) == 0)
        {
          *value = FALSE;
          return TRUE;
        }
    }
  return FALSE;
}
