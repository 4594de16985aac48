/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-send"
#include "config.h"

#include "base/tie-error.h"
#include "sync/tie-outbox-run-private.h"

/* In the order in which a batch goes through them; each takes the task over. */
static void push (GTask *task);
static void go_on (GTask *task);

static void waited_cb (GObject *source, GAsyncResult *result, gpointer user_data);

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
  tie_outbox_run_set_counts (self, self->n_done + self->n_failed + batch->n_open);
  g_ptr_array_unref (self->items);
  self->items = g_steal_pointer (&batch->items);
  self->tries = 0;
  tie_outbox_run_tell (self, self->items, TIE_OUTBOX_ROW_SENDING);
  tie_outbox_run_work (g_steal_pointer (&task));
}

void
tie_outbox_run_claim (GTask *task)
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
  batch = tie_outbox_run_make_batch (self);
  batch->max = MAX (can->max_batch, 1);
  if (self->batch > 0)
    batch->max = MIN (batch->max, self->batch);
  tie_outbox_run_in_store (task, tie_outbox_batch_claim, batch, claimed_cb);
}

/* ---- one round ---- */

/* What is open is looked up first; then everything that is to be sent leaves in one call. */
void
tie_outbox_run_work (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);

  g_clear_error (&self->fault);
  self->retry_after = 0;
  if (tie_outbox_run_find_item (self, TIE_OUTBOX_ITEM_LOOK_UP) != NULL || tie_outbox_run_find_item (self, TIE_OUTBOX_ITEM_NAME) != NULL)
    tie_outbox_run_look_up (task);
  else if (tie_outbox_run_find_item (self, TIE_OUTBOX_ITEM_SEND) != NULL)
    push (task);
  else
    tie_outbox_run_save_answers (task);
}

/* Nothing left the house. */
static void
put_off (TieOutboxRun *self)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->step == TIE_OUTBOX_ITEM_SEND)
        tie_outbox_item_put_off (item);
    }
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
      put_off (self);
      tie_outbox_run_note_fault (self, error, 0);
      tie_outbox_run_save_answers (g_steal_pointer (&task));
      return;
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->step != TIE_OUTBOX_ITEM_SEND)
        continue;
      tie_outbox_item_take_result (item, next < results->len ? g_ptr_array_index (results, next) : &no_answer);
      next++;
      if (item->fault != NULL && (tie_backoff_is_worthwhile (item->fault) || tie_outbox_item_stops_run (item->fault) || tie_outbox_item_is_puzzling (item)))
        tie_outbox_run_note_fault (self, item->fault, item->retry_after);
    }
  if (self->fault == NULL)
    tie_company_note (self->company, NULL);

  /* Doubles are looked up at once; what got nowhere waits its time. */
  if (self->fault == NULL)
    tie_outbox_run_work (g_steal_pointer (&task));
  else
    tie_outbox_run_save_answers (g_steal_pointer (&task));
}

static void
push_now (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  g_autoptr (GPtrArray) operations = g_ptr_array_new_with_free_func (g_free);

  if (ledger == NULL)
    {
      tie_outbox_run_put_back (task);
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
      operation->verb = tie_outbox_item_is_joining (item) ? "update" : item->row->verb;
      operation->request_id = item->row->request_id;
      operation->body = item->row->body;
      g_ptr_array_add (operations, operation);
      if (self->tries > 0)
        tie_outbox_run_tell_sending (self, item);
    }
  /* Not cancellable: what has left is waited for. */
  tie_ledger_push_async (ledger, operations, NULL, pushed_cb, task);
}

static void
turn_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (tie_outbox_run_wait_finish (task, result))
    push_now (g_steal_pointer (&task));
  else
    tie_outbox_run_put_back (g_steal_pointer (&task));
}

