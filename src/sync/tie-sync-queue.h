/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger.h"
#include "store/tie-outbox-table.h"
#include "sync/tie-document-source.h"

G_BEGIN_DECLS

/* What has to be done about one record so that both sides are the same. */
typedef struct
{
  char *id;         /* (owned) of ours */
  char *label;      /* (owned) */
  TieKind kind;
  const char *verb; /* "create", "update", "void", "delete"; "link": it is there already, and nobody here knew */
  char *remote_id;  /* (owned) (nullable): of what is not created */
  TieRemote *fresh; /* (owned) (nullable): the package's record just now, of what is not created */
} TieSyncPlan;

/* In the order in which they are gone through. */
typedef enum
{
  TIE_SYNC_PHASE_ITEMS = 1, /* products and services that documents need */
  TIE_SYNC_PHASE_DOCUMENTS,
  TIE_SYNC_PHASE_REFUNDS, /* of what was sent; what gives for them names them */
  TIE_SYNC_PHASE_PAYMENTS, /* and what credit notes are used for */
} TieSyncPhase;

/* Puts documents and payments into the outbox, a chunk of ids at a time: first a plan is made, then the package's records
 * that it changes are read afresh by the caller, then bodies are made and frozen. */
typedef struct
{
  char *connection;  /* (owned) */
  char *run;         /* (owned) */
  TieLedger *ledger; /* (owned) */
  TieSyncPhase phase;
  const char *removal; /* NULL, or the verb by which all of them are taken back */
  guint max_batch;   /* rows that share a batch's id */
  gboolean is_mixed; /* these may be of several kinds and verbs */
  GPtrArray *ids;    /* (owned): chunk of ids */
  GPtrArray *plans;  /* (owned): TieSyncPlan */
  GPtrArray *same;   /* (owned): ids that need nothing in this phase */
  GPtrArray *linked; /* (owned): ids of what was there already */
  GPtrArray *replaced; /* (owned): ids of what goes there, to be made anew in another round */
  GPtrArray *problems; /* (owned): TieProblem, each of an id that is not sent */
  gboolean posts;    /* (out): Sync Settings want what was exported to be posted */
} TieSyncQueue;

TieSyncQueue *tie_sync_queue_new (const char *connection, const char *run, TieLedger *ledger, TieSyncPhase phase, guint max_batch);
void tie_sync_queue_free (gpointer data);

/* Both TieStoreFuncs, the first for reading, the second for writing. */
gboolean tie_sync_queue_plan (TieDb *db, gpointer data, GError **error);
gboolean tie_sync_queue_add (TieDb *db, gpointer data, GError **error);

/* Whether the plan needs the package's record afresh. */
gboolean tie_sync_plan_needs_fresh (const TieSyncPlan *plan);
void tie_sync_queue_add_problem (TieSyncQueue *self, const char *id, const char *label, const char *sentence, const char *existing_id);

G_END_DECLS
