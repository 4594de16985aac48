/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-gateway"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "sandbox/xero/tie-sandbox-xero.h"

/* What stands in front of the books: tokens, scopes, tenants, limits and keys that may be used once. */

#define PER_MINUTE 60
#define PER_DAY 5000
#define PER_APP_MINUTE 10000
#define DAY (24 * 60 * 60)
#define KEY_LIFE (6 * 60)
#define KEY_MAX 128

void
tie_sandbox_xero_answer_gateway (TieSandboxAnswer *answer,
                                 guint status,
                                 const char *title,
                                 const char *detail)
{
  g_autofree char *instance = tie_random_uuid ();

  tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON,
                          g_strdup_printf ("{\"Type\":null,\"Title\":\"%s\",\"Status\":%u,\"Detail\":\"%s\",\"Instance\":\"%s\",\"Extensions\":{}}",
                                           title, status, detail, instance));
}

static gboolean
token_covers (const char *scopes,
              const char *scope,
              gboolean is_read)
{
  g_auto (GStrv) given = g_strsplit (scopes, " ", -1);
  g_auto (GStrv) enough = g_strsplit (scope != NULL ? scope : "", " ", -1);

  for (guint i = 0; enough[i] != NULL; i++)
    {
      g_autofree char *read = g_strconcat (enough[i], ".read", NULL);

      if (g_strv_contains ((const char *const *) given, enough[i]) || (is_read && g_strv_contains ((const char *const *) given, read)))
        return TRUE;
    }
  return scope == NULL;
}

static gboolean
refuse (TieSandboxAnswer *answer,
        guint status,
        const char *title,
        const char *detail)
{
  tie_sandbox_xero_answer_gateway (answer, status, title, detail);
  return FALSE;
}

gboolean
tie_sandbox_xero_check (TieSandboxService *service,
                        const TieSandboxRequest *request,
                        const char *scope,
                        const char *tenant,
                        TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *header = soup_message_headers_get_one (request->headers, "Authorization");
  g_autoptr (TieSandboxStatement) statement = NULL;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return refuse (answer, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "AuthenticationUnsuccessful");
  statement = tie_sandbox_store_query (store,
                                       "SELECT expires, scope FROM token JOIN xero_consent ON token.chain = xero_consent.chain WHERE value = ? AND kind = 'access'",
                                       "s", header + 7);
  if (!tie_sandbox_store_step (store, statement))
    return refuse (answer, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "AuthenticationUnsuccessful");
  if (sqlite3_column_int64 (statement, 0) <= tie_sandbox_company_now (service->company))
    return refuse (answer, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "TokenExpired: token expired");
  if (!token_covers ((const char *) sqlite3_column_text (statement, 1), scope, g_str_equal (request->method, "GET")))
    return refuse (answer, SOUP_STATUS_UNAUTHORIZED, "Unauthorized", "AuthorizationUnsuccessful");
  if (tenant != NULL && tie_sandbox_store_get_number (store,
                                                      "SELECT count(*) FROM xero_connection JOIN xero_record ON xero_connection.tenant = xero_record.tenant"
                                                      " WHERE xero_connection.tenant = ? AND kind = 'Organisation'"
                                                      " AND json_extract (json, '$.OrganisationEntityType') <> 'PRACTICE'", "s", tenant) == 0)
    return refuse (answer, SOUP_STATUS_FORBIDDEN, "Forbidden", "AuthenticationUnsuccessful");
  return TRUE;
}

void
tie_sandbox_xero_limits_refuse (TieSandboxAnswer *answer,
                                const char *problem,
                                gint64 retry_after)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, retry_after);

  tie_sandbox_answer_set_header (answer, "X-Rate-Limit-Problem", problem);
  if (retry_after > 0)
    tie_sandbox_answer_set_header (answer, "Retry-After", seconds);
  tie_sandbox_answer_set (answer, 429, "text/plain", NULL);
}

static gint64
count_calls (TieSandboxStore *store,
             const char *tenant,
             gint64 since)
{
  return tie_sandbox_store_get_number (store, "SELECT count(*) FROM xero_call WHERE tenant = ? AND at > ?", "si", tenant, since);
}

/* When the oldest call in the window leaves it. */
static gint64
seconds_left (TieSandboxStore *store,
              const char *tenant,
              gint64 now,
              gint64 window)
{
  gint64 oldest = tie_sandbox_store_get_number (store, "SELECT min(at) FROM xero_call WHERE tenant = ? AND at > ?", "si", tenant, now - window);

  return oldest + window - now;
}

