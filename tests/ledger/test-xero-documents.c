/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-documents"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "base/tie-money.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-spread.h"
#include "xero-check.h"

/* Requests for Xero of invoices, bills and credit notes, byte by byte and against the table of what it takes. */

#define CONTACT "11111111-2222-3333-4444-555555555555"
#define INVOICE "aaaaaaaa-2222-3333-4444-555555555555"
#define LINE_ONE "eeeeeeee-2222-3333-4444-000000000001"
#define LINE_TWO "eeeeeeee-2222-3333-4444-000000000002"
#define LINE_TEXT "eeeeeeee-2222-3333-4444-000000000003"
#define CATEGORY "eeeeeeee-2222-3333-4444-000000000004"
#define STAMP "2026-02-03T10:00:00Z"

static GError *failure = NULL; /* why the last body was not made */

static TieLedgerLine *
add_line (TieLedgerDocument *document,
          TieLedgerLineRole role,
          const char *text,
          gint64 amount,
          const char *tax_code,
          gint64 tax)
{
  TieLedgerLine *line = tie_ledger_document_add_line (document, role);

  line->text = g_strdup (text);
  line->amount = amount;
  line->tax_code_id = g_strdup (tax_code);
  line->tax = tax;
  document->tax += tax;
  document->total += amount + tax;
  return line;
}

static TieLedgerLine *
add_item (TieLedgerDocument *document,
          const char *text,
          gint64 amount,
          const char *tax_code,
          gint64 tax)
{
  TieLedgerLine *line = add_line (document, TIE_LEDGER_LINE_ITEM, text, amount, tax_code, tax);
  gboolean is_sale = document->kind == TIE_KIND_SALES_INVOICE || document->kind == TIE_KIND_SALES_CREDIT;

  *(is_sale ? &line->item_id : &line->account_id) = g_strdup ("some id");
  *(is_sale ? &line->item_number : &line->account_number) = g_strdup (is_sale ? "CONS" : "429");
  return line;
}

static TieLedgerDocument *
make_document (TieKind kind)
{
  TieLedgerDocument *document = tie_ledger_document_new (kind);

  document->number = g_strdup ("INV-1042");
  document->date = g_strdup ("2026-02-03");
  document->due = g_strdup ("2026-03-05");
  document->party_id = g_strdup (CONTACT);
  document->mark = g_strdup ("Tieout:6f0c");
  return document;
}

static GBytes *
make_with (TieTaxModel model,
           const char *verb,
           const TieLedgerDocument *document,
           const TieRemote *remote)
{
  TieLedgerCapabilities can = { .currency = (char *) "GBP", .tax_model = model, .has_our_numbers = TRUE, .has_bills = TRUE };

  return tie_xero_make_document_body (&can, verb, document, remote, &failure);
}

static GBytes *
make (const TieLedgerDocument *document)
{
  return make_with (TIE_TAX_GLOBAL, "create", document, NULL);
}

/* Takes the body. */
static void
expect_body (GBytes *body,
             const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;

  g_assert_no_error (failure);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (text, ==, expected);
  xero_check_frozen (body, &problem);
  g_assert_no_error (problem);
  g_bytes_unref (body);
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

#define HEAD                                                                                                              \
  "PUT Invoices\n{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1042\","        \
  "\"Date\":\"2026-02-03\",\"DueDate\":\"2026-03-05\",\"CurrencyCode\":\"GBP\","
#define TAIL "],\"Status\":\"AUTHORISED\"}"

static void
test_invoice (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  TieLedgerLine *line;

  document->reference = g_strdup ("PO 77");
  document->memo = g_strdup ("Thank you");
  add_line (document, TIE_LEDGER_LINE_TEXT, "For February", 0, NULL, 0);
  line = add_item (document, "Accounts", 41250, "OUTPUT2", 8250);
  line->quantity = 27500;
  line->rate = 1500000;
  line = add_item (document, "A third of it", 10000, "RROUTPUT", 500);
  line->quantity = 30000;
  line->rate = 333300;
  line = add_item (document, NULL, -100, NULL, 0);
  line->quantity = -10000;
  line->rate = 10000;
  expect_body (make (document),
               "PUT Invoices\n{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1042\",\"Reference\":\"PO 77\","
               "\"Date\":\"2026-02-03\",\"DueDate\":\"2026-03-05\",\"CurrencyCode\":\"GBP\",\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
               "{\"Description\":\"For February\"},"
               "{\"Description\":\"Accounts\",\"Quantity\":2.75,\"UnitAmount\":150,\"LineAmount\":412.5,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":82.5},"
               "{\"Description\":\"A third of it\",\"Quantity\":1,\"UnitAmount\":100,\"LineAmount\":100,\"ItemCode\":\"CONS\",\"TaxType\":\"RROUTPUT\",\"TaxAmount\":5},"
               "{\"Description\":\"CONS\",\"Quantity\":-1,\"UnitAmount\":1,\"LineAmount\":-1,\"ItemCode\":\"CONS\",\"TaxType\":\"NONE\"},"
               "{\"Description\":\"Thank you\"}" TAIL);
}

