/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-align-private.h"

#define CITY_BITS TIE_MATCH_BITS (-1)
#define NOT_LEFT_OUT TIE_MATCH_BITS (-2.5)

typedef enum
{
  LEFT_OVER_GIVEN,
  LEFT_OVER_MIDDLE,
  LEFT_OVER_SPOUSE,
  LEFT_OVER_SURNAME,
  LEFT_OVER_NUMBER,
  LEFT_OVER_WORD,
  LEFT_OVER_FIRST, /* the word that a firm is called by */
  LEFT_OVER_TRUST,
  LEFT_OVER_GENERATION,
  LEFT_OVER_OPTIONAL,
  N_LEFT_OVER
} LeftOver;

/* "Jjr", "IIII", "rJ": in a person's name, and of no other row's. */
static gboolean
may_be_generation (const TieMatchAlignment *self,
                   const TieMatchSpelling *spelling,
                   guint i)
{
  static const char *const generations[] = { "jr", "sr", "ii", "iii", "iv" };
  const TieMatchWord *word = tie_match_align_word (self, &spelling->words[i]);
  const char *text = tie_match_align_text (self, &spelling->words[i]);

  if (spelling->name->shape != TIE_MATCH_SHAPE_PERSON || spelling->words[i].role == TIE_MATCH_ROLE_GIVEN || word->roots != NULL || word->length > 4)
    return FALSE;
  if (word->is_letter)
    {
      if (spelling->words[i].role != TIE_MATCH_ROLE_SURNAME)
        return FALSE;
    }
  else if (tie_match_word_count (word) > TIE_MATCH_RARE)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (generations); k++)
    if (tie_match_is_slip (text, word->length, generations[k], strlen (generations[k])))
      return TRUE;
  return FALSE;
}

static LeftOver
classify (const TieMatchAlignment *self,
          const TieMatchSpelling *spelling,
          guint i)
{
  const TieMatchWord *word = tie_match_align_word (self, &spelling->words[i]);

  if (may_be_generation (self, spelling, i))
    return LEFT_OVER_GENERATION;
  switch (spelling->words[i].role)
    {
    case TIE_MATCH_ROLE_GIVEN:
      return LEFT_OVER_GIVEN;
    case TIE_MATCH_ROLE_MIDDLE:
      return LEFT_OVER_MIDDLE;
    case TIE_MATCH_ROLE_SPOUSE:
      return LEFT_OVER_SPOUSE;
    case TIE_MATCH_ROLE_SURNAME:
      return LEFT_OVER_SURNAME;
    case TIE_MATCH_ROLE_NUMBER:
      return LEFT_OVER_NUMBER;
    case TIE_MATCH_ROLE_CORE:
      if (word->meaning == TIE_MATCH_MEANS_TRUST)
        return LEFT_OVER_TRUST;
      if (i == 0 && spelling->name->n_core > 1 && spelling->name->shape == TIE_MATCH_SHAPE_FIRM && !word->is_letter)
        return LEFT_OVER_FIRST;
      /* a letter beside ideographs is no initial but what tells namesakes apart */
      if (word->is_letter && !word->is_wide && spelling->name->n_words > 1 && tie_match_align_word (self, &spelling->words[0])->is_wide)
        return LEFT_OVER_NUMBER;
      /* the middle initial of a name that nobody could take apart */
      return word->is_letter && !word->is_wide && i > 0 && !self->lists->has_codes ? LEFT_OVER_MIDDLE : LEFT_OVER_WORD;
    default:
      return LEFT_OVER_OPTIONAL;
    }
}

/* The surname of "Bob Hill & Ann Hill" was answered the first time. */
static gboolean
is_written_twice (const TieMatchAlignment *self,
                  const TieMatchSpelling *spelling,
                  guint32 left_over,
                  guint i)
{
  for (guint k = 0; k < spelling->name->n_words && spelling->words[i].role == TIE_MATCH_ROLE_SURNAME; k++)
    if (!(left_over & 1u << k) && spelling->words[k].role == TIE_MATCH_ROLE_SURNAME &&
        tie_match_words_may_be_written_twice (self->lists->words, spelling->words[k].word, spelling->words[i].word))
      return TRUE;
  return FALSE;
}

static void
collect (const TieMatchAlignment *self,
         const TieMatchSpelling *spelling,
         guint32 left_over,
         guint counts[N_LEFT_OVER],
         guint32 words[N_LEFT_OVER])
{
  memset (counts, 0, sizeof (guint) * N_LEFT_OVER);
  for (guint i = 0; i < spelling->name->n_words; i++)
    if (left_over & 1u << i)
      {
        LeftOver kind = classify (self, spelling, i);

        if (!is_written_twice (self, spelling, left_over, i) && counts[kind]++ == 0)
          words[kind] = spelling->words[i].word;
      }
}

