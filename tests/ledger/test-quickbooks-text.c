/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-quickbooks-text"
#include "config.h"

#include <string.h>

#include "ledger/quickbooks/tie-quickbooks-body.h"
#include "ledger/quickbooks/tie-quickbooks-cursor.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"
#include "model/tie-contact.h"

/* The pure parts: what is read from QuickBooks' texts and what is written. */

static JsonNode *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *root = NULL;

  if (text == NULL)
    return NULL;
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  return root;
}

typedef struct
{
  const char *why;
  guint status;
  const char *json; /* NULL: no JSON object */
  int error;        /* 0: no fault */
  gboolean is_known;
  const char *field;
  const char *duplicate_id;
  TieKind missing;
} FaultCase;

#define FAULT(code, detail, element) \
  "{\"Fault\":{\"Error\":[{\"Message\":\"M\",\"Detail\":\"" detail "\",\"code\":\"" code "\",\"element\":\"" element "\"}],\"type\":\"ValidationFault\"}}"
#define GATEWAY(code) \
  "{\"warnings\":null,\"fault\":{\"error\":[{\"message\":\"m\",\"detail\":\"d\",\"code\":\"" code "\",\"element\":null}],\"type\":\"AUTHENTICATION\"}}"

static const FaultCase fault_cases[] = {
  { "no fault", 200, "{\"Customer\":{}}", 0 },
  { "no JSON, yet 200", 200, NULL, 0 },
  { "duplicate name", 400, FAULT ("6240", "The name supplied already exists. : Id=58", ""), TIE_ERROR_DUPLICATE, TRUE, "DisplayName", "58" },
  { "duplicate name without its id", 400, FAULT ("6240", "The name supplied already exists.", "DisplayName"), TIE_ERROR_DUPLICATE, TRUE, "DisplayName" },
  { "a fault with status 200", 200, FAULT ("2050", "Too long", "DisplayName"), TIE_ERROR_DATA, TRUE, "DisplayName" },
  { "stale", 400, FAULT ("5010", "Stale Object Error", ""), TIE_ERROR_STALE, TRUE },
  { "gone", 400, FAULT ("610", "Object Not Found", ""), TIE_ERROR_GONE, TRUE },
  { "books closed", 400, FAULT ("6210", "Closed", ""), TIE_ERROR_CLOSED_PERIOD, TRUE, "TxnDate" },
  { "reference gone", 400, FAULT ("2500", "Invalid Reference Id", "ParentRef"), TIE_ERROR_MAPPING, TRUE, "ParentRef", NULL, TIE_KIND_CUSTOMER },
  { "item gone", 400, FAULT ("2500", "d", "Line.SalesItemLineDetail.ItemRef"), TIE_ERROR_MAPPING, TRUE, "Line.SalesItemLineDetail.ItemRef", NULL, TIE_KIND_ITEM },
  { "deposit account gone", 400, FAULT ("2500", "d", "DepositToAccountRef"), TIE_ERROR_MAPPING, TRUE, "DepositToAccountRef", NULL, TIE_KIND_ACCOUNT },
  { "tax code gone", 400, FAULT ("2500", "d", "TxnTaxDetail.TxnTaxCodeRef"), TIE_ERROR_MAPPING, TRUE, "TxnTaxDetail.TxnTaxCodeRef", NULL, TIE_KIND_TAX_CODE },
  { "vendor gone", 400, FAULT ("2500", "d", "VendorRef"), TIE_ERROR_MAPPING, TRUE, "VendorRef", NULL, TIE_KIND_VENDOR },
  { "term gone", 400, FAULT ("2500", "d", "SalesTermRef"), TIE_ERROR_MAPPING, TRUE, "SalesTermRef", NULL, TIE_KIND_TERM },
  { "gone, told in words only", 400, FAULT ("2500", "Invalid Reference Id : Accounts element id 999 not found", ""), TIE_ERROR_MAPPING, TRUE, NULL, NULL, TIE_KIND_ACCOUNT },
  { "gone, not told what", 400, FAULT ("2500", "Something is gone", ""), TIE_ERROR_MAPPING, TRUE },
  { "number taken", 400, FAULT ("6140", "Duplicate Document Number Error : DocNumber=1042 is assigned to TxnType=Invoice with TxnId=130", ""), TIE_ERROR_DUPLICATE, TRUE, "DocNumber", "130" },
  { "amount is no product", 400, FAULT ("6070", "Amount is not equal to UnitPrice * Qty", "Line"), TIE_ERROR_DATA, TRUE, "Line" },
  { "another customer's invoice", 400, FAULT ("620", "Transactions cannot be linked", ""), TIE_ERROR_DATA, TRUE, "LinkedTxn" },
  { "deposited", 400, FAULT ("6540", "This payment was deposited", ""), TIE_ERROR_FROZEN, TRUE },
  { "matched at the bank", 400, FAULT ("6480", "d", ""), TIE_ERROR_FROZEN, TRUE },
  { "reconciled", 400, FAULT ("6500", "d", ""), TIE_ERROR_FROZEN, TRUE },
  { "not in the plan", 400, FAULT ("5030", "Feature Not Supported", ""), TIE_ERROR_PLAN, TRUE },
  { "tax code not allowed", 400, FAULT ("6100", "d", ""), TIE_ERROR_MAPPING, TRUE, NULL, NULL, TIE_KIND_TAX_CODE },
  { "account of the wrong type", 400, FAULT ("6430", "d", ""), TIE_ERROR_MAPPING, TRUE, NULL, NULL, TIE_KIND_ACCOUNT },
  { "no tax rate", 400, FAULT ("6000", "All transactions need a GST/HST rate", ""), TIE_ERROR_DATA, TRUE },
  { "open at another user", 400, FAULT ("6000", "The account period is locked by another user", ""), TIE_ERROR_SERVER, TRUE },
  { "the connecting user lost the role", 403, GATEWAY ("120"), TIE_ERROR_RIGHTS, TRUE },
  { "company begun anew", 400, FAULT ("10200", "d", ""), TIE_ERROR_RESET, TRUE },
  { "unknown code", 400, FAULT ("7777", "New rule", ""), TIE_ERROR_DATA, TRUE },
  { "a code that is no number", 400, FAULT ("oops", "?", ""), TIE_ERROR_DATA, TRUE },
  { "code as a number", 400, "{\"Fault\":{\"Error\":[{\"Detail\":\"d\",\"code\":5010}]}}", TIE_ERROR_STALE, TRUE },
  { "token, with zeros", 401, GATEWAY ("003200"), TIE_ERROR_TOKEN, TRUE },
  { "token, no JSON", 401, NULL, TIE_ERROR_TOKEN, TRUE },
  { "another environment", 403, GATEWAY ("3100"), TIE_ERROR_RIGHTS, TRUE },
  { "throttled", 429, GATEWAY ("003001"), TIE_ERROR_THROTTLED, FALSE },
  { "throttled with 403", 403, GATEWAY ("003002"), TIE_ERROR_THROTTLED, FALSE },
  { "throttled with 503", 503, GATEWAY ("3001"), TIE_ERROR_THROTTLED, FALSE },
  { "throttled, plain text", 429, NULL, TIE_ERROR_THROTTLED, FALSE },
  { "down", 503, NULL, TIE_ERROR_SERVER, FALSE },
  { "down, with a data code", 500, FAULT ("2050", "d", ""), TIE_ERROR_SERVER, FALSE },
  { "timed out on the way", 408, NULL, TIE_ERROR_SERVER, FALSE },
  { "sent elsewhere", 302, NULL, TIE_ERROR_SERVER, FALSE },
  { "internal error", 400, FAULT ("10000", "d", ""), TIE_ERROR_SERVER, FALSE },
  { "request id used before", 400, FAULT ("600", "d", ""), TIE_ERROR_BUG, FALSE },
  { "no such path", 404, NULL, TIE_ERROR_BUG, TRUE },
  { "subscription ended", 400, FAULT ("6190", "d", ""), TIE_ERROR_SUBSCRIPTION, TRUE },
  { "locked for a moment", 400, FAULT ("140", "d", ""), TIE_ERROR_SERVER, TRUE },
  { "an empty list of errors", 400, "{\"Fault\":{\"Error\":[]}}", TIE_ERROR_BUG, TRUE },
  { "an error that is no object", 400, "{\"Fault\":{\"Error\":[17]}}", TIE_ERROR_BUG, TRUE },
  { "a fault that is no object", 400, "{\"Fault\":\"x\"}", TIE_ERROR_BUG, TRUE },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *c = &fault_cases[i];
      g_autoptr (JsonNode) root = parse_json (c->json);
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

      g_test_message ("%s", c->why);
      g_assert_cmpint (tie_quickbooks_fault_read (result, c->status, tie_json_get_root_object (root)), ==, c->error != 0);
      if (c->error == 0)
        {
          g_assert_no_error (result->fault);
          continue;
        }
      g_assert_error (result->fault, TIE_ERROR, c->error);
      g_assert_cmpint (result->is_known, ==, c->is_known);
      g_assert_cmpstr (result->field, ==, c->field);
      g_assert_cmpstr (result->duplicate_id, ==, c->duplicate_id);
      g_assert_cmpint (result->missing, ==, c->missing);
    }
}

