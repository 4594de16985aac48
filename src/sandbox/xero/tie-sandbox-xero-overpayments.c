/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-overpayments"
#include "config.h"

#include "base/tie-money.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* Money that came without an invoice, or before it.  At the real one a bank transaction makes it; here it can be read, and is there from the
 * beginning or by an edit. */

static const TieSandboxXeroField fields[] = {
  { "Type", 'e', 0, " RECEIVE-OVERPAYMENT SPEND-OVERPAYMENT RECEIVE-PREPAYMENT SPEND-PREPAYMENT " },
  { "Date", 'd', 0, NULL },
  { "Reference", 's', 255, NULL },
};

static void
set_contact (TieSandboxXeroWrite *write)
{
  g_autoptr (TieSandboxXeroRecord) contact = tie_sandbox_xero_take_contact (write);
  JsonObject *named;

  if (contact == NULL)
    return;
  named = json_object_new ();
  json_object_set_string_member (named, "ContactID", contact->id);
  json_object_set_string_member (named, "Name", tie_sandbox_json_get_text (contact->object, "Name"));
  json_object_set_object_member (write->record->object, "Contact", named);
}

void
tie_sandbox_xero_apply_overpayment (TieSandboxXeroWrite *write)
{
  g_autoptr (TieSandboxXeroRecord) organisation = tie_sandbox_xero_get (write->call, "Organisation", write->call->tenant);
  JsonObject *object = write->record->object;
  gint64 total = 0;

  tie_sandbox_xero_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields));
  set_contact (write);
  if (!json_object_has_member (object, "Type") || !json_object_has_member (object, "Date"))
    tie_sandbox_xero_problem (write, "Money in advance needs its type and its date");
  if (!tie_sandbox_json_get_decimal (write->body, "Total", TIE_MONEY_DECIMALS, &total) || total <= 0)
    tie_sandbox_xero_problem (write, "The total of money in advance must be greater than zero");
  json_object_set_string_member (object, "Status", "AUTHORISED");
  json_object_set_string_member (object, "LineAmountTypes", "NoTax");
  json_object_set_string_member (object, "CurrencyCode", tie_sandbox_json_get_text (organisation->object, "BaseCurrency"));
  tie_sandbox_json_set_cents (object, "SubTotal", total);
  tie_sandbox_json_set_cents (object, "TotalTax", 0);
  tie_sandbox_json_set_cents (object, "Total", total);
  tie_sandbox_json_set_cents (object, "RemainingCredit", total);
  json_object_set_array_member (object, "Allocations", json_array_new ());
  json_object_set_array_member (object, "Payments", json_array_new ());
}
