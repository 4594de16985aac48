/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-xero-oauth"
#include "config.h"

#include <string.h>

#include "base/tie-random.h"
#include "base/tie-text.h"
#include "sandbox/tie-sandbox-oauth.h"
#include "sandbox/xero/tie-sandbox-xero.h"

#define CODE_LIFE (5 * 60)
#define ACCESS_LIFE (30 * 60)
#define REFRESH_LIFE (60 * 24 * 60 * 60)
/* A refresh token that was replaced still works so long, for whoever lost the answer. */
#define GRACE (30 * 60)

static const char *const known_scopes[] = {
  "openid", "profile", "email", "offline_access",
  "accounting.contacts", "accounting.contacts.read", "accounting.settings", "accounting.settings.read",
  "accounting.invoices", "accounting.invoices.read", "accounting.payments", "accounting.payments.read",
  "accounting.banktransactions", "accounting.banktransactions.read", "accounting.manualjournals", "accounting.manualjournals.read",
  "accounting.attachments", "accounting.attachments.read", "accounting.journals.read", "accounting.budgets.read",
  NULL,
};

static gboolean
has_scope (const char *scopes,
           const char *wanted)
{
  g_auto (GStrv) parts = g_strsplit (scopes, " ", -1);

  return g_strv_contains ((const char *const *) parts, wanted);
}

/* Apps of today are refused the broad names of old, too. */
static gboolean
knows_scopes (const char *scopes)
{
  g_auto (GStrv) parts = g_strsplit (scopes != NULL ? scopes : "", " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (!g_strv_contains (known_scopes, parts[i]))
        return FALSE;
    }
  return parts[0] != NULL;
}

static char *
encode (const guchar *bytes,
        gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static gboolean
verifier_fits (const char *verifier,
               const char *challenge)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *expected = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128
      || strspn (verifier, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~") != strlen (verifier))
    return FALSE;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  expected = encode (digest, length);
  return g_str_equal (expected, challenge);
}

/* The text is compared whole: another port is another address. */
static gboolean
is_registered (TieSandboxService *service,
               const char *redirect)
{
  return redirect != NULL && g_strv_contains (service->redirect_uris, redirect);
}

/* Everything that the user may give, which is every organisation of the books. */
static void
connect_all (TieSandboxService *service,
             const char *event)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (store, "SELECT tenant FROM xero_record WHERE kind = 'Organisation' ORDER BY seq", "");

  while (tie_sandbox_store_step (store, statement))
    {
      g_autofree char *id = tie_random_uuid ();

      tie_sandbox_store_run (store, "INSERT INTO xero_connection VALUES (?, ?, ?, ?) ON CONFLICT (tenant) DO UPDATE SET event = excluded.event", "sssi",
                             id, (const char *) sqlite3_column_text (statement, 0), event, tie_sandbox_company_now (service->company));
    }
}

static void
grant (TieSandboxService *service,
       GHashTable *query,
       TieSandboxAnswer *answer)
{
  const char *redirect = g_hash_table_lookup (query, "redirect_uri");
  g_autofree char *chain = tie_random_uuid ();
  g_autofree char *event = tie_random_uuid ();
  g_autofree char *code = tie_sandbox_token_new (service, "code", chain, redirect, CODE_LIFE);

  tie_sandbox_store_run (service->company->store, "INSERT INTO xero_consent VALUES (?, ?, ?, ?)", "ssss", chain,
                         g_hash_table_lookup (query, "code_challenge"), g_hash_table_lookup (query, "scope"), event);
  connect_all (service, event);
  tie_sandbox_answer_set_redirect (answer, redirect, "code", code, "scope", g_hash_table_lookup (query, "scope"),
                                   "state", g_hash_table_lookup (query, "state"), NULL);
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
  g_autoptr (GString) html = g_string_new ("<p>A program asks to read and write the accounting data of your organisations.</p>"
                                           "<form method=\"post\" action=\"/identity/connect/authorize\">");

  g_hash_table_foreach (query, append_hidden, html);
  g_string_append (html, "<button name=\"decision\" value=\"allow\">Allow access</button> "
                         "<button name=\"decision\" value=\"decline\">Cancel</button></form>");
  tie_sandbox_answer_set_page (answer, SOUP_STATUS_OK, "Sandbox organisations", html->str);
}

