/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two columns side by side where there is room, one above the other where there is not: what AdwBreakpoint
 * (libadwaita 1.4) will do. */
#define TIE_TYPE_COLUMNS (tie_columns_get_type ())
G_DECLARE_FINAL_TYPE (TieColumns, tie_columns, TIE, COLUMNS, GtkWidget)

GtkWidget *tie_columns_new (GtkWidget *start, GtkWidget *end);

G_END_DECLS
