/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sandbox/tie-sandbox-json.h"

#define DAY (24 * 3600)

static char *
dup_moment (gint64 seconds_from_now)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) moment = g_date_time_add_seconds (now, (double) seconds_from_now);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
}

static char *
get_changes (Client *client,
             const char *entities,
             gint64 seconds_from_now)
{
  g_autofree char *since = dup_moment (seconds_from_now);
  g_autofree char *path = g_strdup_printf ("cdc?entities=%s&changedSince=%s", entities, since);

  return client_get (client, path);
}

static void
test_shape (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *none = NULL;
  g_autofree char *some = NULL;

  client_sign_in (client);
  all = get_changes (client, "Customer,Invoice,vendor", -3600);
  client_assert (all, "CDCResponse.0.QueryResponse.0.Customer.0.Id", "1");
  client_assert (all, "CDCResponse.0.QueryResponse.0.maxResults", "44");
  client_assert (all, "CDCResponse.0.QueryResponse.1.Invoice.0.Id", NULL);
  client_assert (all, "CDCResponse.0.QueryResponse.2.Vendor.2.Id", "47");
  tie_sandbox_advance_clock (client->sandbox, 1000);
  none = get_changes (client, "Customer", 900);
  g_assert_nonnull (strstr (none, "{\"CDCResponse\":[{\"QueryResponse\":[{}]}]"));
  client_edit (client, "{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"5\"}");
  some = get_changes (client, "Customer", 900);
  client_assert (some, "CDCResponse.0.QueryResponse.0.Customer.0.Id", "5");
  client_assert (some, "CDCResponse.0.QueryResponse.0.Customer.0.Active", "false");
  client_assert (some, "CDCResponse.0.QueryResponse.0.maxResults", "1");
}

static void
test_deleted (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *created = NULL;
  g_autofree char *changes = NULL;

  client_sign_in (client);
  created = client_post (client, "payment", "{\"CustomerRef\":{\"value\":\"2\"},\"TotalAmt\":5}");
  client_edit (client, "{\"action\":\"delete\",\"entity\":\"Payment\",\"id\":\"1\"}");
  changes = get_changes (client, "Payment", -60);
  client_assert (changes, "CDCResponse.0.QueryResponse.0.Payment.0.status", "Deleted");
  client_assert (changes, "CDCResponse.0.QueryResponse.0.Payment.0.Id", "1");
  client_assert (changes, "CDCResponse.0.QueryResponse.0.Payment.0.TotalAmt", NULL);
}

typedef struct
{
  const char *path;
  const char *fault;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "cdc?entities=Customer", "2060" },
  { "cdc?entities=Customer&changedSince=then", "2060" },
  { "cdc?changedSince=2026-01-01", "2020" },
  { "cdc?entities=Customer,TaxCode&changedSince=2099-01-01", "2000" },
  { "cdc?entities=Nothing&changedSince=2099-01-01", "2000" },
  { "cdc?entities=Customer&changedSince=2020-01-01", "2000" },
};

static void
test_faults (void)
{
  g_autoptr (Client) client = client_new (NULL);

  client_sign_in (client);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *answer = client_get (client, fault_cases[i].path);

      client_assert_fault (answer, fault_cases[i].fault);
    }
}

static void
test_thirty_days (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *fine = NULL;
  g_autofree char *late = NULL;

  client_sign_in (client);
  fine = get_changes (client, "Customer", -30 * DAY + 60);
  client_assert_fault (fine, NULL);
  late = get_changes (client, "Customer", -30 * DAY - 60);
  client_assert_fault (late, "2000");
}

static void
test_thousand (void)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 1200, .seed = 2 };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *changes = NULL;

  client_sign_in (client);
  changes = get_changes (client, "Term,Customer,Item", -60);
  client_assert (changes, "CDCResponse.0.QueryResponse.0.maxResults", "4");
  client_assert (changes, "CDCResponse.0.QueryResponse.1.maxResults", "996");
  client_assert (changes, "CDCResponse.0.QueryResponse.2.maxResults", NULL);
}

