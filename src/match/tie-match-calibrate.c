/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "match/tie-match-calibrate.h"

#define GROUPS 40           /* pairs are looked at in so many groups of like probability, */
#define SMALLEST_GROUP 12   /* or fewer */
#define FEW_ROWS 300.0      /* so few rows or less can hardly show what chance does */
#define SURE 0.99995

/* A partner found in the own list stands for a wrong one in the other list.  For open pairs that is too dark a view: there
 * the right partner is mostly present too and leaves the wrong one behind.  It shows how far the first estimate is off, not
 * what it should be: so many wrong pairs are added to both sides of the comparison.  The first estimate is hardly ever much
 * too dark, least of all among pairs that are likely wrong anyway. */
#define OPEN_SHARE 0.5
#define PRIOR_WRONG 0.5
#define LEAST_SCALE 0.4
#define DOUBTFUL 0.3
#define LEAST_DOUBTFUL_SCALE 0.8

/* For vetoed pairs it is too bright a view: look-alikes are often told apart by being kept in one list only. */
#define VETOED_SHARE 4.0
#define SUREST_VETOED 0.97
#define PRIOR_SHARE 20.0 /* vetoed pairs that the share among all of them counts for */

/* What a margin costs that nobody would look at twice. */
#define LEAST_LINK 0.95

typedef struct
{
  double odds;   /* log2 */
  double weight; /* how many rows it stands for */
  guint32 edge;  /* of a taken pair */
} Item;

static const TieMatchEdge *
get_edge (const GArray *edges,
          guint i)
{
  return &g_array_index (edges, TieMatchEdge, i);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const Item *x = a, *y = b;

  if (x->odds != y->odds)
    return x->odds < y->odds ? 1 : -1;
  return x->weight < y->weight ? 1 : x->weight > y->weight ? -1 : 0;
}

static double
get_odds (double chance)
{
  return log2 (MAX (chance, 1e-7) / MAX (1 - chance, 1e-7));
}

/* The best partner of every sampled row in its own list, as it would look in the other one. */
static GArray *
find_false (GArray *const own[2],
            const gsize n_sampled[2],
            const gsize n_rows[2],
            double paired,
            gboolean is_vetoed)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));
  double prior = paired / ((n_rows[0] - paired) * (n_rows[1] - paired));
  gsize shorter = MIN (n_rows[0], n_rows[1]);

  for (guint side = 0; side < 2; side++)
    for (guint start = 0, end; start < own[side]->len; start = end)
      {
        const TieMatchEdge *best = get_edge (own[side], start);
        double all = 0;
        Item item;

        for (end = start; end < own[side]->len && get_edge (own[side], end)->left == get_edge (own[side], start)->left; end++)
          {
            const TieMatchEdge *edge = get_edge (own[side], end);

            all += exp2 (edge->bits / 256.0) * prior;
            if (edge->bits > best->bits || (edge->bits == best->bits && edge->is_vetoed < best->is_vetoed))
              best = edge;
          }
        item.odds = best->bits / 256.0 + log2 (prior) - log2 (1 + all - exp2 (best->bits / 256.0) * prior);
        item.weight = (shorter - paired) / MAX (n_sampled[side], 1) / 2;
        if (best->is_vetoed == is_vetoed)
          g_array_append_val (items, item);
      }
  g_array_sort (items, compare_items);
  return items;
}

typedef struct
{
  guint n;
  double wrong; /* share */
} Group;

/* Makes the share of wrong ones grow as the odds fall: neighbours that do not are put together. */
static guint
pool (Group *groups,
      guint n_groups)
{
  guint n = 0;

  for (guint i = 0; i < n_groups; i++)
    {
      groups[n++] = groups[i];
      while (n > 1 && groups[n - 2].wrong > groups[n - 1].wrong)
        {
          Group *a = &groups[n - 2], *b = &groups[n - 1];

          a->wrong = (a->wrong * a->n + b->wrong * b->n) / (a->n + b->n);
          a->n += b->n;
          n--;
        }
    }
  return n;
}

static void
correct_open (double *chances,
              const Item *items,
              Group group,
              double doubt)
{
  double wrong = 0, scale;

  for (guint i = 0; i < group.n; i++)
    wrong += 1 - chances[items[i].edge];
  scale = (OPEN_SHARE * group.wrong * group.n + PRIOR_WRONG * doubt) / (wrong + PRIOR_WRONG * doubt);
  scale = MAX (scale, wrong > DOUBTFUL * group.n ? LEAST_DOUBTFUL_SCALE : LEAST_SCALE);
  for (guint i = 0; i < group.n; i++)
    {
      double *chance = &chances[items[i].edge];

      *chance = rint (CLAMP (1 - scale * (1 - *chance), 0, SURE) * 1e6) / 1e6;
    }
}

