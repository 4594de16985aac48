/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match"
#include "config.h"

#include "match/tie-match-share.h"

#define MOST_THREADS 64 /* each may keep a number for every row */

guint
tie_match_count_threads (guint wanted)
{
  return MIN (wanted > 0 ? wanted : g_get_num_processors (), MOST_THREADS);
}

typedef struct
{
  gsize n;
  gsize part;
  TieMatchWork work;
  gpointer data;
  gsize next; /* part, atomic */
} Share;

typedef struct
{
  Share *share;
  guint number;
} Worker;

static gpointer
worker_thread (gpointer data)
{
  const Worker *worker = data;
  Share *share = worker->share;

  for (;;)
    {
      gsize start = g_atomic_pointer_add (&share->next, 1) * share->part;

      if (start >= share->n)
        return NULL;
      share->work (start, MIN (start + share->part, share->n), worker->number, share->data);
    }
}

void
tie_match_share (guint threads,
                 gsize n,
                 gsize part,
                 TieMatchWork work,
                 gpointer data)
{
  Share share = { n, part, work, data, 0 };
  guint n_workers = CLAMP ((n + part - 1) / part, 1, MAX (threads, 1));
  g_autofree Worker *workers = g_new (Worker, n_workers);
  g_autofree GThread **others = g_new0 (GThread *, n_workers);

  for (guint i = 0; i < n_workers; i++)
    workers[i] = (Worker) { &share, i };
  for (guint i = 1; i < n_workers; i++)
    others[i] = g_thread_new ("match", worker_thread, &workers[i]);
  worker_thread (&workers[0]);
  for (guint i = 1; i < n_workers; i++)
    g_thread_join (others[i]);
}
