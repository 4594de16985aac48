/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client.h"
#include "xero-client.h"

#define NO_ID "00000000-0000-0000-0000-000000000000"
#define PROBLEM "Elements.0.ValidationErrors.0.Message"

static Xero *
new_xero (void)
{
  const TieSandboxOptions options = { .per_minute = 100000 };
  Xero *xero = xero_new (&options);

  xero_sign_in (xero, NULL);
  return xero;
}

static char *
make_contact (Xero *xero,
              const char *name)
{
  g_autofree char *body = g_strdup_printf ("{\"Contacts\":[{\"Name\":\"%s\"}]}", name);

  return xero_make (xero, "Contacts", body, "Contacts.0.ContactID");
}

/* A body with the contact's id in the place of %s. */
static char *
with_id (const char *body,
         const char *id)
{
  g_autoptr (GString) text = g_string_new (body);

  g_string_replace (text, "%s", id, 0);
  return g_strdup (text->str);
}

typedef struct
{
  const char *why;
  const char *path;
  const char *body;
  const char *problem; /* a piece of it; NULL: it is done */
} WriteCase;

static const WriteCase write_cases[] = {
  { "a contact needs a name", "Contacts", "{\"Contacts\":[{\"FirstName\":\"A\"}]}", "Contact Name must be specified" },
  { "names are unique without case", "Contacts", "{\"Contacts\":[{\"Name\":\"ACME  ltd\"}]}", "is already assigned to another contact" },
  { "addresses of e-mail are checked", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"EmailAddress\":\"no\"}]}", "Email address must be valid" },
  { "only of plain letters", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"EmailAddress\":\"m\u00fcller@a.example\"}]}", "Email address must be valid" },
  { "texts have a length", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"ContactNumber\":\"123456789012345678901234567890123456789012345678901\"}]}", "50 characters or less" },
  { "words are of a list", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"Phones\":[{\"PhoneType\":\"HOME\"}]}]}", "'HOME' is not valid" },
  { "persons need an e-mail", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"ContactPersons\":[{\"FirstName\":\"C\"}]}]}", "no email address" },
  { "at most five persons", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"EmailAddress\":\"a@b.example\",\"ContactPersons\":[{},{},{},{},{},{}]}]}", "maximum of 5 contact persons" },
  { "members of the wrong type", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"PaymentTerms\":3}]}", "not of the right form" },
  { "unknown members are passed over", "Contacts", "{\"Contacts\":[{\"Name\":\"Extra\",\"Nonsense\":{\"a\":1}}]}", NULL },
  { "account codes are unique", "Accounts", "{\"Code\":\"200\",\"Name\":\"Another\",\"Type\":\"SALES\"}", "unique Code" },
  { "account names too", "Accounts", "{\"Code\":\"999\",\"Name\":\"fees\",\"Type\":\"SALES\"}", "unique Name" },
  { "a bank has a number", "Accounts", "{\"Name\":\"Other bank\",\"Type\":\"BANK\"}", "Bank Account Number" },
  { "an account that is well", "Accounts", "{\"Code\":\"299\",\"Name\":\"Other fees\",\"Type\":\"SALES\"}", NULL },
  { "item codes are unique", "Items", "{\"Items\":[{\"Code\":\"tax-1\"}]}", "Price List Item with Code 'tax-1' already exists" },
  { "an item's account exists", "Items", "{\"Items\":[{\"Code\":\"NEW\",\"SalesDetails\":{\"AccountCode\":\"1\"}}]}", "not a valid code for this item" },
  { "two tracking categories at most", "TrackingCategories", "{\"Name\":\"Third\"}", "Only 2 active" },
  { "an invoice needs a contact", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCREC\",\"LineItems\":[{\"Description\":\"x\"}]}]}", "A Contact must be specified" },
  { "and lines", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"}}]}", "line items must be specified" },
  { "and a type of its own", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCRECCREDIT\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", "Type is missing" },
  { "an approved one is due some day", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Status\":\"AUTHORISED\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"200\"}]}]}", "DueDate is required" },
  { "and posts somewhere", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Status\":\"AUTHORISED\",\"DueDate\":\"2026-01-02\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1}]}]}", "Account code must be specified" },
  { "system accounts are refused", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"610\"}]}]}", "not a valid code for this document" },
  { "unknown accounts too", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"2\"}]}]}", "has been archived, or has been deleted" },
  { "a tax is named by its code", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"200\",\"TaxType\":\"20% (VAT on Income)\"}]}]}", "does not exist or cannot be used" },
  { "and of the right side", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"200\",\"TaxType\":\"INPUT2\"}]}]}", "cannot be used with account code" },
  { "the line's total is its product", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"Quantity\":3,\"UnitAmount\":33.33,\"LineAmount\":100,\"AccountCode\":\"200\"}]}]}", "expected line total 99.99" },
  { "negative totals are refused", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":-1,\"AccountCode\":\"200\"}]}]}", "must not be negative" },
  { "another currency", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"CurrencyCode\":\"USD\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", "currency code USD is not subscribed" },
  { "the case of a word counts", "Invoices",
    "{\"Invoices\":[{\"Type\":\"ACCREC\",\"LineAmountTypes\":\"exclusive\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", "'exclusive' is not valid" },
  { "no discount on credit notes", "CreditNotes",
    "{\"CreditNotes\":[{\"Type\":\"ACCRECCREDIT\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"DiscountRate\":5,\"AccountCode\":\"200\"}]}]}", "Discounts are not allowed" },
  { "fees are no cost", "CreditNotes",
    "{\"CreditNotes\":[{\"Type\":\"ACCPAYCREDIT\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\",\"UnitAmount\":1,\"AccountCode\":\"200\"}]}]}", "not a valid code for this document" },
  { "a payment of nothing", "Payments", "{\"Payments\":[{\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-01-02\",\"Amount\":1}]}", "valid Invoice" },
};

static void
test_refused (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme Ltd");

  for (gsize i = 0; i < G_N_ELEMENTS (write_cases); i++)
    {
      const WriteCase *one = &write_cases[i];
      g_autofree char *body = with_id (one->body, contact);
      g_autofree char *answer = xero_call (xero, "PUT", one->path, body);
      g_autofree char *problem = client_pick (answer, PROBLEM);

      g_test_message ("%s: %s", one->why, problem);
      g_assert_cmpuint (xero->status, ==, one->problem != NULL ? 400 : 200);
      if (one->problem == NULL)
        continue;
      client_assert (answer, "ErrorNumber", "10");
      g_assert_nonnull (problem);
      g_assert_nonnull (strstr (problem, one->problem));
    }
}

/* A 200 with an error inside, or a 400 that made things all the same. */
static void
test_partial (void)
{
  static const char body[] = "{\"Contacts\":[{\"Name\":\"Good\"},{\"Name\":\"\"},{\"Name\":\"Better\"}]}";
  static const char other[] = "{\"Contacts\":[{\"Name\":\"Third\"},{\"Name\":\"Good\"}]}";
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *each = xero_call (xero, "PUT", "Contacts?summarizeErrors=false", body);
  g_autofree char *summary = NULL;
  g_autofree char *list = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *none = NULL;

  g_assert_cmpuint (xero->status, ==, 200);
  client_assert (each, "Contacts.0.StatusAttributeString", "OK");
  client_assert (each, "Contacts.1.StatusAttributeString", "ERROR");
  client_assert (each, "Contacts.1.ContactID", NO_ID);
  client_assert (each, "Contacts.1.HasErrors", "true");
  client_assert (each, "Contacts.2.Name", "Better");
  summary = xero_call (xero, "PUT", "Contacts", other);
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (summary, "Elements.0.Name", "Good");
  client_assert (summary, "Elements.1.Name", NULL);
  list = xero_call (xero, "GET", "Contacts?page=1&order=Name", NULL);
  client_assert (list, "pagination.itemCount", "3");
  client_assert (list, "Contacts.2.Name", "Third");
  /* What is refused leaves nothing behind, not even the contact that it would have made. */
  refused = xero_call (xero, "PUT", "Invoices", "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"Name\":\"Nobody yet\"}}]}");
  g_assert_cmpuint (xero->status, ==, 400);
  none = xero_call (xero, "GET", "Contacts?page=1&searchTerm=nobody", NULL);
  client_assert (none, "pagination.itemCount", "0");
}

static void
test_strict (void)
{
  const TieSandboxOptions options = { .strict = TRUE };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autoptr (GString) body = g_string_new ("{\"Contacts\":[");
  g_autofree char *answer = NULL;

  xero_sign_in (xero, NULL);
  for (int i = 0; i < 51; i++)
    g_string_append_printf (body, "%s{\"Name\":\"N %d\"}", i > 0 ? "," : "", i);
  g_string_append (body, "]}");
  answer = xero_call (xero, "PUT", "Contacts", body->str);
  g_assert_cmpuint (xero->status, ==, 400);
}

static void
test_contacts (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *id = xero_make (xero, "Contacts",
                                   "{\"Contacts\":[{\"Name\":\"Acme\",\"ContactNumber\":\"CL-1\",\"AccountNumber\":\"A-1\",\"EmailAddress\":\"a@b.example\","
                                   "\"Addresses\":[{\"AddressType\":\"POBOX\",\"City\":\"Leeds\"},{\"AddressType\":\"STREET\",\"City\":\"York\"}]}]}",
                                   "Contacts.0.ContactID");
  g_autofree char *path = g_strconcat ("Contacts/", id, NULL);
  g_autofree char *changed = xero_call (xero, "POST", path, "{\"Contacts\":[{\"Addresses\":[{\"AddressType\":\"POBOX\",\"City\":\"Hull\"}]}]}");
  g_autofree char *by_number = NULL;
  g_autofree char *overwritten = NULL;
  g_autofree char *account = NULL;
  g_autofree char *archived = NULL;
  g_autofree char *free_name = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *refused = NULL;

  client_assert (changed, "Contacts.0.Name", "Acme");
  client_assert (changed, "Contacts.0.EmailAddress", "a@b.example");
  client_assert (changed, "Contacts.0.Addresses.0.City", "Hull");
  client_assert (changed, "Contacts.0.Addresses.1.City", "York");
  by_number = xero_call (xero, "GET", "Contacts/cl-1", NULL);
  client_assert (by_number, "Contacts.0.ContactID", id);
  /* The trap: a create with a number that is there overwrites. */
  overwritten = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"Acme Two\",\"ContactNumber\":\"CL-1\"}]}");
  client_assert (overwritten, "Contacts.0.ContactID", id);
  account = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"B\",\"AccountNumber\":\"A-1\"}]}");
  client_assert (account, PROBLEM, "The Account Number already exists. Please enter a different Account Number.");
  archived = xero_call (xero, "POST", path, "{\"Contacts\":[{\"ContactStatus\":\"ARCHIVED\"}]}");
  client_assert (archived, "Contacts.0.ContactStatus", "ARCHIVED");
  free_name = xero_call (xero, "PUT", "Contacts", "{\"Contacts\":[{\"Name\":\"acme two\"}]}");
  g_assert_cmpuint (xero->status, ==, 200);
  hidden = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (hidden, "pagination.itemCount", "1");
  shown = xero_call (xero, "GET", "Contacts?page=1&includeArchived=true", NULL);
  client_assert (shown, "pagination.itemCount", "2");
  refused = xero_call (xero, "POST", path, "{\"Contacts\":[{\"Name\":\"Acme Three\"}]}");
  g_assert_cmpuint (xero->status, ==, 400);
}

