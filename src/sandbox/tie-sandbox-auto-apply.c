/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-auto-apply"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* What the company does by itself where its settings say so. */

static JsonObject *
create_line (const char *type,
             gint64 id,
             gint64 amount)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  JsonObject *line = json_object_new ();
  JsonObject *link = json_object_new ();
  JsonArray *links = json_array_new ();

  json_object_set_string_member (link, "TxnId", text);
  json_object_set_string_member (link, "TxnType", type);
  json_array_add_object_element (links, link);
  tie_sandbox_json_set_cents (line, "Amount", amount);
  json_object_set_array_member (line, "LinkedTxn", links);
  return line;
}

/* Lines that pay the customer's open invoices, the oldest first, with so much; NULL: none is open. */
static JsonArray *
pay_oldest (TieSandboxCompany *company,
            gint64 customer,
            gint64 amount,
            gint64 *used)
{
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autoptr (JsonArray) lines = json_array_new ();

  *used = 0;
  statement = tie_sandbox_store_query (company->store,
                                       "SELECT id, open FROM document WHERE entity = 'Invoice' AND party = ? AND party <> 0 AND state = 0 AND open > 0"
                                       " ORDER BY json_extract (json, '$.TxnDate'), id",
                                       "i", customer);
  while (*used < amount && tie_sandbox_store_step (company->store, statement))
    {
      gint64 part = MIN (sqlite3_column_int64 (statement, 1), amount - *used);

      json_array_add_object_element (lines, create_line ("Invoice", sqlite3_column_int64 (statement, 0), part));
      *used += part;
    }
  return *used > 0 ? g_steal_pointer (&lines) : NULL;
}

static gboolean
is_on (TieSandboxCompany *company,
       const char *setting)
{
  g_autoptr (JsonObject) preferences = tie_sandbox_company_dup_preferences (company, "SalesFormsPrefs");

  return tie_sandbox_json_get_boolean (preferences, setting);
}

TieSandboxFault *
tie_sandbox_auto_apply_credit (TieSandboxWrite *write,
                               TieSandboxDocument *document)
{
  g_autofree char *customer = g_strdup_printf ("%" G_GINT64_FORMAT, document->party);
  g_autofree char *result = NULL;
  g_autoptr (JsonObject) body = json_object_new ();
  TieSandboxWrite link = { .company = write->company, .entity = tie_sandbox_entity_find ("Payment"), .mode = TIE_SANDBOX_CREATE, .body = body };
  JsonArray *lines;
  gint64 used = 0;

  if (!g_str_equal (document->entity, "CreditMemo") || document->open >= 0 || !is_on (write->company, "AutoApplyCredit"))
    return NULL;
  lines = pay_oldest (write->company, document->party, -document->open, &used);
  if (lines == NULL)
    return NULL;
  json_array_add_object_element (lines, create_line ("CreditMemo", document->id, used));
  tie_sandbox_json_set_reference (body, "CustomerRef", customer, NULL);
  tie_sandbox_json_set_cents (body, "TotalAmt", 0);
  json_object_set_string_member (body, "TxnDate", tie_sandbox_json_get_text (document->object, "TxnDate"));
  json_object_set_string_member (body, "PrivateNote", "Created by QB Online to link credits to charges.");
  json_object_set_array_member (body, "Line", lines);
  return tie_sandbox_write_apply (&link, &result);
}

JsonArray *
tie_sandbox_auto_apply_payment (TieSandboxWrite *write,
                                TieSandboxDocument *document)
{
  gint64 used = 0;

  if (write->mode != TIE_SANDBOX_CREATE || !is_on (write->company, "AutoApplyPayments"))
    return NULL;
  return pay_oldest (write->company, document->party, tie_sandbox_json_get_cents (document->object, "TotalAmt"), &used);
}
