/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-xero-bodies"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "ledger/xero/tie-xero-body.h"
#include "ledger/xero/tie-xero-entity.h"
#include "ledger/xero/tie-xero-frozen.h"
#include "model/tie-contact.h"
#include "model/tie-employee.h"
#include "xero-check.h"

/* Requests for Xero of contacts, products, payments and what takes things back, byte by byte and against the table of what it
 * takes. */

#define CONTACT "11111111-2222-3333-4444-555555555555"
#define INVOICE "aaaaaaaa-2222-3333-4444-555555555555"
#define OTHER "bbbbbbbb-2222-3333-4444-555555555555"
#define NOTE "cccccccc-2222-3333-4444-555555555555"
#define BANK "dddddddd-2222-3333-4444-555555555555"
#define OWN "6f0c8a52-0000-4000-8000-000000000001"
#define STAMP "2026-02-03T10:00:00Z"

static char *
to_text (GBytes *body)
{
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

/* Why the last body was not made. */
static GError *failure = NULL;

/* Takes the body. */
static void
expect_body (GBytes *body,
             const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;

  g_assert_no_error (failure);
  text = to_text (body);
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

static TieRemote *
make_remote (TieKind kind,
             const char *id,
             const char *raw)
{
  TieRemote *remote = tie_remote_new (kind, id);

  remote->version = g_strdup (STAMP);
  remote->raw = g_strdup (raw);
  return remote;
}

/* ---- contacts ---- */

static TieRecord *
make_contact (void)
{
  TieRecord *contact = TIE_RECORD (tie_contact_new (OWN));

  tie_record_set_text (contact, TIE_CONTACT_NAME, "  Harbor   Café ");
  return contact;
}

static void
fill_contact (TieRecord *contact)
{
  tie_record_set_text (contact, TIE_CONTACT_EMAIL, "office@harbor.example");
  tie_record_set_text (contact, TIE_CONTACT_PHONE, "+44 113 496 0000");
  tie_record_set_text (contact, TIE_CONTACT_STREET, "1 Quay\nDock 2\n\nUnit 3\nFloor 4\nDoor 5");
  tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
  tie_record_set_text (contact, TIE_CONTACT_STATE, "Yorkshire");
  tie_record_set_text (contact, TIE_CONTACT_POSTCODE, "LS1 1AA");
  tie_record_set_text (contact, TIE_CONTACT_COUNTRY, "Côte d’Ivoire");
}

#define ADDRESS_OF_OURS                                                                                                             \
  "{\"AddressType\":\"POBOX\",\"AddressLine1\":\"1 Quay\",\"AddressLine2\":\"Dock 2\",\"AddressLine3\":\"Unit 3\","                   \
  "\"AddressLine4\":\"Floor 4, Door 5\",\"City\":\"Leeds\",\"Region\":\"Yorkshire\",\"PostalCode\":\"LS1 1AA\",\"Country\":\"Cote d Ivoire\""

static void
test_contact (void)
{
  g_autoptr (TieRecord) contact = make_contact ();

  expect_body (tie_xero_make_body (TIE_KIND_VENDOR, "create", contact, NULL, &failure),
               "PUT Contacts\n{\"ContactNumber\":\"" OWN "\",\"Name\":\"Harbor Café\"}");
  fill_contact (contact);
  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure),
               "PUT Contacts\n{\"ContactNumber\":\"" OWN "\",\"Name\":\"Harbor Café\",\"EmailAddress\":\"office@harbor.example\",\"Addresses\":["
               ADDRESS_OF_OURS "}],\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"+44 113 496 0000\"}]}");
}