/* All codes that Intuit lists, by what is to be done about them. */
static const struct
{
  TieError error;
  gboolean is_known; /* whether it was booked */
  const char *codes;
} listed[] = {
  { TIE_ERROR_TOKEN, TRUE, "3200 3202" },
  { TIE_ERROR_RIGHTS, TRUE, "100 110 120 3100 5020" },
  { TIE_ERROR_SERVER, TRUE, "130 140 150" },
  { TIE_ERROR_SERVER, FALSE, "10000" },
  { TIE_ERROR_THROTTLED, FALSE, "3001 3002" },
  { TIE_ERROR_BUG, TRUE, "500 1040 2000 2010 2130 2170 4000 4001 4002 10100" },
  { TIE_ERROR_BUG, FALSE, "600" },
  { TIE_ERROR_GONE, TRUE, "610" },
  { TIE_ERROR_STALE, TRUE, "5010" },
  { TIE_ERROR_PLAN, TRUE, "5030" },
  { TIE_ERROR_DUPLICATE, TRUE, "6140 6240" },
  { TIE_ERROR_SUBSCRIPTION, TRUE, "6190" },
  { TIE_ERROR_CLOSED_PERIOD, TRUE, "6200 6210" },
  { TIE_ERROR_FROZEN, TRUE, "6480 6490 6500 6510 6520 6530 6540" },
  { TIE_ERROR_RESET, TRUE, "10200" },
  { TIE_ERROR_MAPPING, TRUE, "2500 6100 6160 6230 6250 6270 6430" },
  { TIE_ERROR_DATA, TRUE,
    "620 630 700 800 900 1000 1010 1020 1050 2020 2030 2040 2050 2060 2070 2080 2090 2100 2110 2120 2140 2150 2160 2180 2190 2200 2210 2220 2230 2240 2250 2260 2270"
    " 2280 2290 2300 2600 3000 5000 6000 6010 6020 6070 6080 6090 6110 6120 6130 6150 6170 6180 6220 6280 6290 6300 6390 6400 6420 6440 6450 6460 6470 6560" },
};

