/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Comma-separated text, read row by row and written whole.  Reading is lenient where files in the wild are careless
 * (a quote inside a bare field, rows of unequal length, LF, CR LF or CR) and strict where lenience would lose data:
 * a quotation mark that is never closed is an error. */

/* One row: its fields, NULL-terminated, alive during the call, and the line on which it starts (from 1; line breaks inside quotes count,
 * and read as "\n").  Bare fields come without blanks round them; blank lines are no rows.  FALSE stops the reading: with
 * an error that error is handed on, without one the rest is passed over in silence. */
typedef gboolean (*TieCsvRowFunc) (const char *const *fields, guint n_fields, guint line, gpointer user_data, GError **error);

typedef struct _TieCsvReader TieCsvReader;

TieCsvReader *tie_csv_reader_new (char separator, TieCsvRowFunc func, gpointer user_data);
void tie_csv_reader_free (TieCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieCsvReader, tie_csv_reader_free)

/* The next piece of the text, cut anywhere: UTF-8 without NUL and without byte order mark.  length -1: up to the NUL. */
gboolean tie_csv_reader_feed (TieCsvReader *self, const char *text, gssize length, GError **error);
/* The end of the text: hands over a last row without line break.  TIE_ERROR_INVALID names the line where a quotation
 * mark was opened and never closed. */
gboolean tie_csv_reader_finish (TieCsvReader *self, GError **error);

/* All of it at once. */
gboolean tie_csv_read (GBytes *text, char separator, TieCsvRowFunc func, gpointer user_data, GError **error);

/* Writes rows that end in CR LF; a field is quoted only where it must be to read back the same. */
typedef struct _TieCsvWriter TieCsvWriter;

TieCsvWriter *tie_csv_writer_new (char separator);
void tie_csv_writer_free (TieCsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieCsvWriter, tie_csv_writer_free)

void tie_csv_writer_add (TieCsvWriter *self, const char *field); /* NULL writes an empty field */
void tie_csv_writer_end_row (TieCsvWriter *self);

/* (transfer full) The text so far; the writer is empty afterwards. */
GBytes *tie_csv_writer_finish (TieCsvWriter *self);

G_END_DECLS
