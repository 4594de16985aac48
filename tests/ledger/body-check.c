/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "body-check"
#include "config.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "base/tie-date.h"
#include "body-check.h"

#define MAX_BATCH_ID 10

static JsonObject *
get_tables (void)
{
  static JsonParser *parser = NULL; /* lives as long as the test */

  if (parser == NULL)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "quickbooks", "fields.json", NULL);
      g_autoptr (GError) error = NULL;

      parser = json_parser_new ();
      json_parser_load_from_file (parser, path, &error);
      g_assert_no_error (error);
    }
  return json_node_get_object (json_parser_get_root (parser));
}

static gboolean
refuse (GError **error,
        const char *path,
        const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s %s", path, why);
  return FALSE;
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static JsonObject *
find_rule (JsonArray *rules,
           const char *name)
{
  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);

      if (g_str_equal (get_text (rule, "name"), name))
        return rule;
    }
  return NULL;
}

static JsonArray *
find_type (const char *name)
{
  JsonObject *types = json_object_get_object_member (get_tables (), "types");

  return json_object_has_member (types, name) ? json_object_get_array_member (types, name) : NULL;
}

static gboolean check_object (JsonArray *rules, const char *type, JsonObject *object, gboolean is_new, const char *path, GError **error);

static gboolean
check_text (JsonObject *rule,
            const char *text,
            const char *path,
            GError **error)
{
  gint64 max = json_object_get_int_member_with_default (rule, "maxLength", 0);
  const char *enumeration = get_text (rule, "enum");
  JsonObject *enums = json_object_get_object_member (get_tables (), "enums");

  if (*text == '\0')
    return refuse (error, path, "is empty");
  if (max > 0 && g_utf8_strlen (text, -1) > max)
    return refuse (error, path, "is too long");
  if (g_str_equal (get_text (rule, "json"), "date") && !tie_date_is_valid (text))
    return refuse (error, path, "is no date");
  if (enumeration != NULL && json_object_has_member (enums, enumeration))
    {
      JsonArray *values = json_object_get_array_member (enums, enumeration);

      for (guint i = 0; i < json_array_get_length (values); i++)
        {
          if (g_str_equal (json_array_get_string_element (values, i), text))
            return TRUE;
        }
      return refuse (error, path, "is none of the listed values");
    }
  if (json_object_has_member (rule, "forbiddenChars") && strpbrk (text, ":\t\n") != NULL)
    return refuse (error, path, "holds a character that is not allowed");
  return TRUE;
}

static gboolean
check_value (JsonObject *rule,
             JsonNode *node,
             gboolean is_new,
             const char *path,
             GError **error)
{
  const char *kind = get_text (rule, "json");
  const char *type = get_text (rule, "type");
  GType found = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (g_str_equal (kind, "ref") || g_str_equal (kind, "object"))
    {
      JsonArray *rules = type != NULL ? find_type (type) : NULL;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return refuse (error, path, "is no object");
      return rules == NULL || check_object (rules, type, json_node_get_object (node), is_new, path, error);
    }
  if (g_str_equal (kind, "number") || g_str_equal (kind, "integer"))
    return found == G_TYPE_INT64 || (found == G_TYPE_DOUBLE && g_str_equal (kind, "number")) ? TRUE : refuse (error, path, "is no number");
  if (g_str_equal (kind, "boolean"))
    return found == G_TYPE_BOOLEAN ? TRUE : refuse (error, path, "is no boolean");
  return found == G_TYPE_STRING ? check_text (rule, json_node_get_string (node), path, error) : refuse (error, path, "is no string");
}

/* Ids and tokens are read-only, yet belong into updates, and a line's id into its document's. */
static gboolean
may_be_sent (const char *type,
             JsonObject *rule,
             gboolean is_new)
{
  const char *name = get_text (rule, "name");

  if (g_str_equal (name, "Id") || g_str_equal (name, "SyncToken"))
    return !is_new && (type == NULL || g_str_equal (type, "Line"));
  return !json_object_has_member (rule, "readOnly") && !g_str_equal (name, "EmailStatus") && !g_str_equal (name, "MetaData");
}

static gboolean
is_needed (JsonObject *object,
           const char *type,
           JsonObject *rule)
{
  const char *name = get_text (rule, "name");
  const char *detail = get_text (object, "DetailType");

  if (g_strcmp0 (get_text (rule, "required"), "create") != 0 || json_object_has_member (rule, "choice"))
    return FALSE;
  if (g_strcmp0 (type, "Line") == 0 && g_str_equal (name, "DetailType"))
    return !json_object_has_member (object, "LinkedTxn");
  if (g_strcmp0 (type, "Line") == 0 && g_str_equal (name, "Amount"))
    return g_strcmp0 (detail, "DescriptionOnly") != 0;
  return TRUE;
}

static gboolean
check_required (JsonArray *rules,
                const char *type,
                JsonObject *object,
                const char *path,
                GError **error)
{
  for (guint i = 0; i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (rules, i);
      g_autofree char *name = g_strconcat (path, ".", get_text (rule, "name"), NULL);

      if (is_needed (object, type, rule) && !json_object_has_member (object, get_text (rule, "name")))
        return refuse (error, name, "is missing");
    }
  return TRUE;
}

