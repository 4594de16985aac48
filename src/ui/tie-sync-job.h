/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/tie-sync-run.h"
#include "sync/tie-sync-status.h"

G_BEGIN_DECLS

/* The run of a practice as its windows show it: one at a time, whoever began it, so that the Sync page and the export windows
 * see the same rows go out.  A TieSyncRun lives as long as its work; this one stays.
 *
 * Properties, notified: "is-running", "progress" ("3 of 12 · INV-1044", NULL while nothing runs), "fraction" (guint 0–1000).
 * Signals:
 *   "row" (char *id, guint TieSyncRunState)
 *   "ended" (TieSyncRun *run, GError *error)  the run is over; error NULL: it came to its end.  What it did, failed at and
 *                                             left counts in either case.  run NULL: it could not begin. */
#define TIE_TYPE_SYNC_JOB (tie_sync_job_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncJob, tie_sync_job, TIE, SYNC_JOB, GObject)

TieSyncJob *tie_sync_job_new (TieCompany *company);

/* Each returns FALSE, and does nothing, while another one runs, or when it cannot begin.  widget: in whose window it was
 * begun; its status line says at the end what was done, what was left and why.  batch: as tie_sync_run_set_batch(). */
gboolean tie_sync_job_export (TieSyncJob *self, GtkWidget *widget, GPtrArray *ids, guint batch);
/* Payments of any kind (ids as tie_sync_run_import_payments_async() takes them), and invoices or credits.  One undo step of the
 * widget's window. */
gboolean tie_sync_job_import_payments (TieSyncJob *self, GtkWidget *widget, GPtrArray *ids);
gboolean tie_sync_job_import_documents (TieSyncJob *self, GtkWidget *widget, TieKind kind, GPtrArray *remote_ids);
/* Takes them back at the package: verb "delete" or "void", as tie_sync_run_remove_async(). */
gboolean tie_sync_job_remove (TieSyncJob *self, GtkWidget *widget, GPtrArray *ids, const char *verb);
/* The undo steps of the window that began the last run: as tie_undo_control_get_id(). */
const char *tie_sync_job_get_window (TieSyncJob *self);
/* After the present batch. */
void tie_sync_job_cancel (TieSyncJob *self);

gboolean tie_sync_job_get_is_running (TieSyncJob *self);
gboolean tie_sync_job_get_is_cancelled (TieSyncJob *self); /* and still running */
GCancellable *tie_sync_job_get_cancellable (TieSyncJob *self); /* of what runs, NULL for none */
const char *tie_sync_job_get_progress (TieSyncJob *self);
double tie_sync_job_get_fraction (TieSyncJob *self); /* 0–1 */
/* (transfer full) (nullable) What the run waits for before it tries again; NULL: it does not wait.  Follows "progress". */
TieSyncFinding *tie_sync_job_dup_wait (TieSyncJob *self, TieSyncGroup group);
/* Whether the run is to send that record, and neither did so yet nor waits for its answer. */
gboolean tie_sync_job_wants (TieSyncJob *self, const char *id);
/* Does not wait any longer.  FALSE: nothing runs. */
gboolean tie_sync_job_try_now (TieSyncJob *self);
/* Whether that record is on its way just now. */
gboolean tie_sync_job_is_sending (TieSyncJob *self, const char *id);

G_END_DECLS
