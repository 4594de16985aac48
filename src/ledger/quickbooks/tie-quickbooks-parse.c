/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-quickbooks-parse"
#include "config.h"

#include "base/tie-date.h"
#include "base/tie-text.h"
#include "ledger/quickbooks/tie-quickbooks-fault.h"
#include "ledger/quickbooks/tie-quickbooks-limits.h"
#include "ledger/quickbooks/tie-quickbooks-parse.h"

JsonNode *
tie_quickbooks_parse_answer (const TieHttpAnswer *answer,
                             GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) root = tie_http_answer_parse (answer, &reason);
  JsonObject *object = tie_json_get_root_object (root);

  /* A status that says all, whatever the body is: a proxy's page with 503 is a server that does not answer. */
  if (tie_quickbooks_fault_to_error (answer->status, object, error))
    return NULL;
  if (root == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (object == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_SERVER, "The answer is JSON, but no object");
  else
    return g_steal_pointer (&root);
  return NULL;
}

/* NULL for "" too: a column is empty or it is not. */
static char *
dup_text (JsonObject *object,
          const char *member)
{
  const char *text = tie_json_get_string (object, member);

  return tie_text_is_empty (text) ? NULL : g_strdup (text);
}

static char *
join_lines (JsonObject *address)
{
  GString *out = g_string_new (NULL);

  for (guint i = 1; i <= TIE_QUICKBOOKS_MAX_LINES; i++)
    {
      g_autofree char *member = g_strdup_printf ("Line%u", i);
      const char *line = tie_json_get_string (address, member);

      if (!tie_text_is_empty (line))
        g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", line);
    }
  return g_string_free (out, out->len == 0);
}

static void
parse_address (TieRemote *remote,
               JsonObject *address)
{
  if (address == NULL)
    return;
  remote->street = join_lines (address);
  remote->city = dup_text (address, "City");
  remote->state = dup_text (address, "CountrySubDivisionCode");
  remote->postcode = dup_text (address, "PostalCode");
  remote->country = dup_text (address, "Country");
}

static char *
dump (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

/* A code is good for sales or purchases where it lists rates for them; the two that only say whether a line is taxed list
 * none. */
static char *
dup_tax_use (JsonObject *object)
{
  gboolean is_for_sales = tie_json_get_object (object, "SalesTaxRateList") != NULL;
  gboolean is_for_purchases = tie_json_get_object (object, "PurchaseTaxRateList") != NULL;

  if (is_for_sales != is_for_purchases)
    return g_strdup (is_for_sales ? "sales" : "purchase");
  return g_strdup ("both");
}

/* What only some kinds have. */
static void
parse_kind (TieRemote *remote,
            JsonObject *object)
{
  switch (remote->kind)
    {
    case TIE_KIND_ITEM:
      remote->type = dup_text (object, "Type");
      remote->rate = tie_json_get_decimal (object, "UnitPrice", 4);
      remote->company = dup_text (object, "Description"); /* where the matching looks for what a code stands for */
      g_free (remote->account);
      remote->account = dup_text (tie_json_get_object (object, "IncomeAccountRef"), "value");
      break;
    case TIE_KIND_ACCOUNT:
      remote->type = dup_text (object, "AccountType");
      remote->sub_type = dup_text (object, "AccountSubType");
      break;
    case TIE_KIND_TAX_CODE:
      remote->type = dup_tax_use (object);
      break;
    case TIE_KIND_TERM:
      remote->rate = tie_json_get_decimal (object, "DueDays", 0);
      break;
    default:
      break;
    }
}

TieRemote *
tie_quickbooks_parse_remote (const TieQuickbooksEntity *entity,
                             JsonObject *object,
                             gboolean keeps_raw,
                             GError **error)
{
  g_autoptr (TieRemote) remote = NULL;
  const char *id = tie_json_get_string (object, "Id");
  const char *updated = tie_json_get_string (tie_json_get_object (object, "MetaData"), "LastUpdatedTime");

  if (tie_text_is_empty (id))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "A %s came without its id", entity->name);
      return NULL;
    }

  remote = tie_remote_new (entity->kind, id);
  remote->parent_id = dup_text (tie_json_get_object (object, "ParentRef"), "value");
  remote->name = entity->title != NULL ? dup_text (object, entity->title) : NULL;
  remote->full_name = dup_text (object, "FullyQualifiedName");
  if (remote->full_name == NULL)
    remote->full_name = g_strdup (remote->name);
  remote->company = dup_text (object, "CompanyName");
  remote->email = dup_text (tie_json_get_object (object, "PrimaryEmailAddr"), "Address");
  remote->phone = dup_text (tie_json_get_object (object, "PrimaryPhone"), "FreeFormNumber");
  remote->account = entity->account != NULL ? dup_text (object, entity->account) : NULL;
  if (entity->address != NULL)
    parse_address (remote, tie_json_get_object (object, entity->address));
  remote->is_deleted = g_strcmp0 (tie_json_get_string (object, "status"), "Deleted") == 0;
  remote->is_active = tie_json_get_boolean (object, "Active", !remote->is_deleted);
  remote->is_project = tie_json_get_boolean (object, "IsProject", FALSE);
  remote->version = dup_text (object, "SyncToken");
  remote->updated = updated != NULL ? tie_date_normalise (updated) : NULL;
  if (tie_quickbooks_entity_shares_names (entity))
    remote->currency = dup_text (tie_json_get_object (object, "CurrencyRef"), "value");
  parse_kind (remote, object);
  if (tie_kind_is_money (entity->kind) && !remote->is_deleted)
    tie_quickbooks_parse_money (remote, entity, object);
  if (keeps_raw || !tie_kind_is_money (entity->kind))
    remote->raw = dump (object);
  return g_steal_pointer (&remote);
}

