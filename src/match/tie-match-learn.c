/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>

#include "match/tie-match-learn.h"

#define PRIOR_RIGHT 10.0 /* pairs that what is known beforehand counts for */
#define PRIOR_WRONG 20.0
#define DOUBLE_BITS 4    /* one row in sixteen may have a double */
#define WORDING_SAMPLE 4000 /* edges */
#define LOOSE 0.2        /* share of the best pairs from which on a difference is a habit */
#define LOOSE_PAIRS 50
#define MOST_BITS 8.0    /* one field never decides alone */

GArray *
tie_match_sample_rows (const TieMatchLists *lists,
                       TieMatchSide side,
                       gsize wanted)
{
  gsize n = tie_match_lists_count (lists, side);
  guint64 below = wanted >= n ? G_MAXUINT64 : G_MAXUINT64 / n * wanted;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n; i++)
    {
      const TieMatchEntry *entry = tie_match_lists_get_entry (lists, side, i);

      if (entry->n_names > 0 && !entry->is_out &&
          tie_match_mix (tie_match_lists_get_name (lists, side, entry->first_name)->key, 77) <= below)
        g_array_append_val (rows, i);
    }
  return rows;
}

/* The share of doubt that two rows of one list are the same after all: lists have doubles, and those teach nothing about
 * chance. */
static double
get_share_wrong (const TieMatchEdge *edge,
                 gsize n_rows)
{
  return 1 / (1 + exp2 (edge->bits / 256.0 - DOUBLE_BITS) / MAX (n_rows, 1));
}

void
tie_match_learn_complete (TieMatchModel *model,
                          const TieMatchLists *lists,
                          GArray *const samples[2],
                          GArray *const own[2])
{
  double expected[TIE_MATCH_N_SHAPES] = { 0 };
  double seen[TIE_MATCH_N_SHAPES] = { 0 };
  double seen_answered[TIE_MATCH_N_SHAPES] = { 0 };

  for (guint side = 0; side < 2; side++)
    {
      gsize n = tie_match_lists_count (lists, side);

      for (guint i = 0; i < samples[side]->len; i++)
        {
          guint32 row = g_array_index (samples[side], guint32, i);
          TieMatchScore score;

          tie_match_score_pair (lists, model, side, row, side, row, &score);
          expected[score.shape] += MIN (n * exp2 (-score.name_bits / 256.0), 4);
        }
      for (guint i = 0; i < own[side]->len; i++)
        {
          const TieMatchEdge *edge = &g_array_index (own[side], TieMatchEdge, i);

          double share = edge->facts != 0 ? get_share_wrong (edge, n) : 1;

          if (edge->is_complete && !edge->is_vetoed)
            seen[edge->shape] += share;
          if (edge->is_answered && !edge->is_vetoed)
            seen_answered[edge->shape] += share;
        }
    }
  for (guint i = 0; i < TIE_MATCH_N_SHAPES; i++)
    {
      double ratio = (seen[i] + 0.5) / (expected[i] + 0.5);
      double ratio_answered = (seen_answered[i] + 0.5) / (expected[i] + 0.5);

      model->complete[i] = TIE_MATCH_BITS (-log2 (CLAMP (ratio, 1 / 256.0, 4)));
      model->answered[i] = TIE_MATCH_BITS (-log2 (CLAMP (ratio_answered, 1 / 256.0, 1)));
      g_debug ("shape %u: %.1f complete by chance, %.1f seen, %.1f answered", i, expected[i], seen[i], seen_answered[i]);
    }
}

/* Fields, as runs of reasons that exclude each other, with the shares known beforehand. */
typedef struct
{
  TieMatchReason first;
  guint n;
  double right[3];
  double wrong[3];
} Field;

static const Field fields[] = {
  { TIE_MATCH_REASON_SAME_EMAIL, 3, { 0.80, 0.05, 0.15 }, { 0.02, 0.01, 0.97 } },
  { TIE_MATCH_REASON_SAME_PHONE, 2, { 0.85, 0.15 }, { 0.02, 0.98 } },
  { TIE_MATCH_REASON_SAME_ACCOUNT, 2, { 0.95, 0.05 }, { 0.005, 0.995 } },
  { TIE_MATCH_REASON_SAME_ADDRESS, 2, { 0.80, 0.20 }, { 0.02, 0.98 } },
  { TIE_MATCH_REASON_SAME_POSTCODE, 2, { 0.60, 0.40 }, { 0.03, 0.97 } },
  { TIE_MATCH_REASON_SAME_CITY, 2, { 0.60, 0.40 }, { 0.08, 0.92 } },
  { TIE_MATCH_REASON_SAME_REGION, 2, { 0.80, 0.20 }, { 0.15, 0.85 } },
};

gboolean
tie_match_has_facts (const GArray *edges)
{
  for (guint i = 0; i < edges->len; i++)
    if (g_array_index (edges, TieMatchEdge, i).facts != 0)
      return TRUE;
  return FALSE;
}

