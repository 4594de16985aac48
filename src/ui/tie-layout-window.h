/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Setup > Invoice Layout: how the firm's documents look on paper, with a made-up invoice beside it.  Saved at once, each
 * change an undo step. */
#define TIE_TYPE_LAYOUT_WINDOW (tie_layout_window_get_type ())
G_DECLARE_FINAL_TYPE (TieLayoutWindow, tie_layout_window, TIE, LAYOUT_WINDOW, AdwWindow)

GtkWidget *tie_layout_window_new (TieSession *session);

G_END_DECLS
