/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sage"
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "../net/net-fixture.h"
#include "base/tie-error.h"
#include "base/tie-random.h"
#include "ledger/sage/tie-sage.h"
#include "model/tie-contact.h"
#include "net/tie-tokens.h"
#include "sage-check.h"
#include "sandbox/tie-sandbox.h"

/* The client against the look-alike company: whole journeys over HTTP. */

typedef struct
{
  TieSandbox *sandbox;
  TieSignIn *sign_in;
  TieLedger *ledger;
  guint n_requests; /* request ids given so far */
} Fixture;

typedef struct
{
  const char *company;
  guint rows;
  guint invoices;
} Company;

static const Company harbor = { "harbor", 0, 0 };
static const Company empty = { "empty", 0, 0 };
static const Company many = { "empty", 250, 0 };
static const Company untaxed = { "unregistered", 0, 0 };
static const Company small_edition = { "start", 0, 0 };

static GPtrArray *
list_companies (Fixture *fixture,
                const char *base_uri)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *companies = NULL;

  tie_sage_package.list_companies_async ("local", base_uri, fixture->sign_in, NULL, net_wait_cb, &result);
  companies = tie_sage_package.list_companies_finish (net_wait (&result), &error);
  g_assert_no_error (error);
  return companies;
}

static void
probe (TieLedger *ledger)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tie_ledger_probe_async (ledger, NULL, net_wait_cb, &result);
  tie_ledger_probe_finish (ledger, net_wait (&result), &error);
  g_assert_no_error (error);
}

static void
consent (TieSignIn *sign_in)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *company = NULL;

  tie_sign_in_consent_silently_async (sign_in, NULL, net_wait_cb, &result);
  company = tie_sign_in_consent_silently_finish (sign_in, net_wait (&result), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Company *company = data;
  TieSandboxOptions options = { .package = "sage", .company = company->company, .rows = company->rows, .invoices = company->invoices, .strict = TRUE };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = tie_random_uuid ();
  const char *base_uri = NULL;
  TieSignInAddresses *addresses = NULL;

  fixture->sandbox = tie_sandbox_new (&options);
  g_assert_true (tie_sandbox_start (fixture->sandbox, &error));
  g_assert_no_error (error);
  base_uri = tie_sandbox_get_base_uri (fixture->sandbox);
  addresses = tie_sage_dup_addresses ("local", base_uri);
  fixture->sign_in = tie_sign_in_new (id, NULL, addresses);
  tie_sign_in_addresses_free (addresses);
  tie_sign_in_set_keys (fixture->sign_in, tie_sandbox_get_client_id (fixture->sandbox), tie_sandbox_get_client_secret (fixture->sandbox));
  consent (fixture->sign_in);
  fixture->ledger = tie_sage_new (base_uri, tie_sandbox_get_realm (fixture->sandbox), fixture->sign_in);
  probe (fixture->ledger);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_autoptr (GError) error = NULL;

  /* Whatever a test did: all that was written fits the table. */
  g_assert_cmpint (sage_check_journal (journal, &error), >=, 0);
  g_assert_no_error (error);
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

static void
edit (Fixture *fixture,
      const char *format,
      ...)
{
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  json = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assert_true (tie_sandbox_edit (fixture->sandbox, json, &error));
  g_assert_no_error (error);
}

/* How often that method and path were asked for. */
static guint
count_requests (Fixture *fixture,
                const char *method,
                const char *path)
{
  g_autofree char *journal = tie_sandbox_dup_journal (fixture->sandbox);
  g_autoptr (JsonNode) root = json_from_string (journal, NULL);
  JsonArray *requests = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      n += g_str_equal (json_object_get_string_member (request, "method"), method) && g_str_has_prefix (json_object_get_string_member (request, "path"), path);
    }
  return n;
}

/* ---- reading ---- */

static TieLedgerPage *
pull (Fixture *fixture,
      TieKind kind,
      const char *cursor,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_pull_async (fixture->ledger, kind, cursor, NULL, net_wait_cb, &result);
  return tie_ledger_pull_finish (fixture->ledger, net_wait (&result), error);
}

/* Reads until there is no more: id → TieRemote, and the cursor at the end. */
static GHashTable *
pull_all (Fixture *fixture,
          TieKind kind,
          char **cursor)
{
  GHashTable *all = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) tie_remote_free);
  gboolean has_more = TRUE;

  while (has_more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLedgerPage) page = pull (fixture, kind, *cursor, &error);

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

