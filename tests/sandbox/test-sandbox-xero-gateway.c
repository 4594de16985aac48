/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "xero-client.h"

#define CONTACT "{\"Contacts\":[{\"Name\":\"One\"}]}"

static void
test_minute (void)
{
  const TieSandboxOptions options = { .per_minute = 3 };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *over = NULL;
  g_autofree char *after = NULL;
  gint64 wait;

  xero_sign_in (xero, NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *answer = xero_call (xero, "GET", "Organisation", NULL);
      g_autofree char *left = g_strdup_printf ("%d", 2 - i);

      g_assert_cmpuint (xero->status, ==, 200);
      g_assert_cmpstr (xero_get_header (xero, "X-MinLimit-Remaining"), ==, left);
    }
  over = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 429);
  g_assert_cmpstr (xero_get_header (xero, "X-Rate-Limit-Problem"), ==, "minute");
  g_assert_cmpstr (xero_get_header (xero, "X-MinLimit-Remaining"), ==, "0");
  wait = g_ascii_strtoll (xero_get_header (xero, "Retry-After"), NULL, 10);
  g_assert_cmpint (wait, >, 0);
  g_assert_cmpint (wait, <=, 60);
  tie_sandbox_advance_clock (xero->sandbox, wait);
  after = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 200);
}

/* By the company's clock, in milliseconds. */
static gint64
find_last_came (Xero *xero)
{
  g_autofree char *journal = tie_sandbox_dup_journal (xero->sandbox);
  const char *member = g_strrstr (journal, "\"came\":");

  g_assert_nonnull (member);
  return g_ascii_strtoll (member + strlen ("\"came\":"), NULL, 10);
}

/* In haste the next minute begins while a clock on the wall has gone on but a little, and the journal has the company's. */
static void
test_haste (void)
{
  const TieSandboxOptions options = { .per_minute = 1, .haste = 100 };
  g_autoptr (Xero) xero = xero_new (&options);
  gint64 began = g_get_monotonic_time ();
  gint64 came[2] = { 0 };

  xero_sign_in (xero, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (came);)
    {
      g_autofree char *answer = xero_call (xero, "GET", "Organisation", NULL);

      g_assert_true (xero->status == 200 || xero->status == 429);
      if (xero->status == 200)
        came[i++] = find_last_came (xero);
    }
  g_assert_cmpint (came[1] - came[0], >, 59000);
  g_assert_cmpint (came[1] - came[0], >, (g_get_monotonic_time () - began) / 1000);
}

static void
test_day (void)
{
  const TieSandboxOptions options = { .per_day = 2 };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *over = NULL;

  xero_sign_in (xero, NULL);
  first = xero_call (xero, "GET", "Organisation", NULL);
  second = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpstr (xero_get_header (xero, "X-DayLimit-Remaining"), ==, "0");
  tie_sandbox_advance_clock (xero->sandbox, 61);
  over = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 429);
  g_assert_cmpstr (xero_get_header (xero, "X-Rate-Limit-Problem"), ==, "day");
  g_assert_cmpint (g_ascii_strtoll (xero_get_header (xero, "Retry-After"), NULL, 10), >, 23 * 60 * 60);
}

static void
ended_cb (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  g_autoptr (GBytes) bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);

  g_assert_null (bytes);
  (*(guint *) data)++;
}

