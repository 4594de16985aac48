/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "base/tie-random.h"
#include "net/tie-json.h"
#include "xero-fixture.h"

static void
consent (XeroFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *company = NULL;

  tie_sign_in_consent_silently_async (fixture->sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (fixture->sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (company, ==, "");
}

void
xero_set_up (XeroFixture *fixture,
             gconstpointer data)
{
  TieSandboxOptions options = data != NULL ? *(const TieSandboxOptions *) data : (TieSandboxOptions){ 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = tie_random_uuid ();
  const char *base_uri = NULL;
  TieSignInAddresses *addresses = NULL;
  const TiePackageCompany *first = NULL;

  options.package = "xero";
  if (options.company == NULL)
    options.company = "empty";
  fixture->sandbox = tie_sandbox_new (&options);
  g_assert_true (tie_sandbox_start (fixture->sandbox, &error));
  g_assert_no_error (error);

  base_uri = tie_sandbox_get_base_uri (fixture->sandbox);
  addresses = tie_xero_package.dup_addresses ("local", base_uri);
  fixture->sign_in = tie_sign_in_new (id, NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (fixture->sign_in, tie_sandbox_get_client_id (fixture->sandbox), NULL);
  consent (fixture);

  tie_xero_package.list_companies_async ("local", base_uri, fixture->sign_in, NULL, net_wait_cb, &result);
  fixture->companies = tie_xero_package.list_companies_finish (net_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->companies->len, >, 0);
  first = g_ptr_array_index (fixture->companies, 0);
  g_assert_cmpstr (first->id, ==, tie_sandbox_get_realm (fixture->sandbox));
  fixture->ledger = tie_xero_package.new_ledger ("local", base_uri, first->id, fixture->sign_in);
}

void
xero_tear_down (XeroFixture *fixture,
                gconstpointer data)
{
  g_assert_finalize_object (fixture->ledger);
  g_assert_finalize_object (fixture->sign_in);
  g_ptr_array_unref (fixture->companies);
  tie_sandbox_stop (fixture->sandbox);
  g_assert_finalize_object (fixture->sandbox);
}

void
xero_set_fault (XeroFixture *fixture,
                const char *spec)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_set_fault (fixture->sandbox, spec, &error);
  g_assert_no_error (error);
}

void
xero_edit (XeroFixture *fixture,
           const char *json)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_edit (fixture->sandbox, json, &error);
  g_assert_no_error (error);
}

static char *
pick (JsonNode *root,
      const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  JsonNode *node = root;

  for (guint i = 0; parts[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        node = json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (parts[i], NULL, 10));
      else
        node = json_object_get_member (json_node_get_object (node), parts[i]);
    }
  g_assert_nonnull (node);
  return g_strdup (json_node_get_string (node));
}

char *
xero_write (XeroFixture *fixture,
            const char *method,
            const char *resource,
            const char *body,
            const char *path)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  TieXeroRequest request = { .method = method, .resource = resource, .body = bytes };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  tie_xero_call_async (TIE_XERO (fixture->ledger), &request, NULL, net_wait_cb, &result);
  answer = tie_xero_call_finish (TIE_XERO (fixture->ledger), net_wait (&result), NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s %s: %u %.*s", method, resource, answer->status, (int) MIN (g_bytes_get_size (answer->body), 300), (const char *) g_bytes_get_data (answer->body, NULL));
  g_assert_cmpuint (answer->status, ==, 200);
  root = tie_http_answer_parse (answer, &error);
  g_assert_no_error (error);
  return path != NULL ? pick (root, path) : NULL;
}

gboolean
xero_probe (XeroFixture *fixture,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_probe_async (fixture->ledger, NULL, net_wait_cb, &result);
  return tie_ledger_probe_finish (fixture->ledger, net_wait (&result), error);
}

TieLedgerPage *
xero_pull (XeroFixture *fixture,
           TieKind kind,
           const char *cursor,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_pull_async (fixture->ledger, kind, cursor, NULL, net_wait_cb, &result);
  return tie_ledger_pull_finish (fixture->ledger, net_wait (&result), error);
}

GHashTable *
xero_pull_all (XeroFixture *fixture,
               TieKind kind,
               char **cursor,
               guint *pages)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tie_remote_free);
  gboolean has_more = TRUE;
  guint n = 0;

  for (n = 0; has_more; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLedgerPage) page = xero_pull (fixture, kind, *cursor, &error);

      g_assert_no_error (error);
      g_assert_cmpint (page->is_beginning, ==, *cursor == NULL);
      for (guint i = 0; i < page->remotes->len; i++)
        {
          TieRemote *remote = tie_remote_copy (g_ptr_array_index (page->remotes, i));

          g_hash_table_replace (all, remote->id, remote);
        }
      has_more = page->has_more;
      g_free (*cursor);
      *cursor = g_strdup (page->cursor);
    }
  if (pages != NULL)
    *pages = n;
  return all;
}

GPtrArray *
xero_find (XeroFixture *fixture,
           TieKind kind,
           const TieLedgerKey *key,
           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_find_async (fixture->ledger, kind, key, NULL, net_wait_cb, &result);
  return tie_ledger_find_finish (fixture->ledger, net_wait (&result), error);
}

guint
xero_count_calls (XeroFixture *fixture,
                  const char *text)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_autoptr (JsonNode) root = json_from_string (journal, NULL);
  JsonArray *calls = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (calls); i++)
    n += strstr (tie_json_get_string (tie_json_get_element_object (calls, i), "path"), text) != NULL;
  return n;
}
