/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-remote.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* An invoice or credit, of a customer or a supplier, that is only in the package, as it would be recorded here, from what was last
 * read.  What it is made of is not read, so it comes over with one line, of its total with tax; the package's stays what counts:
 * it is marked as do not send, so that no change here ever writes over its lines. */
typedef struct
{
  TieKind kind; /* TIE_KIND_SALES_INVOICE to TIE_KIND_SUPPLIER_CREDIT */
  char *remote_id;
  char *local_id;     /* of ours that it is linked to, or that its mark names; NULL: not here yet */
  char *contact_id;   /* NULL: its customer or supplier is not linked */
  char *contact_name; /* ours, else the package's */
  char *number;       /* there; "" for none */
  char *date;
  char *due;          /* NULL: none */
  gint64 amount;      /* minor units, negative of a supplier's credit */
  gboolean is_same;   /* there is nothing to bring over: it is linked, or gone */
  char *problem;      /* why it cannot be brought over; NULL: it can */
} TieDocumentImport;

void tie_document_import_free (TieDocumentImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieDocumentImport, tie_document_import_free)

gboolean tie_document_import_takes (TieKind kind);

/* TIE_ERROR_NOT_FOUND: never read. */
TieDocumentImport *tie_document_import_read (TieDb *db, const char *connection, TieKind kind, const char *remote_id, GError **error);

/* Records and links it, as part of the open undo step.  run: of the history. */
gboolean tie_document_import_apply (TieDb *db, const char *connection, TieDocumentImport *self, const char *run, GError **error);

G_END_DECLS
