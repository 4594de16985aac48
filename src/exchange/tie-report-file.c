/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-report-file"
#include "config.h"

#include "base/tie-csv.h"
#include "exchange/tie-report-file.h"

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
