/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-list-row.h"
#include "ui/tie-table.h"

G_BEGIN_DECLS

/* Columns of a table over TieListRow.  id, title: as tie_table_add_text_column().  Zero shows nothing. */

/* A text of the row, sorted as it reads. */
GtkColumnViewColumn *tie_list_columns_add_text (TieTable *table, const char *id, const char *title, guint text);
/* A date of the row ("YYYY-MM-DD"), shown by locale. */
GtkColumnViewColumn *tie_list_columns_add_date (TieTable *table, const char *id, const char *title, guint text);
/* A number of the row: minor units of money; hours × 10 000; a whole number. */
GtkColumnViewColumn *tie_list_columns_add_money (TieTable *table, const char *id, const char *title, guint number);
GtkColumnViewColumn *tie_list_columns_add_hours (TieTable *table, const char *id, const char *title, guint number);
GtkColumnViewColumn *tie_list_columns_add_count (TieTable *table, const char *id, const char *title, guint number);
/* The box that "row-check" of the table toggles; label names it for a screen reader. */
GtkColumnViewColumn *tie_list_columns_add_check (TieTable *table, const char *label);

/* A quantity × 10 000 with two to four decimals, by locale: "6.25". */
char *tie_list_columns_format_hours (gint64 hours);

G_END_DECLS
