/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-pick-list"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "store/tie-pick-table.h"
#include "ui/tie-pick-list.h"

/* What a reader of the caller's needs; a reading that is on its way may outlive the list. */
typedef struct
{
  gpointer data;
  GDestroyNotify destroy;
} Source;

struct _TiePickList
{
  GObject parent_instance;

  TieStore *store;     /* (owned) */
  GType types[2];      /* the second may be G_TYPE_INVALID */
  guint areas;         /* of the store, that it follows */
  TiePickRead read;    /* NULL: the kinds above are read */
  Source *source;      /* (owned) (nullable): of read */
  GStringChunk *texts; /* (owned) (nullable): of the items */
  GArray *items;       /* (owned) (nullable), element TiePickItem: NULL until read */
  GHashTable *by_id;   /* (owned) (nullable): id to TiePickItem of items */
  GCancellable *gone;  /* (owned) */
  guint is_loading : 1;
  guint is_stale : 1; /* changed while it was being read */
};

G_DEFINE_FINAL_TYPE (TiePickList, tie_pick_list, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GType types[2];
  GType type; /* that is being read */
  TiePickRead read;
  Source *source; /* (owned) (nullable) */
  GStringChunk *texts;
  GArray *items;
} LoadData;

static void
source_clear (gpointer data)
{
  Source *source = data;

  if (source->destroy != NULL)
    source->destroy (source->data);
}

static void
source_unref (Source *source)
{
  g_atomic_rc_box_release_full (source, source_clear);
}

static void
load_data_free (LoadData *data)
{
  g_clear_pointer (&data->source, source_unref);
  g_clear_pointer (&data->texts, g_string_chunk_free);
  g_clear_pointer (&data->items, g_array_unref);
  g_free (data);
}

static void
add_row (const TiePickRow *row,
         gpointer user_data)
{
  LoadData *data = user_data;
  g_autofree char *all = g_strjoin (" ", row->code, row->detail, row->also, NULL);
  g_autofree char *key = tie_text_fold (all);
  TiePickItem item = {
    g_string_chunk_insert (data->texts, row->id),
    g_string_chunk_insert (data->texts, row->code),
    g_string_chunk_insert_const (data->texts, row->detail),
    g_string_chunk_insert_const (data->texts, row->owner),
    g_string_chunk_insert (data->texts, key),
    data->type,
    row->is_archived,
  };

  g_array_append_val (data->items, item);
}

static gboolean
load_func (TieDb *db,
           gpointer user_data,
           GError **error)
{
  LoadData *data = user_data;

  data->texts = g_string_chunk_new (64 * 1024);
  data->items = g_array_new (FALSE, FALSE, sizeof (TiePickItem));
  if (data->read != NULL)
    return data->read (db, data->source->data, add_row, data, error);
  for (guint i = 0; i < G_N_ELEMENTS (data->types) && data->types[i] != G_TYPE_INVALID; i++)
    {
      data->type = data->types[i];
      if (!tie_pick_table_read (db, data->type, add_row, data, error))
        return FALSE;
    }
  return TRUE;
}

static void
clear (TiePickList *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

static void
take (TiePickList *self,
      LoadData *data)
{
  clear (self);
  self->texts = g_steal_pointer (&data->texts);
  self->items = g_steal_pointer (&data->items);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->items->len; i++)
    {
      TiePickItem *item = &g_array_index (self->items, TiePickItem, i);

      g_hash_table_insert (self->by_id, (gpointer) item->id, item);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void load (TiePickList *self);

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TiePickList) self = TIE_PICK_LIST (user_data);
  g_autoptr (GError) error = NULL;
  LoadData *data = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  self->is_loading = FALSE;
  if (data != NULL)
    take (self, data);
  else
    g_warning ("What a field completes to could not be read: %s", error->message);
  if (self->is_stale)
    load (self);
}

static void
load (TiePickList *self)
{
  LoadData *data;

  self->is_stale = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  data = g_new0 (LoadData, 1);
  memcpy (data->types, self->types, sizeof data->types);
  data->read = self->read;
  data->source = self->source != NULL ? g_atomic_rc_box_acquire (self->source) : NULL;
  tie_store_run_async (self->store, TIE_STORE_READ, load_func, data, (GDestroyNotify) load_data_free, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TiePickList *self,
                  guint areas)
{
  if ((areas & self->areas) != 0)
    load (self);
}

static void
tie_pick_list_dispose (GObject *object)
{
  TiePickList *self = TIE_PICK_LIST (object);

  g_cancellable_cancel (self->gone);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (tie_pick_list_parent_class)->dispose (object);
}

static void
tie_pick_list_finalize (GObject *object)
{
  TiePickList *self = TIE_PICK_LIST (object);

  clear (self);
  g_clear_pointer (&self->source, source_unref);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_pick_list_parent_class)->finalize (object);
}

