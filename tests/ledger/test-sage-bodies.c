/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sage-bodies"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "ledger/sage/tie-sage-body.h"
#include "ledger/sage/tie-sage-writer.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "sage-check.h"

/* Requests for Sage, byte by byte and against the table of what it takes. */

#define CONTACT "722548a1a599461796bbfc4a6b8b0ae2"
#define SALES "c2346f67df3f11f0950f02d597097be3"
#define COSTS "c2346f67df3f11f0950f02d597097be4"
#define SERVICE "aa346f67df3f11f0950f02d597097be3"
#define INVOICE "bb346f67df3f11f0950f02d597097be3"
#define NOTE "cc346f67df3f11f0950f02d597097be3"
#define REFUND "dd346f67df3f11f0950f02d597097be3"
#define BANK "ee346f67df3f11f0950f02d597097be3"
#define OWN "6f0c8a52-0000-4000-8000-000000000001"
#define REQUEST "11111111-2222-4333-8444-5555555555551"
#define STANDARD_PARTS "GB_STANDARD:200000|GB_STANDARD:200000"
#define ZERO_PARTS "GB_ZERO:0|GB_ZERO:0"

static TieLedgerCapabilities can;
static GError *failure = NULL; /* why the last body was not made */

static void
reset (void)
{
  memset (&can, 0, sizeof can);
  can.has_bills = TRUE;
  can.currency = (char *) "GBP";
  can.country = (char *) "GB";
  can.tax_model = TIE_TAX_GLOBAL;
}

/* Takes the body. */
static void
expect_body (GBytes *frozen,
             const char *method,
             const char *resource,
             const char *expected)
{
  g_autofree char *made_method = NULL;
  g_autofree char *made_resource = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GRegex) id = g_regex_new ("\"idempotency_id\":\"[0-9a-f]{32}\",", 0, 0, NULL);

  g_assert_no_error (failure);
  g_assert_true (tie_sage_thaw (frozen, REQUEST, &made_method, &made_resource, &body));
  g_assert_cmpstr (made_method, ==, method);
  g_assert_cmpstr (made_resource, ==, resource);
  g_bytes_unref (frozen);
  if (expected == NULL)
    {
      g_assert_null (body);
      return;
    }
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  bare = g_regex_replace_literal (id, text, -1, 0, "", 0, NULL);
  g_assert_cmpstr (bare, ==, expected);
  sage_check_body (method, resource, text, &problem);
  g_assert_no_error (problem);
}

static void
expect_refusal (GBytes *body,
                TieError code,
                const char *words)
{
  g_assert_null (body);
  g_assert_error (failure, TIE_ERROR, (int) code);
  if (strstr (failure->message, words) == NULL)
    g_error ("“%s” does not say “%s”", failure->message, words);
  g_clear_error (&failure);
}

/* ---- contacts ---- */

static TieRecord *
make_contact (void)
{
  TieRecord *contact = TIE_RECORD (tie_contact_new (OWN));

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Acme Trading Ltd");
  tie_record_set_text (contact, TIE_CONTACT_NUMBER, "CL000123");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 High Street\nUnit 2\nHunslet");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
  tie_record_set_text (contact, TIE_CONTACT_POSTCODE, "LS1 1AA");
  tie_record_set_text (contact, TIE_CONTACT_COUNTRY, "United Kingdom");
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "ap@acme.example");
  tie_record_set_text (contact, TIE_CONTACT_PHONE, "0113 496 0000");
  return contact;
}

static void
test_contact (void)
{
  g_autoptr (TieRecord) contact = make_contact ();

  expect_body (tie_sage_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure), "POST", "contacts",
               "{\"contact\":{\"name\":\"Acme Trading Ltd\",\"contact_type_ids\":[\"CUSTOMER\"],\"reference\":\"CL000123\","
               "\"main_address\":{\"address_line_1\":\"1 High Street\",\"address_line_2\":\"Unit 2, Hunslet\",\"city\":\"Leeds\",\"postal_code\":\"LS1 1AA\",\"country_id\":\"GB\"},"
               "\"main_contact_person\":{\"name\":\"Acme Trading Ltd\",\"email\":\"ap@acme.example\",\"telephone\":\"0113 496 0000\",\"is_main_contact\":true},"
               "\"source_guid\":\"" OWN "\"}}");
}

