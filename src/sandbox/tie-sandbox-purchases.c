/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-purchases"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* Bills and vendor credits.  A supplier's number is unique among his own bills only. */
TieSandboxFault *
tie_sandbox_purchases_complete (TieSandboxWrite *write,
                                TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  gboolean is_bill = g_str_equal (document->entity, "Bill");
  g_autoptr (TieSandboxDocument) vendor = NULL;
  TieSandboxTotals totals = { 0 };
  gint64 balance;
  gint64 tax = 0;
  TieSandboxFault *fault = tie_sandbox_transaction_complete (write, document, "VendorRef");

  if (fault == NULL)
    fault = tie_sandbox_transaction_check_number (write, document, is_bill ? "'Bill'" : "'VendorCredit'", document->party);
  if (fault == NULL)
    fault = tie_sandbox_lines_complete (write, object, &totals);
  if (fault == NULL && tie_sandbox_company_is_global (write->company))
    fault = tie_sandbox_tax_global_complete (write, object, &tax);
  totals.subtotal += tax;
  if (fault == NULL && totals.subtotal < 0)
    fault = tie_sandbox_fault_new (2290, "TotalAmt", "The total of a form must not be negative");
  if (fault != NULL)
    return fault;
  vendor = tie_sandbox_store_get (write->company->store, "Vendor", document->party, FALSE);
  if (vendor == NULL)
    return tie_sandbox_fault_new (2500, "VendorRef", "Invalid Reference Id : Vendor not found");
  tie_sandbox_transaction_default_account (write, object, "APAccountRef", "AccountsPayable");
  if (is_bill)
    tie_sandbox_transaction_set_due_date (write, object, vendor->object, "TermRef", "VendorAndPurchasesPrefs");
  tie_sandbox_json_set_cents (object, "TotalAmt", totals.subtotal);
  balance = totals.subtotal - (document->id != 0 ? tie_sandbox_balance_get_applied (write->company->store, document->entity, document->id, 0) : 0);
  if (balance < 0)
    return tie_sandbox_fault_new (6000, "TotalAmt", "The total is less than what is already applied to this form");
  tie_sandbox_json_set_cents (object, "Balance", balance);
  document->open = is_bill ? balance : -balance;
  return NULL;
}