/* The more words are missing the less each of them says; and one that the other list never has, or that only names the
 * town, says nothing.  Among codes any other word is another code. */
static void
note_extra_words (TieMatchAlignment *self,
                  const TieMatchSpelling *spelling,
                  guint32 left_over,
                  guint n_answered)
{
  gboolean is_first = n_answered == 0;

  for (guint i = 0; i < spelling->name->n_words; i++)
    {
      const TieMatchNameWord *word = &spelling->words[i];
      TieMatchReason reason = is_first ? TIE_MATCH_REASON_EXTRA_WORD : TIE_MATCH_REASON_EXTRA_MORE;
      TieMatchBits missing = tie_match_align_word (self, word)->missing[spelling->side];
      LeftOver kind;

      if (!(left_over & 1u << i))
        continue;
      kind = classify (self, spelling, i);
      if ((kind != LEFT_OVER_WORD && kind != LEFT_OVER_SURNAME) || is_written_twice (self, spelling, left_over, i))
        continue;
      if (n_answered > 0)
        {
          n_answered--;
          continue;
        }
      if (word->is_city)
        missing = MAX (missing, CITY_BITS);
      if (self->lists->has_codes && missing < NOT_LEFT_OUT)
        reason = TIE_MATCH_REASON_EXTRA_CODE;
      self->score->bits += MAX (missing, self->model->reasons[reason]) - self->model->reasons[reason];
      tie_match_align_note (self, reason, spelling == &self->a ? word->word : TIE_MATCH_NO_WORD, spelling == &self->a ? TIE_MATCH_NO_WORD : word->word);
      is_first = FALSE;
    }
}

/* Who is listed by one word has left the given name out; that is not the same as having another. */
static void
note_left_out_given (TieMatchAlignment *self,
                     const TieMatchSpelling *spelling,
                     guint counts[N_LEFT_OVER],
                     guint32 given,
                     const TieMatchSpelling *other)
{
  if (counts[LEFT_OVER_GIVEN] != 1 || other->name->n_core != 1 || spelling->name->shape != TIE_MATCH_SHAPE_PERSON)
    return;
  counts[LEFT_OVER_GIVEN] = 0;
  self->score->is_complete = self->score->is_answered = FALSE;
  tie_match_align_note (self, TIE_MATCH_REASON_EXTRA_WORD, spelling == &self->a ? given : TIE_MATCH_NO_WORD, spelling == &self->a ? TIE_MATCH_NO_WORD : given);
}

static void
note_other_middle (TieMatchAlignment *self,
                   guint middles[N_LEFT_OVER],
                   const guint32 middle_words[N_LEFT_OVER],
                   guint others[N_LEFT_OVER],
                   const guint32 other_words[N_LEFT_OVER],
                   gboolean is_a)
{
  static const LeftOver kinds[] = { LEFT_OVER_SURNAME, LEFT_OVER_WORD };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (; middles[LEFT_OVER_MIDDLE] > others[LEFT_OVER_MIDDLE] && others[kinds[i]] > middles[kinds[i]]; others[kinds[i]]--)
      {
        guint32 middle = middle_words[LEFT_OVER_MIDDLE], other = other_words[kinds[i]];

        tie_match_align_note (self, TIE_MATCH_REASON_OTHER_MIDDLE, is_a ? middle : other, is_a ? other : middle);
        middles[LEFT_OVER_MIDDLE]--;
      }
}

