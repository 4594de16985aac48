/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-letter-paper.h"
#include "store/tie-report-table.h"

G_BEGIN_DECLS

/* What a contact owes the firm, read at one moment. */
typedef struct
{
  TieLetter *letter;
  char *name;       /* the contact's */
  char *as_of;      /* "YYYY-MM-DD" */
  GPtrArray *items; /* element TieOpenItem, by date */
  gint64 ages[TIE_REPORT_AGES]; /* minor units, of the open invoices */
  gint64 unapplied; /* negative for what the contact has with us */
} TieStatementData;

/* On the store's thread.  TIE_ERROR_INVALID where as_of is no date. */
TieStatementData *tie_statement_data_load (TieDb *db, const char *contact_id, const char *as_of, GError **error);
void tie_statement_data_free (TieStatementData *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieStatementData, tie_statement_data_free)

/* A client statement on paper: each open item with the balance up to it, and at the foot how old the balance is. */
#define TIE_TYPE_STATEMENT_PAPER (tie_statement_paper_get_type ())
G_DECLARE_FINAL_TYPE (TieStatementPaper, tie_statement_paper, TIE, STATEMENT_PAPER, TieLetterPaper)

/* data: (transfer full) */
TiePrintable *tie_statement_paper_new (TieStatementData *data);

G_END_DECLS
