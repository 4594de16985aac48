/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-package"
#include "config.h"

#include <string.h>

#include "sandbox/sage/tie-sandbox-sage.h"

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
  return tie_sandbox_sage_oauth_handle (service, request, answer) || tie_sandbox_sage_api_handle (service, request, answer);
}

static gboolean
answer_instead (TieSandboxService *service,
                const TieSandboxRequest *request,
                TieSandboxFaultKind kind,
                guint code,
                TieSandboxAnswer *answer)
{
  switch (kind)
    {
    case TIE_SANDBOX_FAULT_401:
    case TIE_SANDBOX_FAULT_EXPIRED:
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_UNAUTHORIZED, "invalid_token", "The access token is invalid or has expired");
      return TRUE;
    case TIE_SANDBOX_FAULT_403:
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_FORBIDDEN, "AuthorizationFailure", "You don't have permission to do this: Sales.");
      return TRUE;
    case TIE_SANDBOX_FAULT_429:
    case TIE_SANDBOX_FAULT_429_DAY:
    case TIE_SANDBOX_FAULT_429_CONCURRENT:
      tie_sandbox_sage_answer_busy (answer, 0);
      return TRUE;
    case TIE_SANDBOX_FAULT_429_RETRY_AFTER:
      tie_sandbox_sage_answer_busy (answer, 1);
      return TRUE;
    case TIE_SANDBOX_FAULT_429_MINUTE:
      tie_sandbox_sage_answer_busy (answer, 47);
      return TRUE;
    case TIE_SANDBOX_FAULT_500_AFTER:
      handle (service, request, answer);
      return answer_instead (service, request, TIE_SANDBOX_FAULT_500, code, answer);
    case TIE_SANDBOX_FAULT_500:
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, "UnexpectedError", "An unexpected error occurred.");
      return TRUE;
    case TIE_SANDBOX_FAULT_FAULT200:
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_OK, "UnexpectedError", "An unexpected error occurred.");
      return TRUE;
    case TIE_SANDBOX_FAULT_CODE:
      tie_sandbox_sage_answer_error (answer, code >= 400 && code < 600 ? code : SOUP_STATUS_UNPROCESSABLE_ENTITY, "RecordInvalid", "Refused for a trial.");
      return TRUE;
    case TIE_SANDBOX_FAULT_LONG_LISTS:
      return tie_sandbox_answer_broken (TIE_SANDBOX_FAULT_504, answer);
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
  g_string_append_printf (out, ",\"businessId\":\"%s\",\"apiUri\":\"%s/v3.1\",\"authorizationUri\":\"%s/oauth2/auth/central\","
                               "\"tokenUri\":\"%s/token\",\"revokeUri\":\"%s/revoke\"",
                          service->company->realm, base, base, base, base);
}

/* A path of the API, as it would be answered past gateway, faults and journal: "contacts?attributes=all". */
static char *
dup_query (TieSandboxService *service,
           const char *statement)
{
  g_auto (GStrv) halves = g_strsplit (statement, "?", 2);
  g_auto (GStrv) parts = g_strsplit (halves[0] != NULL ? halves[0] : "", "/", 2);
  const TieSandboxSageKind *kind = parts[0] != NULL ? tie_sandbox_sage_kind_find (parts[0]) : NULL;
  g_autoptr (GHashTable) query = soup_form_decode (halves[0] != NULL && halves[1] != NULL ? halves[1] : "");
  TieSandboxRequest request = { .method = "GET", .path = statement, .query = query, .body = "" };
  g_auto (TieSandboxSageCall) call = { .service = service, .store = service->company->store };
  g_auto (TieSandboxAnswer) answer = { 0 };

  if (kind == NULL || !tie_sandbox_sage_open_business (&call, service->company->realm, &answer))
    return g_strdup ("{}");
  tie_sandbox_sage_read (&call, kind, parts[1], &request, &answer);
  return g_steal_pointer (&answer.body);
}

const TieSandboxPackage tie_sandbox_sage = {
  .name = "sage",
  .api_prefix = TIE_SANDBOX_SAGE_API,
  .token_path = "/token",
  .trace_header = "X-Request-Id",
  .challenge = "Bearer error=\"invalid_token\"",
  .lost_answer = "cut-after,count=1,method=POST",
  .phone_edit = "{\"action\":\"set\",\"entity\":\"contact\",\"name\":\"Abacus Dental\",\"members\":{\"main_contact_person\":{\"telephone\":\"0113 496 0199\"}}}",
  .redirects = redirects,
  .handle = handle,
  .answer_instead = answer_instead,
  .meddle = tie_sandbox_sage_meddle,
  .load = tie_sandbox_sage_load,
  .append_info = append_info,
  .edit = tie_sandbox_sage_edit,
  .dup_query = dup_query,
};