static void
test_others (void)
{
  g_autoptr (TieLedgerDocument) bill = make_document (TIE_KIND_SUPPLIER_INVOICE);
  g_autoptr (TieLedgerDocument) credit = make_document (TIE_KIND_SALES_CREDIT);
  g_autoptr (TieLedgerDocument) supplier_credit = make_document (TIE_KIND_SUPPLIER_CREDIT);

  bill->reference = g_strdup ("not for bills");
  g_clear_pointer (&bill->due, g_free);
  add_item (bill, "Paper", 1001, NULL, 0);
  expect_body (make (bill),
               "PUT Invoices\n{\"Type\":\"ACCPAY\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1042\",\"Date\":\"2026-02-03\","
               "\"DueDate\":\"2026-02-03\",\"CurrencyCode\":\"GBP\",\"LineAmountTypes\":\"NoTax\",\"LineItems\":["
               "{\"Description\":\"Paper\",\"Quantity\":1,\"UnitAmount\":10.01,\"LineAmount\":10.01,\"AccountCode\":\"429\"}" TAIL);
  credit->reference = g_strdup ("INV-7");
  add_item (credit, "Too much", 2000, "OUTPUT2", 400);
  expect_body (make (credit),
               "PUT CreditNotes\n{\"Type\":\"ACCRECCREDIT\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"CreditNoteNumber\":\"INV-1042\",\"Reference\":\"INV-7\","
               "\"Date\":\"2026-02-03\",\"CurrencyCode\":\"GBP\",\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
               "{\"Description\":\"Too much\",\"Quantity\":1,\"UnitAmount\":20,\"LineAmount\":20,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":4}" TAIL);
  add_item (supplier_credit, "Sent back", 2000, "INPUT2", 400);
  expect_body (make (supplier_credit),
               "PUT CreditNotes\n{\"Type\":\"ACCPAYCREDIT\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"CreditNoteNumber\":\"INV-1042\","
               "\"Date\":\"2026-02-03\",\"CurrencyCode\":\"GBP\",\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
               "{\"Description\":\"Sent back\",\"Quantity\":1,\"UnitAmount\":20,\"LineAmount\":20,\"AccountCode\":\"429\",\"TaxType\":\"INPUT2\",\"TaxAmount\":4}" TAIL);
}

/* Without a product for it, it is taken off the lines of its tax; with one it is a line. */
static void
test_discount (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieLedgerDocument) credit = make_document (TIE_KIND_SALES_CREDIT);
  TieLedgerLine *line;

  add_item (document, "One", 10000, "OUTPUT2", 1800);
  add_item (document, "Two", 5000, "OUTPUT2", 900);
  add_item (document, "Free", 300, NULL, 0);
  line = add_line (document, TIE_LEDGER_LINE_DISCOUNT, "Discount", -1501, "OUTPUT2", 0);
  expect_body (make (document),
               HEAD "\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
                    "{\"Description\":\"One\",\"Quantity\":1,\"UnitAmount\":100,\"DiscountAmount\":10.01,\"LineAmount\":89.99,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":18},"
                    "{\"Description\":\"Two\",\"Quantity\":1,\"UnitAmount\":50,\"DiscountAmount\":5,\"LineAmount\":45,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":9},"
                    "{\"Description\":\"Free\",\"Quantity\":1,\"UnitAmount\":3,\"LineAmount\":3,\"ItemCode\":\"CONS\",\"TaxType\":\"NONE\"}" TAIL);

  line->item_id = g_strdup ("discounts");
  line->item_number = g_strdup ("DISC");
  expect_body (make (document),
               HEAD "\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
                    "{\"Description\":\"One\",\"Quantity\":1,\"UnitAmount\":100,\"LineAmount\":100,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":20},"
                    "{\"Description\":\"Two\",\"Quantity\":1,\"UnitAmount\":50,\"LineAmount\":50,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":10},"
                    "{\"Description\":\"Free\",\"Quantity\":1,\"UnitAmount\":3,\"LineAmount\":3,\"ItemCode\":\"CONS\",\"TaxType\":\"NONE\"},"
                    "{\"Description\":\"Discount\",\"Quantity\":1,\"UnitAmount\":-15.01,\"LineAmount\":-15.01,\"ItemCode\":\"DISC\",\"TaxType\":\"OUTPUT2\",\"TaxAmount\":-3}" TAIL);

  add_item (credit, "One", 10000, "OUTPUT2", 1800);
  add_line (credit, TIE_LEDGER_LINE_DISCOUNT, "Discount", -1000, "OUTPUT2", 0);
  expect_refusal (make (credit), TIE_ERROR_MAPPING, "Line 2: choose a product or service for discounts");
}

