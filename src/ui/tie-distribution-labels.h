/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "billing/tie-distribution.h"

G_BEGIN_DECLS

/* Says under a distribution whether it balances, and whether all of it stands on an account. */
void tie_distribution_labels_show (GtkLabel *balanced, GtkLabel *distributed, const TieDistributionState *state);

G_END_DECLS