typedef struct
{
  const char *amounts;
  const char *line;
  const char *sub_total;
  const char *tax;
  const char *total;
} TaxCase;

static const TaxCase tax_cases[] = {
  { "Exclusive", "\"UnitAmount\":250.55,\"AccountCode\":\"200\"", "250.55", "50.11", "300.66" },
  { "Inclusive", "\"UnitAmount\":120,\"AccountCode\":\"200\"", "100", "20", "120" },
  { "NoTax", "\"UnitAmount\":120,\"AccountCode\":\"200\"", "120", "0", "120" },
  { "Exclusive", "\"UnitAmount\":100,\"AccountCode\":\"200\",\"TaxType\":\"RROUTPUT\"", "100", "5", "105" },
  { "Exclusive", "\"UnitAmount\":100,\"AccountCode\":\"200\",\"TaxAmount\":19.99", "100", "19.99", "119.99" },
  { "Exclusive", "\"Quantity\":8,\"UnitAmount\":165,\"DiscountRate\":10,\"AccountCode\":\"200\"", "1188", "237.6", "1425.6" },
  { "Exclusive", "\"Quantity\":3,\"ItemCode\":\"COPY\"", "0.45", "0.09", "0.54" },
  { "Exclusive", "\"Quantity\":1.5,\"UnitAmount\":\"33.35\",\"AccountCode\":\"200\"", "50.03", "10.01", "60.04" },
  { "Exclusive", "\"LineAmount\":40,\"AccountCode\":\"200\"", "40", "8", "48" },
};

