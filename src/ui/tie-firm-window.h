/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Setup > My Company > Information & Settings: the firm, its default state and country, its integrations. */
#define TIE_TYPE_FIRM_WINDOW (tie_firm_window_get_type ())
G_DECLARE_FINAL_TYPE (TieFirmWindow, tie_firm_window, TIE, FIRM_WINDOW, AdwPreferencesWindow)

GtkWidget *tie_firm_window_new (TieSession *session);

G_END_DECLS
