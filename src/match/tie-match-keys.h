/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "match/tie-match-lists.h"

G_BEGIN_DECLS

/* Two rows are compared only when they have a key in common: a rare word, two common words, the same e-mail. */

#define TIE_MATCH_MAX_KEYS 160

/* The keys of a row, each once.  Returns how many. */
guint tie_match_collect_keys (const TieMatchLists *lists,
                              TieMatchSide side,
                              guint32 row,
                              guint64 keys[TIE_MATCH_MAX_KEYS]);

typedef struct
{
  guint64 key;
  guint32 heads[2];  /* last row put in, as index of a node + 1 */
  guint32 counts[2];
} TieMatchKey;

typedef struct
{
  guint32 row;
  guint32 next; /* node + 1 */
} TieMatchNode;

/* Which rows of either list have a key. */
typedef struct
{
  TieMatchKey *keys; /* (owned) hash table */
  gsize n_slots;
  gsize n_keys;
  GArray *nodes;     /* (owned) of TieMatchNode */
  guint32 common;    /* see TieMatchLists */
} TieMatchKeys;

TieMatchKeys *tie_match_keys_new (guint32 common);
void tie_match_keys_free (TieMatchKeys *self);
void tie_match_keys_add (TieMatchKeys *self,
                         const TieMatchLists *lists,
                         TieMatchSide side,
                         guint32 row);
/* NULL when no row has it. */
const TieMatchKey *tie_match_keys_find (const TieMatchKeys *self,
                                        guint64 key);

/* FALSE when too many rows have it. */
gboolean tie_match_keys_is_useful (const TieMatchKeys *self,
                                   const TieMatchKey *key);

/* TRUE when one row of each list, and no other, has a name of this key. */
gboolean tie_match_keys_is_only (const TieMatchKeys *self,
                                 guint64 name_key);

G_END_DECLS
