/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-sandbox-main"
#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sandbox/tie-sandbox.h"

/* Exit codes as of the program itself: 2 wrong usage, 3 could not run. */
enum
{
  EXIT_USAGE = 2,
  EXIT_CANNOT_RUN = 3,
};

typedef struct
{
  gint port;
  gint seed;
  gint rows;
  gint invoices;
  gint rotate_after;
  gint per_minute;
  gint per_day;
  gint haste;
  char *data;       /* (owned) (nullable) */
  char *package;    /* (owned) (nullable) */
  char *company;    /* (owned) (nullable) */
  char *client;     /* (owned) (nullable) */
  char *consent;    /* (owned) (nullable) */
  char *fault;      /* (owned) (nullable) */
  char **redirects; /* (owned) (nullable) */
  gboolean strict;
  gboolean replay_kills;
  gboolean refuse_replay;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->data);
  g_free (arguments->package);
  g_free (arguments->company);
  g_free (arguments->client);
  g_free (arguments->consent);
  g_free (arguments->fault);
  g_strfreev (arguments->redirects);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
is_one_of (const char *value,
           const char *words)
{
  g_auto (GStrv) known = g_strsplit (words, " ", -1);

  return value == NULL || g_strv_contains ((const char *const *) known, value);
}

static gboolean
check_arguments (Arguments *arguments,
                 int argc,
                 GError **error)
{
  const char *wrong = NULL;

  if (argc > 1)
    wrong = "all arguments are options";
  else if (!is_one_of (arguments->package, "quickbooks xero sage"))
    wrong = "--package is quickbooks, xero or sage";
  else if (!tie_sandbox_knows_company (arguments->package, arguments->company))
    wrong = "--company is harbor, demo, lists or empty, of QuickBooks ast, multi, uk, au or ca, too, of Sage us, unregistered or start";
  else if (!is_one_of (arguments->consent, "auto ask"))
    wrong = "--consent is auto or ask";
  else if (arguments->client != NULL && strchr (arguments->client, ':') == NULL)
    wrong = "--client is ID:SECRET";
  else if (arguments->port < 0 || arguments->port > G_MAXUINT16)
    wrong = "--port is 0 to 65535";
  else if (arguments->rows < 0 || arguments->invoices < 0 || arguments->rotate_after < 0 || arguments->per_minute < 0 || arguments->per_day < 0 || arguments->haste < 0)
    wrong = "--rows, --invoices, --rotate-after, --per-minute, --per-day and --haste are not negative";
  else if (arguments->rows > 0 && is_one_of (arguments->company, "harbor demo lists"))
    wrong = "--rows needs another --company than harbor";
  if (wrong != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, wrong);
  return wrong == NULL;
}

