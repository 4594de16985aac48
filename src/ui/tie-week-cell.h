/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The hours of one row of the week on one day, to be typed over.  What is billed is locked and says on what.
 *
 * Signals:
 *   "entered" (gint64 hours × 10 000)  other hours than shown were typed, and Enter pressed or the cell left
 *   "move" (int by) → gboolean         Up, Down or Enter: to the cell so many rows below; FALSE: there is none */
#define TIE_TYPE_WEEK_CELL (tie_week_cell_get_type ())
G_DECLARE_FINAL_TYPE (TieWeekCell, tie_week_cell, TIE, WEEK_CELL, GtkEntry)

/* name: for a screen reader. */
GtkWidget *tie_week_cell_new (guint day, const char *name);
guint tie_week_cell_get_day (TieWeekCell *self);

/* What is there now; billed_on: the number of a document, NULL for none.  What is being typed is kept: the hours of the
 * cell before may be saved meanwhile. */
void tie_week_cell_show (TieWeekCell *self, gint64 hours, const char *billed_on);
/* NULL takes it away. */
void tie_week_cell_set_error (TieWeekCell *self, const char *sentence);
/* Reads what is typed, as leaving the cell does. */
void tie_week_cell_commit (TieWeekCell *self);

G_END_DECLS
