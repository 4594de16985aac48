/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-match-outcome.h"
#include "sync/tie-proposal.h"

G_BEGIN_DECLS

/* Checked when it is of the link band. */
TieProposal *tie_proposal_new (TieMatchOutcome *outcome,
                               const TieMatchProposal *proposal);

/* The word of a band, for suggestions too. */
const char *tie_proposal_word (TieMatchBand band,
                               gboolean is_exact);

G_END_DECLS
