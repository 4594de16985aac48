/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-export-table.h"

G_BEGIN_DECLS

/* Which records a file is about.  What was changed since it was exported is not known to the file but by its hash: it is told
 * by tie_file_list_read() of exchange. */
typedef enum
{
  TIE_EXPORT_READY = 1, /* invoices that are approved and not kept back; all customers; payments that never went to this target */
  TIE_EXPORT_EXPORTED,  /* in a batch of this target that holds; invoices: not posted yet */
  TIE_EXPORT_LAST,      /* in the target's last batch that holds */
} TieExportFilter;

/* Picks the records that the readers (tie-export-read.h) go through, in place of those picked before: by filter, in order of date
 * and number (customers: of their names); or the ids (ending with NULL) in their own order.  The picks live with the connection,
 * not in the file.  n: how many. */
gboolean tie_export_pick (TieDb *db, TieExportKind kind, TieExportFilter filter, const char *target, guint *n, GError **error);
gboolean tie_export_pick_ids (TieDb *db, TieExportKind kind, const char *const *ids, guint *n, GError **error);

/* Alive during the call only; no text is NULL. */
typedef struct
{
  const char *id;
  const char *number;  /* of a document, payment or customer */
  const char *kind;    /* of a document: TIE_DOCUMENT_KIND_… */
  const char *name;    /* of the customer */
  const char *date;    /* "" for a customer */
  const char *stage;   /* of a document */
  gint64 total;        /* minor units; 0 for a customer */
  gint64 batch;        /* number of the last batch of this target that holds it; 0: none */
  const char *moment;  /* of that batch */
  const char *file;    /* its name */
  const char *hash;    /* of the record as it went out then */
} TieExportListRow;

typedef void (*TieExportListFunc) (const TieExportListRow *row, gpointer user_data);

/* All that were picked, in their order. */
gboolean tie_export_list_read (TieDb *db, TieExportKind kind, const char *target, TieExportListFunc func, gpointer user_data, GError **error);

G_END_DECLS
