/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-expenses"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* Purchases: cheques, cash and card expenses, to anybody.  One that goes to a customer and is booked on the receivables is
 * owed by the customer again, until a credit is put against it. */

static const char *
get_account_type (TieSandboxWrite *write,
                  JsonObject *object)
{
  gint64 id = tie_sandbox_json_get_reference_id (object, "AccountRef");
  g_autoptr (TieSandboxDocument) account = id != 0 ? tie_sandbox_store_get (write->company->store, "Account", id, FALSE) : NULL;

  return account != NULL ? g_intern_string (tie_sandbox_json_get_text (account->object, "AccountType")) : NULL;
}

static TieSandboxFault *
check_account (TieSandboxWrite *write,
               JsonObject *object)
{
  const char *type = get_account_type (write, object);
  gboolean is_card = g_strcmp0 (tie_sandbox_json_get_text (object, "PaymentType"), "CreditCard") == 0;

  if (type == NULL)
    return tie_sandbox_fault_new (2020, "AccountRef", "Required parameter AccountRef is missing in the request");
  if (g_strcmp0 (type, is_card ? "Credit Card" : "Bank") != 0)
    return tie_sandbox_fault_new (6430, "AccountRef", "The account is of the wrong type for this use");
  return NULL;
}

/* Whom it went to: customers, vendors and employees are told apart by a word beside the id. */
static TieSandboxFault *
check_entity (TieSandboxWrite *write,
              TieSandboxDocument *document)
{
  JsonObject *reference = tie_sandbox_json_get_object (document->object, "EntityRef");
  const char *type = reference != NULL ? tie_sandbox_json_get_text (reference, "type") : NULL;
  gint64 id = tie_sandbox_json_get_reference_id (document->object, "EntityRef");
  g_autoptr (TieSandboxDocument) entity = NULL;

  document->party = 0;
  if (reference == NULL)
    return NULL;
  if (type == NULL || (!g_str_equal (type, "Customer") && !g_str_equal (type, "Vendor") && !g_str_equal (type, "Employee")))
    return tie_sandbox_fault_new (2010, "EntityRef.type", "EntityRef is of no kind that is known");
  entity = tie_sandbox_store_get (write->company->store, type, id, FALSE);
  if (entity == NULL)
    return tie_sandbox_fault_new (2500, "EntityRef", "Invalid Reference Id : %s element id %" G_GINT64_FORMAT " not found", type, id);
  json_object_set_string_member (reference, "name", tie_sandbox_json_get_text (entity->object, "DisplayName"));
  if (g_str_equal (type, "Customer"))
    document->party = id;
  return NULL;
}

/* What of it the customer owes. */
static TieSandboxFault *
sum_receivable (TieSandboxWrite *write,
                TieSandboxDocument *document,
                gint64 *sum)
{
  JsonArray *lines = tie_sandbox_json_get_array (document->object, "Line");

  *sum = 0;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *detail = tie_sandbox_json_get_object (line, "AccountBasedExpenseLineDetail");

      if (detail == NULL || g_strcmp0 (get_account_type (write, detail), "Accounts Receivable") != 0)
        continue;
      if (document->party == 0)
        return tie_sandbox_fault_new (6000, "EntityRef", "When you use Accounts Receivable, you must choose a customer in the name field");
      *sum += tie_sandbox_json_get_cents (line, "Amount");
    }
  return NULL;
}

TieSandboxFault *
tie_sandbox_expenses_complete (TieSandboxWrite *write,
                               TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  TieSandboxTotals totals = { 0 };
  gint64 receivable = 0;
  gint64 applied = document->id != 0 ? tie_sandbox_balance_get_applied (write->company->store, document->entity, document->id, 0) : 0;
  TieSandboxFault *fault = check_entity (write, document);
  gint64 party = document->party;

  if (fault == NULL)
    fault = tie_sandbox_transaction_complete (write, document, "AccountRef");
  document->party = party;
  if (fault == NULL)
    fault = check_account (write, object);
  if (fault == NULL)
    fault = tie_sandbox_lines_complete (write, object, &totals);
  if (fault == NULL)
    fault = sum_receivable (write, document, &receivable);
  if (fault == NULL && receivable < applied)
    fault = tie_sandbox_fault_new (6000, "TotalAmt", "The total is less than what is already applied to this form");
  if (fault != NULL)
    return fault;
  tie_sandbox_json_set_cents (object, "TotalAmt", totals.subtotal);
  document->open = receivable - applied;
  return NULL;
}
