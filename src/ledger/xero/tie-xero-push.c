/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-push"
#include "config.h"

#include <string.h>

#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-allocate.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-look.h"
#include "ledger/xero/tie-xero-push.h"

/* Elements of one list travel together, up to fifty in a call; what is written by address goes alone. */

typedef struct
{
  GPtrArray *elements; /* (owned) of TieXeroElement */
  GPtrArray *results;  /* (owned) of TieLedgerResult, one per element */
  GPtrArray *groups;   /* (owned) of GPtrArray of TieXeroElement, not owned: what travels together */
  guint next;          /* group */
  guint in_flight;
  gboolean has_left;   /* something was sent */
  GError *stop;        /* (owned) (nullable): why nothing more is sent */
  guint stop_retry_after;
} Push;

/* One group on its way. */
typedef struct
{
  GTask *task;      /* (owned) */
  GPtrArray *group; /* (owned): of it what is still to be sent */
} Call;

static void start_groups (GTask *task);

static void
push_free (gpointer data)
{
  Push *push = data;

  g_clear_pointer (&push->groups, g_ptr_array_unref);
  g_clear_pointer (&push->elements, g_ptr_array_unref);
  g_clear_pointer (&push->results, g_ptr_array_unref);
  g_clear_error (&push->stop);
  g_free (push);
}

static Call *
call_new (GTask *task,
          GPtrArray *group)
{
  Call *call = g_new0 (Call, 1);

  call->task = g_object_ref (task);
  call->group = g_ptr_array_ref (group);
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->task);
  g_ptr_array_unref (call->group);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* ---- what travels together ---- */

static gsize
measure (GPtrArray *group)
{
  gsize size = 0;

  for (guint i = 0; i < group->len; i++)
    size += strlen (((const TieXeroElement *) g_ptr_array_index (group, i))->frozen->element) + 1;
  return size;
}

static GPtrArray *
find_group (Push *push,
            const TieXeroElement *element)
{
  for (guint i = 0; i < push->groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (push->groups, i);

      if (tie_xero_element_is_alike (g_ptr_array_index (group, 0), element) && group->len < TIE_XERO_MAX_BATCH &&
          measure (group) + strlen (element->frozen->element) < TIE_XERO_MAX_BODY)
        return group;
    }
  return NULL;
}

static void
add_operation (Push *push,
               const TieLedgerOperation *operation)
{
  TieLedgerResult *result = g_new0 (TieLedgerResult, 1);
  TieXeroElement *element = tie_xero_element_new (operation, result);
  GPtrArray *group = NULL;

  g_ptr_array_add (push->elements, element);
  g_ptr_array_add (push->results, result);
  if (element->entity == NULL || element->frozen == NULL)
    {
      result->is_known = TRUE;
      result->fault = g_error_new (TIE_ERROR, TIE_ERROR_BUG, "An operation on kind %s with request id %s cannot be sent", tie_kind_to_string (operation->kind), operation->request_id);
      return;
    }
  group = find_group (push, element);
  if (group == NULL)
    {
      group = g_ptr_array_new ();
      g_ptr_array_add (push->groups, group);
    }
  g_ptr_array_add (group, element);
}

/* ---- stopping ---- */

/* These will meet the next request as well; a rule about one record's data will not. */
static gboolean
stops_all (const GError *fault)
{
  static const TieError all[] = { TIE_ERROR_THROTTLED, TIE_ERROR_TOKEN, TIE_ERROR_RIGHTS, TIE_ERROR_SERVER, TIE_ERROR_SUBSCRIPTION, TIE_ERROR_RESET,
                                  TIE_ERROR_SHUT_OUT, TIE_ERROR_DAY_LIMIT };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (g_error_matches (fault, TIE_ERROR, (int) all[i]))
        return TRUE;
    }
  return FALSE;
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

static void
fail_group (GPtrArray *group,
            const GError *fault,
            gboolean is_known)
{
  for (guint i = 0; i < group->len; i++)
    {
      if (!tie_xero_element_is_answered (g_ptr_array_index (group, i)))
        tie_xero_element_fail (g_ptr_array_index (group, i), fault, is_known);
    }
}

/* Takes the call. */
static void
end_call (Call *call)
{
  g_autoptr (Call) own = call;
  Push *push = g_task_get_task_data (own->task);

  push->in_flight--;
  for (guint i = 0; i < own->group->len; i++)
    {
      const TieLedgerResult *result = ((const TieXeroElement *) g_ptr_array_index (own->group, i))->result;

      if (result->fault != NULL && stops_all (result->fault))
        set_stop (push, result->fault, result->retry_after);
    }
  start_groups (own->task);
}

/* ---- one group ---- */

