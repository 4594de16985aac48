/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sage-check"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tie-date.h"
#include "sage-check.h"

static JsonObject *
get_tables (void)
{
  static JsonParser *parser = NULL; /* lives as long as the test */

  if (parser == NULL)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sage", "fields.json", NULL);
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

static gboolean check_members (JsonObject *members, JsonObject *object, gboolean is_new, const char *path, GError **error);

static gboolean
check_text (JsonObject *rule,
            const char *text,
            const char *path,
            GError **error)
{
  const char *is = json_object_get_string_member (rule, "is");
  gint64 max = json_object_get_int_member_with_default (rule, "max", 0);
  JsonArray *words = json_object_has_member (rule, "words") ? json_object_get_array_member (rule, "words") : NULL;

  if (*text == '\0')
    return refuse (error, path, "is empty");
  if (max > 0 && g_utf8_strlen (text, -1) > max)
    return refuse (error, path, "is too long");
  if (g_str_equal (is, "date") && !tie_date_is_valid (text))
    return refuse (error, path, "is no date");
  if (g_str_equal (is, "id") && !g_regex_match_simple ("^[0-9a-f]{32}$", text, 0, 0))
    return refuse (error, path, "is no id");
  if (g_str_equal (is, "region") && !g_regex_match_simple ("^(US|CA)-[A-Z]{2}$", text, 0, 0))
    return refuse (error, path, "is no region");
  if (g_str_equal (is, "code") && !g_regex_match_simple ("^([A-Z][A-Z0-9_]*|[0-9a-f]{32})$", text, 0, 0))
    return refuse (error, path, "is no code");
  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++)
    {
      if (g_str_equal (json_array_get_string_element (words, i), text))
        return TRUE;
    }
  return words == NULL ? TRUE : refuse (error, path, "is none of the listed values");
}

static double
get_number (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_INT64 ? (double) json_node_get_int (node) : json_node_get_double (node);
}

/* A test may look at doubles: it only counts digits. */
static gboolean
check_number (JsonObject *rule,
              JsonNode *node,
              const char *path,
              GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  double scaled;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse (error, path, "is no number");
  scaled = get_number (node) * (json_object_get_int_member (rule, "decimals") == 2 ? 100 : 10000);
  return ABS (scaled - (double) (gint64) (scaled + (scaled < 0 ? -0.5 : 0.5))) < 1e-6 ? TRUE : refuse (error, path, "has too many digits");
}

static gboolean check_value (JsonObject *rule, JsonNode *node, gboolean is_new, const char *path, GError **error);

static gboolean
check_list (JsonObject *rule,
            JsonNode *node,
            gboolean is_new,
            const char *path,
            GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  double sum = 0;

  if (array == NULL)
    return refuse (error, path, "is no list");
  if (json_array_get_length (array) < json_object_get_int_member_with_default (rule, "least", 0))
    return refuse (error, path, "has too few elements");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      /* Elements are whole also where what holds them is only changed. */
      if (!check_value (json_object_get_object_member (rule, "each"), element, TRUE, path, error))
        return FALSE;
      if (json_object_has_member (rule, "sum"))
        sum += get_number (json_object_get_member (json_node_get_object (element), "amount"));
    }
  return ABS (sum) < 0.001 ? TRUE : refuse (error, path, "does not add up to nothing");
}

static gboolean
check_value (JsonObject *rule,
             JsonNode *node,
             gboolean is_new,
             const char *path,
             GError **error)
{
  const char *is = json_object_get_string_member (rule, "is");
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (g_str_equal (is, "object"))
    return JSON_NODE_HOLDS_OBJECT (node) ? check_members (json_object_get_object_member (rule, "members"), json_node_get_object (node), is_new, path, error)
                                         : refuse (error, path, "is no object");
  if (g_str_equal (is, "list"))
    return check_list (rule, node, is_new, path, error);
  if (g_str_equal (is, "number"))
    return check_number (rule, node, path, error);
  if (g_str_equal (is, "boolean"))
    return type == G_TYPE_BOOLEAN ? TRUE : refuse (error, path, "is no boolean");
  return type == G_TYPE_STRING ? check_text (rule, json_node_get_string (node), path, error) : refuse (error, path, "is no text");
}

