/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-list-pane.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Setup > Post Invoices: what was exported is posted when the accounting program has it.  That is final, so it is asked for. */
#define TIE_TYPE_POST_WINDOW (tie_post_window_get_type ())
G_DECLARE_FINAL_TYPE (TiePostWindow, tie_post_window, TIE, POST_WINDOW, AdwWindow)

GtkWidget *tie_post_window_new (TieSession *session);
TieListPane *tie_post_window_get_pane (TiePostWindow *self);

G_END_DECLS
