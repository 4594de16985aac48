/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-propose.h"

G_BEGIN_DECLS

/* Corrects the probabilities of the taken pairs by what each list, compared with itself, shows of chance: there the best
 * partner of a row is a wrong one by definition.  Values are changed in place.
 *
 * taken: indexes into edges.  chances: one for each edge.  own: edges of the sampled rows within their lists. */
void tie_match_calibrate (const GArray *edges,
                          double *chances,
                          const GArray *taken,
                          GArray *const own[2],
                          const gsize n_sampled[2],
                          const gsize n_rows[2]);

/* The least probability from which on the open pairs together are right as often as wanted; each for itself is at least
 * likely enough that a look at it would be wasted. */
double tie_match_find_threshold (const GArray *edges,
                                 const double *chances,
                                 const GArray *taken,
                                 double precision);

G_END_DECLS
