/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sync-plan"
#include "config.h"

#include "model/tie-code.h"
#include "store/tie-item-state-table.h"
#include "store/tie-link-table.h"
#include "store/tie-record-table.h"
#include "sync/tie-sync-queue-private.h"

/* Products and services that documents need: made when they are not there, updated when their code was changed here. */

static gboolean
plan_code (TieDb *db,
           TieSyncQueue *queue,
           TieDocumentSource *source,
           GType type,
           const char *id,
           GError **error)
{
  g_autoptr (TieRecord) code = tie_record_table_get (db, type, id, error);
  g_autofree char *linked = NULL;
  g_autoptr (TieOutboxRow) open = NULL;
  g_autoptr (TieItemState) state = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean is_changed = FALSE;

  if (code == NULL)
    return FALSE;
  linked = tie_link_table_find_remote (db, queue->connection, TIE_KIND_ITEM, id, &local_error);
  if (local_error == NULL)
    open = tie_outbox_table_find (db, queue->connection, TIE_KIND_ITEM, id, &local_error);
  if (local_error == NULL && linked != NULL)
    state = tie_item_state_table_get (db, queue->connection, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (open != NULL && open->state != TIE_OUTBOX_FAILED)
    return TRUE; /* a document before needs it too */
  for (guint i = 0; state != NULL && i < TIE_ITEM_N_FIELDS; i++)
    is_changed = is_changed || tie_item_state_is_changed_here (state, (TieItemField) i);
  if (is_changed)
    tie_sync_queue_add_plan (queue, TIE_KIND_ITEM, "update", id, tie_record_get_text (code, TIE_CODE_CODE), linked);
  else if (linked == NULL && !g_hash_table_contains (source->uses_default, id))
    tie_sync_queue_add_plan (queue, TIE_KIND_ITEM, "create", id, tie_record_get_text (code, TIE_CODE_CODE), NULL);
  return TRUE;
}

static gboolean
is_planned (TieSyncQueue *queue,
            const char *id)
{
  for (guint i = 0; i < queue->plans->len; i++)
    {
      if (g_str_equal (((TieSyncPlan *) g_ptr_array_index (queue->plans, i))->id, id))
        return TRUE;
    }
  return FALSE;
}

gboolean
tie_sync_queue_plan_items (TieDb *db,
                           TieSyncQueue *queue,
                           TieDocumentSource *source,
                           TieDocument *document,
                           GError **error)
{
  static const guint fields[] = { TIE_LINE_WORK_CODE, TIE_LINE_EXPENSE_CODE };
  g_autoptr (GPtrArray) lines = NULL;

  if (tie_document_source_get_group (tie_document_source_get_kind (TIE_RECORD (document))) == TIE_SYNC_SUPPLIER || !source->context->settings->create_items)
    return TRUE;
  lines = tie_record_table_list_where (db, TIE_TYPE_LINE, TIE_LINE_DOCUMENT, tie_record_get_id (TIE_RECORD (document)), error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
        {
          const char *code = tie_record_get_text (lines->pdata[i], fields[k]);

          if (code != NULL && !is_planned (queue, code) &&
              !plan_code (db, queue, source, fields[k] == TIE_LINE_WORK_CODE ? TIE_TYPE_WORK_CODE : TIE_TYPE_EXPENSE_CODE, code, error))
            return FALSE;
        }
    }
  return lines != NULL;
}
