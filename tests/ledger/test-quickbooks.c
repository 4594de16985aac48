/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-quickbooks"
#include "config.h"

#include <json-glib/json-glib.h>

#include "../net/net-fixture.h"
#include "base/tie-random.h"
#include "ledger/quickbooks/tie-quickbooks.h"
#include "model/tie-contact.h"
#include "net/tie-tokens.h"
#include "sandbox/tie-sandbox.h"

/* The client against the look-alike company: whole journeys over HTTP. */

typedef struct
{
  TieSandbox *sandbox;
  TieSignIn *sign_in;
  TieLedger *ledger;
} Fixture;

static char *
consent (TieSignIn *sign_in)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *company = NULL;

  tie_sign_in_consent_silently_async (sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
  return company;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  TieSandboxOptions options = { .company = "empty", .rows = GPOINTER_TO_UINT (data), .strict = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *company = NULL;
  g_autofree char *id = tie_random_uuid ();
  const char *base_uri = NULL;
  TieSignInAddresses *addresses = NULL;

  fixture->sandbox = tie_sandbox_new (&options);
  g_assert_true (tie_sandbox_start (fixture->sandbox, &error));
  g_assert_no_error (error);

  base_uri = tie_sandbox_get_base_uri (fixture->sandbox);
  addresses = tie_quickbooks_dup_addresses ("local", base_uri);
  fixture->sign_in = tie_sign_in_new (id, NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (fixture->sign_in, tie_sandbox_get_client_id (fixture->sandbox), tie_sandbox_get_client_secret (fixture->sandbox));
  company = consent (fixture->sign_in);
  g_assert_cmpstr (company, ==, tie_sandbox_get_realm (fixture->sandbox));
  fixture->ledger = tie_quickbooks_new (base_uri, company, fixture->sign_in);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->ledger);
  g_assert_finalize_object (fixture->sign_in);
  tie_sandbox_stop (fixture->sandbox);
  g_assert_finalize_object (fixture->sandbox);
}

static void
set_fault (Fixture *fixture,
           const char *spec)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_sandbox_set_fault (fixture->sandbox, spec, &error));
  g_assert_no_error (error);
}

static TieLedgerPage *
pull (Fixture *fixture,
      const char *cursor,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_pull_async (fixture->ledger, TIE_KIND_CUSTOMER, cursor, NULL, net_wait_cb, &result);
  return tie_ledger_pull_finish (fixture->ledger, net_wait (&result), error);
}

/* Reads until there is no more: id → TieRemote, and the cursor at the end. */
static GHashTable *
pull_all (Fixture *fixture,
          char **cursor,
          guint *pages)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tie_remote_free);
  gboolean has_more = TRUE;

  for (*pages = 0; has_more; (*pages)++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLedgerPage) page = pull (fixture, *cursor, &error);

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
  return all;
}

static guint
count_customers (Fixture *fixture)
{
  g_autofree char *text = tie_sandbox_dup_query (fixture->sandbox, "select count(*) from Customer where Active in (true, false)");
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (root);

  if (json_object_has_member (object, "QueryResponse"))
    object = json_object_get_object_member (object, "QueryResponse");
  return (guint) json_object_get_int_member (object, "totalCount");
}

