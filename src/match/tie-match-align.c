/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-align-private.h"

#define OPTIONAL_BITS TIE_MATCH_BITS (3)
#define FILLER 3 /* letters of "the" and "and" */
#define SOFT_LIMIT 8 /* what is beyond the most that a name can say counts for so much less */

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

void
tie_match_align_note (TieMatchAlignment *self,
                      TieMatchReason reason,
                      guint32 a,
                      guint32 b)
{
  tie_match_score_note (self->score, self->model, reason, self->is_swapped ? b : a, self->is_swapped ? a : b);
}

static void
take (TieMatchAlignment *self,
      guint i,
      guint k)
{
  self->free_a &= ~(1u << i);
  self->free_b &= ~(1u << k);
}

static void
answer_equal (TieMatchAlignment *self)
{
  guint swapped = 0; /* one bit for each direction */
  guint32 initial = TIE_MATCH_NO_WORD;
  guint32 equal[TIE_MATCH_MAX_TOKENS]; /* one bit for each word of b */

  for (guint i = 0; i < self->a.name->n_words; i++)
    {
      equal[i] = 0;
      for (guint k = 0; k < self->b.name->n_words; k++)
        equal[i] |= (guint32) (self->a.words[i].word == self->b.words[k].word) << k;
    }
  /* first words of the same role, then any */
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < self->a.name->n_words; i++)
      for (guint32 left = equal[i] & self->free_b; left != 0 && self->free_a & 1u << i; left &= left - 1)
        {
          guint k = __builtin_ctz (left);
          const TieMatchNameWord *a = &self->a.words[i];
          const TieMatchNameWord *b = &self->b.words[k];
          TieMatchBits weight;

          /* and a letter stands for one name only */
          if (a->role != b->role && (round == 0 || (tie_match_align_word (self, a)->is_letter && !tie_match_align_word (self, a)->is_wide &&
                                                    a->role != TIE_MATCH_ROLE_CORE && b->role != TIE_MATCH_ROLE_CORE)))
            continue;
          weight = tie_match_align_word (self, a)->weight;
          if (!tie_match_role_counts (a->role) || !tie_match_role_counts (b->role))
            weight = MIN (weight, OPTIONAL_BITS);
          if (a->role == TIE_MATCH_ROLE_GIVEN && b->role == TIE_MATCH_ROLE_SURNAME)
            swapped |= 1;
          if (a->role == TIE_MATCH_ROLE_SURNAME && b->role == TIE_MATCH_ROLE_GIVEN)
            swapped |= 2;
          if (a->role == TIE_MATCH_ROLE_MIDDLE && b->role == TIE_MATCH_ROLE_MIDDLE && !tie_match_align_word (self, a)->is_letter)
            self->has_middle = TRUE;
          if (a->role == TIE_MATCH_ROLE_GIVEN && b->role == TIE_MATCH_ROLE_GIVEN &&
              tie_match_align_word (self, a)->is_letter && !tie_match_align_word (self, a)->is_wide)
            initial = a->word;
          self->matched += weight;
          take (self, i, k);
        }
  /* the same initial may stand for two names */
  if (initial != TIE_MATCH_NO_WORD && !self->has_middle)
    tie_match_align_note (self, TIE_MATCH_REASON_INITIAL, initial, initial);
  /* "Thomas, James" is not "Thomas James"; but where no comma says so, the order may be anyone's */
  if (swapped == 3)
    tie_match_align_note (self, self->a.name->has_comma || self->b.name->has_comma ? TIE_MATCH_REASON_OTHER_ROLE : TIE_MATCH_REASON_OTHER_ORDER,
                          TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
}

