/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-running-question"
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/tie-running-question.h"

#define DIALOG_KEY "tie-running-question"  /* of the window: the question that stands */
#define STAY_KEY "tie-running-stay"         /* of the question */
#define ANSWERED_KEY "tie-running-answered" /* of the window: it may go */

static gboolean
close_cb (gpointer user_data)
{
  gtk_window_close (user_data);
  return G_SOURCE_REMOVE;
}

/* The question must be gone before its parent. */
static void
close_window (GtkWindow *window)
{
  g_object_set_data (G_OBJECT (window), ANSWERED_KEY, window);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_cb, g_object_ref (window), g_object_unref);
}

static void
answered_cb (GtkWindow *window,
             const char *response,
             GtkWindow *dialog)
{
  TieSyncJob *job = g_object_get_data (G_OBJECT (dialog), DIALOG_KEY);
  TieRunningStay stay = (TieRunningStay) g_object_get_data (G_OBJECT (dialog), STAY_KEY);

  g_object_set_data (G_OBJECT (window), DIALOG_KEY, NULL);
  if (g_str_equal (response, "stop"))
    tie_sync_job_cancel (job);
  if (!g_str_equal (response, "stay"))
    close_window (window);
  else if (stay != NULL)
    stay (window);
}

static void
progress_cb (GtkWindow *dialog,
             GParamSpec *pspec,
             TieSyncJob *job)
{
  const char *progress = tie_sync_job_get_progress (job);
  g_autofree char *body = NULL;

  if (progress == NULL) /* it is over */
    return;
  /* Translators: how far the run is: "3 of 12 · INV-1044" */
  body = g_strdup_printf (_ ("%s\n\nIt can go on without the window, or end after what is on its way now."), progress);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
}

/* There is nothing left to ask. */
static void
ended_cb (GtkWindow *dialog)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), "finish");
  gtk_window_destroy (dialog);
}

static GtkWindow *
make_dialog (GtkWindow *window,
             TieSyncJob *job)
{
  GtkWidget *dialog = adw_message_dialog_new (window, _ ("A Sync Is Under Way"), NULL);

  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Keep Open"), "stop", _ ("_Cancel and Close"), "finish", _ ("_Finish in the Background"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "finish", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "finish");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("A Sync Is Under Way"), -1);
  g_object_set_data_full (G_OBJECT (dialog), DIALOG_KEY, g_object_ref (job), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::progress", G_CALLBACK (progress_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "ended", G_CALLBACK (ended_cb), dialog, G_CONNECT_SWAPPED);
  return GTK_WINDOW (dialog);
}

gboolean
tie_running_question_holds (GtkWindow *window,
                            TieSyncJob *job,
                            TieRunningStay stay)
{
  GtkWindow *dialog = g_object_get_data (G_OBJECT (window), DIALOG_KEY);

  g_return_val_if_fail (GTK_IS_WINDOW (window), FALSE);
  g_return_val_if_fail (TIE_IS_SYNC_JOB (job), FALSE);

  if (!tie_sync_job_get_is_running (job) || g_object_get_data (G_OBJECT (window), ANSWERED_KEY) != NULL)
    return FALSE;
  if (dialog == NULL)
    {
      dialog = make_dialog (window, job);
      progress_cb (dialog, NULL, job);
      g_object_set_data (G_OBJECT (window), DIALOG_KEY, dialog);
      g_object_set_data (G_OBJECT (dialog), STAY_KEY, (gpointer) stay);
    }
  gtk_window_present (dialog);
  return TRUE;
}
