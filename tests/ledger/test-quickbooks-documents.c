/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-quickbooks-documents"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "body-check.h"
#include "ledger/quickbooks/tie-quickbooks-document.h"
#include "ledger/tie-body-writer.h"

/* Request bodies of documents, payments and products, byte by byte and against the table of what QuickBooks takes. */

static char *
to_text (GBytes *body)
{
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static TieLedgerCapabilities *
make_capabilities (TieTaxModel model)
{
  TieLedgerCapabilities *can = g_new0 (TieLedgerCapabilities, 1);

  can->currency = g_strdup ("USD");
  can->tax_model = model;
  can->has_our_numbers = TRUE;
  can->max_number = 21;
  can->max_text = 4000;
  can->has_bills = TRUE;
  can->has_bill_items = TRUE;
  can->has_discount = TRUE;
  can->discount_account_id = g_strdup ("10");
  return can;
}

static TieLedgerLine *
add_line (TieLedgerDocument *document,
          TieLedgerLineRole role,
          const char *text,
          gint64 amount,
          const char *tax_code)
{
  TieLedgerLine *line = tie_ledger_document_add_line (document, role);

  line->text = g_strdup (text);
  line->amount = amount;
  line->tax_code_id = g_strdup (tax_code);
  document->total += amount;
  return line;
}

static TieLedgerDocument *
make_document (TieKind kind)
{
  TieLedgerDocument *document = tie_ledger_document_new (kind);

  document->number = g_strdup ("INV-1042");
  document->date = g_strdup ("2026-02-03");
  document->party_id = g_strdup ("58");
  document->mark = g_strdup ("Tieout:6f0c");
  return document;
}

static void
set_tax (TieLedgerDocument *document,
         gint64 tax)
{
  document->tax = tax;
  document->total += tax;
}

static char *
make (const TieLedgerCapabilities *can,
      const char *verb,
      const TieLedgerDocument *document,
      const TieRemote *remote)
{
  static const char *const entities[] = { "Invoice", "CreditMemo", "Bill", "VendorCredit" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = tie_quickbooks_make_document_body (can, verb, document, remote, &error);
  char *text = NULL;

  g_assert_no_error (error);
  text = to_text (body);
  body_check (entities[document->kind - TIE_KIND_SALES_INVOICE], verb, text, &error);
  g_assert_no_error (error);
  return text;
}

static void
expect_refusal (const TieLedgerCapabilities *can,
                const TieLedgerDocument *document,
                TieError code,
                const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (tie_quickbooks_make_document_body (can, "create", document, NULL, &error));
  g_assert_error (error, TIE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
}

#define HEAD "{\"CustomerRef\":{\"value\":\"58\"},\"TxnDate\":\"2026-02-03\",\"DocNumber\":\"INV-1042\","

static void
test_invoice (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_US);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  TieLedgerLine *line = NULL;
  g_autofree char *text = NULL;

  document->due = g_strdup ("2026-03-05");
  document->term_id = g_strdup ("3");
  document->memo = g_strdup ("Thank you");
  document->email = g_strdup ("client@example.org");
  add_line (document, TIE_LEDGER_LINE_TEXT, "For February", 0, NULL);
  line = add_line (document, TIE_LEDGER_LINE_ITEM, "1040 preparation", 41250, NULL);
  line->item_id = g_strdup ("12");
  line->quantity = 27500;
  line->rate = 1500000;
  line = add_line (document, TIE_LEDGER_LINE_ITEM, "A third of it", 10000, "3");
  line->item_id = g_strdup ("13");
  line->quantity = 30000;
  line->rate = 333300;
  line = add_line (document, TIE_LEDGER_LINE_DISCOUNT, NULL, -1000, NULL);
  set_tax (document, 975);
  text = make (can, "create", document, NULL);
  g_assert_cmpstr (text, ==,
                   HEAD "\"DueDate\":\"2026-03-05\",\"SalesTermRef\":{\"value\":\"3\"},\"CustomerMemo\":{\"value\":\"Thank you\"},"
                        "\"BillEmail\":{\"Address\":\"client@example.org\"},\"ApplyTaxAfterDiscount\":true,\"PrivateNote\":\"Tieout:6f0c\",\"Line\":["
                        "{\"LineNum\":1,\"Description\":\"For February\",\"DetailType\":\"DescriptionOnly\",\"DescriptionLineDetail\":{}},"
                        "{\"LineNum\":2,\"Description\":\"1040 preparation\",\"DetailType\":\"SalesItemLineDetail\",\"Amount\":412.5,"
                        "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"12\"},\"Qty\":2.75,\"UnitPrice\":150,\"TaxCodeRef\":{\"value\":\"NON\"}}},"
                        "{\"LineNum\":3,\"Description\":\"A third of it\",\"DetailType\":\"SalesItemLineDetail\",\"Amount\":100,"
                        "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"13\"},\"TaxCodeRef\":{\"value\":\"TAX\"}}},"
                        "{\"LineNum\":4,\"DetailType\":\"DiscountLineDetail\",\"Amount\":10,\"DiscountLineDetail\":{\"PercentBased\":false,\"DiscountAccountRef\":{\"value\":\"10\"}}}],"
                        "\"TxnTaxDetail\":{\"TxnTaxCodeRef\":{\"value\":\"3\"}}}");
}

typedef struct
{
  gint64 quantity;
  gint64 rate;
  gint64 amount;
  gboolean is_product;
} ProductCase;

static const ProductCase product_cases[] = {
  { 27500, 1500000, 41250, TRUE },
  { 30000, 333300, 9999, TRUE },
  { 30000, 333300, 10000, FALSE },
  { 30000, 333333, 10000, TRUE },
  { 5000, 100, 1, FALSE },   /* half a cent: rounded by rules of others */
  { 5000, 100, 0, FALSE },
  { -5000, 100, -1, FALSE },
  { -10000, 450000, -4500, TRUE },
  { 0, 450000, 0, FALSE },
  { 10000, 0, 0, TRUE },
  { G_MAXINT64, G_MAXINT64, 1, FALSE },
};

static void
test_products (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (product_cases); i++)
    {
      const ProductCase *c = &product_cases[i];

      g_assert_cmpint (tie_body_is_product (c->quantity, c->rate, c->amount), ==, c->is_product);
    }
}

/* An address that is none is left out; what the company cannot take is left out or refused. */
static void
test_left_out (void)
{
  static const char *const addresses[] = { "", "client", "@example.org", "client@example", "a b@example.org" };
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_NONE);

  can->has_our_numbers = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_CREDIT);
      g_autofree char *text = NULL;

      document->email = g_strdup (addresses[i]);
      document->due = g_strdup ("2026-03-05");
      document->term_id = g_strdup ("");
      add_line (document, TIE_LEDGER_LINE_ITEM, "Back", 500, NULL)->item_id = g_strdup ("12");
      text = make (can, "create", document, NULL);
      g_assert_cmpstr (text, ==, "{\"CustomerRef\":{\"value\":\"58\"},\"TxnDate\":\"2026-02-03\",\"PrivateNote\":\"Tieout:6f0c\",\"Line\":["
                                 "{\"LineNum\":1,\"Description\":\"Back\",\"DetailType\":\"SalesItemLineDetail\",\"Amount\":5,\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"12\"}}}]}");
    }
}

