/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-oauth"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "sandbox/tie-sandbox-json.h"
#include "sandbox/tie-sandbox-oauth.h"

#define ACCESS_LIFE 3600
#define REFRESH_LIFE 8726400
#define HARD_LIFE 157680000

char *
tie_sandbox_token_new (TieSandboxService *service,
                       const char *kind,
                       const char *chain,
                       const char *redirect,
                       gint64 life)
{
  char *value = tie_random_token (g_str_equal (kind, "access") ? 600 : 36);
  gint64 now = tie_sandbox_company_now (service->company);

  tie_sandbox_store_run (service->company->store,
                         "INSERT INTO token (value, kind, chain, redirect, issued, expires) VALUES (?, ?, ?, ?, ?, ?)",
                         "ssssii", value, kind, chain, redirect, now, now + life);
  return value;
}

static gboolean
knows_client (TieSandboxService *service,
              const TieSandboxRequest *request,
              GHashTable *form)
{
  const char *header = soup_message_headers_get_one (request->headers, "Authorization");
  g_autofree char *expected = g_strdup_printf ("%s:%s", service->client_id, service->client_secret);

  if (header != NULL && g_ascii_strncasecmp (header, "Basic ", 6) == 0)
    {
      gsize length = 0;
      g_autofree guchar *decoded = g_base64_decode (header + 6, &length);

      return length == strlen (expected) && memcmp (decoded, expected, length) == 0;
    }
  return form != NULL && g_strcmp0 (g_hash_table_lookup (form, "client_id"), service->client_id) == 0
         && g_strcmp0 (g_hash_table_lookup (form, "client_secret"), service->client_secret) == 0;
}

static void
end_chain (TieSandboxService *service,
           const char *chain)
{
  tie_sandbox_store_run (service->company->store, "DELETE FROM token WHERE chain = ? AND kind <> 'origin'", "s", chain);
}

static void
answer_tokens (TieSandboxService *service,
               const TieSandboxRequest *request,
               const char *chain,
               const char *refresh,
               gint64 refresh_left,
               TieSandboxAnswer *answer)
{
  g_autofree char *access = tie_sandbox_token_new (service, "access", chain, NULL, ACCESS_LIFE);
  gboolean wants_hard = g_strcmp0 (soup_message_headers_get_one (request->headers, "x-include-refresh-token-hard-expires-in"), "true") == 0;
  GString *body = g_string_new (NULL);

  g_string_append_printf (body, "{\"token_type\":\"bearer\",\"access_token\":\"%s\",\"expires_in\":%d,\"refresh_token\":\"%s\","
                                "\"x_refresh_token_expires_in\":%" G_GINT64_FORMAT,
                          access, ACCESS_LIFE, refresh, refresh_left);
  if (wants_hard)
    {
      gint64 origin = tie_sandbox_store_get_number (service->company->store, "SELECT issued FROM token WHERE chain = ? AND kind = 'origin'", "s", chain);

      g_string_append_printf (body, ",\"x_refresh_token_hard_expires_in\":%" G_GINT64_FORMAT, origin + HARD_LIFE - tie_sandbox_company_now (service->company));
    }
  g_string_append_c (body, '}');
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_string_free (body, FALSE));
}

static void
exchange (TieSandboxService *service,
          const TieSandboxRequest *request,
          GHashTable *form,
          TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *code = g_hash_table_lookup (form, "code");
  const char *redirect = g_hash_table_lookup (form, "redirect_uri");
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *chain = NULL;
  g_autofree char *refresh = NULL;
  g_autofree char *origin = NULL;

  statement = tie_sandbox_store_query (store, "SELECT chain FROM token WHERE value = ? AND kind = 'code' AND redirect = ? AND expires > ?",
                                       "ssi", code, redirect, tie_sandbox_company_now (service->company));
  if (!tie_sandbox_store_step (store, statement))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "Invalid authorization code");
      return;
    }
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  g_clear_pointer (&statement, sqlite3_finalize);
  tie_sandbox_store_run (store, "DELETE FROM token WHERE value = ?", "s", code);
  origin = tie_sandbox_token_new (service, "origin", chain, NULL, HARD_LIFE);
  refresh = tie_sandbox_token_new (service, "refresh", chain, NULL, REFRESH_LIFE);
  answer_tokens (service, request, chain, refresh, REFRESH_LIFE, answer);
}