static void
test_taxes (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");

  for (gsize i = 0; i < G_N_ELEMENTS (tax_cases); i++)
    {
      const TaxCase *one = &tax_cases[i];
      g_autofree char *body = g_strdup_printf ("{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineAmountTypes\":\"%s\",\"LineItems\":[{\"Description\":\"Fees\",%s}]}]}",
                                               contact, one->amounts, one->line);
      g_autofree char *answer = xero_call (xero, "PUT", "Invoices", body);

      client_assert (answer, "Invoices.0.SubTotal", one->sub_total);
      client_assert (answer, "Invoices.0.TotalTax", one->tax);
      client_assert (answer, "Invoices.0.Total", one->total);
      client_assert (answer, "Invoices.0.AmountDue", one->total);
    }
}

/* Of unit amounts four decimals, for who asks. */
static void
test_units (void)
{
  static const char line[] = "{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"InvoiceNumber\":\"U-1\",\"LineItems\":[{\"Description\":\"x\",\"Quantity\":100,\"UnitAmount\":0.4567,\"AccountCode\":\"200\"}]}]}";
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *body = with_id (line, contact);
  g_autofree char *two = xero_call (xero, "PUT", "Invoices", body);
  g_autofree char *four = NULL;
  g_autofree char *read = NULL;

  client_assert (two, "Invoices.0.SubTotal", "46");
  four = xero_call (xero, "POST", "Invoices?unitdp=4", body);
  client_assert (four, "Invoices.0.SubTotal", "45.67");
  client_assert (four, "Invoices.0.LineItems.0.UnitAmount", "0.4567");
  read = xero_call (xero, "GET", "Invoices/U-1", NULL);
  client_assert (read, "Invoices.0.LineItems.0.UnitAmount", "0.46");
}

