/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/tie-company.h"
#include "ui/tie-listing.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Invoices, credit notes and supplier invoices as rows of a list. */
enum
{
  TIE_DOCUMENT_ROW_NUMBER, /* texts; words first: all of them are searched */
  TIE_DOCUMENT_ROW_CONTACT,
  TIE_DOCUMENT_ROW_PROJECT,
  TIE_DOCUMENT_ROW_REFERENCE,
  TIE_DOCUMENT_ROW_STAGE, /* words */
  TIE_DOCUMENT_ROW_SENT,
  TIE_DOCUMENT_ROW_PACKAGE, /* what is known about QuickBooks, words */
  TIE_DOCUMENT_ROW_DATE,
  TIE_DOCUMENT_ROW_DUE,
  TIE_DOCUMENT_ROW_CONTACT_ID,
  TIE_DOCUMENT_ROW_N_TEXTS
};

enum
{
  TIE_DOCUMENT_ROW_TOTAL, /* numbers */
  TIE_DOCUMENT_ROW_OPEN,
  TIE_DOCUMENT_ROW_STAGE_NUMBER, /* 0: invoiced … 3: posted */
  TIE_DOCUMENT_ROW_IS_SENT,
  TIE_DOCUMENT_ROW_DO_NOT_SEND,
  TIE_DOCUMENT_ROW_IS_VOID,
  TIE_DOCUMENT_ROW_IS_LINKED,
  TIE_DOCUMENT_ROW_N_NUMBERS
};

/* The words of the drop-down over such lists, in this order. */
typedef enum
{
  TIE_DOCUMENTS_ALL,
  TIE_DOCUMENTS_DRAFT,
  TIE_DOCUMENTS_TO_SEND,
  TIE_DOCUMENTS_TO_APPROVE,
  TIE_DOCUMENTS_READY,
  TIE_DOCUMENTS_EXPORTED,
  TIE_DOCUMENTS_POSTED,
  TIE_DOCUMENTS_BLOCKED,
} TieDocumentsShow;

/* kind: TIE_DOCUMENT_KIND_…; of that contact (id), NULL: of all. */
TieListing *tie_document_rows_new (TieStore *store, const char *kind, const char *contact);
void tie_document_rows_add_columns (TieTable *table, TieCompany *company, const char *kind, gboolean with_contact);
gboolean tie_document_rows_shows (TieListRow *row, TieDocumentsShow show);

G_END_DECLS
