/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-align.h"

#define NO_WORD G_MAXUINT32

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
#define OPTIONAL_BITS TIE_MATCH_BITS (3)
#define SOFT_LIMIT 8 /* what is beyond the most that a name can say counts for so much less */
#define CITY_BITS TIE_MATCH_BITS (-1)
#define NOT_LEFT_OUT TIE_MATCH_BITS (-2.5)
#define OFTEN 10 /* rows of both lists */

typedef struct
{
  const TieMatchLists *lists;
  const TieMatchModel *model;
  TieMatchSpelling a, b;
  guint32 free_a, free_b; /* one bit for each word that nothing answers yet */
  gboolean is_swapped;
  TieMatchBits matched; /* what the words that agree are worth */
  gboolean has_middle; /* a middle name, not only its initial, agrees */
  TieMatchScore *score;
} Alignment;

void
tie_match_score_note (TieMatchScore *score,
                      const TieMatchModel *model,
                      TieMatchReason reason,
                      guint32 left,
                      guint32 right)
{
  score->bits += model->reasons[reason];
  score->is_vetoed |= model->is_veto[reason];
  if (score->n_notes < TIE_MATCH_MAX_NOTES)
    score->notes[score->n_notes++] = (TieMatchNote) { reason, left, right };
}

static void
note (Alignment *self,
      TieMatchReason reason,
      guint32 a,
      guint32 b)
{
  tie_match_score_note (self->score, self->model, reason, self->is_swapped ? b : a, self->is_swapped ? a : b);
}

static const TieMatchWord *
get_word (const Alignment *self,
          const TieMatchNameWord *word)
{
  return tie_match_words_get (self->lists->words, word->word);
}

static const char *
get_text (const Alignment *self,
          const TieMatchNameWord *word)
{
  return tie_match_words_get_text (self->lists->words, word->word);
}

static gboolean
is_given_role (guint role)
{
  return role == TIE_MATCH_ROLE_GIVEN || role == TIE_MATCH_ROLE_MIDDLE || role == TIE_MATCH_ROLE_SPOUSE;
}

/* A surname does not answer a given name, whatever they look like. */
static gboolean
may_answer (guint a,
            guint b)
{
  if (a == TIE_MATCH_ROLE_CORE || b == TIE_MATCH_ROLE_CORE || a == TIE_MATCH_ROLE_MIDDLE || b == TIE_MATCH_ROLE_MIDDLE)
    return TRUE;
  return is_given_role (a) == is_given_role (b);
}

static void
take (Alignment *self,
      guint i,
      guint k)
{
  self->free_a &= ~(1u << i);
  self->free_b &= ~(1u << k);
}

static void
answer_equal (Alignment *self)
{
  guint swapped = 0; /* one bit for each direction */
  guint32 initial = NO_WORD;

  /* first words of the same role, then any */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < self->a.name->n_words; i++)
      for (guint k = 0; k < self->b.name->n_words && self->free_a & 1u << i; k++)
        {
          const TieMatchNameWord *a = &self->a.words[i];
          const TieMatchNameWord *b = &self->b.words[k];
          TieMatchBits weight;

          if (!(self->free_b & 1u << k) || a->word != b->word || (round == 0 && a->role != b->role))
            continue;
          weight = get_word (self, a)->weight;
          if (!tie_match_role_counts (a->role) || !tie_match_role_counts (b->role))
            weight = MIN (weight, OPTIONAL_BITS);
          if (a->role == TIE_MATCH_ROLE_GIVEN && b->role == TIE_MATCH_ROLE_SURNAME)
            swapped |= 1;
          if (a->role == TIE_MATCH_ROLE_SURNAME && b->role == TIE_MATCH_ROLE_GIVEN)
            swapped |= 2;
          if (a->role == TIE_MATCH_ROLE_MIDDLE && b->role == TIE_MATCH_ROLE_MIDDLE && !get_word (self, a)->is_letter)
            self->has_middle = TRUE;
          if (a->role == TIE_MATCH_ROLE_GIVEN && b->role == TIE_MATCH_ROLE_GIVEN && get_word (self, a)->is_letter && !get_word (self, a)->is_wide)
            initial = a->word;
          self->matched += weight;
          take (self, i, k);
        }
  /* the same initial may stand for two names */
  if (initial != NO_WORD && !self->has_middle)
    note (self, TIE_MATCH_REASON_INITIAL, initial, initial);
  /* "Thomas, James" is not "Thomas James"; but where no comma says so, the order may be anyone's */
  if (swapped == 3)
    note (self, self->a.name->has_comma || self->b.name->has_comma ? TIE_MATCH_REASON_OTHER_ROLE : TIE_MATCH_REASON_OTHER_ORDER, NO_WORD, NO_WORD);
}

