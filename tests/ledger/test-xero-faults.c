/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-faults"
#include "config.h"

#include <string.h>

#include "../net/net-fixture.h"
#include "ledger/xero/tie-xero-fault.h"
#include "ledger/xero/tie-xero-parse.h"
#include "xero-fixture.h"

/* ---- what an element of a batch says ---- */

typedef struct
{
  const char *sentence;
  int error;
  const char *field;
  TieKind missing;
} SentenceCase;

static const SentenceCase sentences[] = {
  { "The contact name Acme is already assigned to another contact. The contact name must be unique across all active contacts.", TIE_ERROR_DUPLICATE, "Name", 0 },
  { "The Account Number already exists. Please enter a different Account Number.", TIE_ERROR_DUPLICATE, "AccountNumber", 0 },
  { "Invoice # must be unique.", TIE_ERROR_DUPLICATE, "InvoiceNumber", 0 },
  { "Credit note # must be unique.", TIE_ERROR_DUPLICATE, "CreditNoteNumber", 0 },
  { "Price List Item with Code 'A' already exists", TIE_ERROR_DUPLICATE, "Code", 0 },
  { "The contact Acme has been archived and must be un-archived before creating new transactions.", TIE_ERROR_MAPPING, "Contact", TIE_KIND_CUSTOMER },
  { "Account code '200' has been archived, or has been deleted", TIE_ERROR_MAPPING, "AccountCode", TIE_KIND_ACCOUNT },
  { "Account code '200' is not a valid code for this document.", TIE_ERROR_MAPPING, "AccountCode", TIE_KIND_ACCOUNT },
  { "Account could not be found", TIE_ERROR_MAPPING, "Account", TIE_KIND_ACCOUNT },
  { "Item code 'X' is not valid", TIE_ERROR_MAPPING, "ItemCode", TIE_KIND_ITEM },
  { "The TaxType code 'GST on Income' does not exist or cannot be used for this type of transaction.", TIE_ERROR_MAPPING, "TaxType", TIE_KIND_TAX_CODE },
  { "The TaxType code 'INPUT2' cannot be used with account code '200'.", TIE_ERROR_MAPPING, "TaxType", TIE_KIND_TAX_CODE },
  { "The document date cannot be before the end of year lock date, currently set at 31 March 2026", TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "The document date cannot be before the period lock date, currently set at 31 March 2026", TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "The accounts are locked", TIE_ERROR_CLOSED_PERIOD, "Date", 0 },
  { "You have reached the limit of invoices you can approve", TIE_ERROR_PLAN, NULL, 0 },
  { "Invoice not of valid status for modification", TIE_ERROR_FROZEN, "Status", 0 },
  { "The document cannot be edited because it has payment or credit notes allocated", TIE_ERROR_FROZEN, NULL, 0 },
  { "Payment amount exceeds the amount outstanding on this document", TIE_ERROR_DATA, "Amount", 0 },
  { "The currency code USD is not subscribed to by this organisation", TIE_ERROR_PLAN, "CurrencyCode", 0 },
  { "Email address must be valid.", TIE_ERROR_DATA, "EmailAddress", 0 },
  { "Invoice with the specified id does not exist", TIE_ERROR_GONE, NULL, 0 },
  { "Something that nobody heard of", TIE_ERROR_DATA, NULL, 0 },
};

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

static void
test_sentences (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":[{\"Message\":\"%s\"}]}", sentences[i].sentence);
      g_autoptr (JsonObject) element = parse (json);
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

      g_assert_true (tie_xero_fault_from_element (result, element));
      g_assert_true (result->is_known);
      g_assert_error (result->fault, TIE_ERROR, sentences[i].error);
      g_assert_cmpstr (result->fault->message, ==, sentences[i].sentence);
      g_assert_cmpstr (result->field, ==, sentences[i].field);
      g_assert_cmpint (result->missing, ==, sentences[i].missing);
    }
}

