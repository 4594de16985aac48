/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How an invoice's amount falls on the entries that it bills. */
typedef struct
{
  gint64 value;    /* in: minor units */
  gint64 quantity; /* in: × 10 000 */
  gboolean is_billable;
  gint64 billed; /* out: minor units; 0 where not billable */
} TieReliefEntry;

/* Spreads the amount in proportion to value by largest remainder, so that the parts add up to it exactly; remainders tie to
 * the earlier entry.  Entries below zero keep their value and the rest absorbs the difference.  Where nothing has a value
 * hours decide, else the first takes all. */
void tie_relief_spread (gint64 amount, TieReliefEntry *entries, gsize n);

G_END_DECLS
