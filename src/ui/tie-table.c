/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

struct _TieTable
{
  AdwBin parent_instance;

  GtkColumnView *view;   /* (unowned): child of the scrolled window */
  GPtrArray *columns;    /* (owned), element TieTableColumn */
  GtkWidget *popover;    /* (nullable): parented on the view */
  GtkSearchEntry *entry; /* (weak) (nullable) */
  GObject *marked;       /* (owned) (nullable) */
  guint wanted_row;      /* to be focused once it is laid out */
  guint tick;            /* 0: none */
  gpointer keeper;       /* (owned) (nullable): of the columns */
  GDestroyNotify keeper_free;
};

G_DEFINE_FINAL_TYPE (TieTable, tie_table, ADW_TYPE_BIN)

enum
{
  ROW_ACTIVATED,
  ROW_CHECK,
  ROW_MENU,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The part of the column view that holds the rows. */
static GtkWidget *
get_rows (TieTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
find_row (TieTable *self,
          guint position)
{
  for (GtkWidget *row = gtk_widget_get_first_child (get_rows (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
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
  GtkWidget *row = gtk_widget_get_focus_child (get_rows (self));

  return row != NULL ? tie_table_cell_get_list_item (row) : NULL;
}

static gpointer
get_item (TieTable *self,
          guint position)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  g_autoptr (GObject) item = NULL;

  if (model == NULL || position == GTK_INVALID_LIST_POSITION)
    return NULL;
  item = g_list_model_get_item (G_LIST_MODEL (model), position);
  return item; /* the model keeps it */
}

static void
activate_cb (GtkColumnView *view,
             guint position,
             TieTable *self)
{
  gpointer item = get_item (self, position);

  if (item != NULL)
    g_signal_emit (self, signals[ROW_ACTIVATED], 0, item);
}

static gboolean
has_checks (TieTable *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (self->columns, i);

      if (column->text == NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
space_cb (GtkWidget *view,
          GVariant *args,
          gpointer user_data)
{
  TieTable *self = user_data;
  gpointer item = tie_table_get_current (self);

  if (item == NULL || !has_checks (self))
    return FALSE;
  tie_table_emit_check (self, item);
  return TRUE;
}

static gboolean
menu_cb (GtkWidget *view,
         GVariant *args,
         gpointer user_data)
{
  TieTable *self = user_data;

  if (self->popover == NULL)
    return FALSE;
  tie_table_open_row_menu (self);
  return TRUE;
}

static void
open_menu_at (TieTable *self,
              const GdkRectangle *place)
{
  gpointer item = tie_table_get_current (self);

  if (self->popover == NULL || item == NULL)
    return;
  g_signal_emit (self, signals[ROW_MENU], 0, item);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
pressed_cb (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            TieTable *self)
{
  GtkWidget *rows = get_rows (self);
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  GtkListItem *list_item;
  guint position;

  while (hit != NULL && gtk_widget_get_parent (hit) != rows)
    hit = gtk_widget_get_parent (hit);
  list_item = hit != NULL ? tie_table_cell_get_list_item (hit) : NULL;
  if (list_item == NULL || self->popover == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  position = gtk_list_item_get_position (list_item);
  if (!gtk_selection_model_is_selected (model, position))
    gtk_selection_model_select_item (model, position, TRUE);
  gtk_widget_grab_focus (hit);
  open_menu_at (self, &(GdkRectangle){ (int) x, (int) y, 1, 1 });
}

static gboolean
tie_table_focus (GtkWidget *widget,
                 GtkDirectionType direction)
{
  /* GTK 4.12 has "tab-behavior" for this. */
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (tie_table_parent_class)->focus (widget, direction);
}

static gboolean
tie_table_grab_focus (GtkWidget *widget)
{
  TieTable *self = TIE_TABLE (widget);
  guint position = tie_table_get_current_position (self);

  if (position == GTK_INVALID_LIST_POSITION)
    return gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
  tie_table_focus_row (self, position);
  return TRUE;
}

static void
tie_table_dispose (GObject *object)
{
  TieTable *self = TIE_TABLE (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->entry != NULL)
    g_signal_handlers_disconnect_by_data (self->entry, self);
  g_clear_weak_pointer (&self->entry);
  g_clear_object (&self->marked);
  g_clear_pointer (&self->keeper, self->keeper_free);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_table_parent_class)->dispose (object);
}

static void
tie_table_finalize (GObject *object)
{
  TieTable *self = TIE_TABLE (object);

  g_ptr_array_unref (self->columns);
  G_OBJECT_CLASS (tie_table_parent_class)->finalize (object);
}

static void
tie_table_class_init (TieTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tie_table_dispose;
  object_class->finalize = tie_table_finalize;
  widget_class->focus = tie_table_focus;
  widget_class->grab_focus = tie_table_grab_focus;

  signals[ROW_ACTIVATED] = g_signal_new ("row-activated", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[ROW_CHECK] = g_signal_new ("row-check", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[ROW_MENU] = g_signal_new ("row-menu", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);

  gtk_widget_class_set_css_name (widget_class, "tie-table");
}

static void
add_shortcut (GtkEventController *controller,
              guint key,
              GdkModifierType modifiers,
              GtkShortcutFunc func,
              TieTable *self)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_callback_action_new (func, self, NULL)));
}

static void
tie_table_init (TieTable *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_table_column_free);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);

  /* Captured, because a row takes Space for selecting itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_shortcut (keys, GDK_KEY_space, 0, space_cb, self);
  add_shortcut (keys, GDK_KEY_KP_Space, 0, space_cb, self);
  add_shortcut (keys, GDK_KEY_Menu, 0, menu_cb, self);
  add_shortcut (keys, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
tie_table_new (const char *accessible_name)
{
  TieTable *self = g_object_new (TIE_TYPE_TABLE, NULL);

  if (accessible_name != NULL)
    tie_table_set_accessible_name (self, accessible_name);
  return GTK_WIDGET (self);
}

GtkColumnView *
tie_table_get_view (TieTable *self)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);

  return self->view;
}

void
tie_table_set_accessible_name (TieTable *self,
                               const char *name)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
tie_table_set_model (TieTable *self,
                     GtkSelectionModel *model)
{
  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (model == NULL || GTK_IS_SELECTION_MODEL (model));

  gtk_column_view_set_model (self->view, model);
}

GtkSelectionModel *
tie_table_get_model (TieTable *self)
{
  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);

  return gtk_column_view_get_model (self->view);
}

GtkSortListModel *
tie_table_sort_model (TieTable *self,
                      GListModel *model)
{
  GtkSortListModel *sorted;

  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);

  /* The view's sorter has no order until a column is clicked, and then the model hands its rows through. */
  sorted = gtk_sort_list_model_new (model, g_object_ref (gtk_column_view_get_sorter (self->view)));
  gtk_sort_list_model_set_incremental (sorted, TRUE);
  return sorted;
}

static GtkColumnViewColumn *
add_column (TieTable *self,
            const char *id,
            const char *title,
            gboolean is_number,
            TieCellText text,
            TieCellValue value,
            TieCellCheck is_checked,
            TieCellCheck can_check,
            gpointer data)
{
  TieTableColumn *column = g_new0 (TieTableColumn, 1);

  column->table = self;
  column->id = g_strdup (id);
  column->title = g_strdup (title);
  column->is_number = is_number;
  column->text = text;
  column->value = value;
  column->is_checked = is_checked;
  column->can_check = can_check;
  column->data = data;
  column->column = gtk_column_view_column_new (text != NULL ? title : NULL, tie_table_column_create_factory (column));
  if (text != NULL)
    {
      g_autoptr (GtkSorter) sorter = tie_table_column_create_sorter (column);

      gtk_column_view_column_set_sorter (column->column, sorter);
      gtk_column_view_column_set_resizable (column->column, TRUE);
    }
  g_ptr_array_add (self->columns, column);
  gtk_column_view_append_column (self->view, column->column);
  return column->column;
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

  return add_column (self, id, title, FALSE, text, NULL, NULL, NULL, data);
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

  return add_column (self, id, title, TRUE, text, NULL, NULL, NULL, data);
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

  return add_column (self, id, title, FALSE, text, value, NULL, NULL, data);
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

  return add_column (self, id, label, FALSE, NULL, NULL, is_checked, can_check, data);
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
  model = gtk_column_view_get_model (self->view);
  if (model == NULL)
    return GTK_INVALID_LIST_POSITION;
  selection = gtk_selection_model_get_selection (model);
  return gtk_bitset_is_empty (selection) ? GTK_INVALID_LIST_POSITION : gtk_bitset_get_minimum (selection);
}

gpointer
tie_table_get_current (TieTable *self)
{
  return get_item (self, tie_table_get_current_position (self));
}

void
tie_table_scroll_to (TieTable *self,
                     guint position)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  gtk_widget_activate_action (get_rows (self), "list.scroll-to-item", "u", position);
}

static gboolean
focus_wanted_row_cb (GtkWidget *widget,
                     GdkFrameClock *clock,
                     gpointer user_data)
{
  TieTable *self = TIE_TABLE (widget);
  GtkWidget *row = find_row (self, self->wanted_row);

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

  model = gtk_column_view_get_model (self->view);
  if (model == NULL || position >= g_list_model_get_n_items (G_LIST_MODEL (model)))
    return;

  gtk_selection_model_select_item (model, position, TRUE);
  tie_table_scroll_to (self, position);
  row = find_row (self, position);
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
  for (GtkWidget *row = gtk_widget_get_first_child (get_rows (self)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *list_item = tie_table_cell_get_list_item (row);

      if (list_item != NULL)
        tie_table_cell_show_mark (row, tie_table_is_marked (self, gtk_list_item_get_item (list_item)));
    }
}

gboolean
tie_table_is_marked (TieTable *self,
                     gpointer item)
{
  return item != NULL && self->marked == item;
}

void
tie_table_set_row_menu (TieTable *self,
                        GMenuModel *menu)
{
  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (menu == NULL || G_IS_MENU_MODEL (menu));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (menu == NULL)
    return;
  self->popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
  /* On the view: with the scrolled window as parent the arrow keys move the list behind. */
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self->view));
}

void
tie_table_open_row_menu (TieTable *self)
{
  graphene_rect_t bounds;
  GtkWidget *row;
  guint position;

  g_return_if_fail (TIE_IS_TABLE (self));

  position = tie_table_get_current_position (self);
  row = position != GTK_INVALID_LIST_POSITION ? find_row (self, position) : NULL;
  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self->view), &bounds))
    return;
  open_menu_at (self, &(GdkRectangle){ (int) bounds.origin.x + 24, (int) bounds.origin.y, 1, (int) bounds.size.height });
}

