/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-tokens.h"

#define CODE_LETTERS 4 /* of a part of a code */

void
tie_match_tokens_init (TieMatchTokens *self)
{
  memset (self, 0, sizeof *self);
  self->folded = g_string_sized_new (128);
}

void
tie_match_tokens_clear (TieMatchTokens *self)
{
  g_string_free (self->folded, TRUE);
}

/* Accents and vowel points; not the marks of kana, which make another letter. */
static gboolean
is_droppable_mark (gunichar c)
{
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x591 && c <= 0x5c7) || (c >= 0x64b && c <= 0x65f) || c == 0x640 || c == 0xad ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0xfeff;
}

/* Letters that Unicode does not take apart, as people write them without their sign. */
static const char *
get_plain_letters (gunichar c)
{
  switch (c)
    {
    case 0xf8: /* ø */
      return "o";
    case 0xe6: /* æ */
      return "ae";
    case 0x153: /* œ */
      return "oe";
    case 0xf0: /* ð */
    case 0x111: /* đ */
      return "d";
    case 0xfe: /* þ */
      return "th";
    case 0x142: /* ł */
      return "l";
    case 0x131: /* ı */
      return "i";
    case 0x2018: /* ‘ */
    case 0x2019: /* ’ */
      return "'";
    case 0x2013: /* – */
    case 0x2014: /* — */
      return " - ";
    default:
      return NULL;
    }
}

static void
fold (GString *out,
      const char *name)
{
  const char *p = name;

  g_string_truncate (out, 0);
  for (; *p != '\0' && (guchar) *p < 0x80; p++)
    g_string_append_c (out, g_ascii_tolower (*p));
  if (*p == '\0')
    return;

  /* what follows the first accent takes the long way */
  {
    g_autofree char *folded = g_utf8_casefold (p, -1);
    g_autofree char *apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
    g_autoptr (GString) plain = g_string_new (NULL);
    g_autofree char *together = NULL;

    for (const char *q = apart; *q != '\0'; q = g_utf8_next_char (q))
      {
        gunichar c = g_utf8_get_char (q);
        const char *letters = get_plain_letters (c);

        if (letters != NULL)
          g_string_append (plain, letters);
        else if (!is_droppable_mark (c))
          g_string_append_unichar (plain, c);
      }
    together = g_utf8_normalize (plain->str, -1, G_NORMALIZE_NFC);
    g_string_append (out, together);
  }
}

/* O'Brien and Int'l are one word; so is Mary's. */
static void
drop_apostrophes (GString *text)
{
  gsize to = 0;

  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] != '\'' || to == 0 || text->str[to - 1] == ' ' || g_ascii_ispunct (text->str[to - 1]) || !g_ascii_isalpha (text->str[i + 1]))
      text->str[to++] = text->str[i];
  g_string_truncate (text, to);
}

/* TRUE for "dmc-fs3" and "010-10704-00": each part has a digit or is too short for a word.  "kennedy-king" is two words, and
 * so is "level-2". */
static gboolean
is_code (const char *text,
         gsize length)
{
  gsize start = 0;
  gboolean has_digit = FALSE, has_any_digit = FALSE;

  for (gsize i = 0; i <= length; i++)
    {
      if (i == length || text[i] == '-')
        {
          if (i == start || (!has_digit && i - start > CODE_LETTERS))
            return FALSE;
          start = i + 1;
          has_digit = FALSE;
        }
      else if (g_ascii_isdigit (text[i]))
        has_digit = has_any_digit = TRUE;
    }
  return has_any_digit;
}

/* Model and part numbers are written with hyphens by one and without by another. */
static void
join_codes (GString *text)
{
  gsize to = 0;

  if (strchr (text->str, '-') == NULL)
    return;
  for (gsize i = 0, end; i < text->len; i = end)
    {
      gboolean is_joined;

      for (end = i; end < text->len && (g_ascii_isalnum (text->str[end]) || text->str[end] == '-'); end++)
        ;
      is_joined = end > i && is_code (text->str + i, end - i);
      end = MAX (end, i + 1); /* or a sign by itself */
      for (gsize k = i; k < end; k++)
        if (text->str[k] != '-' || !is_joined)
          text->str[to++] = text->str[k];
    }
  g_string_truncate (text, to);
}