static char *
make_invoice (Xero *xero,
              const char *contact,
              const char *number,
              const char *type,
              const char *amount)
{
  g_autofree char *body = g_strdup_printf ("{\"Invoices\":[{\"Type\":\"%s\",\"Status\":\"AUTHORISED\",\"InvoiceNumber\":\"%s\",\"Contact\":{\"ContactID\":\"%s\"},\"Date\":\"2026-03-11\",\"DueDate\":\"2026-04-10\","
                                           "\"LineItems\":[{\"Description\":\"Fees\",\"UnitAmount\":%s,\"AccountCode\":\"%s\",\"TaxType\":\"NONE\"}]}]}",
                                           type, number, contact, amount, g_str_equal (type, "ACCREC") ? "200" : "461");

  return xero_make (xero, "Invoices", body, "Invoices.0.InvoiceID");
}

static void
test_numbers (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *first = make_invoice (xero, contact, "PR-1", "ACCREC", "100");
  g_autofree char *duplicate_body = with_id ("{\"Invoices\":[{\"Type\":\"ACCREC\",\"InvoiceNumber\":\"pr-1\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", contact);
  g_autofree char *duplicate = xero_call (xero, "PUT", "Invoices", duplicate_body);
  g_autofree char *overwritten = NULL;
  g_autofree char *bill = make_invoice (xero, contact, "S-1", "ACCPAY", "50");
  g_autofree char *same_bill = make_invoice (xero, contact, "S-1", "ACCPAY", "50");
  g_autofree char *numbered_body = with_id ("{\"Invoices\":[{\"Type\":\"ACCREC\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", contact);
  g_autofree char *numbered = NULL;
  g_autofree char *roles = NULL;

  client_assert (duplicate, PROBLEM, "Invoice # must be unique.");
  overwritten = xero_call (xero, "POST", "Invoices", duplicate_body);
  client_assert (overwritten, "Invoices.0.InvoiceID", first);
  g_assert_cmpstr (bill, !=, same_bill);
  numbered = xero_call (xero, "PUT", "Invoices", numbered_body);
  client_assert (numbered, "Invoices.0.InvoiceNumber", "INV-0001");
  g_free (g_steal_pointer (&numbered));
  numbered = xero_call (xero, "PUT", "Invoices", numbered_body);
  client_assert (numbered, "Invoices.0.InvoiceNumber", "INV-0002");
  roles = xero_call (xero, "GET", "Contacts", NULL);
  client_assert (roles, "Contacts.0.IsCustomer", "true");
  client_assert (roles, "Contacts.0.IsSupplier", "true");
}

static void
test_payments (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *invoice = make_invoice (xero, contact, "P-1", "ACCREC", "100");
  g_autofree char *invoice_path = g_strconcat ("Invoices/", invoice, NULL);
  g_autofree char *pay_body = with_id ("{\"Payments\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-03-20\",\"Amount\":60,\"Reference\":\"p-60\"}]}", invoice);
  g_autofree char *payment = xero_make (xero, "Payments", pay_body, "Payments.0.PaymentID");
  g_autofree char *part = xero_call (xero, "GET", invoice_path, NULL);
  g_autofree char *over = NULL;
  g_autofree char *rest_body = with_id ("{\"Invoice\":{\"InvoiceNumber\":\"P-1\"},\"Account\":{\"Code\":\"090\"},\"Date\":\"2026-03-21\",\"Amount\":40}", invoice);
  g_autofree char *rest = NULL;
  g_autofree char *paid = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *path = g_strconcat ("Payments/", payment, NULL);
  g_autofree char *no_edit = NULL;
  g_autofree char *deleted = NULL;
  g_autofree char *again = NULL;
  g_autofree char *open = NULL;
  g_autofree char *found = NULL;
  g_autofree char *where = g_strdup_printf ("Payments?where=Invoice.InvoiceID%%3D%%3DGuid(%%22%s%%22)%%20AND%%20Amount%%3D%%3D40", invoice);
  g_autofree char *wrong_account = NULL;

  client_assert (part, "Invoices.0.AmountDue", "40");
  client_assert (part, "Invoices.0.Status", "AUTHORISED");
  over = xero_call (xero, "PUT", "Payments", pay_body);
  client_assert (over, PROBLEM, "Payment amount exceeds the amount outstanding on this document");
  rest = xero_call (xero, "POST", "Payments", rest_body);
  client_assert (rest, "Payments.0.PaymentType", "ACCRECPAYMENT");
  paid = xero_call (xero, "GET", invoice_path, NULL);
  client_assert (paid, "Invoices.0.Status", "PAID");
  client_assert (paid, "Invoices.0.AmountPaid", "100");
  edited = xero_call (xero, "POST", invoice_path, "{\"Invoices\":[{\"DueDate\":\"2026-05-01\"}]}");
  client_assert (edited, PROBLEM, "Invoice not of valid status for modification");
  no_edit = xero_call (xero, "POST", path, "{\"Amount\":10}");
  g_assert_cmpuint (xero->status, ==, 400);
  deleted = xero_call (xero, "POST", path, "{\"Status\":\"DELETED\"}");
  client_assert (deleted, "Payments.0.Status", "DELETED");
  again = xero_call (xero, "POST", path, "{\"Status\":\"DELETED\"}");
  g_assert_cmpuint (xero->status, ==, 400);
  open = xero_call (xero, "GET", invoice_path, NULL);
  client_assert (open, "Invoices.0.Status", "AUTHORISED");
  client_assert (open, "Invoices.0.AmountDue", "60");
  found = xero_call (xero, "GET", where, NULL);
  client_assert (found, "Payments.0.Amount", "40");
  client_assert (found, "Payments.1.Amount", NULL);
  wrong_account = xero_call (xero, "POST", "Payments", "{\"Invoice\":{\"InvoiceNumber\":\"P-1\"},\"Account\":{\"Code\":\"200\"},\"Date\":\"2026-03-21\",\"Amount\":4}");
  g_assert_cmpuint (xero->status, ==, 400);
}

