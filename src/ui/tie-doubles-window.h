/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/tie-doubles.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* The groups of rows that look like one and the same: what speaks for it, their fields side by side, and what can be done:
 * merge them (the practice's own), or never be asked again. */
#define TIE_TYPE_DOUBLES_WINDOW (tie_doubles_window_get_type ())
G_DECLARE_FINAL_TYPE (TieDoublesWindow, tie_doubles_window, TIE, DOUBLES_WINDOW, AdwWindow)

/* Shares the parent's undo steps. */
GtkWidget *tie_doubles_window_new (GtkWindow *parent, TieDoubles *doubles);

/* (transfer full) "3 contacts look like doubles", for a banner; NULL for none. */
char *tie_doubles_window_dup_sentence (TieDoubles *doubles, const TiePackage *package);

/* For tests. */
TieTable *tie_doubles_window_get_table (TieDoublesWindow *self);

G_END_DECLS
