/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-run-lock.h"
#include "sync/tie-nap.h"
#include "sync/tie-outbox-batch.h"
#include "sync/tie-outbox-run.h"

G_BEGIN_DECLS

/* Shared by the object (tie-outbox-run.c), its way through the batches (tie-outbox-send.c) and the look-ups on it
 * (tie-outbox-look.c). */
struct _TieOutboxRun
{
  GObject parent_instance;

  TieCompany *company;  /* (owned) (not nullable) */
  TieLock *lock;     /* (owned) */
  char *connection;     /* (owned) */
  char *id;             /* (owned) */
  char *what;           /* (owned) */
  GPtrArray *items;     /* (owned): TieOutboxItem of the present batch that are not written yet */
  GPtrArray *problems;  /* (owned): TieProblem */
  GError *fault;        /* (owned) (nullable): why the last round has to be repeated */
  GError *difference;   /* (owned) (nullable): a document came to another total */
  char *current;        /* (owned) (nullable) */
  guint batch;          /* rows per request, 0: the package's largest */
  gboolean posts;
  gboolean has_met_closed; /* something was refused because the books are closed there */
  guint retry_after;
  guint tries;          /* rounds of the present batch that did not get through */
  guint n_done;
  guint n_failed;
  guint total;
  guint waiting;
  guint countdown;      /* source */
  TieNap nap;           /* the present wait */
};

TieOutboxBatch *tie_outbox_run_make_batch (TieOutboxRun *self);
/* task: the run's, taken over by the callback. */
void tie_outbox_run_in_store (GTask *task,
                              TieStoreFunc func,
                              TieOutboxBatch *batch,
                              GAsyncReadyCallback callback);
void tie_outbox_run_set_counts (TieOutboxRun *self,
                                guint total);
void tie_outbox_run_set_waiting (TieOutboxRun *self,
                                 guint seconds);

/* Tells how far the items of the array have come; state 0: each by its step. */
void tie_outbox_run_tell (TieOutboxRun *self,
                          GPtrArray *items,
                          TieOutboxRowState state);
/* Of those that have left and have no answer. */
void tie_outbox_run_tell_open (TieOutboxRun *self);
/* Of one that leaves once more. */
void tie_outbox_run_tell_sending (TieOutboxRun *self,
                                  const TieOutboxItem *item);

/* Waits, visibly; the callback has the task and asks finish, which is FALSE, with the run's fault set, when somebody
 * cancelled. */
void tie_outbox_run_wait (GTask *task,
                          guint wait_ms,
                          gboolean may_end,
                          GAsyncReadyCallback callback);
gboolean tie_outbox_run_wait_finish (GTask *task,
                                     GAsyncResult *result);
/* Milliseconds until the package takes another batch, which is counted. */
guint tie_outbox_run_reserve (TieOutboxRun *self);

/* The first one that is at that step; NULL: none is. */
TieOutboxItem *tie_outbox_run_find_item (TieOutboxRun *self,
                                         TieOutboxStep step);
/* What the package said to a call, for the whole run. */
void tie_outbox_run_note_fault (TieOutboxRun *self,
                                const GError *fault,
                                guint retry_after);

/* One step of a batch each; all take the task over. */
void tie_outbox_run_work (GTask *task);
void tie_outbox_run_look_up (GTask *task);
void tie_outbox_run_save_answers (GTask *task);
void tie_outbox_run_put_back (GTask *task);

/* Sends batch after batch; takes the task over. */
void tie_outbox_run_claim (GTask *task);

G_END_DECLS
