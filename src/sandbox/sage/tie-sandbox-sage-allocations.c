/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-allocations"
#include "config.h"

#include <string.h>

#include "base/tie-money.h"
#include "sandbox/sage/tie-sandbox-sage.h"
#include "sandbox/sage/tie-sandbox-sage-pay.h"

/* Which payment or allocation pays how much of what. */

static const TieSandboxSageField fields[] = {
  { "contact_id", 'x', 0, NULL },
  { "allocated_artefacts", 'x', 0, NULL },
  { "date", 'd', 0, NULL },
  /* The names are not confirmed. */
  { "transaction_type_id", 'e', 0, "transaction_types CUSTOMER_ALLOCATION VENDOR_ALLOCATION" },
};

static gint64
get_allocated (TieSandboxSageCall *call,
               const char *artefact)
{
  return artefact == NULL ? 0 : tie_sandbox_store_get_number (call->store, "SELECT coalesce (sum (amount + discount), 0) FROM sage_allocation WHERE artefact = ?", "s", artefact);
}

gint64
tie_sandbox_sage_get_outstanding (TieSandboxSageCall *call,
                                  TieSandboxSageRecord *record)
{
  return tie_sandbox_sage_get_number (record->object, "total_amount", TIE_MONEY_DECIMALS) - get_allocated (call, record->id);
}

/* Also a payment whose rest was used. */
gboolean
tie_sandbox_sage_is_allocated (TieSandboxSageCall *call,
                               const char *artefact)
{
  return tie_sandbox_store_get_number (call->store,
                                       "SELECT count(*) FROM sage_allocation WHERE artefact = ?1 OR artefact ="
                                       " (SELECT json_extract (json, '$.payment_on_account.id') FROM sage_record WHERE id = ?1 AND kind = 'contact_payment')",
                                       "s", artefact) > 0;
}

/* An invoice, a credit note, a quick entry, or the payment whose rest on account has that id. */
TieSandboxSageRecord *
tie_sandbox_sage_find_artefact (TieSandboxSageCall *call,
                                const char *id)
{
  g_autoptr (TieSandboxStatement) statement = NULL;

  statement = tie_sandbox_store_query (call->store,
                                       "SELECT kind, id FROM sage_record WHERE business = ?1 AND deleted = 0 AND ((id = ?2 AND kind IN"
                                       " ('sales_invoice', 'sales_credit_note', 'purchase_invoice', 'purchase_credit_note', 'purchase_quick_entry'))"
                                       " OR (kind = 'contact_payment' AND json_extract (json, '$.payment_on_account.id') = ?2))",
                                       "ss", call->business, id);
  if (!tie_sandbox_store_step (call->store, statement))
    return NULL;
  return tie_sandbox_sage_get (call, (const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1));
}

gint64
tie_sandbox_sage_get_artefact_left (TieSandboxSageCall *call,
                                    TieSandboxSageRecord *artefact)
{
  JsonObject *rest = tie_sandbox_json_get_object (artefact->object, "payment_on_account");

  if (!g_str_equal (artefact->kind->name, "contact_payment"))
    return tie_sandbox_sage_get_outstanding (call, artefact);
  return tie_sandbox_sage_get_number (rest, "total_amount", TIE_MONEY_DECIMALS) - get_allocated (call, tie_sandbox_json_get_text (rest, "id"));
}

static void
settle_artefact (TieSandboxSageCall *call,
                 const char *id)
{
  g_autoptr (TieSandboxSageRecord) artefact = tie_sandbox_sage_find_artefact (call, id);

  if (artefact == NULL)
    return;
  if (g_str_equal (artefact->kind->name, "contact_payment"))
    tie_sandbox_sage_set_number (tie_sandbox_json_get_object (artefact->object, "payment_on_account"), "outstanding_amount",
                                 tie_sandbox_sage_get_artefact_left (call, artefact), TIE_MONEY_DECIMALS);
  else
    tie_sandbox_sage_settle (call, artefact);
  tie_sandbox_sage_put (call, artefact);
}

void
tie_sandbox_sage_allocate (TieSandboxSageWrite *write,
                           const char *artefact,
                           gint64 amount,
                           gint64 discount)
{
  tie_sandbox_store_run (write->call->store, "INSERT INTO sage_allocation VALUES (?, ?, ?, ?, ?, ?)", "ssssii", write->call->business, write->record->id,
                         write->kind->name, artefact, amount, discount);
  settle_artefact (write->call, artefact);
}

void
tie_sandbox_sage_unallocate (TieSandboxSageCall *call,
                             const char *owner)
{
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store, "SELECT artefact FROM sage_allocation WHERE owner = ?", "s", owner);
  g_autoptr (GPtrArray) artefacts = g_ptr_array_new_with_free_func (g_free);

  while (tie_sandbox_store_step (call->store, statement))
    g_ptr_array_add (artefacts, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  tie_sandbox_store_run (call->store, "DELETE FROM sage_allocation WHERE owner = ?", "s", owner);
  for (guint i = 0; i < artefacts->len; i++)
    settle_artefact (call, g_ptr_array_index (artefacts, i));
}

