/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-activity-table.h"

G_BEGIN_DECLS

/* (transfer full) One line for all that a run did: what its records have in common, how many they are, how they went.
 * parts: element TieActivityRow, the newest first. */
TieActivity *tie_activity_run_describe (GPtrArray *parts);

G_END_DECLS
