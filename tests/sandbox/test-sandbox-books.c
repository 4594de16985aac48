/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"

#define ITEM_LINE(amount, more) \
  "{\"Amount\":" amount ",\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}" more "}}"
#define INVOICE(number, lines) "{\"CustomerRef\":{\"value\":\"2\"},\"DocNumber\":\"" number "\",\"TxnDate\":\"2026-01-31\",\"Line\":[" lines "]}"

static Client *
signed_in (void)
{
  Client *client = client_new (NULL);

  client_sign_in (client);
  return client;
}

static char *
get_member (Client *client,
            const char *path,
            const char *member)
{
  g_autofree char *answer = client_get (client, path);

  return client_pick (answer, member);
}

static void
assert_member (Client *client,
               const char *path,
               const char *member,
               const char *expected)
{
  g_autofree char *found = get_member (client, path, member);

  g_assert_cmpstr (found, ==, expected);
}

typedef struct
{
  const char *why;
  const char *lines;
  const char *fault;
  const char *total;
} AmountCase;

static const AmountCase amount_cases[] = {
  { "an amount alone", ITEM_LINE ("100", ""), NULL, "100" },
  { "quantity times price", ITEM_LINE ("412.5", ",\"Qty\":2.75,\"UnitPrice\":150"), NULL, "412.5" },
  { "a third of a hundred", ITEM_LINE ("100", ",\"Qty\":3,\"UnitPrice\":33.333333"), NULL, "100" },
  { "three times 33.33", ITEM_LINE ("100", ",\"Qty\":3,\"UnitPrice\":33.33"), "6070", NULL },
  { "half a cent goes up", ITEM_LINE ("0.01", ",\"Qty\":0.5,\"UnitPrice\":0.01"), NULL, "0.01" },
  { "and not down", ITEM_LINE ("0", ",\"Qty\":0.5,\"UnitPrice\":0.01"), "6070", NULL },
  { "no cent is lost in adding", ITEM_LINE ("0.1", "") "," ITEM_LINE ("0.2", ""), NULL, "0.3" },
  { "a negative line", ITEM_LINE ("10", "") "," ITEM_LINE ("-4.5", ""), NULL, "5.5" },
  { "a negative total", ITEM_LINE ("10", "") "," ITEM_LINE ("-14.5", ""), "2290", NULL },
  { "no lines", "", "2250", NULL },
  { "text only", "{\"DetailType\":\"DescriptionOnly\",\"Description\":\"see letter\"}", NULL, "0" },
  { "a subtotal that was echoed", ITEM_LINE ("10", "") ",{\"Amount\":99,\"DetailType\":\"SubTotalLineDetail\",\"SubTotalLineDetail\":{}}", NULL, "10" },
  { "ten per cent off", ITEM_LINE ("99.99", "") ",{\"Amount\":0,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":true,\"DiscountPercent\":10}}", NULL, "89.99" },
  { "a sum off", ITEM_LINE ("99.99", "") ",{\"Amount\":9.99,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":false}}", NULL, "90" },
  { "a negative discount", ITEM_LINE ("9", "") ",{\"Amount\":-1,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":false}}", "6090", NULL },
  { "two discounts", ITEM_LINE ("9", "") ",{\"Amount\":1,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{}},{\"Amount\":1,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{}}", "6090", NULL },
  { "tax of two rates", ITEM_LINE ("100.1", ",\"TaxCodeRef\":{\"value\":\"TAX\"}") "],\"TxnTaxDetail\":{\"TxnTaxCodeRef\":{\"value\":\"3\"}},\"CustomerMemo\":{\"value\":\"x\"},\"LinkedTxn\":[", NULL, "109.86" },
  { "an untaxed line beside a taxed one", ITEM_LINE ("50", "") "," ITEM_LINE ("100.1", ",\"TaxCodeRef\":{\"value\":\"TAX\"}") "],\"TxnTaxDetail\":{\"TxnTaxCodeRef\":{\"value\":\"3\"}},\"LinkedTxn\":[", NULL, "159.86" },
  { "the company's own code, of no per cent", ITEM_LINE ("100", ",\"TaxCodeRef\":{\"value\":\"TAX\"}"), NULL, "100" },
  { "a code of the wrong kind", ITEM_LINE ("100", ",\"TaxCodeRef\":{\"value\":\"3\"}"), "6100", NULL },
  { "a code that is not there", ITEM_LINE ("100", ",\"TaxCodeRef\":{\"value\":\"9\"}"), "2500", NULL },
  { "an item that is not there", "{\"Amount\":1,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"99\"}}}", "2500", NULL },
  { "a detail that is not there", "{\"Amount\":1,\"DetailType\":\"SalesItemLineDetail\"}", "2020", NULL },
  { "no detail type", "{\"Amount\":1}", "2020", NULL },
  { "no amount", "{\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{}}", "2020", NULL },
  { "a line of another form", "{\"Amount\":1,\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"1\"}}}", "2010", NULL },
};

