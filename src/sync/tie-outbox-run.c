/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-run"
#include "config.h"

#include "base/tie-error.h"
#include "base/tie-random.h"
#include "store/tie-run-lock.h"
#include "sync/tie-outbox-batch.h"
#include "sync/tie-outbox-run.h"

/* QuickBooks Online does not say how long it remembers a request id; an hour is on the safe side of what is seen. */
#define FRESH_FOR (60 * 60)

struct _TieOutboxRun
{
  GObject parent_instance;

  TieCompany *company;  /* (owned) (not nullable) */
  TieLock *lock;     /* (owned) */
  char *connection;     /* (owned) */
  char *id;             /* (owned) */
  char *what;           /* (owned) */
  GPtrArray *items;     /* (owned): TieOutboxItem of the present batch that are not written yet */
  GPtrArray *problems;  /* (owned): TieProblem */
  GError *fault;        /* (owned) (nullable): why the last round has to be repeated */
  guint retry_after;
  guint tries;          /* rounds of the present batch that did not get through */
  guint n_done;
  guint n_failed;
  guint total;
  guint waiting;
  guint countdown;      /* source */
};

G_DEFINE_FINAL_TYPE (TieOutboxRun, tie_outbox_run, G_TYPE_OBJECT)

enum
{
  PROP_DONE = 1,
  PROP_TOTAL,
  PROP_WAITING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* In the order in which a batch goes through them; each takes the task over. */
static void claim (GTask *task);
static void work (GTask *task);
static void push (GTask *task);
static void look_up (GTask *task);
static void save_answers (GTask *task);
static void go_on (GTask *task);
static void wait_for_next_try (GTask *task, guint wait_ms);
static void put_back (GTask *task);

static TieOutboxBatch *
make_batch (TieOutboxRun *self)
{
  TieOutboxBatch *batch = tie_outbox_batch_new (self->connection, self->id, self->what);

  batch->fresh_for = FRESH_FOR;
  batch->n_done = self->n_done;
  batch->n_failed = self->n_failed;
  return batch;
}

static void
run_in_store (GTask *task,
              TieStoreFunc func,
              TieOutboxBatch *batch,
              GAsyncReadyCallback callback)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  tie_store_run_async (tie_company_get_store (self->company), TIE_STORE_WRITE, func, batch, tie_outbox_batch_free, NULL, callback, task);
}

static void
set_counts (TieOutboxRun *self,
            guint total)
{
  if (self->total != total)
    {
      self->total = total;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

static void
set_waiting (TieOutboxRun *self,
             guint seconds)
{
  if (self->waiting == seconds)
    return;
  self->waiting = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

/* ---- claiming ---- */

static void
claimed_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  GError *error = NULL;
  TieOutboxBatch *batch = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (batch->items->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  set_counts (self, self->n_done + self->n_failed + batch->n_open);
  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&batch->items);
  self->tries = 0;
  work (g_steal_pointer (&task));
}

static void
claim (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  const TieLedgerCapabilities *can = ledger != NULL ? tie_ledger_get_capabilities (ledger) : NULL;
  TieOutboxBatch *batch;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (can == NULL)
    {
      g_task_return_new_error (task, TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "not connected");
      g_object_unref (task);
      return;
    }
  batch = make_batch (self);
  batch->max = MAX (can->max_batch, 1);
  run_in_store (task, tie_outbox_batch_claim, batch, claimed_cb);
}

/* ---- one round ---- */

static TieOutboxItem *
find_item (TieOutboxRun *self,
           TieOutboxStep step)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->step == step)
        return item;
    }
  return NULL;
}

/* What is open is looked up first; then everything that is to be sent leaves in one call. */
static void
work (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  g_clear_error (&self->fault);
  self->retry_after = 0;
  if (find_item (self, TIE_OUTBOX_ITEM_LOOK_UP) != NULL || find_item (self, TIE_OUTBOX_ITEM_NAME) != NULL)
    look_up (task);
  else if (find_item (self, TIE_OUTBOX_ITEM_SEND) != NULL)
    push (task);
  else
    save_answers (task);
}

static void
note_fault (TieOutboxRun *self,
            const GError *fault,
            guint retry_after)
{
  tie_company_note (self->company, fault);
  self->retry_after = MAX (self->retry_after, retry_after);
  /* One that ends the run weighs more than one that a wait may cure. */
  if (self->fault == NULL || tie_outbox_item_stops_run (fault))
    {
      g_clear_error (&self->fault);
      self->fault = g_error_copy (fault);
    }
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxItem *item = find_item (self, TIE_OUTBOX_ITEM_LOOK_UP);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = tie_ledger_find_finish (TIE_LEDGER (source), result, &error);

  if (item == NULL)
    item = find_item (self, TIE_OUTBOX_ITEM_NAME);
  if (found != NULL)
    {
      tie_outbox_item_take_found (item, found);
      work (g_steal_pointer (&task));
      return;
    }
  if (item->step == TIE_OUTBOX_ITEM_NAME) /* refused all the same, only nobody knows for whose sake */
    item->step = TIE_OUTBOX_ITEM_REFUSED;
  note_fault (self, error, 0);
  save_answers (g_steal_pointer (&task));
}

static void
look_up (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxItem *item = find_item (self, TIE_OUTBOX_ITEM_LOOK_UP);
  TieLedger *ledger = tie_company_get_ledger (self->company);

  if (item == NULL)
    item = find_item (self, TIE_OUTBOX_ITEM_NAME);
  if (ledger == NULL)
    {
      put_back (task);
      return;
    }
  tie_ledger_find_async (ledger, item->row->kind, item->row->label, NULL, found_cb, task);
}

