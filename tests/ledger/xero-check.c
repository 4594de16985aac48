/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "xero-check"
#include "config.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "base/tie-date.h"
#include "xero-check.h"

#define API "/api.xro/2.0/"
#define MOST_ELEMENTS 50
#define LONGEST_KEY 128

static JsonObject *
get_table (const char *name)
{
  static JsonParser *parser = NULL; /* lives as long as the test */

  if (parser == NULL)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "xero", "fields.json", NULL);
      g_autoptr (GError) error = NULL;

      parser = json_parser_new ();
      json_parser_load_from_file (parser, path, &error);
      g_assert_no_error (error);
    }
  return json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), name);
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static gboolean
refuse (GError **error,
        const char *path,
        const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s %s", path, why);
  return FALSE;
}

/* ---- values ---- */

static gboolean check_object (const char *type, JsonNode *node, gboolean is_whole, const char *path, GError **error);

static gboolean
is_guid (const char *text)
{
  return g_regex_match_simple ("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", text, 0, 0);
}

static gboolean
check_text (const char *kind,
            const char *text,
            glong max,
            const char *path,
            GError **error)
{
  if (*text == '\0' || g_ascii_isspace (*text))
    return refuse (error, path, "is empty, or begins with a blank");
  if (g_utf8_strlen (text, -1) > max)
    return refuse (error, path, "is too long");
  if (g_str_equal (kind, "ascii") && !g_str_is_ascii (text))
    return refuse (error, path, "is not ASCII");
  if (g_str_equal (kind, "letters") && !g_regex_match_simple ("^[A-Za-z]+( [A-Za-z]+)*$", text, 0, 0))
    return refuse (error, path, "holds more than letters");
  return TRUE;
}

static gboolean
check_string (char **words,
              JsonNode *node,
              const char *path,
              GError **error)
{
  const char *text = json_node_get_string (node);

  if (g_str_equal (words[0], "id"))
    return is_guid (text) ? TRUE : refuse (error, path, "is no id");
  if (g_str_equal (words[0], "date"))
    return tie_date_is_valid (text) ? TRUE : refuse (error, path, "is no date");
  if (g_str_equal (words[0], "one"))
    return g_strv_contains ((const char *const *) words + 1, text) ? TRUE : refuse (error, path, "is none of the words");
  return check_text (words[0], text, (glong) g_ascii_strtoll (words[1], NULL, 10), path, error);
}

static gboolean
check_list (const char *type,
            JsonNode *node,
            const char *path,
            GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) == 0)
    return refuse (error, path, "is no list, or empty");
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s.%u", path, i);

      if (!check_object (type, json_array_get_element (json_node_get_array (node), i), TRUE, place, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_value (const char *rule,
             JsonNode *node,
             const char *path,
             GError **error)
{
  g_auto (GStrv) words = g_strsplit (rule, " ", -1);
  GType found = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (g_str_equal (words[0], "object"))
    return check_object (words[1], node, TRUE, path, error);
  if (g_str_equal (words[0], "list"))
    return check_list (words[1], node, path, error);
  if (g_str_equal (words[0], "decimal"))
    return found == G_TYPE_INT64 || found == G_TYPE_DOUBLE ? TRUE : refuse (error, path, "is no number");
  if (g_str_equal (words[0], "boolean"))
    return found == G_TYPE_BOOLEAN ? TRUE : refuse (error, path, "is no boolean");
  return found == G_TYPE_STRING ? check_string (words, node, path, error) : refuse (error, path, "is no string");
}

static gboolean
check_required (const char *type,
                JsonObject *object,
                const char *path,
                GError **error)
{
  JsonObject *all = get_table ("required");
  JsonArray *members = json_object_has_member (all, type) ? json_object_get_array_member (all, type) : NULL;

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      g_autofree char *place = g_strconcat (path, ".", json_array_get_string_element (members, i), NULL);

      if (!json_object_has_member (object, json_array_get_string_element (members, i)))
        return refuse (error, place, "is missing");
    }
  return TRUE;
}

/* is_whole: nothing of it is there yet. */
static gboolean
check_object (const char *type,
              JsonNode *node,
              gboolean is_whole,
              const char *path,
              GError **error)
{
  JsonObject *rules = json_object_get_object_member (get_table ("types"), type);
  JsonObject *object;
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return refuse (error, path, "is no object, or empty");
  object = json_node_get_object (node);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *place = g_strconcat (path, ".", name, NULL);

      if (!json_object_has_member (rules, name))
        return refuse (error, place, "is not known");
      if (!check_value (json_object_get_string_member (rules, name), member, place, error))
        return FALSE;
    }
  return !is_whole || check_required (type, object, path, error);
}

