/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

typedef struct
{
  const char *why;
  const char *path;
  const char *body;
  const char *fault; /* code, or NULL */
} WriteCase;

/* In the harbor company: customer 1 is Abacus Dental, vendor 45 Astoria Office Supply Co., employee 48 Elena Ramos. */
static const WriteCase lenient_cases[] = {
  { "a display name is enough", "customer", "{\"DisplayName\":\"One\"}", NULL },
  { "so is a part of a name", "customer", "{\"GivenName\":\"Ann\",\"FamilyName\":\"Bell\"}", NULL },
  { "what was built of the parts is taken", "customer", "{\"DisplayName\":\"Ann Bell\"}", "6240" },
  { "no name at all", "customer", "{\"Notes\":\"x\"}", "6080" },
  { "blanks and case do not make a name", "customer", "{\"DisplayName\":\"  abacus   DENTAL \"}", "6240" },
  { "a vendor has the name", "customer", "{\"DisplayName\":\"Astoria Office Supply Co.\"}", "6240" },
  { "an employee has the name", "vendor", "{\"DisplayName\":\"Elena Ramos\"}", "6240" },
  { "an accent makes another name", "customer", "{\"DisplayName\":\"Abacus Dentál\"}", NULL },
  { "a curly quote makes another name", "customer", "{\"DisplayName\":\"O’Neil Electric\"}", NULL },
  { "a name under a parent is free", "customer", "{\"DisplayName\":\"Abacus Dental\",\"ParentRef\":{\"value\":\"2\"},\"Job\":true}", NULL },
  { "and taken under that parent then", "customer", "{\"DisplayName\":\"Abacus Dental\",\"ParentRef\":{\"value\":\"2\"},\"Job\":true}", "6240" },
  { "a parent that is not there", "customer", "{\"DisplayName\":\"x1\",\"ParentRef\":{\"value\":\"999\"}}", "2500" },
  { "a colon", "customer", "{\"DisplayName\":\"a:b\"}", "2040" },
  { "a tab", "customer", "{\"DisplayName\":\"a\\tb\"}", "2040" },
  { "a line break in a part", "customer", "{\"DisplayName\":\"x2\",\"GivenName\":\"a\\nb\"}", "2040" },
  { "an emoji is fine", "customer", "{\"DisplayName\":\"Café \\ud83d\\ude00 \\\"x\\\"\"}", NULL },
  { "echoed members of a read", "customer",
    "{\"DisplayName\":\"Echo\",\"domain\":\"QBO\",\"sparse\":false,\"Id\":\"\",\"SyncToken\":0,\"Balance\":5,\"Level\":0,\"FullyQualifiedName\":\"x\",\"Title\":\"\",\"Suffix\":null}", "2030" },
  { "echoed members of a new one", "customer",
    "{\"DisplayName\":\"Echo\",\"domain\":\"QBO\",\"sparse\":false,\"SyncToken\":0,\"Balance\":5,\"Level\":0,\"FullyQualifiedName\":\"x\",\"Title\":\"\",\"Suffix\":null}", NULL },
  { "a member nobody knows", "customer", "{\"DisplayName\":\"x3\",\"Colour\":\"red\"}", "2010" },
  { "a term that is not there", "customer", "{\"DisplayName\":\"x4\",\"SalesTermRef\":{\"value\":\"77\"}}", "2500" },
  { "an empty reference", "customer", "{\"DisplayName\":\"x5\",\"SalesTermRef\":{}}", "6000" },
  { "a reference to nothing", "customer", "{\"DisplayName\":\"x6\",\"SalesTermRef\":{\"value\":\"\"}}", "2500" },
  { "a reference that is none", "customer", "{\"DisplayName\":\"x7\",\"SalesTermRef\":\"1\"}", "2010" },
  { "no e-mail address", "customer", "{\"DisplayName\":\"x8\",\"PrimaryEmailAddr\":{\"Address\":\"nobody\"}}", "2210" },
  { "no web address", "customer", "{\"DisplayName\":\"x9\",\"WebAddr\":{\"URI\":\"nowhere\"}}", "2200" },
  { "no date", "employee", "{\"GivenName\":\"Z\",\"HiredDate\":\"2026-02-30\"}", "2060" },
  { "no value of the list", "employee", "{\"GivenName\":\"Z\",\"Gender\":\"Other\"}", "2170" },
  { "no boolean", "customer", "{\"DisplayName\":\"y1\",\"Taxable\":\"perhaps\"}", "2110" },
  { "no number", "employee", "{\"GivenName\":\"Z\",\"BillRate\":\"much\"}", "2090" },
  { "too great a number", "employee", "{\"GivenName\":\"Z\",\"BillRate\":12345678901234}", "2140" },
  { "another currency", "customer", "{\"DisplayName\":\"y2\",\"CurrencyRef\":{\"value\":\"EUR\"}}", "6000" },
  { "an employee needs a person's name", "employee", "{\"DisplayName\":\"Robot\"}", "2020" },
  { "an item needs a name", "item", "{\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"8\"}}", "2020" },
  { "a service needs an account", "item", "{\"Name\":\"i1\",\"Type\":\"Service\"}", "2020" },
  { "and one of income", "item", "{\"Name\":\"i2\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"1\"}}", "6430" },
  { "a good item", "item", "{\"Name\":\"i3\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"8\"},\"UnitPrice\":33.333333}", NULL },
  { "an item's name once", "item", "{\"Name\":\"I3\",\"Type\":\"Service\",\"IncomeAccountRef\":{\"value\":\"8\"}}", "6240" },
  { "a good account", "account", "{\"Name\":\"Grants\",\"AccountType\":\"Other Income\",\"AcctNum\":\"7010\"}", NULL },
  { "an account needs a type", "account", "{\"Name\":\"Grants 2\"}", "2020" },
  { "an account's number is short", "account", "{\"Name\":\"Grants 3\",\"AccountType\":\"Income\",\"AcctNum\":\"12345678\"}", "2050" },
  { "a term", "term", "{\"Name\":\"Net 45\",\"DueDays\":45}", NULL },
  { "tax codes are not made here", "taxcode", "{\"Name\":\"x\"}", "500" },
  { "settings are not changed here", "preferences", "{\"Id\":\"1\",\"SyncToken\":\"0\"}", "500" },
  { "customers are not deleted", "customer?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}", "500" },
  { "customers are not voided", "customer?operation=void", "{\"Id\":\"1\",\"SyncToken\":\"0\"}", "500" },
  { "no JSON", "customer", "<Customer/>", "2010" },
  { "no object", "customer", "[1]", "2010" },
  { "not in UTF-8", "customer", "{\"DisplayName\":\"caf\xe9\"}", "500" },
  { "a request id that is too long", "customer?requestid=0123456789012345678901234567890123456789012345678901", "{\"DisplayName\":\"y3\"}", "2130" },
  { "classes are not switched on", "invoice", "{\"CustomerRef\":{\"value\":\"2\"},\"ClassRef\":{\"value\":\"1\"},\"Line\":[]}", "5030" },
  { "an update of nobody", "customer", "{\"Id\":\"999\",\"SyncToken\":\"0\",\"sparse\":true}", "610" },
  { "an update without token", "customer", "{\"Id\":\"2\",\"sparse\":true,\"Notes\":\"x\"}", "2020" },
  { "an update with an old token", "customer", "{\"Id\":\"2\",\"SyncToken\":\"7\",\"sparse\":true,\"Notes\":\"x\"}", "5010" },
  { "a token as a number", "customer", "{\"Id\":\"2\",\"SyncToken\":0,\"sparse\":true,\"Notes\":\"x\"}", NULL },
};

