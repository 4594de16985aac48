/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-match-pane"
#include "config.h"

#include "ui/tie-match-pane-private.h"

static TiePairRow *
get_row (TieMatchPane *self,
         guint position)
{
  g_autoptr (TiePairRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row; /* the list keeps it */
}

GPtrArray *
tie_match_pane_get_selected (TieMatchPane *self,
                             TieRowState only)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), rows);

  selected = gtk_selection_model_get_selection (self->selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (TiePairRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

      if (only == 0 || (only == TIE_ROW_LINKED ? tie_match_pane_is_linked (row) : tie_match_pane_is_free (row)))
        g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  return rows;
}

void
tie_match_pane_count_selected (TieMatchPane *self,
                               guint *n_linked,
                               guint *n_not_linked)
{
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  *n_linked = 0;
  *n_not_linked = 0;
  selected = gtk_selection_model_get_selection (self->selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more; more = gtk_bitset_iter_next (&iter, &position))
    {
      TiePairRow *row = get_row (self, position);

      *n_linked += tie_match_pane_is_linked (row) ? 1 : 0;
      *n_not_linked += tie_match_pane_is_free (row) ? 1 : 0;
    }
}

TiePairRow *
tie_match_pane_get_single (TieMatchPane *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), NULL);

  selected = gtk_selection_model_get_selection (self->selection);
  return gtk_bitset_get_size (selected) == 1 ? get_row (self, gtk_bitset_get_minimum (selected)) : NULL;
}

static gboolean
is_in_own_order (TieMatchPane *self)
{
  return gtk_sorter_get_order (gtk_column_view_get_sorter (tie_table_get_view (self->table))) == GTK_SORTER_ORDER_NONE;
}

/* How many rows shown stand before that rank: the row's position if it is shown. */
static guint
find_rank (TieMatchPane *self,
           guint rank)
{
  guint low = 0;
  guint high = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tie_pair_row_get_rank (get_row (self, middle)) < rank)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
find_position (TieMatchPane *self,
               TiePairRow *row)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position;

  if (is_in_own_order (self))
    {
      position = find_rank (self, tie_pair_row_get_rank (row));
      return position < n_items && get_row (self, position) == row ? position : GTK_INVALID_LIST_POSITION;
    }
  for (position = 0; position < n_items; position++)
    {
      if (get_row (self, position) == row)
        return position;
    }
  return GTK_INVALID_LIST_POSITION;
}

/* Where the row stands, after clearing what was typed if that hides it. */
static guint
reveal (TieMatchPane *self,
        TiePairRow *row)
{
  guint position = find_position (self, row);

  if (position != GTK_INVALID_LIST_POSITION || tie_text_filter_is_empty (self->text_filter) || !tie_match_pane_passes_links (self, row))
    return position;
  tie_match_pane_clear_filter_at_once (self);
  return find_position (self, row);
}

gboolean
tie_match_pane_select (TieMatchPane *self,
                       TiePairRow *row,
                       gboolean focus)
{
  guint position;

  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), FALSE);
  g_return_val_if_fail (TIE_IS_PAIR_ROW (row), FALSE);

  position = reveal (self, row);
  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  self->is_quiet = TRUE;
  gtk_selection_model_select_item (self->selection, position, TRUE);
  if (focus)
    tie_table_focus_row (self->table, position);
  else
    tie_table_scroll_to (self->table, position);
  self->is_quiet = FALSE;
  return TRUE;
}

void
tie_match_pane_unselect (TieMatchPane *self)
{
  g_return_if_fail (TIE_IS_MATCH_PANE (self));

  self->is_quiet = TRUE;
  gtk_selection_model_unselect_all (self->selection);
  self->is_quiet = FALSE;
}

void
tie_match_pane_suggest (TieMatchPane *self,
                        TiePairRow *row)
{
  guint position;

  g_return_if_fail (TIE_IS_MATCH_PANE (self));
  g_return_if_fail (row == NULL || TIE_IS_PAIR_ROW (row));

  tie_table_set_marked (self->table, row);
  position = row != NULL ? find_position (self, row) : GTK_INVALID_LIST_POSITION;
  if (position != GTK_INVALID_LIST_POSITION)
    tie_table_scroll_to (self->table, position);
}

TiePairRow *
tie_match_pane_find_next (TieMatchPane *self,
                          TiePairRow *row)
{
  guint n_items, start;

  g_return_val_if_fail (TIE_IS_MATCH_PANE (self), NULL);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  start = row == NULL ? 0 : find_position (self, row);
  if (start == GTK_INVALID_LIST_POSITION) /* hidden by now: what stands where it stood */
    start = is_in_own_order (self) ? find_rank (self, tie_pair_row_get_rank (row)) : 0;
  for (guint i = 0; i < n_items; i++)
    {
      TiePairRow *candidate = get_row (self, (start + i) % n_items);

      if (candidate != row && tie_match_pane_is_free (candidate))
        return candidate;
    }
  return NULL;
}
