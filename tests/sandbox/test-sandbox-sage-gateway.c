/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sage-client.h"

#define CONTACT "{\"contact\":{\"name\":\"One\",\"contact_type_ids\":[\"CUSTOMER\"]}}"
#define CONTACT_ONCE(name) "{\"contact\":{\"idempotency_id\":\"9f1b2c3d4e5f60718293a4b5c6d7e8f9\",\"name\":\"" name "\",\"contact_type_ids\":[\"CUSTOMER\"]}}"

static void
test_limits (void)
{
  const TieSandboxOptions options = { .per_minute = 2, .per_day = 3 };
  g_autoptr (Sage) sage = sage_new (&options);

  sage_sign_in (sage, NULL);
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *answer = sage_call (sage, "GET", "contacts", NULL);

      g_assert_cmpuint (sage->status, ==, 200);
    }
  {
    g_autofree char *over = sage_call (sage, "GET", "contacts", NULL);

    g_assert_cmpuint (sage->status, ==, 429);
    client_assert (over, "0.$dataCode", "TooManyRequests");
    g_assert_cmpint (g_ascii_strtoll (sage_get_header (sage, "Retry-After"), NULL, 10), >, 0);
  }
  {
    /* Each business counts for itself. */
    g_autofree char *other = NULL;

    sage->business = "4b8e2f6a1c3d4e5f90a1b2c3d4e5f612";
    other = sage_call (sage, "GET", "contacts", NULL);
    g_assert_cmpuint (sage->status, ==, 200);
    sage->business = tie_sandbox_get_realm (sage->sandbox);
  }
  tie_sandbox_advance_clock (sage->sandbox, 61);
  {
    g_autofree char *third = sage_call (sage, "GET", "contacts", NULL);

    g_assert_cmpuint (sage->status, ==, 200);
  }
  {
    g_autofree char *day = sage_call (sage, "GET", "contacts", NULL);

    g_assert_cmpuint (sage->status, ==, 429);
    g_assert_null (sage_get_header (sage, "Retry-After"));
  }
}

static void
test_idempotency (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  g_autofree char *list = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *late = NULL;

  sage_sign_in (sage, NULL);
  first = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  again = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  g_assert_cmpstr (first, ==, again);
  list = sage_call (sage, "GET", "contacts", NULL);
  client_assert (list, "$total", "1");
  other = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("Two"));
  g_assert_cmpuint (sage->status, ==, 422);
  wrong = sage_call (sage, "POST", "contacts", "{\"contact\":{\"idempotency_id\":\"9f1b2c3d-4e5f\",\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"]}}");
  g_assert_cmpuint (sage->status, ==, 422);
  sage->business = "4b8e2f6a1c3d4e5f90a1b2c3d4e5f612";
  elsewhere = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpstr (first, !=, elsewhere);
  sage->business = tie_sandbox_get_realm (sage->sandbox);
  /* After an hour nobody remembers. */
  tie_sandbox_advance_clock (sage->sandbox, 60 * 60 + 1);
  sage_sign_in (sage, NULL);
  late = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  g_assert_cmpstr (first, !=, late);
}

/* What was refused can come again under the same id; tax rates know no ids. */
static void
test_unremembered (void)
{
  const TieSandboxOptions options = { .company = "us" };
  static const char rate[] = "{\"tax_rate\":{\"idempotency_id\":\"9f1b2c3d4e5f60718293a4b5c6d7e8f9\",\"name\":\"T\"}}";
  g_autoptr (Sage) sage = sage_new (&options);
  g_autofree char *refused = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  sage_sign_in (sage, NULL);
  refused = sage_call (sage, "POST", "contacts", "{\"contact\":{\"idempotency_id\":\"9f1b2c3d4e5f60718293a4b5c6d7e8f9\",\"name\":\"One\"}}");
  g_assert_cmpuint (sage->status, ==, 422);
  mended = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  first = sage_call (sage, "POST", "tax_rates", rate);
  second = sage_call (sage, "POST", "tax_rates", rate);
  g_assert_cmpuint (sage->status, ==, 201);
  g_assert_cmpstr (first, !=, second);
}

/* The answer is lost, the work was done: the same id tells what came of it. */
static void
test_lost (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *lost = NULL;
  g_autofree char *again = NULL;
  g_autofree char *list = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *still_one = NULL;

  sage_sign_in (sage, NULL);
  sage_set_fault (sage, "cut-after,count=1,method=POST");
  lost = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 0);
  again = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  list = sage_call (sage, "GET", "contacts", NULL);
  client_assert (list, "$total", "1");
  sage_set_fault (sage, "cut-before,count=1,method=POST");
  undone = sage_call (sage, "POST", "contacts", CONTACT);
  g_assert_cmpuint (sage->status, ==, 0);
  still_one = sage_call (sage, "GET", "contacts", NULL);
  client_assert (still_one, "$total", "1");
}

