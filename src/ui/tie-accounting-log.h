/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The export log of an accounting file: every text that had to be cut, and every character that had to be replaced. */
#define TIE_TYPE_ACCOUNTING_LOG (tie_accounting_log_get_type ())
G_DECLARE_FINAL_TYPE (TieAccountingLog, tie_accounting_log, TIE, ACCOUNTING_LOG, AdwWindow)

/* batch: id. */
GtkWidget *tie_accounting_log_new (TieSession *session, const char *batch);

G_END_DECLS
