/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-table.h"
#include "store/tie-store.h"

G_BEGIN_DECLS

/* What becomes of a row's record: lists are saved as they are, time and documents by the verbs of billing, so that a file
 * passes the same checks as a person who types. */

/* What no column gives. */
void tie_import_save_set_constants (const TieImportTable *table, TieRecord *record);
/* What follows from others, once the row's cells are in: with an expense code it is an expense. */
void tie_import_save_complete (TieImportKind kind, TieRecord *record);
/* What the fields alone do not say: "Amount is missing." */
gboolean tie_import_save_check (TieImportKind kind, TieRecord *record, GError **error);
/* Whether a record of the practice is never changed by a file: what was billed or paid. */
gboolean tie_import_save_is_final (TieImportKind kind);

/* original: what the record was before the row was put in, NULL for a new one. */
gboolean tie_import_save (TieDb *db, TieImportKind kind, TieRecord *record, TieRecord *original, GError **error);

/* (transfer full) "300 contacts imported" */
char *tie_import_save_make_sentence (TieImportKind kind, gulong n);

G_END_DECLS
