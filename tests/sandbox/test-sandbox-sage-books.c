/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "sage-client.h"

#define INVALID "RecordInvalid"
#define NOT_FOUND "RecordNotFound"

typedef struct
{
  const char *why;
  const char *company; /* NULL: empty */
  const char *path;
  const char *body;
  const char *code;    /* $dataCode; NULL: it is done */
  const char *source;  /* $source; NULL: whatever it is */
  const char *message; /* (nullable): a piece of it */
} WriteCase;

#define LINE "\"description\":\"Fees\",\"ledger_account_id\":\"$ACCOUNT\",\"unit_price\":100"
#define INVOICE(line) "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"invoice_lines\":[{" line "}]}}"
#define HEAD "\"date\":\"2026-03-11\",\"invoice_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]"

static const WriteCase write_cases[] = {
  { "a contact needs a name", NULL, "contacts", "{\"contact\":{\"contact_type_ids\":[\"CUSTOMER\"]}}", INVALID, "name", "can't be blank" },
  { "and a type", NULL, "contacts", "{\"contact\":{\"name\":\"A\"}}", INVALID, "contact_type_ids", NULL },
  { "that is known", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"EMPLOYEE\"]}}", NOT_FOUND, "", NULL },
  { "references are unique without case", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"acme\"}}", INVALID, "reference", "taken" },
  { "names are not", NULL, "contacts", "{\"contact\":{\"name\":\"Acme\",\"contact_type_ids\":[\"CUSTOMER\"]}}", NULL, NULL, NULL },
  { "both types at once", NULL, "contacts", "{\"contact\":{\"name\":\"Both\",\"contact_type_ids\":[\"CUSTOMER\",\"VENDOR\"]}}", NULL, NULL, NULL },
  { "texts have a length", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"12345678901\"}}", INVALID, "reference", "maximum is 10" },
  { "also within", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"main_address\":{\"postal_code\":\"12345678901\"}}}", INVALID, "main_address.postal_code", NULL },
  { "countries are known", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"main_address\":{\"country_id\":\"United Kingdom\"}}}", NOT_FOUND, "", NULL },
  { "a VAT number has a form", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"tax_number\":\"12\"}}", INVALID, "tax_number", NULL },
  { "this one", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"tax_number\":\"GB123456789\"}}", NULL, NULL, NULL },
  { "so has an e-mail address", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"main_contact_person\":{\"email\":\"no\"}}}", INVALID, "main_contact_person.email", NULL },
  { "unknown members are passed over", NULL, "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"nonsense\":{\"a\":1}}}", NULL, NULL, NULL },
  { "the body is wrapped", NULL, "contacts", "{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"]}", "ParameterMissing", NULL, NULL },
  { "an account's code is a number", NULL, "ledger_accounts",
    "{\"ledger_account\":{\"ledger_account_type_id\":\"SALES\",\"included_in_chart\":true,\"name\":\"N\",\"display_name\":\"N\",\"nominal_code\":\"4500\"}}", INVALID, "nominal_code", NULL },
  { "and unique", NULL, "ledger_accounts",
    "{\"ledger_account\":{\"ledger_account_type_id\":\"SALES\",\"included_in_chart\":true,\"name\":\"N\",\"display_name\":\"N\",\"nominal_code\":4000}}", INVALID, "nominal_code", "taken" },
  { "all of this is needed", NULL, "ledger_accounts", "{\"ledger_account\":{\"ledger_account_type_id\":\"SALES\",\"name\":\"N\",\"nominal_code\":4500}}", INVALID, "included_in_chart", NULL },
  { "the type, too", NULL, "ledger_accounts", "{\"ledger_account\":{\"included_in_chart\":true,\"name\":\"N\",\"display_name\":\"N\",\"nominal_code\":4500}}", INVALID, "ledger_account_type_id", NULL },
  { "a new account", NULL, "ledger_accounts",
    "{\"ledger_account\":{\"ledger_account_type_id\":\"SALES\",\"included_in_chart\":true,\"name\":\"N\",\"display_name\":\"N\",\"nominal_code\":4500}}", NULL, NULL, NULL },
  { "a service needs an account", NULL, "services", "{\"service\":{\"description\":\"S\"}}", INVALID, "sales_ledger_account", NULL },
  { "codes of services are unique", NULL, "services", "{\"service\":{\"description\":\"S\",\"item_code\":\"bkp-1\",\"sales_ledger_account_id\":\"$ACCOUNT\"}}", INVALID, "item_code", "taken" },
  { "a service", NULL, "services", "{\"service\":{\"description\":\"S\",\"sales_ledger_account_id\":\"$ACCOUNT\",\"sales_rates\":[{\"rate_name\":\"R\",\"rate\":10.5}]}}", NULL, NULL, NULL },
  { "a product needs two accounts", NULL, "products", "{\"product\":{\"description\":\"P\",\"sales_ledger_account_id\":\"$ACCOUNT\"}}", INVALID, "purchase_ledger_account", NULL },
  { "tax rates are made in the United States only", NULL, "tax_rates", "{\"tax_rate\":{\"name\":\"T\"}}", "AuthorizationFailure", NULL, "No active subscription" },
  { "there they are", "us", "tax_rates", "{\"tax_rate\":{\"name\":\"T\",\"percentage\":4.25}}", NULL, NULL, NULL },
  { "with a name", "us", "tax_rates", "{\"tax_rate\":{\"percentage\":4.25}}", INVALID, "name", NULL },

  { "an invoice needs a contact", NULL, "sales_invoices", "{\"sales_invoice\":{" HEAD "}}", INVALID, "contact_id", NULL },
  { "that is a customer", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$VENDOR\"," HEAD "}}", NOT_FOUND, "", "Couldn't find Customer." },
  { "and known", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"" SAGE_NO_ID "\"," HEAD "}}", NOT_FOUND, "", NULL },
  { "and a date", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"invoice_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", INVALID, "date", NULL },
  { "of this form", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"11/03/2026\",\"invoice_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", INVALID, "date", NULL },
  { "that exists", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-02-30\",\"invoice_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", INVALID, "date", NULL },
  { "and lines", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"invoice_lines\":[]}}", INVALID, "invoice_lines", NULL },
  { "with a description", NULL, "sales_invoices", INVOICE ("\"ledger_account_id\":\"$ACCOUNT\",\"unit_price\":1,\"tax_rate_id\":\"GB_ZERO\""), INVALID, "invoice_lines.0.description", NULL },
  { "with an account", NULL, "sales_invoices", INVOICE ("\"description\":\"F\",\"unit_price\":1"), INVALID, "invoice_lines.0.ledger_account", NULL },
  { "that is an id, not a code", NULL, "sales_invoices", INVOICE ("\"description\":\"F\",\"unit_price\":1,\"ledger_account_id\":\"4000\""), NOT_FOUND, "", NULL },
  { "with a price", NULL, "sales_invoices", INVOICE ("\"description\":\"F\",\"ledger_account_id\":\"$ACCOUNT\",\"tax_rate_id\":\"GB_ZERO\""), INVALID, "invoice_lines.0.unit_price", NULL },
  { "numbers are numbers", NULL, "sales_invoices", INVOICE ("\"description\":\"F\",\"ledger_account_id\":\"$ACCOUNT\",\"tax_rate_id\":\"GB_ZERO\",\"unit_price\":\"1.00\""), INVALID, "invoice_lines.0.unit_price", "right type" },
  { "a rate above zero needs its tax", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_STANDARD\""), INVALID, "invoice_lines.0.tax_amount", "can't be blank" },
  { "also when it is the account's", NULL, "sales_invoices", INVOICE (LINE), INVALID, "invoice_lines.0.tax_amount", "can't be blank" },
  { "that fits", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":17.5"), INVALID, "invoice_lines.0.tax_amount", "does not fit" },
  { "to a penny", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":19.99"), NULL, NULL, NULL },
  { "not to two", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":20.02"), INVALID, NULL, NULL },
  { "a rate of zero takes none", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\",\"tax_amount\":20"), INVALID, "invoice_lines.0.tax_amount", "You entered a tax amount but tax rate is zero" },
  { "but zero", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\",\"tax_amount\":0"), NULL, NULL, NULL },
  { "an unknown rate", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"OUTPUT2\""), NOT_FOUND, "", NULL },
  { "an unknown line", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\",\"id\":\"" SAGE_NO_ID "\""), NOT_FOUND, "", NULL },
  { "an unknown service", NULL, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\",\"service_id\":\"" SAGE_NO_ID "\""), NOT_FOUND, "", NULL },
  { "less than nothing", NULL, "sales_invoices", INVOICE ("\"description\":\"F\",\"ledger_account_id\":\"$ACCOUNT\",\"unit_price\":-1,\"tax_rate_id\":\"GB_ZERO\""), INVALID, "total_amount", NULL },
  { "another currency", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"currency_id\":\"EUR\"," HEAD "}}", INVALID, "currency_id", NULL },
  { "paid at once", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"status_id\":\"PAID\"," HEAD "}}", INVALID, "status_id", NULL },
  { "a reference of 26", NULL, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"reference\":\"12345678901234567890123456\"," HEAD "}}", INVALID, "reference", NULL },
  { "without registration any tax is refused", "unregistered", "sales_invoices", INVOICE (LINE ",\"tax_amount\":0"), INVALID, "invoice_lines.0.tax_amount", "not registered" },
  { "none is not", "unregistered", "sales_invoices", INVOICE (LINE), NULL, NULL, NULL },
  { "in the United States the customer is somewhere", "us", "sales_invoices", INVOICE (LINE), INVALID, "tax_address_region_id", NULL },
  { "of that country", "us", "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"tax_address_region_id\":\"CA-ON\",\"date\":\"2026-03-11\",\"invoice_lines\":[{" LINE "}]}}", NOT_FOUND, NULL, NULL },
  { "like this", "us", "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"tax_address_region_id\":\"US-CA\",\"date\":\"2026-03-11\",\"invoice_lines\":[{" LINE "}]}}", NULL, NULL, NULL },

  { "a credit note has other lines", NULL, "sales_credit_notes", "{\"sales_credit_note\":{\"contact_id\":\"$CUSTOMER\"," HEAD "}}", INVALID, "credit_note_lines", NULL },
  { "these", NULL, "sales_credit_notes", "{\"sales_credit_note\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"credit_note_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", NULL, NULL, NULL },
  { "a bill is of a supplier", NULL, "purchase_invoices", "{\"purchase_invoice\":{\"contact_id\":\"$CUSTOMER\",\"due_date\":\"2026-04-11\"," HEAD "}}", NOT_FOUND, "", "Couldn't find Supplier." },
  { "and has a due date", NULL, "purchase_invoices", "{\"purchase_invoice\":{\"contact_id\":\"$VENDOR\"," HEAD "}}", INVALID, "due_date", NULL },
  { "and quantities", NULL, "purchase_invoices", "{\"purchase_invoice\":{\"contact_id\":\"$VENDOR\",\"due_date\":\"2026-04-11\"," HEAD "}}", INVALID, NULL, NULL },
  { "and no account of sales", NULL, "purchase_invoices",
    "{\"purchase_invoice\":{\"contact_id\":\"$VENDOR\",\"date\":\"2026-03-11\",\"due_date\":\"2026-04-11\",\"invoice_lines\":[{" LINE ",\"quantity\":1,\"tax_rate_id\":\"GB_ZERO\"}]}}", NOT_FOUND, "", NULL },
  { "a quick entry needs its reference", NULL, "purchase_quick_entries",
    "{\"purchase_quick_entry\":{\"quick_entry_type_id\":\"INVOICE\",\"contact_id\":\"$VENDOR\",\"date\":\"2026-03-11\",\"ledger_account_id\":\"$ACCOUNT\",\"net_amount\":10}}", INVALID, "reference", NULL },
  { "a payment needs a bank account", NULL, "contact_payments",
    "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"total_amount\":10}}", INVALID, "bank_account", NULL },
  { "and a type", NULL, "contact_payments", "{\"contact_payment\":{\"bank_account_id\":\"$BANK\",\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"total_amount\":10}}", INVALID, "transaction_type", NULL },
  { "that fits its contact", NULL, "contact_payments",
    "{\"contact_payment\":{\"transaction_type_id\":\"VENDOR_PAYMENT\",\"bank_account_id\":\"$BANK\",\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"total_amount\":10}}", NOT_FOUND, "", "Couldn't find Supplier." },
  { "and an amount", NULL, "contact_payments",
    "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"bank_account_id\":\"$BANK\",\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"total_amount\":0}}", INVALID, "total_amount", "greater than 0" },
  { "allocations are of two", NULL, "contact_allocations",
    "{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"$CUSTOMER\",\"allocated_artefacts\":[]}}", INVALID, "allocated_artefacts", NULL },

  { "the Start edition has no bills", "start", "purchase_invoices", "{\"purchase_invoice\":{}}", "AuthorizationFailure", NULL, "No active subscription" },
  { "no quick entries", "start", "purchase_quick_entries", "{\"purchase_quick_entry\":{}}", "AuthorizationFailure", NULL, NULL },
  { "no products", "start", "products", "{\"product\":{}}", "AuthorizationFailure", NULL, NULL },
  { "no services", "start", "services", "{\"service\":{}}", "AuthorizationFailure", NULL, NULL },
  { "no allocations", "start", "contact_allocations", "{\"contact_allocation\":{}}", "AuthorizationFailure", NULL, NULL },
  { "no credit notes of suppliers", "start", "purchase_credit_notes", "{\"purchase_credit_note\":{}}", "AuthorizationFailure", NULL, NULL },
  { "but invoices", "start", "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\"," HEAD "}}", NULL, NULL, NULL },
};