static void
test_elements (void)
{
  static const struct { const char *json; const char *message; } cases[] = {
    { "{\"StatusAttributeString\":\"OK\",\"ContactID\":\"1\"}", NULL },
    { "{\"StatusAttributeString\":\"WARNING\",\"Warnings\":[{\"Message\":\"mind\"}]}", NULL },
    { "{\"ContactID\":\"1\",\"ValidationErrors\":[]}", NULL },
    { "{\"HasErrors\":true}", "Xero refused it without a reason" },
    { "{\"HasValidationErrors\":true,\"ValidationErrors\":[{\"Message\":\"one\"},{\"Message\":\"two\"},{\"Message\":\"one\"}]}", "one; two" },
    { "{\"StatusAttributeString\":\"ERROR\",\"LineItems\":[{\"ValidationErrors\":[{\"Message\":\"of a line\"}]}],\"Contact\":{\"ValidationErrors\":[{\"Message\":\"of the contact\"}]}}", "of a line; of the contact" },
    { "{\"StatusAttributeString\":\"ERROR\",\"ValidationErrors\":[17,{\"Message\":3},null]}", "Xero refused it without a reason" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) element = parse (cases[i].json);
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (tie_xero_fault_from_element (result, element), ==, cases[i].message != NULL);
      g_assert_cmpstr (result->fault != NULL ? result->fault->message : NULL, ==, cases[i].message);
    }
}

/* ---- what an answer as a whole says ---- */

typedef struct
{
  const char *why;
  guint status;
  const char *type;
  const char *body;
  int error; /* 0: none */
  gboolean is_known;
} AnswerCase;

#define JSON "application/json; charset=utf-8"

static const AnswerCase answers[] = {
  { "success", 200, JSON, "{\"Contacts\":[]}", 0, FALSE },
  { "nothing to say", 204, NULL, "", 0, FALSE },
  { "a fault with 200", 200, JSON, "{\"ErrorNumber\":0,\"Type\":\"Error\",\"Message\":\"An error occurred in Xero.\"}", TIE_ERROR_SERVER, FALSE },
  { "elements refused", 400, JSON, "{\"ErrorNumber\":10,\"Type\":\"ValidationException\",\"Message\":\"A validation exception occurred\",\"Elements\":[{\"ValidationErrors\":[{\"Message\":\"Invoice # must be unique.\"}]}]}", TIE_ERROR_DUPLICATE, TRUE },
  { "a number as text", 400, JSON, "{\"ErrorNumber\":\"10\",\"Message\":\"no\"}", TIE_ERROR_DATA, TRUE },
  { "a query that cannot be read", 400, JSON, "{\"ErrorNumber\":16,\"Type\":\"QueryParseException\",\"Message\":\"?\"}", TIE_ERROR_BUG, TRUE },
  { "a body that cannot be read", 400, JSON, "{\"ErrorNumber\":14,\"Type\":\"PostDataInvalidException\",\"Message\":\"?\"}", TIE_ERROR_BUG, TRUE },
  { "a query that is too broad", 400, JSON, "{\"ErrorNumber\":10,\"Message\":\"Your request is not filtering Invoices efficiently\"}", TIE_ERROR_DATA, TRUE },
  { "a key of another request", 400, JSON, "{\"Title\":\"Bad Request\",\"Status\":400,\"Detail\":\"The idempotency key was already used with a different request\"}", TIE_ERROR_BUG, FALSE },
  { "no words", 400, "text/plain", "no", TIE_ERROR_BUG, TRUE },
  { "a dead token", 401, JSON, "{\"Title\":\"Unauthorized\",\"Status\":401,\"Detail\":\"TokenExpired: token expired at 1\"}", TIE_ERROR_TOKEN, TRUE },
  { "in small letters", 401, JSON, "{\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"AuthorizationUnsuccessful\"}", TIE_ERROR_RIGHTS, TRUE },
  { "not granted", 401, JSON, "{\"Detail\":\"AuthorizationUnsuccessful\"}", TIE_ERROR_RIGHTS, TRUE },
  { "not connected any more", 403, JSON, "{\"Title\":\"Forbidden\",\"Status\":403,\"Detail\":\"AuthenticationUnsuccessful\"}", TIE_ERROR_SHUT_OUT, TRUE },
  { "gone", 404, "text/html", "<html>", TIE_ERROR_GONE, TRUE },
  { "not there", 405, JSON, "{\"ErrorNumber\":20,\"Message\":\"?\"}", TIE_ERROR_PLAN, TRUE },
  { "not made", 501, NULL, "", TIE_ERROR_PLAN, TRUE },
  { "a header that is wrong", 412, NULL, "", TIE_ERROR_BUG, TRUE },
  { "too large", 413, "text/plain", "Request entity too large", TIE_ERROR_BUG, TRUE },
  { "too often", 429, NULL, "", TIE_ERROR_THROTTLED, FALSE },
  { "trouble", 500, JSON, "{\"ErrorNumber\":0,\"Message\":\"An error occurred in Xero\"}", TIE_ERROR_SERVER, FALSE },
  { "down, in plain words", 503, "text/plain", "The API is offline", TIE_ERROR_SERVER, FALSE },
  { "a gateway's page", 502, "text/html", "<html>bad gateway</html>", TIE_ERROR_SERVER, FALSE },
  { "late", 408, NULL, "", TIE_ERROR_SERVER, FALSE },
  { "somewhere else", 302, NULL, "", TIE_ERROR_SERVER, FALSE },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const AnswerCase *c = &answers[i];
      g_autoptr (GBytes) body = g_bytes_new_static (c->body, strlen (c->body));
      TieHttpAnswer answer = { .status = c->status, .content_type = (char *) c->type, .body = body, .left = -1, .retry_after = 7 };
      g_autoptr (TieLedgerResult) result = g_new0 (TieLedgerResult, 1);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", c->why);
      g_assert_cmpint (tie_xero_fault_from_answer (result, &answer), ==, c->error != 0);
      g_assert_cmpint (tie_xero_fault_to_error (&answer, &error), ==, c->error != 0);
      if (c->error == 0)
        continue;
      g_assert_error (result->fault, TIE_ERROR, c->error);
      g_assert_error (error, TIE_ERROR, c->error);
      g_assert_cmpint (result->is_known, ==, c->is_known);
      g_assert_cmpuint (result->retry_after, ==, 7);
    }
}