static void
test_too_much_discount (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);

  add_item (document, "One", 10000, "OUTPUT2", 2000);
  add_item (document, "Two", 500, NULL, 0);
  add_line (document, TIE_LEDGER_LINE_DISCOUNT, "Discount", -501, NULL, 0);
  expect_refusal (make (document), TIE_ERROR_DATA, "The discount is more");
}

/* A line that is known again keeps its id and what it is tracked by, wherever it stands now; an amount that takes the place of text,
 * and another product with another text, are new lines. */
static void
test_update (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
  g_autoptr (TieRemote) remote = tie_remote_new (TIE_KIND_SALES_INVOICE, INVOICE);

  remote->version = g_strdup (STAMP);
  remote->raw = g_strdup ("{\"InvoiceID\":\"" INVOICE "\",\"LineItems\":["
                          "{\"LineItemID\":\"" LINE_ONE "\",\"UnitAmount\":5.0,\"ItemCode\":\"CONS\",\"AccountCode\":\"200\",\"Description\":\"Two\",\"LineAmount\":2.0,"
                          "\"Tracking\":[{\"TrackingCategoryID\":\"" CATEGORY "\",\"Name\":\"Office\",\"Option\":\"North\"},{\"Name\":\"Team\",\"Option\":\"A\"}]},"
                          "{\"LineItemID\":\"" LINE_TEXT "\",\"Description\":\"words\",\"LineAmount\":0.0},"
                          "{\"LineItemID\":\"" LINE_TWO "\",\"Description\":\"words\",\"LineAmount\":0.0,\"Tracking\":[]}]}");
  add_item (document, "One", 100, NULL, 0);
  add_item (document, "Two", 300, NULL, 0);
  add_line (document, TIE_LEDGER_LINE_TEXT, "Text", 0, NULL, 0);
  add_line (document, TIE_LEDGER_LINE_TEXT, "More", 0, NULL, 0);
  expect_body (make_with (TIE_TAX_NONE, "update", document, remote),
               "POST Invoices " STAMP "\n{\"InvoiceID\":\"" INVOICE "\",\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"" CONTACT "\"},\"InvoiceNumber\":\"INV-1042\","
               "\"Date\":\"2026-02-03\",\"DueDate\":\"2026-03-05\",\"CurrencyCode\":\"GBP\",\"LineAmountTypes\":\"NoTax\",\"LineItems\":["
               "{\"Description\":\"One\",\"Quantity\":1,\"UnitAmount\":1,\"LineAmount\":1,\"ItemCode\":\"CONS\"},"
               "{\"LineItemID\":\"" LINE_ONE "\",\"Tracking\":[{\"TrackingCategoryID\":\"" CATEGORY "\",\"Name\":\"Office\",\"Option\":\"North\"},{\"Name\":\"Team\",\"Option\":\"A\"}],"
               "\"Description\":\"Two\",\"Quantity\":1,\"UnitAmount\":3,\"LineAmount\":3,\"ItemCode\":\"CONS\"},"
               "{\"LineItemID\":\"" LINE_TWO "\",\"Description\":\"Text\"},{\"Description\":\"More\"}" TAIL);
}