/* A list takes the place of the one that is there: others' parts of it go along, and an unchanged number keeps its parts. */
static void
test_contact_update (void)
{
  g_autoptr (TieRecord) contact = make_contact ();
  g_autoptr (TieRemote) remote =
    make_remote (TIE_KIND_CUSTOMER, CONTACT,
                 "{\"ContactID\":\"" CONTACT "\",\"Addresses\":[{\"AddressType\":\"STREET\",\"City\":\"York\",\"Extra\":1},{\"AddressType\":\"POBOX\",\"City\":\"Hull\",\"AttentionTo\":\"Ann\"}],"
                 "\"Phones\":[{\"PhoneType\":\"DDI\",\"PhoneNumber\":\"\"},{\"PhoneType\":\"MOBILE\",\"PhoneNumber\":\"7700\",\"PhoneAreaCode\":\"0\"},"
                 "{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"496 0000\",\"PhoneAreaCode\":\"113\",\"PhoneCountryCode\":\"44\"}]}");

  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, remote, &failure),
               "POST Contacts " STAMP "\n{\"ContactID\":\"" CONTACT "\",\"Name\":\"Harbor Café\"}");
  fill_contact (contact);
  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, remote, &failure),
               "POST Contacts " STAMP "\n{\"ContactID\":\"" CONTACT "\",\"Name\":\"Harbor Café\",\"EmailAddress\":\"office@harbor.example\",\"Addresses\":["
               ADDRESS_OF_OURS ",\"AttentionTo\":\"Ann\"},{\"AddressType\":\"STREET\",\"City\":\"York\"}],"
               "\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"496 0000\",\"PhoneAreaCode\":\"113\",\"PhoneCountryCode\":\"44\"},"
               "{\"PhoneType\":\"MOBILE\",\"PhoneNumber\":\"7700\",\"PhoneAreaCode\":\"0\"}]}");
}

static void
test_contact_archived (void)
{
  g_autoptr (TieRecord) contact = make_contact ();
  g_autoptr (TieRemote) remote = make_remote (TIE_KIND_CUSTOMER, CONTACT, NULL);

  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, 1);
  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, remote, &failure),
               "POST Contacts " STAMP "\n{\"ContactID\":\"" CONTACT "\",\"Name\":\"Harbor Café\",\"ContactStatus\":\"ARCHIVED\"}");
  remote->is_active = FALSE;
  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, remote, &failure),
               "POST Contacts " STAMP "\n{\"ContactID\":\"" CONTACT "\",\"Name\":\"Harbor Café\"}");
  tie_record_set_integer (contact, TIE_CONTACT_ARCHIVED, 0);
  expect_body (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, remote, &failure),
               "POST Contacts " STAMP "\n{\"ContactID\":\"" CONTACT "\",\"Name\":\"Harbor Café\",\"ContactStatus\":\"ACTIVE\"}");
}

typedef struct
{
  guint field;
  const char *text;
  guint times;
  const char *words; /* NULL: it is taken */
} ContactCase;

static const ContactCase contact_cases[] = {
  { TIE_CONTACT_NAME, "", 1, "Give a name" },
  { TIE_CONTACT_NAME, "é", 255, NULL },
  { TIE_CONTACT_NAME, "é", 256, "255 characters" },
  { TIE_CONTACT_EMAIL, "nobody", 1, "email address" },
  { TIE_CONTACT_EMAIL, "a@b.example, c@d.example", 1, "email address" },
  { TIE_CONTACT_EMAIL, "a@b.example;c", 1, "email address" },
  { TIE_CONTACT_EMAIL, "müller@b.example", 1, "email address" },
  { TIE_CONTACT_EMAIL, "a.b@c.example", 1, NULL },
  { TIE_CONTACT_PHONE, "1", 50, NULL },
  { TIE_CONTACT_PHONE, "1", 51, "50 characters" },
  { TIE_CONTACT_STREET, "x", 500, NULL },
  { TIE_CONTACT_STREET, "x", 501, "500 characters" },
  { TIE_CONTACT_CITY, "x", 256, "255 characters" },
  { TIE_CONTACT_STATE, "x", 256, "255 characters" },
  { TIE_CONTACT_POSTCODE, "x", 51, "50 characters" },
  { TIE_CONTACT_COUNTRY, "x", 50, NULL },
  { TIE_CONTACT_COUNTRY, "x", 51, "50 characters" },
  { TIE_CONTACT_COUNTRY, "1", 3, NULL }, /* nothing is left of it */
};

