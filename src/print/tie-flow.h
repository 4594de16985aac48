/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-pen.h"

G_BEGIN_DECLS

/* A table that flows over pages: its head stands on each of them, a row that is too high for the rest of a page goes on
 * on the next one, line by line.  Columns of numbers are as wide as their widest number, the others share what is left. */

typedef enum
{
  TIE_FLOW_PLAIN = 0,
  TIE_FLOW_HEADING, /* bold, kept with what follows */
  TIE_FLOW_TOTAL,   /* bold under a rule */
} TieFlowStyle;

typedef struct _TieFlow TieFlow;

TieFlow *tie_flow_new (double text_size);
void tie_flow_free (TieFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFlow, tie_flow_free)

/* All columns come before the first row.  weight: share of the width of a column of text; 0 for one of numbers. */
void tie_flow_add_column (TieFlow *self, const char *title, double weight);
/* cells: as many as there are columns; NULL is empty. */
void tie_flow_add_row (TieFlow *self, TieFlowStyle style, const char *const *cells);

/* Where a table may stand on a page, in points from the top. */
typedef struct
{
  double left;
  double width;
  double first_top; /* on its first page */
  double top;       /* on the others */
  double bottom;
  double after;     /* how much must fit below the last row, on the same page */
} TieFlowFrame;

/* Returns how many pages it takes, at least one. */
guint tie_flow_paginate (TieFlow *self, TiePen *pen, const TieFlowFrame *frame);
/* Draws what is on that page of it; returns where it ends. */
double tie_flow_draw (TieFlow *self, TiePen *pen, guint page);

G_END_DECLS
