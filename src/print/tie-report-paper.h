/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "print/tie-printable.h"

G_BEGIN_DECLS

/* A report on paper: title, chart, table. */
#define TIE_TYPE_REPORT_PAPER (tie_report_paper_get_type ())
G_DECLARE_FINAL_TYPE (TieReportPaper, tie_report_paper, TIE, REPORT_PAPER, TiePrintable)

/* firm (nullable): stands above the title. */
TiePrintable *tie_report_paper_new (TieReport *report, const char *firm, TiePaper paper);

G_END_DECLS
