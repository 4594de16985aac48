/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-fee-rows-show"
#include "config.h"

#include "ui/tie-fee-rows-show.h"

/* (transfer full) The object that stood for the same record, with what is said of it now. */
static TieListRow *
keep_object (GHashTable *known,
             TieListRow *row)
{
  TieListRow *old = g_hash_table_lookup (known, tie_list_row_get_id (row));

  if (old == NULL)
    return g_object_ref (row);
  g_hash_table_remove (known, tie_list_row_get_id (row)); /* its id moves with its texts */
  if (!tie_list_row_equal (old, row))
    {
      tie_list_row_take (old, row);
      tie_list_row_set_is_checked (old, tie_list_row_get_is_checked (row));
    }
  return g_object_ref (old);
}

static gboolean
is_same (GListStore *shown,
         guint position,
         gpointer row)
{
  g_autoptr (TieListRow) there = g_list_model_get_item (G_LIST_MODEL (shown), position);

  return there == row;
}

void
tie_fee_rows_show (GListStore *shown,
                   GPtrArray *items)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (shown));
  guint head = 0;
  guint tail = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TieListRow) row = g_list_model_get_item (G_LIST_MODEL (shown), i); /* the list holds it */

      g_hash_table_insert (known, (gpointer) tie_list_row_get_id (row), row);
    }
  for (guint i = 0; i < items->len; i++)
    {
      TieListRow *row = items->pdata[i];

      items->pdata[i] = keep_object (known, row);
      g_object_unref (row);
    }
  while (head < MIN (n, items->len) && is_same (shown, head, items->pdata[head]))
    head++;
  while (tail < MIN (n, items->len) - head && is_same (shown, n - 1 - tail, items->pdata[items->len - 1 - tail]))
    tail++;
  if (n - head - tail > 0 || items->len - head - tail > 0)
    g_list_store_splice (shown, head, n - head - tail, items->pdata + head, items->len - head - tail);
}
