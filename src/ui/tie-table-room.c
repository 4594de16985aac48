/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

/* Columns that leave a table which is too narrow for all, and come back.  GTK 4.8 scrolls sideways instead, and what stands
 * at the end, mostly what is to be done, is out of sight. */

/* What a column cannot do without. */
static int
get_need (TieTable *self,
          TieTableColumn *column)
{
  int width = tie_table_column_get_width (column);

  if (width >= 0)
    return width;
  return column->need > 0 ? column->need : tie_table_measure_head (self, column->column);
}

gboolean
tie_table_column_is_wanted (const TieTableColumn *self)
{
  return self->is_squeezed || gtk_column_view_column_get_visible (self->column);
}

static void
set_squeezed (TieTable *self,
              TieTableColumn *column,
              gboolean is_squeezed)
{
  if (column->is_squeezed == is_squeezed)
    return;
  self->is_squeezing = TRUE;
  column->is_squeezed = is_squeezed;
  gtk_column_view_column_set_visible (column->column, !is_squeezed);
  self->is_squeezing = FALSE;
}

static void
squeeze (TieTable *self)
{
  GtkAdjustment *sideways = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  int left = (int) gtk_adjustment_get_page_size (sideways);

  for (guint i = 0; i < self->columns->len; i++)
    {
      TieTableColumn *column = g_ptr_array_index (self->columns, i);

      if (tie_table_column_is_wanted (column))
        left -= get_need (self, column);
    }
  for (guint i = 0; i < self->yielding->len; i++)
    {
      TieTableColumn *column = g_ptr_array_index (self->yielding, i);
      gboolean leaves = left < 0 && !column->is_kept && tie_table_column_is_wanted (column);

      if (leaves)
        left += get_need (self, column);
      set_squeezed (self, column, leaves);
    }
}

static gboolean
tick_cb (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer user_data)
{
  TieTable *self = TIE_TABLE (widget);

  self->squeeze_tick = 0;
  if (gtk_adjustment_get_page_size (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view))) > 0)
    squeeze (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the room changes in the midst of laying out. */
static void
squeeze_soon (TieTable *self)
{
  if (self->squeeze_tick == 0 && !self->is_squeezing)
    self->squeeze_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* A person who shows it all the same has it. */
static void
visible_changed_cb (TieTableColumn *self)
{
  if (self->table->is_squeezing)
    return;
  if (self->is_squeezed)
    self->is_kept = TRUE;
  self->is_squeezed = FALSE;
  squeeze_soon (self->table);
}

void
tie_table_let_yield (TieTable *self,
                     const char *id)
{
  TieTableColumn *column;

  g_return_if_fail (TIE_IS_TABLE (self));

  column = tie_table_find_column_by_id (self, id);
  g_return_if_fail (column != NULL);

  if (self->yielding->len == 0)
    g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view)), "notify::page-size", G_CALLBACK (squeeze_soon), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->yielding, column);
  g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (visible_changed_cb), column);
  g_signal_connect_object (column->column, "notify::fixed-width", G_CALLBACK (squeeze_soon), self, G_CONNECT_SWAPPED);
  squeeze_soon (self);
}

void
tie_table_set_column_need (TieTable *self,
                           GtkColumnViewColumn *column,
                           const char *text,
                           int extra)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  tie_table_find_column (self, column)->need = tie_table_measure_text (self, column, text, extra);
}
