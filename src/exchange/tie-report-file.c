/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-file"
#include "config.h"

#include "base/tie-csv.h"
#include "exchange/tie-report-file.h"
#include "exchange/tie-sheet-writer.h"

GBytes *
tie_report_file_to_csv (TieReport *report)
{
  g_autoptr (TieCsvWriter) writer = tie_csv_writer_new (',');
  guint n_columns = tie_report_get_n_columns (report);

  for (guint c = 0; c < n_columns; c++)
    tie_csv_writer_add (writer, tie_report_get_column_title (report, c));
  tie_csv_writer_end_row (writer);
  for (guint row = 0; row < tie_report_get_n_rows (report); row++)
    {
      for (guint c = 0; c < n_columns; c++)
        {
          g_autofree char *cell = tie_report_dup_plain (report, row, c);

          tie_csv_writer_add (writer, cell);
        }
      tie_csv_writer_end_row (writer);
    }
  return tie_csv_writer_finish (writer);
}

GBytes *
tie_report_file_to_xlsx (TieReport *report,
                         GError **error)
{
  g_autoptr (TieSheetWriter) writer = tie_sheet_writer_new (tie_report_get_title (report));
  guint n_columns = tie_report_get_n_columns (report);

  for (guint c = 0; c < n_columns; c++)
    tie_sheet_writer_add_column (writer, tie_report_get_column_title (report, c), tie_report_get_column_type (report, c));
  for (guint row = 0; row < tie_report_get_n_rows (report); row++)
    {
      tie_sheet_writer_set_bold (writer, tie_report_get_row_style (report, row) != TIE_REPORT_ROW_PLAIN);
      for (guint c = 0; c < n_columns; c++)
        {
          g_autofree char *cell = tie_report_dup_plain (report, row, c);

          tie_sheet_writer_add (writer, cell);
        }
      tie_sheet_writer_end_row (writer);
    }
  return tie_sheet_writer_finish (writer, error);
}
