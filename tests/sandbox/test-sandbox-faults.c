/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sandbox/tie-sandbox-switch.h"

typedef struct
{
  const char *spec;
  guint status;       /* 0: no answer */
  const char *path;   /* in the answer */
  const char *member; /* what is there */
  gboolean is_done;   /* the write happened all the same */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "none", 200, "Customer.DisplayName", "One", TRUE },
  { "refuse", 0, NULL, NULL, FALSE },
  { "401", 401, "fault.error.0.code", "3200", FALSE },
  { "403", 403, "fault.error.0.code", "3100", FALSE },
  { "429", 429, "fault.error.0.code", "3001", FALSE },
  { "429-retry-after", 429, "fault.type", "SERVICE", FALSE },
  { "500", 500, "Fault.Error.0.code", "10000", FALSE },
  { "502", 502, NULL, NULL, FALSE },
  { "503", 503, NULL, NULL, FALSE },
  { "504", 504, NULL, NULL, FALSE },
  { "html", 200, NULL, NULL, FALSE },
  { "text", 200, NULL, NULL, FALSE },
  { "fault200", 200, "Fault.Error.0.code", "10000", FALSE },
  { "slow,delay=20", 200, "Customer.DisplayName", "One", TRUE },
  { "cut-before", 0, NULL, NULL, FALSE },
  { "cut-after", 0, NULL, NULL, TRUE },
  { "truncated", 0, NULL, NULL, TRUE },
  { "malformed", 200, "Customer.DisplayName", NULL, TRUE },
};

static void
test_kinds (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *one = &fault_cases[i];
      g_autoptr (Client) client = client_new (NULL);
      g_autofree char *answer = NULL;
      g_autofree char *count = NULL;

      g_test_message ("%s", one->spec);
      client_sign_in (client);
      client_set_fault (client, one->spec);
      answer = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
      g_assert_cmpuint (client->status, ==, one->status);
      if (one->path != NULL)
        client_assert (answer, one->path, one->member);
      count = tie_sandbox_dup_query (client->sandbox, "select count(*) from Customer where DisplayName = 'One'");
      client_assert (count, "QueryResponse.totalCount", one->is_done ? "1" : "0");
    }
}

static void
test_expired (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  client_sign_in (client);
  client_set_fault (client, "expired");
  first = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
  second = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
  client_sign_in (client);
  third = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 200);
}

/* The customer ended the connection: neither token is worth anything any more, and only a new consent helps. */
static void
test_revoked (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *form = NULL;
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *made = NULL;

  client_sign_in (client);
  form = soup_form_encode ("grant_type", "refresh_token", "refresh_token", client->refresh, NULL);
  client_set_fault (client, "revoked");
  first = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
  g_assert_cmpuint (client->status, ==, 401);
  again = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
  refreshed = client_post_token (client, form);
  client_assert (refreshed, "error", "invalid_grant");

  client_sign_in (client);
  made = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
  client_assert (made, "Customer.DisplayName", "One"); /* what was refused was not done */
}

/* Somebody was faster: each version that the request speaks of is an old one, in a batch as alone. */
static void
test_edited (void)
{
  static const char batch[] = "{\"BatchItemRequest\":[{\"bId\":\"1\",\"operation\":\"update\",\"Customer\":{\"Id\":\"1\",\"SyncToken\":\"2\",\"sparse\":true,\"Notes\":\"x\"}},"
                              "{\"bId\":\"2\",\"operation\":\"create\",\"Customer\":{\"DisplayName\":\"Two\"}}]}";
  TieSandboxOptions options = { .company = "empty" };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *first = NULL;
  g_autofree char *late = NULL;
  g_autofree char *token = NULL;
  g_autofree char *fine = NULL;
  g_autofree char *both = NULL;

  client_sign_in (client);
  first = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
  client_assert (first, "Customer.Id", "1");
  client_set_fault (client, "edited,count=1,path=/customer");
  late = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"x\"}");
  client_assert_fault (late, "5010");
  token = client_query (client, "select * from Customer where Id = '1'");
  client_assert (token, "QueryResponse.Customer.0.SyncToken", "1");
  client_assert (token, "QueryResponse.Customer.0.Notes", NULL);
  fine = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"Notes\":\"x\"}");
  client_assert (fine, "Customer.SyncToken", "2");

  client_set_fault (client, "edited,count=1,path=/batch");
  both = client_post (client, "batch", batch);
  client_assert (both, "BatchItemResponse.0.Fault.Error.0.code", "5010");
  client_assert (both, "BatchItemResponse.1.Customer.DisplayName", "Two");
}

