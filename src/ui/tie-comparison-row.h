/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-comparison-table.h"

G_BEGIN_DECLS

/* (transfer floating) A row of the differences: what, why, how much, and the button that mends it. */
GtkWidget *tie_comparison_row_new (const TieDifference *difference, const char *package);

G_END_DECLS