/* A page, not the whole list, is held at any time; the end of the list is followed by what changed meanwhile. */
static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *cursor = NULL;
  guint pages = 0;
  g_autoptr (GHashTable) all = pull_all (fixture, &cursor, &pages);

  g_assert_cmpuint (g_hash_table_size (all), ==, 2500);
  g_assert_cmpuint (pages, >=, 4);
  g_assert_true (g_str_has_prefix (cursor, "since:"));
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *cursor = NULL;
  guint pages = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, &cursor, &pages);
  g_autoptr (GHashTable) changed = NULL;
  GHashTableIter iter;
  char *first = NULL, *second = NULL;
  g_autofree char *rename = NULL;
  g_autofree char *deactivate = NULL;
  TieRemote *remote = NULL;

  g_assert_cmpuint (g_hash_table_size (all), ==, 20);
  g_hash_table_iter_init (&iter, all);
  g_assert_true (g_hash_table_iter_next (&iter, (gpointer *) &first, NULL));
  g_assert_true (g_hash_table_iter_next (&iter, (gpointer *) &second, NULL));
  rename = g_strdup_printf ("{\"action\":\"rename\",\"entity\":\"Customer\",\"id\":\"%s\",\"name\":\"Renamed elsewhere\"}", first);
  deactivate = g_strdup_printf ("{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"%s\"}", second);
  g_assert_true (tie_sandbox_edit (fixture->sandbox, rename, &error));
  g_assert_no_error (error);
  g_assert_true (tie_sandbox_edit (fixture->sandbox, deactivate, &error));
  g_assert_no_error (error);

  changed = pull_all (fixture, &cursor, &pages);
  g_assert_cmpuint (pages, ==, 1);
  remote = g_hash_table_lookup (changed, first);
  g_assert_nonnull (remote);
  g_assert_cmpstr (remote->name, ==, "Renamed elsewhere");
  g_assert_true (remote->is_active);
  remote = g_hash_table_lookup (changed, second);
  g_assert_nonnull (remote);
  g_assert_false (remote->is_active);
}

/* A cursor older than QuickBooks remembers, or one that nobody can read, begins anew. */
static void
test_old_cursor (Fixture *fixture,
                 gconstpointer data)
{
  static const char *const cursors[] = { "since:2026-01-01T00:00:00Z", "since:", "page:0@2026-01-01T00:00:00Z", "page:x", "nonsense", "" };

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLedgerPage) page = pull (fixture, cursors[i], &error);

      g_assert_no_error (error);
      g_assert_true (page->is_beginning);
      g_assert_cmpuint (page->remotes->len, ==, 20);
      g_assert_true (g_str_has_prefix (page->cursor, "since:"));
      g_assert_false (page->has_more);
    }
}

/* More changes than one answer holds: none is lost, and the reading ends. */
static void
test_many_changes (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autofree char *begin = NULL;
  guint pages = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, &cursor, &pages);
  g_autoptr (GHashTable) changed = NULL;
  GHashTableIter iter;
  char *id = NULL;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    {
      g_autofree char *edit = g_strdup_printf ("{\"action\":\"bump\",\"entity\":\"Customer\",\"id\":\"%s\"}", id);

      g_assert_true (tie_sandbox_edit (fixture->sandbox, edit, &error));
    }
  changed = pull_all (fixture, &cursor, &pages);
  g_assert_cmpuint (g_hash_table_size (changed), ==, 1100);
  g_assert_cmpuint (pages, ==, 3); /* the cut list of changes, then two pages by time */
  g_assert_true (g_str_has_prefix (cursor, "since:"));
}

static GBytes *
make_body (Fixture *fixture,
           const char *name)
{
  g_autoptr (TieContact) contact = tie_contact_new (NULL);
  g_autoptr (GError) error = NULL;
  GBytes *body = NULL;

  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, name);
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_EMAIL, "office@example.org");
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_STREET, "1 Main Street\nBack door");
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_CITY, "Portland");
  body = tie_ledger_make_body (fixture->ledger, TIE_KIND_CUSTOMER, "create", TIE_RECORD (contact), NULL, NULL, &error);
  g_assert_no_error (error);
  return body;
}

static GPtrArray *
push (Fixture *fixture,
      const TieLedgerOperation *operations,
      guint n,
      GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, (gpointer) &operations[i]);
  tie_ledger_push_async (fixture->ledger, list, NULL, net_wait_cb, &result);
  return tie_ledger_push_finish (fixture->ledger, net_wait (&result), error);
}

static TieLedgerResult *
push_one (Fixture *fixture,
          const char *request_id,
          const char *verb,
          GBytes *body)
{
  TieLedgerOperation operation = { TIE_KIND_CUSTOMER, verb, request_id, body };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = push (fixture, &operation, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 1);
  return g_ptr_array_steal_index (results, 0);
}

