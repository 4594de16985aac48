/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "billing/tie-document-sheet.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* How a document is distributed over accounts: a row for each of its parts, with an account and an amount, by a policy or by
 * hand.  Ctrl+Insert splits a part, Ctrl+Delete takes one of its rows away.
 * Signal "changed": a row, or which there are. */
#define TIE_TYPE_DISTRIBUTION_PANE (tie_distribution_pane_get_type ())
G_DECLARE_FINAL_TYPE (TieDistributionPane, tie_distribution_pane, TIE, DISTRIBUTION_PANE, GtkWidget)

/* Once, before anything is shown. */
void tie_distribution_pane_set_session (TieDistributionPane *self, TieSession *session);
/* The sheet whose rows are edited in place; lives until another one is set. */
void tie_distribution_pane_set_sheet (TieDistributionPane *self, TieDocumentSheet *sheet);
/* policy: the name of the one by which it is distributed unless another is chosen; NULL: there is none. */
void tie_distribution_pane_set_default_policy (TieDistributionPane *self, const char *policy);
void tie_distribution_pane_set_editable (TieDistributionPane *self, gboolean is_editable);
/* Reads every field; FALSE when one cannot be read: it has the focus then. */
gboolean tie_distribution_pane_commit (TieDistributionPane *self);

/* For tests: the field of a row (from 0) for its account, its debit or its credit (2, 3, 4). */
GtkWidget *tie_distribution_pane_get_field (TieDistributionPane *self, guint row, int column);

G_END_DECLS
