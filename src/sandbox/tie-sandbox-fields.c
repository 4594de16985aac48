/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-fields"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "sandbox/tie-sandbox-fields.h"
#include "sandbox/tie-sandbox-json.h"
#include "tie-sandbox-resources.h"

struct _TieSandboxFields
{
  JsonNode *root;     /* (owned) */
  JsonObject *types;  /* name → array of rules */
  JsonObject *enums;  /* name → array of values */
  GHashTable *tables; /* (owned): "Customer" → hash of rules by name */
};

/* What one check needs to know on its way down. */
typedef struct
{
  TieSandboxFields *fields;
  TieSandboxWriteMode mode;
  gboolean strict;
} Check;

static TieSandboxFault *check_object (const Check *check, GHashTable *rules, const char *path, JsonObject *object, gint64 cap);

static void
add_tables (TieSandboxFields *self,
            JsonObject *source)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, source);
  while (json_object_iter_next (&iter, &name, &node))
    {
      GHashTable *rules = g_hash_table_new (g_str_hash, g_str_equal);
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonObject *rule = json_array_get_object_element (array, i);

          g_hash_table_insert (rules, (gpointer) json_object_get_string_member (rule, "name"), rule);
        }
      g_hash_table_insert (self->tables, (gpointer) name, rules);
    }
}

TieSandboxFields *
tie_sandbox_fields_new (void)
{
  TieSandboxFields *self = g_new0 (TieSandboxFields, 1);
  g_autoptr (GBytes) bytes = NULL;

  bytes = g_resource_lookup_data (tie_sandbox_get_resource (), "/tieout/sandbox/fields.json", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  self->root = tie_sandbox_json_parse (g_bytes_get_data (bytes, NULL));
  self->types = tie_sandbox_json_get_object (json_node_get_object (self->root), "types");
  self->enums = tie_sandbox_json_get_object (json_node_get_object (self->root), "enums");
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_hash_table_unref);
  add_tables (self, tie_sandbox_json_get_object (json_node_get_object (self->root), "entities"));
  add_tables (self, self->types);
  return self;
}

void
tie_sandbox_fields_free (TieSandboxFields *self)
{
  g_hash_table_unref (self->tables);
  json_node_unref (self->root);
  g_free (self);
}

static TieSandboxFault *
check_length (const char *path,
              const char *text,
              gint64 max)
{
  glong length = g_utf8_strlen (text, -1);

  if (max == 0 || length <= max)
    return NULL;
  return tie_sandbox_fault_new (2050, path, "String length is either shorter or longer than supported by specification. Min:0 Max:%" G_GINT64_FORMAT " supplied:%ld",
                                max, length);
}

static gboolean
is_in_array (JsonArray *array,
             const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (json_array_get_string_element (array, i), text) == 0)
        return TRUE;
    }
  return FALSE;
}

static TieSandboxFault *
check_text (const Check *check,
            JsonObject *rule,
            const char *path,
            const char *text,
            gint64 cap)
{
  JsonArray *forbidden = tie_sandbox_json_get_array (rule, "forbiddenChars");
  const char *kind = tie_sandbox_json_get_text (rule, "json");
  const char *enumeration = tie_sandbox_json_get_text (rule, "enum");
  const char *name = tie_sandbox_json_get_text (rule, "name");
  gint64 max = json_object_get_int_member_with_default (rule, "maxLength", 0);
  g_autofree char *moment = NULL;
  TieSandboxFault *fault;

  if (cap != 0 && (max == 0 || cap < max) && (g_str_equal (name, "FreeFormNumber") || g_str_equal (name, "Address") || g_str_equal (name, "URI")))
    max = cap;
  fault = check_length (path, text, max);
  if (fault != NULL)
    return fault;
  for (guint i = 0; forbidden != NULL && i < json_array_get_length (forbidden); i++)
    {
      if (strstr (text, json_array_get_string_element (forbidden, i)) != NULL)
        return tie_sandbox_fault_new (2040, path, "The value contains characters that are not allowed here: %s", path);
    }
  if (tie_text_is_empty (text))
    return NULL;
  if (enumeration != NULL && !is_in_array (json_object_get_array_member (check->fields->enums, enumeration), text))
    return tie_sandbox_fault_new (2170, path, "%s is not a value of %s", text, enumeration);
  if (g_str_equal (kind, "date") && !tie_date_is_valid (text) && (moment = tie_date_normalise (text)) == NULL)
    return tie_sandbox_fault_new (2060, path, "%s is not a date of the form yyyy-MM-dd", text);
  if (g_str_equal (name, "Address") && (strchr (text, '@') == NULL || strchr (text, '.') == NULL || strchr (text, ' ') != NULL))
    return tie_sandbox_fault_new (2210, path, "Email Address does not conform to the standard: %s", text);
  if (g_str_equal (name, "URI") && !g_str_has_prefix (text, "http://") && !g_str_has_prefix (text, "https://"))
    return tie_sandbox_fault_new (2200, path, "%s is not an address of the form http://host", text);
  return NULL;
}