static void
test_allocations (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *other = make_contact (xero, "Other");
  g_autofree char *invoice = make_invoice (xero, contact, "A-1", "ACCREC", "100");
  g_autofree char *strange = make_invoice (xero, other, "A-2", "ACCREC", "100");
  g_autofree char *note_body = with_id ("{\"CreditNotes\":[{\"Type\":\"ACCRECCREDIT\",\"Status\":\"AUTHORISED\",\"Contact\":{\"ContactID\":\"%s\"},\"Date\":\"2026-03-15\","
                                        "\"LineItems\":[{\"Description\":\"Less\",\"UnitAmount\":30,\"AccountCode\":\"200\",\"TaxType\":\"NONE\"}]}]}", contact);
  g_autofree char *note = xero_make (xero, "CreditNotes", note_body, "CreditNotes.0.CreditNoteID");
  g_autofree char *path = g_strdup_printf ("CreditNotes/%s/Allocations", note);
  g_autofree char *body = with_id ("{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Amount\":25,\"Date\":\"2026-03-16\"}]}", invoice);
  g_autofree char *strange_body = with_id ("{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"%s\"},\"Amount\":5,\"Date\":\"2026-03-16\"}]}", strange);
  g_autofree char *refused = xero_call (xero, "PUT", path, strange_body);
  g_autofree char *allocation = NULL;
  g_autofree char *over = NULL;
  g_autofree char *credited = NULL;
  g_autofree char *voided = NULL;
  g_autofree char *invoice_path = g_strconcat ("Invoices/", invoice, NULL);
  g_autofree char *undo_path = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *whole = NULL;

  g_assert_cmpuint (xero->status, ==, 400);
  allocation = xero_make (xero, path, body, "Allocations.0.AllocationID");
  over = xero_call (xero, "PUT", path, body);
  client_assert (over, PROBLEM, "The amount exceeds the amount outstanding on this document");
  credited = xero_call (xero, "GET", invoice_path, NULL);
  client_assert (credited, "Invoices.0.AmountCredited", "25");
  client_assert (credited, "Invoices.0.AmountDue", "75");
  voided = xero_call (xero, "POST", invoice_path, "{\"Invoices\":[{\"Status\":\"VOIDED\"}]}");
  client_assert (voided, PROBLEM, "The document cannot be edited because it has payment or credit notes allocated");
  undo_path = g_strdup_printf ("%s/%s", path, allocation);
  undone = xero_call (xero, "DELETE", undo_path, NULL);
  client_assert (undone, "IsDeleted", "true");
  g_free (g_steal_pointer (&voided));
  voided = xero_call (xero, "POST", invoice_path, "{\"Invoices\":[{\"Status\":\"VOIDED\"}]}");
  client_assert (voided, "Invoices.0.Status", "VOIDED");
  client_assert (voided, "Invoices.0.AmountDue", "0");
  whole = xero_call (xero, "GET", "CreditNotes", NULL);
  client_assert (whole, "CreditNotes.0.RemainingCredit", "30");
}

static void
test_lock (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *body = with_id ("{\"Invoices\":[{\"Type\":\"ACCREC\",\"Date\":\"2026-03-31\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", contact);
  g_autofree char *refused = NULL;
  g_autofree char *organisation = NULL;
  g_autofree char *year = NULL;
  g_autofree char *open = NULL;
  g_autofree char *closed = NULL;

  /* Summer: midnight in London is an hour before midnight in UTC. */
  xero_edit (xero, "{\"action\":\"set\",\"entity\":\"Organisation\",\"name\":\"Sandbox Organisation\",\"members\":{\"PeriodLockDate\":\"2026-03-31\"}}");
  organisation = xero_call (xero, "GET", "Organisation", NULL);
  client_assert (organisation, "Organisations.0.PeriodLockDate", "/Date(1774911600000+0000)/");
  refused = xero_call (xero, "PUT", "Invoices", body);
  client_assert (refused, PROBLEM, "The document date cannot be before the period lock date, currently set at 2026-03-31");
  xero_edit (xero, "{\"action\":\"set\",\"entity\":\"Organisation\",\"name\":\"Sandbox Organisation\",\"members\":{\"EndOfYearLockDate\":\"2026-03-31\"}}");
  year = xero_call (xero, "PUT", "Invoices", body);
  client_assert (year, PROBLEM, "The document date cannot be before the end of year lock date, currently set at 2026-03-31");
  xero_edit (xero, "{\"action\":\"set\",\"entity\":\"Organisation\",\"name\":\"Sandbox Organisation\",\"members\":{\"EndOfYearLockDate\":null,\"PeriodLockDate\":\"2026-03-30\"}}");
  open = xero_call (xero, "PUT", "Invoices", body);
  g_assert_cmpuint (xero->status, ==, 200);
  xero_set_fault (xero, "closed,count=1,method=PUT");
  closed = xero_call (xero, "PUT", "Invoices", body);
  g_assert_cmpuint (xero->status, ==, 400);
}

