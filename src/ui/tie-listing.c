/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-listing"
#include "config.h"

#include "base/tie-error.h"
#include "ui/tie-listing.h"

/* Rows of a slice: more than any window shows, then as many as the store's thread reads in some hundredths of a second. */
#define FIRST_SLICE 150
#define SLICE 5000

struct _TieListing
{
  GObject parent_instance;

  TieStore *store;     /* (owned) */
  TieListingFunc func; /* or slice_func */
  TieListingSliceFunc slice_func;
  char *argument;      /* (owned) (nullable) */
  GPtrArray *rows;     /* (owned), element TieListRow */
  GPtrArray *incoming; /* (owned) (nullable): the new rows, while others are shown */
  GCancellable *gone;  /* (owned) */
  char *problem;       /* (owned) (nullable) */
  guint areas;
  guint is_loading : 1;
  guint is_stale : 1; /* changed while it was being read */
};

enum
{
  PROP_IS_LOADING = 1,
  PROP_PROBLEM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return TIE_TYPE_LIST_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return TIE_LISTING (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  TieListing *self = TIE_LISTING (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieListing, tie_listing, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef struct
{
  TieListingFunc func;
  TieListingSliceFunc slice_func;
  char *argument; /* (owned) (nullable) */
  char *after;    /* (owned) (nullable) */
  guint limit;
  GPtrArray *rows; /* (owned) (nullable) */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data->argument);
  g_free (data->after);
  g_free (data);
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;

  if (data->slice_func != NULL)
    data->rows = data->slice_func (db, data->argument, data->after, data->limit, error);
  else
    data->rows = data->func (db, data->argument, error);
  for (guint i = 0; data->rows != NULL && i < data->rows->len; i++)
    tie_list_row_pack (g_ptr_array_index (data->rows, i));
  return data->rows != NULL;
}

/* The new rows in their order, each as the object that stood for the same record before. */
static GPtrArray *
keep_objects (TieListing *self,
              GPtrArray *rows,
              guint head,
              guint tail)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *kept = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = head; i < self->rows->len - tail; i++)
    g_hash_table_insert (known, (gpointer) tie_list_row_get_id (g_ptr_array_index (self->rows, i)), g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < rows->len; i++)
    {
      TieListRow *row = g_ptr_array_index (rows, i);
      TieListRow *old;

      if (i < head)
        old = g_ptr_array_index (self->rows, i);
      else if (i >= rows->len - tail)
        old = g_ptr_array_index (self->rows, self->rows->len - (rows->len - i));
      else
        {
          /* No longer known: its id moves with its texts, and a record that moved between two slices comes twice. */
          old = g_hash_table_lookup (known, tie_list_row_get_id (row));
          if (old != NULL)
            g_hash_table_remove (known, tie_list_row_get_id (row));
          if (old != NULL && !tie_list_row_equal (old, row))
            tie_list_row_take (old, row);
        }
      g_ptr_array_add (kept, g_object_ref (old != NULL ? old : row));
    }
  return kept;
}

/* What is alike at both ends is not announced. */
static void
take_rows (TieListing *self,
           GPtrArray *rows)
{
  guint shorter = MIN (self->rows->len, rows->len);
  guint head = 0;
  guint tail = 0;
  guint removed;
  guint added;
  g_autoptr (GPtrArray) old = NULL;

  while (head < shorter && tie_list_row_equal (g_ptr_array_index (self->rows, head), g_ptr_array_index (rows, head)))
    head++;
  while (tail < shorter - head
         && tie_list_row_equal (g_ptr_array_index (self->rows, self->rows->len - 1 - tail), g_ptr_array_index (rows, rows->len - 1 - tail)))
    tail++;
  removed = self->rows->len - head - tail;
  added = rows->len - head - tail;
  if (removed == 0 && added == 0)
    return;
  old = self->rows; /* lives until everybody was told */
  self->rows = keep_objects (self, rows, head, tail);
  g_list_model_items_changed (G_LIST_MODEL (self), head, removed, added);
}

/* A list that grows is shown as it does; one that is there already stays until the new one is read. */
static void
take_slice (TieListing *self,
            GPtrArray *rows)
{
  GPtrArray *target = self->incoming != NULL ? self->incoming : self->rows;
  guint position = target->len;

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (target, g_object_ref (g_ptr_array_index (rows, i)));
  if (target == self->rows && rows->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 0, rows->len);
}

static void load (TieListing *self);
static void load_slice (TieListing *self, const char *after, guint limit);