static void
written_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  Call *call = user_data;
  Push *push = g_task_get_task_data (call->task);
  g_autoptr (GError) error = NULL;
  gboolean has_left = FALSE;
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (TIE_XERO (source), result, &has_left, &error);

  push->has_left |= has_left;
  if (answer != NULL)
    tie_xero_elements_read_answer (call->group, answer);
  else
    {
      set_stop (push, error, 0);
      fail_group (call->group, error, !has_left);
    }
  end_call (call);
}

/* Takes the call. */
static void
write_group (Call *call)
{
  const TieXeroElement *first = g_ptr_array_index (call->group, 0);
  gboolean is_listed = tie_xero_element_is_listed (first);
  g_autofree char *resource = tie_ledger_make_resource (first->frozen->resource, "summarizeErrors", is_listed ? "false" : NULL, "unitdp", is_listed ? "4" : NULL, NULL);
  g_autoptr (GBytes) body = tie_xero_elements_make_body (call->group);
  g_autofree char *key = tie_xero_elements_make_key (call->group, first->frozen->method, resource, body);
  const TieXeroRequest request = { .method = first->frozen->method, .resource = resource, .body = body, .key = key };

  tie_xero_call_async (g_task_get_source_object (call->task), &request, g_task_get_cancellable (call->task), written_cb, call);
}

static void
looked_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  Call *call = user_data;
  Push *push = g_task_get_task_data (call->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  if (!tie_xero_look_finish (TIE_XERO (source), result, &error))
    {
      set_stop (push, error, 0);
      fail_group (call->group, error, TRUE);
      end_call (call);
      return;
    }
  for (guint i = 0; i < call->group->len; i++)
    {
      if (!tie_xero_element_is_answered (g_ptr_array_index (call->group, i)))
        g_ptr_array_add (rest, g_ptr_array_index (call->group, i));
    }
  if (rest->len == 0)
    {
      end_call (call);
      return;
    }
  g_ptr_array_unref (call->group);
  call->group = g_steal_pointer (&rest);
  write_group (call);
}

static void
allocated_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  Call *call = user_data;
  Push *push = g_task_get_task_data (call->task);

  push->has_left |= tie_xero_allocate_finish (TIE_XERO (source), result);
  end_call (call);
}

static void
start_group (GTask *task,
             GPtrArray *group)
{
  TieXero *self = g_task_get_source_object (task);
  Push *push = g_task_get_task_data (task);
  TieXeroElement *first = g_ptr_array_index (group, 0);
  g_autofree char *credit = tie_xero_frozen_dup_credit (first->frozen);
  Call *call = call_new (task, group);

  push->in_flight++;
  if (credit != NULL)
    tie_xero_allocate_async (self, first, credit, g_task_get_cancellable (task), allocated_cb, call);
  else if (tie_xero_element_has_state (first))
    tie_xero_look_async (self, group, g_task_get_cancellable (task), looked_cb, call);
  else
    write_group (call);
}

/* ---- the whole ---- */

static void
finish (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  if (push->stop != NULL && !push->has_left)
    {
      g_task_return_error (task, g_steal_pointer (&push->stop));
      return;
    }
  for (guint i = 0; i < push->elements->len; i++)
    {
      TieXeroElement *element = g_ptr_array_index (push->elements, i);

      if (tie_xero_element_is_answered (element))
        continue;
      tie_xero_element_fail (element, push->stop, TRUE);
      element->result->retry_after = push->stop_retry_after;
    }
  g_task_return_pointer (task, g_steal_pointer (&push->results), (GDestroyNotify) g_ptr_array_unref);
}

static void
start_groups (GTask *task)
{
  Push *push = g_task_get_task_data (task);

  while (push->next < push->groups->len && push->stop == NULL && push->in_flight < TIE_XERO_AT_ONCE)
    start_group (task, g_ptr_array_index (push->groups, push->next++));
  if (push->in_flight == 0)
    finish (task);
}

void
tie_xero_push_async (TieLedger *ledger,
                     GPtrArray *operations,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (ledger, cancellable, callback, user_data);
  Push *push = g_new0 (Push, 1);

  g_return_if_fail (operations->len <= TIE_XERO_MAX_BATCH);

  push->elements = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_xero_element_free);
  push->results = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_ledger_result_free);
  push->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < operations->len; i++)
    add_operation (push, g_ptr_array_index (operations, i));
  g_task_set_source_tag (task, tie_xero_push_async);
  g_task_set_task_data (task, push, push_free);
  /* What was answered counts, also when the caller has gone meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  start_groups (task);
}

GPtrArray *
tie_xero_push_finish (TieLedger *ledger,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, ledger), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
