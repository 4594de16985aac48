/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "model/tie-report.h"

G_BEGIN_DECLS

/* A report's bars, drawn on cairo for screen and paper alike: standing columns, their values on top, told apart by pattern
 * as well as by colour. */

typedef struct
{
  double red;
  double green;
  double blue;
} TieChartColour;

typedef struct
{
  double text_size;       /* points, or pixels on screen */
  TieChartColour text;
  TieChartColour accent;
  int selected;           /* bar that is marked, -1 for none */
} TieChartStyle;

/* Paper's style. */
extern const TieChartStyle tie_chart_paper_style;

void tie_chart_draw (TieReport *report, const TieChartStyle *style, cairo_t *cr, double width, double height);
/* Which bar is there, -1 for none. */
int tie_chart_find_bar (TieReport *report, double width, double x);

G_END_DECLS
