/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-billing-step.h"
#include "store/tie-export-table.h"

G_BEGIN_DECLS

/* The way out where a program knows customers by their numbers and some have none.  The customers of these records (kind says what
 * they are) get the next ones of the firm's own kind: what stands before the digits of most numbers, and one more than the highest of
 * those; C1001 in a firm that has none.  Those that have one keep it.  TIE_ERROR_INVALID when all have one already. */
gboolean tie_file_give_numbers (TieDb *db, TieExportKind kind, const char *const *ids, TieBillingStep *step, GError **error);

G_END_DECLS