/* It failed, and was done; and an id that somebody used for another request. */
static void
test_doubtful (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *failed = NULL;
  g_autofree char *again = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *list = NULL;

  sage_sign_in (sage, NULL);
  sage_set_fault (sage, "500-after,count=1,method=POST");
  failed = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 500);
  again = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 201);
  sage_set_fault (sage, "key-used,count=1,method=POST");
  refused = sage_call (sage, "POST", "contacts", CONTACT_ONCE ("One"));
  g_assert_cmpuint (sage->status, ==, 422);
  list = sage_call (sage, "GET", "contacts", NULL);
  client_assert (list, "$total", "1");
}

typedef struct
{
  const char *spec;
  guint status;
  const char *retry; /* (nullable) */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "401", 401, NULL },
  { "403", 403, NULL },
  { "429", 429, NULL },
  { "429-retry-after", 429, "1" },
  { "429-minute", 429, "47" },
  { "429-day", 429, NULL },
  { "500", 500, NULL },
  { "502", 502, NULL },
  { "503", 503, NULL },
  { "504", 504, NULL },
  { "html", 200, NULL },
  { "fault200", 200, NULL },
  { "code-16", 422, NULL },
  { "code-525", 525, NULL },
  { "truncated", 0, NULL },
  { "cut-before", 0, NULL },
};

static void
test_faults (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);

  sage_sign_in (sage, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *one = &fault_cases[i];
      g_autofree char *answer = NULL;

      g_test_message ("%s", one->spec);
      sage_set_fault (sage, one->spec);
      answer = sage_call (sage, "POST", "contacts", CONTACT);
      g_assert_cmpuint (sage->status, ==, one->status);
      if (one->status != 0)
        g_assert_cmpstr (sage_get_header (sage, "Retry-After"), ==, one->retry);
    }
}

/* Only what asks for too much fails, and both ways around it work. */
static void
test_long_lists (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *whole = NULL;
  g_autofree char *bare = NULL;
  g_autofree char *one = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *single = NULL;

  sage_sign_in (sage, NULL);
  sage_set_fault (sage, "long-lists");
  whole = sage_call (sage, "GET", "services?attributes=all&items_per_page=100", NULL);
  g_assert_cmpuint (sage->status, ==, 504);
  bare = sage_call (sage, "GET", "services?items_per_page=100", NULL);
  g_assert_cmpuint (sage->status, ==, 200);
  one = sage_call (sage, "GET", "services?attributes=all&items_per_page=1", NULL);
  g_assert_cmpuint (sage->status, ==, 200);
  id = client_pick (bare, "$items.0.id");
  path = g_strconcat ("services/", id, NULL);
  single = sage_call (sage, "GET", path, NULL);
  g_assert_cmpuint (sage->status, ==, 200);
}

/* The colleague at the same books. */
static void
test_meddling (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *path = g_strconcat ("contacts/", sage->customer, NULL);
  g_autofree char *edited = NULL;
  g_autofree char *taken = NULL;
  g_autofree char *archived = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *gone_from_list = NULL;

  sage_set_fault (sage, "edited,count=1");
  edited = sage_call (sage, "PUT", path, "{\"contact\":{\"name\":\"Acme Two\"}}");
  client_assert (edited, "notes", "Changed by somebody else");
  sage_set_fault (sage, "taken,count=1");
  taken = sage_call (sage, "POST", "contacts", "{\"contact\":{\"name\":\"Late\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"LATE\"}}");
  client_assert (taken, "0.$source", "reference");
  sage_set_fault (sage, "closed,count=1");
  closed = sage_post (sage, "contact_payments",
                      "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"$CUSTOMER\",\"bank_account_id\":\"$BANK\",\"date\":\"2026-01-02\",\"total_amount\":1}}", NULL);
  client_assert (closed, "0.$source", "date");
  sage_set_fault (sage, "archived,count=1");
  archived = sage_call (sage, "PUT", path, "{\"contact\":{\"name\":\"Acme\"}}");
  g_assert_cmpuint (sage->status, ==, 404);
  sage_set_fault (sage, "disconnected");
  gone = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 404);
  gone_from_list = sage_call (sage, "GET", "businesses", NULL);
  client_assert (gone_from_list, "$total", "1");
}

