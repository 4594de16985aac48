/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-contact-list"
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/tie-error.h"
#include "store/tie-connection-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "ui/tie-contact-list.h"

struct _TieContactList
{
  GObject parent_instance;

  TieStore *store;    /* (owned) */
  GPtrArray *rows;    /* (owned), element TieContactRow */
  GCancellable *gone; /* (owned) */
  char *problem;      /* (owned) (nullable) */
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
  return TIE_TYPE_CONTACT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return TIE_CONTACT_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  TieContactList *self = TIE_CONTACT_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieContactList, tie_contact_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef struct
{
  GPtrArray *rows; /* (owned) */
} LoadData;

static void
load_data_free (LoadData *data)
{
  g_clear_pointer (&data->rows, g_ptr_array_unref);
  g_free (data);
}

typedef struct
{
  char *key;          /* (owned): collation key of the name */
  TieContactRow *row; /* (owned) */
} Sortable;

static int
compare_sortables (gconstpointer a,
                   gconstpointer b)
{
  const Sortable *left = a;
  const Sortable *right = b;
  int order = strcmp (left->key, right->key);

  /* Namesakes always stand in the same order. */
  return order != 0 ? order : strcmp (tie_contact_row_get_id (left->row), tie_contact_row_get_id (right->row));
}

static void
sort_rows (GPtrArray *rows)
{
  g_autofree Sortable *sortables = NULL;

  if (rows->len == 0)
    return;
  sortables = g_new (Sortable, rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      TieContactRow *row = g_ptr_array_index (rows, i);

      sortables[i] = (Sortable){ g_utf8_collate_key (tie_contact_row_get_name (row), -1), row };
    }
  qsort (sortables, rows->len, sizeof (Sortable), compare_sortables);
  for (guint i = 0; i < rows->len; i++)
    {
      rows->pdata[i] = sortables[i].row;
      g_free (sortables[i].key);
    }
}

/* Local id to remote id, customers and vendors together: a contact has one kind. */
static GHashTable *
read_links (TieDb *db,
            GError **error)
{
  g_autoptr (GHashTable) links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *local_error = NULL;
  g_autoptr (TieConnection) connection = tie_connection_table_get_active (db, &local_error);
  const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  for (guint i = 0; connection != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) list = tie_link_table_list (db, connection->id, kinds[i], error);

      if (list == NULL)
        return NULL;
      for (guint j = 0; j < list->len; j++)
        {
          const TieLink *link = g_ptr_array_index (list, j);

          g_hash_table_insert (links, g_strdup (link->local_id), g_strdup (link->remote_id));
        }
    }
  return g_steal_pointer (&links);
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;
  g_autoptr (GHashTable) links = read_links (db, error);
  g_autoptr (GPtrArray) types = links != NULL ? tie_record_table_list (db, TIE_TYPE_CONTACT_TYPE, error) : NULL;
  g_autoptr (GPtrArray) contacts = types != NULL ? tie_record_table_list (db, TIE_TYPE_CONTACT, error) : NULL;
  g_autoptr (GHashTable) types_by_id = g_hash_table_new (g_str_hash, g_str_equal);

  if (contacts == NULL)
    return FALSE;
  for (guint i = 0; i < types->len; i++)
    g_hash_table_insert (types_by_id, (gpointer) tie_record_get_id (g_ptr_array_index (types, i)), g_ptr_array_index (types, i));

  data->rows = g_ptr_array_new_full (contacts->len, g_object_unref);
  for (guint i = 0; i < contacts->len; i++)
    {
      TieRecord *contact = g_ptr_array_index (contacts, i);
      const char *type = tie_record_get_text (contact, TIE_CONTACT_TYPE_ID);

      g_ptr_array_add (data->rows, tie_contact_row_new (TIE_CONTACT (contact),
                                                        type != NULL ? g_hash_table_lookup (types_by_id, type) : NULL,
                                                        g_hash_table_lookup (links, tie_record_get_id (contact))));
    }
  sort_rows (data->rows);
  return TRUE;
}

/* A field was edited: the same contacts at the same places.  The rows take their new texts and stay where they are, with
 * selection, focus and scrolling. */
