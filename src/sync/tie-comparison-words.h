/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"
#include "store/tie-comparison-table.h"

G_BEGIN_DECLS

/* The Tie-Out in words, the same in the window, on paper and on the command line.  package: "QuickBooks". */

const char *tie_comparison_line_get_label (TieComparisonLine line); /* translated: "Receivables" */

/* (transfer full) What stands behind a line: "Tied out", "2 items". */
char *tie_comparison_dup_result (const TieComparison *self, TieComparisonLine line);

/* (transfer full) "Invoice INV-1055", "Payment 88". */
char *tie_difference_dup_title (const TieDifference *self);
/* (transfer full) "Not exported", "Only in QuickBooks", … */
char *tie_difference_dup_reason (const TieDifference *self, const char *package);

/* (transfer full) What stands below the figures. */
char *tie_elsewhere_dup_text (const TieElsewhere *self);

/* Periods that end today, but for the last. */
typedef enum
{
  TIE_PERIOD_THIS_MONTH = 0,
  TIE_PERIOD_THIS_QUARTER,
  TIE_PERIOD_THIS_YEAR,
  TIE_PERIOD_LAST_YEAR,
  TIE_PERIOD_ALL,
  TIE_N_PERIODS
} TiePeriod;

const char *tie_period_get_label (TiePeriod period); /* translated: "This quarter" */
/* (out) (transfer full) First and last day, both included; from is NULL for all.  The end is the end of the period, for
 * what is dated ahead belongs to it. */
void tie_period_get_days (TiePeriod period, const char *today, char **from, char **until);

/* (transfer full) For paper: the lines, then what makes the difference.  company: whose books these are compared with. */
TieReport *tie_comparison_make_report (const TieComparison *self, const char *company, const char *package, TiePeriod period);

G_END_DECLS
