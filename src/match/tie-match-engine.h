/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-learn.h"

G_BEGIN_DECLS

/* What tie_match_run() and its kin find, before it is put into proposals. */
typedef struct
{
  TieMatchLists *lists;  /* (owned) */
  TieMatchPostings *postings; /* (owned) */
  TieMatchModel model;
  GArray *edges;         /* (owned) (nullable) of TieMatchEdge, by left row */
  double *chances;       /* (owned) (nullable): one for each edge */
  GArray *taken;         /* (owned) (nullable) of guint32: the edges that make pairs, the surest first */
  double threshold;      /* from which probability on an open pair is linked */
} TieMatchEngine;

/* Reads the rows; right is NULL to compare a list with itself; threads is 0 for as many
 * as there are processors.  NULL with TIE_ERROR_INVALID. */
TieMatchEngine *tie_match_engine_new (TieMatchKind kind,
                                      const TieMatchRow *left,
                                      gsize n_left,
                                      const TieMatchRow *right,
                                      gsize n_right,
                                      guint threads,
                                      GError **error);
void tie_match_engine_free (TieMatchEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchEngine, tie_match_engine_free)

/* Learns, proposes, weighs, assigns and calibrates.  FALSE when cancelled. */
gboolean tie_match_engine_pair_lists (TieMatchEngine *self,
                                      const TieMatchOptions *options);

/* Pairs rows of the left list with others of it.  FALSE when cancelled. */
gboolean tie_match_engine_pair_doubles (TieMatchEngine *self,
                                        const TieMatchOptions *options);

/* Bits that make a pair as likely as not when every row of the longer list could be the one. */
TieMatchBits tie_match_get_prior (gsize n_rows);

/* Beyond what a name agrees so much says little more. */
TieMatchBits tie_match_get_most_name_bits (gsize n_rows);

G_END_DECLS
