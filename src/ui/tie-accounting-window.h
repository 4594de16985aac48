/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-export-table.h"
#include "ui/tie-list-pane.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* Setup > Accounting Export: files for accounting programs that only read files.  Everything is looked at first; a file is written whole
 * or not at all, and only then its invoices are exported. */
#define TIE_TYPE_ACCOUNTING_WINDOW (tie_accounting_window_get_type ())
G_DECLARE_FINAL_TYPE (TieAccountingWindow, tie_accounting_window, TIE, ACCOUNTING_WINDOW, AdwWindow)

GtkWidget *tie_accounting_window_new (TieSession *session);

/* target: id of a layout; unknown ones are left alone. */
void tie_accounting_window_set_target (TieAccountingWindow *self, const char *target);
const char *tie_accounting_window_get_target (TieAccountingWindow *self);
void tie_accounting_window_show_kind (TieAccountingWindow *self, TieExportKind kind);
TieListPane *tie_accounting_window_get_pane (TieAccountingWindow *self, TieExportKind kind);

G_END_DECLS
