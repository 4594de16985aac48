/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-groups.h"

G_BEGIN_DECLS

/* Turns bits into probabilities.  A row has one partner or none, so each pair is weighed against every other pair of
 * its two rows, and those again against theirs: a rival that is clearly taken by a better partner is none.
 *
 * The result has one value for each edge.  n_open: rows that have no partner yet.  first: the list whose rows weigh their
 * rivals first; where many pairs hang together it shows a little, so it must not be a matter of which list is left. */
double *tie_match_weigh_chances (const TieMatchGroups *groups,
                                 const GArray *edges,
                                 const gsize n_open[2],
                                 TieMatchSide first,
                                 guint threads);

/* Pairs of the edges, at most one for each row, the most probable first.  Values are indexes into edges. */
GArray *tie_match_assign (const TieMatchGroups *groups,
                          const GArray *edges,
                          const double *chances,
                          const gsize n_rows[2]);

void tie_match_sort_by_chance (GArray *taken,
                               const GArray *edges,
                               const double *chances);

G_END_DECLS
