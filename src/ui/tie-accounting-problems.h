/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/tie-file-export.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* What stands against an accounting file before it is written: a sentence for each record, with its ways out.  It stays while they
 * are gone, and then looks again.
 *
 * Signals:
 *   "check"                   [Check Again] was pressed
 *   "write" (gboolean again)  what can be written is to be, without the rest; again: with what was exported before
 *   "way" (guint way, char *id)  a TieFileWay of a record */
#define TIE_TYPE_ACCOUNTING_PROBLEMS (tie_accounting_problems_get_type ())
G_DECLARE_FINAL_TYPE (TieAccountingProblems, tie_accounting_problems, TIE, ACCOUNTING_PROBLEMS, AdwWindow)

GtkWidget *tie_accounting_problems_new (TieSession *session);
/* What a check found. */
void tie_accounting_problems_show (TieAccountingProblems *self, const TieFileExport *found);

G_END_DECLS
