/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "store/tie-comparison-table.h"

G_BEGIN_DECLS

/* The lines of the Tie-Out as rows of a list, each of which a screen reader reads whole. */
void tie_comparison_figures_show (GtkListBox *list, const TieComparison *comparison, const char *package);
void tie_comparison_figures_clear (GtkListBox *list);

G_END_DECLS
