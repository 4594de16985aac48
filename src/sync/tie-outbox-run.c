/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-run"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "sync/tie-outbox-run-private.h"

G_DEFINE_FINAL_TYPE (TieOutboxRun, tie_outbox_run, G_TYPE_OBJECT)

enum
{
  PROP_DONE = 1,
  PROP_TOTAL,
  PROP_WAITING,
  PROP_CURRENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint row_signal;

TieOutboxBatch *
tie_outbox_run_make_batch (TieOutboxRun *self)
{
  TieOutboxBatch *batch = tie_outbox_batch_new (self->connection, self->id, self->what);
  const TiePackage *package = tie_company_get_package (self->company);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  const TieLedgerCapabilities *can = ledger != NULL ? tie_ledger_get_capabilities (ledger) : NULL;

  batch->is_mixed = package->has_mixed_batch;
  batch->has_private_note = can == NULL || can->has_private_note;
  batch->fresh_for = package->request_life;
  batch->repeats_creates = package->repeats_creates;
  batch->posts = self->posts;
  batch->n_done = self->n_done;
  batch->n_failed = self->n_failed;
  return batch;
}

void
tie_outbox_run_in_store (GTask *task,
                         TieStoreFunc func,
                         TieOutboxBatch *batch,
                         GAsyncReadyCallback callback)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, func, batch, tie_outbox_batch_free, NULL, callback, task);
}

