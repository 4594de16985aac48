/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-transfer-row"
#include "config.h"

#include "base/tie-text.h"
#include "sync/tie-sync-check.h"
#include "ui/tie-transfer-row.h"

struct _TieTransferRow
{
  GObject parent_instance;

  TieSyncRow *row; /* (owned) */
  char *key;       /* (owned) (nullable): made when first asked for */
  gboolean is_checked;
  gboolean is_sending;
  GPtrArray *wait; /* (owned) (nullable): of one TieSyncFinding, what the run waits for that sends it */
};

G_DEFINE_FINAL_TYPE (TieTransferRow, tie_transfer_row, G_TYPE_OBJECT)

enum
{
  PROP_ROW = 1,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

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
  g_clear_pointer (&self->wait, g_ptr_array_unref);
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

  return self->is_sending && self->wait == NULL;
}

gboolean
tie_transfer_row_get_is_waiting (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), FALSE);

  return self->wait != NULL;
}

const TieSyncFinding *
tie_transfer_row_get_finding (TieTransferRow *self)
{
  GPtrArray *findings;

  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), NULL);

  findings = self->wait != NULL ? self->wait : tie_sync_row_get_findings (self->row);
  return findings != NULL && findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;
}

TieSyncCode
tie_transfer_row_get_code (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), TIE_SYNC_READY);

  return self->wait != NULL ? tie_sync_findings_get_code (self->wait) : tie_sync_row_get_code (self->row);
}

const char *
tie_transfer_row_get_sentence (TieTransferRow *self)
{
  g_return_val_if_fail (TIE_IS_TRANSFER_ROW (self), NULL);

  return self->wait != NULL ? tie_transfer_row_get_finding (self)->sentence : tie_sync_row_get_sentence (self->row);
}

/* The rows of a list. */

struct _TieTransferRows
{
  GObject parent_instance;

  TieSyncList *list; /* (owned) */
  TieSyncJob *job;   /* (owned) */
  GHashTable *by_id; /* (owned): id to TieTransferRow (owned), of those that were asked for */
  GPtrArray *wait;   /* (owned) (nullable): of one TieSyncFinding, while the job waits for its next try */
};

static void
take_wait (TieTransferRows *self,
           TieTransferRow *row)
{
  g_clear_pointer (&row->wait, g_ptr_array_unref);
  if (self->wait != NULL && tie_sync_job_wants (self->job, tie_sync_row_get_id (row->row)))
    row->wait = g_ptr_array_ref (self->wait);
}

static GType
get_item_type (GListModel *model)
{
  return TIE_TYPE_TRANSFER_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (TIE_TRANSFER_ROWS (model)->list));
}

static gpointer
get_item (GListModel *model,
          guint position)
{
  TieTransferRows *self = TIE_TRANSFER_ROWS (model);
  g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  TieTransferRow *of;

  if (row == NULL)
    return NULL;
  of = g_hash_table_lookup (self->by_id, tie_sync_row_get_id (row));
  if (of != NULL && of->row == row)
    return g_object_ref (of);
  of = g_object_new (TIE_TYPE_TRANSFER_ROW, NULL);
  of->row = g_object_ref (row);
  of->is_sending = tie_sync_job_is_sending (self->job, tie_sync_row_get_id (row));
  take_wait (self, of);
  g_hash_table_replace (self->by_id, g_strdup (tie_sync_row_get_id (row)), g_object_ref (of));
  return of;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TieTransferRows, tie_transfer_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* While the run waits, what it has not got through counts the seconds down. */
static void
job_progress_cb (TieTransferRows *self)
{
  TieSyncFinding *wait = tie_sync_job_dup_wait (self->job, tie_sync_list_get_group (self->list));
  GHashTableIter iter;
  gpointer value;

  if (wait == NULL && self->wait == NULL)
    return;
  g_clear_pointer (&self->wait, g_ptr_array_unref);
  if (wait != NULL)
    {
      self->wait = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_sync_finding_free);
      g_ptr_array_add (self->wait, wait);
    }
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      TieTransferRow *row = value;
      gboolean was_waiting = row->wait != NULL;

      take_wait (self, row);
      if (was_waiting || row->wait != NULL)
        notify (row);
    }
}

static void
job_row_cb (TieTransferRows *self,
            const char *id,
            guint state)
{
  TieTransferRow *row = g_hash_table_lookup (self->by_id, id);

  if (row == NULL)
    return;
  row->is_sending = state == TIE_SYNC_RUN_SENDING;
  take_wait (self, row);
  notify (row);
}

/* A record that changed is announced at its place and stays the same object, for which a table makes no cell anew. */
static void
list_changed_cb (TieTransferRows *self,
                 guint position,
                 guint n_removed,
                 guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (TieSyncRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      TieTransferRow *of = g_hash_table_lookup (self->by_id, tie_sync_row_get_id (row));

      if (of != NULL && of->row == row)
        take_change (of);
    }
}

static void
tie_transfer_rows_finalize (GObject *object)
{
  TieTransferRows *self = TIE_TRANSFER_ROWS (object);

  g_hash_table_unref (self->by_id);
  g_clear_pointer (&self->wait, g_ptr_array_unref);
  g_object_unref (self->job);
  g_object_unref (self->list);
  G_OBJECT_CLASS (tie_transfer_rows_parent_class)->finalize (object);
}

static void
tie_transfer_rows_class_init (TieTransferRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tie_transfer_rows_finalize;
}

static void
tie_transfer_rows_init (TieTransferRows *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

TieTransferRows *
tie_transfer_rows_new (TieSyncList *list,
                       TieSyncJob *job)
{
  TieTransferRows *self;

  g_return_val_if_fail (TIE_IS_SYNC_LIST (list), NULL);
  g_return_val_if_fail (TIE_IS_SYNC_JOB (job), NULL);

  self = g_object_new (TIE_TYPE_TRANSFER_ROWS, NULL);
  self->list = g_object_ref (list);
  self->job = g_object_ref (job);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "row", G_CALLBACK (job_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (job, "notify::progress", G_CALLBACK (job_progress_cb), self, G_CONNECT_SWAPPED);
  return self;
}
