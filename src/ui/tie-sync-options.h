/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-sync-settings.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The Sync Settings of the practice's company as a window shows them: read again whenever they, or what there is to choose
 * from, change.
 * Signals: "changed" (after each reading), "saved" (char *sentence: one undo step of that window), "failed" (GError *). */
#define TIE_TYPE_SYNC_OPTIONS (tie_sync_options_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncOptions, tie_sync_options, TIE, SYNC_OPTIONS, GObject)

TieSyncOptions *tie_sync_options_new (TieCompany *company);

/* NULL until they were read, and where there never was a company. */
const TieSyncSettings *tie_sync_options_get (TieSyncOptions *self);
/* What is wrong with a choice: it is missing, or gone in the package; NULL for nothing. */
const char *tie_sync_options_get_problem (TieSyncOptions *self, gboolean is_item, guint which);

/* Changes one choice in what the file has by then; id NULL: none. */
void tie_sync_options_choose (TieSyncOptions *self, gboolean is_item, guint which, const char *id, const char *window);
/* All of them; copied. */
void tie_sync_options_save (TieSyncOptions *self, const TieSyncSettings *settings, const char *window);

G_END_DECLS
