/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"

G_BEGIN_DECLS

/* What a new demo practice and its company have in common from before: the partners that somebody has found by then
 * (links.csv of the package, data/demo), and each document that was approved, with all payments, sent to the company by the same run that
 * sends everything else.  What is left is what a newcomer does.
 *
 * Once for each practice, and never where somebody linked anything already.  Chooses the accounts of Sync Settings too, which
 * are needed for it.  The company is connected. */
void tie_demo_history_make_async (TieCompany *company, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_demo_history_make_finish (TieCompany *company, GAsyncResult *result, GError **error);

G_END_DECLS