/* Each with one thing wrong. */
typedef enum
{
  NO_PARTY,
  NO_NUMBER,
  LONG_NUMBER,
  LONG_REFERENCE,
  NO_DATE,
  NO_LINES,
  LONG_TEXT,
  WRONG_SUM,
  BELOW_ZERO,
  NO_ITEM,
  NO_ITEM_CODE,
  NO_TAX_CODE,
  NO_TAX_THERE,
  OTHER_CURRENCY,
  BAD_VERB,
  NO_REMOTE,
} Wrong;

typedef struct
{
  Wrong wrong;
  TieError code;
  const char *words;
} BadCase;

static const BadCase bad_cases[] = {
  { NO_PARTY, TIE_ERROR_MAPPING, "customer is not linked" },
  { NO_NUMBER, TIE_ERROR_DATA, "Give it a number" },
  { LONG_NUMBER, TIE_ERROR_DATA, "The number is longer than the 255" },
  { LONG_REFERENCE, TIE_ERROR_DATA, "The reference is longer than the 255" },
  { NO_DATE, TIE_ERROR_DATA, "date is missing" },
  { NO_LINES, TIE_ERROR_DATA, "no lines" },
  { LONG_TEXT, TIE_ERROR_DATA, "Line 1: the text is longer than the 4000" },
  { WRONG_SUM, TIE_ERROR_DATA, "do not add up" },
  { BELOW_ZERO, TIE_ERROR_DATA, "below zero" },
  { NO_ITEM, TIE_ERROR_MAPPING, "Line 1 has no matching product" },
  { NO_ITEM_CODE, TIE_ERROR_MAPPING, "Line 1: its product or service has no code" },
  { NO_TAX_CODE, TIE_ERROR_MAPPING, "tax of 20.00, and none of its lines" },
  { NO_TAX_THERE, TIE_ERROR_MAPPING, "tax of 20.00, and the organisation in Xero charges none" },
  { OTHER_CURRENCY, TIE_ERROR_DATA, "EUR, the company uses GBP" },
  { BAD_VERB, TIE_ERROR_DATA, "cannot be done" },
  { NO_REMOTE, TIE_ERROR_DATA, "last state" },
};

static void
spoil (TieLedgerDocument *document,
       TieLedgerLine *line,
       Wrong wrong)
{
  switch (wrong)
    {
    case NO_PARTY:
      g_clear_pointer (&document->party_id, g_free);
      break;
    case NO_NUMBER:
      g_clear_pointer (&document->number, g_free);
      break;
    case LONG_NUMBER:
      g_free (document->number);
      document->number = g_strnfill (256, 'n');
      break;
    case LONG_REFERENCE:
      document->reference = g_strnfill (256, 'n');
      break;
    case NO_DATE:
      g_clear_pointer (&document->date, g_free);
      break;
    case NO_LINES:
      g_ptr_array_set_size (document->lines, 0);
      document->total = 0;
      document->tax = 0;
      break;
    case LONG_TEXT:
      g_free (line->text);
      line->text = g_strnfill (4001, 'n');
      break;
    case WRONG_SUM:
      document->total++;
      break;
    case BELOW_ZERO:
      line->amount = -12000;
      document->total = -10000;
      break;
    case NO_ITEM:
      g_clear_pointer (&line->item_id, g_free);
      g_clear_pointer (&line->item_number, g_free);
      break;
    case NO_ITEM_CODE:
      g_clear_pointer (&line->item_number, g_free);
      break;
    case NO_TAX_CODE:
      g_clear_pointer (&line->tax_code_id, g_free);
      break;
    case OTHER_CURRENCY:
      document->currency = g_strdup ("EUR");
      break;
    case NO_TAX_THERE:
    case BAD_VERB:
    case NO_REMOTE:
    default:
      break;
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      const BadCase *c = &bad_cases[i];
      g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
      TieLedgerLine *line = add_item (document, "One", 10000, "OUTPUT2", 2000);
      const char *verb = c->wrong == BAD_VERB ? "print" : c->wrong == NO_REMOTE ? "update" : "create";

      spoil (document, line, c->wrong);
      expect_refusal (make_with (c->wrong == NO_TAX_THERE ? TIE_TAX_NONE : TIE_TAX_GLOBAL, verb, document, NULL), c->code, c->words);
    }
}

