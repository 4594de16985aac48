/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/tie-ledger-money.h"

G_BEGIN_DECLS

/* What a line of ours comes to there. */
typedef struct
{
  gint64 discount; /* what is taken off the line itself, positive */
  gint64 tax;
  gboolean is_dropped; /* a discount that others have taken up */
} TieXeroShare;

/* (transfer full) One for each line of the document.  Without a product or service for it, a discount is taken off the lines
 * that bear its tax (takes_discounts), in proportion.  The tax of a code is spread anew over all lines that bear it, also what
 * lowers it, as it is computed there; per code it comes to the same.  NULL: more is taken off than there is. */
TieXeroShare *tie_xero_spread (const TieLedgerDocument *document, gboolean takes_discounts);

G_END_DECLS