static void
test_batch (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *since = dup_moment (-60);
  g_autofree char *body = g_strdup_printf (
    "{\"BatchItemRequest\":["
    "{\"bId\":\"4f0c6bd2-3a51-4a5e-9d3e-0c7f7c1f9a10\",\"operation\":\"create\",\"Customer\":{\"DisplayName\":\"One\"}},"
    "{\"bId\":2,\"operation\":\"create\",\"Customer\":{\"DisplayName\":\"a:b\"}},"
    "{\"bId\":\"3\",\"operation\":\"update\",\"Customer\":{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"n\"}},"
    "{\"bId\":\"4\",\"operation\":\"update\",\"Customer\":{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"m\"}},"
    "{\"bId\":\"5\",\"Query\":\"select count(*) from Customer where DisplayName = 'One'\"},"
    "{\"bId\":\"6\",\"CDCQuery\":{\"Entities\":\"Term\",\"ChangedSince\":\"%s\"}},"
    "{\"bId\":\"7\",\"operation\":\"create\",\"Nothing\":{\"Name\":\"x\"}},"
    "{\"bId\":\"8\",\"Customer\":{\"DisplayName\":\"Two\"}},"
    "{\"bId\":\"9\",\"Query\":\"select\"},"
    "{\"bId\":\"10\",\"operation\":\"update\",\"optionsData\":\"void\",\"Payment\":{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true}}]}",
    since);
  g_autofree char *payment = NULL;

  client_sign_in (client);
  payment = client_post (client, "payment", "{\"CustomerRef\":{\"value\":\"2\"},\"TotalAmt\":5}");
  answer = client_post (client, "batch", body);
  g_assert_cmpuint (client->status, ==, 200);
  client_assert (answer, "BatchItemResponse.0.bId", "4f0c6bd2-3a51-4a5e-9d3e-0c7f7c1f9a10");
  client_assert (answer, "BatchItemResponse.0.Customer.DisplayName", "One");
  client_assert (answer, "BatchItemResponse.0.time", NULL);
  client_assert (answer, "BatchItemResponse.1.bId", "2");
  client_assert (answer, "BatchItemResponse.1.Fault.Error.0.code", "2040");
  client_assert (answer, "BatchItemResponse.2.Customer.SyncToken", "1");
  client_assert (answer, "BatchItemResponse.3.Fault.Error.0.code", "5010");
  client_assert (answer, "BatchItemResponse.4.QueryResponse.totalCount", "1");
  client_assert (answer, "BatchItemResponse.5.CDCResponse.0.QueryResponse.0.maxResults", "4");
  client_assert (answer, "BatchItemResponse.6.Fault.Error.0.code", "2010");
  client_assert (answer, "BatchItemResponse.7.Fault.Error.0.code", "2020");
  client_assert (answer, "BatchItemResponse.8.Fault.Error.0.code", "4000");
  client_assert (answer, "BatchItemResponse.9.Payment.PrivateNote", "Voided");
}

static char *
make_batch (int items)
{
  g_autoptr (GString) body = g_string_new ("{\"BatchItemRequest\":[");

  for (int i = 0; i < items; i++)
    g_string_append_printf (body, "%s{\"bId\":\"%d\",\"operation\":\"create\",\"Customer\":{\"DisplayName\":\"Item %d\"}}", i > 0 ? "," : "", i + 1, i + 1);
  g_string_append (body, "]}");
  return g_string_free (g_steal_pointer (&body), FALSE);
}

/* Thirty at most; and repeated after its answer was lost, a batch books nothing a second time. */
static void
test_batch_limits (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *many = make_batch (31);
  g_autofree char *thirty = make_batch (30);
  g_autofree char *refused = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *again = NULL;
  g_autofree char *count = NULL;
  g_autofree char *nothing = NULL;

  client_sign_in (client);
  refused = client_post (client, "batch", many);
  client_assert_fault (refused, "1040");
  nothing = client_post (client, "batch", "{}");
  client_assert_fault (nothing, "2020");
  client_set_fault (client, "cut-after,count=1,method=POST");
  lost = client_post (client, "batch?requestid=b-1", thirty);
  g_assert_null (lost);
  again = client_post (client, "batch?requestid=b-1", thirty);
  client_assert (again, "BatchItemResponse.29.Customer.DisplayName", "Item 30");
  client_assert (again, "BatchItemResponse.0.Customer.SyncToken", "0");
  count = client_query (client, "select count(*) from Customer where DisplayName like 'Item %'");
  client_assert (count, "QueryResponse.totalCount", "30");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/changes/shape", test_shape);
  g_test_add_func ("/sandbox/changes/deleted", test_deleted);
  g_test_add_func ("/sandbox/changes/faults", test_faults);
  g_test_add_func ("/sandbox/changes/thirty-days", test_thirty_days);
  g_test_add_func ("/sandbox/changes/thousand", test_thousand);
  g_test_add_func ("/sandbox/changes/batch", test_batch);
  g_test_add_func ("/sandbox/changes/batch-limits", test_batch_limits);
  return g_test_run ();
}
