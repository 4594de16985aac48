/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-import-list"
#include "config.h"

#include "exchange/tie-import-list.h"
#include "exchange/tie-import-row-private.h"

struct _TieImportList
{
  GObject parent_instance;

  TieImportRows *rows; /* (owned) (nullable): NULL before the first review */
  GHashTable *live;    /* (owned) index → TieImportRow that somebody holds (not owned) */
  guint n_checked;
};

enum
{
  PROP_N_CHECKED = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return TIE_TYPE_IMPORT_ROW;
}

static guint
get_n_items (GListModel *model)
{
  TieImportList *self = TIE_IMPORT_LIST (model);

  return self->rows != NULL ? self->rows->rows->len : 0;
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  TieImportList *self = TIE_IMPORT_LIST (model);
  gpointer key = GUINT_TO_POINTER (position);
  TieImportRow *row;

  if (position >= get_n_items (model))
    return NULL;
  row = g_hash_table_lookup (self->live, key);
  if (row != NULL)
    return g_object_ref (row);
  row = tie_import_row_new (self, self->rows, position);
  g_hash_table_insert (self->live, key, row);
  return row;
}

static void
model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieImportList, tie_import_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

static void
forget_live_rows (TieImportList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    tie_import_row_leave (row);
  g_hash_table_remove_all (self->live);
}

static void
tie_import_list_finalize (GObject *object)
{
  TieImportList *self = TIE_IMPORT_LIST (object);

  forget_live_rows (self);
  g_hash_table_unref (self->live);
  g_clear_pointer (&self->rows, tie_import_rows_unref);
  G_OBJECT_CLASS (tie_import_list_parent_class)->finalize (object);
}

static void
tie_import_list_get_property (GObject *object,
                              guint property_id,
                              GValue *value,
                              GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_N_CHECKED:
      g_value_set_uint (value, TIE_IMPORT_LIST (object)->n_checked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
tie_import_list_class_init (TieImportListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tie_import_list_finalize;
  object_class->get_property = tie_import_list_get_property;
  properties[PROP_N_CHECKED] = g_param_spec_uint ("n-checked", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_import_list_init (TieImportList *self)
{
  self->live = g_hash_table_new (NULL, NULL);
}

TieImportList *
tie_import_list_new (void)
{
  return g_object_new (TIE_TYPE_IMPORT_LIST, NULL);
}

static void
count_checked (TieImportList *self)
{
  guint n_checked = 0;

  for (guint i = 0; self->rows != NULL && i < self->rows->rows->len; i++)
    n_checked += tie_import_rows_get (self->rows, i)->is_checked;
  if (n_checked == self->n_checked)
    return;
  self->n_checked = n_checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CHECKED]);
}

void
tie_import_list_set_rows (TieImportList *self,
                          TieImportRows *rows)
{
  guint before;

  g_return_if_fail (TIE_IS_IMPORT_LIST (self));

  before = get_n_items (G_LIST_MODEL (self));
  forget_live_rows (self);
  g_clear_pointer (&self->rows, tie_import_rows_unref);
  self->rows = rows != NULL ? tie_import_rows_ref (rows) : NULL;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, get_n_items (G_LIST_MODEL (self)));
  count_checked (self);
}

TieImportRows *
tie_import_list_get_rows (TieImportList *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_LIST (self), NULL);

  return self->rows;
}

guint
tie_import_list_get_n_checked (TieImportList *self)
{
  g_return_val_if_fail (TIE_IS_IMPORT_LIST (self), 0);

  return self->n_checked;
}

static gboolean
set_checked (TieImportList *self,
             guint index,
             gboolean is_checked)
{
  TieImportRowData *data = tie_import_rows_get (self->rows, index);
  TieImportRow *row;

  if (!tie_import_rows_can_check (self->rows, index) || data->is_checked == is_checked)
    return FALSE;
  data->is_checked = is_checked;
  row = g_hash_table_lookup (self->live, GUINT_TO_POINTER (index));
  if (row != NULL)
    g_object_notify (G_OBJECT (row), "is-checked");
  return TRUE;
}

void
tie_import_list_set_checked (TieImportList *self,
                             guint index,
                             gboolean is_checked)
{
  g_return_if_fail (TIE_IS_IMPORT_LIST (self));
  g_return_if_fail (index < get_n_items (G_LIST_MODEL (self)));

  if (!set_checked (self, index, !!is_checked))
    return;
  self->n_checked += is_checked ? 1 : -1;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CHECKED]);
}

void
tie_import_list_check_all (TieImportList *self,
                           gboolean is_checked)
{
  guint n_items;

  g_return_if_fail (TIE_IS_IMPORT_LIST (self));

  n_items = get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    set_checked (self, i, !!is_checked);
  count_checked (self);
}

void
tie_import_list_forget (TieImportList *self,
                        guint index)
{
  g_hash_table_remove (self->live, GUINT_TO_POINTER (index));
}
