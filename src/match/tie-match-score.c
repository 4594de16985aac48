/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-align.h"

#define MOST_AGAINST TIE_MATCH_BITS (-9)

void
tie_match_model_init (TieMatchModel *model)
{
  memset (model, 0, sizeof *model);
  model->most_name_bits = G_MAXINT32;
  for (guint i = 0; i < TIE_MATCH_N_REASONS; i++)
    {
      model->reasons[i] = TIE_MATCH_BITS (tie_match_get_reason (i)->bits);
      model->is_veto[i] = tie_match_get_reason (i)->is_veto;
    }
}

TieMatchBits
tie_match_model_weigh_facts (const TieMatchModel *model,
                             guint16 facts)
{
  TieMatchBits agreed = 0, against = 0;

  for (guint i = 0; facts >> i != 0; i++)
    if (facts >> i & 1)
      {
        TieMatchBits bits = model->reasons[TIE_MATCH_FIRST_FACT + i];

        if (bits > 0)
          agreed += bits;
        else
          against += bits;
      }
  /* who moves changes everything at once */
  return agreed + MAX (against, MOST_AGAINST);
}

#define FACT(reason) (1u << (TIE_MATCH_REASON_##reason - TIE_MATCH_FIRST_FACT))

/* A number or an address of one's own outweighs what only may be another name. */
#define OWN (FACT (SAME_ACCOUNT) | FACT (SAME_EMAIL))
#define HOME (FACT (SAME_PHONE) | FACT (SAME_ADDRESS))

static guint
compare_emails (const TieMatchFacts *a,
                const TieMatchFacts *b)
{
  guint both, any;

  if (a->email == 0 || b->email == 0)
    return 0;
  if (a->email == b->email)
    return FACT (SAME_EMAIL);
  both = __builtin_popcountll (a->email_letters & b->email_letters);
  any = __builtin_popcountll (a->email_letters | b->email_letters);
  return both * 4 >= any * 3 ? FACT (SIMILAR_EMAIL) : FACT (OTHER_EMAIL);
}

static guint
compare_accounts (const TieMatchFacts *a,
                  const TieMatchFacts *b)
{
  if (a->account != 0 && b->account != 0)
    return a->account == b->account ? FACT (SAME_ACCOUNT) : FACT (OTHER_ACCOUNT);
  /* a number in a name may be anything; it says something only where it is the same */
  if ((a->name_account != 0 && (a->name_account == b->account || a->name_account == b->name_account)) ||
      (b->name_account != 0 && b->name_account == a->account))
    return FACT (SAME_ACCOUNT);
  return 0;
}

/* From the house to the region; the first agreement ends it, since the rest follows from it. */
static guint
compare_places (const TieMatchFacts *a,
                const TieMatchFacts *b)
{
  guint facts = 0;

  if (a->house != 0 && b->house != 0 && a->street != 0 && b->street != 0)
    {
      if (a->house == b->house && a->street == b->street)
        return FACT (SAME_ADDRESS);
      facts |= FACT (OTHER_ADDRESS);
    }
  if (a->postcode != 0 && b->postcode != 0)
    {
      if (a->postcode == b->postcode)
        return facts | FACT (SAME_POSTCODE);
      facts |= FACT (OTHER_POSTCODE);
    }
  if (a->city != 0 && b->city != 0)
    {
      if (a->city == b->city)
        return facts | FACT (SAME_CITY);
      facts |= FACT (OTHER_CITY);
    }
  if (a->region != 0 && b->region != 0)
    facts |= a->region == b->region ? FACT (SAME_REGION) : FACT (OTHER_REGION);
  return facts;
}

