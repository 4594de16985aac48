/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-package"
#include "config.h"

#include <string.h>

#include "sandbox/xero/tie-sandbox-xero.h"

/* What an app of this kind registers: the text of each is compared whole, so there is one for every port. */
static const char *const redirects[] = {
  "http://localhost:8742/callback", "http://localhost:8743/callback", "http://localhost:8744/callback",
  "http://localhost:8745/callback", "http://localhost:8746/callback", NULL,
};

static gboolean
handle (TieSandboxService *service,
        const TieSandboxRequest *request,
        TieSandboxAnswer *answer)
{
  return tie_sandbox_xero_oauth_handle (service, request, answer) || tie_sandbox_xero_connections_handle (service, request, answer)
         || tie_sandbox_xero_api_handle (service, request, answer);
}

static gboolean
answer_instead (TieSandboxService *service,
                const TieSandboxRequest *request,
                TieSandboxFaultKind kind,
                guint code,
                TieSandboxAnswer *answer)
{
  g_autofree char *message = NULL;

  switch (kind)
    {
    case TIE_SANDBOX_FAULT_401:
    case TIE_SANDBOX_FAULT_EXPIRED:
      tie_sandbox_xero_answer_gateway (answer, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "TokenExpired: token expired");
      return TRUE;
    case TIE_SANDBOX_FAULT_403:
      tie_sandbox_xero_answer_gateway (answer, SOUP_STATUS_FORBIDDEN, "Forbidden", "AuthenticationUnsuccessful");
      return TRUE;
    case TIE_SANDBOX_FAULT_429:
    case TIE_SANDBOX_FAULT_429_CONCURRENT:
      tie_sandbox_xero_limits_refuse (answer, "concurrent", 0);
      return TRUE;
    case TIE_SANDBOX_FAULT_429_RETRY_AFTER:
      tie_sandbox_xero_limits_refuse (answer, "minute", 1);
      return TRUE;
    case TIE_SANDBOX_FAULT_429_MINUTE:
      tie_sandbox_xero_limits_refuse (answer, "minute", 47);
      return TRUE;
    case TIE_SANDBOX_FAULT_429_DAY:
      tie_sandbox_xero_limits_refuse (answer, "day", 5 * 60 * 60);
      return TRUE;
    case TIE_SANDBOX_FAULT_500_AFTER:
      handle (service, request, answer);
      return answer_instead (service, request, TIE_SANDBOX_FAULT_500, code, answer);
    case TIE_SANDBOX_FAULT_500:
      tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, 0, "Error", "An error occurred in Xero. Check the API Status page");
      tie_sandbox_xero_idempotency_keep (service, request, answer);
      return TRUE;
    case TIE_SANDBOX_FAULT_SUMMARIZED:
      g_hash_table_remove (request->query, "summarizeErrors");
      return FALSE;
    case TIE_SANDBOX_FAULT_FAULT200:
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_strdup ("{\"ErrorNumber\":0,\"Type\":\"Error\",\"Message\":\"An error occurred in Xero.\"}"));
      return TRUE;
    case TIE_SANDBOX_FAULT_CODE:
      message = g_strdup_printf ("Refused for a trial with %u", code);
      tie_sandbox_xero_answer_exception (answer, SOUP_STATUS_BAD_REQUEST, code, "ValidationException", message);
      return TRUE;
    default:
      return tie_sandbox_answer_broken (kind, answer);
    }
}

static void
append_info (TieSandboxService *service,
             GString *out)
{
  const char *base = service->base_uri;

  g_string_append_printf (out, ",\"tenantId\":\"%s\",\"apiUri\":\"%s/api.xro/2.0\",\"connectionsUri\":\"%s/connections\","
                               "\"authorizationUri\":\"%s/identity/connect/authorize\",\"tokenUri\":\"%s/connect/token\",\"revokeUri\":\"%s/connect/revocation\"",
                          service->company->realm, base, base, base, base, base);
}

/* A path of the API, as it would be answered past gateway, faults and journal: "Invoices?page=1". */
static char *
dup_query (TieSandboxService *service,
           const char *statement)
{
  g_auto (GStrv) halves = g_strsplit (statement, "?", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0] != NULL ? halves[0] : "", "/", 2);
  const TieSandboxXeroKind *kind = parts[0] != NULL ? tie_sandbox_xero_kind_find (parts[0]) : NULL;
  g_autoptr (GHashTable) query = soup_form_decode (halves[0] != NULL && halves[1] != NULL ? halves[1] : "");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  TieSandboxRequest request = { .method = "GET", .path = statement, .query = query, .body = "", .headers = headers };
  TieSandboxXeroCall call = { .service = service, .store = service->company->store, .tenant = service->company->realm, .unit_decimals = 4 };
  g_auto (TieSandboxAnswer) answer = { 0 };

  if (kind == NULL)
    return g_strdup ("{}");
  tie_sandbox_xero_read (&call, kind, parts[1], &request, &answer);
  return g_steal_pointer (&answer.body);
}

const TieSandboxPackage tie_sandbox_xero = {
  .name = "xero",
  .api_prefix = TIE_SANDBOX_XERO_API,
  .token_path = "/connect/token",
  .trace_header = "Xero-Correlation-Id",
  .challenge = "Bearer error=\"invalid_token\"",
  .at_once = 5,
  .lost_answer = "cut-after,count=1,method=PUT",
  .phone_edit = "{\"action\":\"set\",\"entity\":\"Contact\",\"name\":\"Abacus Dental\",\"members\":{\"Phones\":[{\"PhoneType\":\"DEFAULT\",\"PhoneNumber\":\"496 0199\","
                "\"PhoneAreaCode\":\"0113\",\"PhoneCountryCode\":\"44\"}]}}",
  .redirects = redirects,
  .handle = handle,
  .answer_instead = answer_instead,
  .meddle = tie_sandbox_xero_meddle,
  .load = tie_sandbox_xero_load,
  .append_info = append_info,
  .edit = tie_sandbox_xero_edit,
  .dup_query = dup_query,
};
