/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-outbox-look"
#include "config.h"

#include "sync/tie-outbox-run-private.h"

/* Looking up what became of a row, one at a time, before anything is sent again. */

TieOutboxItem *
tie_outbox_run_find_item (TieOutboxRun *self,
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

/* The one whose turn it is. */
static TieOutboxItem *
get_item (TieOutboxRun *self)
{
  TieOutboxItem *item = tie_outbox_run_find_item (self, TIE_OUTBOX_ITEM_LOOK_UP);

  return item != NULL ? item : tie_outbox_run_find_item (self, TIE_OUTBOX_ITEM_NAME);
}

/* Of two rows that are alike each finds its own record. */
static void
take_away_taken (TieOutboxRun *self,
                 GPtrArray *found)
{
  for (guint i = found->len; i > 0; i--)
    {
      const TieRemote *remote = g_ptr_array_index (found, i - 1);

      for (guint j = 0; j < self->items->len; j++)
        {
          const TieOutboxItem *item = g_ptr_array_index (self->items, j);

          if (item->step != TIE_OUTBOX_ITEM_MADE || item->remote->kind != remote->kind || g_strcmp0 (item->remote->id, remote->id) != 0)
            continue;
          g_ptr_array_remove_index (found, i - 1);
          break;
        }
    }
}

static void
take_found (GTask *task,
            GPtrArray *found)
{
  tie_outbox_item_take_found (get_item (g_task_get_source_object (task)), found);
  tie_outbox_run_work (task);
}

static void
sifted_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  TieOutboxBatch *batch = tie_store_run_finish (TIE_STORE (source), result, &error);

  if (batch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_away_taken (g_task_get_source_object (task), batch->found);
  take_found (g_steal_pointer (&task), batch->found);
}

static void
found_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxItem *item = get_item (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = tie_ledger_find_finish (TIE_LEDGER (source), result, &error);

  if (found == NULL)
    {
      if (item->step == TIE_OUTBOX_ITEM_NAME) /* refused all the same, only nobody knows for whose sake */
        item->step = TIE_OUTBOX_ITEM_REFUSED;
      tie_outbox_run_note_fault (self, error, 0);
      tie_outbox_run_save_answers (g_steal_pointer (&task));
      return;
    }
  tie_company_note (self->company, NULL);
  if (tie_outbox_item_is_create (item) && item->step == TIE_OUTBOX_ITEM_LOOK_UP)
    {
      TieOutboxBatch *batch = tie_outbox_run_make_batch (self);

      batch->found = g_steal_pointer (&found);
      tie_outbox_run_in_store (g_steal_pointer (&task), tie_outbox_batch_sift, batch, sifted_cb);
      return;
    }
  take_found (g_steal_pointer (&task), found);
}

void
tie_outbox_run_look_up (GTask *task)
{
  TieOutboxRun *self = g_task_get_source_object (task);
  TieOutboxItem *item = get_item (self);
  TieLedger *ledger = tie_company_get_ledger (self->company);
  g_autofree char *mark = NULL;
  TieLedgerKey key;

  if (ledger == NULL)
    {
      tie_outbox_run_put_back (task);
      return;
    }
  key = tie_outbox_item_make_key (item, &mark);
  tie_ledger_find_async (ledger, item->row->kind, &key, NULL, found_cb, task);
}

void
tie_outbox_run_note_fault (TieOutboxRun *self,
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
