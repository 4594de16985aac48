/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Sync Settings: what goes to the package, what comes from it, and when.  Nothing is kept until [Enable Integration], which
 * also does the first sync and tells what came of it; from then on the window shows what is on and what is off. */
#define TIE_TYPE_SYNC_SETTINGS_WINDOW (tie_sync_settings_window_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncSettingsWindow, tie_sync_settings_window, TIE, SYNC_SETTINGS_WINDOW, AdwWindow)

GtkWidget *tie_sync_settings_window_new (TieSession *session);
/* For tests: "settings", "running" or "parts". */
const char *tie_sync_settings_window_get_page (TieSyncSettingsWindow *self);

G_END_DECLS
