/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-transaction"
#include "config.h"

#include <string.h>

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

static TieSandboxFault *
check_period (TieSandboxCompany *company,
              const char *date)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (company, "AccountingInfoPrefs");
  const char *closed = tie_sandbox_json_get_text (preferences, "BookCloseDate");

  if (closed == NULL || date == NULL || strcmp (date, closed) > 0)
    return NULL;
  return tie_sandbox_fault_new (6210, "TxnDate", "The account period has closed and the account books cannot be updated. Closing date: %s", closed);
}

/* What is in a deposit cannot be changed. */
static TieSandboxFault *
check_deposit (JsonObject *object)
{
  JsonArray *links = tie_sandbox_json_get_array (object, "LinkedTxn");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    {
      if (g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (links, i), "TxnType"), "Deposit") == 0)
        return tie_sandbox_fault_new (6540, NULL, "Deposited Transaction Cannot Be Changed : the payment is in a deposit. Remove it from the deposit first.");
    }
  return NULL;
}

/* With several currencies a form is in the one of its customer or vendor, and says so. */
static TieSandboxFault *
check_currency (TieSandboxWrite *write,
                TieSandboxDocument *document,
                const char *party_member)
{
  JsonObject *object = document->object;
  g_autoptr (JsonObject) currency = tie_sandbox_company_dup_preferences (write->company, "CurrencyPrefs");
  g_autofree char *home = tie_sandbox_json_dup_reference (currency, "HomeCurrency");
  g_autofree char *wanted = tie_sandbox_json_dup_reference (object, "CurrencyRef");
  g_autoptr (TieSandboxDocument) party = NULL;
  g_autofree char *own = NULL;

  if (!tie_sandbox_json_get_boolean (currency, "MultiCurrencyEnabled"))
    {
      if (wanted != NULL && g_strcmp0 (wanted, home) != 0)
        return tie_sandbox_fault_new (6000, "CurrencyRef", "Multicurrency is not switched on, the company's currency is %s", home);
      if (wanted == NULL)
        tie_sandbox_json_set_reference (object, "CurrencyRef", home, NULL);
      return NULL;
    }
  party = tie_sandbox_store_get (write->company->store, g_str_equal (party_member, "VendorRef") ? "Vendor" : "Customer", document->party, FALSE);
  own = party != NULL ? tie_sandbox_json_dup_reference (party->object, "CurrencyRef") : NULL;
  if (wanted == NULL)
    return tie_sandbox_fault_new (2020, "CurrencyRef", "Required parameter CurrencyRef is missing in the request");
  if (g_strcmp0 (wanted, own != NULL ? own : home) != 0)
    return tie_sandbox_fault_new (6000, "CurrencyRef", "The currency of the transaction, %s, is not the one of the customer or vendor, %s", wanted, own != NULL ? own : home);
  if (!json_object_has_member (object, "ExchangeRate"))
    json_object_set_int_member (object, "ExchangeRate", 1);
  return NULL;
}

TieSandboxFault *
tie_sandbox_transaction_complete (TieSandboxWrite *write,
                                  TieSandboxDocument *document,
                                  const char *party_member)
{
  JsonObject *object = document->object;
  TieSandboxFault *fault = check_deposit (object);

  if (fault != NULL)
    return fault;
  if (!json_object_has_member (object, party_member))
    return tie_sandbox_fault_new (2020, party_member, "Required parameter %s is missing in the request", party_member);
  if (!json_object_has_member (object, "TxnDate"))
    {
      g_autofree char *today = tie_sandbox_company_today (write->company);

      json_object_set_string_member (object, "TxnDate", today);
    }
  document->party = tie_sandbox_json_get_reference_id (object, party_member);
  fault = check_currency (write, document, party_member);
  return fault != NULL ? fault : check_period (write->company, tie_sandbox_json_get_text (object, "TxnDate"));
}

static char *
add_days (const char *date,
          gint64 days)
{
  g_autofree char *noon = g_strconcat (date, "T12:00:00Z", NULL);
  g_autofree char *moved = tie_date_shift (noon, days * 24 * 3600);

  return g_strndup (moved, 10);
}

void
tie_sandbox_transaction_set_due_date (TieSandboxWrite *write,
                                      JsonObject *object,
                                      JsonObject *party,
                                      const char *party_term_member,
                                      const char *preferences_group)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (write->company, preferences_group);
  g_autoptr (TieSandboxDocument) term = NULL;
  g_autofree char *due = NULL;
  gint64 id = tie_sandbox_json_get_reference_id (object, "SalesTermRef");

  if (id == 0 && write->mode == TIE_SANDBOX_CREATE)
    {
      id = tie_sandbox_json_get_reference_id (party, party_term_member);
      id = id != 0 ? id : tie_sandbox_json_get_reference_id (preferences, "DefaultTerms");
    }
  term = tie_sandbox_store_get (write->company->store, "Term", id, FALSE);
  if (term != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

      tie_sandbox_json_set_reference (object, "SalesTermRef", text, tie_sandbox_json_get_text (term->object, "Name"));
    }
  if (json_object_has_member (object, "DueDate"))
    return;
  due = add_days (tie_sandbox_json_get_text (object, "TxnDate"), term != NULL ? json_object_get_int_member_with_default (term->object, "DueDays", 0) : 0);
  json_object_set_string_member (object, "DueDate", due);
}