static void
test_automated (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_US_AUTOMATED);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autofree char *text = NULL;

  add_line (document, TIE_LEDGER_LINE_ITEM, "Copies", 10010, "TAX")->item_id = g_strdup ("14");
  set_tax (document, 976);
  text = make (can, "create", document, NULL);
  g_assert_nonnull (strstr (text, "\"TaxCodeRef\":{\"value\":\"TAX\"}"));
  g_assert_true (g_str_has_suffix (text, "\"TxnTaxDetail\":{\"TotalTax\":9.76}}"));
}

static void
test_global (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_GLOBAL);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) bare = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) mixed = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) bill = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autofree char *text = NULL;
  g_autofree char *bill_text = NULL;

  add_line (document, TIE_LEDGER_LINE_ITEM, "Work", 10000, "1")->item_id = g_strdup ("1");
  add_line (document, TIE_LEDGER_LINE_DISCOUNT, "Less", -1000, "1");
  set_tax (document, 1800);
  text = make (can, "create", document, NULL);
  g_assert_nonnull (strstr (text, "\"DiscountLineDetail\":{\"PercentBased\":false,\"DiscountAccountRef\":{\"value\":\"10\"},\"TaxCodeRef\":{\"value\":\"1\"}}"));
  g_assert_true (g_str_has_suffix (text, "\"GlobalTaxCalculation\":\"TaxExcluded\"}"));
  g_assert_null (strstr (text, "TxnTaxDetail"));

  add_line (bare, TIE_LEDGER_LINE_ITEM, "Work", 10000, NULL)->item_id = g_strdup ("1");
  expect_refusal (can, bare, TIE_ERROR_MAPPING, "Line 1");

  add_line (mixed, TIE_LEDGER_LINE_ITEM, "Work", 10000, "1")->item_id = g_strdup ("1");
  add_line (mixed, TIE_LEDGER_LINE_DISCOUNT, NULL, -500, "1");
  add_line (mixed, TIE_LEDGER_LINE_DISCOUNT, NULL, -500, "2");
  expect_refusal (can, mixed, TIE_ERROR_MAPPING, "several tax codes");

  add_line (bill, TIE_LEDGER_LINE_ITEM, "Paper", 2000, "1")->account_id = g_strdup ("15");
  ((TieLedgerLine *) g_ptr_array_index (bill->lines, 0))->tax = 400;
  set_tax (bill, 400);
  bill_text = make (can, "create", bill, NULL);
  g_assert_nonnull (strstr (bill_text, "\"Amount\":20,\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"15\"},\"BillableStatus\":\"NotBillable\",\"TaxCodeRef\":{\"value\":\"1\"}}"));
}

