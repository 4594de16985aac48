/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-meddle"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"
#include "sandbox/tie-sandbox-transaction.h"
#include "sandbox/tie-sandbox-write.h"

/* The colleague who sits at the same books, and is a moment faster. */

typedef void (*Deed) (TieSandboxCompany *company, const TieSandboxEntity *entity, JsonObject *body);

static void
touch (TieSandboxCompany *company,
       const TieSandboxEntity *entity,
       JsonObject *body)
{
  g_autofree char *id = tie_sandbox_json_dup_scalar (json_object_get_member (body, "Id"));
  g_autoptr (TieSandboxDocument) document = id != NULL ? tie_sandbox_store_get (company->store, entity->name, g_ascii_strtoll (id, NULL, 10), FALSE) : NULL;

  if (document == NULL)
    return;
  document->token++;
  document->updated = tie_sandbox_company_now (company);
  tie_sandbox_store_put (company->store, document, NULL);
}

/* The same thing, made by another: with its number or name, but without our note. */
static void
take (TieSandboxCompany *company,
      const TieSandboxEntity *entity,
      JsonObject *body)
{
  g_autoptr (JsonObject) copy = tie_sandbox_json_copy (body);
  g_autoptr (TieSandboxFault) fault = NULL;
  g_autofree char *result = NULL;
  TieSandboxWrite write = { .company = company, .entity = entity, .mode = TIE_SANDBOX_CREATE, .body = copy };

  if (json_object_has_member (body, "Id"))
    return;
  json_object_set_string_member (copy, tie_sandbox_entity_is_transaction (entity) ? "PrivateNote" : "Notes", "Made by somebody else");
  fault = tie_sandbox_write_apply (&write, &result);
}

static void
do_to_items (TieSandboxCompany *company,
             JsonArray *items,
             Deed deed)
{
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      g_autoptr (GList) members = json_object_get_members (item);

      for (GList *l = members; l != NULL; l = l->next)
        {
          const TieSandboxEntity *entity = tie_sandbox_entity_find (l->data);
          JsonObject *body = tie_sandbox_json_get_object (item, l->data);

          if (entity != NULL && body != NULL)
            deed (company, entity, body);
        }
    }
}

static void
do_to_request (TieSandboxCompany *company,
               const TieSandboxRequest *request,
               Deed deed)
{
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (request->body);
  const char *slash = strrchr (request->path, '/');
  const TieSandboxEntity *entity = slash != NULL ? tie_sandbox_entity_find (slash + 1) : NULL;
  JsonObject *body = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonArray *items = body != NULL ? tie_sandbox_json_get_array (body, "BatchItemRequest") : NULL;

  tie_sandbox_store_begin (company->store);
  if (items != NULL)
    do_to_items (company, items, deed);
  else if (body != NULL && entity != NULL)
    deed (company, entity, body);
  tie_sandbox_store_commit (company->store);
}

static void
close_books (TieSandboxCompany *company)
{
  g_autofree char *today = tie_sandbox_company_today (company);
  g_autofree char *edit = g_strdup_printf ("{\"action\":\"set\",\"entity\":\"Preferences\",\"members\":{\"AccountingInfoPrefs\":{\"BookCloseDate\":\"%s\"}}}", today);

  tie_sandbox_edit_apply (company, edit, NULL);
}

void
tie_sandbox_meddle (TieSandboxService *service,
                    TieSandboxFaultKind kind,
                    const TieSandboxRequest *request)
{
  if (kind == TIE_SANDBOX_FAULT_EXPIRED)
    tie_sandbox_oauth_expire_all (service);
  else if (kind == TIE_SANDBOX_FAULT_REVOKED)
    tie_sandbox_oauth_revoke_all (service);
  else if (kind == TIE_SANDBOX_FAULT_EDITED)
    do_to_request (service->company, request, touch);
  else if (kind == TIE_SANDBOX_FAULT_TAKEN)
    do_to_request (service->company, request, take);
  else if (kind == TIE_SANDBOX_FAULT_CLOSED)
    close_books (service->company);
}
