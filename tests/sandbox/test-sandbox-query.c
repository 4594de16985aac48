/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sandbox/tie-sandbox-query.h"

typedef struct
{
  const char *why;
  const char *statement;
  const char *fault;   /* code, or NULL */
  const char *meaning; /* as written by describe() */
} ParserCase;

static const ParserCase parser_cases[] = {
  { "the plainest", "select * from Customer", NULL, "Customer 1 100" },
  { "case of keywords", "SELECT * FROM customer STARTPOSITION 3 MAXRESULTS 7", NULL, "customer 3 7" },
  { "counting", "select count(*) from Customer startposition 1 maxresults 5", NULL, "count Customer 1 5" },
  { "members listed", "SELECT *, Sku FROM Item", NULL, "Item 1 100" },
  { "a quote in a value", "select * from Customer where DisplayName = 'O\\'Neil'", NULL, "Customer [DisplayName = O'Neil] 1 100" },
  { "a backslash in a value", "select * from Customer where DisplayName = 'a\\\\b'", NULL, "Customer [DisplayName = a\\b] 1 100" },
  { "no blanks", "select * from Customer where Id='5'AND Active=true", NULL, "Customer [Id = 5] [Active = true] 1 100" },
  { "a list", "select * from Customer where Active IN (true, false)", NULL, "Customer [Active IN true false] 1 100" },
  { "a pattern", "select * from Vendor where DisplayName like '%son%'", NULL, "Vendor [DisplayName LIKE %son%] 1 100" },
  { "a moment", "select * from Customer where MetaData.LastUpdatedTime >= '2026-01-01T00:00:00-08:00'", NULL,
    "Customer [MetaData.LastUpdatedTime >= 2026-01-01T00:00:00-08:00] 1 100" },
  { "order in one word", "select * from Customer ORDERBY DisplayName DESC, Id", NULL, "Customer <DisplayName desc> <Id> 1 100" },
  { "order in two words", "select * from Customer order by Id asc", NULL, "Customer <Id> 1 100" },
  { "more than the greatest page", "select * from Customer maxresults 5000", NULL, "Customer 1 1000" },
  { "positions count from 1", "select * from Customer startposition 0", "4001", NULL },
  { "nothing", "", "4000", NULL },
  { "no entity", "select * from", "4000", NULL },
  { "no condition", "select * from Customer where", "4000", NULL },
  { "or is not known", "select * from Customer where Id = '1' or Id = '2'", "4000", NULL },
  { "not equal is not known", "select * from Customer where Id != '1'", "4000", NULL },
  { "an open quote", "select * from Customer where DisplayName = 'x", "4000", NULL },
  { "an open bracket", "select * from Customer where Id in ('1', '2'", "4000", NULL },
  { "something behind", "select * from Customer maxresults 5 please", "4000", NULL },
  { "no number", "select * from Customer maxresults many", "4000", NULL },
  { "half an order", "select * from Customer order Id", "4000", NULL },
};

static char *
describe (TieSandboxQuery *query)
{
  GString *out = g_string_new (query->is_count ? "count " : NULL);

  g_string_append (out, query->entity);
  for (guint i = 0; i < query->conditions->len; i++)
    {
      TieSandboxCondition *condition = g_ptr_array_index (query->conditions, i);

      g_string_append_printf (out, " [%s %s", condition->property, condition->operation);
      for (guint j = 0; j < condition->values->len; j++)
        g_string_append_printf (out, " %s", (char *) g_ptr_array_index (condition->values, j));
      g_string_append_c (out, ']');
    }
  for (guint i = 0; i < query->orders->len; i++)
    {
      TieSandboxOrder *order = g_ptr_array_index (query->orders, i);

      g_string_append_printf (out, " <%s%s>", order->property, order->descending ? " desc" : "");
    }
  g_string_append_printf (out, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, query->start, query->max);
  return g_string_free (out, FALSE);
}

static void
test_parser (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parser_cases); i++)
    {
      const ParserCase *one = &parser_cases[i];
      g_autoptr (TieSandboxQuery) query = NULL;
      g_autoptr (TieSandboxFault) fault = tie_sandbox_query_parse (one->statement, &query);
      g_autofree char *code = fault != NULL ? g_strdup_printf ("%u", fault->code) : NULL;
      g_autofree char *meaning = query != NULL ? describe (query) : NULL;

      g_test_message ("%s", one->why);
      g_assert_cmpstr (code, ==, one->fault);
      g_assert_cmpstr (meaning, ==, one->meaning);
    }
}

typedef struct
{
  const char *statement;
  const char *path;
  const char *expected;
} ResultCase;

