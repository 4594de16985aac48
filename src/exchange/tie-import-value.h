/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cells as people write them, read into the practice's own form. */

typedef enum
{
  TIE_DATE_ORDER_MDY = 1,
  TIE_DATE_ORDER_DMY,
  TIE_DATE_ORDER_YMD,
} TieDateOrder;

/* Over cells (char *) of any columns; 0 when none of them tells. */
TieDateOrder tie_import_guess_date_order (GPtrArray *cells);
char tie_import_guess_decimal_sign (GPtrArray *cells);

/* "YYYY-MM-DD", or NULL when the text is no date that exists.  A time after the date is passed over; a year first is
 * understood in any order; two-digit years lie within 1970–2069. */
char *tie_import_parse_date (const char *text, TieDateOrder order);

/* A number with grouping, currency sign, and minus in front, behind or as parentheses, scaled by 10^decimals. */
gboolean tie_import_parse_decimal (const char *text, char decimal_sign, guint decimals, gint64 *value);

/* yes/no, true/false, x, 1/0 in English and in the language of the desktop. */
gboolean tie_import_parse_boolean (const char *text, gboolean *value);

G_END_DECLS