/* In the United States what a supplier charged as tax is a part of the cost. */
static void
test_bill (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_US);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autoptr (TieLedgerDocument) credit = make_document (TIE_KIND_SUPPLIER_CREDIT);
  TieLedgerLine *line = add_line (document, TIE_LEDGER_LINE_ITEM, "Courier", 3840, "3");
  g_autofree char *text = NULL;
  g_autofree char *items = NULL;
  g_autofree char *plain = NULL;

  line->account_id = g_strdup ("64");
  line->item_id = g_strdup ("17");
  line->quantity = 10000;
  line->rate = 384000;
  document->memo = g_strdup ("Rush");
  document->account_id = g_strdup ("5");
  items = make (can, "create", document, NULL);
  g_assert_nonnull (strstr (items, "\"ItemBasedExpenseLineDetail\":{\"ItemRef\":{\"value\":\"17\"},\"Qty\":1,\"UnitPrice\":38.4,\"BillableStatus\":\"NotBillable\"}"));

  can->has_bill_items = FALSE;
  line->tax = 375;
  set_tax (document, 375);
  text = make (can, "create", document, NULL);
  g_assert_cmpstr (text, ==, "{\"VendorRef\":{\"value\":\"58\"},\"TxnDate\":\"2026-02-03\",\"DocNumber\":\"INV-1042\",\"APAccountRef\":{\"value\":\"5\"},"
                             "\"PrivateNote\":\"Rush\\nTieout:6f0c\",\"Line\":[{\"LineNum\":1,\"Description\":\"Courier\",\"DetailType\":\"AccountBasedExpenseLineDetail\",\"Amount\":42.15,"
                             "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"64\"},\"BillableStatus\":\"NotBillable\"}}]}");

  credit->term_id = g_strdup ("3");
  add_line (credit, TIE_LEDGER_LINE_ITEM, "Back", 500, NULL)->account_id = g_strdup ("64");
  plain = make (can, "create", credit, NULL);
  g_assert_null (strstr (plain, "SalesTermRef"));
}

