/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-keys.h"

G_BEGIN_DECLS

/* A key, and where its rows are in the array of each list. */
typedef struct
{
  guint64 key;
  guint32 starts[2];
  guint32 counts[2]; /* rows that have it, those put in later among them */
} TieMatchPosting;

/* Which rows of either list have a key, and which keys a row has.  Keys are known by their number in the order in which
 * they were first seen.  Made whole, so that all of it is flat arrays; the few rows that an index gets later stand apart. */
typedef struct
{
  GArray *postings;       /* (owned) of TieMatchPosting: number → key */
  guint32 *slots;         /* (owned) hash table: number + 1 */
  gsize n_slots;
  guint32 *rows[2];       /* (owned) the rows of each key, side by side */
  GArray *row_keys[2];    /* (owned) of guint32: the numbers of the keys of each row, side by side */
  guint32 *row_starts[2]; /* (owned) row → its first in row_keys; one more at the end */
  gsize n_rows[2];        /* when it was made */
  GHashTable *late;       /* (owned) number → GArray of guint32: rows put into the right list later */
  guint32 common;         /* see TieMatchLists */
} TieMatchPostings;

TieMatchPostings *tie_match_postings_new (const TieMatchLists *lists,
                                          guint threads);
void tie_match_postings_free (TieMatchPostings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieMatchPostings, tie_match_postings_free)

/* Puts in a row of the right list that came later. */
void tie_match_postings_add (TieMatchPostings *self,
                             const TieMatchLists *lists,
                             guint32 row);

/* The numbers of the keys that the row shares with any other; room is for a row that came later.  Returns how many. */
guint tie_match_postings_get_keys (const TieMatchPostings *self,
                                   const TieMatchLists *lists,
                                   TieMatchSide side,
                                   guint32 row,
                                   guint32 room[TIE_MATCH_MAX_KEYS],
                                   const guint32 **keys);

/* FALSE when too many rows have the key. */
static inline gboolean
tie_match_postings_is_useful (const TieMatchPostings *self,
                              const TieMatchPosting *posting)
{
  return MAX (posting->counts[0], posting->counts[1]) <= MAX (tie_match_get_widest (posting->key), self->common);
}

/* TRUE when one row of each list, and no other, has a name of this key. */
gboolean tie_match_postings_is_only (const TieMatchPostings *self,
                                     guint64 name_key);

G_END_DECLS
