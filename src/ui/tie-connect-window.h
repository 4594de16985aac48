/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Connect to QuickBooks": which company, app keys, waiting for the browser; closes when connected. */
#define TIE_TYPE_CONNECT_WINDOW (tie_connect_window_get_type ())
G_DECLARE_FINAL_TYPE (TieConnectWindow, tie_connect_window, TIE, CONNECT_WINDOW, AdwWindow)

GtkWidget *tie_connect_window_new (TieSession *session);

G_END_DECLS
