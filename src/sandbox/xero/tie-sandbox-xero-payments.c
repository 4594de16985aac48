/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-payments"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/xero/tie-sandbox-xero.h"

static const TieSandboxXeroField fields[] = {
  { "Date", 'd', 0, NULL },
  { "Reference", 's', 255, NULL },
  { "CurrencyRate", 'n', 0, NULL },
  { "IsReconciled", 'b', 0, NULL },
};

/* The invoice or credit note that a member names by id or number. */
TieSandboxXeroRecord *
tie_sandbox_xero_find_document (TieSandboxXeroCall *call,
                                JsonObject *body)
{
  JsonObject *invoice = tie_sandbox_json_get_object (body, "Invoice");
  JsonObject *note = tie_sandbox_json_get_object (body, "CreditNote");
  TieSandboxXeroRecord *found = NULL;

  if (invoice != NULL)
    {
      found = tie_sandbox_xero_get (call, "Invoice", tie_sandbox_json_get_text (invoice, "InvoiceID"));
      if (found == NULL)
        found = tie_sandbox_xero_find_number (call, "Invoice", tie_sandbox_json_get_text (invoice, "InvoiceNumber"));
    }
  else if (note != NULL)
    {
      found = tie_sandbox_xero_get (call, "CreditNote", tie_sandbox_json_get_text (note, "CreditNoteID"));
      if (found == NULL)
        found = tie_sandbox_xero_find_number (call, "CreditNote", tie_sandbox_json_get_text (note, "CreditNoteNumber"));
    }
  return found;
}

static TieSandboxXeroRecord *
take_account (TieSandboxXeroWrite *write)
{
  JsonObject *named = tie_sandbox_json_get_object (write->body, "Account");
  g_autoptr (TieSandboxXeroRecord) account = named != NULL ? tie_sandbox_xero_get (write->call, "Account", tie_sandbox_json_get_text (named, "AccountID")) : NULL;

  if (account == NULL && named != NULL)
    account = tie_sandbox_xero_find_number (write->call, "Account", tie_sandbox_json_get_text (named, "Code"));
  if (account == NULL)
    tie_sandbox_xero_problem (write, "Account could not be found");
  else if (g_strcmp0 (tie_sandbox_json_get_text (account->object, "Type"), "BANK") != 0 && !tie_sandbox_json_get_boolean (account->object, "EnablePaymentsToAccount"))
    tie_sandbox_xero_problem (write, "The account is not valid for payments: it must be a bank account, or payments to it must be enabled");
  return g_steal_pointer (&account);
}

gint64
tie_sandbox_xero_get_left (TieSandboxXeroRecord *document)
{
  return tie_sandbox_json_get_cents (document->object, g_str_equal (document->kind, "CreditNote") ? "RemainingCredit" : "AmountDue");
}

static void
add_to_document (TieSandboxXeroWrite *write,
                 TieSandboxXeroRecord *document,
                 gint64 amount)
{
  static const char *const copied[] = { "PaymentID", "Date", "Reference" };
  JsonObject *entry = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (copied); i++)
    {
      const char *text = tie_sandbox_json_get_text (write->record->object, copied[i]);

      if (text != NULL)
        json_object_set_string_member (entry, copied[i], text);
    }
  tie_sandbox_json_set_cents (entry, "Amount", amount);
  json_array_add_object_element (tie_sandbox_json_get_array (document->object, "Payments"), entry);
  tie_sandbox_xero_settle (write->call, document);
  tie_sandbox_xero_put (write->call, document);
}

static JsonObject *
make_reference (TieSandboxXeroRecord *document)
{
  const TieSandboxXeroKind *kind = tie_sandbox_xero_kind_get (document->kind);
  const char *number = tie_sandbox_json_get_text (document->object, kind->number_member);
  JsonObject *reference = json_object_new ();

  json_object_set_string_member (reference, kind->id_member, document->id);
  if (number != NULL)
    json_object_set_string_member (reference, kind->number_member, number);
  json_object_set_string_member (reference, "Type", tie_sandbox_json_get_text (document->object, "Type"));
  json_object_set_object_member (reference, "Contact", tie_sandbox_json_copy (tie_sandbox_json_get_object (document->object, "Contact")));
  return reference;
}