/* Scripts that put no blanks between words: each sign is a word. */
static gboolean
is_wide (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x9fff) ||
         (c >= 0xac00 && c <= 0xd7af) ||
         (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0x20000 && c <= 0x3ffff) ||
         (c >= 0xe00 && c <= 0xe7f);
}

typedef struct
{
  guint part, segment;
  gboolean hash, slash, dash, close, is_slashed;
  guint brackets;
} Signs;

static void
add_token (TieMatchTokens *self,
           gsize start,
           gsize length,
           Signs *signs,
           gboolean is_and)
{
  TieMatchToken *token;

  if (self->n_tokens == TIE_MATCH_MAX_TOKENS)
    {
      token = &self->tokens[self->n_tokens - 1];
      token->length = MIN (start + length - token->start, G_MAXUINT16);
      return;
    }
  token = &self->tokens[self->n_tokens++];
  *token = (TieMatchToken) {
    .start = start,
    .length = MIN (length, G_MAXUINT16),
    .part = MIN (signs->part, 255),
    .segment = MIN (signs->segment, 255),
    .in_brackets = signs->brackets > 0 || signs->is_slashed,
    .after_hash = signs->hash,
    .after_slash = signs->slash,
    .after_dash = signs->dash,
    .is_and = is_and,
    .is_close = signs->close,
  };
  signs->hash = signs->slash = signs->dash = FALSE;
  signs->close = TRUE;
}

/* "Corp/OH/" */
static gboolean
is_slashed_end (const char *p)
{
  gsize n = 1;

  while (g_ascii_isalpha (p[n]))
    n++;
  return n > 2 && p[n] == '/' && (p[n + 1] == '\0' || p[n + 1] == ' ');
}

static void
read_sign (TieMatchTokens *self,
           const char *p,
           Signs *signs)
{
  if (*p != '.' && *p != '\'')
    signs->close = FALSE;

  switch (*p)
    {
    case ',':
    case ';':
      if (signs->brackets == 0)
        signs->part++;
      break;
    case ':':
      /* but for "10:1" */
      if (self->n_tokens > 0 && !(g_ascii_isdigit (p[-1]) && g_ascii_isdigit (p[1])))
        signs->segment++;
      break;
    case '(':
    case '[':
      signs->brackets++;
      break;
    case ')':
    case ']':
      signs->brackets -= signs->brackets > 0;
      break;
    case '#':
      signs->hash = TRUE;
      break;
    case '/':
      /* "Corp /DE/", "Paper Co /NEW" */
      if (signs->is_slashed || (p > self->folded->str && p[-1] == ' ' && p[1] != ' ') || is_slashed_end (p))
        signs->is_slashed = !signs->is_slashed;
      else
        signs->slash = TRUE;
      break;
    case '&':
    case '+':
      add_token (self, p - self->folded->str, 1, signs, TRUE);
      signs->close = FALSE;
      break;
    case '-':
      if (p[1] == ' ' && p > self->folded->str && p[-1] == ' ')
        signs->dash = TRUE;
      break;
    default:
      break;
    }
}

void
tie_match_tokens_read (TieMatchTokens *self,
                       const char *name)
{
  Signs signs = { 0 };
  const char *text;
  gsize start = 0;
  gboolean in_word = FALSE;

  fold (self->folded, name);
  drop_apostrophes (self->folded);
  join_codes (self->folded);
  self->n_tokens = 0;
  text = self->folded->str;
  for (const char *p = text;;)
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);
      gboolean is_letter = c < 0x80 ? g_ascii_isalnum (c) : g_unichar_isalnum (c) || g_unichar_ismark (c);
      gboolean ends = in_word && (!is_letter || is_wide (c));

      if (ends)
        {
          add_token (self, start, p - text - start, &signs, FALSE);
          in_word = FALSE;
        }
      if (c == 0)
        break;
      if (is_wide (c) && is_letter)
        add_token (self, p - text, g_utf8_next_char (p) - p, &signs, FALSE);
      else if (is_letter && !in_word)
        {
          start = p - text;
          in_word = TRUE;
        }
      else if (!is_letter)
        read_sign (self, p, &signs);
      p = g_utf8_next_char (p);
    }
  self->n_commas = signs.part;
  self->n_colons = signs.segment;
  self->n_letters = g_utf8_strlen (text, -1);
}
