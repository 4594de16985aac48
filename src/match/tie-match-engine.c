/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "base/tie-error.h"
#include "match/tie-match-assign.h"
#include "match/tie-match-calibrate.h"
#include "match/tie-match-engine.h"
#include "match/tie-match-share.h"

#define SAMPLE 3000               /* rows of each list that are compared with their own list */
#define LEAST_BITS 9              /* below the prior where a pair is not worth keeping, */
#define LEAST_MATCHED 2           /* unless so many bits more than the prior of its names agree */
#define NAME_BITS TIE_MATCH_BITS (8.5) /* one in 360 rows has a namesake that is somebody else, at most */
#define ROUNDS 3                  /* of learning from chances, and chances from what was learned */
#define DOUBLES 16.0              /* one row in so many may have a double */

TieMatchBits
tie_match_get_prior (gsize n_rows)
{
  return TIE_MATCH_BITS (log2 (n_rows + 1));
}

TieMatchBits
tie_match_get_most_name_bits (gsize n_rows)
{
  return tie_match_get_prior (n_rows) + NAME_BITS;
}

/* A list while it is taken apart, beside the other one. */
typedef struct
{
  TieMatchLists *lists; /* (owned) */
  const TieMatchRow *rows;
  gsize n_rows;
  GError *error;        /* (owned) (nullable) */
} Reading;

static void
reading_clear (Reading *self)
{
  tie_match_lists_free (self->lists);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static void
read_list (gsize side,
           gsize end,
           guint thread,
           gpointer data)
{
  Reading *self = ((Reading **) data)[side];
  const char *list = side == TIE_MATCH_LEFT ? "left" : "right";
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < self->n_rows; i++)
    {
      if (!tie_match_lists_add (self->lists, side, &self->rows[i], &self->error))
        {
          g_prefix_error (&self->error, "%s list, row %" G_GSIZE_FORMAT ": ", list, i + 1);
          return;
        }
      if (!g_hash_table_add (ids, (char *) self->rows[i].id))
        {
          g_set_error (&self->error, TIE_ERROR, TIE_ERROR_INVALID, "%s list, row %" G_GSIZE_FORMAT ": id “%s” is there twice", list, i + 1, self->rows[i].id);
          return;
        }
    }
}

TieMatchEngine *
tie_match_engine_new (TieMatchKind kind,
                      const TieMatchRow *left,
                      gsize n_left,
                      const TieMatchRow *right,
                      gsize n_right,
                      guint threads,
                      GError **error)
{
  g_autoptr (TieMatchEngine) self = g_new0 (TieMatchEngine, 1);
  g_auto (Reading) reading_left = { tie_match_lists_new (kind), left, n_left };
  g_auto (Reading) reading_right = { tie_match_lists_new (kind), right, n_right };
  gsize n_rows[2] = { n_left, n_right };

  tie_match_share (tie_match_count_threads (threads), 2, 1, read_list, (Reading *[]) { &reading_left, &reading_right });
  if (reading_left.error != NULL || reading_right.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer ((reading_left.error != NULL ? &reading_left.error : &reading_right.error)));
      return NULL;
    }

  self->lists = g_steal_pointer (&reading_left.lists);
  tie_match_lists_take (self->lists, reading_right.lists, TIE_MATCH_RIGHT);
  tie_match_lists_learn (self->lists);
  tie_match_words_weigh (self->lists->words, n_rows);
  tie_match_model_init (&self->model);
  self->model.most_name_bits = tie_match_get_most_name_bits (MAX (n_left, n_right));

  self->postings = tie_match_postings_new (self->lists, tie_match_count_threads (threads));
  return g_steal_pointer (&self);
}

void
tie_match_engine_free (TieMatchEngine *self)
{
  if (self == NULL)
    return;
  tie_match_lists_free (self->lists);
  tie_match_postings_free (self->postings);
  g_clear_pointer (&self->edges, g_array_unref);
  g_clear_pointer (&self->taken, g_array_unref);
  g_free (self->chances);
  g_free (self);
}

static gboolean
is_cancelled (const TieMatchOptions *options)
{
  return options->cancelled != NULL && g_atomic_int_get (options->cancelled) != 0;
}

static int
compare_edges (const void *a,
               const void *b)
{
  const TieMatchEdge *x = a, *y = b;

  if (x->bits != y->bits)
    return x->bits < y->bits ? 1 : -1;
  if (x->tie != y->tie)
    return x->tie < y->tie ? 1 : -1;
  return x->right < y->right ? -1 : x->right > y->right;
}

