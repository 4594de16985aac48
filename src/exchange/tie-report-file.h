/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"

G_BEGIN_DECLS

/* (transfer full) The report's table as CSV: titles, then every row, numbers as plain decimals, dates as ISO. */
GBytes *tie_report_file_to_csv (TieReport *report);

G_END_DECLS