void
tie_outbox_run_set_counts (TieOutboxRun *self,
                           guint total)
{
  if (self->total != total)
    {
      self->total = total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

void
tie_outbox_run_set_waiting (TieOutboxRun *self,
                            guint seconds)
{
  if (self->waiting == seconds)
    return;
  self->waiting = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static TieOutboxRowState
get_state (const TieOutboxItem *item)
{
  switch (item->step)
    {
    case TIE_OUTBOX_ITEM_MADE:
      return item->is_different ? TIE_OUTBOX_ROW_FAILED : TIE_OUTBOX_ROW_DONE;
    case TIE_OUTBOX_ITEM_REFUSED:
      return TIE_OUTBOX_ROW_FAILED;
    case TIE_OUTBOX_ITEM_DROPPED:
      return TIE_OUTBOX_ROW_DROPPED;
    case TIE_OUTBOX_ITEM_AGAIN:
      return TIE_OUTBOX_ROW_AGAIN;
    case TIE_OUTBOX_ITEM_SEND:
    case TIE_OUTBOX_ITEM_LOOK_UP:
    case TIE_OUTBOX_ITEM_NAME:
    default:
      return tie_outbox_item_is_unknown (item) ? TIE_OUTBOX_ROW_UNKNOWN : TIE_OUTBOX_ROW_NOT_SENT;
    }
}

/* Who looks on while the run waits shall not believe that they are still on their way. */
void
tie_outbox_run_tell_open (TieOutboxRun *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (tie_outbox_item_is_unknown (item))
        g_signal_emit (self, row_signal, 0, item->row, TIE_OUTBOX_ROW_UNKNOWN);
    }
}

void
tie_outbox_run_tell_sending (TieOutboxRun *self,
                             const TieOutboxItem *item)
{
  g_signal_emit (self, row_signal, 0, item->row, TIE_OUTBOX_ROW_SENDING);
}

void
tie_outbox_run_tell (TieOutboxRun *self,
                     GPtrArray *items,
                     TieOutboxRowState state)
{
  const TieOutboxItem *first = items->len > 0 ? g_ptr_array_index (items, 0) : NULL;

  if (first != NULL && g_strcmp0 (self->current, first->row->label) != 0)
    {
      g_free (self->current);
      self->current = g_strdup (first->row->label);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
    }
  for (guint i = 0; i < items->len; i++)
    {
      const TieOutboxItem *item = g_ptr_array_index (items, i);

      g_signal_emit (self, row_signal, 0, item->row, state != 0 ? state : get_state (item));
    }
}

static void
tie_outbox_run_get_property (GObject *object,
                             guint prop_id,
                             GValue *value,
                             GParamSpec *pspec)
{
  TieOutboxRun *self = TIE_OUTBOX_RUN (object);

  switch (prop_id)
    {
    case PROP_DONE:
      g_value_set_uint (value, self->n_done + self->n_failed);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_CURRENT:
      g_value_set_string (value, self->current);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
tie_outbox_run_finalize (GObject *object)
{
  TieOutboxRun *self = TIE_OUTBOX_RUN (object);

  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_pointer (&self->lock, tie_lock_release);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_error (&self->fault);
  g_clear_error (&self->difference);
  g_clear_object (&self->company);
  g_free (self->current);
  g_free (self->connection);
  g_free (self->id);
  g_free (self->what);

  G_OBJECT_CLASS (tie_outbox_run_parent_class)->finalize (object);
}

static void
tie_outbox_run_class_init (TieOutboxRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tie_outbox_run_get_property;
  object_class->finalize = tie_outbox_run_finalize;

  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CURRENT] = g_param_spec_string ("current", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  row_signal = g_signal_new ("row", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);
}

static void
tie_outbox_run_init (TieOutboxRun *self)
{
  self->id = tie_random_uuid ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_outbox_item_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
}

TieOutboxRun *
tie_outbox_run_new (TieCompany *company,
                    const char *what,
                    GError **error)
{
  g_autoptr (TieOutboxRun) self = NULL;

  g_return_val_if_fail (TIE_IS_COMPANY (company), NULL);

  if (tie_company_get_connection (company) == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "not connected");
      return NULL;
    }
  self = g_object_new (TIE_TYPE_OUTBOX_RUN, NULL);
  self->company = g_object_ref (company);
  self->connection = g_strdup (tie_company_get_connection (company)->id);
  self->what = g_strdup (what);
  self->lock = tie_run_lock_take (tie_store_get_path (tie_company_get_store (company)), error);
  return self->lock != NULL ? g_steal_pointer (&self) : NULL;
}

const char *
tie_outbox_run_get_id (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  return self->id;
}

void
tie_outbox_run_set_batch (TieOutboxRun *self,
                          guint batch)
{
  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  self->batch = batch;
}

void
tie_outbox_run_set_posts (TieOutboxRun *self,
                          gboolean posts)
{
  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  self->posts = posts;
}

void
tie_outbox_run_send_async (TieOutboxRun *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_outbox_run_send_async);
  tie_outbox_run_claim (task);
}

gboolean
tie_outbox_run_send_finish (TieOutboxRun *self,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
tie_outbox_run_get_n_done (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), 0);

  return self->n_done;
}

guint
tie_outbox_run_get_total (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), 0);

  return self->total;
}

guint
tie_outbox_run_get_waiting (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), 0);

  return self->waiting;
}

gboolean
tie_outbox_run_has_met_closed (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), FALSE);

  return self->has_met_closed;
}

const GError *
tie_outbox_run_get_fault (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  return self->fault;
}

GPtrArray *
tie_outbox_run_get_problems (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  return self->problems;
}

const char *
tie_outbox_run_get_current (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  return self->current;
}

GPtrArray *
tie_outbox_run_steal_problems (TieOutboxRun *self)
{
  GPtrArray *problems;

  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  problems = g_steal_pointer (&self->problems);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_problem_free);
  return problems;
}

static void
closed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_clear_pointer (&self->lock, tie_lock_release);
  if (tie_store_run_finish (TIE_STORE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
tie_outbox_run_close_async (TieOutboxRun *self,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tie_outbox_run_close_async);
  tie_outbox_run_in_store (task, tie_outbox_batch_end_run, tie_outbox_run_make_batch (self), closed_cb);
}

gboolean
tie_outbox_run_close_finish (TieOutboxRun *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
