/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-score.h"

G_BEGIN_DECLS

/* The strongest reasons of a score as a short translated phrase: “same name without “LLC””, “Bright/Brite; same phone”.
 * Words are shown as the rows write them; where a row is NULL, with a capital.  The caller frees it. */
char *tie_match_explain_score (const TieMatchLists *lists,
                               const TieMatchModel *model,
                               const TieMatchScore *score,
                               const TieMatchRow *left,
                               const TieMatchRow *right);

G_END_DECLS