/* What is a customer and becomes a supplier too, stays a customer. */
static void
test_second_type (void)
{
  g_autoptr (TieRecord) contact = TIE_RECORD (tie_contact_new (OWN));
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_VENDOR, CONTACT);

  tie_record_set_text (contact, TIE_CONTACT_NAME, "Acme");
  remote->raw = g_strdup ("{\"contact_types\":[{\"id\":\"CUSTOMER\"}]}");
  expect_body (tie_sage_make_body (TIE_KIND_VENDOR, "update", contact, remote, &failure), "PUT", "contacts/" CONTACT,
               "{\"contact\":{\"name\":\"Acme\",\"contact_type_ids\":[\"CUSTOMER\",\"VENDOR\"]}}");
  g_free (remote->raw);
  remote->raw = NULL;
  expect_body (tie_sage_make_body (TIE_KIND_VENDOR, "update", contact, remote, &failure), "PUT", "contacts/" CONTACT, "{\"contact\":{\"name\":\"Acme\"}}");
}

static void
test_contact_refusals (void)
{
  g_autoptr (TieRecord) contact = make_contact ();
  g_autoptr (TieRecord) site = TIE_RECORD (tie_record_new (TIE_TYPE_SITE, OWN));
  g_autoptr (TieRecord) employee = TIE_RECORD (tie_record_new (TIE_TYPE_EMPLOYEE, OWN));
  g_autofree char *name = g_strnfill (101, 'x');

  expect_refusal (tie_sage_make_body (TIE_KIND_CUSTOMER, "create", site, NULL, &failure), TIE_ERROR_DATA, "Only customers and suppliers");
  expect_refusal (tie_sage_make_body (TIE_KIND_EMPLOYEE, "create", employee, NULL, &failure), TIE_ERROR_DATA, "employee");
  expect_refusal (tie_sage_make_body (TIE_KIND_CUSTOMER, "update", contact, NULL, &failure), TIE_ERROR_DATA, "by its id");
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "nobody");
  expect_refusal (tie_sage_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure), TIE_ERROR_DATA, "no email address");
  tie_record_set_text (contact, TIE_CONTACT_NAME, name);
  expect_refusal (tie_sage_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure), TIE_ERROR_DATA, "100 characters");
  tie_record_set_text (contact, TIE_CONTACT_NAME, " ");
  expect_refusal (tie_sage_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure), TIE_ERROR_DATA, "Give a name");
}

static void
test_item (void)
{
  TieLedgerItem item = { .name = (char *) "CONS", .description = (char *) "Consulting", .rate = 1250000, .income_account_id = (char *) SALES };
  g_autoptr (TieRemote) product = tie_remote_new (TIE_KIND_ITEM, "product:" SERVICE);

  expect_body (tie_sage_make_item_body ("create", &item, NULL, &failure), "POST", "services",
               "{\"service\":{\"item_code\":\"CONS\",\"description\":\"Consulting\",\"sales_ledger_account_id\":\"" SALES "\"}}");
  expect_body (tie_sage_make_item_body ("update", &item, product, &failure), "PUT", "products/" SERVICE,
               "{\"product\":{\"item_code\":\"CONS\",\"description\":\"Consulting\",\"sales_ledger_account_id\":\"" SALES "\"}}");
  item.income_account_id = NULL;
  expect_refusal (tie_sage_make_item_body ("create", &item, NULL, &failure), TIE_ERROR_MAPPING, "income account");
  item.name = NULL;
  expect_refusal (tie_sage_make_item_body ("create", &item, NULL, &failure), TIE_ERROR_DATA, "Give a name");
}

/* ---- documents ---- */

static TieLedgerLine *
add_line (TieLedgerDocument *document,
          TieLedgerLineRole role,
          const char *text,
          gint64 quantity,
          gint64 rate,
          gint64 amount,
          gint64 tax)
{
  TieLedgerLine *line = tie_ledger_document_add_line (document, role);

  line->text = g_strdup (text);
  line->quantity = quantity;
  line->rate = rate;
  line->amount = amount;
  line->tax = tax;
  document->total += amount + tax;
  document->tax += tax;
  if (role == TIE_LEDGER_LINE_TEXT)
    return line;
  line->account_id = g_strdup (SALES);
  line->tax_code_id = g_strdup ("GB_STANDARD");
  line->tax_parts = g_strdup (STANDARD_PARTS);
  return line;
}