static void
correct_vetoed (double *chances,
                const Item *items,
                Group group,
                double all_share,
                double doubt)
{
  double wrong = (group.n * group.wrong + PRIOR_SHARE * all_share + doubt) / (group.n + PRIOR_SHARE);

  for (guint i = 0; i < group.n; i++)
    chances[items[i].edge] = rint (MIN (SUREST_VETOED, 1 / (1 + VETOED_SHARE * wrong)) * 1e6) / 1e6;
}

static void
calibrate_class (double *chances,
                 GArray *items,
                 const GArray *false_items,
                 double doubt,
                 gboolean is_vetoed)
{
  Group groups[GROUPS + 2];
  guint n_groups = 0, size, next_false = 0, at = 0;
  double all_wrong = 0, all_share;

  if (items->len == 0)
    return;

  for (guint i = 0; i < false_items->len && g_array_index (false_items, Item, i).odds > 0; i++)
    all_wrong += g_array_index (false_items, Item, i).weight;
  for (guint i = 0; i < items->len && (g_array_index (items, Item, i).odds > 0 || i == 0); i++)
    n_groups = i + 1;
  all_share = MIN (all_wrong / n_groups, 1);

  n_groups = 0;
  size = MAX (SMALLEST_GROUP, items->len / GROUPS + 1);
  for (guint start = 0; start < items->len; start += size)
    {
      guint end = MIN (start + size, items->len);
      double least = end == items->len ? -G_MAXDOUBLE : g_array_index (items, Item, end).odds;
      double wrong = 0;

      for (; next_false < false_items->len && g_array_index (false_items, Item, next_false).odds > least; next_false++)
        wrong += g_array_index (false_items, Item, next_false).weight;
      groups[n_groups++] = (Group) { end - start, wrong / (end - start) };
    }
  n_groups = pool (groups, n_groups);

  for (guint i = 0; i < n_groups; i++)
    {
      const Item *first = &g_array_index (items, Item, at);

      if (is_vetoed)
        correct_vetoed (chances, first, groups[i], all_share, doubt);
      else
        correct_open (chances, first, groups[i], doubt);
      at += groups[i].n;
    }
}

void
tie_match_calibrate (const GArray *edges,
                     double *chances,
                     const GArray *taken,
                     GArray *const own[2],
                     const gsize n_sampled[2],
                     const gsize n_rows[2])
{
  double paired = 0;

  for (guint i = 0; i < taken->len; i++)
    paired += chances[g_array_index (taken, guint32, i)];
  paired = MIN (paired, MIN (n_rows[0], n_rows[1]) * 0.98);

  for (guint is_vetoed = 0; is_vetoed < 2; is_vetoed++)
    {
      g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
      g_autoptr (GArray) false_items = find_false (own, n_sampled, n_rows, paired, is_vetoed);

      for (guint i = 0; i < taken->len; i++)
        {
          guint32 edge = g_array_index (taken, guint32, i);
          Item item = { get_odds (chances[edge]), 1, edge };

          if (get_edge (edges, edge)->is_vetoed == is_vetoed)
            g_array_append_val (items, item);
        }
      g_array_sort (items, compare_items);
      calibrate_class (chances, items, false_items, 1 + FEW_ROWS / (n_sampled[0] + n_sampled[1] + 1), is_vetoed);
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? 1 : x > y ? -1 : 0;
}

double
tie_match_find_threshold (const GArray *edges,
                          const double *chances,
                          const GArray *taken,
                          double precision)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (double));
  double wrong = 0, threshold = 2;

  for (guint i = 0; i < taken->len; i++)
    {
      guint32 edge = g_array_index (taken, guint32, i);

      if (!get_edge (edges, edge)->is_vetoed && chances[edge] >= LEAST_LINK)
        g_array_append_val (open, chances[edge]);
    }
  g_array_sort (open, compare_doubles);
  for (guint i = 0; i < open->len; i++)
    {
      double chance = g_array_index (open, double, i);

      wrong += 1 - chance;
      /* pairs of one probability go together */
      if (wrong <= (1 - precision) * (i + 1) && (i + 1 == open->len || g_array_index (open, double, i + 1) < chance))
        threshold = chance;
    }
  return threshold;
}
