/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "sync/tie-problem.h"

G_BEGIN_DECLS

/* Sends documents and payments, brings payments over, and takes back what was sent, each exactly once: see
 * tie-outbox-run.h for how.  Beside that:
 * - whatever a crashed program left without an answer is settled first;
 * - what the checks keep back is skipped and named; products and services are made before the documents that need them;
 * - what the package came to is compared to the cent: a difference ends the run and is named;
 * - what was not sent when a run ends stands in the outbox no more, so that no old version of a document ever leaves.
 * One run at a time, also between programs: the object holds the practice's lock until it is closed or dropped. */
#define TIE_TYPE_SYNC_RUN (tie_sync_run_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncRun, tie_sync_run, TIE, SYNC_RUN, GObject)

/* what: a sentence for the history ("Exported to QuickBooks").  NULL with TIE_ERROR_BUSY_RUN, TIE_ERROR_NOT_CONNECTED. */
TieSyncRun *tie_sync_run_new (TieCompany *company, const char *what, GError **error);
const char *tie_sync_run_get_id (TieSyncRun *self); /* of the history */

/* Records per request; 0, as at first: five at a time up to thirty documents, else the package's largest. */
void tie_sync_run_set_batch (TieSyncRun *self, guint batch);

/* Ids of documents and payments recorded here, in any mixture; documents go before payments.  Each becomes what it needs: one
 * that is not at the package yet is created there, one that changed since is updated, one that was voided here is voided
 * (or deleted, where the package knows no void) there; one that is the same on both sides is left alone.  What was made of a
 * credit note goes with its id.  Cancelling ends it after the present batch.
 *
 * FALSE with the reason when it stopped before the end (G_IO_ERROR_CANCELLED too): the counts and the problems still
 * count. */
void tie_sync_run_export_async (TieSyncRun *self, GPtrArray *ids, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Takes documents and payments back at the package, payments first.  verb "delete": it is as if they had never been exported, and
 * they may be again; "void": they are void on both sides afterwards.  What anything else hangs on stays, with a problem (tie-removal.h). */
void tie_sync_run_remove_async (TieSyncRun *self, GPtrArray *ids, const char *verb, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* ids: as tie_sync_table_name_payment() makes them, and the rows of TIE_SYNC_PAYMENTS_IN have.  Payments that are not here yet are
 * recorded, those that were brought over or sent before become what they are there now (changed, void, gone).  One undo step
 * of that window (NULL: none) for all of them.  Works on what was last read: pull first. */
void tie_sync_run_import_payments_async (TieSyncRun *self, GPtrArray *ids, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* The same of invoices and credits, of customers or suppliers, that are only at the package: kind as tie_document_import_takes(). */
void tie_sync_run_import_documents_async (TieSyncRun *self, TieKind kind, GPtrArray *remote_ids, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Documents of ours that were voided or deleted at the package, as last read: void ones become void here, deleted ones
 * count as not exported and are marked as do not send.  One undo step as above. */
void tie_sync_run_follow_async (TieSyncRun *self, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* Of any of the above. */
gboolean tie_sync_run_finish (TieSyncRun *self, GAsyncResult *result, GError **error);

/* Properties, notified: "done", "total" (guint records), "waiting" (guint seconds until the next try, 0: none is waited for),
 * "current" (label of a record that is being sent, NULL for none).
 * Signal "row" (char *id, guint TieSyncRunState). */
typedef enum
{
  TIE_SYNC_RUN_SENDING = 1,
  TIE_SYNC_RUN_DONE,
  TIE_SYNC_RUN_FAILED,
  TIE_SYNC_RUN_UNKNOWN, /* sent, no answer: looked up before it is sent again */
  TIE_SYNC_RUN_NOT_SENT,
} TieSyncRunState;

guint tie_sync_run_get_done (TieSyncRun *self);
guint tie_sync_run_get_total (TieSyncRun *self);
guint tie_sync_run_get_waiting (TieSyncRun *self);
const GError *tie_sync_run_get_fault (TieSyncRun *self); /* (nullable) why it waits */
/* Whether it is to send that record, and neither did so yet nor waits for its answer. */
gboolean tie_sync_run_wants (TieSyncRun *self, const char *id);
/* Does not wait any longer for the next try. */
void tie_sync_run_try_now (TieSyncRun *self);
const char *tie_sync_run_get_current (TieSyncRun *self);

/* Afterwards. */
guint tie_sync_run_get_n_done (TieSyncRun *self);
guint tie_sync_run_get_n_created (TieSyncRun *self);  /* sent for the first time */
guint tie_sync_run_get_n_failed (TieSyncRun *self);   /* blocked, refused, or different in total */
guint tie_sync_run_get_n_unknown (TieSyncRun *self);  /* sent, and stopped before anybody knew what became of it */
guint tie_sync_run_get_n_not_sent (TieSyncRun *self); /* cancelled or stopped before it was their turn */
GPtrArray *tie_sync_run_get_problems (TieSyncRun *self); /* (transfer none) (element-type TieProblem) */
gint64 tie_sync_run_get_step (TieSyncRun *self); /* undo step of what was brought over, 0 for none */
/* (transfer full) "12 invoices exported, 1 needs attention", "Cancelled. 5 exported, 7 not sent." */
char *tie_sync_run_describe (TieSyncRun *self);

G_END_DECLS
