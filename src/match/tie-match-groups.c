/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <string.h>

#include "match/tie-match-groups.h"

static const TieMatchEdge *
get_edge (const GArray *edges,
          guint32 i)
{
  return &g_array_index (edges, TieMatchEdge, i);
}

/* The right row that stands for all of its group. */
static guint32
find_root (guint32 *parents,
           guint32 row)
{
  while (parents[row] != row)
    row = parents[row] = parents[parents[row]];
  return row;
}

static guint32 *
join_right_rows (const GArray *edges,
                 gsize n_right)
{
  guint32 *parents = g_new (guint32, n_right + 1);

  for (guint32 i = 0; i < n_right; i++)
    parents[i] = i;
  for (guint32 i = 1; i < edges->len; i++)
    if (get_edge (edges, i)->left == get_edge (edges, i - 1)->left)
      {
        guint32 a = find_root (parents, get_edge (edges, i - 1)->right);
        guint32 b = find_root (parents, get_edge (edges, i)->right);

        parents[MAX (a, b)] = MIN (a, b);
      }
  return parents;
}

/* Counts become the first place of each, and the first place behind them all. */
static void
counts_to_starts (guint32 *counts,
                  gsize n)
{
  guint32 sum = 0;

  for (gsize i = 0; i <= n; i++)
    {
      guint32 count = counts[i];

      counts[i] = sum;
      sum += count;
    }
}

/* Group of each right row that has an edge, in the order of the edges. */
static guint32 *
number_groups (TieMatchGroups *self,
               const GArray *edges,
               gsize n_right)
{
  g_autofree guint32 *roots = join_right_rows (edges, n_right);
  guint32 *groups = g_new (guint32, n_right + 1);

  for (gsize i = 0; i < n_right; i++)
    groups[i] = G_MAXUINT32;
  for (guint32 i = 0; i < edges->len; i++)
    {
      guint32 row = get_edge (edges, i)->right;
      guint32 root = find_root (roots, row);

      if (groups[root] == G_MAXUINT32)
        groups[root] = self->n_groups++;
      groups[row] = groups[root];
    }
  return groups;
}

/* Three times the edges are put in order by counting: by group, by right row, and that order by group again. */
TieMatchGroups *
tie_match_groups_new (const GArray *edges,
                      gsize n_right)
{
  TieMatchGroups *self = g_new0 (TieMatchGroups, 1);
  g_autofree guint32 *groups = number_groups (self, edges, n_right);
  g_autofree guint32 *next = g_new (guint32, self->n_groups + 1);
  g_autofree guint32 *next_of_row = g_new0 (guint32, n_right + 1);
  g_autofree guint32 *by_row = g_new (guint32, edges->len + 1);

  self->n_edges = edges->len;
  self->starts = g_new0 (guint32, self->n_groups + 1);
  self->edges = g_new (guint32, edges->len + 1);
  self->by_right = g_new (guint32, edges->len + 1);
  self->ends = g_new0 (guint8, edges->len + 1);

  for (guint32 i = 0; i < edges->len; i++)
    {
      self->starts[groups[get_edge (edges, i)->right]]++;
      next_of_row[get_edge (edges, i)->right]++;
    }
  counts_to_starts (self->starts, self->n_groups);
  counts_to_starts (next_of_row, n_right);

  memcpy (next, self->starts, sizeof *next * self->n_groups);
  for (guint32 i = 0; i < edges->len; i++)
    self->edges[next[groups[get_edge (edges, i)->right]]++] = i;
  for (guint32 place = 0; place < edges->len; place++)
    by_row[next_of_row[get_edge (edges, self->edges[place])->right]++] = place;
  memcpy (next, self->starts, sizeof *next * self->n_groups);
  for (guint32 i = 0; i < edges->len; i++)
    {
      guint32 group = groups[get_edge (edges, self->edges[by_row[i]])->right];

      self->by_right[next[group]++] = by_row[i] - self->starts[group];
    }

  for (guint group = 0; group < self->n_groups; group++)
    {
      guint32 start = self->starts[group];
      guint32 end = self->starts[group + 1];

      self->largest = MAX (self->largest, end - start);
      for (guint32 place = start; place < end; place++)
        {
          const guint32 *edge = &self->edges[place];
          const guint32 *by_right = &self->by_right[place];

          if (place + 1 == end || get_edge (edges, edge[0])->left != get_edge (edges, edge[1])->left)
            self->ends[place] |= TIE_MATCH_ENDS_LEFT;
          if (place + 1 == end ||
              get_edge (edges, self->edges[start + by_right[0]])->right != get_edge (edges, self->edges[start + by_right[1]])->right)
            self->ends[place] |= TIE_MATCH_ENDS_RIGHT;
        }
    }
  return self;
}

void
tie_match_groups_free (TieMatchGroups *self)
{
  if (self == NULL)
    return;
  g_free (self->starts);
  g_free (self->edges);
  g_free (self->by_right);
  g_free (self->ends);
  g_free (self);
}