static void
test_writes (void)
{
  static const char *const companies[] = { "empty", "us", "unregistered", "start" };

  for (gsize c = 0; c < G_N_ELEMENTS (companies); c++)
    {
      g_autoptr (Sage) sage = sage_new_ready (companies[c]);

      for (gsize i = 0; i < G_N_ELEMENTS (write_cases); i++)
        {
          const WriteCase *one = &write_cases[i];
          g_autofree char *answer = NULL;
          g_autofree char *message = NULL;

          if (!g_str_equal (one->company != NULL ? one->company : "empty", companies[c]))
            continue;
          answer = sage_post (sage, one->path, one->body, NULL);
          g_test_message ("%s: %s", one->why, answer);
          g_assert_cmpuint (sage->status, ==, one->code == NULL ? 201 : g_str_equal (one->code, "AuthorizationFailure") ? 401 : 422);
          if (one->code == NULL)
            continue;
          client_assert (answer, "0.$dataCode", one->code);
          client_assert (answer, "0.$severity", "error");
          if (one->source != NULL)
            client_assert (answer, "0.$source", one->source);
          message = client_pick (answer, "0.$message");
          g_assert_true (one->message == NULL || strstr (message, one->message) != NULL);
        }
    }
}

/* What a strict sandbox does not pass over. */
static void
test_strict (void)
{
  const TieSandboxOptions options = { .strict = TRUE };
  g_autoptr (Sage) sage = sage_new (&options);
  g_autofree char *answer = NULL;

  sage_sign_in (sage, NULL);
  answer = sage_call (sage, "POST", "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"nonsense\":1}}");
  g_assert_cmpuint (sage->status, ==, 422);
  client_assert (answer, "0.$source", "nonsense");
}