static TieRemote *
pull_one (Fixture *fixture,
          TieKind kind,
          const char *name)
{
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, kind, &cursor);
  GHashTableIter iter;
  TieRemote *remote = NULL;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &remote))
    {
      if (g_strcmp0 (remote->name, name) == 0)
        return tie_remote_copy (remote);
    }
  g_error ("There is no %s “%s”", tie_kind_to_string (kind), name);
}

static void
test_companies (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) companies = list_companies (fixture, tie_sandbox_get_base_uri (fixture->sandbox));
  const char *realm = tie_sandbox_get_realm (fixture->sandbox);
  gboolean is_there = FALSE;

  g_assert_cmpuint (companies->len, >=, 2);
  for (guint i = 0; i < companies->len; i++)
    {
      const TiePackageCompany *company = companies->pdata[i];

      g_assert_nonnull (company->name);
      is_there |= g_str_equal (company->id, realm);
    }
  g_assert_true (is_there);
}

static void
test_probe (Fixture *fixture,
            gconstpointer data)
{
  const TieLedgerCapabilities *can = tie_ledger_get_capabilities (fixture->ledger);

  g_assert_cmpstr (tie_ledger_get_id (fixture->ledger), ==, "sage");
  g_assert_nonnull (can->company_name);
  g_assert_cmpstr (can->country, ==, "GB");
  g_assert_cmpstr (can->currency, ==, "GBP");
  g_assert_cmpint (can->tax_model, ==, data == &untaxed ? TIE_TAX_NONE : TIE_TAX_GLOBAL);
  g_assert_cmpuint (can->max_batch, ==, 1);
  g_assert_false (can->has_our_numbers);
  g_assert_null (can->closed_until);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"financial_settings\",\"members\":{\"year_end_lockdown_date\":\"2025-12-31\"}}");
  probe (fixture->ledger);
  g_assert_cmpstr (tie_ledger_get_capabilities (fixture->ledger)->closed_until, ==, "2025-12-31");
}

static void
test_lists (Fixture *fixture,
            gconstpointer data)
{
  static const TieKind kinds[] = {
    TIE_KIND_CUSTOMER, TIE_KIND_VENDOR, TIE_KIND_ITEM, TIE_KIND_ACCOUNT, TIE_KIND_TAX_CODE, TIE_KIND_SALES_INVOICE, TIE_KIND_SALES_CREDIT,
    TIE_KIND_SUPPLIER_INVOICE, TIE_KIND_SUPPLIER_CREDIT, TIE_KIND_RECEIPT, TIE_KIND_SUPPLIER_PAYMENT, TIE_KIND_REFUND,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *cursor = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GHashTable) all = pull_all (fixture, kinds[i], &cursor);
      g_autoptr (GHashTable) changes = NULL;

      g_test_message ("%s: %u", tie_kind_to_string (kinds[i]), g_hash_table_size (all));
      if (kinds[i] <= TIE_KIND_TAX_CODE)
        g_assert_cmpuint (g_hash_table_size (all), >, 0);
      if (kinds[i] == TIE_KIND_ACCOUNT || kinds[i] == TIE_KIND_TAX_CODE)
        {
          g_assert_null (cursor);
          continue;
        }
      g_assert_nonnull (cursor);
      again = g_strdup (cursor);
      changes = pull_all (fixture, kinds[i], &again);
      g_assert_cmpuint (g_hash_table_size (changes), <=, g_hash_table_size (all));
    }
}

static void
test_accounts (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieRemote) fees = pull_one (fixture, TIE_KIND_ACCOUNT, "Fees");
  g_autoptr (TieRemote) bank = pull_one (fixture, TIE_KIND_ACCOUNT, "Current");
  g_autoptr (TieRemote) debtors = pull_one (fixture, TIE_KIND_ACCOUNT, "Trade Debtors");
  g_autoptr (TieRemote) service = pull_one (fixture, TIE_KIND_ITEM, "CON-1");

  g_assert_cmpstr (fees->type, ==, "Income");
  g_assert_cmpstr (fees->account, ==, "4000");
  g_assert_cmpstr (bank->type, ==, "Bank");
  g_assert_cmpstr (bank->account, ==, "1200");
  g_assert_true (g_str_has_prefix (bank->id, "bank:"));
  g_assert_cmpstr (debtors->type, ==, "Accounts Receivable");
  g_assert_cmpstr (service->account, ==, fees->id);
  g_assert_cmpint (service->rate, ==, 1650000);
  g_assert_cmpstr (service->company, ==, "Consulting");
}