/* ---- over HTTP ---- */

typedef struct
{
  const char *fault;
  int error; /* 0: none */
} ReadCase;

static const ReadCase reads[] = {
  { "401,count=1", 0 }, /* renewed, and asked once more */
  { "401", TIE_ERROR_TOKEN },
  { "403", TIE_ERROR_SHUT_OUT },
  { "429", TIE_ERROR_THROTTLED },
  { "429-minute", TIE_ERROR_THROTTLED },
  { "429-day", TIE_ERROR_DAY_LIMIT },
  { "429-concurrent", TIE_ERROR_THROTTLED },
  { "500", TIE_ERROR_SERVER },
  { "502", TIE_ERROR_SERVER },
  { "503", TIE_ERROR_SERVER },
  { "504", TIE_ERROR_SERVER },
  { "html", TIE_ERROR_SERVER },
  { "text", TIE_ERROR_SERVER },
  { "fault200", TIE_ERROR_SERVER },
  { "malformed", TIE_ERROR_SERVER },
  { "truncated", TIE_ERROR_NETWORK },
  { "cut-before", TIE_ERROR_NETWORK },
  { "refuse", TIE_ERROR_NETWORK },
  { "code-10", TIE_ERROR_DATA },
  { "code-16", TIE_ERROR_BUG },
  { "odd-numbers", 0 },
  { "odd-members", 0 },
};