static void
answer_related (TieMatchAlignment *self,
                const TieMatchPossible *possible,
                guint n_possible,
                TieMatchReason reason)
{
  for (guint p = 0; p < n_possible; p++)
    {
      guint i = possible[p].a;
      guint k = possible[p].b;
      const TieMatchNameWord *a = &self->a.words[i];
      const TieMatchNameWord *b = &self->b.words[k];
      TieMatchReason noted = reason;
      TieMatchBits bits;

      if (!(possible[p].reasons >> reason & 1) || !(self->free_a & 1u << i) || !(self->free_b & 1u << k) ||
          !tie_match_align_relate (self, a, b, reason, &bits) || tie_match_words_are_apart (self->lists->words, a->word, b->word))
        continue;
      if (reason == TIE_MATCH_REASON_INITIAL &&
          (a->role == TIE_MATCH_ROLE_MIDDLE || self->has_middle || (a->role == TIE_MATCH_ROLE_CORE && (tie_match_align_word (self, a)->is_letter ? i : k) > 0)))
        noted = TIE_MATCH_REASON_MIDDLE_INITIAL;
      self->matched += bits;
      /* two given names that look alike are two people more often than one; what is a given name on one side is one on
       * the other */
      if (reason == TIE_MATCH_REASON_DAMAGED && (tie_match_is_given_role (a->role) || tie_match_is_given_role (b->role)) &&
          tie_match_may_be_other_given (tie_match_align_text (self, a), tie_match_align_text (self, b)))
        noted = TIE_MATCH_REASON_SIMILAR_GIVEN;
      if (a->role == TIE_MATCH_ROLE_MIDDLE && b->role == TIE_MATCH_ROLE_MIDDLE && reason != TIE_MATCH_REASON_INITIAL)
        self->has_middle = TRUE;
      take (self, i, k);
      tie_match_align_note (self, noted, a->word, b->word);
    }
}

static void
answer_all_related (TieMatchAlignment *self)
{
  static const TieMatchReason relations[] = {
    TIE_MATCH_REASON_NICKNAME,
    TIE_MATCH_REASON_SLIP,
    TIE_MATCH_REASON_ABBREVIATION,
    TIE_MATCH_REASON_STEM,
    TIE_MATCH_REASON_INITIAL,
    TIE_MATCH_REASON_DAMAGED,
  };
  TieMatchPossible possible[TIE_MATCH_MAX_TOKENS * TIE_MATCH_MAX_TOKENS];
  guint n = tie_match_align_find_possible (self, possible);

  for (guint i = 0; n > 0 && i < G_N_ELEMENTS (relations); i++)
    answer_related (self, possible, n, relations[i]);
}

static void
note_joined (TieMatchAlignment *self,
             const TieMatchSpelling *joined,
             guint i,
             const TieMatchSpelling *parts,
             guint k)
{
  if (joined == &self->a)
    tie_match_align_note (self, TIE_MATCH_REASON_JOINED, joined->words[i].word, parts->words[k].word);
  else
    tie_match_align_note (self, TIE_MATCH_REASON_JOINED, parts->words[k].word, joined->words[i].word);
}

/* "TheBlue", "Millerand": with a word that is not looked at when it stands alone. */
static void
answer_joined_filler (TieMatchAlignment *self,
                      const TieMatchSpelling *joined,
                      guint32 *free_joined,
                      const TieMatchSpelling *parts,
                      guint32 *free_parts)
{
  for (guint32 left = *free_joined; left != 0; left &= left - 1)
    {
      guint i = __builtin_ctz (left);
      const TieMatchWord *word = tie_match_align_word (self, &joined->words[i]);
      const char *text = tie_match_align_text (self, &joined->words[i]);

      for (guint32 others = word->has_filler ? *free_parts : 0; others != 0; others &= others - 1)
        {
          guint k = __builtin_ctz (others);
          const TieMatchWord *part = tie_match_align_word (self, &parts->words[k]);
          const char *part_text = tie_match_align_text (self, &parts->words[k]);

          if (word->length != part->length + FILLER)
            continue;
          if ((memcmp (text, "the", FILLER) != 0 || memcmp (text + FILLER, part_text, part->length) != 0) &&
              (memcmp (text + part->length, "and", FILLER) != 0 || memcmp (text, part_text, part->length) != 0))
            continue;
          self->matched += part->weight;
          *free_joined &= ~(1u << i);
          *free_parts &= ~(1u << k);
          note_joined (self, joined, i, parts, k);
          break;
        }
    }
}

