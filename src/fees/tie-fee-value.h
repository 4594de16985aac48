/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cells of fee files, read strictly: what could mean another amount or another client is refused. */

/* "1234.5", "$1,234.50", "(1,234.50)", "-12" in minor units.  Refused: three or more decimals, a comma as the decimal sign,
 * groups that are none, words, and anything above 9,999,999.99. */
gboolean tie_fee_parse_amount (const char *text, gint64 *amount);
/* The fee file's own: digits, point, at most two decimals, no sign. */
gboolean tie_fee_parse_plain_amount (const char *text, gint64 *amount);

/* A module's letter, by the letter, the form or the words of it; 0: none of them, or one that means several returns (a bare
 * "E", "G" or "T", which is *is_ambiguous then; it may be NULL). */
char tie_fee_parse_module (const char *text, gboolean *is_ambiguous);

/* "2024", "24", "TY2024", "2024.0" as spreadsheets have it; 0: no year of ours (1990 to 2079). */
guint tie_fee_parse_year (const char *text);

/* Moments and dates of other programs as ours: RFC 3339, "2025-03-14", "3/14/2025"; "" where it is neither. (transfer full) */
char *tie_fee_parse_moment (const char *text);

/* (transfer full) A client's number in the one form in which numbers are compared: trimmed, capitals, inner blanks collapsed,
 * and freed of what spreadsheets wrap round it (="0010"). */
char *tie_fee_make_key (const char *text);
/* (transfer full) The key without leading zeros: equal ones are offered, never assumed. */
char *tie_fee_key_strip_zeros (const char *key);
/* A number that a spreadsheet has spoiled for good ("1.00E+03", "####"). */
gboolean tie_fee_key_is_spoiled (const char *text);
/* Nothing but asterisks. */
gboolean tie_fee_is_masked (const char *text);

/* Nine digits, whatever stands between them: a full taxpayer number. digits: room for 10 characters. */
gboolean tie_fee_parse_tin (const char *text, char *digits);
/* (transfer full) Hexadecimal keyed hash; key: random bytes that never leave the person's keyring. */
char *tie_fee_hash_tin (const char *digits, GBytes *key);

/* Year and module from where the file lies: ".../24TAX/IDATA/…", whatever the case and the slashes; 0 for none. */
guint tie_fee_path_get_year (const char *path);
char tie_fee_path_get_module (const char *path);

G_END_DECLS