/* Somebody is a moment faster. */
static void
test_others (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *path = g_strconcat ("Contacts/", contact, NULL);
  g_autofree char *before = xero_call (xero, "GET", path, NULL);
  g_autofree char *stamp = client_pick (before, "Contacts.0.UpdatedDateUTC");
  g_autofree char *body = with_id ("{\"Invoices\":[{\"Type\":\"ACCREC\",\"InvoiceNumber\":\"T-1\",\"Contact\":{\"ContactID\":\"%s\"},\"LineItems\":[{\"Description\":\"x\"}]}]}", contact);
  g_autofree char *touch_body = with_id ("{\"Contacts\":[{\"ContactID\":\"%s\"}]}", contact);
  g_autofree char *taken = NULL;
  g_autofree char *archived = NULL;
  g_autofree char *touched = NULL;
  g_autofree char *newer = NULL;

  xero_set_fault (xero, "edited,count=1");
  touched = xero_call (xero, "POST", "Contacts", touch_body);
  newer = client_pick (touched, "Contacts.0.UpdatedDateUTC");
  g_assert_cmpstr (newer, !=, stamp);
  xero_set_fault (xero, "taken,count=1");
  taken = xero_call (xero, "PUT", "Invoices", body);
  client_assert (taken, PROBLEM, "Invoice # must be unique.");
  xero_set_fault (xero, "archived,count=1");
  archived = xero_call (xero, "PUT", "Invoices", body);
  client_assert (archived, PROBLEM, "The contact Acme has been archived and must be un-archived before creating new transactions.");
}

typedef struct
{
  const char *query;
  const char *count;
  const char *first; /* (nullable): its number */
} ListCase;

static const ListCase list_cases[] = {
  { "page=1", "4", "L-1" },
  { "page=2&pageSize=3", "4", "B-1" },
  { "page=1&where=Type%3D%3D%22ACCPAY%22", "1", "B-1" },
  { "page=1&where=Type%3D%3D%22ACCREC%22%20AND%20Total%3E%3D30", "1", "L-3" },
  { "page=1&where=Total%3C20%20OR%20InvoiceNumber.StartsWith(%22B%22)", "2", "L-1" },
  { "page=1&where=Date%3E%3DDateTime(2026%2C03%2C11)", "4", "L-1" },
  { "page=1&where=Date%3E%3DDateTime(2026%2C03%2C12)", "0", NULL },
  { "page=1&where=(Type%3D%3D%22ACCREC%22)%26%26Contact.Name!%3D%22Acme%22", "0", NULL },
  { "page=1&where=SentToContact%3D%3Dfalse", "4", "L-1" },
  { "page=1&order=Total%20DESC", "4", "B-1" },
  { "page=1&order=Type,InvoiceNumber%20DESC", "4", "B-1" },
  { "page=1&InvoiceNumbers=l-2,L-3", "2", "L-2" },
  { "page=1&Statuses=DRAFT", "0", NULL },
  { "page=1&Statuses=AUTHORISED,PAID", "4", "L-1" },
  { "page=1&searchTerm=l-", "3", "L-1" },
};

static void
test_lists (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *one = make_invoice (xero, contact, "L-1", "ACCREC", "10");
  g_autofree char *two = make_invoice (xero, contact, "L-2", "ACCREC", "20");
  g_autofree char *three = make_invoice (xero, contact, "L-3", "ACCREC", "30");
  g_autofree char *bill = make_invoice (xero, contact, "B-1", "ACCPAY", "40");
  g_autofree char *by_ids = NULL;
  g_autofree char *ids_path = g_strdup_printf ("Invoices?page=1&IDs=%s,%s&ContactIDs=%s", one, three, contact);
  g_autofree char *summary = NULL;
  g_autofree char *bad = NULL;
  g_autofree char *many = NULL;
  g_autoptr (GString) many_path = g_string_new ("Invoices?page=1&IDs=");

  for (gsize i = 0; i < G_N_ELEMENTS (list_cases); i++)
    {
      g_autofree char *path = g_strconcat ("Invoices?", list_cases[i].query, NULL);
      g_autofree char *answer = xero_call (xero, "GET", path, NULL);

      g_test_message ("%s", list_cases[i].query);
      g_assert_cmpuint (xero->status, ==, 200);
      client_assert (answer, "pagination.itemCount", list_cases[i].count);
      client_assert (answer, "Invoices.0.InvoiceNumber", list_cases[i].first);
    }
  by_ids = xero_call (xero, "GET", ids_path, NULL);
  client_assert (by_ids, "pagination.itemCount", "2");
  client_assert (by_ids, "Invoices.0.LineItems.0.Description", "Fees");
  summary = xero_call (xero, "GET", "Invoices", NULL);
  client_assert (summary, "pagination.itemCount", NULL);
  client_assert (summary, "Invoices.0.LineItems.0.Description", NULL);
  bad = xero_call (xero, "GET", "Invoices?where=Type%3D%3D%22ACC", NULL);
  g_assert_cmpuint (xero->status, ==, 400);
  client_assert (bad, "ErrorNumber", "16");
  for (int i = 0; i < 53; i++)
    g_string_append_printf (many_path, "%s%s", i > 0 ? "," : "", one);
  many = xero_call (xero, "GET", many_path->str, NULL);
  g_assert_cmpuint (xero->status, ==, 404);
}

