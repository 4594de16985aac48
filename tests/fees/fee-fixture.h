/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fees/tie-fee-file.h"

/* Files of fees as other programs write them, made in memory. */

/* A packed file of parts: names and texts, ends with NULL. */
GBytes *make_workbook (const char *name, ...) G_GNUC_NULL_TERMINATED;
/* One with a single sheet of the given rows (XML), shared texts and cell formats. */
GBytes *make_sheet (const char *rows, const char *strings, const char *styles);

typedef struct
{
  const char *name;
  char type;
  guint length;
} DbfField;

/* fields ends with a NULL name; records are texts of the record's length with their flag, ends with NULL. */
GByteArray *make_table (const DbfField *fields, ...) G_GNUC_NULL_TERMINATED;

/* A PDF with the lines as text. */
GBytes *make_pdf (const char *const *lines);

/* The rows of a layout as "a|b|c" lines. */
char *dump_rows (GBytes *bytes, GError **error);
