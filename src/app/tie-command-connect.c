/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-connect"
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/tie-command-session.h"
#include "base/tie-error.h"

/* A secret comes from a file or standard input, never from the arguments, which every user of the machine can read. */
static char *
read_secret (const char *path,
             GError **error)
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (path, "-") == 0)
    {
      g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);

      if (g_io_channel_read_to_end (input, &text, NULL, error) != G_IO_STATUS_NORMAL)
        return NULL;
    }
  else if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  g_strstrip (text);
  if (*text == '\0')
    {
      g_set_error (error, TIE_ERROR, TIE_ERROR_INVALID, _ ("“%s” holds no client secret."), path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

int
tie_command_connect (int argc,
                     char **argv)
{
  g_autofree char *sandbox = NULL;
  g_autofree char *client = NULL;
  g_autofree char *secret_file = NULL;
  g_autofree char *secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TieCommandSession) session = NULL;
  gboolean anyway = FALSE;
  const GOptionEntry entries[] = {
    { "sandbox", 0, 0, G_OPTION_ARG_STRING, &sandbox, N_ ("address of a sandbox company on this computer"), N_ ("URL") },
    { "client", 0, 0, G_OPTION_ARG_STRING, &client, N_ ("client ID of the app keys"), N_ ("ID") },
    { "secret-file", 0, 0, G_OPTION_ARG_FILENAME, &secret_file, N_ ("file with the client secret, “-” for standard input"), N_ ("FILE") },
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &anyway, N_ ("even if records wait to be sent to the company in use"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  session = tie_command_session_parse (argc, argv, entries, "--practice FILE --sandbox URL --client ID [--secret-file FILE]", _ ("Connects the practice to a company."), 0, 0);
  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (sandbox == NULL || client == NULL)
    {
      g_printerr ("tieout connect: %s\n", _ ("Give --sandbox and --client, and --secret-file where the package has a client secret."));
      return TIE_EXIT_USAGE;
    }
  secret = secret_file != NULL ? read_secret (secret_file, &error) : NULL;
  if (error != NULL)
    return tie_command_session_fail (session, NULL, error);
  if (!tie_command_session_require (session, TIE_RIGHT_SET_UP) || !tie_command_session_open_company (session))
    return session->status;

  if (anyway)
    tie_company_leave_open (session->company);
  if (!tie_command_session_connect (session, sandbox, client, secret, &error))
    return tie_command_session_fail_to_leave (session, sandbox, error);

  g_print ("%s\n", tie_company_get_name (session->company));
  return TIE_EXIT_DONE;
}

int
tie_command_disconnect (int argc,
                        char **argv)
{
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, NULL, "--practice FILE", _ ("Ends the sign-in. Links and documents stay."), 0, 0);
  g_autoptr (GError) error = NULL;
  g_auto (TieCommandWait) wait = { NULL };

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (!tie_command_session_require (session, TIE_RIGHT_SET_UP) || !tie_command_session_open_company (session))
    return session->status;

  tie_company_disconnect_async (session->company, NULL, tie_command_wait_cb, &wait);
  if (!tie_company_disconnect_finish (session->company, tie_command_wait (&wait), &error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);
  return TIE_EXIT_DONE;
}