static void
test_ends (void)
{
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *expired = NULL;
  g_autofree char *refreshed = NULL;
  g_autofree char *revoked = NULL;
  g_autofree char *over = NULL;

  sage_sign_in (sage, NULL);
  sage_set_fault (sage, "expired");
  expired = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 401);
  refreshed = sage_refresh (sage, sage->refresh);
  g_assert_cmpuint (sage->status, ==, 200);
  sage_sign_in (sage, NULL);
  sage_set_fault (sage, "revoked");
  revoked = sage_call (sage, "GET", "contacts", NULL);
  g_assert_cmpuint (sage->status, ==, 401);
  over = sage_refresh (sage, sage->refresh);
  client_assert (over, "error", "invalid_grant");
}

typedef struct
{
  const char *right;
  const char *method;
  guint status;
} RightCase;

static void
test_rights (void)
{
  static const RightCase cases[] = {
    { "Full", "GET", 200 }, { "Full", "PUT", 200 }, { "Full", "DELETE", 204 },
    { "Restricted", "GET", 200 }, { "Restricted", "PUT", 200 }, { "Restricted", "DELETE", 403 },
    { "Read only", "GET", 200 }, { "Read only", "PUT", 403 }, { "Read only", "DELETE", 403 },
    { "None", "GET", 403 }, { "None", "PUT", 403 },
  };
  g_autoptr (Sage) sage = sage_new_ready (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"business\",\"members\":{\"rights\":{\"Contacts\":\"%s\"}}}", cases[i].right);
      g_autofree char *id = NULL;
      g_autofree char *path = NULL;
      g_autofree char *answer = NULL;

      sage_edit (sage, "{\"action\":\"set\",\"entity\":\"business\",\"members\":{\"rights\":{\"Contacts\":\"Full\"}}}");
      id = sage_make (sage, "contacts", CONTACT, NULL);
      path = g_strconcat ("contacts/", id, NULL);
      sage_edit (sage, edit);
      answer = sage_call (sage, cases[i].method, path, g_str_equal (cases[i].method, "PUT") ? "{\"contact\":{\"notes\":\"x\"}}" : NULL);
      g_test_message ("%s %s", cases[i].right, cases[i].method);
      g_assert_cmpuint (sage->status, ==, cases[i].status);
      g_assert_true (cases[i].status != 403 || strstr (answer, "Contacts") != NULL);
    }
}

static void
test_lists (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *first = sage_call (sage, "GET", "services?items_per_page=10&attributes=all", NULL);
  g_autofree char *next = client_pick (first, "$next");
  g_autofree char *second = NULL;
  g_autofree char *bare = sage_call (sage, "GET", "contacts", NULL);
  g_autofree char *whole = sage_call (sage, "GET", "contacts?attributes=all", NULL);
  g_autofree char *some = sage_call (sage, "GET", "contacts?attributes=reference,notes", NULL);
  g_autofree char *usual = sage_call (sage, "GET", "ledger_accounts", NULL);

  client_assert (first, "$total", "19");
  client_assert (first, "$page", "1");
  client_assert (first, "$itemsPerPage", "10");
  client_assert (first, "$back", NULL);
  g_assert_cmpstr (next, ==, "/services?page=2&items_per_page=10&attributes=all");
  second = sage_call (sage, "GET", next + 1, NULL);
  client_assert (second, "$page", "2");
  client_assert (second, "$next", NULL);
  client_assert (second, "$items.8.description", "VAT return");
  client_assert (second, "$items.9.id", NULL);
  client_assert (bare, "$items.0.displayed_as", "Acme (ACME)");
  client_assert (bare, "$items.0.name", NULL);
  client_assert (whole, "$items.0.name", "Acme");
  client_assert (some, "$items.0.reference", "ACME");
  client_assert (some, "$items.0.name", NULL);
  client_assert (usual, "$itemsPerPage", "20");
}

/* Parts that are records of their own are told of in whole only to who asks twice. */
static void
test_nested (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *id = sage_make (sage, "contacts", "{\"contact\":{\"name\":\"Brown\",\"contact_type_ids\":[\"CUSTOMER\"],\"main_address\":{\"address_line_1\":\"1 High Street\",\"city\":\"Leeds\"}}}", NULL);
  g_autofree char *path = g_strconcat ("contacts/", id, NULL);
  g_autofree char *shallow = sage_call (sage, "GET", "contacts?attributes=all&search=brown", NULL);
  g_autofree char *deep = sage_call (sage, "GET", "contacts?attributes=all&nested_attributes=all&search=brown", NULL);
  g_autofree char *single = sage_call (sage, "GET", path, NULL);

  client_assert (shallow, "$items.0.main_address.displayed_as", "1 High Street");
  client_assert (shallow, "$items.0.main_address.city", NULL);
  client_assert (deep, "$items.0.main_address.city", "Leeds");
  client_assert (single, "main_address.city", "Leeds");
}

