/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-db"
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "base/tie-error.h"
#include "store/tie-db.h"

/* Longer than any transaction of ours, shorter than a person's patience. */
#define BUSY_TIMEOUT_MS 5000

struct _TieDb
{
  sqlite3 *handle;        /* (owned) */
  char *path;             /* (owned) */
  GThread *owner;         /* not a reference: only compared */
  GHashTable *statements; /* (owned) (element-type utf8 sqlite3_stmt) */
  TieStoreMode mode;      /* of the open transaction, 0 for none */
  guint areas;
  gint64 open_step;
};

static void
assert_owner (TieDb *db)
{
  g_assert (db != NULL && db->owner == g_thread_self ());
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static TieError
classify (int code,
          int write_errno)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TIE_ERROR_FILE_LOCKED;
    case SQLITE_FULL:
      return TIE_ERROR_DISK_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return code == SQLITE_READONLY_DBMOVED ? TIE_ERROR_FILE_MISSING : TIE_ERROR_FILE_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: /* its head was looked at before: it is a practice */
      return TIE_ERROR_FILE_DAMAGED;
    case SQLITE_IOERR:
      /* SQLite knows ENOSPC; a quota or a file size limit it calls an I/O error. */
      if (write_errno == ENOSPC || write_errno == EDQUOT || write_errno == EFBIG)
        return TIE_ERROR_DISK_FULL;
      return code == SQLITE_IOERR_SHORT_READ || code == SQLITE_IOERR_CORRUPTFS ? TIE_ERROR_FILE_DAMAGED : TIE_ERROR_FAILED;
    default:
      return TIE_ERROR_FAILED;
    }
}

/* What the kernel said last about writing.  sqlite3_system_errno() knows it only of opening; the file and its log remember. */
static int
get_errno (sqlite3 *handle)
{
  sqlite3_file *wal = NULL;
  int code = 0;

  if (sqlite3_file_control (handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal) == SQLITE_OK && wal != NULL && wal->pMethods != NULL)
    wal->pMethods->xFileControl (wal, SQLITE_FCNTL_LAST_ERRNO, &code);
  if (code == 0)
    sqlite3_file_control (handle, "main", SQLITE_FCNTL_LAST_ERRNO, &code);
  return code;
}

static void
set_error (sqlite3 *handle,
           GError **error)
{
  int code = sqlite3_extended_errcode (handle);
  TieError reason = classify (code, get_errno (handle));

  if (reason == TIE_ERROR_FAILED) /* the one that people read as it is */
    g_set_error (error, TIE_ERROR, TIE_ERROR_FAILED, _ ("The practice could not be read or written (SQLite %d: %s)."), code, sqlite3_errmsg (handle));
  else
    g_set_error (error, TIE_ERROR, (int) reason, "SQLite error %d: %s", code, sqlite3_errmsg (handle));
}

void
tie_db_set_error (TieDb *db,
                  GError **error)
{
  set_error (db->handle, error);
}

TieDb *
tie_db_open (const char *path,
             int flags,
             GError **error)
{
  TieDb *db;
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    {
      set_error (handle, error);
      sqlite3_close (handle);
      return NULL;
    }
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);

  db = g_new0 (TieDb, 1);
  db->handle = handle;
  db->path = g_strdup (path);
  db->owner = g_thread_self ();
  db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  return db;
}

void
tie_db_close (TieDb *db)
{
  int code;

  assert_owner (db);

  g_hash_table_unref (db->statements);
  code = sqlite3_close (db->handle);
  if (code != SQLITE_OK)
    g_critical ("A statement was left behind: SQLite says %d on closing", code);
  g_free (db->path);
  g_free (db);
}

sqlite3 *
tie_db_get_handle (TieDb *db)
{
  assert_owner (db);

  return db->handle;
}

const char *
tie_db_get_path (TieDb *db)
{
  return db->path;
}

static gboolean
bind (TieDb *db,
      sqlite3_stmt *statement,
      const char *types,
      va_list args)
{
  int code = SQLITE_OK;

  for (int i = 1; *types != '\0' && code == SQLITE_OK; i++, types++)
    {
      switch (*types)
        {
        case 's':
        case 't':
          {
            const char *text = va_arg (args, const char *);

            if (text == NULL && *types == 't')
              code = sqlite3_bind_text (statement, i, "", 0, SQLITE_STATIC);
            else
              code = sqlite3_bind_text (statement, i, text, -1, SQLITE_TRANSIENT);
            break;
          }
        case 'i':
          code = sqlite3_bind_int64 (statement, i, va_arg (args, gint64));
          break;
        case 'b':
          {
            GBytes *bytes = va_arg (args, GBytes *);

            if (bytes == NULL)
              code = sqlite3_bind_null (statement, i);
            else if (g_bytes_get_size (bytes) == 0) /* its data may be NULL */
              code = sqlite3_bind_zeroblob (statement, i, 0);
            else
              code = sqlite3_bind_blob64 (statement, i, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), SQLITE_TRANSIENT);
            break;
          }
        default:
          g_assert_not_reached ();
        }
    }
  return code == SQLITE_OK;
}

sqlite3_stmt *
tie_db_prepare (TieDb *db,
                GError **error,
                const char *sql)
{
  sqlite3_stmt *statement;

  assert_owner (db);

  statement = g_hash_table_lookup (db->statements, sql);
  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        {
          set_error (db->handle, error);
          return NULL;
        }
      g_hash_table_insert (db->statements, g_strdup (sql), statement);
    }
  g_assert (!sqlite3_stmt_busy (statement));
  return statement;
}

