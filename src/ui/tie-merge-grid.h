/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "sync/tie-doubles.h"

G_BEGIN_DECLS

/* The records of a group side by side: which one stays, and which value each field gets where they differ. */
#define TIE_TYPE_MERGE_GRID (tie_merge_grid_get_type ())
G_DECLARE_FINAL_TYPE (TieMergeGrid, tie_merge_grid, TIE, MERGE_GRID, GtkWidget)

/* can_choose: FALSE only shows.  group NULL: nothing. */
void tie_merge_grid_set_group (TieMergeGrid *self, TieDoubleGroup *group, gboolean can_choose);
/* What is chosen now; the group's. */
const TieMergeChoice *tie_merge_grid_get_choice (TieMergeGrid *self);

G_END_DECLS