static void
test_contact_limits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contact_cases); i++)
    {
      const ContactCase *c = &contact_cases[i];
      g_autoptr (TieRecord) contact = make_contact ();
      GString *text = g_string_new (NULL);
      GBytes *body = NULL;

      for (guint j = 0; j < c->times; j++)
        g_string_append (text, c->text);
      tie_record_set_text (contact, c->field, text->str);
      if (c->field != TIE_CONTACT_CITY)
        tie_record_set_text (contact, TIE_CONTACT_CITY, "Leeds");
      body = tie_xero_make_body (TIE_KIND_CUSTOMER, "create", contact, NULL, &failure);
      if (c->words == NULL)
        {
          g_assert_no_error (failure);
          g_assert_true (xero_check_frozen (body, &failure));
          g_bytes_unref (body);
        }
      else
        expect_refusal (body, TIE_ERROR_DATA, c->words);
      g_string_free (text, TRUE);
    }
}

static void
test_contact_bad (void)
{
  g_autoptr (TieRecord) contact = make_contact ();
  g_autoptr (TieRecord) site = tie_record_new (TIE_TYPE_SITE, OWN);
  g_autoptr (TieRecord) employee = tie_record_new (TIE_TYPE_EMPLOYEE, OWN);

  expect_refusal (tie_xero_make_body (TIE_KIND_CUSTOMER, "create", site, NULL, &failure), TIE_ERROR_DATA, "no sites");
  expect_refusal (tie_xero_make_body (TIE_KIND_EMPLOYEE, "create", employee, NULL, &failure), TIE_ERROR_DATA, "employee");
  expect_refusal (tie_xero_make_body (TIE_KIND_ITEM, "create", contact, NULL, &failure), TIE_ERROR_DATA, "kind item");
  expect_refusal (tie_xero_make_body (TIE_KIND_CUSTOMER, "update", contact, NULL, &failure), TIE_ERROR_DATA, "last state");
  expect_refusal (tie_xero_make_body (TIE_KIND_CUSTOMER, "delete", contact, NULL, &failure), TIE_ERROR_DATA, "cannot be done");
}

/* ---- items ---- */

typedef struct
{
  const char *name;
  const char *code;
} CodeCase;

static const CodeCase code_cases[] = {
  { "CONS", "CONS" },
  { "  Tax   return ", "Tax return" },
  { "123456789012345678901234567890", "123456789012345678901234567890" },
  { "1234567890123456789012345678901", "123456789012345678901-3b7184c0" },
  { "1234567890123456789012345678902", "123456789012345678901-de26295a" },
  { "ééééééééééééééééééééé ééééééééééé", "ééééééééééééééééééééé-67f81d41" },
  { " \n", NULL },
};

static void
test_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++)
    {
      g_autofree char *code = tie_xero_make_item_code (code_cases[i].name);

      g_assert_cmpstr (code, ==, code_cases[i].code);
      g_assert_cmpint (code != NULL ? g_utf8_strlen (code, -1) : 0, <=, 30);
    }
}

static TieLedgerItem *
make_item (const char *name)
{
  TieLedgerItem *item = tie_ledger_item_new ();

  item->name = g_strdup (name);
  item->income_account_id = g_strdup (BANK);
  item->income_account_number = g_strdup ("200");
  return item;
}

