/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-propose.h"

G_BEGIN_DECLS

/* What the lists teach without anyone telling which pairs are right.  Within one list every pair is wrong by
 * definition: that shows what chance looks like.  Between the lists the pairs that names alone make sure show what
 * right ones look like. */

/* Some rows of a list, the same whatever their order. */
GArray *tie_match_sample_rows (const TieMatchLists *lists,
                               TieMatchSide side,
                               gsize wanted);

/* How much oftener, or less often, than by chance two rows of one list have the same words: firms and codes, named to
 * be told apart, hardly ever; people as chance has it. */
void tie_match_learn_complete (TieMatchModel *model,
                               const TieMatchLists *lists,
                               GArray *const samples[2],
                               GArray *const own[2]);

/* Whether the lists word the same thing differently, as shops do with their goods.  Where many of the pairs that are
 * clearly the best have a word or number only on one side, that is no reason against a pair.  TRUE when the model
 * changed, and pairs have to be scored anew. */
gboolean tie_match_learn_wording (TieMatchModel *model,
                                  const TieMatchLists *lists,
                                  const GArray *edges,
                                  GArray *const own[2],
                                  TieMatchBits least_matched);

/* Which words look like forms of one and are two.  TRUE when there are any. */
gboolean tie_match_learn_apart (TieMatchLists *lists,
                                const TieMatchModel *model,
                                const GArray *edges,
                                GArray *const own[2]);

/* What a word or a middle name on one side only says in these lists. */
void tie_match_learn_habits (TieMatchModel *model,
                             const TieMatchLists *lists,
                             const GArray *edges,
                             GArray *const own[2],
                             TieMatchBits least,
                             TieMatchBits least_matched);

/* What agreement and disagreement of each field is worth. */
void tie_match_learn_facts (TieMatchModel *model,
                            const GArray *edges,
                            const double *chances,
                            const GArray *known,
                            GArray *const own[2],
                            const gsize n_rows[2],
                            TieMatchBits least);
gboolean tie_match_has_facts (const GArray *edges);

/* Counts the bits of the edges anew. */
void tie_match_apply_model (const TieMatchModel *model,
                            GArray *edges);

G_END_DECLS
