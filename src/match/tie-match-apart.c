/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include "match/tie-match-learn.h"

/* "Prep" is short for "Preparation", but is "Train" for "Training"?  A list of codes has each thing once, so if its rows
 * differ by these two words alone about as often as rows of the two lists do, they are two words.  So they are where one
 * row has both.  In lists of people that says nothing: there chance, a slip or a double makes such rows. */

#define LEAST_SHARE 10 /* pairs between the lists for each pair within one, at most: doubles within a list are fewer */

typedef struct
{
  guint own;
  guint cross;
} Seen;

static Seen *
get_seen (GHashTable *pairs,
          guint32 a,
          guint32 b)
{
  gint64 key = tie_match_words_make_pair (a, b);
  Seen *seen = g_hash_table_lookup (pairs, &key);

  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      g_hash_table_insert (pairs, g_memdup2 (&key, sizeof key), seen);
    }
  return seen;
}

/* The one relation that keeps the two names from being the same; NULL when there is none or more. */
static const TieMatchNote *
find_relation (const TieMatchScore *score)
{
  const TieMatchNote *found = NULL;

  for (guint i = 0; i < score->n_notes; i++)
    if (tie_match_is_relation (score->notes[i].reason))
      {
        if (found != NULL)
          return NULL;
        found = &score->notes[i];
      }
  return found;
}

static void
count_edges (GHashTable *pairs,
             const TieMatchLists *lists,
             const TieMatchModel *model,
             TieMatchSide left_side,
             TieMatchSide right_side,
             const GArray *edges)
{
  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);
      const TieMatchNote *note;
      TieMatchScore score;

      if (!edge->is_answered || !edge->has_relation)
        continue;
      tie_match_score_pair (lists, model, left_side, edge->left, right_side, edge->right, &score);
      note = find_relation (&score);
      if (note == NULL)
        continue;
      if (left_side == right_side)
        get_seen (pairs, note->left, note->right)->own++;
      else
        get_seen (pairs, note->left, note->right)->cross++;
    }
}

static gboolean
set_apart_beside (TieMatchLists *lists,
                  const TieMatchNameWord *words,
                  guint n_words)
{
  gboolean has_changed = FALSE;

  for (guint i = 0; i < n_words; i++)
    for (guint k = 0; k < n_words; k++)
      if (tie_match_is_abbreviation (tie_match_words_get_text (lists->words, words[i].word), tie_match_words_get_text (lists->words, words[k].word)))
        {
          tie_match_words_set_apart (lists->words, tie_match_words_make_pair (words[i].word, words[k].word));
          has_changed = TRUE;
        }
  return has_changed;
}

gboolean
tie_match_learn_apart (TieMatchLists *lists,
                       const TieMatchModel *model,
                       const GArray *edges,
                       GArray *const own[2])
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean has_changed = FALSE;
  GHashTableIter iter;
  gpointer key, value;

  if (!lists->has_codes)
    return FALSE;

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < lists->lists[side].names->len; i++)
      {
        const TieMatchName *name = tie_match_lists_get_name (lists, side, i);

        has_changed |= set_apart_beside (lists, tie_match_lists_get_words (lists, side, name), name->n_words);
      }
  for (guint side = 0; side < 2; side++)
    count_edges (pairs, lists, model, side, side, own[side]);
  if (g_hash_table_size (pairs) == 0)
    return has_changed;
  count_edges (pairs, lists, model, TIE_MATCH_LEFT, TIE_MATCH_RIGHT, edges);

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Seen *seen = value;

      /* within a list each pair is found from both its rows */
      if (seen->own == 0 || seen->own / 2 * LEAST_SHARE < seen->cross)
        continue;
      g_debug ("apart: %s, %s (%u, %u)", tie_match_words_get_text (lists->words, *(gint64 *) key >> 32),
               tie_match_words_get_text (lists->words, *(gint64 *) key & G_MAXUINT32), seen->own, seen->cross);
      tie_match_words_set_apart (lists->words, *(gint64 *) key);
      has_changed = TRUE;
    }
  return has_changed;
}