static void
test_item (void)
{
  g_autoptr (TieLedgerItem) item = make_item ("Bookkeeping");
  g_autoptr (TieRemote) remote = make_remote (TIE_KIND_ITEM, OTHER, NULL);

  expect_body (tie_xero_make_item_body ("create", item, NULL, &failure),
               "PUT Items\n{\"Code\":\"Bookkeeping\",\"Name\":\"Bookkeeping\",\"IsSold\":true,\"IsPurchased\":false,\"SalesDetails\":{\"AccountCode\":\"200\"}}");
  item->description = g_strdup ("By the hour");
  item->rate = 1255050;
  item->expense_account_id = g_strdup (BANK);
  item->expense_account_number = g_strdup ("310");
  expect_body (tie_xero_make_item_body ("create", item, NULL, &failure),
               "PUT Items\n{\"Code\":\"Bookkeeping\",\"Name\":\"Bookkeeping\",\"Description\":\"By the hour\",\"IsSold\":true,\"IsPurchased\":true,"
               "\"SalesDetails\":{\"UnitPrice\":125.505,\"AccountCode\":\"200\"},\"PurchaseDetails\":{\"AccountCode\":\"310\"}}");

  /* The name that people gave it there stays. */
  remote->name = g_strdup ("Bookkeeping");
  remote->raw = g_strdup ("{\"Code\":\"Bookkeeping\",\"Name\":\"Books and more\"}");
  g_clear_pointer (&item->income_account_id, g_free);
  g_clear_pointer (&item->income_account_number, g_free);
  g_clear_pointer (&item->expense_account_id, g_free);
  g_clear_pointer (&item->expense_account_number, g_free);
  expect_body (tie_xero_make_item_body ("update", item, remote, &failure),
               "POST Items " STAMP "\n{\"ItemID\":\"" OTHER "\",\"Code\":\"Bookkeeping\",\"Description\":\"By the hour\",\"SalesDetails\":{\"UnitPrice\":125.505}}");
  item->rate = 0;
  g_free (item->name);
  item->name = g_strdup ("Books");
  expect_body (tie_xero_make_item_body ("update", item, remote, &failure),
               "POST Items " STAMP "\n{\"ItemID\":\"" OTHER "\",\"Code\":\"Books\",\"Description\":\"By the hour\"}");
  g_free (remote->raw);
  remote->raw = g_strdup ("{\"Code\":\"Bookkeeping\",\"Name\":\"Bookkeeping\"}");
  expect_body (tie_xero_make_item_body ("update", item, remote, &failure),
               "POST Items " STAMP "\n{\"ItemID\":\"" OTHER "\",\"Code\":\"Books\",\"Name\":\"Books\",\"Description\":\"By the hour\"}");
}

static void
test_item_bad (void)
{
  g_autoptr (TieLedgerItem) item = make_item (" ");
  g_autoptr (TieLedgerItem) wordy = make_item ("123456789012345678901234567890123456789012345678901");

  expect_refusal (tie_xero_make_item_body ("create", item, NULL, &failure), TIE_ERROR_DATA, "Give a name");
  expect_refusal (tie_xero_make_item_body ("create", wordy, NULL, &failure), TIE_ERROR_DATA, "50 characters");
  expect_refusal (tie_xero_make_item_body ("delete", item, NULL, &failure), TIE_ERROR_DATA, "cannot be done");
  g_clear_pointer (&wordy->income_account_number, g_free);
  expect_refusal (tie_xero_make_item_body ("create", wordy, NULL, &failure), TIE_ERROR_MAPPING, "no code in Xero");
  g_clear_pointer (&wordy->income_account_id, g_free);
  expect_refusal (tie_xero_make_item_body ("create", wordy, NULL, &failure), TIE_ERROR_MAPPING, "income account");
}

/* ---- payments ---- */

static TieLedgerPayment *
make_payment (TieKind kind,
              gint64 amount)
{
  TieLedgerPayment *payment = tie_ledger_payment_new (kind);

  payment->number = g_strdup ("P-7");
  payment->date = g_strdup ("2026-03-12");
  payment->party_id = g_strdup (CONTACT);
  payment->amount = amount;
  payment->account_id = g_strdup (BANK);
  payment->mark = g_strdup ("Tieout:" OWN);
  return payment;
}

static GBytes *
pay (const TieLedgerPayment *payment,
     const char *verb,
     const TieRemote *remote,
     GError **error)
{
  TieLedgerCapabilities can = { .currency = (char *) "GBP", .has_bills = TRUE };

  return tie_xero_make_payment_body (&can, verb, payment, remote, error);
}