/* Each of them in each of the reading methods; afterwards all is as before. */
static void
test_reads (XeroFixture *fixture,
            gconstpointer data)
{
  const TieLedgerKey key = { .name = "Acme" };

  g_free (xero_write (fixture, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"Acme\"}]}", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    for (guint method = 0; method < 3; method++)
      {
        g_autofree char *spec = g_strdup_printf ("%s,path=/api.xro/", reads[i].fault);
        g_autoptr (TieLedgerPage) page = NULL;
        g_autoptr (GPtrArray) found = NULL;
        g_autoptr (GError) error = NULL;

        g_test_message ("%s, method %u", reads[i].fault, method);
        xero_set_fault (fixture, spec);
        if (method == 0)
          xero_probe (fixture, &error);
        else if (method == 1)
          page = xero_pull (fixture, TIE_KIND_CUSTOMER, NULL, &error);
        else
          found = xero_find (fixture, TIE_KIND_CUSTOMER, &key, &error);
        if (reads[i].error != 0)
          g_assert_error (error, TIE_ERROR, reads[i].error);
        else
          g_assert_no_error (error);
        xero_set_fault (fixture, "none");
      }
}

/* What limit it was, and how long it takes. */
static void
test_limit (XeroFixture *fixture,
            gconstpointer data)
{
  static const struct { const char *fault; const char *word; guint least; int error; } cases[] = {
    { "429-minute", "minute", 1, TIE_ERROR_THROTTLED }, { "429-day", "Xero takes no more requests until ", 3600, TIE_ERROR_DAY_LIMIT }, { "429-concurrent", "concurrent", 0, TIE_ERROR_THROTTLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TieXeroRequest request = { .method = "GET", .resource = "Organisation" };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (TieHttpAnswer) answer = NULL;
      g_autoptr (TieLedgerResult) refusal = g_new0 (TieLedgerResult, 1);
      g_autoptr (GError) error = NULL;

      xero_set_fault (fixture, cases[i].fault);
      tie_xero_call_async (TIE_XERO (fixture->ledger), &request, NULL, net_wait_cb, &result);
      answer = tie_xero_call_finish (TIE_XERO (fixture->ledger), net_wait (&result), NULL, &error);
      xero_set_fault (fixture, "none");
      g_assert_no_error (error);
      g_assert_true (tie_xero_fault_from_answer (refusal, answer));
      g_assert_error (refusal->fault, TIE_ERROR, cases[i].error);
      g_assert_nonnull (strstr (refusal->fault->message, cases[i].word));
      g_assert_cmpuint (refusal->retry_after, >=, cases[i].least);
    }
}

/* A scope that was not granted: no new token helps, and none is asked for. */
static void
test_scope (XeroFixture *fixture,
            gconstpointer data)
{
  TieSignInAddresses *addresses = tie_xero_package.dup_addresses ("local", tie_sandbox_get_base_uri (fixture->sandbox));
  g_autoptr (TieSignIn) sign_in = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *company = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_free (addresses->scope);
  addresses->scope = g_strdup ("openid offline_access accounting.contacts");
  sign_in = tie_sign_in_new ("other", NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (sign_in, tie_sandbox_get_client_id (fixture->sandbox), NULL);
  tie_sign_in_consent_silently_async (sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
  g_object_unref (fixture->ledger);
  fixture->ledger = tie_xero_new (tie_sandbox_get_base_uri (fixture->sandbox), tie_sandbox_get_realm (fixture->sandbox), sign_in);
  n = xero_count_calls (fixture, "/connect/token");
  g_assert_false (xero_probe (fixture, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_RIGHTS);
  g_assert_cmpuint (xero_count_calls (fixture, "/connect/token"), ==, n);
}

/* The refresh that goes with a call: its answer is lost, the old token is still good, and the call goes through. */
static void
test_lost_refresh (XeroFixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  tie_sandbox_advance_clock (fixture->sandbox, 1801);
  xero_set_fault (fixture, "cut-after,count=1,path=/connect/token");
  g_assert_true (xero_probe (fixture, &error));
  g_assert_no_error (error);
}

#define ADD(path, data, test) g_test_add (path, XeroFixture, data, xero_set_up, test, xero_tear_down)

static const TieSandboxOptions unlimited = { .per_minute = 100000, .per_day = 100000 };

int
main (int argc,
      char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  g_test_add_func ("/xero-faults/sentences", test_sentences);
  g_test_add_func ("/xero-faults/elements", test_elements);
  g_test_add_func ("/xero-faults/answers", test_answers);
  ADD ("/xero-faults/reads", &unlimited, test_reads);
  ADD ("/xero-faults/limit", NULL, test_limit);
  ADD ("/xero-faults/scope", NULL, test_scope);
  ADD ("/xero-faults/lost-refresh", NULL, test_lost_refresh);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