void
tie_match_align_left_over (TieMatchAlignment *self)
{
  static const struct
  {
    LeftOver kind;
    TieMatchReason both, one;
  } table[] = {
    { LEFT_OVER_GIVEN, TIE_MATCH_REASON_OTHER_GIVEN, TIE_MATCH_REASON_EXTRA_GIVEN },
    { LEFT_OVER_MIDDLE, TIE_MATCH_REASON_OTHER_MIDDLE, TIE_MATCH_REASON_EXTRA_MIDDLE },
    { LEFT_OVER_SPOUSE, TIE_MATCH_REASON_OTHER_GIVEN, TIE_MATCH_REASON_COUPLE },
    { LEFT_OVER_SURNAME, TIE_MATCH_REASON_OTHER_SURNAME, TIE_MATCH_REASON_EXTRA_WORD },
    { LEFT_OVER_NUMBER, TIE_MATCH_REASON_OTHER_NUMBER, TIE_MATCH_REASON_EXTRA_NUMBER },
    { LEFT_OVER_GENERATION, TIE_MATCH_REASON_OTHER_GENERATION, TIE_MATCH_REASON_OTHER_GENERATION },
    { LEFT_OVER_TRUST, TIE_MATCH_REASON_EXTRA_TRUST, TIE_MATCH_REASON_EXTRA_TRUST },
    { LEFT_OVER_FIRST, TIE_MATCH_REASON_EXTRA_FIRST, TIE_MATCH_REASON_EXTRA_FIRST },
    { LEFT_OVER_WORD, TIE_MATCH_REASON_OTHER_WORD, TIE_MATCH_REASON_EXTRA_WORD },
  };
  guint na[N_LEFT_OVER], nb[N_LEFT_OVER];
  guint32 wa[N_LEFT_OVER], wb[N_LEFT_OVER];
  gboolean a_is_person = self->a.name->shape == TIE_MATCH_SHAPE_PERSON || self->a.name->shape == TIE_MATCH_SHAPE_COUPLE;
  gboolean b_is_person = self->b.name->shape == TIE_MATCH_SHAPE_PERSON || self->b.name->shape == TIE_MATCH_SHAPE_COUPLE;

  collect (self, &self->a, self->free_a, na, wa);
  collect (self, &self->b, self->free_b, nb, wb);

  /* a first word is only missing when nothing stands in its place */
  if (na[LEFT_OVER_FIRST] > 0 && nb[LEFT_OVER_WORD] + nb[LEFT_OVER_FIRST] > 0)
    {
      wa[LEFT_OVER_WORD] = wa[LEFT_OVER_FIRST];
      na[LEFT_OVER_WORD]++;
      na[LEFT_OVER_FIRST] = 0;
    }
  if (nb[LEFT_OVER_FIRST] > 0 && na[LEFT_OVER_WORD] > 0)
    {
      wb[LEFT_OVER_WORD] = wb[LEFT_OVER_FIRST];
      nb[LEFT_OVER_WORD]++;
      nb[LEFT_OVER_FIRST] = 0;
    }

  /* a plain word answers what the other name has in its place: the two names could not be taken apart alike */
  for (guint kind = 0; kind < LEFT_OVER_WORD && a_is_person != b_is_person; kind++)
    {
      guint *persons = a_is_person ? na : nb;
      guint *firms = a_is_person ? nb : na;

      if (kind != LEFT_OVER_MIDDLE && persons[kind] > 0 && firms[LEFT_OVER_WORD] > 0)
        {
          tie_match_align_note (self, TIE_MATCH_REASON_OTHER_WORD, a_is_person ? wa[kind] : wa[LEFT_OVER_WORD], a_is_person ? wb[LEFT_OVER_WORD] : wb[kind]);
          persons[kind]--;
          firms[LEFT_OVER_WORD]--;
        }
    }
  /* so does another word in the place of a middle name */
  if (self->lists->has_people)
    {
      note_other_middle (self, na, wa, nb, wb, TRUE);
      note_other_middle (self, nb, wb, na, wa, FALSE);
    }
  note_left_out_given (self, &self->a, na, wa[LEFT_OVER_GIVEN], &self->b);
  note_left_out_given (self, &self->b, nb, wb[LEFT_OVER_GIVEN], &self->a);
  for (guint t = 0; t < G_N_ELEMENTS (table); t++)
    {
      LeftOver kind = table[t].kind;

      for (guint n = 0; n < MAX (na[kind], nb[kind]); n++)
        if (n < MIN (na[kind], nb[kind]))
          tie_match_align_note (self, table[t].both, wa[kind], wb[kind]);
        else if (table[t].one != TIE_MATCH_REASON_EXTRA_WORD)
          tie_match_align_note (self, table[t].one, n < na[kind] ? wa[kind] : TIE_MATCH_NO_WORD, n < nb[kind] ? wb[kind] : TIE_MATCH_NO_WORD);
      if (na[kind] + nb[kind] > 0)
        self->score->is_complete = self->score->is_answered = FALSE;
    }
  if (na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME] > nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME])
    note_extra_words (self, &self->a, self->free_a, nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME]);
  else if (nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME] > na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME])
    note_extra_words (self, &self->b, self->free_b, na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME]);
  if (na[LEFT_OVER_OPTIONAL] + nb[LEFT_OVER_OPTIONAL] > 0)
    tie_match_align_note (self, TIE_MATCH_REASON_EXTRA_OPTIONAL, na[LEFT_OVER_OPTIONAL] > 0 ? wa[LEFT_OVER_OPTIONAL] : TIE_MATCH_NO_WORD,
          nb[LEFT_OVER_OPTIONAL] > 0 ? wb[LEFT_OVER_OPTIONAL] : TIE_MATCH_NO_WORD);
  if (a_is_person != b_is_person && (a_is_person ? nb : na)[LEFT_OVER_WORD] + (a_is_person ? nb : na)[LEFT_OVER_FIRST] > 0)
    tie_match_align_note (self, TIE_MATCH_REASON_OWN_FIRM, TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
}
