/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* One consistent file, made with SQLite's backup API while the practice is in use (on the worker thread). */
gboolean tie_backup_write (TieDb *db, const char *target, GError **error);

/* What stands in a practice file or backup, without opening it as the practice: for the Restore window. */
typedef struct
{
  char *firm;
  char *modified; /* moment of the last activity */
  gint64 contacts;
  gint64 links;
} TieBackupSummary;
void tie_backup_summary_free (TieBackupSummary *summary);
TieBackupSummary *tie_backup_summarise (const char *path, GError **error);

/* Puts the backup in place of the practice (which must be closed); what stood there is kept beside it as
 * "NAME (before restore DATE).tieout". */
gboolean tie_backup_restore (const char *backup, const char *practice, char **kept, GError **error);

/* The automatic copy before a migration and the daily one lie in this folder; newest first. */
char *tie_backup_dup_folder (const char *practice);
GPtrArray *tie_backup_list (const char *practice, GError **error); /* paths */

G_END_DECLS
