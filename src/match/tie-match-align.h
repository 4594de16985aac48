/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-score.h"

G_BEGIN_DECLS

/* A name on its side. */
typedef struct
{
  const TieMatchName *name;
  const TieMatchNameWord *words;
  TieMatchSide side; /* of the list it is in */
} TieMatchSpelling;

/* Lets each word of one name answer a word of the other, and notes what is left over.  Fills score anew. */
void tie_match_align_names (const TieMatchLists *lists,
                            const TieMatchModel *model,
                            TieMatchSpelling left,
                            TieMatchSpelling right,
                            TieMatchScore *score);

/* Adds a reason to the score. */
void tie_match_score_note (TieMatchScore *score,
                           const TieMatchModel *model,
                           TieMatchReason reason,
                           guint32 left,
                           guint32 right);

G_END_DECLS
