/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "store/tie-activity-table.h"

G_BEGIN_DECLS

/* One line of the activity, for a list model. */
#define TIE_TYPE_ACTIVITY_ROW (tie_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (TieActivityRow, tie_activity_row, TIE, ACTIVITY_ROW, GObject)

/* (transfer full) activity; can_undo: its step is there and not undone, or its batch holds; is_batch: it is about an accounting file,
 * whose batch is its run. */
TieActivityRow *tie_activity_row_new (TieActivity *activity, gboolean can_undo, gboolean is_batch);
const TieActivity *tie_activity_row_get_activity (TieActivityRow *self);
gboolean tie_activity_row_get_can_undo (TieActivityRow *self);
gboolean tie_activity_row_get_is_batch (TieActivityRow *self);
const char *tie_activity_row_get_key (TieActivityRow *self); /* every text, folded: for the search */

G_END_DECLS