static void
test_listed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (listed); i++)
    {
      g_auto (GStrv) codes = g_strsplit (listed[i].codes, " ", -1);

      for (guint j = 0; codes[j] != NULL; j++)
        {
          g_autofree char *text = g_strdup_printf (FAULT ("%s", "d", ""), codes[j]);
          g_autoptr (JsonNode) root = parse_json (text);
          g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

          g_test_message ("%s", codes[j]);
          g_assert_true (tie_quickbooks_fault_read (result, 400, tie_json_get_root_object (root)));
          g_assert_error (result->fault, TIE_ERROR, (int) listed[i].error);
          g_assert_cmpint (result->is_known, ==, listed[i].is_known);
        }
    }
}

static void
test_reasons (void)
{
  g_autoptr (JsonNode) root = parse_json ("{\"Fault\":{\"Error\":["
                                          "{\"Message\":\"Required\",\"Detail\":\"DisplayName is missing\",\"code\":\"2020\",\"element\":\"DisplayName\"},"
                                          "{\"Message\":\"Too long\",\"code\":\"2050\"}]}}");
  g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

  g_assert_true (tie_quickbooks_fault_read (result, 400, json_node_get_object (root)));
  g_assert_cmpstr (result->fault->message, ==, "DisplayName is missing; Too long");
}

