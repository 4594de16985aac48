/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-verbs"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-file-dialogs.h"
#include "ui/tie-print-job.h"
#include "ui/tie-report-verbs.h"
#include "ui/tie-status-line.h"

static void
printed_cb (gboolean was_printed,
            const GError *error,
            gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  TieStatusLine *line = tie_status_line_for (widget);

  if (error != NULL && line != NULL) /* none: closed meanwhile */
    tie_status_line_say_error (line, error);
}

void
tie_report_verbs_print (GtkWidget *widget,
                        TiePrintable *paper)
{
  tie_print_job_run (GTK_WINDOW (gtk_widget_get_root (widget)), paper, 1, printed_cb, g_object_ref (widget));
}

void
tie_report_verbs_say_saved (GtkWidget *widget,
                            const char *path,
                            const GError *error)
{
  TieStatusLine *line = tie_status_line_for (widget);
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *sentence = g_strdup_printf (_ ("Saved as %s"), name);

  if (line == NULL)
    return;
  if (error != NULL)
    tie_status_line_say_error (line, error);
  else
    tie_status_line_say (line, sentence, FALSE);
}

typedef struct
{
  GtkWidget *widget;   /* (owned) */
  TiePrintable *paper; /* (owned) */
} Saving;

static void
save_pdf_cb (const char *path,
             gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (GtkWidget) widget = saving->widget;
  g_autoptr (TiePrintable) paper = saving->paper;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    return;
  file = g_file_new_for_path (path);
  tie_printable_write_pdf (&paper, 1, file, NULL, &error);
  tie_report_verbs_say_saved (widget, path, error);
}

void
tie_report_verbs_save_pdf (GtkWidget *widget,
                           TiePrintable *paper,
                           const char *name)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->paper = g_object_ref (paper);
  tie_file_dialogs_save (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save PDF"), name, _ ("PDF documents"), "pdf", save_pdf_cb, saving);
}