static char *
get (Sage *sage,
     const char *path,
     const char *id)
{
  g_autofree char *filled = sage_fill (sage, path, id);

  return sage_call (sage, "GET", filled, NULL);
}

static char *
change (Sage *sage,
        const char *method,
        const char *path,
        const char *id,
        const char *body)
{
  g_autofree char *whole = sage_fill (sage, path, id);
  g_autofree char *filled = body != NULL ? sage_fill (sage, body, id) : NULL;

  return sage_call (sage, method, whole, filled);
}

static void
test_contacts (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *id = sage_make (sage, "contacts",
                                   "{\"contact\":{\"name\":\"Brown\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"BR1\",\"notes\":\"old\",\"credit_limit\":1000.5,"
                                   "\"main_address\":{\"address_line_1\":\"1 High Street\",\"city\":\"Leeds\",\"country_id\":\"GB\"},"
                                   "\"main_contact_person\":{\"name\":\"Al\",\"email\":\"al@brown.example\"}}}", NULL);
  g_autofree char *made = get (sage, "contacts/$ID", id);
  g_autofree char *changed = change (sage, "PUT", "contacts/$ID", id, "{\"contact\":{\"name\":\"Browne\",\"main_address\":{\"city\":\"York\"}}}");
  g_autofree char *emptied = NULL;
  g_autofree char *person = client_pick (made, "main_contact_person.id");
  g_autofree char *invoice = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *none = NULL;
  g_autofree char *free_again = NULL;
  g_autofree char *generated = NULL;

  g_assert_cmpuint (strlen (id), ==, 32);
  client_assert (made, "displayed_as", "Brown (BR1)");
  client_assert (made, "credit_limit", "1000.5");
  client_assert (made, "email", "al@brown.example");
  client_assert (made, "main_address.country.id", "GB");
  client_assert (changed, "name", "Browne");
  client_assert (changed, "notes", "old");
  client_assert (changed, "main_address.city", "York");
  client_assert (changed, "main_address.address_line_1", "1 High Street");
  client_assert (changed, "main_contact_person.id", person);
  emptied = change (sage, "PUT", "contacts/$ID", id, "{\"contact\":{\"notes\":null}}");
  client_assert (emptied, "notes", NULL);
  client_assert (emptied, "deletable", "true");
  gone = change (sage, "DELETE", "contacts/$ID", id, NULL);
  g_assert_cmpuint (sage->status, ==, 204);
  none = get (sage, "contacts/$ID", id);
  g_assert_cmpuint (sage->status, ==, 404);
  free_again = sage_make (sage, "contacts", "{\"contact\":{\"name\":\"Brown\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"BR1\"}}", NULL);
  /* Whoever has an invoice stays. */
  invoice = sage_make (sage, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\""), NULL);
  kept = change (sage, "DELETE", "contacts/$CUSTOMER", NULL, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
  generated = sage_post (sage, "contacts", "{\"contact\":{\"name\":\"No code\",\"contact_type_ids\":[\"CUSTOMER\"]}}", NULL);
  client_assert (generated, "reference", "NOCOD001");
}

