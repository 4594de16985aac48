/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-letter-paper.h"

G_BEGIN_DECLS

/* An invoice, credit note or supplier invoice on paper. */
#define TIE_TYPE_DOCUMENT_PAPER (tie_document_paper_get_type ())
G_DECLARE_FINAL_TYPE (TieDocumentPaper, tie_document_paper, TIE, DOCUMENT_PAPER, TieLetterPaper)

/* data: (transfer full) */
TiePrintable *tie_document_paper_new (TieDocumentData *data);

G_END_DECLS
