/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/tie-auto-sync.h"
#include "ui/tie-session.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Everything that is marked for sync and not in step yet, with the reason; Sync and Auto Sync.  A TiePage. */
#define TIE_TYPE_SYNC_PAGE (tie_sync_page_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncPage, tie_sync_page, TIE, SYNC_PAGE, GtkWidget)

GtkWidget *tie_sync_page_new (TieSession *session);

/* Shows that list, and of it the record with that id (NULL: the first one). */
void tie_sync_page_show (TieSyncPage *self, TieSyncGroup group, const char *id);

/* For tests. */
TieTable *tie_sync_page_get_table (TieSyncPage *self);
TieAutoSync *tie_sync_page_get_auto_sync (TieSyncPage *self);
const char *tie_sync_page_get_state (TieSyncPage *self); /* "lists", "not-connected", "refused" */

G_END_DECLS
