/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Columns": which column of a fee file is what, with examples from its first rows.  The answer is kept for all files with the
 * same headings.
 * Signal "saved": it was. */
#define TIE_TYPE_FEE_COLUMNS_WINDOW (tie_fee_columns_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFeeColumnsWindow, tie_fee_columns_window, TIE, FEE_COLUMNS_WINDOW, AdwWindow)

/* uri: of a file in the fee source. (transfer none) On screen. */
GtkWidget *tie_fee_columns_window_open (GtkWindow *parent, TieSession *session, const char *uri);

G_END_DECLS