static gboolean
are_nicknames (const Alignment *self,
               const TieMatchNameWord *a,
               const TieMatchNameWord *b)
{
  const guint8 *x = get_word (self, a)->roots;
  const guint8 *y = get_word (self, b)->roots;

  if (x == NULL || y == NULL || a->role == TIE_MATCH_ROLE_SURNAME || b->role == TIE_MATCH_ROLE_SURNAME)
    return FALSE;
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
             const TieMatchWord *y,
             int most_letters)
{
  return !x->has_digit && !y->has_digit && __builtin_popcount (x->letters ^ y->letters) <= most_letters &&
         (x->roots == NULL || y->roots == NULL) && tie_match_is_rare_beside (x, y);
}

static gboolean
is_slip (const Alignment *self,
         const TieMatchNameWord *a,
         const TieMatchNameWord *b)
{
  const TieMatchWord *x = get_word (self, a);
  const TieMatchWord *y = get_word (self, b);
  guint longest = MAX (x->length, y->length);

  /* three letters are a word only beside one that everybody uses */
  if (longest < 3 || (longest == 3 && MAX (tie_match_word_count (x), tie_match_word_count (y)) < OFTEN))
    return FALSE;
  return may_be_slip (x, y, 2) && tie_match_is_slip (get_text (self, a), x->length, get_text (self, b), y->length);
}

static gboolean
is_abbreviation (const Alignment *self,
                 const TieMatchNameWord *a,
                 const TieMatchNameWord *b)
{
  const TieMatchWord *x = get_word (self, a);
  const TieMatchWord *y = get_word (self, b);

  if (x->first != y->first || x->has_digit || y->has_digit || a->role != TIE_MATCH_ROLE_CORE || b->role != TIE_MATCH_ROLE_CORE)
    return FALSE;
  if (x->length > y->length)
    return (y->letters & ~x->letters) == 0 && tie_match_is_abbreviation (get_text (self, b), get_text (self, a));
  return (x->letters & ~y->letters) == 0 && tie_match_is_abbreviation (get_text (self, a), get_text (self, b));
}

static gboolean
is_initial (const Alignment *self,
            const TieMatchNameWord *a,
            const TieMatchNameWord *b)
{
  const TieMatchWord *x = get_word (self, a);
  const TieMatchWord *y = get_word (self, b);

  return x->is_letter != y->is_letter && !x->is_wide && !y->is_wide && a->role != TIE_MATCH_ROLE_SURNAME && b->role != TIE_MATCH_ROLE_SURNAME &&
         (a->role == TIE_MATCH_ROLE_MIDDLE) == (b->role == TIE_MATCH_ROLE_MIDDLE) &&
         memcmp (get_text (self, a), get_text (self, b), MIN (x->length, y->length)) == 0;
}

