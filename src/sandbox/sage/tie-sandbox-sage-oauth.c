/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-sage-oauth"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/sage/tie-sandbox-sage.h"
#include "sandbox/tie-sandbox-oauth.h"

#define AUTHORIZE "/oauth2/auth/central"
#define CODE_LIFE 60
#define ACCESS_LIFE (5 * 60)
#define REFRESH_LIFE (31 * 24 * 60 * 60)

static void
grant (TieSandboxService *service,
       GHashTable *query,
       TieSandboxAnswer *answer)
{
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  const char *state = g_hash_table_lookup (query, "state");
  g_autofree char *chain = tie_random_uuid ();
  g_autofree char *code = tie_sandbox_token_new (service, "code", chain, redirect, CODE_LIFE);

  tie_sandbox_store_run (service->company->store, "INSERT INTO sage_consent VALUES (?, ?)", "ss", chain, g_hash_table_lookup (query, "scope"));
  tie_sandbox_answer_set_redirect (answer, redirect, "code", code, state != NULL ? "state" : NULL, state, NULL);
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
ask (GHashTable *query,
     TieSandboxAnswer *answer)
{
  g_autoptr (GString) html = g_string_new ("<p>A program asks to use your Sage Accounting data.</p>"
                                           "<form method=\"post\" action=\"" AUTHORIZE "\">");

  g_hash_table_foreach (query, append_hidden, html);
  g_string_append (html, "<button name=\"decision\" value=\"allow\">Allow</button> "
                         "<button name=\"decision\" value=\"decline\">Deny</button></form>");
  tie_sandbox_answer_set_page (answer, SOUP_STATUS_OK, "Sandbox businesses", html->str);
}

/* The text of the address is compared whole: another port is another address. */
static const char *
find_mistake (TieSandboxService *service,
              GHashTable *query)
{
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  const char *scope = g_hash_table_lookup (query, "scope");

  if (g_strcmp0 (g_hash_table_lookup (query, "client_id"), service->client_id) != 0)
    return "The client is not known";
  if (redirect == NULL || !g_strv_contains (service->redirect_uris, redirect))
    return "The redirect URI is not registered";
  if (g_strcmp0 (g_hash_table_lookup (query, "response_type"), "code") != 0)
    return "The response type is not supported";
  /* Without it the page lists products that the API cannot serve; nobody gets further by them here. */
  if (g_strcmp0 (g_hash_table_lookup (query, "filter"), "apiv3.1") != 0)
    return "The product is not supported: filter=apiv3.1 is missing";
  if (g_strcmp0 (scope, "full_access") != 0 && g_strcmp0 (scope, "readonly") != 0)
    return "The scope is not known";
  return NULL;
}

/* Of which country none of the user's businesses is. */
static gboolean
is_elsewhere (TieSandboxService *service,
              const char *country)
{
  g_autofree char *upper = country != NULL ? g_ascii_strup (country, -1) : NULL;

  return upper != NULL && tie_sandbox_store_get_number (service->company->store,
                                                        "SELECT count(*) FROM sage_record WHERE kind = 'business' AND json_extract (json, '$.country') = ?",
                                                        "s", upper) == 0;
}

static void
authorize (TieSandboxService *service,
           GHashTable *query,
           const char *decision,
           TieSandboxAnswer *answer)
{
  const char *mistake = find_mistake (service, query);
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  const char *state = g_hash_table_lookup (query, "state");
  g_autofree char *html = mistake != NULL ? g_strdup_printf ("<p>%s</p>", mistake) : NULL;

  if (mistake != NULL)
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_REQUEST, "Something went wrong", html);
  else if (g_strcmp0 (decision, "decline") == 0)
    tie_sandbox_answer_set_redirect (answer, redirect, "error", "access_denied", state != NULL ? "state" : NULL, state, NULL);
  else if (is_elsewhere (service, g_hash_table_lookup (query, "country")))
    tie_sandbox_answer_set_redirect (answer, redirect, "error", "Invalid request", "reason", "Email already in use", state != NULL ? "state" : NULL, state, NULL);
  else if (service->consent == TIE_SANDBOX_CONSENT_ASK && decision == NULL)
    ask (query, answer);
  else
    grant (service, query, answer);
}

static void
answer_tokens (TieSandboxService *service,
               const char *chain,
               TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (store, "SELECT scope FROM sage_consent WHERE chain = ?", "s", chain);
  g_autofree char *access = tie_sandbox_token_new (service, "access", chain, NULL, ACCESS_LIFE);
  g_autofree char *refresh = tie_sandbox_token_new (service, "refresh", chain, NULL, REFRESH_LIFE);

  tie_sandbox_store_step (store, statement);
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON,
                          g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d,\"refresh_token\":\"%s\","
                                           "\"refresh_token_expires_in\":%d,\"scope\":\"%s\",\"requested_by_id\":\"0f3a6c1d9b2e4d7f8a5b6c7d8e9f0a1b\"}",
                                           access, ACCESS_LIFE, refresh, REFRESH_LIFE, (const char *) sqlite3_column_text (statement, 0)));
}

