/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Settings of this person on this computer, and one of the practice that is open in the parent. */
#define TIE_TYPE_PREFERENCES_WINDOW (tie_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (TiePreferencesWindow, tie_preferences_window, TIE, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWidget *tie_preferences_window_new (GtkWindow *parent);

G_END_DECLS
