/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-match.h"

G_BEGIN_DECLS

/* What should be known of a project and the row that was found for it.  Pure; for previews and reviews. */

/* The finding of a match that is not OK. */
TieFeeFinding *tie_fee_check_match (const TieFeeProject *project, const TieFeeMatch *match);

/* Names, parts, last year's fee, balances, and an estimated fee that a person typed.  row: (nullable) for a typed amount. */
void tie_fee_check_row (const TieFeeProject *project, const TieFeeRow *row, gint64 new_fee, gboolean is_chosen, GPtrArray *findings);

/* Whether the row is older than so many days, than the project's last time, or than what was imported last. */
void tie_fee_check_age (const TieFeeProject *project, const TieFeeRow *row, gint64 new_fee, guint days, GPtrArray *findings);

/* Stops first, notes last. */
void tie_fee_findings_sort (GPtrArray *findings);

G_END_DECLS
