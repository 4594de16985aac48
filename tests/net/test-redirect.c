/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-redirect"
#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "base/tie-error.h"
#include "net-fixture.h"
#include "net/tie-loopback.h"
#include "net/tie-redirect.h"

#define STATE "fpJ9-_sTaTe"

typedef struct
{
  const char *why;
  const char *address;
  int error; /* 0: an answer */
} RedirectCase;

static const RedirectCase cases[] = {
  { "as the browser shows it", "http://localhost:1/callback?code=c1&state=" STATE "&realmId=9130350", 0 },
  { "another order", "https://a.example/x?realmId=9130350&state=" STATE "&code=c1", 0 },
  { "pasted with blanks and a fragment", "  https://a.example/?code=c1&state=" STATE "&realmId=9130350#_=_ \n", 0 },
  { "percent signs", "https://a.example/?code=%631&state=" STATE "&realmId=9130350", 0 },
  { "another request's state", "http://localhost:1/callback?code=c1&state=other&realmId=9130350", TIE_ERROR_SIGN_IN_STATE },
  { "one letter of the state", "http://localhost:1/callback?code=c1&state=fpJ9-_sTaTE&realmId=9130350", TIE_ERROR_SIGN_IN_STATE },
  { "a longer state", "http://localhost:1/callback?code=c1&state=" STATE "x&realmId=9130350", TIE_ERROR_SIGN_IN_STATE },
  { "an empty state", "http://localhost:1/callback?code=c1&state=&realmId=9130350", TIE_ERROR_SIGN_IN_STATE },
  { "the state alone, wrong, with a refusal", "http://localhost:1/?error=access_denied&state=other", TIE_ERROR_SIGN_IN_STATE },
  { "declined", "http://localhost:1/?error=access_denied&state=" STATE, TIE_ERROR_SIGN_IN_CANCELLED },
  { "the package's own reason", "http://localhost:1/?error=invalid_scope&error_description=No+scope&state=" STATE, TIE_ERROR_FAILED },
  { "no state", "http://localhost:1/callback?code=c1&realmId=9130350", TIE_ERROR_INVALID },
  { "no code", "http://localhost:1/callback?state=" STATE "&realmId=9130350", TIE_ERROR_INVALID },
  { "no company", "http://localhost:1/callback?code=c1&state=" STATE, TIE_ERROR_INVALID },
  { "a company that would leave its place in an address", "http://localhost:1/?code=c1&state=" STATE "&realmId=1%2F..%2F2", TIE_ERROR_INVALID },
  { "no query", "http://localhost:1/callback", TIE_ERROR_INVALID },
  { "only the code", "c1", TIE_ERROR_INVALID },
  { "nothing", "", TIE_ERROR_INVALID },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *query = tie_redirect_dup_query (cases[i].address);
      g_autoptr (GError) error = NULL;
      g_autoptr (TieRedirect) redirect = tie_redirect_parse (query, STATE, TRUE, &error);

      g_test_message ("%s", cases[i].why);
      if (cases[i].error != 0)
        {
          g_assert_null (redirect);
          g_assert_error (error, TIE_ERROR, cases[i].error);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (redirect->code, ==, "c1");
      g_assert_cmpstr (redirect->company_id, ==, "9130350");
    }
}

static SoupMessage *
ask (SoupSession *session,
     TieLoopback *loopback,
     const char *method,
     const char *path,
     char **page)
{
  g_autoptr (GUri) base = g_uri_parse (tie_loopback_get_uri (loopback), G_URI_FLAGS_NONE, NULL);
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%d%s", g_uri_get_port (base), path);
  SoupMessage *message = soup_message_new (method, uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, net_wait_cb, &result);
  body = soup_session_send_and_read_finish (session, net_wait (&result), &error);
  g_assert_no_error (error);
  if (page != NULL)
    *page = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  return message;
}

/* Icons, other paths and other methods are not the answer; the first answer is the only one. */
static void
test_loopback (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLoopback) loopback = tie_loopback_new (NULL, STATE, TRUE, &error);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieRedirect) redirect = NULL;
  g_autoptr (SoupMessage) answer = NULL;
  g_autoptr (SoupMessage) again = NULL;
  g_autofree char *page = NULL;
  static const char *const others[][2] = {
    { "GET", "/favicon.ico" },
    { "GET", "/" },
    { "GET", "/callback" },
    { "HEAD", "/callback?code=c1&state=" STATE "&realmId=1" },
    { "POST", "/callback?code=c1&state=" STATE "&realmId=1" },
    { "GET", "/callback/more?code=c1&state=" STATE "&realmId=1" },
  };

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (tie_loopback_get_uri (loopback), "http://127.0.0.1:"));
  tie_loopback_wait_async (loopback, NULL, net_wait_cb, &result);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (SoupMessage) message = ask (session, loopback, others[i][0], others[i][1], NULL);

      g_assert_cmpuint (soup_message_get_status (message), ==, 404);
      g_assert_null (result);
    }

  answer = ask (session, loopback, "GET", "/callback?code=c1&state=" STATE "&realmId=1", &page);
  g_assert_cmpuint (soup_message_get_status (answer), ==, 200);
  g_assert_nonnull (strstr (page, "close this window"));
  g_assert_cmpstr (soup_message_headers_get_one (soup_message_get_response_headers (answer), "Referrer-Policy"), ==, "no-referrer");
  redirect = tie_loopback_wait_finish (loopback, net_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redirect->code, ==, "c1");

  again = ask (session, loopback, "GET", "/callback?code=c2&state=" STATE "&realmId=1", NULL);
  g_assert_cmpuint (soup_message_get_status (again), ==, 404);
}

