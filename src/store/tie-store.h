/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The practice file, open.  One worker thread owns its SQLite connection; everything that reads or writes is a function
 * that runs there, with a TieDb in hand.  No other room sees SQL. */

typedef struct _TieDb TieDb; /* the connection, only ever seen on the worker thread */

#define TIE_TYPE_STORE (tie_store_get_type ())
G_DECLARE_FINAL_TYPE (TieStore, tie_store, TIE, STORE, GObject)

typedef enum
{
  TIE_STORE_OPEN = 0,
  TIE_STORE_CREATE = 1 << 0, /* make a new practice; TIE_ERROR_INVALID when the file is there */
} TieStoreFlags;

/* Blocks while the file is probed, backed up where a migration is due, migrated and opened.  Errors: TIE_ERROR_FILE_…,
 * TIE_ERROR_DISK_FULL.  Nothing is changed in a file that cannot be used. */
TieStore *tie_store_open (const char *path, TieStoreFlags flags, GError **error);
void tie_store_open_async (const char *path, TieStoreFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieStore *tie_store_open_finish (GAsyncResult *result, GError **error);

/* Waits for the queue and closes the file; calls after it fail.  Also done by the last unref. */
void tie_store_close (TieStore *self);

const char *tie_store_get_path (TieStore *self);

typedef enum
{
  TIE_STORE_READ = 1, /* one consistent snapshot */
  TIE_STORE_WRITE,    /* one transaction (BEGIN IMMEDIATE), rolled back when the function fails */
} TieStoreMode;

/* Runs on the worker thread.  data is the caller's own struct: it carries the arguments in and the results out. */
typedef gboolean (*TieStoreFunc) (TieDb *db, gpointer data, GError **error);

/* Owns data from the call on.  finish gives it back (transfer none, alive as long as the result) or NULL with an error; who
 * hands in NULL looks at the error alone.  data is freed in the caller's main context.  A cancelled call that has not begun
 * is dropped (G_IO_ERROR_CANCELLED); one that has begun ends its transaction. */
void tie_store_run_async (TieStore *self, TieStoreMode mode, TieStoreFunc func, gpointer data, GDestroyNotify data_free,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer tie_store_run_finish (TieStore *self, GAsyncResult *result, GError **error);

/* Blocks until it ran.  For the command line, tests and other threads; the window uses the pair above. */
gboolean tie_store_run (TieStore *self, TieStoreMode mode, TieStoreFunc func, gpointer data, GError **error);

/* Signal "changed" (guint areas): emitted in the main context that opened the store after each committed write of
 * ours and, polled with the data version each second while somebody listens, after one of another program (all bits). */
typedef enum
{
  TIE_STORE_AREA_SETTINGS = 1 << 0,
  TIE_STORE_AREA_CONTACTS = 1 << 1, /* and types, sites */
  TIE_STORE_AREA_LISTS = 1 << 2,    /* employees, codes, terms, taxes, number series, accounts, policies */
  TIE_STORE_AREA_REMOTES = 1 << 3,
  TIE_STORE_AREA_LINKS = 1 << 4, /* and refusals */
  TIE_STORE_AREA_OUTBOX = 1 << 5,
  TIE_STORE_AREA_HISTORY = 1 << 6, /* activity and undo */
  TIE_STORE_AREA_CONNECTION = 1 << 7,
  TIE_STORE_AREA_PROJECTS = 1 << 8,  /* and entries, timers */
  TIE_STORE_AREA_DOCUMENTS = 1 << 9, /* and lines, distributions, payments, allocations */
  TIE_STORE_AREA_FEES = 1 << 10,     /* fee files, their rows, remembered numbers */
} TieStoreArea;

G_END_DECLS
