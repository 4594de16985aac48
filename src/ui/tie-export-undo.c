/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-export-undo"
#include "config.h"

#include "ui/tie-export-undo.h"
#include "ui/tie-removal-question.h"
#include "ui/tie-undo-control.h"

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
ask (GtkWidget *window,
     const char *run,
     gpointer data)
{
  g_autoptr (TieSession) session = g_weak_ref_get (data);

  if (session != NULL)
    tie_removal_question_ask_run (window, session, run);
}

static void
ended_cb (TieSyncJob *job,
          TieSyncRun *run,
          const GError *error,
          TieSession *session)
{
  const TieConnection *connection = tie_company_get_connection (tie_session_get_company (session));
  GWeakRef *weak;

  if (run == NULL || connection == NULL || tie_sync_run_get_n_created (run) == 0 || tie_sync_job_get_window (job) == NULL)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, session); /* the store may be there longer */
  tie_undo_control_note_run (tie_session_get_store (session), tie_sync_job_get_window (job), connection->id, tie_sync_run_get_id (run), ask, weak, weak_free);
}

void
tie_export_undo_watch (TieSession *session,
                       TieSyncJob *job)
{
  g_return_if_fail (TIE_IS_SESSION (session));
  g_return_if_fail (TIE_IS_SYNC_JOB (job));

  g_signal_connect_object (job, "ended", G_CALLBACK (ended_cb), session, 0);
}