static const WriteCase strict_cases[] = {
  { "what a client should send", "customer", "{\"DisplayName\":\"One\",\"PrimaryPhone\":{\"FreeFormNumber\":\"1\"}}", NULL },
  { "a read-only member", "customer", "{\"DisplayName\":\"Two\",\"FullyQualifiedName\":\"Two\"}", "2010" },
  { "a token on create", "customer", "{\"DisplayName\":\"Two\",\"SyncToken\":\"0\"}", "2010" },
  { "an empty text", "customer", "{\"DisplayName\":\"Two\",\"Title\":\"\"}", "2010" },
  { "null", "customer", "{\"DisplayName\":\"Two\",\"Title\":null}", "2010" },
  { "sparse on create", "customer", "{\"DisplayName\":\"Two\",\"sparse\":false}", "2010" },
  { "a number where text belongs", "customer", "{\"DisplayName\":5}", "2010" },
  { "an empty text clears in a sparse update", "customer", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true,\"CompanyName\":\"\"}", NULL },
  { "a line without an item", "invoice", "{\"CustomerRef\":{\"value\":\"2\"},\"Line\":[{\"Amount\":1,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{}}]}", "2020" },
};

static void
run_cases (const WriteCase *cases,
           gsize n,
           gboolean strict)
{
  const TieSandboxOptions options = { .strict = strict };
  g_autoptr (Client) client = client_new (&options);

  client_sign_in (client);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *answer = client_post (client, cases[i].path, cases[i].body);

      g_test_message ("%s", cases[i].why);
      client_assert_fault (answer, cases[i].fault);
      g_assert_cmpuint (client->status, ==, cases[i].fault == NULL ? 200 : g_str_equal (cases[i].fault, "5030") ? 403 : 400);
    }
}