static void
test_amounts (void)
{
  g_autoptr (Client) client = signed_in ();

  for (gsize i = 0; i < G_N_ELEMENTS (amount_cases); i++)
    {
      const AmountCase *one = &amount_cases[i];
      g_autofree char *body = g_strdup_printf ("{\"CustomerRef\":{\"value\":\"2\"},\"Line\":[%s]}", one->lines);
      g_autofree char *answer = client_post (client, "invoice", body);

      g_test_message ("%s", one->why);
      client_assert_fault (answer, one->fault);
      client_assert (answer, "Invoice.TotalAmt", one->total);
      client_assert (answer, "Invoice.Balance", one->total);
    }
}

static void
test_tax_after_discount (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *answer = client_post (client, "invoice",
                                         "{\"CustomerRef\":{\"value\":\"2\"},\"ApplyTaxAfterDiscount\":true,\"TxnTaxDetail\":{\"TxnTaxCodeRef\":{\"value\":\"3\"}},\"Line\":["
                                         ITEM_LINE ("200", ",\"TaxCodeRef\":{\"value\":\"TAX\"}")
                                         ",{\"Amount\":100,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{\"PercentBased\":false}}]}");

  client_assert (answer, "Invoice.TxnTaxDetail.TotalTax", "9.75");
  client_assert (answer, "Invoice.TxnTaxDetail.TaxLine.0.Amount", "8.25");
  client_assert (answer, "Invoice.TxnTaxDetail.TaxLine.0.TaxLineDetail.TaxPercent", "8.25");
  client_assert (answer, "Invoice.TxnTaxDetail.TaxLine.0.TaxLineDetail.NetAmountTaxable", "100");
  client_assert (answer, "Invoice.TotalAmt", "109.75");
}

static void
test_defaults (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *answer = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"1\"},\"TxnDate\":\"2026-01-31\",\"Line\":[" ITEM_LINE ("5", "") "]}");

  client_assert (answer, "Invoice.SalesTermRef.name", "Net 30");
  client_assert (answer, "Invoice.DueDate", "2026-03-02");
  client_assert (answer, "Invoice.BillEmail.Address", "office@abacusdental.example");
  client_assert (answer, "Invoice.BillAddr.City", "Astoria");
  client_assert (answer, "Invoice.DocNumber", NULL); /* the company's users number by hand */
  client_assert (answer, "Invoice.Line.0.Id", "1");
  client_assert (answer, "Invoice.Line.1.DetailType", "SubTotalLineDetail");
  client_assert (answer, "Invoice.Line.1.Id", NULL);
  client_assert (answer, "Invoice.Line.0.SalesItemLineDetail.TaxCodeRef.value", "NON");
}

static void
test_numbers (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *first = client_post (client, "invoice", INVOICE ("A-1", ITEM_LINE ("5", "")));
  g_autofree char *second = client_post (client, "invoice", INVOICE ("a-1", ITEM_LINE ("5", "")));
  g_autofree char *credit = client_post (client, "creditmemo", INVOICE ("A-1", ITEM_LINE ("5", "")));
  g_autofree char *allowed = client_post (client, "invoice?include=allowduplicatedocnum", INVOICE ("A-1", ITEM_LINE ("5", "")));
  g_autofree char *same = NULL;
  g_autofree char *automatic = NULL;
  g_autofree char *unwatched = NULL;
  g_autofree char *detail = client_pick (second, "Fault.Error.0.Detail");

  client_assert (first, "Invoice.DocNumber", "A-1");
  client_assert_fault (second, "6140");
  g_assert_nonnull (strstr (detail, "DocNumber=a-1 is assigned to TxnType=Invoice with TxnId=1"));
  client_assert_fault (credit, "6140");
  client_assert (allowed, "Invoice.Id", "2");
  same = client_post (client, "invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"DocNumber\":\"A-1\",\"PrivateNote\":\"x\"}");
  client_assert (same, "Invoice.SyncToken", "1");

  client_edit (client, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"SalesFormsPrefs\":{\"CustomTxnNumbers\":false},\"OtherPrefs\":{\"NameValue\":[]}}}");
  automatic = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"2\"},\"Line\":[" ITEM_LINE ("5", "") "]}");
  client_assert (automatic, "Invoice.DocNumber", "1001");
  unwatched = client_post (client, "invoice", INVOICE ("A-1", ITEM_LINE ("5", "")));
  client_assert (unwatched, "Invoice.DocNumber", "A-1");
}

