/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-db.h"

G_BEGIN_DECLS

/* The thread that owns a practice's connection, and the queue of what it is to do.  TieStore is its face. */
typedef struct _TieWorker TieWorker;

#define TIE_WORKER_ALL_AREAS 0xffffffffu

/* What the worker asks and tells, on its own thread. */
typedef struct
{
  gboolean (*is_listened_to) (gpointer user_data); /* else it does not look for other programs' writes */
  void (*changed) (guint areas, gpointer user_data); /* after each commit; areas may be 0 */
} TieWorkerClient;

/* Blocks until the file is open, or could not be opened. */
TieWorker *tie_worker_start (const char *path, TieStoreFlags flags, const TieWorkerClient *client, gpointer user_data, GError **error);
/* Waits for the queue and closes the file; from then on nothing can be pushed. */
void tie_worker_stop (TieWorker *self);
void tie_worker_free (TieWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieWorker, tie_worker_free)

const char *tie_worker_get_path (TieWorker *self);

/* Runs func with the task's data, and lets the task return that data, or the error, in its own context.  FALSE: the worker
 * is stopped, and the task is the caller's to answer. */
gboolean tie_worker_push (TieWorker *self, TieStoreMode mode, TieStoreFunc func, GTask *task, GError **error);
/* Blocks until it ran. */
gboolean tie_worker_run (TieWorker *self, TieStoreMode mode, TieStoreFunc func, gpointer data, GError **error);

G_END_DECLS
