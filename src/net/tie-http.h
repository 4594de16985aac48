/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Requests to a package: paced, with a deadline, followed by a line in the debug log that holds no secret.  Nothing is
 * repeated here, nor by libsoup: each request has a connection of its own.  Redirects are never followed, so a token never
 * reaches another host. */

typedef struct
{
  guint at_once;       /* requests in flight */
  guint per_second;    /* 0: no limit */
  guint per_minute;    /* 0: no limit */
  guint read_seconds;  /* until a GET is given up */
  guint write_seconds; /* until any other method is given up */
  const char *trace_header; /* of an answer: its id for the package's support */
  const char *problem_header; /* (nullable) of a refusal: the limit that was met */
  const char *left_header;  /* (nullable) of an answer: how many requests are left of a minute's.  More than per_minute: that
                             * limit is another one there, and none is kept to; few: the next waits */
  guint few_left;
} TieHttpLimits;

/* One request; used once. */
typedef struct _TieHttpRequest TieHttpRequest;

/* NULL with TIE_ERROR_INVALID when the text is no http address. */
TieHttpRequest *tie_http_request_new (const char *method, const char *uri, GError **error);
void tie_http_request_free (TieHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieHttpRequest, tie_http_request_free)
void tie_http_request_add_header (TieHttpRequest *self, const char *name, const char *value);
void tie_http_request_set_body (TieHttpRequest *self, const char *content_type, GBytes *body);
/* "Authorization: Basic …" */
void tie_http_request_set_basic (TieHttpRequest *self, const char *user, const char *password);

typedef struct
{
  guint status;
  char *content_type; /* NULL for none */
  char *location;     /* of a redirect */
  char *trace;        /* NULL for none */
  char *problem;     /* NULL for none */
  gint64 left;       /* −1: not said */
  guint retry_after;  /* seconds; 0: not said */
  GBytes *body;
} TieHttpAnswer;
void tie_http_answer_free (TieHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TieHttpAnswer, tie_http_answer_free)

/* The body as JSON whatever the status and the content type say; TIE_ERROR_SERVER when it is something else (a page of a
 * proxy, half an answer). */
JsonNode *tie_http_answer_parse (const TieHttpAnswer *self, GError **error);

#define TIE_TYPE_HTTP (tie_http_get_type ())
G_DECLARE_FINAL_TYPE (TieHttp, tie_http, TIE, HTTP, GObject)

/* limits are static.  To be used in the main context of the thread that made it. */
TieHttp *tie_http_new (const TieHttpLimits *limits);

/* Of limits that are counted in minutes, in this whole program from now on: a minute is over so many times as fast.  For the
 * company of a sandbox whose clock runs as fast; nobody has the minutes that a thousand single calls take. */
void tie_http_set_haste (guint times);

/* Takes the request.  Any status is an answer.  finish: TIE_ERROR_NETWORK when none came; has_left (out, may be NULL) then
 * says whether the request may have reached the other side. */
void tie_http_send_async (TieHttp *self, TieHttpRequest *request, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
TieHttpAnswer *tie_http_send_finish (TieHttp *self, GAsyncResult *result, gboolean *has_left, GError **error);

/* When (monotonic) the call that waits for the limits may start; 0: none waits. */
gint64 tie_http_get_resume_time (TieHttp *self);

G_END_DECLS
