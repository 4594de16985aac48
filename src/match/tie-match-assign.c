/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "match/tie-match-assign.h"
#include "match/tie-match-share.h"

#define ROUNDS 5        /* of estimating how many rows have a partner, */
#define SWEEPS 4        /* and of telling each row what its neighbours think */
#define FIRST_GUESS 0.6  /* of the rows of the shorter list that have one */
#define MOST_PAIRED 0.98 /* of the rows of the shorter list: there is always doubt */

#define PART 4096        /* groups a thread takes at a time */

typedef struct
{
  const TieMatchGroups *groups;
  const GArray *edges;
  double prior;
  double *likelihoods; /* (owned) of the edge at a place, by itself */
  TieMatchSide first;  /* whose rows speak first */
  double *to_first;    /* (owned) chance that the edge's row of the other list is free, but for this edge */
  double **rooms;      /* (owned) for each thread, two values for each place of the largest group */
  double *chances;     /* of the edge */
} Weighing;

static const TieMatchEdge *
get_edge (const GArray *edges,
          guint32 i)
{
  return &g_array_index (edges, TieMatchEdge, i);
}

/* What the edges of one row leave for each of them.  The places are start to before end, or as order has them. */
static void
tell_row (const double *odds,
          const guint32 *order,
          guint32 start,
          guint32 end,
          const double *heard,
          double *told)
{
  double before = 0, after = 0;

  /* added up from both ends: taking each from the sum of all would lose the small beside the large */
  for (guint32 i = start; i < end; i++)
    {
      guint32 place = order != NULL ? order[i] : i;

      told[place] = before;
      before += odds[place] * heard[place];
    }
  for (guint32 i = end; i > start; i--)
    {
      guint32 place = order != NULL ? order[i - 1] : i - 1;

      told[place] = 1 / (1 + told[place] + after);
      after += odds[place] * heard[place];
    }
}

/* Tells the rows of one list.  All arrays begin with the group. */
static void
tell_rows (TieMatchSide side,
           guint32 n,
           const guint8 *ends,
           const guint32 *by_right,
           const double *odds,
           const double *heard,
           double *told)
{
  const guint32 *order = side == TIE_MATCH_LEFT ? NULL : by_right;
  guint8 end = side == TIE_MATCH_LEFT ? TIE_MATCH_ENDS_LEFT : TIE_MATCH_ENDS_RIGHT;

  for (guint32 i = 0, first = 0; i < n; i++)
    if (ends[i] & end)
      {
        tell_row (odds, order, first, i + 1, heard, told);
        first = i + 1;
      }
}

static void
weigh_groups (gsize first,
              gsize last,
              guint thread,
              gpointer data)
{
  Weighing *self = data;
  const TieMatchGroups *groups = self->groups;
  double *odds = self->rooms[thread];
  double *to_other = odds + groups->largest;

  for (gsize group = first; group < last; group++)
    {
      guint32 start = groups->starts[group];
      guint32 n = groups->starts[group + 1] - start;
      double *to_first = self->to_first + start;

      for (guint32 i = 0; i < n; i++)
        {
          odds[i] = self->likelihoods[start + i] * self->prior;
          to_other[i] = 1;
        }
      /* a pair without a rival hears nothing */
      for (guint i = 0; i < SWEEPS && n > 1; i++)
        {
          tell_rows (self->first, n, groups->ends + start, groups->by_right + start, odds, to_first, to_other);
          tell_rows (!self->first, n, groups->ends + start, groups->by_right + start, odds, to_other, to_first);
        }
      for (guint32 i = 0; i < n; i++)
        {
          double weight = odds[i] * to_other[i] * to_first[i];

          /* coarse, so that the order of adding up does not show */
          self->chances[groups->edges[start + i]] = rint (weight / (1 + weight) * 1e6) / 1e6;
        }
    }
}

double *
tie_match_weigh_chances (const TieMatchGroups *groups,
                         const GArray *edges,
                         const gsize n_open[2],
                         TieMatchSide first,
                         guint threads)
{
  double most = MIN (n_open[0], n_open[1]) * MOST_PAIRED;
  double paired = MIN (n_open[0], n_open[1]) * FIRST_GUESS;
  g_autofree double *likelihoods = g_new (double, groups->n_edges + 1);
  g_autofree double *to_first = g_new (double, groups->n_edges + 1);
  g_autofree double *room = g_new (double, (gsize) threads * 2 * groups->largest + 1);
  g_autofree double **rooms = g_new (double *, threads);
  Weighing self = { groups, edges, 0, likelihoods, first, to_first, rooms, g_new (double, groups->n_edges + 1) };

  for (guint i = 0; i < threads; i++)
    rooms[i] = room + (gsize) i * 2 * groups->largest;
  for (guint32 place = 0; place < groups->n_edges; place++)
    {
      to_first[place] = 1;
      likelihoods[place] = exp2 (get_edge (edges, groups->edges[place])->bits / 256.0);
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      self.prior = paired / ((n_open[0] - paired) * (n_open[1] - paired));
      tie_match_share (threads, groups->n_groups, PART, weigh_groups, &self);
      paired = 0;
      for (guint32 i = 0; i < groups->n_edges; i++)
        paired += self.chances[i];
      paired = CLAMP (paired, 0.5 * MIN (1, most), most);
    }
  return self.chances;
}

typedef struct
{
  const GArray *edges;
  const double *chances;
} Order;

static int
compare_chances (gconstpointer a,
                 gconstpointer b,
                 gpointer data)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  const Order *order = data;
  const TieMatchEdge *s = get_edge (order->edges, x);
  const TieMatchEdge *t = get_edge (order->edges, y);

  if (order->chances[x] != order->chances[y])
    return order->chances[x] < order->chances[y] ? 1 : -1;
  if (s->bits != t->bits)
    return s->bits < t->bits ? 1 : -1;
  if (s->tie != t->tie)
    return s->tie < t->tie ? 1 : -1;
  return x < y ? -1 : x > y;
}

void
tie_match_sort_by_chance (GArray *taken,
                          const GArray *edges,
                          const double *chances)
{
  Order order = { edges, chances };

  g_array_sort_with_data (taken, compare_chances, &order);
}

GArray *
tie_match_assign (const TieMatchGroups *groups,
                  const GArray *edges,
                  const double *chances,
                  const gsize n_rows[2])
{
  g_autofree guint8 *left_taken = g_new0 (guint8, n_rows[0] + 1);
  g_autofree guint8 *right_taken = g_new0 (guint8, n_rows[1] + 1);
  g_autoptr (GArray) group = g_array_new (FALSE, FALSE, sizeof (guint32));
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < groups->n_groups; i++)
    {
      g_array_set_size (group, 0);
      g_array_append_vals (group, groups->edges + groups->starts[i], groups->starts[i + 1] - groups->starts[i]);
      if (group->len > 1)
        tie_match_sort_by_chance (group, edges, chances);
      for (guint k = 0; k < group->len; k++)
        {
          guint32 index = g_array_index (group, guint32, k);
          const TieMatchEdge *edge = get_edge (edges, index);

          if (left_taken[edge->left] || right_taken[edge->right])
            continue;
          left_taken[edge->left] = right_taken[edge->right] = TRUE;
          g_array_append_val (taken, index);
        }
    }
  tie_match_sort_by_chance (taken, edges, chances);
  return taken;
}
