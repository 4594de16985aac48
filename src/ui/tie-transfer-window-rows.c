/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-window"
#include "config.h"

#include <glib/gi18n.h>

#include "base/tie-money.h"
#include "ui/tie-checked-rows.h"
#include "ui/tie-transfer-columns.h"
#include "ui/tie-transfer-window-private.h"

TieTransferRow *
tie_transfer_window_get_row (TieTransferWindow *self,
                             guint position)
{
  g_autoptr (TieTransferRow) row = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  return row; /* the model keeps it */
}

/* What is shown. */

static gboolean
is_done (TieSyncRow *row)
{
  return tie_sync_row_is_exported (row) && !tie_sync_row_is_changed (row);
}

static gboolean
shows_row (gpointer item,
           gpointer user_data)
{
  TieTransferWindow *self = user_data;
  TieSyncRow *row = tie_transfer_row_get_row (item);

  switch (gtk_drop_down_get_selected (self->show_drop_down))
    {
    case TIE_TRANSFER_SHOW_READY:
      return tie_sync_row_get_state (row) == TIE_SYNC_STATE_READY;
    case TIE_TRANSFER_SHOW_BLOCKED:
      return tie_sync_row_get_state (row) == TIE_SYNC_STATE_BLOCKED;
    case TIE_TRANSFER_SHOW_EXPORTED:
      return tie_sync_row_is_exported (row);
    default:
      return !is_done (row) || !gtk_check_button_get_active (self->hide_check);
    }
}

static const char *
row_key (gpointer item)
{
  return tie_transfer_row_get_key (item);
}

/* What went out leaves the list, and with its row the focus would be gone: it goes to what stands there now. */
static void
keep_focus (TieTransferWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static gboolean
count_cb (gpointer user_data)
{
  TieTransferWindow *self = user_data;
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  guint n_ready = 0;
  guint n_ready_checked = 0;
  gint64 sum = 0;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  g_autofree char *verb = NULL;

  self->count_source = 0;
  self->n_checked = 0;
  for (guint i = 0; i < n_shown; i++)
    {
      TieTransferRow *row = tie_transfer_window_get_row (self, i);
      gboolean is_ready = tie_sync_row_get_state (tie_transfer_row_get_row (row)) == TIE_SYNC_STATE_READY;
      gboolean is_checked = tie_transfer_row_get_is_checked (row);

      n_ready += is_ready ? 1 : 0;
      n_ready_checked += is_ready && is_checked ? 1 : 0;
      self->n_checked += is_checked ? 1 : 0;
      sum += is_checked ? tie_sync_row_get_amount (tie_transfer_row_get_row (row)) : 0;
    }
  tie_table_set_head (self->table, n_ready_checked, n_ready);
  amount = tie_money_to_display (sum);
  /* Translators: how many rows are checked, of how many, and the sum of their amounts: "1 of 14 selected, 459.85" */
  text = g_strdup_printf (_ ("%u of %u selected, %s"), self->n_checked, n_shown, amount);
  gtk_label_set_label (self->selected_label, text);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* from the table of kinds, checked there by translators' tools */
  verb = g_strdup_printf (_ (self->kind->verb), self->n_checked);
#pragma GCC diagnostic pop
  gtk_button_set_label (self->run_button, verb);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  tie_transfer_window_update_actions (self);
  keep_focus (self);
  return G_SOURCE_REMOVE;
}

void
tie_transfer_window_count_soon (TieTransferWindow *self)
{
  if (self->count_source == 0 && self->shown != NULL)
    self->count_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, count_cb, self, NULL);
}

void
tie_transfer_window_filter (TieTransferWindow *self)
{
  gboolean shows_all = gtk_drop_down_get_selected (self->show_drop_down) == TIE_TRANSFER_SHOW_ALL;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autofree char *nothing = NULL;

  if (self->kind == NULL) /* while it is built */
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->hide_check), shows_all);
  tie_text_filter_set_text (self->text, typed);
  /* When all that there is went out, the list is empty but for what is hidden. */
  tie_list_states_set_models (self->states, shows_all ? G_LIST_MODEL (self->kept) : self->rows, G_LIST_MODEL (self->shown));
  gtk_filter_changed (self->shows, GTK_FILTER_CHANGE_DIFFERENT);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  nothing = *typed != '\0' ? g_strdup_printf (_ (self->kind->nothing_found), typed) : g_strdup (_ (self->kind->nothing_shown));
#pragma GCC diagnostic pop
  tie_list_states_set_nothing_found (self->states, nothing);
}

static void
selected_cb (TieTransferWindow *self)
{
  TieTransferRow *row = gtk_single_selection_get_selected_item (self->shown);

  if (self->kind->is_import)
    tie_payment_preview_show (self->preview, row != NULL ? tie_transfer_row_get_row (row) : NULL);
}

/* The table. */

static gboolean
is_checked (gpointer item,
            gpointer data)
{
  return tie_transfer_row_get_is_checked (item);
}

static gboolean
can_check (gpointer item,
           gpointer data)
{
  return tie_sync_row_may_send (tie_transfer_row_get_row (item));
}

static char *
get_done (gpointer item,
          gpointer data)
{
  return tie_sync_row_is_exported (tie_transfer_row_get_row (item)) ? g_strdup ("✓") : NULL;
}

static char *
get_step (gpointer item,
          gpointer data)
{
  return tie_transfer_window_dup_step (item);
}

void
tie_transfer_window_build_table (TieTransferWindow *self)
{
  GtkColumnViewColumn *column;
  GtkFilterListModel *found;

  column = tie_table_add_check_column (self->table, "check", _ ("Selected"), is_checked, can_check, NULL);
  tie_table_add_head (self->table, column, _ ("Select All"));
  column = tie_table_add_text_column (self->table, "done", _ (self->kind->done), get_done, NULL);
  tie_table_fit_column (self->table, column, _ (self->kind->done), 0);
  tie_transfer_columns_add_record (self->table);
  if (self->kind->is_import) /* what the bank or the customer wrote */
    tie_table_fit_column (self->table, tie_table_get_column (self->table, "number"), "BACS 000000", 0);
  tie_table_let_yield (self->table, "done");
  if (self->kind->is_import)
    {
      tie_transfer_columns_add_kind (self->table);
      tie_table_let_yield (self->table, "kind");
    }
  tie_transfer_columns_add_status (self->table, _ ("Status"), self->kind->going);
  column = tie_table_add_button_column (self->table, "step", _ ("Next step"), get_step, NULL, NULL);
  tie_table_set_column_need (self->table, column, _ ("Choose Tax Code…"), 20);
  tie_table_set_accessible_name (self->table, _ (self->kind->title));
  tie_table_set_search_entry (self->table, self->search_entry);
  tie_checked_rows_bind_keys (GTK_WIDGET (self->table), "transfer.select-all", "transfer.select-none");
  tie_table_keep_columns (self->table, self->kind->id);
  tie_table_set_view_button (self->table, self->view_button);
  tie_table_set_row_menu (self->table, self->row_menu);

  self->shows = GTK_FILTER (gtk_custom_filter_new (shows_row, self, NULL));
  self->text = tie_text_filter_new (row_key);
  self->kept = gtk_filter_list_model_new (g_object_ref (self->rows), g_object_ref (self->shows));
  found = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->kept)), GTK_FILTER (g_object_ref (self->text)));
  self->shown = gtk_single_selection_new (G_LIST_MODEL (tie_table_sort_model (self->table, G_LIST_MODEL (found))));
  tie_table_set_model (self->table, GTK_SELECTION_MODEL (self->shown));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (tie_transfer_window_count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}
