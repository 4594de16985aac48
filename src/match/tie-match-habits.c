/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>

#include "match/tie-match-learn.h"

/* Lists have habits: one leaves the second word of firms out, another always has the middle name of its people because
 * many are called alike.  What such a difference says is learned here from how often it is seen. */

#define USUAL_EXTRA_WORD 0.03 /* share of the right pairs that the table of reasons takes for granted */
#define MOST_EXTRA_WORD TIE_MATCH_BITS (-2)
#define LEAST_EXTRA_MIDDLE TIE_MATCH_BITS (-3)
#define PRIOR_PAIRS 20.0 /* that what is known beforehand counts for */

typedef struct
{
  double pairs;
  double extra_word;
  double namesakes; /* pairs whose names agree in much */
  double extra_middle;
} Habit;

/* The best edge of each row, where it is more likely right than not; one that is the best at both ends counts twice, so it
 * does not matter which list is left.  Within one list each edge is there both ways, and one end will do. */
static void
count_habit (Habit *habit,
             const TieMatchLists *lists,
             TieMatchSide left_side,
             TieMatchSide right_side,
             const GArray *edges,
             TieMatchBits least,
             TieMatchBits least_matched)
{
  g_autofree const TieMatchEdge **left = tie_match_find_best (edges, tie_match_lists_count (lists, left_side), TIE_MATCH_LEFT);
  g_autofree const TieMatchEdge **right = tie_match_find_best (edges, tie_match_lists_count (lists, right_side), TIE_MATCH_RIGHT);

  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);
      gboolean is_right_best = left_side != right_side && right[edge->right] == edge;
      double share = left_side == right_side ? 1 : 0.5; /* that one end of a pair stands for */
      double pairs = share * ((left[edge->left] == edge) + is_right_best);

      if (edge->bits < least || edge->is_vetoed)
        continue;
      habit->pairs += pairs;
      if (edge->has_extra_word)
        habit->extra_word += pairs;
      if (edge->matched >= least_matched)
        {
          habit->namesakes += pairs;
          if (edge->has_extra_middle)
            habit->extra_middle += pairs;
        }
    }
}

void
tie_match_learn_habits (TieMatchModel *model,
                        const TieMatchLists *lists,
                        const GArray *edges,
                        GArray *const own[2],
                        TieMatchBits least,
                        TieMatchBits least_matched)
{
  Habit right = { 0 }, wrong = { 0 };
  TieMatchBits *word = &model->reasons[TIE_MATCH_REASON_EXTRA_WORD];
  TieMatchBits *middle = &model->reasons[TIE_MATCH_REASON_EXTRA_MIDDLE];
  double share, share_right, share_wrong;

  count_habit (&right, lists, TIE_MATCH_LEFT, TIE_MATCH_RIGHT, edges, least, least_matched);
  for (guint side = 0; side < 2; side++)
    count_habit (&wrong, lists, side, side, own[side], least, least_matched);

  share = (right.extra_word + PRIOR_PAIRS * USUAL_EXTRA_WORD) / (right.pairs + PRIOR_PAIRS);
  if (!lists->has_codes && *word < MOST_EXTRA_WORD)
    *word = CLAMP (*word + TIE_MATCH_BITS (log2 (share / USUAL_EXTRA_WORD)), *word, MOST_EXTRA_WORD);

  share_wrong = (wrong.extra_middle + 0.1 * PRIOR_PAIRS) / (wrong.namesakes + PRIOR_PAIRS);
  share_right = (right.extra_middle + 0.1 * PRIOR_PAIRS) / (right.namesakes + PRIOR_PAIRS);
  *middle = CLAMP (TIE_MATCH_BITS (log2 (share_right / share_wrong)), LEAST_EXTRA_MIDDLE, *middle);

  g_debug ("extra word %.2f bits, extra middle name %.2f", *word / 256.0, *middle / 256.0);
}