static void
test_create (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *request_id = tie_random_uuid ();
  g_autoptr (GBytes) body = make_body (fixture, "Harbor:Café “North” \t& Söhne ✿");
  g_autoptr (TieLedgerResult) made = push_one (fixture, request_id, "create", body);
  g_autoptr (TieLedgerResult) again = NULL;

  g_assert_no_error (made->fault);
  g_assert_true (made->is_known);
  g_assert_cmpstr (made->remote->name, ==, "Harbor-Café “North” & Söhne ✿");
  g_assert_cmpstr (made->remote->street, ==, "1 Main Street\nBack door");
  g_assert_cmpstr (made->remote->email, ==, "office@example.org");
  g_assert_nonnull (made->remote->version);
  g_assert_nonnull (made->trace);

  /* The same request again gives the same record. */
  again = push_one (fixture, request_id, "create", body);
  g_assert_no_error (again->fault);
  g_assert_cmpstr (again->remote->id, ==, made->remote->id);
  g_assert_cmpuint (count_customers (fixture), ==, 1);
}

static void
test_duplicate (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "Delta LLC");
  g_autofree char *first_id = tie_random_uuid ();
  g_autofree char *second_id = tie_random_uuid ();
  g_autoptr (TieLedgerResult) made = push_one (fixture, first_id, "create", body);
  g_autoptr (TieLedgerResult) refused = push_one (fixture, second_id, "create", body);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_no_error (made->fault);
  g_assert_error (refused->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
  g_assert_true (refused->is_known);
  if (refused->duplicate_id != NULL)
    g_assert_cmpstr (refused->duplicate_id, ==, made->remote->id);

  tie_ledger_find_async (fixture->ledger, TIE_KIND_VENDOR, &(TieLedgerKey){ .name = "Delta LLC" }, NULL, net_wait_cb, &result);
  found = tie_ledger_find_finish (fixture->ledger, net_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((TieRemote *) g_ptr_array_index (found, 0))->id, ==, made->remote->id);
  g_assert_cmpint (((TieRemote *) g_ptr_array_index (found, 0))->kind, ==, TIE_KIND_CUSTOMER);
}

/* The name of somebody inactive is found as well, and a quote in a name ends no query. */
static void
test_find (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "O'Neil \\ Sons");
  g_autofree char *request_id = tie_random_uuid ();
  g_autoptr (TieLedgerResult) made = push_one (fixture, request_id, "create", body);
  g_autofree char *edit = g_strdup_printf ("{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"%s\"}", made->remote->id);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) found = NULL;

      tie_ledger_find_async (fixture->ledger, TIE_KIND_CUSTOMER, &(TieLedgerKey){ .name = "O'Neil \\ Sons" }, NULL, net_wait_cb, &result);
      found = tie_ledger_find_finish (fixture->ledger, net_wait (&result), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 1);
      g_assert_cmpint (((TieRemote *) g_ptr_array_index (found, 0))->is_active, ==, i == 0);
      g_assert_true (tie_sandbox_edit (fixture->sandbox, edit, &error));
    }
}

static void
test_stale (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "Stale Ltd");
  g_autofree char *request_id = tie_random_uuid ();
  g_autofree char *update_id = tie_random_uuid ();
  g_autofree char *late_id = tie_random_uuid ();
  g_autoptr (TieLedgerResult) made = push_one (fixture, request_id, "create", body);
  g_autoptr (TieContact) contact = tie_contact_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) change = NULL;
  g_autoptr (TieLedgerResult) updated = NULL;
  g_autoptr (TieLedgerResult) late = NULL;

  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, "Fresh Ltd");
  change = tie_ledger_make_body (fixture->ledger, TIE_KIND_CUSTOMER, "update", TIE_RECORD (contact), NULL, made->remote, &error);
  g_assert_no_error (error);
  updated = push_one (fixture, update_id, "update", change);
  g_assert_no_error (updated->fault);
  g_assert_cmpstr (updated->remote->name, ==, "Fresh Ltd");
  g_assert_cmpstr (updated->remote->email, ==, "office@example.org"); /* sparse: what is not named stays */
  g_assert_cmpstr (updated->remote->version, !=, made->remote->version);

  late = push_one (fixture, late_id, "update", change);
  g_assert_error (late->fault, TIE_ERROR, TIE_ERROR_STALE);
  g_assert_true (late->is_known);
}

