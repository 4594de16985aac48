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

TieRemote *
tie_quickbooks_parse_remote (const TieQuickbooksEntity *entity,
                             JsonObject *object,
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
  remote->name = dup_text (object, "DisplayName");
  remote->full_name = dup_text (object, "FullyQualifiedName");
  if (remote->full_name == NULL)
    remote->full_name = g_strdup (remote->name);
  remote->company = dup_text (object, "CompanyName");
  remote->email = dup_text (tie_json_get_object (object, "PrimaryEmailAddr"), "Address");
  remote->phone = dup_text (tie_json_get_object (object, "PrimaryPhone"), "FreeFormNumber");
  remote->account = entity->account != NULL ? dup_text (object, entity->account) : NULL;
  parse_address (remote, tie_json_get_object (object, entity->address));
  remote->is_deleted = g_strcmp0 (tie_json_get_string (object, "status"), "Deleted") == 0;
  remote->is_active = tie_json_get_boolean (object, "Active", !remote->is_deleted);
  remote->is_project = tie_json_get_boolean (object, "IsProject", FALSE);
  remote->version = dup_text (object, "SyncToken");
  remote->updated = updated != NULL ? tie_date_normalise (updated) : NULL;
  remote->raw = dump (object);
  return g_steal_pointer (&remote);
}

gboolean
tie_quickbooks_parse_query (JsonObject *root,
                            const TieQuickbooksEntity *entity,
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
      TieRemote *remote = tie_quickbooks_parse_remote (entity, tie_json_get_element_object (rows, i), error);

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
          TieRemote *remote = tie_quickbooks_parse_remote (entity, tie_json_get_element_object (rows, j), error);

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

static void
replace_text (char **place,
              char *text)
{
  g_free (*place);
  *place = text;
}

/* Since autumn 2025 three letters occur where two did. */
static char *
dup_country (JsonObject *company)
{
  static const char *const codes[][2] = {
    { "USA", "US" }, { "CAN", "CA" }, { "GBR", "GB" }, { "UK", "GB" }, { "AUS", "AU" }, { "IND", "IN" }, { "FRA", "FR" },
  };
  const char *country = tie_json_get_string (company, "Country");
  g_autofree char *upper = country != NULL ? g_ascii_strup (country, -1) : NULL;

  for (guint i = 0; upper != NULL && i < G_N_ELEMENTS (codes); i++)
    {
      if (g_str_equal (upper, codes[i][0]))
        return g_strdup (codes[i][1]);
    }
  return g_steal_pointer (&upper);
}

gboolean
tie_quickbooks_parse_company (JsonObject *root,
                              TieLedgerCapabilities *capabilities,
                              GError **error)
{
  JsonObject *company = tie_json_get_object (root, "CompanyInfo");
  const char *name = tie_json_get_string (company, "CompanyName");

  if (tie_text_is_empty (name))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_BUG, "The company has no name");
      return FALSE;
    }
  replace_text (&capabilities->company_name, g_strdup (name));
  replace_text (&capabilities->country, dup_country (company));
  return TRUE;
}

void
tie_quickbooks_parse_preferences (JsonObject *root,
                                  TieLedgerCapabilities *capabilities)
{
  JsonObject *preferences = tie_json_get_object (root, "Preferences");
  JsonObject *currency = tie_json_get_object (tie_json_get_object (preferences, "CurrencyPrefs"), "HomeCurrency");
  const char *closed = tie_json_get_string (tie_json_get_object (preferences, "AccountingInfoPrefs"), "BookCloseDate");

  replace_text (&capabilities->currency, dup_text (currency, "value"));
  /* Absent while the books are open. */
  replace_text (&capabilities->closed_until, tie_date_is_valid (closed) ? g_strdup (closed) : NULL);
}
