/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include <glib/gi18n.h>

#include "ui/tie-settings.h"
#include "ui/tie-table-private.h"

/* Which columns are shown, how wide, in what order: kept per person and list.  And the menu that shows, hides and sorts
 * by keys, for which GTK 4.8 has only the pointer. */

#define SETTING "columns"
#define SAVE_AFTER_MS 300

typedef struct
{
  TieTable *table; /* (unowned): it owns this */
  char *name;      /* (owned): of the list */
  guint timeout;   /* 0: nothing to save */
} Keeper;

TieTableColumn *
tie_table_find_column_by_id (TieTable *table,
                             const char *id)
{
  GPtrArray *columns = tie_table_get_columns (table);

  for (guint i = 0; i < columns->len; i++)
    {
      TieTableColumn *column = g_ptr_array_index (columns, i);

      if (g_strcmp0 (column->id, id) == 0)
        return column;
    }
  return NULL;
}

GtkColumnViewColumn *
tie_table_get_column (TieTable *self,
                      const char *id)
{
  const TieTableColumn *column;

  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);

  column = tie_table_find_column_by_id (self, id);
  return column != NULL ? column->column : NULL;
}

TieTableColumn *
tie_table_find_column (TieTable *self,
                       GtkColumnViewColumn *column)
{
  GPtrArray *columns = tie_table_get_columns (self);

  for (guint i = 0; i < columns->len; i++)
    {
      TieTableColumn *known = g_ptr_array_index (columns, i);

      if (known->column == column)
        return known;
    }
  g_assert_not_reached (); /* a column of another table */
}

int
tie_table_column_get_width (const TieTableColumn *self)
{
  return gtk_column_view_column_get_visible (self->column) ? gtk_column_view_column_get_fixed_width (self->column) : self->hidden_width;
}

static void
set_width (TieTableColumn *self,
           int width)
{
  self->hidden_width = width;
  gtk_column_view_column_set_fixed_width (self->column, gtk_column_view_column_get_visible (self->column) ? width : -1);
}

static void
visible_changed_cb (TieTableColumn *self)
{
  if (gtk_column_view_column_get_visible (self->column))
    {
      gtk_column_view_column_set_fixed_width (self->column, self->hidden_width);
      return;
    }
  self->hidden_width = gtk_column_view_column_get_fixed_width (self->column);
  gtk_column_view_column_set_fixed_width (self->column, -1);
}

void
tie_table_column_follow_visible (TieTableColumn *self)
{
  self->hidden_width = -1;
  g_signal_connect_swapped (self->column, "notify::visible", G_CALLBACK (visible_changed_cb), self);
}

static void
save (Keeper *self)
{
  GListModel *columns = gtk_column_view_get_columns (tie_table_get_view (self->table));
  g_autoptr (GVariant) old = g_settings_get_value (tie_settings_get (), SETTING);
  GVariantBuilder all = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa(sbi)}"));
  GVariantBuilder mine = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sbi)"));
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, old);
  while (g_variant_iter_next (&iter, "{&s@a(sbi)}", &name, &value))
    {
      if (!g_str_equal (name, self->name))
        g_variant_builder_add (&all, "{s@a(sbi)}", name, value);
      g_variant_unref (value);
    }
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const TieTableColumn *known = tie_table_find_column (self->table, column);

      g_variant_builder_add (&mine, "(sbi)", known->id, tie_table_column_is_wanted (known), tie_table_column_get_width (known));
    }
  g_variant_builder_add (&all, "{sa(sbi)}", self->name, &mine);
  g_settings_set_value (tie_settings_get (), SETTING, g_variant_builder_end (&all));
}

