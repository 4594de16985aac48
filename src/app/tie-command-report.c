/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-report"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-typed-date.h"
#include "billing/tie-reports.h"
#include "exchange/tie-report-file.h"
#include "print/tie-paper-data.h"
#include "print/tie-report-paper.h"
#include "sync/tie-practice-package.h"
#include "sync/tie-sync-health.h"

typedef struct
{
  TieReportsKind kind;
  const char *from;
  const char *to;
  TieReport *report; /* (owned) out */
  TieLetter *letter; /* (owned) out */
} Request;

static gboolean
make_cb (TieDb *db,
         gpointer data,
         GError **error)
{
  Request *request = data;

  request->report = tie_reports_make (db, request->kind, request->from, request->to, tie_practice_package_read_name (db), error);
  if (request->report == NULL || (request->kind == TIE_REPORTS_HEALTH && !tie_sync_health_add_now (db, request->report, error)))
    return FALSE;
  request->letter = tie_letter_load (db, NULL, error);
  return request->letter != NULL;
}

static void
print_csv (TieReport *report)
{
  g_autoptr (GBytes) text = tie_report_file_to_csv (report);

  g_print ("%.*s", (int) g_bytes_get_size (text), (const char *) g_bytes_get_data (text, NULL));
}

static int
write_xlsx (TieReport *report,
            const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xlsx = tie_report_file_to_xlsx (report, &error);

  if (xlsx == NULL ||
      !g_file_replace_contents (file, g_bytes_get_data (xlsx, NULL), g_bytes_get_size (xlsx), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, &error))
    return tie_command_fail (path, error);
  g_print ("%s\n", path);
  return TIE_EXIT_DONE;
}

int
tie_command_report (int argc,
                    char **argv)
{
  g_autofree char *pdf = NULL;
  g_autofree char *xlsx = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, N_ ("write a PDF file; without a file CSV goes to standard output"), N_ ("FILE") },
    { "xlsx", 0, 0, G_OPTION_ARG_FILENAME, &xlsx, N_ ("write an XLSX file for spreadsheets"), N_ ("FILE") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("first day of what was billed (realization) or sent (health)"), N_ ("YYYY-MM-DD") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("last day; today without it"), N_ ("YYYY-MM-DD") },
    { NULL },
  };
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, entries, _ ("ageing|wip|realization|health"), _ ("Writes a report as PDF, XLSX or CSV."), 1, 1);
  g_autoptr (TieReport) report = NULL;
  g_autoptr (TieLetter) letter = NULL;
  g_autoptr (TiePrintable) paper = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (session == NULL)
    return TIE_EXIT_USAGE;
  request.kind = tie_reports_from_string (session->rest[0]);
  if (request.kind == 0)
    {
      g_printerr (_ ("tieout: report: “%s” is none of ageing, wip, realization, health\n"), session->rest[0]);
      return TIE_EXIT_USAGE;
    }
  if (pdf != NULL && xlsx != NULL)
    {
      g_printerr (_ ("tieout: report: give --pdf or --xlsx, not both\n"));
      return TIE_EXIT_USAGE;
    }
  if (!tie_command_session_open (session))
    return session->status;

  if (to == NULL)
    to = tie_typed_date_get_today ();
  request.from = from;
  request.to = to;
  if (!tie_store_run (session->store, TIE_STORE_READ, make_cb, &request, &error))
    return tie_command_fail (session->rest[0], error);
  report = request.report;
  letter = request.letter;
  if (pdf != NULL)
    {
      paper = tie_report_paper_new (report, letter->firm, letter->layout->paper);
      return tie_command_write_pdf (paper, session->rest[0], pdf);
    }
  if (xlsx != NULL)
    return write_xlsx (report, xlsx);
  print_csv (report);
  return TIE_EXIT_DONE;
}