static TieLedgerDocument *
make_document (TieKind kind)
{
  TieLedgerDocument *document = tie_ledger_document_new (kind);

  document->party_id = g_strdup (CONTACT);
  document->date = g_strdup ("2026-03-11");
  document->due = g_strdup ("2026-04-10");
  document->number = g_strdup ("PR-2026-0042");
  return document;
}

static GBytes *
make (const TieLedgerDocument *document)
{
  return tie_sage_make_document_body (&can, "create", document, NULL, &failure);
}

static void
test_invoice (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  TieLedgerLine *line = NULL;

  document->reference = g_strdup ("PO 7");
  document->memo = g_strdup ("Thank you.");
  add_line (document, TIE_LEDGER_LINE_TEXT, "March", 0, 0, 0, 0);
  line = add_line (document, TIE_LEDGER_LINE_ITEM, "Professional fees", 15000, 1670333, 25055, 5011);
  line->item_id = g_strdup (SERVICE);
  line = add_line (document, TIE_LEDGER_LINE_FREIGHT, "Freight", 0, 0, 500, 0);
  line->item_id = g_strdup ("product:" SERVICE);
  g_free (line->tax_code_id);
  line->tax_code_id = g_strdup ("GB_ZERO");
  g_free (line->tax_parts);
  line->tax_parts = g_strdup (ZERO_PARTS);
  add_line (document, TIE_LEDGER_LINE_TEXT, "The end", 0, 0, 0, 0);
  expect_body (make (document), "POST", "sales_invoices",
               "{\"sales_invoice\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"due_date\":\"2026-04-10\",\"reference\":\"PR-2026-0042 PO 7\",\"notes\":\"Thank you.\",\"invoice_lines\":["
               "{\"description\":\"March\\nProfessional fees\",\"service_id\":\"" SERVICE "\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1.5,\"unit_price\":167.0333,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":50.11},"
               "{\"description\":\"Freight\\nThe end\",\"product_id\":\"" SERVICE "\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":5,\"tax_rate_id\":\"GB_ZERO\"}]}}");
}

/* A discount has no line there: each line that it falls on is told its share, and all shares come to it. */
static void
test_discount (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_CREDIT);

  add_line (document, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 187);
  add_line (document, TIE_LEDGER_LINE_ITEM, "B", 0, 0, 2000, 374);
  add_line (document, TIE_LEDGER_LINE_DISCOUNT, "Discount", 0, 0, -200, 0);
  expect_body (make (document), "POST", "sales_credit_notes",
               "{\"sales_credit_note\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"reference\":\"PR-2026-0042\",\"credit_note_lines\":["
               "{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":10,\"discount_amount\":0.67,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":1.87},"
               "{\"description\":\"B\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":20,\"discount_amount\":1.33,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":3.74}]}}");
  g_clear_pointer (&((TieLedgerLine *) document->lines->pdata[1])->tax_code_id, g_free);
  ((TieLedgerLine *) document->lines->pdata[2])->amount = -1200;
  document->total -= 1000;
  expect_refusal (make (document), TIE_ERROR_DATA, "more than the lines");
}

static void
test_bill (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autoptr (TieLedgerDocument) credit = make_document (TIE_KIND_SUPPLIER_CREDIT);

  g_free (document->due);
  document->due = NULL;
  add_line (document, TIE_LEDGER_LINE_ITEM, NULL, 20000, 50000, 1000, 200);
  expect_body (make (document), "POST", "purchase_invoices",
               "{\"purchase_invoice\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"due_date\":\"2026-03-11\",\"vendor_reference\":\"PR-2026-0042\",\"reference\":\"PR-2026-0042\",\"invoice_lines\":["
               "{\"description\":\"–\",\"ledger_account_id\":\"" SALES "\",\"quantity\":2,\"unit_price\":5,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":2}]}}");
  /* Who is not registered for tax pays it as part of the price. */
  can.tax_model = TIE_TAX_NONE;
  add_line (credit, TIE_LEDGER_LINE_ITEM, "Paper", 20000, 50000, 1000, 200);
  expect_body (make (credit), "POST", "purchase_credit_notes",
               "{\"purchase_credit_note\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"vendor_reference\":\"PR-2026-0042\",\"reference\":\"PR-2026-0042\",\"credit_note_lines\":["
               "{\"description\":\"Paper\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":12}]}}");
  can.has_bills = FALSE;
  expect_refusal (make (document), TIE_ERROR_PLAN, "no supplier invoices");
}