/* Lines that are known again keep their ids and classes, wherever they stand now; sums that QuickBooks adds are no lines of ours. */
static void
test_update (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_NONE);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_SALES_INVOICE, "130");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;

  remote->version = g_strdup ("7");
  add_line (document, TIE_LEDGER_LINE_ITEM, "One", 100, NULL)->item_id = g_strdup ("1");
  add_line (document, TIE_LEDGER_LINE_TEXT, "Two", 0, NULL);
  add_line (document, TIE_LEDGER_LINE_ITEM, "Three", 300, NULL)->item_id = g_strdup ("1");
  plain = make (can, "update", document, remote);
  g_assert_true (g_str_has_prefix (plain, "{\"Id\":\"130\",\"SyncToken\":\"7\",\"sparse\":true,\"CustomerRef\":{\"value\":\"58\"},"));
  g_assert_null (strstr (plain, "{\"Id\":\"1\""));

  remote->raw = g_strdup ("{\"Line\":["
                          "{\"Id\":\"4\",\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}},{\"DetailType\":\"SubTotalLineDetail\"},"
                          "{\"Id\":\"5\",\"DetailType\":\"SalesItemLineDetail\",\"Description\":\"Two\"},"
                          "{\"Id\":\"6\",\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"7\"}}},"
                          "{\"Id\":\"7\",\"DetailType\":\"SalesItemLineDetail\",\"Description\":\"Three\","
                          "\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\",\"name\":\"Work\"},\"ClassRef\":{\"value\":\"2000\",\"name\":\"Law\"}}}]}");
  text = make (can, "update", document, remote);
  g_assert_nonnull (strstr (text, "{\"Id\":\"4\",\"LineNum\":1"));
  g_assert_nonnull (strstr (text, "{\"LineNum\":2,\"Description\":\"Two\""));
  g_assert_nonnull (strstr (text, "{\"Id\":\"7\",\"LineNum\":3"));
  g_assert_nonnull (strstr (text, "\"SalesItemLineDetail\":{\"ClassRef\":{\"value\":\"2000\"},\"ItemRef\":{\"value\":\"1\"}}"));
  g_assert_null (strstr (text, "\"ClassRef\":{}"));

  g_assert_null (tie_quickbooks_make_document_body (can, "update", document, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
}

/* A cost that somebody there bills to a customer stays billed to that one. */
static void
test_billable (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_NONE);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_SUPPLIER_INVOICE, "131");
  g_autofree char *text = NULL;

  can->has_bill_items = FALSE;
  remote->version = g_strdup ("1");
  remote->raw = g_strdup ("{\"Line\":[{\"Id\":\"1\",\"DetailType\":\"AccountBasedExpenseLineDetail\",\"Description\":\"Courier\",\"AccountBasedExpenseLineDetail\":"
                          "{\"AccountRef\":{\"value\":\"64\"},\"CustomerRef\":{\"value\":\"9\",\"name\":\"Acme\"},\"BillableStatus\":\"HasBeenBilled\"}}]}");
  add_line (document, TIE_LEDGER_LINE_ITEM, "Courier", 4100, NULL)->account_id = g_strdup ("64");
  add_line (document, TIE_LEDGER_LINE_ITEM, "Paper", 500, NULL)->account_id = g_strdup ("65");
  text = make (can, "update", document, remote);
  g_assert_nonnull (strstr (text, "{\"AccountRef\":{\"value\":\"64\"},\"CustomerRef\":{\"value\":\"9\"},\"BillableStatus\":\"HasBeenBilled\"}"));
  g_assert_nonnull (strstr (text, "{\"AccountRef\":{\"value\":\"65\"},\"BillableStatus\":\"NotBillable\"}"));
}

static void
test_refusals (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_US);
  g_autoptr (TieLedgerCapabilities) poor = make_capabilities (TIE_TAX_NONE);
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) bill = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autofree char *long_text = g_strnfill (4001, 'x');
  TieLedgerLine *line = NULL;

  expect_refusal (can, document, TIE_ERROR_DATA, "no lines");
  line = add_line (document, TIE_LEDGER_LINE_ITEM, "Work", 10000, NULL);
  expect_refusal (can, document, TIE_ERROR_MAPPING, "Line 1");
  line->item_id = g_strdup ("12");

  document->total++;
  expect_refusal (can, document, TIE_ERROR_DATA, "add up");
  document->total = -10000;
  line->amount = -10000;
  expect_refusal (can, document, TIE_ERROR_DATA, "credit note");
  document->total = line->amount = 10000;

  g_free (line->text);
  line->text = g_strdup (long_text);
  expect_refusal (can, document, TIE_ERROR_DATA, "Line 1: the text is longer than the 4000");
  g_clear_pointer (&line->text, g_free);

  document->currency = g_strdup ("EUR");
  expect_refusal (can, document, TIE_ERROR_DATA, "EUR");
  can->has_multi_currency = TRUE;
  g_free (make (can, "create", document, NULL));
  can->has_multi_currency = FALSE;
  g_clear_pointer (&document->currency, g_free);

  g_free (document->number);
  document->number = g_strdup ("1234567890123456789012");
  expect_refusal (can, document, TIE_ERROR_DATA, "number");
  g_clear_pointer (&document->number, g_free);

  line->tax_code_id = g_strdup ("2");
  add_line (document, TIE_LEDGER_LINE_ITEM, "Other", 100, "3")->item_id = g_strdup ("1");
  expect_refusal (can, document, TIE_ERROR_MAPPING, "Line 2");
  g_ptr_array_remove_index (document->lines, 1);
  document->total -= 100;

  set_tax (document, 100);
  expect_refusal (poor, document, TIE_ERROR_MAPPING, "sales tax of 1.00");
  set_tax (document, -100);
  document->tax = 0;

  add_line (document, TIE_LEDGER_LINE_DISCOUNT, NULL, -100, NULL);
  can->has_discount = FALSE;
  expect_refusal (can, document, TIE_ERROR_MAPPING, "discounts");
  can->has_discount = TRUE;
  ((TieLedgerLine *) g_ptr_array_index (document->lines, 1))->amount = 100;
  document->total += 200;
  expect_refusal (can, document, TIE_ERROR_DATA, "adds to the total");

  g_clear_pointer (&document->date, g_free);
  expect_refusal (can, document, TIE_ERROR_DATA, "date");
  g_clear_pointer (&document->party_id, g_free);
  expect_refusal (can, document, TIE_ERROR_MAPPING, "not linked");

  add_line (bill, TIE_LEDGER_LINE_ITEM, "Paper", 100, NULL);
  expect_refusal (can, bill, TIE_ERROR_MAPPING, "expense account");
  can->has_bills = FALSE;
  expect_refusal (can, bill, TIE_ERROR_PLAN, "plan");
}

