/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-week-rows.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands round the rows of a week in its grid: the days above, from column 1 on, and the totals below. */
typedef struct _TieWeekFrame TieWeekFrame;

/* The widgets are the grid's, which must live as long. */
TieWeekFrame *tie_week_frame_new (GtkGrid *grid);
void tie_week_frame_free (TieWeekFrame *self);

/* monday: "YYYY-MM-DD". */
void tie_week_frame_set_monday (TieWeekFrame *self, const char *monday);
/* The head of a day, "Mon 3". */
const char *tie_week_frame_get_day (TieWeekFrame *self, guint day);
/* Hours × 10 000. */
void tie_week_frame_set_totals (TieWeekFrame *self, const gint64 totals[TIE_WEEK_DAYS]);
/* So many rows stand between the heads and the totals. */
void tie_week_frame_set_n_rows (TieWeekFrame *self, guint n_rows);

/* A label for a number of the grid. */
GtkLabel *tie_week_frame_create_number (void);

G_END_DECLS
