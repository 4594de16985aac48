/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-bill-payments"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

static const char *const types[] = { "Bill", "VendorCredit", NULL };

/* The money comes from a bank account, or stays owed on a credit card. */
static TieSandboxFault *
check_account (TieSandboxWrite *write,
               JsonObject *object)
{
  gboolean is_card = g_strcmp0 (tie_sandbox_json_get_text (object, "PayType"), "CreditCard") == 0;
  const char *member = is_card ? "CreditCardPayment" : "CheckPayment";
  const char *reference = is_card ? "CCAccountRef" : "BankAccountRef";
  gint64 id = tie_sandbox_json_get_reference_id (tie_sandbox_json_get_object (object, member), reference);
  g_autoptr (TieSandboxDocument) account = id != 0 ? tie_sandbox_store_get (write->company->store, "Account", id, FALSE) : NULL;

  if (account == NULL)
    return tie_sandbox_fault_new (2020, member, "Required parameter %s.%s is missing in the request", member, reference);
  if (g_strcmp0 (tie_sandbox_json_get_text (account->object, "AccountType"), is_card ? "Credit Card" : "Bank") != 0)
    return tie_sandbox_fault_new (6430, reference, "The account %s is of the wrong type for this use", tie_sandbox_json_get_text (account->object, "Name"));
  return NULL;
}

TieSandboxFault *
tie_sandbox_bill_payments_complete (TieSandboxWrite *write,
                                    TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  gint64 unapplied = tie_sandbox_json_get_cents (object, "TotalAmt");
  TieSandboxFault *fault = tie_sandbox_transaction_complete (write, document, "VendorRef");

  if (fault == NULL && unapplied < 0)
    fault = tie_sandbox_fault_new (2290, "TotalAmt", "The amount of a payment must not be negative");
  if (fault == NULL)
    fault = check_account (write, object);
  if (fault == NULL)
    fault = tie_sandbox_links_check (write, document, types, &unapplied);
  if (fault == NULL && unapplied < 0)
    fault = tie_sandbox_fault_new (6000, "TotalAmt", "More is applied than was paid");
  if (fault != NULL)
    return fault;
  tie_sandbox_transaction_default_account (write, object, "APAccountRef", "AccountsPayable");
  document->open = -unapplied;
  return NULL;
}
