/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-time-line"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-text.h"
#include "billing/tie-time-line.h"

/* Words beyond that are text: nobody names a client so late. */
#define MAX_WORDS 16
/* Shorter beginnings mean too much. */
#define MIN_PROJECT_PREFIX 2
#define MIN_CODE_PREFIX 3
/* Of candidates that fit alike. */
#define MAX_CHOICES 50
#define DAY (24 * (gint64) TIE_SCALE)

typedef struct
{
  char *typed; /* (owned) */
  char *key;   /* (owned): folded */
  gint64 hours;
  guint is_hours : 1;
  guint is_plain : 1; /* a whole number without a unit: hours only when nothing else is */
  guint is_digit : 1; /* holds one */
  guint is_known : 1; /* begins a word of some project */
  guint is_used : 1;  /* is no text */
} Word;

static void
clear_word (Word *word)
{
  g_free (word->typed);
  g_free (word->key);
}

/* "1h30", "2h", "90m", "90min"; FALSE when it is not. */
static gboolean
parse_units (const char *text,
             gint64 *hours)
{
  char *end;
  guint64 first = g_ascii_strtoull (text, &end, 10);
  guint64 minutes = 0;

  if (end == text || !g_ascii_isdigit (*text) || first > 10000)
    return FALSE;
  if (*end == 'm' && (g_str_equal (end, "m") || g_str_equal (end, "min")))
    {
      *hours = (gint64) ((first * TIE_SCALE + 30) / 60);
      return TRUE;
    }
  if (*end != 'h' && *end != ':')
    return FALSE;
  if (end[1] != '\0')
    {
      const char *rest = end + 1;

      minutes = g_ascii_strtoull (rest, &end, 10);
      if (end == rest || !g_ascii_isdigit (*rest) || minutes > 59 || (*end != '\0' && !g_str_equal (end, "m")))
        return FALSE;
    }
  else if (*end == ':')
    return FALSE;
  *hours = (gint64) (first * TIE_SCALE + (minutes * TIE_SCALE + 30) / 60);
  return TRUE;
}

/* With a sign; is_plain tells a whole number without a unit. */
static gboolean
parse_hours (const char *text,
             gint64 *hours,
             gboolean *is_plain)
{
  g_autofree char *plain = NULL;
  gboolean is_negative = *text == '-';
  const char *digits = is_negative ? text + 1 : text;
  gsize length = strlen (digits);

  *is_plain = FALSE;
  if (length == 0 || length > 12 || (!g_ascii_isdigit (*digits) && *digits != '.' && *digits != ','))
    return FALSE;
  if (!parse_units (digits, hours))
    {
      if (length > 1 && digits[length - 1] == 'h')
        length--; /* "1.5h" */
      plain = g_strndup (digits, length);
      *is_plain = strspn (plain, "0123456789") == length && digits[length] == '\0';
      g_strdelimit (plain, ",", '.');
      if (!tie_decimal_parse (plain, 4, hours))
        return FALSE;
    }
  if (is_negative)
    *hours = -*hours;
  return TRUE;
}

gboolean
tie_time_line_parse_hours (const char *text,
                           gint64 *hours)
{
  g_autofree char *clean = tie_text_clean (text);
  gboolean is_plain;

  *hours = 0;
  if (*clean == '\0' || g_str_equal (clean, "-"))
    return TRUE;
  return parse_hours (clean, hours, &is_plain);
}

/* A word of key begins with the prefix; is_whole: it is the prefix. */
static gboolean
begins_word (const char *key,
             const char *prefix,
             gboolean *is_whole)
{
  gsize length = strlen (prefix);
  const char *found = key;

  while ((found = strstr (found, prefix)) != NULL)
    {
      if (found == key || !g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (key, found))))
        {
          *is_whole = !g_unichar_isalnum (g_utf8_get_char (found + length));
          return TRUE;
        }
      found++;
    }
  return FALSE;
}

static GArray *
split (const char *line)
{
  GArray *words = g_array_new (FALSE, TRUE, sizeof (Word));
  g_autofree char *clean = tie_text_clean (line);
  g_auto (GStrv) parts = g_strsplit (clean, " ", -1);

  g_array_set_clear_func (words, (GDestroyNotify) clear_word);
  for (guint i = 0; parts[i] != NULL && *clean != '\0'; i++)
    {
      Word word = { .typed = g_strdup (parts[i]) };
      gboolean is_plain = FALSE;

      if (i < MAX_WORDS)
        {
          word.key = tie_text_fold (parts[i]);
          word.is_hours = parse_hours (word.key, &word.hours, &is_plain);
          word.is_plain = is_plain;
          word.is_digit = strpbrk (word.key, "0123456789") != NULL;
        }
      g_array_append_val (words, word);
    }
  return words;
}

static Word *
get_word (GArray *words,
          guint i)
{
  return &g_array_index (words, Word, i);
}

/* How well a word means a code: 3 it is the code, 2 a part of it, 1 its beginning, 0 not at all. */
static guint
rank_code (const char *key,
           const char *word)
{
  gboolean is_whole = FALSE;

  if (g_str_equal (key, word))
    return 3;
  if (g_utf8_strlen (word, -1) >= MIN_PROJECT_PREFIX && begins_word (key, word, &is_whole) && is_whole)
    return 2;
  return g_utf8_strlen (word, -1) >= MIN_CODE_PREFIX && g_str_has_prefix (key, word) ? 1 : 0;
}

static guint
rank_word (const TieTimeChoice *codes,
           guint n_codes,
           const char *word)
{
  guint best = 0;

  for (guint i = 0; i < n_codes; i++)
    best = MAX (best, rank_code (codes[i].key, word));
  return best;
}