/* ---- rules that need more than one member ---- */

static gboolean
check_lines (JsonObject *document,
             GError **error)
{
  JsonArray *lines = json_object_has_member (document, "LineItems") ? json_object_get_array_member (document, "LineItems") : NULL;
  gboolean is_taxed = g_strcmp0 (get_text (document, "LineAmountTypes"), "Exclusive") == 0;
  gboolean may_discount = g_strcmp0 (get_text (document, "Type"), "ACCREC") == 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gboolean has_amount = json_object_has_member (line, "UnitAmount");

      if (has_amount != json_object_has_member (line, "Quantity") || has_amount != json_object_has_member (line, "LineAmount"))
        return refuse (error, "LineItems", "has an amount without quantity, or one without the other");
      if (has_amount != (json_object_has_member (line, "ItemCode") || json_object_has_member (line, "AccountCode")))
        return refuse (error, "LineItems", "has an amount without account, or text with one");
      if (json_object_has_member (line, "TaxType") != (has_amount && is_taxed))
        return refuse (error, "LineItems", "says nothing of tax where it should, or where it should not");
      if (json_object_has_member (line, "DiscountAmount") && !may_discount)
        return refuse (error, "LineItems", "takes something off where nothing may be");
    }
  return TRUE;
}

static gboolean
check_together (const char *type,
                JsonObject *object,
                GError **error)
{
  if (g_str_equal (type, "Payment") && json_object_has_member (object, "Invoice") == json_object_has_member (object, "CreditNote"))
    return refuse (error, type, "pays two documents, or none");
  return check_lines (object, error);
}

/* Which writes numbers as they are: two digits of money, four of rates, never seventeen. */
static gboolean
check_digits (const char *body,
              GError **error)
{
  g_autoptr (GRegex) strings = g_regex_new ("\"(?:[^\"\\\\]|\\\\.)*\"", 0, 0, NULL);
  g_autofree char *bare = g_regex_replace_literal (strings, body, -1, 0, "", 0, NULL);

  if (g_regex_match_simple ("[0-9]\\.[0-9]{5,}|[0-9][eE]", bare, 0, 0))
    return refuse (error, "A number", "has more than four decimals");
  if (g_regex_match_simple ("\"(Amount|LineAmount|TaxAmount|DiscountAmount)\":-?[0-9]+\\.[0-9]{3,}", body, 0, 0))
    return refuse (error, "An amount", "has more than two decimals");
  return TRUE;
}

/* ---- elements ---- */

static gboolean
check_element (const char *plural,
               JsonNode *node,
               gboolean is_new,
               GError **error)
{
  const char *type = get_text (get_table ("lists"), plural);
  const char *id = type != NULL ? get_text (get_table ("ids"), type) : NULL;
  JsonObject *object;
  gboolean is_end;

  if (type == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, plural, "is no list of the table, or has no elements");
  object = json_node_get_object (node);
  is_end = g_strcmp0 (get_text (object, "Status"), "VOIDED") == 0 || g_strcmp0 (get_text (object, "Status"), "DELETED") == 0;
  if (id != NULL && json_object_has_member (object, id) == is_new)
    return refuse (error, plural, is_new ? "is new and has an id" : "is changed without an id");
  if (is_end && (is_new || json_object_get_size (object) != (id != NULL ? 2 : 1)))
    return refuse (error, plural, "ends with more than its id");
  if (!check_object (type, node, !is_end, type, error))
    return FALSE;
  return is_end || check_together (type, object, error);
}

static gboolean
check_allocations (JsonNode *node,
                   gboolean may_be_empty,
                   GError **error)
{
  JsonArray *all = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_array_member (json_node_get_object (node), "Allocations") : NULL;

  if (all == NULL || (json_array_get_length (all) == 0 && !may_be_empty))
    return refuse (error, "Allocations", "are none");
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      if (!check_object ("Allocation", json_array_get_element (all, i), TRUE, "Allocation", error))
        return FALSE;
    }
  return TRUE;
}

