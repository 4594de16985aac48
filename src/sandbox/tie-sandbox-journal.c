/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-journal"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-service.h"

/* Older entries go, so that a sandbox that runs for weeks does not grow with what it was asked. */
#define KEPT 20000

static void
append_header (const char *name,
               const char *value,
               gpointer data)
{
  GString *out = data;
  gboolean is_secret = g_ascii_strcasecmp (name, "Authorization") == 0;
  g_autofree char *scheme = is_secret ? g_strndup (value, strcspn (value, " ")) : NULL;

  if (out->len > 1)
    g_string_append_c (out, ',');
  tie_sandbox_json_append_quoted (out, name);
  g_string_append_c (out, ':');
  tie_sandbox_json_append_quoted (out, is_secret ? scheme : value);
}

/* Of the sign-in addresses' bodies only the kind of grant, for the rest are tokens and keys. */
static char *
dup_body (const TieSandboxRequest *request)
{
  g_autoptr (GHashTable) form = NULL;
  const char *grant;

  if (request->is_api && g_utf8_validate (request->body, -1, NULL))
    return g_strdup (request->body);
  form = soup_form_decode (request->body);
  grant = g_hash_table_lookup (form, "grant_type");
  return grant != NULL && g_utf8_validate (grant, -1, NULL) ? g_strconcat ("grant_type=", grant, NULL) : g_strdup ("");
}

void
tie_sandbox_journal_add (TieSandboxService *service,
                         const TieSandboxRequest *request,
                         guint status,
                         const char *fault)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (GString) headers = g_string_new ("{");
  g_autofree char *body = dup_body (request);

  soup_message_headers_foreach (request->headers, append_header, headers);
  g_string_append_c (headers, '}');
  tie_sandbox_store_run (store, "INSERT INTO request (method, path, query, headers, body, status, fault, came, at_once) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "sssssisii", request->method, request->path, request->query_text, headers->str, body, (gint64) status, fault,
                         request->came, (gint64) request->at_once);
  tie_sandbox_store_run (store, "DELETE FROM request WHERE id <= (SELECT max(id) FROM request) - ?", "i", (gint64) KEPT);
}

char *
tie_sandbox_journal_dup (TieSandboxService *service)
{
  static const struct
  {
    const char *name;
    gboolean is_text;
  } members[] = {
    { "method", TRUE }, { "path", TRUE }, { "query", TRUE }, { "headers", FALSE }, { "body", TRUE },
    { "status", FALSE }, { "fault", TRUE }, { "came", FALSE }, { "atOnce", FALSE },
  };
  TieSandboxStore *store = service->company->store;
  g_autoptr (TieSandboxStatement) statement = NULL;
  GString *out = g_string_new ("[");

  statement = tie_sandbox_store_query (store, "SELECT method, path, query, headers, body, status, fault, came, at_once FROM request ORDER BY id", "");
  while (tie_sandbox_store_step (store, statement))
    {
      g_string_append (out, out->len > 1 ? ",\n{" : "{");
      for (int i = 0; i < (int) G_N_ELEMENTS (members); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (out, "%s\"%s\":", i > 0 ? "," : "", members[i].name);
          if (members[i].is_text)
            tie_sandbox_json_append_quoted (out, text != NULL ? text : "");
          else
            g_string_append (out, text);
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}
