/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-xero-push"
#include "config.h"

#include "base/tie-text.h"
#include "ledger/tie-ledger-call.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-limits.h"
#include "ledger/xero/tie-xero-look.h"
#include "net/tie-json.h"

/* Xero knows no versions: whoever writes last wins.  So what is to be changed is read just before, as many as one address
 * holds, and what is not any more as it was is not sent. */

typedef struct
{
  GPtrArray *elements; /* (owned) of TieXeroElement, not owned */
  guint first;         /* of those that are asked for now */
  guint end;
} Look;

static void ask (GTask *task);

static void
look_free (gpointer data)
{
  Look *look = data;

  g_ptr_array_unref (look->elements);
  g_free (look);
}

/* Contacts and invoices are asked for by their ids; of the others one, or a whole list that is short. */
static gboolean
is_asked_together (const TieXeroEntity *entity)
{
  return entity->is_paged && g_str_equal (entity->plural, "CreditNotes") == FALSE;
}

static const char *
get_id (const TieXeroElement *element,
        JsonNode **root)
{
  *root = json_from_string (element->frozen->element, NULL);
  return tie_json_get_string (tie_json_get_root_object (*root), element->entity->id);
}

static JsonObject *
find (JsonArray *array,
      const char *member,
      const char *id)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = tie_json_get_element_object (array, i);

      if (g_strcmp0 (tie_json_get_string (one, member), id) == 0)
        return one;
    }
  return NULL;
}

static void
take (Look *look,
      JsonArray *array)
{
  for (guint i = look->first; i < look->end; i++)
    {
      TieXeroElement *element = g_ptr_array_index (look->elements, i);
      g_autoptr (JsonNode) root = NULL;
      const char *id = get_id (element, &root);

      tie_xero_element_meet (element, find (array, element->entity->id, id));
    }
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  Look *look = g_task_get_task_data (task);
  const TieXeroElement *first = g_ptr_array_index (look->elements, look->first);
  g_autoptr (TieHttpAnswer) answer = tie_xero_call_finish (TIE_XERO (source), result, NULL, &error);

  if (answer != NULL && answer->status == 404)
    take (look, NULL);
  else if (answer != NULL && !tie_xero_fault_to_error (answer, &error))
    root = tie_http_answer_parse (answer, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (root != NULL)
    take (look, tie_json_get_array (tie_json_get_root_object (root), first->entity->plural));
  look->first = look->end;
  if (look->first < look->elements->len)
    ask (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static char *
make_resource (Look *look)
{
  const TieXeroElement *first = g_ptr_array_index (look->elements, look->first);
  g_autoptr (GString) ids = g_string_new (NULL);

  look->end = is_asked_together (first->entity) ? MIN (look->first + TIE_XERO_MAX_IDS, look->elements->len) : look->first + 1;
  for (guint i = look->first; i < look->end; i++)
    {
      g_autoptr (JsonNode) root = NULL;
      const char *id = get_id (g_ptr_array_index (look->elements, i), &root);

      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", id);
    }
  if (!is_asked_together (first->entity))
    {
      g_autofree char *path = g_strdup_printf ("%s/%s", first->entity->plural, ids->str);

      return tie_ledger_make_resource (path, "unitdp", "4", NULL);
    }
  return tie_ledger_make_resource (first->entity->plural, "IDs", ids->str, "includeArchived", g_str_equal (first->entity->plural, "Contacts") ? "true" : NULL,
                                   "page", "1", "pageSize", "100", "unitdp", "4", NULL);
}

/* Takes the task over. */
static void
ask (GTask *task)
{
  Look *look = g_task_get_task_data (task);
  g_autofree char *resource = make_resource (look);
  const TieXeroRequest request = { .method = "GET", .resource = resource };

  tie_xero_call_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task), read_cb, task);
}

void
tie_xero_look_async (TieXero *self,
                     GPtrArray *elements,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->elements = g_ptr_array_copy (elements, NULL, NULL);
  g_task_set_source_tag (task, tie_xero_look_async);
  g_task_set_task_data (task, look, look_free);
  g_task_set_check_cancellable (task, FALSE);
  ask (task);
}

gboolean
tie_xero_look_finish (TieXero *self,
                      GAsyncResult *result,
                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