/* All lines go, each under the id of the one that stands in its place. */
static void
test_update (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) bill = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_SALES_INVOICE, INVOICE);
  g_autoptr (TieRemote) quick = tie_remote_new (TIE_KIND_SUPPLIER_INVOICE, "quick:" INVOICE);

  remote->raw = g_strdup ("{\"invoice_lines\":[{\"id\":\"" NOTE "\"}]}");
  add_line (document, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 200);
  add_line (document, TIE_LEDGER_LINE_ITEM, "B", 0, 0, 2000, 400);
  expect_body (tie_sage_make_document_body (&can, "update", document, remote, &failure), "PUT", "sales_invoices/" INVOICE,
               "{\"sales_invoice\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"due_date\":\"2026-04-10\",\"reference\":\"PR-2026-0042\",\"invoice_lines\":["
               "{\"id\":\"" NOTE "\",\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":10,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":2},"
               "{\"description\":\"B\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":20,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":4}]}}");
  add_line (bill, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 200);
  expect_refusal (tie_sage_make_document_body (&can, "update", bill, quick, &failure), TIE_ERROR_DATA, "quick entry");
}

/* In America the tax depends on where the customer is. */
static void
test_region (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);

  can.country = (char *) "US";
  add_line (document, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 0);
  expect_refusal (make (document), TIE_ERROR_DATA, "state");
  document->state = g_strdup ("ca");
  expect_body (make (document), "POST", "sales_invoices",
               "{\"sales_invoice\":{\"contact_id\":\"" CONTACT "\",\"date\":\"2026-03-11\",\"due_date\":\"2026-04-10\",\"reference\":\"PR-2026-0042\",\"tax_address_region_id\":\"US-CA\",\"invoice_lines\":["
               "{\"description\":\"A\",\"ledger_account_id\":\"" SALES "\",\"quantity\":1,\"unit_price\":10,\"tax_rate_id\":\"GB_STANDARD\",\"tax_amount\":0}]}}");
}

static void
test_document_refusals (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  TieLedgerLine *line = NULL;

  expect_refusal (make (document), TIE_ERROR_DATA, "no lines");
  line = add_line (document, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 200);
  document->total++;
  expect_refusal (make (document), TIE_ERROR_DATA, "add up");
  document->total--;
  document->currency = g_strdup ("EUR");
  expect_refusal (make (document), TIE_ERROR_DATA, "EUR");
  can.has_multi_currency = TRUE;
  g_clear_pointer (&line->account_id, g_free);
  expect_refusal (make (document), TIE_ERROR_MAPPING, "no sales account");
  line->account_id = g_strdup ("bank:" BANK);
  expect_refusal (make (document), TIE_ERROR_MAPPING, "bank account");
  g_free (line->account_id);
  line->account_id = g_strdup (SALES);
  g_clear_pointer (&line->tax_code_id, g_free);
  expect_refusal (make (document), TIE_ERROR_MAPPING, "tax rate on each line");
  can.tax_model = TIE_TAX_NONE;
  expect_refusal (make (document), TIE_ERROR_MAPPING, "not registered");
  g_free (document->number);
  document->number = g_strnfill (26, '9');
  expect_refusal (make (document), TIE_ERROR_DATA, "25 characters");
  g_clear_pointer (&document->date, g_free);
  expect_refusal (make (document), TIE_ERROR_DATA, "date is missing");
  g_clear_pointer (&document->party_id, g_free);
  expect_refusal (make (document), TIE_ERROR_MAPPING, "not linked");
}

/* ---- payments ---- */

static TieLedgerPayment *
make_payment (TieKind kind,
              gint64 amount)
{
  TieLedgerPayment *payment = tie_ledger_payment_new (kind);

  payment->party_id = g_strdup (CONTACT);
  payment->date = g_strdup ("2026-03-11");
  payment->amount = amount;
  payment->account_id = g_strdup ("bank:" BANK);
  payment->number = g_strdup ("R-7");
  return payment;
}

