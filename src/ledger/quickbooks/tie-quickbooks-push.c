/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-push"
#include "config.h"

#include <string.h>

#include "base/tie-json-writer.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "ledger/quickbooks/tie-quickbooks-private.h"

/* How an operation meets its request id, so that sending it again never does it twice: QuickBooks knows an item of a batch
 * by the batch's request id with the item's id behind it.  So an operation whose request id is longer than the 36 characters
 * of a batch always goes as an item of that batch, alone too, and one with a shorter id always goes by itself.  Which
 * others travel with it makes no difference then. */

typedef struct
{
  const TieQuickbooksEntity *entity; /* NULL: QuickBooks has no such list */
  char *verb;       /* (owned) */
  char *request_id; /* (owned) */
  GBytes *body;     /* (owned) */
} Item;

typedef struct
{
  GPtrArray *items;   /* (owned) of Item */
  GPtrArray *results; /* (owned) of TieLedgerResult, one per item */
  GPtrArray *groups;  /* (owned) of GArray of guint: items that travel together */
  guint next;         /* group */
  guint in_flight;
  gboolean has_left;  /* something was sent */
  GError *stop;       /* (owned) (nullable): why nothing more is sent */
  guint stop_retry_after;
} Push;

/* One group on its way. */
typedef struct
{
  GTask *task;   /* (owned) */
  GArray *group; /* (not owned) */
} Call;

static void start_groups (GTask *task);

static void
item_free (Item *item)
{
  g_free (item->verb);
  g_free (item->request_id);
  g_clear_pointer (&item->body, g_bytes_unref);
  g_free (item);
}

static void
push_free (Push *push)
{
  g_clear_pointer (&push->items, g_ptr_array_unref);
  g_clear_pointer (&push->results, g_ptr_array_unref);
  g_clear_pointer (&push->groups, g_ptr_array_unref);
  g_clear_error (&push->stop);
  g_free (push);
}

/* Of invoices, voiding has an operation of its own that a batch does not have.  Sent alone, the joined request id is the
 * same one as in a batch. */
static gboolean
is_in_batch (const Item *item)
{
  if (item->entity->kind == TIE_KIND_SALES_INVOICE && g_str_equal (item->verb, "void"))
    return FALSE;
  return strlen (item->request_id) > TIE_QUICKBOOKS_BATCH_ID;
}

static gboolean
is_same_batch (const Item *a,
               const Item *b)
{
  return is_in_batch (a) && is_in_batch (b) && strncmp (a->request_id, b->request_id, TIE_QUICKBOOKS_BATCH_ID) == 0;
}

static GArray *
find_group (Push *push,
            const Item *item)
{
  for (guint i = 0; i < push->groups->len; i++)
    {
      GArray *group = g_ptr_array_index (push->groups, i);

      if (is_same_batch (g_ptr_array_index (push->items, g_array_index (group, guint, 0)), item))
        return group;
    }
  return NULL;
}

static void
add_operation (Push *push,
               const TieLedgerOperation *operation)
{
  Item *item = g_new0 (Item, 1);
  TieLedgerResult *result = g_new0 (TieLedgerResult, 1);
  guint index = push->items->len;
  GArray *group = NULL;

  item->entity = tie_quickbooks_entity_for_kind (operation->kind);
  item->verb = g_strdup (operation->verb);
  item->request_id = g_strdup (operation->request_id);
  item->body = g_bytes_ref (operation->body);
  g_ptr_array_add (push->items, item);
  g_ptr_array_add (push->results, result);

  if (item->entity == NULL || strlen (item->request_id) > TIE_QUICKBOOKS_BATCH_ID + TIE_QUICKBOOKS_MAX_ITEM_ID)
    {
      result->is_known = TRUE;
      result->fault = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "An operation on kind %s with request id %s cannot be sent",
                                   tie_kind_to_string (operation->kind), item->request_id);
      return;
    }
  group = find_group (push, item);
  if (group == NULL)
    {
      group = g_array_new (FALSE, FALSE, sizeof (guint));
      g_ptr_array_add (push->groups, group);
    }
  g_array_append_val (group, index);
}

