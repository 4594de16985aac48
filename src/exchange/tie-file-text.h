/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-layout.h"

G_BEGIN_DECLS

/* Text as programs of other makers take it. */

typedef enum
{
  TIE_FILE_FIT_SAME = 0,
  TIE_FILE_FIT_REPLACED = 1 << 0, /* characters, or line breaks */
  TIE_FILE_FIT_CUT = 1 << 1,
} TieFileFit;

/* Appends the text to out as the column and the encoding can hold it: control characters and line breaks as one blank, no blanks at the
 * ends, what the program cannot read replaced by what comes nearest, cut to its length in characters. */
TieFileFit tie_file_text_fit (const TieFileColumn *column, TieFileEncoding encoding, const char *text, GString *out);

/* (transfer full) An account's name as hledger and ledger, GnuCash, or beancount take it, by its kind here. */
char *tie_file_text_to_ledger_account (const char *kind, const char *name);
char *tie_file_text_to_path_account (const char *kind, const char *name);
char *tie_file_text_to_beancount_account (const char *kind, const char *name);
/* Whether what was typed is one. */
gboolean tie_file_text_is_ledger_account (const char *name);
gboolean tie_file_text_is_beancount_account (const char *name);

/* Appends an ISO date in the form "MM/DD/YYYY", "M/D/YY" and so on; nothing for no date. */
void tie_file_text_append_date (GString *out, const char *form, const char *date);

G_END_DECLS