static SoupMessage *
new_slow_message (Xero *xero)
{
  g_autofree char *uri = g_strconcat (tie_sandbox_get_base_uri (xero->sandbox), "/api.xro/2.0/Accounts", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", xero->access, NULL);
  SoupMessage *message = soup_message_new ("GET", uri);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Authorization", bearer);
  soup_message_headers_replace (headers, "Xero-Tenant-Id", xero->tenant);
  return message;
}

/* While five calls hang, a sixth is refused; how soon they hang is up to the machine. */
static void
test_concurrent (void)
{
  const TieSandboxOptions options = { .per_minute = 1000000, .per_day = 1000000 };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autoptr (SoupSession) session = soup_session_new_with_options ("max-conns", 8, "max-conns-per-host", 8, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint ended = 0;

  xero_sign_in (xero, NULL);
  xero_set_fault (xero, "slow,delay=600000,path=/Accounts");
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (SoupMessage) message = new_slow_message (xero);

      soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, cancellable, ended_cb, &ended);
    }
  while (xero->status != 429)
    {
      g_autofree char *answer = xero_call (xero, "GET", "Organisation", NULL);

      g_assert_true (xero->status == 200 || xero->status == 429);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpstr (xero_get_header (xero, "X-Rate-Limit-Problem"), ==, "concurrent");
  g_assert_null (xero_get_header (xero, "Retry-After"));
  g_cancellable_cancel (cancellable);
  while (ended < 5)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_idempotency (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *long_key = g_strnfill (129, 'k');
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autofree char *late = NULL;
  g_autofree char *list = NULL;
  g_autofree char *too_long = NULL;

  xero_sign_in (xero, NULL);
  xero->key = "key-1";
  first = xero_call (xero, "PUT", "Invoices?summarizeErrors=false",
                     "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"Name\":\"One\"},\"LineItems\":[{\"Description\":\"Fees\"}]}]}");
  g_assert_cmpuint (xero->status, ==, 200);
  again = xero_call (xero, "PUT", "Invoices?summarizeErrors=false",
                     "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"Name\":\"One\"},\"LineItems\":[{\"Description\":\"Fees\"}]}]}");
  g_assert_cmpstr (first, ==, again);
  other = xero_call (xero, "PUT", "Invoices?summarizeErrors=false", "{\"Invoices\":[]}");
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (other, "Detail", "The idempotency key was already used with a different request");
  tie_sandbox_advance_clock (xero->sandbox, 6 * 60 + 1);
  late = xero_call (xero, "PUT", "Invoices?summarizeErrors=false",
                    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"Name\":\"One\"},\"LineItems\":[{\"Description\":\"Fees\"}]}]}");
  g_assert_cmpuint (xero->status, ==, 200);
  g_assert_cmpstr (first, !=, late);
  list = xero_call (xero, "GET", "Invoices?page=1", NULL);
  client_assert (list, "pagination.itemCount", "2");
  xero->key = long_key;
  too_long = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 400);
}

/* An error that came with a key comes again with it. */
static void
test_kept_error (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *failed = NULL;
  g_autofree char *again = NULL;
  g_autofree char *fresh = NULL;

  xero_sign_in (xero, NULL);
  xero->key = "key-2";
  xero_set_fault (xero, "500,count=1");
  failed = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 500);
  again = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 500);
  xero->key = "key-3";
  fresh = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 200);
}

/* The answer is lost, the work was done: the same key tells what came of it. */
static void
test_lost (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *lost = NULL;
  g_autofree char *again = NULL;

  xero_sign_in (xero, NULL);
  xero->key = "key-4";
  xero_set_fault (xero, "cut-after,count=1,method=PUT");
  lost = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 0);
  again = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 200);
  client_assert (again, "Contacts.0.Name", "One");
}

/* What says that it failed, and did not: all of it, or the part that was good. */
static void
test_done_all_the_same (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *failed = NULL;
  g_autofree char *again = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *list = NULL;

  xero_sign_in (xero, NULL);
  xero->key = "key-5";
  xero_set_fault (xero, "500-after,count=1");
  failed = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 500);
  again = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 500);
  xero->key = "key-6";
  xero_set_fault (xero, "summarized,count=1");
  refused = xero_call (xero, "PUT", "Contacts?summarizeErrors=false", "{\"Contacts\":[{\"Name\":\"Two\"},{\"Name\":\"One\"}]}");
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (refused, "Elements.0.Name", "One");
  list = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (list, "pagination.itemCount", "2");
}

/* Somebody used the key before, for another request. */
static void
test_key_used (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *refused = NULL;
  g_autofree char *fresh = NULL;

  xero_sign_in (xero, NULL);
  xero->key = "key-7";
  xero_set_fault (xero, "key-used,count=1");
  refused = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (refused, "Detail", "The idempotency key was already used with a different request");
  xero->key = "key-8";
  fresh = xero_call (xero, "PUT", "Contacts", CONTACT);
  g_assert_cmpuint (xero->status, ==, 200);
}

typedef struct
{
  const char *spec;
  guint status;
  const char *detail;  /* (nullable) */
  const char *problem; /* (nullable) */
  const char *retry;   /* (nullable) */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "401", 401, "TokenExpired: token expired", NULL, NULL },
  { "403", 403, "AuthenticationUnsuccessful", NULL, NULL },
  { "429", 429, NULL, "concurrent", NULL },
  { "429-minute", 429, NULL, "minute", "47" },
  { "429-day", 429, NULL, "day", "18000" },
  { "429-concurrent", 429, NULL, "concurrent", NULL },
  { "502", 502, NULL, NULL, NULL },
  { "503", 503, NULL, NULL, NULL },
  { "html", 200, NULL, NULL, NULL },
  { "fault200", 200, NULL, NULL, NULL },
  { "code-16", 400, NULL, NULL, NULL },
  { "cut-before", 0, NULL, NULL, NULL },
};

