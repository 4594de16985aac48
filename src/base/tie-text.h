/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Trims both ends and collapses every run of white space and control characters (tab and line break among them) to one
 * blank; composes to NFC.  NULL gives "".  Invalid UTF-8 is replaced. */
char *tie_text_clean (const char *text);

/* The same for texts of several lines: line breaks stay, blanks at line ends go. */
char *tie_text_clean_lines (const char *text);

/* For searching and comparing: cleaned, case-folded, accents dropped ("Café ZOË" → "cafe zoe"). */
char *tie_text_fold (const char *text);

/* NULL-safe: NULL and "" are alike. */
gboolean tie_text_is_empty (const char *text);

/* The text cut to so many characters (not bytes). */
char *tie_text_truncate (const char *text, gsize characters);

/* (transfer full) With the package's name in place of "{package}": for tables of words. */
char *tie_text_name_package (const char *text, const char *package);

G_END_DECLS
