/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "fake-server"
#include "config.h"

#include <string.h>

#include "fake-server.h"

static void
cut (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
answer (SoupServerMessage *message,
        guint status,
        const char *type,
        const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "intuit_tid", "trace-1");
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
send_half (SoupServerMessage *message,
           const char *body)
{
  g_autofree char *text = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%.*s",
                                           (int) strlen (body), (int) strlen (body) / 2, body);

  g_socket_send (soup_server_message_get_socket (message), text, strlen (text), NULL, NULL);
  cut (message);
}

/* TRUE: the mode was an answer of its own, and nothing is to be done. */
static gboolean
answer_without_acting (FakeServer *self,
                       SoupServerMessage *message,
                       FakeMode mode)
{
  switch (mode)
    {
    case FAKE_CUT_BEFORE:
      cut (message);
      return TRUE;
    case FAKE_HTML:
      answer (message, 200, "text/html", "<html><body>Sign in to the guest network</body></html>");
      return TRUE;
    case FAKE_EMPTY:
      answer (message, 200, "application/json", "");
      return TRUE;
    case FAKE_WRONG_TYPES:
      answer (message, 200, "application/json", "{\"access_token\":17,\"refresh_token\":[\"x\"],\"expires_in\":\"soon\"}");
      return TRUE;
    case FAKE_INVALID_CLIENT:
      answer (message, 401, "application/json", "{\"error\":\"invalid_client\"}");
      return TRUE;
    case FAKE_UNAUTHORIZED:
      answer (message, 401, "text/plain", "no");
      return TRUE;
    case FAKE_INVALID_REQUEST:
      answer (message, 400, "application/json", "{\"error\":\"invalid_request\"}");
      return TRUE;
    case FAKE_FORBIDDEN:
      answer (message, 403, "text/html", "<html>forbidden</html>");
      return TRUE;
    case FAKE_BUSY:
      answer (message, 429, "text/plain", "slow down");
      return TRUE;
    case FAKE_DOWN:
      answer (message, 503, "text/html", "<html>down</html>");
      return TRUE;
    case FAKE_SILENT:
      soup_server_message_pause (message);
      g_ptr_array_add (self->held, g_object_ref (message));
      return TRUE;
    default:
      return FALSE;
    }
}

static void
answer_after_acting (SoupServerMessage *message,
                     FakeMode mode,
                     const char *body)
{
  g_autofree char *half = g_strndup (body, strlen (body) / 2);

  if (mode == FAKE_CUT_AFTER)
    cut (message);
  else if (mode == FAKE_TRUNCATED)
    send_half (message, body);
  else if (mode == FAKE_MALFORMED)
    answer (message, 200, "application/json", half);
  else
    answer (message, 200, "application/json", body);
}

static void
note_request (FakeServer *self,
              SoupServerMessage *message)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  g_free (self->last_body);
  self->last_body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_free (self->last_authorization);
  self->last_authorization = g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"));
}

static gboolean
answer_late_cb (gpointer user_data)
{
  soup_server_message_unpause (SOUP_SERVER_MESSAGE (user_data));
  return G_SOURCE_REMOVE;
}

