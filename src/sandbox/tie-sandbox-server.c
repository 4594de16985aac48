/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-server"
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/tie-random.h"
#include "sandbox/tie-sandbox-server.h"

/* One request that waits for its delay to pass. */
typedef struct
{
  TieSandboxService *service;
  gint64 came;
  guint at_once;
  SoupServerMessage *message; /* (owned) */
} Delayed;

static void
request_clear (TieSandboxRequest *request)
{
  g_hash_table_unref (request->query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSandboxRequest, request_clear)

static void
read_request (TieSandboxService *service,
              SoupServerMessage *message,
              TieSandboxRequest *request)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) whole = soup_message_body_flatten (body);

  request->method = soup_server_message_get_method (message);
  request->path = g_uri_get_path (uri);
  request->query_text = g_uri_get_query (uri);
  request->query = soup_form_decode (request->query_text != NULL ? request->query_text : "");
  request->body = g_bytes_get_size (whole) > 0 ? body->data : ""; /* flattened, it ends in a zero byte */
  request->headers = soup_server_message_get_request_headers (message);
  request->is_api = g_str_has_prefix (request->path, service->package->api_prefix);
  request->is_token = g_str_equal (request->path, service->package->token_path);
  request->came = tie_sandbox_company_now_ms (service->company);
  request->at_once = service->in_progress;
}

static void
copy_header (const char *name,
             const char *value,
             gpointer data)
{
  soup_message_headers_replace (data, name, value);
}

static void
write_answer (TieSandboxService *service,
              SoupServerMessage *message,
              const TieSandboxAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *trace = tie_random_uuid ();
  g_autofree char *tid = g_strconcat ("1-", trace, NULL);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, service->package->trace_header, tid);
  if (answer->headers != NULL)
    soup_message_headers_foreach (answer->headers, copy_header, headers);
  if (answer->location != NULL)
    soup_message_headers_replace (headers, "Location", answer->location);
  if (answer->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", answer->retry_after);
  /* After an answer without length libsoup ends the connection; whoever would use it again has to know. */
  if (answer->status == SOUP_STATUS_NO_CONTENT)
    soup_message_headers_replace (headers, "Connection", "close");
  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", service->package->challenge);
  if (answer->body != NULL)
    soup_server_message_set_response (message, answer->type, SOUP_MEMORY_COPY, answer->body, strlen (answer->body));
}

/* To the client the connection just ends; what libsoup still wants to write goes nowhere. */
static void
cut (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  soup_server_message_set_status (message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
  if (socket != NULL)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

/* Promises the whole body and sends half of it. */
static void
truncate_answer (SoupServerMessage *message,
                 const TieSandboxAnswer *answer)
{
  GSocket *socket = soup_server_message_get_socket (message);
  gsize length = answer->body != NULL ? strlen (answer->body) : 0;
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u %s\r\nContent-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%.*s",
                                           answer->status, soup_status_get_phrase (answer->status), answer->type, length,
                                           (int) (length / 2), answer->body != NULL ? answer->body : "");

  if (socket != NULL)
    g_socket_send (socket, head, strlen (head), NULL, NULL);
  cut (message);
}

gboolean
tie_sandbox_answer_broken (TieSandboxFaultKind kind,
                           TieSandboxAnswer *answer)
{
  if (kind == TIE_SANDBOX_FAULT_502)
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_GATEWAY, "502 Bad Gateway", "");
  else if (kind == TIE_SANDBOX_FAULT_503 || kind == TIE_SANDBOX_FAULT_TOKEN_5XX)
    tie_sandbox_answer_set (answer, SOUP_STATUS_SERVICE_UNAVAILABLE, "text/plain", g_strdup ("upstream connect error or disconnect before headers"));
  else if (kind == TIE_SANDBOX_FAULT_504)
    tie_sandbox_answer_set (answer, SOUP_STATUS_GATEWAY_TIMEOUT, "text/plain", g_strdup ("stream timeout"));
  else if (kind == TIE_SANDBOX_FAULT_HTML)
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_OK, "Maintenance", "<p>We will be back soon.</p>");
  else if (kind == TIE_SANDBOX_FAULT_TEXT)
    tie_sandbox_answer_set (answer, SOUP_STATUS_OK, "text/plain", g_strdup ("stream timeout"));
  else
    return FALSE;
  return TRUE;
}