static TieSandboxFault *
check_reference (const char *path,
                 JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *value = NULL;

  if (object == NULL)
    return tie_sandbox_fault_new (2010, path, "%s has to be a reference of the form {\"value\":\"1\"}", path);
  if (json_object_get_size (object) == 0)
    return tie_sandbox_fault_new (6000, path, "An unexpected error occurred while accessing or saving your data. (-30003)");
  value = tie_sandbox_json_dup_scalar (json_object_get_member (object, "value"));
  if (tie_text_is_empty (value))
    return tie_sandbox_fault_new (2500, path, "Invalid Reference Id : %s is empty", path);
  return NULL;
}

static TieSandboxFault *
check_value (const Check *check,
             JsonObject *rule,
             const char *path,
             JsonNode *node,
             gint64 cap)
{
  const char *kind = tie_sandbox_json_get_text (rule, "json");
  const char *type = tie_sandbox_json_get_text (rule, "type");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) number = NULL;
  char *end = NULL;

  if (g_str_equal (kind, "ref"))
    return check_reference (path, node);
  if (g_str_equal (kind, "memo"))
    {
      const char *memo = JSON_NODE_HOLDS_OBJECT (node) ? tie_sandbox_json_get_text (json_node_get_object (node), "value") : NULL;

      if (memo == NULL)
        return tie_sandbox_fault_new (2010, path, "%s has to be of the form {\"value\":\"text\"}", path);
      return check_length (path, memo, json_object_get_int_member_with_default (rule, "maxLength", 0));
    }
  if (g_str_equal (kind, "object"))
    {
      if (!JSON_NODE_HOLDS_OBJECT (node))
        return tie_sandbox_fault_new (2010, path, "%s has to be an object", path);
      if (type == NULL)
        return NULL;
      return check_object (check, g_hash_table_lookup (check->fields->tables, type), path, json_node_get_object (node), cap);
    }

  text = tie_sandbox_json_dup_scalar (node);
  if (text == NULL)
    return tie_sandbox_fault_new (2010, path, "%s has to be a single value", path);
  if (g_str_equal (kind, "boolean"))
    {
      if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
        return tie_sandbox_fault_new (2110, path, "%s is neither true nor false", text);
      return NULL;
    }
  if (g_str_equal (kind, "number") || g_str_equal (kind, "integer"))
    {
      g_ascii_strtod (text, &end);
      if (end == text || *end != '\0')
        return tie_sandbox_fault_new (2090, path, "%s is not a number", text);
      if (strpbrk (text, "eE") != NULL || strcspn (text, ".") > 12)
        return tie_sandbox_fault_new (2140, path, "%s is out of range", text);
      return NULL;
    }
  if (check->strict && json_node_get_value_type (node) != G_TYPE_STRING)
    return tie_sandbox_fault_new (2010, path, "%s has to be a string", path);
  return check_text (check, rule, path, text, cap);
}

static gboolean
is_absent (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

/* Lines of payments have links instead of a detail, and lines of text have no amount. */
static gboolean
line_needs (JsonObject *line,
            const char *name)
{
  const char *detail = tie_sandbox_json_get_text (line, "DetailType");

  if (g_str_equal (name, "DetailType"))
    return is_absent (line, "LinkedTxn");
  if (g_str_equal (name, "Amount"))
    return g_strcmp0 (detail, "DescriptionOnly") != 0 && g_strcmp0 (detail, "SubTotalLineDetail") != 0;
  return TRUE;
}

static TieSandboxFault *
check_required (const Check *check,
                GHashTable *rules,
                const char *path,
                JsonObject *object)
{
  gboolean is_line = g_hash_table_contains (rules, "DetailType");
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, rules);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *name = key;

      if (g_strcmp0 (tie_sandbox_json_get_text (value, "required"), "create") != 0 || json_object_has_member (value, "choice")
          || !is_absent (object, name) || (is_line && !line_needs (object, name)))
        continue;
      return tie_sandbox_fault_new (2020, name, "Required parameter %s is missing in the request", *path != '\0' ? path : name);
    }
  return NULL;
}