static const char whole_customer[] =
  "{\"Id\":\"58\",\"SyncToken\":\"3\",\"DisplayName\":\"Warehouse\",\"FullyQualifiedName\":\"Delta:Warehouse\",\"CompanyName\":\"Delta LLC\","
  "\"ParentRef\":{\"value\":\"57\",\"name\":\"Delta\"},\"Job\":true,\"Active\":false,\"IsProject\":true,"
  "\"PrimaryEmailAddr\":{\"Address\":\"a@b.example\"},\"PrimaryPhone\":{\"FreeFormNumber\":\"555 0100\"},"
  "\"BillAddr\":{\"Line1\":\"1 Main\",\"Line3\":\"Back\",\"City\":\"Portland\",\"CountrySubDivisionCode\":\"OR\",\"PostalCode\":\"97201\",\"Country\":\"USA\"},"
  "\"MetaData\":{\"LastUpdatedTime\":\"2026-02-03T02:03:04-08:00\"},\"Balance\":12.5,\"NewMember\":[1,2]}";

static void
test_remote (void)
{
  g_autoptr (JsonNode) root = parse_json (whole_customer);
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRemote) remote = tie_quickbooks_parse_remote (tie_quickbooks_entity_for_kind (TIE_KIND_CUSTOMER), json_node_get_object (root), FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (remote->id, ==, "58");
  g_assert_cmpstr (remote->parent_id, ==, "57");
  g_assert_cmpstr (remote->name, ==, "Warehouse");
  g_assert_cmpstr (remote->full_name, ==, "Delta:Warehouse");
  g_assert_cmpstr (remote->company, ==, "Delta LLC");
  g_assert_cmpstr (remote->email, ==, "a@b.example");
  g_assert_cmpstr (remote->phone, ==, "555 0100");
  g_assert_cmpstr (remote->street, ==, "1 Main\nBack");
  g_assert_cmpstr (remote->city, ==, "Portland");
  g_assert_cmpstr (remote->state, ==, "OR");
  g_assert_cmpstr (remote->postcode, ==, "97201");
  g_assert_cmpstr (remote->country, ==, "USA");
  g_assert_cmpstr (remote->version, ==, "3");
  g_assert_cmpstr (remote->updated, ==, "2026-02-03T10:03:04Z");
  g_assert_false (remote->is_active);
  g_assert_true (remote->is_project);
  g_assert_false (remote->is_deleted);
  g_assert_nonnull (strstr (remote->raw, "NewMember"));
}

/* Every member of a wrong type, or null: nothing falls over, and what is missing is missing. */
static void
test_wrong_types (void)
{
  static const char *const values[] = { "null", "17", "1.5", "true", "\"text\"", "[]", "[{}]", "{}", "{\"value\":9,\"Address\":[],\"Line1\":{},\"LastUpdatedTime\":false}" };
  static const char *const members[] = {
    "SyncToken", "DisplayName", "FullyQualifiedName", "CompanyName", "ParentRef", "Active", "IsProject", "PrimaryEmailAddr",
    "PrimaryPhone", "BillAddr", "MetaData", "AcctNum", "status",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) text = g_string_new ("{\"Id\":\"1\"");
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (TieRemote) remote = NULL;

      for (guint j = 0; j < G_N_ELEMENTS (members); j++)
        g_string_append_printf (text, ",\"%s\":%s", members[j], values[i]);
      g_string_append_c (text, '}');
      root = parse_json (text->str);
      remote = tie_quickbooks_parse_remote (tie_quickbooks_entity_for_kind (TIE_KIND_VENDOR), json_node_get_object (root), FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (remote->id, ==, "1");
      g_assert_null (remote->email);
      g_assert_null (remote->updated);
    }
}

typedef struct
{
  const char *why;
  gboolean is_changes;
  const char *json;
  int error;
  guint n;
} PageCase;

