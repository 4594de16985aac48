/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "store/tie-store.h"

G_BEGIN_DECLS

/* For this room only: the connection as the table functions use it.  Every function asserts that it runs on the worker
 * thread. */

/* A connection that is not a practice in use (a backup being looked at, a new file being made) is opened here too.
 * flags: SQLITE_OPEN_….  The calling thread becomes its owner. */
TieDb *tie_db_open (const char *path, int flags, GError **error);
void tie_db_close (TieDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDb, tie_db_close)

sqlite3 *tie_db_get_handle (TieDb *db);
const char *tie_db_get_path (TieDb *db);

/* Statements are kept: the same SQL text (compared by its characters) is compiled once.  A statement that is still being
 * stepped cannot be taken a second time.
 *
 * types has one letter per parameter: 's' const char * (NULL binds NULL), 't' const char * (NULL binds ""), 'i' gint64,
 * 'b' GBytes * (NULL binds NULL).  Texts and bytes are copied. */
sqlite3_stmt *tie_db_prepare (TieDb *db, GError **error, const char *sql); /* the same with nothing bound yet, or as last time */
sqlite3_stmt *tie_db_query (TieDb *db, GError **error, const char *sql, const char *types, ...);

typedef enum
{
  TIE_STEP_ERROR = -1,
  TIE_STEP_DONE = 0,
  TIE_STEP_ROW = 1,
} TieStep;

/* Resets the statement when it is done or fails.  Whoever stops before that calls sqlite3_reset(). */
TieStep tie_db_step (TieDb *db, sqlite3_stmt *statement, GError **error);

/* Runs one statement that gives no rows that matter. */
gboolean tie_db_run (TieDb *db, GError **error, const char *sql, const char *types, ...);
/* The first column of the first row; fallback when there is no row. FALSE only on error. */
gboolean tie_db_get_integer (TieDb *db, gint64 fallback, gint64 *value, GError **error, const char *sql, const char *types, ...);
/* (transfer full) The same for text; NULL without error for no row or NULL. */
char *tie_db_get_text (TieDb *db, GError **error, const char *sql, const char *types, ...);
/* Several statements, nothing bound, nothing kept. */
gboolean tie_db_exec (TieDb *db, const char *sql, GError **error);

/* (transfer full) */
char *tie_db_dup_column (sqlite3_stmt *statement, int column);          /* NULL for NULL */
const char *tie_db_column_text (sqlite3_stmt *statement, int column);   /* "" for NULL */
guint tie_db_get_changes (TieDb *db);                                   /* rows of the last statement */

gboolean tie_db_begin (TieDb *db, TieStoreMode mode, GError **error);
gboolean tie_db_commit (TieDb *db, GError **error); /* rolls back when it fails */
void tie_db_rollback (TieDb *db);

/* Each function that writes says what; only inside a TIE_STORE_WRITE transaction. */
void tie_db_touch (TieDb *db, TieStoreArea areas);
/* What was touched since the last call. */
guint tie_db_take_areas (TieDb *db);

/* Translates what SQLite said last into a TieError. */
void tie_db_set_error (TieDb *db, GError **error);

/* The undo step that is open, 0 for none: tie-undo.c keeps it here because it ends with the transaction. */
void tie_db_set_open_step (TieDb *db, gint64 step);
gint64 tie_db_get_open_step (TieDb *db);

G_END_DECLS
