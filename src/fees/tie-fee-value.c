/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-value"
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "fees/tie-fee-value.h"

#define LARGEST_AMOUNT 999999999 /* 9,999,999.99 */
#define FIRST_YEAR 1990
#define LAST_YEAR 2079

static const char *
skip_blanks (const char *p)
{
  while (g_ascii_isspace (*p) || strncmp (p, "\u00a0", strlen ("\u00a0")) == 0)
    p += *p == ' ' || g_ascii_isspace (*p) ? 1 : strlen ("\u00a0");
  return p;
}

/* Digits with commas between groups of three, or without any. */
static gboolean
read_whole (const char **text,
            gint64 *value)
{
  const char *p = *text;
  guint in_group = 0;
  gboolean has_groups = FALSE;

  *value = 0;
  while (g_ascii_isdigit (*p) || *p == ',')
    {
      if (*p == ',')
        {
          if (in_group == 0 || in_group > 3 || (has_groups && in_group != 3))
            return FALSE;
          has_groups = TRUE;
          in_group = 0;
        }
      else
        {
          *value = *value * 10 + (*p - '0');
          in_group++;
          if (*value > LARGEST_AMOUNT)
            return FALSE;
        }
      p++;
    }
  *text = p;
  return !has_groups || in_group == 3;
}

static gboolean
read_cents (const char **text,
            gint64 *cents)
{
  const char *p = *text;
  guint n = 0;

  *cents = 0;
  for (p++; g_ascii_isdigit (*p); p++, n++)
    *cents = n < 2 ? *cents * 10 + (*p - '0') : *cents;
  if (n == 1)
    *cents *= 10;
  *text = p;
  return n <= 2;
}

gboolean
tie_fee_parse_amount (const char *text,
                      gint64 *amount)
{
  const char *p = skip_blanks (text);
  gboolean is_bracketed = *p == '(';
  gboolean is_negative = is_bracketed;
  gint64 whole, cents = 0;
  const char *digits;

  if (is_bracketed)
    p = skip_blanks (p + 1);
  if (*p == '-' && !is_negative)
    {
      is_negative = TRUE;
      p++;
    }
  if (*p == '$')
    p = skip_blanks (p + 1);
  if (*p == '-' && !is_negative)
    {
      is_negative = TRUE;
      p++;
    }
  digits = p;
  if (!read_whole (&p, &whole) || (*p == '.' && !read_cents (&p, &cents)))
    return FALSE;
  if (p == digits || (p == digits + 1 && *digits == '.'))
    return FALSE;
  p = skip_blanks (p);
  if (*p == '-' && !is_negative)
    {
      is_negative = TRUE;
      p++;
    }
  if (is_bracketed && *p++ != ')')
    return FALSE;
  if (*skip_blanks (p) != '\0' || whole * 100 + cents > LARGEST_AMOUNT)
    return FALSE;
  *amount = (whole * 100 + cents) * (is_negative ? -1 : 1);
  return TRUE;
}

gboolean
tie_fee_parse_plain_amount (const char *text,
                            gint64 *amount)
{
  return text[strspn (text, "0123456789.")] == '\0' && tie_fee_parse_amount (text, amount);
}

static const struct
{
  const char *word; /* letters and digits only */
  char module;
} modules[] = {
  { "I", 'I' }, { "IND", 'I' }, { "INDIV", 'I' }, { "INDIVIDUAL", 'I' }, { "1040", 'I' }, { "1040SR", 'I' }, { "1040NR", 'I' },
  { "P", 'P' }, { "PAR", 'P' }, { "PARTNERSHIP", 'P' }, { "1065", 'P' }, { "LLC1065", 'P' },
  { "C", 'C' }, { "COR", 'C' }, { "CORP", 'C' }, { "CORPORATE", 'C' }, { "CORPORATION", 'C' }, { "CCORP", 'C' }, { "1120", 'C' }, { "1120C", 'C' },
  { "S", 'S' }, { "SCO", 'S' }, { "SCORP", 'S' }, { "SCORPORATE", 'S' }, { "SCORPORATION", 'S' }, { "1120S", 'S' },
  { "F", 'F' }, { "FID", 'F' }, { "FIDUCIARY", 'F' }, { "TRUST", 'F' }, { "1041", 'F' },
  { "R", 'R' }, { "EXM", 'R' }, { "EXEMPT", 'R' }, { "NONPROFIT", 'R' }, { "990", 'R' }, { "990EZ", 'R' }, { "990PF", 'R' },
  { "EST", 'T' }, { "ESTATE", 'T' }, { "706", 'T' },
  { "N", 'N' }, { "GFT", 'N' }, { "GIFT", 'N' }, { "709", 'N' },
  { "B", 'B' }, { "BFT", 'B' }, { "BENEFIT", 'B' }, { "5500", 'B' },
};

