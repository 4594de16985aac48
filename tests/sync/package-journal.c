/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "package-journal"
#include "config.h"

#include <json-glib/json-glib.h>

#include "package-journal.h"

typedef struct
{
  const char *package;
  const char *api;    /* of requests that are for one company */
  const char *place;  /* header that names it */
  const char *key;    /* (nullable) header; NULL: a member of what is created */
} Custom;

static const Custom customs[] = {
  { "xero", "/api.xro/", "Xero-Tenant-Id", "Idempotency-Key" },
  { "sage", "/v3.1/", "X-Business", NULL },
};

static JsonNode *
read_journal (RunFixture *fixture)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sync.sandbox);
  JsonNode *root = json_from_string (journal, NULL);

  g_assert_nonnull (root);
  return root;
}

/* (transfer full) NULL: none, as of what is read. */
static char *
dup_key (const Custom *custom,
         JsonObject *entry)
{
  JsonObject *headers = json_object_get_object_member (entry, "headers");
  g_autoptr (JsonNode) body = NULL;
  g_autoptr (GList) members = NULL;

  if (g_str_equal (json_object_get_string_member (entry, "method"), "GET"))
    return NULL;
  if (custom->key != NULL)
    return g_strdup (json_object_get_string_member_with_default (headers, custom->key, NULL));
  body = json_from_string (json_object_get_string_member (entry, "body"), NULL);
  if (body == NULL || !JSON_NODE_HOLDS_OBJECT (body))
    return NULL;
  members = json_object_get_values (json_node_get_object (body));
  if (members == NULL || !JSON_NODE_HOLDS_OBJECT ((JsonNode *) members->data))
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (members->data), "idempotency_id", NULL));
}

static void
assert_entry (const Custom *custom,
              JsonObject *entry,
              const char *company,
              const char *other,
              GHashTable *sent)
{
  JsonObject *headers = json_object_get_object_member (entry, "headers");
  const char *path = json_object_get_string_member (entry, "path");
  const char *method = json_object_get_string_member (entry, "method");
  const char *place = json_object_get_string_member_with_default (headers, custom->place, NULL);
  g_autofree char *key = dup_key (custom, entry);
  g_autofree char *whole = NULL;

  if (g_strcmp0 (place, company) != 0 && g_strcmp0 (place, other) != 0)
    g_error ("%s %s is for “%s”", method, path, place != NULL ? place : "");
  /* What is made bears one: of Xero whatever is written. */
  g_assert_true (key != NULL || g_str_equal (method, "GET") || (custom->key == NULL && !g_str_equal (method, "POST")));
  if (key == NULL)
    return;
  whole = g_strjoin ("\n", method, path, json_object_get_string_member (entry, "query"), place, json_object_get_string_member (entry, "body"), NULL);
  if (g_hash_table_contains (sent, key))
    g_assert_cmpstr (whole, ==, g_hash_table_lookup (sent, key));
  else
    g_hash_table_insert (sent, g_steal_pointer (&key), g_steal_pointer (&whole));
}

void
package_assert_journal (RunFixture *fixture,
                        const char *other)
{
  g_autoptr (JsonNode) root = read_journal (fixture);
  g_autoptr (GHashTable) sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonArray *entries = json_node_get_array (root);
  const Custom *custom = g_str_equal (fixture->sync.package, customs[0].package) ? &customs[0] : &customs[1];
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *path = json_object_get_string_member (entry, "path");

      /* Which there are is asked before one is chosen. */
      if (!g_str_has_prefix (path, custom->api) || g_str_has_suffix (path, "/businesses"))
        continue;
      assert_entry (custom, entry, tie_sandbox_get_realm (fixture->sync.sandbox), other, sent);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (g_hash_table_size (sent), >, 0);
}

guint
package_count_answers (RunFixture *fixture,
                       guint status)
{
  g_autoptr (JsonNode) root = read_journal (fixture);
  JsonArray *entries = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    n += json_object_get_int_member (json_array_get_object_element (entries, i), "status") == status;
  return n;
}
