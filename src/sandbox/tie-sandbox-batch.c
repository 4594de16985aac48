/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-batch"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-operation.h"
#include "sandbox/tie-sandbox-query.h"

#define MAX_ITEMS 30

/* The one member that is an entity. */
static const TieSandboxEntity *
find_entity (JsonObject *item,
             JsonObject **body)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, item);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const TieSandboxEntity *entity = JSON_NODE_HOLDS_OBJECT (node) ? tie_sandbox_entity_find (name) : NULL;

      if (entity == NULL)
        continue;
      *body = json_node_get_object (node);
      return entity;
    }
  return NULL;
}

/* Cuts the envelope open: the item's answer is {"bId":…,"Customer":…} without a time of its own. */
static char *
strip_time (const char *answer)
{
  const char *time = g_strrstr (answer, ",\"time\":\"");

  return g_strndup (answer + 1, (gsize) (time - answer - 1));
}

static TieSandboxFault *
run_item (TieSandboxCompany *company,
          JsonObject *item,
          const char *b_id,
          const char *requestid,
          char **members)
{
  const char *query = tie_sandbox_json_get_text (item, "Query");
  JsonObject *changes = tie_sandbox_json_get_object (item, "CDCQuery");
  g_autofree char *answer = NULL;
  g_autofree char *item_requestid = requestid != NULL ? g_strconcat (requestid, b_id, NULL) : NULL;
  TieSandboxOperation operation = { .requestid = item_requestid };
  TieSandboxFault *fault;

  if (query != NULL)
    {
      fault = tie_sandbox_query_run (company, query, &answer);
      *members = g_strconcat ("\"QueryResponse\":", answer, NULL);
      return fault;
    }
  if (changes != NULL)
    {
      fault = tie_sandbox_cdc_run (company, tie_sandbox_json_get_text (changes, "Entities"), tie_sandbox_json_get_text (changes, "ChangedSince"), &answer);
      *members = g_strconcat ("\"CDCResponse\":", answer, NULL);
      return fault;
    }
  operation.entity = find_entity (item, &operation.body);
  operation.operation = tie_sandbox_json_get_text (item, "operation");
  operation.options = tie_sandbox_json_get_text (item, "optionsData");
  if (operation.entity == NULL)
    return tie_sandbox_fault_new (2010, NULL, "The item names no entity of this company");
  if (operation.operation == NULL)
    return tie_sandbox_fault_new (2020, "operation", "Required parameter operation is missing in the request");
  fault = tie_sandbox_operation_run (company, &operation, &answer);
  if (fault == NULL)
    *members = strip_time (answer);
  return fault;
}

static void
append_item (TieSandboxCompany *company,
             JsonObject *item,
             const char *requestid,
             GString *out)
{
  g_autofree char *b_id = tie_sandbox_json_dup_scalar (json_object_get_member (item, "bId"));
  g_autofree char *members = NULL;
  g_autoptr (TieSandboxFault) fault = run_item (company, item, b_id != NULL ? b_id : "", requestid, &members);

  if (fault != NULL)
    {
      g_autofree char *json = tie_sandbox_fault_to_json (fault);

      g_free (members);
      members = g_strconcat ("\"Fault\":", json, NULL);
    }
  g_string_append_printf (out, "{%s,\"bId\":", members);
  tie_sandbox_json_append_quoted (out, b_id != NULL ? b_id : "");
  g_string_append_c (out, '}');
}

TieSandboxFault *
tie_sandbox_batch_run (TieSandboxCompany *company,
                       JsonObject *body,
                       const char *requestid,
                       char **answer)
{
  JsonArray *items = tie_sandbox_json_get_array (body, "BatchItemRequest");
  g_autofree char *time = NULL;
  GString *out;

  if (items == NULL)
    return tie_sandbox_fault_new (2020, "BatchItemRequest", "Required parameter BatchItemRequest is missing in the request");
  if (json_array_get_length (items) > MAX_ITEMS)
    return tie_sandbox_fault_new (1040, NULL, "A batch has at most %d items, not %u", MAX_ITEMS, json_array_get_length (items));
  out = g_string_new ("{\"BatchItemResponse\":[");
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      if (i > 0)
        g_string_append_c (out, ',');
      append_item (company, json_node_get_object (item), requestid, out);
    }
  time = tie_sandbox_company_dup_time (company);
  g_string_append_printf (out, "],\"time\":\"%s\"}", time);
  *answer = g_string_free (out, FALSE);
  return NULL;
}