static void
test_tax_rates (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, TIE_KIND_TAX_CODE, &cursor);
  const TieRemote *standard = g_hash_table_lookup (all, "GB_STANDARD");

  g_assert_nonnull (standard);
  g_assert_cmpint (standard->rate, ==, 200000);
  g_assert_cmpstr (standard->sub_type, ==, "GB_STANDARD:200000|GB_STANDARD:200000");
}

/* Employees are nowhere in Sage: that is no fault. */
static void
test_no_list (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) none = pull_all (fixture, TIE_KIND_EMPLOYEE, &cursor);

  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_null (cursor);
}

/* ---- writing ---- */

static TieLedgerResult *
push (Fixture *fixture,
      TieKind kind,
      const char *verb,
      GBytes *body,
      const char *request_id)
{
  g_autofree char *made = request_id == NULL ? g_strdup_printf ("11111111-2222-4333-8444-555555555555%u", ++fixture->n_requests) : g_strdup (request_id);
  TieLedgerOperation operation = { kind, verb, made, body };
  g_autoptr (GPtrArray) operations = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (operations, &operation);
  tie_ledger_push_async (fixture->ledger, operations, NULL, net_wait_cb, &result);
  results = tie_ledger_push_finish (fixture->ledger, net_wait (&result), &error);
  if (results == NULL)
    {
      TieLedgerResult *none = g_new0 (TieLedgerResult, 1);

      none->is_known = TRUE;
      none->fault = g_steal_pointer (&error);
      return none;
    }
  return g_ptr_array_steal_index (results, 0);
}

static TieRemote *
push_well (Fixture *fixture,
           TieKind kind,
           const char *verb,
           GBytes *body)
{
  g_autoptr (TieLedgerResult) result = push (fixture, kind, verb, body, NULL);

  g_assert_no_error (result->fault);
  g_assert_true (result->is_known);
  g_assert_nonnull (result->remote);
  return g_steal_pointer (&result->remote);
}

static GBytes *
make_contact_body (Fixture *fixture,
                   TieKind kind,
                   const char *name,
                   const char *number)
{
  g_autofree char *id = tie_random_uuid ();
  g_autoptr (TieRecord) contact = TIE_RECORD (tie_contact_new (id));
  g_autoptr (GError) error = NULL;
  GBytes *body = NULL;

  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  tie_record_set_text (contact, TIE_CONTACT_NUMBER, number);
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "ap@acme.example");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
  body = tie_ledger_make_body (fixture->ledger, kind, "create", contact, NULL, NULL, &error);
  g_assert_no_error (error);
  return body;
}

static TieRemote *
make_contact (Fixture *fixture,
              TieKind kind,
              const char *name,
              const char *number)
{
  g_autoptr (GBytes) body = make_contact_body (fixture, kind, name, number);

  return push_well (fixture, kind, "create", body);
}

static TieLedgerDocument *
make_document (Fixture *fixture,
               TieKind kind,
               const char *party_id,
               const char *number,
               gint64 net)
{
  gboolean is_sale = kind == TIE_KIND_SALES_INVOICE || kind == TIE_KIND_SALES_CREDIT;
  TieLedgerDocument *document = tie_ledger_document_new (kind);
  TieLedgerLine *line = tie_ledger_document_add_line (document, TIE_LEDGER_LINE_ITEM);
  g_autoptr (TieRemote) account = pull_one (fixture, TIE_KIND_ACCOUNT, is_sale ? "Fees" : "Travel");
  gboolean is_taxed = tie_ledger_get_capabilities (fixture->ledger)->tax_model != TIE_TAX_NONE;

  document->party_id = g_strdup (party_id);
  document->number = g_strdup (number);
  document->date = g_strdup ("2026-03-11");
  line->text = g_strdup ("Professional fees");
  line->account_id = g_strdup (account->id);
  line->amount = net;
  line->tax_code_id = is_taxed ? g_strdup ("GB_STANDARD") : NULL;
  line->tax_parts = is_taxed ? g_strdup ("GB_STANDARD:200000|GB_STANDARD:200000") : NULL;
  line->tax = is_taxed ? net / 5 : 0;
  document->tax = line->tax;
  document->total = net + line->tax;
  return document;
}

static TieRemote *
send_document (Fixture *fixture,
               const char *verb,
               const TieLedgerDocument *document,
               const TieRemote *remote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_ledger_make_document_body (fixture->ledger, verb, document, remote, &error);

  g_assert_no_error (error);
  return push_well (fixture, document->kind, verb, body);
}

static TieRemote *
make_invoice (Fixture *fixture,
              TieKind kind,
              const char *party_id,
              const char *number,
              gint64 net)
{
  g_autoptr (TieLedgerDocument) document = make_document (fixture, kind, party_id, number, net);

  return send_document (fixture, "create", document, NULL);
}