static const PageCase page_cases[] = {
  { "rows", FALSE, "{\"QueryResponse\":{\"Customer\":[{\"Id\":\"1\"},{\"Id\":\"2\"}],\"startPosition\":1}}", 0, 2 },
  { "no rows", FALSE, "{\"QueryResponse\":{}}", 0, 0 },
  { "no answer", FALSE, "{\"time\":\"2026-02-03T02:03:04-08:00\"}", TIE_ERROR_BUG },
  { "a row without id", FALSE, "{\"QueryResponse\":{\"Customer\":[{\"DisplayName\":\"x\"}]}}", TIE_ERROR_BUG },
  { "a row that is none", FALSE, "{\"QueryResponse\":{\"Customer\":[17]}}", TIE_ERROR_BUG },
  { "rows that are no list", FALSE, "{\"QueryResponse\":{\"Customer\":{}}}", 0, 0 },
  { "changes", TRUE, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Customer\":[{\"Id\":\"1\"}]},{},{\"Vendor\":[{\"Id\":\"2\"}]}]}]}", 0, 1 },
  { "a deletion", TRUE, "{\"CDCResponse\":[{\"QueryResponse\":[{\"Customer\":[{\"Id\":\"1\",\"status\":\"Deleted\"}]}]}]}", 0, 1 },
  { "no changes", TRUE, "{\"CDCResponse\":[{\"QueryResponse\":[{}]}]}", 0, 0 },
  { "a fault inside", TRUE, "{\"CDCResponse\":[{\"QueryResponse\":[" FAULT ("4000", "d", "") "]}]}", TIE_ERROR_BUG },
  { "a fault one level up", TRUE, "{\"CDCResponse\":[" FAULT ("3001", "d", "") "]}", TIE_ERROR_THROTTLED },
  { "an empty list", TRUE, "{\"CDCResponse\":[]}", TIE_ERROR_BUG },
  { "something else", TRUE, "{\"CDCResponse\":{}}", TIE_ERROR_BUG },
};

static void
test_pages (void)
{
  const TieQuickbooksEntity *entity = tie_quickbooks_entity_for_kind (TIE_KIND_CUSTOMER);

  for (guint i = 0; i < G_N_ELEMENTS (page_cases); i++)
    {
      const PageCase *c = &page_cases[i];
      g_autoptr (JsonNode) root = parse_json (c->json);
      g_autoptr (GPtrArray) remotes = g_ptr_array_new_with_free_func ((GDestroyNotify) tie_remote_free);
      g_autoptr (GError) error = NULL;
      gboolean is_good = FALSE;

      g_test_message ("%s", c->why);
      is_good = c->is_changes ? tie_quickbooks_parse_changes (json_node_get_object (root), entity, remotes, &error)
                              : tie_quickbooks_parse_query (json_node_get_object (root), entity, FALSE, remotes, &error);
      g_assert_cmpint (is_good, ==, c->error == 0);
      if (c->error != 0)
        g_assert_error (error, TIE_ERROR, c->error);
      else
        g_assert_cmpuint (remotes->len, ==, c->n);
    }
}

static void
test_company (void)
{
  g_autoptr (TieLedgerCapabilities) capabilities = g_new0 (TieLedgerCapabilities, 1);
  g_autoptr (JsonNode) company = parse_json ("{\"CompanyInfo\":{\"CompanyName\":\"Maple Ltd\",\"Country\":\"can\"}}");
  g_autoptr (JsonNode) nameless = parse_json ("{\"CompanyInfo\":{\"Country\":\"US\"}}");
  g_autoptr (JsonNode) closed = parse_json ("{\"Preferences\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2025-12-31\"},\"CurrencyPrefs\":{\"HomeCurrency\":{\"value\":\"CAD\"}}}}");
  g_autoptr (JsonNode) open = parse_json ("{\"Preferences\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"soon\"}}}");
  g_autoptr (GError) error = NULL;

  g_assert_true (tie_quickbooks_parse_company (json_node_get_object (company), capabilities, &error));
  g_assert_cmpstr (capabilities->company_name, ==, "Maple Ltd");
  g_assert_cmpstr (capabilities->country, ==, "CA");
  tie_quickbooks_parse_preferences (json_node_get_object (closed), capabilities);
  g_assert_cmpstr (capabilities->currency, ==, "CAD");
  g_assert_cmpstr (capabilities->closed_until, ==, "2025-12-31");
  tie_quickbooks_parse_preferences (json_node_get_object (open), capabilities);
  g_assert_null (capabilities->closed_until);
  g_assert_false (tie_quickbooks_parse_company (json_node_get_object (nameless), capabilities, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_BUG);
}

typedef struct
{
  const char *why;
  const char *name;
  const char *email;
  const char *phone;
  const char *street;
  const char *json; /* NULL: refused */
} BodyCase;

static const BodyCase body_cases[] = {
  { "a name", "Delta LLC", "", "", "", "{\"DisplayName\":\"Delta LLC\"}" },
  { "colon, tab, blanks", "  Delta:\tLLC\n ", "", "", "", "{\"DisplayName\":\"Delta- LLC\"}" },
  { "quotes and a sign beyond the letters", "“A” \"B\" \\ ✿", "", "", "", "{\"DisplayName\":\"“A” \\\"B\\\" \\\\ ✿\"}" },
  { "email and phone", "D", "a@b.example", "555 0100", "",
    "{\"DisplayName\":\"D\",\"PrimaryEmailAddr\":{\"Address\":\"a@b.example\"},\"PrimaryPhone\":{\"FreeFormNumber\":\"555 0100\"}}" },
  { "an address of two lines", "D", "", "", "1 Main\n\nBack door\n",
    "{\"DisplayName\":\"D\",\"BillAddr\":{\"Line1\":\"1 Main\",\"Line2\":\"Back door\"}}" },
  { "an address of seven lines", "D", "", "", "1\n2\n3\n4\n5\n6\n7",
    "{\"DisplayName\":\"D\",\"BillAddr\":{\"Line1\":\"1\",\"Line2\":\"2\",\"Line3\":\"3\",\"Line4\":\"4\",\"Line5\":\"5, 6, 7\"}}" },
  { "no name", " \t", "", "", "", NULL },
  { "email without a place", "D", "somebody", "", "", NULL },
  { "a phone that is a sentence", "D", "", "please call only after six in the evening", "", NULL },
};

static GBytes *
make_body (const BodyCase *c,
           TieKind kind,
           GError **error)
{
  g_autoptr (TieContact) contact = tie_contact_new (NULL);

  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, c->name);
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_EMAIL, c->email);
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_PHONE, c->phone);
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_STREET, c->street);
  tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NOTES, "between us");
  return tie_quickbooks_make_body (kind, "create", TIE_RECORD (contact), NULL, NULL, error);
}

