/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-row-list"
#include "config.h"

#include "sync/tie-row-list.h"

#define MOST_CHANGES 2000

struct _TieRowList
{
  GObject parent_instance;

  GPtrArray *rows;   /* (owned): TiePairRow, each at the position that is its rank */
  GHashTable *by_id; /* (owned): id, borrowed from the row's words → TiePairRow, borrowed */
  GPtrArray *changed; /* (owned): TiePairRow, see tie_row_list_take_changes() */
  GPtrArray *gone;    /* (owned): TiePairRow */
  gboolean is_other;  /* too many changes to be told */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TieRowList, tie_row_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
tie_row_list_get_item_type (GListModel *model)
{
  return TIE_TYPE_PAIR_ROW;
}

static guint
tie_row_list_get_n_items (GListModel *model)
{
  return TIE_ROW_LIST (model)->rows->len;
}

static gpointer
tie_row_list_get_item (GListModel *model,
                       guint position)
{
  TieRowList *self = TIE_ROW_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tie_row_list_get_item_type;
  iface->get_n_items = tie_row_list_get_n_items;
  iface->get_item = tie_row_list_get_item;
}

/* A row may outlive its list in the window; it must not point at a partner that does not. */
static void
part (TiePairRow *row)
{
  TiePairRow *partner = tie_pair_row_get_partner (row);

  if (partner != NULL && tie_pair_row_get_partner (partner) == row)
    tie_pair_row_set_partner (partner, TIE_ROW_GONE, NULL);
  tie_pair_row_set_partner (row, TIE_ROW_NOT_LINKED, NULL);
}

static void
tie_row_list_dispose (GObject *object)
{
  TieRowList *self = TIE_ROW_LIST (object);

  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    part (g_ptr_array_index (self->rows, i));
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->changed, g_ptr_array_unref);
  g_clear_pointer (&self->gone, g_ptr_array_unref);

  G_OBJECT_CLASS (tie_row_list_parent_class)->dispose (object);
}

static void
tie_row_list_class_init (TieRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tie_row_list_dispose;
}

static void
tie_row_list_init (TieRowList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
}

TieRowList *
tie_row_list_new (void)
{
  return g_object_new (TIE_TYPE_ROW_LIST, NULL);
}

guint
tie_row_list_get_length (TieRowList *self)
{
  return self->rows->len;
}

TiePairRow *
tie_row_list_get (TieRowList *self,
                  guint position)
{
  return g_ptr_array_index (self->rows, position);
}

TiePairRow *
tie_row_list_find (TieRowList *self,
                   const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static void
note (TieRowList *self,
      GPtrArray *rows,
      TiePairRow *row)
{
  if (rows->len < MOST_CHANGES)
    g_ptr_array_add (rows, g_object_ref (row));
  else
    self->is_other = TRUE;
}

gboolean
tie_row_list_take_changes (TieRowList *self,
                           GPtrArray **changed,
                           GPtrArray **gone)
{
  gboolean is_told = !self->is_other;

  *changed = g_steal_pointer (&self->changed);
  *gone = g_steal_pointer (&self->gone);
  self->changed = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  self->is_other = FALSE;
  if (is_told)
    return TRUE;
  g_clear_pointer (changed, g_ptr_array_unref);
  g_clear_pointer (gone, g_ptr_array_unref);
  return FALSE;
}

static void
rank_from (TieRowList *self,
           guint position)
{
  for (guint i = position; i < self->rows->len; i++)
    tie_pair_row_set_rank (g_ptr_array_index (self->rows, i), i);
}

/* The new order with the old objects in it. */
static GPtrArray *
take_rows (TieRowList *self,
           GPtrArray *texts)
{
  GPtrArray *rows = g_ptr_array_new_full (texts->len, g_object_unref);

  for (guint i = 0; i < texts->len; i++)
    {
      TieRowText *text = g_ptr_array_index (texts, i);
      TiePairRow *row = tie_row_list_find (self, tie_row_text_get (text, TIE_ROW_TEXT_ID));

      if (row != NULL)
        g_object_ref (row);
      else
        note (self, self->changed, row = tie_pair_row_new (text));
      g_ptr_array_add (rows, row);
    }
  return rows;
}

/* Gives the rows their words and the table its keys; both change together, for the keys stand in the words. */
static gboolean
index_rows (TieRowList *self,
            GPtrArray *texts)
{
  gboolean has_new_words = FALSE;

  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < texts->len; i++)
    {
      TiePairRow *row = g_ptr_array_index (self->rows, i);

      tie_pair_row_set_rank (row, i);
      if (tie_pair_row_set_text (row, g_ptr_array_index (texts, i)))
        {
          note (self, self->changed, row);
          has_new_words = TRUE;
        }
      g_hash_table_insert (self->by_id, (char *) tie_pair_row_get_id (row), row);
    }
  return has_new_words;
}

