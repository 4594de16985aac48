/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-file-text"
#include "config.h"

#include <string.h>

#include "base/tie-csv-text.h"
#include "base/tie-date.h"
#include "base/tie-text.h"
#include "exchange/tie-file-text.h"

/* Most texts: nothing has to change. */
static gboolean
is_plain (const TieFileColumn *column,
          const char *text,
          gsize *length)
{
  gboolean after_blank = TRUE;
  const char *p = text;

  for (; *p != '\0'; p++)
    {
      const guchar c = (guchar) *p;

      if (c >= 128 || !column->plain[c] || (c == ' ' && (after_blank || p[1] == '\0')) || (column->is_upper && g_ascii_islower (*p)))
        return FALSE;
      after_blank = c == ' ';
    }
  *length = (gsize) (p - text);
  return column->max == 0 || *length <= column->max;
}

/* What stands for a character that has no place in the column. */
static void
append_ascii (const TieFileColumn *column,
              char c,
              GString *out)
{
  if ((guchar) c < 128 && column->plain[(guchar) c])
    g_string_append_c (out, c);
  else if (c == '"' && column->plain['\''])
    g_string_append_c (out, '\'');
  else if (c == ';' && column->plain[','])
    g_string_append_c (out, ',');
  else if (column->plain[' '])
    g_string_append_c (out, ' ');
}

static void
append_character (const TieFileColumn *column,
                  TieFileEncoding encoding,
                  gunichar c,
                  GString *out)
{
  if (c >= 128 && (encoding == TIE_FILE_ENCODING_UTF8 || (encoding == TIE_FILE_ENCODING_WINDOWS_1252 && tie_csv_encode_windows_1252 (c) != 0)))
    g_string_append_unichar (out, column->is_upper ? g_unichar_toupper (c) : c);
  else if (c < 128)
    append_ascii (column, column->is_upper ? g_ascii_toupper ((char) c) : (char) c, out);
  else
    {
      char one[8] = { 0 };
      g_autofree char *near = NULL;

      g_unichar_to_utf8 (c, one);
      near = g_str_to_ascii (one, "C");
      for (const char *p = near; *p != '\0'; p++)
        append_ascii (column, column->is_upper ? g_ascii_toupper (*p) : *p, out);
    }
}

TieFileFit
tie_file_text_fit (const TieFileColumn *column,
                   TieFileEncoding encoding,
                   const char *text,
                   GString *out)
{
  g_autofree char *clean = NULL;
  g_autofree char *fitted = NULL;
  g_autoptr (GString) made = NULL;
  TieFileFit fit = TIE_FILE_FIT_SAME;
  gsize length = 0;

  if (is_plain (column, text, &length))
    {
      g_string_append_len (out, text, (gssize) length);
      return TIE_FILE_FIT_SAME;
    }
  clean = tie_text_clean (text);
  made = g_string_sized_new (strlen (clean) + 8);
  for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
    append_character (column, encoding, g_utf8_get_char (p), made);
  fitted = tie_text_clean (made->str); /* what was left out may leave blanks */
  if (!g_str_equal (fitted, text))
    fit |= TIE_FILE_FIT_REPLACED;
  if (column->max > 0 && g_utf8_strlen (fitted, -1) > (glong) column->max)
    {
      *g_utf8_offset_to_pointer (fitted, (glong) column->max) = '\0';
      g_strchomp (fitted);
      fit |= TIE_FILE_FIT_CUT;
    }
  g_string_append (out, fitted);
  return fit;
}

static const struct
{
  const char *kind;
  const char *ledger;
  const char *beancount;
} roots[] = {
  { "receivable", "assets:", "Assets:" },
  { "bank", "assets:", "Assets:" },
  { "asset", "assets:", "Assets:" },
  { "payable", "liabilities:", "Liabilities:" },
  { "liability", "liabilities:", "Liabilities:" },
  { "equity", "equity:", "Equity:" },
  { "income", "income:", "Income:" },
  { "expense", "expenses:", "Expenses:" },
};

static guint
find_root (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    {
      if (g_str_equal (roots[i].kind, kind))
        return i;
    }
  return 2;
}

char *
tie_file_text_to_ledger_account (const char *kind,
                                 const char *name)
{
  g_autofree char *clean = tie_text_clean (name);
  g_autofree char *lower = g_utf8_strdown (clean, -1);

  if (*lower == '\0')
    return g_strdup ("");
  g_strdelimit (lower, ":", '-');
  g_strdelimit (lower, ";", ',');
  return g_strconcat (roots[find_root (kind)].ledger, lower, NULL);
}

gboolean
tie_file_text_is_ledger_account (const char *name)
{
  g_autofree char *clean = tie_text_clean (name);

  return *name != '\0' && g_str_equal (clean, name) && strpbrk (name, ";|") == NULL && strchr ("([*!={", *name) == NULL && !g_ascii_isdigit (*name);
}

char *
tie_file_text_to_path_account (const char *kind,
                               const char *name)
{
  g_autofree char *clean = tie_text_clean (name);

  g_strdelimit (clean, ":", '-');
  return *clean != '\0' ? g_strconcat (roots[find_root (kind)].beancount, clean, NULL) : g_strdup ("");
}

char *
tie_file_text_to_beancount_account (const char *kind,
                                    const char *name)
{
  g_autofree char *clean = tie_text_clean (name);
  g_autofree char *ascii = g_str_to_ascii (clean, "C");
  GString *account = g_string_new (roots[find_root (kind)].beancount);
  const gsize root = account->len;
  gboolean begins_word = TRUE;

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        {
          begins_word = TRUE;
          continue;
        }
      g_string_append_c (account, begins_word ? g_ascii_toupper (*p) : *p);
      begins_word = FALSE;
    }
  if (account->len == root)
    g_string_truncate (account, 0);
  return g_string_free (account, FALSE);
}

gboolean
tie_file_text_is_beancount_account (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", -1);
  gboolean has_root = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (roots); i++)
    has_root |= g_str_has_prefix (name, roots[i].beancount);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!g_ascii_isupper (*parts[i]) && !g_ascii_isdigit (*parts[i]))
        return FALSE;
      for (const char *p = parts[i]; *p != '\0'; p++)
        {
          if (!g_ascii_isalnum (*p) && *p != '-')
            return FALSE;
        }
    }
  return has_root && parts[0] != NULL && parts[1] != NULL;
}

void
tie_file_text_append_date (GString *out,
                           const char *form,
                           const char *date)
{
  if (!tie_date_is_valid (date))
    return;
  for (const char *p = form; *p != '\0';)
    {
      const gsize run = strspn (p, (const char[]) { *p, '\0' });
      const char *part = *p == 'Y' ? date : *p == 'M' ? date + 5 : date + 8;
      gsize length = *p == 'Y' ? 4 : 2;

      if (strchr ("YMD", *p) == NULL)
        {
          g_string_append_len (out, p, (gssize) run);
          p += run;
          continue;
        }
      if (*p == 'Y' && run == 2)
        {
          part += 2;
          length = 2;
        }
      if (run == 1 && *part == '0')
        {
          part++;
          length--;
        }
      g_string_append_len (out, part, (gssize) length);
      p += run;
    }
}