static void
test_sub_customer (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "Parent & Co.");
  g_autofree char *request_id = tie_random_uuid ();
  g_autofree char *child_id = tie_random_uuid ();
  g_autoptr (TieLedgerResult) parent = push_one (fixture, request_id, "create", body);
  g_autoptr (TieSite) site = tie_record_new (TIE_TYPE_SITE, NULL);
  g_autoptr (GBytes) child_body = NULL;
  g_autoptr (TieLedgerResult) child = NULL;
  g_autoptr (GError) error = NULL;

  tie_record_set_text (TIE_RECORD (site), TIE_SITE_NAME, "Warehouse");
  tie_record_set_text (TIE_RECORD (site), TIE_SITE_CITY, "Salem");
  child_body = tie_ledger_make_body (fixture->ledger, TIE_KIND_CUSTOMER, "create", TIE_RECORD (site), parent->remote->id, NULL, &error);
  g_assert_no_error (error);
  child = push_one (fixture, child_id, "create", child_body);
  g_assert_no_error (child->fault);
  g_assert_cmpstr (child->remote->parent_id, ==, parent->remote->id);
  g_assert_cmpstr (child->remote->full_name, ==, "Parent & Co.:Warehouse");
}

typedef struct
{
  const char *why;
  const char *fault;
  TieError code;
  gboolean is_known;
  gboolean has_acted;
  gboolean is_whole; /* nothing was sent: the call itself fails */
} FaultCase;

static const FaultCase push_faults[] = {
  { "busy", "429,count=1,path=customer", TIE_ERROR_THROTTLED, FALSE, FALSE },
  { "down", "503,count=1,path=customer", TIE_ERROR_SERVER, FALSE, FALSE },
  { "page of a proxy", "html,count=1,path=customer", TIE_ERROR_SERVER, FALSE, FALSE },
  { "cut before acting", "cut-before,count=1,path=customer", TIE_ERROR_NETWORK, FALSE, FALSE },
  { "cut after acting", "cut-after,count=1,path=customer", TIE_ERROR_NETWORK, FALSE, TRUE },
  { "half an answer", "truncated,count=1,path=customer", TIE_ERROR_NETWORK, FALSE, TRUE },
  { "no JSON", "malformed,count=1,path=customer", TIE_ERROR_SERVER, FALSE, TRUE },
  { "another environment", "403,count=1,path=customer", TIE_ERROR_RIGHTS, TRUE, FALSE },
  { "fault with status 200", "fault200,count=1,path=customer", TIE_ERROR_SERVER, FALSE, FALSE },
  { "one 401 is mended by a new token", "401,count=1,path=customer", 0, TRUE, TRUE },
  { "two are not", "401,count=2,path=customer", TIE_ERROR_TOKEN, TRUE, FALSE },
};

/* Every failure says truly whether something was booked; sending again with the same request id makes one record. */
static void
test_push_faults (Fixture *fixture,
                  gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (push_faults); i++)
    {
      const FaultCase *c = &push_faults[i];
      g_autofree char *name = g_strdup_printf ("Fault %u", i);
      g_autofree char *request_id = tie_random_uuid ();
      g_autoptr (GBytes) body = make_body (fixture, name);
      g_autoptr (TieLedgerResult) result = NULL;
      g_autoptr (TieLedgerResult) again = NULL;

      g_test_message ("%s", c->why);
      set_fault (fixture, c->fault);
      result = push_one (fixture, request_id, "create", body);
      if (c->code == 0)
        g_assert_no_error (result->fault);
      else
        g_assert_error (result->fault, TIE_ERROR, (int) c->code);
      g_assert_cmpint (result->is_known, ==, c->is_known);
      g_assert_cmpuint (count_customers (fixture), ==, i + (c->has_acted ? 1 : 0));

      set_fault (fixture, "none");
      again = push_one (fixture, request_id, "create", body);
      g_assert_no_error (again->fault);
      g_assert_cmpuint (count_customers (fixture), ==, i + 1);
    }
}