static void
test_payment (void)
{
  g_autoptr (TieLedgerPayment) receipt = make_payment (TIE_KIND_RECEIPT, 30066);
  g_autoptr (TieLedgerPayment) refund = make_payment (TIE_KIND_REFUND, 1000);

  tie_ledger_payment_apply (receipt, TIE_KIND_SALES_INVOICE, INVOICE, 25055);
  expect_body (tie_sage_make_payment_body (&can, "create", receipt, NULL, &failure), "POST", "contact_payments",
               "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_RECEIPT\",\"contact_id\":\"" CONTACT "\",\"bank_account_id\":\"" BANK "\",\"date\":\"2026-03-11\",\"total_amount\":300.66,\"reference\":\"R-7\","
               "\"allocated_artefacts\":[{\"artefact_id\":\"" INVOICE "\",\"amount\":250.55}]}}");
  tie_ledger_payment_apply (refund, TIE_KIND_SALES_CREDIT, NOTE, 1000);
  expect_body (tie_sage_make_payment_body (&can, "create", refund, NULL, &failure), "POST", "contact_payments",
               "{\"contact_payment\":{\"transaction_type_id\":\"CUSTOMER_REFUND\",\"contact_id\":\"" CONTACT "\",\"bank_account_id\":\"" BANK "\",\"date\":\"2026-03-11\",\"total_amount\":10,\"reference\":\"R-7\","
               "\"allocated_artefacts\":[{\"artefact_id\":\"" NOTE "\",\"amount\":10}]}}");
  tie_ledger_payment_apply (refund, TIE_KIND_RECEIPT, INVOICE, 500);
  expect_refusal (tie_sage_make_payment_body (&can, "create", refund, NULL, &failure), TIE_ERROR_DATA, "pays back credit notes only");
}

/* What settles an invoice with a credit moves no money, and is another thing there. */
static void
test_allocation (void)
{
  g_autoptr (TieLedgerPayment) use = make_payment (TIE_KIND_RECEIPT, 0);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_RECEIPT, "allocation:" REFUND);
  g_autoptr (TieRemote) payment = tie_remote_new (TIE_KIND_RECEIPT, REFUND);

  tie_ledger_payment_apply (use, TIE_KIND_SALES_INVOICE, INVOICE, 1500);
  tie_ledger_payment_apply (use, TIE_KIND_REFUND, REFUND, 500);
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, NOTE, 2000);
  expect_body (tie_sage_make_payment_body (&can, "update", use, remote, &failure), "PUT", "contact_allocations/" REFUND,
               "{\"contact_allocation\":{\"transaction_type_id\":\"CUSTOMER_ALLOCATION\",\"contact_id\":\"" CONTACT "\","
               "\"allocated_artefacts\":[{\"artefact_id\":\"" INVOICE "\",\"amount\":15},{\"artefact_id\":\"" NOTE "\",\"amount\":-15}]}}");
  expect_refusal (tie_sage_make_payment_body (&can, "update", use, payment, &failure), TIE_ERROR_DATA, "two things");
  tie_ledger_payment_apply (use, TIE_KIND_SALES_CREDIT, NOTE, 1);
  expect_refusal (tie_sage_make_payment_body (&can, "create", use, NULL, &failure), TIE_ERROR_DATA, "do not add up");
  use->amount = 100;
  expect_refusal (tie_sage_make_payment_body (&can, "create", use, NULL, &failure), TIE_ERROR_DATA, "More is applied");
  use->amount = 2000;
  expect_refusal (tie_sage_make_payment_body (&can, "create", use, NULL, &failure), TIE_ERROR_DATA, "by itself");
}

/* A long reference is cut behind the number, and stands whole on paper. */
static void
test_long_reference (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  document->reference = g_strdup ("the order of the eleventh");
  add_line (document, TIE_LEDGER_LINE_ITEM, "A", 0, 0, 1000, 200);
  body = make (document);
  g_assert_no_error (failure);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (text, "\"reference\":\"PR-2026-0042 the order of\""));
  g_assert_nonnull (strstr (text, "\"notes\":\"PR-2026-0042 the order of the eleventh\""));
}

static void
test_payment_refusals (void)
{
  g_autoptr (TieLedgerPayment) payment = make_payment (TIE_KIND_SUPPLIER_PAYMENT, 1000);

  tie_ledger_payment_apply (payment, TIE_KIND_SUPPLIER_INVOICE, INVOICE, 1001);
  expect_refusal (tie_sage_make_payment_body (&can, "create", payment, NULL, &failure), TIE_ERROR_DATA, "More is applied");
  payment->amount = -1;
  expect_refusal (tie_sage_make_payment_body (&can, "create", payment, NULL, &failure), TIE_ERROR_DATA, "below zero");
  payment->amount = 2000;
  g_free (payment->account_id);
  payment->account_id = g_strdup (COSTS);
  expect_refusal (tie_sage_make_payment_body (&can, "create", payment, NULL, &failure), TIE_ERROR_MAPPING, "bank accounts");
  can.has_bills = FALSE;
  expect_refusal (tie_sage_make_payment_body (&can, "create", payment, NULL, &failure), TIE_ERROR_PLAN, "no supplier invoices");
  g_clear_pointer (&payment->party_id, g_free);
  expect_refusal (tie_sage_make_payment_body (&can, "create", payment, NULL, &failure), TIE_ERROR_MAPPING, "not linked");
}