static void
test_since (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *old = make_contact (xero, "Old");
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *since = NULL;
  g_autofree char *young = NULL;
  g_autofree char *changes = NULL;
  g_autofree char *rates = NULL;

  tie_sandbox_advance_clock (xero->sandbox, 10);
  now = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + 9);
  since = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000Z");
  young = make_contact (xero, "Young");
  xero->since = since;
  changes = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (changes, "pagination.itemCount", "1");
  client_assert (changes, "Contacts.0.ContactID", young);
  rates = xero_call (xero, "GET", "TaxRates", NULL);
  client_assert (rates, "TaxRates.0.TaxType", "OUTPUT2");
}

/* Dates come as numbers in a text; sent they are days. */
static void
test_dates (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *contact = make_contact (xero, "Acme");
  g_autofree char *invoice = make_invoice (xero, contact, "D-1", "ACCREC", "10");
  g_autofree char *answer = xero_call (xero, "GET", "Invoices/D-1", NULL);

  g_assert_nonnull (strstr (answer, "\"Date\":\"\\/Date(1773187200000+0000)\\/\""));
  client_assert (answer, "Invoices.0.InvoiceID", invoice);
  client_assert (answer, "Invoices.0.DateString", "2026-03-11T00:00:00");
  client_assert (answer, "Invoices.0.DueDateString", "2026-04-10T00:00:00");
}

static void
test_settings (void)
{
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *categories = xero_call (xero, "GET", "TrackingCategories", NULL);
  g_autofree char *id = client_pick (categories, "TrackingCategories.0.TrackingCategoryID");
  g_autofree char *path = g_strdup_printf ("TrackingCategories/%s/Options", id);
  g_autofree char *option = xero_make (xero, path, "{\"Name\":\"Litigation\"}", "Options.0.TrackingOptionID");
  g_autofree char *twice = xero_call (xero, "PUT", path, "{\"Name\":\"Litigation\"}");
  g_autofree char *item = NULL;
  g_autofree char *item_path = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *rate = NULL;

  g_assert_cmpuint (xero->status, ==, 400);
  item = xero_make (xero, "Items", "{\"Items\":[{\"Code\":\"NEW\",\"Name\":\"New\",\"IsPurchased\":false,\"SalesDetails\":{\"UnitPrice\":12.5,\"AccountCode\":\"200\"}}]}", "Items.0.ItemID");
  item_path = g_strconcat ("Items/", item, NULL);
  gone = xero_call (xero, "DELETE", item_path, NULL);
  g_assert_cmpuint (xero->status, ==, 204);
  rate = xero_make (xero, "TaxRates", "{\"TaxRates\":[{\"Name\":\"Own\",\"EffectiveRate\":7}]}", "TaxRates.0.TaxType");
  g_assert_cmpstr (rate, ==, "TAX001");
}

/* The demo's: with VAT, paid and part-paid, and an organisation without taxes. */
static void
test_harbor (void)
{
  const TieSandboxOptions options = { .company = "harbor" };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *invoices = NULL;
  g_autofree char *contacts = NULL;
  g_autofree char *all = NULL;
  g_autofree char *rates = NULL;
  g_autofree char *organisation = NULL;

  xero_sign_in (xero, NULL);
  invoices = xero_call (xero, "GET", "Invoices?page=1&Statuses=PAID", NULL);
  client_assert (invoices, "Invoices.0.Total", "1440");
  contacts = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (contacts, "pagination.itemCount", "47");
  all = xero_send (xero, "GET", "/connections", NULL, NULL);
  g_free (xero->tenant);
  xero->tenant = client_pick (all, "2.tenantId");
  organisation = xero_call (xero, "GET", "Organisation", NULL);
  client_assert (organisation, "Organisations.0.PaysTax", "false");
  rates = xero_call (xero, "GET", "TaxRates", NULL);
  client_assert (rates, "TaxRates.0.TaxType", "NONE");
  client_assert (rates, "TaxRates.1.TaxType", NULL);
}