static void
test_lenient (void)
{
  run_cases (lenient_cases, G_N_ELEMENTS (lenient_cases), FALSE);
}

static void
test_strict (void)
{
  run_cases (strict_cases, G_N_ELEMENTS (strict_cases), TRUE);
}

typedef struct
{
  const char *path;
  const char *format; /* one %s for the long text */
  int max;
} LengthCase;

static const LengthCase length_cases[] = {
  { "customer", "{\"DisplayName\":\"%s\"}", 500 },
  { "customer", "{\"DisplayName\":\"a\",\"Title\":\"%s\"}", 16 },
  { "customer", "{\"DisplayName\":\"b\",\"GivenName\":\"%s\"}", 100 },
  { "customer", "{\"DisplayName\":\"c\",\"CompanyName\":\"%s\"}", 100 },
  { "customer", "{\"DisplayName\":\"d\",\"PrintOnCheckName\":\"%s\"}", 110 },
  { "customer", "{\"DisplayName\":\"e\",\"Notes\":\"%s\"}", 2000 },
  { "customer", "{\"DisplayName\":\"f\",\"PrimaryPhone\":{\"FreeFormNumber\":\"%s\"}}", 30 },
  { "customer", "{\"DisplayName\":\"g\",\"BillAddr\":{\"Line1\":\"%s\"}}", 500 },
  { "customer", "{\"DisplayName\":\"h\",\"BillAddr\":{\"City\":\"%s\"}}", 255 },
  { "customer", "{\"DisplayName\":\"i\",\"BillAddr\":{\"PostalCode\":\"%s\"}}", 30 },
  { "employee", "{\"GivenName\":\"j\",\"PrimaryPhone\":{\"FreeFormNumber\":\"%s\"}}", 20 },
  { "vendor", "{\"DisplayName\":\"k\",\"AcctNum\":\"%s\"}", 100 },
  { "item", "{\"IncomeAccountRef\":{\"value\":\"8\"},\"Name\":\"%s\"}", 100 },
  { "term", "{\"Name\":\"%s\"}", 31 },
};

/* Limits are of characters, not of bytes. */
static void
test_lengths (void)
{
  g_autoptr (Client) client = client_new (NULL);

  client_sign_in (client);
  for (gsize i = 0; i < G_N_ELEMENTS (length_cases); i++)
    {
      const LengthCase *one = &length_cases[i];

      for (int length = one->max; length <= one->max + 1; length++)
        {
          g_autoptr (GString) text = g_string_new (NULL);
          g_auto (GStrv) parts = g_strsplit (one->format, "%s", 2);
          g_autofree char *body = NULL;
          g_autofree char *answer = NULL;

          for (int j = 0; j < length; j++)
            g_string_append (text, "é");
          body = g_strconcat (parts[0], text->str, parts[1], NULL);
          answer = client_post (client, one->path, body);
          client_assert_fault (answer, length > one->max ? "2050" : NULL);
        }
    }
}