static TieRemote *
send_payment (Fixture *fixture,
              const TieLedgerPayment *payment)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_ledger_make_payment_body (fixture->ledger, "create", payment, NULL, &error);

  g_assert_no_error (error);
  return push_well (fixture, payment->kind, "create", body);
}

static TieLedgerPayment *
make_payment (Fixture *fixture,
              TieKind kind,
              const char *party_id,
              gint64 amount)
{
  TieLedgerPayment *payment = tie_ledger_payment_new (kind);
  g_autoptr (TieRemote) bank = pull_one (fixture, TIE_KIND_ACCOUNT, "Current");

  payment->party_id = g_strdup (party_id);
  payment->date = g_strdup ("2026-03-12");
  payment->amount = amount;
  payment->account_id = g_strdup (bank->id);
  payment->reference = g_strdup ("R-7");
  return payment;
}

static GPtrArray *
find (Fixture *fixture,
      TieKind kind,
      TieLedgerKey key,
      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tie_ledger_find_async (fixture->ledger, kind, &key, NULL, net_wait_cb, &result);
  return tie_ledger_find_finish (fixture->ledger, net_wait (&result), error);
}

static TieRemote *
find_one (Fixture *fixture,
          TieKind kind,
          TieLedgerKey key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = find (fixture, kind, key, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_steal_index (found, 0);
}

static void
test_contacts (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieRemote) made = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme & Sons", "CL1");
  g_autoptr (TieRemote) other = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme & Sons Ltd", "CL2");
  g_autoptr (TieRemote) found = find_one (fixture, TIE_KIND_CUSTOMER, (TieLedgerKey){ .name = "Acme & Sons" });
  g_autoptr (TieRemote) fresh = find_one (fixture, TIE_KIND_CUSTOMER, (TieLedgerKey){ .id = made->id });
  g_autoptr (TieRemote) vendor = NULL;
  g_autoptr (TieRecord) contact = TIE_RECORD (tie_contact_new ("6f0c8a52-0000-4000-8000-000000000001"));
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_cmpstr (made->name, ==, "Acme & Sons");
  g_assert_cmpstr (made->account, ==, "CL1");
  g_assert_cmpstr (made->email, ==, "ap@acme.example");
  g_assert_cmpstr (found->id, ==, made->id);
  g_assert_nonnull (fresh->raw);

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Acme Brothers");
  body = tie_ledger_make_body (fixture->ledger, TIE_KIND_VENDOR, "update", contact, NULL, fresh, &error);
  g_assert_no_error (error);
  vendor = push_well (fixture, TIE_KIND_VENDOR, "update", body);
  g_assert_cmpstr (vendor->name, ==, "Acme Brothers");
  g_assert_cmpint (vendor->kind, ==, TIE_KIND_VENDOR);
  g_clear_pointer (&vendor, tie_remote_free);
  /* It is in both lists now. */
  vendor = find_one (fixture, TIE_KIND_VENDOR, (TieLedgerKey){ .name = "Acme Brothers" });
  g_clear_pointer (&found, tie_remote_free);
  found = find_one (fixture, TIE_KIND_CUSTOMER, (TieLedgerKey){ .name = "Acme Brothers" });
  g_assert_cmpstr (found->id, ==, vendor->id);
  none = find (fixture, TIE_KIND_CUSTOMER, (TieLedgerKey){ .id = "00000000000000000000000000000000" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
}

/* References are unique: the refusal tells whose it is. */
static void
test_duplicate (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (TieRemote) made = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (GBytes) body = make_contact_body (fixture, TIE_KIND_CUSTOMER, "Other", "CL1");
  g_autoptr (TieLedgerResult) result = push (fixture, TIE_KIND_CUSTOMER, "create", body, NULL);

  g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_DUPLICATE);
  g_assert_true (result->is_known);
  g_assert_cmpstr (result->duplicate_id, ==, made->id);
}

static void
test_invoice (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieLedgerDocument) document = make_document (fixture, TIE_KIND_SALES_INVOICE, customer->id, "PR-2026-0042", 25055);
  g_autoptr (TieRemote) made = send_document (fixture, "create", document, NULL);
  g_autoptr (TieRemote) found = find_one (fixture, TIE_KIND_SALES_INVOICE, (TieLedgerKey){ .number = "PR-2026-0042" });
  g_autoptr (TieRemote) by_day = find_one (fixture, TIE_KIND_SALES_INVOICE, (TieLedgerKey){ .party_id = customer->id, .date = "2026-03-11" });
  g_autoptr (TieRemote) fresh = find_one (fixture, TIE_KIND_SALES_INVOICE, (TieLedgerKey){ .id = made->id });
  g_autoptr (TieRemote) changed = NULL;
  g_autoptr (TieRemote) voided = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL;
  TieLedgerLine *line = document->lines->pdata[0];

  g_assert_cmpint (made->money->total, ==, 30066);
  g_assert_cmpint (made->money->tax, ==, 5011);
  g_assert_cmpint (made->money->balance, ==, 30066);
  g_assert_cmpstr (made->money->reference, ==, "PR-2026-0042");
  g_assert_nonnull (made->money->number);
  g_assert_cmpstr (made->money->number, !=, "PR-2026-0042");
  g_assert_cmpstr (found->id, ==, made->id);
  g_assert_cmpstr (by_day->id, ==, made->id);
  none = find (fixture, TIE_KIND_SALES_INVOICE, (TieLedgerKey){ .number = "PR-2026-004" }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);

  line->amount = 10000;
  line->tax = 2000;
  document->tax = 2000;
  document->total = 12000;
  changed = send_document (fixture, "update", document, fresh);
  g_assert_cmpstr (changed->id, ==, made->id);
  g_assert_cmpint (changed->money->total, ==, 12000);

  body = tie_ledger_make_removal_body (fixture->ledger, TIE_KIND_SALES_INVOICE, "void", changed, &error);
  g_assert_no_error (error);
  voided = push_well (fixture, TIE_KIND_SALES_INVOICE, "void", body);
  g_assert_true (voided->money->is_void);
  g_assert_cmpint (voided->money->balance, ==, 0);
}

