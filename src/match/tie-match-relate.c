/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-align-private.h"

/* What a relation between two different words leaves of their weight. */
#define SLIP_COST TIE_MATCH_BITS (4.5)
#define NICKNAME_COST TIE_MATCH_BITS (3.5)
#define DAMAGE_COST TIE_MATCH_BITS (7)
#define INITIAL_BITS TIE_MATCH_BITS (3.3)

/* Many words look like short forms of others: the likeness itself is worth no more, however rare the words. */
#define ABBREVIATION_BITS TIE_MATCH_BITS (5)
#define DAMAGED_LETTER_BITS TIE_MATCH_BITS (1.5)
#define SCRAMBLED_BITS TIE_MATCH_BITS (2.5)
#define STEM_BITS TIE_MATCH_BITS (7)
#define OFTEN 10 /* rows of both lists */

#define SHORTEST_MODEL 5 /* signs that two of its numbers share */
#define SHORTEST_PART 4 /* letters of a word that another is joined with */
#define LONG_GIVEN 7 /* letters */
#define ENDING 2

static gboolean
have_common_root (const guint8 *x,
                  const guint8 *y)
{
  for (guint i = 0; x[i] != 0; i++)
    for (guint k = 0; y[k] != 0; k++)
      if (x[i] == y[k])
        return TRUE;
  return FALSE;
}

/* "Landscape" and "Landscaping": most of the letters, from the start. */
static gboolean
are_of_one_stem (const char *a,
                 const char *b)
{
  gsize common = tie_match_count_common_prefix (a, b);
  gsize longest = MAX (strlen (a), strlen (b));

  return common >= 4 && longest - common <= 3 && common * 3 >= longest * 2;
}

/* "LFC2577SW" and "LFC2577WH": a model in two colours, as often as not one that only one list tells apart.  A form number,
 * which has no letters before its last, is never one of these. */
static gboolean
are_of_one_model (const char *a,
                  const char *b)
{
  gsize common = tie_match_count_common_prefix (a, b);
  gboolean has_letter = FALSE;
  guint n_digits = 0;

  for (gsize i = 0; i < common; i++)
    if (g_ascii_isdigit (a[i]))
      n_digits++;
    else
      has_letter = TRUE;
  return common >= SHORTEST_MODEL && has_letter && n_digits >= 2 && strpbrk (a + common, "0123456789") == NULL && strpbrk (b + common, "0123456789") == NULL;
}

/* Two changes at the most, in words long enough to bear them. */
static gboolean
is_damaged (const char *a,
            gsize a_length,
            const char *b,
            gsize b_length)
{
  guint8 rows[3][40];
  guint8 *before = rows[0], *last = rows[1], *row = rows[2];

  if (MIN (a_length, b_length) < 5 || MAX (a_length, b_length) >= 40 || ABS ((int) a_length - (int) b_length) > 2)
    return FALSE;
  for (gsize k = 0; k <= b_length; k++)
    last[k] = k;
  for (gsize i = 1; i <= a_length; i++)
    {
      guint8 *spare = before;
      guint8 least = row[0] = i;

      for (gsize k = 1; k <= b_length; k++)
        {
          guint8 cost = last[k - 1] + (a[i - 1] != b[k - 1]);

          cost = MIN (cost, MIN (last[k], row[k - 1]) + 1);
          if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
            cost = MIN (cost, before[k - 2] + 1);
          row[k] = cost;
          least = MIN (least, cost);
        }
      if (least > 2)
        return FALSE;
      before = last;
      last = row;
      row = spare;
    }
  return last[b_length] <= 2;
}

/* Mostly the same letters, in whatever order. */
static gboolean
are_letters_alike (const char *a,
                   gsize a_length,
                   const char *b,
                   gsize b_length)
{
  guint8 counts[256] = { 0 };
  gsize common = 0;

  if (MIN (a_length, b_length) < 3)
    return FALSE;
  for (gsize i = 0; i < a_length; i++)
    counts[(guchar) a[i]]++;
  for (gsize i = 0; i < b_length; i++)
    if (counts[(guchar) b[i]] > 0)
      {
        counts[(guchar) b[i]]--;
        common++;
      }
  return common * 20 >= (a_length + b_length) * 7;
}

/* A slip makes a rare word of a common one; two names of the table are never slips of each other, nor is a number. */
static gboolean
may_be_slip (const TieMatchWord *x,
             const TieMatchWord *y)
{
  return !x->has_digit && !y->has_digit && (x->roots == NULL || y->roots == NULL) && tie_match_is_rare_beside (x, y);
}

static gboolean
is_slip (const TieMatchAlignment *self,
         const TieMatchNameWord *a,
         const TieMatchNameWord *b)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);
  guint longest = MAX (x->length, y->length);

  /* three letters are a word only beside one that everybody uses */
  if (longest < 3 || (longest == 3 && MAX (tie_match_word_count (x), tie_match_word_count (y)) < OFTEN))
    return FALSE;
  return tie_match_is_slip (tie_match_align_text (self, a), x->length, tie_match_align_text (self, b), y->length);
}

