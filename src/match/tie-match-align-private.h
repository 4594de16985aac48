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

static inline gboolean
tie_match_is_given_role (guint role)
{
  return role == TIE_MATCH_ROLE_GIVEN || role == TIE_MATCH_ROLE_MIDDLE || role == TIE_MATCH_ROLE_SPOUSE;
}

/* Adds a reason and the words it is about, TIE_MATCH_NO_WORD for none. */
void tie_match_align_note (TieMatchAlignment *self,
                           TieMatchReason reason,
                           guint32 a,
                           guint32 b);

/* Two words that may be one name in two forms. */
typedef struct
{
  guint8 a, b;
  guint16 reasons; /* one bit for each */
} TieMatchPossible;

/* Finds them among the words that nothing answers yet, without reading their letters one by one; for nearly every pair of
 * words there is no reason.  One pass, so that the answers, which go by reason and not by word, look at hardly any pair of
 * words again.  Returns how many (tie-match-relate.c). */
guint tie_match_align_find_possible (const TieMatchAlignment *self,
                                     TieMatchPossible possible[TIE_MATCH_MAX_TOKENS * TIE_MATCH_MAX_TOKENS]);

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