static void
set_remaining (TieSandboxAnswer *answer,
               const char *name,
               gint64 remaining)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (remaining, 0));

  tie_sandbox_answer_set_header (answer, name, text);
}

/* Both windows roll: a call counts for so long after it came, refused ones not at all. */
gboolean
tie_sandbox_xero_limits_admit (TieSandboxService *service,
                               const char *tenant,
                               TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  gint64 now = tie_sandbox_company_now (service->company);
  gint64 per_minute = service->per_minute > 0 ? service->per_minute : PER_MINUTE;
  gint64 per_day = service->per_day > 0 ? service->per_day : PER_DAY;
  gint64 in_minute = count_calls (store, tenant, now - 60);
  gint64 in_day = count_calls (store, tenant, now - DAY);
  gboolean is_busy = service->in_progress > service->package->at_once;
  gboolean is_admitted = !is_busy && in_minute < per_minute && in_day < per_day;

  if (is_admitted)
    {
      tie_sandbox_store_run (store, "DELETE FROM xero_call WHERE tenant = ? AND at <= ?", "si", tenant, now - DAY);
      tie_sandbox_store_run (store, "INSERT INTO xero_call VALUES (?, ?)", "si", tenant, now);
    }
  else if (is_busy)
    tie_sandbox_xero_limits_refuse (answer, "concurrent", 0);
  else if (in_day >= per_day)
    tie_sandbox_xero_limits_refuse (answer, "day", seconds_left (store, tenant, now, DAY));
  else
    tie_sandbox_xero_limits_refuse (answer, "minute", seconds_left (store, tenant, now, 60));
  set_remaining (answer, "X-MinLimit-Remaining", per_minute - in_minute - is_admitted);
  set_remaining (answer, "X-DayLimit-Remaining", per_day - in_day - is_admitted);
  set_remaining (answer, "X-AppMinLimit-Remaining", PER_APP_MINUTE - in_minute - is_admitted);
  return is_admitted;
}

static const char *
get_key (const TieSandboxRequest *request)
{
  return g_str_equal (request->method, "GET") ? NULL : soup_message_headers_get_one (request->headers, "Idempotency-Key");
}

static char *
dup_print (const TieSandboxRequest *request)
{
  const char *tenant = soup_message_headers_get_one (request->headers, "Xero-Tenant-Id");
  g_autofree char *whole = g_strjoin ("\n", request->method, request->path, request->query_text != NULL ? request->query_text : "",
                                      tenant != NULL ? tenant : "", request->body, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

gboolean
tie_sandbox_xero_idempotency_replay (TieSandboxService *service,
                                     const TieSandboxRequest *request,
                                     TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *key = get_key (request);
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *print = NULL;

  if (key == NULL)
    return FALSE;
  if (strlen (key) > KEY_MAX)
    {
      tie_sandbox_xero_answer_gateway (answer, SOUP_STATUS_BAD_REQUEST, "Bad Request", "The idempotency key must not exceed 128 characters");
      return TRUE;
    }
  print = dup_print (request);
  statement = tie_sandbox_store_query (store, "SELECT print, status, body FROM xero_reply WHERE key = ? AND at > ?", "si", key,
                                       tie_sandbox_company_now (service->company) - KEY_LIFE);
  if (!tie_sandbox_store_step (store, statement))
    return FALSE;
  if (!g_str_equal ((const char *) sqlite3_column_text (statement, 0), print))
    tie_sandbox_xero_answer_gateway (answer, SOUP_STATUS_BAD_REQUEST, "Bad Request", "The idempotency key was already used with a different request");
  else
    tie_sandbox_answer_set (answer, (guint) sqlite3_column_int (statement, 1), TIE_SANDBOX_JSON, g_strdup ((const char *) sqlite3_column_text (statement, 2)));
  return TRUE;
}

/* Errors are kept as well: whoever comes again with the key meets them again. */
void
tie_sandbox_xero_idempotency_keep (TieSandboxService *service,
                                   const TieSandboxRequest *request,
                                   const TieSandboxAnswer *answer)
{
  const char *key = get_key (request);
  g_autofree char *print = key != NULL ? dup_print (request) : NULL;

  if (key == NULL)
    return;
  tie_sandbox_store_run (service->company->store, "INSERT OR REPLACE INTO xero_reply VALUES (?, ?, ?, ?, ?)", "ssisi", key, print,
                         (gint64) answer->status, answer->body, tie_sandbox_company_now (service->company));
}