static void
test_bad_bill (void)
{
  g_autoptr (TieLedgerDocument) bill = make_document (TIE_KIND_SUPPLIER_INVOICE);
  TieLedgerLine *line = add_item (bill, "Paper", 1000, "INPUT2", 200);
  TieLedgerCapabilities can = { .currency = (char *) "GBP", .tax_model = TIE_TAX_GLOBAL };

  expect_refusal (tie_xero_make_document_body (&can, "create", bill, NULL, &failure), TIE_ERROR_PLAN, "no bills");
  g_clear_pointer (&line->account_number, g_free);
  expect_refusal (make (bill), TIE_ERROR_MAPPING, "Line 1: its account has no code");
  g_clear_pointer (&line->account_id, g_free);
  expect_refusal (make (bill), TIE_ERROR_MAPPING, "Line 1 has no expense account");
  g_clear_pointer (&bill->party_id, g_free);
  expect_refusal (make (bill), TIE_ERROR_MAPPING, "supplier is not linked");
  bill->party_id = g_strdup (CONTACT);
  g_clear_pointer (&bill->number, g_free);
  expect_refusal (make (bill), TIE_ERROR_DATA, "supplier’s number");
}

/* Where nobody said what the single lines' tax is, the package computes it. */
static void
test_tax_of_the_whole (void)
{
  g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);

  add_item (document, "One", 10000, "OUTPUT2", 0);
  document->tax = 2000;
  document->total += 2000;
  expect_body (make (document),
               HEAD "\"LineAmountTypes\":\"Exclusive\",\"LineItems\":["
                    "{\"Description\":\"One\",\"Quantity\":1,\"UnitAmount\":100,\"LineAmount\":100,\"ItemCode\":\"CONS\",\"TaxType\":\"OUTPUT2\"}" TAIL);
}

/* Of any document: what the lines come to there is what they come to here, per code and to the cent. */
static void
test_spread (void)
{
  static const char *const codes[] = { "A", "B", NULL };

  for (int round = 0; round < 2000; round++)
    {
      g_autoptr (TieLedgerDocument) document = make_document (TIE_KIND_SALES_INVOICE);
      gint64 net[3] = { 0 }, tax[3] = { 0 };
      g_autofree TieXeroShare *shares = NULL;
      guint n = (guint) g_test_rand_int_range (1, 9);

      for (guint i = 0; i < n; i++)
        {
          int code = g_test_rand_int_range (0, 3);
          TieLedgerLine *line = add_line (document, TIE_LEDGER_LINE_ITEM, "x", g_test_rand_int_range (0, 100000), codes[code], codes[code] != NULL ? g_test_rand_int_range (0, 20000) : 0);

          net[code] += line->amount;
          tax[code] += line->tax;
        }
      for (int code = 0; code < 3; code++)
        {
          gint64 off = g_test_rand_int_range (0, 3) == 0 ? net[code] : net[code] * g_test_rand_int_range (0, 100) / 100;

          add_line (document, TIE_LEDGER_LINE_DISCOUNT, "off", -off, codes[code], 0);
          net[code] -= off;
        }
      shares = tie_xero_spread (document, TRUE);
      g_assert_nonnull (shares);
      for (guint i = 0; i < document->lines->len; i++)
        {
          const TieLedgerLine *line = g_ptr_array_index (document->lines, i);
          int code = line->tax_code_id == NULL ? 2 : line->tax_code_id[0] - 'A';

          g_assert_true (shares[i].is_dropped == (line->role == TIE_LEDGER_LINE_DISCOUNT));
          if (shares[i].is_dropped)
            continue;
          g_assert_cmpint (shares[i].discount, >=, 0);
          g_assert_cmpint (shares[i].discount, <=, line->amount);
          net[code] -= line->amount - shares[i].discount;
          tax[code] -= shares[i].tax;
        }
      for (int code = 0; code < 3; code++)
        {
          g_assert_cmpint (net[code], ==, 0);
          g_assert_cmpint (tax[code], ==, 0);
        }
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xero-documents/invoice", test_invoice);
  g_test_add_func ("/xero-documents/others", test_others);
  g_test_add_func ("/xero-documents/discount", test_discount);
  g_test_add_func ("/xero-documents/too-much-discount", test_too_much_discount);
  g_test_add_func ("/xero-documents/update", test_update);
  g_test_add_func ("/xero-documents/bad", test_bad);
  g_test_add_func ("/xero-documents/bad-bill", test_bad_bill);
  g_test_add_func ("/xero-documents/tax-of-the-whole", test_tax_of_the_whole);
  g_test_add_func ("/xero-documents/spread", test_spread);
  return g_test_run ();
}