static void
token_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  FakeServer *self = user_data;
  FakeMode mode = self->next;
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *body = NULL;
  const char *given = NULL;
  gboolean is_refresh = FALSE;

  note_request (self, message);
  self->next = FAKE_OK;
  form = soup_form_decode (self->last_body);
  is_refresh = g_strcmp0 (g_hash_table_lookup (form, "grant_type"), "refresh_token") == 0;
  if (is_refresh)
    self->n_refreshes++;
  else
    self->n_exchanges++;
  if (is_refresh && self->refresh_delay > 0)
    {
      soup_server_message_pause (message);
      g_timeout_add_full (G_PRIORITY_DEFAULT, self->refresh_delay, answer_late_cb, g_object_ref (message), g_object_unref);
    }
  if (answer_without_acting (self, message, mode))
    return;

  given = g_hash_table_lookup (form, is_refresh ? "refresh_token" : "code");
  if (g_strcmp0 (given, is_refresh ? self->refresh_token : self->code) != 0 && !(is_refresh && self->has_grace && g_strcmp0 (given, self->old_token) == 0))
    {
      if (self->is_shaken)
        g_clear_pointer (&self->refresh_token, g_free);
      answer (message, 400, "application/json", "{\"error\":\"invalid_grant\"}");
      return;
    }
  self->serial++;
  g_clear_pointer (&self->code, g_free);
  g_free (self->old_token);
  self->old_token = self->refresh_token;
  self->refresh_token = g_strdup_printf ("refresh-%u", self->serial);
  body = g_strdup_printf ("{\"token_type\":\"bearer\",\"access_token\":\"access-%u\",\"expires_in\":%u,\"refresh_token\":\"%s\",\"x_refresh_token_expires_in\":8726400}",
                          self->serial, self->life, self->refresh_token);
  answer_after_acting (message, mode, body);
}

static void
revoke_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  FakeServer *self = user_data;

  note_request (self, message);
  self->n_revokes++;
  if (answer_without_acting (self, message, self->revoke))
    return;
  if (self->refresh_token == NULL || strstr (self->last_body, self->refresh_token) == NULL)
    answer (message, 400, "application/json", "{\"error\":\"invalid_request\"}");
  else
    answer (message, 200, "application/json", "");
  g_clear_pointer (&self->refresh_token, g_free);
}

static void
any_cb (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  FakeServer *self = user_data;
  FakeMode mode = self->next;

  note_request (self, message);
  self->next = FAKE_OK;
  self->n_any++;
  if (self->any_header[0] != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), self->any_header[0], self->any_header[1]);
  if (answer_without_acting (self, message, mode))
    return;
  if (mode == FAKE_OK)
    answer (message, self->any_status, self->any_type, self->any_body);
  else
    answer_after_acting (message, mode, self->any_body);
}

static void
held_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  FakeServer *self = user_data;

  self->in_flight++;
  self->most_in_flight = MAX (self->most_in_flight, self->in_flight);
  soup_server_message_pause (message);
  g_ptr_array_add (self->held, g_object_ref (message));
}

void
fake_server_let_go (FakeServer *self)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < held->len; i++)
    {
      SoupServerMessage *message = g_ptr_array_index (held, i);

      self->in_flight--;
      answer (message, 200, "application/json", "{}");
      soup_server_message_unpause (message);
    }
}

FakeServer *
fake_server_new (void)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->life = 3600;
  self->code = g_strdup ("code-1");
  self->any_status = 200;
  self->any_type = "application/json";
  self->any_body = "{\"answer\":\"all is well\"}";
  soup_server_add_handler (self->server, "/token", token_cb, self, NULL);
  soup_server_add_handler (self->server, "/revoke", revoke_cb, self, NULL);
  soup_server_add_handler (self->server, "/any", any_cb, self, NULL);
  soup_server_add_handler (self->server, "/held", held_cb, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base_uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
fake_server_free (FakeServer *self)
{
  fake_server_let_go (self);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_ptr_array_unref (self->held);
  g_free (self->base_uri);
  g_free (self->refresh_token);
  g_free (self->old_token);
  g_free (self->code);
  g_free (self->last_authorization);
  g_free (self->last_body);
  g_free (self);
}

TieSignInAddresses *
fake_server_dup_addresses (FakeServer *self)
{
  TieSignInAddresses *addresses = g_new0 (TieSignInAddresses, 1);

  addresses->authorize_uri = g_strconcat (self->base_uri, "/any", NULL);
  addresses->token_uri = g_strconcat (self->base_uri, "/token", NULL);
  addresses->revoke_uri = g_strconcat (self->base_uri, "/revoke", NULL);
  addresses->scope = g_strdup ("com.example.accounting");
  return addresses;
}
