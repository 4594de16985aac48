/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/tie-session.h"

G_BEGIN_DECLS

/* A row of an editor that says how its record stands with sync, as its StatusCode does, and leads to the record's row on the
 * Sync page; what was changed since it was exported it sends again.  Hidden while there is nothing to say: not connected, not marked for sync, nothing to be sent. */
#define TIE_TYPE_SYNC_LINE (tie_sync_line_get_type ())
G_DECLARE_FINAL_TYPE (TieSyncLine, tie_sync_line, TIE, SYNC_LINE, AdwActionRow)

/* Once, before anything is shown. */
void tie_sync_line_set_session (TieSyncLine *self, TieSession *session, TieSyncGroup group);
/* NULL: of no record yet. */
void tie_sync_line_set_id (TieSyncLine *self, const char *id);
/* Whether the record is at the package; "title" is notified when that may have changed. */
gboolean tie_sync_line_get_is_exported (TieSyncLine *self);

G_END_DECLS