static void
test_bodies (void)
{
  static const TieKind kinds[] = { TIE_KIND_CUSTOMER, TIE_KIND_VENDOR };

  for (guint i = 0; i < G_N_ELEMENTS (body_cases) * G_N_ELEMENTS (kinds); i++)
    {
      const BodyCase *c = &body_cases[i / G_N_ELEMENTS (kinds)];
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = make_body (c, kinds[i % G_N_ELEMENTS (kinds)], &error);
      g_autofree char *text = NULL;

      g_test_message ("%s", c->why);
      if (c->json == NULL)
        {
          g_assert_null (body);
          g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
          continue;
        }
      g_assert_no_error (error);
      text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      g_assert_cmpstr (text, ==, c->json);
    }
}

static void
test_lengths (void)
{
  static const struct { guint length; gboolean fits; } cases[] = { { 100, TRUE }, { 101, FALSE }, { 1000, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autoptr (TieContact) contact = tie_contact_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) body = NULL;

      /* Characters, not bytes. */
      for (guint j = 0; j < cases[i].length; j++)
        g_string_append (name, "ß");
      tie_record_set_text (TIE_RECORD (contact), TIE_CONTACT_NAME, name->str);
      body = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "create", TIE_RECORD (contact), NULL, NULL, &error);
      g_assert_cmpint (body != NULL, ==, cases[i].fits);
      if (!cases[i].fits)
        g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
    }
}

static void
test_site_body (void)
{
  g_autoptr (TieSite) site = tie_record_new (TIE_TYPE_SITE, NULL);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_CUSTOMER, "58");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) created = NULL;
  g_autoptr (GBytes) updated = NULL;
  g_autoptr (GBytes) none = NULL;
  g_autofree char *text = NULL;
  g_autofree char *change = NULL;

  remote->version = g_strdup ("3");
  tie_record_set_text (TIE_RECORD (site), TIE_SITE_NAME, "Warehouse");
  tie_record_set_text (TIE_RECORD (site), TIE_SITE_STATE, "OR");
  created = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "create", TIE_RECORD (site), "57", NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (created, NULL), g_bytes_get_size (created));
  g_assert_cmpstr (text, ==, "{\"DisplayName\":\"Warehouse\",\"ParentRef\":{\"value\":\"57\"},\"Job\":true,\"BillWithParent\":true,"
                             "\"BillAddr\":{\"CountrySubDivisionCode\":\"OR\"}}");
  updated = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "update", TIE_RECORD (site), NULL, remote, &error);
  g_assert_no_error (error);
  change = g_strndup (g_bytes_get_data (updated, NULL), g_bytes_get_size (updated));
  g_assert_cmpstr (change, ==, "{\"Id\":\"58\",\"SyncToken\":\"3\",\"sparse\":true,\"DisplayName\":\"Warehouse\","
                               "\"BillAddr\":{\"CountrySubDivisionCode\":\"OR\"}}");

  none = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "create", TIE_RECORD (site), NULL, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);
  none = tie_quickbooks_make_body (TIE_KIND_VENDOR, "create", TIE_RECORD (site), "57", NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);
  none = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "update", TIE_RECORD (site), NULL, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);
  none = tie_quickbooks_make_body (TIE_KIND_CUSTOMER, "delete", TIE_RECORD (site), NULL, remote, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);
  none = tie_quickbooks_make_body (TIE_KIND_ACCOUNT, "create", TIE_RECORD (site), NULL, NULL, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
}

