/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

static void
open_menu_at (TieTable *self,
              const GdkRectangle *place)
{
  gpointer item = tie_table_get_current (self);

  if (self->popover == NULL || item == NULL)
    return;
  g_signal_emit_by_name (self, "row-menu", item);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), place);
  gtk_popover_popup (GTK_POPOVER (self->popover));
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

/* The row at that place of the view; NULL for none. */
static GtkWidget *
pick_row (TieTable *self,
          double x,
          double y)
{
  GtkWidget *rows = tie_table_get_rows (self);
  GtkWidget *hit = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  while (hit != NULL && gtk_widget_get_parent (hit) != rows)
    hit = gtk_widget_get_parent (hit);
  return hit;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            TieTable *self)
{
  GtkWidget *hit = pick_row (self, x, y);
  GtkSelectionModel *model = tie_table_get_model (self);
  GtkListItem *list_item;
  guint position;

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

void
tie_table_add_menu_keys (TieTable *self,
                         GtkEventController *keys)
{
  GtkGesture *click = gtk_gesture_click_new ();

  tie_table_add_shortcut (keys, GDK_KEY_Menu, 0, menu_cb, self);
  tie_table_add_shortcut (keys, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

static void
clicked_cb (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            TieTable *self)
{
  GtkWidget *hit = pick_row (self, x, y);
  GtkListItem *list_item = hit != NULL ? tie_table_cell_get_list_item (hit) : NULL;

  if (list_item != NULL && n_press == 1) /* the second one activates by itself */
    g_signal_emit_by_name (self->view, "activate", gtk_list_item_get_position (list_item));
}

void
tie_table_set_activates_on_click (TieTable *self)
{
  GtkGesture *click;

  g_return_if_fail (TIE_IS_TABLE (self));

  /* GTK's own single click would let the selection follow the pointer.  A press on a button of the row is the button's. */
  click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
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
  row = position != GTK_INVALID_LIST_POSITION ? tie_table_find_row (self, position) : NULL;
  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self->view), &bounds))
    return;
  open_menu_at (self, &(GdkRectangle){ (int) bounds.origin.x + 24, (int) bounds.origin.y, 1, (int) bounds.size.height });
}