/* Money without an invoice can be read; at the real one a bank transaction makes it, here an edit. */
static void
test_overpayments (void)
{
  static const char *const refused[] = {
    "{\"action\":\"create\",\"entity\":\"Overpayment\",\"members\":{\"Contact\":{\"Name\":\"Acme\"},\"Date\":\"2025-11-03\",\"Total\":5}}",
    "{\"action\":\"create\",\"entity\":\"Overpayment\",\"members\":{\"Type\":\"RECEIVE-OVERPAYMENT\",\"Contact\":{\"Name\":\"Acme\"},\"Date\":\"2025-11-03\"}}",
    "{\"action\":\"create\",\"entity\":\"Overpayment\",\"members\":{\"Type\":\"RECEIVE-OVERPAYMENT\",\"Date\":\"2025-11-03\",\"Total\":5}}",
  };
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *list = NULL;

  xero_edit (xero, "{\"action\":\"create\",\"entity\":\"Contact\",\"members\":{\"Name\":\"Acme\"}}");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tie_sandbox_edit (xero->sandbox, refused[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  xero_edit (xero, "{\"action\":\"create\",\"entity\":\"Overpayment\",\"members\":{\"Type\":\"RECEIVE-OVERPAYMENT\",\"Contact\":{\"Name\":\"Acme\"},\"Date\":\"2025-11-03\",\"Total\":12.5}}");
  list = xero_call (xero, "GET", "Overpayments?page=1", NULL);
  client_assert (list, "Overpayments.0.Contact.Name", "Acme");
  client_assert (list, "Overpayments.0.RemainingCredit", "12.5");
  client_assert (list, "Overpayments.1.Total", NULL);
  g_free (xero_call (xero, "PUT", "Overpayments", "{\"Overpayments\":[{\"Total\":1}]}"));
  g_assert_cmpuint (xero->status, ==, 405);
}

static void
test_edits (void)
{
  static const char *const refused[] = {
    "nonsense",
    "{\"action\":\"set\",\"entity\":\"Bird\"}",
    "{\"action\":\"set\",\"entity\":\"Contact\",\"name\":\"Nobody\",\"members\":{}}",
    "{\"action\":\"dance\",\"entity\":\"Contact\",\"name\":\"Acme\"}",
    "{\"action\":\"create\",\"entity\":\"Contact\",\"members\":{\"Name\":\"Acme\"}}",
  };
  g_autoptr (Xero) xero = new_xero ();
  g_autofree char *list = NULL;
  g_autofree char *none = NULL;

  xero_edit (xero, "{\"action\":\"create\",\"entity\":\"Contact\",\"members\":{\"Name\":\"Acme\"}}");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (tie_sandbox_edit (xero->sandbox, refused[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
  list = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (list, "pagination.itemCount", "1");
  xero_edit (xero, "{\"action\":\"delete\",\"entity\":\"Contact\",\"name\":\"acme\"}");
  none = xero_call (xero, "GET", "Contacts?page=1", NULL);
  client_assert (none, "pagination.itemCount", "0");
}

static void
test_rows (void)
{
  const TieSandboxOptions options = { .rows = 250, .invoices = 120 };
  g_autoptr (Xero) xero = xero_new (&options);
  g_autofree char *page = NULL;
  g_autofree char *invoices = NULL;
  g_autofree char *past = NULL;

  xero_sign_in (xero, NULL);
  page = xero_call (xero, "GET", "Contacts?page=3", NULL);
  client_assert (page, "pagination.pageCount", "3");
  client_assert (page, "pagination.itemCount", "250");
  invoices = xero_call (xero, "GET", "Invoices?page=1&pageSize=1000", NULL);
  client_assert (invoices, "pagination.itemCount", "120");
  past = tie_sandbox_dup_query (xero->sandbox, "Contacts?page=9");
  client_assert (past, "Contacts.0.Name", NULL);
  tie_sandbox_reset (xero->sandbox);
  g_free (g_steal_pointer (&page));
  page = xero_call (xero, "GET", "Contacts?page=3", NULL);
  g_assert_cmpuint (xero->status, ==, 401);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/xero/books/refused", test_refused);
  g_test_add_func ("/sandbox/xero/books/partial", test_partial);
  g_test_add_func ("/sandbox/xero/books/strict", test_strict);
  g_test_add_func ("/sandbox/xero/books/contacts", test_contacts);
  g_test_add_func ("/sandbox/xero/books/taxes", test_taxes);
  g_test_add_func ("/sandbox/xero/books/units", test_units);
  g_test_add_func ("/sandbox/xero/books/numbers", test_numbers);
  g_test_add_func ("/sandbox/xero/books/payments", test_payments);
  g_test_add_func ("/sandbox/xero/books/allocations", test_allocations);
  g_test_add_func ("/sandbox/xero/books/lock", test_lock);
  g_test_add_func ("/sandbox/xero/books/others", test_others);
  g_test_add_func ("/sandbox/xero/books/lists", test_lists);
  g_test_add_func ("/sandbox/xero/books/since", test_since);
  g_test_add_func ("/sandbox/xero/books/dates", test_dates);
  g_test_add_func ("/sandbox/xero/books/settings", test_settings);
  g_test_add_func ("/sandbox/xero/books/harbor", test_harbor);
  g_test_add_func ("/sandbox/xero/books/overpayments", test_overpayments);
  g_test_add_func ("/sandbox/xero/books/edits", test_edits);
  g_test_add_func ("/sandbox/xero/books/rows", test_rows);
  return g_test_run ();
}