/* Somebody used the number first, and the books were closed first. */
static void
test_taken_and_closed (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *taken = NULL;
  g_autofree char *others = NULL;
  g_autofree char *closed = NULL;

  client_sign_in (client);
  client_set_fault (client, "taken,count=1");
  taken = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
  client_assert_fault (taken, "6240");
  others = tie_sandbox_dup_query (client->sandbox, "select count(*) from Customer where DisplayName = 'One'");
  client_assert (others, "QueryResponse.totalCount", "1");

  client_set_fault (client, "closed,count=1");
  closed = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"1\"},\"TxnDate\":\"2025-01-31\",\"Line\":[{\"Amount\":5,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}");
  client_assert_fault (closed, "6210");
}

static void
test_token_faults (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *form = NULL;
  g_autofree char *busy = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *late = NULL;

  client_sign_in (client);
  form = soup_form_encode ("grant_type", "refresh_token", "refresh_token", client->refresh, NULL);
  client_set_fault (client, "token-5xx,count=1;rotation-lost,count=1");
  busy = client_post_token (client, form);
  g_assert_cmpuint (client->status, ==, 503);
  lost = client_post_token (client, form);
  g_assert_null (lost);
  late = client_post_token (client, form);
  client_assert (late, "error", "invalid_grant");
}

typedef struct
{
  const char *spec;
  const char *pattern; /* of ten GETs: x met the fault */
} SpecCase;

static const SpecCase spec_cases[] = {
  { "500", "xxxxxxxxxx" },
  { "kind=500", "xxxxxxxxxx" },
  { "500,after=3", "...xxxxxxx" },
  { "500,count=2", "xx........" },
  { "kind=500, after=3, count=2", "...xx....." },
  { "500,every=4", "x...x...x." },
  { "500,after=1,every=4,count=2", ".x...x...." },
  { "500,chance=0", ".........." },
  { "500,method=POST", ".........." },
  { "500,method=get", "xxxxxxxxxx" },
  { "500,path=/preferences", "xxxxxxxxxx" },
  { "500,path=/customer", ".........." },
  { "500,body=a\":1", "xxxxxxxxxx" },
  { "500,body=a\":2", ".........." },
  { "500,count=1;502,after=2,count=1", "x..x......" },
  { "", ".........." },
};

static void
test_grammar (void)
{
  const TieSandboxRequest request = { .method = "GET", .path = "/v3/company/1/preferences", .body = "{\"a\":1}", .is_api = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (spec_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieSandboxSwitches) switches = tie_sandbox_switches_new (spec_cases[i].spec, 1, &error);
      g_autoptr (GString) pattern = g_string_new (NULL);

      g_test_message ("%s", spec_cases[i].spec);
      g_assert_no_error (error);
      for (int j = 0; j < 10; j++)
        {
          guint delay = 0, code = 0;

          g_string_append_c (pattern, tie_sandbox_switches_next (switches, &request, &delay, &code) == TIE_SANDBOX_FAULT_NONE ? '.' : 'x');
        }
      g_assert_cmpstr (pattern->str, ==, spec_cases[i].pattern);
    }
}

