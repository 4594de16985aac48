/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/tie-activity-table.h"

G_BEGIN_DECLS

/* One line of the activity, for a list model.  A run of several records is a line of its own, which says what they have in common and
 * how they went, and to which theirs belong.
 *
 * Properties:
 *   "activity"  notified when what it says is no longer the same
 *   "is-open"   of a run: its records are shown */
#define TIE_TYPE_ACTIVITY_ROW (tie_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (TieActivityRow, tie_activity_row, TIE, ACTIVITY_ROW, GObject)

/* (transfer full) activity; can_undo: its step is there and not undone, or its batch holds; is_batch: it is about an accounting file,
 * whose batch is its run. */
TieActivityRow *tie_activity_row_new (TieActivity *activity, gboolean can_undo, gboolean is_batch);
/* parts: element TieActivityRow, of one run, the newest first; they are its parts from then on. */
TieActivityRow *tie_activity_row_new_run (GPtrArray *parts);
const TieActivity *tie_activity_row_get_activity (TieActivityRow *self);
gboolean tie_activity_row_get_can_undo (TieActivityRow *self);
gboolean tie_activity_row_get_is_batch (TieActivityRow *self);
const char *tie_activity_row_get_key (TieActivityRow *self); /* every text, folded: for the search */
GListModel *tie_activity_row_get_parts (TieActivityRow *self); /* of a run; else NULL */
TieActivityRow *tie_activity_row_get_run (TieActivityRow *self); /* (transfer none): whose part it is; NULL: nobody's */
gboolean tie_activity_row_get_is_open (TieActivityRow *self);
void tie_activity_row_set_is_open (TieActivityRow *self, gboolean is_open);

/* The list that is shown becomes the one that was read: a row that is about the same stays the object it is, and with it focus, selection
 * and what is open.  Both: item TieActivityRow, runs and their parts side by side. */
void tie_activity_row_update (GListStore *list, GListModel *rows);

G_END_DECLS