char
tie_fee_parse_module (const char *text,
                      gboolean *is_ambiguous)
{
  g_autoptr (GString) word = g_string_new (NULL);

  if (is_ambiguous != NULL)
    *is_ambiguous = FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (word, g_ascii_toupper (*p));
      else if (*p != ' ' && *p != '-' && *p != '.')
        return 0;
    }
  if (g_str_has_prefix (word->str, "FORM"))
    g_string_erase (word, 0, 4);
  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      if (g_str_equal (modules[i].word, word->str)) /* whole, so that 1120S never becomes 1120 */
        return modules[i].module;
    }
  if (is_ambiguous != NULL)
    *is_ambiguous = word->len == 1 && strchr ("EGT", *word->str) != NULL;
  return 0;
}

guint
tie_fee_parse_year (const char *text)
{
  const char *p = skip_blanks (text);
  guint64 year;
  char *end;

  if (g_ascii_strncasecmp (p, "TY", 2) == 0)
    p = skip_blanks (p + 2);
  if (!g_ascii_isdigit (*p))
    return 0;
  year = g_ascii_strtoull (p, &end, 10);
  if (end - p != 2 && end - p != 4)
    return 0;
  if (g_str_has_prefix (end, ".0"))
    end += strspn (end + 1, "0") + 1;
  if (*skip_blanks (end) != '\0')
    return 0;
  if (year < 100)
    year += year >= 80 ? 1900 : 2000;
  return year >= FIRST_YEAR && year <= LAST_YEAR ? (guint) year : 0;
}

char *
tie_fee_parse_moment (const char *text)
{
  g_autofree char *clean = tie_text_clean (text);
  guint month, day, year;
  char after = '\0';
  char *moment;

  if (tie_date_is_valid (clean))
    return g_steal_pointer (&clean);
  moment = tie_date_normalise (clean);
  if (moment != NULL)
    return moment;
  if (sscanf (clean, "%2u/%2u/%4u%c", &month, &day, &year, &after) >= 3 && (after == '\0' || after == ' '))
    {
      g_autofree char *date = g_strdup_printf ("%04u-%02u-%02u", year < 100 ? year + 2000 : year, month, day);

      if (tie_date_is_valid (date))
        return g_steal_pointer (&date);
    }
  return g_strdup ("");
}

char *
tie_fee_make_key (const char *text)
{
  g_autofree char *clean = tie_text_clean (text);
  gsize length = strlen (clean);

  if (length >= 3 && g_str_has_prefix (clean, "=\"") && clean[length - 1] == '"')
    {
      g_autofree char *inside = g_strndup (clean + 2, length - 3);

      return tie_fee_make_key (inside);
    }
  if (*clean == '\'') /* how people keep zeros in a spreadsheet */
    memmove (clean, clean + 1, length);
  return g_utf8_strup (clean, -1);
}

char *
tie_fee_key_strip_zeros (const char *key)
{
  gsize zeros = strspn (key, "0");

  return g_strdup (key[zeros] != '\0' ? key + zeros : key);
}

gboolean
tie_fee_key_is_spoiled (const char *text)
{
  const char *e = strpbrk (text, "eE");

  if (*text != '\0' && text[strspn (text, "#")] == '\0')
    return TRUE;
  /* 1.00E+03: digits, a point, an exponent with its sign */
  return e != NULL && e > text && (e[1] == '+' || e[1] == '-') && g_ascii_isdigit (e[2]) && strspn (text, "0123456789.") == (gsize) (e - text) && memchr (text, '.', (gsize) (e - text)) != NULL;
}

gboolean
tie_fee_is_masked (const char *text)
{
  gsize stars = strspn (text, "*- ");

  return strchr (text, '*') != NULL && text[stars] == '\0';
}

gboolean
tie_fee_parse_tin (const char *text,
                   char *digits)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p) && n < 9)
        digits[n++] = *p;
      else if (*p != '-' && *p != ' ')
        return FALSE;
    }
  digits[n] = '\0';
  return n == 9;
}

char *
tie_fee_hash_tin (const char *digits,
                  GBytes *key)
{
  gsize length;
  const guchar *data = g_bytes_get_data (key, &length);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, data, length, digits, -1);
}

guint
tie_fee_path_get_year (const char *path)
{
  guint year = 0;

  /* the last one counts */
  for (const char *p = path; *p != '\0'; p++)
    {
      gboolean begins = p == path || p[-1] == '/' || p[-1] == '\\';

      if (begins && g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_strncasecmp (p + 2, "tax", 3) == 0 &&
          (p[5] == '/' || p[5] == '\\' || p[5] == '\0'))
        year = 2000 + (guint) (p[0] - '0') * 10 + (guint) (p[1] - '0');
    }
  return year;
}

char
tie_fee_path_get_module (const char *path)
{
  char module = 0;

  for (const char *p = path; *p != '\0'; p++)
    {
      gboolean begins = p == path || p[-1] == '/' || p[-1] == '\\';
      char letter = g_ascii_toupper (*p);

      if (begins && strchr ("IPCSFRTNB", letter) != NULL && g_ascii_strncasecmp (p + 1, "data", 4) == 0 && (p[5] == '/' || p[5] == '\\' || p[5] == '\0'))
        module = letter;
    }
  return module;
}
