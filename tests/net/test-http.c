/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-http"
#include "config.h"

#include <string.h>

#include "base/tie-error.h"
#include "fake-server.h"
#include "net-fixture.h"
#include "net/tie-http.h"
#include "net/tie-json.h"

static const TieHttpLimits plain = { .at_once = 2, .read_seconds = 20, .write_seconds = 20, .trace_header = "intuit_tid" };
static const TieHttpLimits hasty = { .at_once = 2, .read_seconds = 1, .write_seconds = 1 };
static const TieHttpLimits paced = { .at_once = 4, .per_second = 3, .read_seconds = 20, .write_seconds = 20 };
static const TieHttpLimits counted = { .at_once = 4, .per_minute = 2, .read_seconds = 20, .write_seconds = 20, .problem_header = "X-Problem", .left_header = "X-Left", .few_left = 5 };

static TieHttpRequest *
make_request (FakeServer *server,
              const char *method,
              const char *path)
{
  g_autofree char *uri = g_strconcat (server->base_uri, path, NULL);
  g_autoptr (GError) error = NULL;
  TieHttpRequest *request = tie_http_request_new (method, uri, &error);

  g_assert_no_error (error);
  return request;
}

static TieHttpAnswer *
ask (TieHttp *http,
     FakeServer *server,
     const char *method,
     gboolean *has_left,
     GError **error)
{
  TieHttpRequest *request = make_request (server, method, "/any?secret=1");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (GAsyncResult) result = NULL;

  if (strcmp (method, "POST") == 0)
    tie_http_request_set_body (request, "application/json", body);
  tie_http_send_async (http, request, NULL, net_wait_cb, &result);
  return tie_http_send_finish (http, net_wait (&result), has_left, error);
}

typedef struct
{
  const char *why;
  const char *method;
  FakeMode mode;
  int error;       /* of the call; 0: an answer comes */
  int parse_error; /* 0: it is JSON */
  guint n_asked;
} AnswerCase;

static const AnswerCase answers[] = {
  { "an answer", "GET", FAKE_OK, 0, 0, 1 },
  { "a page where JSON was promised", "GET", FAKE_HTML, 0, TIE_ERROR_SERVER, 1 },
  { "nothing at all", "GET", FAKE_EMPTY, 0, TIE_ERROR_SERVER, 1 },
  { "half a JSON text", "GET", FAKE_MALFORMED, 0, TIE_ERROR_SERVER, 1 },
  { "half of what was promised", "GET", FAKE_TRUNCATED, TIE_ERROR_NETWORK, 0, 1 },
  { "a status is an answer", "GET", FAKE_DOWN, 0, TIE_ERROR_SERVER, 1 },
  { "401 asks nobody for a password", "GET", FAKE_UNAUTHORIZED, 0, TIE_ERROR_SERVER, 1 },
  { "a cut write is never sent twice", "POST", FAKE_CUT_AFTER, TIE_ERROR_NETWORK, 0, 1 },
  { "half an answer to a write", "POST", FAKE_TRUNCATED, TIE_ERROR_NETWORK, 0, 1 },
};

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const AnswerCase *c = &answers[i];
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (TieHttp) http = tie_http_new (&plain);
      g_autoptr (TieHttpAnswer) answer = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GError) error = NULL;
      gboolean has_left = FALSE;

      g_test_message ("%s", c->why);
      server->next = c->mode;
      answer = ask (http, server, c->method, &has_left, &error);
      g_assert_true (has_left);
      g_assert_cmpuint (server->n_any, ==, c->n_asked);
      if (c->error != 0)
        {
          g_assert_null (answer);
          g_assert_error (error, TIE_ERROR, c->error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (answer->trace, ==, "trace-1");
      root = tie_http_answer_parse (answer, &error);
      if (c->parse_error != 0)
        g_assert_error (error, TIE_ERROR, c->parse_error);
      else
        g_assert_cmpstr (tie_json_get_string (tie_json_get_root_object (root), "answer"), ==, "all is well");
    }
}

static void
test_headers (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&plain);
  g_autoptr (GError) error = NULL;
  static const char *const headers[][2] = { { "Retry-After", "17" }, { "Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT" }, { "Retry-After", "soon" } };
  static const guint least[] = { 17, 1000, 0 };
  static const guint most[] = { 17, G_MAXINT, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (TieHttpAnswer) answer = NULL;

      server->any_header[0] = headers[i][0];
      server->any_header[1] = headers[i][1];
      answer = ask (http, server, "GET", NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (answer->retry_after, >=, least[i]);
      g_assert_cmpuint (answer->retry_after, <=, most[i]);
    }
}

/* A redirect is not followed: who asks decides, and a token goes to no other host. */
static void
test_redirect (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&plain);
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  server->any_status = 302;
  server->any_header[0] = "Location";
  server->any_header[1] = "http://127.0.0.1:1/elsewhere";
  answer = ask (http, server, "GET", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 302);
  g_assert_cmpstr (answer->location, ==, "http://127.0.0.1:1/elsewhere");
}