static void
test_lines (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *created = client_post (client, "invoice", INVOICE ("L-1", ITEM_LINE ("5", "") "," ITEM_LINE ("6", "")));
  g_autofree char *changed = NULL;
  g_autofree char *kept = NULL;

  client_assert (created, "Invoice.Line.1.Id", "2");
  changed = client_post (client, "invoice",
                         "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"Line\":[" ITEM_LINE ("7", "")
                         ",{\"Id\":\"2\",\"Amount\":8,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"1\"}}}]}");
  client_assert (changed, "Invoice.Line.0.Id", "3");
  client_assert (changed, "Invoice.Line.1.Id", "2");
  client_assert (changed, "Invoice.TotalAmt", "15");
  kept = client_post (client, "invoice", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"PrivateNote\":\"n\"}");
  client_assert (kept, "Invoice.TotalAmt", "15");
  client_assert (kept, "Invoice.Line.1.Id", "2");
}

static void
test_payment (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", INVOICE ("P-1", ITEM_LINE ("412.5", "")));
  g_autofree char *payment = client_post (client, "payment", "{\"CustomerRef\":{\"value\":\"2\"},\"TotalAmt\":500,\"Line\":[{\"Amount\":400.25,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]}]}");
  g_autofree char *too_much = NULL;
  g_autofree char *more = NULL;
  g_autofree char *less = NULL;
  g_autofree char *voided = NULL;

  client_assert (invoice, "Invoice.Id", "1");
  client_assert (payment, "Payment.UnappliedAmt", "99.75");
  client_assert (payment, "Payment.DepositToAccountRef.name", "Undeposited Funds");
  assert_member (client, "invoice/1", "Invoice.Balance", "12.25");
  assert_member (client, "invoice/1", "Invoice.SyncToken", "1");
  assert_member (client, "invoice/1", "Invoice.LinkedTxn.0.TxnId", "2");
  assert_member (client, "customer/2", "Customer.Balance", "-87.5");
  assert_member (client, "customer/2", "Customer.SyncToken", "0");

  too_much = client_post (client, "payment", "{\"CustomerRef\":{\"value\":\"2\"},\"TotalAmt\":50,\"Line\":[{\"Amount\":12.26,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]}]}");
  client_assert_fault (too_much, "6000");
  less = client_post (client, "invoice", "{\"Id\":\"1\",\"SyncToken\":\"1\",\"sparse\":true,\"Line\":[" ITEM_LINE ("400", "") "]}");
  client_assert_fault (less, "6000");
  more = client_post (client, "payment", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true,\"CustomerRef\":{\"value\":\"2\"},\"Line\":[{\"Amount\":412.5,\"LinkedTxn\":[{\"TxnId\":\"1\",\"TxnType\":\"Invoice\"}]}]}");
  client_assert (more, "Payment.UnappliedAmt", "87.5");
  assert_member (client, "invoice/1", "Invoice.Balance", "0");

  voided = client_post (client, "payment?operation=update&include=void", "{\"Id\":\"2\",\"SyncToken\":\"1\",\"sparse\":true}");
  client_assert (voided, "Payment.TotalAmt", "0");
  client_assert (voided, "Payment.UnappliedAmt", "0");
  client_assert (voided, "Payment.PrivateNote", "Voided");
  assert_member (client, "invoice/1", "Invoice.Balance", "412.5");
  assert_member (client, "invoice/1", "Invoice.LinkedTxn.0.TxnId", NULL);
  assert_member (client, "customer/2", "Customer.Balance", "412.5");
}

typedef struct
{
  const char *why;
  const char *body;
  const char *fault;
} PaymentCase;