static gboolean
save_due_cb (gpointer user_data)
{
  Keeper *self = user_data;

  self->timeout = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
save_soon (Keeper *self)
{
  if (self->timeout == 0 && !self->table->is_squeezing)
    self->timeout = g_timeout_add (SAVE_AFTER_MS, save_due_cb, self);
}

static void
restore (Keeper *self)
{
  GtkColumnView *view = tie_table_get_view (self->table);
  g_autoptr (GVariant) all = g_settings_get_value (tie_settings_get (), SETTING);
  g_autoptr (GVariant) mine = g_variant_lookup_value (all, self->name, G_VARIANT_TYPE ("a(sbi)"));
  GVariantIter iter;
  const char *id;
  gboolean visible;
  int width;
  guint position = 0;

  if (mine == NULL)
    return;
  g_variant_iter_init (&iter, mine);
  while (g_variant_iter_next (&iter, "(&sbi)", &id, &visible, &width))
    {
      TieTableColumn *column = tie_table_find_column_by_id (self->table, id);

      if (column == NULL) /* of an older or newer version */
        continue;
      gtk_column_view_insert_column (view, position++, column->column);
      gtk_column_view_column_set_visible (column->column, visible);
      set_width (column, width);
    }
}

static void
keeper_free (gpointer user_data)
{
  Keeper *self = user_data;
  GPtrArray *columns = tie_table_get_columns (self->table);

  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);

      g_signal_handlers_disconnect_by_data (column->column, self);
    }
  g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (tie_table_get_view (self->table)), self);
  if (self->timeout != 0)
    save (self);
  g_clear_handle_id (&self->timeout, g_source_remove);
  g_free (self->name);
  g_free (self);
}

void
tie_table_keep_columns (TieTable *self,
                        const char *name)
{
  GPtrArray *columns = tie_table_get_columns (self);
  Keeper *keeper;

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (name != NULL);

  keeper = g_new0 (Keeper, 1);
  keeper->table = self;
  keeper->name = g_strdup (name);
  tie_table_set_keeper (self, keeper, keeper_free);
  restore (keeper);

  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);

      g_signal_connect_swapped (column->column, "notify::visible", G_CALLBACK (save_soon), keeper);
      g_signal_connect_swapped (column->column, "notify::fixed-width", G_CALLBACK (save_soon), keeper);
    }
  g_signal_connect_swapped (gtk_column_view_get_columns (tie_table_get_view (self)), "items-changed", G_CALLBACK (save_soon), keeper);
}

/* A second time turns the order round. */
static void
sort_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer user_data)
{
  TieTable *self = user_data;
  const char *id = g_variant_get_string (parameter, NULL);
  const char *last = g_object_get_data (G_OBJECT (self), "tie-sorted-by");
  const TieTableColumn *column = tie_table_find_column_by_id (self, id);
  gboolean is_again = g_strcmp0 (id, last) == 0;

  if (column == NULL)
    return;
  gtk_column_view_sort_by_column (tie_table_get_view (self), column->column, is_again ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  g_object_set_data_full (G_OBJECT (self), "tie-sorted-by", is_again ? NULL : g_strdup (id), g_free);
}

void
tie_table_set_view_button (TieTable *self,
                           GtkMenuButton *button)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) show = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) sort_action = g_simple_action_new ("sort", G_VARIANT_TYPE_STRING);
  GPtrArray *columns = tie_table_get_columns (self);

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  g_signal_connect_object (sort_action, "activate", G_CALLBACK (sort_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (sort_action));
  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *name = g_strdup_printf ("show-%s", column->id);
      g_autofree char *sort_name = g_strdup_printf ("view.sort::%s", column->id);
      g_autofree char *show_name = g_strdup_printf ("view.%s", name);
      g_autoptr (GPropertyAction) visible = NULL;

      if (column->text == NULL || column->is_button)
        continue;
      g_menu_append (sort, column->title, sort_name);
      if (i == 0)
        continue; /* the first column names the row: it stays */
      visible = g_property_action_new (name, column->column, "visible");
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (visible));
      g_menu_append (show, column->title, show_name);
    }
  g_menu_append_section (menu, _ ("Sort By"), G_MENU_MODEL (sort));
  g_menu_append_section (menu, _ ("Columns"), G_MENU_MODEL (show));
  gtk_widget_insert_action_group (GTK_WIDGET (button), "view", G_ACTION_GROUP (group));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

int
tie_table_measure_text (TieTable *self,
                        GtkColumnViewColumn *column,
                        const char *text,
                        int extra)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  /* What the style puts round a cell's text. */
  width += extra + 18;
  return MAX (width, tie_table_measure_head (self, column));
}

void
tie_table_fit_column (TieTable *self,
                      GtkColumnViewColumn *column,
                      const char *text,
                      int extra)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  set_width (tie_table_find_column (self, column), tie_table_measure_text (self, column, text, extra));
}
