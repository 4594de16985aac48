/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/tie-export-table.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* "Set Up" of a target of Accounting Export: what must be known before a file goes there, how it spells our accounts, terms and taxes, the
 * choices of its layout, and a file to try.  Each change is saved at once and can be undone. */
#define TIE_TYPE_ACCOUNTING_SETUP (tie_accounting_setup_get_type ())
G_DECLARE_FINAL_TYPE (TieAccountingSetup, tie_accounting_setup, TIE, ACCOUNTING_SETUP, AdwWindow)

/* target: id of a layout. */
GtkWidget *tie_accounting_setup_new (TieSession *session, const char *target);

/* Writes a file of invented data, where the save dialog says. */
void tie_accounting_setup_write_sample (TieAccountingSetup *self, TieExportKind kind, const char *path);

/* For tests: the row of that record's spelling (kind: TieFileNameKind), or of the option with that name; NULL for none. */
GtkWidget *tie_accounting_setup_get_row (TieAccountingSetup *self, guint kind, const char *id);

G_END_DECLS