#define ACCOUNT_AND_DAY "\"Account\":{\"AccountID\":\"" BANK "\"},\"Date\":\"2026-03-12\""

static void
test_payment (void)
{
  g_autoptr (TieLedgerPayment) receipt = make_payment (TIE_KIND_RECEIPT, 10050);
  g_autoptr (TieLedgerPayment) supplier = make_payment (TIE_KIND_SUPPLIER_PAYMENT, 10000);
  g_autoptr (TieLedgerPayment) refund = make_payment (TIE_KIND_REFUND, 2500);

  tie_ledger_payment_apply (receipt, TIE_KIND_SALES_INVOICE, INVOICE, 10050);
  expect_body (pay (receipt, "create", NULL, &failure),
               "PUT Payments\n{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"}," ACCOUNT_AND_DAY ",\"Amount\":100.5,\"Reference\":\"P-7 Tieout:" OWN "\"}");

  supplier->reference = g_strdup ("CHQ 12");
  tie_ledger_payment_apply (supplier, TIE_KIND_SUPPLIER_INVOICE, INVOICE, 4000);
  tie_ledger_payment_apply (supplier, TIE_KIND_SUPPLIER_INVOICE, OTHER, 6000);
  expect_body (pay (supplier, "create", NULL, &failure),
               "PUT BatchPayments\n{" ACCOUNT_AND_DAY ",\"Reference\":\"CHQ 12 Tieout:" OWN "\",\"Payments\":["
               "{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"},\"Amount\":40},{\"Invoice\":{\"InvoiceID\":\"" OTHER "\"},\"Amount\":60}]}");

  g_clear_pointer (&refund->number, g_free);
  tie_ledger_payment_apply (refund, TIE_KIND_SALES_CREDIT, NOTE, 2500);
  expect_body (pay (refund, "create", NULL, &failure),
               "PUT Payments\n{\"CreditNote\":{\"CreditNoteID\":\"" NOTE "\"}," ACCOUNT_AND_DAY ",\"Amount\":25,\"Reference\":\"Tieout:" OWN "\"}");
}

static void
test_use_of_credit (void)
{
  g_autoptr (TieLedgerPayment) payment = make_payment (TIE_KIND_RECEIPT, 0);
  g_autoptr (TieRemote) remote = make_remote (TIE_KIND_RECEIPT, TIE_XERO_CREDIT_PREFIX NOTE, NULL);

  /* Part of it was paid back, which the refund itself says. */
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, INVOICE, 1000);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, OTHER, 250);
  tie_ledger_payment_apply (payment, TIE_KIND_REFUND, BANK, 500);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, INVOICE, 1);
  tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, NOTE, 1751);
  expect_body (pay (payment, "create", NULL, &failure),
               "PUT CreditNotes/" NOTE "/Allocations\n{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"},\"Amount\":10.01,\"Date\":\"2026-03-12\"},"
               "{\"Invoice\":{\"InvoiceID\":\"" OTHER "\"},\"Amount\":2.5,\"Date\":\"2026-03-12\"}]}");
  expect_body (pay (payment, "update", remote, &failure),
               "POST CreditNotes/" NOTE "/Allocations " STAMP "\n{\"Allocations\":[{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"},\"Amount\":10.01,\"Date\":\"2026-03-12\"},"
               "{\"Invoice\":{\"InvoiceID\":\"" OTHER "\"},\"Amount\":2.5,\"Date\":\"2026-03-12\"}]}");
}

typedef struct
{
  TieKind kind;
  gint64 amount;
  gint64 invoice; /* applied to documents of these kinds; 0: none */
  gint64 second;
  gint64 credit;
  gint64 other_credit;
  gint64 refund;
  const char *words;
} PaymentCase;

