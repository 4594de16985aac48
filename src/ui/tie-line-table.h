/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "billing/tie-document-sheet.h"
#include "ui/tie-line-row.h"
#include "ui/tie-session.h"

G_BEGIN_DECLS

/* The lines of a document as they are entered by keys: Enter and Tab go to the right, Enter in the last field goes to the
 * next line and adds one behind the last, Ctrl+Delete removes one.
 * Signal "changed": a line, or which there are. */
#define TIE_TYPE_LINE_TABLE (tie_line_table_get_type ())
G_DECLARE_FINAL_TYPE (TieLineTable, tie_line_table, TIE, LINE_TABLE, GtkWidget)

/* Once, before anything is shown.  document: TIE_DOCUMENT_KIND_…: a supplier's invoice completes expense codes first. */
void tie_line_table_set_session (TieLineTable *self, TieSession *session, const char *document);

/* The sheet whose lines are edited in place; codes: TieRecord by id, what a chosen code fills in.  Both stay the caller's
 * and live until another sheet is set. */
void tie_line_table_set_sheet (TieLineTable *self, TieDocumentSheet *sheet, GHashTable *codes);
void tie_line_table_set_editable (TieLineTable *self, gboolean is_editable);

void tie_line_table_add_line (TieLineTable *self);
/* Reads every field; FALSE when one cannot be read: it has the focus then. */
gboolean tie_line_table_commit (TieLineTable *self);
/* Marks that line (from 1) with the reason and goes to its text. */
void tie_line_table_show_problem (TieLineTable *self, guint line, const char *sentence);

guint tie_line_table_get_n_lines (TieLineTable *self);
TieLineRow *tie_line_table_get_row (TieLineTable *self, guint position); /* from 0 */

G_END_DECLS
