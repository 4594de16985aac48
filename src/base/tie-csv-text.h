/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the bytes of a file of separated text are to be read: guesses that a person can overrule. */

typedef enum
{
  TIE_ENCODING_UTF8 = 1,
  TIE_ENCODING_UTF16_LE,
  TIE_ENCODING_UTF16_BE,
  TIE_ENCODING_WINDOWS_1252,
} TieEncoding;

/* The separators that are tried, as one string. */
extern const char tie_csv_separators[];

/* By byte order mark, else by how the bytes are spread; Windows-1252 when they are no UTF-8. */
TieEncoding tie_csv_guess_encoding (GBytes *bytes);

/* The text as UTF-8 without byte order mark and without NUL; what means nothing in that encoding reads as U+FFFD.  Gives
 * a part of the same bytes where nothing has to change. */
GBytes *tie_csv_decode (GBytes *bytes, TieEncoding encoding);

/* The byte that means this character in Windows-1252; 0: none does. */
guint8 tie_csv_encode_windows_1252 (gunichar c);

/* The separator under which most of the first rows have the same number of columns; ',' for a list of one column. */
char tie_csv_guess_separator (GBytes *text);

G_END_DECLS
