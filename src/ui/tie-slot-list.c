/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-slot-list"
#include "config.h"

#include "ui/tie-slot-list.h"

/* Slots are used again when at most so many rows come at once: all of them are looked at, here for those that stay and by the view
 * for where they went.  TieFilterList tells of no more, but when a filter is taken away. */
#define MOST_NEW 25000

struct _TieSlot
{
  GObject parent_instance;

  TieSlotList *list; /* (weak) (nullable): NULL when it is gone */
  GObject *item;     /* (owned) */
  gulong notify;     /* 0: nobody looks at it yet */
  guint position;    /* where the list gave it out last, as the rows have moved since */
  gboolean stays;    /* among the rows that come it was found again */
};

G_DEFINE_FINAL_TYPE (TieSlot, tie_slot, G_TYPE_OBJECT)

struct _TieSlotList
{
  GObject parent_instance;

  GtkSelectionModel *rows; /* (owned) */
  TieSlotListHeld held;
  gpointer data;
  GHashTable *slots; /* (owned) (element-type GObject TieSlot): of all slots that are alive, by item; no references */
  GQueue spare;      /* (element-type TieSlot) (owned): of rows that go, while the view is told of it */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
item_notify_cb (TieSlot *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch (TieSlot *self)
{
  if (self->notify == 0)
    self->notify = g_signal_connect_swapped (self->item, "notify", G_CALLBACK (item_notify_cb), self);
}

static void
let_go (TieSlot *self)
{
  if (self->notify != 0)
    g_clear_signal_handler (&self->notify, self->item);
  if (self->list != NULL)
    g_hash_table_remove (self->list->slots, self->item);
  g_clear_object (&self->item);
}

static void
tie_slot_finalize (GObject *object)
{
  let_go (TIE_SLOT (object));
  G_OBJECT_CLASS (tie_slot_parent_class)->finalize (object);
}

static void
tie_slot_class_init (TieSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_slot_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_SLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_slot_init (TieSlot *self)
{
}

/* The first time, somebody shows it: most slots are made only to be compared, and do without a handler. */
gpointer
tie_slot_get_item (TieSlot *self)
{
  g_return_val_if_fail (TIE_IS_SLOT (self), NULL);

  watch (self);
  return self->item;
}

static void
put (TieSlotList *self,
     TieSlot *slot,
     GObject *item)
{
  slot->list = self;
  slot->item = g_object_ref (item);
  g_hash_table_insert (self->slots, item, slot);
}

static GType
tie_slot_list_get_item_type (GListModel *list)
{
  return TIE_TYPE_SLOT;
}

static guint
tie_slot_list_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TIE_SLOT_LIST (list)->rows));
}

static gpointer
tie_slot_list_get_item (GListModel *list,
                        guint position)
{
  TieSlotList *self = TIE_SLOT_LIST (list);
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  TieSlot *slot = item != NULL ? g_hash_table_lookup (self->slots, item) : NULL;

  if (item == NULL)
    return NULL;
  if (slot != NULL)
    g_object_ref (slot);
  else if (!g_queue_is_empty (&self->spare))
    {
      slot = g_queue_pop_head (&self->spare);
      let_go (slot);
      put (self, slot, item);
      watch (slot);
      g_signal_emit (slot, signals[CHANGED], 0);
    }
  else
    {
      slot = g_object_new (TIE_TYPE_SLOT, NULL);
      put (self, slot, item);
    }
  slot->position = position;
  return slot;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tie_slot_list_get_item_type;
  iface->get_n_items = tie_slot_list_get_n_items;
  iface->get_item = tie_slot_list_get_item;
}

static gboolean
tie_slot_list_is_selected (GtkSelectionModel *model,
                           guint position)
{
  return gtk_selection_model_is_selected (TIE_SLOT_LIST (model)->rows, position);
}

static GtkBitset *
tie_slot_list_get_selection_in_range (GtkSelectionModel *model,
                                      guint position,
                                      guint n_items)
{
  return gtk_selection_model_get_selection_in_range (TIE_SLOT_LIST (model)->rows, position, n_items);
}

static gboolean
tie_slot_list_select_item (GtkSelectionModel *model,
                           guint position,
                           gboolean unselect_rest)
{
  return gtk_selection_model_select_item (TIE_SLOT_LIST (model)->rows, position, unselect_rest);
}

static gboolean
tie_slot_list_unselect_item (GtkSelectionModel *model,
                             guint position)
{
  return gtk_selection_model_unselect_item (TIE_SLOT_LIST (model)->rows, position);
}

static gboolean
tie_slot_list_select_range (GtkSelectionModel *model,
                            guint position,
                            guint n_items,
                            gboolean unselect_rest)
{
  return gtk_selection_model_select_range (TIE_SLOT_LIST (model)->rows, position, n_items, unselect_rest);
}

