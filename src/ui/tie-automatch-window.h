/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sync/tie-crosswalk.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Automatch: compares the undecided rows of both lists and shows what fits, for a person to apply.  Begins by itself.
 *
 * Signals:
 *   "export-rows" (GPtrArray of TiePairRow)   the left rows without a candidate are to be created at the package
 *   "applied"                                 links were made; the window closes */
#define TIE_TYPE_AUTOMATCH_WINDOW (tie_automatch_window_get_type ())
G_DECLARE_FINAL_TYPE (TieAutomatchWindow, tie_automatch_window, TIE, AUTOMATCH_WINDOW, AdwWindow)

/* page: the left rows that the match page shows now, for "Only this page".  can_export: the package can be reached. */
GtkWidget *tie_automatch_window_new (GtkWindow *parent, TieCrosswalk *crosswalk, GListModel *page, gboolean can_export);

/* For tests: "running", "none", "review"; the table of proposals. */
const char *tie_automatch_window_get_state (TieAutomatchWindow *self);
TieTable *tie_automatch_window_get_table (TieAutomatchWindow *self);

G_END_DECLS
