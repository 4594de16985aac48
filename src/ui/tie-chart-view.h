/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/tie-report.h"

G_BEGIN_DECLS

/* TieChart on screen: a report's bars in the theme's colours.  Left and Right go from bar to bar, Enter or a click
 * emits "bar-activated" (guint bar).  For a screen reader it is the report's sentence. */
#define TIE_TYPE_CHART_VIEW (tie_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (TieChartView, tie_chart_view, TIE, CHART_VIEW, GtkWidget)

void tie_chart_view_set_report (TieChartView *self, TieReport *report);

G_END_DECLS
