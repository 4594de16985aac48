/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fees/tie-fee-preview.h"

G_BEGIN_DECLS

/* Where an amount comes from, and what the invoice over it is beside its total. */
#define TIE_TYPE_FEE_DETAILS (tie_fee_details_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeDetails, tie_fee_details, TIE, FEE_DETAILS, GtkWidget)

void tie_fee_details_show (TieFeeDetails *self, const TieFeePreview *preview);

G_END_DECLS