static void
test_payment (void)
{
  g_autoptr (TieLedgerCapabilities) can = make_capabilities (TIE_TAX_US);
  g_autoptr (TieLedgerPayment) payment = tie_ledger_payment_new (TIE_KIND_RECEIPT);
  g_autoptr (TieLedgerPayment) bill = tie_ledger_payment_new (TIE_KIND_SUPPLIER_PAYMENT);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_RECEIPT, "9");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) bill_body = NULL;
  g_autoptr (GBytes) update = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *bill_text = NULL;
  g_autofree char *update_text = NULL;

  payment->number = g_strdup ("PAY-3");
  payment->date = g_strdup ("2026-02-04");
  payment->party_id = g_strdup ("58");
  payment->amount = 41250;
  payment->account_id = g_strdup ("1");
  payment->mark = g_strdup ("Tieout:a");
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, "130", 42250);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, "131", 1000);
  body = tie_quickbooks_make_payment_body (can, "create", payment, NULL, &error);
  g_assert_no_error (error);
  text = to_text (body);
  g_assert_cmpstr (text, ==, "{\"CustomerRef\":{\"value\":\"58\"},\"TxnDate\":\"2026-02-04\",\"TotalAmt\":412.5,\"DepositToAccountRef\":{\"value\":\"1\"},"
                             "\"PaymentRefNum\":\"PAY-3\",\"PrivateNote\":\"Tieout:a\",\"Line\":[{\"Amount\":422.5,\"LinkedTxn\":[{\"TxnId\":\"130\",\"TxnType\":\"Invoice\"}]},"
                             "{\"Amount\":10,\"LinkedTxn\":[{\"TxnId\":\"131\",\"TxnType\":\"CreditMemo\"}]}]}");
  g_assert_true (body_check ("Payment", "create", text, &error));
  g_assert_no_error (error);

  /* An update without applications takes the old ones away. */
  remote->version = g_strdup ("1");
  g_ptr_array_set_size (payment->applied, 0);
  update = tie_quickbooks_make_payment_body (can, "update", payment, remote, &error);
  update_text = to_text (update);
  g_assert_true (g_str_has_suffix (update_text, "\"Line\":[]}"));

  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, "130", 41251);
  g_assert_null (tie_quickbooks_make_payment_body (can, "create", payment, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);

  bill->date = g_strdup ("2026-02-04");
  bill->party_id = g_strdup ("41");
  bill->amount = 3840;
  bill->reference = g_strdup ("1188");
  g_assert_null (tie_quickbooks_make_payment_body (can, "create", bill, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_MAPPING);
  g_clear_error (&error);
  bill->account_id = g_strdup ("1");
  g_assert_null (tie_quickbooks_make_payment_body (can, "create", bill, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);
  tie_ledger_payment_apply (bill, TIE_KIND_SUPPLIER_INVOICE, "140", 3840);
  bill_body = tie_quickbooks_make_payment_body (can, "create", bill, NULL, &error);
  g_assert_no_error (error);
  bill_text = to_text (bill_body);
  g_assert_cmpstr (bill_text, ==, "{\"VendorRef\":{\"value\":\"41\"},\"TxnDate\":\"2026-02-04\",\"TotalAmt\":38.4,\"PayType\":\"Check\","
                                  "\"CheckPayment\":{\"BankAccountRef\":{\"value\":\"1\"}},\"DocNumber\":\"1188\",\"Line\":[{\"Amount\":38.4,\"LinkedTxn\":[{\"TxnId\":\"140\",\"TxnType\":\"Bill\"}]}]}");
  g_assert_true (body_check ("BillPayment", "create", bill_text, &error));
  g_assert_no_error (error);
}

static void
test_item_and_removal (void)
{
  g_autoptr (TieLedgerItem) item = tie_ledger_item_new ();
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_RECEIPT, "9");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) removal = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *removal_text = NULL;

  item->name = g_strdup ("TAX:1040");
  item->rate = 1650000;
  g_assert_null (tie_quickbooks_make_item_body ("create", item, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_MAPPING);
  g_clear_error (&error);
  item->income_account_id = g_strdup ("9");
  body = tie_quickbooks_make_item_body ("create", item, NULL, &error);
  g_assert_no_error (error);
  text = to_text (body);
  g_assert_cmpstr (text, ==, "{\"Name\":\"TAX-1040\",\"Type\":\"Service\",\"UnitPrice\":165,\"IncomeAccountRef\":{\"value\":\"9\"}}");
  g_assert_true (body_check ("Item", "create", text, &error));
  g_clear_pointer (&item->name, g_free);
  g_assert_null (tie_quickbooks_make_item_body ("create", item, NULL, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
  g_clear_error (&error);

  remote->version = g_strdup ("3");
  removal = tie_quickbooks_make_removal_body (TIE_KIND_RECEIPT, "void", remote, &error);
  removal_text = to_text (removal);
  g_assert_cmpstr (removal_text, ==, "{\"Id\":\"9\",\"SyncToken\":\"3\",\"sparse\":true}");
  g_assert_true (body_check ("Payment", "void", removal_text, &error));
  g_assert_null (tie_quickbooks_make_removal_body (TIE_KIND_SALES_CREDIT, "void", remote, &error));
  g_assert_error (error, TIE_ERROR, TIE_ERROR_DATA);
}

typedef struct
{
  const char *entity;
  const char *verb;
  const char *body;
} BadBody;

/* The checker itself is not to be taken in. */
static const BadBody bad_bodies[] = {
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"}}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"\"},\"Line\":[]}" },
  { "Invoice", "create", "{\"CustomerRef\":{},\"Line\":[]}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"Wishes\":\"x\"}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"TotalAmt\":5}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"EmailStatus\":\"NeedToSend\"}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"DocNumber\":\"1234567890123456789012\"}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"DocNumber\":1042}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"TxnDate\":\"02/03/2026\"}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":{}}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":1}]}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":\"1\",\"DetailType\":\"SalesItemLineDetail\"}]}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":33.329999999999998,\"DetailType\":\"SalesItemLineDetail\"}]}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[{\"Amount\":1,\"DetailType\":\"Something\"}]}" },
  { "Invoice", "create", "{\"CustomerRef\":{\"value\":\"1\"},\"Line\":[],\"GlobalTaxCalculation\":\"Sometimes\"}" },
  { "Invoice", "create", "{\"Id\":\"1\",\"CustomerRef\":{\"value\":\"1\"},\"Line\":[]}" },
  { "Invoice", "update", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"PrivateNote\":\"x\"}" },
  { "Invoice", "update", "{\"Id\":\"1\",\"sparse\":true}" },
  { "Invoice", "delete", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"DocNumber\":\"1\"}" },
  { "Payment", "create", "{\"CustomerRef\":{\"value\":\"1\"}}" },
  { "Customer", "create", "{\"DisplayName\":\"Harbor:North\"}" },
  { "Budget", "create", "{}" },
  { "Invoice", "create", "no JSON" },
};

static void
test_bad_bodies (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad_bodies[i].body);
      g_assert_false (body_check (bad_bodies[i].entity, bad_bodies[i].verb, bad_bodies[i].body, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quickbooks-documents/invoice", test_invoice);
  g_test_add_func ("/quickbooks-documents/products", test_products);
  g_test_add_func ("/quickbooks-documents/left-out", test_left_out);
  g_test_add_func ("/quickbooks-documents/automated", test_automated);
  g_test_add_func ("/quickbooks-documents/global", test_global);
  g_test_add_func ("/quickbooks-documents/bill", test_bill);
  g_test_add_func ("/quickbooks-documents/update", test_update);
  g_test_add_func ("/quickbooks-documents/billable", test_billable);
  g_test_add_func ("/quickbooks-documents/refusals", test_refusals);
  g_test_add_func ("/quickbooks-documents/payment", test_payment);
  g_test_add_func ("/quickbooks-documents/item-and-removal", test_item_and_removal);
  g_test_add_func ("/quickbooks-documents/bad-bodies", test_bad_bodies);
  return g_test_run ();
}
