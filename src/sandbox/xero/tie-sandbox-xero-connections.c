/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-connections"
#include "config.h"

#include <string.h>

#include "sandbox/xero/tie-sandbox-xero.h"

#define CONNECTIONS "/connections"

/* "2026-03-01T10:11:12.0000000", without a zone, as only this list writes it. */
static char *
dup_moment (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S.0000000");
}

static void
append_connection (GString *out,
                   TieSandboxStatement *statement)
{
  g_autofree char *created = dup_moment (sqlite3_column_int64 (statement, 4));

  g_string_append (out, out->len > 1 ? ",{" : "{");
  g_string_append_printf (out, "\"id\":\"%s\",\"authEventId\":\"%s\",\"tenantId\":\"%s\",\"tenantType\":\"%s\",\"tenantName\":",
                          (const char *) sqlite3_column_text (statement, 0), (const char *) sqlite3_column_text (statement, 1),
                          (const char *) sqlite3_column_text (statement, 2),
                          g_strcmp0 ((const char *) sqlite3_column_text (statement, 5), "PRACTICE") == 0 ? "PRACTICE" : "ORGANISATION");
  tie_sandbox_json_append_quoted (out, (const char *) sqlite3_column_text (statement, 3));
  g_string_append_printf (out, ",\"createdDateUtc\":\"%s\",\"updatedDateUtc\":\"%s\"}", created, created);
}

static void
list (TieSandboxService *service,
      const char *event,
      TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (TieSandboxStatement) statement = NULL;
  GString *out = g_string_new ("[");

  statement = tie_sandbox_store_query (store,
                                       "SELECT connection.id, event, connection.tenant, json_extract (json, '$.Name'), created,"
                                       " json_extract (json, '$.OrganisationEntityType')"
                                       " FROM xero_connection AS connection JOIN xero_record AS organisation"
                                       " ON organisation.tenant = connection.tenant AND kind = 'Organisation'"
                                       " WHERE ?1 IS NULL OR event = ?1 ORDER BY seq",
                                       "s", event);
  while (tie_sandbox_store_step (store, statement))
    append_connection (out, statement);
  g_string_append_c (out, ']');
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_string_free (out, FALSE));
}

static void
disconnect (TieSandboxService *service,
            const char *id,
            TieSandboxAnswer *answer)
{
  gint64 gone = tie_sandbox_store_run (service->company->store, "DELETE FROM xero_connection WHERE id = ?", "s", id);

  if (gone > 0)
    tie_sandbox_answer_set (answer, SOUP_STATUS_NO_CONTENT, TIE_SANDBOX_JSON, NULL);
  else
    tie_sandbox_xero_answer_gateway (answer, SOUP_STATUS_NOT_FOUND, "NotFound", "The connection is not known");
}

gboolean
tie_sandbox_xero_connections_handle (TieSandboxService *service,
                                     const TieSandboxRequest *request,
                                     TieSandboxAnswer *answer)
{
  const char *rest = request->path + strlen (CONNECTIONS);

  if (!g_str_has_prefix (request->path, CONNECTIONS))
    return FALSE;
  if (!tie_sandbox_xero_check (service, request, NULL, NULL, answer))
    return TRUE;
  tie_sandbox_answer_set_header (answer, "X-AppMinLimit-Remaining", "9999");
  if (*rest == '\0' && g_str_equal (request->method, "GET"))
    list (service, g_hash_table_lookup (request->query, "authEventId"), answer);
  else if (*rest == '/' && g_str_equal (request->method, "DELETE"))
    disconnect (service, rest + 1, answer);
  else
    return FALSE;
  return TRUE;
}