static void
test_nobody_listens (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&plain);
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_left = TRUE;

  soup_server_disconnect (server->server);
  answer = ask (http, server, "POST", &has_left, &error);
  g_assert_null (answer);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
  g_assert_false (has_left);
}

static void
test_deadline (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&hasty);
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_left = FALSE;

  server->next = FAKE_SILENT;
  answer = ask (http, server, "POST", &has_left, &error);
  g_assert_null (answer);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_NETWORK);
  g_assert_true (has_left);
}

static void
test_bad_address (void)
{
  static const char *const addresses[] = { "", "nothing", "mailto:a@b.example", "http://" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tie_http_request_new ("GET", addresses[i], &error));
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
    }
}

static gboolean
iterate_until (FakeServer *server,
               guint held)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (server->held->len < held && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  return server->held->len == held;
}

/* Never more at once than allowed; who is cancelled while waiting is told at once and was never sent. */
static void
test_queue (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&plain);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[6] = { NULL };
  gboolean has_left = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tie_http_send_async (http, make_request (server, "GET", "/held"), i == 5 ? cancellable : NULL, net_wait_cb, &results[i]);
  g_assert_true (iterate_until (server, 2));
  g_cancellable_cancel (cancellable);
  net_wait (&results[5]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (TieHttpAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      while (results[i] == NULL)
        {
          fake_server_let_go (server);
          g_main_context_iteration (NULL, TRUE);
        }
      answer = tie_http_send_finish (http, results[i], &has_left, &error);
      if (i == 5)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          g_assert_false (has_left);
        }
      else
        g_assert_no_error (error);
      g_clear_object (&results[i]);
    }
  g_assert_cmpint (server->most_in_flight, ==, 2);
}

static void
test_cancel_in_flight (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&plain);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieHttpAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  tie_http_send_async (http, make_request (server, "GET", "/held"), cancellable, net_wait_cb, &result);
  g_assert_true (iterate_until (server, 1));
  g_cancellable_cancel (cancellable);
  answer = tie_http_send_finish (http, net_wait (&result), NULL, &error);
  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Seven requests at three a second take two seconds, whatever the machine. */
static void
test_pace (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&paced);
  GAsyncResult *results[7] = { NULL };
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    tie_http_send_async (http, make_request (server, "GET", "/any"), NULL, net_wait_cb, &results[i]);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (TieHttpAnswer) answer = tie_http_send_finish (http, net_wait (&results[i]), NULL, NULL);

      g_assert_nonnull (answer);
      g_clear_object (&results[i]);
    }
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 2 * G_USEC_PER_SEC);
}

/* A limit that the other side tells wins over the one that is known beforehand, both ways. */
static void
test_told_limit (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&counted);
  g_autoptr (TieHttp) other = tie_http_new (&plain);
  g_autoptr (TieHttpAnswer) last = NULL;
  g_autoptr (TieHttpAnswer) beside = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) waiting = NULL;
  g_autoptr (GError) error = NULL;

  server->any_header[0] = "X-Left";
  server->any_header[1] = "900";
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (TieHttpAnswer) answer = ask (http, server, "GET", NULL, NULL);

      g_assert_cmpint (answer->left, ==, 900);
      g_assert_null (answer->problem);
    }

  server->any_header[1] = "3";
  last = ask (http, server, "GET", NULL, NULL);
  g_assert_cmpint (last->left, ==, 3);
  g_assert_cmpint (tie_http_get_resume_time (http), ==, 0); /* nobody waits */
  tie_http_send_async (http, make_request (server, "GET", "/any"), cancellable, net_wait_cb, &waiting);
  beside = ask (other, server, "GET", NULL, NULL);
  g_assert_nonnull (beside);
  g_assert_cmpuint (server->n_any, ==, 8);
  g_assert_cmpint (tie_http_get_resume_time (http), >, g_get_monotonic_time ());
  g_cancellable_cancel (cancellable);
  g_assert_null (tie_http_send_finish (http, net_wait (&waiting), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (tie_http_get_resume_time (http), ==, 0);
}

static void
test_problem (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (TieHttp) http = tie_http_new (&counted);
  g_autoptr (TieHttpAnswer) answer = NULL;

  server->any_status = 429;
  server->any_header[0] = "X-Problem";
  server->any_header[1] = "day";
  answer = ask (http, server, "GET", NULL, NULL);
  g_assert_cmpstr (answer->problem, ==, "day");
  g_assert_cmpint (answer->left, ==, -1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/http/answers", test_answers);
  g_test_add_func ("/http/headers", test_headers);
  g_test_add_func ("/http/redirect", test_redirect);
  g_test_add_func ("/http/nobody-listens", test_nobody_listens);
  g_test_add_func ("/http/deadline", test_deadline);
  g_test_add_func ("/http/bad-address", test_bad_address);
  g_test_add_func ("/http/queue", test_queue);
  g_test_add_func ("/http/cancel-in-flight", test_cancel_in_flight);
  g_test_add_func ("/http/pace", test_pace);
  g_test_add_func ("/http/told-limit", test_told_limit);
  g_test_add_func ("/http/problem", test_problem);
  return g_test_run ();
}
