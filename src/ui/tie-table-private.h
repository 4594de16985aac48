/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/tie-table.h"

G_BEGIN_DECLS

typedef struct
{
  TieTable *table; /* (unowned): it owns the column */
  char *id;        /* (owned) */
  char *title;     /* (owned): of a check column the box's label */
  TieCellText text; /* NULL: a check column */
  TieCellValue value; /* (nullable): a bar column */
  TieCellCheck is_checked;
  TieCellCheck can_check; /* (nullable) */
  gpointer data;
  gboolean is_number;
  GtkColumnViewColumn *column; /* (owned) */
} TieTableColumn;

void tie_table_column_free (TieTableColumn *self);
GtkListItemFactory *tie_table_column_create_factory (TieTableColumn *self);
GtkSorter *tie_table_column_create_sorter (TieTableColumn *self);

/* Of the table: its columns in the order of adding (the view's own list knows what stands where). */
GPtrArray *tie_table_get_columns (TieTable *self);
/* Freed in dispose, while the columns are still there. */
void tie_table_set_keeper (TieTable *self, gpointer keeper, GDestroyNotify keeper_free);
void tie_table_emit_check (TieTable *self, gpointer item);
gboolean tie_table_is_marked (TieTable *self, gpointer item);

/* The list item behind a cell's child or a whole row widget; NULL for none. */
GtkListItem *tie_table_cell_get_list_item (GtkWidget *widget);

void tie_table_cell_show_mark (GtkWidget *row, gboolean is_marked);

G_END_DECLS
