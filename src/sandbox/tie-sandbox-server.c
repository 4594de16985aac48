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
  SoupServerMessage *message; /* (owned) */
} Delayed;

void
tie_sandbox_answer_set (TieSandboxAnswer *answer,
                        guint status,
                        const char *type,
                        char *body)
{
  answer->status = status;
  answer->type = type;
  g_free (answer->body);
  answer->body = body;
}

void
tie_sandbox_answer_set_page (TieSandboxAnswer *answer,
                             guint status,
                             const char *title,
                             const char *html)
{
  tie_sandbox_answer_set (answer, status, "text/html;charset=UTF-8",
                          g_strdup_printf ("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title></head>"
                                           "<body><h1>%s</h1>%s</body></html>",
                                           title, title, html));
}

void
tie_sandbox_answer_set_oauth_error (TieSandboxAnswer *answer,
                                    guint status,
                                    const char *code,
                                    const char *text)
{
  tie_sandbox_answer_set (answer, status, TIE_SANDBOX_JSON,
                          text != NULL ? g_strdup_printf ("{\"error_description\":\"%s\",\"error\":\"%s\"}", text, code)
                                       : g_strdup_printf ("{\"error\":\"%s\"}", code));
}

static void
answer_clear (TieSandboxAnswer *answer)
{
  g_free (answer->body);
  g_free (answer->location);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSandboxAnswer, answer_clear)

static void
request_clear (TieSandboxRequest *request)
{
  g_hash_table_unref (request->query);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TieSandboxRequest, request_clear)

static void
read_request (SoupServerMessage *message,
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
}

