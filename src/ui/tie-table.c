/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-slot-list.h"
#include "ui/tie-table-private.h"

G_DEFINE_FINAL_TYPE (TieTable, tie_table, ADW_TYPE_BIN)

enum
{
  ROW_ACTIVATED,
  ROW_CHECK,
  ROW_BUTTON,
  CHECK_ALL,
  ROW_MENU,
  ROW_BRANCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
activate_cb (GtkColumnView *view,
             guint position,
             TieTable *self)
{
  gpointer item = tie_table_get_item (self, position);

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
tie_table_focus (GtkWidget *widget,
                 GtkDirectionType direction)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  /* GTK 4.12 has "tab-behavior" for this.  The focus child will not do: it outlives the focus when a row goes from under it. */
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) && focus != NULL && gtk_widget_is_ancestor (focus, widget))
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
  g_clear_object (&self->export_rows);
  if (self->squeeze_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->squeeze_tick);
  self->squeeze_tick = 0;
  g_clear_pointer (&self->keeper, self->keeper_free);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  G_OBJECT_CLASS (tie_table_parent_class)->dispose (object);
}

static void
tie_table_finalize (GObject *object)
{
  TieTable *self = TIE_TABLE (object);

  g_ptr_array_unref (self->yielding);
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
  signals[ROW_BUTTON] = g_signal_new ("row-button", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_STRING);
  signals[CHECK_ALL] = g_signal_new ("check-all", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ROW_MENU] = g_signal_new ("row-menu", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
  signals[ROW_BRANCH] = g_signal_new ("row-branch", TIE_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_OBJECT, G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "tie-table");
}

void
tie_table_add_shortcut (GtkEventController *controller,
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

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_table_column_free);
  self->yielding = g_ptr_array_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), scrolled);
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);

  /* Captured, because a row takes Space for selecting itself. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  tie_table_add_shortcut (keys, GDK_KEY_space, 0, space_cb, self);
  tie_table_add_shortcut (keys, GDK_KEY_KP_Space, 0, space_cb, self);
  tie_table_branch_add_keys (self, keys);
  tie_table_add_menu_keys (self, keys);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
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

/* Under the keyboard focus no row becomes another one. */
static TieSlot *
get_focused_slot (gpointer data)
{
  GtkWidget *row = gtk_widget_get_focus_child (tie_table_get_rows (data));
  GtkListItem *list_item = row != NULL ? tie_table_cell_get_list_item (row) : NULL;

  return list_item != NULL ? gtk_list_item_get_item (list_item) : NULL;
}

void
tie_table_set_model (TieTable *self,
                     GtkSelectionModel *model)
{
  g_autoptr (TieSlotList) slots = NULL;

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (model == NULL || GTK_IS_SELECTION_MODEL (model));

  slots = model != NULL ? tie_slot_list_new (model, get_focused_slot, self) : NULL;
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (slots));
}

GtkSelectionModel *
tie_table_get_model (TieTable *self)
{
  TieSlotList *slots;

  g_return_val_if_fail (TIE_IS_TABLE (self), NULL);

  slots = TIE_SLOT_LIST (gtk_column_view_get_model (self->view));
  return slots != NULL ? tie_slot_list_get_rows (slots) : NULL;
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
  tie_table_add_shortcut (keys, GDK_KEY_Down, 0, down_cb, self);
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

void
tie_table_emit_button (TieTable *self,
                       gpointer item,
                       const char *id)
{
  g_signal_emit (self, signals[ROW_BUTTON], 0, item, id);
}

void
tie_table_emit_branch (TieTable *self,
                       gpointer item,
                       gboolean open)
{
  g_signal_emit (self, signals[ROW_BRANCH], 0, item, open);
}