static gboolean
take_texts (TieContactList *self,
            GPtrArray *rows,
            guint head,
            guint n)
{
  for (guint i = head; i < head + n; i++)
    {
      if (!tie_contact_row_stays_listed (g_ptr_array_index (self->rows, i), g_ptr_array_index (rows, i)))
        return FALSE;
    }
  for (guint i = head; i < head + n; i++)
    tie_contact_row_take (g_ptr_array_index (self->rows, i), g_ptr_array_index (rows, i));
  return TRUE;
}

/* Takes over the new rows; what is alike at both ends keeps its objects and is not announced. */
static void
take_rows (TieContactList *self,
           GPtrArray *rows)
{
  guint head = 0;
  guint tail = 0;
  guint shorter = MIN (self->rows->len, rows->len);
  guint removed;
  guint added;
  g_autoptr (GPtrArray) old = NULL;

  while (head < shorter && tie_contact_row_equal (g_ptr_array_index (self->rows, head), g_ptr_array_index (rows, head)))
    head++;
  while (tail < shorter - head
         && tie_contact_row_equal (g_ptr_array_index (self->rows, self->rows->len - 1 - tail), g_ptr_array_index (rows, rows->len - 1 - tail)))
    tail++;
  removed = self->rows->len - head - tail;
  added = rows->len - head - tail;
  if (removed == added && take_texts (self, rows, head, removed)) /* nothing changed: n is 0 */
    return;

  for (guint i = 0; i < head; i++)
    g_set_object ((GObject **) &rows->pdata[i], self->rows->pdata[i]);
  for (guint i = 1; i <= tail; i++)
    g_set_object ((GObject **) &rows->pdata[rows->len - i], self->rows->pdata[self->rows->len - i]);
  old = self->rows; /* lives until everybody was told */
  self->rows = g_ptr_array_ref (rows);
  g_list_model_items_changed (G_LIST_MODEL (self), head, removed, added);
}

static void load (TieContactList *self);

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieContactList) self = TIE_CONTACT_LIST (user_data);
  g_autoptr (GError) error = NULL;
  const LoadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (data != NULL)
    take_rows (self, data->rows);
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
load (TieContactList *self)
{
  if (self->is_loading)
    {
      self->is_stale = TRUE;
      return;
    }
  self->is_loading = TRUE;
  self->is_stale = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
  tie_store_run_async (self->store, TIE_STORE_READ, load_func, g_new0 (LoadData, 1), (GDestroyNotify) load_data_free,
                       self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieContactList *self,
                  guint areas)
{
  if (areas & (TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LINKS | TIE_STORE_AREA_CONNECTION))
    load (self);
}

static void
tie_contact_list_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  TieContactList *self = TIE_CONTACT_LIST (object);

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
tie_contact_list_dispose (GObject *object)
{
  TieContactList *self = TIE_CONTACT_LIST (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (tie_contact_list_parent_class)->dispose (object);
}

static void
tie_contact_list_finalize (GObject *object)
{
  TieContactList *self = TIE_CONTACT_LIST (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->gone);
  g_free (self->problem);
  G_OBJECT_CLASS (tie_contact_list_parent_class)->finalize (object);
}

static void
tie_contact_list_class_init (TieContactListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_contact_list_get_property;
  object_class->dispose = tie_contact_list_dispose;
  object_class->finalize = tie_contact_list_finalize;
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_contact_list_init (TieContactList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_cancellable_new ();
}

TieContactList *
tie_contact_list_new (TieStore *store)
{
  TieContactList *self;

  g_return_val_if_fail (TIE_IS_STORE (store), NULL);

  self = g_object_new (TIE_TYPE_CONTACT_LIST, NULL);
  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

gboolean
tie_contact_list_get_is_loading (TieContactList *self)
{
  g_return_val_if_fail (TIE_IS_CONTACT_LIST (self), FALSE);

  return self->is_loading;
}

const char *
tie_contact_list_get_problem (TieContactList *self)
{
  g_return_val_if_fail (TIE_IS_CONTACT_LIST (self), NULL);

  return self->problem;
}

guint
tie_contact_list_find (TieContactList *self,
                       const char *id)
{
  g_return_val_if_fail (TIE_IS_CONTACT_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_strcmp0 (tie_contact_row_get_id (g_ptr_array_index (self->rows, i)), id) == 0)
        return i;
    }
  return G_MAXUINT;
}
