/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-lists.h"

/* Facts are compared as equal or not, so a hash of each, written in one way, is all that is kept. */

#define SHORTEST_PHONE 7

static guint32
get_hash (const char *text,
          gsize length)
{
  guint32 hash = (guint32) tie_match_hash (1, text, length);

  return length == 0 ? 0 : MAX (hash, 1);
}

/* Letters and digits only, small. */
static gsize
squeeze (const char *text,
         char *out,
         gsize size)
{
  gsize n = 0;

  for (; text != NULL && *text != '\0' && n + 1 < size; text++)
    if (g_ascii_isalnum (*text) || (guchar) *text >= 0x80)
      out[n++] = g_ascii_tolower (*text);
  out[n] = '\0';
  return n;
}

static guint32
read_plain (const char *text)
{
  char squeezed[64];
  gsize n = squeeze (text, squeezed, sizeof squeezed);

  return get_hash (squeezed, n);
}

guint32
tie_match_read_account (const char *text)
{
  return read_plain (text);
}

/* The last ten digits: countries and zeros in front are written or not. */
static guint32
read_phone (const char *text)
{
  char digits[32];
  gsize n = 0;

  for (; text != NULL && *text != '\0' && !g_ascii_isalpha (*text) && n < sizeof digits; text++)
    if (g_ascii_isdigit (*text))
      digits[n++] = *text;
  if (n < SHORTEST_PHONE)
    return 0;
  return n > 10 ? get_hash (digits + n - 10, 10) : get_hash (digits, n);
}

static void
read_email (const char *text,
            TieMatchFacts *facts)
{
  char small[128];
  gsize n = 0;

  for (; text != NULL && *text != '\0' && n + 1 < sizeof small; text++)
    if (!g_ascii_isspace (*text))
      small[n++] = g_ascii_tolower (*text);
  small[n] = '\0';
  if (n < 5 || strchr (small, '@') == small)
    return;

  facts->email = get_hash (small, n);
  for (gsize i = 0; i + 1 < n; i++)
    facts->email_letters |= (guint64) 1 << (tie_match_hash (2, small + i, 2) & 63);
}

/* "Ninth Ave" and "9th Ave" */
static guint32
read_street (const char *word,
             gsize length)
{
  static const char *const ordinals[][2] = {
    { "first", "1st" }, { "second", "2nd" }, { "third", "3rd" }, { "fourth", "4th" }, { "fifth", "5th" }, { "sixth", "6th" },
    { "seventh", "7th" }, { "eighth", "8th" }, { "ninth", "9th" }, { "tenth", "10th" }, { "eleventh", "11th" }, { "twelfth", "12th" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ordinals); i++)
    if (strlen (ordinals[i][0]) == length && strncmp (ordinals[i][0], word, length) == 0)
      return get_hash (ordinals[i][1], strlen (ordinals[i][1]));
  return get_hash (word, length);
}

/* "123 N. Main St. #4": 123 and main.  Letters alone for a direction are no street. */
static void
read_address (const char *text,
              TieMatchFacts *facts)
{
  char word[32];
  gsize n = 0;

  for (; text != NULL; text++)
    {
      if (g_ascii_isalnum (*text) || (guchar) *text >= 0x80)
        {
          if (n + 1 < sizeof word)
            word[n++] = g_ascii_tolower (*text);
          continue;
        }
      if (n > 0 && g_ascii_isdigit (word[0]) && facts->house == 0)
        facts->house = get_hash (word, n);
      else if (n > 1 && strncmp (word, "north", n) != 0 && strncmp (word, "south", n) != 0 &&
               strncmp (word, "east", n) != 0 && strncmp (word, "west", n) != 0)
        {
          facts->street = read_street (word, n);
          return;
        }
      n = 0;
      if (*text == '\0')
        return;
    }
}

void
tie_match_read_facts (const TieMatchRow *row,
                      TieMatchFacts *facts)
{
  memset (facts, 0, sizeof *facts);
  read_email (row->email, facts);
  facts->phone = read_phone (row->phone);
  facts->account = read_plain (row->account);
  facts->postcode = read_plain (row->postcode);
  read_address (row->address, facts);
  facts->city = read_plain (row->city);
  facts->region = read_plain (row->region);
}