static GBytes *
make_batch (Push *push,
            GArray *group)
{
  g_autoptr (TieJsonWriter) writer = tie_json_writer_new ();
  char *text = NULL;

  tie_json_writer_begin_object (writer, NULL);
  tie_json_writer_begin_array (writer, "BatchItemRequest");
  for (guint i = 0; i < group->len; i++)
    {
      const Item *item = g_ptr_array_index (push->items, g_array_index (group, guint, i));
      g_autofree char *body = g_strndup (g_bytes_get_data (item->body, NULL), g_bytes_get_size (item->body));

      tie_json_writer_begin_object (writer, NULL);
      tie_json_writer_add_string (writer, "bId", item->request_id + TIE_QUICKBOOKS_BATCH_ID);
      if (g_str_equal (item->verb, "void"))
        {
          tie_json_writer_add_string (writer, "operation", "update");
          tie_json_writer_add_string (writer, "optionsData", "void");
        }
      else
        tie_json_writer_add_string (writer, "operation", item->verb);
      tie_json_writer_add_raw (writer, item->entity->name, body);
      tie_json_writer_end_object (writer);
    }
  tie_json_writer_end_array (writer);
  tie_json_writer_end_object (writer);
  text = tie_json_writer_finish (writer);
  return g_bytes_new_take (text, strlen (text));
}

/* Creating and changing need no word beside the body. */
static char *
make_single_resource (const Item *item)
{
  const char *operation = NULL;
  const char *include = NULL;

  if (g_str_equal (item->verb, "delete"))
    operation = "delete";
  else if (g_str_equal (item->verb, "void"))
    {
      gboolean is_invoice = item->entity->kind == TIE_KIND_SALES_INVOICE;

      operation = is_invoice ? "void" : "update";
      include = is_invoice ? NULL : "void";
    }
  return tie_quickbooks_make_resource (item->entity->path, "operation", operation, "include", include, "requestid", item->request_id, NULL);
}

/* These will meet the next request as well; a rule about one record's data will not. */
static gboolean
stops_all (const GError *fault)
{
  return g_error_matches (fault, TIE_ERROR, TIE_ERROR_THROTTLED) || g_error_matches (fault, TIE_ERROR, TIE_ERROR_TOKEN) ||
         g_error_matches (fault, TIE_ERROR, TIE_ERROR_RIGHTS) || g_error_matches (fault, TIE_ERROR, TIE_ERROR_SERVER) ||
         g_error_matches (fault, TIE_ERROR, TIE_ERROR_SUBSCRIPTION) || g_error_matches (fault, TIE_ERROR, TIE_ERROR_RESET);
}

static void
set_fault (Push *push,
           TieLedgerResult *result,
           const GError *fault,
           gboolean is_known)
{
  result->is_known = is_known;
  result->fault = g_error_copy (fault);
}

static void
set_stop (Push *push,
          const GError *fault,
          guint retry_after)
{
  if (push->stop != NULL)
    return;
  push->stop = g_error_copy (fault);
  push->stop_retry_after = retry_after;
}

/* object: {"Customer":{…}}, the answer to one request or one item of a batch. */
static void
read_result (TieLedgerResult *result,
             const Item *item,
             guint status,
             JsonObject *object)
{
  JsonObject *made = tie_json_get_object (object, item->entity->name);

  if (tie_quickbooks_fault_read (result, status, object))
    return;
  result->remote = tie_quickbooks_parse_remote (item->entity, made, FALSE, &result->fault);
  result->is_known = result->remote != NULL;
  /* Nobody is to believe that something is void which is not. */
  if (result->remote != NULL && g_str_equal (item->verb, "void") && !result->remote->money->is_void)
    {
      g_clear_pointer (&result->remote, tie_remote_free);
      result->fault = g_error_new (TIE_ERROR, TIE_ERROR_FAILED, "QuickBooks did not void it");
    }
}

static JsonObject *
find_response (JsonObject *root,
               const char *item_id)
{
  JsonArray *responses = tie_json_get_array (root, "BatchItemResponse");

  for (guint i = 0; responses != NULL && i < json_array_get_length (responses); i++)
    {
      JsonObject *response = tie_json_get_element_object (responses, i);

      if (g_strcmp0 (tie_json_get_string (response, "bId"), item_id) == 0)
        return response;
    }
  return NULL;
}

