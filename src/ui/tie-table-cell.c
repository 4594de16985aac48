/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-slot-list.h"
#include "ui/tie-table-private.h"

/* What hangs on a cell's child: its list item and its column. */
#define LIST_ITEM_KEY "tie-list-item"
#define COLUMN_KEY "tie-column"

void
tie_table_column_free (TieTableColumn *self)
{
  g_free (self->id);
  g_free (self->title);
  g_signal_handlers_disconnect_by_data (self->column, self);
  g_clear_object (&self->column);
  g_free (self);
}

GtkListItem *
tie_table_cell_get_list_item (GtkWidget *widget)
{
  /* A row holds cells and a cell its child, which knows. */
  for (guint depth = 0; widget != NULL && depth < 3; depth++)
    {
      gpointer list_item = g_object_get_data (G_OBJECT (widget), LIST_ITEM_KEY);

      if (list_item != NULL)
        return list_item;
      widget = gtk_widget_get_first_child (widget);
    }
  return NULL;
}

gpointer
tie_table_cell_get_item (GtkListItem *list_item)
{
  TieSlot *slot = gtk_list_item_get_item (list_item);

  return slot != NULL ? tie_slot_get_item (slot) : NULL;
}

/* "Abacus Dental LLC, Client, Linked": all visible columns, as GTK 4.12 lets a factory say it. */
static char *
describe_row (TieTable *table,
              gpointer item)
{
  g_autoptr (GString) label = g_string_new (NULL);
  GPtrArray *columns = tie_table_get_columns (table);

  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *text = NULL;

      if (!tie_table_column_is_wanted (column))
        continue;
      if (column->text != NULL)
        text = column->text (item, column->data);
      else if (column->can_check == NULL || column->can_check (item, column->data))
        text = g_strdup (column->is_checked (item, column->data) ? _ ("Checked") : _ ("Not checked"));
      if (text == NULL || *text == '\0')
        continue;
      if (label->len > 0)
        g_string_append (label, ", ");
      g_string_append (label, text);
    }
  return g_strdup (label->str);
}

static gboolean
is_first_visible (const TieTableColumn *self)
{
  GPtrArray *columns = tie_table_get_columns (self->table);

  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);

      if (gtk_column_view_column_get_visible (column->column))
        return column == self;
    }
  return FALSE;
}

void
tie_table_cell_show_mark (GtkWidget *row,
                          gboolean is_marked)
{
  if (is_marked)
    gtk_widget_add_css_class (row, "marked");
  else
    gtk_widget_remove_css_class (row, "marked");
}

static void
update_row (const TieTableColumn *self,
            GtkWidget *child,
            gpointer item)
{
  GtkWidget *cell = gtk_widget_get_parent (child);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  g_autofree char *label = NULL;

  if (row == NULL || !is_first_visible (self)) /* once a row, not once a cell */
    return;
  tie_table_cell_show_mark (row, tie_table_is_marked (self->table, item));
  label = describe_row (self->table, item);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
check_toggled_cb (GtkCheckButton *button,
                  TieTableColumn *self)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (button), LIST_ITEM_KEY);
  gpointer item = tie_table_cell_get_item (list_item);

  if (item != NULL && gtk_check_button_get_active (button) != self->is_checked (item, self->data))
    tie_table_emit_check (self->table, item);
}

static void
button_clicked_cb (GtkButton *button,
                   TieTableColumn *self)
{
  GtkListItem *list_item = g_object_get_data (G_OBJECT (button), LIST_ITEM_KEY);
  gpointer item = tie_table_cell_get_item (list_item);

  if (item == NULL)
    return;
  gtk_selection_model_select_item (tie_table_get_model (self->table), gtk_list_item_get_position (list_item), TRUE);
  tie_table_emit_button (self->table, item, self->id);
}

static void
update_button (TieTableColumn *self,
               GtkButton *button,
               gpointer item)
{
  g_autofree char *label = self->text (item, self->data);
  g_autofree char *name = self->name != NULL ? self->name (item, self->data) : g_strdup (label);

  gtk_button_set_label (button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL && *label != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), self->name != NULL ? name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "", -1);
}

