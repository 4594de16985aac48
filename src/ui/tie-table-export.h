/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-table.h"

G_BEGIN_DECLS

/* (transfer full) The table as it is shown: its visible columns from left to right with their titles, and the rows that the
 * filter leaves, in their order. */
GBytes *tie_table_make_csv (TieTable *self);

/* (transfer full) The same as an XLSX file: dates are dates and numbers numbers.  Errors: as tie_sheet_writer_finish(). */
GBytes *tie_table_make_xlsx (TieTable *self, const char *title, GError **error);

/* Asks where to, and writes it there as CSV or XLSX; says so in the window's status line.  title: what the list is called. */
void tie_table_export (TieTable *self, const char *title);

G_END_DECLS