static void
write_answer (SoupServerMessage *message,
              const TieSandboxAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *trace = tie_random_uuid ();
  g_autofree char *tid = g_strconcat ("1-", trace, NULL);

  soup_server_message_set_status (message, answer->status, NULL);
  soup_message_headers_replace (headers, "intuit_tid", tid);
  if (answer->location != NULL)
    soup_message_headers_replace (headers, "Location", answer->location);
  if (answer->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", answer->retry_after);
  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"Intuit\", error=\"invalid_token\"");
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

static void
handle (TieSandboxService *service,
        const TieSandboxRequest *request,
        TieSandboxAnswer *answer)
{
  if (!tie_sandbox_oauth_handle (service, request, answer) && !tie_sandbox_api_handle (service, request, answer))
    tie_sandbox_answer_set_page (answer, SOUP_STATUS_NOT_FOUND, "Not found", "<p>There is nothing at this address.</p>");
}

static void
answer_code (TieSandboxService *service,
             guint code,
             TieSandboxAnswer *answer)
{
  g_autoptr (TieSandboxFault) fault = tie_sandbox_fault_new (code, NULL, "Refused for a trial");
  g_autofree char *json = tie_sandbox_fault_to_json (fault);
  g_autofree char *time = tie_sandbox_company_dup_time (service->company);

  tie_sandbox_answer_set (answer, tie_sandbox_fault_get_status (fault), TIE_SANDBOX_JSON, g_strdup_printf ("{\"Fault\":%s,\"time\":\"%s\"}", json, time));
}

/* Fills the answer and says TRUE where the fault takes the place of the work. */
static gboolean
answer_instead (TieSandboxService *service,
                TieSandboxFaultKind kind,
                guint code,
                TieSandboxAnswer *answer)
{
  static const char system_fault[] = "{\"Fault\":{\"Error\":[{\"Message\":\"An application error has occurred while processing your request\","
                                     "\"Detail\":\"System Failure Error\",\"code\":\"10000\",\"element\":\"\"}],\"type\":\"SystemFault\"}}";
  gint64 now = tie_sandbox_company_now (service->company) * 1000;

  switch (kind)
    {
    case TIE_SANDBOX_FAULT_401:
    case TIE_SANDBOX_FAULT_EXPIRED:
    case TIE_SANDBOX_FAULT_REVOKED:
      tie_sandbox_answer_set (answer, SOUP_STATUS_UNAUTHORIZED, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (401, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_403:
      tie_sandbox_answer_set (answer, SOUP_STATUS_FORBIDDEN, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (403, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_429_RETRY_AFTER:
      answer->retry_after = "1";
      tie_sandbox_answer_set (answer, 429, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (429, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_429:
      tie_sandbox_answer_set (answer, 429, TIE_SANDBOX_JSON, tie_sandbox_fault_gateway_json (429, now));
      return TRUE;
    case TIE_SANDBOX_FAULT_500:
      tie_sandbox_answer_set (answer, SOUP_STATUS_INTERNAL_SERVER_ERROR, TIE_SANDBOX_JSON, g_strdup (system_fault));
      return TRUE;
    case TIE_SANDBOX_FAULT_502:
      tie_sandbox_answer_set_page (answer, SOUP_STATUS_BAD_GATEWAY, "502 Bad Gateway", "");
      return TRUE;
    case TIE_SANDBOX_FAULT_503:
    case TIE_SANDBOX_FAULT_TOKEN_5XX:
      tie_sandbox_answer_set (answer, SOUP_STATUS_SERVICE_UNAVAILABLE, "text/plain", g_strdup ("upstream connect error or disconnect before headers"));
      return TRUE;
    case TIE_SANDBOX_FAULT_504:
      tie_sandbox_answer_set (answer, SOUP_STATUS_GATEWAY_TIMEOUT, "text/plain", g_strdup ("stream timeout"));
      return TRUE;
    case TIE_SANDBOX_FAULT_HTML:
      tie_sandbox_answer_set_page (answer, SOUP_STATUS_OK, "Maintenance", "<p>We will be back soon.</p>");
      return TRUE;
    case TIE_SANDBOX_FAULT_TEXT:
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, "text/plain", g_strdup ("stream timeout"));
      return TRUE;
    case TIE_SANDBOX_FAULT_FAULT200:
      tie_sandbox_answer_set (answer, SOUP_STATUS_OK, TIE_SANDBOX_JSON, g_strdup (system_fault));
      return TRUE;
    case TIE_SANDBOX_FAULT_CODE:
      answer_code (service, code, answer);
      return TRUE;
    case TIE_SANDBOX_FAULT_EDITED:
    case TIE_SANDBOX_FAULT_TAKEN:
    case TIE_SANDBOX_FAULT_CLOSED:
    case TIE_SANDBOX_FAULT_NONE:
    case TIE_SANDBOX_FAULT_REFUSE:
    case TIE_SANDBOX_FAULT_SLOW:
    case TIE_SANDBOX_FAULT_CUT_BEFORE:
    case TIE_SANDBOX_FAULT_CUT_AFTER:
    case TIE_SANDBOX_FAULT_TRUNCATED:
    case TIE_SANDBOX_FAULT_MALFORMED:
    case TIE_SANDBOX_FAULT_ROTATION_LOST:
      break;
    }
  return FALSE;
}

static void
send_answer (SoupServerMessage *message,
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
      write_answer (message, answer);
    }
}

static void
serve (TieSandboxService *service,
       SoupServerMessage *message,
       TieSandboxFaultKind kind,
       guint code)
{
  g_auto (TieSandboxRequest) request = { 0 };
  g_auto (TieSandboxAnswer) answer = { 0 };

  read_request (message, &request);
  if (kind == TIE_SANDBOX_FAULT_EXPIRED)
    tie_sandbox_oauth_expire_all (service);
  tie_sandbox_meddle (service, kind, &request);
  if (kind == TIE_SANDBOX_FAULT_REFUSE || kind == TIE_SANDBOX_FAULT_CUT_BEFORE)
    {
      tie_sandbox_journal_add (service, &request, 0, tie_sandbox_fault_kind_get_name (kind));
      cut (message);
      return;
    }
  if (!answer_instead (service, kind, code, &answer))
    handle (service, &request, &answer);
  tie_sandbox_journal_add (service, &request, answer.status, kind != TIE_SANDBOX_FAULT_NONE ? tie_sandbox_fault_kind_get_name (kind) : "");
  send_answer (message, kind, &answer);
}

static gboolean
delay_over_cb (gpointer data)
{
  Delayed *delayed = data;

  serve (delayed->service, delayed->message, TIE_SANDBOX_FAULT_SLOW, 0);
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
             guint milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);
  Delayed *delayed = g_new0 (Delayed, 1);

  delayed->service = service;
  delayed->message = g_object_ref (message);
  soup_server_message_pause (message);
  g_source_set_callback (source, delay_over_cb, delayed, delayed_free);
  g_source_attach (source, g_main_context_get_thread_default ());
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

  read_request (message, &request);
  kind = tie_sandbox_switches_next (service->switches, request.method, path, request.body, &delay, &code);
  if (kind == TIE_SANDBOX_FAULT_SLOW)
    serve_later (service, message, delay);
  else
    serve (service, message, kind, code);
}

/* The sandbox's own addresses know no faults and leave no trace in the journal. */
static void
admin_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  g_auto (TieSandboxRequest) request = { 0 };
  g_auto (TieSandboxAnswer) answer = { 0 };

  read_request (message, &request);
  if (!tie_sandbox_admin_handle (data, &request, &answer))
    tie_sandbox_answer_set_page (&answer, SOUP_STATUS_NOT_FOUND, "Not found", "<p>There is nothing at this address.</p>");
  write_answer (message, &answer);
}

void
tie_sandbox_server_attach (SoupServer *server,
                           TieSandboxService *service)
{
  soup_server_add_handler (server, "/sandbox", admin_cb, service, NULL);
  soup_server_add_handler (server, NULL, request_cb, service, NULL);
}