static gboolean
check_members (JsonObject *members,
               JsonObject *object,
               gboolean is_new,
               const char *path,
               GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (json_object_get_size (object) == 0)
    return refuse (error, path, "is an empty object");
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *place = g_strconcat (path, ".", name, NULL);

      if (!json_object_has_member (members, name))
        return refuse (error, place, "is not known");
      if (!check_value (json_object_get_object_member (members, name), node, is_new, place, error))
        return FALSE;
    }
  json_object_iter_init_ordered (&iter, members);
  while (is_new && json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *place = g_strconcat (path, ".", name, NULL);

      if (json_object_get_boolean_member_with_default (json_node_get_object (node), "required", FALSE) && !json_object_has_member (object, name))
        return refuse (error, place, "is missing");
    }
  return TRUE;
}

/* Sage knows a repeat by it, and it may stand nowhere but in what is made. */
static gboolean
check_idempotency (JsonObject *object,
                   gboolean is_new,
                   const char *path,
                   GError **error)
{
  const char *id = json_object_get_string_member_with_default (object, "idempotency_id", NULL);

  if (!is_new)
    return id == NULL ? TRUE : refuse (error, path, "has an idempotency id");
  if (id == NULL || !g_regex_match_simple ("^[0-9a-f]{32}$", id, 0, 0))
    return refuse (error, path, "lacks its idempotency id");
  json_object_remove_member (object, "idempotency_id");
  return TRUE;
}

gboolean
sage_check_body (const char *method,
                 const char *resource,
                 const char *body,
                 GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (body, error);
  gboolean is_new = g_str_equal (method, "POST");
  g_autoptr (GList) names = NULL;
  JsonObject *entity = NULL;
  JsonNode *inner = NULL;
  gsize length = strcspn (resource, "/?");

  if (root == NULL)
    return FALSE;
  names = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_members (json_node_get_object (root)) : NULL;
  if (names == NULL || names->next != NULL || !json_object_has_member (get_tables (), names->data))
    return refuse (error, resource, "gets no single object that is known");
  entity = json_object_get_object_member (get_tables (), names->data);
  inner = json_object_get_member (json_node_get_object (root), names->data);
  if (strncmp (resource, json_object_get_string_member (entity, "list"), length) != 0 || json_object_get_string_member (entity, "list")[length] != '\0')
    return refuse (error, resource, "is another list than the object's");
  if (is_new != (resource[length] == '\0') || (!is_new && !g_str_equal (method, "PUT")))
    return refuse (error, resource, "does not fit the method");
  if (!JSON_NODE_HOLDS_OBJECT (inner))
    return refuse (error, names->data, "is no object");
  return check_idempotency (json_node_get_object (inner), is_new, names->data, error) &&
         check_members (json_object_get_object_member (entity, "members"), json_node_get_object (inner), is_new, names->data, error);
}

#define BASE "/v3.1/"

static gboolean
check_request (JsonObject *request,
               int *n,
               GError **error)
{
  const char *method = json_object_get_string_member (request, "method");
  const char *path = json_object_get_string_member (request, "path");
  const char *body = json_object_get_string_member_with_default (request, "body", "");

  if (!g_str_has_prefix (path, BASE) || g_str_equal (method, "GET"))
    return TRUE;
  (*n)++;
  if (g_str_equal (method, "DELETE"))
    return *body == '\0' ? TRUE : refuse (error, path, "is removed with a body");
  return sage_check_body (method, path + strlen (BASE), body, error);
}

int
sage_check_journal (const char *journal,
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
