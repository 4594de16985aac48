/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-checked-rows"
#include "config.h"

#include "ui/tie-checked-rows.h"
#include "ui/tie-list-row.h"

void
tie_checked_rows_count (GListModel *rows,
                        guint amount,
                        TieCheckedRows *checked)
{
  *checked = (TieCheckedRows) { .n = g_list_model_get_n_items (rows) };
  for (guint i = 0; i < checked->n; i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      if (!tie_list_row_get_is_checked (row))
        continue;
      checked->n_checked++;
      checked->sum += tie_list_row_get_number (row, amount);
    }
}

GStrv
tie_checked_rows_dup_ids (GListModel *rows)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      if (tie_list_row_get_is_checked (row))
        g_strv_builder_add (builder, tie_list_row_get_id (row));
    }
  return g_strv_builder_end (builder);
}

void
tie_checked_rows_set_all (GListModel *rows,
                          gboolean is_checked)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (rows, i);

      tie_list_row_set_is_checked (row, is_checked);
    }
}

void
tie_checked_rows_bind_keys (GtkWidget *table,
                            const char *all,
                            const char *none)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK), gtk_named_action_new (all)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK), gtk_named_action_new (none)));
  gtk_widget_add_controller (table, keys);
}
