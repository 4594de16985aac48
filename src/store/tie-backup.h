/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* One consistent file, made with SQLite's backup API while the practice is in use (on the worker thread, in a
 * TIE_STORE_READ call).  An older file of that name is replaced only when the new one is whole. */
gboolean tie_backup_write (TieDb *db, const char *target, GError **error);

/* What stands in a practice file or backup, without opening it as the practice: for the Restore window.  Errors as for
 * tie_store_open(). */
typedef struct
{
  char *firm;     /* "" for none */
  char *modified; /* moment of the last activity, NULL for none */
  gint64 contacts;
  gint64 links;
} TieBackupSummary;
void tie_backup_summary_free (TieBackupSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieBackupSummary, tie_backup_summary_free)
TieBackupSummary *tie_backup_summarise (const char *path, GError **error);

/* Puts the backup in place of the practice, which must be closed here (TIE_ERROR_FILE_LOCKED when any program has it
 * open) and may be damaged or missing.  The person who works here becomes its administrator.  What stood there is kept beside it as "NAME (before restore DATE).tieout"; kept:
 * (transfer full) that path, NULL when nothing stood there. */
gboolean tie_backup_restore (const char *backup, const char *practice, char **kept, GError **error);

/* The automatic copies lie here: the one made when a practice is opened for the first time on a day (the last 14 are kept)
 * and those made before a migration (all are kept).  The folder may not be there yet. */
char *tie_backup_dup_folder (const char *practice);
GPtrArray *tie_backup_list (const char *practice, GError **error); /* paths, newest first; empty for none */

/* (transfer full) "NAME 2026-11-22.tieout", for Back Up… */
char *tie_backup_suggest_name (const char *practice);

G_END_DECLS