/* ---- taking back ---- */

static void
test_removal (void)
{
  g_autoptr (TieRemote) invoice = tie_remote_new (TIE_KIND_SALES_INVOICE, INVOICE);
  g_autoptr (TieRemote) quick = tie_remote_new (TIE_KIND_SUPPLIER_INVOICE, "quick:" INVOICE);
  g_autoptr (TieRemote) use = tie_remote_new (TIE_KIND_RECEIPT, "allocation:" NOTE);

  expect_body (tie_sage_make_removal_body (TIE_KIND_SALES_INVOICE, "void", invoice, &failure), "DELETE", "sales_invoices/" INVOICE "?void_reason=Voided%20in%20Tieout", NULL);
  invoice->raw = g_strdup ("{\"status\":{\"id\":\"DRAFT\"}}");
  expect_body (tie_sage_make_removal_body (TIE_KIND_SALES_INVOICE, "void", invoice, &failure), "DELETE", "sales_invoices/" INVOICE, NULL);
  expect_body (tie_sage_make_removal_body (TIE_KIND_SUPPLIER_INVOICE, "void", quick, &failure), "DELETE", "purchase_quick_entries/" INVOICE, NULL);
  expect_body (tie_sage_make_removal_body (TIE_KIND_RECEIPT, "delete", use, &failure), "DELETE", "contact_allocations/" NOTE, NULL);
  expect_refusal (tie_sage_make_removal_body (TIE_KIND_RECEIPT, "void", use, &failure), TIE_ERROR_DATA, "void");
  expect_refusal (tie_sage_make_removal_body (TIE_KIND_SALES_INVOICE, "delete", invoice, &failure), TIE_ERROR_DATA, "delete");
}

/* The same request always bears the same id, another another one, and what is no request is told. */
static void
test_idempotency (void)
{
  g_autoptr (GBytes) frozen = g_bytes_new_static ("POST contacts\n{\"contact\":{}}", 30);
  g_autoptr (GBytes) broken = g_bytes_new_static ("POST contacts", 13);
  static const char *const requests[] = { REQUEST, REQUEST, REQUEST "2" };
  char *texts[3] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *method = NULL;
      g_autofree char *resource = NULL;
      g_autoptr (GBytes) body = NULL;

      g_assert_true (tie_sage_thaw (frozen, requests[i], &method, &resource, &body));
      texts[i] = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      g_assert_true (g_regex_match_simple ("^\\{\"contact\":\\{\"idempotency_id\":\"[0-9a-f]{32}\"\\}\\}$", texts[i], 0, 0));
    }
  g_assert_cmpstr (texts[0], ==, texts[1]);
  g_assert_cmpstr (texts[0], !=, texts[2]);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *method = NULL;
      g_autofree char *resource = NULL;
      g_autoptr (GBytes) body = NULL;

      g_assert_false (tie_sage_thaw (broken, requests[i], &method, &resource, &body));
      g_free (texts[i]);
    }
}

static void
run (gconstpointer data)
{
  void (*const *test) (void) = data;

  reset ();
  (*test) ();
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (void);
  } tests[] = {
    { "/sage-bodies/contact", test_contact },
    { "/sage-bodies/second-type", test_second_type },
    { "/sage-bodies/contact-refusals", test_contact_refusals },
    { "/sage-bodies/item", test_item },
    { "/sage-bodies/invoice", test_invoice },
    { "/sage-bodies/discount", test_discount },
    { "/sage-bodies/bill", test_bill },
    { "/sage-bodies/update", test_update },
    { "/sage-bodies/region", test_region },
    { "/sage-bodies/document-refusals", test_document_refusals },
    { "/sage-bodies/payment", test_payment },
    { "/sage-bodies/allocation", test_allocation },
    { "/sage-bodies/long-reference", test_long_reference },
    { "/sage-bodies/payment-refusals", test_payment_refusals },
    { "/sage-bodies/removal", test_removal },
    { "/sage-bodies/idempotency", test_idempotency },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i].test, run);
  return g_test_run ();
}
