/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-run-lock.h"
#include "sync/tie-outbox-batch.h"
#include "sync/tie-outbox-run.h"

G_BEGIN_DECLS

/* Shared by the object (tie-outbox-run.c) and its way through the batches (tie-outbox-send.c). */
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
  guint retry_after;
  guint tries;          /* rounds of the present batch that did not get through */
  guint n_done;
  guint n_failed;
  guint total;
  guint waiting;
  guint countdown;      /* source */
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

/* Sends batch after batch; takes the task over. */
void tie_outbox_run_claim (GTask *task);

G_END_DECLS
