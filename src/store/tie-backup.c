/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-backup"
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/tie-error.h"
#include "store/tie-activity-table.h"
#include "store/tie-backup.h"
#include "store/tie-db.h"
#include "store/tie-migrations.h"
#include "store/tie-practice-file.h"
#include "store/tie-probe.h"
#include "store/tie-user-table.h"

static TieError
classify_errno (int code)
{
  return code == ENOSPC || code == EDQUOT || code == EFBIG ? TIE_ERROR_DISK_FULL : TIE_ERROR_FILE_READ_ONLY;
}

static gboolean
copy_pages (TieDb *source,
            TieDb *target,
            GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (tie_db_get_handle (target), "main", tie_db_get_handle (source), "main");

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      sqlite3_backup_finish (backup); /* leaves what went wrong with the target */
    }
  if (sqlite3_errcode (tie_db_get_handle (target)) != SQLITE_OK)
    {
      tie_db_set_error (target, error);
      return FALSE;
    }
  /* One file that stands for itself, without a log beside it. */
  return tie_db_exec (target, "PRAGMA journal_mode = DELETE", error);
}

/* (transfer full) A whole copy under a name of its own beside path. */
static char *
write_draft (TieDb *source,
             const char *path,
             GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0600);
  TieDb *target;
  gboolean ok;

  if (fd < 0)
    {
      g_set_error (error, TIE_ERROR, (int) classify_errno (errno), "“%s”: %s", path, g_strerror (errno));
      return NULL;
    }
  close (fd);

  target = tie_db_open (draft, SQLITE_OPEN_READWRITE, error);
  ok = target != NULL && copy_pages (source, target, error);
  g_clear_pointer (&target, tie_db_close);
  if (!ok)
    {
      g_unlink (draft);
      return NULL;
    }
  return g_steal_pointer (&draft);
}

static gboolean
replace (const char *draft,
         const char *path,
         GError **error)
{
  if (g_rename (draft, path) == 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, (int) classify_errno (errno), "“%s”: %s", path, g_strerror (errno));
  g_unlink (draft);
  return FALSE;
}

gboolean
tie_backup_write (TieDb *db,
                  const char *target,
                  GError **error)
{
  g_autofree char *draft = NULL;

  /* Also any other practice that is open: it would go on writing to a file without a name. */
  if (tie_probe_is_open (target))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED, "“%s” is open", target);
      return FALSE;
    }
  draft = write_draft (db, target, error);
  return draft != NULL && replace (draft, target, error);
}

void
tie_backup_summary_free (TieBackupSummary *summary)
{
  g_free (summary->firm);
  g_free (summary->modified);
  g_free (summary);
}

static gboolean
read_summary (TieDb *db,
              TieBackupSummary *summary,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  summary->firm = tie_setting_table_get (db, "firm", &local_error);
  if (local_error == NULL)
    summary->modified = tie_db_get_text (db, &local_error, "SELECT max (moment) FROM activity", "");
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (summary->firm == NULL)
    summary->firm = g_strdup ("");
  return tie_db_get_integer (db, 0, &summary->contacts, error, "SELECT count(*) FROM contact", "") &&
         tie_db_get_integer (db, 0, &summary->links, error, "SELECT count(*) FROM link", "");
}

/* Also of a file that this process has open: SQLite then knows about it. */
static TieDb *
open_for_reading (const char *path,
                  GError **error)
{
  g_autoptr (TieDb) db = tie_db_open (path, SQLITE_OPEN_READONLY, error);
  guint version = 0;

  if (db == NULL || !tie_migrations_get_version (db, &version, error))
    return NULL;
  return g_steal_pointer (&db);
}

TieBackupSummary *
tie_backup_summarise (const char *path,
                      GError **error)
{
  g_autoptr (TieProbe) probe = tie_probe_file_for_reading (path, error);
  g_autoptr (TieDb) db = probe != NULL ? open_for_reading (path, error) : NULL;
  g_autoptr (TieBackupSummary) summary = g_new0 (TieBackupSummary, 1);

  if (db == NULL || !read_summary (db, summary, error))
    return NULL;
  return g_steal_pointer (&summary);
}

/* Makes sure that no program has the practice open, and folds its log into it.  A file that is too damaged for that is
 * nobody's work any more, and goes aside together with its log. */