typedef struct
{
  const char *line;
  const char *net;
  const char *tax;
  const char *total;
} SumCase;

static const SumCase sum_cases[] = {
  { "\"quantity\":1,\"unit_price\":250.55,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":50.11", "250.55", "50.11", "300.66" },
  { "\"quantity\":1.5,\"unit_price\":33.35,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":10.01", "50.03", "10.01", "60.04" },
  { "\"quantity\":8,\"unit_price\":165,\"discount_percentage\":10,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":237.6", "1188.0", "237.6", "1425.6" },
  { "\"quantity\":2,\"unit_price\":50,\"discount_amount\":5.5,\"tax_rate_id\":\"GB_ZERO\"", "94.5", "0.0", "94.5" },
  { "\"unit_price\":120,\"unit_price_includes_tax\":true,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":20", "100.0", "20.0", "120.0" },
  { "\"unit_price\":100,\"tax_rate_id\":\"GB_LOWER\",\"tax_amount\":5", "100.0", "5.0", "105.0" },
};

/* Numbers come back as texts. */
static void
test_sums (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sum_cases); i++)
    {
      const SumCase *one = &sum_cases[i];
      g_autofree char *body = g_strdup_printf ("{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\","
                                               "\"invoice_lines\":[{\"description\":\"Fees\",\"ledger_account_id\":\"$ACCOUNT\",%s}]}}", one->line);
      g_autofree char *answer = sage_post (sage, "sales_invoices", body, NULL);
      g_autofree char *text = g_strdup_printf ("\"total_amount\":\"%s\"", one->total);

      g_test_message ("%s", answer);
      client_assert (answer, "net_amount", one->net);
      client_assert (answer, "tax_amount", one->tax);
      client_assert (answer, "outstanding_amount", one->total);
      client_assert (answer, "invoice_lines.0.net_amount", one->net);
      g_assert_nonnull (strstr (answer, text));
    }
}

static void
test_documents (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *first = sage_post (sage, "sales_invoices",
                                      "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"invoice_number\":\"MINE-9\",\"reference\":\"PR-1\"," HEAD "}}", NULL);
  g_autofree char *id = client_pick (first, "id");
  g_autofree char *line = client_pick (first, "invoice_lines.0.id");
  g_autofree char *draft = sage_make (sage, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"status_id\":\"DRAFT\"," HEAD "}}", NULL);
  g_autofree char *second_draft = sage_make (sage, "sales_invoices", "{\"sales_invoice\":{\"contact_id\":\"$CUSTOMER\",\"status_id\":\"DRAFT\"," HEAD "}}", NULL);
  g_autofree char *draft_text = get (sage, "sales_invoices/$ID", draft);
  g_autofree char *released = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *referenced = NULL;
  g_autofree char *relined = NULL;
  g_autofree char *lines = g_strdup_printf ("{\"sales_invoice\":{\"invoice_lines\":[{\"id\":\"%s\"," LINE ",\"tax_rate_id\":\"GB_ZERO\"},{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", line);
  g_autofree char *no_reason = NULL;
  g_autofree char *voided = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *again = NULL;

  /* The number is the company's. */
  client_assert (first, "invoice_number", "SI-1");
  client_assert (first, "displayed_as", "SI-1");
  client_assert (first, "reference", "PR-1");
  client_assert (first, "status.id", "UNPAID");
  client_assert (first, "due_date", "2026-04-10");
  client_assert (draft_text, "status.id", "DRAFT");
  client_assert (draft_text, "invoice_number", NULL);
  released = change (sage, "POST", "sales_invoices/$ID/release", draft, "{}");
  client_assert (released, "status.id", "UNPAID");
  client_assert (released, "invoice_number", "SI-2");
  twice = change (sage, "POST", "sales_invoices/$ID/release", draft, "{}");
  g_assert_cmpuint (sage->status, ==, 422);
  deleted = change (sage, "DELETE", "sales_invoices/$ID", second_draft, NULL);
  g_assert_cmpuint (sage->status, ==, 204);

  referenced = change (sage, "PUT", "sales_invoices/$ID", id, "{\"sales_invoice\":{\"reference\":\"PR-2\"}}");
  client_assert (referenced, "reference", "PR-2");
  client_assert (referenced, "invoice_lines.0.id", line);
  client_assert (referenced, "invoice_number", "SI-1");
  relined = change (sage, "PUT", "sales_invoices/$ID", id, lines);
  client_assert (relined, "total_amount", "200.0");
  client_assert (relined, "invoice_lines.0.id", line);

  no_reason = change (sage, "DELETE", "sales_invoices/$ID", id, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
  voided = change (sage, "DELETE", "sales_invoices/$ID?void_reason=Twice", id, NULL);
  g_assert_cmpuint (sage->status, ==, 200);
  client_assert (voided, "status.id", "VOID");
  client_assert (voided, "void_reason", "Twice");
  client_assert (voided, "outstanding_amount", "0.0");
  edited = change (sage, "PUT", "sales_invoices/$ID", id, "{\"sales_invoice\":{\"reference\":\"PR-3\"}}");
  g_assert_cmpuint (sage->status, ==, 422);
  again = change (sage, "DELETE", "sales_invoices/$ID?void_reason=Twice", id, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
}

#define PAY(amount, artefact) "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"$CUSTOMER\",\"bank_account_id\":\"$BANK\"," \
                              "\"date\":\"2026-03-20\",\"total_amount\":" amount ",\"reference\":\"p-" amount "\",\"allocated_artefacts\":[{\"artefact_id\":\"$ID\",\"amount\":" artefact "}]}}"

static void
test_payments (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *invoice = sage_make (sage, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\""), NULL);
  g_autofree char *payment = sage_make (sage, "contact_payments", PAY ("60", "60"), invoice);
  g_autofree char *part = get (sage, "sales_invoices/$ID?show_payments_allocations=true", invoice);
  g_autofree char *over = NULL;
  g_autofree char *too_small = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *voided = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *open = NULL;
  g_autofree char *less = NULL;
  g_autofree char *after = NULL;

  client_assert (part, "status.id", "PART_PAID");
  client_assert (part, "outstanding_amount", "40.0");
  client_assert (part, "payments_allocations.0.id", payment);
  client_assert (part, "payments_allocations.0.amount", "60.0");
  client_assert (part, "editable", "false");
  over = sage_post (sage, "contact_payments", PAY ("60", "50"), invoice);
  g_assert_cmpuint (sage->status, ==, 422);
  too_small = sage_post (sage, "contact_payments", PAY ("30", "40"), invoice);
  client_assert (too_small, "0.$source", "total_amount");
  rest = sage_post (sage, "contact_payments", PAY ("70", "40"), invoice);
  client_assert (rest, "payment_on_account.outstanding_amount", "30.0");
  client_assert (rest, "allocated_artefacts.0.amount", "40.0");
  paid = get (sage, "sales_invoices/$ID", invoice);
  client_assert (paid, "status.id", "PAID");
  client_assert (paid, "payments_allocations", NULL);
  edited = change (sage, "PUT", "sales_invoices/$ID", invoice, "{\"sales_invoice\":{\"reference\":\"x\"}}");
  g_assert_cmpuint (sage->status, ==, 422);
  voided = change (sage, "DELETE", "sales_invoices/$ID?void_reason=x", invoice, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
  deleted = change (sage, "DELETE", "contact_payments/$ID", payment, NULL);
  g_assert_cmpuint (sage->status, ==, 204);
  open = get (sage, "sales_invoices/$ID", invoice);
  client_assert (open, "status.id", "PART_PAID");
  client_assert (open, "outstanding_amount", "60.0");
  /* What is sent takes the place of what was allocated. */
  g_free (g_steal_pointer (&payment));
  payment = client_pick (rest, "id");
  less = change (sage, "PUT", "contact_payments/$ID", payment, "{\"contact_payment\":{\"allocated_artefacts\":[]}}");
  client_assert (less, "payment_on_account.total_amount", "70.0");
  after = get (sage, "sales_invoices/$ID", invoice);
  client_assert (after, "status.id", "UNPAID");
}

/* What was settled since then is among the changes, with what is left of it. */
static void
expect_told (Sage *sage,
             const char *list,
             const char *since,
             const char *id,
             const char *left)
{
  g_autofree char *path = g_strdup_printf ("%s?attributes=all&updated_or_created_since=%s", list, since);
  g_autofree char *changes = sage_call (sage, "GET", path, NULL);

  client_assert (changes, "$total", "1");
  client_assert (changes, "$items.0.id", id);
  client_assert (changes, "$items.0.outstanding_amount", left);
}

static void
test_allocations (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *invoice = sage_make (sage, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\""), NULL);
  g_autofree char *note = sage_make (sage, "sales_credit_notes",
                                     "{\"sales_credit_note\":{\"contact_id\":\"$CUSTOMER\",\"date\":\"2026-03-11\",\"credit_note_lines\":[{" LINE ",\"tax_rate_id\":\"GB_ZERO\"}]}}", NULL);
  g_autofree char *body = g_strdup_printf ("{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"$CUSTOMER\","
                                           "\"allocated_artefacts\":[{\"artefact_id\":\"%s\",\"amount\":25},{\"artefact_id\":\"%s\",\"amount\":-25}]}}", invoice, note);
  g_autofree char *both_up = g_strdup_printf ("{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"$CUSTOMER\","
                                              "\"allocated_artefacts\":[{\"artefact_id\":\"%s\",\"amount\":25},{\"artefact_id\":\"%s\",\"amount\":25}]}}", invoice, note);
  g_autofree char *uneven = g_strdup_printf ("{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"$CUSTOMER\","
                                             "\"allocated_artefacts\":[{\"artefact_id\":\"%s\",\"amount\":25},{\"artefact_id\":\"%s\",\"amount\":-20}]}}", invoice, note);
  g_autofree char *refused = sage_post (sage, "contact_allocations", both_up, NULL);
  g_autofree char *refused_too = NULL;
  g_autofree char *untouched = NULL;
  g_autofree char *allocation = NULL;
  g_autofree char *part = NULL;
  g_autofree char *note_part = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *account = NULL;
  g_autofree char *account_body = NULL;
  g_autofree char *used = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *after = NULL;
  g_autofree char *balance = NULL;
  g_autofree char *settled = NULL;
  g_autofree char *moment = NULL;

  g_assert_cmpuint (sage->status, ==, 422);
  refused_too = sage_post (sage, "contact_allocations", uneven, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
  untouched = get (sage, "sales_invoices/$ID", invoice);
  client_assert (untouched, "outstanding_amount", "100.0");
  tie_sandbox_advance_clock (sage->sandbox, 100);
  allocation = sage_make (sage, "contact_allocations", body, NULL);
  settled = get (sage, "contact_allocations/$ID", allocation);
  moment = client_pick (settled, "created_at");
  expect_told (sage, "sales_invoices", moment, invoice, "75.0");
  expect_told (sage, "sales_credit_notes", moment, note, "75.0");
  part = get (sage, "sales_invoices/$ID", invoice);
  client_assert (part, "outstanding_amount", "75.0");
  note_part = get (sage, "sales_credit_notes/$ID", note);
  client_assert (note_part, "outstanding_amount", "75.0");
  client_assert (note_part, "credit_note_number", "SCN-1");
  balance = get (sage, "contacts/$CUSTOMER?show_balance=true", NULL);
  client_assert (balance, "balance", "0.0");
  tie_sandbox_advance_clock (sage->sandbox, 100);
  undone = change (sage, "DELETE", "contact_allocations/$ID", allocation, NULL);
  g_assert_cmpuint (sage->status, ==, 204);
  expect_told (sage, "sales_invoices", moment, invoice, "100.0");
  expect_told (sage, "sales_credit_notes", moment, note, "100.0");
  after = get (sage, "sales_invoices/$ID", invoice);
  client_assert (after, "status.id", "UNPAID");

  /* What a payment left on account pays later. */
  payment = sage_post (sage, "contact_payments", "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"$CUSTOMER\",\"bank_account_id\":\"$BANK\","
                                                 "\"date\":\"2026-03-20\",\"total_amount\":40}}", NULL);
  account = client_pick (payment, "payment_on_account.id");
  account_body = g_strdup_printf ("{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"$CUSTOMER\","
                                  "\"allocated_artefacts\":[{\"artefact_id\":\"%s\",\"amount\":40},{\"artefact_id\":\"%s\",\"amount\":-40}]}}", invoice, account);
  g_free (sage_make (sage, "contact_allocations", account_body, NULL));
  used = get (sage, "sales_invoices/$ID", invoice);
  client_assert (used, "outstanding_amount", "60.0");
  g_free (g_steal_pointer (&account));
  account = client_pick (payment, "id");
  g_free (g_steal_pointer (&used));
  used = change (sage, "DELETE", "contact_payments/$ID", account, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
}

static void
test_bills (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *accounts = sage_call (sage, "GET", "ledger_accounts?search=7500", NULL);
  g_autofree char *account = client_pick (accounts, "$items.0.id");
  g_autofree char *control = NULL;
  g_autofree char *fixed = NULL;
  g_autofree char *controls = sage_call (sage, "GET", "ledger_accounts?search=1100", NULL);
  g_autofree char *fixes = sage_call (sage, "GET", "ledger_accounts?search=4900", NULL);
  g_autofree char *bill = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *pinned = NULL;

  bill = sage_make (sage, "purchase_invoices",
                    "{\"purchase_invoice\":{\"contact_id\":\"$VENDOR\",\"date\":\"2026-03-11\",\"due_date\":\"2026-04-11\",\"vendor_reference\":\"9-2231\",\"invoice_lines\":[{"
                    "\"description\":\"Paper\",\"ledger_account_id\":\"$ID\",\"quantity\":2,\"unit_price\":50,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":20}]}}", account);
  entry = sage_make (sage, "purchase_quick_entries",
                     "{\"purchase_quick_entry\":{\"quick_entry_type_id\":\"INVOICE\",\"contact_id\":\"$VENDOR\",\"date\":\"2026-03-11\",\"reference\":\"Q1\","
                     "\"ledger_account_id\":\"$ID\",\"net_amount\":100,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":20}}", account);
  g_free (sage_make (sage, "contact_payments",
                     "{\"contact_payment\":{\"transaction_type_id\":\"VENDOR_PAYMENT\",\"contact_id\":\"$VENDOR\",\"bank_account_id\":\"$BANK\",\"date\":\"2026-03-20\","
                     "\"total_amount\":120,\"allocated_artefacts\":[{\"artefact_id\":\"$ID\",\"amount\":120}]}}", entry));
  paid = get (sage, "purchase_quick_entries/$ID", entry);
  client_assert (paid, "status.id", "PAID");
  client_assert (paid, "total_amount", "120.0");
  control = client_pick (controls, "$items.0.id");
  refused = sage_post (sage, "sales_invoices",
                       INVOICE ("\"description\":\"Fees\",\"ledger_account_id\":\"$ID\",\"unit_price\":100,\"tax_rate_id\":\"GB_ZERO\""), control);
  client_assert (refused, "0.$message", "Control accounts cannot be used here");
  fixed = client_pick (fixes, "$items.0.id");
  pinned = sage_post (sage, "sales_invoices", INVOICE ("\"description\":\"Fees\",\"ledger_account_id\":\"$ID\",\"unit_price\":100,\"tax_rate_id\":\"GB_ZERO\""), fixed);
  client_assert (pinned, "0.$message", "The ledger account takes another tax rate only");
}

/* A closed year takes nothing and gives nothing back. */
static void
test_lock (void)
{
  g_autoptr (Sage) sage = sage_new_ready (NULL);
  g_autofree char *invoice = sage_make (sage, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\""), NULL);
  g_autofree char *settings = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *voided = NULL;
  g_autofree char *later = NULL;

  sage_edit (sage, "{\"action\":\"set\",\"entity\":\"financial_settings\",\"members\":{\"year_end_lockdown_date\":\"2026-03-11\"}}");
  settings = sage_call (sage, "GET", "financial_settings", NULL);
  client_assert (settings, "year_end_lockdown_date", "2026-03-11");
  refused = sage_post (sage, "sales_invoices", INVOICE (LINE ",\"tax_rate_id\":\"GB_ZERO\""), NULL);
  client_assert (refused, "0.$source", "date");
  edited = change (sage, "PUT", "sales_invoices/$ID", invoice, "{\"sales_invoice\":{\"date\":\"2026-03-20\"}}");
  g_assert_cmpuint (sage->status, ==, 422);
  voided = change (sage, "DELETE", "sales_invoices/$ID?void_reason=x", invoice, NULL);
  g_assert_cmpuint (sage->status, ==, 422);
  later = sage_post (sage, "contact_payments", PAY ("60", "60"), invoice);
  g_assert_cmpuint (sage->status, ==, 201);
}

