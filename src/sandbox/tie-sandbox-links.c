/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-links"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* What payments and bill payments are applied to. */

const char *
tie_sandbox_links_get_form (const char *type)
{
  return g_strcmp0 (type, "Check") == 0 || g_strcmp0 (type, "Expense") == 0 ? "Purchase" : type;
}

/* A payment may pay its own customer's forms, and those of sub-customers that are billed with their parent. */
static gboolean
may_pay_for (TieSandboxWrite *write,
             gint64 payer,
             gint64 party)
{
  g_autoptr (TieSandboxDocument) customer = NULL;

  if (payer == party)
    return TRUE;
  if (write->entity->kind != TIE_SANDBOX_KIND_PAYMENT)
    return FALSE;
  customer = tie_sandbox_store_get (write->company->store, "Customer", party, FALSE);
  return customer != NULL && tie_sandbox_json_get_boolean (customer->object, "BillWithParent")
         && may_pay_for (write, payer, tie_sandbox_json_get_reference_id (customer->object, "ParentRef"));
}

static gint64
sum_lines (JsonArray *lines,
           const char *type,
           const char *id)
{
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonArray *links = tie_sandbox_json_get_array (line, "LinkedTxn");
      JsonObject *link = links != NULL && json_array_get_length (links) == 1 ? json_array_get_object_element (links, 0) : NULL;
      g_autofree char *link_id = link != NULL ? tie_sandbox_json_dup_scalar (json_object_get_member (link, "TxnId")) : NULL;

      if (g_strcmp0 (link_id, id) == 0 && g_strcmp0 (tie_sandbox_json_get_text (link, "TxnType"), type) == 0)
        sum += tie_sandbox_json_get_cents (line, "Amount");
    }
  return sum;
}

static TieSandboxFault *
check_link (TieSandboxWrite *write,
            TieSandboxDocument *payment,
            const char *const *types,
            JsonArray *lines,
            JsonObject *link)
{
  TieSandboxStore *store = write->company->store;
  const char *type = tie_sandbox_json_get_text (link, "TxnType");
  g_autofree char *id_text = tie_sandbox_json_dup_scalar (json_object_get_member (link, "TxnId"));
  const char *entity = tie_sandbox_links_get_form (type);
  g_autoptr (TieSandboxDocument) form = NULL;
  gint64 id = g_ascii_strtoll (id_text, NULL, 10);
  gint64 room;

  if (type == NULL || !g_strv_contains (types, type))
    return tie_sandbox_fault_new (2010, "Line.LinkedTxn.TxnType", "A payment cannot be applied to a %s in this company", type);
  form = tie_sandbox_store_get (store, entity, id, FALSE);
  if (form != NULL && g_str_equal (entity, "Purchase") && g_str_equal (type, "Check") != (g_strcmp0 (tie_sandbox_json_get_text (form->object, "PaymentType"), "Check") == 0))
    return tie_sandbox_fault_new (2010, "Line.LinkedTxn.TxnType", "The purchase %s is no %s", id_text, type);
  if (form == NULL)
    return tie_sandbox_fault_new (2500, "Line.LinkedTxn.TxnId", "Invalid Reference Id : %s element id %s not found", type, id_text);
  if (!may_pay_for (write, payment->party, form->party))
    return tie_sandbox_fault_new (620, "Line.LinkedTxn.TxnId", "The %s %s is of another name", type, id_text);
  room = tie_sandbox_json_get_cents (form->object, "TotalAmt") - tie_sandbox_json_get_cents (form->object, "Deposit")
         - tie_sandbox_balance_get_applied (store, entity, id, payment->id);
  if (sum_lines (lines, type, id_text) > room)
    return tie_sandbox_fault_new (6000, "Line.Amount", "The amount is greater than what is open of %s %s", type, id_text);
  return NULL;
}

static TieSandboxFault *
check_line (TieSandboxWrite *write,
            TieSandboxDocument *payment,
            const char *const *types,
            JsonArray *lines,
            JsonObject *line,
            gint64 *unapplied)
{
  JsonArray *links = tie_sandbox_json_get_array (line, "LinkedTxn");
  gint64 amount = tie_sandbox_json_get_cents (line, "Amount");
  TieSandboxFault *fault;

  if (links == NULL || json_array_get_length (links) != 1)
    return tie_sandbox_fault_new (2020, "Line.LinkedTxn", "Required parameter Line.LinkedTxn is missing in the request, or there are several");
  if (amount < 0)
    return tie_sandbox_fault_new (2290, "Line.Amount", "The amount of a line must not be negative");
  fault = check_link (write, payment, types, lines, json_array_get_object_element (links, 0));
  if (fault == NULL)
    *unapplied += g_strcmp0 (tie_sandbox_json_get_text (json_array_get_object_element (links, 0), "TxnType"), types[1]) == 0 ? amount : -amount;
  return fault;
}

TieSandboxFault *
tie_sandbox_links_check (TieSandboxWrite *write,
                         TieSandboxDocument *payment,
                         const char *const *types,
                         gint64 *unapplied)
{
  JsonArray *lines = tie_sandbox_json_get_array (payment->object, "Line");
  TieSandboxFault *fault = NULL;

  for (guint i = 0; fault == NULL && lines != NULL && i < json_array_get_length (lines); i++)
    fault = check_line (write, payment, types, lines, json_array_get_object_element (lines, i), unapplied);
  return fault;
}
