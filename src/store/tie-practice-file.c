/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-practice-file"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tie-date.h"
#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-backup-private.h"
#include "store/tie-migrations.h"
#include "store/tie-practice-defaults.h"
#include "store/tie-practice-file.h"
#include "store/tie-probe.h"

/* What the write-ahead log shrinks to when it was folded into the file, and what it may leave behind on closing. */
#define WAL_SIZE_LIMIT "4194304"

gboolean
tie_practice_file_check (TieDb *db,
                         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *answer = tie_db_get_text (db, &local_error, "PRAGMA quick_check (1)", "");

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (answer, "ok") != 0)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_DAMAGED, "%s", answer);
      return FALSE;
    }
  return TRUE;
}

/* A log with something in it means that the last program ended without closing (or is at work now). */
static gboolean
has_log (const char *path)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  struct stat info;

  return stat (wal, &info) == 0 && info.st_size > 0;
}

static gboolean
use_wal (TieDb *db,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *mode = NULL;
  int persist = 1;

  mode = tie_db_get_text (db, &local_error, "PRAGMA journal_mode = WAL", "");
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (mode, "wal") != 0)
    {
      /* No shared memory here, so no safe use by two programs: as on a network folder. */
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NETWORK, "Write-ahead logging is not possible here: mode %s", mode);
      return FALSE;
    }
  /* Deleting the log on closing, while another program opens the file, is where data was lost. */
  sqlite3_file_control (tie_db_get_handle (db), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
  return tie_db_exec (db,
                      "PRAGMA journal_size_limit = " WAL_SIZE_LIMIT ";"
                      "PRAGMA synchronous = FULL;"
                      "PRAGMA temp_store = MEMORY;"
                      "PRAGMA cell_size_check = ON;"
                      "PRAGMA cache_size = -32000;",
                      error);
}

static gboolean
check_identity (TieDb *db,
                GError **error)
{
  gint64 application_id = 0;

  if (sqlite3_db_readonly (tie_db_get_handle (db), "main") == 1)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY, "SQLite can only read the file");
      return FALSE;
    }
  if (!tie_db_get_integer (db, 0, &application_id, error, "PRAGMA application_id", ""))
    return FALSE;
  if (application_id != TIE_APPLICATION_ID)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_NOT_PRACTICE, "A database of another program");
      return FALSE;
    }
  return TRUE;
}

/* After the daily copy, which still has it. */
static gboolean
drop_old_activity (TieDb *db,
                   GError **error)
{
  g_autofree char *now = tie_date_now ();
  g_autofree char *before = tie_date_shift (now, -TIE_ACTIVITY_YEARS * 366LL * 24 * 60 * 60);

  if (!tie_db_begin (db, TIE_STORE_WRITE, error))
    return FALSE;
  if (tie_activity_table_prune (db, before, error))
    return tie_db_commit (db, error);
  tie_db_rollback (db);
  return FALSE;
}

static gboolean
prepare (TieDb *db,
         GError **error)
{
  const char *path = tie_db_get_path (db);
  gboolean is_copy_due = tie_backup_is_daily_due (path);
  guint version = 0;

  if (!check_identity (db, error) || !tie_migrations_get_version (db, &version, error))
    return FALSE;
  /* Once a day and after a crash: a damaged file must not push good copies out, or be written to. */
  if ((is_copy_due || has_log (path)) && !tie_practice_file_check (db, error))
    return FALSE;
  if (!use_wal (db, error))
    return FALSE;
  if (version < tie_migrations_get ()->n && !tie_backup_write_before_migration (db, version, error))
    return FALSE;
  if (!tie_migrations_run (db, error) || !tie_practice_defaults_complete (db, error))
    return FALSE;
  if (!is_copy_due)
    return TRUE;
  tie_backup_write_daily (db);
  return drop_old_activity (db, error);
}

TieDb *
tie_practice_file_open (const char *path,
                        GError **error)
{
  g_autoptr (TieDb) db = tie_db_open (path, SQLITE_OPEN_READWRITE, error);

  if (db == NULL)
    return NULL;
  /* Until all is known to be well, closing leaves the file as it is. */
  sqlite3_db_config (tie_db_get_handle (db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!prepare (db, error))
    return NULL;
  sqlite3_db_config (tie_db_get_handle (db), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return g_steal_pointer (&db);
}

static gboolean
fill (TieDb *db,
      GError **error)
{
  TieActivity activity = { .what = (char *) _ ("Practice created") };

  if (!tie_db_begin (db, TIE_STORE_WRITE, error))
    return FALSE;
  if (!tie_practice_defaults_add (db, error) || !tie_activity_table_add (db, &activity, error))
    {
      tie_db_rollback (db);
      return FALSE;
    }
  return tie_db_commit (db, error);
}

static gboolean
write_new (const char *path,
           GError **error)
{
  g_autoptr (TieDb) db = tie_db_open (path, SQLITE_OPEN_READWRITE, error);
  g_autofree char *set_id = g_strdup_printf ("PRAGMA application_id = %d", TIE_APPLICATION_ID);

  return db != NULL && tie_db_exec (db, set_id, error) && tie_migrations_run (db, error) && fill (db, error);
}

/* Never over a file that is there, also not over one that appears at this moment. */
static gboolean
move_into_place (const char *from,
                 const char *to,
                 GError **error)
{
  int code = renameat2 (AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);

  if (code != 0 && (errno == EINVAL || errno == ENOSYS)) /* a file system that does not know the flag */
    code = link (from, to);
  if (code == 0)
    return TRUE;
  if (errno == EEXIST)
    {
      g_autofree char *name = g_path_get_basename (to);

      /* Translators: %s is a file name */
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” is there already. Choose another name."), name);
    }
  else
    g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_READ_ONLY, "“%s” cannot be made: %s", to, g_strerror (errno));
  return FALSE;
}

gboolean
tie_practice_file_create (const char *path,
                          GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  gboolean ok;
  int fd;

  if (!tie_probe_folder_of (path, error))
    return FALSE;
  fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, TIE_ERROR, errno == ENOSPC || errno == EDQUOT ? TIE_ERROR_DISK_FULL : TIE_ERROR_FILE_READ_ONLY, "“%s” cannot be made: %s", path, g_strerror (errno));
      return FALSE;
    }
  close (fd);

  ok = write_new (draft, error) && move_into_place (draft, path, error);
  g_unlink (draft);
  return ok;
}
