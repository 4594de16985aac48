/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"

G_BEGIN_DECLS

/* No amount of ours is larger, so that sums of any number of them fit a gint64. */
#define TIE_AMOUNT_MAX G_GINT64_CONSTANT (9999999999999)

/* Percents by tax code, so that an editor can compute while someone types.  (element-type utf8 gint64) */
GHashTable *tie_tax_rates_read (TieDb *db, GError **error);

/* Amount = quantity × rate; for when either was typed.  An amount that was typed is left alone by not calling this. */
gboolean tie_line_compute_amount (TieLine *line, GError **error);

/* Sets subtotal, tax and total of the sheet's document from its lines, discount and freight, with no database in sight.
 * The discount is taken off before tax: it is spread over the lines in proportion, so that each tax code's base bears its
 * part of it, as packages do it too.  Each tax is taken of its whole base and rounded once, half away from zero.  Error
 * (TIE_ERROR_INVALID): a sum that is too large; a total below zero is refused on saving. */
gboolean tie_document_compute_totals (TieDocumentSheet *sheet, GHashTable *tax_rates, GError **error);

/* One tax of a document, as paper shows it. */
typedef struct
{
  const char *tax_code; /* id, owned by the sheet's records */
  gint64 base;          /* minor units, after discount */
  gint64 tax;
} TieTaxSum;

/* An amount and the tax that it bears; for who has a document without a sheet. */
typedef struct
{
  const char *tax_code; /* (nullable) id */
  gint64 amount;        /* minor units */
} TieTaxedAmount;

/* (transfer full) What a discount takes off each line, in proportion; lines below zero have no part in it. */
gint64 *tie_tax_spread_discount (const TieTaxedAmount *lines, guint n, gint64 discount);

/* (transfer full) As tie_document_list_taxes(): lines before the discount, which is spread over them here.  The sums' tax codes
 * are those of the amounts. */
GArray *tie_tax_list_sums (const TieTaxedAmount *lines, guint n_lines, gint64 discount, const TieTaxedAmount *freight, GHashTable *tax_rates, GError **error);

/* (transfer full) The document's taxes in order of their first line, freight's last; NULL with an error as above. */
GArray *tie_document_list_taxes (TieDocumentSheet *sheet, GHashTable *tax_rates, GError **error);

G_END_DECLS
