/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-export.h"
#include "exchange/tie-file-keys.h"
#include "exchange/tie-file-sink.h"
#include "exchange/tie-file-writer.h"

G_BEGIN_DECLS

/* For this room only: one file while it is made. */
typedef struct
{
  TieDb *db;
  gint64 cache; /* of the connection, before this pass; 0: not begun */
  TieFileExport *export;
  TieFileNames *names;   /* (owned) */
  TieFileKeys *keys;     /* (owned) */
  TieFileSink *sink;     /* (owned) */
  TieFileWriter writer;
  TieFileDocument made;
  GString *customer_key; /* (owned) */
  GString *number;       /* (owned) */
  const TieFileAccount *receivable; /* (nullable) of the first invoice, where a file has one only */
} TieFileRun;
void tie_file_run_clear (TieFileRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileRun, tie_file_run_clear)

/* A finding of the writer or of a check, on the export. */
void tie_file_run_add_problem (TieFileRun *run, TieFileCode code, const char *id, const TieFileFacts *facts);
/* Takes what the writer has: on to the sink, with what was changed in it; or, when something stands against it, on to the
 * problems.  has_gone: FALSE then. */
gboolean tie_file_run_take (TieFileRun *run, gboolean *has_gone, GError **error);
/* The customer's key, for a context. */
TieFileCode tie_file_run_make_customer (TieFileRun *run, const TieExportContact *contact, TieFileFacts *facts);

/* A record goes to the file, unless something stands against it, which is then a problem; FALSE when that was not possible. */
gboolean tie_file_run_add_document (TieFileRun *run, const TieExportDocument *document, GError **error);
gboolean tie_file_run_add_payment (TieFileRun *run, const TieExportPayment *payment, GError **error);
gboolean tie_file_run_add_customer (TieFileRun *run, const TieExportContact *contact, GError **error);

/* Tables: titles and lists before the records, and the records. */
gboolean tie_file_table_begin (TieFileRun *run, GError **error);
void tie_file_table_add_document (TieFileRun *run, const TieFileContext *context);
void tie_file_table_add_payment (TieFileRun *run, const TieFileContext *context);

/* A document of invented data for the target; FALSE where the practice has not the accounts for one.  Its arrays are the caller's. */
gboolean tie_file_sample_make (const TieFileNames *names, TieExportDocument *document);
void tie_file_sample_clear (TieExportDocument *document);

/* Journals. */
gboolean tie_file_journal_begin (TieFileRun *run, GError **error);
void tie_file_journal_add_customer (TieFileRun *run, const TieFileContext *context);
void tie_file_journal_add_document (TieFileRun *run, const TieFileContext *context);
void tie_file_journal_add_payment (TieFileRun *run, const TieFileContext *context);

G_END_DECLS