/* They come by left row; each row's in an order that does not depend on how they were found. */
static void
sort_edges (GArray *edges)
{
  const TieMatchEdge *all = (const TieMatchEdge *) edges->data;

  for (guint start = 0, end; start < edges->len; start = end)
    {
      for (end = start + 1; end < edges->len && all[end].left == all[start].left; end++)
        ;
      if (end - start > 1)
        qsort (&g_array_index (edges, TieMatchEdge, start), end - start, sizeof (TieMatchEdge), compare_edges);
    }
}

/* Links already made: their rows take part in nothing more, but show what right pairs look like. */
static GArray *
take_known (TieMatchEngine *self,
            const TieMatchOptions *options)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (TieMatchEdge));

  for (gsize i = 0; i < options->n_known; i++)
    {
      const TieMatchPair *pair = &options->known[i];
      TieMatchScore score;
      TieMatchEdge edge;

      tie_match_score_pair (self->lists, &self->model, TIE_MATCH_LEFT, pair->left, TIE_MATCH_RIGHT, pair->right, &score);
      edge = tie_match_make_edge (pair->left, pair->right, &score);
      g_array_append_val (known, edge);
      tie_match_lists_get_entry (self->lists, TIE_MATCH_LEFT, pair->left)->is_out = TRUE;
      tie_match_lists_get_entry (self->lists, TIE_MATCH_RIGHT, pair->right)->is_out = TRUE;
    }
  return known;
}

static GHashTable *
collect_never (const TieMatchOptions *options)
{
  GHashTable *never = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (gsize i = 0; i < options->n_never; i++)
    {
      gint64 pair = (gint64) options->never[i].left << 32 | options->never[i].right;

      g_hash_table_add (never, g_memdup2 (&pair, sizeof pair));
    }
  return never;
}

/* A list to begin with, the same whichever of them is left. */
static TieMatchSide
get_first_side (const TieMatchLists *lists)
{
  gsize n_rows[2] = { tie_match_lists_count (lists, TIE_MATCH_LEFT), tie_match_lists_count (lists, TIE_MATCH_RIGHT) };
  guint64 sums[2] = { 0 };

  if (n_rows[0] != n_rows[1])
    return n_rows[0] < n_rows[1] ? TIE_MATCH_LEFT : TIE_MATCH_RIGHT;
  for (guint side = 0; side < 2; side++)
    for (guint32 i = 0; i < n_rows[side]; i++)
      sums[side] += tie_match_lists_get_entry (lists, side, i)->tie;
  return sums[0] <= sums[1] ? TIE_MATCH_LEFT : TIE_MATCH_RIGHT;
}

static void
search_init (TieMatchSearch *search,
             const TieMatchEngine *self,
             const TieMatchOptions *options)
{
  gsize longer = MAX (tie_match_lists_count (self->lists, 0), tie_match_lists_count (self->lists, 1));

  *search = (TieMatchSearch) {
    .lists = self->lists,
    .postings = self->postings,
    .model = &self->model,
    .least = tie_match_get_prior (longer) - TIE_MATCH_BITS (LEAST_BITS),
    .least_matched = tie_match_get_prior (longer) + TIE_MATCH_BITS (LEAST_MATCHED),
    .threads = tie_match_count_threads (options->threads),
    .cancelled = options->cancelled,
  };
}

/* The sampled rows of both lists, each compared with its own list. */
typedef struct
{
  GArray *rows[2];
  GArray *edges[2];
} OwnPairs;

static void
own_pairs_find (OwnPairs *own,
                const TieMatchSearch *search)
{
  for (guint side = 0; side < 2; side++)
    {
      if (own->rows[side] == NULL)
        own->rows[side] = tie_match_sample_rows (search->lists, side, SAMPLE);
      g_clear_pointer (&own->edges[side], g_array_unref);
      own->edges[side] = tie_match_propose_own (search, side, (const guint32 *) own->rows[side]->data, own->rows[side]->len);
      sort_edges (own->edges[side]);
    }
}