static void
pushed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = tie_ledger_push_finish (TIE_LEDGER (source), result, &error);
  const TieLedgerResult no_answer = { .is_known = FALSE };
  guint next = 0;

  if (results == NULL)
    {
      note_fault (self, error, 0);
      save_answers (g_steal_pointer (&task));
      return;
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->step != TIE_OUTBOX_ITEM_SEND)
        continue;
      tie_outbox_item_take_result (item, next < results->len ? g_ptr_array_index (results, next) : &no_answer);
      next++;
      if (item->fault != NULL && (tie_backoff_is_worthwhile (item->fault) || tie_outbox_item_stops_run (item->fault)))
        note_fault (self, item->fault, item->retry_after);
    }
  if (self->fault == NULL)
    tie_company_note (self->company, NULL);

  /* Doubles are looked up at once; what got nowhere waits its time. */
  if (self->fault == NULL)
    work (g_steal_pointer (&task));
  else
    save_answers (g_steal_pointer (&task));
}

static void
push (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (g_free);

  if (ledger == NULL)
    {
      put_back (task);
      return;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);
      TieLedgerOperation *operation;

      if (item->step != TIE_OUTBOX_ITEM_SEND)
        continue;
      operation = g_new0 (TieLedgerOperation, 1);
      operation->kind = item->row->kind;
      operation->verb = item->row->verb;
      operation->request_id = item->row->request_id;
      operation->body = item->row->body;
      g_ptr_array_add (operations, operation);
    }
  /* Not cancellable: what has left is waited for. */
  tie_ledger_push_async (ledger, operations, NULL, pushed_cb, task);
}

/* ---- writing answers ---- */

static void
answers_saved_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  GError *error = NULL;
  TieOutboxBatch *batch = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < batch->items->len; i++)
    {
      const TieOutboxItem *item = g_ptr_array_index (batch->items, i);

      self->n_done += item->step == TIE_OUTBOX_ITEM_MADE ? 1 : 0;
      self->n_failed += item->step == TIE_OUTBOX_ITEM_REFUSED ? 1 : 0;
      if (item->step == TIE_OUTBOX_ITEM_REFUSED)
        g_ptr_array_add (self->problems, tie_outbox_item_make_problem (item));
    }
  set_counts (self, self->total);
  go_on (g_steal_pointer (&task));
}

/* Answered rows are written at once, whatever becomes of the others. */
static void
save_answers (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxBatch *batch = make_batch (self);

  g_ptr_array_set_free_func (self->items, NULL);
  for (guint i = 0; i < self->items->len;)
    {
      if (tie_outbox_item_is_answered (g_ptr_array_index (self->items, i)))
        g_ptr_array_add (batch->items, g_ptr_array_remove_index (self->items, i));
      else
        i++;
    }
  g_ptr_array_set_free_func (self->items, (GDestroyNotify) tie_outbox_item_free);

  if (batch->items->len > 0)
    {
      run_in_store (task, tie_outbox_batch_answer, batch, answers_saved_cb);
      return;
    }
  tie_outbox_batch_free (batch);
  go_on (task);
}

static void
go_on (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  guint wait_ms = 0;

  if (self->items->len == 0)
    {
      claim (task);
      return;
    }
  self->tries++;
  if (self->fault != NULL && tie_backoff_next (tie_company_get_backoff (self->company), self->fault, self->tries, self->retry_after, &wait_ms))
    wait_for_next_try (task, wait_ms);
  else
    put_back (task);
}

/* ---- waiting ---- */

static gboolean
countdown_cb (gpointer user_data)
{
  TieOutboxRun *self = user_data;

  set_waiting (self, self->waiting > 1 ? self->waiting - 1 : 1);
  return G_SOURCE_CONTINUE;
}

static void
waited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->countdown, g_source_remove);
  set_waiting (self, 0);
  if (tie_backoff_wait_finish (result, &error))
    {
      work (g_steal_pointer (&task));
      return;
    }
  g_clear_error (&self->fault);
  self->fault = g_steal_pointer (&error);
  put_back (g_steal_pointer (&task));
}

static void
wait_for_next_try (GTask *task,
                   guint wait_ms)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  set_waiting (self, (wait_ms + 999) / 1000);
  self->countdown = g_timeout_add_seconds (1, countdown_cb, self);
  tie_backoff_wait_async (wait_ms, g_task_get_cancellable (task), waited_cb, task);
}

/* ---- stopping before the end ---- */

static void
put_back_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (tie_store_run_finish (TIE_STORE (source), result, &error) != NULL)
    error = self->fault != NULL ? g_steal_pointer (&self->fault) : g_error_new (TIE_ERROR, TIE_ERROR_NOT_CONNECTED, "disconnected meanwhile");
  g_task_return_error (task, error);
}

static void
put_back (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxBatch *batch = make_batch (self);

  g_ptr_array_extend_and_steal (batch->items, g_steal_pointer (&self->items));
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_outbox_item_free);
  run_in_store (task, tie_outbox_batch_put_back, batch, put_back_cb);
}

/* ---- the object ---- */

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
  g_clear_object (&self->company);
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
  g_object_class_install_properties (object_class, N_PROPS, properties);
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

  if (tie_company_get_ledger (company) == NULL)
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
tie_outbox_run_send_async (TieOutboxRun *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TIE_IS_OUTBOX_RUN (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tie_outbox_run_send_async);
  claim (task);
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

GPtrArray *
tie_outbox_run_get_problems (TieOutboxRun *self)
{
  g_return_val_if_fail (TIE_IS_OUTBOX_RUN (self), NULL);

  return self->problems;
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
  run_in_store (task, tie_outbox_batch_end_run, make_batch (self), closed_cb);
}

gboolean
tie_outbox_run_close_finish (TieOutboxRun *self,
                             GAsyncResult *result,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