static void
check_day (TieSandboxXeroWrite *write)
{
  g_autofree char *day = tie_sandbox_xero_dup_day (write->record->object, "Date");
  g_autofree char *message = NULL;

  if (day == NULL)
    tie_sandbox_xero_problem (write, "Payment Date must be specified.");
  else if (tie_sandbox_xero_is_locked (write->call, day, &message))
    tie_sandbox_xero_problem (write, "%s", message);
}

static void
pay (TieSandboxXeroWrite *write)
{
  static const char *const types[][2] = {
    { "ACCREC", "ACCRECPAYMENT" },
    { "ACCPAY", "ACCPAYPAYMENT" },
    { "ACCRECCREDIT", "ARCREDITPAYMENT" },
    { "ACCPAYCREDIT", "APCREDITPAYMENT" },
  };
  JsonObject *object = write->record->object;
  g_autoptr (TieSandboxXeroRecord) document = tie_sandbox_xero_find_document (write->call, write->body);
  g_autoptr (TieSandboxXeroRecord) account = take_account (write);
  JsonObject *named;
  gint64 amount = 0;

  tie_sandbox_xero_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields));
  check_day (write);
  if (document == NULL)
    tie_sandbox_xero_problem (write, "You must provide a valid Invoice, CreditNote, Overpayment or Prepayment");
  else if (g_strcmp0 (document->status, "AUTHORISED") != 0)
    tie_sandbox_xero_problem (write, "Payments can only be made against Authorised documents");
  if (!tie_sandbox_json_get_decimal (write->body, "Amount", TIE_MONEY_DECIMALS, &amount) || amount <= 0)
    tie_sandbox_xero_problem (write, "Payment amount must be greater than zero");
  else if (document != NULL && amount > tie_sandbox_xero_get_left (document))
    tie_sandbox_xero_problem (write, "Payment amount exceeds the amount outstanding on this document");
  if (write->problems->len > 0)
    return;

  write->record->id = tie_random_uuid ();
  json_object_set_string_member (object, "PaymentID", write->record->id);
  tie_sandbox_json_set_cents (object, "Amount", amount);
  json_object_set_string_member (object, "Status", "AUTHORISED");
  if (!json_object_has_member (object, "IsReconciled"))
    json_object_set_boolean_member (object, "IsReconciled", FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (document->object, "Type"), types[i][0]) == 0)
        json_object_set_string_member (object, "PaymentType", types[i][1]);
    }
  named = json_object_new ();
  json_object_set_string_member (named, "AccountID", account->id);
  if (tie_sandbox_json_get_text (account->object, "Code") != NULL)
    json_object_set_string_member (named, "Code", tie_sandbox_json_get_text (account->object, "Code"));
  json_object_set_object_member (object, "Account", named);
  json_object_set_object_member (object, g_intern_string (document->kind), make_reference (document));
  add_to_document (write, document, amount);
}

void
tie_sandbox_xero_remove_entry (JsonArray *array,
                               const char *member,
                               const char *id)
{
  for (guint i = json_array_get_length (array); i > 0; i--)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (array, i - 1), member), id) == 0)
        json_array_remove_element (array, i - 1);
    }
}

/* The only thing that can be done to a payment. */
static void
take_back (TieSandboxXeroWrite *write)
{
  g_autoptr (TieSandboxXeroRecord) document = NULL;

  if (g_strcmp0 (tie_sandbox_json_get_text (write->body, "Status"), "DELETED") != 0)
    {
      tie_sandbox_xero_problem (write, "Payments cannot be edited, only deleted");
      return;
    }
  if (json_object_has_member (write->record->object, "BatchPaymentID"))
    {
      tie_sandbox_xero_problem (write, "The payment is part of a batch payment and cannot be deleted by itself");
      return;
    }
  if (g_strcmp0 (write->record->status, "DELETED") == 0)
    {
      tie_sandbox_xero_problem (write, "Payment not of valid status for modification");
      return;
    }
  check_day (write);
  if (write->problems->len > 0)
    return;
  document = tie_sandbox_xero_find_document (write->call, write->record->object);
  json_object_set_string_member (write->record->object, "Status", "DELETED");
  tie_sandbox_xero_remove_entry (tie_sandbox_json_get_array (document->object, "Payments"), "PaymentID", write->record->id);
  tie_sandbox_xero_settle (write->call, document);
  tie_sandbox_xero_put (write->call, document);
}

void
tie_sandbox_xero_apply_payment (TieSandboxXeroWrite *write)
{
  if (write->is_new)
    pay (write);
  else
    take_back (write);
}
