/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-json"
#include "config.h"

#include "base/tie-money.h"
#include "net/tie-json.h"

static JsonNode *
get_value (JsonObject *object,
           const char *member,
           GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

JsonObject *
tie_json_get_root_object (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

JsonObject *
tie_json_get_object (JsonObject *object,
                     const char *member)
{
  return tie_json_get_root_object (object != NULL ? json_object_get_member (object, member) : NULL);
}

JsonArray *
tie_json_get_array (JsonObject *object,
                    const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
tie_json_get_string (JsonObject *object,
                     const char *member)
{
  JsonNode *node = get_value (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
tie_json_get_integer (JsonObject *object,
                      const char *member,
                      gint64 fallback)
{
  JsonNode *node = get_value (object, member, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

gint64
tie_json_get_decimal (JsonObject *object,
                      const char *member,
                      guint decimals)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;
  gint64 value = 0;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return tie_decimal_parse (json_node_get_string (node), decimals, &value) ? value : 0;
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return tie_decimal_from_json_double (json_node_get_double (node), decimals);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));

      return tie_decimal_parse (text, decimals, &value) ? value : 0;
    }
  return 0;
}

gboolean
tie_json_get_boolean (JsonObject *object,
                      const char *member,
                      gboolean fallback)
{
  JsonNode *node = get_value (object, member, G_TYPE_BOOLEAN);

  return node != NULL ? json_node_get_boolean (node) : fallback;
}

JsonObject *
tie_json_get_element_object (JsonArray *array,
                             guint index)
{
  return tie_json_get_root_object (json_array_get_element (array, index));
}
