/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/tie-report.h"

G_BEGIN_DECLS

/* Writes one table as an XLSX file for spreadsheets: titles in bold, text as text whatever it begins with, numbers as
 * numbers and dates as dates by the column's type. */
typedef struct _TieSheetWriter TieSheetWriter;

/* name: of the sheet; what a sheet's name cannot hold is replaced. */
TieSheetWriter *tie_sheet_writer_new (const char *name);
void tie_sheet_writer_free (TieSheetWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieSheetWriter, tie_sheet_writer_free)

/* All columns come before the first cell. */
void tie_sheet_writer_add_column (TieSheetWriter *self, const char *title, TieCellType type);

/* The next cell of the row: plain decimal text, an ISO date or words; NULL leaves it empty.  What the column's type cannot
 * hold stands as text, and so does a number of more digits than spreadsheets keep. */
void tie_sheet_writer_add (TieSheetWriter *self, const char *plain);
void tie_sheet_writer_end_row (TieSheetWriter *self);

/* The rows from the next one on are, or are not, in bold. */
void tie_sheet_writer_set_bold (TieSheetWriter *self, gboolean is_bold);

/* (transfer full) The file; nothing can be added afterwards.  NULL: TIE_ERROR_INVALID for more rows than a sheet holds,
 * TIE_ERROR_FAILED when the temporary folder cannot be used. */
GBytes *tie_sheet_writer_finish (TieSheetWriter *self, GError **error);

G_END_DECLS
