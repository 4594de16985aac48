/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include <gio/gio.h>

#include "match/tie-match-engine.h"
#include "match/tie-match-explain.h"
#include "match/tie-match.h"

#define LEAST_CHANCE 0.02 /* of a pair worth a look */

struct _TieMatchResult
{
  TieMatchEngine *engine;        /* (owned) */
  guint32 *starts;               /* (owned): left row → first of its edges */
  TieMatchCandidate *candidates; /* (owned): one for each edge */
  GArray *proposals;             /* (owned) of TieMatchProposal */
  double expected_wrong;
  const TieMatchRow *rows[2];    /* as given; of doubles both are the one list */
};

static const TieMatchOptions default_options = { 0 };

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const TieMatchCandidate *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  return x->right < y->right ? -1 : x->right > y->right;
}

static void
fill_candidates (TieMatchResult *self)
{
  const GArray *edges = self->engine->edges;
  gsize n_left = tie_match_lists_count (self->engine->lists, TIE_MATCH_LEFT);

  self->starts = g_new0 (guint32, n_left + 1);
  self->candidates = g_new (TieMatchCandidate, edges->len + 1);
  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);

      self->candidates[i] = (TieMatchCandidate) { edge->right, self->engine->chances[i] };
      self->starts[edge->left + 1]++;
    }
  for (gsize i = 0; i < n_left; i++)
    {
      self->starts[i + 1] += self->starts[i];
      qsort (self->candidates + self->starts[i], self->starts[i + 1] - self->starts[i], sizeof *self->candidates, compare_candidates);
    }
}

static gboolean
is_exact (const TieMatchResult *self,
          const TieMatchEdge *edge)
{
  const TieMatchLists *lists = self->engine->lists;
  const TieMatchEntry *entry = tie_match_lists_get_entry (lists, TIE_MATCH_LEFT, edge->left);

  return edge->is_complete && !edge->is_vetoed &&
         tie_match_postings_is_only (self->engine->postings, tie_match_lists_get_name (lists, TIE_MATCH_LEFT, entry->first_name)->key);
}

static void
fill_proposals (TieMatchResult *self)
{
  const TieMatchEngine *engine = self->engine;

  self->proposals = g_array_sized_new (FALSE, FALSE, sizeof (TieMatchProposal), engine->taken->len);
  for (guint i = 0; i < engine->taken->len; i++)
    {
      guint32 index = g_array_index (engine->taken, guint32, i);
      const TieMatchEdge *edge = &g_array_index (engine->edges, TieMatchEdge, index);
      TieMatchProposal proposal = { edge->left, edge->right, engine->chances[index] };

      if (proposal.score >= engine->threshold && !edge->is_vetoed)
        proposal.band = TIE_MATCH_LINK;
      else
        proposal.band = proposal.score >= LEAST_CHANCE ? TIE_MATCH_REVIEW : TIE_MATCH_LEAVE;
      proposal.is_exact = proposal.band == TIE_MATCH_LINK && is_exact (self, edge);
      proposal.n_candidates = self->starts[edge->left + 1] - self->starts[edge->left];
      if (proposal.band == TIE_MATCH_LINK)
        self->expected_wrong += 1 - proposal.score;
      g_array_append_val (self->proposals, proposal);
    }
}

static TieMatchResult *
take_result (TieMatchEngine *engine,
             const TieMatchRow *left,
             const TieMatchRow *right,
             gboolean is_done,
             GError **error)
{
  g_autoptr (TieMatchEngine) owned = engine;
  TieMatchResult *self;

  if (!is_done)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      return NULL;
    }
  self = g_new0 (TieMatchResult, 1);
  self->engine = g_steal_pointer (&owned);
  self->rows[TIE_MATCH_LEFT] = left;
  self->rows[TIE_MATCH_RIGHT] = right;
  fill_candidates (self);
  fill_proposals (self);
  return self;
}

TieMatchResult *
tie_match_run (const TieMatchRow *left,
               gsize n_left,
               const TieMatchRow *right,
               gsize n_right,
               const TieMatchOptions *options,
               GError **error)
{
  TieMatchEngine *engine;

  if (options == NULL)
    options = &default_options;
  engine = tie_match_engine_new (options->kind, left, n_left, right, n_right, options->threads, error);
  return engine != NULL ? take_result (engine, left, right, tie_match_engine_pair_lists (engine, options), error) : NULL;
}

TieMatchResult *
tie_match_find_doubles (const TieMatchRow *rows,
                        gsize n_rows,
                        const TieMatchOptions *options,
                        GError **error)
{
  TieMatchEngine *engine;

  if (options == NULL)
    options = &default_options;
  engine = tie_match_engine_new (options->kind, rows, n_rows, NULL, 0, options->threads, error);
  return engine != NULL ? take_result (engine, rows, rows, tie_match_engine_pair_doubles (engine, options), error) : NULL;
}

void
tie_match_result_free (TieMatchResult *self)
{
  if (self == NULL)
    return;
  tie_match_engine_free (self->engine);
  g_array_unref (self->proposals);
  g_free (self->starts);
  g_free (self->candidates);
  g_free (self);
}

const TieMatchProposal *
tie_match_result_get_proposals (const TieMatchResult *self,
                                gsize *n_proposals)
{
  *n_proposals = self->proposals->len;
  return (const TieMatchProposal *) self->proposals->data;
}

const TieMatchCandidate *
tie_match_result_get_candidates (const TieMatchResult *self,
                                 guint left,
                                 guint *n_candidates)
{
  *n_candidates = self->starts[left + 1] - self->starts[left];
  return self->candidates + self->starts[left];
}

double
tie_match_result_get_expected_wrong (const TieMatchResult *self)
{
  return self->expected_wrong;
}

char *
tie_match_result_explain (const TieMatchResult *self,
                          guint left,
                          guint right)
{
  TieMatchSide right_side = tie_match_lists_count (self->engine->lists, TIE_MATCH_RIGHT) > 0 ? TIE_MATCH_RIGHT : TIE_MATCH_LEFT;
  TieMatchScore score;

  tie_match_score_pair (self->engine->lists, &self->engine->model, TIE_MATCH_LEFT, left, right_side, right, &score);
  return tie_match_explain_score (self->engine->lists, &self->engine->model, &score, &self->rows[TIE_MATCH_LEFT][left], &self->rows[TIE_MATCH_RIGHT][right]);
}
