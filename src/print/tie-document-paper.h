/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/tie-paper-data.h"

G_BEGIN_DECLS

/* An invoice, credit note or supplier invoice on paper. */
#define TIE_TYPE_DOCUMENT_PAPER (tie_document_paper_get_type ())
G_DECLARE_FINAL_TYPE (TieDocumentPaper, tie_document_paper, TIE, DOCUMENT_PAPER, TiePrintable)

/* data: (transfer full) */
TiePrintable *tie_document_paper_new (TieDocumentData *data);
/* Draws with another layout from now on, for a preview of settings. */
void tie_document_paper_set_layout (TieDocumentPaper *self, const TieLayout *layout);

G_END_DECLS