static void
send_answer (TieSandboxService *service,
             SoupServerMessage *message,
             TieSandboxFaultKind kind,
             TieSandboxAnswer *answer)
{
  if (kind == TIE_SANDBOX_FAULT_CUT_AFTER || kind == TIE_SANDBOX_FAULT_ROTATION_LOST)
    cut (message);
  else if (kind == TIE_SANDBOX_FAULT_TRUNCATED)
    truncate_answer (message, answer);
  else
    {
      if (kind == TIE_SANDBOX_FAULT_MALFORMED && answer->body != NULL)
        answer->body[strlen (answer->body) / 2] = '\0';
      write_answer (service, message, answer);
    }
}

static void
serve (TieSandboxService *service,
       SoupServerMessage *message,
       const TieSandboxRequest *request,
       TieSandboxFaultKind kind,
       guint code)
{
  g_auto (TieSandboxAnswer) answer = { 0 };

  service->package->meddle (service, kind, request);
  if (kind == TIE_SANDBOX_FAULT_REFUSE || kind == TIE_SANDBOX_FAULT_CUT_BEFORE)
    {
      tie_sandbox_journal_add (service, request, 0, tie_sandbox_fault_kind_get_name (kind));
      cut (message);
      return;
    }
  if (!service->package->answer_instead (service, request, kind, code, &answer) && !service->package->handle (service, request, &answer))
    tie_sandbox_answer_set_page (&answer, SOUP_STATUS_NOT_FOUND, "Not found", "<p>There is nothing at this address.</p>");
  tie_sandbox_answer_make_odd (kind, &answer);
  tie_sandbox_journal_add (service, request, answer.status, kind != TIE_SANDBOX_FAULT_NONE ? tie_sandbox_fault_kind_get_name (kind) : "");
  send_answer (service, message, kind, &answer);
}

static gboolean
delay_over_cb (gpointer data)
{
  Delayed *delayed = data;
  g_auto (TieSandboxRequest) request = { 0 };

  read_request (delayed->service, delayed->message, &request);
  request.came = delayed->came;
  request.at_once = delayed->at_once;
  serve (delayed->service, delayed->message, &request, TIE_SANDBOX_FAULT_SLOW, 0);
  soup_server_message_unpause (delayed->message);
  return G_SOURCE_REMOVE;
}

static void
delayed_free (gpointer data)
{
  Delayed *delayed = data;

  g_object_unref (delayed->message);
  g_free (delayed);
}

static void
serve_later (TieSandboxService *service,
             SoupServerMessage *message,
             const TieSandboxRequest *request,
             guint milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);
  Delayed *delayed = g_new0 (Delayed, 1);

  delayed->service = service;
  delayed->message = g_object_ref (message);
  delayed->came = request->came;
  delayed->at_once = request->at_once;
  soup_server_message_pause (message);
  g_source_set_callback (source, delay_over_cb, delayed, delayed_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
finished_cb (SoupServerMessage *message,
             gpointer data)
{
  ((TieSandboxService *) data)->in_progress--;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  TieSandboxService *service = data;
  g_auto (TieSandboxRequest) request = { 0 };
  TieSandboxFaultKind kind;
  guint delay = 0;
  guint code = 0;

  read_request (service, message, &request);
  if (request.is_api)
    {
      request.at_once = ++service->in_progress;
      g_signal_connect (message, "finished", G_CALLBACK (finished_cb), service);
    }
  kind = tie_sandbox_switches_next (service->switches, &request, &delay, &code);
  if (kind == TIE_SANDBOX_FAULT_SLOW && (service->package->at_once == 0 || request.at_once <= service->package->at_once))
    serve_later (service, message, &request, delay);
  else
    serve (service, message, &request, kind, code);
}

/* The sandbox's own addresses know no faults and leave no trace in the journal. */
static void
admin_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  TieSandboxService *service = data;
  g_auto (TieSandboxRequest) request = { 0 };
  g_auto (TieSandboxAnswer) answer = { 0 };

  read_request (service, message, &request);
  if (!tie_sandbox_admin_handle (service, &request, &answer))
    tie_sandbox_answer_set_page (&answer, SOUP_STATUS_NOT_FOUND, "Not found", "<p>There is nothing at this address.</p>");
  write_answer (service, message, &answer);
}

void
tie_sandbox_server_attach (SoupServer *server,
                           TieSandboxService *service)
{
  soup_server_add_handler (server, "/sandbox", admin_cb, service, NULL);
  soup_server_add_handler (server, NULL, request_cb, service, NULL);
}
