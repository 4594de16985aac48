/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-table"
#include "config.h"

#include "ui/tie-table-private.h"

/* The box in the head of a check column.  Heads are GTK's own widgets and know words only, so the box is put beside
 * them.  It takes no focus, as no head does: the page has buttons and keys for the same. */

static void
toggled_cb (TieTable *self)
{
  if (!self->is_following)
    g_signal_emit_by_name (self, "check-all", gtk_check_button_get_active (self->head));
}

/* Heads stand in the order of the columns, in the part above the rows. */
static GtkWidget *
find_head (TieTable *self,
           GtkColumnViewColumn *column)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkWidget *head = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->view)));

  for (guint i = 0; i < g_list_model_get_n_items (columns) && head != NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (columns, i);

      if (other == column)
        return head;
      head = gtk_widget_get_next_sibling (head);
    }
  return NULL;
}

int
tie_table_measure_head (TieTable *self,
                        GtkColumnViewColumn *column)
{
  GtkWidget *head = find_head (self, column);
  GtkWidget *box = head != NULL ? gtk_widget_get_first_child (head) : NULL;
  int width = 0;

  if (!GTK_IS_BOX (box)) /* another GTK, or the column is hidden */
    return 0;
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LABEL (child))
        gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
    }
  gtk_widget_measure (head, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* Over numbers, which stand at the right, so does their head; GTK 4.8 puts all heads at the left. */
void
tie_table_align_head (TieTable *self,
                      GtkColumnViewColumn *column)
{
  GtkWidget *head = find_head (self, column);
  GtkWidget *box = head != NULL ? gtk_widget_get_first_child (head) : NULL;

  if (!GTK_IS_BOX (box)) /* another GTK */
    return;
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  /* The arrow of the order stands before the words, so that they end where the numbers do. */
  gtk_box_reorder_child_after (GTK_BOX (box), gtk_widget_get_last_child (box), NULL);
}

void
tie_table_add_head (TieTable *self,
                    GtkColumnViewColumn *column,
                    const char *label)
{
  GtkWidget *head;
  GtkWidget *box;

  g_return_if_fail (TIE_IS_TABLE (self));
  g_return_if_fail (self->head == NULL);

  head = find_head (self, column);
  box = head != NULL ? gtk_widget_get_first_child (head) : NULL;
  if (!GTK_IS_BOX (box)) /* another GTK: the keys and buttons are still there */
    return;
  self->head = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (self->head), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (self->head, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (GTK_BOX (box), GTK_WIDGET (self->head));
}

void
tie_table_set_head (TieTable *self,
                    guint n_checked,
                    guint n)
{
  g_return_if_fail (TIE_IS_TABLE (self));

  if (self->head == NULL)
    return;
  self->is_following = TRUE;
  gtk_check_button_set_active (self->head, n > 0 && n_checked >= n);
  gtk_check_button_set_inconsistent (self->head, n_checked > 0 && n_checked < n);
  gtk_widget_set_sensitive (GTK_WIDGET (self->head), n > 0);
  self->is_following = FALSE;
}