static gboolean
warns_of_duplicates (TieSandboxCompany *company)
{
  g_autoptr (JsonObject) other = tie_sandbox_company_dup_preferences (company, "OtherPrefs");
  JsonArray *values = tie_sandbox_json_get_array (other, "NameValue");

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    {
      JsonObject *pair = json_array_get_object_element (values, i);

      if (g_strcmp0 (tie_sandbox_json_get_text (pair, "Name"), "SalesFormsPrefs.WarnDuplicateNumbers") == 0)
        return g_strcmp0 (tie_sandbox_json_get_text (pair, "Value"), "true") == 0;
    }
  return FALSE;
}

TieSandboxFault *
tie_sandbox_transaction_check_number (TieSandboxWrite *write,
                                      TieSandboxDocument *document,
                                      const char *entities,
                                      gint64 party)
{
  TieSandboxStore *store = write->company->store;
  const char *number = tie_sandbox_json_get_text (document->object, "DocNumber");
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *old_name = g_steal_pointer (&document->name);
  g_autofree char *sql = NULL;

  if (tie_text_is_empty (number))
    return NULL;
  document->name = tie_sandbox_fold (number);
  if (write->allows_duplicate_number || g_strcmp0 (old_name, document->name) == 0 || !warns_of_duplicates (write->company))
    return NULL;
  sql = g_strdup_printf ("SELECT entity, id FROM document WHERE entity IN (%s) AND name = ? AND state < 2 AND (? = 0 OR party = ?)"
                         " AND NOT (entity = ? AND id = ?)", entities);
  statement = tie_sandbox_store_query (store, sql, "siisi", document->name, party, party, document->entity, document->id);
  if (!tie_sandbox_store_step (store, statement))
    return NULL;
  return tie_sandbox_fault_new (6140, "DocNumber", "Duplicate Document Number Error : You must specify a different number. This number has already been used."
                                                   " DocNumber=%s is assigned to TxnType=%s with TxnId=%s",
                                number, (const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1));
}

void
tie_sandbox_transaction_default_account (TieSandboxWrite *write,
                                         JsonObject *object,
                                         const char *member,
                                         const char *sub_type)
{
  TieSandboxStore *store = write->company->store;
  g_autoptr (TieSandboxStatement) statement = NULL;

  if (json_object_has_member (object, member))
    return;
  statement = tie_sandbox_store_query (store,
                                       "SELECT id, json_extract (json, '$.Name') FROM document WHERE entity = 'Account' AND state = 0"
                                       " AND json_extract (json, '$.AccountSubType') = ? ORDER BY id LIMIT 1",
                                       "s", sub_type);
  if (tie_sandbox_store_step (store, statement))
    tie_sandbox_json_set_reference (object, member, (const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1));
}

TieSandboxFault *
tie_sandbox_transaction_delete (TieSandboxWrite *write,
                                TieSandboxDocument *document,
                                char **result)
{
  TieSandboxCompany *company = write->company;
  TieSandboxFault *fault = check_period (company, tie_sandbox_json_get_text (document->object, "TxnDate"));

  if (fault == NULL)
    fault = check_deposit (document->object);
  if (fault != NULL)
    return fault;
  tie_sandbox_balance_unapply (company, document);
  document->state = TIE_SANDBOX_DELETED;
  document->open = 0;
  document->token++;
  document->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, document, NULL);
  tie_sandbox_balance_settle (write, document, document->party);
  *result = g_strdup_printf ("{\"domain\":\"QBO\",\"status\":\"Deleted\",\"Id\":\"%" G_GINT64_FORMAT "\"}", document->id);
  return NULL;
}

static void
void_lines (JsonArray *lines)
{
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *detail = tie_sandbox_json_get_object (line, "SalesItemLineDetail");

      if (json_object_has_member (line, "Amount"))
        tie_sandbox_json_set_cents (line, "Amount", 0);
      if (detail != NULL && json_object_has_member (detail, "Qty"))
        tie_sandbox_json_set_cents (detail, "Qty", 0);
    }
}

/* No member says that a form is void: the amounts are gone and the note begins with the word. */
TieSandboxFault *
tie_sandbox_transaction_void (TieSandboxWrite *write,
                              TieSandboxDocument *document)
{
  JsonObject *object = document->object;
  const char *note = tie_sandbox_json_get_text (object, "PrivateNote");
  g_autofree char *voided = note != NULL ? g_strconcat ("Voided - ", note, NULL) : g_strdup ("Voided");
  TieSandboxFault *fault = check_period (write->company, tie_sandbox_json_get_text (object, "TxnDate"));
  gboolean is_payment = write->entity->kind == TIE_SANDBOX_KIND_PAYMENT || write->entity->kind == TIE_SANDBOX_KIND_BILL_PAYMENT;

  if (fault == NULL)
    fault = check_deposit (object);
  if (fault != NULL)
    return fault;
  if (!is_payment && !g_str_equal (write->entity->name, "Invoice"))
    return tie_sandbox_fault_new (500, NULL, "Operation void is not supported for %s", write->entity->name);
  tie_sandbox_balance_unapply (write->company, document);
  json_object_set_string_member (object, "PrivateNote", voided);
  tie_sandbox_json_set_cents (object, "TotalAmt", 0);
  if (write->entity->kind == TIE_SANDBOX_KIND_PAYMENT)
    tie_sandbox_json_set_cents (object, "UnappliedAmt", 0);
  else if (!is_payment)
    {
      JsonObject *tax = json_object_new ();

      void_lines (tie_sandbox_json_get_array (object, "Line"));
      tie_sandbox_json_set_cents (tax, "TotalTax", 0);
      json_object_set_object_member (object, "TxnTaxDetail", tax);
      tie_sandbox_json_set_cents (object, "Balance", 0);
      json_object_set_array_member (object, "LinkedTxn", json_array_new ());
    }
  document->open = 0;
  return NULL;
}
