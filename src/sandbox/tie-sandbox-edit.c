/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-edit"
#include "config.h"

#include <gio/gio.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"
#include "sandbox/tie-sandbox-transaction.h"

/* Edits as a person makes them in the browser: the same rules, but nobody asks for a SyncToken. */
static TieSandboxFault *
write_members (TieSandboxCompany *company,
               TieSandboxDocument *document,
               JsonObject *members)
{
  const TieSandboxEntity *entity = tie_sandbox_entity_find (document->entity);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document->id);
  g_autofree char *token = g_strdup_printf ("%" G_GINT64_FORMAT, document->token);
  g_autofree char *result = NULL;
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (members);
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_UPDATE_SPARSE, .body = body };

  json_object_set_string_member (body, "Id", id);
  json_object_set_string_member (body, "SyncToken", token);
  json_object_set_boolean_member (body, "sparse", TRUE);
  return tie_sandbox_write_apply (&write, &result);
}

/* Settings of the company have no rules: whatever is wanted for a trial. */
void
tie_sandbox_edit_overwrite (JsonObject *object,
                            JsonObject *members)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, members);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *group = tie_sandbox_json_get_object (object, name);

      if (JSON_NODE_HOLDS_NULL (node))
        json_object_remove_member (object, name);
      else if (group != NULL && JSON_NODE_HOLDS_OBJECT (node))
        tie_sandbox_edit_overwrite (group, json_node_get_object (node));
      else
        json_object_set_member (object, name, json_node_copy (node));
    }
}

static TieSandboxFault *
bump (TieSandboxCompany *company,
      TieSandboxDocument *document,
      JsonObject *members)
{
  if (members != NULL)
    tie_sandbox_edit_overwrite (document->object, members);
  document->token++;
  document->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, document, NULL);
  tie_sandbox_company_forget_preferences (company); /* it may have been they */
  return NULL;
}

/* Deletes it, or makes it void. */
static TieSandboxFault *
end_document (TieSandboxCompany *company,
              TieSandboxDocument *document,
              gboolean is_void)
{
  const TieSandboxEntity *entity = tie_sandbox_entity_find (document->entity);
  g_autofree char *result = NULL;
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_UPDATE, .is_delete = !is_void, .is_void = is_void };
  g_autoptr (JsonObject) body = json_object_new ();

  if (!tie_sandbox_entity_is_transaction (entity) && !is_void)
    {
      /* Only merging takes names away for good. */
      document->state = TIE_SANDBOX_MERGED;
      return bump (company, document, NULL);
    }
  json_object_set_member (body, "Id", json_node_copy (json_object_get_member (document->object, "Id")));
  json_object_set_member (body, "SyncToken", json_node_copy (json_object_get_member (document->object, "SyncToken")));
  write.body = body;
  return tie_sandbox_write_apply (&write, &result);
}

/* The loser's transactions go to the survivor, and the loser is gone. */
static TieSandboxFault *
merge (TieSandboxCompany *company,
       TieSandboxDocument *loser,
       gint64 into)
{
  g_autoptr (TieSandboxDocument) survivor = tie_sandbox_store_get (company->store, loser->entity, into, FALSE);
  const TieSandboxEntity *entity = tie_sandbox_entity_find (loser->entity);
  gboolean is_vendor = g_str_equal (loser->entity, "Vendor");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, into);
  g_autofree char *sql = NULL;

  if (survivor == NULL || into == loser->id)
    return tie_sandbox_fault_new (610, "into", "Object Not Found : %s %s", loser->entity, id);
  sql = g_strdup_printf ("UPDATE document SET party = ?, token = token + 1, updated = ?,"
                         " json = json_set (json, '$.%s.value', ?, '$.%s.name', ?, '$.SyncToken', CAST (token + 1 AS TEXT))"
                         " WHERE party = ? AND party <> 0 AND entity IN (%s) AND state < 2",
                         is_vendor ? "VendorRef" : "CustomerRef", is_vendor ? "VendorRef" : "CustomerRef",
                         is_vendor ? "'Bill', 'VendorCredit', 'BillPayment'" : "'Invoice', 'CreditMemo', 'Payment', 'RefundReceipt'");
  tie_sandbox_store_run (company->store, sql, "iissi", into, tie_sandbox_company_now (company), id,
                         tie_sandbox_json_get_text (survivor->object, "DisplayName"), loser->id);
  if (!is_vendor)
    tie_sandbox_store_run (company->store, "UPDATE document SET party = ?, token = token + 1, updated = ?,"
                                           " json = json_set (json, '$.EntityRef.value', ?, '$.EntityRef.name', ?, '$.SyncToken', CAST (token + 1 AS TEXT))"
                                           " WHERE party = ? AND party <> 0 AND entity = 'Purchase' AND state < 2",
                           "iissi", into, tie_sandbox_company_now (company), id, tie_sandbox_json_get_text (survivor->object, "DisplayName"), loser->id);
  loser->state = TIE_SANDBOX_MERGED;
  bump (company, loser, NULL);
  bump (company, survivor, NULL);
  if (entity->kind == TIE_SANDBOX_KIND_NAME)
    tie_sandbox_balance_refresh_party (company, into, is_vendor);
  return NULL;
}

