/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/tie-import-rows.h"

G_BEGIN_DECLS

/* The reviewed rows as a GListModel whose items are made when asked for and forgotten when nobody holds them. */
#define TIE_TYPE_IMPORT_LIST (tie_import_list_get_type ())
G_DECLARE_FINAL_TYPE (TieImportList, tie_import_list, TIE, IMPORT_LIST, GObject)

TieImportList *tie_import_list_new (void);

void tie_import_list_set_rows (TieImportList *self, TieImportRows *rows); /* (nullable) takes a reference */
TieImportRows *tie_import_list_get_rows (TieImportList *self);            /* (nullable) */

/* Property "n-checked". */
guint tie_import_list_get_n_checked (TieImportList *self);
void tie_import_list_set_checked (TieImportList *self, guint index, gboolean is_checked);
void tie_import_list_check_all (TieImportList *self, gboolean is_checked);

/* A row of the list. */
#define TIE_TYPE_IMPORT_ROW (tie_import_row_get_type ())
G_DECLARE_FINAL_TYPE (TieImportRow, tie_import_row, TIE, IMPORT_ROW, GObject)

/* Properties "line", "result", "result-text", "reason", "can-check", "is-checked" (writable). */
guint tie_import_row_get_line (TieImportRow *self);
TieImportResult tie_import_row_get_result (TieImportRow *self);
const char *tie_import_row_get_result_text (TieImportRow *self);       /* _("Problem") */
const char *tie_import_row_get_text (TieImportRow *self, guint field); /* as it stands in the file; "" where not mapped */
const char *tie_import_row_get_reason (TieImportRow *self);            /* "“32/13/2025” is not a date" or "" */
gboolean tie_import_row_get_can_check (TieImportRow *self);
gboolean tie_import_row_get_is_checked (TieImportRow *self);
void tie_import_row_set_is_checked (TieImportRow *self, gboolean is_checked); /* passed over where it cannot be */

G_END_DECLS