static void
test_bill (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (TieRemote) vendor = make_contact (fixture, TIE_KIND_VENDOR, "Stationers", "V1");
  g_autoptr (TieRemote) bill = make_invoice (fixture, TIE_KIND_SUPPLIER_INVOICE, vendor->id, "77-A", 10000);
  g_autoptr (TieRemote) credit = make_invoice (fixture, TIE_KIND_SUPPLIER_CREDIT, vendor->id, "77-C", 2000);
  g_autoptr (TieRemote) found = find_one (fixture, TIE_KIND_SUPPLIER_INVOICE, (TieLedgerKey){ .number = "77-A", .party_id = vendor->id });
  g_autoptr (TieLedgerPayment) payment = make_payment (fixture, TIE_KIND_SUPPLIER_PAYMENT, vendor->id, 5000);
  g_autoptr (TieLedgerPayment) use = make_payment (fixture, TIE_KIND_SUPPLIER_PAYMENT, vendor->id, 0);
  g_autoptr (TieRemote) paid = NULL;
  g_autoptr (TieRemote) used = NULL;
  g_autoptr (TieRemote) after = NULL;

  g_assert_cmpstr (bill->money->number, ==, "77-A");
  g_assert_cmpint (bill->money->total, ==, 12000);
  g_assert_cmpstr (found->id, ==, bill->id);
  tie_ledger_payment_apply (payment, TIE_KIND_SUPPLIER_INVOICE, bill->id, 5000);
  paid = send_payment (fixture, payment);
  g_assert_cmpint (paid->money->total, ==, 5000);
  tie_ledger_payment_apply (use, TIE_KIND_SUPPLIER_INVOICE, bill->id, 2400);
  tie_ledger_payment_apply (use, TIE_KIND_SUPPLIER_CREDIT, credit->id, 2400);
  used = send_payment (fixture, use);
  g_assert_cmpint (used->money->total, ==, 0);
  after = find_one (fixture, TIE_KIND_SUPPLIER_INVOICE, (TieLedgerKey){ .id = bill->id });
  g_assert_cmpint (after->money->balance, ==, 12000 - 5000 - 2400);
}