static gboolean
parse_arguments (int *argc,
                 char ***argv,
                 Arguments *arguments,
                 GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 'p', 0, G_OPTION_ARG_INT, &arguments->port, "Port on the loopback address (default: a free one)", "N" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &arguments->data, "Keep the company in a file (default: in memory)", "FILE" },
    { "package", 0, 0, G_OPTION_ARG_STRING, &arguments->package, "Whose look-alike it is: quickbooks (default), xero or sage", "NAME" },
    { "company", 0, 0, G_OPTION_ARG_STRING, &arguments->company, "Company data: harbor (default), demo, lists, empty, ast, multi, uk, au or ca", "NAME" },
    { "client", 0, 0, G_OPTION_ARG_STRING, &arguments->client, "The app's keys", "ID:SECRET" },
    { "redirect", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->redirects, "A further redirect address; can be repeated", "URI" },
    { "consent", 0, 0, G_OPTION_ARG_STRING, &arguments->consent, "auto (default) redirects at once, ask shows a page", "MODE" },
    { "fault", 0, 0, G_OPTION_ARG_STRING, &arguments->fault, "Misbehave, see below", "SPEC" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &arguments->seed, "Seed of generated names and faults by chance", "N" },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &arguments->strict, "Refuse what QuickBooks merely tolerates", NULL },
    { "rows", 0, 0, G_OPTION_ARG_INT, &arguments->rows, "Generate N customers in another company than harbor", "N" },
    { "invoices", 0, 0, G_OPTION_ARG_INT, &arguments->invoices, "Generate N invoices of the customers of --rows", "N" },
    { "rotate-after", 0, 0, G_OPTION_ARG_INT, &arguments->rotate_after, "A refresh sooner returns the same refresh token", "SECONDS" },
    { "per-minute", 0, 0, G_OPTION_ARG_INT, &arguments->per_minute, "Calls that Xero or Sage takes in a minute (default: 60, 100)", "N" },
    { "per-day", 0, 0, G_OPTION_ARG_INT, &arguments->per_day, "Calls that Xero or Sage takes in a day (default: 5000, 2500)", "N" },
    { "haste", 0, 0, G_OPTION_ARG_INT, &arguments->haste, "The company's clock runs N times as fast, its limits and the lives of its tokens with it", "N" },
    { "replay-kills", 0, 0, G_OPTION_ARG_NONE, &arguments->replay_kills, "A refresh token used twice ends the connection", NULL },
    { "refuse-replay", 0, 0, G_OPTION_ARG_NONE, &arguments->refuse_replay, "A requestid with another body is fault 600", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("— a look-alike QuickBooks Online, Xero or Sage company on this computer");

  g_option_context_set_description (context,
                                    "A fault is " TIE_SANDBOX_FAULT_HELP "\n"
                                    "Without a path only the accounting API fails, not the sign-in.\n\n"
                                    "GET /sandbox/info, /sandbox/journal; POST /sandbox/fault, /sandbox/edit, /sandbox/clock, /sandbox/reset.\n"
                                    "Loopback redirect addresses are accepted with any port, which Intuit does not do.\n");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error) && check_arguments (arguments, *argc, error);
}

static TieSandbox *
create_sandbox (Arguments *arguments)
{
  g_auto (GStrv) client = arguments->client != NULL ? g_strsplit (arguments->client, ":", 2) : NULL;
  TieSandboxOptions options = {
    .port = (guint16) arguments->port,
    .data_file = arguments->data,
    .package = arguments->package,
    .company = arguments->company,
    .client_id = client != NULL ? client[0] : NULL,
    .client_secret = client != NULL ? client[1] : NULL,
    .redirect_uris = (const char *const *) arguments->redirects,
    .consent = g_strcmp0 (arguments->consent, "ask") == 0 ? TIE_SANDBOX_CONSENT_ASK : TIE_SANDBOX_CONSENT_AUTO,
    .seed = (guint32) arguments->seed,
    .fault = arguments->fault,
    .strict = arguments->strict,
    .rows = (guint) arguments->rows,
    .invoices = (guint) arguments->invoices,
    .rotate_after = (guint) arguments->rotate_after,
    .per_minute = (guint) arguments->per_minute,
    .per_day = (guint) arguments->per_day,
    .haste = (guint) arguments->haste,
    .replay_kills = arguments->replay_kills,
    .refuse_replay = arguments->refuse_replay,
  };

  return tie_sandbox_new (&options);
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

int
main (int argc,
      char *argv[])
{
  g_auto (Arguments) arguments = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (TieSandbox) sandbox = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint on_terminate, on_interrupt;

  setlocale (LC_ALL, "");
  if (!parse_arguments (&argc, &argv, &arguments, &error))
    {
      g_printerr ("tieout-sandbox: %s\n", error->message);
      return EXIT_USAGE;
    }
  sandbox = create_sandbox (&arguments);
  if (!tie_sandbox_start (sandbox, &error))
    {
      g_printerr ("tieout-sandbox: %s\n", error->message);
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ? EXIT_USAGE : EXIT_CANNOT_RUN;
    }
  on_terminate = g_unix_signal_add (SIGTERM, signal_cb, loop);
  on_interrupt = g_unix_signal_add (SIGINT, signal_cb, loop);
  g_print ("{\"baseUri\":\"%s\",\"infoUri\":\"%s/sandbox/info\",\"realmId\":\"%s\",\"pid\":%d}\n",
           tie_sandbox_get_base_uri (sandbox), tie_sandbox_get_base_uri (sandbox), tie_sandbox_get_realm (sandbox), (int) getpid ());
  fflush (stdout);
  g_main_loop_run (loop);
  g_source_remove (on_terminate);
  g_source_remove (on_interrupt);
  return 0;
}
