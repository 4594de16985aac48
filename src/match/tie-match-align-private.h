/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-align.h"

G_BEGIN_DECLS

#define TIE_MATCH_NO_WORD G_MAXUINT32

/* Two names while their words are laid side by side. */
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
} TieMatchAlignment;

static inline const TieMatchWord *
tie_match_align_word (const TieMatchAlignment *self,
                      const TieMatchNameWord *word)
{
  return tie_match_words_get (self->lists->words, word->word);
}

static inline const char *
tie_match_align_text (const TieMatchAlignment *self,
                      const TieMatchNameWord *word)
{
  return tie_match_words_get_text (self->lists->words, word->word);
}

/* Adds a reason and the words it is about, TIE_MATCH_NO_WORD for none. */
void tie_match_align_note (TieMatchAlignment *self,
                           TieMatchReason reason,
                           guint32 a,
                           guint32 b);

/* The reasons for which the words could be one name in two forms, a bit for each, told without looking at their letters
 * one by one: for nearly every pair of words it is none (tie-match-relate.c). */
guint tie_match_align_get_possible (const TieMatchAlignment *self,
                                    const TieMatchNameWord *a,
                                    const TieMatchNameWord *b);

/* Whether the words are one name in two forms, for a reason that is possible, and what that is worth. */
gboolean tie_match_align_relate (const TieMatchAlignment *self,
                                 const TieMatchNameWord *a,
                                 const TieMatchNameWord *b,
                                 TieMatchReason reason,
                                 TieMatchBits *bits);

/* Whether two given names that look alike may well be two names: unless they have the same letters, or are long and end
 * alike (the ending tells Gabriel from Gabrielle). */
gboolean tie_match_may_be_other_given (const char *a,
                                       const char *b);

/* Says what the words mean that nothing answers (tie-match-left-over.c). */
void tie_match_align_left_over (TieMatchAlignment *self);

G_END_DECLS