static const ResultCase result_cases[] = {
  { "select count(*) from Customer", "QueryResponse.totalCount", "44" },
  { "select count(*) from customer where Job = false", "QueryResponse.totalCount", "39" },
  { "select count(*) from Vendor", "QueryResponse.totalCount", "3" },
  { "select count(*) from Employee", "QueryResponse.totalCount", "5" },
  { "select * from Customer", "QueryResponse.maxResults", "44" },
  { "select * from Customer maxresults 10", "QueryResponse.maxResults", "10" },
  { "select * from Customer startposition 41 maxresults 10", "QueryResponse.maxResults", "4" },
  { "select * from Customer startposition 41 maxresults 10", "QueryResponse.Customer.0.Id", "41" },
  { "select * from Customer startposition 45", "QueryResponse.startPosition", NULL },
  { "select * from Customer where DisplayName = 'brite  horizon YOGA'", "QueryResponse.Customer.0.DisplayName", "Brite Horizon Yoga" },
  { "select * from Customer where DisplayName = 'O\\'Neil Electric'", "QueryResponse.Customer.0.CompanyName", "O'Neil Electric" },
  { "select * from Customer where DisplayName like 'carter%' orderby DisplayName desc", "QueryResponse.Customer.0.DisplayName", "Carter, J. & P." },
  { "select count(*) from Customer where DisplayName like '%_%'", "QueryResponse.totalCount", "0" },
  { "select count(*) from Customer where DisplayName in ('Anil Gupta', 'Miriam Rosen', 'nobody')", "QueryResponse.totalCount", "2" },
  { "select count(*) from Customer where PrimaryEmailAddr = 'm.rosen@example.org'", "QueryResponse.totalCount", "1" },
  { "select count(*) from Customer where GivenName = ' '", "QueryResponse.totalCount", "37" },
  { "select * from Customer orderby Id desc maxresults 1", "QueryResponse.Customer.0.Id", "44" },
  { "select * from Customer where Id in ('10', '9') orderby Id", "QueryResponse.Customer.0.Id", "9" },
  { "select count(*) from Customer where Id > '40'", "QueryResponse.totalCount", "4" },
  { "select count(*) from Customer where Balance > '0'", "QueryResponse.totalCount", "0" },
  { "select count(*) from Customer where MetaData.CreateTime > '2020-01-01'", "QueryResponse.totalCount", "44" },
  { "select count(*) from Customer where MetaData.LastUpdatedTime < '2020-01-01T00:00:00Z'", "QueryResponse.totalCount", "0" },
  { "select count(*) from Account where AccountType = 'Income'", "QueryResponse.totalCount", "6" },
  { "select count(*) from Item where UnitPrice >= 0.5 and UnitPrice < 1", "QueryResponse.totalCount", "1" },
  { "select * from Item where Sku = 'BKP'", "QueryResponse.Item.0.IncomeAccountRef.name", "Bookkeeping" },
  { "select * from CompanyInfo", "QueryResponse.CompanyInfo.0.Country", "US" },
  { "select * from TaxCode where Name = 'Border City'", "QueryResponse.TaxCode.0.SalesTaxRateList.TaxRateDetail.1.TaxRateRef.value", "3" },
  { "select * from Nothing", "Fault.Error.0.code", "4001" },
  { "select * from Customer where Nothing = '1'", "Fault.Error.0.code", "4001" },
  { "select * from Invoice where PrivateNote = 'x'", "Fault.Error.0.code", "4001" },
  { "select * from Payment where DocNumber = '1'", "Fault.Error.0.code", "4001" },
  { "select * from Customer orderby WebAddr", "Fault.Error.0.code", "4001" },
  { "select * from Customer where Active = 'maybe'", "Fault.Error.0.code", "4001" },
  { "select * from Customer where Balance = 'much'", "Fault.Error.0.code", "4001" },
  { "select * from Customer where Id like '1%'", "Fault.Error.0.code", "4001" },
  { "select * from Customer where MetaData.CreateTime = 'then'", "Fault.Error.0.code", "4001" },
};

static void
test_results (void)
{
  g_autoptr (Client) client = client_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (result_cases); i++)
    {
      g_autofree char *answer = tie_sandbox_dup_query (client->sandbox, result_cases[i].statement);

      g_test_message ("%s", result_cases[i].statement);
      client_assert (answer, result_cases[i].path, result_cases[i].expected);
    }
}

/* Pages are continued from the last id; a change between two of them must not make rows come twice or be left out. */
static void
test_pages (void)
{
  const TieSandboxOptions options = { .company = "empty", .rows = 2500, .seed = 5 };
  g_autoptr (Client) client = client_new (&options);
  g_autofree char *first = tie_sandbox_dup_query (client->sandbox, "select * from Customer orderby Id maxresults 1000");
  g_autofree char *second = tie_sandbox_dup_query (client->sandbox, "select * from Customer orderby Id startposition 1001 maxresults 1000");
  g_autofree char *third = NULL;
  g_autofree char *other = NULL;

  client_assert (first, "QueryResponse.Customer.999.Id", "1000");
  client_assert (second, "QueryResponse.Customer.0.Id", "1001");
  client_edit (client, "{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"7\"}");
  third = tie_sandbox_dup_query (client->sandbox, "select * from Customer orderby Id startposition 2001 maxresults 1000");
  client_assert (third, "QueryResponse.Customer.0.Id", "2002");
  client_assert (third, "QueryResponse.maxResults", "499");
  other = tie_sandbox_dup_query (client->sandbox, "select * from Customer where Id > '2' orderby Id startposition 3 maxresults 1");
  client_assert (other, "QueryResponse.Customer.0.Id", "5");
}

static void
test_inactive (void)
{
  g_autoptr (Client) client = client_new (NULL);
  g_autofree char *hidden = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *only = NULL;

  client_edit (client, "{\"action\":\"deactivate\",\"entity\":\"Customer\",\"id\":\"1\"}");
  hidden = tie_sandbox_dup_query (client->sandbox, "select * from Customer where DisplayName = 'Abacus Dental'");
  client_assert (hidden, "QueryResponse.startPosition", NULL);
  shown = tie_sandbox_dup_query (client->sandbox, "select * from Customer where DisplayName = 'Abacus Dental' and Active in (true, false)");
  client_assert (shown, "QueryResponse.Customer.0.DisplayName", "Abacus Dental (deleted)");
  only = tie_sandbox_dup_query (client->sandbox, "select count(*) from Customer where Active = false");
  client_assert (only, "QueryResponse.totalCount", "1");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/query/parser", test_parser);
  g_test_add_func ("/sandbox/query/results", test_results);
  g_test_add_func ("/sandbox/query/pages", test_pages);
  g_test_add_func ("/sandbox/query/inactive", test_inactive);
  return g_test_run ();
}
