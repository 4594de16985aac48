/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tie-command-pull"
#include "config.h"

#include <glib/gi18n.h>

#include "app/tie-command-session.h"

int
tie_command_pull (int argc,
                  char **argv)
{
  g_autoptr (TieCommandSession) session = tie_command_session_parse (argc, argv, NULL, "--practice FILE", _ ("Reads customers and vendors of the connected company."), 0, 0);
  g_autoptr (GError) error = NULL;
  guint read = 0;

  if (session == NULL)
    return TIE_EXIT_USAGE;
  if (!tie_command_session_require (session, TIE_RIGHT_SYNC) || !tie_command_session_open_company (session))
    return session->status;
  if (!tie_command_session_pull (session, &read, &error))
    return tie_command_session_fail (session, tie_company_get_name (session->company), error);

  if (session->json)
    {
      g_autoptr (JsonBuilder) json = json_builder_new ();

      json_builder_begin_object (json);
      json_builder_set_member_name (json, "read");
      json_builder_add_int_value (json, read);
      json_builder_end_object (json);
      tie_command_print_json (json);
    }
  else
    {
      g_print (ngettext ("%u record read from %s\n", "%u records read from %s\n", read), read, tie_company_get_name (session->company));
    }
  return TIE_EXIT_DONE;
}