/* Whoever comes with a token that was replaced already may be a thief. */
static void
refuse_refresh (TieSandboxService *service,
                const char *token,
                TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (TieSandboxStatement) statement = NULL;

  statement = tie_sandbox_store_query (store, "SELECT chain FROM token WHERE value = ? AND kind = 'refresh' AND used = 1", "s", token);
  if (tie_sandbox_store_step (store, statement) && service->replay_kills)
    {
      g_autofree char *chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));

      g_clear_pointer (&statement, sqlite3_finalize);
      end_chain (service, chain);
    }
  tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_grant", "Incorrect or invalid refresh token");
}

static void
refresh_tokens (TieSandboxService *service,
                const TieSandboxRequest *request,
                GHashTable *form,
                TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *token = g_hash_table_lookup (form, "refresh_token");
  gint64 now = tie_sandbox_company_now (service->company);
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *chain = NULL;
  g_autofree char *replacement = NULL;
  gint64 issued, origin;

  statement = tie_sandbox_store_query (store, "SELECT chain, issued FROM token WHERE value = ? AND kind = 'refresh' AND used = 0 AND expires > ?",
                                       "si", token, now);
  if (!tie_sandbox_store_step (store, statement))
    {
      g_clear_pointer (&statement, sqlite3_finalize);
      refuse_refresh (service, token, answer);
      return;
    }
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  issued = sqlite3_column_int64 (statement, 1);
  g_clear_pointer (&statement, sqlite3_finalize);
  origin = tie_sandbox_store_get_number (store, "SELECT issued FROM token WHERE chain = ? AND kind = 'origin'", "s", chain);
  if (origin + HARD_LIFE <= now)
    {
      refuse_refresh (service, NULL, answer);
      return;
    }

  if (now - issued < service->rotate_after)
    {
      tie_sandbox_store_run (store, "UPDATE token SET expires = ? WHERE value = ?", "is", now + REFRESH_LIFE, token);
      replacement = g_strdup (token);
    }
  else
    {
      tie_sandbox_store_run (store, "UPDATE token SET used = 1 WHERE value = ?", "s", token);
      replacement = tie_sandbox_token_new (service, "refresh", chain, NULL, REFRESH_LIFE);
    }
  answer_tokens (service, request, chain, replacement, MIN (REFRESH_LIFE, origin + HARD_LIFE - now), answer);
}

static void
handle_token (TieSandboxService *service,
              const TieSandboxRequest *request,
              TieSandboxAnswer *answer)
{
  g_autoptr (GHashTable) form = soup_form_decode (request->body);
  const char *grant_type = g_hash_table_lookup (form, "grant_type");

  if (!knows_client (service, request, form))
    tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_UNAUTHORIZED, "invalid_client", NULL);
  else if (grant_type == NULL)
    tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_request", "The grant_type is missing");
  else if (g_str_equal (grant_type, "authorization_code"))
    exchange (service, request, form, answer);
  else if (g_str_equal (grant_type, "refresh_token"))
    refresh_tokens (service, request, form, answer);
  else
    tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type", NULL);
}

