/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/tie-store.h"

G_BEGIN_DECLS

/* What the demo practice has billed and been paid, made from tables by the verbs of billing, so that numbers, relief, due
 * days and what is open come out as if people had done it. */
typedef struct
{
  GBytes *tax_codes;
  GBytes *policy_rules; /* of the practice's own policy, for single work codes */
  GBytes *documents;    /* invoices, credit notes, supplier invoices */
  GBytes *lines;
  GBytes *payments;
} TieDemoTables;

/* All of them as one undo step. */
gboolean tie_demo_books_add (TieStore *store, const TieDemoTables *tables, GError **error);

G_END_DECLS
