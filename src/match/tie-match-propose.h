/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-postings.h"
#include "match/tie-match-score.h"

G_BEGIN_DECLS

/* A pair worth keeping. */
typedef struct
{
  guint32 left;
  guint32 right;
  TieMatchBits bits;
  TieMatchBits name_bits;
  TieMatchBits matched;
  guint32 tie; /* the same whichever row is left */
  guint16 facts;
  guint8 shape;
  guint8 is_vetoed : 1;
  guint8 is_complete : 1;
  guint8 is_answered : 1;
  guint8 has_relation : 1; /* one of its words has another form on the other side */
  guint8 has_extra_word : 1;
  guint8 has_extra_middle : 1;
} TieMatchEdge;

TieMatchEdge tie_match_make_edge (guint32 left,
                                  guint32 right,
                                  const TieMatchScore *score);

typedef struct
{
  const TieMatchLists *lists;
  const TieMatchPostings *postings;
  const TieMatchModel *model;
  TieMatchBits least;      /* pairs with fewer bits are dropped */
  TieMatchBits least_matched; /* unless so much of the names agrees */
  const GHashTable *never; /* (nullable): of gint64, left << 32 | right */
  guint threads;
  const gint *cancelled;   /* (nullable) */
  TieMatchProgress progress; /* (nullable) */
  gpointer progress_data;
} TieMatchSearch;

/* Every pair of a left and a right row that share a key, scored; ordered by left row.  Incomplete when cancelled. */
GArray *tie_match_propose (const TieMatchSearch *search);

/* What a thread remembers between rows. */
typedef struct
{
  GArray *stamps; /* (owned) of guint32: row of the other list → the last row that was paired with it */
  guint32 stamp;
  GArray *pairs;  /* (owned) of TieMatchPair, not yet scored */
} TieMatchRoom;

void tie_match_room_init (TieMatchRoom *self);
void tie_match_room_clear (TieMatchRoom *self);

/* Scores the edges that what was learned meanwhile may have changed. */
void tie_match_score_anew (const TieMatchSearch *search,
                           GArray *edges,
                           TieMatchSide left_side,
                           TieMatchSide right_side);

/* The pairs of one row with rows of another list, or other rows of its own. */
void tie_match_propose_row (const TieMatchSearch *search,
                            TieMatchSide from,
                            guint32 row,
                            TieMatchSide to,
                            TieMatchRoom *room,
                            GArray *found);

/* The pairs of the given rows with other rows of their own list. */
GArray *tie_match_propose_own (const TieMatchSearch *search,
                               TieMatchSide side,
                               const guint32 *rows,
                               gsize n_rows);

/* (transfer container): the best edge of each row at one end, by the row's number; NULL where it has none. */
const TieMatchEdge **tie_match_find_best (const GArray *edges,
                                          gsize n_rows,
                                          TieMatchSide end);

G_END_DECLS
