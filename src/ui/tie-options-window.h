/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "QuickBooks Integration Options": none or QuickBooks Online, the state of the connection, Disconnect, Defaults. */
#define TIE_TYPE_OPTIONS_WINDOW (tie_options_window_get_type ())
G_DECLARE_FINAL_TYPE (TieOptionsWindow, tie_options_window, TIE, OPTIONS_WINDOW, AdwWindow)

GtkWidget *tie_options_window_new (TieSession *session);

G_END_DECLS
