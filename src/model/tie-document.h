/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-record.h"

G_BEGIN_DECLS

/* An invoice, a credit note or a supplier's invoice, and its lines. */
#define TIE_DOCUMENT_KIND_INVOICE "invoice"
#define TIE_DOCUMENT_KIND_CREDIT "credit"
#define TIE_DOCUMENT_KIND_SUPPLIER "supplier"

#define TIE_DOCUMENT_STAGE_INVOICED "invoiced"
#define TIE_DOCUMENT_STAGE_APPROVED "approved"
#define TIE_DOCUMENT_STAGE_EXPORTED "exported"
#define TIE_DOCUMENT_STAGE_POSTED "posted"

enum
{
  TIE_DOCUMENT_NUMBER = 1, /* of a supplier's invoice: theirs */
  TIE_DOCUMENT_KIND,
  TIE_DOCUMENT_CONTACT, /* reference: contact */
  TIE_DOCUMENT_SITE,    /* reference: site */
  TIE_DOCUMENT_PROJECT, /* reference: project */
  TIE_DOCUMENT_DATE,
  TIE_DOCUMENT_TERMS, /* reference: term */
  TIE_DOCUMENT_DUE,
  TIE_DOCUMENT_REFERENCE, /* a customer's order */
  TIE_DOCUMENT_TEXT,      /* on paper */
  TIE_DOCUMENT_NOTES,     /* only here */
  TIE_DOCUMENT_TAX_CODE,  /* reference: tax code; of the freight */
  TIE_DOCUMENT_FREIGHT,   /* minor units */
  TIE_DOCUMENT_DISCOUNT,  /* minor units; positive: taken off before tax */
  TIE_DOCUMENT_SUBTOTAL,  /* minor units; of the lines */
  TIE_DOCUMENT_TAX,       /* minor units */
  TIE_DOCUMENT_TOTAL,     /* minor units */
  TIE_DOCUMENT_WIP,       /* minor units; value of the entries that it relieved */
  TIE_DOCUMENT_STAGE,
  TIE_DOCUMENT_IS_SENT,     /* boolean */
  TIE_DOCUMENT_DO_NOT_SEND, /* boolean; not marked for sync */
  TIE_DOCUMENT_IS_VOID,     /* boolean */
  TIE_DOCUMENT_N_FIELDS
};

#define TIE_TYPE_DOCUMENT (tie_document_get_type ())
G_DECLARE_FINAL_TYPE (TieDocument, tie_document, TIE, DOCUMENT, TieRecord)

#define tie_document_new(id) ((TieDocument *) tie_record_new (TIE_TYPE_DOCUMENT, (id)))

enum
{
  TIE_LINE_DOCUMENT = 1, /* reference: document */
  TIE_LINE_POSITION,     /* from 1 */
  TIE_LINE_WORK_CODE,    /* reference: work code */
  TIE_LINE_EXPENSE_CODE, /* reference: expense code */
  TIE_LINE_TEXT,
  TIE_LINE_QUANTITY, /* × 10 000 */
  TIE_LINE_RATE,     /* × 10 000 */
  TIE_LINE_AMOUNT,   /* minor units; quantity × rate unless typed */
  TIE_LINE_TAX_CODE, /* reference: tax code */
  TIE_LINE_N_FIELDS
};

#define TIE_TYPE_LINE (tie_line_get_type ())
G_DECLARE_FINAL_TYPE (TieLine, tie_line, TIE, LINE, TieRecord)

#define tie_line_new(id) ((TieLine *) tie_record_new (TIE_TYPE_LINE, (id)))

enum
{
  TIE_DISTRIBUTION_DOCUMENT = 1, /* reference: document */
  TIE_DISTRIBUTION_POSITION,
  TIE_DISTRIBUTION_LINE, /* reference: line; which line it distributes; NULL: total, tax, freight, discount */
  TIE_DISTRIBUTION_CATEGORY,
  TIE_DISTRIBUTION_ACCOUNT, /* reference: account; NULL: not distributed yet */
  TIE_DISTRIBUTION_DEBIT,   /* minor units */
  TIE_DISTRIBUTION_CREDIT,  /* minor units */
  TIE_DISTRIBUTION_N_FIELDS
};

#define TIE_TYPE_DISTRIBUTION (tie_distribution_get_type ())
G_DECLARE_FINAL_TYPE (TieDistribution, tie_distribution, TIE, DISTRIBUTION, TieRecord)

#define tie_distribution_new(id) ((TieDistribution *) tie_record_new (TIE_TYPE_DISTRIBUTION, (id)))

G_END_DECLS