static void
read_answer (Push *push,
             GArray *group,
             const TieHttpAnswer *answer)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = tie_http_answer_parse (answer, &reason);
  JsonObject *object = tie_json_get_root_object (root);
  gboolean is_batch_answer = tie_json_get_array (object, "BatchItemResponse") != NULL;

  if (reason == NULL)
    reason = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "The answer names nothing that was sent");
  for (guint i = 0; i < group->len; i++)
    {
      guint index = g_array_index (group, guint, i);
      const Item *item = g_ptr_array_index (push->items, index);
      TieLedgerResult *result = g_ptr_array_index (push->results, index);
      JsonObject *response = object;

      if (is_batch_answer && is_in_batch (item))
        response = find_response (object, item->request_id + TIE_QUICKBOOKS_BATCH_ID);
      if (response != NULL || answer->status >= 300)
        read_result (result, item, answer->status, response);
      else
        /* It acted, and what it says is lost. */
        set_fault (push, result, reason, FALSE);

      result->trace = g_strdup (answer->trace);
      result->retry_after = answer->retry_after;
      if (result->fault != NULL && stops_all (result->fault))
        set_stop (push, result->fault, answer->retry_after);
    }
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&call->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  Push *push = g_task_get_task_data (task);
  gboolean has_left = FALSE;

  answer = tie_quickbooks_call_finish (TIE_QUICKBOOKS (source), result, &has_left, &error);
  push->in_flight--;
  push->has_left |= has_left;
  if (answer != NULL)
    read_answer (push, call->group, answer);
  else
    {
      set_stop (push, error, 0);
      for (guint i = 0; i < call->group->len; i++)
        set_fault (push, g_ptr_array_index (push->results, g_array_index (call->group, guint, i)), error, !has_left);
    }
  g_free (call);
  start_groups (task);
}

static void
start_group (GTask *task,
             GArray *group)
{
  TieQuickbooks *self = g_task_get_source_object (task);
  Push *push = g_task_get_task_data (task);
  const Item *item = g_ptr_array_index (push->items, g_array_index (group, guint, 0));
  Call *call = g_new0 (Call, 1);
  g_autofree char *resource = NULL;
  g_autoptr (GBytes) body = NULL;

  if (is_in_batch (item))
    {
      g_autofree char *batch_id = g_strndup (item->request_id, TIE_QUICKBOOKS_BATCH_ID);

      resource = tie_quickbooks_make_resource ("batch", "requestid", batch_id, NULL);
      body = make_batch (push, group);
    }
  else
    {
      resource = make_single_resource (item);
      body = g_bytes_ref (item->body);
    }

  call->task = g_object_ref (task);
  call->group = group;
  push->in_flight++;
  tie_quickbooks_call_async (self, resource, body, g_task_get_cancellable (task), answered_cb, call);
}

static void
finish (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  if (push->stop != NULL && !push->has_left)
    {
      g_task_return_error (task, g_steal_pointer (&push->stop));
      return;
    }
  for (guint i = 0; i < push->results->len; i++)
    {
      TieLedgerResult *result = g_ptr_array_index (push->results, i);

      if (result->remote != NULL || result->fault != NULL)
        continue;
      set_fault (push, result, push->stop, TRUE);
      result->retry_after = push->stop_retry_after;
    }
  g_task_return_pointer (task, g_steal_pointer (&push->results), (GDestroyNotify) g_ptr_array_unref);
}

static void
start_groups (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  while (push->next < push->groups->len && push->stop == NULL && push->in_flight < TIE_QUICKBOOKS_AT_ONCE)
    start_group (task, g_ptr_array_index (push->groups, push->next++));
  if (push->in_flight == 0)
    finish (task);
}

void
tie_quickbooks_push_async (TieLedger *ledger,
                           GPtrArray *operations,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  Push *push = g_new0 (Push, 1);

  g_return_if_fail (operations->len <= TIE_QUICKBOOKS_MAX_BATCH);

  push->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  push->results = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_result_free);
  push->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < operations->len; i++)
    add_operation (push, g_ptr_array_index (operations, i));
  g_task_set_source_tag (task, tie_quickbooks_push_async);
  g_task_set_task_data (task, push, (GDestroyNotify) push_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  start_groups (task);
}

GPtrArray *
tie_quickbooks_push_finish (TieLedger *ledger,
                            GAsyncResult *result,
                            GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