static gboolean
check_member (JsonObject *rule,
              JsonNode *node,
              gboolean is_new,
              const char *path,
              GError **error)
{
  JsonArray *array;

  if (!json_object_has_member (rule, "list"))
    return check_value (rule, node, is_new, path, error);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (error, path, "is no array");
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!check_value (rule, json_array_get_element (array, i), is_new, path, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_object (JsonArray *rules,
              const char *type,
              JsonObject *object,
              gboolean is_new,
              const char *path,
              GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  /* Only the detail of a line of text has nothing to say. */
  if (json_object_get_size (object) == 0 && g_strcmp0 (type, "DescriptionLineDetail") != 0)
    return refuse (error, path, "is an empty object");
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *rule = find_rule (rules, name);
      g_autofree char *place = g_strconcat (path, ".", name, NULL);

      /* Takes part in every update, though not every entity's table lists it. */
      if (type == NULL && !is_new && g_str_equal (name, "sparse"))
        continue;
      if (rule == NULL)
        return refuse (error, place, "is not known");
      if (!may_be_sent (type, rule, is_new))
        return refuse (error, place, "is not to be sent");
      if (!check_member (rule, node, is_new, place, error))
        return FALSE;
    }
  return (type == NULL && !is_new) || check_required (rules, type, object, path, error);
}

/* Which writes numbers as they are: two digits of money, four of rates, never seventeen. */
static gboolean
check_digits (const char *body,
              const char *entity,
              GError **error)
{
  g_autofree char *bare = NULL;
  g_autoptr (GRegex) strings = g_regex_new ("\"(?:[^\"\\\\]|\\\\.)*\"", 0, 0, NULL);

  bare = g_regex_replace_literal (strings, body, -1, 0, "", 0, NULL);
  if (g_regex_match_simple ("[0-9]\\.[0-9]{5,}|[0-9][eE]", bare, 0, 0))
    return refuse (error, entity, "holds a number with more than four decimals");
  return TRUE;
}

static gboolean
check_root (const char *entity,
            const char *verb,
            JsonNode *root,
            GError **error)
{
  JsonObject *entities = json_object_get_object_member (get_tables (), "entities");
  gboolean is_new = g_str_equal (verb, "create");
  JsonObject *object = NULL;

  if (!json_object_has_member (entities, entity) || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, entity, "is not in the table, or no object");
  object = json_node_get_object (root);
  if (!is_new && (get_text (object, "Id") == NULL || get_text (object, "SyncToken") == NULL))
    return refuse (error, entity, "lacks id or token");
  if (g_str_equal (verb, "update") && !json_object_get_boolean_member_with_default (object, "sparse", FALSE))
    return refuse (error, entity, "would be replaced as a whole");
  if ((g_str_equal (verb, "delete") || g_str_equal (verb, "void")) && json_object_get_size (object) > 3)
    return refuse (error, entity, "names more than id and token");
  return check_object (json_object_get_array_member (entities, entity), NULL, object, is_new, entity, error);
}

gboolean
body_check (const char *entity,
            const char *verb,
            const char *body,
            GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (body, error);

  if (root == NULL || !check_digits (body, entity, error))
    return FALSE;
  return check_root (entity, verb, root, error);
}

static gboolean
check_item (JsonObject *item,
            int *n,
            GError **error)
{
  const char *operation = get_text (item, "operation");
  const char *verb = g_strcmp0 (get_text (item, "optionsData"), "void") == 0 ? "void" : operation;
  const char *id = get_text (item, "bId");
  g_autoptr (GList) members = json_object_get_members (item);

  if (id == NULL || (operation != NULL && strlen (id) > MAX_BATCH_ID))
    return refuse (error, "bId", "is missing or too long");
  for (GList *l = members; operation != NULL && l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (item, l->data);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      if (!check_root (l->data, verb, node, error))
        return FALSE;
      (*n)++;
    }
  return TRUE;
}

static const char *
find_entity (const char *path)
{
  JsonObject *entities = json_object_get_object_member (get_tables (), "entities");
  const char *slash = strrchr (path, '/');
  JsonObjectIter iter;
  const char *name = NULL;

  json_object_iter_init (&iter, entities);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      if (g_ascii_strcasecmp (name, slash + 1) == 0)
        return name;
    }
  return NULL;
}

static gboolean
check_batch (const char *body,
             int *n,
             GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (body, error);
  JsonArray *items = root != NULL ? json_object_get_array_member (json_node_get_object (root), "BatchItemRequest") : NULL;

  if (items == NULL || json_array_get_length (items) > 30)
    return refuse (error, "batch", "has no items, or too many");
  if (!check_digits (body, "batch", error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      if (!check_item (json_array_get_object_element (items, i), n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_request (JsonObject *request,
               int *n,
               GError **error)
{
  const char *path = get_text (request, "path");
  const char *body = get_text (request, "body");
  g_autoptr (GHashTable) query = soup_form_decode (get_text (request, "query"));
  const char *operation = g_hash_table_lookup (query, "operation");
  const char *include = g_hash_table_lookup (query, "include");
  const char *verb = "create";

  if (!g_str_equal (get_text (request, "method"), "POST") || !g_str_has_prefix (path, "/v3/") || *body == '\0')
    return TRUE;
  if (g_str_has_suffix (path, "/batch"))
    return check_batch (body, n, error);
  if (find_entity (path) == NULL)
    return refuse (error, path, "is written to");
  if (g_strcmp0 (include, "void") == 0 || g_strcmp0 (operation, "void") == 0)
    verb = "void";
  else if (operation != NULL)
    verb = operation;
  else if (strstr (body, "\"sparse\":true") != NULL)
    verb = "update";
  (*n)++;
  return body_check (find_entity (path), verb, body, error);
}

int
body_check_journal (const char *journal,
                    GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (journal, error);
  JsonArray *requests = NULL;
  int n = 0;

  if (root == NULL)
    return -1;
  requests = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      if (!check_request (json_array_get_object_element (requests, i), &n, error))
        return -1;
    }
  return n;
}
