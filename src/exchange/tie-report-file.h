/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"

G_BEGIN_DECLS

/* (transfer full) The report's table as CSV: titles, then every row, numbers as plain decimals, dates as ISO. */
GBytes *tie_report_file_to_csv (TieReport *report);

/* (transfer full) The same as an XLSX file; headings and totals are bold.  Errors: as tie_sheet_writer_finish(). */
GBytes *tie_report_file_to_xlsx (TieReport *report, GError **error);

G_END_DECLS