/* Whether the words are one name in two forms, and what that is worth. */
static gboolean
relate (const Alignment *self,
        const TieMatchNameWord *a,
        const TieMatchNameWord *b,
        TieMatchReason reason,
        TieMatchBits *bits)
{
  const TieMatchWord *x = get_word (self, a);
  const TieMatchWord *y = get_word (self, b);
  TieMatchBits common = MIN (x->weight, y->weight);
  TieMatchBits rare = MAX (x->weight, y->weight);

  switch ((int) reason)
    {
    case TIE_MATCH_REASON_NICKNAME:
      *bits = MIN (common, rare - NICKNAME_COST);
      return are_nicknames (self, a, b);
    case TIE_MATCH_REASON_SLIP:
      *bits = MIN (common, rare - SLIP_COST);
      return is_slip (self, a, b);
    case TIE_MATCH_REASON_ABBREVIATION:
      *bits = MIN (common, ABBREVIATION_BITS);
      return is_abbreviation (self, a, b) || (self->lists->has_codes && is_initial (self, a, b));
    case TIE_MATCH_REASON_STEM:
      *bits = MIN (common, STEM_BITS);
      return x->first == y->first && !x->has_digit && !y->has_digit && a->role == TIE_MATCH_ROLE_CORE && b->role == TIE_MATCH_ROLE_CORE &&
             are_of_one_stem (get_text (self, a), get_text (self, b));
    case TIE_MATCH_REASON_INITIAL:
      *bits = INITIAL_BITS;
      return is_initial (self, a, b);
    case TIE_MATCH_REASON_DAMAGED:
      *bits = MIN (common, rare - DAMAGE_COST);
      if (*bits < 0 || !may_be_slip (x, y, 6))
        return FALSE;
      /* the longer the words, the less likely that chance makes them alike */
      *bits = MIN (*bits, (MIN (x->length, y->length) - 4) * DAMAGED_LETTER_BITS);
      if (is_damaged (get_text (self, a), x->length, get_text (self, b), y->length))
        return TRUE;
      *bits = MIN (*bits, SCRAMBLED_BITS);
      return are_letters_alike (get_text (self, a), x->length, get_text (self, b), y->length);
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

static void
answer_related (Alignment *self,
                TieMatchReason reason)
{
  for (guint i = 0; i < self->a.name->n_words; i++)
    for (guint k = 0; k < self->b.name->n_words && self->free_a & 1u << i; k++)
      {
        const TieMatchNameWord *a = &self->a.words[i];
        const TieMatchNameWord *b = &self->b.words[k];
        TieMatchReason noted = reason;
        TieMatchBits bits;

        if (!(self->free_b & 1u << k) || !tie_match_role_counts (a->role) || !tie_match_role_counts (b->role) || !may_answer (a->role, b->role) ||
            !relate (self, a, b, reason, &bits))
          continue;
        if (reason == TIE_MATCH_REASON_INITIAL &&
            (a->role == TIE_MATCH_ROLE_MIDDLE || self->has_middle || (a->role == TIE_MATCH_ROLE_CORE && (get_word (self, a)->is_letter ? i : k) > 0)))
          noted = TIE_MATCH_REASON_MIDDLE_INITIAL;
        self->matched += bits;
        /* two given names that look alike are two people more often than one */
        if (reason == TIE_MATCH_REASON_DAMAGED && is_given_role (a->role) && is_given_role (b->role) && !are_same_letters (get_text (self, a), get_text (self, b)))
          noted = TIE_MATCH_REASON_SIMILAR_GIVEN;
        if (a->role == TIE_MATCH_ROLE_MIDDLE && b->role == TIE_MATCH_ROLE_MIDDLE && reason != TIE_MATCH_REASON_INITIAL)
          self->has_middle = TRUE;
        take (self, i, k);
        note (self, noted, a->word, b->word);
      }
}

/* "StockManagement" for "Stock Management". */
static gboolean
answer_joined_word (Alignment *self,
                    const TieMatchNameWord *joined,
                    const TieMatchSpelling *other,
                    guint32 *free_other,
                    guint *at)
{
  const TieMatchWord *word = get_word (self, joined);
  const char *text = get_text (self, joined);

  for (guint k = 0; k + 1 < other->name->n_words; k++)
    {
      const TieMatchWord *first = get_word (self, &other->words[k]);
      const TieMatchWord *second = get_word (self, &other->words[k + 1]);

      if (!(*free_other & 1u << k) || !(*free_other & 1u << (k + 1)) || first->length + second->length != word->length ||
          memcmp (text, get_text (self, &other->words[k]), first->length) != 0 ||
          memcmp (text + first->length, get_text (self, &other->words[k + 1]), second->length) != 0)
        continue;
      self->matched += MIN (word->weight, first->weight + second->weight);
      *free_other &= ~(3u << k);
      *at = k;
      return TRUE;
    }
  return FALSE;
}

static void
answer_joined (Alignment *self)
{
  guint at;

  for (guint i = 0; i < self->a.name->n_words; i++)
    if (self->free_a & 1u << i && answer_joined_word (self, &self->a.words[i], &self->b, &self->free_b, &at))
      {
        self->free_a &= ~(1u << i);
        note (self, TIE_MATCH_REASON_JOINED, self->a.words[i].word, self->b.words[at].word);
      }
  for (guint k = 0; k < self->b.name->n_words; k++)
    if (self->free_b & 1u << k && answer_joined_word (self, &self->b.words[k], &self->a, &self->free_a, &at))
      {
        self->free_b &= ~(1u << k);
        note (self, TIE_MATCH_REASON_JOINED, self->a.words[at].word, self->b.words[k].word);
      }
}

/* A long name that stops where the other goes on. */
static void
answer_cut_off (Alignment *self,
                const TieMatchSpelling *cut,
                guint32 *free_cut,
                const TieMatchSpelling *other,
                guint32 *free_other)
{
  guint last = cut->name->n_words - 1;
  guint next;

  /* every word but the last has its answer; the last is the beginning of one */
  if (!cut->name->is_long || cut->name->legal != 0 || *free_cut != 1u << last || *free_other == 0 || cut->name->n_words > other->name->n_words)
    return;
  next = g_bit_nth_lsf (*free_other, -1);
  if (next + 1 < cut->name->n_words || *free_other != (~0u >> (32 - other->name->n_words) & ~0u << next) ||
      !g_str_has_prefix (get_text (self, &other->words[next]), get_text (self, &cut->words[last])))
    return;
  for (guint i = next; i < other->name->n_words; i++)
    if (other->words[i].role == TIE_MATCH_ROLE_NUMBER)
      return;

  *free_cut = *free_other = 0;
  self->score->is_complete = self->score->is_answered = FALSE;
  note (self, TIE_MATCH_REASON_CUT_OFF, NO_WORD, NO_WORD);
}

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
  LEFT_OVER_OPTIONAL,
  N_LEFT_OVER
} LeftOver;

static LeftOver
classify (const Alignment *self,
          const TieMatchSpelling *spelling,
          guint i)
{
  const TieMatchWord *word = get_word (self, &spelling->words[i]);

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
      /* the middle initial of a name that nobody could take apart */
      return word->is_letter && !word->is_wide && i > 0 && !self->lists->has_codes ? LEFT_OVER_MIDDLE : LEFT_OVER_WORD;
    default:
      return LEFT_OVER_OPTIONAL;
    }
}