/* What the app got wrong never reaches its callback: Xero shows a page of its own. */
static const char *
find_mistake (TieSandboxService *service,
              GHashTable *query)
{
  const char *challenge = g_hash_table_lookup (query, "code_challenge");

  if (g_strcmp0 (g_hash_table_lookup (query, "client_id"), service->client_id) != 0)
    return "unauthorized_client : Unknown client or client not enabled";
  if (!is_registered (service, g_hash_table_lookup (query, "redirect_uri")))
    return "unauthorized_client : Invalid redirect_uri";
  if (g_strcmp0 (g_hash_table_lookup (query, "response_type"), "code") != 0)
    return "unsupported_response_type";
  if (!knows_scopes (g_hash_table_lookup (query, "scope")))
    return "invalid_scope : Invalid scope for client";
  if (challenge == NULL || strlen (challenge) != 43 || g_strcmp0 (g_hash_table_lookup (query, "code_challenge_method"), "S256") != 0)
    return "invalid_request : code challenge required";
  if (tie_text_is_empty (g_hash_table_lookup (query, "state")))
    return "invalid_request : state required";
  return NULL;
}

static void
authorize (TieSandboxService *service,
           GHashTable *query,
           const char *decision,
           TieSandboxAnswer *answer)
{
  const char *mistake = find_mistake (service, query);
  g_autofree char *html = mistake != NULL ? g_strdup_printf ("<p>%s</p>", mistake) : NULL;

  if (mistake != NULL)
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, "Sorry, something went wrong", html);
  else if (g_strcmp0 (decision, "decline") == 0)
    tie_sandbox_answer_set_redirect (answer, g_hash_table_lookup (query, "redirect_uri"), "error", "access_denied", "error_description",
                                     "The user declined", "state", g_hash_table_lookup (query, "state"), NULL);
  else if (service->consent == TIE_SANDBOX_CONSENT_ASK && decision == NULL)
    ask (query, answer);
  else
    grant (service, query, answer);
}

/* A token whose middle can be read, as of real ones; nobody checks its signature. */
static char *
make_jwt (TieSandboxService *service,
          const char *scope,
          const char *event,
          gint64 life)
{
  static const char head[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
  gint64 now = tie_sandbox_company_now (service->company);
  g_autofree char *claims = g_strdup_printf ("{\"iss\":\"%s\",\"client_id\":\"%s\",\"iat\":%" G_GINT64_FORMAT ",\"exp\":%" G_GINT64_FORMAT
                                             ",\"scope\":\"%s\",\"authentication_event_id\":\"%s\",\"email\":\"owner@harborbooks.example\"}",
                                             service->base_uri, service->client_id, now, now + life, scope, event);
  g_autofree char *first = encode ((const guchar *) head, strlen (head));
  g_autofree char *second = encode ((const guchar *) claims, strlen (claims));
  g_autofree char *third = tie_random_token (256);

  return g_strjoin (".", first, second, third, NULL);
}

static void
answer_tokens (TieSandboxService *service,
               const char *chain,
               TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  gint64 now = tie_sandbox_company_now (service->company);
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (store, "SELECT scope, event FROM xero_consent WHERE chain = ?", "s", chain);
  g_autofree char *access = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *refresh = NULL;
  const char *scope, *event;
  GString *body = g_string_new ("{");

  tie_sandbox_store_step (store, statement);
  scope = (const char *) sqlite3_column_text (statement, 0);
  event = (const char *) sqlite3_column_text (statement, 1);
  access = make_jwt (service, scope, event, ACCESS_LIFE);
  tie_sandbox_store_run (store, "INSERT INTO token (value, kind, chain, issued, expires) VALUES (?, 'access', ?, ?, ?)", "ssii", access, chain, now, now + ACCESS_LIFE);
  if (has_scope (scope, "openid"))
    {
      identity = make_jwt (service, scope, event, 5 * 60);
      g_string_append_printf (body, "\"id_token\":\"%s\",", identity);
    }
  g_string_append_printf (body, "\"access_token\":\"%s\",\"expires_in\":%d,\"token_type\":\"Bearer\",", access, ACCESS_LIFE);
  if (has_scope (scope, "offline_access"))
    {
      refresh = tie_sandbox_token_new (service, "refresh", chain, NULL, REFRESH_LIFE);
      g_string_append_printf (body, "\"refresh_token\":\"%s\",", refresh);
    }
  g_string_append_printf (body, "\"scope\":\"%s\"}", scope);
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_string_free (body, FALSE));
}

