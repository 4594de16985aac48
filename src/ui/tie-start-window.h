/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* Start Your Practice: firm, address, default state, and where the file lies.  Makes the file.
 * Signal "created" (TieStore *store, gboolean import): the practice is there, open; import: contacts are to be imported. */
#define TIE_TYPE_START_WINDOW (tie_start_window_get_type ())
G_DECLARE_FINAL_TYPE (TieStartWindow, tie_start_window, TIE, START_WINDOW, AdwWindow)

GtkWidget *tie_start_window_new (GtkWindow *parent);

G_END_DECLS
