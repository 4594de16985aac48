/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

/* The part of the column view that holds the rows. */
GtkWidget *
tie_table_get_rows (TieTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

GtkWidget *
tie_table_find_row (TieTable *self,
                    guint position)
{
  for (GtkWidget *row = gtk_widget_get_first_child (tie_table_get_rows (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *list_item = tie_table_cell_get_list_item (row);

      if (list_item != NULL && gtk_list_item_get_position (list_item) == position)
        return row;
    }
  return NULL;
}

static GtkListItem *
get_focused (TieTable *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (tie_table_get_rows (self));

  return row != NULL ? tie_table_cell_get_list_item (row) : NULL;
}

gpointer
tie_table_get_item (TieTable *self,
                    guint position)
{
  GtkSelectionModel *model = tie_table_get_model (self);
  g_autoptr (GObject) item = NULL;

  if (model == NULL || position == GTK_INVALID_LIST_POSITION)
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (model), position);
  return item; /* the model keeps it */
}

guint
tie_table_get_current_position (TieTable *self)
{
  GtkSelectionModel *model;
  GtkListItem *focused;
  g_autoptr (GtkBitset) selection = NULL;

  g_return_val_if_fail (TIE_IS_TABLE (self), GTK_INVALID_LIST_POSITION);

  focused = get_focused (self);
  if (focused != NULL)
    return gtk_list_item_get_position (focused);
  model = tie_table_get_model (self);
  if (model == NULL)
    return GTK_INVALID_LIST_POSITION;
  selection = gtk_selection_model_get_selection (model);
  return gtk_bitset_is_empty (selection) ? GTK_INVALID_LIST_POSITION : gtk_bitset_get_minimum (selection);
}

gpointer
tie_table_get_current (TieTable *self)
{
  return tie_table_get_item (self, tie_table_get_current_position (self));
}

void
tie_table_scroll_to (TieTable *self,
                     guint position)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  gtk_widget_activate_action (tie_table_get_rows (self), "list.scroll-to-item", "u", position);
}

static gboolean
focus_wanted_row_cb (GtkWidget *widget,
                     GdkFrameClock *clock,
                     gpointer user_data)
{
  TieTable *self = TIE_TABLE (widget);
  GtkWidget *row = tie_table_find_row (self, self->wanted_row);

  self->tick = 0;
  if (row != NULL)
    gtk_widget_grab_focus (row);
  return G_SOURCE_REMOVE;
}

void
tie_table_focus_row (TieTable *self,
                     guint position)
{
  GtkSelectionModel *model;
  GtkWidget *row;

  g_return_if_fail (TIE_IS_TABLE (self));

  model = tie_table_get_model (self);
  if (model == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;

  gtk_selection_model_select_item (model, position, TRUE);
  tie_table_scroll_to (self, position);
  row = tie_table_find_row (self, position);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else
    {
      /* Far away: its widget comes with the next layout. */
      self->wanted_row = position;
      if (self->tick == 0)
        self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_wanted_row_cb, NULL, NULL);
    }
}

void
tie_table_set_marked (TieTable *self,
                      gpointer item)
{
  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (item == NULL || G_IS_OBJECT (item));

  if (!g_set_object (&self->marked, item))
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (tie_table_get_rows (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *list_item = tie_table_cell_get_list_item (row);

      if (list_item != NULL)
        tie_table_cell_show_mark (row, tie_table_is_marked (self, tie_table_cell_get_item (list_item)));
    }
}

gboolean
tie_table_is_marked (TieTable *self,
                     gpointer item)
{
  return item != NULL && self->marked == item;
}
