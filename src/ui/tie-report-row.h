/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/tie-report.h"

G_BEGIN_DECLS

/* A row of a report in a list. */
#define TIE_TYPE_REPORT_ROW (tie_report_row_get_type ())
G_DECLARE_FINAL_TYPE (TieReportRow, tie_report_row, TIE, REPORT_ROW, GObject)

/* (transfer full) All rows of the report. */
GListModel *tie_report_row_list (TieReport *report);

TieReport *tie_report_row_get_report (TieReportRow *self);
guint tie_report_row_get_number (TieReportRow *self);

G_END_DECLS