JsonArray *
tie_sandbox_sage_dup_allocations (TieSandboxSageCall *call,
                                  const char *artefact)
{
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (call->store,
                                                                       "SELECT owner, owner_kind, amount, discount FROM sage_allocation WHERE artefact = ? ORDER BY rowid",
                                                                       "s", artefact);
  JsonArray *allocations = json_array_new ();
  g_autoptr (JsonObject) holder = json_object_new ();

  while (tie_sandbox_store_step (call->store, statement))
    {
      const TieSandboxSageKind *kind = tie_sandbox_sage_kind_get ((const char *) sqlite3_column_text (statement, 1));
      g_autoptr (TieSandboxSageRecord) owner = tie_sandbox_sage_get (call, kind->name, (const char *) sqlite3_column_text (statement, 0));
      JsonObject *one;

      tie_sandbox_sage_set_reference (holder, "one", kind->plural, owner->id, tie_sandbox_json_get_text (owner->object, "displayed_as"));
      one = json_object_ref (tie_sandbox_json_get_object (holder, "one"));
      json_object_set_string_member (one, "date", owner->date);
      tie_sandbox_sage_set_number (one, "amount", sqlite3_column_int64 (statement, 2), TIE_MONEY_DECIMALS);
      tie_sandbox_sage_set_number (one, "discount", sqlite3_column_int64 (statement, 3), TIE_MONEY_DECIMALS);
      json_array_add_object_element (allocations, one);
    }
  return allocations;
}

/* How it is answered: the artefact as an object. */
void
tie_sandbox_sage_add_allocated (JsonArray *allocated,
                                TieSandboxSageRecord *artefact,
                                const char *id,
                                gint64 amount,
                                gint64 discount)
{
  JsonObject *one = json_object_new ();
  g_autofree char *own = tie_sandbox_sage_new_id ();

  json_object_set_string_member (one, "id", own);
  tie_sandbox_sage_set_reference (one, "artefact", g_str_equal (artefact->kind->name, "contact_payment") ? "payments_on_account" : artefact->kind->plural, id,
                                  tie_sandbox_json_get_text (artefact->object, "displayed_as"));
  tie_sandbox_sage_set_number (one, "amount", amount, TIE_MONEY_DECIMALS);
  tie_sandbox_sage_set_number (one, "discount", discount, TIE_MONEY_DECIMALS);
  json_array_add_object_element (allocated, one);
}

static gboolean
is_credit (TieSandboxSageRecord *artefact)
{
  return (artefact->kind->traits & TIE_SANDBOX_SAGE_CREDIT) != 0 || g_str_equal (artefact->kind->name, "contact_payment")
         || g_strcmp0 (tie_sandbox_sage_get_reference (artefact->object, "quick_entry_type"), "CREDIT_NOTE") == 0;
}

/* What is owed counts up and what is credited down, as far as anybody knows. */
static gint64
take_artefact (TieSandboxSageWrite *write,
               JsonObject *sent,
               JsonArray *allocated)
{
  const char *id = tie_sandbox_json_get_text (sent, "artefact_id");
  g_autoptr (TieSandboxSageRecord) artefact = id != NULL ? tie_sandbox_sage_find_artefact (write->call, id) : NULL;
  gint64 amount = tie_sandbox_sage_get_number (sent, "amount", TIE_MONEY_DECIMALS);

  if (artefact == NULL || g_strcmp0 (artefact->contact, tie_sandbox_sage_get_reference (write->record->object, "contact")) != 0)
    {
      tie_sandbox_sage_not_found (write, "The record was not found.");
      return 0;
    }
  if (amount == 0 || (amount < 0) != is_credit (artefact))
    tie_sandbox_sage_problem (write, "allocated_artefacts.amount", "is above zero for what is owed and below for what is credited");
  else if (ABS (amount) > tie_sandbox_sage_get_artefact_left (write->call, artefact) || g_strcmp0 (artefact->status, "VOID") == 0
           || g_strcmp0 (artefact->status, "DRAFT") == 0)
    tie_sandbox_sage_problem (write, "allocated_artefacts.amount", "is more than what is outstanding");
  else
    {
      tie_sandbox_sage_add_allocated (allocated, artefact, id, amount, 0);
      tie_sandbox_sage_allocate (write, id, ABS (amount), 0);
    }
  return amount;
}

void
tie_sandbox_sage_apply_allocation (TieSandboxSageWrite *write)
{
  JsonObject *object = write->record->object;
  JsonArray *sent = tie_sandbox_json_get_array (write->body, "allocated_artefacts");
  JsonArray *allocated = json_array_new ();
  g_autoptr (TieSandboxSageRecord) contact = NULL;
  g_autofree char *today = tie_sandbox_sage_format_day (tie_sandbox_sage_now (write->call));
  const char *type;
  gint64 sum = 0;

  json_object_set_string_member (object, "date", today);
  json_object_set_array_member (object, "allocated_artefacts", allocated);
  tie_sandbox_sage_take_fields (write, write->body, object, fields, G_N_ELEMENTS (fields), "");
  type = tie_sandbox_sage_get_reference (object, "transaction_type");
  if (type == NULL)
    tie_sandbox_sage_problem (write, "transaction_type_id", "can't be blank");
  else
    contact = tie_sandbox_sage_take_contact (write, g_str_has_prefix (type, "CUSTOMER") ? "CUSTOMER" : "VENDOR");
  tie_sandbox_sage_check_day (write, "date");
  if (sent == NULL || json_array_get_length (sent) < 2)
    tie_sandbox_sage_problem (write, "allocated_artefacts", "can't be blank");
  if (write->problems->len > 0)
    return;
  write->record->id = tie_sandbox_sage_new_id ();
  for (guint i = 0; i < json_array_get_length (sent); i++)
    {
      JsonNode *node = json_array_get_element (sent, i);

      sum += JSON_NODE_HOLDS_OBJECT (node) ? take_artefact (write, json_node_get_object (node), allocated) : 1;
    }
  if (sum != 0)
    tie_sandbox_sage_problem (write, "allocated_artefacts", "The amounts have to add up to zero");
  json_object_set_string_member (object, "displayed_as", "Allocation");
}
