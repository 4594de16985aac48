/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "sync/tie-problem.h"

G_BEGIN_DECLS

/* Everything that Sync Settings ask for, once: reads the company, follows what went there, sends what is ready (documents,
 * then payments) and brings payments over, as far as their directions say.  What the checks keep back stays. */
typedef struct
{
  guint n_read;        /* rows that the company had anew */
  guint n_followed;    /* documents that became void or were let go of, as they are there */
  guint n_exported;    /* documents and payments */
  guint n_imported;    /* payments */
  guint n_failed;      /* that were tried, and refused */
  guint n_not_sent;    /* that it was cancelled or stopped before */
  guint n_attention;   /* invoices that only a person can help on: blocked, but not for being unsent or not approved */
  GPtrArray *problems; /* (owned) (element-type TieProblem): of what failed, and of what went there and cannot be followed */
} TieSyncRound;

void tie_sync_round_free (TieSyncRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSyncRound, tie_sync_round_free)

/* (transfer full) "3 exported, 1 payment imported, 2 invoices need attention" */
char *tie_sync_round_describe (const TieSyncRound *self, const TiePackage *package);

/* Records per request where a round has an end. */
#define TIE_SYNC_ROUND_BATCH 5

/* is_first: also follows what an earlier program read and did not come round to.  most: at most so many records are sent or
 * brought over, TIE_SYNC_ROUND_BATCH at a time; 0: all, as the package likes them.  Each part is a run of its own, with the
 * practice's lock; cancelling ends it after the present batch. */
void tie_sync_round_async (TieCompany *company, gboolean is_first, guint most, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) What was done, also when it stopped before its end: then error is set too.  TIE_ERROR_BUSY_RUN: another
 * run goes on. */
TieSyncRound *tie_sync_round_finish (TieCompany *company, GAsyncResult *result, GError **error);

G_END_DECLS
