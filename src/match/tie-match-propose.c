/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include "match/tie-match-propose.h"
#include "match/tie-match-share.h"

#define PART 2048 /* rows a thread takes at a time */
#define BATCH 512 /* pairs that are collected before they are scored */
#define ANEW 8192 /* edges a thread takes at a time to score them anew */

/* How many pairs ahead a row is fetched from memory: its entry, then its name, then the words of it. */
#define AHEAD_ENTRY 12
#define AHEAD_NAME 8
#define AHEAD_WORDS 4

typedef struct
{
  const TieMatchSearch *search;
  TieMatchSide from, to;
  const guint32 *rows; /* (nullable): all */
  gsize n_rows;
  gsize done;          /* rows, atomic */
  TieMatchRoom *rooms; /* one for each thread */
  GPtrArray *found;    /* part → GArray of TieMatchEdge */
} Work;

static gboolean
has_reason (const TieMatchScore *score,
            guint reason)
{
  for (guint i = 0; i < score->n_notes; i++)
    if (score->notes[i].reason == reason)
      return TRUE;
  return FALSE;
}

static gboolean
has_relation (const TieMatchScore *score)
{
  for (guint i = 0; i < score->n_notes; i++)
    if (tie_match_is_relation (score->notes[i].reason))
      return TRUE;
  return FALSE;
}

TieMatchEdge
tie_match_make_edge (guint32 left,
                     guint32 right,
                     const TieMatchScore *score)
{
  return (TieMatchEdge) {
    .left = left,
    .right = right,
    .bits = score->bits,
    .name_bits = score->name_bits,
    .matched = score->matched,
    .facts = score->facts,
    .shape = score->shape,
    .is_vetoed = score->is_vetoed,
    .is_complete = score->is_complete,
    .is_answered = score->is_answered,
    .has_relation = has_relation (score),
    .has_extra_word = has_reason (score, TIE_MATCH_REASON_EXTRA_WORD),
    .has_extra_middle = has_reason (score, TIE_MATCH_REASON_EXTRA_MIDDLE),
  };
}

static gboolean
is_refused (const TieMatchSearch *search,
            guint32 left,
            guint32 right)
{
  gint64 pair = (gint64) left << 32 | right;

  return search->never != NULL && g_hash_table_contains ((GHashTable *) search->never, &pair);
}

void
tie_match_room_init (TieMatchRoom *self)
{
  self->stamps = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->stamp = 0;
  self->pairs = g_array_new (FALSE, FALSE, sizeof (TieMatchPair));
}

void
tie_match_room_clear (TieMatchRoom *self)
{
  g_array_unref (self->stamps);
  g_array_unref (self->pairs);
}

static void
add_pairs (TieMatchRoom *room,
           guint32 row,
           const guint32 *others,
           guint n_others)
{
  guint32 *stamps = (guint32 *) room->stamps->data;
  guint n = room->pairs->len;
  TieMatchPair *pairs;

  g_array_set_size (room->pairs, n + n_others);
  pairs = (TieMatchPair *) room->pairs->data;
  for (guint i = 0; i < n_others; i++)
    if (stamps[others[i]] != room->stamp)
      {
        stamps[others[i]] = room->stamp;
        pairs[n++] = (TieMatchPair) { row, others[i] };
      }
  g_array_set_size (room->pairs, n);
}

/* Every pair of the row and one that shares a key with it, each once. */
static void
collect_pairs (const TieMatchSearch *search,
               TieMatchSide from,
               guint32 row,
               TieMatchSide to,
               TieMatchRoom *room)
{
  const TieMatchPostings *postings = search->postings;
  guint32 own_keys[TIE_MATCH_MAX_KEYS];
  const guint32 *keys;
  guint n = tie_match_postings_get_keys (postings, search->lists, from, row, own_keys, &keys);

  g_array_set_size (room->stamps, tie_match_lists_count (search->lists, to));
  room->stamp++;
  for (guint i = 0; i < n; i++)
    {
      const TieMatchPosting *posting = &g_array_index (postings->postings, TieMatchPosting, keys[i]);
      const GArray *late = to == TIE_MATCH_RIGHT ? g_hash_table_lookup (postings->late, GUINT_TO_POINTER (keys[i])) : NULL;

      if (!tie_match_postings_is_useful (postings, posting))
        continue;
      add_pairs (room, row, postings->rows[to] + posting->starts[to], posting->counts[to] - (late != NULL ? late->len : 0));
      if (late != NULL)
        add_pairs (room, row, (const guint32 *) late->data, late->len);
    }
}

