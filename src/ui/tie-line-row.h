/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "model/tie-document.h"
#include "ui/tie-pick-list.h"

G_BEGIN_DECLS

typedef enum
{
  TIE_LINE_CELL_NUMBER, /* no field: the line's place */
  TIE_LINE_CELL_CODE,
  TIE_LINE_CELL_TEXT,
  TIE_LINE_CELL_QUANTITY,
  TIE_LINE_CELL_RATE,
  TIE_LINE_CELL_AMOUNT,
  TIE_LINE_CELL_TAX,
  TIE_LINE_CELL_REMOVE,
  TIE_LINE_N_CELLS
} TieLineCell;

/* Between two cells, in pixels. */
#define TIE_LINE_SPACING 4

/* A line of a document as it is entered: what is typed goes into the record at once.
 *
 * Signals:
 *   "changed"  the record is another than before
 *   "picked"   a code was chosen: the owner fills in what the code says, then calls tie_line_row_show()
 *   "next"     Enter in the last field
 *   "remove"   the line is to go */
#define TIE_TYPE_LINE_ROW (tie_line_row_get_type ())
G_DECLARE_FINAL_TYPE (TieLineRow, tie_line_row, TIE, LINE_ROW, GtkWidget)

/* codes, taxes: what is completed.  columns: a size group for each cell. */
GtkWidget *tie_line_row_new (TiePickList *codes, TiePickList *taxes, GtkSizeGroup *const *columns);

void tie_line_row_set_line (TieLineRow *self, TieLine *line, guint number);
TieLine *tie_line_row_get_line (TieLineRow *self);
/* Shows the record anew. */
void tie_line_row_show (TieLineRow *self);
void tie_line_row_set_editable (TieLineRow *self, gboolean is_editable);

/* Reads every field; FALSE when one cannot be read: it has the focus then. */
gboolean tie_line_row_commit (TieLineRow *self);
void tie_line_row_focus_cell (TieLineRow *self, TieLineCell cell);
void tie_line_row_set_error (TieLineRow *self, TieLineCell cell, const char *sentence);
GtkWidget *tie_line_row_get_cell (TieLineRow *self, TieLineCell cell);

G_END_DECLS
