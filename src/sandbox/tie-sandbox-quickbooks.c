/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-quickbooks"
#include "config.h"

#include "sandbox/tie-sandbox-fault.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-query.h"
#include "sandbox/tie-sandbox-service.h"

static gboolean
handle (TieSandboxService *service,
        const TieSandboxRequest *request,
        TieSandboxAnswer *answer)
{
  return tie_sandbox_oauth_handle (service, request, answer) || tie_sandbox_api_handle (service, request, answer);
}

static void
answer_code (TieSandboxService *service,
             guint code,
             TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxFault) fault = tie_sandbox_fault_new (code, NULL, "Refused for a trial");
  g_autofree char *json = tie_sandbox_fault_to_json (fault);
  g_autofree char *time = tie_sandbox_company_dup_time (service->company);

  tie_sandbox_answer_set (answer, tie_sandbox_fault_get_status (fault), TIE_SANDBOX_JSON, g_strdup_printf ("{\"Fault\":%s,\"time\":\"%s\"}", json, time));
}

/* Fills the answer and says TRUE where the fault takes the place of the work. */
static gboolean
answer_instead (TieSandboxService *service,
                const TieSandboxRequest *request,
                TieSandboxFaultKind kind,
                guint code,
                TieSandboxAnswer *answer)
{
  static const char system_fault[] = "{\"Fault\":{\"Error\":[{\"Message\":\"An application error has occurred while processing your request\","
                                     "\"Detail\":\"System Failure Error\",\"code\":\"10000\",\"element\":\"\"}],\"type\":\"SystemFault\"}}";
  gint64 now = tie_sandbox_company_now (service->company) * 1000;

  switch (kind)
    {
    case TIE_SANDBOX_FAULT_500_AFTER:
      handle (service, request, answer);
      return answer_instead (service, request, TIE_SANDBOX_FAULT_500, code, answer);
    case TIE_SANDBOX_FAULT_401:
    case TIE_SANDBOX_FAULT_EXPIRED:
    case TIE_SANDBOX_FAULT_REVOKED:
      tie_sandbox_answer_set (answer, SOUP_STATUS_UNAUTHORIZED, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (401, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_403:
      tie_sandbox_answer_set (answer, SOUP_STATUS_FORBIDDEN, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (403, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_429_RETRY_AFTER:
    case TIE_SANDBOX_FAULT_429_MINUTE:
    case TIE_SANDBOX_FAULT_429_DAY:
    case TIE_SANDBOX_FAULT_429_CONCURRENT:
      answer->retry_after = "1";
      tie_sandbox_answer_set (answer, 429, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (429, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_429:
      tie_sandbox_answer_set (answer, 429, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (429, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_500:
      tie_sandbox_answer_set (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, TIE_SANDBOX_JSON, g_strdup (system_fault));
      return TRUE;
    case TIE_SANDBOX_FAULT_FAULT200:
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_strdup (system_fault));
      return TRUE;
    case TIE_SANDBOX_FAULT_CODE:
      answer_code (service, code, answer);
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

  g_string_append (out, ",\"clientSecret\":");
  tie_sandbox_json_append_quoted (out, service->client_secret);
  g_string_append_printf (out, ",\"realmId\":\"%s\",\"apiUri\":\"%s/v3/company/\","
                               "\"authorizationUri\":\"%s/connect/oauth2\",\"tokenUri\":\"%s/oauth2/v1/tokens/bearer\","
                               "\"revokeUri\":\"%s/v2/oauth2/tokens/revoke\",\"discoveryUri\":\"%s/.well-known/openid_sandbox_configuration\"",
                          service->company->realm, base, base, base, base, base);
}

static gboolean
edit (TieSandboxService *service,
      const char *json,
      GError **error)
{
  return tie_sandbox_edit_apply (service->company, json, error);
}

static char *
dup_query (TieSandboxService *service,
           const char *statement)
{
  g_autofree char *response = NULL;
  g_autoptr (TieSandboxFault) fault = tie_sandbox_query_run (service->company, statement, &response);
  g_autofree char *fault_json = fault != NULL ? tie_sandbox_fault_to_json (fault) : NULL;

  return fault != NULL ? g_strdup_printf ("{\"Fault\":%s}", fault_json) : g_strdup_printf ("{\"QueryResponse\":%s}", response);
}

/* Loopback addresses without a port stand for all of theirs: see the consent page. */
static const char *const redirects[] = { "http://127.0.0.1/callback", "http://localhost/callback", NULL };

const TieSandboxPackage tie_sandbox_quickbooks = {
  .name = "quickbooks",
  .api_prefix = "/v3/",
  .token_path = "/oauth2/v1/tokens/bearer",
  .trace_header = "intuit_tid",
  .challenge = "Bearer realm=\"Intuit\", error=\"invalid_token\"",
  .lost_answer = "cut-after,count=1,method=POST,body=operation",
  .phone_edit = "{\"action\":\"set\",\"entity\":\"Customer\",\"id\":\"1\",\"members\":{\"PrimaryPhone\":{\"FreeFormNumber\":\"503 555 0199\"}}}",
  .redirects = redirects,
  .handle = handle,
  .answer_instead = answer_instead,
  .meddle = tie_sandbox_meddle,
  .load = tie_sandbox_company_load,
  .append_info = append_info,
  .edit = edit,
  .dup_query = dup_query,
};
