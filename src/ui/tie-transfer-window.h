/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"
#include "ui/tie-table.h"
#include "ui/tie-transfer-kind.h"

G_BEGIN_DECLS

/* "Invoice Export", "Payment Import", "Payment Export": what is ready is checked and goes out (or comes in), what is not
 * carries its next step. */
#define TIE_TYPE_TRANSFER_WINDOW (tie_transfer_window_get_type ())
G_DECLARE_FINAL_TYPE (TieTransferWindow, tie_transfer_window, TIE, TRANSFER_WINDOW, AdwWindow)

/* As they stand in the drop-down. */
typedef enum
{
  TIE_TRANSFER_SHOW_READY,
  TIE_TRANSFER_SHOW_BLOCKED,
  TIE_TRANSFER_SHOW_EXPORTED,
  TIE_TRANSFER_SHOW_ALL,
} TieTransferShow;

GtkWidget *tie_transfer_window_new (TieSession *session, const TieTransferKind *kind);
const TieTransferKind *tie_transfer_window_get_kind (TieTransferWindow *self);

/* Checks these alone, as far as they may be sent, once they are read; ids ends with NULL. */
void tie_transfer_window_check (TieTransferWindow *self, const char *const *ids);

/* Checks the first n ready rows alone, once they are read. */
void tie_transfer_window_check_ready (TieTransferWindow *self, guint n);

void tie_transfer_window_show (TieTransferWindow *self, TieTransferShow show);

/* For tests. */
TieTable *tie_transfer_window_get_table (TieTransferWindow *self);
const char *tie_transfer_window_get_state (TieTransferWindow *self); /* as tie_list_states_get_state() */

G_END_DECLS