/* Of all purchases only those count that went to a customer, and came not back from one: another is none, and may have been one
 * before. */
static TieRemote *
parse_row (const TieQuickbooksEntity *entity,
           JsonObject *object,
           gboolean keeps_raw,
           GError **error)
{
  TieRemote *remote = tie_quickbooks_parse_remote (entity, object, keeps_raw, error);

  if (remote != NULL && entity->kind == TIE_KIND_REFUND &&
      (g_strcmp0 (tie_json_get_string (tie_json_get_object (object, "EntityRef"), "type"), "Customer") != 0 || tie_json_get_boolean (object, "Credit", FALSE)))
    remote->is_deleted = TRUE;
  return remote;
}

gboolean
tie_quickbooks_parse_query (JsonObject *root,
                            const TieQuickbooksEntity *entity,
                            gboolean keeps_raw,
                            GPtrArray *remotes,
                            GError **error)
{
  JsonObject *response = tie_json_get_object (root, "QueryResponse");
  JsonArray *rows = tie_json_get_array (response, entity->name);

  if (response == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The answer to a query has no QueryResponse");
      return FALSE;
    }
  /* No rows, no member. */
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      TieRemote *remote = parse_row (entity, tie_json_get_element_object (rows, i), keeps_raw, error);

      if (remote == NULL)
        return FALSE;
      g_ptr_array_add (remotes, remote);
    }
  return TRUE;
}

gboolean
tie_quickbooks_parse_changes (JsonObject *root,
                              const TieQuickbooksEntity *entity,
                              GPtrArray *remotes,
                              GError **error)
{
  JsonArray *outer = tie_json_get_array (root, "CDCResponse");
  JsonObject *response = outer != NULL && json_array_get_length (outer) > 0 ? tie_json_get_element_object (outer, 0) : NULL;
  JsonArray *lists = tie_json_get_array (response, "QueryResponse");

  if (tie_quickbooks_fault_to_error (200, response, error))
    return FALSE;
  if (lists == NULL)
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The list of changes has no QueryResponse");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (lists); i++)
    {
      JsonObject *list = tie_json_get_element_object (lists, i);
      JsonArray *rows = tie_json_get_array (list, entity->name);

      if (tie_quickbooks_fault_to_error (200, list, error))
        return FALSE;
      for (guint j = 0; rows != NULL && j < json_array_get_length (rows); j++)
        {
          TieRemote *remote = parse_row (entity, tie_json_get_element_object (rows, j), FALSE, error);

          if (remote == NULL)
            return FALSE;
          g_ptr_array_add (remotes, remote);
        }
    }
  return TRUE;
}

char *
tie_quickbooks_parse_time (JsonObject *root)
{
  const char *text = tie_json_get_string (root, "time");
  char *moment = text != NULL ? tie_date_normalise (text) : NULL;

  return moment != NULL ? moment : tie_date_now ();
}
