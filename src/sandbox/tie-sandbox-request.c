/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-request"
#include "config.h"

#include <string.h>

#include "sandbox/tie-sandbox-request.h"

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

void
tie_sandbox_answer_set_redirect (TieSandboxAnswer *answer,
                                 const char *address,
                                 const char *first,
                                 ...)
{
  GString *location = g_string_new (address);
  const char *name = first;
  va_list args;

  va_start (args, first);
  for (char separator = strchr (address, '?') != NULL ? '&' : '?'; name != NULL; separator = '&', name = va_arg (args, const char *))
    {
      g_autofree char *value = g_uri_escape_string (va_arg (args, const char *), NULL, FALSE);

      g_string_append_printf (location, "%c%s=%s", separator, name, value);
    }
  va_end (args);
  answer->status = SOUP_STATUS_FOUND;
  g_free (answer->location);
  answer->location = g_string_free (location, FALSE);
}

void
tie_sandbox_answer_set_header (TieSandboxAnswer *answer,
                               const char *name,
                               const char *value)
{
  if (answer->headers == NULL)
    answer->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  soup_message_headers_replace (answer->headers, name, value);
}

void
tie_sandbox_answer_clear (TieSandboxAnswer *answer)
{
  g_clear_pointer (&answer->body, g_free);
  g_clear_pointer (&answer->location, g_free);
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
}