static void
handle_revoke (TieSandboxService *service,
               const TieSandboxRequest *request,
               TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (GHashTable) form = soup_form_decode (request->body);
  g_autoptr (JsonNode) root = tie_sandbox_json_parse (request->body);
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *chain = NULL;
  const char *token = g_hash_table_lookup (form, "token");

  if (!knows_client (service, request, form))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_UNAUTHORIZED, "invalid_client", NULL);
      return;
    }
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    token = tie_sandbox_json_get_text (json_node_get_object (root), "token");
  statement = tie_sandbox_store_query (store, "SELECT chain FROM token WHERE value = ? AND kind IN ('access', 'refresh') AND used = 0", "s", token);
  if (!tie_sandbox_store_step (store, statement))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_request", "The token is not known");
      return;
    }
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  g_clear_pointer (&statement, sqlite3_finalize);
  end_chain (service, chain);
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, NULL);
}

static void
answer_discovery (TieSandboxService *service,
                  TieSandboxAnswer *answer)
{
  const char *base = service->base_uri;

  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON,
                          g_strdup_printf ("{\"issuer\":\"%s/op/v1\",\"authorization_endpoint\":\"%s/connect/oauth2\","
                                           "\"token_endpoint\":\"%s/oauth2/v1/tokens/bearer\",\"userinfo_endpoint\":\"%s/v1/openid_connect/userinfo\","
                                           "\"revocation_endpoint\":\"%s/v2/oauth2/tokens/revoke\",\"jwks_uri\":\"%s/op/v1/jwks\","
                                           "\"response_types_supported\":[\"code\"],\"subject_types_supported\":[\"public\"],"
                                           "\"id_token_signing_alg_values_supported\":[\"RS256\"],\"scopes_supported\":[\"openid\",\"email\",\"profile\",\"address\",\"phone\"],"
                                           "\"token_endpoint_auth_methods_supported\":[\"client_secret_post\",\"client_secret_basic\"]}",
                                           base, base, base, base, base, base));
}

guint
tie_sandbox_oauth_check (TieSandboxService *service,
                         const char *authorization,
                         const char *realm)
{
  gboolean is_valid = FALSE;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    is_valid = tie_sandbox_store_get_number (service->company->store, "SELECT 1 FROM token WHERE value = ? AND kind = 'access' AND expires > ?",
                                             "si", authorization + 7, tie_sandbox_company_now (service->company)) != 0;
  if (!is_valid)
    return SOUP_STATUS_UNAUTHORIZED;
  return g_str_equal (realm, service->company->realm) ? SOUP_STATUS_OK : SOUP_STATUS_FORBIDDEN;
}

void
tie_sandbox_oauth_expire_all (TieSandboxService *service)
{
  tie_sandbox_store_run (service->company->store, "UPDATE token SET expires = 0 WHERE kind = 'access'", "");
}

void
tie_sandbox_oauth_revoke_all (TieSandboxService *service)
{
  tie_sandbox_store_run (service->company->store, "DELETE FROM token", "");
}

gboolean
tie_sandbox_oauth_handle (TieSandboxService *service,
                          const TieSandboxRequest *request,
                          TieSandboxAnswer *answer)
{
  gboolean is_post = g_str_equal (request->method, "POST");

  if (g_str_equal (request->path, "/connect/oauth2") && is_post)
    {
      g_autoptr (GHashTable) form = soup_form_decode (request->body);
      const char *decision = g_hash_table_lookup (form, "decision");

      tie_sandbox_oauth_authorize (service, form, decision != NULL ? decision : "decline", answer);
    }
  else if (g_str_equal (request->path, "/connect/oauth2"))
    tie_sandbox_oauth_authorize (service, request->query, NULL, answer);
  else if (g_str_equal (request->path, "/oauth2/v1/tokens/bearer") && is_post)
    handle_token (service, request, answer);
  else if (g_str_equal (request->path, "/v2/oauth2/tokens/revoke") && is_post)
    handle_revoke (service, request, answer);
  else if (g_str_has_prefix (request->path, "/.well-known/openid_configuration") || g_str_has_prefix (request->path, "/.well-known/openid_sandbox_configuration"))
    answer_discovery (service, answer);
  else
    return FALSE;
  return TRUE;
}