static void
test_address_length (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *line = g_strnfill (401, 'x');
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;
  g_autofree char *element = NULL;

  client_sign_in (client);
  body = g_strdup_printf ("{\"DisplayName\":\"a\",\"BillAddr\":{\"Line1\":\"%s\",\"Line2\":\"%s\",\"Line3\":\"%s\",\"Line4\":\"%s\",\"Line5\":\"%s\"}}",
                          line, line, line, line, line);
  answer = client_post (client, "customer", body);
  client_assert_fault (answer, "2050");
  client_assert (answer, "Fault.Error.0.element", "BillAddr");
  element = client_pick (answer, "Fault.Error.0.Detail");
  g_assert_nonnull (strstr (element, "Min:0 Max:2000 supplied:2005"));
}

static void
test_request_id (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autofree char *without = NULL;
  g_autofree char *count = NULL;

  client_sign_in (client);
  first = client_post (client, "customer?requestid=r-1&minorversion=75", "{\"DisplayName\":\"Once\"}");
  tie_sandbox_advance_clock (client->sandbox, 100);
  again = client_post (client, "customer?requestid=r-1&minorversion=75", "{\"DisplayName\":\"Once\"}");
  g_assert_cmpstr (again, ==, first);
  other = client_post (client, "customer?requestid=r-1", "{\"DisplayName\":\"Twice\"}");
  g_assert_cmpstr (other, ==, first);
  without = client_post (client, "customer", "{\"DisplayName\":\"Once\"}");
  client_assert_fault (without, "6240");
  count = client_query (client, "select count(*) from Customer where DisplayName in ('Once', 'Twice')");
  client_assert (count, "QueryResponse.totalCount", "1");
}

/* A fault booked nothing, so its id is still free. */
static void
test_request_id_after_fault (void)
{
  const TieSandboxOptions options = { .refuse_replay = TRUE };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *fault = NULL;
  g_autofree char *done = NULL;
  g_autofree char *other = NULL;

  client_sign_in (client);
  fault = client_post (client, "customer?requestid=r-2", "{\"DisplayName\":\"a:b\"}");
  client_assert_fault (fault, "2040");
  done = client_post (client, "customer?requestid=r-2", "{\"DisplayName\":\"a-b\"}");
  client_assert (done, "Customer.DisplayName", "a-b");
  other = client_post (client, "customer?requestid=r-2", "{\"DisplayName\":\"c\"}");
  client_assert_fault (other, "600");
}

static void
test_updates (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *sparse = NULL;
  g_autofree char *cleared = NULL;
  g_autofree char *full = NULL;
  g_autofree char *read = NULL;

  client_sign_in (client);
  sparse = client_post (client, "customer?operation=update", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Notes\":\"n\"}");
  client_assert (sparse, "Customer.SyncToken", "1");
  client_assert (sparse, "Customer.CompanyName", "Abacus Dental");
  client_assert (sparse, "Customer.Notes", "n");
  cleared = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"Notes\":\"\"}");
  client_assert (cleared, "Customer.Notes", NULL);
  full = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"2\",\"DisplayName\":\"Abacus\"}");
  client_assert (full, "Customer.CompanyName", NULL);
  client_assert (full, "Customer.Active", "true");
  client_assert (full, "Customer.Balance", "0");
  read = client_get (client, "customer/1");
  client_assert (read, "Customer.SyncToken", "3");
  client_assert (read, "Customer.DisplayName", "Abacus");
}

