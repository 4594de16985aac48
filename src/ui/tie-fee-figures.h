/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-fee-look.h"

G_BEGIN_DECLS

/* What an import of a fee amounts to: the amount and where it comes from, and for an invoice the work that it relieves. */
#define TIE_TYPE_FEE_FIGURES (tie_fee_figures_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeFigures, tie_fee_figures, TIE, FEE_FIGURES, GtkWidget)

/* Nothing is shown while there is no amount. */
void tie_fee_figures_show (TieFeeFigures *self, const TieFeeLook *look);

G_END_DECLS