/* The surname of "Bob Hill & Ann Hill" was answered the first time. */
static gboolean
is_written_twice (const TieMatchSpelling *spelling,
                  guint32 left_over,
                  guint i)
{
  for (guint k = 0; k < i && spelling->words[i].role == TIE_MATCH_ROLE_SURNAME; k++)
    if (spelling->words[k].word == spelling->words[i].word && !(left_over & 1u << k))
      return TRUE;
  return FALSE;
}

static void
collect (const Alignment *self,
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

        if (!is_written_twice (spelling, left_over, i) && counts[kind]++ == 0)
          words[kind] = spelling->words[i].word;
      }
}

/* The more words are missing the less each of them says; and one that the other list never has, or that only names the
 * town, says nothing.  Among codes any other word is another code. */
static void
note_extra_words (Alignment *self,
                  const TieMatchSpelling *spelling,
                  guint32 left_over,
                  guint n_answered)
{
  gboolean is_first = n_answered == 0;

  for (guint i = 0; i < spelling->name->n_words; i++)
    {
      const TieMatchNameWord *word = &spelling->words[i];
      TieMatchReason reason = is_first ? TIE_MATCH_REASON_EXTRA_WORD : TIE_MATCH_REASON_EXTRA_MORE;
      TieMatchBits missing = get_word (self, word)->missing[spelling->side];
      LeftOver kind;

      if (!(left_over & 1u << i))
        continue;
      kind = classify (self, spelling, i);
      if ((kind != LEFT_OVER_WORD && kind != LEFT_OVER_SURNAME) || is_written_twice (spelling, left_over, i))
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
      note (self, reason, spelling == &self->a ? word->word : NO_WORD, spelling == &self->a ? NO_WORD : word->word);
      is_first = FALSE;
    }
}

