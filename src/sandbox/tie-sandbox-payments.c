/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-payments"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

static const char *const types[] = { "Invoice", "CreditMemo", "Check", "Expense", NULL };

TieSandboxFault *
tie_sandbox_payments_complete (TieSandboxWrite *write,
                               TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  JsonArray *lines = tie_sandbox_json_get_array (object, "Line");
  TieSandboxFault *fault = tie_sandbox_transaction_complete (write, document, "CustomerRef");
  gint64 unapplied = tie_sandbox_json_get_cents (object, "TotalAmt");

  if (fault == NULL && unapplied < 0)
    fault = tie_sandbox_fault_new (2290, "TotalAmt", "The amount of a payment must not be negative");
  if (fault == NULL && lines == NULL)
    {
      lines = tie_sandbox_auto_apply_payment (write, document);
      if (lines != NULL)
        json_object_set_array_member (object, "Line", lines);
    }
  if (fault == NULL)
    fault = tie_sandbox_links_check (write, document, types, &unapplied);
  if (fault == NULL && unapplied < 0)
    fault = tie_sandbox_fault_new (6000, "TotalAmt", "More is applied than was paid");
  if (fault != NULL)
    return fault;
  tie_sandbox_transaction_default_account (write, object, "DepositToAccountRef", "UndepositedFunds");
  if (lines == NULL)
    json_object_set_array_member (object, "Line", json_array_new ());
  json_object_set_boolean_member (object, "ProcessPayment", FALSE);
  tie_sandbox_json_set_cents (object, "UnappliedAmt", unapplied);
  document->open = -unapplied;
  return NULL;
}