/* "StockManagement" for "Stock Management": words of one name, each for two neighbours of the other. */
static void
answer_joined (TieMatchAlignment *self,
               const TieMatchSpelling *joined,
               guint32 *free_joined,
               const TieMatchSpelling *parts,
               guint32 *free_parts)
{
  guint lengths[TIE_MATCH_MAX_TOKENS]; /* of a word and the next */

  for (guint32 pairs = *free_parts & *free_parts >> 1; pairs != 0; pairs &= pairs - 1)
    {
      guint k = __builtin_ctz (pairs);

      lengths[k] = tie_match_align_word (self, &parts->words[k])->length + tie_match_align_word (self, &parts->words[k + 1])->length;
    }
  for (guint32 left = *free_joined; left != 0; left &= left - 1)
    {
      guint i = __builtin_ctz (left);
      const TieMatchWord *word = tie_match_align_word (self, &joined->words[i]);
      const char *text = tie_match_align_text (self, &joined->words[i]);

      for (guint32 pairs = *free_parts & *free_parts >> 1; pairs != 0; pairs &= pairs - 1)
        {
          guint k = __builtin_ctz (pairs);
          const TieMatchWord *first, *second;

          if (lengths[k] != word->length)
            continue;
          first = tie_match_align_word (self, &parts->words[k]);
          second = tie_match_align_word (self, &parts->words[k + 1]);
          if (memcmp (text, tie_match_align_text (self, &parts->words[k]), first->length) != 0 ||
              memcmp (text + first->length, tie_match_align_text (self, &parts->words[k + 1]), second->length) != 0)
            continue;
          self->matched += first->weight + second->weight;
          *free_joined &= ~(1u << i);
          *free_parts &= ~(3u << k);
          note_joined (self, joined, i, parts, k);
          break;
        }
    }
}

/* A long name that stops where the other goes on. */
static void
answer_cut_off (TieMatchAlignment *self,
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
      !g_str_has_prefix (tie_match_align_text (self, &other->words[next]), tie_match_align_text (self, &cut->words[last])))
    return;
  for (guint i = next; i < other->name->n_words; i++)
    if (other->words[i].role == TIE_MATCH_ROLE_NUMBER)
      return;

  *free_cut = *free_other = 0;
  self->score->is_complete = self->score->is_answered = FALSE;
  tie_match_align_note (self, TIE_MATCH_REASON_CUT_OFF, TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
}

/* Forms that firms change between without ceasing to be the same: Inc, Corp, Ltd and Co. */
static guint
get_legal_group (guint legal)
{
  return legal == 1 || (legal >= 5 && legal <= 7) || legal == 9 ? legal : 0;
}

static guint32
find_legal (const TieMatchAlignment *self,
            const TieMatchSpelling *spelling)
{
  for (guint i = 0; i < spelling->name->n_words; i++)
    if (spelling->words[i].role == TIE_MATCH_ROLE_SILENT && tie_match_align_word (self, &spelling->words[i])->meaning == TIE_MATCH_MEANS_LEGAL)
      return spelling->words[i].word;
  return TIE_MATCH_NO_WORD;
}

static void
compare_wholes (TieMatchAlignment *self)
{
  const TieMatchName *a = self->a.name;
  const TieMatchName *b = self->b.name;

  if (a->legal != 0 && b->legal != 0)
    tie_match_align_note (self, get_legal_group (a->legal) == get_legal_group (b->legal) ? TIE_MATCH_REASON_SAME_LEGAL : TIE_MATCH_REASON_OTHER_LEGAL,
                          TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
  else if (a->legal != b->legal)
    tie_match_align_note (self, TIE_MATCH_REASON_MISSING_LEGAL, find_legal (self, &self->a), find_legal (self, &self->b));
  if (a->generation != b->generation)
    tie_match_align_note (self, TIE_MATCH_REASON_OTHER_GENERATION, TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
  else if (a->generation != 0)
    tie_match_align_note (self, TIE_MATCH_REASON_SAME_GENERATION, TIE_MATCH_NO_WORD, TIE_MATCH_NO_WORD);
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
  TieMatchAlignment self = { lists, model, left, right, 0, 0, FALSE, 0, FALSE, score };

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
      answer_joined (&self, &self.a, &self.free_a, &self.b, &self.free_b);
      answer_joined (&self, &self.b, &self.free_b, &self.a, &self.free_a);
      answer_joined_filler (&self, &self.a, &self.free_a, &self.b, &self.free_b);
      answer_joined_filler (&self, &self.b, &self.free_b, &self.a, &self.free_a);
      answer_all_related (&self);
    }
  score->is_complete = score->n_notes == 0;
  score->is_answered = TRUE;
  if (self.free_a != 0 || self.free_b != 0)
    {
      answer_cut_off (&self, &self.a, &self.free_a, &self.b, &self.free_b);
      answer_cut_off (&self, &self.b, &self.free_b, &self.a, &self.free_a);
      tie_match_align_left_over (&self);
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