static void
note_left_over (Alignment *self)
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
          note (self, TIE_MATCH_REASON_OTHER_WORD, a_is_person ? wa[kind] : wa[LEFT_OVER_WORD], a_is_person ? wb[LEFT_OVER_WORD] : wb[kind]);
          persons[kind]--;
          firms[LEFT_OVER_WORD]--;
        }
    }
  for (guint t = 0; t < G_N_ELEMENTS (table); t++)
    {
      LeftOver kind = table[t].kind;

      for (guint n = 0; n < MAX (na[kind], nb[kind]); n++)
        if (n < MIN (na[kind], nb[kind]))
          note (self, table[t].both, wa[kind], wb[kind]);
        else if (table[t].one != TIE_MATCH_REASON_EXTRA_WORD)
          note (self, table[t].one, n < na[kind] ? wa[kind] : NO_WORD, n < nb[kind] ? wb[kind] : NO_WORD);
      if (na[kind] + nb[kind] > 0)
        self->score->is_complete = self->score->is_answered = FALSE;
    }
  if (na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME] > nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME])
    note_extra_words (self, &self->a, self->free_a, nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME]);
  else if (nb[LEFT_OVER_WORD] + nb[LEFT_OVER_SURNAME] > na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME])
    note_extra_words (self, &self->b, self->free_b, na[LEFT_OVER_WORD] + na[LEFT_OVER_SURNAME]);
  if (na[LEFT_OVER_OPTIONAL] + nb[LEFT_OVER_OPTIONAL] > 0)
    note (self, TIE_MATCH_REASON_EXTRA_OPTIONAL, na[LEFT_OVER_OPTIONAL] > 0 ? wa[LEFT_OVER_OPTIONAL] : NO_WORD,
          nb[LEFT_OVER_OPTIONAL] > 0 ? wb[LEFT_OVER_OPTIONAL] : NO_WORD);
  if (a_is_person != b_is_person && (a_is_person ? nb : na)[LEFT_OVER_WORD] + (a_is_person ? nb : na)[LEFT_OVER_FIRST] > 0)
    note (self, TIE_MATCH_REASON_OWN_FIRM, NO_WORD, NO_WORD);
}

/* Forms that firms change between without ceasing to be the same: Inc, Corp, Ltd and Co. */
static guint
get_legal_group (guint legal)
{
  return legal == 1 || (legal >= 5 && legal <= 7) || legal == 9 ? legal : 0;
}

static guint32
find_legal (const Alignment *self,
            const TieMatchSpelling *spelling)
{
  for (guint i = 0; i < spelling->name->n_words; i++)
    if (spelling->words[i].role == TIE_MATCH_ROLE_SILENT && get_word (self, &spelling->words[i])->meaning == TIE_MATCH_MEANS_LEGAL)
      return spelling->words[i].word;
  return NO_WORD;
}