static void
add_facts (TieMatchScore *score,
           const TieMatchModel *model,
           const TieMatchFacts *a,
           const TieMatchFacts *b)
{
  guint facts = compare_emails (a, b) | compare_accounts (a, b) | compare_places (a, b);

  if (a->phone != 0 && b->phone != 0)
    facts |= a->phone == b->phone ? FACT (SAME_PHONE) : FACT (OTHER_PHONE);
  score->facts = facts;
  score->bits = score->name_bits + tie_match_model_weigh_facts (model, facts);

  if (score->is_vetoed && facts & (OWN | HOME))
    {
      TieMatchYields least = facts & OWN || (facts & HOME) == HOME ? TIE_MATCH_YIELDS_TO_OWN : TIE_MATCH_YIELDS_TO_HOME;

      score->is_vetoed = FALSE;
      for (guint i = 0; i < score->n_notes; i++)
        {
          guint reason = score->notes[i].reason;

          score->is_vetoed |= model->is_veto[reason] && tie_match_get_reason (reason)->yields < least;
        }
    }
  for (guint i = 0; i < TIE_MATCH_N_FACTS; i++)
    if (facts >> i & 1 && score->n_notes < TIE_MATCH_MAX_NOTES)
      score->notes[score->n_notes++] = (TieMatchNote) { TIE_MATCH_FIRST_FACT + i, G_MAXUINT32, G_MAXUINT32 };
}

/* Of the names of two rows those count that agree best.  Ties are broken by what is the same from either end. */
static gboolean
is_better (const TieMatchScore *a,
           guint64 a_key,
           const TieMatchScore *b,
           guint64 b_key)
{
  if (a->bits != b->bits)
    return a->bits > b->bits;
  if (a->is_vetoed != b->is_vetoed)
    return b->is_vetoed;
  if (a->matched != b->matched)
    return a->matched > b->matched;
  return a_key > b_key;
}

void
tie_match_score_pair (const TieMatchLists *lists,
                      const TieMatchModel *model,
                      TieMatchSide left_side,
                      guint32 left,
                      TieMatchSide right_side,
                      guint32 right,
                      TieMatchScore *score)
{
  const TieMatchEntry *a = tie_match_lists_get_entry (lists, left_side, left);
  const TieMatchEntry *b = tie_match_lists_get_entry (lists, right_side, right);
  TieMatchScore second;
  guint64 best_key = 0;
  gboolean is_first = TRUE;

  memset (score, 0, G_STRUCT_OFFSET (TieMatchScore, notes));
  for (guint i = 0; i < a->n_names; i++)
    for (guint k = 0; k < b->n_names; k++)
      {
        const TieMatchName *x = tie_match_lists_get_name (lists, left_side, a->first_name + i);
        const TieMatchName *y = tie_match_lists_get_name (lists, right_side, b->first_name + k);
        TieMatchSpelling spelling_x = { x, tie_match_lists_get_words (lists, left_side, x), left_side };
        TieMatchSpelling spelling_y = { y, tie_match_lists_get_words (lists, right_side, y), right_side };
        TieMatchScore *tried = is_first ? score : &second;

        /* two people of one firm are two people */
        if (x->source == TIE_MATCH_SOURCE_COMPANY && y->source == TIE_MATCH_SOURCE_COMPANY)
          continue;
        tie_match_align_names (lists, model, spelling_x, spelling_y, tried);
        if (x->source == TIE_MATCH_SOURCE_COMPANY || y->source == TIE_MATCH_SOURCE_COMPANY)
          tie_match_score_note (tried, model, TIE_MATCH_REASON_COMPANY, G_MAXUINT32, G_MAXUINT32);
        else if (x->source != y->source)
          tie_match_score_note (tried, model, TIE_MATCH_REASON_ALIAS, G_MAXUINT32, G_MAXUINT32);
        if (is_first || is_better (tried, x->key + y->key, score, best_key))
          {
            if (!is_first)
              *score = second;
            best_key = x->key + y->key;
          }
        is_first = FALSE;
      }
  score->name_bits = score->bits;
  add_facts (score, model,
             tie_match_lists_get_facts (lists, left_side, left),
             tie_match_lists_get_facts (lists, right_side, right));
}
