/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-data-dialogs"
#include "config.h"

#include <glib/gi18n.h>

#include "store/tie-practice-data.h"
#include "ui/tie-data-dialogs.h"
#include "ui/tie-status-line.h"

/* A folder that is being asked for, then written or read.  The chooser is kept until it was answered. */
typedef struct
{
  GtkWindow *window;             /* (owned) */
  TieStore *store;               /* (owned) */
  char *firm;                    /* (owned) */
  GtkFileChooserNative *chooser; /* (owned) */
  GCancellable *cancellable;     /* (owned) */
  gboolean is_export;
  char *folder; /* (owned) (nullable) */
  gint64 n_rows;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->window);
  g_object_unref (job->store);
  g_free (job->firm);
  g_clear_object (&job->chooser);
  g_object_unref (job->cancellable);
  g_free (job->folder);
  g_free (job);
}

static gboolean
run_func (TieDb *db,
          gpointer data,
          GError **error)
{
  Job *job = data;

  if (job->is_export)
    return tie_practice_data_export (db, job->folder, job->cancellable, &job->n_rows, error);
  return tie_practice_data_import (db, job->folder, job->cancellable, &job->n_rows, error);
}

static void
done_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GtkWindow) window = GTK_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  Job *job = tie_store_run_finish (TIE_STORE (source), result, &error);
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (window));
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  if (line == NULL)
    return;
  tie_status_line_set_progress (line, NULL, NULL);
  if (job == NULL)
    {
      tie_status_line_say_error (line, error);
      return;
    }
  name = g_filename_display_basename (job->folder);
  sentence = job->is_export ? g_strdup_printf (ngettext ("%u row written to “%s”", "%u rows written to “%s”", (guint) job->n_rows), (guint) job->n_rows, name)
                            : g_strdup_printf (ngettext ("%u row read from “%s”", "%u rows read from “%s”", (guint) job->n_rows), (guint) job->n_rows, name);
  tie_status_line_say (line, sentence, FALSE);
}

/* A folder of its own in the chosen one: "Harbor Tax & Books 2026-11-22". */
static char *
make_folder (const char *parent,
             const char *firm)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d %H-%M-%S");
  g_autofree char *plain = g_strdelimit (g_strdup (firm), "/\\:", ' ');
  g_autofree char *name = g_strdup_printf ("%s %s", plain, date);

  return g_build_filename (parent, name, NULL);
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int response,
           gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  TieStatusLine *line = tie_status_line_for (GTK_WIDGET (job->window));

  if (path == NULL)
    {
      job_free (job);
      return;
    }
  job->folder = job->is_export ? make_folder (path, job->firm) : g_strdup (path);
  if (line != NULL)
    tie_status_line_set_progress (line, job->is_export ? _ ("Writing the practice’s data…") : _ ("Reading the practice’s data…"), job->cancellable);
  tie_store_run_async (job->store, job->is_export ? TIE_STORE_READ : TIE_STORE_WRITE, run_func, job, (GDestroyNotify) job_free, job->cancellable, done_cb, g_object_ref (job->window));
}

static void
ask (GtkWindow *window,
     TieSession *session,
     gboolean is_export)
{
  Job *job = g_new0 (Job, 1);

  job->window = g_object_ref (window);
  job->store = g_object_ref (tie_session_get_store (session));
  job->firm = g_strdup (tie_session_get_firm (session));
  job->cancellable = g_cancellable_new ();
  job->is_export = is_export;
  job->chooser = gtk_file_chooser_native_new (is_export ? _ ("Export Data") : _ ("Import Practice Data"), window, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                              is_export ? _ ("_Export Here") : _ ("_Import"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (job->chooser), TRUE);
  g_signal_connect (job->chooser, "response", G_CALLBACK (chosen_cb), job);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (job->chooser));
}

void
tie_data_dialogs_export (GtkWindow *window,
                         TieSession *session)
{
  g_return_if_fail (GTK_IS_WINDOW (window) && TIE_IS_SESSION (session));

  ask (window, session, TRUE);
}

void
tie_data_dialogs_import (GtkWindow *window,
                         TieSession *session)
{
  g_return_if_fail (GTK_IS_WINDOW (window) && TIE_IS_SESSION (session));

  ask (window, session, FALSE);
}
