/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-lists.h"
#include "match/tie-match-reasons.h"

G_BEGIN_DECLS

/* What the reasons are worth between these two lists. */
typedef struct
{
  TieMatchBits reasons[TIE_MATCH_N_REASONS];
  gboolean is_veto[TIE_MATCH_N_REASONS];
  TieMatchBits complete[TIE_MATCH_N_SHAPES]; /* for a name that agrees in all its words */
  TieMatchBits answered[TIE_MATCH_N_SHAPES]; /* for one that agrees in them, some in another form */
  TieMatchBits most_name_bits; /* different subjects do have one name: more than this a name cannot say */
} TieMatchModel;

#define TIE_MATCH_MAX_NOTES 16

/* A reason, and the words it is about, G_MAXUINT32 for none. */
typedef struct
{
  guint8 reason;
  guint32 left;
  guint32 right;
} TieMatchNote;

typedef struct
{
  TieMatchBits bits;       /* for and against being the same, names and facts, before the prior */
  TieMatchBits name_bits;  /* the part of it that the names give */
  TieMatchBits matched;    /* what the words that agree are worth */
  guint16 facts;           /* reasons from TIE_MATCH_FIRST_FACT on, a bit for each */
  gboolean is_vetoed;
  gboolean is_complete;    /* every word that counts is on both sides, letter by letter */
  gboolean is_answered;    /* every word that counts has its answer on the other side, if in another form */
  guint8 shape;            /* of the names that agree best */
  guint8 n_notes;
  TieMatchNote notes[TIE_MATCH_MAX_NOTES];
} TieMatchScore;

void tie_match_model_init (TieMatchModel *model);

/* What the facts of a pair add. */
TieMatchBits tie_match_model_weigh_facts (const TieMatchModel *model,
                                          guint16 facts);

/* Compares two rows, which may be of one list.  Gives the same when the rows change places. */
void tie_match_score_pair (const TieMatchLists *lists,
                           const TieMatchModel *model,
                           TieMatchSide left_side,
                           guint32 left,
                           TieMatchSide right_side,
                           guint32 right,
                           TieMatchScore *score);

G_END_DECLS
