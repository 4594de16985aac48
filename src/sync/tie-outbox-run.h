/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "sync/tie-problem.h"

G_BEGIN_DECLS

/* Sends what stands in the outbox, each record exactly once, whatever happens on the way:
 * - a row is marked and committed before its request leaves, and its answer is written in one transaction with the
 *   record, the link and the activity;
 * - a row without an answer is looked up by its name before it is sent again under the same request id; one that a
 *   crashed program left is re-sent under that id while the package surely remembers it, and looked up when it is older;
 * - no answer, "too many requests" and the server's own trouble are waited out and tried again; a refusal fails that row
 *   alone; a lost sign-in stops the run and leaves the rest queued.
 * - requests keep within the package's limits;
 * - a document that comes to another total there ends the run, once it is written down.
 * One run at a time, also between programs: the object holds the practice's lock until it is closed. */
#define TIE_TYPE_OUTBOX_RUN (tie_outbox_run_get_type ())
G_DECLARE_FINAL_TYPE (TieOutboxRun, tie_outbox_run, TIE, OUTBOX_RUN, GObject)

/* what: a sentence for the history.  NULL with TIE_ERROR_BUSY_RUN, TIE_ERROR_NOT_CONNECTED. */
TieOutboxRun *tie_outbox_run_new (TieCompany *company,
                                  const char *what,
                                  GError **error);
const char *tie_outbox_run_get_id (TieOutboxRun *self);

/* Rows per request, 0 (as at first) for the package's largest; and whether what is exported counts as posted at once. */
void tie_outbox_run_set_batch (TieOutboxRun *self, guint batch);
void tie_outbox_run_set_posts (TieOutboxRun *self, gboolean posts);

/* Until nothing is left; may be called again for what was queued since.  Cancelling ends it after the present batch.  FALSE
 * with the reason when it stopped before the end: tie_outbox_run_get_n_done() and the problems still count. */
void tie_outbox_run_send_async (TieOutboxRun *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean tie_outbox_run_send_finish (TieOutboxRun *self,
                                     GAsyncResult *result,
                                     GError **error);

/* Properties: "done", "total" (guint rows), "waiting" (guint seconds until the next try, 0: not waiting), "current" (label
 * of a row that is being sent).  Signal "row" (const TieOutboxRow *, guint TieOutboxRowState) for each row as it goes on;
 * the row is gone afterwards. */
typedef enum
{
  TIE_OUTBOX_ROW_SENDING = 1,
  TIE_OUTBOX_ROW_DONE,
  TIE_OUTBOX_ROW_FAILED,    /* refused, or made with another total */
  TIE_OUTBOX_ROW_UNKNOWN,   /* no answer: the run waits to look it up, or ends */
  TIE_OUTBOX_ROW_NOT_SENT,  /* put back */
  TIE_OUTBOX_ROW_DROPPED,   /* nothing to send any more */
  TIE_OUTBOX_ROW_AGAIN,     /* has to be made anew: the package touched its record meanwhile */
} TieOutboxRowState;

guint tie_outbox_run_get_n_done (TieOutboxRun *self);
guint tie_outbox_run_get_total (TieOutboxRun *self);
guint tie_outbox_run_get_waiting (TieOutboxRun *self);
/* Something was refused because the books are closed there: until when is to be asked. */
gboolean tie_outbox_run_has_met_closed (TieOutboxRun *self);
const GError *tie_outbox_run_get_fault (TieOutboxRun *self); /* (nullable) why it waits */
/* Does not wait any longer for the next try. */
void tie_outbox_run_try_now (TieOutboxRun *self);
const char *tie_outbox_run_get_current (TieOutboxRun *self);
GPtrArray *tie_outbox_run_steal_problems (TieOutboxRun *self); /* (transfer full) those since the last time */
GPtrArray *tie_outbox_run_get_problems (TieOutboxRun *self); /* (transfer none) element TieProblem */

/* Ends the run's row in the history and releases the lock, whatever comes of it; the last reference does so too. */
void tie_outbox_run_close_async (TieOutboxRun *self,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean tie_outbox_run_close_finish (TieOutboxRun *self,
                                      GAsyncResult *result,
                                      GError **error);

G_END_DECLS
