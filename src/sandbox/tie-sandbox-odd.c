/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-odd"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"

/* Answers that are right but look otherwise than the reference has them. */

static void make_odd (JsonNode *node, TieSandboxFaultKind kind);

static void
make_object_odd (JsonObject *object,
                 TieSandboxFaultKind kind)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
      g_autofree char *text = tie_sandbox_json_dup_scalar (node);

      if (kind == TIE_SANDBOX_FAULT_ODD_NUMBERS && (type == G_TYPE_DOUBLE || type == G_TYPE_INT64))
        json_object_set_string_member (object, l->data, text);
      else
        make_odd (node, kind);
    }
  if (kind == TIE_SANDBOX_FAULT_ODD_MEMBERS)
    {
      JsonArray *array = json_array_new ();

      json_array_add_int_element (array, 1);
      json_object_set_string_member (object, "AddedLastNight", "by somebody");
      json_object_set_array_member (object, "AndThese", array);
    }
}

static void
make_odd (JsonNode *node,
          TieSandboxFaultKind kind)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    make_object_odd (json_node_get_object (node), kind);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        make_odd (json_array_get_element (json_node_get_array (node), i), kind);
    }
}

void
tie_sandbox_answer_make_odd (TieSandboxFaultKind kind,
                             TieSandboxAnswer *answer)
{
  g_autoptr (JsonNode) root = answer->body != NULL ? tie_sandbox_json_parse (answer->body) : NULL;
  g_autoptr (JsonObject) copy = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? tie_sandbox_json_copy (json_node_get_object (root)) : NULL;

  if (copy == NULL || (kind != TIE_SANDBOX_FAULT_ODD_NUMBERS && kind != TIE_SANDBOX_FAULT_ODD_MEMBERS))
    return;
  make_object_odd (copy, kind);
  g_free (answer->body);
  answer->body = tie_sandbox_json_write_object (copy);
}
