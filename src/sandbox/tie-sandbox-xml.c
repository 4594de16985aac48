/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xml"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-operation.h"

/* In XML these are attributes of their element. */
static const char *const attributes[] = {
  "domain", "sparse", "status", "startPosition", "maxResults", "totalCount", "type", "code", "element", "bId", "name", "time", NULL,
};

static void append_member (GString *out, const char *name, JsonNode *node);

static void
append_escaped (GString *out,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (out, escaped);
}

/* "Name" of a reference and "type" of a term are told apart by case, and only scalars can be attributes. */
static gboolean
is_attribute (const char *name,
              JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && g_strv_contains (attributes, name);
}

static void
append_attributes (GString *out,
                   JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *text = is_attribute (name, node) ? tie_sandbox_json_dup_scalar (node) : NULL;

      if (text == NULL)
        continue;
      g_string_append_printf (out, " %s=\"", name);
      append_escaped (out, text);
      g_string_append_c (out, '"');
    }
}

/* A reference's value is the text of its element. */
static void
append_children (GString *out,
                 JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (is_attribute (name, node))
        continue;
      if (g_str_equal (name, "value") && JSON_NODE_HOLDS_VALUE (node))
        {
          g_autofree char *text = tie_sandbox_json_dup_scalar (node);

          append_escaped (out, text);
        }
      else
        append_member (out, name, node);
    }
}

static void
append_element (GString *out,
                const char *name,
                JsonNode *node)
{
  g_autofree char *text = tie_sandbox_json_dup_scalar (node);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  g_string_append_printf (out, "<%s", name);
  if (object != NULL)
    append_attributes (out, object);
  g_string_append_c (out, '>');
  if (object != NULL)
    append_children (out, object);
  else if (text != NULL)
    append_escaped (out, text);
  g_string_append_printf (out, "</%s>", name);
}

static void
append_member (GString *out,
               const char *name,
               JsonNode *node)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      append_element (out, name, node);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    append_element (out, name, json_array_get_element (json_node_get_array (node), i));
}

char *
tie_sandbox_xml_from_json (const char *json,
                           const char *root_name,
                           const char *name_space)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (json);
  JsonObject *envelope = json_node_get_object (root);
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");

  g_string_append_printf (out, "<%s", root_name);
  if (name_space != NULL)
    g_string_append_printf (out, " xmlns=\"%s\"", name_space);
  append_attributes (out, envelope);
  g_string_append_c (out, '>');
  append_children (out, envelope);
  g_string_append_printf (out, "</%s>", root_name);
  return g_string_free (out, FALSE);
}
