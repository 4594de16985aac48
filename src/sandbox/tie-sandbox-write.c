/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-write"
#include "config.h"

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-transaction.h"

/* What the company computes and a full update must not lose. */
static const char *const kept_members[] = {
  "Balance", "BalanceWithJobs", "CurrentBalance", "Classification", "CurrencyRef", "LinkedTxn",
};

static TieSandboxFault *
find_target (TieSandboxWrite *write,
             TieSandboxDocument **document)
{
  g_autofree char *id_text = tie_sandbox_json_dup_scalar (json_object_get_member (write->body, "Id"));
  g_autofree char *token_text = tie_sandbox_json_dup_scalar (json_object_get_member (write->body, "SyncToken"));
  gint64 id = 0, token = -1;

  if (!g_ascii_string_to_signed (id_text != NULL ? id_text : "", 10, 1, G_MAXINT64, &id, NULL))
    return tie_sandbox_fault_new (2030, "Id", "Invalid ID : %s", id_text);
  *document = tie_sandbox_store_get (write->company->store, write->entity->name, id, FALSE);
  if (*document == NULL)
    return tie_sandbox_fault_new (610, "Id", "Object Not Found : Something you're trying to use has been deleted or made inactive: %s %s",
                                  write->entity->name, id_text);
  if (token_text == NULL)
    return tie_sandbox_fault_new (2020, "SyncToken", "Required parameter SyncToken is missing in the request");
  if (!g_ascii_string_to_signed (token_text, 10, 0, G_MAXINT64, &token, NULL) || token != (*document)->token)
    return tie_sandbox_fault_new (5010, "SyncToken", "Stale Object Error : You and somebody else were working on this at the same time."
                                                     " The other one finished first, so your work was not saved.");
  return NULL;
}

/* An empty text clears the member. */
static void
merge_into (JsonObject *object,
            JsonObject *body)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, body);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (g_str_equal (name, "sparse") || g_str_equal (name, "Id") || g_str_equal (name, "SyncToken"))
        continue;
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) == '\0')
        json_object_remove_member (object, name);
      else
        json_object_set_member (object, name, json_node_copy (node));
    }
}

static void
replace_object (TieSandboxDocument *document,
                JsonObject *body)
{
  JsonObject *replacement = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (kept_members); i++)
    {
      JsonNode *kept = json_object_get_member (document->object, kept_members[i]);

      if (kept != NULL)
        json_object_set_member (replacement, kept_members[i], json_node_copy (kept));
    }
  merge_into (replacement, body);
  json_object_unref (document->object);
  document->object = replacement;
}

static void
settle_activity (TieSandboxWrite *write,
                 TieSandboxDocument *document)
{
  if (tie_sandbox_entity_is_transaction (write->entity))
    return;
  if (!json_object_has_member (document->object, "Active"))
    json_object_set_boolean_member (document->object, "Active", TRUE);
  document->state = tie_sandbox_json_get_boolean (document->object, "Active") ? TIE_SANDBOX_ACTIVE : TIE_SANDBOX_INACTIVE;
}

static TieSandboxFault *
complete (TieSandboxWrite *write,
          TieSandboxDocument *document)
{
  switch (write->entity->kind)
    {
    case TIE_SANDBOX_KIND_NAME:
      return tie_sandbox_names_complete (write, document);
    case TIE_SANDBOX_KIND_LIST:
      return tie_sandbox_lists_complete (write, document);
    case TIE_SANDBOX_KIND_SALE:
      return tie_sandbox_sales_complete (write, document);
    case TIE_SANDBOX_KIND_PAYMENT:
      return tie_sandbox_payments_complete (write, document);
    case TIE_SANDBOX_KIND_PURCHASE:
      return tie_sandbox_purchases_complete (write, document);
    case TIE_SANDBOX_KIND_BILL_PAYMENT:
      return tie_sandbox_bill_payments_complete (write, document);
    case TIE_SANDBOX_KIND_EXPENSE:
      return tie_sandbox_expenses_complete (write, document);
    case TIE_SANDBOX_KIND_READ_ONLY:
      break;
    }
  return tie_sandbox_fault_new (500, NULL, "Operation is not supported for %s", write->entity->name);
}

