/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-print-job"
#include "config.h"

#include "ui/tie-print-job.h"

typedef struct
{
  TiePrintable *printable; /* (owned) */
  TiePrintFunc func;
  gpointer user_data;
} Job;

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              Job *job)
{
  tie_printable_draw (job->printable, gtk_print_context_get_cairo_context (context), (guint) page);
}

static void
done_cb (GtkPrintOperation *operation,
         GtkPrintOperationResult result,
         Job *job)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    gtk_print_operation_get_error (operation, &error);
  job->func (result == GTK_PRINT_OPERATION_RESULT_APPLY, error, job->user_data);
  g_object_unref (job->printable);
  g_free (job);
}

void
tie_print_job_run (GtkWindow *window,
                   TiePrintable *printable,
                   guint copies,
                   TiePrintFunc func,
                   gpointer user_data)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) size = NULL;
  Job *job = g_new0 (Job, 1);

  job->printable = g_object_ref (printable);
  job->func = func;
  job->user_data = user_data;
  size = gtk_paper_size_new (tie_printable_get_paper (printable) == TIE_PAPER_A4 ? GTK_PAPER_NAME_A4 : GTK_PAPER_NAME_LETTER);
  gtk_page_setup_set_paper_size_and_default_margins (setup, size);
  gtk_print_settings_set_n_copies (settings, (int) copies);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_n_pages (operation, (int) tie_printable_get_n_pages (printable));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  if (tie_printable_get_title (printable) != NULL)
    gtk_print_operation_set_job_name (operation, tie_printable_get_title (printable));
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), job);
  /* An error comes with "done" too. */
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, window, NULL);
}
