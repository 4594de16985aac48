/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-list"
#include "config.h"

#include "sync/tie-sync-row-private.h"

#define AREAS (TIE_STORE_AREA_SETTINGS | TIE_STORE_AREA_CONTACTS | TIE_STORE_AREA_LISTS | TIE_STORE_AREA_REMOTES | TIE_STORE_AREA_LINKS | \
               TIE_STORE_AREA_OUTBOX | TIE_STORE_AREA_CONNECTION | TIE_STORE_AREA_DOCUMENTS)

struct _TieSyncList
{
  GObject parent_instance;

  TieCompany *company; /* (owned) */
  TieSyncGroup group;
  GPtrArray *rows;     /* (owned): TieSyncRow */
  GHashTable *by_id;   /* (owned): id, borrowed from the row → row, borrowed */
  GCancellable *gone;  /* (owned) */
  guint wait;          /* source: the next reading */
  gint64 took;         /* µs that the last one took */
  guint counts[TIE_SYNC_N_COUNTS];
  guint is_loading : 1;
  guint is_stale : 1; /* changed while it was being read */
};

/* Before it the counts, in their order. */
enum
{
  PROP_IS_LOADING = TIE_SYNC_N_COUNTS + 1,
  N_PROPS
};

enum
{
  LOADED,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return TIE_TYPE_SYNC_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return TIE_SYNC_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  TieSyncList *self = TIE_SYNC_LIST (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieSyncList, tie_sync_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
count (TieSyncList *self)
{
  guint counts[TIE_SYNC_N_COUNTS] = { 0 };

  tie_sync_rows_count (self->rows, counts);
  for (guint i = 0; i < TIE_SYNC_N_COUNTS; i++)
    {
      if (self->counts[i] == counts[i])
        continue;
      self->counts[i] = counts[i];
      g_object_notify_by_pspec (G_OBJECT (self), properties[i + 1]);
    }
}

/* The new rows in their order, each as the object that stood for the same record before; changed: a bit for each. */
static GPtrArray *
keep_objects (TieSyncList *self,
              GPtrArray *rows,
              gboolean *changed)
{
  GPtrArray *kept = g_ptr_array_new_full (rows->len, g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      TieSyncRow *row = rows->pdata[i];
      TieSyncRow *old = g_hash_table_lookup (self->by_id, tie_sync_row_get_id (row));

      changed[i] = old != NULL && !tie_sync_row_equal (old, row);
      if (changed[i])
        tie_sync_row_take (old, row);
      g_ptr_array_add (kept, g_object_ref (old != NULL ? old : row));
    }
  return kept;
}

/* Rows at the same places: each run of changed ones is announced by itself. */
static void
announce_changed (TieSyncList *self,
                  const gboolean *changed)
{
  for (guint i = 0; i < self->rows->len;)
    {
      guint end = i;

      while (end < self->rows->len && changed[end])
        end++;
      if (end > i)
        g_list_model_items_changed (G_LIST_MODEL (self), i, end - i, end - i);
      i = MAX (end, i + 1);
    }
}

static void
take_rows (TieSyncList *self,
           GPtrArray *rows)
{
  g_autofree gboolean *changed = g_new0 (gboolean, rows->len + 1);
  g_autoptr (GPtrArray) old = self->rows; /* lives until everybody was told */
  g_autoptr (GPtrArray) kept = keep_objects (self, rows, changed);
  guint shorter = MIN (old->len, kept->len);
  guint head = 0;
  guint tail = 0;

  g_hash_table_remove_all (self->by_id);
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_insert (self->by_id, (gpointer) tie_sync_row_get_id (kept->pdata[i]), kept->pdata[i]);
  while (head < shorter && old->pdata[head] == kept->pdata[head])
    head++;
  self->rows = g_ptr_array_ref (kept);
  if (head == old->len && head == kept->len)
    {
      announce_changed (self, changed);
      return;
    }
  /* What changed at either end belongs to what is announced. */
  for (guint i = 0; i < head; i++)
    {
      if (changed[i])
        head = i;
    }
  while (tail < shorter - head && old->pdata[old->len - 1 - tail] == kept->pdata[kept->len - 1 - tail] && !changed[kept->len - 1 - tail])
    tail++;
  g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, kept->len - head - tail);
}

static void load (TieSyncList *self);

static gboolean
waited_cb (gpointer user_data)
{
  TieSyncList *self = user_data;

  self->wait = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

/* While a run writes one batch after the other, a long list is not read after each: as long as a reading takes, nothing
 * begins anew. */
static void
load_soon (TieSyncList *self)
{
  if (self->is_loading)
    self->is_stale = TRUE;
  if (self->is_loading || self->wait != 0)
    return;
  self->wait = g_timeout_add ((guint) MIN (self->took / 1000, 5000), waited_cb, self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (TieSyncList) self = TIE_SYNC_LIST (user_data);
  g_autoptr (GError) error = NULL;
  const TieSyncListJob *job = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (job != NULL)
    {
      self->took = g_get_monotonic_time () - job->began;
      take_rows (self, job->rows);
      count (self);
    }
  self->is_loading = FALSE;
  if (self->is_stale)
    {
      self->is_stale = FALSE;
      load_soon (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
  if (job != NULL)
    g_signal_emit (self, signals[LOADED], 0);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
load (TieSyncList *self)
{
  TieSyncListJob *job;

  if (self->is_loading)
    {
      self->is_stale = TRUE;
      return;
    }
  g_clear_handle_id (&self->wait, g_source_remove);
  self->is_loading = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
  job = tie_sync_list_job_new (self->group);
  job->state = tie_company_get_state (self->company);
  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_READ, tie_sync_list_job_read, job, tie_sync_list_job_free, self->gone, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (TieSyncList *self,
                  guint areas)
{
  if ((areas & AREAS) != 0)
    load_soon (self);
}

static void
tie_sync_list_get_property (GObject *object,
                            guint prop_id,
                            GValue *value,
                            GParamSpec *pspec)
{
  TieSyncList *self = TIE_SYNC_LIST (object);

  if (prop_id == PROP_IS_LOADING)
    g_value_set_boolean (value, tie_sync_list_get_is_loading (self));
  else if (prop_id < PROP_IS_LOADING)
    g_value_set_uint (value, self->counts[prop_id - 1]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
tie_sync_list_dispose (GObject *object)
{
  TieSyncList *self = TIE_SYNC_LIST (object);

  g_cancellable_cancel (self->gone);
  g_clear_handle_id (&self->wait, g_source_remove);
  g_clear_object (&self->company);
  G_OBJECT_CLASS (tie_sync_list_parent_class)->dispose (object);
}

static void
tie_sync_list_finalize (GObject *object)
{
  TieSyncList *self = TIE_SYNC_LIST (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->gone);
  G_OBJECT_CLASS (tie_sync_list_parent_class)->finalize (object);
}

static void
tie_sync_list_class_init (TieSyncListClass *klass)
{
  static const char *const names[] = { "n-ready", "n-blocked", "n-conflicts", "n-attention", "n-exported", "n-done-today" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_sync_list_get_property;
  object_class->dispose = tie_sync_list_dispose;
  object_class->finalize = tie_sync_list_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    properties[i + 1] = g_param_spec_uint (names[i], NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
tie_sync_list_init (TieSyncList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->gone = g_cancellable_new ();
}

TieSyncList *
tie_sync_list_new (TieCompany *company,
                   TieSyncGroup group)
{
  TieSyncList *self;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);
  g_return_val_if_fail (group > 0 && group < TIE_SYNC_N_GROUPS, NULL);

  g_type_ensure (TIE_TYPE_SYNC_ROW); /* rows are made on the store's thread */
  self = g_object_new (TIE_TYPE_SYNC_LIST, NULL);
  self->company = g_object_ref (company);
  self->group = group;
  g_signal_connect_object (tie_company_get_store (company), "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (company, "notify::state", G_CALLBACK (load_soon), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

TieSyncGroup
tie_sync_list_get_group (TieSyncList *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_LIST (self), 0);

  return self->group;
}

TieSyncRow *
tie_sync_list_find (TieSyncList *self,
                    const char *id)
{
  g_return_val_if_fail (TIE_IS_SYNC_LIST (self), NULL);

  return g_hash_table_lookup (self->by_id, id);
}

guint
tie_sync_list_get_n_ready (TieSyncList *self)
{
  return self->counts[TIE_SYNC_COUNT_READY];
}

guint
tie_sync_list_get_n_blocked (TieSyncList *self)
{
  return self->counts[TIE_SYNC_COUNT_BLOCKED];
}

guint
tie_sync_list_get_n_conflicts (TieSyncList *self)
{
  return self->counts[TIE_SYNC_COUNT_CONFLICTS];
}

guint
tie_sync_list_get_n_attention (TieSyncList *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_LIST (self), 0);

  return self->counts[TIE_SYNC_COUNT_ATTENTION];
}

guint
tie_sync_list_get_n_exported (TieSyncList *self)
{
  return self->counts[TIE_SYNC_COUNT_EXPORTED];
}

guint
tie_sync_list_get_n_done_today (TieSyncList *self)
{
  return self->counts[TIE_SYNC_COUNT_DONE_TODAY];
}

gboolean
tie_sync_list_get_is_loading (TieSyncList *self)
{
  g_return_val_if_fail (TIE_IS_SYNC_LIST (self), FALSE);

  return self->is_loading || self->wait != 0;
}

void
tie_sync_list_reload (TieSyncList *self)
{
  g_return_if_fail (TIE_IS_SYNC_LIST (self));

  load (self);
}