/* The demo's company has a past: paid, partly paid, credited, on account, and money that waits. */
static void
test_harbor (void)
{
  static const struct { const char *path; const char *total; const char *member; const char *value; } cases[] = {
    { "contacts?search=jasper hill", "2", "$items.0.name", "Jasper Hill Bakery" },
    { "sales_invoices?search=INV-1001", "1", "$items.0.status.id", "PAID" },
    { "sales_invoices?search=INV-1002", "1", "$items.0.status.id", "PART_PAID" },
    { "sales_credit_notes", "1", "$items.0.outstanding_amount", "90.0" },
    { "purchase_invoices?search=9-2231", "1", "$items.0.status.id", "PAID" },
    { "purchase_quick_entries", "1", "$items.0.total_amount", "76.8" },
    { "contact_payments", "11", "$items.0.payment_on_account.outstanding_amount", "980.0" },
    { "services?search=BKP-1", "1", "$items.0.sales_rates.0.rate", "65.0" },
  };
  const TieSandboxOptions options = { .company = "harbor" };
  g_autoptr (Sage) sage = sage_new (&options);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *statement = g_strconcat (cases[i].path, strchr (cases[i].path, '?') != NULL ? "&" : "?", "attributes=all", NULL);
      g_autofree char *answer = tie_sandbox_dup_query (sage->sandbox, statement);

      client_assert (answer, "$total", cases[i].total);
      client_assert (answer, cases[i].member, cases[i].value);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/sage/books/writes", test_writes);
  g_test_add_func ("/sandbox/sage/books/strict", test_strict);
  g_test_add_func ("/sandbox/sage/books/contacts", test_contacts);
  g_test_add_func ("/sandbox/sage/books/sums", test_sums);
  g_test_add_func ("/sandbox/sage/books/documents", test_documents);
  g_test_add_func ("/sandbox/sage/books/payments", test_payments);
  g_test_add_func ("/sandbox/sage/books/allocations", test_allocations);
  g_test_add_func ("/sandbox/sage/books/bills", test_bills);
  g_test_add_func ("/sandbox/sage/books/lock", test_lock);
  g_test_add_func ("/sandbox/sage/books/harbor", test_harbor);
  return g_test_run ();
}