static void
test_bad_grammar (void)
{
  static const char *const bad[] = { "nonsense", "500,after=many", "500,colour=red", "500,count=-1", "kind=,after=1", "code", "code-x" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tie_sandbox_switches_new (bad[i], 1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

static guint
count_by_chance (guint32 seed)
{
  const TieSandboxRequest request = { .method = "GET", .path = "/v3/x", .body = "", .is_api = TRUE };
  g_autoptr (TieSandboxSwitches) switches = tie_sandbox_switches_new ("429,chance=30", seed, NULL);
  guint met = 0;

  for (int i = 0; i < 1000; i++)
    {
      guint delay = 0, code = 0;

      met += tie_sandbox_switches_next (switches, &request, &delay, &code) != TIE_SANDBOX_FAULT_NONE;
    }
  return met;
}

static void
test_chance (void)
{
  guint met = count_by_chance (7);

  g_assert_cmpuint (met, >, 240);
  g_assert_cmpuint (met, <, 360);
  g_assert_cmpuint (count_by_chance (7), ==, met);
}

/* Sign-in stays whole unless its path is named. */
static void
test_scope (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *path = client_dup_authorize_path (TIE_SANDBOX_CLIENT_ID, CLIENT_REDIRECT, "s");
  g_autofree char *location = NULL;
  g_autofree char *none = NULL;

  client_set_fault (client, "500");
  location = client_dup_location (client, path);
  g_assert_nonnull (location);
  client_set_fault (client, "500,path=/connect");
  none = client_dup_location (client, path);
  g_assert_cmpuint (client->status, ==, 500);
}

static void
test_journal (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *created = NULL;
  g_autofree char *journal = NULL;

  client_sign_in (client);
  client_set_fault (client, "cut-after");
  created = client_post (client, "customer?requestid=j-1", "{\"DisplayName\":\"One\"}");
  journal = tie_sandbox_dup_journal (client->sandbox);
  client_assert (journal, "0.path", "/connect/oauth2");
  client_assert (journal, "0.status", "302");
  client_assert (journal, "1.path", "/oauth2/v1/tokens/bearer");
  client_assert (journal, "1.body", "grant_type=authorization_code");
  client_assert (journal, "1.headers.Authorization", "Basic");
  client_assert (journal, "2.method", "POST");
  client_assert (journal, "2.query", "requestid=j-1");
  client_assert (journal, "2.body", "{\"DisplayName\":\"One\"}");
  client_assert (journal, "2.headers.Authorization", "Bearer");
  client_assert (journal, "2.status", "200");
  client_assert (journal, "2.fault", "cut-after");
  client_assert (journal, "3.path", NULL);
  g_assert_null (strstr (journal, client->access));
  g_assert_null (strstr (journal, client->refresh));
  g_assert_null (strstr (journal, TIE_SANDBOX_CLIENT_SECRET));
}

/* However a call ends, it is no longer in progress when the next one comes. */
static void
test_at_once (void)
{
  static const char *const kinds[] = { "refuse", "cut-before", "cut-after", "truncated", "malformed", "429", "502", "html", "slow,delay=1", "none" };
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *journal = NULL;
  gint64 before = 0;

  client_sign_in (client);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *answer = NULL;

      client_set_fault (client, kinds[i]);
      answer = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
    }
  journal = tie_sandbox_dup_journal (client->sandbox);
  client_assert (journal, "0.atOnce", "0");
  client_assert (journal, "1.atOnce", "0");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *at_once = g_strdup_printf ("%u.atOnce", 2 + i);
      g_autofree char *came = g_strdup_printf ("%u.came", 2 + i);
      g_autofree char *moment = client_pick (journal, came);

      client_assert (journal, at_once, "1");
      g_assert_nonnull (moment);
      g_assert_cmpint (g_ascii_strtoll (moment, NULL, 10), >=, before);
      before = g_ascii_strtoll (moment, NULL, 10);
    }
  g_assert_cmpint (ABS (before - g_get_real_time () / 1000), <, 24 * 60 * 60 * 1000);
}

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *member;
  const char *expected;
} AdminCase;

