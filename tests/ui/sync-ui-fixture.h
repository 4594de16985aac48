/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "../sync/run-fixture.h"
#include "match-fixture.h"
#include "ui/tie-session.h"
#include "ui/tie-table.h"
#include "ui/tie-transfer-row.h"

/* A practice tied to an empty sandbox company, with a window on it. */
typedef struct
{
  RunFixture run;
  TieSession *session; /* (owned) */
  GtkWidget *window;   /* (owned) (nullable): made by the test */
} SyncUiFixture;

void sync_ui_set_up (SyncUiFixture *fixture, gconstpointer data);
void sync_ui_tear_down (SyncUiFixture *fixture, gconstpointer data);
/* Shows the window, and waits until the list of that group is read. */
void sync_ui_show (SyncUiFixture *fixture, GtkWidget *window, TieSyncGroup group);

/* So many invoices of the client, 100.00, 200.00, …; element id. (transfer full) */
GPtrArray *sync_ui_add_invoices (SyncUiFixture *fixture, guint n);
/* Invoices have to be marked as sent first. */
void sync_ui_require_sent (SyncUiFixture *fixture);

guint sync_ui_count_rows (TieTable *table);
/* (transfer none) */
TieTransferRow *sync_ui_get_row (TieTable *table, guint position);
const char *sync_ui_get_sentence (TieTable *table, guint position);
void sync_ui_select (TieTable *table, guint position);
/* Nothing runs any more, and what it did is read. */
void sync_ui_wait_idle (SyncUiFixture *fixture, TieSyncGroup group);

/* (transfer none) The open question; NULL for none. */
AdwMessageDialog *sync_ui_find_question (void);
/* The same when it comes. */
AdwMessageDialog *sync_ui_wait_question (void);
/* The open question; fails without one. */
void sync_ui_answer (const char *response);
/* The first visible button of that label under the widget; NULL for none. */
GtkWidget *sync_ui_find_button (GtkWidget *widget, const char *label);