/* Everything that is wrong with a grant looks the same. */
static void
spend (TieSandboxService *service,
       TieSandboxStatement *statement,
       TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autofree char *value = NULL;
  g_autofree char *chain = NULL;

  if (!tie_sandbox_store_step (store, statement))
    {
      tie_sandbox_answer_set (answer, SOUP_STATUS_BAD_REQUEST, TIE_SANDBOX_JSON, g_strdup ("{\"error\":\"invalid_grant\"}"));
      return;
    }
  value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  sqlite3_reset (statement);
  /* Once, and without grace: whoever loses the answer signs in again. */
  tie_sandbox_store_run (store, "DELETE FROM token WHERE value = ?", "s", value);
  answer_tokens (service, chain, answer);
}

/* Only the form is read; nothing says that the keys may stand in a header instead. */
static gboolean
knows_client (TieSandboxService *service,
              GHashTable *form)
{
  return g_strcmp0 (g_hash_table_lookup (form, "client_id"), service->client_id) == 0
         && g_strcmp0 (g_hash_table_lookup (form, "client_secret"), service->client_secret) == 0;
}

static void
handle_token (TieSandboxService *service,
              GHashTable *form,
              TieSandboxAnswer *answer)
{
  gint64 now = tie_sandbox_company_now (service->company);
  const char *type = g_hash_table_lookup (form, "grant_type");
  g_autoptr (TieSandboxStatement) statement = NULL;

  if (g_strcmp0 (type, "authorization_code") == 0)
    statement = tie_sandbox_store_query (service->company->store, "SELECT value, chain FROM token WHERE value = ? AND kind = 'code' AND redirect = ? AND expires > ?",
                                         "ssi", g_hash_table_lookup (form, "code"), g_hash_table_lookup (form, "redirect_uri"), now);
  else if (g_strcmp0 (type, "refresh_token") == 0)
    statement = tie_sandbox_store_query (service->company->store, "SELECT value, chain FROM token WHERE value = ? AND kind = 'refresh' AND expires > ?",
                                         "si", g_hash_table_lookup (form, "refresh_token"), now);
  spend (service, statement, answer);
}

static void
handle_revoke (TieSandboxService *service,
               GHashTable *form,
               TieSandboxAnswer *answer)
{
  tie_sandbox_store_run (service->company->store, "DELETE FROM token WHERE chain IN (SELECT chain FROM token WHERE value = ? AND kind = 'refresh')", "s",
                         g_hash_table_lookup (form, "token"));
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_strdup ("{}"));
}

gboolean
tie_sandbox_sage_oauth_handle (TieSandboxService *service,
                               const TieSandboxRequest *request,
                               TieSandboxAnswer *answer)
{
  gboolean is_post = g_str_equal (request->method, "POST");
  gboolean is_revoke = g_str_equal (request->path, "/revoke");
  g_autoptr (GHashTable) form = is_post ? soup_form_decode (request->body) : NULL;

  if (g_str_equal (request->path, AUTHORIZE) && is_post)
    {
      const char *decision = g_hash_table_lookup (form, "decision");

      authorize (service, form, decision != NULL ? decision : "decline", answer);
    }
  else if (g_str_equal (request->path, AUTHORIZE))
    authorize (service, request->query, NULL, answer);
  else if (!is_post || (!request->is_token && !is_revoke))
    return FALSE;
  else if (!knows_client (service, form))
    tie_sandbox_answer_set (answer, SOUP_STATUS_UNAUTHORIZED, TIE_SANDBOX_JSON, g_strdup ("{\"error\":\"invalid_client\"}"));
  else if (is_revoke)
    handle_revoke (service, form, answer);
  else
    handle_token (service, form, answer);
  return TRUE;
}

gboolean
tie_sandbox_sage_check_token (TieSandboxService *service,
                              const TieSandboxRequest *request,
                              TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *header = soup_message_headers_get_one (request->headers, "Authorization");
  g_autoptr (TieSandboxStatement) statement = NULL;

  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    statement = tie_sandbox_store_query (store, "SELECT scope FROM token JOIN sage_consent ON token.chain = sage_consent.chain"
                                                " WHERE value = ? AND kind = 'access' AND expires > ?",
                                         "si", header + 7, tie_sandbox_company_now (service->company));
  if (!tie_sandbox_store_step (store, statement))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_UNAUTHORIZED, "invalid_token", "The access token is invalid or has expired");
      return FALSE;
    }
  if (!g_str_equal (request->method, "GET") && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "full_access") != 0)
    {
      tie_sandbox_sage_answer_error (answer, SOUP_STATUS_FORBIDDEN, "AuthorizationFailure", "The access token is for reading only.");
      return FALSE;
    }
  return TRUE;
}