/* Names of inactive ones stay reserved, show that they are, and come back clean. */
static void
test_inactive (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *gone = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *used = NULL;
  g_autofree char *back = NULL;

  client_sign_in (client);
  gone = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Active\":false}");
  client_assert (gone, "Customer.DisplayName", "Abacus Dental (deleted)");
  taken = client_post (client, "customer", "{\"DisplayName\":\"Abacus Dental\"}");
  client_assert_fault (taken, "6240");
  client_assert (taken, "Fault.Error.0.Detail", "The name supplied already exists. : Id=1");
  used = client_post (client, "payment", "{\"CustomerRef\":{\"value\":\"1\"},\"TotalAmt\":1}");
  client_assert_fault (used, "610");
  back = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"Active\":true}");
  client_assert (back, "Customer.DisplayName", "Abacus Dental");
}

/* Renaming a parent renames what hangs under it. */
static void
test_rename (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *child = NULL;
  g_autofree char *invoice = NULL;
  g_autofree char *read = NULL;

  client_sign_in (client);
  invoice = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"4\"},\"Line\":[{\"Amount\":1.1,\"DetailType\":\"SalesItemLineDetail\","
                                            "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}");
  client_assert (invoice, "Invoice.CustomerRef.name", "Brite Horizon Yoga");
  client_edit (client, "{\"action\":\"rename\",\"entity\":\"Customer\",\"id\":4,\"name\":\"Bright Yoga\"}");
  child = client_query (client, "select * from Customer where FullyQualifiedName = 'Bright Yoga:Main Studio'");
  client_assert (child, "QueryResponse.Customer.0.ParentRef.value", "4");
  client_assert (child, "QueryResponse.Customer.0.ParentRef.name", "Bright Yoga");
  client_assert (child, "QueryResponse.Customer.0.Level", "1");
  read = client_get (client, "invoice/1");
  client_assert (read, "Invoice.CustomerRef.name", "Bright Yoga");
  client_assert (read, "Invoice.TotalAmt", "1.1");
}

static void
test_depth (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *parent = g_strdup ("2");

  client_sign_in (client);
  for (int level = 1; level <= 5; level++)
    {
      g_autofree char *body = g_strdup_printf ("{\"DisplayName\":\"Level %d\",\"ParentRef\":{\"value\":\"%s\"}}", level, parent);
      g_autofree char *answer = client_post (client, "customer", body);

      client_assert_fault (answer, level == 5 ? "6180" : NULL);
      g_free (parent);
      parent = client_pick (answer, "Customer.Id");
    }
}

/* Nothing hangs under itself, and what is moved takes its children along, as deep as they may lie. */
static void
test_move (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *self = NULL;
  g_autofree char *child = NULL;
  g_autofree char *moved = NULL;
  g_autofree char *read = NULL;
  g_autofree char *deep = NULL;
  g_autofree char *inactive = NULL;
  g_autofree char *renamed = NULL;
  g_autofree char *under = NULL;

  client_sign_in (client);
  self = client_post (client, "customer", "{\"Id\":\"4\",\"SyncToken\":\"0\",\"sparse\":true,\"ParentRef\":{\"value\":\"4\"}}");
  client_assert_fault (self, "6000");
  child = client_post (client, "customer", "{\"Id\":\"4\",\"SyncToken\":\"0\",\"sparse\":true,\"ParentRef\":{\"value\":\"40\"}}");
  client_assert_fault (child, "6000");
  moved = client_post (client, "customer", "{\"Id\":\"4\",\"SyncToken\":\"0\",\"sparse\":true,\"ParentRef\":{\"value\":\"1\"}}");
  client_assert (moved, "Customer.FullyQualifiedName", "Abacus Dental:Brite Horizon Yoga");
  read = client_get (client, "customer/40");
  client_assert (read, "Customer.FullyQualifiedName", "Abacus Dental:Brite Horizon Yoga:Main Studio");
  client_assert (read, "Customer.Level", "2");

  for (int level = 1; level <= 3; level++)
    {
      g_autofree char *body = g_strdup_printf ("{\"DisplayName\":\"Under %d\",\"ParentRef\":{\"value\":\"%d\"}}", level, level == 1 ? 2 : 51 + level);
      g_autofree char *answer = client_post (client, "customer", body);

      client_assert_fault (answer, NULL);
    }
  deep = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"ParentRef\":{\"value\":\"55\"}}");
  client_assert_fault (deep, "6180");

  client_edit (client, "{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"1\"}");
  inactive = client_post (client, "customer", "{\"DisplayName\":\"New\",\"ParentRef\":{\"value\":\"1\"}}");
  client_assert_fault (inactive, "610");
  renamed = client_post (client, "customer", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"DisplayName\":\"Abacus\"}");
  client_assert (renamed, "Customer.DisplayName", "Abacus (deleted)");
  under = client_get (client, "customer/40");
  client_assert (under, "Customer.FullyQualifiedName", "Abacus:Brite Horizon Yoga:Main Studio");
}

