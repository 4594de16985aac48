/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-api"
#include "config.h"

#include <string.h>

#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-operation.h"
#include "sandbox/tie-sandbox-query.h"
#include "sandbox/tie-sandbox-service.h"

#define API_PREFIX "/v3/company/"

static gboolean
wants_json (const TieSandboxRequest *request)
{
  const char *accept = soup_message_headers_get_list (request->headers, "Accept");
  const char *format = g_hash_table_lookup (request->query, "format");

  return g_strcmp0 (format, "json") == 0 || (accept != NULL && strstr (accept, "application/json") != NULL);
}

static void
answer_not_found (TieSandboxAnswer *answer)
{
  tie_sandbox_answer_set_page (answer, SOUP_STATUS_NOT_FOUND, "Not found", "<p>There is nothing at this address.</p>");
}

static void
answer_envelope (TieSandboxService *service,
                 const char *member,
                 const char *value,
                 TieSandboxAnswer *answer)
{
  g_autofree char *time = tie_sandbox_company_dup_time (service->company);

  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_strdup_printf ("{\"%s\":%s,\"time\":\"%s\"}", member, value, time));
}

/* Either what was asked for, or the fault. */
static void
answer_result (TieSandboxService *service,
               TieSandboxFault *fault,
               const char *member,
               const char *value,
               TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxFault) owned = fault;
  g_autofree char *json = NULL;

  if (owned == NULL)
    {
      answer_envelope (service, member, value, answer);
      return;
    }
  json = tie_sandbox_fault_to_json (owned);
  answer_envelope (service, "Fault", json, answer);
  answer->status = tie_sandbox_fault_get_status (owned);
}

static void
answer_whole (TieSandboxService *service,
              TieSandboxFault *fault,
              char *body,
              TieSandboxAnswer *answer)
{
  if (fault != NULL)
    answer_result (service, fault, NULL, NULL, answer);
  else
    tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, body);
}

static void
handle_query (TieSandboxService *service,
              const TieSandboxRequest *request,
              TieSandboxAnswer *answer)
{
  const char *statement = g_hash_table_lookup (request->query, "query");
  g_autofree char *response = NULL;
  TieSandboxFault *fault;

  if (g_str_equal (request->method, "POST") && statement == NULL)
    statement = request->body;
  if (tie_text_is_empty (statement))
    fault = tie_sandbox_fault_new (2020, "query", "Required parameter query is missing in the request");
  else
    fault = tie_sandbox_query_run (service->company, statement, &response);
  answer_result (service, fault, "QueryResponse", response, answer);
}

static void
handle_cdc (TieSandboxService *service,
            const TieSandboxRequest *request,
            TieSandboxAnswer *answer)
{
  g_autofree char *response = NULL;
  TieSandboxFault *fault = tie_sandbox_cdc_run (service->company, g_hash_table_lookup (request->query, "entities"),
                                                g_hash_table_lookup (request->query, "changedSince"), &response);

  answer_result (service, fault, "CDCResponse", response, answer);
}

static void
handle_read (TieSandboxService *service,
             const TieSandboxEntity *entity,
             const char *id_text,
             TieSandboxAnswer *answer)
{
  g_autofree char *json = NULL;
  TieSandboxFault *fault = NULL;
  gint64 id = 0;

  /* The two single records: one is read by the realm's id, the other by none. */
  if (g_str_equal (entity->name, "Preferences") || (g_str_equal (entity->name, "CompanyInfo") && g_strcmp0 (id_text, service->company->realm) == 0))
    id_text = "1";
  if (!g_ascii_string_to_signed (id_text != NULL ? id_text : "", 10, 1, G_MAXINT64, &id, NULL))
    fault = tie_sandbox_fault_new (2030, "Id", "Invalid ID : %s", id_text);
  else
    json = tie_sandbox_store_dup_json (service->company->store, entity->name, id);
  if (fault == NULL && json == NULL)
    fault = tie_sandbox_fault_new (610, "Id", "Object Not Found : Something you're trying to use has been deleted or made inactive: %s %s",
                                   entity->name, id_text);
  answer_result (service, fault, entity->name, json, answer);
}