#define PAYMENT(customer, total, lines) "{\"CustomerRef\":{\"value\":\"" customer "\"},\"TotalAmt\":" total ",\"Line\":[" lines "]}"
#define LINK(amount, id, type) "{\"Amount\":" amount ",\"LinkedTxn\":[{\"TxnId\":\"" id "\",\"TxnType\":\"" type "\"}]}"

static const PaymentCase payment_cases[] = {
  { "another customer's invoice", PAYMENT ("3", "10", LINK ("10", "1", "Invoice")), "620" },
  { "an invoice that is not there", PAYMENT ("2", "10", LINK ("10", "77", "Invoice")), "2500" },
  { "more than was paid", PAYMENT ("2", "5", LINK ("10", "1", "Invoice")), "6000" },
  { "twice the same, together too much", PAYMENT ("2", "200", LINK ("60", "1", "Invoice") "," LINK ("60", "1", "Invoice")), "6000" },
  { "a negative line", PAYMENT ("2", "10", LINK ("-1", "1", "Invoice")), "2290" },
  { "a negative payment", PAYMENT ("2", "-10", ""), "2290" },
  { "a form that cannot be paid", PAYMENT ("2", "10", LINK ("10", "1", "JournalEntry")), "2010" },
  { "a line without a link", "{\"CustomerRef\":{\"value\":\"2\"},\"TotalAmt\":10,\"Line\":[{\"Amount\":1,\"LinkedTxn\":[]}]}", "2020" },
  { "no amount", "{\"CustomerRef\":{\"value\":\"2\"}}", "2020" },
  { "no customer", "{\"TotalAmt\":1}", "2020" },
  { "all of it", PAYMENT ("2", "100", LINK ("100", "1", "Invoice")), NULL },
};

static void
test_payment_faults (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", INVOICE ("P-2", ITEM_LINE ("100", "")));

  client_assert (invoice, "Invoice.Id", "1");
  for (gsize i = 0; i < G_N_ELEMENTS (payment_cases); i++)
    {
      g_autofree char *answer = client_post (client, "payment", payment_cases[i].body);

      g_test_message ("%s", payment_cases[i].why);
      client_assert_fault (answer, payment_cases[i].fault);
    }
}

/* A sub-customer that is billed with its parent: the parent may pay, and sees the sum. */
static void
test_parent_pays (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"40\"},\"Line\":[" ITEM_LINE ("80", "") "]}");
  g_autofree char *payment = NULL;

  client_assert (invoice, "Invoice.CustomerRef.name", "Main Studio");
  assert_member (client, "customer/4", "Customer.Balance", "0");
  assert_member (client, "customer/4", "Customer.BalanceWithJobs", "80");
  payment = client_post (client, "payment", PAYMENT ("4", "80", LINK ("80", "1", "Invoice")));
  client_assert (payment, "Payment.UnappliedAmt", "0");
  assert_member (client, "customer/4", "Customer.BalanceWithJobs", "0");
}

static void
test_credit (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", INVOICE ("C-1", ITEM_LINE ("100", "")));
  g_autofree char *credit = client_post (client, "creditmemo", INVOICE ("C-2", ITEM_LINE ("30", "")));
  g_autofree char *applied = NULL;
  g_autofree char *not_void = NULL;
  g_autofree char *deleted = NULL;

  client_assert (invoice, "Invoice.Id", "1");
  client_assert (credit, "CreditMemo.RemainingCredit", "30");
  assert_member (client, "customer/2", "Customer.Balance", "70");
  applied = client_post (client, "payment", PAYMENT ("2", "0", LINK ("30", "1", "Invoice") "," LINK ("30", "2", "CreditMemo")));
  client_assert (applied, "Payment.UnappliedAmt", "0");
  assert_member (client, "invoice/1", "Invoice.Balance", "70");
  assert_member (client, "creditmemo/2", "CreditMemo.RemainingCredit", "0");
  assert_member (client, "customer/2", "Customer.Balance", "70");
  not_void = client_post (client, "creditmemo?operation=void", "{\"Id\":\"2\",\"SyncToken\":\"1\"}");
  client_assert_fault (not_void, "500");
  deleted = client_post (client, "payment?operation=delete", "{\"Id\":\"3\",\"SyncToken\":\"0\"}");
  client_assert (deleted, "Payment.status", "Deleted");
  assert_member (client, "invoice/1", "Invoice.Balance", "100");
  assert_member (client, "creditmemo/2", "CreditMemo.RemainingCredit", "30");
}