static void
exchange (TieSandboxService *service,
          GHashTable *form,
          TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *code = g_hash_table_lookup (form, "code");
  g_autoptr (TieSandboxStatement) statement = NULL;
  g_autofree char *chain = NULL;

  statement = tie_sandbox_store_query (store,
                                       "SELECT token.chain, challenge FROM token JOIN xero_consent ON token.chain = xero_consent.chain"
                                       " WHERE value = ? AND kind = 'code' AND redirect = ? AND expires > ?",
                                       "ssi", code, g_hash_table_lookup (form, "redirect_uri"), tie_sandbox_company_now (service->company));
  if (!tie_sandbox_store_step (store, statement)
      || !verifier_fits (g_hash_table_lookup (form, "code_verifier"), (const char *) sqlite3_column_text (statement, 1)))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_grant", NULL);
      return;
    }
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  g_clear_pointer (&statement, sqlite3_finalize);
  tie_sandbox_store_run (store, "DELETE FROM token WHERE value = ?", "s", code);
  answer_tokens (service, chain, answer);
}

static void
refresh_tokens (TieSandboxService *service,
                GHashTable *form,
                TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  const char *token = g_hash_table_lookup (form, "refresh_token");
  gint64 now = tie_sandbox_company_now (service->company);
  g_autoptr (TieSandboxStatement) statement = tie_sandbox_store_query (store, "SELECT chain FROM token WHERE value = ? AND kind = 'refresh' AND expires > ?", "si", token, now);
  g_autofree char *chain = NULL;

  if (!tie_sandbox_store_step (store, statement))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_grant", NULL);
      return;
    }
  chain = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  g_clear_pointer (&statement, sqlite3_finalize);
  tie_sandbox_store_run (store, "UPDATE token SET used = 1, expires = min(expires, ?) WHERE value = ? AND used = 0", "is", now + GRACE, token);
  answer_tokens (service, chain, answer);
}

/* A public client has no secret: its id in the form is all. */
static gboolean
knows_client (TieSandboxService *service,
              GHashTable *form)
{
  return g_strcmp0 (g_hash_table_lookup (form, "client_id"), service->client_id) == 0;
}

static void
handle_token (TieSandboxService *service,
              const TieSandboxRequest *request,
              TieSandboxAnswer *answer)
{
  g_autoptr (GHashTable) form = soup_form_decode (request->body);
  const char *grant_type = g_hash_table_lookup (form, "grant_type");

  if (!knows_client (service, form))
    tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_client", NULL);
  else if (g_strcmp0 (grant_type, "authorization_code") == 0)
    exchange (service, form, answer);
  else if (g_strcmp0 (grant_type, "refresh_token") == 0)
    refresh_tokens (service, form, answer);
  else
    tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type", NULL);
}

/* Takes all of the user's connections along, but access tokens run out by themselves. */
static void
handle_revoke (TieSandboxService *service,
               const TieSandboxRequest *request,
               TieSandboxAnswer *answer)
{
  TieSandboxStore *store = service->company->store;
  g_autoptr (GHashTable) form = soup_form_decode (request->body);

  if (!knows_client (service, form))
    {
      tie_sandbox_answer_set_oauth_error (answer, SOUP_STATUS_BAD_REQUEST, "invalid_client", NULL);
      return;
    }
  if (tie_sandbox_store_get_number (store, "SELECT 1 FROM token WHERE value = ? AND kind = 'refresh'", "s", g_hash_table_lookup (form, "token")) != 0)
    {
      tie_sandbox_store_run (store, "DELETE FROM token WHERE kind = 'refresh'", "");
      tie_sandbox_xero_disconnect (service);
    }
  tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, NULL);
}

void
tie_sandbox_xero_disconnect (TieSandboxService *service)
{
  tie_sandbox_store_run (service->company->store, "DELETE FROM xero_connection", "");
}

gboolean
tie_sandbox_xero_oauth_handle (TieSandboxService *service,
                               const TieSandboxRequest *request,
                               TieSandboxAnswer *answer)
{
  gboolean is_post = g_str_equal (request->method, "POST");

  if (g_str_equal (request->path, "/identity/connect/authorize") && is_post)
    {
      g_autoptr (GHashTable) form = soup_form_decode (request->body);
      const char *decision = g_hash_table_lookup (form, "decision");

      authorize (service, form, decision != NULL ? decision : "decline", answer);
    }
  else if (g_str_equal (request->path, "/identity/connect/authorize"))
    authorize (service, request->query, NULL, answer);
  else if (request->is_token && is_post)
    handle_token (service, request, answer);
  else if (g_str_equal (request->path, "/connect/revocation") && is_post)
    handle_revoke (service, request, answer);
  else
    return FALSE;
  return TRUE;
}
