/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-typed-entry.h"

G_BEGIN_DECLS

/* A field for an amount, a quantity or a rate: right-aligned, digits of one width, computes what is typed (12.5*3); the
 * number pad's key types the locale's decimal sign.
 * Properties "value" (gint64, scaled by 10^decimals, notified), "decimals" (2: money; 4: quantities and rates),
 * "min-decimals" (that are always shown), "blank-zero" (zero is shown as nothing). */
#define TIE_TYPE_AMOUNT_ENTRY (tie_amount_entry_get_type ())
G_DECLARE_FINAL_TYPE (TieAmountEntry, tie_amount_entry, TIE, AMOUNT_ENTRY, TieTypedEntry)

GtkWidget *tie_amount_entry_new (const char *accessible_name, guint decimals, guint min_decimals);
gint64 tie_amount_entry_get_value (TieAmountEntry *self);
void tie_amount_entry_set_value (TieAmountEntry *self, gint64 value);

G_END_DECLS
