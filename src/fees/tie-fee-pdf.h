/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A printed invoice: its text only, in which amounts are looked for.  None is ever chosen silently: a person confirms one
 * (TieFeePreviewOptions.typed), and the client is that of the open project. */

typedef struct
{
  char *label;            /* (owned) the words of its line */
  gint64 amount;          /* minor units */
  guint page;             /* from 1 */
  gboolean may_be_older;  /* "total due", "balance": it may hold older unpaid amounts */
} TieFeePdfAmount;

void tie_fee_pdf_amount_free (TieFeePdfAmount *amount);

#define TIE_FEE_PDF_MAX_PAGES 100
#define TIE_FEE_PDF_MAX_AMOUNTS 50

/* (transfer full) (element-type TieFeePdfAmount) The likeliest first: current charges and totals before what may hold older amounts,
 * the last of them in front.  Empty where there is no text (a scan).  Errors (TIE_FEE_ERROR): L14.  For a thread of its own. */
GPtrArray *tie_fee_pdf_read (GBytes *bytes, const char *name, GError **error);

/* The same over a page's text, added at the end. */
void tie_fee_pdf_find_amounts (const char *text, guint page, GPtrArray *amounts);

G_END_DECLS
