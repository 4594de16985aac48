/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-payments"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "sandbox/sage/tie-sandbox-sage.h"
#include "sandbox/sage/tie-sandbox-sage-pay.h"

static const TieSandboxSageField fields[] = {
  { "transaction_type_id", 'e', 0, "transaction_types CUSTOMER_RECEIPT VENDOR_PAYMENT CUSTOMER_REFUND VENDOR_REFUND" },
  { "contact_id", 'x', 0, NULL },
  { "bank_account_id", 'r', 0, "bank_account" },
  { "payment_method_id", 'e', 0, "payment_methods CASH CHECK CREDIT_DEBIT ELECTRONIC" },
  { "date", 'd', 0, NULL },
  { "reference", 's', 25, NULL },
  { "total_amount", 'n', 0, NULL },
  { "currency_id", 'e', 0, "currencies GBP USD EUR" },
  { "exchange_rate", 'n', 0, NULL },
  { "allocated_artefacts", 'x', 0, NULL },
  { "payment_on_account", 'x', 0, NULL },
};

/* What each of them pays, and who it is. */
static const struct { const char *type; const char *contact; const char *artefacts; } types[] = {
  { "CUSTOMER_RECEIPT", "CUSTOMER", "sales_invoice" },
  { "VENDOR_PAYMENT", "VENDOR", "purchase_invoice purchase_quick_entry" },
  { "CUSTOMER_REFUND", "CUSTOMER", "sales_credit_note" },
  { "VENDOR_REFUND", "VENDOR", "purchase_credit_note purchase_quick_entry" },
};

static gboolean
fits (const char *artefacts,
      const TieSandboxSageRecord *artefact)
{
  g_auto (GStrv) kinds = g_strsplit (artefacts, " ", -1);

  return g_strv_contains ((const char *const *) kinds, artefact->kind->name);
}

static gint64
take_artefact (TieSandboxSageWrite *write,
               const char *artefacts,
               JsonObject *sent,
               JsonArray *allocated)
{
  const char *id = tie_sandbox_json_get_text (sent, "artefact_id");
  g_autoptr (TieSandboxSageRecord) artefact = id != NULL ? tie_sandbox_sage_find_artefact (write->call, id) : NULL;
  gint64 amount = tie_sandbox_sage_get_number (sent, "amount", TIE_MONEY_DECIMALS);
  gint64 discount = tie_sandbox_sage_get_number (sent, "discount", TIE_MONEY_DECIMALS);

  if (artefact == NULL || !fits (artefacts, artefact) || g_strcmp0 (artefact->contact, tie_sandbox_sage_get_reference (write->record->object, "contact")) != 0)
    tie_sandbox_sage_not_found (write, "The record was not found.");
  else if (amount <= 0 || discount < 0)
    tie_sandbox_sage_problem (write, "allocated_artefacts.amount", "must be greater than 0");
  else if (amount + discount > tie_sandbox_sage_get_artefact_left (write->call, artefact) || g_strcmp0 (artefact->status, "VOID") == 0
           || g_strcmp0 (artefact->status, "DRAFT") == 0)
    tie_sandbox_sage_problem (write, "allocated_artefacts.amount", "is more than what is outstanding");
  else
    {
      tie_sandbox_sage_add_allocated (allocated, artefact, id, amount, discount);
      tie_sandbox_sage_allocate (write, id, amount, discount);
    }
  return amount;
}

/* What is not allocated stays on account. */
static void
set_rest (JsonObject *object,
          gint64 rest)
{
  JsonObject *stored = tie_sandbox_json_get_object (object, "payment_on_account");
  g_autofree char *id = stored != NULL ? g_strdup (tie_sandbox_json_get_text (stored, "id")) : tie_sandbox_sage_new_id ();
  JsonObject *account;

  if (rest == 0)
    {
      json_object_set_null_member (object, "payment_on_account");
      return;
    }
  tie_sandbox_sage_set_reference (object, "payment_on_account", "payments_on_account", id, "Payment on account");
  account = tie_sandbox_json_get_object (object, "payment_on_account");
  tie_sandbox_sage_set_number (account, "total_amount", rest, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (account, "outstanding_amount", rest, TIE_MONEY_DECIMALS);
}

static void
allocate (TieSandboxSageWrite *write,
          const char *artefacts)
{
  JsonObject *object = write->record->object;
  JsonArray *sent = tie_sandbox_json_get_array (write->body, "allocated_artefacts");
  JsonArray *allocated = json_array_new ();
  gint64 total = tie_sandbox_sage_get_number (object, "total_amount", TIE_MONEY_DECIMALS);
  gint64 used = 0;

  if (write->record->id == NULL)
    write->record->id = tie_sandbox_sage_new_id ();
  tie_sandbox_sage_unallocate (write->call, write->record->id);
  json_object_set_array_member (object, "allocated_artefacts", allocated);
  for (guint i = 0; sent != NULL && i < json_array_get_length (sent); i++)
    {
      JsonNode *node = json_array_get_element (sent, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        used += take_artefact (write, artefacts, json_node_get_object (node), allocated);
    }
  if (used > total)
    tie_sandbox_sage_problem (write, "total_amount", "is less than what is allocated");
  else
    set_rest (object, total - used);
}

void
tie_sandbox_sage_apply_payment (TieSandboxSageWrite *write)
{
  static const char *const required[] = { "transaction_type", "bank_account", "date", "total_amount", NULL };
  JsonObject *object = write->record->object;
  g_autoptr (TieSandboxSageRecord) contact = NULL;
  const char *type, *reference;
  gsize i = 0;

  if (!write->is_new)
    tie_sandbox_sage_check_day (write, "date");
  if (!write->is_new && tie_sandbox_sage_is_allocated (write->call, write->record->id))
    tie_sandbox_sage_problem (write, NULL, "The transaction cannot be edited.");
  tie_sandbox_sage_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields), "");
  tie_sandbox_sage_require (write, object, "", required);
  type = tie_sandbox_sage_get_reference (object, "transaction_type");
  while (type != NULL && i < G_N_ELEMENTS (types) - 1 && !g_str_equal (types[i].type, type))
    i++;
  contact = tie_sandbox_sage_take_contact (write, types[i].contact);
  tie_sandbox_sage_check_day (write, "date");
  if (tie_sandbox_sage_get_number (object, "total_amount", TIE_MONEY_DECIMALS) <= 0)
    tie_sandbox_sage_problem (write, "total_amount", "must be greater than 0");
  if (write->problems->len > 0)
    return;
  reference = tie_sandbox_json_get_text (object, "reference");
  json_object_set_string_member (object, "displayed_as", reference != NULL ? reference : "");
  if (write->is_new || json_object_has_member (write->body, "allocated_artefacts") || json_object_has_member (write->body, "total_amount"))
    allocate (write, types[i].artefacts);
}