static const PaymentCase payment_cases[] = {
  { TIE_KIND_RECEIPT, 1000, 0, 0, 0, 0, 0, "pays no invoice" },
  { TIE_KIND_RECEIPT, 1000, 900, 0, 0, 0, 0, "10.00 and 9.00 of it is applied" },
  { TIE_KIND_RECEIPT, 1000, 1001, 0, 0, 0, 0, "10.00 and 10.01 of it is applied" },
  { TIE_KIND_RECEIPT, 1000, 600, 500, 100, 0, 0, "Money and a credit note" },
  { TIE_KIND_RECEIPT, 1000, 900, 0, 0, 0, 100, "paid back" },
  { TIE_KIND_RECEIPT, -1, 0, 0, 0, 0, 0, "below zero" },
  { TIE_KIND_RECEIPT, 0, 0, 0, 0, 0, 0, "pays no invoice" },
  { TIE_KIND_RECEIPT, 0, 1000, 0, 500, 500, 0, "Several credit notes" },
  { TIE_KIND_RECEIPT, 0, 0, 0, 500, 0, 500, "pays no invoice" },
  { TIE_KIND_RECEIPT, 0, 400, 0, 500, 0, 0, "gives 5.00 and the invoices take 4.00" },
  { TIE_KIND_SUPPLIER_PAYMENT, 1000, 900, 0, 0, 0, 0, "of it is applied" },
  { TIE_KIND_REFUND, 1000, 0, 0, 0, 0, 0, "one credit note at a time" },
  { TIE_KIND_REFUND, 1000, 0, 0, 500, 500, 0, "one credit note at a time" },
  { TIE_KIND_REFUND, 1000, 1000, 0, 1000, 0, 0, "one credit note at a time" },
  { TIE_KIND_REFUND, 1000, 0, 0, 900, 0, 0, "10.00 is refunded and 9.00" },
  { TIE_KIND_RECEIPT, 0, -5, 0, 0, 0, 0, "not above zero" },
};

static void
test_payment_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (payment_cases); i++)
    {
      const PaymentCase *c = &payment_cases[i];
      g_autoptr (TieLedgerPayment) payment = make_payment (c->kind, c->amount);
      TieKind invoice = c->kind == TIE_KIND_SUPPLIER_PAYMENT ? TIE_KIND_SUPPLIER_INVOICE : TIE_KIND_SALES_INVOICE;

      if (c->invoice != 0)
        tie_ledger_payment_apply (payment, invoice, INVOICE, c->invoice);
      if (c->second != 0)
        tie_ledger_payment_apply (payment, invoice, OTHER, c->second);
      if (c->credit != 0)
        tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, NOTE, c->credit);
      if (c->other_credit != 0)
        tie_ledger_payment_apply (payment, TIE_KIND_SALES_CREDIT, OTHER, c->other_credit);
      if (c->refund != 0)
        tie_ledger_payment_apply (payment, TIE_KIND_REFUND, BANK, c->refund);
      expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_DATA, c->words);
    }
}

static void
test_payment_bad (void)
{
  g_autoptr (TieLedgerPayment) payment = make_payment (TIE_KIND_RECEIPT, 100);
  g_autoptr (TieRemote) remote = make_remote (TIE_KIND_RECEIPT, OTHER, NULL);
  GString *wordy = g_string_new (NULL);

  tie_ledger_payment_apply (payment, TIE_KIND_SALES_INVOICE, INVOICE, 100);
  expect_refusal (pay (payment, "update", remote, &failure), TIE_ERROR_DATA, "cannot be changed in Xero");
  expect_refusal (pay (payment, "void", remote, &failure), TIE_ERROR_DATA, "cannot be done");
  while (wordy->len < 250)
    g_string_append (wordy, "word ");
  payment->reference = g_string_free (wordy, FALSE);
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_DATA, "255 characters");
  g_clear_pointer (&payment->reference, g_free);
  g_clear_pointer (&payment->date, g_free);
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_DATA, "date");
  g_clear_pointer (&payment->account_id, g_free);
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_MAPPING, "deposited");
  payment->kind = TIE_KIND_SUPPLIER_PAYMENT;
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_MAPPING, "taken from");
  g_clear_pointer (&payment->party_id, g_free);
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_MAPPING, "supplier is not linked");
  payment->kind = TIE_KIND_RECEIPT;
  expect_refusal (pay (payment, "create", NULL, &failure), TIE_ERROR_MAPPING, "customer is not linked");
}