/* Within the package's limits. */
static void
push_paced (GTask *task)
{
  guint wait_ms = tie_outbox_run_reserve (g_task_get_source_object (task));

  if (wait_ms > 0)
    tie_outbox_run_wait (task, wait_ms, FALSE, turn_cb);
  else
    push_now (task);
}

static void
renewed_cb (GObject *source,
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
  g_ptr_array_extend_and_steal (self->items, g_steal_pointer (&batch->items));
  batch->items = g_ptr_array_new ();
  push_paced (g_steal_pointer (&task));
}

/* Where the package repeats a fault under the same request id for some time, what is sent again is another request. */
static void
push (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxBatch *batch = NULL;

  if (!tie_company_get_package (self->company)->keeps_faults)
    {
      push_paced (task);
      return;
    }
  batch = tie_outbox_run_make_batch (self);
  g_ptr_array_set_free_func (self->items, NULL);
  for (guint i = 0; i < self->items->len;)
    {
      const TieOutboxItem *item = g_ptr_array_index (self->items, i);

      if (item->step == TIE_OUTBOX_ITEM_SEND && item->is_burnt)
        g_ptr_array_add (batch->items, g_ptr_array_remove_index (self->items, i));
      else
        i++;
    }
  g_ptr_array_set_free_func (self->items, (GDestroyNotify) tie_outbox_item_free);
  if (batch->items->len > 0)
    {
      tie_outbox_run_in_store (task, tie_outbox_batch_renew, batch, renewed_cb);
      return;
    }
  tie_outbox_batch_free (batch);
  push_paced (task);
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
      self->has_met_closed |= item->step == TIE_OUTBOX_ITEM_REFUSED && g_error_matches (item->fault, TIE_ERROR, TIE_ERROR_CLOSED_PERIOD);
      if (item->step == TIE_OUTBOX_ITEM_REFUSED || item->is_different)
        g_ptr_array_add (self->problems, tie_outbox_item_make_problem (item, tie_company_get_package (self->company)->short_name));
      if (item->is_different && self->difference == NULL)
        {
          const TieProblem *problem = g_ptr_array_index (self->problems, self->problems->len - 1);

          self->difference = g_error_new_literal (TIE_ERROR, TIE_ERROR_DATA, problem->sentence);
        }
    }
  tie_outbox_run_tell (self, batch->items, 0);
  tie_outbox_run_set_counts (self, self->total);
  go_on (g_steal_pointer (&task));
}

/* Answered rows are written at once, whatever becomes of the others. */
void
tie_outbox_run_save_answers (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxBatch *batch = tie_outbox_run_make_batch (self);

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
      tie_outbox_run_in_store (task, tie_outbox_batch_answer, batch, answers_saved_cb);
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

  if (self->difference != NULL)
    {
      g_clear_error (&self->fault);
      self->fault = g_steal_pointer (&self->difference);
      tie_outbox_run_put_back (task);
      return;
    }
  if (self->items->len == 0)
    {
      tie_outbox_run_claim (task);
      return;
    }
  self->tries++;
  tie_outbox_run_tell_open (self);
  if (self->fault != NULL && tie_backoff_next (tie_company_get_backoff (self->company), self->fault, self->tries, self->retry_after, &wait_ms))
    tie_outbox_run_wait (task, wait_ms, TRUE, waited_cb);
  else
    tie_outbox_run_put_back (task);
}

/* ---- waiting ---- */

static void
waited_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (tie_outbox_run_wait_finish (task, result))
    tie_outbox_run_work (g_steal_pointer (&task));
  else
    tie_outbox_run_put_back (g_steal_pointer (&task));
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

void
tie_outbox_run_put_back (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxBatch *batch = tie_outbox_run_make_batch (self);

  tie_outbox_run_tell (self, self->items, 0);
  g_ptr_array_extend_and_steal (batch->items, g_steal_pointer (&self->items));
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_outbox_item_free);
  tie_outbox_run_in_store (task, tie_outbox_batch_put_back, batch, put_back_cb);
}
