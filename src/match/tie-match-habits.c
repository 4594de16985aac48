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

/* The best edge of each row, where it is more likely right than not. */
static void
count_habit (Habit *habit,
             const GArray *edges,
             TieMatchBits least,
             TieMatchBits least_matched)
{
  for (guint start = 0, end; start < edges->len; start = end)
    {
      const TieMatchEdge *best = &g_array_index (edges, TieMatchEdge, start);

      for (end = start; end < edges->len && g_array_index (edges, TieMatchEdge, end).left == g_array_index (edges, TieMatchEdge, start).left; end++)
        if (g_array_index (edges, TieMatchEdge, end).bits > best->bits)
          best = &g_array_index (edges, TieMatchEdge, end);
      if (best->bits < least || best->is_vetoed)
        continue;
      habit->pairs++;
      habit->extra_word += best->has_extra_word;
      habit->namesakes += best->matched >= least_matched;
      habit->extra_middle += best->matched >= least_matched && best->has_extra_middle;
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

  count_habit (&right, edges, least, least_matched);
  for (guint side = 0; side < 2; side++)
    count_habit (&wrong, own[side], least, least_matched);

  share = (right.extra_word + PRIOR_PAIRS * USUAL_EXTRA_WORD) / (right.pairs + PRIOR_PAIRS);
  if (!lists->has_codes && *word < MOST_EXTRA_WORD)
    *word = CLAMP (*word + TIE_MATCH_BITS (log2 (share / USUAL_EXTRA_WORD)), *word, MOST_EXTRA_WORD);

  share_wrong = (wrong.extra_middle + 0.1 * PRIOR_PAIRS) / (wrong.namesakes + PRIOR_PAIRS);
  share_right = (right.extra_middle + 0.1 * PRIOR_PAIRS) / (right.namesakes + PRIOR_PAIRS);
  *middle = CLAMP (TIE_MATCH_BITS (log2 (share_right / share_wrong)), LEAST_EXTRA_MIDDLE, *middle);

  g_debug ("extra word %.2f bits, extra middle name %.2f", *word / 256.0, *middle / 256.0);
}
