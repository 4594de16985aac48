/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-filter-list"
#include "config.h"

#include "ui/tie-filter-list.h"

/* So many items are looked at before the next frame; of a longer list only until a screen is filled, with the rows that a
 * view keeps above and below it. */
#define FIRST_ITEMS 25000
#define FIRST_MATCHES 256
/* And so many in each turn of an idle main loop. */
#define ITEMS_A_TURN 8000

struct _TieFilterList
{
  GObject parent_instance;

  GListModel *model; /* (owned) */
  GtkFilter *filter; /* (owned) */
  GArray *matches;   /* (owned), element guint, ascending: positions in the model.  Views ask for items by the thousand, and
                      * the n-th one of a GtkBitset has to be counted each time. */
  guint n_seen;      /* items of the model that were looked at: always its head */
  guint idle;        /* 0: all of them were */
};

static GType
tie_filter_list_get_item_type (GListModel *list)
{
  return g_list_model_get_item_type (TIE_FILTER_LIST (list)->model);
}

static guint
tie_filter_list_get_n_items (GListModel *list)
{
  return TIE_FILTER_LIST (list)->matches->len;
}

static gpointer
tie_filter_list_get_item (GListModel *list,
                          guint position)
{
  TieFilterList *self = TIE_FILTER_LIST (list);

  return position < self->matches->len ? g_list_model_get_item (self->model, g_array_index (self->matches, guint, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tie_filter_list_get_item_type;
  iface->get_n_items = tie_filter_list_get_n_items;
  iface->get_item = tie_filter_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieFilterList, tie_filter_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_PENDING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* How many matches stand before that position of the model. */
static guint
count_before (TieFilterList *self,
              guint position)
{
  guint low = 0;
  guint high = self->matches->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->matches, guint, middle) < position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Looks at items until it has seen n_items or found n_matches, which it adds to matches; gives where it stopped. */
static guint
look (TieFilterList *self,
      GArray *matches,
      guint first,
      guint n_items,
      guint n_matches)
{
  gboolean is_asked = gtk_filter_get_strictness (self->filter) != GTK_FILTER_MATCH_ALL;
  guint position;

  for (position = first; position < first + n_items && n_matches > 0; position++)
    {
      g_autoptr (GObject) item = is_asked ? g_list_model_get_item (self->model, position) : NULL;

      if (is_asked && !gtk_filter_match (self->filter, item))
        continue;
      g_array_append_val (matches, position);
      n_matches--;
    }
  return position;
}

static void
look_on (TieFilterList *self,
         guint n_items,
         guint n_matches)
{
  if (gtk_filter_get_strictness (self->filter) == GTK_FILTER_MATCH_ALL)
    n_items = n_matches = G_MAXUINT;
  self->n_seen = look (self, self->matches, self->n_seen, MIN (n_items, tie_filter_list_get_pending (self)), n_matches);
}

static gboolean
look_on_cb (gpointer user_data)
{
  TieFilterList *self = user_data;
  guint position = tie_filter_list_get_n_items (G_LIST_MODEL (self));
  guint added;
  gboolean is_through;

  look_on (self, ITEMS_A_TURN, G_MAXUINT);
  added = tie_filter_list_get_n_items (G_LIST_MODEL (self)) - position;
  is_through = tie_filter_list_get_pending (self) == 0;
  if (is_through)
    self->idle = 0;
  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
  return is_through ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/* The idle source runs exactly as long as something is pending. */
static void
update_pending (TieFilterList *self)
{
  gboolean is_pending = tie_filter_list_get_pending (self) > 0;

  if (is_pending && self->idle == 0)
    self->idle = g_idle_add (look_on_cb, self);
  else if (!is_pending)
    g_clear_handle_id (&self->idle, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

/* From that position of the model on everything is to be looked at again. */
static void
start_again (TieFilterList *self,
             guint first)
{
  guint size = tie_filter_list_get_n_items (G_LIST_MODEL (self));
  guint position = count_before (self, first);

  g_array_set_size (self->matches, position);
  self->n_seen = first;
  look_on (self, FIRST_ITEMS, tie_filter_list_get_pending (self) > FIRST_ITEMS ? FIRST_MATCHES : G_MAXUINT);
  update_pending (self);
  if (size > position || tie_filter_list_get_n_items (G_LIST_MODEL (self)) > position)
    g_list_model_items_changed (G_LIST_MODEL (self), position, size - position, tie_filter_list_get_n_items (G_LIST_MODEL (self)) - position);
}

static void
filter_changed_cb (TieFilterList *self)
{
  start_again (self, 0);
}

static void
model_changed_cb (TieFilterList *self,
                  guint position,
                  guint removed,
                  guint added)
{
  guint before = count_before (self, position);
  guint n_removed = count_before (self, position + removed) - before;
  g_autoptr (GArray) new_matches = NULL;

  if (position > self->n_seen || (position == self->n_seen && self->idle != 0))
    {
      update_pending (self);
      return;
    }
  if (position + removed > self->n_seen || added > FIRST_ITEMS)
    {
      /* The old positions serve to count what goes, and nothing behind this one is kept. */
      start_again (self, position);
      return;
    }
  new_matches = g_array_new (FALSE, FALSE, sizeof (guint));
  look (self, new_matches, position, added, G_MAXUINT);
  if (n_removed > 0)
    g_array_remove_range (self->matches, before, n_removed);
  for (guint i = before; i < self->matches->len; i++)
    g_array_index (self->matches, guint, i) += added - removed;
  if (new_matches->len > 0)
    g_array_insert_vals (self->matches, before, new_matches->data, new_matches->len);
  self->n_seen += added - removed;
  if (n_removed > 0 || new_matches->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, n_removed, new_matches->len);
  update_pending (self);
}

static void
tie_filter_list_get_property (GObject *object,
                              guint prop_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  g_value_set_uint (value, tie_filter_list_get_pending (TIE_FILTER_LIST (object)));
}

static void
tie_filter_list_dispose (GObject *object)
{
  TieFilterList *self = TIE_FILTER_LIST (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->filter != NULL)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  G_OBJECT_CLASS (tie_filter_list_parent_class)->dispose (object);
}

static void
tie_filter_list_finalize (GObject *object)
{
  TieFilterList *self = TIE_FILTER_LIST (object);

  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_array_unref (self->matches);
  G_OBJECT_CLASS (tie_filter_list_parent_class)->finalize (object);
}

static void
tie_filter_list_class_init (TieFilterListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tie_filter_list_get_property;
  object_class->dispose = tie_filter_list_dispose;
  object_class->finalize = tie_filter_list_finalize;

  properties[PROP_PENDING] = g_param_spec_uint ("pending", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_filter_list_init (TieFilterList *self)
{
  self->matches = g_array_new (FALSE, FALSE, sizeof (guint));
}

TieFilterList *
tie_filter_list_new (GListModel *model,
                     GtkFilter *filter)
{
  TieFilterList *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);
  g_return_val_if_fail (GTK_IS_FILTER (filter), NULL);

  self = g_object_new (TIE_TYPE_FILTER_LIST, NULL);
  self->model = g_object_ref (model);
  self->filter = g_object_ref (filter);
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (model_changed_cb), self);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (filter_changed_cb), self);
  start_again (self, 0);
  return self;
}

guint
tie_filter_list_get_pending (TieFilterList *self)
{
  g_return_val_if_fail (TIE_IS_FILTER_LIST (self), 0);

  return g_list_model_get_n_items (self->model) - self->n_seen;
}