static JsonObject *
dup_body (const TieSandboxRequest *request,
          TieSandboxFault **fault)
{
  g_autoptr (JsonNode) root = NULL;

  if (!g_utf8_validate (request->body, -1, NULL))
    {
      *fault = tie_sandbox_fault_new (500, NULL, "The body is not encoded in UTF-8");
      return NULL;
    }
  root = tie_sandbox_json_parse (request->body);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return tie_sandbox_json_copy (json_node_get_object (root));
  *fault = tie_sandbox_fault_new (2010, NULL, "The body is no JSON object");
  return NULL;
}

static void
handle_write (TieSandboxService *service,
              const TieSandboxRequest *request,
              const TieSandboxEntity *entity,
              TieSandboxAnswer *answer)
{
  TieSandboxFault *fault = NULL;
  g_autoptr (JsonObject) body = dup_body (request, &fault);
  TieSandboxOperation operation = { .entity = entity, .body = body };
  char *result = NULL;

  operation.operation = g_hash_table_lookup (request->query, "operation");
  operation.options = g_hash_table_lookup (request->query, "include");
  operation.requestid = g_hash_table_lookup (request->query, "requestid");
  if (fault == NULL)
    fault = tie_sandbox_operation_run (service->company, &operation, &result);
  answer_whole (service, fault, result, answer);
}

static void
handle_batch (TieSandboxService *service,
              const TieSandboxRequest *request,
              TieSandboxAnswer *answer)
{
  TieSandboxFault *fault = NULL;
  g_autoptr (JsonObject) body = dup_body (request, &fault);
  char *result = NULL;

  if (fault == NULL)
    fault = tie_sandbox_batch_run (service->company, body, g_hash_table_lookup (request->query, "requestid"), &result);
  answer_whole (service, fault, result, answer);
}

static void
route (TieSandboxService *service,
       const TieSandboxRequest *request,
       const char *resource,
       const char *id,
       TieSandboxAnswer *answer)
{
  gboolean is_post = g_str_equal (request->method, "POST");
  gboolean is_get = g_str_equal (request->method, "GET");
  const TieSandboxEntity *entity = tie_sandbox_entity_find (resource);

  if (g_str_equal (resource, "query") && (is_get || is_post))
    handle_query (service, request, answer);
  else if (g_str_equal (resource, "batch") && is_post)
    handle_batch (service, request, answer);
  else if (g_str_equal (resource, "cdc") && is_get)
    handle_cdc (service, request, answer);
  else if (entity != NULL && g_str_equal (entity->path, resource) && is_get && (id != NULL || g_str_equal (resource, "preferences")))
    handle_read (service, entity, id, answer);
  else if (entity != NULL && g_str_equal (entity->path, resource) && is_post && id == NULL)
    handle_write (service, request, entity, answer);
  else
    answer_not_found (answer);
}

gboolean
tie_sandbox_api_handle (TieSandboxService *service,
                        const TieSandboxRequest *request,
                        TieSandboxAnswer *answer)
{
  g_auto (GStrv) parts = NULL;
  guint status;

  if (!g_str_has_prefix (request->path, API_PREFIX))
    return FALSE;
  parts = g_strsplit (request->path + strlen (API_PREFIX), "/", 4);
  if (g_strv_length (parts) < 2 || g_strv_length (parts) > 3)
    {
      answer_not_found (answer);
      return TRUE;
    }
  status = tie_sandbox_oauth_check (service, soup_message_headers_get_one (request->headers, "Authorization"), parts[0]);
  if (status != SOUP_STATUS_OK)
    {
      tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (status, tie_sandbox_company_now (service->company) * 1000));
      return TRUE;
    }
  route (service, request, parts[1], parts[2], answer);
  if (!wants_json (request) && g_str_has_prefix (answer->type, "application/json"))
    {
      g_autofree char *json = g_steal_pointer (&answer->body);

      tie_sandbox_answer_set (answer, answer->status, "application/xml;charset=UTF-8", tie_sandbox_xml_from_json (json, "IntuitResponse", "http://schema.intuit.com/finance/v3"));
    }
  return TRUE;
}