/* TRUE when the member is to be dropped silently, a fault when it is to be refused. */
static gboolean
drops_member (const Check *check,
              JsonObject *rule,
              gboolean is_top,
              const char *path,
              JsonNode *node,
              TieSandboxFault **fault)
{
  const char *name = tie_sandbox_json_get_text (rule, "name");
  gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
  gboolean clears = check->mode == TIE_SANDBOX_UPDATE_SPARSE && is_top;
  gboolean drops;

  if (is_top && (g_str_equal (name, "Id") || g_str_equal (name, "SyncToken")))
    drops = check->mode == TIE_SANDBOX_CREATE;
  else if (is_top && g_str_equal (name, "sparse"))
    drops = check->mode != TIE_SANDBOX_UPDATE_SPARSE;
  else if (!is_top && g_str_equal (name, "Id"))
    return FALSE;
  else
    drops = json_object_has_member (rule, "readOnly") || g_str_equal (name, "MetaData") || JSON_NODE_HOLDS_NULL (node)
            || (is_text && *json_node_get_string (node) == '\0' && !clears);
  if (drops && check->strict)
    *fault = tie_sandbox_fault_new (2010, path, "Property Name: %s is read only or empty and must not be sent", path);
  return drops;
}

static TieSandboxFault *
check_member (const Check *check,
              JsonObject *rule,
              const char *path,
              JsonNode *node)
{
  gint64 cap = json_object_get_int_member_with_default (rule, "maxLength", 0);
  JsonArray *array;

  if (!json_object_has_member (rule, "list"))
    return check_value (check, rule, path, node, cap);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return tie_sandbox_fault_new (2010, path, "%s has to be an array", path);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      TieSandboxFault *fault = check_value (check, rule, path, json_array_get_element (array, i), cap);

      if (fault != NULL)
        return fault;
    }
  return NULL;
}

static TieSandboxFault *
check_address (const char *path,
               JsonObject *address)
{
  static const char *const lines[] = { "Line1", "Line2", "Line3", "Line4", "Line5" };
  glong length = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const char *text = tie_sandbox_json_get_text (address, lines[i]);

      length += text != NULL ? g_utf8_strlen (text, -1) : 0;
    }
  if (length <= 2000)
    return NULL;
  return tie_sandbox_fault_new (2050, path, "String length is either shorter or longer than supported by specification. Min:0 Max:2000 supplied:%ld", length);
}

static TieSandboxFault *
check_object (const Check *check,
              GHashTable *rules,
              const char *path,
              JsonObject *object,
              gint64 cap)
{
  gboolean is_top = *path == '\0';
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      const char *name = l->data;
      JsonObject *rule = g_hash_table_lookup (rules, name);
      JsonNode *node = json_object_get_member (object, name);
      g_autofree char *here = is_top ? g_strdup (name) : g_strconcat (path, ".", name, NULL);
      TieSandboxFault *fault = NULL;

      if (rule == NULL)
        return tie_sandbox_fault_new (2010, here, "Property Name: %s specified is unsupported or invalid", here);
      if (drops_member (check, rule, is_top, here, node, &fault))
        {
          if (fault != NULL)
            return fault;
          json_object_remove_member (object, name);
          continue;
        }
      fault = json_object_has_member (rule, "list") || is_top ? check_member (check, rule, here, node)
                                                              : check_value (check, rule, here, node, cap);
      if (fault != NULL)
        return fault;
    }
  if (g_hash_table_contains (rules, "Line5"))
    return check_address (path, object);
  if (is_top && check->mode != TIE_SANDBOX_CREATE)
    return NULL;
  return check_required (check, rules, path, object);
}

TieSandboxFault *
tie_sandbox_fields_check (TieSandboxFields *self,
                          const char *entity,
                          JsonObject *body,
                          TieSandboxWriteMode mode,
                          gboolean strict)
{
  Check check = { self, mode, strict };
  GHashTable *rules = g_hash_table_lookup (self->tables, entity);

  g_return_val_if_fail (rules != NULL, NULL);

  return check_object (&check, rules, "", body, 0);
}

const char *
tie_sandbox_fields_find (TieSandboxFields *self,
                         const char *entity,
                         const char *name,
                         const char **kind,
                         gboolean *is_filter)
{
  GHashTable *rules = g_hash_table_lookup (self->tables, entity);
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (rules != NULL, NULL);

  g_hash_table_iter_init (&iter, rules);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (g_ascii_strcasecmp (key, name) != 0)
        continue;
      *kind = tie_sandbox_json_get_text (value, "json");
      *is_filter = json_object_has_member (value, "filter");
      return key;
    }
  return NULL;
}