typedef struct
{
  const char *path;
  const char *total; /* NULL: refused */
} FilterCase;

static const FilterCase filter_cases[] = {
  { "contacts?contact_type_id=VENDOR", "1" },
  { "contacts?contact_type_id=CUSTOMER", "1" },
  { "contacts?search=pap", "1" },
  { "contacts?search=ACME", "1" },
  { "contacts?search=nobody", "0" },
  { "contacts?email=a@b.example", "0" },
  { "contacts?items_per_page=200", "2" },
  { "contacts?items_per_page=201", NULL },
  { "contacts?items_per_page=0", NULL },
  { "contacts?page=0", NULL },
  { "contacts?sort=updated_at", NULL },
  { "sales_invoices?sort=date:asc", "3" },
  { "sales_invoices?sort=contact_name", NULL },
  { "sales_invoices?from_date=2026-02-01", "2" },
  { "sales_invoices?from_date=2026-02-01&to_date=2026-02-28", "1" },
  { "sales_invoices?status_id=UNPAID", "2" },
  { "sales_invoices?status_id=DRAFT", "1" },
  { "sales_invoices?contact_id=" SAGE_NO_ID, "0" },
  { "sales_invoices?search=pr-2", "1" },
  { "services?search=BKP", "2" },
  { "services?active=false", "0" },
  { "ledger_accounts?visible_in=banking", "2" },
  { "ledger_accounts?visible_in=expenses", "7" },
  { "ledger_accounts?deleted_since=2020-01-01T00:00:00Z", NULL },
  { "contacts?updated_or_created_since=2020-01-01T00:00:00Z", "2" },
  { "contacts?updated_or_created_since=2020-01-01T00:00:00", NULL },
  { "contacts?updated_or_created_since=yesterday", NULL },
  { "contacts?updated_or_created_since=2090-01-01T00:00:00Z", "0" },
  { "countries?items_per_page=200", "9" },
  { "tax_rates", "5" },
  { "contact_payments", "1" },
  { "contact_payments?transaction_type_id=VENDOR_PAYMENT", "1" },
};

static void
test_filters (void)
{
  static const char *const days[] = { "2026-01-15", "2026-02-15", "2026-03-15" };
  g_autoptr (Sage) sage = sage_new_ready (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"%s\",\"reference\":\"PR-%u\"%s,\"invoice_lines\":[{\"description\":\"F\","
                                               "\"ledger_account_id\":\"$ACCOUNT\",\"unit_price\":10,\"tax_rate_id\":\"GB_ZERO\"}]}}",
                                               days[i], (guint) i + 1, i == 2 ? ",\"status_id\":\"DRAFT\"" : "");

      g_free (sage_make (sage, "sales_invoices", body, NULL));
    }
  g_free (sage_make (sage, "contact_payments", "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"$CUSTOMER\",\"bank_account_id\":\"$BANK\",\"date\":\"2026-03-20\",\"total_amount\":1}}", NULL));
  g_free (sage_make (sage, "contact_payments", "{\"contact_payment\":{\"transaction_type_id\":\"VENDOR_PAYMENT\",\"contact_id\":\"$VENDOR\",\"bank_account_id\":\"$BANK\",\"date\":\"2026-03-20\",\"total_amount\":1}}", NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (filter_cases); i++)
    {
      g_autofree char *answer = sage_call (sage, "GET", filter_cases[i].path, NULL);

      g_test_message ("%s: %s", filter_cases[i].path, answer);
      g_assert_cmpuint (sage->status, ==, filter_cases[i].total != NULL ? 200 : 422);
      if (filter_cases[i].total != NULL)
        client_assert (answer, "$total", filter_cases[i].total);
    }
}

