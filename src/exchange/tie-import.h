/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/tie-csv-text.h"
#include "exchange/tie-import-kind.h"
#include "exchange/tie-import-list.h"
#include "exchange/tie-import-value.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* A CSV file on its way into the practice: bytes in, reviewed rows out; nothing is written before it is applied.  The
 * window sets what was guessed wrong, the command line takes the guesses:
 *
 *   tie_import_new() → tie_import_recall() → tie_import_review() → tie_import_apply()
 */
#define TIE_TYPE_IMPORT (tie_import_get_type ())
G_DECLARE_FINAL_TYPE (TieImport, tie_import, TIE, IMPORT, GObject)

/* Guesses everything at once. */
TieImport *tie_import_new (TieImportKind kind, GBytes *bytes);

/* How the file is read.  Properties of the same names, all guint (characters by their number); setting one reads the
 * file's beginning anew and guesses what depends on it.  "header-row" counts the rows that are not blank from 1; 0: the
 * file has no header.  Signal "changed" after each change of these or of the mapping. */
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

/* Why nothing can be imported with these settings, a sentence, or NULL: "The file is empty." */
const char *tie_import_get_problem (TieImport *self);

/* The file's first rows as they are read, titles and header among them: element GStrv, at most so many. */
#define TIE_IMPORT_SAMPLE 200
GPtrArray *tie_import_get_sample (TieImport *self);
guint tie_import_get_sample_line (TieImport *self, guint index); /* on which line of the file it stands */

/* The columns and the fields they go to.  Field 0: left out.  A field takes one column; giving it another frees the
 * first. */
guint tie_import_get_n_columns (TieImport *self);
const char *tie_import_get_column_title (TieImport *self, guint column); /* "" without header */
const char *tie_import_get_column_example (TieImport *self, guint column); /* the first value that is not blank, or "" */
guint tie_import_get_column_field (TieImport *self, guint column);
void tie_import_set_column_field (TieImport *self, guint column, guint field);
guint tie_import_get_n_fields (TieImport *self); /* fields are 1 … n */
const char *tie_import_get_field_label (TieImport *self, guint field);
gboolean tie_import_is_field_mapped (TieImport *self, guint field);
/* Whether dates or numbers are among the fields of the kind, so that their order and sign matter. */
gboolean tie_import_has_dates (TieImport *self);
gboolean tie_import_has_numbers (TieImport *self);

/* Takes the mapping that was used last time for a file with these headers, where there is one. */
gboolean tie_import_recall (TieImport *self, TieStore *store, GError **error);
void tie_import_recall_async (TieImport *self, TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_import_recall_finish (TieImport *self, GAsyncResult *result, GError **error);

/* Compares each row with the practice.  A row updates the contact with its client number, else the one with exactly its
 * name (case and accents aside); a site the one of that name at its contact.  Blank cells leave what stands there.  New
 * and Update rows come checked.  TIE_ERROR_INVALID: the file cannot be read to its end. */
gboolean tie_import_review (TieImport *self, TieStore *store, GError **error);
void tie_import_review_async (TieImport *self, TieStore *store, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean tie_import_review_finish (TieImport *self, GAsyncResult *result, GError **error);

/* The reviewed rows (TieImportRow) in the file's order; the same model all the time, empty before a review.  Its property
 * "n-checked" is notified. */
GListModel *tie_import_get_rows (TieImport *self);
guint tie_import_count (TieImport *self, TieImportResult result);
guint tie_import_count_checked (TieImport *self);
void tie_import_check_all (TieImport *self, gboolean is_checked);
/* (transfer full) "312 rows: 280 new · 20 update · 6 same · 6 problems" */
char *tie_import_dup_summary (TieImport *self);

/* Writes the checked rows, all or none, as one undo step of that window (NULL: command line), and remembers the mapping.
 * (transfer full) "300 contacts imported", NULL with an error: TIE_ERROR_CHANGED when a record that a row would update
 * is gone meanwhile; cancelling writes nothing. */
char *tie_import_apply (TieImport *self, TieStore *store, const char *window, GError **error);
void tie_import_apply_async (TieImport *self, TieStore *store, const char *window, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *tie_import_apply_finish (TieImport *self, GAsyncResult *result, GError **error);

/* (transfer full) The rows with a problem as they stand in the file, with its header, and the reason as last column. */
GBytes *tie_import_write_problems (TieImport *self);

G_END_DECLS
