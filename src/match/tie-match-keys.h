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

/* The key that rows with a name of this key have in common. */
guint64 tie_match_make_name_key (guint64 name_key);

/* Rows of one list beyond which a key of this kind says too little to look at all of them; 0: as for words. */
guint32 tie_match_get_widest (guint64 key);

G_END_DECLS
