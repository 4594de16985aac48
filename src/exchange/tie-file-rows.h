/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-names.h"
#include "store/tie-export-read.h"

G_BEGIN_DECLS

/* A document as rows of a file: each is a part of its distribution. */
typedef struct
{
  TieFileRowKind kind;
  const TieFileAccount *account;
  const TieExportLine *line; /* (nullable) */
  const TieFileTaxName *tax; /* (nullable) of a row of tax: which; of others: which tax is due on it */
  gint64 net;                /* minor units: debits above zero */
  gint64 amount;             /* the same as the document says it: above zero, but for discounts and the like */
  gint64 quantity, rate;     /* × 10 000: those of the line, or 1 and the amount */
  gboolean is_first;         /* of its kind in this document */
  gint64 tax_amount;         /* what of the document's tax falls on this row */
} TieFileRow;

typedef struct
{
  GArray *rows;        /* (owned) (element-type TieFileRow) in the order of the layout, the total first */
  guint n_rows;        /* but for the total */
  gboolean is_credit;
  gboolean is_taxed;
  const TieFileTaxName *first_tax; /* (nullable) */
  const TieFileAccount *receivable;
  const TieFileTaxName *freight_tax; /* (nullable) */
  gint64 freight_tax_amount; /* where freight is a column */
  gint64 tax_difference; /* what the program's own tax would be more or less */
} TieFileDocument;

void tie_file_document_init (TieFileDocument *self);
void tie_file_document_clear (TieFileDocument *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieFileDocument, tie_file_document_clear)

/* Makes the rows of a document, in place of those of the last one, and checks on the way that they are a valid transaction: each part
 * fully distributed, debits equal to credits, accounts known, taxes that add up, and no part that the layout has no place for.  facts
 * and code say what stands against it; TIE_FILE_OK when nothing does. */
TieFileCode tie_file_document_make (TieFileDocument *self, const TieExportDocument *document, const TieFileNames *names, TieFileFacts *facts);

/* (transfer full) Of all that a program would be told, so that it can be said later whether that changed. */
char *tie_file_hash_document (const TieExportDocument *document);
char *tie_file_hash_contact (const TieExportContact *contact);
char *tie_file_hash_payment (const TieExportPayment *payment);

G_END_DECLS