static void
test_faults (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);

  xero_sign_in (xero, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *one = &fault_cases[i];
      g_autofree char *answer = NULL;

      g_test_message ("%s", one->spec);
      xero_set_fault (xero, one->spec);
      answer = xero_call (xero, "PUT", "Contacts", CONTACT);
      g_assert_cmpuint (xero->status, ==, one->status);
      if (one->status == 0)
        continue;
      g_assert_cmpstr (xero_get_header (xero, "X-Rate-Limit-Problem"), ==, one->problem);
      g_assert_cmpstr (xero_get_header (xero, "Retry-After"), ==, one->retry);
      if (one->detail != NULL)
        client_assert (answer, "Detail", one->detail);
    }
}

/* Tokens end, a connection ends: two different things. */
static void
test_ends (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *expired = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *revoked = NULL;

  xero_sign_in (xero, NULL);
  xero_set_fault (xero, "expired");
  expired = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
  xero_sign_in (xero, NULL);
  xero_set_fault (xero, "disconnected");
  gone = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 403);
  refreshed = xero_refresh (xero, xero->refresh);
  g_assert_cmpuint (xero->status, ==, 200);
  xero_sign_in (xero, NULL);
  xero_set_fault (xero, "revoked");
  revoked = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
  g_free (g_steal_pointer (&refreshed));
  refreshed = xero_refresh (xero, xero->refresh);
  client_assert (refreshed, "error", "invalid_grant");
}

static void
test_odd (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *numbers = NULL;
  g_autofree char *members = NULL;

  xero_sign_in (xero, NULL);
  xero_set_fault (xero, "odd-numbers");
  numbers = xero_call (xero, "GET", "TaxRates", NULL);
  g_assert_nonnull (strstr (numbers, "\"EffectiveRate\":\"20\""));
  xero_set_fault (xero, "odd-members");
  members = xero_call (xero, "GET", "TaxRates", NULL);
  client_assert (members, "TaxRates.0.AddedLastNight", "by somebody");
  client_assert (members, "TaxRates.0.EffectiveRate", "20");
}

static void
test_forms (void)
{
  g_autoptr (Xero) xero = xero_new (NULL);
  g_autofree char *xml = NULL;
  g_autofree char *large_text = g_strnfill (3500001, ' ');
  g_autofree char *large = NULL;
  g_autofree char *nowhere = NULL;
  g_autofree char *no_method = NULL;
  g_autofree char *no_id = NULL;
  g_autofree char *no_json = NULL;

  xero_sign_in (xero, NULL);
  no_json = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":");
  client_assert (no_json, "ErrorNumber", "14");
  nowhere = xero_call (xero, "GET", "Employees", NULL);
  g_assert_cmpuint (xero->status, ==, 404);
  no_id = xero_call (xero, "GET", "Contacts/00000000-0000-0000-0000-000000000001", NULL);
  g_assert_cmpuint (xero->status, ==, 404);
  no_method = xero_call (xero, "DELETE", "Contacts", NULL);
  g_assert_cmpuint (xero->status, ==, 405);
  large = xero_call (xero, "PUT", "Contacts", large_text);
  g_assert_cmpuint (xero->status, ==, 413);
  xero->accept = NULL;
  xml = xero_call (xero, "GET", "Organisation", NULL);
  g_assert_nonnull (strstr (xml, "<Response"));
  g_assert_nonnull (strstr (xml, "<Name>Sandbox Organisation</Name>"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/xero/gateway/minute", test_minute);
  g_test_add_func ("/sandbox/xero/gateway/haste", test_haste);
  g_test_add_func ("/sandbox/xero/gateway/day", test_day);
  g_test_add_func ("/sandbox/xero/gateway/concurrent", test_concurrent);
  g_test_add_func ("/sandbox/xero/gateway/idempotency", test_idempotency);
  g_test_add_func ("/sandbox/xero/gateway/kept-error", test_kept_error);
  g_test_add_func ("/sandbox/xero/gateway/lost", test_lost);
  g_test_add_func ("/sandbox/xero/gateway/done-all-the-same", test_done_all_the_same);
  g_test_add_func ("/sandbox/xero/gateway/key-used", test_key_used);
  g_test_add_func ("/sandbox/xero/gateway/faults", test_faults);
  g_test_add_func ("/sandbox/xero/gateway/ends", test_ends);
  g_test_add_func ("/sandbox/xero/gateway/odd", test_odd);
  g_test_add_func ("/sandbox/xero/gateway/forms", test_forms);
  return g_test_run ();
}