/* The word that names the code, the first one that does: but a word that names a client too, and has no digit, only when
 * no other does. */
static guint
find_code_word (GArray *words,
                guint n_words,
                const TieTimeChoice *codes,
                guint n_codes)
{
  guint found = G_MAXUINT;
  guint found_value = 0;
  guint n_known = 0;

  for (guint i = 0; i < n_words; i++)
    n_known += get_word (words, i)->is_known;
  for (guint i = 0; i < n_words; i++)
    {
      const Word *word = get_word (words, i);
      guint rank = rank_word (codes, n_codes, word->key);
      gboolean is_client = word->is_known && !word->is_digit;
      guint value;

      if (rank == 0 || (is_client && n_known == 1) || (word->is_hours && !word->is_plain))
        continue;
      value = (is_client ? 1 : 3) + (rank > 1);
      if (value > found_value)
        {
          found = i;
          found_value = value;
        }
    }
  return found;
}

static void
take_codes (TieTimeLine *self,
            Word *word,
            const TieTimeChoice *codes,
            guint n_codes)
{
  guint best = rank_word (codes, n_codes, word->key);

  word->is_used = TRUE;
  for (guint i = 0; i < n_codes && self->codes->len < MAX_CHOICES; i++)
    {
      if (rank_code (codes[i].key, word->key) == best)
        g_array_append_val (self->codes, i);
    }
}

static void
take_hours (TieTimeLine *self,
            GArray *words,
            guint n_words)
{
  Word *found = NULL;

  for (guint i = 0; i < n_words; i++)
    {
      Word *word = get_word (words, i);

      if (!word->is_hours || word->is_used || (word->is_plain && word->hours > DAY))
        continue;
      if (found == NULL || (found->is_plain && !word->is_plain))
        found = word;
    }
  if (found == NULL)
    return;
  found->is_used = TRUE;
  self->hours = found->hours;
  if (found->hours < 0)
    self->hours_state = TIE_TIME_LINE_NEGATIVE;
  else
    self->hours_state = found->hours > DAY ? TIE_TIME_LINE_TOO_MANY : TIE_TIME_LINE_GIVEN;
}

/* How a project answers the words: the first run of words that begin words of it, and how well.  The code and the hours
 * may stand within the run. */
typedef struct
{
  guint first; /* G_MAXUINT: none */
  guint last;
  guint score;
} Run;

static Run
find_run (GArray *words,
          guint n_words,
          const char *key)
{
  Run run = { G_MAXUINT, 0, 0 };

  for (guint i = 0; i < n_words; i++)
    {
      const Word *word = get_word (words, i);
      gboolean is_whole = FALSE;
      gboolean matches = g_utf8_strlen (word->key, -1) >= MIN_PROJECT_PREFIX && begins_word (key, word->key, &is_whole);

      if (word->is_used)
        run.score += matches && is_whole; /* "1040" as a code also tells the return from the books */
      else if (matches)
        {
          run.first = MIN (run.first, i);
          run.last = i;
          run.score += is_whole ? 8 : 6;
        }
      else if (run.first != G_MAXUINT)
        break;
    }
  return run;
}

static void
mark_known (GArray *words,
            guint n_words,
            const TieTimeChoice *projects,
            guint n_projects)
{
  for (guint i = 0; i < n_words; i++)
    {
      Word *word = get_word (words, i);
      gboolean is_whole;

      for (guint j = 0; j < n_projects && !word->is_known && g_utf8_strlen (word->key, -1) >= MIN_PROJECT_PREFIX; j++)
        word->is_known = begins_word (projects[j].key, word->key, &is_whole);
    }
}

static void
take_projects (TieTimeLine *self,
               GArray *words,
               guint n_words,
               const TieTimeChoice *projects,
               guint n_projects)
{
  Run best = { G_MAXUINT, 0, 0 };

  for (guint i = 0; i < n_projects; i++)
    {
      Run run = find_run (words, n_words, projects[i].key);

      if (run.first == G_MAXUINT || run.first > best.first || (run.first == best.first && run.score < best.score))
        continue;
      if (run.first < best.first || run.score > best.score)
        {
          best = run;
          g_array_set_size (self->projects, 0);
        }
      if (self->projects->len < MAX_CHOICES)
        g_array_append_val (self->projects, i);
    }
  for (guint i = best.first; best.first != G_MAXUINT && i <= best.last; i++)
    get_word (words, i)->is_used = TRUE;
}

static char *
join_text (GArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      if (get_word (words, i)->is_used)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, get_word (words, i)->typed);
    }
  return g_strdup (text->str);
}

TieTimeLine *
tie_time_line_parse (const char *line,
                     const TieTimeChoice *projects,
                     guint n_projects,
                     const TieTimeChoice *codes,
                     guint n_codes)
{
  TieTimeLine *self = g_new0 (TieTimeLine, 1);
  g_autoptr (GArray) words = split (line);
  guint n_words = MIN (words->len, MAX_WORDS);
  guint code_word;

  self->projects = g_array_new (FALSE, FALSE, sizeof (guint));
  self->codes = g_array_new (FALSE, FALSE, sizeof (guint));
  mark_known (words, n_words, projects, n_projects);
  code_word = find_code_word (words, n_words, codes, n_codes);
  if (code_word != G_MAXUINT)
    take_codes (self, get_word (words, code_word), codes, n_codes);
  take_hours (self, words, n_words);
  take_projects (self, words, n_words, projects, n_projects);
  self->text = join_text (words);
  return self;
}

void
tie_time_line_free (TieTimeLine *self)
{
  g_array_unref (self->projects);
  g_array_unref (self->codes);
  g_free (self->text);
  g_free (self);
}