static gboolean
tie_slot_list_unselect_range (GtkSelectionModel *model,
                              guint position,
                              guint n_items)
{
  return gtk_selection_model_unselect_range (TIE_SLOT_LIST (model)->rows, position, n_items);
}

static gboolean
tie_slot_list_select_all (GtkSelectionModel *model)
{
  return gtk_selection_model_select_all (TIE_SLOT_LIST (model)->rows);
}

static gboolean
tie_slot_list_unselect_all (GtkSelectionModel *model)
{
  return gtk_selection_model_unselect_all (TIE_SLOT_LIST (model)->rows);
}

static gboolean
tie_slot_list_set_selection (GtkSelectionModel *model,
                             GtkBitset *selected,
                             GtkBitset *mask)
{
  return gtk_selection_model_set_selection (TIE_SLOT_LIST (model)->rows, selected, mask);
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = tie_slot_list_is_selected;
  iface->get_selection_in_range = tie_slot_list_get_selection_in_range;
  iface->select_item = tie_slot_list_select_item;
  iface->unselect_item = tie_slot_list_unselect_item;
  iface->select_range = tie_slot_list_select_range;
  iface->unselect_range = tie_slot_list_unselect_range;
  iface->select_all = tie_slot_list_select_all;
  iface->unselect_all = tie_slot_list_unselect_all;
  iface->set_selection = tie_slot_list_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieSlotList, tie_slot_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static int
compare_positions (gconstpointer a,
                   gconstpointer b,
                   gpointer data)
{
  guint x = ((const TieSlot *) a)->position;
  guint y = ((const TieSlot *) b)->position;

  return (x > y) - (x < y);
}

static void
mark_those_that_stay (TieSlotList *self,
                      guint position,
                      guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position + i);
      TieSlot *slot = g_hash_table_lookup (self->slots, item);

      if (slot != NULL)
        slot->stays = TRUE;
    }
}

/* The slots of rows that go, from top to bottom, and where the others stand now. */
static void
follow (TieSlotList *self,
        guint position,
        guint removed,
        guint added)
{
  gboolean can_spare = removed > 0 && added > 0 && added <= MOST_NEW;
  TieSlot *held = self->held (self->data);
  GHashTableIter iter;
  gpointer value;

  if (can_spare)
    mark_those_that_stay (self, position, added);
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      TieSlot *slot = value;

      if (slot->position >= position + removed)
        slot->position += added - removed;
      else if (can_spare && slot->position >= position && !slot->stays && slot != held)
        g_queue_push_tail (&self->spare, g_object_ref (slot));
      slot->stays = FALSE;
    }
  g_queue_sort (&self->spare, compare_positions, NULL);
}

static void
items_changed_cb (TieSlotList *self,
                  guint position,
                  guint removed,
                  guint added)
{
  follow (self, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_queue_clear_full (&self->spare, g_object_unref);
}

static void
tie_slot_list_dispose (GObject *object)
{
  TieSlotList *self = TIE_SLOT_LIST (object);

  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (tie_slot_list_parent_class)->dispose (object);
}

static void
tie_slot_list_finalize (GObject *object)
{
  TieSlotList *self = TIE_SLOT_LIST (object);
  GHashTableIter iter;
  gpointer slot;

  /* A view that goes may keep some a little longer. */
  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    ((TieSlot *) slot)->list = NULL;
  g_hash_table_unref (self->slots);
  G_OBJECT_CLASS (tie_slot_list_parent_class)->finalize (object);
}

static void
tie_slot_list_class_init (TieSlotListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_slot_list_dispose;
  object_class->finalize = tie_slot_list_finalize;
}

static void
tie_slot_list_init (TieSlotList *self)
{
  self->slots = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->spare);
}

TieSlotList *
tie_slot_list_new (GtkSelectionModel *rows,
                   TieSlotListHeld held,
                   gpointer data)
{
  TieSlotList *self;

  g_return_val_if_fail (GTK_IS_SELECTION_MODEL (rows), NULL);
  g_return_val_if_fail (held != NULL, NULL);

  self = g_object_new (TIE_TYPE_SLOT_LIST, NULL);
  self->rows = g_object_ref (rows);
  self->held = held;
  self->data = data;
  g_signal_connect_swapped (rows, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect_swapped (rows, "selection-changed", G_CALLBACK (gtk_selection_model_selection_changed), self);
  return self;
}

GtkSelectionModel *
tie_slot_list_get_rows (TieSlotList *self)
{
  g_return_val_if_fail (TIE_IS_SLOT_LIST (self), NULL);

  return self->rows;
}
