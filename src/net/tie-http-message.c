/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-http"
#include "config.h"

#include "base/tie-error.h"
#include "net/tie-http-private.h"

static gboolean
is_web_address (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_strcmp0 (scheme, "https") == 0 || g_strcmp0 (scheme, "http") == 0) && host != NULL && *host != '\0';
}

TieHttpRequest *
tie_http_request_new (const char *method,
                      const char *uri,
                      GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  TieHttpRequest *self = NULL;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (uri != NULL, NULL);

  parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  /* What a person typed; libsoup takes anything else for a mistake of the program. */
  if (parsed == NULL || !is_web_address (parsed))
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, "“%s” is not a web address", uri);
      return NULL;
    }

  self = g_new0 (TieHttpRequest, 1);
  self->message = soup_message_new_from_uri (method, parsed);
  /* A connection that waited since the last answer may have been closed by then. libsoup repeats a read on such a one by itself, and
   * of those that get cut in that very moment it crashes over some (3.2.3); who calls repeats reads anyway. Writes always go over
   * new ones. */
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  return self;
}

void
tie_http_request_free (TieHttpRequest *self)
{
  g_clear_object (&self->message);
  g_free (self);
}

void
tie_http_request_add_header (TieHttpRequest *self,
                             const char *name,
                             const char *value)
{
  g_return_if_fail (self != NULL);

  soup_message_headers_replace (soup_message_get_request_headers (self->message), name, value);
}

void
tie_http_request_set_body (TieHttpRequest *self,
                           const char *content_type,
                           GBytes *body)
{
  g_return_if_fail (self != NULL);

  soup_message_set_request_body_from_bytes (self->message, content_type, body);
}

void
tie_http_request_set_basic (TieHttpRequest *self,
                            const char *user,
                            const char *password)
{
  g_autofree char *both = g_strconcat (user, ":", password, NULL);
  g_autofree char *coded = g_base64_encode ((const guchar *) both, strlen (both));
  g_autofree char *value = g_strconcat ("Basic ", coded, NULL);

  tie_http_request_add_header (self, "Authorization", value);
}

/* Retry-After is seconds or a date. */
static guint
read_retry_after (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) moment = NULL;
  guint64 seconds = 0;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &seconds, NULL))
    return (guint) seconds;
  moment = soup_date_time_new_from_http_string (text);
  if (moment == NULL)
    return 0;
  return (guint) CLAMP (g_date_time_to_unix (moment) - g_get_real_time () / G_USEC_PER_SEC, 0, G_MAXINT);
}

static char *
dup_header (SoupMessageHeaders *headers,
            const char *name)
{
  return name != NULL ? g_strdup (soup_message_headers_get_one (headers, name)) : NULL;
}

static gint64
read_left (SoupMessageHeaders *headers,
           const char *name)
{
  const char *text = name != NULL ? soup_message_headers_get_one (headers, name) : NULL;
  gint64 left = -1;

  return text != NULL && g_ascii_string_to_signed (text, 10, 0, G_MAXINT, &left, NULL) ? left : -1;
}

TieHttpAnswer *
tie_http_answer_new (SoupMessage *message,
                     GBytes *body,
                     const TieHttpLimits *limits)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  TieHttpAnswer *self = g_new0 (TieHttpAnswer, 1);

  self->status = soup_message_get_status (message);
  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  self->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  self->trace = dup_header (headers, limits->trace_header);
  self->problem = dup_header (headers, limits->problem_header);
  self->left = read_left (headers, limits->left_header);
  self->retry_after = read_retry_after (headers);
  self->body = g_bytes_ref (body);
  return self;
}

void
tie_http_answer_free (TieHttpAnswer *self)
{
  g_free (self->content_type);
  g_free (self->location);
  g_free (self->trace);
  g_free (self->problem);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

JsonNode *
tie_http_answer_parse (const TieHttpAnswer *self,
                       GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) reason = NULL;
  gsize size = 0;
  const char *data = NULL;
  JsonNode *root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  data = g_bytes_get_data (self->body, &size);
  /* The parser wants UTF-8 and stops at a NUL; a proxy's page may be anything. */
  if (size > 0 && g_utf8_validate_len (data, size, NULL) && json_parser_load_from_data (parser, data, (gssize) size, &reason))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, TIE_ERROR, TIE_ERROR_SERVER, "The answer (status %u, %s, %" G_GSIZE_FORMAT " bytes) is not JSON%s%s",
                 self->status, self->content_type != NULL ? self->content_type : "no type", size,
                 reason != NULL ? ": " : "", reason != NULL ? reason->message : "");
  return root;
}