static const AdminCase admin_cases[] = {
  { "GET", "/sandbox/info", NULL, 200, "consent", "auto" },
  { "GET", "/sandbox/info", NULL, 200, "clientSecret", TIE_SANDBOX_CLIENT_SECRET },
  { "GET", "/sandbox/info", NULL, 200, "redirectUris.0", "http://127.0.0.1/callback" },
  { "GET", "/sandbox/journal", NULL, 200, "0.path", NULL },
  { "POST", "/sandbox/fault", "429,count=1", 200, "done", "true" },
  { "POST", "/sandbox/fault", "nonsense", 400, "done", "false" },
  { "POST", "/sandbox/edit", "{\"action\":\"bump\",\"entity\":\"Customer\",\"id\":\"1\"}", 200, "done", "true" },
  { "POST", "/sandbox/edit", "{\"action\":\"bump\",\"entity\":\"Customer\",\"id\":\"999\"}", 400, "done", "false" },
  { "POST", "/sandbox/edit", "{\"action\":\"dance\",\"entity\":\"Customer\",\"id\":\"1\"}", 400, "done", "false" },
  { "POST", "/sandbox/edit", "{\"entity\":\"Customer\"}", 400, "done", "false" },
  { "POST", "/sandbox/edit", "{\"action\":\"rename\",\"entity\":\"Customer\",\"id\":\"1\",\"name\":\"a:b\"}", 400, "done", "false" },
  { "POST", "/sandbox/edit", "not JSON", 400, "done", "false" },
  { "POST", "/sandbox/clock", "60", 200, "done", "true" },
  { "POST", "/sandbox/clock", "soon", 400, "done", "false" },
  { "POST", "/sandbox/reset", "", 200, "done", "true" },
  { "POST", "/sandbox/nothing", "", 404, NULL, NULL },
  { "GET", "/sandbox/nothing", NULL, 404, NULL, NULL },
};

static void
test_admin (void)
{
  g_autoptr (Client) client = client_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (admin_cases); i++)
    {
      const AdminCase *one = &admin_cases[i];
      g_autofree char *answer = client_send (client, one->method, one->path, NULL, "application/json", one->body);

      g_test_message ("%s %s", one->path, one->body != NULL ? one->body : "");
      g_assert_cmpuint (client->status, ==, one->status);
      if (one->member != NULL)
        client_assert (answer, one->member, one->expected);
    }
}

static void
test_reset (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *created = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *count = NULL;
  g_autofree char *first = NULL;

  client_sign_in (client);
  created = client_post (client, "customer", "{\"DisplayName\":\"One\"}");
  client_edit (client, "{\"action\":\"set\",\"entity\":\"CompanyInfo\",\"members\":{\"Country\":\"CA\"}}");
  tie_sandbox_reset (client->sandbox);
  refused = client_get (client, "preferences");
  g_assert_cmpuint (client->status, ==, 401);
  client_sign_in (client);
  count = client_query (client, "select count(*) from Customer");
  client_assert (count, "QueryResponse.totalCount", "44");
  first = client_get (client, "companyinfo/1");
  client_assert (first, "CompanyInfo.Country", "US");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/faults/kinds", test_kinds);
  g_test_add_func ("/sandbox/faults/expired", test_expired);
  g_test_add_func ("/sandbox/faults/revoked", test_revoked);
  g_test_add_func ("/sandbox/faults/edited", test_edited);
  g_test_add_func ("/sandbox/faults/taken-and-closed", test_taken_and_closed);
  g_test_add_func ("/sandbox/faults/token", test_token_faults);
  g_test_add_func ("/sandbox/faults/grammar", test_grammar);
  g_test_add_func ("/sandbox/faults/bad-grammar", test_bad_grammar);
  g_test_add_func ("/sandbox/faults/chance", test_chance);
  g_test_add_func ("/sandbox/faults/scope", test_scope);
  g_test_add_func ("/sandbox/faults/journal", test_journal);
  g_test_add_func ("/sandbox/faults/at-once", test_at_once);
  g_test_add_func ("/sandbox/faults/admin", test_admin);
  g_test_add_func ("/sandbox/faults/reset", test_reset);
  return g_test_run ();
}
