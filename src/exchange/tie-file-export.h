/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-code.h"
#include "exchange/tie-file-list.h"

G_BEGIN_DECLS

/* Writes one file for one accounting program: customers, or invoices with credit notes, or payments.  One file is one batch;
 * programs that take customers and invoices from two files get two batches.  Checking and writing go the same way, so what was
 * shown is what is written.  Both run on the store's worker thread, in memory that does not grow with the number of records. */

/* So many problems and changes are kept; all are counted. */
#define TIE_FILE_MOST_FINDINGS 1000

typedef struct
{
  /* what is asked for */
  TieFileLayout *layout; /* (owned) */
  TieExportKind kind;
  TieFileFilter filter;
  GStrv ids;          /* (owned) (nullable) only these, in their order; NULL: all that the filter gives */
  gboolean again;     /* a person said that what was exported before is meant to go out once more */
  gboolean skips;     /* what cannot be written is left out; else nothing is written */
  GCancellable *cancellable; /* (owned) (nullable) */

  /* how far it is, for any thread: g_atomic_int_get() */
  int n_done;
  int n_all;

  /* what came of it */
  GPtrArray *problems; /* (owned) (element-type TieFileProblem) */
  GPtrArray *changes;  /* (owned) (element-type TieExportChange) texts that were cut or replaced */
  guint n_stopped;     /* records with something against them that has to be settled */
  guint n_asked;       /* records that wait for again */
  guint n_changes;
  guint n_records;     /* in the file */
  guint n_rows;
  gint64 total;        /* minor units: invoices less credit notes, or payments */
  char *preview;       /* (owned) the beginning of the file, in UTF-8 */
  char *written;       /* (owned) (nullable) where the file is */
  TieExportBatch *batch; /* (owned) (nullable) after writing */
} TieFileExport;

TieFileExport *tie_file_export_new (TieFileLayout *layout, TieExportKind kind, TieFileFilter filter);
void tie_file_export_free (TieFileExport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieFileExport, tie_file_export_free)

/* Inside a read: goes through all and fills in what came of it; nothing is written.  FALSE only when that was not possible:
 * problems of records are no error. */
gboolean tie_file_export_check (TieDb *db, TieFileExport *self, GError **error);

/* Inside a write: the file, its batch, the stage Exported and the activity, all or nothing.  When it fails, the function that
 * called it must fail too.  The file is put in place last of all, just before the transaction is committed; should that fail,
 * tie_file_export_withdraw() takes the file away.  Errors: TIE_ERROR_INVALID when records stand against it (see problems) or
 * nothing is left to write, or the folder is gone; TIE_ERROR_DISK_FULL; G_IO_ERROR_CANCELLED. */
gboolean tie_file_export_write (TieDb *db, TieFileExport *self, const char *path, GError **error);
/* After a write whose transaction failed; does nothing where no file was put in place. */
void tie_file_export_withdraw (TieFileExport *self);

/* All of it from any thread that may wait: the transaction, and taking the file away should it fail. */
gboolean tie_file_export_run (TieFileExport *self, TieStore *store, const char *path, GError **error);

/* A small file of invented data (customers or invoices), to try whether a program takes it; changes nothing here.  Inside a read. */
gboolean tie_file_export_write_sample (TieDb *db, TieFileLayout *layout, TieExportKind kind, const char *path, GError **error);

G_END_DECLS