/* ---- taking back ---- */

typedef struct
{
  TieKind kind;
  const char *verb;
  const char *id;
  const char *raw;
  const char *body;
} RemovalCase;

static const RemovalCase removal_cases[] = {
  { TIE_KIND_SALES_INVOICE, "void", INVOICE, NULL, "POST Invoices " STAMP "\n{\"InvoiceID\":\"" INVOICE "\",\"Status\":\"VOIDED\"}" },
  { TIE_KIND_SUPPLIER_INVOICE, "delete", INVOICE, "{\"Status\":\"AUTHORISED\"}", "POST Invoices " STAMP "\n{\"InvoiceID\":\"" INVOICE "\",\"Status\":\"VOIDED\"}" },
  { TIE_KIND_SUPPLIER_INVOICE, "delete", INVOICE, "{\"Status\":\"DRAFT\"}", "POST Invoices " STAMP "\n{\"InvoiceID\":\"" INVOICE "\",\"Status\":\"DELETED\"}" },
  { TIE_KIND_SALES_CREDIT, "void", NOTE, "{\"Status\":\"SUBMITTED\"}", "POST CreditNotes " STAMP "\n{\"CreditNoteID\":\"" NOTE "\",\"Status\":\"DELETED\"}" },
  { TIE_KIND_SUPPLIER_CREDIT, "void", NOTE, "{\"Status\":\"AUTHORISED\"}", "POST CreditNotes " STAMP "\n{\"CreditNoteID\":\"" NOTE "\",\"Status\":\"VOIDED\"}" },
  { TIE_KIND_RECEIPT, "delete", OTHER, NULL, "POST Payments/" OTHER " " STAMP "\n{\"Status\":\"DELETED\"}" },
  { TIE_KIND_SUPPLIER_PAYMENT, "delete", TIE_XERO_BATCH_PREFIX OTHER, NULL, "POST BatchPayments/" OTHER " " STAMP "\n{\"Status\":\"DELETED\"}" },
  { TIE_KIND_REFUND, "delete", OTHER, NULL, "POST Payments/" OTHER " " STAMP "\n{\"Status\":\"DELETED\"}" },
  { TIE_KIND_RECEIPT, "delete", TIE_XERO_CREDIT_PREFIX NOTE, NULL, "POST CreditNotes/" NOTE "/Allocations " STAMP "\n{\"Allocations\":[]}" },
};

static void
test_removals (void)
{
  g_autoptr (TieRemote) advance = make_remote (TIE_KIND_RECEIPT, TIE_XERO_OVERPAYMENT_PREFIX OTHER, NULL);
  g_autoptr (TieRemote) contact = make_remote (TIE_KIND_CUSTOMER, CONTACT, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (removal_cases); i++)
    {
      const RemovalCase *c = &removal_cases[i];
      g_autoptr (TieRemote) remote = make_remote (c->kind, c->id, c->raw);

      expect_body (tie_xero_make_removal_body (c->kind, c->verb, remote, &failure), c->body);
    }
  expect_refusal (tie_xero_make_removal_body (TIE_KIND_RECEIPT, "delete", advance, &failure), TIE_ERROR_DATA, "in advance");
  expect_refusal (tie_xero_make_removal_body (TIE_KIND_CUSTOMER, "delete", contact, &failure), TIE_ERROR_DATA, "cannot be done");
  expect_refusal (tie_xero_make_removal_body (TIE_KIND_SALES_INVOICE, "void", NULL, &failure), TIE_ERROR_DATA, "last state");
}

/* ---- what waits ---- */