static void
test_merge (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *invoice = NULL;
  g_autofree char *read = NULL;
  g_autofree char *loser = NULL;
  g_autofree char *survivor = NULL;
  g_autofree char *stale = NULL;
  g_autoptr (GError) error = NULL;

  client_sign_in (client);
  invoice = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":5,\"DetailType\":\"SalesItemLineDetail\","
                                            "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}");
  client_edit (client, "{\"action\":\"merge\",\"entity\":\"Customer\",\"id\":\"1\",\"into\":\"2\"}");
  loser = client_get (client, "customer/1");
  client_assert_fault (loser, "610");
  read = client_get (client, "invoice/1");
  client_assert (read, "Invoice.CustomerRef.value", "2");
  client_assert (read, "Invoice.SyncToken", "1");
  survivor = client_get (client, "customer/2");
  client_assert (survivor, "Customer.Balance", "5");
  stale = client_post (client, "invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"PrivateNote\":\"x\"}");
  client_assert_fault (stale, "5010");
  g_assert_false (tie_sandbox_edit (client->sandbox, "{\"action\":\"merge\",\"entity\":\"Customer\",\"id\":\"2\",\"into\":\"2\"}", &error));
  g_assert_nonnull (error);
}

static void
test_xml (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *uri = NULL;
  g_autofree char *authorization = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  client_sign_in (client);
  uri = g_strdup_printf ("%s/v3/company/%s/customer/3", tie_sandbox_get_base_uri (client->sandbox), tie_sandbox_get_realm (client->sandbox));
  authorization = g_strconcat ("Bearer ", client->access, NULL);
  message = soup_message_new ("GET", uri);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", authorization);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "*/*");
  bytes = soup_session_send_and_read (client->session, message, NULL, NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (text, "<IntuitResponse xmlns=\"http://schema.intuit.com/finance/v3\" time=\""));
  g_assert_nonnull (strstr (text, "<Customer domain=\"QBO\" sparse=\"false\"><DisplayName>Baker and Sons</DisplayName>"));
  g_assert_nonnull (strstr (text, "<SalesTermRef name=\"Net 30\">3</SalesTermRef>"));
  g_assert_nonnull (soup_message_headers_get_one (soup_message_get_response_headers (message), "intuit_tid"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/write/lenient", test_lenient);
  g_test_add_func ("/sandbox/write/strict", test_strict);
  g_test_add_func ("/sandbox/write/lengths", test_lengths);
  g_test_add_func ("/sandbox/write/address-length", test_address_length);
  g_test_add_func ("/sandbox/write/request-id", test_request_id);
  g_test_add_func ("/sandbox/write/request-id-after-fault", test_request_id_after_fault);
  g_test_add_func ("/sandbox/write/updates", test_updates);
  g_test_add_func ("/sandbox/write/inactive", test_inactive);
  g_test_add_func ("/sandbox/write/rename", test_rename);
  g_test_add_func ("/sandbox/write/depth", test_depth);
  g_test_add_func ("/sandbox/write/move", test_move);
  g_test_add_func ("/sandbox/write/merge", test_merge);
  g_test_add_func ("/sandbox/write/xml", test_xml);
  return g_test_run ();
}
