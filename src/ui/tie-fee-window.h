/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-fee-look.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Create Invoice from Lacerte Amount" and "Import Invoice Amount": what would happen, what should be known before, and the
 * ways out of what keeps it from happening. */
#define TIE_TYPE_FEE_WINDOW (tie_fee_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeWindow, tie_fee_window, TIE, FEE_WINDOW, AdwWindow)

/* look: (transfer full) as read with the wish, which is copied; it has a preview. */
void tie_fee_window_open (GtkWindow *parent, TieSession *session, const TieFeeWish *wish, TieFeeLook *look);

G_END_DECLS