static gboolean
settle (const char *practice,
        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (TieProbe) probe = NULL;
  g_autoptr (TieDb) db = NULL;
  g_autofree char *mode = NULL;

  if (!g_file_test (practice, G_FILE_TEST_EXISTS))
    return TRUE;
  if (tie_probe_is_open (practice))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED, "The practice is open in this program");
      return FALSE;
    }
  probe = tie_probe_file_for_reading (practice, &local_error);
  if (probe == NULL && !g_error_matches (local_error, TIE_ERROR, TIE_ERROR_FILE_NEWER))
    return TRUE; /* not to be opened: SQLite deletes the log of a file that it finds empty */
  g_clear_error (&local_error);
  db = tie_db_open (practice, SQLITE_OPEN_READWRITE, &local_error);
  if (db != NULL)
    {
      /* Leaving WAL needs the file for itself: every open connection holds a lock on it. */
      sqlite3_busy_timeout (tie_db_get_handle (db), 0);
      mode = tie_db_get_text (db, &local_error, "PRAGMA journal_mode = DELETE", "");
    }
  if (g_error_matches (local_error, TIE_ERROR, TIE_ERROR_FILE_LOCKED) || (local_error == NULL && g_strcmp0 (mode, "wal") == 0))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_LOCKED, "Another program has the practice open");
      return FALSE;
    }
  return TRUE;
}

/* The file and what SQLite may have left beside it, under another name. */
static gboolean
move_aside (const char *practice,
            const char *kept,
            GError **error)
{
  static const char *const tails[] = { "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *from = g_strconcat (practice, tails[i], NULL);
      g_autofree char *to = g_strconcat (kept, tails[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, TIE_ERROR, (int) classify_errno (errno), "“%s”: %s", from, g_strerror (errno));
          return FALSE;
        }
    }
  /* A second name, so that the practice is there at every moment; without hard links, it is gone for an instant. */
  if (link (practice, kept) == 0 || g_rename (practice, kept) == 0)
    return TRUE;
  g_set_error (error, TIE_ERROR, (int) classify_errno (errno), "“%s”: %s", practice, g_strerror (errno));
  return FALSE;
}

static char *
make_kept_name (const char *practice)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H%M%S");
  gsize length = strlen (practice) - (g_str_has_suffix (practice, ".tieout") ? strlen (".tieout") : 0);

  return g_strdup_printf ("%.*s (before restore %s).tieout", (int) length, practice, when);
}

/* Who puts a practice here has its file, and must be able to set it up, whoever worked in it before. */
static gboolean
make_ours (const char *draft,
           GError **error)
{
  g_autoptr (TieDb) db = tie_db_open (draft, SQLITE_OPEN_READWRITE, error);

  /* The users are where this program's version has them; the backup itself stays as it was. */
  if (db == NULL || !tie_migrations_run (db, error) || !tie_db_begin (db, TIE_STORE_WRITE, error))
    return FALSE;
  if (tie_user_table_make_administrator (db, error))
    return tie_db_commit (db, error);
  tie_db_rollback (db);
  return FALSE;
}

gboolean
tie_backup_restore (const char *backup,
                    const char *practice,
                    char **kept,
                    GError **error)
{
  g_autoptr (TieProbe) probe = tie_probe_file_for_reading (backup, error);
  g_autoptr (TieDb) source = probe != NULL ? open_for_reading (backup, error) : NULL;
  g_autofree char *draft = NULL;
  g_autofree char *kept_name = NULL;

  if (kept != NULL)
    *kept = NULL;
  /* Everything that can fail fails before anything is moved. */
  if (source == NULL || !tie_practice_file_check (source, error) || !tie_probe_folder_of (practice, error) || !settle (practice, error))
    return FALSE;
  draft = write_draft (source, practice, error);
  if (draft == NULL)
    return FALSE;
  if (!make_ours (draft, error))
    {
      g_unlink (draft);
      return FALSE;
    }

  if (g_file_test (practice, G_FILE_TEST_EXISTS))
    {
      kept_name = make_kept_name (practice);
      if (!move_aside (practice, kept_name, error))
        {
          g_unlink (draft);
          return FALSE;
        }
    }
  if (!replace (draft, practice, error))
    return FALSE;
  if (kept != NULL)
    *kept = g_steal_pointer (&kept_name);
  return TRUE;
}
