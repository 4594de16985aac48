/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-outbox-run.h"
#include "sync/tie-sync-queue.h"
#include "sync/tie-sync-run.h"

G_BEGIN_DECLS

/* What has become of a record that was asked for. */
typedef enum
{
  TIE_SYNC_WANTED = 1,
  TIE_SYNC_WANTED_UNKNOWN, /* it left, and no answer came */
  TIE_SYNC_WANTED_SAME, /* nothing had to be done */
  TIE_SYNC_WANTED_DONE,
  TIE_SYNC_WANTED_FAILED,
} TieSyncWanted;

/* Shared by tie-sync-run.c (the object and its counts), -export.c (sending) and -import.c (bringing over). */
struct _TieSyncRun
{
  GObject parent_instance;

  TieCompany *company;  /* (owned) */
  TieOutboxRun *outbox; /* (owned) (nullable): while something is done; holds the lock */
  char *id;             /* (owned) */
  char *what;           /* (owned) */
  guint batch;          /* as set; 0: by the number of records */

  GPtrArray *ids;       /* (owned): that were asked for, in their order */
  GHashTable *wanted;   /* (owned): id → TieSyncWanted */
  GPtrArray *again;     /* (owned): ids whose package's record was touched while they were sent */
  GHashTable *replaced; /* (owned): ids of what is taken back to be made anew, a set */
  GPtrArray *problems;  /* (owned): TieProblem */
  const char *removal;  /* NULL, or the verb of taking back */
  gboolean is_import;
  gboolean is_ended;    /* the last one stopped before its end */
  gboolean is_cancelled;
  TieKind kind;         /* of all that were done, 0: of several */
  guint n_done;
  guint n_created;      /* of those */
  guint n_failed;
  guint n_unknown;
  guint n_not_sent;
  gint64 step;
  char *label;          /* (owned) (nullable): of the last one that was done */
};

/* Takes the lock and begins to count anew. */
gboolean tie_sync_run_begin (TieSyncRun *self, GPtrArray *ids, GError **error);
/* Releases the lock; error: (nullable) why it stopped. */
void tie_sync_run_end (TieSyncRun *self, const GError *error);

/* kind: what it is at the package; label: its name, NULL: not known. */
void tie_sync_run_set_wanted (TieSyncRun *self, const char *id, TieSyncWanted wanted, TieKind kind, const char *label);
void tie_sync_run_take_problems (TieSyncRun *self, GPtrArray *problems);

/* (transfer full) "3 payments imported"; kind: of documents, of payments any or 0. */
char *tie_sync_run_say_imported (TieKind kind, guint n);

/* The way of an export, shared by tie-sync-run-export.c (phases, sending) and -chunk.c (planning, adding). */
typedef struct
{
  GPtrArray *ids;      /* (owned): of this round */
  guint next;          /* of them */
  guint round;         /* of this phase */
  TieSyncPhase phase;
  TieSyncQueue *queue; /* (owned) (nullable): the present chunk's, between two steps */
  guint plan;          /* of its plans */
  guint tries;
  GError *stopped;     /* (owned) (nullable): why it ends before its end */
} TieSyncExport;

/* Each takes the task over. */
void tie_sync_export_next_chunk (GTask *task); /* of the phase; sends when there is none left */
void tie_sync_export_send_all (GTask *task);
void tie_sync_export_stop (GTask *task, GError *error); /* (transfer full) */

/* FALSE: the task was taken over and ends, because somebody cancelled or disconnected. */
gboolean tie_sync_export_may_go_on (GTask *task);
guint tie_sync_export_choose_batch (TieSyncRun *self);

G_END_DECLS