static void
next_cb (GtkSearchEntry *entry,
         TieTable *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
down_cb (GtkWidget *entry,
         GVariant *args,
         gpointer user_data)
{
  TieTable *self = user_data;
  guint position = tie_table_get_current_position (self);

  tie_table_focus_row (self, position != GTK_INVALID_LIST_POSITION ? position : 0);
  return TRUE;
}

static void
stop_search_cb (GtkSearchEntry *entry,
                TieTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
tie_table_set_search_entry (TieTable *self,
                            GtkSearchEntry *entry)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (GTK_IS_SEARCH_ENTRY (entry));
  g_return_if_fail (self->entry == NULL);

  g_set_weak_pointer (&self->entry, entry);
  gtk_search_entry_set_key_capture_widget (entry, GTK_WIDGET (self));
  g_signal_connect (entry, "activate", G_CALLBACK (next_cb), self);
  g_signal_connect (entry, "stop-search", G_CALLBACK (stop_search_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_shortcut (keys, GDK_KEY_Down, 0, down_cb, self);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
}

GPtrArray *
tie_table_get_columns (TieTable *self)
{
  return self->columns;
}

void
tie_table_set_keeper (TieTable *self,
                      gpointer keeper,
                      GDestroyNotify keeper_free)
{
  g_return_if_fail (self->keeper == NULL);

  self->keeper = keeper;
  self->keeper_free = keeper_free;
}

void
tie_table_emit_check (TieTable *self,
                      gpointer item)
{
  g_signal_emit (self, signals[ROW_CHECK], 0, item);
}
