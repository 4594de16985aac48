/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-list.h"
#include "ui/tie-sync-job.h"

G_BEGIN_DECLS

/* A row of a TieSyncList as a window shows it: whether it is checked, and on its way.  Notifies "row" when anything that it
 * shows changed. */
#define TIE_TYPE_TRANSFER_ROW (tie_transfer_row_get_type ())
G_DECLARE_FINAL_TYPE (TieTransferRow, tie_transfer_row, TIE, TRANSFER_ROW, GObject)

TieSyncRow *tie_transfer_row_get_row (TieTransferRow *self);
const char *tie_transfer_row_get_key (TieTransferRow *self); /* folded, for the search */
gboolean tie_transfer_row_get_is_checked (TieTransferRow *self);
/* Only what may be sent can be checked. */
void tie_transfer_row_set_is_checked (TieTransferRow *self, gboolean is_checked);
/* Not while the run waits for its next try. */
gboolean tie_transfer_row_get_is_sending (TieTransferRow *self);
/* The finding that its button is about, or what the run that sends it waits for; NULL: nothing keeps it back. (transfer none) */
const TieSyncFinding *tie_transfer_row_get_finding (TieTransferRow *self);
/* That finding's, or the row's own. */
TieSyncCode tie_transfer_row_get_code (TieTransferRow *self);
const char *tie_transfer_row_get_sentence (TieTransferRow *self);
gboolean tie_transfer_row_get_is_waiting (TieTransferRow *self);

/* The rows of a list: a GListModel of TieTransferRow in the list's order.  A record keeps its row, and with it its check,
 * through every reading; rows follow the job.  (GtkMapListModel loses count when many of its rows change in place, 4.8.) */
#define TIE_TYPE_TRANSFER_ROWS (tie_transfer_rows_get_type ())
G_DECLARE_FINAL_TYPE (TieTransferRows, tie_transfer_rows, TIE, TRANSFER_ROWS, GObject)

TieTransferRows *tie_transfer_rows_new (TieSyncList *list, TieSyncJob *job);

G_END_DECLS