typedef struct
{
  const char *text;
  TieQuickbooksCursorMode mode;
  guint start;
  const char *since;
  const char *next;
} CursorCase;

#define NOW "2026-11-22T00:00:00Z"
#define LATELY "2026-11-20T10:00:00Z"
#define EARLIER "2026-11-19T10:00:00Z"

static const CursorCase cursor_cases[] = {
  { NULL, TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "page:1001@" LATELY, TIE_QUICKBOOKS_LIST, 1001, LATELY, NULL },
  { "page:1001", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "page:0@" LATELY, TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "page:-5@" LATELY, TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "page:99999999999999999999@" LATELY, TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "page:1001@yesterday", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "since:" LATELY, TIE_QUICKBOOKS_CHANGES, 0, LATELY, NULL },
  { "since:2026-11-20T02:00:00-08:00", TIE_QUICKBOOKS_CHANGES, 0, LATELY, NULL },
  { "since:2026-10-24T00:00:00Z", TIE_QUICKBOOKS_CHANGES, 0, "2026-10-24T00:00:00Z", NULL },
  { "since:2026-10-23T23:59:59Z", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "since:", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "after:" LATELY, TIE_QUICKBOOKS_CHANGES_AFTER_LIST, 0, LATELY, NULL },
  { "after:2026-10-23T23:59:59Z", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "changed:2001@" EARLIER "," LATELY, TIE_QUICKBOOKS_CHANGED_LIST, 2001, EARLIER, LATELY },
  { "changed:2001@" EARLIER, TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "changed:2001@", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
  { "' OR 1=1", TIE_QUICKBOOKS_LIST, 1, NULL, NULL },
};

/* A cursor comes from a file that somebody may have edited; what stands in it goes into a query. */
static void
test_cursors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cursor_cases); i++)
    {
      const CursorCase *c = &cursor_cases[i];
      g_autoptr (TieQuickbooksCursor) cursor = tie_quickbooks_cursor_parse (c->text, NOW);

      g_assert_cmpint (cursor->mode, ==, c->mode);
      g_assert_cmpuint (cursor->start, ==, c->start);
      g_assert_cmpstr (cursor->since, ==, c->since);
      g_assert_cmpstr (cursor->next, ==, c->next);
      if (c->since != NULL)
        {
          g_autofree char *text = tie_quickbooks_cursor_format (cursor->mode, cursor->start, cursor->since, cursor->next);
          g_autoptr (TieQuickbooksCursor) again = tie_quickbooks_cursor_parse (text, NOW);

          g_assert_cmpint (again->mode, ==, c->mode);
          g_assert_cmpstr (again->since, ==, c->since);
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quickbooks-text/faults", test_faults);
  g_test_add_func ("/quickbooks-text/faults-listed", test_listed);
  g_test_add_func ("/quickbooks-text/reasons", test_reasons);
  g_test_add_func ("/quickbooks-text/remote", test_remote);
  g_test_add_func ("/quickbooks-text/wrong-types", test_wrong_types);
  g_test_add_func ("/quickbooks-text/pages", test_pages);
  g_test_add_func ("/quickbooks-text/company", test_company);
  g_test_add_func ("/quickbooks-text/bodies", test_bodies);
  g_test_add_func ("/quickbooks-text/lengths", test_lengths);
  g_test_add_func ("/quickbooks-text/site-body", test_site_body);
  g_test_add_func ("/quickbooks-text/cursors", test_cursors);
  return g_test_run ();
}
