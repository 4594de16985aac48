/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "fees/tie-fee-preview.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Opens the client's project of the year and return for which Lacerte has an amount; there is none: this one's, whose fields can
 * be changed. */
void tie_fee_other_open (GtkWidget *widget, TieSession *session, const TieFeePreview *preview);

G_END_DECLS