static sqlite3_stmt *
query_valist (TieDb *db,
              GError **error,
              const char *sql,
              const char *types,
              va_list args)
{
  sqlite3_stmt *statement = tie_db_prepare (db, error, sql);

  if (statement == NULL)
    return NULL;
  g_assert ((int) strlen (types) == sqlite3_bind_parameter_count (statement));
  if (!bind (db, statement, types, args))
    {
      set_error (db->handle, error);
      return NULL;
    }
  return statement;
}

sqlite3_stmt *
tie_db_query (TieDb *db,
              GError **error,
              const char *sql,
              const char *types,
              ...)
{
  sqlite3_stmt *statement;
  va_list args;

  va_start (args, types);
  statement = query_valist (db, error, sql, types, args);
  va_end (args);
  return statement;
}

TieStep
tie_db_step (TieDb *db,
             sqlite3_stmt *statement,
             GError **error)
{
  assert_owner (db);

  switch (sqlite3_step (statement))
    {
    case SQLITE_ROW:
      return TIE_STEP_ROW;
    case SQLITE_DONE:
      sqlite3_reset (statement);
      return TIE_STEP_DONE;
    default:
      set_error (db->handle, error);
      sqlite3_reset (statement);
      return TIE_STEP_ERROR;
    }
}

gboolean
tie_db_run (TieDb *db,
            GError **error,
            const char *sql,
            const char *types,
            ...)
{
  sqlite3_stmt *statement;
  TieStep step;
  va_list args;

  va_start (args, types);
  statement = query_valist (db, error, sql, types, args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  while ((step = tie_db_step (db, statement, error)) == TIE_STEP_ROW)
    ;
  return step == TIE_STEP_DONE;
}

gboolean
tie_db_get_integer (TieDb *db,
                    gint64 fallback,
                    gint64 *value,
                    GError **error,
                    const char *sql,
                    const char *types,
                    ...)
{
  sqlite3_stmt *statement;
  TieStep step;
  va_list args;

  va_start (args, types);
  statement = query_valist (db, error, sql, types, args);
  va_end (args);
  if (statement == NULL)
    return FALSE;
  step = tie_db_step (db, statement, error);
  *value = step == TIE_STEP_ROW ? sqlite3_column_int64 (statement, 0) : fallback;
  sqlite3_reset (statement);
  return step != TIE_STEP_ERROR;
}

char *
tie_db_get_text (TieDb *db,
                 GError **error,
                 const char *sql,
                 const char *types,
                 ...)
{
  sqlite3_stmt *statement;
  char *text = NULL;
  va_list args;

  va_start (args, types);
  statement = query_valist (db, error, sql, types, args);
  va_end (args);
  if (statement == NULL)
    return NULL;
  if (tie_db_step (db, statement, error) == TIE_STEP_ROW)
    text = tie_db_dup_column (statement, 0);
  sqlite3_reset (statement);
  return text;
}

gboolean
tie_db_exec (TieDb *db,
             const char *sql,
             GError **error)
{
  assert_owner (db);

  if (sqlite3_exec (db->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (db->handle, error);
  return FALSE;
}

char *
tie_db_dup_column (sqlite3_stmt *statement,
                   int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

const char *
tie_db_column_text (sqlite3_stmt *statement,
                    int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? text : "";
}

guint
tie_db_get_changes (TieDb *db)
{
  return (guint) sqlite3_changes (db->handle);
}

gboolean
tie_db_begin (TieDb *db,
              TieStoreMode mode,
              GError **error)
{
  int has_moved = 0;

  assert_owner (db);
  g_assert (db->mode == 0);

  if (mode == TIE_STORE_WRITE)
    {
      /* Renamed or deleted under us, the file would take our writes with it, without a word. */
      if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &has_moved) == SQLITE_OK && has_moved)
        {
          g_set_error (error, TIE_ERROR, TIE_ERROR_FILE_MISSING, "The file was moved or deleted while in use");
          return FALSE;
        }
    }
  if (!tie_db_run (db, error, mode == TIE_STORE_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", ""))
    return FALSE;
  db->mode = mode;
  return TRUE;
}

gboolean
tie_db_commit (TieDb *db,
               GError **error)
{
  assert_owner (db);

  if (!tie_db_run (db, error, "COMMIT", ""))
    {
      tie_db_rollback (db);
      return FALSE;
    }
  db->mode = 0;
  return TRUE;
}

void
tie_db_rollback (TieDb *db)
{
  g_autoptr (GError) error = NULL;

  assert_owner (db);

  /* Some errors (a full disk among them) have rolled back already. */
  if (!sqlite3_get_autocommit (db->handle) && !tie_db_run (db, &error, "ROLLBACK", ""))
    g_warning ("Rolling back failed: %s", error->message);
  db->mode = 0;
  db->areas = 0;
  db->open_step = 0;
}

void
tie_db_touch (TieDb *db,
              TieStoreArea areas)
{
  assert_owner (db);
  g_assert (db->mode == TIE_STORE_WRITE);

  db->areas |= areas;
}

guint
tie_db_take_areas (TieDb *db)
{
  guint areas = db->areas;

  db->areas = 0;
  return areas;
}

void
tie_db_set_open_step (TieDb *db,
                      gint64 step)
{
  db->open_step = step;
}

gint64
tie_db_get_open_step (TieDb *db)
{
  return db->open_step;
}
