/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-backup.h"

G_BEGIN_DECLS

/* For opening a practice. */

/* Whether no automatic copy was made today. */
gboolean tie_backup_is_daily_due (const char *practice);
/* Makes it and lets go of the oldest.  A copy that fails is no reason not to work: it is only logged. */
void tie_backup_write_daily (TieDb *db);
gboolean tie_backup_write_before_migration (TieDb *db, guint version, GError **error);

G_END_DECLS
