/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

/* The kinds of columns. */

static GtkColumnViewColumn *
add_column (TieTable *self,
            const char *id,
            const char *title,
            gboolean is_number,
            TieCellText text,
            TieCellValue value,
            TieCellCheck is_checked,
            TieCellCheck can_check,
            gboolean is_button,
            gpointer data)
{
  TieTableColumn *column = g_new0 (TieTableColumn, 1);

  column->table = self;
  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->is_number = is_number;
  column->text = text;
  column->type = TIE_CELL_TEXT;
  column->value = value;
  column->is_checked = is_checked;
  column->can_check = can_check;
  column->is_button = is_button;
  column->data = data;
  column->column = gtk_column_view_column_new (text != NULL ? title : NULL, tie_table_column_create_factory (column));
  if (text != NULL && !is_button)
    {
      g_autoptr (GtkSorter) sorter = tie_table_column_create_sorter (column);

      gtk_column_view_column_set_sorter (column->column, sorter);
      gtk_column_view_column_set_resizable (column->column, TRUE);
    }
  tie_table_column_follow_visible (column);
  g_ptr_array_add (self->columns, column);
  gtk_column_view_append_column (self->view, column->column);
  if (is_number)
    tie_table_align_head (self, column->column);
  return column->column;
}

void
tie_table_set_column_type (TieTable *self,
                           GtkColumnViewColumn *column,
                           TieCellType type,
                           TieCellText plain)
{
  TieTableColumn *known;

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (plain != NULL);

  known = tie_table_find_column (self, column);
  known->type = type;
  known->plain = plain;
}

void
tie_table_set_column_tooltip (TieTable *self,
                              GtkColumnViewColumn *column,
                              TieCellText tooltip)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  tie_table_find_column (self, column)->tooltip = tooltip;
}

void
tie_table_set_column_size (TieTable *self,
                           GtkColumnViewColumn *column,
                           guint n_chars,
                           guint n_lines)
{
  TieTableColumn *known;

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (n_lines > 0);

  known = tie_table_find_column (self, column);
  known->n_chars = n_chars;
  known->n_lines = n_lines;
}

GtkColumnViewColumn *
tie_table_add_text_column (TieTable *self,
                           const char *id,
                           const char *title,
                           TieCellText text,
                           gpointer data)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return add_column (self, id, title, FALSE, text, NULL, NULL, NULL, FALSE, data);
}

GtkColumnViewColumn *
tie_table_add_number_column (TieTable *self,
                             const char *id,
                             const char *title,
                             TieCellText text,
                             gpointer data)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return add_column (self, id, title, TRUE, text, NULL, NULL, NULL, FALSE, data);
}

GtkColumnViewColumn *
tie_table_add_bar_column (TieTable *self,
                          const char *id,
                          const char *title,
                          TieCellText text,
                          TieCellValue value,
                          gpointer data)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);
  g_return_val_if_fail (text != NULL && value != NULL, NULL);

  return add_column (self, id, title, FALSE, text, value, NULL, NULL, FALSE, data);
}

GtkColumnViewColumn *
tie_table_add_check_column (TieTable *self,
                            const char *id,
                            const char *label,
                            TieCellCheck is_checked,
                            TieCellCheck can_check,
                            gpointer data)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);
  g_return_val_if_fail (is_checked != NULL, NULL);

  return add_column (self, id, label, FALSE, NULL, NULL, is_checked, can_check, FALSE, data);
}

GtkColumnViewColumn *
tie_table_add_button_column (TieTable *self,
                             const char *id,
                             const char *title,
                             TieCellText label,
                             TieCellText name,
                             gpointer data)
{
  GtkColumnViewColumn *column;

  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);
  g_return_val_if_fail (label != NULL, NULL);

  column = add_column (self, id, title, FALSE, label, NULL, NULL, NULL, TRUE, data);
  ((TieTableColumn *) g_ptr_array_index (self->columns, self->columns->len - 1))->name = name;
  return column;
}
