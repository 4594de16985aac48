/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-activity-page"
#include "config.h"

#include <string.h>

#include "ui/tie-activity-page-private.h"

/* Runs stand there closed, and open in place.  What is searched for, or picked out, is shown line by line instead: the line that matches
 * is what one looks for, wherever it belongs. */

gboolean
tie_activity_page_is_flat (TieActivityPage *self)
{
  return self->run != NULL || self->record != NULL || !tie_text_filter_is_empty (self->filter);
}

static const char *
row_key (gpointer item)
{
  return tie_activity_row_get_key (item);
}

/* One run, or what happened to one record. */
static gboolean
matches_scope (gpointer item,
               gpointer user_data)
{
  TieActivityPage *self = user_data;
  const TieActivity *activity = tie_activity_row_get_activity (item);

  return tie_activity_row_get_parts (item) == NULL &&
         (self->run == NULL || g_strcmp0 (activity->run, self->run) == 0) &&
         (self->record == NULL || g_strcmp0 (activity->record_id, self->record) == 0);
}

static gboolean
is_shown (gpointer item,
        gpointer user_data)
{
  TieActivityPage *self = user_data;
  TieActivityRow *run;

  if (tie_activity_page_is_flat (self))
    return matches_scope (item, self) && gtk_filter_match (GTK_FILTER (self->filter), item);
  run = tie_activity_row_get_run (item);
  return run == NULL || tie_activity_row_get_is_open (run);
}

/* In the order of the view, runs as what they say of themselves, and their records after them; else the newest first. */
static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer user_data)
{
  TieActivityPage *self = user_data;
  GtkSorter *sorter = gtk_column_view_get_sorter (tie_table_get_view (self->table));
  TieActivityRow *rows[2] = { (TieActivityRow *) a, (TieActivityRow *) b };
  TieActivityRow *runs[2];
  gint64 ids[2];
  int result;

  for (guint i = 0; i < 2; i++)
    {
      TieActivityRow *run = tie_activity_page_is_flat (self) ? NULL : tie_activity_row_get_run (rows[i]);

      runs[i] = run != NULL ? run : rows[i];
    }
  if (runs[0] == runs[1] && (runs[0] == rows[0] || runs[1] == rows[1]))
    return runs[1] == rows[1] ? runs[0] != rows[0] : -1;
  if (runs[0] != runs[1])
    memcpy (rows, runs, sizeof rows);
  result = gtk_sorter_compare (sorter, rows[0], rows[1]);
  for (guint i = 0; i < 2; i++)
    ids[i] = tie_activity_row_get_activity (rows[i])->id;
  return result != 0 ? result : (ids[0] < ids[1]) - (ids[0] > ids[1]);
}

static void
order_changed_cb (TieActivityPage *self)
{
  gtk_sorter_changed (GTK_SORTER (self->order), GTK_SORTER_CHANGE_DIFFERENT);
}

/* A line stands in only where it follows its run. */
static void
show_parts_again (TieActivityPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr (TieActivityRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (tie_activity_row_get_run (row) != NULL)
        g_object_notify (G_OBJECT (row), "activity");
    }
}

void
tie_activity_page_refilter (TieActivityPage *self)
{
  gboolean was_flat = self->was_flat;

  self->was_flat = tie_activity_page_is_flat (self);
  gtk_filter_changed (GTK_FILTER (self->scope), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (GTK_FILTER (self->shown), GTK_FILTER_CHANGE_DIFFERENT);
  if (self->was_flat == was_flat)
    return;
  order_changed_cb (self);
  show_parts_again (self);
}

/* The place of the row in the table; GTK_INVALID_LIST_POSITION when it is not shown. */
static guint
find_row (TieActivityPage *self,
          TieActivityRow *row)
{
  GListModel *rows = G_LIST_MODEL (tie_table_get_model (self->table));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (TieActivityRow) other = g_list_model_get_item (rows, i);

      if (other == row)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

void
tie_activity_page_branch (TieActivityPage *self,
                          TieActivityRow *row,
                          gboolean open)
{
  if (tie_activity_page_is_flat (self))
    return;
  if (tie_activity_row_get_parts (row) == NULL)
    {
      tie_table_focus_row (self->table, find_row (self, tie_activity_row_get_run (row)));
      return;
    }
  tie_activity_row_set_is_open (row, open);
  gtk_filter_changed (GTK_FILTER (self->shown), open ? GTK_FILTER_CHANGE_LESS_STRICT : GTK_FILTER_CHANGE_MORE_STRICT);
}

GtkSelectionModel *
tie_activity_page_create_rows (TieActivityPage *self)
{
  GtkSorter *by_column = gtk_column_view_get_sorter (tie_table_get_view (self->table));
  g_autoptr (GListModel) every = NULL;
  GListModel *rows;

  self->list = g_list_store_new (TIE_TYPE_ACTIVITY_ROW);
  self->filter = tie_text_filter_new (row_key);
  self->scope = gtk_custom_filter_new (matches_scope, self, NULL);
  self->shown = gtk_custom_filter_new (is_shown, self, NULL);
  self->order = gtk_custom_sorter_new (compare, self, NULL);
  g_signal_connect_object (by_column, "changed", G_CALLBACK (order_changed_cb), self, G_CONNECT_SWAPPED);

  every = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), g_object_ref (GTK_FILTER (self->scope))));
  every = G_LIST_MODEL (gtk_filter_list_model_new (every, g_object_ref (GTK_FILTER (self->filter))));
  every = G_LIST_MODEL (tie_table_sort_model (self->table, every));
  tie_table_set_export_rows (self->table, every);

  rows = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), g_object_ref (GTK_FILTER (self->shown))));
  rows = G_LIST_MODEL (gtk_sort_list_model_new (rows, g_object_ref (GTK_SORTER (self->order))));
  return GTK_SELECTION_MODEL (gtk_single_selection_new (rows));
}

/* The table outlives the page, and its columns go one by one. */
void
tie_activity_page_drop_rows (TieActivityPage *self)
{
  if (self->list == NULL)
    return;
  g_signal_handlers_disconnect_by_func (gtk_column_view_get_sorter (tie_table_get_view (self->table)), order_changed_cb, self);
  tie_table_set_model (self->table, NULL);
  tie_table_set_export_rows (self->table, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->filter);
  g_clear_object (&self->scope);
  g_clear_object (&self->shown);
  g_clear_object (&self->order);
}