static void
test_void_and_delete (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", INVOICE ("V-1", ITEM_LINE ("100", ",\"Qty\":1,\"UnitPrice\":100")));
  g_autofree char *payment = client_post (client, "payment", PAYMENT ("2", "100", LINK ("100", "1", "Invoice")));
  g_autofree char *stale = NULL;
  g_autofree char *voided = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *again = NULL;

  client_assert (invoice, "Invoice.Id", "1");
  client_assert (payment, "Payment.Id", "2");
  stale = client_post (client, "invoice?operation=void", "{\"Id\":\"1\",\"SyncToken\":\"0\"}");
  client_assert_fault (stale, "5010");
  voided = client_post (client, "invoice?operation=void", "{\"Id\":\"1\",\"SyncToken\":\"1\"}");
  client_assert (voided, "Invoice.TotalAmt", "0");
  client_assert (voided, "Invoice.Line.0.SalesItemLineDetail.Qty", "0");
  client_assert (voided, "Invoice.PrivateNote", "Voided");
  assert_member (client, "payment/2", "Payment.UnappliedAmt", "100");
  assert_member (client, "payment/2", "Payment.Line.0.Amount", NULL);
  assert_member (client, "customer/2", "Customer.Balance", "-100");
  deleted = client_post (client, "invoice?operation=delete", voided != NULL ? "{\"Id\":\"1\",\"SyncToken\":\"2\",\"Balance\":0,\"Unknown\":1}" : NULL);
  client_assert (deleted, "Invoice.status", "Deleted");
  client_assert (deleted, "Invoice.Id", "1");
  again = client_post (client, "invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"3\"}");
  client_assert_fault (again, "610");
}

#define BILL(more) \
  "{\"VendorRef\":{\"value\":\"45\"},\"DocNumber\":\"A-77\",\"TxnDate\":\"2026-01-01\",\"Line\":[{\"Amount\":38.4," \
  "\"DetailType\":\"AccountBasedExpenseLineDetail\",\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"15\"}" more "}}]}"

static void
test_bills (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *bill = client_post (client, "bill", BILL (""));
  g_autofree char *twice = client_post (client, "bill", BILL (""));
  g_autofree char *credit = client_post (client, "vendorcredit", BILL (""));
  g_autofree char *nobody = client_post (client, "bill?include=allowduplicatedocnum", BILL (",\"BillableStatus\":\"Billable\""));
  g_autofree char *other = NULL;

  client_assert (bill, "Bill.TotalAmt", "38.4");
  client_assert (bill, "Bill.Balance", "38.4");
  client_assert (bill, "Bill.DueDate", "2026-01-31");
  client_assert (bill, "Bill.APAccountRef.name", "Accounts Payable");
  client_assert (bill, "Bill.Line.0.AccountBasedExpenseLineDetail.BillableStatus", "NotBillable");
  client_assert_fault (twice, "6140");
  client_assert (credit, "VendorCredit.TotalAmt", "38.4");
  client_assert_fault (nobody, "6000");
  assert_member (client, "vendor/45", "Vendor.Balance", "0");
  other = client_post (client, "bill", "{\"VendorRef\":{\"value\":\"46\"},\"DocNumber\":\"A-77\",\"Line\":[{\"Amount\":3,\"DetailType\":\"AccountBasedExpenseLineDetail\","
                                       "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\"15\"}}}]}");
  client_assert (other, "Bill.DocNumber", "A-77");
}

/* The smallest plan knows no bills. */
static void
test_plan (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *bill = NULL;
  g_autofree char *list = NULL;

  client_edit (client, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"VendorAndPurchasesPrefs\":{\"EnableBills\":false}}}");
  bill = client_post (client, "bill", BILL (""));
  client_assert_fault (bill, "5030");
  list = client_query (client, "select * from VendorCredit");
  client_assert_fault (list, "5030");
}

static void
test_closed_books (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *before = client_post (client, "invoice", INVOICE ("B-1", ITEM_LINE ("5", "")));
  g_autofree char *refused = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *fine = NULL;

  client_assert (before, "Invoice.Id", "1");
  client_edit (client, "{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2026-01-31\"}}}");
  refused = client_post (client, "invoice", INVOICE ("B-2", ITEM_LINE ("5", "")));
  client_assert_fault (refused, "6210");
  kept = client_post (client, "invoice?operation=delete", "{\"Id\":\"1\",\"SyncToken\":\"0\"}");
  client_assert_fault (kept, "6210");
  fine = client_post (client, "invoice", "{\"CustomerRef\":{\"value\":\"2\"},\"TxnDate\":\"2026-02-01\",\"Line\":[" ITEM_LINE ("5", "") "]}");
  client_assert (fine, "Invoice.TxnDate", "2026-02-01");
}