static void
end_loading (TieListing *self,
             const GError *error)
{
  g_autoptr (GPtrArray) incoming = g_steal_pointer (&self->incoming);

  if (incoming != NULL && error == NULL)
    take_rows (self, incoming);
  self->is_loading = FALSE;
  g_free (self->problem);
  self->problem = error != NULL ? tie_error_get_sentence (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  if (self->is_stale)
    load (self);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieListing) self = TIE_LISTING (user_data);
  g_autoptr (GError) error = NULL;
  const LoadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (data != NULL && g_strcmp0 (data->argument, self->argument) != 0) /* it answers another question */
    {
      self->is_loading = FALSE;
      load (self);
      return;
    }
  if (data != NULL)
    take_slice (self, data->rows);
  if (data != NULL && data->slice_func != NULL && data->rows->len == data->limit)
    load_slice (self, tie_list_row_get_id (g_ptr_array_index (data->rows, data->rows->len - 1)), SLICE);
  else
    end_loading (self, error);
}

/* Each slice is a job of its own: what a person asks for meanwhile does not wait for the whole list.  What is written in
 * between makes the list stale. */
static void
load_slice (TieListing *self,
            const char *after,
            guint limit)
{
  LoadData *data = g_new0 (LoadData, 1);

  data->func = self->func;
  data->slice_func = self->slice_func;
  data->argument = g_strdup (self->argument);
  data->after = g_strdup (after);
  data->limit = limit;
  tie_store_run_async (self->store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, self->gone, loaded_cb, g_object_ref (self));
}

static void
load (TieListing *self)
{
  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
  g_clear_pointer (&self->incoming, g_ptr_array_unref);
  if (self->rows->len > 0)
    self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  load_slice (self, NULL, self->rows->len > 0 ? SLICE : FIRST_SLICE);
}

static void
store_changed_cb (TieListing *self,
                  guint areas)
{
  if ((areas & self->areas) != 0)
    load (self);
}

static void
tie_listing_get_property (GObject *object,
                          guint prop_id,
                          GValue *value,
                          GParamSpec *pspec)
{
  TieListing *self = TIE_LISTING (object);

  switch (prop_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_listing_dispose (GObject *object)
{
  TieListing *self = TIE_LISTING (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (tie_listing_parent_class)->dispose (object);
}

static void
tie_listing_finalize (GObject *object)
{
  TieListing *self = TIE_LISTING (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->incoming, g_ptr_array_unref);
  g_object_unref (self->gone);
  g_free (self->argument);
  g_free (self->problem);
  G_OBJECT_CLASS (tie_listing_parent_class)->finalize (object);
}

static void
tie_listing_class_init (TieListingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_listing_get_property;
  object_class->dispose = tie_listing_dispose;
  object_class->finalize = tie_listing_finalize;
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_listing_init (TieListing *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_cancellable_new ();
}

static TieListing *
create (TieStore *store,
        guint areas,
        TieListingFunc func,
        TieListingSliceFunc slice_func,
        const char *argument)
{
  TieListing *self = g_object_new (TIE_TYPE_LISTING, NULL);

  self->store = g_object_ref (store);
  self->areas = areas;
  self->func = func;
  self->slice_func = slice_func;
  self->argument = g_strdup (argument);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

TieListing *
tie_listing_new (TieStore *store,
                 guint areas,
                 TieListingFunc func,
                 const char *argument)
{
  g_return_val_if_fail (TIE_IS_STORE (store), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return create (store, areas, func, NULL, argument);
}

TieListing *
tie_listing_new_sliced (TieStore *store,
                        guint areas,
                        TieListingSliceFunc func,
                        const char *argument)
{
  g_return_val_if_fail (TIE_IS_STORE (store), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  return create (store, areas, NULL, func, argument);
}

void
tie_listing_set_argument (TieListing *self,
                          const char *argument)
{
  g_return_if_fail (TIE_IS_LISTING (self));

  if (g_strcmp0 (self->argument, argument) == 0)
    return;
  g_free (self->argument);
  self->argument = g_strdup (argument);
  load (self);
}

gboolean
tie_listing_get_is_loading (TieListing *self)
{
  g_return_val_if_fail (TIE_IS_LISTING (self), FALSE);

  return self->is_loading;
}

const char *
tie_listing_get_problem (TieListing *self)
{
  g_return_val_if_fail (TIE_IS_LISTING (self), NULL);

  return self->problem;
}

TieListRow *
tie_listing_find (TieListing *self,
                  const char *id)
{
  g_return_val_if_fail (TIE_IS_LISTING (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_strcmp0 (tie_list_row_get_id (g_ptr_array_index (self->rows, i)), id) == 0)
        return g_ptr_array_index (self->rows, i);
    }
  return NULL;
}
