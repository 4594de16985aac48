/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sage-push"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/sage/tie-sage-fault.h"
#include "ledger/sage/tie-sage-limits.h"
#include "ledger/sage/tie-sage-parse.h"
#include "ledger/sage/tie-sage-private.h"
#include "ledger/sage/tie-sage-writer.h"
#include "ledger/tie-ledger-call.h"

/* One call per operation.  What is created bears an id by which Sage knows a repeat and answers as it did the first time. */

typedef struct
{
  const TieSageEntity *entity;
  char *verb;      /* (owned) */
  char *method;    /* (owned) (nullable) */
  char *resource;  /* (owned) (nullable) */
  GBytes *body;    /* (owned) (nullable) */
  char *reference; /* (owned) (nullable): of a refused duplicate, by which the other is looked for */
  TieLedgerResult *result; /* (owned) */
} Push;

static void
push_free (Push *push)
{
  g_free (push->verb);
  g_free (push->method);
  g_free (push->resource);
  g_clear_pointer (&push->body, g_bytes_unref);
  g_free (push->reference);
  g_clear_pointer (&push->result, tie_ledger_result_free);
  g_free (push);
}

static void
finish (GTask *task)
{
  Push *push = g_task_get_task_data (task);
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_result_free);

  g_ptr_array_add (results, g_steal_pointer (&push->result));
  g_task_return_pointer (task, results, (GDestroyNotify) g_ptr_array_unref);
}

/* ---- whose reference stands in the way ---- */

static char *
dup_sent_reference (const Push *push)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (push->body, &size);
  g_autofree char *copy = g_strndup (text, size);
  g_autoptr (JsonNode) root = json_from_string (copy, NULL);

  return tie_sage_dup_text (tie_json_get_object (tie_json_get_root_object (root), push->entity->wrapper), "reference");
}

static void
other_found_cb (GObject *source,
                GAsyncResult *result,
                gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Push *push = g_task_get_task_data (task);
  g_autoptr (TieHttpAnswer) answer = tie_sage_call_finish (TIE_SAGE (source), result, NULL, NULL);
  g_autoptr (JsonNode) root = answer != NULL ? tie_sage_parse_answer (push->entity, answer, NULL) : NULL;
  TieSageList list = { NULL };

  if (root != NULL && tie_sage_parse_list (json_node_get_object (root), &list, NULL))
    {
      for (guint i = 0; i < json_array_get_length (list.items) && push->result->duplicate_id == NULL; i++)
        {
          JsonObject *object = tie_json_get_element_object (list.items, i);
          const char *id = tie_json_get_string (object, "id");

          if (id != NULL && g_strcmp0 (tie_json_get_string (object, "reference"), push->reference) == 0)
            push->result->duplicate_id = tie_sage_entity_dup_id (push->entity, id);
        }
    }
  /* Without an answer the refusal stands all the same, only nobody knows for whose sake. */
  finish (task);
}

/* ---- the answer ---- */

static void
take_object (Push *push,
             JsonObject *object)
{
  TieLedgerResult *result = push->result;

  result->remote = tie_sage_parse_remote (push->entity, object, FALSE, &result->fault);
  result->is_known = result->remote != NULL;
  /* Nobody is to believe that something is void which is not. */
  if (result->remote != NULL && g_str_equal (push->verb, "void") && !result->remote->money->is_void)
    {
      g_clear_pointer (&result->remote, tie_remote_free);
      result->fault = g_error_new (TIE_ERROR, TIE_ERROR_FAILED, "Sage did not void it");
    }
}

/* Nothing is answered where nothing is left. */
static void
take_removed (Push *push)
{
  g_auto (GStrv) parts = g_strsplit_set (push->resource, "/?", -1);
  g_autofree char *id = tie_sage_entity_dup_id (push->entity, parts[1]);
  TieRemote *remote = tie_remote_new (push->entity->kind, id);

  remote->is_deleted = TRUE;
  remote->is_active = FALSE;
  tie_remote_need_money (remote)->is_void = TRUE;
  push->result->remote = remote;
  push->result->is_known = TRUE;
}

static void
take_answer (Push *push,
             const TieHttpAnswer *answer)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) reason = NULL;
  TieLedgerResult *result = push->result;

  result->trace = g_strdup (answer->trace);
  result->retry_after = answer->retry_after;
  if (tie_sage_fault_read (result, push->entity, push->method, answer))
    return;
  if (g_str_equal (push->method, "DELETE") && g_bytes_get_size (answer->body) == 0)
    {
      take_removed (push);
      return;
    }
  root = tie_http_answer_parse (answer, &reason);
  if (tie_json_get_root_object (root) != NULL)
    take_object (push, json_node_get_object (root));
  else
    {
      /* It acted, and what it says is lost. */
      result->is_known = FALSE;
      result->fault = reason != NULL ? g_steal_pointer (&reason) : g_error_new (TIE_ERROR, TIE_ERROR_BUG, "The answer is no object");
    }
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autofree char *resource = NULL;
  Push *push = g_task_get_task_data (task);
  gboolean has_left = FALSE;

  answer = tie_sage_call_finish (TIE_SAGE (source), result, &has_left, &error);
  if (answer == NULL && !has_left)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (answer == NULL)
    push->result->fault = g_steal_pointer (&error);
  else
    take_answer (push, answer);
  if (g_error_matches (push->result->fault, TIE_ERROR, TIE_ERROR_DUPLICATE) && push->body != NULL)
    push->reference = dup_sent_reference (push);
  if (push->reference == NULL)
    {
      finish (task);
      return;
    }
  resource = tie_ledger_make_resource (push->entity->list, "search", push->reference, "items_per_page", G_STRINGIFY (TIE_SAGE_MAX_PAGE), "attributes", "all", NULL);
  tie_sage_call_async (TIE_SAGE (source), "GET", resource, NULL, NULL, other_found_cb, g_object_ref (task));
}

void
tie_sage_push_async (TieLedger *ledger,
                     GPtrArray *operations,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  const TieLedgerOperation *operation = g_ptr_array_index (operations, 0);
  Push *push = g_new0 (Push, 1);

  g_return_if_fail (operations->len == TIE_SAGE_MAX_BATCH);

  g_task_set_source_tag (task, tie_sage_push_async);
  g_task_set_task_data (task, push, (GDestroyNotify) push_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  push->verb = g_strdup (operation->verb);
  push->result = g_new0 (TieLedgerResult, 1);
  if (tie_sage_thaw (operation->body, operation->request_id, &push->method, &push->resource, &push->body))
    push->entity = tie_sage_entity_for_resource (operation->kind, push->resource);
  if (push->entity == NULL)
    {
      push->result->is_known = TRUE;
      push->result->fault = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "An operation on kind %s cannot be sent to Sage", tie_kind_to_string (operation->kind));
      finish (task);
      return;
    }
  tie_sage_call_async (TIE_SAGE (ledger), push->method, push->resource, push->body, cancellable, answered_cb, g_steal_pointer (&task));
}

GPtrArray *
tie_sage_push_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