/* Where no company is named, an answer without one is whole; but one that is named must be one. */
static void
test_parse_without_company (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieRedirect) redirect = tie_redirect_parse ("code=c1&scope=openid&state=" STATE, STATE, FALSE, &error);
  g_autoptr (TieRedirect) odd = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (redirect->code, ==, "c1");
  g_assert_null (redirect->company_id);
  odd = tie_redirect_parse ("code=c1&realmId=a%2Fb&state=" STATE, STATE, FALSE, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
}

/* A stranger who knows the port is told so, and the right answer still comes through. */
static void
test_loopback_wrong_state (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLoopback) loopback = tie_loopback_new (NULL, STATE, TRUE, &error);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieRedirect) redirect = NULL;
  g_autoptr (SoupMessage) stranger = NULL;
  g_autoptr (SoupMessage) answer = NULL;
  g_autofree char *page = NULL;

  g_assert_no_error (error);
  tie_loopback_wait_async (loopback, NULL, net_wait_cb, &result);
  stranger = ask (session, loopback, "GET", "/callback?code=c1&state=wrong&realmId=1", &page);
  g_assert_cmpuint (soup_message_get_status (stranger), ==, 400);
  g_assert_nonnull (strstr (page, "another request"));
  g_assert_null (result);
  answer = ask (session, loopback, "GET", "/callback?code=c2&state=" STATE "&realmId=1", NULL);
  g_assert_cmpuint (soup_message_get_status (answer), ==, 200);
  redirect = tie_loopback_wait_finish (loopback, net_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (redirect->code, ==, "c2");
}

/* Whose port is that, 0: of any free one; NULL when it is taken, or the computer has no such address. */
static GSocket *
take_port (GSocketFamily family,
           guint *port)
{
  g_autoptr (GSocket) socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) *port);
  g_autoptr (GSocketAddress) taken = NULL;

  if (socket == NULL || !g_socket_bind (socket, address, FALSE, NULL) || !g_socket_listen (socket, NULL))
    return NULL;
  taken = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  return g_steal_pointer (&socket);
}

/* One that is free at both of this computer's own addresses. */
static guint
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static char *
make_uri (guint port)
{
  return g_strdup_printf ("http://localhost:%u/callback", port);
}

/* Registered ports that other programs use: the first free one is taken, with both of its addresses. */
static void
test_loopback_ports_in_use (void)
{
  guint ports[3] = { 0, 0, find_free_port () };
  g_autoptr (GSocket) first = take_port (G_SOCKET_FAMILY_IPV4, &ports[0]);
  g_autoptr (GSocket) second = take_port (G_SOCKET_FAMILY_IPV6, &ports[1]);
  g_autoptr (TieLoopback) loopback = NULL;
  g_autoptr (TieLoopback) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one = make_uri (ports[0]);
  g_autofree char *two = make_uri (second != NULL ? ports[1] : ports[0]);
  g_autofree char *three = make_uri (ports[2]);
  const char *const uris[] = { one, two, three, NULL };
  const char *const busy[] = { one, two, NULL };
  const char *const single[] = { one, NULL };
  g_autofree char *number = g_strdup_printf ("%u", ports[0]);

  g_assert_nonnull (first);
  g_assert_cmpuint (ports[2], !=, 0);
  loopback = tie_loopback_new (uris, STATE, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tie_loopback_get_uri (loopback), ==, three);
  g_assert_null (take_port (G_SOCKET_FAMILY_IPV4, &ports[2]));
  g_assert_null (take_port (G_SOCKET_FAMILY_IPV6, &ports[2]));

  none = tie_loopback_new (busy, STATE, FALSE, &error);
  g_assert_null (none);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "none of the ports"));
  g_assert_nonnull (strstr (error->message, number));
  g_clear_error (&error);
  none = tie_loopback_new (single, STATE, FALSE, &error);
  g_assert_error (error, TIE_ERROR, TIE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "port"));
}

/* Only plain addresses of this computer can be listened on. */
static void
test_loopback_odd_address (void)
{
  static const char *const odd[] = { "https://a.example/return", "no address" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      const char *const uris[] = { odd[i], NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (TieLoopback) loopback = tie_loopback_new (uris, STATE, TRUE, &error);

      g_assert_null (loopback);
      g_assert_error (error, TIE_ERROR, TIE_ERROR_INVALID);
    }
}

static void
test_loopback_cancel (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TieLoopback) loopback = tie_loopback_new (NULL, STATE, TRUE, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TieRedirect) redirect = NULL;

  tie_loopback_wait_async (loopback, cancellable, net_wait_cb, &result);
  g_cancellable_cancel (cancellable);
  redirect = tie_loopback_wait_finish (loopback, net_wait (&result), &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/redirect/parse", test_parse);
  g_test_add_func ("/redirect/parse-without-company", test_parse_without_company);
  g_test_add_func ("/loopback/answer", test_loopback);
  g_test_add_func ("/loopback/wrong-state", test_loopback_wrong_state);
  g_test_add_func ("/loopback/ports-in-use", test_loopback_ports_in_use);
  g_test_add_func ("/loopback/odd-address", test_loopback_odd_address);
  g_test_add_func ("/loopback/cancel", test_loopback_cancel);
  return g_test_run ();
}
