/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

/* How far rows that belong to another one stand in. */
#define STEP 18

/* As GtkTreeExpander, which wants GTK's own rows of a tree and keeps the focus for itself. */
static void
pressed_cb (GtkGestureClick *gesture,
            int n_press,
            double x,
            double y,
            TieTableColumn *column)
{
  GtkWidget *image = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  gpointer item = tie_table_cell_get_item (tie_table_cell_get_list_item (gtk_widget_get_parent (image)));
  TieBranch branch = item != NULL ? column->branch (item, column->data) : TIE_BRANCH_NONE;

  if (branch != TIE_BRANCH_CLOSED && branch != TIE_BRANCH_OPEN)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  tie_table_emit_branch (column->table, item, branch == TIE_BRANCH_CLOSED);
}

GtkWidget *
tie_table_branch_create (TieTableColumn *column,
                         GtkWidget *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *image = gtk_image_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (image, "branch");
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1); /* the row says it */
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), column);
  gtk_widget_add_controller (image, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

void
tie_table_branch_update (TieTableColumn *column,
                         GtkWidget *child,
                         gpointer item)
{
  TieBranch branch = column->branch (item, column->data);
  GtkWidget *image = gtk_widget_get_first_child (child);
  GtkWidget *cell = gtk_widget_get_parent (child);
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (branch == TIE_BRANCH_CLOSED || branch == TIE_BRANCH_OPEN)
    gtk_image_set_from_icon_name (GTK_IMAGE (image), branch == TIE_BRANCH_OPEN ? "pan-down-symbolic" : "pan-end-symbolic");
  else
    gtk_image_clear (GTK_IMAGE (image));
  gtk_widget_set_margin_start (child, branch == TIE_BRANCH_PART ? STEP : 0);
  if (row == NULL)
    return;
  if (branch == TIE_BRANCH_CLOSED || branch == TIE_BRANCH_OPEN)
    gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, branch == TIE_BRANCH_OPEN, -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static const TieTableColumn *
find_branches (TieTable *self)
{
  GPtrArray *columns = tie_table_get_columns (self);

  for (guint i = 0; i < columns->len; i++)
    {
      const TieTableColumn *column = g_ptr_array_index (columns, i);

      if (column->branch != NULL)
        return column;
    }
  return NULL;
}

/* Right opens, where one reads from left to right. */
static gboolean
press (TieTable *self,
       gboolean open)
{
  const TieTableColumn *column = find_branches (self);
  gpointer item = column != NULL ? tie_table_get_current (self) : NULL;
  TieBranch branch = item != NULL ? column->branch (item, column->data) : TIE_BRANCH_NONE;

  if (branch != (open ? TIE_BRANCH_CLOSED : TIE_BRANCH_OPEN) && (open || branch != TIE_BRANCH_PART))
    return FALSE;
  tie_table_emit_branch (self, item, open);
  return TRUE;
}

static gboolean
right_cb (GtkWidget *view,
          GVariant *args,
          gpointer user_data)
{
  return press (user_data, gtk_widget_get_direction (view) != GTK_TEXT_DIR_RTL);
}

static gboolean
left_cb (GtkWidget *view,
         GVariant *args,
         gpointer user_data)
{
  return press (user_data, gtk_widget_get_direction (view) == GTK_TEXT_DIR_RTL);
}

void
tie_table_branch_add_keys (TieTable *self,
                           GtkEventController *keys)
{
  tie_table_add_shortcut (keys, GDK_KEY_Right, 0, right_cb, self);
  tie_table_add_shortcut (keys, GDK_KEY_KP_Right, 0, right_cb, self);
  tie_table_add_shortcut (keys, GDK_KEY_Left, 0, left_cb, self);
  tie_table_add_shortcut (keys, GDK_KEY_KP_Left, 0, left_cb, self);
}

void
tie_table_set_column_branch (TieTable *self,
                             GtkColumnViewColumn *column,
                             TieCellBranch branch)
{
  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  tie_table_find_column (self, column)->branch = branch;
}
