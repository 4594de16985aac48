/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Amounts, quantities and rates as a person types them. */

/* The decimal sign of the locale, "." or ",". */
const char *tie_typed_amount_get_decimal_sign (void);

/* Reads "1250", "1,250.00", "-12.5", or sums and products of such ("12.5*3", "100 + 2*9.85") into an integer scaled by
 * 10^decimals: exact until the end, then rounded half away from zero.  Grouping holds three digits and is the other one of
 * point and comma, a blank or an apostrophe; so "1.234,50" is refused where the point is the decimal sign, and "1,25" too,
 * instead of being taken for another amount than was meant.  TIE_ERROR_INVALID with a sentence. */
gboolean tie_typed_amount_parse (const char *text, const char *decimal_sign, guint decimals, gint64 *value, GError **error);

G_END_DECLS