static void
test_payments (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieRemote) invoice = make_invoice (fixture, TIE_KIND_SALES_INVOICE, customer->id, "A-1", 10000);
  g_autoptr (TieRemote) credit = make_invoice (fixture, TIE_KIND_SALES_CREDIT, customer->id, "C-1", 2000);
  g_autoptr (TieLedgerPayment) payment = make_payment (fixture, TIE_KIND_RECEIPT, customer->id, 10000);
  g_autoptr (TieLedgerPayment) use = make_payment (fixture, TIE_KIND_RECEIPT, customer->id, 0);
  g_autoptr (TieRemote) paid = NULL;
  g_autoptr (TieRemote) used = NULL;
  g_autoptr (TieRemote) gone = NULL;
  g_autoptr (TieRemote) after = NULL;
  g_autoptr (GHashTable) receipts = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  const TieRemote *read = NULL;

  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, invoice->id, 9000);
  paid = send_payment (fixture, payment);
  g_assert_cmpint (paid->money->total, ==, 10000);
  g_assert_cmpint (paid->money->balance, ==, 1000);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, invoice->id, 2400);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, credit->id, 2400);
  used = send_payment (fixture, use);

  receipts = pull_all (fixture, TIE_KIND_RECEIPT, &cursor);
  read = g_hash_table_lookup (receipts, paid->id);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->money->applied->len, ==, 1);
  g_assert_cmpint (((TieRemoteApplied *) read->money->applied->pdata[0])->kind, ==, TIE_KIND_SALES_INVOICE);
  g_assert_cmpint (((TieRemoteApplied *) read->money->applied->pdata[0])->amount, ==, 9000);
  read = g_hash_table_lookup (receipts, used->id);
  g_assert_nonnull (read);
  g_assert_true (g_str_has_prefix (read->id, "allocation:"));
  g_assert_cmpuint (read->money->applied->len, ==, 2);
  g_assert_cmpint (read->money->total, ==, 0);

  /* What was paid is owed again, and the list of changes tells that the payment went. */
  body = tie_ledger_make_removal_body (fixture->ledger, TIE_KIND_RECEIPT, "delete", paid, &error);
  g_assert_no_error (error);
  gone = push_well (fixture, TIE_KIND_RECEIPT, "delete", body);
  g_assert_true (gone->is_deleted);
  g_assert_cmpstr (gone->id, ==, paid->id);
  after = find_one (fixture, TIE_KIND_SALES_INVOICE, (TieLedgerKey){ .id = invoice->id });
  g_assert_cmpint (after->money->balance, ==, 12000 - 2400);
  g_clear_pointer (&receipts, g_hash_table_unref);
  receipts = pull_all (fixture, TIE_KIND_RECEIPT, &cursor);
  read = g_hash_table_lookup (receipts, paid->id);
  g_assert_nonnull (read);
  g_assert_true (read->is_deleted);
}

/* Money that goes back to a customer names the credit that it takes from; the rest of that settles an invoice. */
static void
test_refund (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieRemote) invoice = make_invoice (fixture, TIE_KIND_SALES_INVOICE, customer->id, "A-1", 1000);
  g_autoptr (TieRemote) credit = make_invoice (fixture, TIE_KIND_SALES_CREDIT, customer->id, "C-1", 2000);
  g_autoptr (TieLedgerPayment) refund = make_payment (fixture, TIE_KIND_REFUND, customer->id, 1200);
  g_autoptr (TieLedgerPayment) use = make_payment (fixture, TIE_KIND_RECEIPT, customer->id, 0);
  g_autoptr (TieRemote) given = NULL;
  g_autoptr (TieRemote) used = NULL;
  g_autoptr (TieRemote) after = NULL;

  tie_ledger_payment_apply (refund, TIE_KIND_SALES_CREDIT, credit->id, 1200);
  given = send_payment (fixture, refund);
  g_assert_cmpint (given->kind, ==, TIE_KIND_REFUND);
  g_assert_cmpint (given->money->total, ==, 1200);
  g_assert_cmpint (given->money->balance, ==, 0);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, invoice->id, 1200);
  tie_ledger_payment_apply (use, TIE_KIND_REFUND, given->id, 1200);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, credit->id, 2400);
  used = send_payment (fixture, use);
  g_assert_cmpuint (used->money->applied->len, ==, 2);
  after = find_one (fixture, TIE_KIND_SALES_CREDIT, (TieLedgerKey){ .id = credit->id });
  g_assert_cmpint (after->money->balance, ==, 0);
}

static void
test_untaxed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieRemote) invoice = make_invoice (fixture, TIE_KIND_SALES_INVOICE, customer->id, "A-1", 10000);

  g_assert_cmpint (invoice->money->total, ==, 10000);
  g_assert_cmpint (invoice->money->tax, ==, 0);
}

/* ---- changes ---- */

static void
test_pages (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);

  g_assert_cmpuint (g_hash_table_size (all), >=, 250);
  g_assert_cmpuint (count_requests (fixture, "GET", "/v3.1/contacts"), >=, 3);
}