/* Changed since includes the moment itself, deleted since does not. */
static void
test_since (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *path = g_strconcat ("contacts/", sage->customer, NULL);
  g_autofree char *before = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *same = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *after_change = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *gone_stamp = NULL;
  g_autofree char *not_gone = NULL;
  g_autofree char *exact = NULL;

  tie_sandbox_advance_clock (sage->sandbox, 100);
  changed = sage_call (sage, "PUT", path, "{\"contact\":{\"notes\":\"x\"}}");
  stamp = client_pick (changed, "updated_at");
  g_assert_cmpuint (strlen (stamp), ==, strlen ("2026-01-01T00:00:00Z"));
  before = g_strconcat ("contacts?updated_or_created_since=", stamp, NULL);
  same = sage_call (sage, "GET", before, NULL);
  client_assert (same, "$total", "1");
  tie_sandbox_advance_clock (sage->sandbox, 100);
  deleted = sage_call (sage, "DELETE", path, NULL);
  g_assert_cmpuint (sage->status, ==, 204);
  after_change = sage_call (sage, "GET", before, NULL);
  client_assert (after_change, "$total", "0");
  g_free (g_steal_pointer (&before));
  before = g_strconcat ("contacts?attributes=all&deleted_since=", stamp, NULL);
  gone = sage_call (sage, "GET", before, NULL);
  client_assert (gone, "$items.0.id", sage->customer);
  gone_stamp = client_pick (gone, "$items.0.deleted_at");
  exact = g_strconcat ("contacts?deleted_since=", gone_stamp, NULL);
  not_gone = sage_call (sage, "GET", exact, NULL);
  client_assert (not_gone, "$total", "0");
}

typedef struct
{
  const char *method;
  const char *path;
  guint status;
} FormCase;

static void
test_forms (void)
{
  static const FormCase cases[] = {
    { "GET", "employees", 404 },
    { "GET", "contacts/" SAGE_NO_ID, 404 },
    { "PUT", "contacts/" SAGE_NO_ID, 404 },
    { "DELETE", "contacts/" SAGE_NO_ID, 404 },
    { "GET", "contacts/" SAGE_NO_ID "/more", 404 },
    { "PUT", "contacts", 405 },
    { "DELETE", "contacts", 405 },
    { "POST", "contacts/" SAGE_NO_ID, 405 },
    { "POST", "bank_accounts", 405 },
    { "POST", "businesses", 405 },
    { "PUT", "financial_settings", 405 },
    { "DELETE", "ledger_accounts/" SAGE_NO_ID, 405 },
    { "GET", "sales_invoices/" SAGE_NO_ID "/release", 405 },
    { "POST", "sales_invoices/" SAGE_NO_ID "/release", 404 },
  };
  g_autoptr (Sage) sage = sage_new (NULL);
  g_autofree char *plain = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *settings = NULL;
  g_autofree char *odd = NULL;

  sage_sign_in (sage, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = sage_call (sage, cases[i].method, cases[i].path, g_str_equal (cases[i].method, "GET") ? NULL : CONTACT);

      g_test_message ("%s %s: %s", cases[i].method, cases[i].path, answer);
      g_assert_cmpuint (sage->status, ==, cases[i].status);
    }
  broken = sage_call (sage, "POST", "contacts", "{\"contact\":");
  g_assert_cmpuint (sage->status, ==, 422);
  sage->type = "text/plain";
  plain = sage_call (sage, "POST", "contacts", CONTACT);
  g_assert_cmpuint (sage->status, ==, 415);
  settings = sage_call (sage, "GET", "financial_settings", NULL);
  client_assert (settings, "tax_scheme.id", "STANDARD");
  sage_set_fault (sage, "odd-members");
  odd = sage_call (sage, "GET", "financial_settings", NULL);
  client_assert (odd, "AddedLastNight", "by somebody");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/sage/gateway/limits", test_limits);
  g_test_add_func ("/sandbox/sage/gateway/idempotency", test_idempotency);
  g_test_add_func ("/sandbox/sage/gateway/unremembered", test_unremembered);
  g_test_add_func ("/sandbox/sage/gateway/lost", test_lost);
  g_test_add_func ("/sandbox/sage/gateway/doubtful", test_doubtful);
  g_test_add_func ("/sandbox/sage/gateway/faults", test_faults);
  g_test_add_func ("/sandbox/sage/gateway/long-lists", test_long_lists);
  g_test_add_func ("/sandbox/sage/gateway/meddling", test_meddling);
  g_test_add_func ("/sandbox/sage/gateway/ends", test_ends);
  g_test_add_func ("/sandbox/sage/gateway/rights", test_rights);
  g_test_add_func ("/sandbox/sage/gateway/lists", test_lists);
  g_test_add_func ("/sandbox/sage/gateway/nested", test_nested);
  g_test_add_func ("/sandbox/sage/gateway/filters", test_filters);
  g_test_add_func ("/sandbox/sage/gateway/since", test_since);
  g_test_add_func ("/sandbox/sage/gateway/forms", test_forms);
  return g_test_run ();
}