/* Words whose shorter and longer forms begin alike: those of firms and codes. */
static gboolean
may_be_shortened (const TieMatchAlignment *self,
                  const TieMatchNameWord *a,
                  const TieMatchNameWord *b)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);

  return x->first == y->first && !x->has_digit && !y->has_digit && a->role == TIE_MATCH_ROLE_CORE && b->role == TIE_MATCH_ROLE_CORE;
}

/* "Cobman" is not short for "CobmanDental" where Dental is a word. */
static gboolean
is_first_of_two (const TieMatchAlignment *self,
                 const TieMatchNameWord *a,
                 const TieMatchNameWord *b)
{
  const char *x = tie_match_align_text (self, a);
  const char *y = tie_match_align_text (self, b);
  gsize shorter = tie_match_count_common_prefix (x, y);
  const char *rest = x[shorter] == '\0' ? y + shorter : x + shorter;
  guint32 found;

  if ((x[shorter] != '\0' && y[shorter] != '\0') || strlen (rest) < SHORTEST_PART)
    return FALSE;
  found = tie_match_words_find (self->lists->words, rest, strlen (rest));
  return found != G_MAXUINT32 && tie_match_word_count (tie_match_words_get (self->lists->words, found)) >= OFTEN;
}

static gboolean
is_short_for (const TieMatchAlignment *self,
              const TieMatchWord *x,
              const TieMatchWord *y)
{
  const char *texts = self->lists->words->texts->str;

  return x->length < y->length && (x->letters & ~y->letters) == 0 && tie_match_is_abbreviation (texts + x->text, texts + y->text);
}

static gboolean
is_abbreviation (const TieMatchAlignment *self,
                 const TieMatchNameWord *a,
                 const TieMatchNameWord *b)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);

  if (!may_be_shortened (self, a, b) || is_first_of_two (self, a, b))
    return FALSE;
  if (is_short_for (self, x, y) || is_short_for (self, y, x))
    return TRUE;
  /* or of what one of them is a slip of: "Inv", "Ivestments" */
  if (x->n_slips + y->n_slips == 0)
    return FALSE;
  x = tie_match_words_get_meant (self->lists->words, a->word);
  y = tie_match_words_get_meant (self->lists->words, b->word);
  return (is_short_for (self, x, y) || is_short_for (self, y, x)) &&
         !tie_match_words_are_apart (self->lists->words, tie_match_words_get_index (self->lists->words, x), tie_match_words_get_index (self->lists->words, y));
}

static gboolean
is_initial (const TieMatchAlignment *self,
            const TieMatchNameWord *a,
            const TieMatchNameWord *b)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);

  return x->is_letter != y->is_letter && !x->is_wide && !y->is_wide && a->role != TIE_MATCH_ROLE_SURNAME && b->role != TIE_MATCH_ROLE_SURNAME &&
         (a->role == TIE_MATCH_ROLE_MIDDLE) == (b->role == TIE_MATCH_ROLE_MIDDLE) &&
         memcmp (tie_match_align_text (self, a), tie_match_align_text (self, b), MIN (x->length, y->length)) == 0;
}

/* A surname does not answer a given name, whatever they look like, where a comma says which is which. */
static gboolean
may_answer (const TieMatchAlignment *self,
            guint a,
            guint b)
{
  if (!self->a.name->has_comma && !self->b.name->has_comma)
    return TRUE;
  if (a == TIE_MATCH_ROLE_CORE || b == TIE_MATCH_ROLE_CORE || a == TIE_MATCH_ROLE_MIDDLE || b == TIE_MATCH_ROLE_MIDDLE)
    return TRUE;
  return tie_match_is_given_role (a) == tie_match_is_given_role (b);
}

static guint
get_possible (const TieMatchAlignment *self,
              const TieMatchNameWord *a,
              const TieMatchNameWord *b)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);
  guint reasons = 0;

  if ((x->roots != NULL || x->n_slips > 0) && (y->roots != NULL || y->n_slips > 0) && (x->roots != NULL || y->roots != NULL) && a->role != TIE_MATCH_ROLE_SURNAME && b->role != TIE_MATCH_ROLE_SURNAME)
    reasons |= 1u << TIE_MATCH_REASON_NICKNAME;
  if (may_be_shortened (self, a, b))
    reasons |= 1u << TIE_MATCH_REASON_ABBREVIATION | 1u << TIE_MATCH_REASON_STEM;
  if (x->has_digit && y->has_digit && x->first == y->first && MIN (x->length, y->length) >= SHORTEST_MODEL && !self->lists->has_codes)
    reasons |= 1u << TIE_MATCH_REASON_STEM;
  if (x->is_letter != y->is_letter && x->first == y->first)
    reasons |= 1u << TIE_MATCH_REASON_INITIAL | (guint) self->lists->has_codes << TIE_MATCH_REASON_ABBREVIATION;
  if (may_be_slip (x, y))
    {
      guint other_letters = tie_match_count_other_letters (x, y);

      reasons |= (guint) (other_letters <= 2) << TIE_MATCH_REASON_SLIP;
      /* a code has too few words for one of them to be recognised by half its letters */
      reasons |= (guint) (other_letters <= 6 && MAX (x->weight, y->weight) >= DAMAGE_COST && !self->lists->has_codes) << TIE_MATCH_REASON_DAMAGED;
    }
  return reasons;
}

