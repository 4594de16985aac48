/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file of separated text looks like: guesses over its bytes, each of which a person can overrule. */

typedef enum
{
  TIE_ENCODING_UTF8 = 1,
  TIE_ENCODING_UTF16_LE,
  TIE_ENCODING_UTF16_BE,
  TIE_ENCODING_WINDOWS_1252,
} TieEncoding;

typedef enum
{
  TIE_DATE_ORDER_MDY = 1,
  TIE_DATE_ORDER_DMY,
  TIE_DATE_ORDER_YMD,
} TieDateOrder;

/* The separators that are tried, "" at the end. */
extern const char tie_import_separators[];

/* By byte order mark, else by how the bytes are spread; Windows-1252 when they are no UTF-8. */
TieEncoding tie_import_guess_encoding (GBytes *bytes);

/* The text as UTF-8 without byte order mark and without NUL; bytes that mean nothing in that encoding read as U+FFFD.
 * Gives the same bytes back where nothing has to change. */
GBytes *tie_import_decode (GBytes *bytes, TieEncoding encoding);

/* The separator under which most rows have the same number of columns; ',' for a list of one column. */
char tie_import_guess_separator (GBytes *text);

/* Over cells of any columns.  0 when no cell tells. */
TieDateOrder tie_import_guess_date_order (GPtrArray *cells);
char tie_import_guess_decimal_sign (GPtrArray *cells);

/* In the practice's own form; NULL when the text is no such date or number.  Two-digit years lie within 1970–2069. */
char *tie_import_parse_date (const char *text, TieDateOrder order);
gboolean tie_import_parse_decimal (const char *text, char decimal_sign, guint decimals, gint64 *value);
gboolean tie_import_parse_boolean (const char *text, gboolean *value);

G_END_DECLS