/* A row is scattered over three arrays, and each tells where it is in the next: what is asked for early has come from
 * memory when it is needed.  A call to a function that only asks would be left out as one that does nothing. */
static inline G_ALWAYS_INLINE void
fetch_ahead (const TieMatchLists *lists,
             TieMatchSide to,
             const TieMatchPair *pairs,
             guint n,
             guint at)
{
  if (at + AHEAD_ENTRY < n)
    __builtin_prefetch (tie_match_lists_get_entry (lists, to, pairs[at + AHEAD_ENTRY].right));
  if (at + AHEAD_NAME < n)
    {
      guint32 row = pairs[at + AHEAD_NAME].right;

      __builtin_prefetch (tie_match_lists_get_facts (lists, to, row));
      __builtin_prefetch (tie_match_lists_get_name (lists, to, tie_match_lists_get_entry (lists, to, row)->first_name));
    }
  if (at + AHEAD_WORDS < n)
    {
      const TieMatchEntry *entry = tie_match_lists_get_entry (lists, to, pairs[at + AHEAD_WORDS].right);

      if (entry->n_names > 0)
        __builtin_prefetch (tie_match_lists_get_words (lists, to, tie_match_lists_get_name (lists, to, entry->first_name)));
    }
}

static void
score_pairs (const TieMatchSearch *search,
             TieMatchSide from,
             TieMatchSide to,
             GArray *pairs,
             GArray *found)
{
  const TieMatchPair *all = (const TieMatchPair *) pairs->data;

  for (guint i = 0; i < pairs->len; i++)
    {
      guint32 row = all[i].left, other = all[i].right;
      TieMatchScore score;
      TieMatchEdge edge;

      fetch_ahead (search->lists, to, all, pairs->len, i);
      if (tie_match_lists_get_entry (search->lists, to, other)->is_out || (from == to && other == row))
        continue;
      tie_match_score_pair (search->lists, search->model, from, row, to, other, &score);
      if ((score.bits < search->least && score.matched < search->least_matched) || (from != to && is_refused (search, row, other)))
        continue;
      edge = tie_match_make_edge (row, other, &score);
      edge.tie = tie_match_lists_get_entry (search->lists, from, row)->tie + tie_match_lists_get_entry (search->lists, to, other)->tie;
      g_array_append_val (found, edge);
    }
  g_array_set_size (pairs, 0);
}

void
tie_match_propose_row (const TieMatchSearch *search,
                       TieMatchSide from,
                       guint32 row,
                       TieMatchSide to,
                       TieMatchRoom *room,
                       GArray *found)
{
  collect_pairs (search, from, row, to, room);
  score_pairs (search, from, to, room->pairs, found);
}

static void
propose_part (gsize start,
              gsize end,
              guint thread,
              gpointer data)
{
  Work *work = data;
  const TieMatchSearch *search = work->search;
  TieMatchRoom *room = &work->rooms[thread];
  GArray *found = g_ptr_array_index (work->found, start / PART);

  if (search->cancelled != NULL && g_atomic_int_get (search->cancelled) != 0)
    return;
  for (gsize i = start; i < end; i++)
    {
      guint32 row = work->rows != NULL ? work->rows[i] : i;

      if (!tie_match_lists_get_entry (search->lists, work->from, row)->is_out)
        collect_pairs (search, work->from, row, work->to, room);
      if (room->pairs->len >= BATCH || i + 1 == end)
        score_pairs (search, work->from, work->to, room->pairs, found);
    }
  g_atomic_pointer_add (&work->done, end - start);
  /* the first thread is the caller's */
  if (search->progress != NULL && thread == 0)
    search->progress (GPOINTER_TO_SIZE (g_atomic_pointer_get (&work->done)), work->n_rows, search->progress_data);
}

