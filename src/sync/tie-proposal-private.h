/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-crosswalk.h"
#include "sync/tie-match-outcome.h"
#include "sync/tie-proposal.h"

G_BEGIN_DECLS

/* Checked when it is of the link band. */
TieProposal *tie_proposal_new (TieMatchOutcome *outcome,
                               const TieMatchProposal *proposal);

/* Of a row that changed after the run: suggestions holds TieSuggestion, best first, and is kept. */
TieProposal *tie_proposal_new_from_suggestions (TiePairRow *left,
                                                GPtrArray *suggestions,
                                                guint proposed,
                                                TieMatchBand band,
                                                gboolean is_exact);

guint tie_proposal_count_candidates (TieProposal *self);
TiePairRow *tie_proposal_get_candidate (TieProposal *self,
                                        guint position,
                                        double *score /* nullable */);
/* What the engine chose, whichever candidate is looked at. */
TiePairRow *tie_proposal_get_proposed (TieProposal *self);

/* The word of a band, for suggestions too. */
const char *tie_proposal_word (TieMatchBand band,
                               gboolean is_exact);

G_END_DECLS