static void
test_balance_holds (void)
{
  g_autoptr (Client) client = signed_in ();
  g_autofree char *invoice = client_post (client, "invoice", INVOICE ("H-1", ITEM_LINE ("5", "")));
  g_autofree char *refused = client_post (client, "customer", "{\"Id\":\"2\",\"SyncToken\":\"0\",\"sparse\":true,\"Active\":false}");
  g_autofree char *moved = client_post (client, "invoice", "{\"Id\":\"1\",\"SyncToken\":\"0\",\"sparse\":true,\"CustomerRef\":{\"value\":\"3\"}}");

  client_assert (invoice, "Invoice.Id", "1");
  client_assert_fault (refused, "6220");
  client_assert (moved, "Invoice.CustomerRef.name", "Baker and Sons");
  assert_member (client, "customer/2", "Customer.Balance", "0");
  assert_member (client, "customer/3", "Customer.Balance", "5");
}

/* What the demo's window can do to its company, of any package. */
static void
test_demo (gconstpointer data)
{
  const char *const *package = data;
  const TieSandboxOptions options = { .package = package[0], .company = "demo" };
  g_autoptr (TieSandbox) sandbox = tie_sandbox_new (&options);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *money = NULL;
  g_autofree char *documents = NULL;

  tie_sandbox_start (sandbox, &error);
  g_assert_no_error (error);
  before = tie_sandbox_dup_query (sandbox, package[1]);
  g_assert_nonnull (strstr (before, "Abacus Dental"));
  g_assert_null (strstr (before, "0199"));
  tie_sandbox_edit_phone (sandbox, &error);
  g_assert_no_error (error);
  after = tie_sandbox_dup_query (sandbox, package[1]);
  g_assert_nonnull (strstr (after, "0199"));
  tie_sandbox_lose_answer (sandbox, &error);
  g_assert_no_error (error);

  /* Money waits on account, and there is no document yet that counts. */
  money = tie_sandbox_dup_query (sandbox, package[2]);
  g_assert_nonnull (strstr (money, "980"));
  documents = tie_sandbox_dup_query (sandbox, package[3]);
  g_assert_null (strstr (documents, "1001"));
}

int
main (int argc,
      char *argv[])
{
  /* package, where its first customer is, its money, its invoices */
  static const char *const demos[][4] = {
    { "quickbooks", "select * from Customer where Id = '1'", "select * from Payment", "select * from Invoice" },
    { "xero", "Contacts?page=1", "Overpayments?page=1", "Invoices?page=1" },
    { "sage", "contacts?search=Abacus&attributes=all&nested_attributes=all", "contact_payments?attributes=all", "sales_invoices?attributes=all" },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/books/amounts", test_amounts);
  g_test_add_func ("/sandbox/books/tax-after-discount", test_tax_after_discount);
  g_test_add_func ("/sandbox/books/defaults", test_defaults);
  g_test_add_func ("/sandbox/books/numbers", test_numbers);
  g_test_add_func ("/sandbox/books/lines", test_lines);
  g_test_add_func ("/sandbox/books/payment", test_payment);
  g_test_add_func ("/sandbox/books/payment-faults", test_payment_faults);
  g_test_add_func ("/sandbox/books/parent-pays", test_parent_pays);
  g_test_add_func ("/sandbox/books/credit", test_credit);
  g_test_add_func ("/sandbox/books/void-and-delete", test_void_and_delete);
  g_test_add_func ("/sandbox/books/bills", test_bills);
  g_test_add_func ("/sandbox/books/plan", test_plan);
  g_test_add_func ("/sandbox/books/closed-books", test_closed_books);
  g_test_add_func ("/sandbox/books/balance-holds", test_balance_holds);
  for (gsize i = 0; i < G_N_ELEMENTS (demos); i++)
    {
      g_autofree char *name = g_strconcat ("/sandbox/books/demo/", demos[i][0], NULL);

      g_test_add_data_func (name, demos[i], test_demo);
    }
  return g_test_run ();
}
