/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-session.h"
#include "ui/tie-week-rows.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The week as a grid, projects × days: hours are typed, Enter goes down, Tab right, Up and Down between rows; what is
 * billed is locked and says on what. */
#define TIE_TYPE_WEEK_GRID (tie_week_grid_get_type ())
G_DECLARE_FINAL_TYPE (TieWeekGrid, tie_week_grid, TIE, WEEK_GRID, GtkWidget)

GtkWidget *tie_week_grid_new (TieSession *session);

/* employee: id, "" for nobody; monday: "YYYY-MM-DD". */
void tie_week_grid_set_week (TieWeekGrid *self, const char *employee, const char *monday);
/* The rows: GListModel of TieListRow. */
TieListing *tie_week_grid_get_rows (TieWeekGrid *self);
/* A row to type in, for a project that has no time in this week yet; the first day gets the focus. */
void tie_week_grid_add_row (TieWeekGrid *self, const char *project, const char *code, const char *label, const char *name);
/* The rows there are to see, those without hours too. */
guint tie_week_grid_get_n_rows (TieWeekGrid *self);
/* Signal "changed": rows came or went. */

G_END_DECLS