static void
test_frozen (void)
{
  static const char *const bad[] = { "", "PUT Invoices", "PUT\n{}", "PUT Invoices\n[]", "\n{}" };
  g_autoptr (GBytes) body = g_bytes_new_static ("POST CreditNotes/N/Allocations 2026-02-03 10:00\n{\"a\":\"\\n\"}", 58);
  g_autoptr (TieXeroFrozen) frozen = tie_xero_frozen_parse (body);
  g_autofree char *credit = tie_xero_frozen_dup_credit (frozen);

  g_assert_cmpstr (frozen->method, ==, "POST");
  g_assert_cmpstr (frozen->resource, ==, "CreditNotes/N/Allocations");
  g_assert_cmpstr (frozen->version, ==, "2026-02-03 10:00");
  g_assert_cmpstr (frozen->element, ==, "{\"a\":\"\\n\"}");
  g_assert_cmpstr (credit, ==, "N");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i], strlen (bad[i]));

      g_assert_null (tie_xero_frozen_parse (bytes));
    }
}

/* The table says so, and not only that it is JSON. */
static void
test_table (void)
{
  static const char *const bad[] = {
    "PUT Contacts\n{\"ContactNumber\":\"1\"}",
    "PUT Contacts\n{\"Name\":\"\"}",
    "PUT Contacts\n{\"name\":\"A\"}",
    "PUT Contacts\n{\"Name\":1}",
    "PUT Contacts\n{\"Name\":\"A\",\"ContactID\":\"" CONTACT "\"}",
    "POST Contacts\n{\"Name\":\"A\"}",
    "PUT Contacts\n{\"Name\":\"A\",\"Addresses\":[]}",
    "PUT Contacts\n{\"Name\":\"A\",\"Addresses\":[{\"AddressType\":\"HOME\"}]}",
    "PUT Contacts\n{\"Name\":\"A\",\"EmailAddress\":\"é@b.example\"}",
    "PUT Items\n{\"Code\":\"A\",\"SalesDetails\":{\"UnitPrice\":1.00001}}",
    "PUT Payments\n{" ACCOUNT_AND_DAY ",\"Amount\":1}",
    "PUT Payments\n{\"Invoice\":{\"InvoiceID\":\"x\"}," ACCOUNT_AND_DAY ",\"Amount\":1}",
    "PUT Payments\n{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"}," ACCOUNT_AND_DAY ",\"Amount\":1.005}",
    "PUT Payments\n{\"Invoice\":{\"InvoiceID\":\"" INVOICE "\"}," ACCOUNT_AND_DAY ",\"Amount\":\"1\"}",
    "PUT CreditNotes/" NOTE "/Allocations\n{\"Allocations\":[]}",
    "POST Payments/" OTHER "\n{\"Status\":\"DELETED\",\"Amount\":1}",
    "PATCH Contacts\n{\"Name\":\"A\"}",
    "PUT Quotes\n{\"Name\":\"A\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      if (xero_check_frozen (body, &error))
        g_error ("taken: %s", bad[i]);
      g_assert_nonnull (error);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xero-bodies/contact", test_contact);
  g_test_add_func ("/xero-bodies/contact-update", test_contact_update);
  g_test_add_func ("/xero-bodies/contact-archived", test_contact_archived);
  g_test_add_func ("/xero-bodies/contact-limits", test_contact_limits);
  g_test_add_func ("/xero-bodies/contact-bad", test_contact_bad);
  g_test_add_func ("/xero-bodies/codes", test_codes);
  g_test_add_func ("/xero-bodies/item", test_item);
  g_test_add_func ("/xero-bodies/item-bad", test_item_bad);
  g_test_add_func ("/xero-bodies/payment", test_payment);
  g_test_add_func ("/xero-bodies/use-of-credit", test_use_of_credit);
  g_test_add_func ("/xero-bodies/payment-cases", test_payment_cases);
  g_test_add_func ("/xero-bodies/payment-bad", test_payment_bad);
  g_test_add_func ("/xero-bodies/removals", test_removals);
  g_test_add_func ("/xero-bodies/frozen", test_frozen);
  g_test_add_func ("/xero-bodies/table", test_table);
  return g_test_run ();
}