gboolean
xero_check_frozen (GBytes *body,
                   GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_auto (GStrv) halves = g_strsplit (text, "\n", 2);
  g_auto (GStrv) words = g_strsplit (halves[0], " ", 3);
  g_autoptr (JsonNode) node = halves[1] != NULL ? json_from_string (halves[1], error) : NULL;
  gboolean is_new = g_str_equal (words[0], "PUT");
  g_auto (GStrv) parts = NULL;

  if (node == NULL || words[1] == NULL || !check_digits (halves[1], error))
    return FALSE;
  if (!is_new && !g_str_equal (words[0], "POST"))
    return refuse (error, words[0], "is no way to write");
  parts = g_strsplit (words[1], "/", -1);
  if (g_strv_length (parts) == 3)
    return check_allocations (node, !is_new, error);
  return check_element (parts[0], node, is_new, error);
}

/* ---- the journal ---- */

static gboolean
check_headers (JsonObject *request,
               GError **error)
{
  JsonObject *headers = json_object_get_object_member (request, "headers");
  const char *key = get_text (headers, "Idempotency-Key");
  gboolean is_read = g_str_equal (get_text (request, "method"), "GET");

  if (g_strcmp0 (get_text (headers, "Accept"), "application/json") != 0)
    return refuse (error, "Accept", "does not ask for JSON");
  if (get_text (headers, "Xero-Tenant-Id") == NULL || g_strcmp0 (get_text (headers, "Authorization"), "Bearer") != 0)
    return refuse (error, "Xero-Tenant-Id", "is missing, or the token");
  if (is_read != (key == NULL) || (key != NULL && strlen (key) > LONGEST_KEY))
    return refuse (error, "Idempotency-Key", "is missing, too long, or in a read");
  if (!is_read && *get_text (request, "body") != '\0' && g_strcmp0 (get_text (headers, "Content-Type"), "application/json") != 0)
    return refuse (error, "Content-Type", "is not JSON");
  return TRUE;
}

static gboolean
check_all (const char *plural,
           JsonNode *root,
           gboolean is_new,
           int *n,
           GError **error)
{
  JsonArray *elements = JSON_NODE_HOLDS_OBJECT (root) && json_object_has_member (json_node_get_object (root), plural)
                            ? json_object_get_array_member (json_node_get_object (root), plural) : NULL;

  if (elements == NULL || json_array_get_length (elements) == 0 || json_array_get_length (elements) > MOST_ELEMENTS)
    return refuse (error, plural, "has no elements, or too many");
  for (guint i = 0; i < json_array_get_length (elements); i++, (*n)++)
    {
      if (!check_element (plural, json_array_get_element (elements, i), is_new, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_write (JsonObject *request,
             const char *path,
             int *n,
             GError **error)
{
  const char *body = get_text (request, "body");
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr (GHashTable) query = soup_form_decode (get_text (request, "query"));
  g_autoptr (JsonNode) root = NULL;

  if (g_str_equal (get_text (request, "method"), "DELETE"))
    return g_strv_length (parts) == 4 && *body == '\0' ? TRUE : refuse (error, path, "is deleted");
  root = json_from_string (body, error);
  if (root == NULL || !check_digits (body, error))
    return FALSE;
  if (g_strv_length (parts) == 2)
    return check_element (parts[0], root, FALSE, error) && (*n)++ >= 0;
  if (g_strcmp0 (g_hash_table_lookup (query, "summarizeErrors"), "false") != 0 || g_strcmp0 (g_hash_table_lookup (query, "unitdp"), "4") != 0)
    return refuse (error, path, "lacks summarizeErrors=false or unitdp=4");
  if (g_strv_length (parts) == 3)
    return check_allocations (root, FALSE, error) && (*n)++ >= 0;
  return check_all (parts[0], root, g_str_equal (get_text (request, "method"), "PUT"), n, error);
}

int
xero_check_journal (const char *journal,
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
      JsonObject *request = json_array_get_object_element (requests, i);
      const char *path = get_text (request, "path");

      if (!g_str_has_prefix (path, API))
        continue;
      if (!check_headers (request, error))
        return -1;
      if (!g_str_equal (get_text (request, "method"), "GET") && !check_write (request, path + strlen (API), &n, error))
        return -1;
    }
  return n;
}
