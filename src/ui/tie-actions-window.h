/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"
#include "ui/tie-transfer-row.h"

G_BEGIN_DECLS

/* "Accounts Sync (Actions)": what keeps a record back, and every next step.  What is solved makes room for the next row. */
#define TIE_TYPE_ACTIONS_WINDOW (tie_actions_window_get_type ())
G_DECLARE_FINAL_TYPE (TieActionsWindow, tie_actions_window, TIE, ACTIONS_WINDOW, AdwWindow)

/* Shows it over parent, of which there is one at most.  rows: GListModel of TieTransferRow, in whose order it goes from one
 * to the next. */
GtkWidget *tie_actions_window_open (GtkWindow *parent, TieSession *session, GListModel *rows, TieTransferRow *row);

/* The row that is shown; NULL: none is kept back any more. (transfer none) */
TieTransferRow *tie_actions_window_get_row (TieActionsWindow *self);

G_END_DECLS
