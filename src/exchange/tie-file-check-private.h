/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-file-check.h"

G_BEGIN_DECLS

/* Shared by tie-file-check.c (which layout it is, and files with columns) and tie-file-check-lines.c (keywords and journals). */
typedef struct
{
  TieFileCheck *result;
  const TieFileTable *table; /* (nullable) of files with columns */
  char *number;              /* (owned) (nullable) of the record that is being read */
  guint first_line;          /* of it */
  gint64 sum;                /* minor units */
  gint64 said;               /* what the record itself says that it comes to */
  guint n_rows;              /* of it */
  guint n_said;
  GHashTable *titles;        /* (owned) keyword → names of its columns */
} TieFileReading;

/* Notes it, of the first ones with its sentence. */
void tie_file_reading_add_problem (TieFileCheck *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Notes that the record does not balance, unless the difference is nothing. */
void tie_file_reading_check_sum (TieFileReading *reading, guint line, gint64 difference);
/* Minor units; what is no amount is noted. */
gint64 tie_file_reading_read_amount (TieFileReading *reading, const char *cell, guint line);

/* As the layout writes one, whatever its option is. */
gboolean tie_file_check_is_date (const TieFileLayout *layout, const char *text);

/* Whether the text has what files of that layout, one without columns, cannot be without; then of which kind it is. */
gboolean tie_file_check_fits_lines (const TieFileLayout *layout, const char *text, TieExportKind *kind);
/* Reads a file of such a layout. */
void tie_file_reading_read_lines (TieFileReading *reading, GBytes *text);

G_END_DECLS
