/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-propose.h"

G_BEGIN_DECLS

/* Edges that share a row, and those that share a row with them, make a group: what is found out in one says nothing
 * about another.  Most groups have a handful of edges, so each is worked out in memory that is near, on whatever thread.
 *
 * A place is the number of an edge when they are put in the order of the groups. */
typedef struct
{
  guint n_groups;
  guint n_edges;
  guint32 *starts;    /* (owned) group → its first place; one more at the end */
  guint32 *edges;     /* (owned) place → edge; those of one left row side by side */
  guint32 *by_right;  /* (owned) the places of each group again, less its first, those of one right row side by side */
  guint8 *ends;       /* (owned) place → TIE_MATCH_ENDS_* */
  guint largest;      /* edges of a group */
} TieMatchGroups;

#define TIE_MATCH_ENDS_LEFT 1  /* the last place of a left row, in edges */
#define TIE_MATCH_ENDS_RIGHT 2 /* the last one of a right row, in by_right */

/* Edges are ordered by left row. */
TieMatchGroups *tie_match_groups_new (const GArray *edges,
                                      gsize n_right);
void tie_match_groups_free (TieMatchGroups *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchGroups, tie_match_groups_free)

G_END_DECLS