gboolean
tie_row_list_replace (TieRowList *self,
                      GPtrArray *texts)
{
  gboolean has_new_words;
  gboolean has_moved;
  g_autoptr (GPtrArray) before = NULL;
  guint head = 0;
  guint tail = 0;
  guint shared;

  g_return_val_if_fail (TIE_IS_ROW_LIST (self), FALSE);

  before = g_steal_pointer (&self->rows);
  self->rows = take_rows (self, texts);
  shared = MIN (before->len, self->rows->len);
  while (head < shared && before->pdata[head] == self->rows->pdata[head])
    head++;
  while (tail < shared - head && before->pdata[before->len - 1 - tail] == self->rows->pdata[self->rows->len - 1 - tail])
    tail++;

  has_new_words = index_rows (self, texts);
  for (guint i = head; i < before->len - tail; i++)
    {
      TiePairRow *row = g_ptr_array_index (before, i);

      if (tie_row_list_find (self, tie_pair_row_get_id (row)) == row)
        continue;
      part (row);
      note (self, self->gone, row);
    }

  has_moved = head + tail < before->len || head + tail < self->rows->len;
  if (has_moved)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail, self->rows->len - head - tail);
  return has_new_words || has_moved;
}

static guint
find_place (TieRowList *self,
            TieRowText *text)
{
  guint low = 0;
  guint high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tie_row_text_compare (tie_pair_row_get_text (g_ptr_array_index (self->rows, middle)), text) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

TiePairRow *
tie_row_list_put (TieRowList *self,
                  TieRowText *text)
{
  TiePairRow *row;
  guint place;

  g_return_val_if_fail (TIE_IS_ROW_LIST (self), NULL);

  row = tie_row_list_find (self, tie_row_text_get (text, TIE_ROW_TEXT_ID));
  if (row == NULL)
    {
      row = tie_pair_row_new (text);
      note (self, self->changed, row);
      place = find_place (self, text);
      g_ptr_array_insert (self->rows, (int) place, row);
      g_hash_table_insert (self->by_id, (char *) tie_pair_row_get_id (row), row);
      rank_from (self, place);
      g_list_model_items_changed (G_LIST_MODEL (self), place, 0, 1);
    }
  else if (tie_row_text_compare (tie_pair_row_get_text (row), text) == 0)
    {
      g_hash_table_remove (self->by_id, tie_pair_row_get_id (row));
      if (tie_pair_row_set_text (row, text))
        note (self, self->changed, row);
      g_hash_table_insert (self->by_id, (char *) tie_pair_row_get_id (row), row);
    }
  else /* another name, so another place: it leaves and comes back as the same object */
    {
      guint from = tie_pair_row_get_rank (row);

      g_hash_table_remove (self->by_id, tie_pair_row_get_id (row));
      g_object_ref (row);
      g_ptr_array_remove_index (self->rows, from);
      tie_pair_row_set_text (row, text);
      note (self, self->changed, row);
      place = find_place (self, text);
      g_ptr_array_insert (self->rows, (int) place, row);
      g_hash_table_insert (self->by_id, (char *) tie_pair_row_get_id (row), row);
      rank_from (self, MIN (from, place));
      g_list_model_items_changed (G_LIST_MODEL (self), MIN (from, place), MAX (from, place) - MIN (from, place) + 1, MAX (from, place) - MIN (from, place) + 1);
    }
  return row;
}