void
tie_match_learn_facts (TieMatchModel *model,
                       const GArray *edges,
                       const double *chances,
                       const GArray *known,
                       GArray *const own[2],
                       const gsize n_rows[2],
                       TieMatchBits least)
{
  double right[TIE_MATCH_N_FACTS] = { 0 };
  double wrong[TIE_MATCH_N_FACTS] = { 0 };

  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);

      for (guint k = 0; k < TIE_MATCH_N_FACTS && edge->facts != 0 && !edge->is_vetoed && edge->name_bits >= least; k++)
        if (edge->facts >> k & 1)
          {
            right[k] += chances[i];
            wrong[k] += 1 - chances[i];
          }
    }
  for (guint i = 0; i < known->len; i++)
    for (guint k = 0; k < TIE_MATCH_N_FACTS; k++)
      right[k] += g_array_index (known, TieMatchEdge, i).facts >> k & 1;
  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < own[side]->len; i++)
      {
        const TieMatchEdge *edge = &g_array_index (own[side], TieMatchEdge, i);

        for (guint k = 0; k < TIE_MATCH_N_FACTS && edge->facts != 0 && !edge->is_vetoed && edge->name_bits >= least; k++)
          wrong[k] += edge->facts >> k & 1;
      }

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];
      guint at = field->first - TIE_MATCH_FIRST_FACT;
      double all_right = 0, all_wrong = 0;

      for (guint k = 0; k < field->n; k++)
        {
          all_right += right[at + k];
          all_wrong += wrong[at + k];
        }
      for (guint k = 0; k < field->n; k++)
        {
          double share_right = (right[at + k] + PRIOR_RIGHT * field->right[k]) / (all_right + PRIOR_RIGHT);
          double share_wrong = (wrong[at + k] + PRIOR_WRONG * field->wrong[k]) / (all_wrong + PRIOR_WRONG);
          double bits = log2 (share_right / share_wrong);

          model->reasons[field->first + k] = TIE_MATCH_BITS (CLAMP (bits, -MOST_BITS, MOST_BITS));
        }
    }
}

void
tie_match_apply_model (const TieMatchModel *model,
                       GArray *edges)
{
  for (guint i = 0; i < edges->len; i++)
    {
      TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);

      edge->bits = edge->name_bits + tie_match_model_weigh_facts (model, edge->facts);
    }
}

typedef struct
{
  double pairs;
  double with[TIE_MATCH_N_REASONS]; /* pairs that have the reason */
} Wording;

static void
count_wording (Wording *wording,
               const TieMatchLists *lists,
               const TieMatchModel *model,
               TieMatchSide left_side,
               TieMatchSide right_side,
               const TieMatchEdge *edge,
               guint times)
{
  gboolean seen[TIE_MATCH_N_REASONS] = { FALSE };
  TieMatchScore score;

  tie_match_score_pair (lists, model, left_side, edge->left, right_side, edge->right, &score);
  for (guint i = 0; i < score.n_notes; i++)
    seen[score.notes[i].reason] = TRUE;
  for (guint i = 0; i < TIE_MATCH_FIRST_FACT; i++)
    if (seen[i])
      wording->with[i] += times;
  wording->pairs += times;
}

/* The best edge of each row, where enough of the names agrees; one that is the best at both ends counts twice, so it does
 * not matter which list is left.  Within one list each edge is there both ways, and one end will do. */
static void
count_best (Wording *wording,
            const TieMatchLists *lists,
            const TieMatchModel *model,
            TieMatchSide left_side,
            TieMatchSide right_side,
            const GArray *edges,
            TieMatchBits least_matched)
{
  g_autofree const TieMatchEdge **left = tie_match_find_best (edges, tie_match_lists_count (lists, left_side), TIE_MATCH_LEFT);
  g_autofree const TieMatchEdge **right = tie_match_find_best (edges, tie_match_lists_count (lists, right_side), TIE_MATCH_RIGHT);
  guint every = MAX (edges->len / WORDING_SAMPLE, 1);

  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);

      guint times = (left[edge->left] == edge) + (left_side != right_side && right[edge->right] == edge);

      /* any that have nothing to do with the order of the rows will do */
      if (times > 0 && edge->matched >= least_matched && (guint) (edge->matched + edge->name_bits) % every == 0)
        count_wording (wording, lists, model, left_side, right_side, edge, times);
    }
}

gboolean
tie_match_learn_wording (TieMatchModel *model,
                         const TieMatchLists *lists,
                         const GArray *edges,
                         GArray *const own[2],
                         TieMatchBits least_matched)
{
  static const TieMatchReason loose[] = {
    TIE_MATCH_REASON_EXTRA_WORD,
    TIE_MATCH_REASON_EXTRA_MORE,
    TIE_MATCH_REASON_EXTRA_NUMBER,
    TIE_MATCH_REASON_OTHER_WORD,
    TIE_MATCH_REASON_OTHER_NUMBER,
  };
  Wording right = { 0 }, wrong = { 0 };
  gboolean has_changed = FALSE;

  count_best (&right, lists, model, TIE_MATCH_LEFT, TIE_MATCH_RIGHT, edges, least_matched);
  for (guint side = 0; side < 2; side++)
    count_best (&wrong, lists, model, side, side, own[side], least_matched);

  for (guint i = 0; i < G_N_ELEMENTS (loose); i++)
    {
      guint reason = loose[i];
      double share_right = (right.with[reason] + 1) / (right.pairs + 2);
      double share_wrong = (wrong.with[reason] + 1) / (wrong.pairs + 2);

      g_debug ("%s: in %.3f of the pairs, %.3f of the pairs of one list", tie_match_get_reason (reason)->name, share_right, share_wrong);
      if (share_right < LOOSE || right.pairs < LOOSE_PAIRS)
        continue;
      model->reasons[reason] = MAX (model->reasons[reason], TIE_MATCH_BITS (log2 (share_right / MAX (share_right, share_wrong)) - 0.5));
      model->is_veto[reason] = FALSE;
      has_changed = TRUE;
    }
  return has_changed;
}