/* Somebody takes the payment to the bank. */
static TieSandboxFault *
deposit (TieSandboxCompany *company,
         TieSandboxDocument *document)
{
  JsonArray *links = json_array_new ();
  JsonObject *link = json_object_new ();

  json_object_set_string_member (link, "TxnId", "1");
  json_object_set_string_member (link, "TxnType", "Deposit");
  json_array_add_object_element (links, link);
  json_object_set_array_member (document->object, "LinkedTxn", links);
  return bump (company, document, NULL);
}

static TieSandboxFault *
set_active (TieSandboxCompany *company,
            TieSandboxDocument *document,
            gboolean active)
{
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_boolean_member (members, "Active", active);
  return write_members (company, document, members);
}

static TieSandboxFault *
apply (TieSandboxCompany *company,
       JsonObject *edit,
       TieSandboxDocument *document,
       const char *action)
{
  JsonObject *members = tie_sandbox_json_get_object (edit, "members");
  const TieSandboxEntity *entity = tie_sandbox_entity_find (document->entity);

  if (g_str_equal (action, "bump"))
    return bump (company, document, NULL);
  if (g_str_equal (action, "deposit") && entity->kind == TIE_SANDBOX_KIND_PAYMENT)
    return deposit (company, document);
  if (g_str_equal (action, "delete") || g_str_equal (action, "void"))
    return end_document (company, document, g_str_equal (action, "void"));
  if (g_str_equal (action, "deactivate") || g_str_equal (action, "activate"))
    return set_active (company, document, g_str_equal (action, "activate"));
  if (g_str_equal (action, "rename") && tie_sandbox_json_get_text (edit, "name") != NULL && entity->name_member != NULL)
    {
      g_autoptr (JsonObject) renaming = json_object_new ();

      json_object_set_string_member (renaming, entity->name_member, tie_sandbox_json_get_text (edit, "name"));
      return write_members (company, document, renaming);
    }
  if (g_str_equal (action, "merge"))
    {
      g_autofree char *into = tie_sandbox_json_dup_scalar (json_object_get_member (edit, "into"));

      return merge (company, document, into != NULL ? g_ascii_strtoll (into, NULL, 10) : 0);
    }
  if (g_str_equal (action, "set") && members != NULL)
    return entity->kind == TIE_SANDBOX_KIND_READ_ONLY ? bump (company, document, members) : write_members (company, document, members);
  return tie_sandbox_fault_new (2000, "action", "The action %s is not known or lacks something", action);
}

static TieSandboxFault *
create (TieSandboxCompany *company,
        const TieSandboxEntity *entity,
        JsonObject *members)
{
  g_autofree char *result = NULL;
  g_autoptr (JsonObject) body = tie_sandbox_json_copy (members);
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_CREATE, .body = body };

  return tie_sandbox_write_apply (&write, &result);
}

static TieSandboxFault *
run_edit (TieSandboxCompany *company,
          JsonObject *edit)
{
  const char *name = tie_sandbox_json_get_text (edit, "entity");
  const char *action = tie_sandbox_json_get_text (edit, "action");
  const TieSandboxEntity *entity = name != NULL ? tie_sandbox_entity_find (name) : NULL;
  g_autofree char *id_text = tie_sandbox_json_dup_scalar (json_object_get_member (edit, "id"));
  g_autoptr (TieSandboxDocument) document = NULL;

  if (entity == NULL || action == NULL)
    return tie_sandbox_fault_new (2000, "entity", "An edit needs an action and an entity");
  if (g_str_equal (action, "create") && tie_sandbox_json_get_object (edit, "members") != NULL)
    return create (company, entity, tie_sandbox_json_get_object (edit, "members"));
  document = tie_sandbox_store_get (company->store, entity->name, id_text != NULL ? g_ascii_strtoll (id_text, NULL, 10) : 1, FALSE);
  if (document == NULL)
    return tie_sandbox_fault_new (610, "id", "Object Not Found : %s %s", entity->name, id_text);
  return apply (company, edit, document, action);
}

gboolean
tie_sandbox_edit_apply (TieSandboxCompany *company,
                        const char *json,
                        GError **error)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (json);
  g_autoptr (TieSandboxFault) fault = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "An edit is a JSON object");
      return FALSE;
    }
  tie_sandbox_store_begin (company->store);
  fault = run_edit (company, json_node_get_object (root));
  if (fault != NULL)
    tie_sandbox_store_rollback (company->store);
  else
    tie_sandbox_store_commit (company->store);
  if (fault != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%u: %s", fault->code, fault->detail);
  return fault == NULL;
}