guint
tie_match_align_find_possible (const TieMatchAlignment *self,
                               TieMatchPossible possible[TIE_MATCH_MAX_TOKENS * TIE_MATCH_MAX_TOKENS])
{
  guint n = 0;

  for (guint32 left_a = self->free_a; left_a != 0; left_a &= left_a - 1)
    for (guint32 left_b = self->free_b; left_b != 0; left_b &= left_b - 1)
      {
        guint i = __builtin_ctz (left_a);
        guint k = __builtin_ctz (left_b);
        const TieMatchNameWord *a = &self->a.words[i];
        const TieMatchNameWord *b = &self->b.words[k];
        guint reasons;

        if (!tie_match_role_counts (a->role) || !tie_match_role_counts (b->role) || !may_answer (self, a->role, b->role))
          continue;
        reasons = get_possible (self, a, b);
        if (reasons != 0)
          possible[n++] = (TieMatchPossible) { i, k, reasons };
      }
  return n;
}

gboolean
tie_match_align_relate (const TieMatchAlignment *self,
                        const TieMatchNameWord *a,
                        const TieMatchNameWord *b,
                        TieMatchReason reason,
                        TieMatchBits *bits)
{
  const TieMatchWord *x = tie_match_align_word (self, a);
  const TieMatchWord *y = tie_match_align_word (self, b);
  TieMatchBits common = MIN (x->weight, y->weight);
  TieMatchBits rare = MAX (x->weight, y->weight);

  switch ((int) reason)
    {
    case TIE_MATCH_REASON_NICKNAME:
      *bits = MIN (common, rare - NICKNAME_COST);
      if (x->roots != NULL && y->roots != NULL)
        return have_common_root (x->roots, y->roots);
      /* "Thheresa", "Terry" */
      *bits = MIN (common, rare - NICKNAME_COST - SLIP_COST);
      x = tie_match_words_get_meant (self->lists->words, a->word);
      y = tie_match_words_get_meant (self->lists->words, b->word);
      return x->roots != NULL && y->roots != NULL && x != y && have_common_root (x->roots, y->roots);
    case TIE_MATCH_REASON_SLIP:
      *bits = MIN (common, rare - SLIP_COST);
      return is_slip (self, a, b);
    case TIE_MATCH_REASON_ABBREVIATION:
      *bits = MIN (common, ABBREVIATION_BITS);
      return is_abbreviation (self, a, b) || (self->lists->has_codes && is_initial (self, a, b));
    case TIE_MATCH_REASON_STEM:
      *bits = MIN (common, STEM_BITS);
      if (x->has_digit)
        return are_of_one_model (tie_match_align_text (self, a), tie_match_align_text (self, b));
      return are_of_one_stem (tie_match_align_text (self, a), tie_match_align_text (self, b));
    case TIE_MATCH_REASON_INITIAL:
      *bits = INITIAL_BITS;
      return is_initial (self, a, b);
    case TIE_MATCH_REASON_DAMAGED:
      *bits = MIN (common, rare - DAMAGE_COST);
      /* the longer the words, the less likely that chance makes them alike */
      *bits = MIN (*bits, (MIN (x->length, y->length) - 4) * DAMAGED_LETTER_BITS);
      if (is_damaged (tie_match_align_text (self, a), x->length, tie_match_align_text (self, b), y->length))
        return TRUE;
      *bits = MIN (*bits, SCRAMBLED_BITS);
      return are_letters_alike (tie_match_align_text (self, a), x->length, tie_match_align_text (self, b), y->length);
    default:
      return FALSE;
    }
}

static gboolean
are_same_letters (const char *a,
                  const char *b)
{
  int counts[256] = { 0 };

  for (; *a != '\0'; a++)
    counts[(guchar) *a]++;
  for (; *b != '\0'; b++)
    counts[(guchar) *b]--;
  for (guint i = 0; i < 256; i++)
    if (counts[i] != 0)
      return FALSE;
  return TRUE;
}

gboolean
tie_match_may_be_other_given (const char *a,
                              const char *b)
{
  gsize a_length = strlen (a), b_length = strlen (b);

  return !are_same_letters (a, b) &&
         (MIN (a_length, b_length) < LONG_GIVEN || memcmp (a + a_length - ENDING, b + b_length - ENDING, ENDING) != 0);
}
