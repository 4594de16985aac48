/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include "match/tie-match-propose.h"

#define CHUNK 2048 /* rows a thread takes at a time */

typedef struct
{
  const TieMatchSearch *search;
  TieMatchSide from, to;
  const guint32 *rows; /* (nullable): all */
  gsize n_rows;
  gint next;           /* chunk, atomic */
  gint done;           /* rows, atomic */
  GThread *caller;     /* who hears of progress */
  GPtrArray *found;    /* chunk → GArray of TieMatchEdge */
} Work;

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
tie_match_propose_row (const TieMatchSearch *search,
                       TieMatchSide from,
                       guint32 row,
                       TieMatchSide to,
                       guint32 *stamps,
                       guint32 stamp,
                       GArray *found)
{
  guint64 keys[TIE_MATCH_MAX_KEYS];
  guint n = tie_match_collect_keys (search->lists, from, row, keys);

  for (guint i = 0; i < n; i++)
    {
      const TieMatchKey *key = tie_match_keys_find (search->keys, keys[i]);

      if (key == NULL || !tie_match_keys_is_useful (search->keys, key))
        continue;
      for (guint32 node = key->heads[to]; node != 0;)
        {
          const TieMatchNode *at = &g_array_index (search->keys->nodes, TieMatchNode, node - 1);
          TieMatchScore score;
          TieMatchEdge edge;

          node = at->next;
          if (stamps[at->row] == stamp)
            continue;
          stamps[at->row] = stamp;
          if (tie_match_lists_get_entry (search->lists, to, at->row)->is_out || (from == to && at->row == row))
            continue;
          tie_match_score_pair (search->lists, search->model, from, row, to, at->row, &score);
          if ((score.bits < search->least && score.matched < search->least_matched) || (from != to && is_refused (search, row, at->row)))
            continue;
          edge = tie_match_make_edge (row, at->row, &score);
          edge.tie = tie_match_lists_get_entry (search->lists, from, row)->tie + tie_match_lists_get_entry (search->lists, to, at->row)->tie;
          g_array_append_val (found, edge);
        }
    }
}

static gpointer
work_thread (gpointer data)
{
  Work *work = data;
  const TieMatchSearch *search = work->search;
  g_autofree guint32 *stamps = g_new0 (guint32, tie_match_lists_count (search->lists, work->to) + 1);
  guint32 stamp = 0;

  for (;;)
    {
      gsize start = (gsize) g_atomic_int_add (&work->next, 1) * CHUNK;
      gsize end = MIN (start + CHUNK, work->n_rows);
      GArray *found;

      if (start >= work->n_rows || (search->cancelled != NULL && g_atomic_int_get (search->cancelled) != 0))
        return NULL;
      found = g_ptr_array_index (work->found, start / CHUNK);
      for (gsize i = start; i < end; i++)
        {
          guint32 row = work->rows != NULL ? work->rows[i] : i;

          if (!tie_match_lists_get_entry (search->lists, work->from, row)->is_out)
            tie_match_propose_row (search, work->from, row, work->to, stamps, ++stamp, found);
        }
      g_atomic_int_add (&work->done, end - start);
      if (search->progress != NULL && g_thread_self () == work->caller)
        search->progress (g_atomic_int_get (&work->done), work->n_rows, search->progress_data);
    }
}

static GArray *
propose (const TieMatchSearch *search,
         TieMatchSide from,
         TieMatchSide to,
         const guint32 *rows,
         gsize n_rows)
{
  Work work = { search, from, to, rows, n_rows, 0, 0, g_thread_self (), NULL };
  gsize n_chunks = (n_rows + CHUNK - 1) / CHUNK;
  guint n_threads = MIN (MAX (search->threads, 1), MAX (n_chunks, 1));
  g_autofree GThread **threads = g_new0 (GThread *, n_threads);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (TieMatchEdge));

  work.found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (gsize i = 0; i < n_chunks; i++)
    g_ptr_array_add (work.found, g_array_new (FALSE, FALSE, sizeof (TieMatchEdge)));

  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_new ("match", work_thread, &work);
  work_thread (&work);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);

  /* in the order of the rows, whichever thread was quicker */
  for (gsize i = 0; i < n_chunks; i++)
    {
      GArray *found = g_ptr_array_index (work.found, i);

      g_array_append_vals (all, found->data, found->len);
      g_array_set_size (found, 0);
    }
  g_ptr_array_unref (work.found);
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