/* Where the server cannot bear a whole page, the same records come in smaller ones, and one by one. */
static void
test_long_lists (Fixture *fixture,
                 gconstpointer data)
{
  static const char *const faults[] = { "504,path=contacts,count=1", "504,path=contacts,count=2" };
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *again = NULL;
      g_autoptr (GHashTable) slowly = NULL;

      set_fault (fixture, faults[i]);
      slowly = pull_all (fixture, TIE_KIND_CUSTOMER, &again);
      g_assert_cmpuint (g_hash_table_size (slowly), ==, g_hash_table_size (all));
      set_fault (fixture, NULL);
    }
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieRemote) first = make_contact (fixture, TIE_KIND_CUSTOMER, "First", "CL1");
  g_autoptr (TieRemote) second = make_contact (fixture, TIE_KIND_CUSTOMER, "Second", "CL2");
  g_autoptr (TieRemote) third = make_contact (fixture, TIE_KIND_CUSTOMER, "Third", "CL3");
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) all = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);
  g_autoptr (GHashTable) changes = NULL;
  const TieRemote *remote = NULL;

  g_assert_nonnull (g_hash_table_lookup (all, third->id));
  tie_sandbox_advance_clock (fixture->sandbox, 3600);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"contact\",\"id\":\"%s\",\"members\":{\"name\":\"Renamed elsewhere\"}}", first->id);
  edit (fixture, "{\"action\":\"delete\",\"entity\":\"contact\",\"id\":\"%s\"}", second->id);
  changes = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);
  remote = g_hash_table_lookup (changes, first->id);
  g_assert_nonnull (remote);
  g_assert_cmpstr (remote->name, ==, "Renamed elsewhere");
  remote = g_hash_table_lookup (changes, second->id);
  g_assert_nonnull (remote);
  g_assert_true (remote->is_deleted);

  /* From there on it is told no more. */
  tie_sandbox_advance_clock (fixture->sandbox, 3600);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"contact\",\"id\":\"%s\",\"members\":{\"name\":\"Third time\"}}", third->id);
  g_clear_pointer (&changes, g_hash_table_unref);
  changes = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);
  g_assert_nonnull (g_hash_table_lookup (changes, third->id));
  g_clear_pointer (&changes, g_hash_table_unref);
  changes = pull_all (fixture, TIE_KIND_CUSTOMER, &cursor);
  g_assert_null (g_hash_table_lookup (changes, first->id));
  g_assert_null (g_hash_table_lookup (changes, second->id));
}

/* ---- faults ---- */

typedef struct
{
  const char *fault;
  TieError code;
  gboolean is_known;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "403,method=POST", TIE_ERROR_NOT_ALLOWED, TRUE },
  { "429,method=POST", TIE_ERROR_THROTTLED, FALSE },
  { "429-retry-after,method=POST", TIE_ERROR_THROTTLED, FALSE },
  { "500,method=POST", TIE_ERROR_SERVER, FALSE },
  { "html,method=POST", TIE_ERROR_SERVER, FALSE },
  { "503,method=POST", TIE_ERROR_SERVER, FALSE },
  { "cut-before,method=POST", TIE_ERROR_NETWORK, FALSE },
  { "code-409,method=POST", TIE_ERROR_FROZEN, TRUE },
  { "code-405,method=POST", TIE_ERROR_BUG, TRUE },
  { "code-422,method=POST", TIE_ERROR_DATA, TRUE },
};

static void
test_faults (Fixture *fixture,
             gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *number = g_strdup_printf ("CL%u", i);
      g_autoptr (GBytes) body = make_contact_body (fixture, TIE_KIND_CUSTOMER, "Acme", number);
      g_autoptr (TieLedgerResult) result = NULL;

      g_test_message ("%s", fault_cases[i].fault);
      set_fault (fixture, fault_cases[i].fault);
      result = push (fixture, TIE_KIND_CUSTOMER, "create", body, NULL);
      g_assert_error (result->fault, TIE_ERROR, (int) fault_cases[i].code);
      g_assert_cmpint (result->is_known, ==, fault_cases[i].is_known);
      set_fault (fixture, NULL);
    }
}

/* The answer is lost on its way, the record is there: the same request again makes no second one. */
static void
test_lost_answer (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GBytes) body = make_contact_body (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieLedgerResult) lost = NULL;
  g_autoptr (TieLedgerResult) again = NULL;
  g_autoptr (TieRemote) found = NULL;

  set_fault (fixture, "cut-after,method=POST,path=contacts,count=1");
  lost = push (fixture, TIE_KIND_CUSTOMER, "create", body, "11111111-2222-4333-8444-666666666666-1");
  g_assert_false (lost->is_known);
  again = push (fixture, TIE_KIND_CUSTOMER, "create", body, "11111111-2222-4333-8444-666666666666-1");
  g_assert_no_error (again->fault);
  found = find_one (fixture, TIE_KIND_CUSTOMER, (TieLedgerKey){ .name = "Acme" });
  g_assert_cmpstr (found->id, ==, again->remote->id);
}

