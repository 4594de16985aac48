/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-list-pane.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Choose Row": the rows of the fee files that may be a project's, the likely ones first; any other is found by typing.
 * Signal "chosen" (char *file, guint line): a person said that it is this one. */
#define TIE_TYPE_FEE_ROW_WINDOW (tie_fee_row_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeRowWindow, tie_fee_row_window, TIE, FEE_ROW_WINDOW, AdwWindow)

GtkWidget *tie_fee_row_window_new (GtkWindow *parent, TieSession *session, const char *project);
TieListPane *tie_fee_row_window_get_pane (TieFeeRowWindow *self);

G_END_DECLS
