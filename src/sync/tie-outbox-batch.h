/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"
#include "sync/tie-outbox-item.h"

G_BEGIN_DECLS

/* The store's side of a run: three kinds of transactions, each a TieStoreFunc over this. */
typedef struct
{
  char *connection; /* (owned) */
  char *run;        /* (owned) */
  char *what;       /* (owned): of the run, for the history */
  guint max;        /* rows to claim */
  gboolean is_mixed; /* the package takes rows of several kinds and verbs in one call */
  gboolean has_private_note; /* … and keeps our mark where only the firm sees it */
  gint64 fresh_for; /* seconds that the package surely remembers a request id */
  gboolean repeats_creates; /* … of what is created only */
  GPtrArray *items; /* (owned): TieOutboxItem */
  GPtrArray *found; /* (owned) (nullable): TieRemote */
  guint n_open;     /* rows still to be sent, these included */
  gboolean posts;   /* what was exported counts as posted at once */
  guint n_done;
  guint n_failed;
} TieOutboxBatch;

TieOutboxBatch *tie_outbox_batch_new (const char *connection,
                                      const char *run,
                                      const char *what);
void tie_outbox_batch_free (gpointer data);

/* Marks the next rows as being sent and fills items, each with its first step. */
gboolean tie_outbox_batch_claim (TieDb *db,
                                 gpointer data,
                                 GError **error);
/* Writes what became of the items: the record, its link, the row, the activity. A record that somebody linked meanwhile
 * turns into a refusal. */
gboolean tie_outbox_batch_answer (TieDb *db,
                                  gpointer data,
                                  GError **error);
/* Gives rows that may not leave under their old request id a new one. */
gboolean tie_outbox_batch_renew (TieDb *db,
                                 gpointer data,
                                 GError **error);
/* Takes out of the records that were found, TieOutboxBatch.found, those that are linked here. */
gboolean tie_outbox_batch_sift (TieDb *db,
                                gpointer data,
                                GError **error);
/* Puts rows that surely have not left back in the queue; the others stay as being sent. */
gboolean tie_outbox_batch_put_back (TieDb *db,
                                    gpointer data,
                                    GError **error);
gboolean tie_outbox_batch_end_run (TieDb *db,
                                   gpointer data,
                                   GError **error);

G_END_DECLS