static GArray *
propose (const TieMatchSearch *search,
         TieMatchSide from,
         TieMatchSide to,
         const guint32 *rows,
         gsize n_rows)
{
  gsize n_parts = (n_rows + PART - 1) / PART;
  g_autofree TieMatchRoom *rooms = g_new (TieMatchRoom, search->threads);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  Work work = { search, from, to, rows, n_rows, 0, rooms, parts };
  GArray *all;
  guint n_edges = 0;

  for (guint i = 0; i < search->threads; i++)
    tie_match_room_init (&rooms[i]);
  for (gsize i = 0; i < n_parts; i++)
    g_ptr_array_add (parts, g_array_new (FALSE, FALSE, sizeof (TieMatchEdge)));
  tie_match_share (search->threads, n_rows, PART, propose_part, &work);
  for (guint i = 0; i < search->threads; i++)
    tie_match_room_clear (&rooms[i]);

  for (gsize i = 0; i < n_parts; i++)
    n_edges += ((const GArray *) g_ptr_array_index (parts, i))->len;
  all = g_array_sized_new (FALSE, FALSE, sizeof (TieMatchEdge), n_edges);
  /* in the order of the rows, whichever thread was quicker */
  for (gsize i = 0; i < n_parts; i++)
    {
      GArray *found = g_ptr_array_index (parts, i);

      g_array_append_vals (all, found->data, found->len);
      g_array_unref (found);
    }
  return all;
}

GArray *
tie_match_propose (const TieMatchSearch *search)
{
  return propose (search, TIE_MATCH_LEFT, TIE_MATCH_RIGHT, NULL, tie_match_lists_count (search->lists, TIE_MATCH_LEFT));
}

GArray *
tie_match_propose_own (const TieMatchSearch *search,
                       TieMatchSide side,
                       const guint32 *rows,
                       gsize n_rows)
{
  return propose (search, side, side, rows, n_rows);
}

typedef struct
{
  const TieMatchSearch *search;
  GArray *edges;
  TieMatchSide left_side, right_side;
} Anew;

static void
score_part_anew (gsize start,
                 gsize end,
                 guint thread,
                 gpointer data)
{
  const Anew *anew = data;
  const TieMatchSearch *search = anew->search;

  for (gsize i = start; i < end; i++)
    {
      TieMatchEdge *edge = &g_array_index (anew->edges, TieMatchEdge, i);
      guint32 tie = edge->tie;
      TieMatchScore score;

      if (!edge->has_extra_word && !edge->has_extra_middle && !(edge->has_relation && search->lists->has_codes))
        continue;
      tie_match_score_pair (search->lists, search->model, anew->left_side, edge->left, anew->right_side, edge->right, &score);
      *edge = tie_match_make_edge (edge->left, edge->right, &score);
      edge->tie = tie;
    }
}

void
tie_match_score_anew (const TieMatchSearch *search,
                      GArray *edges,
                      TieMatchSide left_side,
                      TieMatchSide right_side)
{
  Anew anew = { search, edges, left_side, right_side };

  tie_match_share (search->threads, edges->len, ANEW, score_part_anew, &anew);
}

const TieMatchEdge **
tie_match_find_best (const GArray *edges,
                     gsize n_rows,
                     TieMatchSide end)
{
  const TieMatchEdge **best = g_new0 (const TieMatchEdge *, n_rows + 1);

  for (guint i = 0; i < edges->len; i++)
    {
      const TieMatchEdge *edge = &g_array_index (edges, TieMatchEdge, i);
      guint32 row = end == TIE_MATCH_LEFT ? edge->left : edge->right;

      if (best[row] == NULL || edge->bits > best[row]->bits || (edge->bits == best[row]->bits && edge->tie > best[row]->tie))
        best[row] = edge;
    }
  return best;
}
