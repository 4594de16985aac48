/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sage-check"
#include "config.h"

#include <string.h>

#include "sage-check.h"

/* The table that all requests for Sage are held against: does it refuse what Sage would? */

#define CONTACT "722548a1a599461796bbfc4a6b8b0ae2"
#define SALES "c2346f67df3f11f0950f02d597097be3"
#define INVOICE "bb346f67df3f11f0950f02d597097be3"
#define NOTE "cc346f67df3f11f0950f02d597097be3"
#define ID "\"idempotency_id\":\"9f1b2c3d4e5f60718293a4b5c6d7e8f9\","

typedef struct
{
  const char *method;
  const char *resource;
  const char *body;
  const char *why;
} BadBody;

static const BadBody bad_bodies[] = {
  { "POST", "contacts", "{\"contact\":{" ID "\"contact_type_ids\":[\"CUSTOMER\"]}}", "contact.name is missing" },
  { "POST", "contacts", "{\"contact\":{" ID "\"name\":\"A\",\"contact_type_ids\":[\"EMPLOYEE\"]}}", "none of the listed" },
  { "POST", "contacts", "{\"contact\":{" ID "\"name\":\"A\",\"contact_type_ids\":[]}}", "too few" },
  { "POST", "contacts", "{\"contact\":{\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"]}}", "lacks its idempotency id" },
  { "POST", "contacts", "{\"name\":\"A\"}", "no single object" },
  { "POST", "contacts", "{\"contact\":{" ID "\"name\":\"A\",\"contact_type_ids\":[\"CUSTOMER\"],\"nickname\":\"B\"}}", "not known" },
  { "POST", "contacts", "{\"contact\":{" ID "\"name\":\"\",\"contact_type_ids\":[\"CUSTOMER\"]}}", "is empty" },
  { "POST", "services", "{\"service\":{" ID "\"description\":\"A\"}}", "sales_ledger_account_id is missing" },
  { "POST", "products", "{\"product\":{" ID "\"description\":\"A\",\"sales_ledger_account_id\":\"" SALES "\"}}", "purchase_ledger_account_id is missing" },
  { "POST", "sales_invoices", "{\"sales_invoice\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[]}}", "too few" },
  { "POST", "sales_invoices", "{\"sales_invoice\":{" ID "\"contact_id\":\"7\",\"date\":\"2026-03-11\"}}", "is no id" },
  { "POST", "sales_credit_notes", "{\"sales_credit_note\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-02-30\"}}", "is no date" },
  { "POST", "sales_invoices", "{\"sales_invoice\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[{\"description\":\"A\",\"unit_price\":1}]}}", "ledger_account_id is missing" },
  { "POST", "sales_invoices", "{\"sales_invoice\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"unit_price\":1,\"tax_amount\":0.333}]}}", "too many digits" },
  { "POST", "sales_invoices", "{\"sales_invoice\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"unit_price\":\"1\"}]}}", "is no number" },
  { "POST", "sales_credit_notes", "{\"sales_credit_note\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[]}}", "not known" },
  { "POST", "purchase_invoices", "{\"purchase_invoice\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"invoice_lines\":[{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"unit_price\":1,\"quantity\":1}]}}", "due_date is missing" },
  { "POST", "purchase_credit_notes", "{\"purchase_credit_note\":{" ID "\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"credit_note_lines\":[{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"unit_price\":1}]}}", "quantity is missing" },
  { "POST", "contact_payments", "{\"contact_payment\":{" ID "\"transaction_type_id\":\"RECEIPT\"}}", "none of the listed" },
  { "POST", "contact_payments", "{\"contact_payment\":{" ID "\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"total_amount\":1}}", "bank_account_id is missing" },
  { "POST", "contact_allocations", "{\"contact_allocation\":{" ID "\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"" CONTACT "\",\"allocated_artefacts\":[{\"artefact_id\":\"" INVOICE "\",\"amount\":1},{\"artefact_id\":\"" NOTE "\",\"amount\":1}]}}", "add up to nothing" },
  { "PUT", "contacts/" CONTACT, "{\"contact\":{" ID "\"name\":\"A\"}}", "has an idempotency id" },
  { "PUT", "contacts", "{\"contact\":{\"name\":\"A\"}}", "does not fit the method" },
  { "POST", "services", "{\"contact\":{" ID "\"name\":\"A\"}}", "another list" },
};

static void
test_bad_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      if (sage_check_body (bad_bodies[i].method, bad_bodies[i].resource, bad_bodies[i].body, &error))
        g_error ("%s passes", bad_bodies[i].body);
      if (strstr (error->message, bad_bodies[i].why) == NULL)
        g_error ("“%s” does not say “%s”", error->message, bad_bodies[i].why);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sage-check/bad-bodies", test_bad_bodies);

  return g_test_run ();
}