static TieSandboxFault *
store_document (TieSandboxWrite *write,
                TieSandboxDocument *document,
                const char *old_name,
                gint64 old_party,
                char **result)
{
  gint64 now = tie_sandbox_company_now (write->company);
  gboolean is_new = document->id == 0;
  gboolean is_transaction = tie_sandbox_entity_is_transaction (write->entity);
  TieSandboxFault *fault = NULL;

  document->updated = now;
  if (is_new)
    document->created = now;
  else
    document->token++;
  if (document->state == TIE_SANDBOX_INACTIVE)
    tie_sandbox_names_mark_inactive (document, write->entity);
  tie_sandbox_store_put (write->company->store, document, write->entity->sequence);
  if (is_transaction)
    {
      tie_sandbox_balance_settle (write, document, old_party);
      if (is_new)
        fault = tie_sandbox_auto_apply_credit (write, document);
    }
  else if (!is_new && g_strcmp0 (old_name, document->unique_name) != 0)
    fault = tie_sandbox_names_propagate (write->company, document);
  if (fault == NULL)
    *result = tie_sandbox_store_dup_json (write->company->store, write->entity->name, document->id);
  return fault;
}

static gint64
find_last_line_id (JsonObject *object)
{
  JsonArray *lines = tie_sandbox_json_get_array (object, "Line");
  gint64 last = 0;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const char *id = tie_sandbox_json_get_text (json_array_get_object_element (lines, i), "Id");

      last = MAX (last, id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0);
    }
  return last;
}

static TieSandboxFault *
merge_and_complete (TieSandboxWrite *write,
                    TieSandboxDocument *document)
{
  write->last_line_id = write->next_line_id = find_last_line_id (document->object);
  if (document->state == TIE_SANDBOX_INACTIVE)
    tie_sandbox_names_unmark_inactive (document, write->entity);
  if (write->mode == TIE_SANDBOX_UPDATE)
    replace_object (document, write->body);
  else
    merge_into (document->object, write->body);
  settle_activity (write, document);
  return complete (write, document);
}

/* Only Id and SyncToken count: a client that read the object before may send it all back. */
static TieSandboxFault *
end_transaction (TieSandboxWrite *write,
                 char **result)
{
  g_autoptr (TieSandboxDocument) document = NULL;
  TieSandboxFault *fault;

  if (!tie_sandbox_entity_is_transaction (write->entity))
    return tie_sandbox_fault_new (500, NULL, "Operation is not supported for %s", write->entity->name);
  fault = find_target (write, &document);
  if (fault == NULL && write->is_delete)
    return tie_sandbox_transaction_delete (write, document, result);
  if (fault == NULL)
    fault = tie_sandbox_transaction_void (write, document);
  if (fault == NULL)
    fault = store_document (write, document, NULL, document->party, result);
  return fault;
}

TieSandboxFault *
tie_sandbox_write_apply (TieSandboxWrite *write,
                         char **result)
{
  g_autoptr (TieSandboxDocument) document = NULL;
  g_autofree char *old_name = NULL;
  gint64 old_party;
  TieSandboxFault *fault;

  if (write->entity->kind == TIE_SANDBOX_KIND_READ_ONLY)
    return tie_sandbox_fault_new (500, NULL, "Operation is not supported for %s", write->entity->name);
  fault = tie_sandbox_company_check_plan (write->company, write->entity);
  if (fault != NULL)
    return fault;
  if (write->is_delete || write->is_void)
    return end_transaction (write, result);
  fault = tie_sandbox_fields_check (write->company->fields, write->entity->name, write->body, write->mode, write->company->strict);
  if (fault == NULL && write->mode != TIE_SANDBOX_CREATE)
    fault = find_target (write, &document);
  if (fault == NULL)
    fault = tie_sandbox_references_check (write->company, write->body);
  if (fault != NULL)
    return fault;

  if (document == NULL)
    {
      document = tie_sandbox_document_new (write->entity->name);
      document->object = json_object_new ();
    }
  old_name = g_strdup (document->unique_name);
  old_party = document->party;
  fault = merge_and_complete (write, document);
  if (fault == NULL)
    fault = store_document (write, document, old_name, old_party, result);
  return fault;
}
