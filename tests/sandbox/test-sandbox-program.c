/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>

#include "client.h"

static GSubprocess *
start (const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "..", "src", "sandbox", "tieout-sandbox", NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_strv_builder_add (builder, program);
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  return process;
}

/* One line when it is ready, an end without complaint when it is told to. */
static void
run_until_signal (int signal)
{
  static const char *const arguments[] = { "--company", "empty", "--client", "me:secret:with:colons", "--redirect", "https://firm.example/x", NULL };
  g_autoptr (GSubprocess) process = start (arguments);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_autofree char *uri = client_pick (line, "infoUri");
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GBytes) info = soup_session_send_and_read (session, message, NULL, NULL);

  client_assert (line, "pid", g_subprocess_get_identifier (process));
  text = g_strndup (g_bytes_get_data (info, NULL), g_bytes_get_size (info));
  client_assert (text, "clientId", "me");
  client_assert (text, "clientSecret", "secret:with:colons");
  client_assert (text, "redirectUris.2", "https://firm.example/x");
  client_assert (text, "company", "empty");
  g_subprocess_send_signal (process, signal);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  rest = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_assert_null (rest);
}

static void
test_terminate (void)
{
  run_until_signal (SIGTERM);
}

static void
test_interrupt (void)
{
  run_until_signal (SIGINT);
}

typedef struct
{
  const char *arguments[5];
  int status;
} UsageCase;

static void
test_usage (void)
{
  static const UsageCase cases[] = {
    { { "--company", "delta", NULL }, 2 },
    { { "--package", "fees", NULL }, 2 },
    { { "--package", "sage", "--company", "uk", NULL }, 2 },
    { { "--package", "xero", "--company", "uk", NULL }, 2 },
    { { "--per-minute", "-1", NULL }, 2 },
    { { "--haste", "-1", NULL }, 2 },
    { { "--consent", "perhaps", NULL }, 2 },
    { { "--client", "no-secret", NULL }, 2 },
    { { "--port", "70000", NULL }, 2 },
    { { "--rows", "-1", NULL }, 2 },
    { { "--rows", "10", NULL }, 2 },
    { { "--fault", "nonsense", NULL }, 2 },
    { { "--unknown", NULL }, 2 },
    { { "something", NULL }, 2 },
    { { "--data", "/nowhere/at/all/company.db", NULL }, 3 },
    { { "--help", NULL }, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GSubprocess) process = start (cases[i].arguments);
      g_autofree char *out = NULL;
      g_autofree char *complaint = NULL;

      g_test_message ("%s", cases[i].arguments[0]);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out, &complaint, NULL));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, cases[i].status);
      g_assert_true (cases[i].status == 0 ? strstr (out, "429-retry-after") != NULL : g_str_has_prefix (complaint, "tieout-sandbox: "));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sandbox/program/terminate", test_terminate);
  g_test_add_func ("/sandbox/program/interrupt", test_interrupt);
  g_test_add_func ("/sandbox/program/usage", test_usage);
  return g_test_run ();
}