static const FaultCase pull_faults[] = {
  { "busy", "429,path=query", TIE_ERROR_THROTTLED },
  { "down", "500,path=query", TIE_ERROR_SERVER },
  { "page of a proxy", "html,path=query", TIE_ERROR_SERVER },
  { "plain text", "text,path=query", TIE_ERROR_SERVER },
  { "cut", "cut-before,path=query", TIE_ERROR_NETWORK },
  { "half an answer", "truncated,path=query", TIE_ERROR_NETWORK },
  { "no JSON", "malformed,path=query", TIE_ERROR_SERVER },
  { "no rights", "403,path=query", TIE_ERROR_RIGHTS },
  { "never a good token", "401,path=query", TIE_ERROR_TOKEN },
};

static void
test_pull_faults (Fixture *fixture,
                  gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (pull_faults); i++)
    {
      const FaultCase *c = &pull_faults[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLedgerPage) page = NULL;

      g_test_message ("%s", c->why);
      set_fault (fixture, c->fault);
      page = pull (fixture, NULL, &error);
      g_assert_null (page);
      g_assert_error (error, TIE_ERROR, (int) c->code);
    }
}

#define N_BATCH 30

/* A frozen batch is one request; after a lost answer it is sent again, and so is a part of it alone: each record once. */
static void
test_batch (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *batch = tie_random_uuid ();
  TieLedgerOperation operations[N_BATCH];
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (TieLedgerResult) alone = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_BATCH; i++)
    {
      /* The 8th has the name of the 7th. */
      g_autofree char *name = g_strdup_printf ("Batched %u", i == 7 ? 6 : i);

      g_ptr_array_add (ids, g_strdup_printf ("%s%u", batch, i + 1));
      g_ptr_array_add (bodies, make_body (fixture, name));
      operations[i] = (TieLedgerOperation) { TIE_KIND_CUSTOMER, "create", g_ptr_array_index (ids, i), g_ptr_array_index (bodies, i) };
    }

  set_fault (fixture, "cut-after,count=1,path=batch");
  lost = push (fixture, operations, N_BATCH, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_BATCH; i++)
    {
      TieLedgerResult *result = g_ptr_array_index (lost, i);

      g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_NETWORK);
      g_assert_false (result->is_known);
    }
  g_assert_cmpuint (count_customers (fixture), ==, N_BATCH - 1);

  results = push (fixture, operations, N_BATCH, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_BATCH; i++)
    {
      TieLedgerResult *result = g_ptr_array_index (results, i);

      g_assert_true (result->is_known);
      if (i == 7)
        g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
      else
        g_assert_no_error (result->fault);
    }
  g_assert_cmpuint (count_customers (fixture), ==, N_BATCH - 1);

  alone = push_one (fixture, operations[3].request_id, "create", operations[3].body);
  g_assert_no_error (alone->fault);
  g_assert_cmpstr (alone->remote->id, ==, ((TieLedgerResult *) g_ptr_array_index (results, 3))->remote->id);
  g_assert_cmpuint (count_customers (fixture), ==, N_BATCH - 1);
}