static void
tie_pick_list_class_init (TiePickListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tie_pick_list_dispose;
  object_class->finalize = tie_pick_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", TIE_TYPE_PICK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tie_pick_list_init (TiePickList *self)
{
  self->gone = g_cancellable_new ();
}

static TiePickList *
make (TieStore *store,
      guint areas)
{
  TiePickList *self = g_object_new (TIE_TYPE_PICK_LIST, NULL);

  self->store = g_object_ref (store);
  self->areas = areas;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

TiePickList *
tie_pick_list_new (TieStore *store,
                   GType type,
                   GType also)
{
  TiePickList *self;

  g_return_val_if_fail (TIE_IS_STORE (store), NULL);

  self = make (store, TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LISTS | TIE_STORE_AREA_PROJECTS);
  self->types[0] = type;
  self->types[1] = also;
  load (self);
  return self;
}

TiePickList *
tie_pick_list_new_for (TieStore *store,
                       guint areas,
                       TiePickRead read,
                       gpointer data,
                       GDestroyNotify destroy)
{
  TiePickList *self;

  g_return_val_if_fail (TIE_IS_STORE (store), NULL);
  g_return_val_if_fail (read != NULL, NULL);

  self = make (store, areas);
  self->read = read;
  self->source = g_atomic_rc_box_new (Source);
  self->source->data = data;
  self->source->destroy = destroy;
  load (self);
  return self;
}

gboolean
tie_pick_list_get_is_loaded (TiePickList *self)
{
  g_return_val_if_fail (TIE_IS_PICK_LIST (self), FALSE);

  return self->items != NULL;
}

void
tie_pick_list_foreach (TiePickList *self,
                       TiePickListFunc func,
                       gpointer user_data)
{
  g_return_if_fail (TIE_IS_PICK_LIST (self));

  for (guint i = 0; self->items != NULL && i < self->items->len; i++)
    {
      const TiePickItem *item = &g_array_index (self->items, TiePickItem, i);

      if (!item->is_archived)
        func (item, user_data);
    }
}

const TiePickItem *
tie_pick_list_find (TiePickList *self,
                    const char *id)
{
  g_return_val_if_fail (TIE_IS_PICK_LIST (self), NULL);

  return self->by_id != NULL && id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

typedef enum
{
  RANK_NONE,
  RANK_HOLDS,
  RANK_WORD,
  RANK_BEGINS,
} Rank;

/* What of the key answers the words: its beginning, the beginning of one of its words, or anything in it. */
static Rank
rank_key (const char *key,
          char **words)
{
  Rank rank = RANK_BEGINS;

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *at = strstr (key, words[i]);
      Rank this = RANK_HOLDS;

      if (at == NULL)
        return RANK_NONE;
      if (at == key)
        this = RANK_BEGINS;
      while (this == RANK_HOLDS && at != NULL)
        {
          if (at[-1] == ' ')
            this = RANK_WORD;
          else
            at = strstr (at + 1, words[i]);
        }
      rank = i == 0 ? this : MIN (rank, MAX (this, RANK_WORD));
    }
  return rank;
}

static gboolean
is_offered (const TiePickItem *item,
            const char *owner)
{
  return !item->is_archived && (owner == NULL || g_str_equal (item->owner, owner));
}

GPtrArray *
tie_pick_list_search (TiePickList *self,
                      const char *typed,
                      const char *owner,
                      guint max)
{
  g_autofree char *folded = tie_text_fold (typed);
  g_auto (GStrv) words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  g_autoptr (GPtrArray) begin = g_ptr_array_new ();
  g_autoptr (GPtrArray) word = g_ptr_array_new ();
  g_autoptr (GPtrArray) hold = g_ptr_array_new ();
  GPtrArray *const found[] = { NULL, hold, word, begin };

  g_return_val_if_fail (TIE_IS_PICK_LIST (self), NULL);

  for (guint i = 0; self->items != NULL && i < self->items->len && begin->len < max; i++)
    {
      const TiePickItem *item = &g_array_index (self->items, TiePickItem, i);
      Rank rank = is_offered (item, owner) ? rank_key (item->key, words) : RANK_NONE;

      if (rank != RANK_NONE && found[rank]->len < max)
        g_ptr_array_add (found[rank], (gpointer) item);
    }
  g_ptr_array_extend (begin, word, NULL, NULL);
  g_ptr_array_extend (begin, hold, NULL, NULL);
  g_ptr_array_set_size (begin, (int) MIN (max, begin->len));
  return g_steal_pointer (&begin);
}

const TiePickItem *
tie_pick_list_find_exact (TiePickList *self,
                          const char *typed,
                          const char *owner)
{
  g_autofree char *folded = tie_text_fold (typed);
  gsize length = strlen (folded);
  const TiePickItem *found = NULL;

  g_return_val_if_fail (TIE_IS_PICK_LIST (self), NULL);

  for (guint i = 0; length > 0 && self->items != NULL && i < self->items->len; i++)
    {
      const TiePickItem *item = &g_array_index (self->items, TiePickItem, i);
      g_autofree char *code = NULL;

      if (!is_offered (item, owner) || strncmp (item->key, folded, length) != 0)
        continue;
      code = tie_text_fold (item->code);
      if (!g_str_equal (code, folded))
        continue;
      if (found != NULL)
        return NULL;
      found = item;
    }
  return found;
}
