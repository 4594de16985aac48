/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sales"
#include "config.h"

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

#define FIRST_NUMBER 1001
#define SALES_FORMS "'Invoice', 'CreditMemo', 'RefundReceipt'"

/* Where the company numbers its forms itself, the next number after the greatest. */
static void
number_form (TieSandboxWrite *write,
             JsonObject *object)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (write->company, "SalesFormsPrefs");
  g_autofree char *number = NULL;
  gint64 last;

  if (json_object_has_member (object, "DocNumber") || write->mode != TIE_SANDBOX_CREATE || tie_sandbox_json_get_boolean (preferences, "CustomTxnNumbers"))
    return;
  last = tie_sandbox_store_get_number (write->company->store, "SELECT max (CAST (name AS INTEGER)) FROM document WHERE entity IN (" SALES_FORMS ")", "");
  number = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (last + 1, FIRST_NUMBER));
  json_object_set_string_member (object, "DocNumber", number);
}

static void
copy_from_customer (JsonObject *object,
                    JsonObject *customer,
                    const char *member,
                    const char *customer_member)
{
  JsonObject *source = tie_sandbox_json_get_object (customer, customer_member);

  if (source != NULL && !json_object_has_member (object, member))
    json_object_set_object_member (object, member, tie_sandbox_json_copy (source));
}

static TieSandboxFault *
add_defaults (TieSandboxWrite *write,
              JsonObject *object,
              JsonObject *customer)
{
  if (write->mode == TIE_SANDBOX_CREATE)
    {
      copy_from_customer (object, customer, "BillAddr", "BillAddr");
      copy_from_customer (object, customer, "ShipAddr", "ShipAddr");
      copy_from_customer (object, customer, "BillEmail", "PrimaryEmailAddr");
    }
  if (!json_object_has_member (object, "ApplyTaxAfterDiscount"))
    json_object_set_boolean_member (object, "ApplyTaxAfterDiscount", FALSE);
  if (!json_object_has_member (object, "PrintStatus"))
    json_object_set_string_member (object, "PrintStatus", "NotSet");
  if (!json_object_has_member (object, "EmailStatus"))
    json_object_set_string_member (object, "EmailStatus", "NotSet");
  if (g_strcmp0 (tie_sandbox_json_get_text (object, "EmailStatus"), "NeedToSend") == 0 && !json_object_has_member (object, "BillEmail"))
    return tie_sandbox_fault_new (6420, "BillEmail", "An e-mail address is needed to send this form");
  return NULL;
}

static TieSandboxFault *
set_totals (TieSandboxWrite *write,
            TieSandboxDocument *document,
            gint64 total)
{
  JsonObject *object = document->object;
  gint64 applied = document->id != 0 ? tie_sandbox_balance_get_applied (write->company->store, document->entity, document->id, 0) : 0;
  gint64 balance = total - tie_sandbox_json_get_cents (object, "Deposit") - applied;
  gboolean is_invoice = g_str_equal (document->entity, "Invoice");

  if (total < 0)
    return tie_sandbox_fault_new (2290, "TotalAmt", "The total of a form must not be negative");
  if (g_str_equal (document->entity, "RefundReceipt")) /* it gives the credit out at once */
    {
      if (!json_object_has_member (object, "DepositToAccountRef"))
        return tie_sandbox_fault_new (2020, "DepositToAccountRef", "Required parameter DepositToAccountRef is missing in the request");
      tie_sandbox_json_set_cents (object, "TotalAmt", total);
      tie_sandbox_json_set_cents (object, "Balance", 0);
      document->open = 0;
      return NULL;
    }
  if (balance < 0)
    return tie_sandbox_fault_new (6000, "TotalAmt", "The total is less than what is already applied to this form");
  tie_sandbox_json_set_cents (object, "TotalAmt", total);
  tie_sandbox_json_set_cents (object, "Balance", balance);
  if (!is_invoice)
    tie_sandbox_json_set_cents (object, "RemainingCredit", balance);
  document->open = is_invoice ? balance : -balance;
  return NULL;
}

TieSandboxFault *
tie_sandbox_sales_complete (TieSandboxWrite *write,
                            TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  g_autoptr (TieSandboxDocument) customer = NULL;
  TieSandboxTotals totals = { 0 };
  TieSandboxFault *fault = tie_sandbox_transaction_complete (write, document, "CustomerRef");
  gint64 tax;

  if (fault != NULL)
    return fault;
  customer = tie_sandbox_store_get (write->company->store, "Customer", document->party, FALSE);
  if (customer == NULL)
    return tie_sandbox_fault_new (2500, "CustomerRef", "Invalid Reference Id : Customer not found");
  number_form (write, object);
  fault = tie_sandbox_transaction_check_number (write, document, SALES_FORMS, 0);
  if (fault == NULL)
    fault = tie_sandbox_lines_complete (write, object, &totals);
  if (fault == NULL)
    fault = add_defaults (write, object, customer->object);
  if (fault != NULL)
    return fault;
  if (tie_sandbox_company_is_global (write->company))
    fault = tie_sandbox_tax_global_complete (write, object, &tax);
  else
    tax = tie_sandbox_tax_complete (write, object, customer->object, &totals);
  if (fault != NULL)
    return fault;
  if (g_str_equal (document->entity, "Invoice"))
    tie_sandbox_transaction_set_due_date (write, object, customer->object, "SalesTermRef", "SalesFormsPrefs");
  if (!json_object_has_member (object, "LinkedTxn"))
    json_object_set_array_member (object, "LinkedTxn", json_array_new ());
  return set_totals (write, document, totals.subtotal - totals.discount + tax);
}