/* The first refusal that concerns everything ends the sending; the rest is known as not sent. */
static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  TieLedgerOperation operations[10];
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  guint unsent = 0;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *name = g_strdup_printf ("Single %u", i);

      g_ptr_array_add (ids, tie_random_uuid ());
      g_ptr_array_add (bodies, make_body (fixture, name));
      operations[i] = (TieLedgerOperation) { TIE_KIND_CUSTOMER, "create", g_ptr_array_index (ids, i), g_ptr_array_index (bodies, i) };
    }
  set_fault (fixture, "429-retry-after,path=customer");
  results = push (fixture, operations, G_N_ELEMENTS (operations), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < results->len; i++)
    {
      TieLedgerResult *result = g_ptr_array_index (results, i);

      g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_THROTTLED);
      g_assert_cmpuint (result->retry_after, >, 0);
      unsent += result->is_known;
    }
  g_assert_cmpuint (unsent, >=, G_N_ELEMENTS (operations) - 4);
  g_assert_cmpuint (unsent, <, G_N_ELEMENTS (operations));
}

static void
test_nothing_sent (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "Nobody");
  g_autofree char *request_id = tie_random_uuid ();
  TieLedgerOperation operation = { TIE_KIND_CUSTOMER, "create", request_id, body };
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  tie_sandbox_stop (fixture->sandbox);
  results = push (fixture, &operation, 1, &error);
  g_assert_null (results);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
}

static void
test_probe (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const TieLedgerCapabilities *capabilities = NULL;

  g_assert_null (tie_ledger_get_capabilities (fixture->ledger));
  tie_ledger_probe_async (fixture->ledger, NULL, net_wait_cb, &result);
  g_assert_true (tie_ledger_probe_finish (fixture->ledger, net_wait (&result), &error));
  g_assert_no_error (error);
  capabilities = tie_ledger_get_capabilities (fixture->ledger);
  g_assert_cmpstr (capabilities->company_id, ==, tie_sandbox_get_realm (fixture->sandbox));
  g_assert_cmpstr (capabilities->country, ==, "US");
  g_assert_cmpstr (capabilities->currency, ==, "USD");
  g_assert_cmpuint (capabilities->max_batch, ==, 30);
  g_assert_nonnull (capabilities->company_name);
}

/* Tokens end everywhere in the middle of the work: nobody notices. */
static void
test_expired_token (Fixture *fixture,
                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLedgerPage) page = NULL;

  tie_sandbox_advance_clock (fixture->sandbox, 2 * 60 * 60);
  page = pull (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->remotes->len, ==, 20);
}

/* What the requests look like, from the other side: never a token in an address, always the request id there. */
static void
test_journal (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GBytes) body = make_body (fixture, "Journal");
  g_autofree char *request_id = tie_random_uuid ();
  g_autoptr (TieLedgerResult) made = push_one (fixture, request_id, "create", body);
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);

  g_assert_no_error (made->fault);
  g_assert_nonnull (strstr (journal, request_id));
  g_assert_nonnull (strstr (journal, "minorversion=75"));
  g_assert_nonnull (strstr (journal, "tieout/"));
}

#define ADD(path, rows, test) g_test_add (path, Fixture, GUINT_TO_POINTER (rows), set_up, test, tear_down)

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  ADD ("/quickbooks/probe", 0, test_probe);
  ADD ("/quickbooks/pages", 2500, test_pages);
  ADD ("/quickbooks/changes", 20, test_changes);
  ADD ("/quickbooks/many-changes", 1100, test_many_changes);
  ADD ("/quickbooks/old-cursor", 20, test_old_cursor);
  ADD ("/quickbooks/create", 0, test_create);
  ADD ("/quickbooks/duplicate", 0, test_duplicate);
  ADD ("/quickbooks/find", 0, test_find);
  ADD ("/quickbooks/stale", 0, test_stale);
  ADD ("/quickbooks/sub-customer", 0, test_sub_customer);
  ADD ("/quickbooks/push-faults", 0, test_push_faults);
  ADD ("/quickbooks/pull-faults", 20, test_pull_faults);
  ADD ("/quickbooks/batch", 0, test_batch);
  ADD ("/quickbooks/stop", 0, test_stop);
  ADD ("/quickbooks/nothing-sent", 0, test_nothing_sent);
  ADD ("/quickbooks/expired-token", 20, test_expired_token);
  ADD ("/quickbooks/journal", 0, test_journal);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