static void
compare_wholes (Alignment *self)
{
  const TieMatchName *a = self->a.name;
  const TieMatchName *b = self->b.name;

  if (a->legal != 0 && b->legal != 0)
    note (self, get_legal_group (a->legal) == get_legal_group (b->legal) ? TIE_MATCH_REASON_SAME_LEGAL : TIE_MATCH_REASON_OTHER_LEGAL, NO_WORD, NO_WORD);
  else if (a->legal != b->legal)
    note (self, TIE_MATCH_REASON_MISSING_LEGAL, find_legal (self, &self->a), find_legal (self, &self->b));
  if (a->generation != b->generation)
    note (self, TIE_MATCH_REASON_OTHER_GENERATION, NO_WORD, NO_WORD);
  else if (a->generation != 0)
    note (self, TIE_MATCH_REASON_SAME_GENERATION, NO_WORD, NO_WORD);
}

/* Which of two names goes first, so that the order of the arguments changes nothing. */
static gboolean
goes_first (const TieMatchName *a,
            const TieMatchName *b)
{
  if (a->key != b->key)
    return a->key < b->key;
  if (a->n_words != b->n_words)
    return a->n_words < b->n_words;
  return a->shape <= b->shape;
}

/* One bit for each word that has to be compared. */
static guint32
get_speaking (const TieMatchSpelling *spelling)
{
  guint32 speaking = 0;

  for (guint i = 0; i < spelling->name->n_words; i++)
    if (spelling->words[i].role != TIE_MATCH_ROLE_SILENT)
      speaking |= 1u << i;
  return speaking;
}

void
tie_match_align_names (const TieMatchLists *lists,
                       const TieMatchModel *model,
                       TieMatchSpelling left,
                       TieMatchSpelling right,
                       TieMatchScore *score)
{
  static const TieMatchReason relations[] = {
    TIE_MATCH_REASON_NICKNAME,
    TIE_MATCH_REASON_SLIP,
    TIE_MATCH_REASON_ABBREVIATION,
    TIE_MATCH_REASON_STEM,
    TIE_MATCH_REASON_INITIAL,
    TIE_MATCH_REASON_DAMAGED,
  };
  Alignment self = { lists, model, left, right, 0, 0, FALSE, 0, FALSE, score };

  memset (score, 0, G_STRUCT_OFFSET (TieMatchScore, notes));
  if (!goes_first (left.name, right.name))
    {
      self.a = right;
      self.b = left;
      self.is_swapped = TRUE;
    }
  self.free_a = get_speaking (&self.a);
  self.free_b = get_speaking (&self.b);
  score->shape = MIN (left.name->shape, right.name->shape);

  answer_equal (&self);
  if (self.free_a != 0 && self.free_b != 0)
    {
      if (__builtin_popcount (self.free_a) + __builtin_popcount (self.free_b) > 2)
        answer_joined (&self);
      for (guint i = 0; i < G_N_ELEMENTS (relations) && self.free_a != 0 && self.free_b != 0; i++)
        answer_related (&self, relations[i]);
    }
  score->is_complete = score->n_notes == 0;
  score->is_answered = TRUE;
  if (self.free_a != 0 || self.free_b != 0)
    {
  answer_cut_off (&self, &self.a, &self.free_a, &self.b, &self.free_b);
  answer_cut_off (&self, &self.b, &self.free_b, &self.a, &self.free_a);
  note_left_over (&self);
    }
  compare_wholes (&self);
  if (score->is_complete)
    self.matched += model->complete[score->shape];
  else if (score->is_answered)
    self.matched += model->answered[score->shape];
  /* of words that agree, the tenth says little more than that it is that kind of name */
  score->matched = self.matched;
  score->bits += MIN (self.matched, model->most_name_bits) + MAX (self.matched - model->most_name_bits, 0) / SOFT_LIMIT;
}
