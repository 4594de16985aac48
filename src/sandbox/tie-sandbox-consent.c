/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-consent"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-oauth.h"

#define CODE_LIFE (10 * 60)
#define SCOPE "com.intuit.quickbooks.accounting"

static gboolean
is_loopback (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "localhost") == 0 || g_strcmp0 (host, "::1") == 0;
}

/* Intuit compares the whole text.  Here a loopback address that is registered without a port stands for all its ports,
 * because a desktop program listens on whichever is free. */
static gboolean
redirect_fits (const char *registered,
               const char *wanted)
{
  g_autoptr (GUri) known = g_uri_parse (registered, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) given = g_uri_parse (wanted, G_URI_FLAGS_NONE, NULL);

  if (g_str_equal (registered, wanted))
    return TRUE;
  return known != NULL && given != NULL && is_loopback (known) && g_uri_get_port (known) == -1
         && g_strcmp0 (g_uri_get_scheme (known), g_uri_get_scheme (given)) == 0
         && g_strcmp0 (g_uri_get_host (known), g_uri_get_host (given)) == 0
         && g_strcmp0 (g_uri_get_path (known), g_uri_get_path (given)) == 0
         && g_uri_get_query (given) == NULL && g_uri_get_fragment (given) == NULL;
}

static gboolean
is_registered (TieSandboxService *service,
               const char *redirect)
{
  for (guint i = 0; redirect != NULL && service->redirect_uris[i] != NULL; i++)
    {
      if (redirect_fits (service->redirect_uris[i], redirect))
        return TRUE;
    }
  return FALSE;
}

static void
grant (TieSandboxService *service,
       GHashTable *query,
       TieSandboxAnswer *answer)
{
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  g_autofree char *chain = tie_random_uuid ();
  g_autofree char *code = tie_sandbox_token_new (service, "code", chain, redirect, CODE_LIFE);

  tie_sandbox_answer_set_redirect (answer, redirect, "code", code, "state", g_hash_table_lookup (query, "state"), "realmId", service->company->realm, NULL);
}

static void
append_hidden (gpointer key,
               gpointer value,
               gpointer data)
{
  g_autofree char *name = g_markup_escape_text (key, -1);
  g_autofree char *text = g_markup_escape_text (value, -1);

  g_string_append_printf (data, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, text);
}

static void
ask (TieSandboxService *service,
     GHashTable *query,
     TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxDocument) info = tie_sandbox_store_get (service->company->store, "CompanyInfo", 1, FALSE);
  g_autofree char *company = g_markup_escape_text (tie_sandbox_json_get_text (info->object, "CompanyName"), -1);
  g_autoptr (GString) html = g_string_new (NULL);

  g_string_append_printf (html, "<p>A program asks to read and write the accounting data of <b>%s</b>.</p>"
                                "<form method=\"post\" action=\"/connect/oauth2\">", company);
  g_hash_table_foreach (query, append_hidden, html);
  g_string_append (html, "<button name=\"decision\" value=\"allow\">Allow</button> "
                         "<button name=\"decision\" value=\"decline\">Decline</button></form>");
  tie_sandbox_answer_set_page (answer, SOUP_STATUS_OK, "Sandbox company", html->str);
}

/* A wrong address gets no redirect: nobody knows whose it is. */
void
tie_sandbox_oauth_authorize (TieSandboxService *service,
                             GHashTable *query,
                             const char *decision,
                             TieSandboxAnswer *answer)
{
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  const char *state = g_hash_table_lookup (query, "state");
  const char *scope = g_hash_table_lookup (query, "scope");

  if (g_strcmp0 (g_hash_table_lookup (query, "client_id"), service->client_id) != 0)
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_REQUEST, "Something is wrong", "<p>The client_id is not known.</p>");
  else if (!is_registered (service, redirect))
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_REQUEST, "Something is wrong",
                                 "<p>The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section of your app's keys.</p>");
  else if (tie_text_is_empty (state))
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_REQUEST, "Something is wrong", "<p>The state is missing.</p>");
  else if (g_strcmp0 (g_hash_table_lookup (query, "response_type"), "code") != 0)
    tie_sandbox_answer_set_redirect (answer, redirect, "error", "unsupported_response_type", "state", state, NULL);
  else if (scope == NULL || strstr (scope, SCOPE) == NULL)
    tie_sandbox_answer_set_redirect (answer, redirect, "error", "invalid_scope", "state", state, NULL);
  else if (g_strcmp0 (decision, "decline") == 0)
    tie_sandbox_answer_set_redirect (answer, redirect, "error", "access_denied", "state", state, NULL);
  else if (service->consent == TIE_SANDBOX_CONSENT_ASK && decision == NULL)
    ask (service, query, answer);
  else
    grant (service, query, answer);
}
