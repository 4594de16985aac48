/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-row"
#include "config.h"

#include <gtk/gtk.h>

#include "base/tie-text.h"
#include "ui/tie-transfer-row.h"

struct _TieTransferRow
{
  GObject parent_instance;

  TieSyncRow *row; /* (owned) */
  char *key;       /* (owned) (nullable): made when first asked for */
  gboolean is_checked;
  gboolean is_sending;
};

G_DEFINE_FINAL_TYPE (TieTransferRow, tie_transfer_row, G_TYPE_OBJECT)

enum
{
  PROP_ROW = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

/* Of the model: the rows by id, and the list. */
#define ROWS_KEY "tie-transfer-rows"

static void
notify (TieTransferRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

/* What the list says of the record. */
static void
take_change (TieTransferRow *self)
{
  g_clear_pointer (&self->key, g_free);
  /* What went out is done.  What failed stays checked, so that trying again is one key. */
  if (tie_sync_row_is_exported (self->row) && !tie_sync_row_may_send (self->row))
    self->is_checked = FALSE;
  notify (self);
}

static void
tie_transfer_row_get_property (GObject *object,
                               guint prop_id,
                               GValue *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ROW:
      g_value_set_object (value, TIE_TRANSFER_ROW (object)->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_transfer_row_finalize (GObject *object)
{
  TieTransferRow *self = TIE_TRANSFER_ROW (object);

  g_object_unref (self->row);
  g_free (self->key);
  G_OBJECT_CLASS (tie_transfer_row_parent_class)->finalize (object);
}

static void
tie_transfer_row_class_init (TieTransferRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = tie_transfer_row_finalize;
  object_class->get_property = tie_transfer_row_get_property;
  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, TIE_TYPE_SYNC_ROW, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
tie_transfer_row_init (TieTransferRow *self)
{
}

TieSyncRow *
tie_transfer_row_get_row (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), NULL);

  return self->row;
}

const char *
tie_transfer_row_get_key (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), NULL);

  if (self->key == NULL)
    {
      g_autofree char *words = g_strjoin (" ", tie_sync_row_get_number (self->row), tie_sync_row_get_contact (self->row), tie_sync_row_get_sentence (self->row), NULL);

      self->key = tie_text_fold (words);
    }
  return self->key;
}

gboolean
tie_transfer_row_get_is_checked (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), FALSE);

  return self->is_checked;
}

void
tie_transfer_row_set_is_checked (TieTransferRow *self,
                                 gboolean is_checked)
{
  g_return_if_fail (TIE_IS_TRANSFER_ROW (self));

  is_checked = is_checked && tie_sync_row_may_send (self->row);
  if (self->is_checked == is_checked)
    return;
  self->is_checked = is_checked;
  notify (self);
}

gboolean
tie_transfer_row_get_is_sending (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), FALSE);

  return self->is_sending;
}

const TieSyncFinding *
tie_transfer_row_get_finding (TieTransferRow *self)
{
  GPtrArray *findings;

  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), NULL);

  findings = tie_sync_row_get_findings (self->row);
  return findings != NULL && findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;
}

/* The rows of a list. */

typedef struct
{
  TieSyncJob *job;   /* (owned) */
  GHashTable *by_id; /* (owned): id to TieTransferRow (owned) */
} Rows;

static void
rows_free (gpointer user_data)
{
  Rows *rows = user_data;

  g_object_unref (rows->job);
  g_hash_table_unref (rows->by_id);
  g_free (rows);
}

static gpointer
map_row (gpointer item,
         gpointer user_data)
{
  g_autoptr (TieSyncRow) row = item;
  Rows *rows = user_data;
  TieTransferRow *self = g_hash_table_lookup (rows->by_id, tie_sync_row_get_id (row));

  if (self != NULL && self->row == row)
    return g_object_ref (self);
  self = g_object_new (TIE_TYPE_TRANSFER_ROW, NULL);
  self->row = g_object_ref (row);
  self->is_sending = tie_sync_job_is_sending (rows->job, tie_sync_row_get_id (row));
  g_hash_table_replace (rows->by_id, g_strdup (tie_sync_row_get_id (row)), g_object_ref (self));
  return self;
}

static void
job_row_cb (GListModel *model,
            const char *id,
            guint state)
{
  TieTransferRow *self = tie_transfer_rows_find (model, id);

  if (self == NULL)
    return;
  self->is_sending = state == TIE_SYNC_RUN_SENDING;
  notify (self);
}

/* A record that changed is announced at its place and stays the same object, for which a table makes no cell anew. */
static void
list_changed_cb (GListModel *list,
                 guint position,
                 guint n_removed,
                 guint n_added,
                 GListModel *model)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (list, i);
      TieTransferRow *self = tie_transfer_rows_find (model, tie_sync_row_get_id (row));

      if (self != NULL && self->row == row)
        take_change (self);
    }
}

GListModel *
tie_transfer_rows_new (TieSyncList *list,
                       TieSyncJob *job)
{
  Rows *rows;
  GtkMapListModel *model;

  g_return_val_if_fail (TIE_IS_SYNC_LIST (list), NULL);
  g_return_val_if_fail (TIE_IS_SYNC_JOB (job), NULL);

  rows = g_new0 (Rows, 1);
  rows->job = g_object_ref (job);
  rows->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  model = gtk_map_list_model_new (G_LIST_MODEL (g_object_ref (list)), map_row, rows, rows_free);
  g_object_set_data (G_OBJECT (model), ROWS_KEY, rows);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), model, 0);
  g_signal_connect_object (job, "row", G_CALLBACK (job_row_cb), model, G_CONNECT_SWAPPED);
  return G_LIST_MODEL (model);
}

TieTransferRow *
tie_transfer_rows_find (GListModel *model,
                        const char *id)
{
  Rows *rows;

  g_return_val_if_fail (GTK_IS_MAP_LIST_MODEL (model), NULL);

  rows = g_object_get_data (G_OBJECT (model), ROWS_KEY);
  return g_hash_table_lookup (rows->by_id, id);
}