/* A token lives five minutes; one that ran out costs no more than another. */
static void
test_token (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (TieRemote) first = make_contact (fixture, TIE_KIND_CUSTOMER, "First", "CL1");
  g_autoptr (TieRemote) second = NULL;

  tie_sandbox_advance_clock (fixture->sandbox, 6 * 60);
  second = make_contact (fixture, TIE_KIND_CUSTOMER, "Second", "CL2");
  g_assert_cmpuint (count_requests (fixture, "POST", "/v3.1/contacts"), ==, 3);
}

static void
test_missing (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieLedgerDocument) document = make_document (fixture, TIE_KIND_SALES_INVOICE, customer->id, "A-1", 10000);
  TieLedgerLine *line = document->lines->pdata[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (TieLedgerResult) result = NULL;

  g_free (line->account_id);
  line->account_id = g_strdup ("00000000000000000000000000000000");
  body = tie_ledger_make_document_body (fixture->ledger, "create", document, NULL, &error);
  g_assert_no_error (error);
  result = push (fixture, TIE_KIND_SALES_INVOICE, "create", body, NULL);
  g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_MAPPING);
  g_assert_true (result->is_known);
}

static void
test_closed (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (TieRemote) customer = make_contact (fixture, TIE_KIND_CUSTOMER, "Acme", "CL1");
  g_autoptr (TieLedgerDocument) document = make_document (fixture, TIE_KIND_SALES_INVOICE, customer->id, "A-1", 10000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_ledger_make_document_body (fixture->ledger, "create", document, NULL, &error);
  g_autoptr (TieLedgerResult) result = NULL;

  g_assert_no_error (error);
  edit (fixture, "{\"action\":\"set\",\"entity\":\"financial_settings\",\"members\":{\"year_end_lockdown_date\":\"2026-12-31\"}}");
  result = push (fixture, TIE_KIND_SALES_INVOICE, "create", body, NULL);
  g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_CLOSED_PERIOD);
}

/* The small edition reads bills, but writes none: the refusal names the area. */
static void
test_edition (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (TieRemote) vendor = make_contact (fixture, TIE_KIND_VENDOR, "Stationers", "V1");
  g_autoptr (TieLedgerDocument) document = make_document (fixture, TIE_KIND_SUPPLIER_INVOICE, vendor->id, "7", 10000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_ledger_make_document_body (fixture->ledger, "create", document, NULL, &error);
  g_autoptr (TieLedgerResult) result = NULL;

  g_assert_no_error (error);
  result = push (fixture, TIE_KIND_SUPPLIER_INVOICE, "create", body, NULL);
  g_assert_error (result->fault, TIE_ERROR, TIE_ERROR_PLAN);
  g_assert_nonnull (strstr (result->fault->message, "Purchases"));
  g_assert_true (result->is_known);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const Company *company;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sage/companies", &harbor, test_companies },
    { "/sage/probe", &empty, test_probe },
    { "/sage/probe-untaxed", &untaxed, test_probe },
    { "/sage/lists", &harbor, test_lists },
    { "/sage/accounts", &empty, test_accounts },
    { "/sage/tax-rates", &empty, test_tax_rates },
    { "/sage/no-list", &empty, test_no_list },
    { "/sage/contacts", &empty, test_contacts },
    { "/sage/duplicate", &empty, test_duplicate },
    { "/sage/invoice", &empty, test_invoice },
    { "/sage/bill", &empty, test_bill },
    { "/sage/payments", &empty, test_payments },
    { "/sage/refund", &empty, test_refund },
    { "/sage/untaxed", &untaxed, test_untaxed },
    { "/sage/pages", &many, test_pages },
    { "/sage/long-lists", &harbor, test_long_lists },
    { "/sage/changes", &empty, test_changes },
    { "/sage/faults", &empty, test_faults },
    { "/sage/lost-answer", &empty, test_lost_answer },
    { "/sage/token", &empty, test_token },
    { "/sage/missing", &empty, test_missing },
    { "/sage/closed", &empty, test_closed },
    { "/sage/edition", &small_edition, test_edition },
  };
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  net_use_file_keyring ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_vtable (tests[i].path, sizeof (Fixture), tests[i].company, (GTestFixtureFunc) set_up, (GTestFixtureFunc) tests[i].test, (GTestFixtureFunc) tear_down);
  status = g_test_run ();
  net_clean_up ();
  return status;
}