static void
own_pairs_clear (OwnPairs *own)
{
  for (guint side = 0; side < 2; side++)
    {
      g_clear_pointer (&own->rows[side], g_array_unref);
      g_clear_pointer (&own->edges[side], g_array_unref);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OwnPairs, own_pairs_clear)

gboolean
tie_match_engine_pair_lists (TieMatchEngine *self,
                             const TieMatchOptions *options)
{
  gsize n_rows[2] = { tie_match_lists_count (self->lists, TIE_MATCH_LEFT), tie_match_lists_count (self->lists, TIE_MATCH_RIGHT) };
  gsize n_open[2] = { n_rows[0] - options->n_known, n_rows[1] - options->n_known };
  g_autoptr (GHashTable) never = collect_never (options);
  g_autoptr (GArray) known = take_known (self, options);
  g_autoptr (TieMatchGroups) groups = NULL;
  g_auto (OwnPairs) own = { { NULL } };
  TieMatchSide first = get_first_side (self->lists);
  TieMatchSearch search;

  search_init (&search, self, options);
  own_pairs_find (&own, &search);
  tie_match_learn_complete (&self->model, self->lists, own.rows, own.edges);

  search.never = never;
  search.progress = options->progress;
  search.progress_data = options->progress_data;
  self->edges = tie_match_propose (&search);
  search.progress = NULL;
  if (is_cancelled (options))
    return FALSE;
  if (tie_match_learn_wording (&self->model, self->lists, self->edges, own.edges, search.least_matched))
    {
      g_array_unref (self->edges);
      self->edges = tie_match_propose (&search);
      own_pairs_find (&own, &search);
    }

  tie_match_learn_apart (self->lists, &self->model, self->edges, own.edges);
  tie_match_learn_habits (&self->model, self->lists, self->edges, own.edges, tie_match_get_prior (MAX (n_rows[0], n_rows[1])), search.least_matched);
  tie_match_score_anew (&search, self->edges, TIE_MATCH_LEFT, TIE_MATCH_RIGHT);
  for (guint side = 0; side < 2; side++)
    tie_match_score_anew (&search, own.edges[side], side, side);

  sort_edges (self->edges);
  groups = tie_match_groups_new (self->edges, n_rows[1]);
  for (guint round = 0; round < ROUNDS && tie_match_has_facts (self->edges); round++)
    {
      g_autofree double *chances = tie_match_weigh_chances (groups, self->edges, n_open, first, search.threads);

      tie_match_learn_facts (&self->model, self->edges, chances, known, own.edges, n_rows, search.least + TIE_MATCH_BITS (2));
      tie_match_apply_model (&self->model, self->edges);
    }
  for (guint side = 0; side < 2; side++)
    tie_match_apply_model (&self->model, own.edges[side]);

  self->chances = tie_match_weigh_chances (groups, self->edges, n_open, first, search.threads);
  self->taken = tie_match_assign (groups, self->edges, self->chances, n_rows);
  tie_match_calibrate (self->edges, self->chances, self->taken, own.edges, (gsize[2]) { own.rows[0]->len, own.rows[1]->len }, n_open);
  tie_match_sort_by_chance (self->taken, self->edges, self->chances);
  self->threshold = tie_match_find_threshold (self->edges, self->chances, self->taken,
                                              options->precision > 0 ? options->precision : TIE_MATCH_DEFAULT_PRECISION);
  return !is_cancelled (options);
}

gboolean
tie_match_engine_pair_doubles (TieMatchEngine *self,
                               const TieMatchOptions *options)
{
  gsize n_rows = tie_match_lists_count (self->lists, TIE_MATCH_LEFT);
  g_autofree guint32 *rows = g_new (guint32, n_rows + 1);
  g_autoptr (GArray) both_ways = NULL;
  g_autoptr (TieMatchGroups) groups = NULL;
  TieMatchSearch search;

  for (guint32 i = 0; i < n_rows; i++)
    rows[i] = i;
  search_init (&search, self, options);
  both_ways = tie_match_propose_own (&search, TIE_MATCH_LEFT, rows, n_rows);

  self->edges = g_array_new (FALSE, FALSE, sizeof (TieMatchEdge));
  for (guint i = 0; i < both_ways->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (both_ways, TieMatchEdge, i);

      if (edge->left < edge->right && !edge->is_vetoed)
        g_array_append_val (self->edges, *edge);
    }
  sort_edges (self->edges);

  /* a row may have several doubles, so they are no rivals */
  self->chances = g_new (double, self->edges->len + 1);
  for (guint i = 0; i < self->edges->len; i++)
    {
      double odds = exp2 (g_array_index (self->edges, TieMatchEdge, i).bits / 256.0) / (DOUBLES * n_rows);

      self->chances[i] = odds / (1 + odds);
    }
  groups = tie_match_groups_new (self->edges, n_rows);
  self->taken = tie_match_assign (groups, self->edges, self->chances, (gsize[2]) { n_rows, n_rows });
  self->threshold = 2;
  return !is_cancelled (options);
}
