/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match.h"
#include "sync/tie-pair-row.h"

G_BEGIN_DECLS

/* A pair that Automatch proposes and a person decides on.  Properties: "left-name", "right-name", "score" (guint 0–100),
 * "word", "score-text" ("93 Strong"), "reason", "band" (guint TieMatchBand), "is-checked" (writable), "position" and
 * "n-candidates" (for "1 of 2"; position counts from 1). */
#define TIE_TYPE_PROPOSAL (tie_proposal_get_type ())
G_DECLARE_FINAL_TYPE (TieProposal, tie_proposal, TIE, PROPOSAL, GObject)

TiePairRow *tie_proposal_get_left (TieProposal *self);
TiePairRow *tie_proposal_get_right (TieProposal *self);
guint tie_proposal_get_score (TieProposal *self); /* 100 × probability, rounded down */
const char *tie_proposal_get_word (TieProposal *self); /* "Exact", "Strong", "Possible", "No match" */
TieMatchBand tie_proposal_get_band (TieProposal *self);
char *tie_proposal_dup_reason (TieProposal *self);
gboolean tie_proposal_get_is_exact (TieProposal *self);
gboolean tie_proposal_get_is_checked (TieProposal *self);
void tie_proposal_set_is_checked (TieProposal *self,
                                  gboolean is_checked);

/* Steps through the candidates of its left row (same order every time); FALSE at the end.  A candidate stepped to is
 * never checked and never better than possible: a person looked for it. */
gboolean tie_proposal_step (TieProposal *self,
                            int direction);

G_END_DECLS
