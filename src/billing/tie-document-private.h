/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-actions.h"

G_BEGIN_DECLS

/* The sheet may be saved as it is: lock, closing date, contact, lines, and that nobody changed it meanwhile. */
gboolean tie_document_check_save (TieDb *db, TieDocumentSheet *sheet, GError **error);

/* The same once the totals are computed: nothing below zero, nothing below what was paid. */
gboolean tie_document_check_totals (TieDb *db, TieDocumentSheet *sheet, GError **error);

/* Gives the sheet its number: takes the next one of the series for a new document, or checks the one that was typed. */
gboolean tie_document_number (TieDb *db, TieDocumentSheet *sheet, GError **error);

/* Writes document, lines and distribution; those that the sheet had and has no more are deleted. */
gboolean tie_document_write (TieDb *db, TieDocumentSheet *sheet, GError **error);

/* Spreads the document's amount (before tax and freight) over the entries that it bills, if any. */
gboolean tie_document_relieve (TieDb *db, TieDocument *document, GError **error);
/* Makes them work in progress again. */
gboolean tie_document_free_entries (TieDb *db, const char *id, GError **error);

G_END_DECLS
