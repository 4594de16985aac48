/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-text.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* A CSV file on its way into the practice: bytes in, reviewed rows out; nothing is written before it is applied.  The
 * window sets what was guessed wrong, the command line takes the guesses:
 *
 *   tie_import_new() → tie_import_recall() → tie_import_review() → tie_import_apply()
 */

/* What the rows of a file are. */
typedef enum
{
  TIE_IMPORT_CONTACTS = 1,
  TIE_IMPORT_SITES,
  TIE_IMPORT_N_KINDS
} TieImportKind;

const char *tie_import_kind_to_string (TieImportKind kind); /* "contacts" */
TieImportKind tie_import_kind_from_string (const char *text); /* 0: none */
const char *tie_import_kind_get_label (TieImportKind kind);   /* _("Contacts") */
/* A CSV file with the columns that the kind knows and one example row. */
GBytes *tie_import_kind_make_template (TieImportKind kind);

#define TIE_TYPE_IMPORT (tie_import_get_type ())
G_DECLARE_FINAL_TYPE (TieImport, tie_import, TIE, IMPORT, GObject)

/* Guesses everything at once. */
TieImport *tie_import_new (TieImportKind kind, GBytes *bytes);

/* How the file is read.  Properties of the same names, all guint, notified; setting one reads the file anew and guesses
 * what depends on it.  "header-row" counts the rows that are not blank from 1; 0: the file has no header. */
TieImportKind tie_import_get_kind (TieImport *self);
void tie_import_set_kind (TieImport *self, TieImportKind kind);
TieEncoding tie_import_get_encoding (TieImport *self);
void tie_import_set_encoding (TieImport *self, TieEncoding encoding);
char tie_import_get_separator (TieImport *self);
void tie_import_set_separator (TieImport *self, char separator);
guint tie_import_get_header_row (TieImport *self);
void tie_import_set_header_row (TieImport *self, guint row);
TieDateOrder tie_import_get_date_order (TieImport *self);
void tie_import_set_date_order (TieImport *self, TieDateOrder order);
char tie_import_get_decimal_sign (TieImport *self);
void tie_import_set_decimal_sign (TieImport *self, char sign);

/* Property "problem": why nothing can be imported with these settings, a sentence, or NULL.  ("The file is empty.") */
const char *tie_import_get_problem (TieImport *self);

/* The file's first rows as they are read, titles and header among them: element GStrv, at most TIE_IMPORT_SAMPLE. */
#define TIE_IMPORT_SAMPLE 50
GPtrArray *tie_import_get_sample (TieImport *self);
guint tie_import_get_n_data_rows (TieImport *self); /* rows after the header */

/* The columns and the fields they go to.  Field 0: left out.  A field takes one column; giving it another frees the
 * first.  Signal "mapping-changed". */
guint tie_import_get_n_columns (TieImport *self);
const char *tie_import_get_column_title (TieImport *self, guint column); /* "" without header */
char *tie_import_dup_column_example (TieImport *self, guint column);     /* first value that is not blank, or "" */
guint tie_import_get_column_field (TieImport *self, guint column);
void tie_import_set_column_field (TieImport *self, guint column, guint field);
guint tie_import_get_n_fields (TieImport *self); /* fields are 1 … n */
const char *tie_import_get_field_label (TieImport *self, guint field);
gboolean tie_import_is_field_mapped (TieImport *self, guint field);

/* Takes the mapping that was used last time for a file with these headers; FALSE only with an error. */
gboolean tie_import_recall (TieImport *self, TieStore *store, GError **error);
void tie_import_recall_async (TieImport *self, TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_import_recall_finish (TieImport *self, GAsyncResult *result, GError **error);

typedef enum
{
  TIE_IMPORT_ROW_NEW = 1,
  TIE_IMPORT_ROW_UPDATE,
  TIE_IMPORT_ROW_SAME,
  TIE_IMPORT_ROW_PROBLEM,
  TIE_IMPORT_ROW_N_RESULTS
} TieImportResult;

/* Compares each row with the practice.  A row updates the record with its client number, else the one with exactly its
 * name (cleaned, case and accents aside); sites within their contact.  Blank cells leave what stands there.  New and
 * Update rows come checked. */
gboolean tie_import_review (TieImport *self, TieStore *store, GError **error);
void tie_import_review_async (TieImport *self, TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_import_review_finish (TieImport *self, GAsyncResult *result, GError **error);

/* The reviewed rows, TieImportRow, in the file's order; made as they are asked for. */
#define TIE_TYPE_IMPORT_ROW (tie_import_row_get_type ())
G_DECLARE_FINAL_TYPE (TieImportRow, tie_import_row, TIE, IMPORT_ROW, GObject)
GListModel *tie_import_get_rows (TieImport *self);
guint tie_import_count (TieImport *self, TieImportResult result);
guint tie_import_count_checked (TieImport *self); /* property "n-checked" */
void tie_import_check_all (TieImport *self, gboolean is_checked);
char *tie_import_dup_summary (TieImport *self); /* "312 rows: 280 new · 20 update · 6 same · 6 problems" */

/* Property "is-checked" (writable, only where the row is New or Update). */
guint tie_import_row_get_line (TieImportRow *self);
TieImportResult tie_import_row_get_result (TieImportRow *self);
const char *tie_import_row_get_result_text (TieImportRow *self); /* _("Problem") */
const char *tie_import_row_get_text (TieImportRow *self, guint field); /* as it stands in the file; "" where not mapped */
const char *tie_import_row_get_reason (TieImportRow *self);            /* "“32/13/2025” is not a date" or "" */
gboolean tie_import_row_get_is_checked (TieImportRow *self);
void tie_import_row_set_is_checked (TieImportRow *self, gboolean is_checked);

/* Writes the checked rows, all or none, as one undo step of that window (NULL: command line), and remembers the mapping.
 * (transfer full) "300 contacts imported", NULL with an error: TIE_ERROR_CHANGED when a record that a row would update
 * is gone meanwhile. */
char *tie_import_apply (TieImport *self, TieStore *store, const char *window, GError **error);
void tie_import_apply_async (TieImport *self, TieStore *store, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_import_apply_finish (TieImport *self, GAsyncResult *result, GError **error);

/* The rows with a problem as they stand in the file, with its header and the reason as a last column. */
GBytes *tie_import_write_problems (TieImport *self);

G_END_DECLS
