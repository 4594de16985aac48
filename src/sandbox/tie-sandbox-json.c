/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-json"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "sandbox/tie-sandbox-json.h"

static void append_node (GString *out, JsonNode *node);

JsonNode *
tie_sandbox_json_parse (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (!json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

void
tie_sandbox_json_append_quoted (GString *out,
                                const char *text)
{
  g_string_append_c (out, '"');
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      if (*p < 0x20)
        g_string_append_printf (out, "\\u%04x", *p);
      else
        g_string_append_c (out, (char) *p);
    }
  g_string_append_c (out, '"');
}

/* json-glib's own generator prints 250.55 as 250.55000000000001.  The shortest digits that read back as the same number
 * are the ones the client sent, or the cents we computed. */
static void
append_number (GString *out,
               double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      g_autofree char *format = g_strdup_printf ("%%.%dg", digits);

      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (digits == 17 || !(g_ascii_strtod (buffer, NULL) < number || g_ascii_strtod (buffer, NULL) > number))
        break;
    }
  g_string_append (out, buffer);
}

static void
append_object (GString *out,
               JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      tie_sandbox_json_append_quoted (out, name);
      g_string_append_c (out, ':');
      append_node (out, node);
    }
  g_string_append_c (out, '}');
}

static void
append_node (GString *out,
             JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          append_node (out, json_array_get_element (array, i));
        }
      g_string_append_c (out, ']');
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (out, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    tie_sandbox_json_append_quoted (out, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    append_number (out, json_node_get_double (node));
}

char *
tie_sandbox_json_write_object (JsonObject *object)
{
  GString *out = g_string_new (NULL);

  append_object (out, object);
  return g_string_free (out, FALSE);
}

static JsonNode *
copy_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonNode *copy = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (copy, tie_sandbox_json_copy (json_node_get_object (node)));
      return copy;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonNode *copy = json_node_new (JSON_NODE_ARRAY);
      JsonArray *from = json_node_get_array (node);
      JsonArray *to = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (to, copy_node (json_array_get_element (from, i)));
      json_node_take_array (copy, to);
      return copy;
    }
  return json_node_copy (node);
}

/* Deep: json_node_copy shares objects, and the parser's are immutable. */
JsonObject *
tie_sandbox_json_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, copy_node (node));
  return copy;
}

static JsonNode *
get_scalar (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
tie_sandbox_json_get_text (JsonObject *object,
                           const char *member)
{
  JsonNode *node = get_scalar (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gboolean
tie_sandbox_json_get_boolean (JsonObject *object,
                              const char *member)
{
  JsonNode *node = get_scalar (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

JsonObject *
tie_sandbox_json_get_object (JsonObject *object,
                             const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
tie_sandbox_json_get_array (JsonObject *object,
                            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

char *
tie_sandbox_json_dup_scalar (JsonNode *node)
{
  GString *out;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  out = g_string_new (NULL);
  append_node (out, node);
  return g_string_free (out, FALSE);
}

char *
tie_sandbox_json_dup_reference (JsonObject *object,
                                const char *member)
{
  return tie_sandbox_json_dup_scalar (get_scalar (tie_sandbox_json_get_object (object, member), "value"));
}

gint64
tie_sandbox_json_get_reference_id (JsonObject *object,
                                   const char *member)
{
  g_autofree char *text = tie_sandbox_json_dup_reference (object, member);
  gint64 id = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

void
tie_sandbox_json_set_reference (JsonObject *object,
                                const char *member,
                                const char *value,
                                const char *name)
{
  JsonObject *reference = json_object_new ();

  json_object_set_string_member (reference, "value", value);
  if (name != NULL)
    json_object_set_string_member (reference, "name", name);
  json_object_set_object_member (object, member, reference);
}

gboolean
tie_sandbox_json_get_decimal (JsonObject *object,
                              const char *member,
                              guint decimals,
                              gint64 *value)
{
  g_autofree char *text = tie_sandbox_json_dup_scalar (get_scalar (object, member));

  return tie_decimal_parse (text, decimals, value);
}

gint64
tie_sandbox_json_get_cents (JsonObject *object,
                            const char *member)
{
  gint64 cents = 0;

  return tie_sandbox_json_get_decimal (object, member, TIE_MONEY_DECIMALS, &cents) ? cents : 0;
}

/* A node can only hold a double; the writer turns it back into these very digits. */
void
tie_sandbox_json_set_decimal (JsonObject *object,
                              const char *member,
                              gint64 value,
                              guint decimals)
{
  g_autofree char *text = tie_decimal_format (value, decimals, 0);

  if (strchr (text, '.') == NULL)
    json_object_set_int_member (object, member, g_ascii_strtoll (text, NULL, 10));
  else
    json_object_set_double_member (object, member, g_ascii_strtod (text, NULL));
}

void
tie_sandbox_json_set_cents (JsonObject *object,
                            const char *member,
                            gint64 cents)
{
  tie_sandbox_json_set_decimal (object, member, cents, TIE_MONEY_DECIMALS);
}
