/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "match/tie-match-assign.h"

#define ROUNDS 5        /* of estimating how many rows have a partner, */
#define SWEEPS 4        /* and of telling each row what its neighbours think */
#define FIRST_GUESS 0.6  /* of the rows of the shorter list that have one */
#define MOST_PAIRED 0.98 /* of the rows of the shorter list: there is always doubt */

typedef struct
{
  const GArray *edges;
  gsize n_left, n_right;
  guint32 *right_order; /* (owned) edges by right row */
  guint32 *right_starts; /* (owned) */
  double *odds;         /* (owned) of the edge, by itself */
  double *to_right;     /* (owned) chance that the left row is free, but for this edge */
  double *to_left;      /* (owned) chance that the right row is */
} Graph;

static const TieMatchEdge *
get_edge (const GArray *edges,
          guint32 i)
{
  return &g_array_index (edges, TieMatchEdge, i);
}

static void
graph_init (Graph *self,
            const GArray *edges,
            gsize n_left,
            gsize n_right)
{
  self->edges = edges;
  self->n_left = n_left;
  self->n_right = n_right;
  self->odds = g_new (double, edges->len + 1);
  self->to_right = g_new (double, edges->len + 1);
  self->to_left = g_new (double, edges->len + 1);
  self->right_order = g_new (guint32, edges->len + 1);
  self->right_starts = g_new0 (guint32, n_right + 2);

  for (guint i = 0; i < edges->len; i++)
    self->right_starts[get_edge (edges, i)->right + 2]++;
  for (gsize i = 2; i <= n_right; i++)
    self->right_starts[i] += self->right_starts[i - 1];
  for (guint i = 0; i < edges->len; i++)
    self->right_order[self->right_starts[get_edge (edges, i)->right + 1]++] = i;
}

static void
graph_clear (Graph *self)
{
  g_free (self->right_order);
  g_free (self->right_starts);
  g_free (self->odds);
  g_free (self->to_right);
  g_free (self->to_left);
}

/* What the edges of one row leave for each of them. */
static void
tell_row (const Graph *self,
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
      guint32 edge = order != NULL ? order[i] : i;

      told[edge] = before;
      before += self->odds[edge] * heard[edge];
    }
  for (guint32 i = end; i > start; i--)
    {
      guint32 edge = order != NULL ? order[i - 1] : i - 1;

      told[edge] = 1 / (1 + told[edge] + after);
      after += self->odds[edge] * heard[edge];
    }
}

static void
sweep (Graph *self)
{
  guint32 start = 0;

  for (guint32 i = 1; i <= self->edges->len; i++)
    if (i == self->edges->len || get_edge (self->edges, i)->left != get_edge (self->edges, start)->left)
      {
        tell_row (self, NULL, start, i, self->to_left, self->to_right);
        start = i;
      }
  for (gsize row = 0; row < self->n_right; row++)
    tell_row (self, self->right_order, self->right_starts[row], self->right_starts[row + 1], self->to_right, self->to_left);
}

static double
get_chance (const Graph *self,
            guint32 i)
{
  double weight = self->odds[i] * self->to_right[i] * self->to_left[i];

  return weight / (1 + weight);
}

double *
tie_match_weigh_chances (const GArray *edges,
                         const gsize n_rows[2],
                         const gsize n_open[2])
{
  double *chances = g_new (double, edges->len + 1);
  double most = MIN (n_open[0], n_open[1]) * MOST_PAIRED;
  double paired = MIN (n_open[0], n_open[1]) * FIRST_GUESS;
  g_autofree double *likelihoods = g_new (double, edges->len + 1);
  Graph self;

  if (edges->len == 0)
    return chances;

  graph_init (&self, edges, n_rows[0], n_rows[1]);
  for (guint i = 0; i < edges->len; i++)
    {
      self.to_left[i] = 1;
      likelihoods[i] = exp2 (get_edge (edges, i)->bits / 256.0);
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      double prior = paired / ((n_open[0] - paired) * (n_open[1] - paired));

      for (guint i = 0; i < edges->len; i++)
        self.odds[i] = likelihoods[i] * prior;
      for (guint k = 0; k < SWEEPS; k++)
        sweep (&self);
      paired = 0;
      for (guint i = 0; i < edges->len; i++)
        {
          /* coarse, so that the order of adding up does not show */
          chances[i] = rint (get_chance (&self, i) * 1e6) / 1e6;
          paired += chances[i];
        }
      paired = CLAMP (paired, 0.5 * MIN (1, most), most);
    }
  graph_clear (&self);
  return chances;
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
tie_match_assign (const GArray *edges,
                  const double *chances,
                  const gsize n_rows[2])
{
  g_autofree guint8 *left_taken = g_new0 (guint8, n_rows[0] + 1);
  g_autofree guint8 *right_taken = g_new0 (guint8, n_rows[1] + 1);
  g_autoptr (GArray) all = g_array_sized_new (FALSE, FALSE, sizeof (guint32), edges->len);
  GArray *taken = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < edges->len; i++)
    g_array_append_val (all, i);
  tie_match_sort_by_chance (all, edges, chances);
  for (guint i = 0; i < all->len; i++)
    {
      guint32 index = g_array_index (all, guint32, i);
      const TieMatchEdge *edge = get_edge (edges, index);

      if (left_taken[edge->left] || right_taken[edge->right])
        continue;
      left_taken[edge->left] = right_taken[edge->right] = TRUE;
      g_array_append_val (taken, index);
    }
  return taken;
}
