/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is a gint64 of the currency's minor units (cents); quantities and rates are scaled by 10 000.
 * No floating point comes near either. */
#define TIE_SCALE 10000
#define TIE_MONEY_DECIMALS 2

/* Reads plain decimal text ("-1250.5", no grouping, point as the decimal sign) into an integer scaled by 10^decimals,
 * rounding half away from zero.  FALSE when the text is no such number or does not fit. */
gboolean tie_decimal_parse (const char *text, guint decimals, gint64 *value);

/* Writes value / 10^decimals as decimal text.  At least min_decimals digits follow the point, further trailing zeros are
 * left out: (12500, 4, 0) is "1.25", (12500, 2, 2) is "125.00". */
char *tie_decimal_format (gint64 value, guint decimals, guint min_decimals);
void tie_decimal_append (GString *out, gint64 value, guint decimals, guint min_decimals); /* the same, at the end of out */

/* quantity (× 10 000) × rate (× 10 000) in minor units, rounded half away from zero.  FALSE on overflow. */
gboolean tie_money_multiply (gint64 quantity, gint64 rate, gint64 *amount);

/* Spreads total over n weights by largest remainder, so that the shares add up to total exactly.  Weights are not
 * negative; when all are zero the first share takes everything. */
void tie_money_spread (gint64 total, const gint64 *weights, gsize n, gint64 *shares);

/* tie_decimal_format() for people: grouping and decimal sign of the locale ("1,250.5"). */
char *tie_decimal_to_display (gint64 value, guint decimals, guint min_decimals);

/* The same for money: always two decimals ("48,210.00"). */
char *tie_money_to_display (gint64 amount);

/* The same with the sign or the code of the thread's currency, for use in sentences ("$9.85", "-£9.85", "CHF 9.85"). */
char *tie_money_to_words (gint64 amount);
/* ISO code of the books at hand, for this thread: a practice's own thread has its practice's, and the main one that of the window that
 * is in front.  NULL: US dollars. */
void tie_money_set_currency (const char *code);

/* A JSON number node is double in json-glib; this rounds it to the field's scale at once (15 significant digits suffice).
 * For reading answers only. */
gint64 tie_decimal_from_json_double (double number, guint decimals);

G_END_DECLS