static void
update_cell (TieTableColumn *self,
             GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);
  gpointer item = tie_table_cell_get_item (list_item);

  if (self->is_button)
    update_button (self, GTK_BUTTON (child), item);
  else if (self->text != NULL)
    {
      g_autofree char *text = self->text (item, self->data);
      GtkWidget *words = self->value != NULL || self->branch != NULL ? gtk_widget_get_last_child (child) : child;

      if (self->value != NULL)
        gtk_level_bar_set_value (GTK_LEVEL_BAR (gtk_widget_get_first_child (child)), self->value (item, self->data));
      if (self->branch != NULL)
        tie_table_branch_update (self, child, item);
      gtk_inscription_set_text (GTK_INSCRIPTION (words), text != NULL ? text : "");
      if (self->tooltip != NULL)
        {
          g_autofree char *tooltip = self->tooltip (item, self->data);

          gtk_widget_set_tooltip_text (child, tooltip);
        }
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, text != NULL ? text : "", -1);
    }
  else
    {
      gboolean can_check = self->can_check == NULL || self->can_check (item, self->data);

      g_signal_handlers_block_by_func (child, check_toggled_cb, self);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), self->is_checked (item, self->data));
      g_signal_handlers_unblock_by_func (child, check_toggled_cb, self);
      gtk_widget_set_sensitive (child, can_check);
    }
  update_row (self, child, item);
}

static void
slot_changed_cb (TieSlot *slot,
                 GtkWidget *child)
{
  update_cell (g_object_get_data (G_OBJECT (child), COLUMN_KEY), g_object_get_data (G_OBJECT (child), LIST_ITEM_KEY));
}

static GtkWidget *
create_words (TieTableColumn *self)
{
  GtkWidget *words = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (words), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (words), self->is_number ? 1.0f : 0.0f);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (words), self->n_chars);
  if (self->n_lines > 1)
    {
      gtk_inscription_set_min_lines (GTK_INSCRIPTION (words), self->n_lines); /* rows get no more than they must have */
      gtk_widget_add_css_class (words, "lines");
    }
  /* In a higher row it would lay out its text from the top when it is cut off. */
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  if (self->is_number || self->value != NULL)
    gtk_widget_add_css_class (words, "numeric");
  return words;
}

static GtkWidget *
create_bar (TieTableColumn *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, 100);
  GtkWidget *words = create_words (self);

  /* The theme's warning colours at fixed shares say nothing here. */
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_FULL);
  gtk_widget_set_size_request (bar, 36, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *list_item,
          TieTableColumn *self)
{
  GtkWidget *child;

  if (self->is_button)
    {
      child = gtk_button_new_with_label ("");
      gtk_widget_set_can_focus (child, FALSE); /* as a box below */
      gtk_widget_set_halign (child, GTK_ALIGN_START);
      gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
      g_signal_connect (child, "clicked", G_CALLBACK (button_clicked_cb), self);
    }
  else if (self->value != NULL)
    child = create_bar (self);
  else if (self->branch != NULL)
    child = tie_table_branch_create (self, create_words (self));
  else if (self->text != NULL)
    child = create_words (self);
  else
    {
      child = gtk_check_button_new ();
      /* Not focusable=FALSE: with that the whole table cannot be reached by Tab. */
      gtk_widget_set_can_focus (child, FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
      g_signal_connect (child, "toggled", G_CALLBACK (check_toggled_cb), self);
    }
  g_object_set_data (G_OBJECT (child), LIST_ITEM_KEY, list_item);
  g_object_set_data (G_OBJECT (child), COLUMN_KEY, self);
  gtk_list_item_set_child (list_item, child);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *list_item,
         TieTableColumn *self)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  g_signal_connect (gtk_list_item_get_item (list_item), "changed", G_CALLBACK (slot_changed_cb), child);
  update_cell (self, list_item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *list_item,
           TieTableColumn *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), slot_changed_cb, gtk_list_item_get_child (list_item));
}

GtkListItemFactory *
tie_table_column_create_factory (TieTableColumn *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  return factory;
}

GtkSorter *
tie_table_column_create_sorter (TieTableColumn *self)
{
  GtkExpression *text = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (self->text), self->data, NULL);

  return GTK_SORTER (gtk_string_sorter_new (text));
}
